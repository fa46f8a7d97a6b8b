"""Pages set in columns: running text that stands side by side is read one column after the other, though its lines are not level."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.layout import Glyph, Row, build_rows, line_runs

_FEWEST_LINES = 6  # of a column
_FULL = 0.8  # share of a column's width that most of its lines fill
_PROSE = 0.6  # share of the lines that do so
_NARROWEST = 10  # characters: what is narrower is a cell
_CLEAR = 0.8  # share of the character size between columns
_EDGE = 2.0  # points by which lines of one column begin apart


@dataclass(frozen=True, slots=True)
class _Line:
    """Characters that were written one after the other on a line, and how far they reach."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    middle: float


def column_rows(glyphs: Sequence[Glyph]) -> list[list[Row]]:
    """The lines of a page in groups that are read one after the other; those of a column know how far it reaches."""
    groups = reading_groups(glyphs)
    if len(groups) == 1:
        return [build_rows(glyphs)]
    found: list[list[Row]] = []
    for group in groups:
        rows = build_rows(group)
        reach = min((row.x0 for row in rows), default=0.0), max((row.x1 for row in rows), default=0.0)
        found.append([replace(row, column=reach) for row in rows])
    return found


def reading_groups(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters in groups that are read one after the other: above two columns, the left, the right, and below; else all together."""
    lines = [_line(run) for run in line_runs(glyphs)]
    found = [line for line in lines if line is not None]
    sizes = Counter(round(glyph.size, 1) for line in found for glyph in line.glyphs)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    starts = Counter(round(line.x0 / _EDGE) for line in found)
    leftmost = min(starts, default=0)
    for start, count in starts.most_common(3):
        if start > leftmost + 1 and count >= _FEWEST_LINES and (parted := _parted(found, start * _EDGE - _EDGE, size)):
            return parted
    return [list(glyphs)]


def _line(run: Sequence[Glyph]) -> _Line | None:
    inked = [glyph for glyph in run if not glyph.text.isspace()]
    if not inked:
        return None
    middle = sum(glyph.top + glyph.bottom for glyph in inked) / (2 * len(inked))
    return _Line(tuple(run), min(glyph.x0 for glyph in inked), max(glyph.x1 for glyph in inked), middle)


def _parted(lines: Sequence[_Line], edge: float, size: float) -> list[list[Glyph]] | None:
    """The groups where the right one of two columns begins at an edge; None where the lines there are no columns of running text."""
    across = sorted(line.middle for line in lines if line.x0 < edge and line.x1 > edge - _CLEAR * size)
    right = [line for line in lines if line.x0 >= edge]
    gaps = zip([float("-inf"), *across], [*across, float("inf")], strict=True)
    top, bottom = max(gaps, key=lambda gap: sum(gap[0] < line.middle < gap[1] for line in right))
    inside = [line for line in lines if top < line.middle < bottom]
    columns = [[line for line in inside if (line.x0 >= edge) is on_right] for on_right in (False, True)]
    if not all(_is_running_text(column, size) for column in columns):
        return None
    above, below = [line for line in lines if line.middle <= top], [line for line in lines if line.middle >= bottom]
    return [[glyph for line in group for glyph in line.glyphs] for group in (above, *columns, below) if group]


def _is_running_text(column: Sequence[_Line], size: float) -> bool:
    """True for many lines most of which fill the width of a column that is wider than a cell."""
    if len(column) < _FEWEST_LINES:
        return False
    width = max(line.x1 for line in column) - min(line.x0 for line in column)
    full = sum(1 for line in column if line.x1 - line.x0 >= _FULL * width)
    return width >= _NARROWEST * size and full >= _PROSE * len(column)
