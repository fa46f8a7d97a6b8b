"""Pages of paper, their lines and ruled tables, written out as one text in which every character keeps its place."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.places import printed_line
from core.records import Page, PrintedLine
from ingest.contents import PageContent, TableArea
from ingest.drafts import Draft, Extract, Line
from ingest.grids import Place, place
from ingest.layout import Row, body_size, cell_breaks, right_margin, usual_gap
from ingest.running import is_running, printed_numbers, running_heads
from ingest.table_pieces import Piece, PlacedCell, distinct, nearest, table_drafts

_LARGE = 1.15
_ANOTHER_TABLE = "|"
_BLANK = 0.45  # share of the character size that a gap must have beyond the usual one to be an empty line


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
        running = running_heads(self.contents)
        numbers = printed_numbers(self.contents)
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
            pages.append(
                Page(
                    content.number,
                    start,
                    self.length,
                    content.width,
                    content.height,
                    content.confidence,
                    content.slant,
                    numbers.get(content.number),
                )
            )
        tables = table_drafts(self.pieces)
        lines = tuple(_outside(self.lines, tables))
        return Extract("".join(self.parts), tuple(pages), tuple(tables), lines, printed=tuple(self.printed), warnings=warnings)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _page(self, content: PageContent, running: frozenset[str], measure: "_Measure") -> None:
        above: Row | TableArea | None = None
        kept = [part for part in content.parts if isinstance(part, TableArea) or not is_running(content, part, running)]
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
                    left, right = part.column or (measure.left, measure.right)
                    indent = max(round((part.x0 - left) / max(part.size / 2, 1)), 0)
                    full = part.x1 >= right - 1.6 * part.size
                    large = part.size >= measure.size * _LARGE
                    self.lines.append(Line(start, self.length, part.text, indent, blank, full, content.number, large, part.size))
            above = part
        self._notes(content)

    def _notes(self, content: PageContent) -> None:
        """The lines in the margin, after the page's text: they are measured by their own width."""
        if not content.notes:
            return
        left, right = min(row.x0 for row in content.notes), max(row.x1 for row in content.notes)
        gap = usual_gap([content.notes])
        above: Row | None = None
        for row in content.notes:
            self._write("\n")
            blank = int(above is None or row.top - above.bottom > gap + _BLANK * row.size)
            start = self._row(content, row)
            full = row.x1 >= right - 1.6 * row.size
            indent = max(round((row.x0 - left) / max(row.size / 2, 1)), 0)
            self.lines.append(Line(start, self.length, row.text, indent, blank, full, content.number, False, row.size))
            above = row

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
