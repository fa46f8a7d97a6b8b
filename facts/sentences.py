"""Facts of running text: what each sentence says, its dates as events, its figures."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

from core.records import Block, BlockKind, FactSource, Span, Value, ValueKind
from core.text import fold
from facts.dates import date_places
from facts.entries import Entry, entry_of, years_of_list
from facts.ledger import Ledger
from facts.scope import Scope
from facts.stretches import sentences
from facts.times import clock_times
from facts.values import Found, YearContext, find_dates, find_values

# 「1月13日の依頼に対し…」: the date is that of the request, not of what the sentence tells.
_OF_ANOTHER = re.compile(r"(?:付け?)?の[^。、]{0,16}?(?:依頼|報告徴収|指示|命令|要請|通知)(?:および|及び|に|への)")
# 「調査依頼(令和4年12月27日)を受け…」, 「(令和4年12月27日)の調査依頼」: the day in brackets is that of the request.
_DOING = r"(?:依頼|報告徴収|指示|命令|要請|通知|公表|発表|勧告|通達|事務連絡|照会)"
_IN_BRACKETS_BEFORE = re.compile(rf"^(?:付け?)?\)の[^。、]{{0,16}}?{_DOING}")
_IN_BRACKETS_AFTER = re.compile(rf"{_DOING}[」』]?\((?:[^()]*[、,])?$")
_GOES_ON = re.compile(r"^(?:付け?)?\)[ ]?(?:に|を|の|で|へ|と|は|が|、)")
# What may stand between two counts that one clause is of (66枚、74,200円).
_BESIDE = re.compile(r"[\s、,・/とや(]*(?:及び|および|並びに|かつ)?[\s、]*(?:計|合計|総額|合わせて)?\s*")
_TIME_AT_HEAD = re.compile(r"^(?:翌\d{1,2}日|(?:午前|午後)?\d{1,2}(?:時|:\d\d))")
# A sentence that tells what happened.
_TOLD = re.compile(r"(?:まし|でし|っ|い|し|れ|せ|け|げ|め|べ|え|て|ね|ん|き|ち|り|み|び)[ただ](?:。|$)")
_SHORTEST_STATEMENT = 11
_SHORTEST_WORDS = 2
_LONGEST_ENTRY = 120
_DATED = (ValueKind.DATE, ValueKind.PERIOD)
# A day is a day in whatever year.
_ANY_YEAR = YearContext(None, date(2004, 12, 31))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the sentences of one stretch stand in."""

    block: Block
    scope: Scope
    context: str
    heading: str = ""
    row: str | None = None


