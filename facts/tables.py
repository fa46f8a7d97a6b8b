"""Facts of tables: a cell under its labels, the events of a dated row, the items of a list in a cell."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from core.records import Block, Cell, FactSource, NameKind, Span, Table, Value, ValueKind
from core.text import fold
from facts.cell_labels import LabelReader, Labels, attribute_of, heading_of, is_measure, is_near, record_across, row_quote, without_unit
from facts.contacts import Reach, reaches_in
from facts.entries import years_of_list
from facts.ledger import Ledger
from facts.line_parts import part_name
from facts.names import TOTAL
from facts.scope import Scope, figures
from facts.sentences import SentenceReader
from facts.stretches import is_subheading, list_items
from facts.table_units import counts_otherwise, fits_label, unit_beside, unit_in_label, with_unit
from facts.terms import load_labels, load_names
from facts.values import YearContext, find_dates, find_values, read_value, same_unit

_CONTEXT_LENGTH = 600
_SHORTEST_PROSE = 13
# A shorter first cell is a key (担当者, 低圧), not a statement.
_SHORTEST_LABEL_FACT = 6
# Two figures in common are more than chance; one is not.
_AGREEING_FIGURES = 2
_FEWEST_COUNTED = 2
_DATED = (ValueKind.DATE, ValueKind.PERIOD)
_NAMED_BEHIND = re.compile(r" ?\((?P<name>[^()\d]{1,16})\)")
_TOTAL_BEFORE = re.compile(r"(?:合計|総計)$")
# The date that a row is an entry of, and the cell that states it.
DatedRow = tuple[Value, Cell]


class TableReader:
    """Reads the tables of one disclosure."""

    def __init__(self, ledger: Ledger, running: SentenceReader) -> None:
        self._ledger = ledger
        self._document = ledger.disclosure
        self._running = running
        self._labels = LabelReader(ledger.scopes)
        self._units: dict[int, tuple[str, Span] | None] = {}
        self._figures = {block.ordinal: _figures_of(block.table) for block in self._document.blocks if block.table is not None}
        self._labelled_figures = self._figures_of_systems()

    def read(self, block: Block, table: Table) -> None:
        """Enter the facts of a table, row by row; a date without a year takes it from the row above."""
        scope = self._ledger.scopes.of(block)
        years, year = self._day_over(block, table)
        for row in range(table.header_rows, table.rows):
            dated = _date_of_row(table, row, years)
            parted = _year_of_row(table, row, years)
            year = parted[1].span if parted else year
            if dated:
                value, cell = dated
                years = years.after(value)
                year = year if value.inherited else cell.span
                self._read_entry(block, table, row, scope, dated, year if value.inherited else None)
            self._read_record_label(block, table, row, scope)
            for cell in _body_cells(table, row):
                if not dated or cell.column != dated[1].column:
                    self._read_cell(block, table, cell, scope, f"{block.ordinal}:{row}", dated, _day_of_record(table, cell, years))

    def _day_over(self, block: Block, table: Table) -> tuple[YearContext, Span | None]:
        """What the times of a table are of, with its place: the day in a heading over it, else the one day that the text before names."""
        heads = [" ".join(c.text for c in (table.at(row, 0), table.at(row, 1)) if c) for row in range(table.header_rows, table.rows)]
        published = self._ledger.published
        years = self._running.years_over(block) or years_of_list(heads, published) or YearContext(None, published)
        if not any(read_value(cell.text).kind is ValueKind.TIME for cell in table.cells if cell.column == 0):
            return years, None
        above = self._running.day_above(block)
        if above:
            return years.after(above[0]), above[1]
        caption = self._ledger.scopes.caption(block)
        over = [self._document.blocks[number] for number in reversed(block.headings)]
        for heading in ([caption] if caption else []) + over:
            days = [found.value for found in find_dates(fold(heading.text).text, years) if found.value.precision == "day"]
            if len(days) == 1 and days[0].start == days[0].end:
                return years.after(days[0]), heading.span
        return replace(years, entry=self._running.day_of_matter(block)), None

    def _read_record_label(self, block: Block, table: Table, row: int, scope: Scope) -> None:
        """Enter the words in the first column of a table of records, which its heading names (対策 | 実施時期)."""
        cell = table.at(row, 0) if table.header_rows and table.header_columns == 1 else None
        heading = heading_of(table, 0)
        if (
            cell is None
            or cell.row != row
            or not heading
            or heading in load_labels().generic_headings
            or heading in load_names().column_kinds
        ):
            return
        value = read_value(cell.text, YearContext(None, self._ledger.published))
        if value.kind is not ValueKind.TEXT or len(cell.text) < _SHORTEST_LABEL_FACT or self._ledger.scopes.mentions(cell.span):
            return
        context = " ".join([self._caption(block), *(c.text for c in table.cells if c.row in (0, row) and c is not cell)])[:_CONTEXT_LENGTH]
        self._ledger.add(block, scope, FactSource.CELL, heading, value, cell.span, context=context, row=f"{block.ordinal}:{row}")

    # --- dated rows ---

    def _read_entry(self, block: Block, table: Table, row: int, scope: Scope, dated: DatedRow, year: Span | None) -> None:
        """Enter the events of a dated row, one per list item; `year` is the place of a year that its date inherits."""
        value, cell = dated
        content = _event_cell(table, row, cell)
        if content is None:
            return
        time = _time_of_row(table, row, cell)
        value = replace(value, text=f"{value.text} {time.text}") if time and value.precision == "day" else value
        labels = self._labels.of(table, content)
        local = scope.narrowed([pair for pair in labels.mentions if not cell.span.covers(pair[1])])
        evidence = (cell.span, *([time.span] if time else []), *([year] if year else []), *(c.span for c in labels.row if c is not cell))
        context = self._context_of_entry(block, table, cell, content)
        for text, span in list_items(self._document, content.span):
            narrowed = self._ledger.scopes.of_sentence(local, span, text)
            place = Span(min(cell.start, span.start), span.end) if is_near(cell.start, span.end) else span
            self._ledger.add(
                block,
                narrowed,
                FactSource.ENTRY,
                "",
                Value(ValueKind.TEXT, text),
                place,
                key="event",
                period=(value, cell.span),
                evidence=evidence,
                context=context,
                row=f"{block.ordinal}:{row}",
            )

    def _context_of_entry(self, block: Block, table: Table, dated: Cell, content: Cell) -> str:
        """What stands around an event: the headings of its date and text, the labels of its row, the table's caption."""
        headings = [c.text for c in (*table.column_headings(dated.column), *table.column_headings(content.column))]
        return " ".join([*headings, *(c.text for c in table.row_labels(content.row) if c is not dated), self._caption(block)])

    # --- cells ---

    def _read_cell(
        self, block: Block, table: Table, cell: Cell, scope: Scope, row: str, dated: DatedRow | None, day: DatedRow | None
    ) -> None:
        """Enter a cell: its one value, or each item of its list; and what the sentences of a text say."""
        labels = self._labels.of(table, cell)
        items = list_items(self._document, cell.span)
        whole, unit = self._with_unit(block, labels, self._value(cell.text, dated))
        # 「同日 17時52分」 is of the day in the cell before it.
        if whole.kind is ValueKind.DATE and whole.precision == "day":
            self._ledger.above = whole.start
        if dated and len(items) == 1 and whole.kind is ValueKind.TEXT and not labels.column:
            return  # it was read as an event
        attribute, subject = attribute_of(labels, table, cell)
        record = record_across(table, cell) if not labels.mentions else None
        if record is not None and labels.row:
            attribute = labels.row[-1].text
        if record is not None:
            subject, row = record.text, f"{block.ordinal}:|{cell.column}"
        measure = self._measure_over(block, table, labels) if whole.kind is ValueKind.COUNT else ""
        if measure:
            attribute, subject = measure, attribute or None
        if dated and labels.column:
            # What a row's event says tells its cells apart; where no cell says one, the row's own label does.
            event = _event_cell(table, cell.row, dated[1])
            subject = subject if event is None else event.text if event is not cell else None
        local, context = self._scope_of_cell(block, scope, labels, dated or day), self._context_of_cell(block, table, cell, labels)
        if record is not None:
            context = f"{context} {' '.join(c.text for c in table.cells if c.column == cell.column and c is not cell)}"[:_CONTEXT_LENGTH]
        label = attribute or self._caption(block)
        enter = partial(
            self._ledger.add,
            block,
            local,
            FactSource.CELL,
            evidence=(*_evidence(table, cell, labels, subject), *([unit] if unit else []), *([record.span] if record else [])),
            context=context,
            row=row,
        )
        if len(items) > 1 and whole.kind is ValueKind.TEXT:
            for (text, span), own in zip(items, self._subjects_of_items(table, cell, len(items)), strict=True):
                enter(label, self._value(text, dated), span, subject=own or subject)
        else:
            value = replace(whole, text=items[0][0]) if items and whole.kind is ValueKind.TEXT else whole
            quote = row_quote(table, labels, cell)
            enter(label, value, quote, subject=subject)
            for figure, name, end in (*self._figures_within(cell, whole), *self._days_within(cell, whole)):
                if _is_item_with(block, table, cell, name, figure):
                    whole_label = f"{label} {name}"
                    enter(whole_label, figure, Span(quote.start, end), context=f"{context.removesuffix(label)}{whole_label}")
                    continue
                enter(label, figure, Span(quote.start, end), subject=f"{name} {subject}" if subject else name)
        reaches = self._reaches(cell) if whole.kind is ValueKind.TEXT else []
        for reach, end in reaches:
            enter(label, reach.value, Span(cell.start, end), subject=reach.who)
        if whole.kind is ValueKind.TEXT and len(cell.text) >= _SHORTEST_PROSE and not reaches:
            self._running.read_cell(block, cell.span, local, row, context)

    def _with_unit(self, block: Block, labels: Labels, value: Value) -> tuple[Value, Span | None]:
        """A bare number with the unit that its headings or a note beside the table give it, and the place of that note."""
        if value.kind is not ValueKind.COUNT or value.unit:
            return value, None
        for label in (*reversed(labels.column), *reversed(labels.row)):
            unit = unit_in_label(label.text)
            if unit:
                return with_unit(value, unit), label.span
        if block.ordinal not in self._units:
            self._units[block.ordinal] = unit_beside(self._document, block)
        noted = self._units[block.ordinal]
        beside = [label.text for label in (*labels.column[-1:], *labels.row[-1:])]
        if noted is None or any(counts_otherwise(text) or not fits_label(text, noted[0]) for text in beside):
            return value, None
        return with_unit(value, noted[0]), noted[1]

    def _measure_over(self, block: Block, table: Table, labels: Labels) -> str:
        """What a heading or caption says that numbers count which stand under no heading, or under a date only; "" where it says none."""
        caption = self._ledger.scopes.caption(block)
        over = [caption.text] if caption else self._ledger.headings_over(block)[-1:]
        said = next((without_unit(text) for text in over if is_measure(text)), "")
        if said and table.header_rows and labels.period and not labels.column and labels.row:
            return "" if is_measure(labels.row[-1].text) or unit_in_label(labels.row[-1].text) else said
        return said if self._is_of_counts(table) else ""

    def _is_of_counts(self, table: Table) -> bool:
        """True for a table without column headings that holds a count for each of several names."""
        if table.header_rows or table.columns != table.header_columns + 1 or table.header_columns != 1:
            return False
        labels, values = [[c for c in table.cells if c.text and (c.column == 0) is first] for first in (True, False)]
        if len(values) < _FEWEST_COUNTED or any(is_measure(c.text) or c.text.startswith("うち") for c in labels):
            return False
        return all(read_value(c.text).kind is ValueKind.COUNT for c in values)

    def _figures_within(self, cell: Cell, whole: Value) -> Iterator[tuple[Value, str, int]]:
        """The counts inside a cell that are named there, with name and end: 「900通(うち学外宛て 700通)」, 「教員2名/職員1名」."""
        folded = fold(self._document.quote(cell.span), cell.start)
        if "。" in folded.text:
            return  # sentences are read as such
        counts = [found for found in find_values(folded.text) if found.value.kind is ValueKind.COUNT and found.value.unit and found.start]
        for found in counts:
            name = part_name(folded.text, found.start) or _total_name(folded.text, found.start)
            if not name:
                continue
            if whole.kind is ValueKind.COUNT and same_unit(whole.unit, found.value.unit) and not TOTAL.fullmatch(name):
                name = name if name.startswith("うち") else f"うち{name}"
            yield found.value, name, folded.place(found.start, found.end)[1]

    def _days_within(self, cell: Cell, whole: Value) -> Iterator[tuple[Value, str, int]]:
        """The dates of a cell that holds several, each with what it is of in brackets behind it: 「5月(北店)、7月(南店)」."""
        folded = fold(self._document.quote(cell.span), cell.start)
        found = find_values(folded.text, YearContext(None, self._ledger.published)) if whole.kind in _DATED else []
        named = [(item, name) for item in found if item.value.kind in _DATED and (name := _NAMED_BEHIND.match(folded.text, item.end))]
        if len(named) < _FEWEST_COUNTED or len(named) < len(found):
            return
        for item, name in named:
            yield item.value, name["name"], folded.place(item.start, name.end())[1]

    def _reaches(self, cell: Cell) -> list[tuple[Reach, int]]:
        """The numbers and addresses of a cell that say whom they reach, each with its end."""
        folded = fold(self._document.quote(cell.span), cell.start)
        return [(reach, folded.place(reach.start, reach.end)[1]) for reach in reaches_in(folded.text) if reach.who]

    def _value(self, text: str, dated: DatedRow | None) -> Value:
        return read_value(text, YearContext(dated[0].start if dated else None, self._ledger.published, entry=self._ledger.above))

    def _scope_of_cell(self, block: Block, scope: Scope, labels: Labels, dated: DatedRow | None) -> Scope:
        """The table's scope, narrowed by the cell's labels; without a system or case, that of the figures; the period of label or row."""
        local = scope.narrowed(labels.mentions)
        if local.system is None and local.case is None:
            local = self._by_figures(block, local)
        if labels.period:
            return replace(local, period=labels.period[0], period_span=labels.period[1])
        if dated and local.period is None:
            return replace(local, period=dated[0], period_span=dated[1].span)
        return local

    def _context_of_cell(self, block: Block, table: Table, cell: Cell, labels: Labels) -> str:
        """What stands around a cell: caption and labels, and in a table of records the rest of its row."""
        mates = [c.text for c in table.cells if (c.row == cell.row or c.row < table.header_rows) and c.column != cell.column and c.text]
        wholes = _wholes(self._document.text, table, cell)
        words = [self._caption(block), *wholes, *(c.text for c in (*labels.row, *labels.column)), *(mates if labels.column else ())]
        return " ".join(words)[:_CONTEXT_LENGTH]

    def _subjects_of_items(self, table: Table, cell: Cell, count: int) -> list[str | None]:
        """What each item of a later cell is about: the item of the record's first cell with the same number, when both hold as many."""
        first = table.at(cell.row, table.header_columns)
        if first is None or first.column >= cell.column:
            return [None] * count
        names = [text for text, _ in list_items(self._document, first.span) if not is_subheading(text)]
        return list(names) if len(names) == count else [None] * count

    def _caption(self, block: Block) -> str:
        caption = self._ledger.scopes.caption(block)
        return " ".join([*self._ledger.headings_over(block), *([caption.text] if caption else [])])

    # --- tables that lost their heading ---

    def _figures_of_systems(self) -> dict[str, tuple[set[tuple[float, str]], Span]]:
        """The figures that labelled tables give for each system, with a place that names it."""
        known: dict[str, tuple[set[tuple[float, str]], Span]] = {}
        for table in (block.table for block in self._document.blocks if block.table is not None):
            for cell in table.cells:
                if cell.row < table.header_rows or cell.column < table.header_columns:
                    continue
                systems = {m.canonical: span for m, span in self._labels.of(table, cell).mentions if m.kind is NameKind.SYSTEM}
                if len(systems) == 1:
                    canonical, span = next(iter(systems.items()))
                    before, place = known.get(canonical, (set(), span))
                    known[canonical] = (before | figures(fold(cell.text)), place)
        return known

    def _by_figures(self, block: Block, scope: Scope) -> Scope:
        """The system of a table without a heading: the one whose labelled figures it repeats, two at least, and no other's."""
        own = self._figures[block.ordinal]
        agreeing = {system: len(own & known) for system, (known, _) in self._labelled_figures.items() if own & known}
        if len(agreeing) != 1 or max(agreeing.values()) < _AGREEING_FIGURES:
            return scope
        system = next(iter(agreeing))
        return replace(scope, system=system, system_span=self._labelled_figures[system][1])


