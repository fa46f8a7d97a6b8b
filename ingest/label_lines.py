"""Lines set in columns by wide spaces (発生日時　　令和6年3月12日): labels with their values, and small tables."""

import re
from collections.abc import Sequence

from core.records import BlockKind
from core.text import fold
from ingest.drafts import Draft
from ingest.grids import Grid, Place, build_table, place
from ingest.marks import Role
from ingest.paragraphs import Item
from ingest.shapes import cell_shape, display_width, is_value

_GAP = re.compile(r"(?<=[^\s:：])(?:[ 　]*　[ 　]+| {2,})(?=[^\s:：])")  # spaces around a colon only align it
_ONE_SPACE = re.compile(r"(?<=[^\s:：])[ 　]*　[ 　]*(?=[^\s:：])")
_LONGEST_LABEL = 24
_LONGEST_SHORT_LABEL = 12
_NOT_A_LABEL = re.compile(r"[。、，]|[「（(『]$")
_UNIT_NOTE = re.compile(r"[（(]?単位")
_SLACK = 2  # columns by which cells of one column may begin apart
_LISTED = (Role.NUMBER, Role.BULLET, Role.SQUARE)
Stretch = tuple[int, int]


def take_label_lines(text: str, items: Sequence[Item | Draft]) -> list[Item | Draft]:
    """The items with those set in columns replaced by tables: a marked item by one of its own, a run of plain ones by one together."""
    found: list[Item | Draft] = []
    index = 0
    while index < len(items):
        stop, rows = _run(items, index, found[-1] if found else None)
        run = [item for item in items[index:stop] if isinstance(item, Item)]
        draft = _table(text, run, rows) if rows else None
        if draft is None:
            found.append(items[index])
            index += 1
        else:
            found.append(draft)
            index = stop
    return found


def _run(items: Sequence[Item | Draft], index: int, before: Item | Draft | None) -> tuple[int, list[list[Stretch]]]:
    """The end of the run of items in columns that starts at `index`, and the places of its cells; no rows where none does."""
    first = items[index]
    if not isinstance(first, Item):
        return index, []
    if first.mark is not None:
        return _marked_run(items, index, before) if first.role in _LISTED else (index, [])
    if not _in_columns(first):
        return index, []
    count = len(_parts(first))
    stop = index + 1
    while stop < len(items):
        item = items[stop]
        if not isinstance(item, Item) or item.mark is not None or item.blank_before:
            break
        if not _in_columns(item) or abs(len(_parts(item)) - count) > 1:
            break
        stop += 1
    run = [item for item in items[index:stop] if isinstance(item, Item)]
    return (stop, _aligned(run)) if stop - index > 1 else (index + 1, _pairs(first))


def _pairs(item: Item) -> list[list[Stretch]]:
    """The labels and values of a line that sets several beside each other (A　　2件　　B　　5件), each pair a row; [] for any other."""
    parts = _parts(item)
    texts = [fold(item.lines[0].raw[start - item.lines[0].start : end - item.lines[0].start]).text for start, end in parts]
    if len(parts) < 4 or len(parts) % 2 or any(is_value(text) is (place % 2 == 0) for place, text in enumerate(texts)):
        return []
    return [list(parts[place : place + 2]) for place in range(0, len(parts), 2)]


def _marked_run(items: Sequence[Item | Draft], index: int, before: Item | Draft | None) -> tuple[int, list[list[Stretch]]]:
    """The cells of a marked item: its label and its value, or as many rows as lines below it go on with its columns."""
    item = items[index]
    assert isinstance(item, Item) and item.mark is not None
    spaced = _parts(item, _ONE_SPACE)
    stop = index + 1
    rows: list[list[Stretch]] = [spaced]
    while stop < len(items) and len(spaced) > 2:
        below = items[stop]
        if not isinstance(below, Item) or below.mark is not None or below.blank_before or len(below.lines) > 1:
            break
        cells = _parts(below)
        if len(cells) != len(spaced) - 1 or abs(_column(below, cells[0]) - _column(item, spaced[1])) > _SLACK:
            break
        rows.append([(cells[0][0], cells[0][0]), *cells])
        stop += 1
    if len(rows) > 1:
        return stop, rows
    if _in_columns(item):
        parts = _parts(item)
        return index + 1, [[parts[0], (parts[1][0], item.end)]]
    noted = len(spaced) > 1 and _UNIT_NOTE.match(item.lines[0].raw[spaced[1][0] - item.lines[0].start :])
    if len(spaced) > 1 and not noted and _is_sibling(item, before, items[index + 1] if index + 1 < len(items) else None):
        label = fold(item.lines[0].raw[spaced[0][0] - item.lines[0].start : spaced[0][1] - item.lines[0].start]).text
        if len(label) <= _LONGEST_SHORT_LABEL and not _NOT_A_LABEL.search(label):
            return index + 1, [[spaced[0], (spaced[1][0], item.end)]]
    return index, []


def _is_sibling(item: Item, before: Item | Draft | None, after: Item | Draft | None) -> bool:
    """True when the item of the same list before or after it is a label with its value, apart by a wide space."""
    assert item.mark is not None
    above = isinstance(before, Draft) and before.table is not None and before.style == item.mark.style
    below = isinstance(after, Item) and after.mark is not None and after.mark.style == item.mark.style and _in_columns(after)
    return above or below


