"""PDF files: pages, boxes, ruled tables, and files that cannot be read."""

from pathlib import Path

import pytest

from core.errors import DamagedSource, EncryptedSource
from core.records import BlockKind, Disclosure
from ingest import read
from ingest.pdf import is_readable
from tests.reading import SHARED, of_kind, tables, texts

DATA = Path(__file__).parent / "data"
PDFS = SHARED / "pdfs"
needs_pdfs = pytest.mark.skipif(not PDFS.is_dir(), reason="the sample PDFs are not beside the project")


@pytest.fixture(scope="module")
def report() -> Disclosure:
    """Three pages with a ruled table, running heads and page numbers."""
    return read(DATA / "ruled_table.pdf")


def test_pages_are_numbered_and_passages_know_theirs(report: Disclosure) -> None:
    assert [page.number for page in report.pages] == [1, 2, 3]
    assert {passage.page for passage in report.passages if "点検" in passage.text} == {2}


def test_title_publisher_and_date_are_read(report: Disclosure) -> None:
    stated = (report.title, report.publisher, str(report.published))
    assert stated == ("踏切設備の誤作動に関する調査結果について", "架空鉄道株式会社", "2024-06-03")


def test_a_ruled_table_keeps_merged_cells_and_is_not_doubled_as_text(report: Disclosure) -> None:
    (table,) = tables(report)
    assert (table.header_rows, table.header_columns) == (1, 2)
    assert texts(table, 2) == ["誤作動の回数", "夜", "5回"]
    assert report.text.count("誤作動の回数") == 1


def test_running_heads_and_page_numbers_are_no_passages(report: Disclosure) -> None:
    assert not [passage for passage in report.passages if "事故報告" in passage.text or passage.text.strip() in "123"]


def test_wrapped_lines_are_joined(report: Disclosure) -> None:
    assert next(block.text for block in of_kind(report, BlockKind.PARAGRAPH) if "遮断桿" in block.text).startswith("2024年4月8日に海辺線")


def test_boxes_cover_the_words_line_by_line(report: Disclosure) -> None:
    paragraph = next(passage for passage in report.passages if "遮断桿" in passage.text)
    assert len(paragraph.boxes) == 3
    for box in paragraph.boxes:
        assert box.page == 1 and 70 < box.x0 < box.x1 < 530 and 8 < box.y1 - box.y0 < 16
    assert paragraph.boxes[0].y1 < paragraph.boxes[1].y1 < paragraph.boxes[2].y1


def test_a_password_is_asked_for() -> None:
    with pytest.raises(EncryptedSource, match=r"with_password\.pdf: it needs a password.*without protection"):
        read(DATA / "with_password.pdf")


def test_a_wrong_password_is_told() -> None:
    with pytest.raises(EncryptedSource, match="does not open it"):
        read(DATA / "with_password.pdf", password="wrong")


def test_the_right_password_opens() -> None:
    assert "開くには合言葉が要る文書" in read(DATA / "with_password.pdf", password="himitsu").text


def test_a_cut_off_pdf_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes((DATA / "ruled_table.pdf").read_bytes()[:300])
    with pytest.raises(DamagedSource, match=r"cut\.pdf: the PDF is damaged"):
        read(path)


def test_mojibake_is_recognised() -> None:
    assert is_readable("障害の原因は、設定値の確認不足でした。System A (12件)")
    assert not is_readable("\ue123\ue456\ue789\ue012")
    assert not is_readable("ꀀꁁꂂ꒐ꓐ𐀀𐀁𐀂")


@needs_pdfs
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("court_jukinet_oldstyle.pdf", "住民基本台帳ネットワークシステム"),
        ("court_koeki_jigyo_old.pdf", "原判決を破棄する。"),
        ("gov_meti_joho_system_kijun_rksj.pdf", "情報システム安全対策基準"),
        ("pdfjs_noembed_eucjp.pdf", "あいうえお"),
        ("pdfjs_noembed_identity.pdf", "あいうえお"),
        ("pdfjs_noembed_jis7.pdf", "あいうえお"),
        ("pdfjs_noembed_sjis.pdf", "あいうえお"),
    ],
)
def test_fonts_without_a_character_map_are_read_right(name: str, words: str) -> None:
    assert words in read(PDFS / name).text
