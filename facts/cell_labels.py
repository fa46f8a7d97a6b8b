"""The labels of a table cell: whose the value is, what it is a value of, and where label and value stand together."""

import re
from dataclasses import dataclass, field
from datetime import date

from core.records import Cell, NameKind, Span, Table, Value, ValueKind
from core.text import fold
from facts.names import TOTAL, Mention, names_across, strip_corporate
from facts.scope import ScopeReader
from facts.terms import load_labels, load_names
from facts.values import YearContext, find_dates, read_value

_QUOTE_LENGTH = 220
# A label that consists of a name to this part names the subject; one that only contains it is an attribute.
_NAME_SHARE = 0.6
_AS_OF = re.compile(r"\([^()]*(?:時点|現在)\)$")
# A heading that says what the numbers below it count (診療科別の件数).
_MEASURE = re.compile(r"(?:数|額|率|量|費|高|料|金|内訳)(?:\(.*\))?$")
# Fewer labels do not tell what a column holds.
_FEWEST_ROWS = 3
# What the rows of a table are headed by that state a measure each.
_NAMES_MEASURE = re.compile(r"(?:数|額|率|割合|量|費|高|日|日時|時刻|時期|期間|期限|時間)(?:\(.*\))?$|^うち")
# A day is a day in whatever year.
_UNDATED = YearContext(None, date(2004, 12, 31))
_MEASURED = (ValueKind.COUNT, ValueKind.DATE, ValueKind.PERIOD, ValueKind.TIME)
# A table of records side by side holds two at least; what names one is short.
_FEWEST_RECORDS = 2
_LONGEST_RECORD_NAME = 30
_LIST_MARK = re.compile(r"^[○●・◯]\s*")


@dataclass
class Labels:
    """What the labels of a cell say, sorted by the part they play: names, words of its attribute, a period."""

    mentions: list[tuple[Mention, Span]] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    column: list[Cell] = field(default_factory=list)
    period: tuple[Value, Span] | None = None


def heading_of(table: Table, column: int) -> str:
    """The lowest heading of a column, spaces aside; "" where it has none."""
    headings = table.column_headings(column)
    return headings[-1].text.replace(" ", "") if headings else ""


class LabelReader:
    """Reads the labels of cells of one disclosure."""

    def __init__(self, scopes: ScopeReader) -> None:
        self._scopes = scopes

    def of(self, table: Table, cell: Cell) -> Labels:
        """The labels of a cell; generic headings (内容, 項目) and dates are none."""
        labels = Labels()
        generic = load_labels().generic_headings
        for target, cells in ((labels.row, table.row_labels(cell.row)), (labels.column, table.column_headings(cell.column))):
            for label in cells:
                if label is cell or label.text.replace(" ", "") in generic:
                    continue
                named = self._named(label)
                if target is labels.row and not self._is_column_of_names(table, label, named):
                    named = []
                labels.mentions.extend(named)
                dated = self._date(label)
                labels.period = self._scopes.period_in(label.span) or (dated if target is labels.column else None) or labels.period
                # A row of a product is told by its words, whatever they name.
                if all(mention.kind is NameKind.THING for mention, _ in named) and not self._is_date(label):
                    target.append(label)
        across = names_across(table)
        if across and labels.column and not labels.mentions:
            label = labels.column.pop(0)
            labels.mentions.append((Mention(across, strip_corporate(label.text.replace(" ", "")), 0, 0), label.span))
        kind = load_names().column_kinds.get(heading_of(table, 0)) if table.header_columns and not across else None
        if kind is NameKind.THING:
            kind = None  # a row of a product is told by its subject
        if kind and labels.row and not labels.mentions and not TOTAL.fullmatch(labels.row[0].text.replace(" ", "")):
            label = labels.row.pop(0)
            labels.mentions.append((Mention(kind, strip_corporate(label.text.replace(" ", "")), 0, 0), label.span))
        return labels

    def _is_column_of_names(self, table: Table, label: Cell, named: list[tuple[Mention, Span]]) -> bool:
        """False for an organisation among labels of its column that name none: a row like the others, told by its words (its clinics)."""
        if not named or any(mention.kind is not NameKind.ORGANISATION for mention, _ in named):
            return True
        rows = [c for c in table.cells if c.column == label.column and c.row >= table.header_rows and c.text]
        rows = [c for c in rows if not TOTAL.fullmatch(c.text.replace(" ", "")) and c.text not in load_labels().generic_headings]
        others = [c for c in rows if c is not label and not any(m.kind is NameKind.ORGANISATION for m, _ in self._named(c))]
        return len(rows) < _FEWEST_ROWS or not table.header_rows or len(others) < len(rows) - 1

    def _date(self, label: Cell) -> tuple[Value, Span] | None:
        """The date that a label is, or that it says its figures are of (回収済(2月13日時点)), with its place."""
        folded = fold(self._scopes.disclosure.quote(label.span), label.start)
        found = find_dates(folded.text, YearContext(None, self._scopes.disclosure.published))
        if len(found) != 1 or not found[0].value.start:
            return None
        as_of = _AS_OF.search(folded.text)
        if not self._is_date(label) and not (as_of and as_of.start() <= found[0].start):
            return None
        return found[0].value, Span(*folded.place(found[0].start, found[0].end))

    def _is_date(self, label: Cell) -> bool:
        return read_value(label.text, YearContext(None, self._scopes.disclosure.published)).kind is ValueKind.DATE

    def _named(self, label: Cell) -> list[tuple[Mention, Span]]:
        """The names that a label consists of (当社 is the publisher)."""
        document = self._scopes.disclosure
        if label.text.strip() in load_names().first_person:
            if document.publisher and document.publisher_span:
                return [(Mention(NameKind.ORGANISATION, strip_corporate(document.publisher), 0, 0), document.publisher_span)]
            return []
        found = self._scopes.mentions(label.span)
        named = sum(mention.end - mention.start for mention, _ in found if mention.kind is not NameKind.CASE)
        is_case = any(m.kind is NameKind.CASE for m, _ in found)
        bare = re.sub(r"\(.*?\)|[※*]\d*|\s", "", label.text)
        return found if is_case or (found and named >= _NAME_SHARE * len(bare)) else []


