"""PDF files: for each page the extractor whose text passes a check, tables from ruling lines, a box for every character.

Only this file knows the PDF libraries. pdfium reads text, boxes and lines; pdfminer (through pdfplumber) the pages whose text
pdfium gets wrong. pypdf returns mojibake without an error from some files, so it is asked last and checked like the others.
"""

import ctypes
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pdfplumber
import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.exceptions import PdfminerException

from core.errors import DamagedSource, EmptySource, EncryptedSource
from core.records import BlockKind, Page
from ingest.drafts import Draft, Extract, Line
from ingest.grids import Place, place, table_from_spans
from ingest.layout import Glyph, Row, Strip, body_size, build_rows, cell_breaks, is_vertical, usual_gap
from ingest.marks import Role, read_mark

_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SOFT_HYPHEN = 2  # what pdfium makes of a hyphen at the end of a line
_THIN = 3.0  # points up to which a filled rectangle is a line
_SHORTEST_EDGE = 3.0
_SNAP = 3.0
_MOST_EDGES = 4_000  # more lines than any table: a drawing
_LARGE = 1.15
_MARGIN_ZONE = 0.09  # share of the page's height at its top and bottom where running heads and page numbers stand
_READABLE = 0.85
_BAD = re.compile("[\ufffd\ue000-\uf8ff\u0000-\u0008\u000e-\u001f\u0080-\u009f]")

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _TableArea:
    """A ruled table: its cells as rectangles, with the lines of each."""

    cells: tuple[tuple[Rectangle, tuple[Row, ...]], ...]

    @property
    def top(self) -> float:
        return min(cell[0][1] for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _PageContent:
    """What a page holds, from top to bottom."""

    number: int
    width: float
    height: float
    parts: tuple[Row | _TableArea, ...]

    @property
    def rows(self) -> list[Row]:
        return [part for part in self.parts if isinstance(part, Row)]


def extract_pdf(data: bytes, name: str, password: str | None) -> Extract:
    """The text of a PDF with its pages, lines, ruled tables and the place of every character.

    Raises EncryptedSource, DamagedSource, and EmptySource when no page has text.
    """
    document = _open(data, name, password)
    try:
        contents, warnings = _contents(document, data, name, password)
    finally:
        document.close()
    if not any(content.parts for content in contents):
        raise EmptySource(
            f"{name}: none of its {len(contents)} pages has text (they are pictures, such as scans);"
            " make it searchable with OCR and ingest it again."
        )
    return _Writer(contents).extract(warnings)


def _open(data: bytes, name: str, password: str | None) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data, password=password)
        pages = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            what = "the password given does not open it" if password else "it needs a password"
            raise EncryptedSource(f"{name}: {what}; give the right one with --password, or save the file without protection.") from error
        raise DamagedSource(f"{name}: the PDF is damaged or cut off and does not open ({error}); get the file again.") from error
    if not pages:
        raise DamagedSource(f"{name}: the PDF has no pages; get the file again.")
    return document


def _contents(document: pdfium.PdfDocument, data: bytes, name: str, password: str | None) -> tuple[list[_PageContent], tuple[str, ...]]:
    contents: list[_PageContent] = []
    unread: list[int] = []
    for index in range(len(document)):
        number = index + 1
        try:
            page = document[index]
        except pdfium.PdfiumError:
            contents.append(_PageContent(number, 0.0, 0.0, ()))
            unread.append(number)
            continue
        content = _read_page(page, number, data, password)
        page.close()
        contents.append(content)
        if not content.parts:
            unread.append(number)
    if not unread:
        return contents, ()
    pages = ", ".join(str(number) for number in unread)
    return contents, (
        f"{name}: page {pages} could not be read: no text on it, or text that no extractor gets right (a picture needs OCR).",
    )


def _read_page(page: pdfium.PdfPage, number: int, data: bytes, password: str | None) -> _PageContent:
    width, height = page.get_size()
    glyphs = list(_pdfium_glyphs(page))
    if glyphs and not is_readable("".join(glyph.text for glyph in glyphs)):
        glyphs = _other_glyphs(data, number, password, height)
    if not glyphs:
        return _PageContent(number, width, height, ())
    if is_vertical(glyphs):
        return _PageContent(number, width, height, tuple(build_rows(glyphs)))
    areas = [_table_area(cells, glyphs) for cells in _ruled_cells(page, glyphs)]
    kept = [area for area in areas if area is not None]
    taken = {id(glyph) for area in kept for glyph in _glyphs_within(area, glyphs)}
    rows = build_rows([glyph for glyph in glyphs if id(glyph) not in taken])
    parts: list[Row | _TableArea] = [*rows, *kept]
    parts.sort(key=lambda part: part.top)
    return _PageContent(number, width, height, tuple(parts))


def is_readable(text: str) -> bool:
    """False for text that a wrong character map made: private-use and control characters, letters of foreign scripts."""
    letters = [char for char in text if not char.isspace()]
    if not letters:
        return False
    known = sum(1 for char in letters if _is_expected(char))
    return known >= len(letters) * _READABLE and len(_BAD.findall(text)) <= len(letters) * 0.02


