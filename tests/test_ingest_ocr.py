"""Pages that are pictures: read by OCR where tesseract is installed, named as unread where it is not."""

import difflib
import math
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from core.errors import EmptySource
from core.records import Box, Disclosure
from ingest import ocr, read
from tests.reading import SHARED

DATA = Path(__file__).parent / "data"
PDFS = SHARED / "pdfs"
needs_tesseract = pytest.mark.skipif(not ocr.is_available(), reason=f"tesseract with its Japanese data is not installed: {ocr.INSTALL}")
needs_pdfs = pytest.mark.skipif(not PDFS.is_dir(), reason="the PDFs of ../shared are not there")


def scan(folder: Path, slant: float = 0.0, dpi: int = 300) -> Path:
    """The test's PDF as a scan: its page as a picture, turned by some degrees."""
    with pdfium.PdfDocument(DATA / "ruled_table.pdf") as document:
        picture = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    path = folder / "scan.pdf"
    picture.rotate(slant, resample=Image.Resampling.BICUBIC, fillcolor=255).save(path, resolution=dpi)
    return path


def first_box(document: Disclosure, words: str) -> Box:
    """The first line of the passage that holds the words."""
    return next(passage.boxes[0] for passage in document.passages if words in document.text[passage.start : passage.end])


@needs_tesseract
@pytest.mark.parametrize("slant", [0.0, 1.5, -2.0])
def test_a_scan_is_read_however_it_lies(tmp_path: Path, slant: float) -> None:
    document = read(scan(tmp_path, slant))
    wanted = ("調査結果について", "2024年4月8日", "遮断", "12回")
    assert [words for words in wanted if words not in document.text.replace(" ", "")] == []
    assert document.pages[0].confidence is not None and 0.5 < document.pages[0].confidence <= 1
    assert "read by OCR" in document.warnings[0]


@needs_tesseract
@pytest.mark.parametrize("slant", [0.0, 2.0])
def test_the_boxes_of_a_scan_lie_where_the_words_are_on_its_page(tmp_path: Path, slant: float) -> None:
    true, found = first_box(read(DATA / "ruled_table.pdf"), "2024年4月8日"), first_box(read(scan(tmp_path, slant)), "2024年4月8日")
    page = read(DATA / "ruled_table.pdf").pages[0]
    assert page.width and page.height
    x, y = (true.x0 + true.x1) / 2 - page.width / 2, (true.y0 + true.y1) / 2 - page.height / 2
    sine, cosine = math.sin(math.radians(slant)), math.cos(math.radians(slant))
    assert (found.x0 + found.x1) / 2 - page.width / 2 == pytest.approx(x * cosine + y * sine, abs=6)
    assert (found.y0 + found.y1) / 2 - page.height / 2 == pytest.approx(-x * sine + y * cosine, abs=6)


@pytest.mark.parametrize("angle", [-2.5, -0.7, 0.0, 1.2])
def test_the_angle_of_a_page_is_found(tmp_path: Path, angle: float) -> None:
    with pdfium.PdfDocument(DATA / "ruled_table.pdf") as document:
        picture = document[0].render(scale=100 / 72, grayscale=True).to_pil()
    assert ocr.angle_of(picture.rotate(-angle, resample=Image.Resampling.BICUBIC, fillcolor=255)) == pytest.approx(angle, abs=0.25)


def test_without_tesseract_the_page_is_unread_and_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    with pytest.raises(EmptySource, match="apt-get install tesseract-ocr"):
        read(scan(tmp_path))


def test_a_blank_page_between_others_is_no_page_unread(tmp_path: Path) -> None:
    with pdfium.PdfDocument(DATA / "ruled_table.pdf") as document:
        document.new_page(595, 842)
        document.save(tmp_path / "blank.pdf")
    document_read = read(tmp_path / "blank.pdf")
    assert len(document_read.pages) == 4 and document_read.warnings == ()


@needs_tesseract
@needs_pdfs
def test_only_the_page_without_text_of_a_mixed_file_is_read_by_ocr() -> None:
    document = read(PDFS / "mixed_text_then_scan.pdf")
    assert [page.confidence is not None for page in document.pages] == [False, False, True]


@needs_tesseract
@needs_pdfs
def test_a_scan_at_150_dpi_is_read_with_few_wrong_characters() -> None:
    """At most 4% of a court decision, whose text is known from its PDF; counted as insertions, deletions and replacements."""
    known, found = (
        "".join(unicodedata.normalize("NFKC", read(PDFS / name).text).split())
        for name in ("court_benesse_20171023.pdf", "benesse_image_only_150dpi_skew.pdf")
    )
    same = sum(block.size for block in difflib.SequenceMatcher(None, known, found, autojunk=False).get_matching_blocks())
    assert (max(len(known), len(found)) - same) / len(known) <= 0.04