def attribute_of(labels: Labels, table: Table, cell: Cell) -> tuple[str, str | None]:
    """The label in its own words and what the row is about: in a table of records the headings of the column are the attribute, else
    the row label."""
    if labels.column:
        carried = not labels.row or any(label.row_span > 1 for label in labels.row) or _groups_records(table)
        first = _first_of_record(table, cell)
        words = " ".join(c.text for c in labels.row)
        if first and words and (_recurs(table, first, table.header_columns) if carried else _recurs(table, words, 0)):
            return _headings(labels), f"{words} {first}"
        return _headings(labels), (first if carried else "") or words or None
    if len(labels.row) > 1 and _MEASURE.search(labels.row[0].text) and not _MEASURE.search(labels.row[-1].text):
        return labels.row[0].text, " ".join(c.text for c in labels.row[1:])
    return (labels.row[-1].text if labels.row else ""), None


def record_across(table: Table, cell: Cell) -> Cell | None:
    """The cell that names a cell's record in a table whose records stand side by side, a column each; None in any other table.

    Such a table has labels in its first column only, and a row of names over rows of their figures and dates.
    """
    if table.header_columns != 1 or table.columns < _FEWEST_RECORDS + 1 or cell.column_span > 1:
        return None
    if table.header_rows == 1:
        headings = table.column_headings(cell.column)
        return headings[0] if headings and cell.row and _rows_are_measures(table) else None
    if table.header_rows:
        return None
    names = next((row for row in range(table.rows) if _is_row_of_names(table, row)), None)
    if names is None or cell.row <= names or not any(_is_measured_row(table, row) for row in range(names + 1, table.rows)):
        return None
    named = table.at(names, cell.column)
    return named if named is not None and named.text else None


def _rows_are_measures(table: Table) -> bool:
    """True for a table with headings whose rows state each another measure of what its columns are of (停止日, 再開日, 荷主数).

    Rows of words (機種) may stand beside them where the measures are of several kinds: no column of a list holds a day over a count.
    """
    headings = [c.text for column in range(1, table.columns) for c in table.column_headings(column)]
    if table.rows - 1 < _FEWEST_RECORDS or any(is_measure(heading) or _is_time(heading) for heading in headings):
        return False
    measured = []
    for row in range(1, table.rows):
        kinds, label = _kinds_of_row(table, row), table.at(row, 0)
        if len(kinds) > 1 or (kinds and label is not None and (not _NAMES_MEASURE.search(label.text) or _is_time(label.text))):
            return False
        measured += [kinds] if kinds else []
    of_words = table.rows - 1 > len(measured)
    return len(measured) >= _FEWEST_RECORDS and not (of_words and len(frozenset().union(*measured)) < _FEWEST_RECORDS)


