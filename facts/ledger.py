"""The facts of a disclosure as they are read: each with its scope, its place, and what it can be found by."""

import re
from bisect import bisect_right
from datetime import date
from functools import cached_property

from core.records import Block, Disclosure, Fact, FactSource, Name, Span, Value, ValueKind
from core.text import fold
from facts.compounds import part_keys
from facts.concepts import terms
from facts.dates import find_dates
from facts.scope import Scope, ScopeReader

# The number and brackets that a heading is set in are none of its words.
_HEADING_WORDS = re.compile(r"^(?:[\W\d]|第\d+[章節項]?)*|\W*$")
_SHORTEST_HEADING = 4


class Ledger:
    """Collects facts in reading order; `scopes` says whose a statement is."""

    def __init__(self, disclosure: Disclosure, names: tuple[Name, ...]) -> None:
        self.disclosure = disclosure
        self.scopes = ScopeReader(disclosure, names)
        self.facts: list[Fact] = []
        # The day of the last cell or labelled line that is one: what 同日 in the next points back to.
        self.above: date | None = None
        self._passage_starts = [passage.start for passage in disclosure.passages]

    @cached_property
    def published(self) -> date | None:
        """The day that bare dates count from: that of publication, else the first day that the document states in full."""
        days = (found.value for found in find_dates(fold(self.disclosure.text).text))
        stated = (day.start for day in days if day.precision == "day" and not day.inherited)
        return self.disclosure.published or next(stated, None)

    def headings_over(self, block: Block) -> list[str]:
        """The headings that a block stands under, outermost first."""
        return [self.disclosure.blocks[ordinal].text for ordinal in block.headings]

    def add(
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
        said: str = "",
    ) -> None:
        """Enter a fact of a block; `period` (the date of an event) goes before the scope's, which a date or period does not take.

        `said` is what says what the value is of, where that is more than its label.
        """
        if period is None and scope.period and scope.period_span and value.kind not in (ValueKind.DATE, ValueKind.PERIOD):
            period = scope.period, scope.period_span
        label = " ".join(part for part in (attribute, subject or "") if part)
        words = " ".join(part for part in (context, value.text if value.kind in (ValueKind.TEXT, ValueKind.LIST) else "") if part)
        mentions = {m.canonical for m in self.scopes.book.find(f"{label} {fold(self.disclosure.quote(span)).text}")}
        self.facts.append(
            Fact(
                id=f"{self.disclosure.id[:12]}-f{len(self.facts)}",
                document_id=self.disclosure.id,
                passage_id=self._passage_at(span.start),
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
                period=period[0] if period else None,
                period_span=period[1] if period else None,
                evidence=(*evidence, *self._said_around(block, label, subject, (span, *evidence))),
                context=context.strip(),
                section=" > ".join(self.headings_over(block)),
                page=self.disclosure.page_at(span.start) or block.page,
                row=row,
                mentions=tuple(sorted(mentions)),
                label_terms=tuple(term.key for term in terms(said or label)),
                context_terms=(*(term.key for term in terms(words)), *sorted(part_keys(f"{said or label} {words}"))),
            )
        )

    def _said_around(self, block: Block, label: str, subject: str | None, shown: tuple[Span, ...]) -> list[Span]:
        """The places around a fact whose words are in its label, where no other place of it holds them: the headings over its block,
        and what goes before it in the block and is its subject (特別調査委員会(委員長:…))."""
        said: list[Span] = []
        for ordinal in block.headings:
            heading = self.disclosure.blocks[ordinal]
            words = _HEADING_WORDS.sub("", heading.text)
            place = self._place_of(words, heading.span) if len(words) >= _SHORTEST_HEADING and words in label else None
            said += [place] if place is not None and not any(span.covers(place) for span in shown) else []
        if subject and not any(subject in fold(self.disclosure.quote(span)).text for span in (*shown, *said)):
            place = self._place_of(subject, Span(block.start, max(block.start, shown[0].start)))
            said += [place] if place is not None else []
        return said

    def _place_of(self, words: str, within: Span) -> Span | None:
        """The last place of some words within a stretch."""
        folded = fold(self.disclosure.quote(within), within.start)
        start = folded.text.rfind(words)
        return Span(*folded.place(start, start + len(words))) if start >= 0 else None

    def _passage_at(self, place: int) -> str:
        """The id of the passage that a place stands in; "" where the document has none."""
        index = max(bisect_right(self._passage_starts, place) - 1, 0)
        return self.disclosure.passages[index].id if self.disclosure.passages else ""
