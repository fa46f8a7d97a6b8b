"""Pages of paper, their lines and ruled tables, written out as one text in which every character keeps its place."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.places import printed_line
from core.records import Page, PrintedLine
from ingest.drafts import Draft, Extract, Line
from ingest.grids import Place, place
from ingest.layout import Row, body_size, cell_breaks, right_margin, usual_gap
from ingest.marks import Role, read_mark
from ingest.table_pieces import Piece, PlacedCell, Rectangle, distinct, nearest, table_drafts

_LARGE = 1.15
_MARGIN_ZONE = 0.09  # share of the page's height at its top and bottom where running heads and page numbers stand
_ANOTHER_TABLE = "|"
_BLANK = 0.45  # share of the character size that a gap must have beyond the usual one to be an empty line


@dataclass(frozen=True, slots=True)
class TableArea:
    """A table: its cells as rectangles, with the lines of each; `ruled` where lines draw it."""

    cells: tuple[tuple[Rectangle, tuple[Row, ...]], ...]
    ruled: bool = True

    @property
    def top(self) -> float:
        return min(cell[0][1] for cell in self.cells)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds, from top to bottom; of a scan also by how many degrees it was turned to be read, and how sure that reading is."""

    number: int
    width: float
    height: float
    parts: tuple[Row | TableArea, ...]
    slant: float = 0.0
    confidence: float | None = None

    @property
    def rows(self) -> list[Row]:
        return [part for part in self.parts if isinstance(part, Row)]


def write_pages(contents: Sequence[PageContent], warnings: tuple[str, ...]) -> Extract:
    """The text of all pages with their lines and tables, and where each line was printed; pages are apart by form feeds."""
    return _Writer(list(contents)).extract(warnings)


@dataclass(frozen=True, slots=True)
class _Measure:
    """How a document is set: size of its body, space between lines, margins of the pages of one width."""

    size: float
    gap: float
    left: float
    right: float