def _is_expected(char: str) -> bool:
    code = ord(char)
    return (
        0x20 < code < 0x7F
        or 0xA0 <= code < 0x100
        or 0x2000 <= code < 0x2C00
        or 0x2E80 <= code < 0x3400
        or 0x4E00 <= code < 0xA000
        or 0xF900 <= code < 0xFB00
        or 0xFE10 <= code < 0xFE70
        or 0xFF00 <= code < 0xFFF0
        or 0x370 <= code < 0x460
    )


def _pdfium_glyphs(page: pdfium.PdfPage) -> Iterator[Glyph]:
    """The characters of a page in the order of its content, with their em boxes."""
    textpage = page.get_textpage()
    height = page.get_height()
    rectangle = pdfium_c.FS_RECTF()
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        if code in (0, 0xFFFE, 0xFFFF) or code in (0x0A, 0x0D):
            continue
        char = "-" if code == _SOFT_HYPHEN else chr(code)
        if pdfium_c.FPDFText_IsGenerated(textpage, index) == 1 and char != "-":
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rectangle)):
            continue
        size = pdfium_c.FPDFText_GetFontSize(textpage, index)
        box_height = rectangle.top - rectangle.bottom
        yield Glyph(
            char, rectangle.left, height - rectangle.top, rectangle.right, height - rectangle.bottom, box_height if size <= 1.5 else size
        )
    textpage.close()


def _other_glyphs(data: bytes, number: int, password: str | None, height: float) -> list[Glyph]:
    """The characters as pdfminer reads them, or the lines as pypdf does; none when neither reads right."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number], password=password or "") as document:
            glyphs = [
                Glyph(char["text"], char["x0"], char["top"], char["x1"], char["bottom"], char["size"]) for char in document.pages[0].chars
            ]
    except (PdfminerException, PDFSyntaxError, ValueError, KeyError, TypeError, IndexError):
        glyphs = []
    if is_readable("".join(glyph.text for glyph in glyphs)):
        return glyphs
    return _pypdf_glyphs(data, number, password, height)


def _pypdf_glyphs(data: bytes, number: int, password: str | None, height: float) -> list[Glyph]:
    """The text as pypdf reads it, without places: its lines set one below the other, in boxes of no width."""
    try:
        text = pypdf.PdfReader(io.BytesIO(data), password=password).pages[number - 1].extract_text()
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return []
    if not is_readable(text):
        return []
    lines = text.split("\n")
    step = height / (len(lines) + 1)
    return [Glyph(char, 0.0, step * line, 0.0, step * (line + 0.9), 10.0) for line, content in enumerate(lines) for char in content]


def _ruled_cells(page: pdfium.PdfPage, glyphs: Sequence[Glyph]) -> list[list[Rectangle]]:
    """The cells of each table that ruling lines draw; a frame around running text is none."""
    edges = list(_edges(page))
    if not 4 <= len(edges) <= _MOST_EDGES:
        return []
    merged = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    cells = intersections_to_cells(edges_to_intersections(merged, _SNAP, _SNAP))
    tables = [[tuple(cell) for cell in table] for table in cells_to_tables(cells)]
    return [table for table in tables if len(table) > 1]


def _edges(page: pdfium.PdfPage) -> Iterator[dict[str, object]]:
    height = page.get_height()
    for drawn in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=4):
        points = _points(drawn)
        if len(points) < 2:
            continue
        xs, ys = [x for x, _ in points], [height - y for _, y in points]
        x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if x1 - x0 <= _THIN < bottom - top:
            yield _edge((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
        elif bottom - top <= _THIN < x1 - x0:
            yield _edge(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
        elif len(points) <= 6 and x1 - x0 > _THIN and bottom - top > _THIN:
            yield from _sides(list(zip(xs, ys, strict=True)))


def _sides(points: Sequence[tuple[float, float]]) -> Iterator[dict[str, object]]:
    """The upright and level sides of a drawn shape."""
    closed = [*points, points[0]]
    for (x, y), (other_x, other_y) in itertools.pairwise(closed):
        if abs(x - other_x) < 0.5 and abs(y - other_y) > _SHORTEST_EDGE:
            yield _edge(x, min(y, other_y), x, max(y, other_y))
        elif abs(y - other_y) < 0.5 and abs(x - other_x) > _SHORTEST_EDGE:
            yield _edge(min(x, other_x), y, max(x, other_x), y)


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, object]:
    """An edge as pdfplumber's table functions take it."""
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


def _points(drawn: pdfium.PdfObject) -> list[tuple[float, float]]:
    """The corner points of a path on the page; none for curves."""
    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(pdfium_c.FPDFPath_CountSegments(drawn), 64)):
        segment = pdfium_c.FPDFPath_GetPathSegment(drawn, index)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return []
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(matrix.on_point(x.value, y.value))
    return points


