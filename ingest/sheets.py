"""Spreadsheets: each sheet's tables and notes, values as they are shown. Only this file reads with openpyxl; CSV comes the same way."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from html import unescape

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import DamagedSource, EmptySource
from ingest.markup import Entry, document, heading, page, paragraph, table
from ingest.packages import check_package

_MOST_CELLS = 400_000
_MOST_COLUMNS = 400
# SyntaxError is the base of what XML parsers raise.
_FAULTS = (InvalidFileException, zipfile.BadZipFile, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError)
# A colour, a condition or a locale in front of a part of a number format ([Red], [$-411]).
_FORMAT_BRACKETS = re.compile(r"\[[^\]]*\]")
_FORMAT_LITERAL = re.compile(r'"([^"]*)"|\\(.)')

_FIRST_WORDS = re.compile(r"(?P<name><h2>[^<]*</h2>)<p>(?P<text>[^<]{4,60})</p>")

Row = list[str]


def workbook_markup(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The visible sheets of a workbook as markup, and warnings on what was not read; each sheet is a page under its name.

    Raises DamagedSource, UnsupportedSource for a package that unpacks to too much, EmptySource for one without a value.
    """
    check_package(data, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        written, warnings = _sheets(book.worksheets, name)
    except _FAULTS as error:
        raise DamagedSource(f"{name}: the workbook does not open ({type(error).__name__}: {error}); save it anew as .xlsx.") from error
    if not written:
        raise EmptySource(f"{name}: no visible sheet holds a value; check that this is the right file.")
    return document("", _titled("".join(written))), warnings


def csv_markup(text: str, name: str) -> str:
    """The rows of a CSV or TSV file as a table; EmptySource when it has none."""
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:20_000], delimiters=",\t;")
    except csv.Error:
        dialect = csv.excel_tab if "\t" in text.partition("\n")[0] else csv.excel
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), dialect)]
    except csv.Error as error:
        raise DamagedSource(f"{name}: it cannot be read as a table ({error}); save it anew as CSV.") from error
    if not any(any(row) for row in rows):
        raise EmptySource(f"{name}: there is no value in it; check that this is the right file.")
    return document("", "".join(_stretches(rows, {})))


def _sheets(sheets: Sequence[Worksheet], name: str) -> tuple[list[str], tuple[str, ...]]:
    hidden = [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]
    warnings = [f"{name}: the hidden sheet {title} was not read; unhide it to have it read." for title in hidden]
    written: list[str] = []
    left = _MOST_CELLS
    for number, sheet in enumerate(sheets, 1):
        if sheet.sheet_state != "visible":
            continue
        rows, formulas = _rows(sheet, left)
        left -= sum(len(row) for row in rows)
        if formulas:
            warnings.append(f"{name}: {formulas} cells of the sheet {sheet.title} show errors in place of values and were left out.")
        if sheet.max_row > len(rows) or sheet.max_column > _MOST_COLUMNS:
            warnings.append(f"{name}: of the sheet {sheet.title} only {len(rows):,} rows were read; split the workbook to have the rest.")
        if any(any(row) for row in rows):
            written.append(page(number, heading(sheet.title, 2) + "".join(_stretches(rows, _merged(sheet)))))
    return written, tuple(warnings)


def _titled(content: str) -> str:
    """The sheets, the first words over a table made the title: a sheet's name says where things stand, not what they are."""
    return _FIRST_WORDS.sub(lambda found: heading(unescape(found["text"]), 1) + found["name"], content, count=1)


def _rows(sheet: Worksheet, most: int) -> tuple[list[Row], int]:
    """The rows as they are shown, down to the last value, and how many cells show an error; hidden rows are blank."""
    rows: list[Row] = []
    errors = 0
    columns = min(sheet.max_column, _MOST_COLUMNS)
    for number, cells in enumerate(sheet.iter_rows(max_col=columns), 1):
        if len(rows) * columns >= most:
            break
        hidden = sheet.row_dimensions[number].hidden
        errors += sum(1 for cell in cells if cell.data_type == "e" and not hidden)
        rows.append(["" if hidden or cell.data_type == "e" else shown(cell) for cell in cells])
    return rows, errors


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns that each merged cell covers, by its place from 0."""
    return {
        (area.min_row - 1, area.min_col - 1): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }


def shown(cell: Cell | MergedCell) -> str:
    """A cell's value as the sheet shows it: dates as dates; thousands, percents and literal words as its number format says."""
    value = cell.value
    if value is None or isinstance(cell, MergedCell):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or "General"))
    if isinstance(value, datetime):
        return _day(value.date()) if value.time() == time() else f"{_day(value.date())} {value.hour}:{value.minute:02}"
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value).strip()


