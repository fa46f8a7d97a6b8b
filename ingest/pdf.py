"""PDF files: for each page the extractor whose text passes a check, tables from ruling lines, a box for every character.

Only this file knows the PDF libraries (`ingest.ruling` takes the geometry of lines from pdfplumber). pdfium reads text, boxes and
lines; pdfminer (through pdfplumber) the pages whose text pdfium gets wrong. pypdf returns mojibake without an error from some files,
so it is asked last and checked like the others.
"""

import ctypes
import io
import itertools
import re
from collections.abc import Callable, Iterator, Sequence

import pdfplumber
import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from core.errors import DamagedSource, EmptySource, EncryptedSource
from ingest import ocr
from ingest.alignment import with_tables
from ingest.contents import PageContent
from ingest.drafts import Extract
from ingest.layout import Glyph, build_rows, is_vertical
from ingest.page_columns import column_rows
from ingest.paper import write_pages
from ingest.ruling import Edge, edge, ruled_tables
from ingest.side_notes import part_side_notes

_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SOFT_HYPHEN = 2  # what pdfium makes of a hyphen at the end of a line
_THIN = 3.0  # points up to which a filled rectangle is a line
_SHORTEST_EDGE = 3.0
_READABLE = 0.85
_MOST_SCANS = 300  # pictures read by OCR in one file, some seconds each
_LARGEST_PICTURE = 5_000  # dots on the longer side of a page's picture
_BAD = re.compile("[\ufffd\ue000-\uf8ff\u0000-\u0008\u000e-\u001f\u0080-\u009f]")


def extract_pdf(data: bytes, name: str, password: str | None, beat: Callable[[], None] = lambda: None) -> Extract:
    """The text of a PDF with its pages, lines, ruled tables and the place of every character; pages that are pictures are read by OCR.

    `beat` is called after each page. Raises EncryptedSource, DamagedSource, and EmptySource when no page has text.
    """
    document = _open(data, name, password)
    try:
        contents, warnings = _contents(document, data, name, password, beat)
    finally:
        document.close()
    if not any(content.parts for content in contents):
        raise EmptySource(
            f"{name}: none of its {len(contents)} pages has text; "
            + ("nothing could be read from their pictures." if ocr.is_available() else f"they are pictures: {ocr.INSTALL}.")
        )
    return write_pages(contents, warnings)


def annotated_links(data: bytes, password: str | None = None) -> list[str]:
    """The web addresses that the links of a PDF's pages lead to; none from a file that pypdf does not open."""
    found: list[str] = []
    try:
        for page in pypdf.PdfReader(io.BytesIO(data), password=password).pages:
            for reference in page.get("/Annots") or ():
                action = reference.get_object().get("/A") or {}
                if isinstance(address := action.get("/URI"), str):
                    found.append(address)
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return found
    return found


def _open(data: bytes, name: str, password: str | None) -> pdfium.PdfDocument:
    """The PDF opened; pdfium tries the empty password by itself, and the one given opens files with another."""
    try:
        document = pdfium.PdfDocument(data, password=password)
        pages = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            what = "the password given does not open it" if password else "it needs a password"
            raise EncryptedSource(f"{name}: {what}; give it with --password WORD, or save the file without protection.") from error
        raise DamagedSource(f"{name}: the PDF is damaged or cut off and does not open ({error}); get the file again.") from error
    if not pages:
        raise DamagedSource(f"{name}: the PDF has no pages; get the file again.")
    return document


def _contents(
    document: pdfium.PdfDocument, data: bytes, name: str, password: str | None, beat: Callable[[], None]
) -> tuple[list[PageContent], tuple[str, ...]]:
    """What each page holds, and warnings that name the pages that were not read, or read from their pictures."""
    contents: list[PageContent] = []
    unread: list[int] = []
    scans = 0
    for index in range(len(document)):
        number = index + 1
        try:
            page = document[index]
        except pdfium.PdfiumError:
            contents.append(PageContent(number, 0.0, 0.0, ()))
            unread.append(number)
            continue
        content = _read_page(page, number, data, password)
        if not content.parts:
            scanned, blank = _read_picture(page, number) if scans < _MOST_SCANS else (None, False)
            scans += 1
            content = scanned or content
            if scanned is None and not blank:
                unread.append(number)
        page.close()
        contents.append(content)
        beat()
    return contents, tuple(_warnings(name, contents, unread))