def _kinds_of_row(table: Table, row: int) -> frozenset[tuple[ValueKind, str | None]]:
    """The kinds and units of a row's counts and dates."""
    cells = [c for column in range(1, table.columns) if (c := table.at(row, column)) is not None and c.text]
    return frozenset((v.kind, v.unit) for v in (read_value(c.text, _UNDATED) for c in cells) if v.kind in _MEASURED)


def _is_time(heading: str) -> bool:
    """True for a heading that is a date or year: what stands below it is of that time."""
    return read_value(heading, _UNDATED).kind in (ValueKind.DATE, ValueKind.PERIOD)


def _is_row_of_names(table: Table, row: int) -> bool:
    """True for a row of short words that all differ, a cell each."""
    cells = [table.at(row, column) for column in range(1, table.columns)]
    words = [c.text for c in cells if c is not None and c.text and c.column_span == 1 and len(c.text) <= _LONGEST_RECORD_NAME]
    return len(words) == len(cells) == len(set(words)) and all(read_value(word).kind is ValueKind.TEXT for word in words)


def _is_measured_row(table: Table, row: int) -> bool:
    """True for a row of counts or dates, a cell each; one of them may be a mark or a word."""
    cells = [c for c in (table.at(row, column) for column in range(1, table.columns)) if c is not None and c.text and c.column_span == 1]
    typed = sum(read_value(c.text, _UNDATED).kind in (ValueKind.COUNT, ValueKind.DATE, ValueKind.PERIOD) for c in cells)
    return len(cells) == table.columns - 1 and typed >= max(_FEWEST_RECORDS, len(cells) - 1)


def _groups_records(table: Table) -> bool:
    """True when labels of a table of one label column run over several records: what a record is about stands in its next cell."""
    labels = [c for c in table.cells if c.column == 0 and c.row >= table.header_rows and c.text]
    return table.header_columns == 1 and any(c.row_span > 1 for c in labels)


def is_measure(text: str) -> bool:
    """True for a heading that says what numbers count (診療科別の件数)."""
    return _MEASURE.search(without_unit(text)) is not None


def without_unit(heading: str) -> str:
    """A heading without the note of a unit at its end (金額(単位:千円))."""
    return re.sub(r"\s*\(単位.*?\)$", "", heading.strip())


def _headings(labels: Labels) -> str:
    """The headings of a column, from the top, each once: 「未実施の戸数 計」."""
    words: list[str] = []
    for label in labels.column:
        if not any(label.text in word for word in words):
            words = [*(word for word in words if word not in label.text), label.text]
    return " ".join(words)


def _recurs(table: Table, text: str, column: int) -> bool:
    """True when several records hold the same words in a column, so that these tell none of them."""
    cells = [table.at(row, column) for row in range(table.header_rows, table.rows)]
    return sum(1 for cell in cells if cell is not None and cell.text == text) > 1


def _first_of_record(table: Table, cell: Cell) -> str:
    """For a later cell of a record without a label of its own, the record's first cell (the measure of a deadline)."""
    first = table.at(cell.row, table.header_columns)
    if first is None or first.column >= cell.column or read_value(first.text).kind is not ValueKind.TEXT:
        return ""
    return _LIST_MARK.sub("", first.text)


def row_quote(table: Table, labels: Labels, cell: Cell) -> Span:
    """The place from the row's label to the value when they stand together, or from the row's first cell where its label is carried on
    from above; else the value's."""
    starts = [label.start for label in labels.row if label.row == cell.row and label.start < cell.start]
    starts += [span.start for _, span in labels.mentions if span.start < cell.start and _only_labels_between(table, span, cell)]
    if any(label.row < cell.row for label in labels.row):
        starts += [other.start for other in table.cells if other.text and other.row == cell.row and other.start < cell.start]
    near = [start for start in starts if is_near(start, cell.end) and _same_row(table, start, cell)]
    return Span(min(near), cell.end) if near else cell.span


def _only_labels_between(table: Table, name: Span, cell: Cell) -> bool:
    """True when a name stands in the cell's row, or over it with nothing but labels of that row between: no other column's words."""
    between = [other for other in table.cells if other.text and name.end <= other.start < cell.start]
    labels = table.row_labels(cell.row)
    own_row = any(other.row == cell.row and other.span.covers(name) for other in table.cells)
    return own_row or all(other in labels for other in between)


def is_near(start: int, end: int) -> bool:
    """True when a stretch is short enough to be quoted whole."""
    return 0 <= end - start <= _QUOTE_LENGTH


def _same_row(table: Table, start: int, cell: Cell) -> bool:
    """True when no other row's cell begins between a place and the cell."""
    return not any(start < other.start < cell.start and other.row != cell.row for other in table.cells if other.text)
