"""Pages of paper, their lines and ruled tables, written out as one text in which every character keeps its place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.records import BlockKind, Page
from ingest.drafts import Draft, Extract, Line
from ingest.grids import Place, place, table_from_spans
from ingest.layout import Row, Strip, body_size, cell_breaks, right_margin, usual_gap
from ingest.marks import Role, read_mark

SNAP = 3.0  # points within which edges are one
_LARGE = 1.15
_MARGIN_ZONE = 0.09  # share of the page's height at its top and bottom where running heads and page numbers stand
_BLANK = 0.45  # share of the character size that a gap must have beyond the usual one to be an empty line

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TableArea:
    """A ruled table: its cells as rectangles, with the lines of each."""

    cells: tuple[tuple[Rectangle, tuple[Row, ...]], ...]

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
    """The text of all pages with their lines, tables and strips; pages are apart by form feeds."""
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
    strips: list[Strip] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    def extract(self, warnings: tuple[str, ...]) -> Extract:
        """The whole document."""
        running = _running_heads(self.contents)
        every = [row for content in self.contents for row in content.rows]
        size = body_size(every)
        gap = usual_gap([content.rows for content in self.contents])
        pages: list[Page] = []
        for content in self.contents:
            if pages:
                self._write("\f")
            start = self.length
            alike = [row for other in self.contents if abs(other.width - content.width) < 1 for row in other.rows]
            left, right = min((row.x0 for row in alike), default=0.0), right_margin(alike)
            self._page(content, running, _Measure(size, gap, left, right))
            pages.append(Page(content.number, start, self.length, content.width, content.height, content.confidence))
        return Extract(
            "".join(self.parts), tuple(pages), tuple(self.drafts), tuple(self.lines), strips=tuple(self.strips), warnings=warnings
        )

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _page(self, content: PageContent, running: frozenset[str], measure: "_Measure") -> None:
        above: Row | TableArea | None = None
        for part in content.parts:
            if above is not None:
                self._write("\n")
            if isinstance(part, TableArea):
                self._table(content, part)
            else:
                blank = int(not isinstance(above, Row) or part.top - above.bottom > measure.gap + _BLANK * part.size)
                start = self._row(content, part)
                if not _is_running(content, part, running):
                    indent = max(round((part.x0 - measure.left) / max(part.size / 2, 1)), 0)
                    full = part.x1 >= measure.right - 1.6 * part.size
                    large = part.size >= measure.size * _LARGE
                    self.lines.append(Line(start, self.length, part.text, indent, blank, full, content.number, large, part.size))
            above = part

    def _row(self, content: PageContent, row: Row) -> int:
        start = self.length
        self._write(row.text)
        self.strips.append(_strip(start, content, row))
        return start

    def _table(self, content: PageContent, area: TableArea) -> None:
        xs, ys = _grid_lines(area)
        placed: list[tuple[int, int, Place]] = []
        start = self.length
        row_above = 0
        first = True
        for (x0, top, x1, bottom), rows in sorted(area.cells, key=lambda cell: (_index(ys, cell[0][1]), _index(xs, cell[0][0]))):
            row, column = _index(ys, top), _index(xs, x0)
            if not first:
                self._write("\n" if row != row_above else "\t")
            first, row_above = False, row
            item = self._cell(content, rows, x0, x1)
            spans = max(_index(ys, bottom) - row, 1), max(_index(xs, x1) - column, 1)
            placed.append((row, column, Place(item.start, item.end, item.text, *spans)))
        table = table_from_spans(placed, len(ys) - 1, len(xs) - 1, header_rows=None, header_columns=None)
        self.drafts.append(Draft(BlockKind.TABLE, start, self.length, table=table, blank_before=1, page=content.number))

    def _cell(self, content: PageContent, rows: Sequence[Row], left: float, right: float) -> Place:
        start = self.length
        breaks = ["", *cell_breaks(rows, left, right)]
        for row, before in zip(rows, breaks, strict=False):
            self._write(before)
            self._row(content, row)
        found = place("".join(self.parts[-2 * len(rows) :])[-(self.length - start) :] if rows else "", 0, self.length - start)
        return Place(start + found.start, start + found.end, found.text)


def _strip(start: int, content: PageContent, row: Row) -> Strip:
    lefts = tuple(glyph.x0 for glyph in row.glyphs for _ in glyph.text)
    rights = tuple(glyph.x1 for glyph in row.glyphs for _ in glyph.text)
    turned = (content.slant, content.width / 2, content.height / 2) if content.slant else (0.0, 0.0, 0.0)
    return Strip(start, content.number, row.top, row.bottom, lefts, rights, turned)


def _grid_lines(area: TableArea) -> tuple[list[float], list[float]]:
    return _distinct([edge for cell, _ in area.cells for edge in (cell[0], cell[2])]), _distinct(
        [edge for cell, _ in area.cells for edge in (cell[1], cell[3])]
    )


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _index(lines: Sequence[float], value: float) -> int:
    return min(range(len(lines)), key=lambda index: abs(lines[index] - value))


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