@dataclass(slots=True)
class _Writer:
    """The text as it grows, page after page."""

    contents: list[PageContent]
    parts: list[str] = field(default_factory=list)
    length: int = 0
    printed: list[PrintedLine] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def extract(self, warnings: tuple[str, ...]) -> Extract:
        """The whole document."""
        running = _running_heads(self.contents)
        every = [row for content in self.contents for row in content.rows]
        size = body_size(every)
        gap = usual_gap([content.rows for content in self.contents])
        margins = _margins(self.contents)
        pages: list[Page] = []
        for content in self.contents:
            if pages:
                self._write("\f")
            start = self.length
            self._page(content, running, _Measure(size, gap, *margins[round(content.width)]))
            pages.append(Page(content.number, start, self.length, content.width, content.height, content.confidence, content.slant))
        tables = table_drafts(self.pieces)
        lines = tuple(_outside(self.lines, tables))
        return Extract("".join(self.parts), tuple(pages), tuple(tables), lines, printed=tuple(self.printed), warnings=warnings)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _page(self, content: PageContent, running: frozenset[str], measure: "_Measure") -> None:
        above: Row | TableArea | None = None
        kept = [part for part in content.parts if isinstance(part, TableArea) or not _is_running(content, part, running)]
        for part in content.parts:
            if above is not None:
                self._write("\n")
            if isinstance(part, TableArea):
                number = next(number for number, other in enumerate(kept) if other is part)
                self._table(content, part, _lines_of(kept[:number]), _lines_of(kept[number + 1 :]))
            else:
                blank = int(not isinstance(above, Row) or part.top - above.bottom > measure.gap + _BLANK * part.size)
                start = self._row(content, part)
                if any(other is part for other in kept):
                    indent = max(round((part.x0 - measure.left) / max(part.size / 2, 1)), 0)
                    full = part.x1 >= measure.right - 1.6 * part.size
                    large = part.size >= measure.size * _LARGE
                    self.lines.append(Line(start, self.length, part.text, indent, blank, full, content.number, large, part.size))
            above = part

    def _row(self, content: PageContent, row: Row) -> int:
        start = self.length
        self._write(row.text)
        self.printed.append(_printed(start, content, row))
        return start

    def _table(self, content: PageContent, area: TableArea, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        levels, edges = (distinct([edge for cell, _ in area.cells for edge in (cell[side], cell[side + 2])]) for side in (1, 0))
        placed: list[PlacedCell] = []
        start = self.length
        above = 0
        for rectangle, rows in sorted(area.cells, key=lambda cell: (nearest(levels, cell[0][1]), nearest(edges, cell[0][0]))):
            level = nearest(levels, rectangle[1])
            if placed:
                self._write("\n" if level != above else "\t")
            above = level
            words = (min(row.x0 for row in rows), max(row.x1 for row in rows)) if rows else None
            placed.append(PlacedCell(rectangle, self._cell(content, rows, rectangle[0], rectangle[2]), words))
        self.pieces.append(Piece(content.number, start, self.length, tuple(placed), area.ruled, before, after))

    def _cell(self, content: PageContent, rows: Sequence[Row], left: float, right: float) -> Place:
        start = self.length
        breaks = ["", *cell_breaks(rows, left, right)]
        for row, before in zip(rows, breaks, strict=False):
            self._write(before)
            self._row(content, row)
        found = place("".join(self.parts[-2 * len(rows) :])[-(self.length - start) :] if rows else "", 0, self.length - start)
        return Place(start + found.start, start + found.end, found.text)


def _margins(contents: Sequence[PageContent]) -> dict[int, tuple[float, float]]:
    """Where lines begin and end on pages of one width."""
    rows: dict[int, list[Row]] = {}
    for content in contents:
        rows.setdefault(round(content.width), []).extend(content.rows)
    return {width: (min((row.x0 for row in alike), default=0.0), right_margin(alike)) for width, alike in rows.items()}


def _outside(lines: Sequence[Line], tables: Sequence[Draft]) -> Iterator[Line]:
    """The lines that stand in no table; what a page shows between the pieces of one is not of the text (続き)."""
    starts = [table.start for table in tables]
    for line in lines:
        above = bisect_right(starts, line.start) - 1
        if above < 0 or line.start >= tables[above].end:
            yield line


def _lines_of(parts: Sequence[Row | TableArea]) -> tuple[str, ...]:
    """What parts of a page read; a table counts as a line of its own."""
    return tuple(part.text if isinstance(part, Row) else _ANOTHER_TABLE for part in parts)


def _printed(start: int, content: PageContent, row: Row) -> PrintedLine:
    """Where a line was printed; a character reaches to the next one, for what parts words is written as a space."""
    glyphs = [(glyph, part) for glyph in row.glyphs for part in range(len(glyph.text))]
    if row.upright:
        edges = [*(glyph.top for glyph, _ in glyphs), row.glyphs[-1].bottom]
        sides = min(glyph.x0 for glyph in row.glyphs), max(glyph.x1 for glyph in row.glyphs)
        return printed_line(start, content.number, *sides, edges, upright=True)
    edges = [*(glyph.x0 + (glyph.x1 - glyph.x0) * part / len(glyph.text) for glyph, part in glyphs), row.x1]
    return printed_line(start, content.number, row.top, row.bottom, edges)


def _running_heads(contents: Sequence[PageContent]) -> frozenset[str]:
    """Lines that come again, digits aside, at the top or bottom of at least three pages."""
    seen: Counter[str] = Counter()
    for content in contents:
        seen.update({_without_digits(row.text) for row in content.rows if _in_margin(content, row)})
    return frozenset(text for text, count in seen.items() if count >= 3 and text)


def _is_running(content: PageContent, row: Row, running: frozenset[str]) -> bool:
    if not _in_margin(content, row):
        return False
    mark = read_mark(row.text)
    return row.text.strip().isdigit() or _without_digits(row.text) in running or (mark is not None and mark.role is Role.NOISE)


def _in_margin(content: PageContent, row: Row) -> bool:
    return row.bottom < content.height * _MARGIN_ZONE or row.top > content.height * (1 - _MARGIN_ZONE)


def _without_digits(text: str) -> str:
    return re.sub(r"[\d０-９\s]+", "", text)