def _table_area(cells: Sequence[Rectangle], glyphs: Sequence[Glyph]) -> _TableArea | None:
    """The table with the lines of each cell; None for a frame or a drawing without a grid of words."""
    filled = [(cell, tuple(build_rows(_within(cell, glyphs)))) for cell in cells]
    worded = [cell for cell, rows in filled if rows]
    columns = {round(cell[0]) for cell in worded}
    rows = {round(cell[1]) for cell in worded}
    if len(worded) < 2 or (len(columns) < 2 and len(rows) < 3) or len(columns) < 2:
        return None
    return _TableArea(tuple(filled))


def _within(cell: Rectangle, glyphs: Sequence[Glyph]) -> list[Glyph]:
    x0, top, x1, bottom = cell
    return [glyph for glyph in glyphs if x0 <= (glyph.x0 + glyph.x1) / 2 < x1 and top <= (glyph.top + glyph.bottom) / 2 < bottom]


def _glyphs_within(area: _TableArea, glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [glyph for cell, _ in area.cells for glyph in _within(cell, glyphs)]


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

    contents: list[_PageContent]
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
            left, right = min((row.x0 for row in alike), default=0.0), max((row.x1 for row in alike), default=0.0)
            self._page(content, running, _Measure(size, gap, left, right))
            pages.append(Page(content.number, start, self.length, content.width, content.height))
        return Extract(
            "".join(self.parts), tuple(pages), tuple(self.drafts), tuple(self.lines), strips=tuple(self.strips), warnings=warnings
        )

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _page(self, content: _PageContent, running: frozenset[str], measure: "_Measure") -> None:
        above: Row | _TableArea | None = None
        for part in content.parts:
            if above is not None:
                self._write("\n")
            if isinstance(part, _TableArea):
                self._table(content, part)
            else:
                blank = int(not isinstance(above, Row) or part.top - above.bottom > measure.gap + 0.45 * part.size)
                start = self._row(content.number, part)
                if not _is_running(content, part, running):
                    indent = max(round((part.x0 - measure.left) / max(part.size / 2, 1)), 0)
                    full = part.x1 >= measure.right - 1.6 * part.size
                    large = part.size >= measure.size * _LARGE
                    self.lines.append(Line(start, self.length, part.text, indent, blank, full, content.number, large))
            above = part

    def _row(self, page: int, row: Row) -> int:
        start = self.length
        self._write(row.text)
        self.strips.append(_strip(start, page, row))
        return start

    def _table(self, content: _PageContent, area: _TableArea) -> None:
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
            item = self._cell(content.number, rows, x0, x1)
            spans = max(_index(ys, bottom) - row, 1), max(_index(xs, x1) - column, 1)
            placed.append((row, column, Place(item.start, item.end, item.text, *spans)))
        table = table_from_spans(placed, len(ys) - 1, len(xs) - 1, header_rows=None, header_columns=None)
        self.drafts.append(Draft(BlockKind.TABLE, start, self.length, table=table, blank_before=1, page=content.number))

    def _cell(self, page: int, rows: Sequence[Row], left: float, right: float) -> Place:
        start = self.length
        breaks = ["", *cell_breaks(rows, left, right)]
        for row, before in zip(rows, breaks, strict=False):
            self._write(before)
            self._row(page, row)
        found = place("".join(self.parts[-2 * len(rows) :])[-(self.length - start) :] if rows else "", 0, self.length - start)
        return Place(start + found.start, start + found.end, found.text)


def _strip(start: int, page: int, row: Row) -> Strip:
    lefts = tuple(glyph.x0 for glyph in row.glyphs for _ in glyph.text)
    rights = tuple(glyph.x1 for glyph in row.glyphs for _ in glyph.text)
    return Strip(start, page, row.top, row.bottom, lefts, rights)


def _grid_lines(area: _TableArea) -> tuple[list[float], list[float]]:
    return _distinct([edge for cell, _ in area.cells for edge in (cell[0], cell[2])]), _distinct(
        [edge for cell, _ in area.cells for edge in (cell[1], cell[3])]
    )


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _index(lines: Sequence[float], value: float) -> int:
    return min(range(len(lines)), key=lambda index: abs(lines[index] - value))


def _running_heads(contents: Sequence[_PageContent]) -> frozenset[str]:
    """Lines that come again, digits aside, at the top or bottom of at least three pages."""
    seen: Counter[str] = Counter()
    for content in contents:
        seen.update({_without_digits(row.text) for row in content.rows if _in_margin(content, row)})
    return frozenset(text for text, count in seen.items() if count >= 3 and text)


def _is_running(content: _PageContent, row: Row, running: frozenset[str]) -> bool:
    if not _in_margin(content, row):
        return False
    mark = read_mark(row.text)
    return row.text.strip().isdigit() or _without_digits(row.text) in running or (mark is not None and mark.role is Role.NOISE)


def _in_margin(content: _PageContent, row: Row) -> bool:
    return row.bottom < content.height * _MARGIN_ZONE or row.top > content.height * (1 - _MARGIN_ZONE)


def _without_digits(text: str) -> str:
    return re.sub(r"[\d０-９\s]+", "", text)
