"""Cited answers as an Excel workbook: sheets Answers, Statements and Citations. Only this file knows openpyxl."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from answer.layout import computed, labels, prose, statements, without_emphasis
from core.records import Answer

# Excel's limit on the characters of one cell.
MAX_CELL = 32_767
_CUT = " …"
_HEAD_FONT = Font(name="Yu Gothic", bold=True, color="FFFFFF")
_BODY_FONT = Font(name="Yu Gothic", size=10.5)
_HEAD_FILL = PatternFill("solid", fgColor="1F3A5F")
_LINE = Side(style="thin", color="D0D7E2")
_MAX_ROW_HEIGHT = 400.0
_LINE_HEIGHT = 16.0

Row = Sequence[str | float | date | None]


def workbook(answers: Sequence[Answer]) -> bytes:
    """The bytes of a workbook with a row per question, per statement and table row, and per citation."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "Answers"
    _fill(first, _ANSWER_COLUMNS, [_answer_row(answer) for answer in answers])
    _fill(book.create_sheet("Statements"), _STATEMENT_COLUMNS, [row for answer in answers for row in _statement_rows(answer)])
    _fill(book.create_sheet("Citations"), _CITATION_COLUMNS, [row for answer in answers for row in _citation_rows(answer)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_ANSWER_COLUMNS = {
    "ID": 8,
    "Question": 38,
    "Status": 16,
    "Answer": 70,
    "Computed": 30,
    "Citations": 10,
    "Documents": 11,
    "With fact": 11,
    "Language": 10,
    "Model": 12,
    "Index version": 16,
    "Milliseconds": 13,
}


def _answer_row(answer: Answer) -> Row:
    coverage = answer.coverage
    return (
        answer.id,
        answer.question,
        labels(answer.language)[str(answer.status)],
        _answer_text(answer),
        "\n".join(computed(answer)),
        len(answer.citations),
        coverage.documents if coverage else None,
        coverage.with_fact if coverage else None,
        answer.language,
        answer.model,
        answer.index_version,
        round(answer.elapsed_ms, 1),
    )


def _answer_text(answer: Answer) -> str:
    """The whole answer in one cell, its table a line a row, with the markers that tie it to its sources."""
    lines = [without_emphasis(line) for line in prose(answer).splitlines()]
    if answer.table is not None:
        lines += [" | ".join(row) for row in (answer.table.columns, *answer.table.rows)]
    return "\n".join(line for line in lines if line)


_STATEMENT_COLUMNS = {"ID": 8, "Question": 38, "Kind": 11, "Statement": 80, "Citations": 14}


def _statement_rows(answer: Answer) -> list[Row]:
    return [
        (answer.id, answer.question, "table row" if item.in_table else "statement", item.text, ", ".join(map(str, item.citations)))
        for item in statements(answer)
    ]


_CITATION_COLUMNS = {
    "ID": 8,
    "Question": 38,
    "Number": 9,
    "File": 30,
    "Title": 40,
    "Publisher": 24,
    "Published": 12,
    "Page": 7,
    "Section": 30,
    "Quote": 70,
    "Start": 9,
    "End": 9,
    "URL": 30,
    "SHA-256": 68,
}


def _citation_rows(answer: Answer) -> list[Row]:
    return [
        (
            answer.id,
            answer.question,
            item.number,
            item.file,
            item.title,
            item.publisher,
            item.published,
            item.page,
            item.section,
            item.quote,
            item.start,
            item.end,
            item.url,
            item.sha256,
        )
        for item in answer.citations
    ]


def _fill(sheet: Worksheet, columns: dict[str, int], rows: Sequence[Row]) -> None:
    """Headings, rows, widths, wrapped text, a heading that stays in view, and a filter."""
    for index, (name, width) in enumerate(columns.items(), start=1):
        head = sheet.cell(1, index, name)
        head.font, head.fill = _HEAD_FONT, _HEAD_FILL
        head.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = width
    widths = list(columns.values())
    for number, row in enumerate(rows, start=2):
        for index, value in enumerate(row, start=1):
            _write(sheet.cell(number, index), value)
        sheet.row_dimensions[number].height = _height(row, widths)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.sheet_view.zoomScale = 90
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _write(cell: Cell | MergedCell, value: str | float | date | None) -> None:
    """Text goes in as text whatever it starts with: a cell of a disclosure is never a formula."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.value = text if len(text) <= MAX_CELL else text[: MAX_CELL - len(_CUT)] + _CUT
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    else:
        cell.value = value
    cell.font = _BODY_FONT
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = Border(bottom=_LINE)


def _height(row: Row, widths: list[int]) -> float:
    """Room for the longest cell: spreadsheets do not grow rows of a file that they did not write."""
    texts = [(str(value).split("\n"), width) for value, width in zip(row, widths, strict=True) if value is not None]
    lines = max(sum(-(-_width(line) // width) or 1 for line in text) for text, width in texts)
    return min(_MAX_ROW_HEIGHT, lines * _LINE_HEIGHT + 4)


def _width(line: str) -> int:
    """Columns that a line takes: two for a Japanese character."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in line)