def _is_item_with(block: Block, table: Table, cell: Cell, name: str, figure: Value) -> bool:
    """True for a marked item of a label, a name and its figure only: (1) 甲支店 伝票の控え 12件."""
    return table.rows == 1 and bool(block.marker) and cell.text.replace(" ", "") == f"{name}{figure.text}".replace(" ", "")


def _total_name(text: str, start: int) -> str | None:
    """The 合計 right before a figure."""
    match = _TOTAL_BEFORE.search(text[:start])
    return match.group() if match else None


def _body_cells(table: Table, row: int) -> Iterator[Cell]:
    """The cells of the body that stand in a row and hold text; one that carries on from above stands in each row that it covers."""
    for column in range(table.header_columns, table.columns):
        cell = table.at(row, column)
        if cell is not None and cell.text and cell.column == column:
            yield replace(cell, row=row, row_span=1)


def _wholes(text: str, table: Table, cell: Cell) -> list[str]:
    """The labels of the rows above that a row of うち… is a part of, by how far each is set in, the nearest last."""
    own = table.at(cell.row, 0)
    if table.header_rows or own is None or not own.text.startswith("うち"):
        return []
    found: list[str] = []
    indent = _indent(text, own)
    for row in range(cell.row - 1, -1, -1):
        above = table.at(row, 0)
        if above is not None and above.text and _indent(text, above) < indent:
            found.insert(0, above.text)
            indent = _indent(text, above)
    return found