def _day(value: date) -> str:
    return f"{value.year}/{value.month}/{value.day}"


def _number(value: float, format_: str) -> str:
    """A number by its format: `#,##0"件"`, `0.0%`, `General`."""
    part = _FORMAT_BRACKETS.sub("", format_.split(";")[0])
    literals = "".join(one or other for one, other in _FORMAT_LITERAL.findall(part))
    bare = _FORMAT_LITERAL.sub("", part)
    before = literals if (first := re.search(r'["\\]', part)) and not re.search(r"[0#?]", part[: first.start()]) else ""
    after = "" if before else literals
    decimals = len(match[1]) if (match := re.search(r"\.([0?#]+)", bare)) else None
    if "%" in bare:
        return f"{before}{value * 100:.{decimals or 0}f}%{after}"
    if decimals is None:
        decimals = 0 if re.search(r"[0#]", bare) else _decimals(value)
    grouping = "," if "," in bare else ""
    return f"{before}{value:{grouping}.{decimals}f}{after}"


def _decimals(value: float) -> int:
    """Places after the point that a number without a format shows."""
    return len(f"{value:.10g}".partition(".")[2]) if abs(value) < 1e15 else 0


def _stretches(rows: Sequence[Row], merged: dict[tuple[int, int], tuple[int, int]]) -> Iterator[str]:
    """The parts of a sheet, as blank rows part them: lines of one cell as paragraphs, the rest as tables."""
    start = 0
    filled = [any(row) for row in rows]
    covered = {row + down for (row, _), (height, _) in merged.items() for down in range(1, height)}
    for end in range(len(rows) + 1):
        if end < len(rows) and (filled[end] or end in covered):
            continue
        yield from _stretch(rows, start, end, merged)
        start = end + 1


def _stretch(rows: Sequence[Row], start: int, end: int, merged: dict[tuple[int, int], tuple[int, int]]) -> Iterator[str]:
    """One stretch without a blank row: words above and below the table stand alone in their row."""
    first, last = start, end
    while first < last and _alone(rows[first], first, merged):
        first += 1
    while last > first and _alone(rows[last - 1], last - 1, merged):
        last -= 1
    if last - first < 2 and start < end:
        first, last = (start, start) if last == first else (first, last)
    yield from (paragraph(" ".join(filter(None, rows[number]))) for number in range(start, first))
    if first < last:
        yield _table(rows, first, last, merged)
    yield from (paragraph(" ".join(filter(None, rows[number]))) for number in range(last, end))


def _alone(row: Row, number: int, merged: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """True for a row of one cell that goes down into no other row."""
    filled = [column for column, text in enumerate(row) if text]
    return len(filled) == 1 and merged.get((number, filled[0]), (1, 1))[0] == 1


def _table(rows: Sequence[Row], first: int, last: int, merged: dict[tuple[int, int], tuple[int, int]]) -> str:
    columns = [
        column for column in range(max(map(len, rows[first:last]))) if any(column < len(row) and row[column] for row in rows[first:last])
    ]
    left, right = columns[0], columns[-1] + 1
    covered = {
        (row + down, column + across)
        for (row, column), (height, width) in merged.items()
        for down in range(height)
        for across in range(width)
        if down or across
    }
    return table(
        [
            [
                Entry(_at(rows, row, column), *_span(merged, row, column, last, right))
                for column in range(left, right)
                if (row, column) not in covered
            ]
            for row in range(first, last)
        ]
    )


def _at(rows: Sequence[Row], row: int, column: int) -> str:
    return rows[row][column] if column < len(rows[row]) else ""


def _span(merged: dict[tuple[int, int], tuple[int, int]], row: int, column: int, last: int, right: int) -> tuple[int, int]:
    height, width = merged.get((row, column), (1, 1))
    return min(height, last - row), min(width, right - column)
