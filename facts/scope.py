"""Whose a statement is, and of which system: read from headings, captions and the document, never guessed."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from core.records import Block, BlockKind, Disclosure, Name, NameKind, Span, Value, ValueKind
from core.text import Folded, fold
from facts.names import Mention, NameBook, name_key, strip_corporate
from facts.terms import load_names
from facts.values import YearContext, find_dates, find_values

# A stretch that two places of a document share, long enough not to be a set phrase.
_SAME_WORDING = 18
_CAPTION_LENGTH = 90
_LOOK_BACK = 500
_POINTS_BACK = re.compile(r"(?:当該|同|本)(?:システム|サービス|サーバ|アプリ)")
_HEADING_REST = 4
_LONGEST_OPENING = 2
# 「<事例A> 70歳代、男性」: a line that begins with a case in brackets, which the lines below it are of.
_MARKED = re.compile(r"^[<〈【《\[(](?P<inner>[^<>〈〉【】《》()\[\]]{2,30})[>〉】》\])]")


@dataclass(frozen=True, slots=True)
class Scope:
    """The subject that a place stands under; each part with the place that says so."""

    organisation: str | None = None
    organisation_span: Span | None = None
    system: str | None = None
    system_span: Span | None = None
    case: str | None = None
    case_span: Span | None = None
    period: Value | None = None
    period_span: Span | None = None

    def narrowed(self, mentions: list[tuple[Mention, Span]]) -> "Scope":
        """This scope with what a heading or label names put in its place; a kind that it names twice is not decided by it."""
        scope = self
        organisations = _named(mentions, NameKind.ORGANISATION)
        if len(organisations) == 1:
            scope = replace(scope, organisation=organisations[0][0], organisation_span=organisations[0][1])
        systems = _named(mentions, NameKind.SYSTEM)
        if systems:
            one = systems[0] if len(systems) == 1 else (None, None)
            scope = replace(scope, system=one[0], system_span=one[1])
        cases = _named(mentions, NameKind.CASE)
        if cases:
            one = cases[0] if len(cases) == 1 else (None, None)
            scope = replace(scope, case=one[0], case_span=one[1])
        return scope


def _named(mentions: list[tuple[Mention, Span]], kind: NameKind) -> list[tuple[str, Span]]:
    """The different names of a kind among mentions, each with its first place."""
    found: dict[str, Span] = {}
    for mention, span in mentions:
        if mention.kind is kind:
            found.setdefault(mention.canonical, span)
    return list(found.items())


class ScopeReader:
    """Scopes of the blocks of one disclosure."""

    def __init__(self, disclosure: Disclosure, names: tuple[Name, ...]) -> None:
        self.disclosure = disclosure
        self.names = names
        self.book = NameBook((name.kind, name.canonical, name.surface) for name in names)
        self._scopes: dict[int, Scope] = {}

    @cached_property
    def document(self) -> Scope:
        """What holds for the whole document: whose matter it is, and its system where it has only one."""
        scope = Scope()
        if self.disclosure.publisher and self.disclosure.publisher_span:
            scope = Scope(strip_corporate(self.disclosure.publisher), self.disclosure.publisher_span)
        if scope.organisation is None:
            scope = self._only_company(scope)
        title = self.mentions(self.disclosure.title_span) if self.disclosure.title_span else []
        owner = self._owner_in_title(title)
        if owner:
            scope = replace(scope, organisation=owner[0].canonical, organisation_span=owner[1])
        systems = {m.canonical: span for m, span in title if m.kind is NameKind.SYSTEM}
        if not systems:
            systems = self._only_system()
        if len(systems) == 1:
            canonical, span = next(iter(systems.items()))
            scope = replace(scope, system=canonical, system_span=span)
        return scope

    def _only_system(self) -> dict[str, Span]:
        """The one system that the document names, where it is the document's matter: named in the opening, or more than once."""
        systems = {name.canonical: name.span for name in self.names if name.kind is NameKind.SYSTEM}
        if len(systems) != 1:
            return {}
        canonical = next(iter(systems))
        text = fold(self.disclosure.text).text
        told = sum(1 for m in self.book.find(text) if m.kind is NameKind.SYSTEM and m.canonical == canonical)
        opening = any(m.canonical == canonical for span in self._opening for m, _ in self.mentions(span))
        return systems if opening or told > 1 else {}

    @cached_property
    def _opening(self) -> list[Span]:
        """The text before the first heading, or the first two paragraphs under the title."""
        found: list[Span] = []
        for block in self.disclosure.blocks:
            if block.kind is BlockKind.HEADING or block.table is not None or len(found) == _LONGEST_OPENING:
                break
            if block.kind is BlockKind.PARAGRAPH and "。" in block.text:
                found.append(block.span)
        return found

    def _only_company(self, scope: Scope) -> Scope:
        """Without a stated publisher: the one company that the document names in full (with its legal form), if it is one."""
        forms = load_names().corporate
        full = {n.canonical: n.span for n in self.names if n.kind is NameKind.ORGANISATION and any(form in n.surface for form in forms)}
        if len(full) != 1:
            return scope
        canonical, span = next(iter(full.items()))
        return replace(scope, organisation=canonical, organisation_span=span)

    def _owner_in_title(self, title: list[tuple[Mention, Span]]) -> tuple[Mention, Span] | None:
        """「当社子会社の甲株式会社における…について」: the matter is that of 甲, whoever publishes it."""
        text = self.disclosure.text
        for mention, span in title:
            follower = fold(text[span.end : span.end + 12]).text
            whole = name_key(self.disclosure.quote(span)) == name_key(mention.canonical)
            if (
                mention.kind is NameKind.ORGANISATION
                and whole
                and re.match(r"(?:\([^)]*\))?(?:における|に係る不|での|の(?:不|情報|個人|顧客|お客))", follower)
            ):
                return mention, span
        return None

    def mentions(self, span: Span) -> list[tuple[Mention, Span]]:
        """Names in a stretch of the document, with their places."""
        folded = fold(self.disclosure.text[span.start : span.end], span.start)
        return [(mention, Span(*folded.place(mention.start, mention.end))) for mention in self.book.find(folded.text)]

    def of(self, block: Block) -> Scope:
        """The scope of a block: the document's, narrowed by its headings from the outermost in, then by its caption."""
        if block.ordinal not in self._scopes:
            self._scopes[block.ordinal] = self._read(block)
        return self._scopes[block.ordinal]

    def _read(self, block: Block) -> Scope:
        title, publisher = self.disclosure.title_span, self.disclosure.publisher_span
        if title and publisher and block.span.end <= title.start and publisher.start < title.start:
            # The letterhead speaks of who publishes, whatever company or system the title names.
            return Scope(strip_corporate(self.disclosure.publisher or ""), publisher)
        scope = self.document
        for ordinal in self._trusted_headings(block):
            scope = self._under(scope, self.disclosure.blocks[ordinal].span)
        caption = self.caption(block)
        if caption is not None:
            scope = self._under(scope, caption.span)
        if scope.case is None:
            scope = self._under_mark(block, scope)
        if scope.case is None:
            scope = self._by_wording(block, scope)
        if scope.case is not None and scope.system is None:
            scope = self._system_of_case(scope)
        return scope

    def _under_mark(self, block: Block, scope: Scope) -> Scope:
        """The scope below the nearest line of the same part that begins with a case in brackets."""
        for other in reversed(self.disclosure.blocks[: block.ordinal]):
            if other.headings != block.headings or other.kind is BlockKind.HEADING:
                break
            match = _MARKED.match(other.text) if other.table is None else None
            cases = {m.canonical for m in self.book.find(match["inner"]) if m.kind is NameKind.CASE} if match else set()
            if len(cases) == 1 and match and len(match["inner"]) <= len(next(iter(cases))) + _HEADING_REST:
                return replace(scope, case=next(iter(cases)), case_span=other.span)
        return scope

    def _under(self, scope: Scope, span: Span) -> Scope:
        """The scope under a heading: an organisation counts where it is the heading, not where it merely occurs in it."""
        whole = len(fold(self.disclosure.text[span.start : span.end]).text)
        mentions = [
            (m, s) for m, s in self.mentions(span) if m.kind is not NameKind.ORGANISATION or m.end - m.start >= whole - _HEADING_REST
        ]
        named = {m.canonical for m, _ in mentions if m.kind is NameKind.SYSTEM}
        changed = scope.narrowed(mentions)
        if changed.case != scope.case and not named:
            changed = replace(changed, system=None, system_span=None)
        period = self.period_in(span)
        return replace(changed, period=period[0], period_span=period[1]) if period else changed

    def of_sentence(self, scope: Scope, place: Span, text: str) -> Scope:
        """The scope of a sentence: of the systems and cases that it names, or of the one that 当該システム points back to."""
        named = [(m, s) for m, s in self.mentions(place) if m.kind is not NameKind.ORGANISATION]
        narrowed = scope.narrowed(named)
        if _POINTS_BACK.search(text) and not any(m.kind is NameKind.SYSTEM for m, _ in named):
            before = [
                pair for pair in self.mentions(Span(max(0, place.start - _LOOK_BACK), place.start)) if pair[0].kind is NameKind.SYSTEM
            ]
            if before:
                narrowed = replace(narrowed, system=before[-1][0].canonical, system_span=before[-1][1])
        return narrowed

    def period_in(self, span: Span) -> tuple[Value, Span] | None:
        """The one period that a stretch states; None for none or several."""
        folded = fold(self.disclosure.text[span.start : span.end], span.start)
        context = YearContext(None, self.disclosure.published)
        periods = [found for found in find_dates(folded.text, context) if found.value.kind is ValueKind.PERIOD and found.value.end]
        if len({(p.value.start, p.value.end) for p in periods}) != 1:
            return None
        return periods[0].value, Span(*folded.place(periods[0].start, periods[0].end))

    def caption(self, block: Block) -> Block | None:
        """The short paragraph right before a table, when it introduces the table; right before the first of the items that it lists."""
        if block.kind is not BlockKind.TABLE or block.ordinal == 0:
            return None
        before = self.disclosure.blocks[block.ordinal - 1]
        while _is_item(block) and _is_beside(before, block) and before.ordinal:
            before = self.disclosure.blocks[before.ordinal - 1]
        introduces = (
            before.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.HEADING)
            and len(before.text) <= _CAPTION_LENGTH
            and (not before.text.endswith("。") or re.search(r"とおり|以下|次の|下表|下記", before.text) is not None)
        )
        return before if introduces and before.page == block.page and before.headings == block.headings else None

    def _trusted_headings(self, block: Block) -> tuple[int, ...]:
        """The headings of a block. Where the innermost heading stands a second time under the same parent, the second part has lost
        its own parent (pages repeat 【事案概要】 per matter): it is then under no named parent."""
        headings = block.headings
        for depth in range(1, len(headings)):
            inner = self.disclosure.blocks[headings[depth]]
            earlier = [
                other
                for other in self.disclosure.blocks[: inner.ordinal]
                if other.kind is BlockKind.HEADING and other.text == inner.text and other.headings == inner.headings
            ]
            first_of_run = self._first_sibling(headings[: depth + 1])
            if earlier or first_of_run:
                return headings[depth:]
        return headings

    def _first_sibling(self, path: tuple[int, ...]) -> bool:
        """True when an earlier sibling heading under the same parent repeats one before it."""
        inner = self.disclosure.blocks[path[-1]]
        seen: set[str] = set()
        for other in self.disclosure.blocks[path[-2] + 1 : inner.ordinal + 1]:
            if other.kind is BlockKind.HEADING and other.headings == inner.headings:
                if other.text in seen:
                    return True
                seen.add(other.text)
        return False

    def _by_wording(self, block: Block, scope: Scope) -> Scope:
        """The case of a part that lost its heading, from wording that it shares with a labelled row, if with one case only."""
        if not self._cases or not block.headings or not self._repeated(block.headings[-1]):
            return scope
        siblings = self._part(block)
        matches: Counter[str] = Counter()
        places: dict[str, Span] = {}
        for case, (text, span) in self._cases.items():
            if any(_share_wording(other.text, text) for other in siblings if other.table is None):
                matches[case] += 1
                places[case] = span
        if len(matches) != 1:
            return scope
        case = next(iter(matches))
        return replace(scope, case=case, case_span=places[case], system=None, system_span=None)

    def _repeated(self, ordinal: int) -> bool:
        """True when other headings have the same text: pages that repeat 【調査結果】 for each matter."""
        text = self.disclosure.blocks[ordinal].text
        return sum(block.kind is BlockKind.HEADING and block.text == text for block in self.disclosure.blocks) > 1

    def _part(self, block: Block) -> list[Block]:
        """The blocks of the part that a block stands in: back to where its sequence of headings begins anew."""
        part: list[Block] = []
        seen: set[str] = set()
        for other in reversed(self.disclosure.blocks[: block.ordinal + 1]):
            if other.kind is BlockKind.HEADING:
                if other.text in seen:
                    break
                seen.add(other.text)
            part.append(other)
        return part

    @cached_property
    def _cases(self) -> dict[str, tuple[str, Span]]:
        """Wording that rows labelled with one case give for it."""
        wording: dict[str, tuple[str, Span]] = {}
        for block in self.disclosure.blocks:
            if block.table is None:
                continue
            for cell in block.table.cells:
                labels = [m.canonical for m in self.book.find(cell.text) if m.kind is NameKind.CASE]
                if len(set(labels)) == 1 and len(cell.text) < 8:
                    row = " ".join(c.text for c in block.table.cells if c.row == cell.row and c is not cell)
                    old = wording.get(labels[0], ("", cell.span))
                    wording[labels[0]] = (old[0] + " " + row, old[1])
        return wording

    def _system_of_case(self, scope: Scope) -> Scope:
        """The system of a case, when every sentence or row that carries the case's mark and a system's name names that one only."""
        systems: dict[str, Span] = {}
        for stretch in self._marked_stretches(scope.case or ""):
            for mention, span in stretch:
                if mention.kind is NameKind.SYSTEM:
                    systems.setdefault(mention.canonical, span)
        if len(systems) != 1:
            return scope
        canonical, span = next(iter(systems.items()))
        return replace(scope, system=canonical, system_span=span)

    def _marked_stretches(self, case: str) -> list[list[tuple[Mention, Span]]]:
        """The names in each block or table row that carries the mark of this case and of no other."""
        return [stretch for stretch in self._mentions_by_stretch if {m.canonical for m, _ in stretch if m.kind is NameKind.CASE} == {case}]

    @cached_property
    def _mentions_by_stretch(self) -> list[list[tuple[Mention, Span]]]:
        """The names in every block and, of a table, in every row."""
        stretches = []
        for block in self.disclosure.blocks:
            if block.table is None:
                stretches.append(self.mentions(block.span))
                continue
            for row in range(block.table.rows):
                cells = [c for c in block.table.cells if c.row <= row < c.row + c.row_span and c.text]
                stretches.append([pair for cell in cells for pair in self.mentions(cell.span)])
        return stretches


def _is_item(block: Block) -> bool:
    """True for one marked item of a list, read as a row of its label and value: (ア) 甲口座 205通."""
    return block.table is not None and block.table.rows == 1 and bool(block.marker)


def _is_beside(before: Block, item: Block) -> bool:
    """True for the marked item before one, in whatever way it was read."""
    return bool(before.marker) and before.headings == item.headings and (_is_item(before) or before.kind is BlockKind.BULLET)


def _share_wording(one: str, other: str) -> bool:
    """True when two texts share a long stretch, spaces aside."""
    a, b = one.replace(" ", ""), other.replace(" ", "")
    return any(a[i : i + _SAME_WORDING] in b for i in range(0, max(0, len(a) - _SAME_WORDING + 1)))


def figures(folded: Folded) -> set[tuple[float, str]]:
    """Counts with a unit in a text: what two descriptions of the same thing agree on."""
    return {
        (found.value.number, found.value.unit)
        for found in find_values(folded.text)
        if found.value.kind is ValueKind.COUNT and found.value.number is not None and found.value.unit
    }