def _indent(text: str, cell: Cell) -> int:
    return cell.start - text.rfind("\n", 0, cell.start)


def _day_of_record(table: Table, cell: Cell, years: YearContext) -> DatedRow | None:
    """The day of a count in a table of records, where one other cell of the record is a day: it is when the count is of."""
    if not table.header_rows or read_value(cell.text).kind is not ValueKind.COUNT:
        return None
    others = [c for c in (table.at(cell.row, column) for column in range(table.columns)) if c and c.text and c.column != cell.column]
    others = [c for c in others if not heading_of(table, c.column).endswith(load_labels().deadline_endings)]
    beside = [c for c in others if _is_under_one_heading(table, c, cell) and read_value(c.text, years).kind in _DATED]
    others = beside or others
    days = [(value, c) for c in others if (value := read_value(c.text, years)).kind in _DATED and value.precision == "day"]
    days = [(value, c) for value, c in days if beside or value.kind is ValueKind.DATE]
    return days[0] if len(days) == 1 else None


def _is_under_one_heading(table: Table, one: Cell, other: Cell) -> bool:
    """True when a heading over several columns spans two cells of a row."""
    return any(heading in table.column_headings(other.column) for heading in table.column_headings(one.column))


def _year_of_row(table: Table, row: int, years: YearContext) -> tuple[Value, Cell] | None:
    """The year that labels a row and the rows below it, apart from the days beside it (令和6年 | 10月28日 | …)."""
    cell, beside = table.at(row, 0), table.at(row, 1)
    if cell is None or beside is None or not cell.text or not table.header_columns or beside is cell:
        return None
    value = read_value(cell.text, years)
    if value.kind is not ValueKind.DATE or value.precision != "year" or not value.text.endswith("年"):
        return None
    day = read_value(beside.text, years.after(value))
    return (value, cell) if day.kind in _DATED and day.inherited and day.precision != "year" else None


