"""Answers as files: what a reader of each format finds."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from answer import export
from core.errors import ExportError
from core.records import Answer, AnswerTable, Box, Citation, Coverage, Derived, Status


def citation(number: int, quote: str, **changes: object) -> Citation:
    whole = Citation(
        number=number,
        file="報告書.pdf",
        title="情報の取扱いに係る報告",
        publisher="北風送配電株式会社",
        published=date(2024, 2, 3),
        url="https://example.jp/report.pdf",
        page=3,
        section="調査結果 > 閲覧実績",
        quote=quote,
        start=1042,
        end=1042 + len(quote),
        boxes=(Box(3, 1.0, 2.0, 3.0, 4.0),),
        sha256="ab" * 32,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


TABLED = Answer(
    id="q1",
    question="Which systems were exposed, and when?",
    language="en",
    status=Status.ANSWERED,
    text="**Two systems** are described.\n\n- The log was read [1]. Then it stopped [2].\n\n*Answered for 2024.*",
    citations=(citation(1, "期間\t2020年1月6日"), citation(2, "=cmd|'/C calc'!A0"), citation(3, "- 停止\x0bした", page=None)),
    table=AnswerTable(("System", "Since", ""), (("受付システム", "6 Jan 2020", "[1]"), ("検索|システム", "not stated", "[2][3]"))),
    coverage=Coverage(5, 2),
    derived=(Derived("Two systems", "count", (1, 2)),),
    index_version="v7",
    elapsed_ms=12.34,
)
REFUSED = Answer(
    id="q2",
    question="契約数は？",
    language="ja",
    status=Status.NOT_FOUND,
    text="記載がありません。資料には「停止。再開」とあり [1]、ほかの記載はありません。[2]",
    citations=(citation(1, "停止。再開"), citation(2, "ほか")),
)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_jsonl_holds_the_record_of_each_answer_on_its_own_line(tmp_path: Path) -> None:
    lines = export.write([TABLED, REFUSED], tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [TABLED.as_json(), REFUSED.as_json()]


def test_markdown_ends_each_answer_with_its_numbered_sources_and_quotes(tmp_path: Path) -> None:
    text = export.write([TABLED], tmp_path / "out.md").read_text("utf-8")
    answer, sources = text.split("**Sources**")
    assert "| 受付システム | 6 Jan 2020 | [1] |" in answer
    assert "検索\\|システム" in answer
    assert "- [1] **情報の取扱いに係る報告**" in sources
    assert "page 3" in sources and "> 期間\t2020年1月6日" in sources and "characters 1042–1054" in sources


def test_markdown_shows_a_table_once_when_the_text_holds_it_too(tmp_path: Path) -> None:
    doubled = replace(TABLED, text="Two systems.\n\n| System | Since | |\n| --- | --- | --- |\n| 受付システム | 6 Jan 2020 | [1] |")
    text = export.write([doubled], tmp_path / "out.md").read_text("utf-8")
    assert text.count("受付システム") == 1


def test_markdown_says_in_the_questions_language_that_nothing_was_found(tmp_path: Path) -> None:
    assert "*資料に記載なし*" in export.write([REFUSED], tmp_path / "out.md").read_text("utf-8")


def test_csv_opens_in_excel_as_utf8(tmp_path: Path) -> None:
    assert export.write([REFUSED], tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_csv_has_a_row_for_each_statement_and_citation(tmp_path: Path) -> None:
    rows = rows_of(export.write([TABLED, REFUSED], tmp_path / "out.csv"))
    assert [(row["id"], row["statement"], row["citation"]) for row in rows] == [
        ("q1", "Two systems are described.", ""),
        ("q1", "The log was read.", "1"),
        ("q1", "Then it stopped.", "2"),
        ("q1", "Answered for 2024.", ""),
        ("q1", "System: 受付システム · Since: 6 Jan 2020", "1"),
        ("q1", "System: 検索|システム · Since: not stated", "2"),
        ("q1", "System: 検索|システム · Since: not stated", "3"),
        ("q2", "記載がありません。", ""),
        ("q2", "資料には「停止。再開」とあり、ほかの記載はありません。", "1"),
        ("q2", "資料には「停止。再開」とあり、ほかの記載はありません。", "2"),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_csv_never_holds_a_cell_that_a_spreadsheet_would_run(tmp_path: Path, start: str) -> None:
    hostile = replace(REFUSED, citations=(citation(1, f"{start}1+1"),), question=f"{start}1")
    for row in rows_of(export.write([hostile], tmp_path / "out.csv")):
        assert row["question"] == f"'{start}1"
        assert row["quote"] in ("", f"'{start}1+1")


def test_excel_has_a_sheet_of_answers_of_statements_and_of_citations(tmp_path: Path) -> None:
    book = load_workbook(export.write([TABLED, REFUSED], tmp_path / "out.xlsx"))
    assert book.sheetnames == ["Answers", "Statements", "Citations"]
    assert [row[0].value for row in book["Answers"].iter_rows(min_row=2)] == ["q1", "q2"]
    assert book["Statements"].max_row == 1 + 6 + 2
    assert book["Citations"].max_row == 1 + 5


def test_excel_proves_each_citation_with_file_page_quote_place_and_hash(tmp_path: Path) -> None:
    sheet = load_workbook(export.write([TABLED], tmp_path / "out.xlsx"))["Citations"]
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, (cell.value for cell in sheet[2]), strict=True))
    assert (first["File"], first["Page"], first["Quote"], first["Start"], first["End"], first["SHA-256"]) == (
        "報告書.pdf",
        3,
        "期間\t2020年1月6日",
        1042,
        1054,
        "ab" * 32,
    )


def test_excel_takes_a_quote_for_text_and_never_for_a_formula(tmp_path: Path) -> None:
    sheet = load_workbook(export.write([TABLED], tmp_path / "out.xlsx"))["Citations"]
    cell = sheet.cell(3, 10)
    assert (cell.value, cell.data_type) == ("=cmd|'/C calc'!A0", "s")


def test_excel_wraps_text_and_keeps_the_heading_in_view(tmp_path: Path) -> None:
    for sheet in load_workbook(export.write([TABLED], tmp_path / "out.xlsx")):
        assert sheet.freeze_panes == "C2"
        assert sheet.cell(2, 2).alignment.wrap_text


def test_excel_marks_the_cut_of_text_that_is_longer_than_a_cell(tmp_path: Path) -> None:
    long = replace(REFUSED, citations=(citation(1, "長" * 40_000),))
    value = load_workbook(export.write([long], tmp_path / "out.xlsx"))["Citations"].cell(2, 10).value
    assert isinstance(value, str)
    assert len(value) == 32_767 and value.endswith("…")


def test_word_has_question_answer_table_and_sources(tmp_path: Path) -> None:
    page = Document(str(export.write([TABLED], tmp_path / "out.docx")))
    texts = [(paragraph.style.name, paragraph.text) for paragraph in page.paragraphs]
    assert texts[0] == ("Heading 1", TABLED.question)
    assert ("Normal", "Two systems are described.") in texts
    assert ("List Bullet", "The log was read [1]. Then it stopped [2].") in texts
    assert ("Heading 2", "Sources") in texts
    assert ("Quote", "期間\t2020年1月6日") in texts
    assert [cell.text for cell in page.tables[0].rows[1].cells] == ["受付システム", "6 Jan 2020", "[1]"]


def test_word_sets_a_japanese_font_beside_the_latin_one(tmp_path: Path) -> None:
    page = Document(str(export.write([REFUSED], tmp_path / "out.docx")))
    fonts = page.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "Yu Gothic"
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_an_unknown_extension_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.jsonl, \.md, \.csv, \.xlsx, \.docx"):
        export.write([TABLED], tmp_path / "out.pdf")


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="missing"):
        export.write([TABLED], tmp_path / "missing" / "out.md")


def test_an_export_replaces_the_earlier_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export.write([TABLED], target)
    export.write([REFUSED], target)
    assert {row["id"] for row in rows_of(target)} == {"q2"}
    assert list(tmp_path.iterdir()) == [target]


def test_a_format_in_capitals_is_the_same_format(tmp_path: Path) -> None:
    assert export.write([TABLED], tmp_path / "OUT.JSONL").read_text("utf-8").count("\n") == 1


def test_the_printed_page_number_is_shown_and_written_where_it_differs(tmp_path: Path) -> None:
    answer = replace(REFUSED, citations=(citation(1, "停止。再開", printed_page="1"), citation(2, "ほか")))
    assert export.write([answer], tmp_path / "out.md").read_text("utf-8").count("紙面のページ番号 1") == 1
    [record] = [json.loads(line) for line in export.write([answer], tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [item.get("printed_page") for item in record["citations"]] == ["1", None]