def _in_columns(item: Item) -> bool:
    parts = _parts(item)
    if len(parts) < 2 or len(parts) > 8 or (item.mark is None and len(item.lines) > 1):
        return False
    cells = [item.lines[0].raw[start - item.lines[0].start : end - item.lines[0].start] for start, end in parts]
    if item.mark is not None and len(cells) == 2 and _UNIT_NOTE.match(cells[1]):
        return False  # a heading with the unit of the table below it
    if len(cells[0]) > _LONGEST_LABEL or _NOT_A_LABEL.search(cells[0]):
        return False
    folded = [fold(cell).text for cell in cells]
    letters = [
        cell for cell, text in zip(cells, folded, strict=True) if len(cell) == 1 and not text.isdecimal() and cell_shape(text) != "mark"
    ]
    if len(letters) > 1:
        return False  # letters of a name set wide apart
    if len(cells) > 2 and not letters and all(len(cell) > 1 or text.isdecimal() for cell, text in zip(cells, folded, strict=True)):
        return True
    return any(len(cell) > 2 for cell in cells) or any(len(cell) == 1 and cell not in letters for cell in cells[1:])


def _parts(item: Item, gap: re.Pattern[str] = _GAP) -> list[Stretch]:
    """The places between the wide spaces of the first line; the last one runs to the item's end."""
    line = item.lines[0]
    if item.start >= line.end:
        return []
    raw = line.raw[item.start - line.start :]
    edges = [0, *(edge for match in gap.finditer(raw) for edge in match.span()), len(raw)]
    parts = [(item.start + first, item.start + last) for first, last in zip(edges[::2], edges[1::2], strict=True)]
    return [*parts[:-1], (parts[-1][0], item.end)]


def _column(item: Item, part: Stretch) -> int:
    """The column of the page where a part of an item's first line begins."""
    line = item.lines[0]
    return line.indent + display_width(line.raw[: part[0] - line.start])


def _aligned(run: Sequence[Item]) -> list[list[Stretch]]:
    """The cells of each row: a row that begins below a later column has blank cells before, two values with one space between are two."""
    rows = [_parts(item) for item in run]
    count = max(map(len, rows))
    model = next(number for number, row in enumerate(rows) if len(row) == count)
    columns = [_column(run[model], part) for part in rows[model]]
    return [_filled(item, row, columns) for item, row in zip(run, rows, strict=True)]


def _filled(item: Item, row: list[Stretch], columns: Sequence[int]) -> list[Stretch]:
    missing = len(columns) - len(row)
    nearest = min(range(len(columns)), key=lambda number: abs(columns[number] - _column(item, row[0])))
    blank = min(missing, nearest)
    missing -= blank
    while missing:
        number = next((n for n in reversed(range(len(row))) if _two_values(item, row[n])), None)
        if number is None:
            break
        row = [*row[:number], *_two_values(item, row[number]), *row[number + 1 :]]
        missing -= 1
    return [*([(row[0][0], row[0][0])] * blank), *_spread(item, row, columns[blank:], missing)]


def _spread(item: Item, row: Sequence[Stretch], columns: Sequence[int], missing: int) -> list[Stretch]:
    """The parts of a row that lacks `missing` cells, each in its column: a blank cell before one that begins below a later column."""
    found: list[Stretch] = []
    for part in row:
        nearest = min(range(len(columns)), key=lambda number: abs(columns[number] - _column(item, part)))
        blank = nearest - len(found) if abs(columns[nearest] - _column(item, part)) <= _SLACK else 0
        blank = max(0, min(blank, missing))
        found.extend([(part[0], part[0])] * blank)
        missing -= blank
        found.append(part)
    return found


def _two_values(item: Item, part: Stretch) -> list[Stretch]:
    """The two values of a part with one wide space between (平成20年度　139名); [] for any other."""
    line = item.lines[0]
    raw = line.raw[part[0] - line.start : part[1] - line.start]
    gaps = list(_ONE_SPACE.finditer(raw))
    if len(gaps) != 1 or not is_value(fold(raw[gaps[0].end() :]).text):
        return []
    return [(part[0], part[0] + gaps[0].start()), (part[0] + gaps[0].end(), part[1])]


def _table(text: str, items: Sequence[Item], rows: Sequence[Sequence[Stretch]]) -> Draft | None:
    """The table of a run."""
    first = items[0]
    grid: Grid = [[place(text, *part) if part[0] < part[1] else Place(part[0], part[0], "") for part in row] for row in rows]
    marked = first.mark is not None
    table = build_table(
        grid,
        header_rows=0 if len(grid) == 1 or marked or len(rows) > len(items) else None,
        header_columns=max(1, len(grid[0]) - 1) if marked else 1,
    )
    if table is None:
        return None
    return Draft(
        BlockKind.TABLE,
        first.start,
        items[-1].end,
        marker=first.mark.marker if first.mark else "",
        style=first.mark.style if first.mark else "",
        table=table,
        blank_before=first.blank_before,
        depth=first.lines[0].indent,
        page=first.lines[0].page,
    )