def _date_of_row(table: Table, row: int, years: YearContext) -> DatedRow | None:
    """The date that a row is an entry of: its label, or its cell in a column of dates."""
    parted = _year_of_row(table, row, years)
    if parted:
        years = years.after(parted[0])
    for column in range(1 if parted else 0, table.columns):
        cell = table.at(row, column)
        if cell is None or not cell.text:
            continue
        if not (parted and column == 1) and column >= table.header_columns and heading_of(table, column) not in load_labels().date_headings:
            continue
        value = read_value(cell.text, years)
        if value.kind in _DATED and value.start:
            return value, cell
        if value.kind is ValueKind.TIME and value.number is not None and years.day and cell.row == row:
            return Value(ValueKind.DATE, value.text, start=years.day, end=years.day, precision="day", inherited=True), cell
    return None


def _time_of_row(table: Table, row: int, dated: Cell) -> Cell | None:
    """The cell right after the date that holds a time of day."""
    time = table.at(row, dated.column + 1)
    if time is None or not time.text or time.row != row:
        return None
    value = read_value(time.text)
    return time if value.kind is ValueKind.TIME and value.number is not None else None


def _event_cell(table: Table, row: int, dated: Cell) -> Cell | None:
    """The cell that says what happened: under a heading of events, else the longest text of the row; None in a row of figures."""
    cells = {c.column: c for c in (table.at(row, column) for column in range(table.columns)) if c and c.text and c is not dated}
    for column, cell in cells.items():
        if heading_of(table, column) in load_labels().event_headings:
            return cell
    body = [c for c in cells.values() if c.column >= table.header_columns or c.column > dated.column]
    body = [c for c in body if read_value(c.text).kind is ValueKind.TEXT]
    return max(body, key=lambda c: len(c.text), default=None)


def _evidence(table: Table, cell: Cell, labels: Labels, subject: str | None) -> tuple[Span, ...]:
    """The further places that a cell's fact rests on: its labels, and the cell that says what its row is about."""
    named = [c for c in table.cells if c.row == cell.row and c is not cell and subject and fold(c.text).text.endswith(subject)]
    return tuple(c.span for c in (*labels.row, *labels.column, *named))


def _figures_of(table: Table) -> set[tuple[float, str]]:
    """The counts with a unit of a whole table."""
    found: set[tuple[float, str]] = set()
    return found.union(*(figures(fold(cell.text)) for cell in table.cells))
