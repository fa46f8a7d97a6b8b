"""Tables that ruling lines draw: the lines of a page become cells, the words within them their content. Pure geometry, in points."""

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from ingest.contents import TableArea
from ingest.layout import Glyph, build_rows
from ingest.table_pieces import SNAP, Rectangle

_MOST_EDGES = 4_000  # more lines than any table: a drawing

# A line as pdfplumber's table functions take it.
Edge = dict[str, Any]


class _Stroke(NamedTuple):
    """A line by its place across and its ends along its own direction."""

    at: float
    first: float
    last: float

    def reaches(self, place: float) -> bool:
        """True when it runs through a place along its direction, or ends there."""
        return self.first - SNAP <= place <= self.last + SNAP


def edge(x0: float, top: float, x1: float, bottom: float) -> Edge:
    """An upright or level line."""
    upright = x0 == x1
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "v" if upright else "h",
        "object_type": "line",
    }


def ruled_tables(edges: Sequence[Edge], glyphs: Sequence[Glyph]) -> tuple[list[TableArea], list[Glyph]]:
    """The tables that lines draw, with the lines of words of each cell, and the characters outside; a frame around running text is none."""
    ink = _Ink(glyphs)
    areas = [area for cells in _ruled_cells(edges, ink) if (area := _table_area(cells, ink)) is not None]
    taken = {number for area in areas for cell, _ in area.cells for number in ink.numbers(cell)}
    return areas, [glyph for number, glyph in enumerate(glyphs) if number not in taken]


class _Ink:
    """The characters of a page, found by where they stand."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._glyphs = glyphs
        self._levels = sorted(((glyph.top + glyph.bottom) / 2, number) for number, glyph in enumerate(glyphs))

    def numbers(self, cell: Rectangle) -> list[int]:
        """The places, in the order in which they were written, of the characters whose middle lies in a rectangle."""
        x0, top, x1, bottom = cell
        level = self._levels[bisect_left(self._levels, (top, -1)) : bisect_left(self._levels, (bottom, -1))]
        return sorted(number for _, number in level if x0 <= (self._glyphs[number].x0 + self._glyphs[number].x1) / 2 < x1)

    def within(self, cell: Rectangle) -> list[Glyph]:
        """These characters."""
        return [self._glyphs[number] for number in self.numbers(cell)]


def _ruled_cells(edges: Sequence[Edge], ink: _Ink) -> list[list[Rectangle]]:
    """The cells of each table that ruling lines draw."""
    if not 4 <= len(edges) <= _MOST_EDGES:
        return []
    merged = merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    merged += [*_missing(merged, ink, "v"), *_missing(merged, ink, "h")]
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
    tables = [[tuple(cell) for cell in table] for table in cells_to_tables(cells)]
    return [table for table in tables if len(table) > 1]


def _missing(edges: Sequence[Edge], ink: _Ink, orientation: str) -> Iterator[Edge]:
    """The edges that close cells with words where lines of one orientation run out open: at the end of a page, or without a frame."""
    lines, across = _strokes(edges, orientation), _strokes(edges, "h" if orientation == "v" else "v")
    for low, high, level, inner in _open_ends(lines, across):
        near, far = min(level, inner), max(level, inner)
        if orientation == "v" and ink.within((low, near, high, far)):
            yield edge(low, level, high, level)
        elif orientation == "h" and ink.within((near, low, far, high)):
            yield edge(level, low, level, high)


def _strokes(edges: Sequence[Edge], orientation: str) -> list[_Stroke]:
    at, first, last = ("x0", "top", "bottom") if orientation == "v" else ("top", "x0", "x1")
    return sorted(_Stroke(line[at], line[first], line[last]) for line in edges if line["orientation"] == orientation)


def _open_ends(lines: Sequence[_Stroke], across: Sequence[_Stroke]) -> Iterator[tuple[float, float, float, float]]:
    """The places of two neighbouring lines whose ends nothing joins, the level of these ends, and of the last line that does join them."""
    for ends in (lambda line: line.first, lambda line: line.last):
        for level, group in _levels(lines, ends):
            for one, other in itertools.pairwise(sorted(group)):
                inner = _last_crossing(one, other, level, across)
                if inner is not None and not any(one.at < line.at < other.at and line.reaches(inner) for line in lines):
                    yield one.at, other.at, level, inner  # with a line between, these two only overshoot a corner


def _last_crossing(one: _Stroke, other: _Stroke, level: float, across: Sequence[_Stroke]) -> float | None:
    """Where a line joins two others nearest to a level; None where one does so at the level, or none anywhere."""
    joined = [line.at for line in across if line.reaches((one.at + other.at) / 2) and one.reaches(line.at) and other.reaches(line.at)]
    nearest = min(joined, key=lambda at: abs(at - level), default=None)
    return None if nearest is None or abs(nearest - level) <= SNAP else nearest


def _levels(lines: Sequence[_Stroke], end: Callable[[_Stroke], float]) -> Iterator[tuple[float, list[_Stroke]]]:
    """The lines that end at one level, group by group."""
    group: list[_Stroke] = []
    for line in sorted(lines, key=end):
        if group and end(line) - end(group[-1]) > SNAP:
            yield end(group[0]), group
            group = []
        group.append(line)
    if group:
        yield end(group[0]), group


def _table_area(cells: Sequence[Rectangle], ink: _Ink) -> TableArea | None:
    """The table with the lines of each cell; None for a frame or a drawing without a grid of words."""
    filled = [(cell, tuple(build_rows(ink.within(cell)))) for cell in cells]
    worded = [cell for cell, rows in filled if rows]
    columns = {round(cell[0]) for cell in worded}
    rows = {round(cell[1]) for cell in worded}
    if len(worded) < 2 or (len(columns) < 2 and len(rows) < 3) or len(columns) < 2:
        return None
    return TableArea(tuple(filled))
