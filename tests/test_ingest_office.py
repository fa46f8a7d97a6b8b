"""Word files, workbooks, slides and CSV: their words, tables and places, and what is said of files that cannot be read."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from core.errors import DamagedSource, EmptySource, EncryptedSource, SourceError, UnsupportedSource
from core.records import BlockKind, Disclosure
from ingest import packages, read
from tests.reading import block_with, of_kind, tables, texts

ROWS = (("地区", "契約数", "割合", "発覚日"), ("北部", 1234, 0.123, date(2024, 5, 1)), ("南部", 8766, 0.877, date(2024, 5, 2)))


def word(path: Path) -> Disclosure:
    """A Word file with a title, headings, a list and a table with a merged cell, read."""
    document = docx.Document()
    document.add_heading("会員情報の漏えいについて", 0)
    document.add_paragraph("2024年5月10日")
    document.add_paragraph("株式会社架空ガス")
    document.add_heading("1. 対象", 1)
    table = document.add_table(rows=3, cols=3)
    for row, values in enumerate((("区分", "件数", ""), ("", "個人", "法人"), ("会員", "1,200件", "34件"))):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    document.add_heading("2. 再発防止策", 1)
    document.add_paragraph("二要素認証を導入する。", style="List Bullet")
    document.save(str(path))
    return read(path)


def workbook(path: Path, rows: Sequence[Sequence[object]] = ROWS) -> Disclosure:
    """A workbook with a title over a table, a note below it, and a hidden sheet, read."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "影響件数"
    sheet["A1"] = "影響を受けた契約の件数"
    sheet.merge_cells("A1:D1")
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value  # type: ignore[assignment]
            if number > 3:
                cell.number_format = {2: '#,##0"件"', 3: "0.0%"}.get(column, cell.number_format)
    sheet.cell(len(rows) + 3, 1, "※ 法人契約を除く")
    hidden = book.create_sheet("作業用")
    hidden["A1"] = "内部の数字"
    hidden.sheet_state = "hidden"
    book.save(path)
    return read(path)


def slides(path: Path) -> Disclosure:
    """Two slides, the second with a table, read."""
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[5])
    first.shapes.title.text = "障害のご報告"
    first.shapes.add_textbox(Inches(1), Inches(2), Inches(5), Inches(1)).text_frame.text = "配線の誤りが原因です。"
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "復旧時刻"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(5), Inches(2)).table
    for row, values in enumerate((("拠点", "復旧時刻"), ("東局", "10時15分"))):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    show.save(str(path))
    return read(path)


def test_a_word_file_has_its_title_headings_and_bullets(tmp_path: Path) -> None:
    document = word(tmp_path / "a.docx")
    assert (document.title, document.publisher, document.published) == ("会員情報の漏えいについて", "株式会社架空ガス", date(2024, 5, 10))
    assert [block.text for block in of_kind(document, BlockKind.HEADING)] == ["1. 対象", "2. 再発防止策"]
    assert block_with(document, "二要素認証").kind is BlockKind.BULLET


def test_merged_cells_of_a_word_table_govern_what_they_cover(tmp_path: Path) -> None:
    (table,) = tables(word(tmp_path / "a.docx"))
    assert texts(table, 0) == ["区分", "件数", "件数"]
    assert texts(table, 2) == ["会員", "1,200件", "34件"]


def test_a_workbook_shows_values_as_its_formats_do(tmp_path: Path) -> None:
    (table,) = tables(workbook(tmp_path / "a.xlsx"))
    assert texts(table, 1) == ["北部", "1,234件", "12.3%", "2024/5/1"]


def test_a_sheet_is_a_page_under_its_name_with_its_notes(tmp_path: Path) -> None:
    document = workbook(tmp_path / "a.xlsx")
    passage = next(passage for passage in document.passages if "北部" in passage.text)
    assert (document.title, passage.page, passage.section) == ("影響を受けた契約の件数", 1, "影響件数")
    assert block_with(document, "法人契約を除く").kind is BlockKind.FOOTNOTE


def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    document = workbook(tmp_path / "a.xlsx")
    assert "内部の数字" not in document.text
    assert any("作業用" in warning and "hidden" in warning for warning in document.warnings)


def test_each_slide_is_a_page_under_its_title(tmp_path: Path) -> None:
    document = slides(tmp_path / "a.pptx")
    assert [page.number for page in document.pages] == [1, 2]
    passage = next(passage for passage in document.passages if "10時15分" in passage.text)
    assert (passage.page, passage.section) == (2, "復旧時刻")


@pytest.mark.parametrize(("encoding", "comma"), [("cp932", ","), ("utf-8", "\t"), ("utf-8-sig", ";")])
def test_a_csv_file_is_one_table_in_any_encoding_and_with_any_separator(tmp_path: Path, encoding: str, comma: str) -> None:
    path = tmp_path / "a.csv"
    rows = (("店舗", "漏えい件数"), ("北口店", "120件"), ("南口店", '"1,045件"'))
    path.write_bytes("\n".join(comma.join(row) for row in rows).encode(encoding))
    (table,) = tables(read(path))
    assert [texts(table, row) for row in range(3)] == [["店舗", "漏えい件数"], ["北口店", "120件"], ["南口店", "1,045件"]]


# --- what cannot be read -------------------------------------------------------------------------------------------------


def refused(path: Path, data: bytes, error: type[SourceError]) -> str:
    """The message that a file of these bytes is refused with."""
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def test_a_workbook_named_docx_is_told(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    assert "Excel" in refused(tmp_path / "b.docx", (tmp_path / "a.xlsx").read_bytes(), DamagedSource)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx"])
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, name: str) -> None:
    {"a.docx": word, "a.xlsx": workbook, "a.pptx": slides}[name](tmp_path / name)
    assert "cut off" in refused(tmp_path / name, (tmp_path / name).read_bytes()[:-400], DamagedSource)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx"])
def test_a_package_whose_parts_are_broken_is_told(tmp_path: Path, name: str) -> None:
    {"a.docx": word, "a.xlsx": workbook, "a.pptx": slides}[name](tmp_path / name)
    broken = io.BytesIO()
    with zipfile.ZipFile(tmp_path / name) as whole, zipfile.ZipFile(broken, "w") as package:
        for part in whole.namelist():
            package.writestr(part, whole.read(part)[: -len(whole.read(part)) // 3])
    refused(tmp_path / name, broken.getvalue(), DamagedSource)


def test_an_old_office_file_and_one_with_a_password_are_told_apart(tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "before 2007" in refused(tmp_path / "a.xlsx", head, UnsupportedSource)
    assert "password" in refused(tmp_path / "b.xlsx", head + "EncryptedPackage".encode("utf-16-le"), EncryptedSource)


def test_a_package_that_unpacks_to_too_much_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_MARKUP", 1_000_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 1_500_000)
    assert "unpacks to more" in refused(tmp_path / "a.xlsx", bomb.getvalue(), UnsupportedSource)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.csv"])
def test_a_file_without_words_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.docx":
        docx.Document().save(str(path))
    elif name == "a.xlsx":
        openpyxl.Workbook().save(path)
    elif name == "a.pptx":
        Presentation().save(str(path))
    else:
        path.write_text(",,\n,,\n", encoding="utf-8")
    refused(path, path.read_bytes(), EmptySource)


def test_a_package_that_asks_for_a_version_of_zip_to_come_is_told(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    data = bytearray((tmp_path / "a.xlsx").read_bytes())
    data[data.index(b"PK\x01\x02") + 6] = 138
    refused(tmp_path / "a.xlsx", bytes(data), DamagedSource)