def _warnings(name: str, contents: Sequence[PageContent], unread: Sequence[int]) -> Iterator[str]:
    read = [content for content in contents if content.confidence is not None]
    if read:
        sure = sum(content.confidence or 0.0 for content in read) / len(read)
        yield f"{name}: page {_numbers([content.number for content in read])} read by OCR ({sure:.0%} sure)."
    if unread and ocr.is_available():
        yield f"{name}: page {_numbers(unread)} could not be read: no text on it, and none that OCR finds in its picture."
    elif unread:
        yield f"{name}: page {_numbers(unread)} could not be read: a picture, or text that no extractor gets right; {ocr.INSTALL}."


def _numbers(pages: Sequence[int]) -> str:
    """Page numbers with runs put together: 1–3, 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _read_picture(page: pdfium.PdfPage, number: int) -> tuple[PageContent | None, bool]:
    """A page as OCR reads its picture, None when it reads nothing; and whether the page is blank."""
    width, height = page.get_size()
    dpi = min(ocr.DPI, _LARGEST_PICTURE / max(width, height, 1.0) * 72)
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
    if ocr.is_blank(picture):
        return None, True
    scan = ocr.read_scan(picture, dpi) if ocr.is_available() else None
    if scan is None:
        return None, False
    return PageContent(number, width, height, with_tables(build_rows(scan.glyphs), ()), scan.slant, scan.confidence), False


def _read_page(page: pdfium.PdfPage, number: int, data: bytes, password: str | None) -> PageContent:
    width, height = page.get_size()
    glyphs = list(_pdfium_glyphs(page))
    if glyphs and not is_readable("".join(glyph.text for glyph in glyphs)):
        glyphs = _other_glyphs(data, number, password, height)
    if not glyphs:
        return PageContent(number, width, height, ())
    if is_vertical(glyphs):
        return PageContent(number, width, height, tuple(build_rows(glyphs)))
    areas, outside = ruled_tables(list(_edges(page)), glyphs)
    running, beside = part_side_notes(outside, width)
    groups = [build_rows(running)] if areas else column_rows(running)
    parts = [part for group in groups for part in with_tables(group, areas)]
    return PageContent(number, width, height, tuple(parts), notes=tuple(build_rows(beside)))


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
        if pdfium_c.FPDFText_IsGenerated(textpage, index) == 1 and char not in "- ":
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


def _edges(page: pdfium.PdfPage) -> Iterator[Edge]:
    height = page.get_height()
    for drawn in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=4):
        points = _points(drawn)
        if len(points) < 2:
            continue
        xs, ys = [x for x, _ in points], [height - y for _, y in points]
        x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if x1 - x0 <= _THIN < bottom - top:
            yield edge((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
        elif bottom - top <= _THIN < x1 - x0:
            yield edge(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
        elif len(points) <= 6 and x1 - x0 > _THIN and bottom - top > _THIN:
            yield from _sides(list(zip(xs, ys, strict=True)))


def _sides(points: Sequence[tuple[float, float]]) -> Iterator[Edge]:
    """The upright and level sides of a drawn shape."""
    closed = [*points, points[0]]
    for (x, y), (other_x, other_y) in itertools.pairwise(closed):
        if abs(x - other_x) < 0.5 and abs(y - other_y) > _SHORTEST_EDGE:
            yield edge(x, min(y, other_y), x, max(y, other_y))
        elif abs(y - other_y) < 0.5 and abs(x - other_x) > _SHORTEST_EDGE:
            yield edge(min(x, other_x), y, max(x, other_x), y)


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
