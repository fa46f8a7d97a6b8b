"""Facts of one disclosure: its table cells, labelled lines, dated entries and sentences, typed and placed."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from core.records import Block, BlockKind, Cell, Disclosure, Fact, FactSource, Name, NameKind, Reading, Span, Table, Value, ValueKind
from core.text import fold
from facts.concepts import terms
from facts.names import Mention, read_names, strip_corporate
from facts.scope import Scope, ScopeReader, figures
from facts.terms import load_labels, load_names
from facts.values import Found, YearContext, find_dates, find_values, read_value

_ITEM_START = re.compile(
    r"<li>|(?:^|(?<=\n)|(?<=<br>)|(?<=<p>)|(?<=[ 　](?=[○●◯⚫][ 　])))[ \t　]*(?:[○●・◯〇⚫■□◆]|[-–][ 　])[ 　]*|<p>[ \t　]*", re.MULTILINE
)
_SENTENCE_END = re.compile(r"。(?![」』)])|[！？](?![」』)])")
_LABELLED = re.compile(r"^[・○●■◆\-*※]?\s*(?P<label>[^:：。、\n]{1,24}?)\s*[:：]\s*(?P<value>\S.*)$", re.DOTALL)
_LABEL_ENDINGS = r"(?P<label>{})[.．]?[ \t　:：]+(?P<value>\S.*)$"
_QUOTE_LENGTH = 220
_CONTEXT_LENGTH = 600
_SHORTEST_STATEMENT = 10


def read(disclosure: Disclosure) -> Reading:
    """The names and facts that a disclosure states, in reading order."""
    names = read_names(disclosure)
    builder = _Builder(disclosure, names)
    builder.read_metadata()
    for block in disclosure.blocks:
        builder.read(block)
    return Reading(names, tuple(builder.facts))


def sentences(disclosure: Disclosure, span: Span) -> list[tuple[str, Span]]:
    """The sentences of a stretch as reading text, with their places; a list item is a sentence of its own."""
    found = []
    for start, end in _items(disclosure.text, span):
        folded = fold(disclosure.text[start:end], start)
        place = 0
        for match in _SENTENCE_END.finditer(folded.text):
            if not _inside_brackets(folded.text, match.start()):
                found.append((folded.text[place : match.end()], Span(*folded.place(place, match.end()))))
                place = match.end()
        if folded.text[place:].strip():
            found.append((folded.text[place:], Span(*folded.place(place, len(folded.text)))))
    return [_trimmed(disclosure, text, place_) for text, place_ in found if text.strip()]


def _trimmed(disclosure: Disclosure, text: str, span: Span) -> tuple[str, Span]:
    """Without the white space and the list mark at its ends."""
    raw = disclosure.text[span.start : span.end]
    return text.strip(), Span(span.start + len(raw) - len(raw.lstrip()), span.end - (len(raw) - len(raw.rstrip())))


def _inside_brackets(text: str, place: int) -> bool:
    before = text[:place]
    return any(before.count(opening) > before.count(closing) for opening, closing in ("「」", "『』", "()"))


def _items(text: str, span: Span) -> list[tuple[int, int]]:
    """The list items of a stretch as raw places, marks left out; the stretch itself when it is no list."""
    raw = text[span.start : span.end]
    starts = list(_ITEM_START.finditer(raw))
    if not starts:
        return [(span.start, span.end)]
    items = []
    if raw[: starts[0].start()].strip():
        items.append((span.start, span.start + starts[0].start()))
    for index, match in enumerate(starts):
        stop = starts[index + 1].start() if index + 1 < len(starts) else len(raw)
        if fold(raw[match.end() : stop]).text:
            items.append((span.start + match.end(), span.start + stop))
    return items


@dataclass
class _Labels:
    """What the labels of a cell say, sorted by the part they play."""

    mentions: list[tuple[Mention, Span]] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    column: list[Cell] = field(default_factory=list)
    dates: list[Cell] = field(default_factory=list)
    period: tuple[Value, Span] | None = None


class _Builder:
    """Reads block after block; keeps the year that bare dates inherit."""

    def __init__(self, disclosure: Disclosure, names: tuple[Name, ...]) -> None:
        self.disclosure = disclosure
        self.scopes = ScopeReader(disclosure, names)
        self.facts: list[Fact] = []
        self._passage_starts = [passage.start for passage in disclosure.passages]
        self._running: tuple[tuple[int, ...], YearContext] | None = None
        self._labelled_figures: dict[str, tuple[set[tuple[float, str]], Span]] = {}
        self._collect_labelled_figures()

    def read_metadata(self) -> None:
        """What the document says of itself: its title, publisher and day of publication."""
        document, scope, labels = self.disclosure, self.scopes.document, load_labels()
        owner = replace(scope, system=None, system_span=None)
        if document.publisher and document.publisher_span:
            owner = replace(owner, organisation=strip_corporate(document.publisher), organisation_span=document.publisher_span)
        stated = (
            (labels.title_label, document.title and Value(ValueKind.TEXT, document.title), document.title_span),
            (labels.publisher_label, document.publisher and Value(ValueKind.NAME, document.publisher), document.publisher_span),
            (labels.published_label, document.published and self._published_value(), document.published_span),
        )
        for label, value, span in stated:
            if isinstance(value, Value) and span:
                self._add(document.blocks[0], owner, FactSource.LINE, label, value, span, context=document.title or "", key="metadata")

    def _published_value(self) -> Value:
        span = self.disclosure.published_span
        found = find_values(fold(self.disclosure.quote(span)).text) if span else []
        day = self.disclosure.published
        return next((f.value for f in found if f.value.start), Value(ValueKind.DATE, str(day), start=day, end=day, precision="day"))

    # --- blocks ---

    def read(self, block: Block) -> None:
        if block.kind is BlockKind.TABLE and block.table is not None:
            self._read_table(block, block.table)
            return
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            return
        scope = self.scopes.of(block)
        if not self._read_labelled_lines(block, scope):
            self._read_sentences(block, block.span, scope)

    def _read_labelled_lines(self, block: Block, scope: Scope) -> bool:
        """True when every line of the block is a labelled line."""
        raw = self.disclosure.text[block.start : block.end]
        complete, place = True, block.start
        for line in raw.split("\n"):
            folded = fold(line, place)
            match = _LABELLED.match(folded.text) or _known_label().match(folded.text)
            if match and not match["label"].startswith("http") and not re.search(r"[はがを]$", match["label"]):
                value = self._value(match["value"], None)
                span = Span(*folded.place(match.start("label"), match.end("value")))
                self._add(block, scope, FactSource.LINE, match["label"].strip(), value, span, context=match["label"])
                for found in find_values(match["value"], YearContext(None, self.disclosure.published)):
                    if found.value.kind in (ValueKind.PHONE, ValueKind.URL) and found.value.text != value.text:
                        self._add(block, scope, FactSource.LINE, match["label"].strip(), found.value, span, context=line)
            elif folded.text:
                complete = False
            place += len(line) + 1
        return complete

    def _read_sentences(self, block: Block, span: Span, scope: Scope, row: str | None = None, context: str = "") -> None:
        context = context or " ".join(self.disclosure.blocks[ordinal].text for ordinal in block.headings)
        years = self._years_at(block) if row is None else YearContext(None, self.disclosure.published)
        for text, place in sentences(self.disclosure, span):
            if _is_only_a_value(text):
                self._running = self._year_line(text, block) or self._running
                continue
            text_values = find_values(text, years)
            local = self._scope_of_sentence(scope, place, text)
            if len(text) > _SHORTEST_STATEMENT:
                heading = self.disclosure.blocks[block.headings[-1]].text if block.headings and not row else ""
                self._add(
                    block, local, FactSource.SENTENCE, heading, Value(ValueKind.TEXT, text), place, context=context, row=row, key="about"
                )
            for found in text_values:
                clause = _clause(text, found, text_values)
                if found.value.kind in (ValueKind.DATE, ValueKind.PERIOD):
                    years = years.after(found.value)
                    if row is None and found.start <= 1:
                        self._running = (block.headings, years)
                    event = Value(ValueKind.TEXT, text)
                    self._add(
                        block,
                        local,
                        FactSource.SENTENCE,
                        clause,
                        event,
                        place,
                        period=(found.value, place),
                        context=context + " " + text,
                        key="event",
                        row=row,
                    )
                if found.value.kind is ValueKind.DATE and found.value.precision == "year":
                    continue
                self._add(block, local, FactSource.SENTENCE, clause, found.value, place, context=context + " " + text, row=row)

    def _years_at(self, block: Block) -> YearContext:
        """Where bare dates of a block take their year: the dated lines above it under the same heading, else publication."""
        if self._running and self._running[0] == block.headings:
            return self._running[1]
        return YearContext(None, self.disclosure.published)

    def _year_line(self, text: str, block: Block) -> tuple[tuple[int, ...], YearContext] | None:
        """A line that is a year and no more (2021年) holds for the entries below it."""
        found = find_dates(text)
        if len(found) == 1 and found[0].value.precision == "year" and found[0].value.start:
            return block.headings, YearContext(found[0].value.start, self.disclosure.published)
        return None

    def _scope_of_sentence(self, scope: Scope, place: Span, text: str) -> Scope:
        return self.scopes.of_sentence(scope, place, text)

    # --- tables ---

    def _read_table(self, block: Block, table: Table) -> None:
        scope = self.scopes.of(block)
        years = YearContext(None, self.disclosure.published)
        year_span: Span | None = None
        for row in range(table.header_rows, table.rows):
            row_id = f"{block.ordinal}:{row}"
            dated = self._date_of_row(table, row, years)
            if dated:
                value, cell = dated
                years = years.after(value)
                if not value.inherited:
                    year_span = cell.span
                self._read_entry(block, table, row, scope, value, cell, year_span if value.inherited else None)
            for column in range(table.header_columns, table.columns):
                cell_or_none = table.at(row, column)
                if cell_or_none is None or not cell_or_none.text or (cell_or_none.row, cell_or_none.column) != (row, column):
                    continue
                if dated and cell_or_none is dated[1]:
                    continue
                self._read_cell(block, table, cell_or_none, scope, row_id, dated)

    def _date_of_row(self, table: Table, row: int, context: YearContext) -> tuple[Value, Cell] | None:
        """The date that a row is an entry of: its label, or its cell in a column of dates."""
        for column in range(table.columns):
            cell = table.at(row, column)
            if cell is None or not cell.text:
                continue
            headings = table.column_headings(column)
            titled = bool(headings) and headings[-1].text.replace(" ", "") in load_labels().date_headings
            if column >= table.header_columns and not titled:
                continue
            value = read_value(cell.text, context)
            if value.kind in (ValueKind.DATE, ValueKind.PERIOD) and value.start:
                return value, cell
        return None

    def _read_entry(self, block: Block, table: Table, row: int, scope: Scope, value: Value, cell: Cell, year: Span | None) -> None:
        """The events of a dated row, one per list item."""
        content = self._event_cell(table, row, cell)
        if content is None:
            return
        labels = self._labels(table, content)
        local = scope.narrowed([pair for pair in labels.mentions if not cell.span.covers(pair[1])])
        evidence = [cell.span, *([year] if year else []), *(c.span for c in labels.row if c is not cell)]
        for text, span in self._cell_items(content):
            narrowed = self._scope_of_sentence(local, span, text)
            place = Span(min(cell.start, span.start), span.end) if 0 <= span.end - cell.start <= _QUOTE_LENGTH else span
            self._add(
                block, narrowed, FactSource.ENTRY, "", Value(ValueKind.TEXT, text), place, key="event",
                period=(value, cell.span), evidence=tuple(evidence), context=self._entry_context(table, cell, content, block), row=f"{block.ordinal}:{row}",
            )  # fmt: skip

    def _entry_context(self, table: Table, dated: Cell, content: Cell, block: Block) -> str:
        """What stands around an event: the headings of its date and text, the labels of its row, the table's caption."""
        headings = [c.text for c in (*table.column_headings(dated.column), *table.column_headings(content.column))]
        return " ".join([*headings, *(c.text for c in table.row_labels(content.row) if c is not dated), self._caption_text(block)])

    def _event_cell(self, table: Table, row: int, dated: Cell) -> Cell | None:
        """The cell that says what happened: under a heading of events, else the longest text of the row."""
        cells = {c.column: c for c in (table.at(row, column) for column in range(table.columns)) if c and c.text and c is not dated}
        for column, cell in cells.items():
            headings = table.column_headings(column)
            if headings and headings[-1].text.replace(" ", "") in load_labels().event_headings:
                return cell
        body = [c for c in cells.values() if c.column >= table.header_columns or c.column > dated.column]
        return max(body, key=lambda c: len(c.text), default=None)

    def _cell_items(self, cell: Cell) -> list[tuple[str, Span]]:
        """The list items of a cell, each whole, as reading text with its place."""
        items = []
        for start, end in _items(self.disclosure.text, cell.span):
            folded = fold(self.disclosure.text[start:end], start)
            if folded.text and not (_is_subheading(folded.text) and len(folded.text) < 24):
                items.append(_trimmed(self.disclosure, folded.text, Span(*folded.place(0, len(folded.text)))))
        return items

    def _read_cell(self, block: Block, table: Table, cell: Cell, scope: Scope, row_id: str, dated: tuple[Value, Cell] | None) -> None:
        labels = self._labels(table, cell)
        attribute, subject = self._attribute(labels, table, cell)
        if dated and labels.column:
            event = self._event_cell(table, cell.row, dated[1])
            subject = event.text if event is not None and event is not cell else None
        local = scope.narrowed(labels.mentions)
        if labels.period:
            local = replace(local, period=labels.period[0], period_span=labels.period[1])
        if local.system is None and local.case is None:
            local = self._by_figures(block, local)
        if not attribute:
            attribute = self._caption_text(block)
        mates = (
            [c.text for c in table.cells if (c.row == cell.row or c.row < table.header_rows) and c is not cell and c.text]
            if labels.column
            else []
        )
        context = " ".join([self._caption_text(block), *(c.text for c in labels.row), *(c.text for c in labels.column), *mates])[
            :_CONTEXT_LENGTH
        ]
        if dated and local.period is None:
            local = replace(local, period=dated[0], period_span=dated[1].span)
        named = [c for c in table.cells if c.row == cell.row and c is not cell and subject and fold(c.text).text.endswith(subject)]
        evidence = tuple(c.span for c in (*labels.row, *labels.column, *named))
        items = self._cell_items(cell)
        if dated and len(items) == 1 and self._value(cell.text, dated[0]).kind is ValueKind.TEXT and not labels.column:
            return  # it was read as an event
        whole = self._value(cell.text, dated[0] if dated else None)
        if len(items) <= 1 or whole.kind is not ValueKind.TEXT:
            span = self._row_quote(table, labels, cell)
            if whole.kind is ValueKind.TEXT and items:
                whole = replace(whole, text=items[0][0])
            self._add(
                block, local, FactSource.CELL, attribute, whole, span, subject=subject, evidence=evidence, context=context, row=row_id
            )
        else:
            subjects = self._subjects_of_items(table, cell, [text for text, _ in items])
            for (text, span), own in zip(items, subjects, strict=True):
                value = self._value(text, dated[0] if dated else None)
                about = own or subject
                self._add(
                    block, local, FactSource.CELL, attribute, value, span, subject=about, evidence=evidence, context=context, row=row_id
                )
        if whole.kind is ValueKind.TEXT and len(cell.text) > 12:
            self._read_sentences(block, cell.span, local, row=row_id, context=context)

    def _subjects_of_items(self, table: Table, cell: Cell, items: list[str]) -> list[str | None]:
        """What each item of a later cell is about: the item of the record's first cell with the same number, when both hold as many."""
        first = table.at(cell.row, table.header_columns)
        if first is None or first.column >= cell.column:
            return [None] * len(items)
        names = [text for text, _ in self._cell_items(first) if not _is_subheading(text)]
        return list(names) if len(names) == len(items) else [None] * len(items)

    def _value(self, text: str, last: Value | None) -> Value:
        return read_value(text, YearContext(last.start if last else None, self.disclosure.published))

    def _labels(self, table: Table, cell: Cell) -> _Labels:
        """The labels of a cell: names that are its subject, dates, a period, and the words of its attribute."""
        labels = _Labels()
        generic = load_labels().generic_headings
        for target, cells in ((labels.row, table.row_labels(cell.row)), (labels.column, table.column_headings(cell.column))):
            for label in cells:
                if label is cell or label.text.replace(" ", "") in generic:
                    continue
                named = self._named(label)
                labels.mentions.extend(named)
                period = self.scopes.period_in(label.span)
                if period:
                    labels.period = period
                if named:
                    continue
                if self._value(label.text, None).kind is ValueKind.DATE:
                    labels.dates.append(label)
                    continue
                target.append(label)
        first_column = table.column_headings(0)
        if table.header_columns and first_column and labels.row and not labels.mentions:
            kind = load_names().column_kinds.get(first_column[-1].text.replace(" ", ""))
            if kind:
                label = labels.row.pop(0)
                labels.mentions.append((Mention(kind, strip_corporate(label.text.replace(" ", "")), 0, 0), label.span))
        return labels

    def _named(self, label: Cell) -> list[tuple[Mention, Span]]:
        """The names that a label consists of (当社 is the publisher); a label that only contains one is an attribute."""
        if label.text.strip() in load_names().first_person:
            document = self.scopes.document
            if document.organisation and self.disclosure.publisher and self.disclosure.publisher_span:
                return [(Mention(NameKind.ORGANISATION, strip_corporate(self.disclosure.publisher), 0, 0), self.disclosure.publisher_span)]
            return []
        found = self.scopes.mentions(label.span)
        named = sum(mention.end - mention.start for mention, _ in found if mention.kind is not NameKind.CASE)
        is_case = any(m.kind is NameKind.CASE for m, _ in found)
        bare = re.sub(r"\(.*?\)|[※*]\d*|\s", "", label.text)
        return found if is_case or (found and named >= 0.6 * len(bare)) else []

    def _attribute(self, labels: _Labels, table: Table, cell: Cell) -> tuple[str, str | None]:
        """The label in its own words and what the row is about: in a table of records the column is the attribute, else the row label."""
        if labels.column:
            carried = not labels.row or any(label.row_span > 1 for label in labels.row)
            subject = (self._first_body_text(table, cell) if carried else "") or " ".join(c.text for c in labels.row)
            return labels.column[-1].text, subject or None
        if labels.row:
            return labels.row[-1].text, None
        return "", None

    @staticmethod
    def _first_body_text(table: Table, cell: Cell) -> str:
        """For a later cell of a record without a label of its own, the record's first cell (the measure of a deadline)."""
        first = table.at(cell.row, table.header_columns)
        if first is None or first.column >= cell.column or first is cell or read_value(first.text).kind is not ValueKind.TEXT:
            return ""
        return re.sub(r"^[○●・◯]\s*", "", first.text)

    def _row_quote(self, table: Table, labels: _Labels, cell: Cell) -> Span:
        """The place from the row's label to the value when they stand together, else the value's."""
        starts = [label.start for label in labels.row if label.row == cell.row and label.start < cell.start]
        starts += [span.start for _, span in labels.mentions if span.start < cell.start]
        near = [start for start in starts if cell.end - start <= _QUOTE_LENGTH and self._same_row(table, start, cell)]
        return Span(min(near), cell.end) if near else cell.span

    @staticmethod
    def _same_row(table: Table, start: int, cell: Cell) -> bool:
        """True when no other row's cell begins between a place and the cell."""
        return not any(start < other.start < cell.start and other.row != cell.row for other in table.cells if other.text)

    def _caption_text(self, block: Block) -> str:
        caption = self.scopes.caption(block)
        headings = [self.disclosure.blocks[ordinal].text for ordinal in block.headings]
        return " ".join([*headings, *([caption.text] if caption else [])])

    # --- tables that lost their heading ---

    def _collect_labelled_figures(self) -> None:
        """The figures that labelled tables give for each system."""
        for block in self.disclosure.blocks:
            if block.table is None:
                continue
            for cell in block.table.cells:
                if cell.row < block.table.header_rows or cell.column < block.table.header_columns:
                    continue
                systems = {m.canonical: span for m, span in self._labels(block.table, cell).mentions if m.kind is NameKind.SYSTEM}
                if len(systems) == 1:
                    canonical, span = next(iter(systems.items()))
                    known, place = self._labelled_figures.get(canonical, (set(), span))
                    self._labelled_figures[canonical] = (known | figures(fold(cell.text)), place)

    def _by_figures(self, block: Block, scope: Scope) -> Scope:
        """The system of a table without a heading: the one whose labelled figures it repeats, two at least, and no other's."""
        assert block.table is not None
        own = set().union(*(figures(fold(cell.text)) for cell in block.table.cells))
        agreeing = {system: len(own & known) for system, (known, _) in self._labelled_figures.items() if own & known}
        if len(agreeing) != 1 or max(agreeing.values()) < 2:
            return scope
        system = next(iter(agreeing))
        return replace(scope, system=system, system_span=self._labelled_figures[system][1])

    # --- facts ---

    def _add(
        self,
        block: Block,
        scope: Scope,
        source: FactSource,
        attribute: str,
        value: Value,
        span: Span,
        *,
        subject: str | None = None,
        period: tuple[Value, Span] | None = None,
        evidence: tuple[Span, ...] = (),
        context: str = "",
        key: str | None = None,
        row: str | None = None,
    ) -> None:
        place = max(bisect_right(self._passage_starts, span.start) - 1, 0)
        passage = self.disclosure.passages[place].id if self.disclosure.passages else ""
        if value.kind in (ValueKind.DATE, ValueKind.PERIOD) and period is None:
            scope = replace(scope, period=None, period_span=None)
        label = " ".join(part for part in (attribute, subject or "") if part)
        words = " ".join(part for part in (context, value.text if value.kind in (ValueKind.TEXT, ValueKind.LIST) else "") if part)
        mentions = {m.canonical for m in self.scopes.book.find(f"{label} {fold(self.disclosure.text[span.start : span.end]).text}")}
        stated = period or ((scope.period, scope.period_span) if scope.period and scope.period_span else None)
        self.facts.append(
            Fact(
                id=f"{self.disclosure.id[:12]}-f{len(self.facts)}",
                document_id=self.disclosure.id,
                passage_id=passage,
                source=source,
                attribute=attribute,
                value=value,
                span=span,
                attribute_key=key,
                organisation=scope.organisation,
                organisation_span=scope.organisation_span,
                system=scope.system,
                system_span=scope.system_span,
                case=scope.case,
                case_span=scope.case_span,
                subject=subject,
                period=stated[0] if stated else None,
                period_span=stated[1] if stated else None,
                evidence=evidence,
                context=context.strip(),
                section=" > ".join(self.disclosure.blocks[ordinal].text for ordinal in block.headings),
                page=block.page,
                row=row,
                mentions=tuple(sorted(mentions)),
                label_terms=tuple(term.key for term in terms(label)),
                context_terms=tuple(term.key for term in terms(words)),
            )
        )


def _is_only_a_value(text: str) -> bool:
    """True for a line that is a date and no more: the day of publication, not a statement."""
    found = find_values(text, YearContext(None, None))
    return bool(found) and sum(f.end - f.start for f in found) >= len(text) - 2


def _is_subheading(text: str) -> bool:
    """True for a line like <システム面> or 【事案①】 that heads the items below it."""
    return re.fullmatch(r"[<〈《【\[].{1,20}[>〉》】\]]", text.strip()) is not None


def _clause(text: str, found: Found, others: list[Found]) -> str:
    """What a value is of: the stretch of its sentence between the values of its kind before and after it, the value left out."""
    alike = [o for o in others if (o.value.kind is ValueKind.COUNT) == (found.value.kind is ValueKind.COUNT)]
    before = max((o.end for o in alike if o.end <= found.start), default=0)
    after = min((o.start for o in alike if o.start >= found.end), default=len(text))
    return (text[before : found.start] + " " + text[found.end : after]).strip()


def _known_label() -> re.Pattern[str]:
    labels = sorted(load_labels().line_labels, key=len, reverse=True)
    return re.compile("^[(]?" + _LABEL_ENDINGS.format("|".join(map(re.escape, labels))), re.DOTALL)