class SentenceReader:
    """Reads sentences block after block; keeps the year that bare dates inherit from the dated lines above them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._published = ledger.published
        self._running: tuple[tuple[int, ...], YearContext] | None = None
        self._day: tuple[tuple[int, ...], Value, Span] | None = None
        self._day_ordinal = -1
        self._list: tuple[tuple[int, ...], int, int] | None = None

    def read_block(self, block: Block, scope: Scope) -> None:
        """The facts of a paragraph, bullet or footnote."""
        headings = self._ledger.headings_over(block)
        frame = _Frame(block, scope, " ".join(headings), headings[-1] if headings else "")
        years = self._years_at(block)
        entry: Value | None = None
        for text, place in sentences(self._ledger.disclosure, block.span):
            years_before = years
            if self._is_day_of_entries(block, text, years):
                day = find_dates(text, years)[0].value
                years = years.after(day)
                self._running, self._day, self._day_ordinal = (block.headings, years), (block.headings, day, place), block.ordinal
                continue
            if _is_only_a_value(text):
                stated = self._year_line(text)
                years = stated or years
                self._running = (block.headings, stated) if stated else self._running
                self._read_value(frame, text, place, years)
                continue
            years, at_head = self._read(frame, text, place, years)
            if at_head:
                self._running = (block.headings, at_head)
            entry = _entry_date(text, years_before) or entry
            if any(found.value.kind in _DATED for found in find_values(text, years)):
                continue
            if entry:
                self._read_of_entry(frame, text, place, entry, Span(block.start, place.start))
            elif self._day and self._day[0] == block.headings and len(text) <= _LONGEST_ENTRY:
                self._read_of_entry(frame, text, place, *self._day[1:])

    def read_cell(self, block: Block, span: Span, scope: Scope, row: str, context: str) -> None:
        """The facts of the sentences in a table cell; a year is handed on within the cell only."""
        years = YearContext(None, self._published)
        for text, place in sentences(self._ledger.disclosure, span):
            if not _is_only_a_value(text):
                years, _ = self._read(_Frame(block, scope, context, row=row), text, place, years)

    def _read_value(self, frame: _Frame, text: str, place: Span, years: YearContext) -> None:
        """Enter the value of a line that holds no more, under a heading that is its label (発生日時 / 6月3日 8時25分から10時40分まで)."""
        heading = self._ledger.disclosure.blocks[frame.block.headings[-1]] if frame.block.headings else None
        if heading is None or heading.kind is not BlockKind.HEADING:
            return
        for found in find_values(text, years):
            if found.value.precision != "year" and found.value.start != self._published:
                evidence = (heading.span,)
                self._ledger.add(
                    frame.block, frame.scope, FactSource.LINE, frame.heading, found.value, place, evidence=evidence, context=frame.context
                )

    def _read_of_entry(self, frame: _Frame, text: str, place: Span, entry: Value, head: Span) -> None:
        """Enter a further sentence of a dated entry (「2月4日　停止。点検を開始」), or a line below one that is a day, as of its day."""
        scope = self._ledger.scopes.of_sentence(frame.scope, place, text)
        context = f"{frame.context} {text}"
        event = Value(ValueKind.TEXT, text)
        self._ledger.add(
            frame.block,
            scope,
            FactSource.SENTENCE,
            text,
            event,
            place,
            period=(entry, head),
            context=context,
            key="event",
            evidence=(head,),
        )

    def _read(self, frame: _Frame, text: str, place: Span, years: YearContext) -> tuple[YearContext, YearContext | None]:
        """Enter one sentence; the years that what follows inherits, and those of the date at its head, if one stands there."""
        values = find_values(text, years)
        scope = self._ledger.scopes.of_sentence(frame.scope, place, text)
        add = partial(self._ledger.add, frame.block, scope, FactSource.SENTENCE, row=frame.row)
        entry = entry_of(text, years) if frame.row is None else None
        statement, context, at_head = Value(ValueKind.TEXT, text), f"{frame.context} {text}", None
        if len(text) >= _SHORTEST_STATEMENT or self._is_whole_section(frame.block, text):
            add(frame.heading, statement, place, context=frame.context, key="about")
        for found in values:
            clause = _clause(text, found, values)
            if found.value.kind in _DATED:
                years = years.after(found.value)
                at_head = years if found.start <= 1 and not found.value.text.endswith("年度") else at_head
                if entry and found.start == entry.found.start:
                    self._read_entry(frame, scope, text, place, entry)
                elif not _is_of_another(text, found):
                    add(clause, statement, place, period=(found.value, place), context=context, key="event")
            timed = self._of_the_day(frame, text, found, values)
            if timed:
                add(clause, statement, place, period=(timed, place), context=context, key="event")
            if found.value.kind is not ValueKind.DATE or found.value.precision != "year":
                add(clause, found.value, place, context=context)
        return years, at_head

    def _of_the_day(self, frame: _Frame, text: str, found: Found, values: list[Found]) -> Value | None:
        """The time of day that a sentence without a date tells of something that happened, on the day that the text is about."""
        told = found.value.kind is ValueKind.TIME and found.value.number is not None and frame.row is None and _TOLD.search(text)
        if not told or any(other.value.kind in _DATED for other in values):
            return None
        day = self.day_of_matter(frame.block)
        return Value(ValueKind.DATE, found.value.text, start=day, end=day, precision="day", inherited=True) if day else None

    def _read_entry(self, frame: _Frame, scope: Scope, text: str, place: Span, entry: Entry) -> None:
        """Enter what a line tells that begins with its date."""
        block, told = frame.block, text[entry.words :]
        first = block.ordinal
        if self._list and self._list[0] == block.headings and self._list[2] >= block.ordinal - 1:
            first = self._list[1]
        self._list = (block.headings, first, block.ordinal)
        self._ledger.add(
            block,
            scope,
            FactSource.ENTRY,
            "",
            Value(ValueKind.TEXT, told),
            place,
            key="event",
            period=(entry.found.value, place),
            context=f"{frame.context} {told}",
            row=f"{first}:{block.ordinal}",
            said=told,
        )

    def _is_whole_section(self, block: Block, text: str) -> bool:
        """True for the words that are all that stands under a heading (場所 / 鈴掛車両基地), however few they are."""
        blocks = self._ledger.disclosure.blocks
        if not block.headings or block.table is not None or len(text) < _SHORTEST_WORDS or len(text) < len(fold(block.text).text.strip()):
            return False
        if blocks[block.headings[-1]].kind is not BlockKind.HEADING:
            return False
        return sum(other.headings == block.headings and other.kind is not BlockKind.HEADING for other in blocks) == 1

    def _years_at(self, block: Block) -> YearContext:
        """Where bare dates of a block take their year: the dated lines above it under the same heading, its headings, publication."""
        if self._running and self._running[0] == block.headings:
            return self._running[1]
        default = years_of_list(self._heads_from(block), self._published) or YearContext(None, self._published)
        if _TIME_AT_HEAD.match(fold(block.text).text):
            default = YearContext(None, self._published, entry=self.day_of_matter(block))
        return self.years_over(block) or default

    def years_over(self, block: Block) -> YearContext | None:
        """What a heading over a block that is a date and no more gives it; None where there is none."""
        headings = (self._year_line(text) for text in reversed(self._ledger.headings_over(block)) if _is_only_a_value(text))
        return next((years for years in headings if years), None)

    def _heads_from(self, block: Block) -> list[str]:
        """The lines of the list that a block begins: those right below it under the same heading that are entries as it is."""
        heads: list[str] = []
        for other in self._ledger.disclosure.blocks[block.ordinal :]:
            text = fold(other.text).text
            if other.headings != block.headings or other.table is not None or not entry_of(text, _ANY_YEAR):
                break
            heads.append(text)
        return heads

    @staticmethod
    def _is_day_of_entries(block: Block, text: str, years: YearContext) -> bool:
        """True for a line of the body that is a day without a year and no more: the day of what stands below it."""
        line = block.kind is BlockKind.BULLET or (block.kind is BlockKind.PARAGRAPH and bool(block.headings))
        whole = line and date_places(text) == [(0, len(text))]
        found = find_dates(text, years) if whole else []
        return len(found) == 1 and found[0].value.inherited and found[0].value.precision == "day" and found[0].value.start is not None

    def day_of_matter(self, block: Block) -> date | None:
        """The day that times without a date are of: the first day that the text names, where none other is named nearer above.

        Under a heading of the day itself (当日の経過) others may be named between.
        """
        timed = self._timed_days(block)
        if len(timed) == 1:
            return timed[0]
        named = [day for other in self._ledger.disclosure.blocks[: block.ordinal] if other.headings for day in self._days_in(other)]
        of_the_day = any("当日" in heading for heading in self._ledger.headings_over(block))
        return named[0] if named and (of_the_day or named[-1] == named[0]) else None

    def _timed_days(self, block: Block) -> list[date]:
        """The days that the text gives with the time that a block begins with; else all those before it that it gives with a time."""
        first = next(iter(clock_times(fold(block.text).text)), None)
        timed = [found.value for found in self._timed if found.start < block.start]
        same = [value for value in timed if first in clock_times(value.text)]
        return list(dict.fromkeys(value.start for value in same or timed if value.start is not None))

    @cached_property
    def _timed(self) -> list[Found]:
        """The days of the document that stand with a time of day, with their places in its text."""
        folded = fold(self._ledger.disclosure.text)
        found = [f for f in find_values(folded.text, YearContext(None, self._published)) if f.value.kind in _DATED]
        timed = [f for f in found if f.value.start == f.value.end and clock_times(f.value.text) and f.value.start != self._published]
        return [replace(f, start=folded.place(f.start, f.end)[0]) for f in timed]

    def day_above(self, block: Block) -> tuple[Value, Span] | None:
        """The day on a line of its own right above a block, with its place."""
        if self._day is None or self._day[0] != block.headings or self._day_ordinal != block.ordinal - 1:
            return None
        return self._day[1:]

    def _days_in(self, block: Block) -> list[date]:
        """The days that a block of the body names, that of publication aside."""
        found = find_dates(fold(block.text).text, YearContext(None, self._published)) if block.table is None else []
        days = [f.value.start for f in found if f.value.start and f.value.precision == "day" and f.value.start == f.value.end]
        return [day for day in days if day != self._published]

    def _year_line(self, text: str) -> YearContext | None:
        """What a line that is a date and no more (2021年, 5月2日) gives the entries below it; their year is unknown below a fiscal year."""
        found = find_dates(text)
        if len(found) != 1 or not found[0].value.start or found[0].value.start == self._published:
            return None
        value = found[0].value
        return YearContext() if value.text.endswith("年度") else YearContext(value.start, self._published, value.precision or "day")


def _entry_date(text: str, years: YearContext) -> Value | None:
    """The date that a line begins with, apart from what happened by a space: that of an entry."""
    found = next(iter(find_dates(text, years)), None)
    if found is None or found.start > 1 or found.value.start is None or text[found.end : found.end + 1] != " ":
        return None
    return found.value


def _is_of_another(text: str, found: Found) -> bool:
    """True for the date of a request or notice that a sentence only refers to."""
    if _OF_ANOTHER.match(text, found.end):
        return True
    after = text[found.end :]
    if text[: found.start].endswith(("(", "、")) and _IN_BRACKETS_BEFORE.match(after):
        return True
    return _IN_BRACKETS_AFTER.search(text[: found.start]) is not None and _GOES_ON.match(after) is not None


def _is_only_a_value(text: str) -> bool:
    """True for a line that is a date and no more: the day of publication, not a statement."""
    found = find_values(text, YearContext(None, None))
    return bool(found) and sum(f.end - f.start for f in found) >= len(text) - 2


def _clause(text: str, found: Found, others: list[Found]) -> str:
    """What a value is of: the stretch of its sentence between the values of its kind before and after it, the value left out."""
    alike = [o for o in others if _group(o.value.kind) == _group(found.value.kind)]
    after = min((o.start for o in alike if o.start >= found.end), default=len(text))
    words = text[found.end : after]
    start = found.start
    for other in sorted((o for o in alike if o.end <= found.start), key=lambda o: -o.end):
        words = f"{text[other.end : start]} {words}"
        if _group(found.value.kind) is not ValueKind.COUNT or not _BESIDE.fullmatch(text, other.end, start):
            return words.strip()
        start = other.start
    return f"{text[:start]} {words}".strip()


def _group(kind: ValueKind) -> ValueKind | None:
    """Values of a group divide a sentence between them: counts, times of day, and all others."""
    return kind if kind in (ValueKind.COUNT, ValueKind.TIME) else None
