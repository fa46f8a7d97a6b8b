"""Tables that no lines draw: rows of words that keep clear of the same upright strips of white. Pure geometry, in points."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.contents import TableArea
from ingest.layout import Glyph, Row
from ingest.table_pieces import Rectangle

# Shares of the character size. White this wide parts words; a strip of white has to stay this wide through all rows of a table.
_WORD_GAP = 0.55
_RIVER = 0.45
# Lines further apart than this stand in different stretches; rows of a table are at least this much further apart than lines of a cell.
_FAR = 3.2
_PADDING = 0.2
_FEWEST_ROWS = 2
_FEWEST_PAIRS = 3  # rows of a table of two columns: fewer are a label and its value
_PROSE = 0.8  # share of a column's width that most lines fill in a page set in columns
_FEWEST_LINES = 6
_MOST_PROSE = 3
_NARROW = 10  # characters; what is narrower is a cell

_TWO = 3  # edges of two columns
_MARK = re.compile(r"[・○●■◆◇□※①-⑳]|[(（]?[0-9０-９a-zア-ン一-十]{1,2}[)）.．]?")

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of words: what it holds between wide gaps."""

    row: Row
    words: tuple[tuple[Glyph, ...], ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple((left[-1].x1, right[0].x0) for left, right in itertools.pairwise(self.words))


def with_tables(rows: Sequence[Row], ruled: Sequence[TableArea]) -> tuple[Row | TableArea, ...]:
    """The parts of a page in reading order: its ruled tables, those that its lines make, and the other lines; of a page set in columns
    the left one first."""
    tables = sorted(ruled, key=lambda area: area.top)
    parts: list[Row | TableArea] = []
    added = 0
    ordered = sorted(rows, key=lambda row: row.top)
    for above, stretch in itertools.groupby(ordered, key=lambda row: sum(area.top <= row.top for area in tables)):
        parts += tables[added:above]
        added = above
        parts += _parts([_Line(row, tuple(_words(row))) for row in stretch])
    return (*parts, *tables[added:])


def _parts(lines: Sequence[_Line]) -> Iterator[Row | TableArea]:
    """The tables among lines, and the lines that are of none."""
    waiting: list[_Line] = []
    start = 0
    while start < len(lines):
        group, rivers = _group(lines, start)
        bounds = _bounds(group, rivers)
        if rivers and _is_prose(group, bounds):
            yield from (line.row for line in waiting)
            waiting = []
            yield from _columns_of(group, bounds)
        elif rivers and _is_table(group, bounds):
            head = _heading_above(waiting, group, rivers)
            yield from (line.row for line in waiting[: len(waiting) - len(head)])
            waiting = []
            yield _area([*head, *group], rivers)
        else:
            group = group[:1]
            waiting += group
        start += len(group)
    yield from (line.row for line in waiting)


def _columns_of(group: Sequence[_Line], bounds: Sequence[float]) -> Iterator[Row]:
    """The lines of a page set in columns, one column after the other."""
    for column in range(len(bounds) - 1):
        for line in group:
            own = [word for word in line.words if _column(word, bounds) == column]
            if own:
                yield Row(tuple(glyph for word in own for glyph in word))


def _words(row: Row) -> Iterator[tuple[Glyph, ...]]:
    """A line cut where white wider than a character is."""
    inked = [glyph for glyph in row.glyphs if not glyph.text.isspace()]
    gap = _WORD_GAP * row.size
    part: list[Glyph] = []
    for glyph in inked:
        if part and glyph.x0 - part[-1].x1 > gap:
            yield tuple(part)
            part = []
        part.append(glyph)
    if part:
        yield tuple(part)


def _group(lines: Sequence[_Line], start: int) -> tuple[list[_Line], list[Gap]]:
    """The lines from a start that keep clear of strips of white, and these strips."""
    rivers = list(lines[start].gaps)
    group = [lines[start]]
    if not rivers:
        return group, rivers
    for line in lines[start + 1 :]:
        last = group[-1].row
        if line.row.top - last.bottom > _FAR * last.size or not 0.75 < line.row.size / last.size < 1.34:
            break
        narrowed = _clear(rivers, line)
        if not narrowed or (len(narrowed) < len(rivers) and len(group) >= _FEWEST_ROWS):
            break
        group.append(line)
        rivers = narrowed
    return _without_tail(group), rivers


def _without_tail(group: list[_Line]) -> list[_Line]:
    """The lines up to the last with words in several columns, and those of its first cell that stand close below it."""
    last = max((number for number, line in enumerate(group) if len(line.words) > 1), default=0)
    closest = min((after.row.top - before.row.bottom for before, after in itertools.pairwise(group)), default=0.0)
    end = last + 1
    while end < len(group) and group[end].row.top - group[end - 1].row.bottom <= closest + _PADDING * group[end].row.size:
        end += 1
    return group[:end]


def _clear(rivers: Sequence[Gap], line: _Line) -> list[Gap]:
    """What is left of strips of white beside a line's words, where enough is."""
    edges = [(float("-inf"), line.words[0][0].x0), *line.gaps, (line.words[-1][-1].x1, float("inf"))]
    found: list[Gap] = []
    for left, right in rivers:
        for one, other in edges:
            clear = (max(left, one), min(right, other))
            if clear[1] - clear[0] >= _RIVER * line.row.size:
                found.append(clear)
    return found


def _is_table(group: Sequence[_Line], bounds: Sequence[float]) -> bool:
    """True for enough rows with words in several columns.

    Two columns without a wrapped cell are lines of a label and its value, or of a date and what happened, and read as lines; so are
    items behind their marks.
    """
    filled = [{_column(word, bounds) for word in line.words} for line in group]
    full = sum(1 for columns in filled if len(columns) > 1)
    if full * 2 < len(group) or full < (_FEWEST_ROWS if len(bounds) > _TWO else _FEWEST_PAIRS):
        return False
    marked = all(_MARK.fullmatch("".join(glyph.text for glyph in line.words[0])) for line in group if len(line.words) > 1)
    return not marked and (len(bounds) > _TWO or {1} in filled)


def _is_prose(group: Sequence[_Line], bounds: Sequence[float]) -> bool:
    """True where two or three wide columns stand side by side and most lines of each fill it: newspaper columns, not cells."""
    if len(group) < _FEWEST_LINES or len(bounds) > _MOST_PROSE + 1:
        return False
    for column in range(len(bounds) - 1):
        own = [word for line in group for word in line.words if _column(word, bounds) == column]
        if len(own) < _PROSE * len(group):
            return False
        left, right = min(word[0].x0 for word in own), max(word[-1].x1 for word in own)
        filled = sum(1 for word in own if word[-1].x1 - word[0].x0 >= _PROSE * (right - left))
        if right - left < _NARROW * group[0].row.size or filled * 2 < len(own):
            return False
    return True


def _heading_above(lines: Sequence[_Line], group: Sequence[_Line], rivers: Sequence[Gap]) -> list[_Line]:
    """The line right above a table whose words stand over several of its columns at once, if there is one."""
    if not lines or len(group) < _FEWEST_ROWS:
        return []
    line, first, after = lines[-1], group[0].row, group[1].row
    far = first.top - line.row.bottom > max(after.top - first.bottom, 0.0) + _PADDING * first.size
    return [] if far or not 2 <= len(line.words) <= len(rivers) + 1 else [line]


def _bounds(group: Sequence[_Line], rivers: Sequence[Gap]) -> list[float]:
    """The edges of the columns: the outermost words, and the middle of each strip."""
    left, right = min(line.row.x0 for line in group), max(line.row.x1 for line in group)
    return [left, *((one + other) / 2 for one, other in rivers), right]


def _column(word: Sequence[Glyph], bounds: Sequence[float]) -> int:
    """The column in which a word begins."""
    return max(sum(1 for bound in bounds[1:-1] if bound <= word[0].x0 + 0.1), 0)


def _area(group: Sequence[_Line], rivers: Sequence[Gap]) -> TableArea:
    """The cells of a table: its rows are told apart by the space between them, a word over several columns covers them."""
    bounds = _bounds(group, rivers)
    cells: list[tuple[Rectangle, tuple[Row, ...]]] = []
    for top, bottom, lines in _table_rows(group):
        spans: dict[int, tuple[int, list[Row]]] = {}
        for line in lines:
            for word in line.words:
                first = _column(word, bounds)
                last = max(first, sum(1 for bound in bounds[1:-1] if bound < word[-1].x1 - 0.1))
                before, rows = spans.get(first, (first, []))
                spans[first] = (max(before, last), [*rows, Row(word)])
        column = 0
        while column < len(bounds) - 1:
            last, rows = spans.get(column, (column, []))
            last = min(last, min((other for other in spans if other > column), default=len(bounds)) - 1)
            cells.append(((bounds[column], top, bounds[last + 1], bottom), tuple(rows)))
            column = last + 1
    return TableArea(tuple(cells), ruled=False)


def _table_rows(group: Sequence[_Line]) -> list[tuple[float, float, list[_Line]]]:
    """The rows of a table with their upper and lower edges: lines closer together than others are of one row."""
    gaps = [after.row.top - before.row.bottom for before, after in itertools.pairwise(group)]
    size = group[0].row.size
    closest = min(gaps, default=0.0)
    apart = [gap > closest + _PADDING * size for gap in gaps]
    if not any(apart):
        apart = [True] * len(gaps)
    rows: list[list[_Line]] = [[group[0]]]
    for line, new in zip(group[1:], apart, strict=True):
        if new:
            rows.append([line])
        else:
            rows[-1].append(line)
    tops = [min(line.row.top for line in row) for row in rows]
    bottoms = [max(line.row.bottom for line in row) for row in rows]
    edges = [tops[0], *((bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)), bottoms[-1]]
    return [(edges[number], edges[number + 1], row) for number, row in enumerate(rows)]
