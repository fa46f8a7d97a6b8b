"""Facts of labelled lines: 「問い合わせ先：…」, labels apart from their values by a space, contacts, holders of offices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from core.records import Block, BlockKind, FactSource, NameKind, Span, Value, ValueKind
from core.text import fold
from facts.concepts import term_keys
from facts.contacts import Reach, hours_in, is_contact_word, kind_word
from facts.leads import Lines, TextLine, is_part_label
from facts.ledger import Ledger
from facts.line_parts import Part, part_name
from facts.names import Mention
from facts.offices import is_person, office_of_line, offices_in_brackets, offices_in_sentence
from facts.scope import Scope
from facts.terms import load_line_words
from facts.values import Found, YearContext, find_values, read_value
from facts.words import morphemes

# A label that consists of a name to this part names the subject; one that only contains it is an attribute.
_NAME_SHARE = 0.6
_LONG_VALUE = 30
_LONGEST_BELOW = 120
_LONGEST_NAME = 40
_HEADING_MARK = re.compile(r"^[■◆●○◇□#\s]*(?:[(]?[\d一二三四五六七八九十]{1,3}[).．、]|\d{1,2}\s+|第\d+|[①-⑳])?\s*")
# The hour, minute or second of a time of day (behind ◎), the minutes of a number of hours, and what a rate is per (1件当たり).
_CLOCK = re.compile(r"◎\d{1,2}(?:時(?!間)|:\d)|(?:時|時間|\d:)◎\d{1,2}(?:分|秒|$|[^\d])|◎\d[^\d]{1,3}(?:当|あた|につ)")
_POSTAL = re.compile(r"^(?:〒 ?)?\d{3}-\d{4} ?[^\d\s]{2}|^〒")
_ADDRESS, _ADDRESS_TO = "住所", "送付先の住所"
_MEASURED = {ValueKind.DATE: "date", ValueKind.PERIOD: "date", ValueKind.COUNT: "count"}


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the facts of a line have in common: whose they are, what is stated, of what, and what stands around it."""

    block: Block
    scope: Scope
    attribute: str
    subject: str | None
    context: str
    evidence: tuple[Span, ...]


class LineReader:
    """Reads the labelled lines of one disclosure."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lines = Lines(ledger.disclosure)
        self._years = YearContext(None, ledger.published)

    def read(self, block: Block, scope: Scope) -> bool:
        """Enter the labelled lines of a block; True when every line of it is one, and none states its value in sentences."""
        complete = True
        for index in self._lines.of(block):
            line = self._lines.all[index]
            self._read_brackets(line, scope)
            if _POSTAL.match(line.text) and not line.reaches:
                self._read_address(index, line, scope)
            elif line.office:
                self._read_office(index, line, scope)
            elif line.reaches and not any(_is_prose(part.value) for part in line.parts):
                complete = self._read_contact(index, line, scope) and complete
            elif line.parts:
                for part in line.parts:
                    self._read_part(index, line, part, scope)
                complete = complete and not any(_is_told(line, part) for part in line.parts)
            else:
                self._read_below(index, line, scope)
                complete = complete and not line.text
        return complete

    # --- labels and values ---

    def _read_below(self, index: int, line: TextLine, scope: Scope) -> None:
        """Enter a line of words that stands right below the item of a list which says what they are."""
        above = self._lines.leads(index)[:1]
        listed = above and above[0].block.marker and not line.block.marker and above[0] is self._lines.all[index - 1]
        if not listed or "。" in line.text or len(line.text) > _LONGEST_BELOW:
            return
        context = " ".join([*self._ledger.headings_over(line.block), above[0].text])
        frame = _Frame(line.block, self._under(above, scope), above[0].text, None, context, (above[0].span,))
        self._add(frame, read_value(line.text, self._years), line.span)

    def _read_address(self, index: int, line: TextLine, scope: Scope) -> None:
        """Enter a postal address, with the short line below it that says who is there, and what the lines above say of it."""
        below = self._lines.all[index + 1] if index + 1 < len(self._lines.all) else None
        named = below is not None and not below.detached and not below.states and len(below.text) <= _LONGEST_NAME
        who = below if below is not None and named and "。" not in below.text else None
        above = [text.text for text in self._lines.all[max(index - 1, 0) : index] if text.block.headings == line.block.headings]
        context = " ".join([*self._ledger.headings_over(line.block), *above])
        # 「下記へお送りください」: it is where something is sent to.
        label = _ADDRESS_TO if any(re.search(r"送(?:って|り|付|ら)|宛て?に", text) for text in above) else _ADDRESS
        frame = _Frame(line.block, scope, label, who.text if who else None, context, (who.span,) if who else ())
        self._add(frame, Value(ValueKind.TEXT, line.text), line.span)

    def _read_part(self, index: int, line: TextLine, part: Part, scope: Scope) -> None:
        """Enter the value of a label, and of one that is no sentence each value in it, with the part of the whole that it counts."""
        frame = self._frame(index, line, part, scope)
        value = read_value(part.value, self._years)
        if value.kind is ValueKind.DATE and value.precision == "day":
            self._ledger.above = value.start
            self._years = replace(self._years, entry=value.start)
        if part.label.endswith(load_line_words().offices) and is_person(part.value):
            value = Value(ValueKind.NAME, part.value)
        span = line.place(part.start, part.end)
        prose = value.kind is ValueKind.TEXT and _is_prose(part.value)
        inner = [] if prose else list(self._inner(part.value, value))
        if part.label not in load_line_words().parts or not inner:
            self._add(frame, value, span)
        office = office_of_line(part.value) if "c:representative" not in term_keys(part.label) else None
        if office:
            self._add(replace(frame, attribute=office.title, subject=None), Value(ValueKind.NAME, office.name), span, text=line.text)
        for found, name in inner:
            subject = " ".join(word for word in (frame.subject, name) if word) or None
            self._add(frame, found.value, span, subject=subject, text=part.value)

    def _inner(self, text: str, whole: Value) -> Iterator[tuple[Found, str | None]]:
        """The values inside the value of a label, with the name of the part that each is of."""
        found = find_values(text, self._years)
        for item in found:
            name = part_name(text, item.start) if item.value.kind in _MEASURED else None
            if item.value.kind is ValueKind.COUNT and (_is_clock(text, item) or (item.value.unit is None and item.start > 0)):
                continue
            if (whole.kind is ValueKind.TEXT and item.value.text != whole.text) or (name and item.start > 0):
                yield item, name

    def _frame(self, index: int, line: TextLine, part: Part, scope: Scope) -> _Frame:
        """What a labelled line is of. A label that is a name says of what; then the line or heading above says what is stated."""
        leads = self._lines.leads(index)
        scope = self._under(leads, scope)
        named = self._named(line.place(part.start, part.start + len(part.label)), part.label)
        above = leads[0].text if leads else self._heading(line.block)
        attribute, subject = _unit_apart(part.label)
        if leads and not leads[0].spaced and not self._is_named(leads[0]):
            subject = " ".join(word for word in (leads[0].text, subject) if word)
        broken_down = _breakdown(line)
        if broken_down:
            attribute = self._lines.label_above(index) or above or attribute
            subject = part.label.removeprefix(broken_down).strip()
        elif is_part_label(part.label):
            attribute = self._lines.label_above(index) or above or part.label
            subject = part.label if part.label not in load_line_words().parts else None
        elif named and above:
            scope = scope.narrowed(named)
            things = all(m.kind not in (NameKind.ORGANISATION, NameKind.SYSTEM, NameKind.CASE) for m, _ in named)
            attribute, subject = above, part.label if things else None
        elif part.label in self._rows and above:
            attribute, subject = above, part.label
        elif part.label in self._repeated and not leads:
            subject = self._heading(line.block) or None
        above_all = (*self._ledger.headings_over(line.block), *(lead.text for lead in reversed(leads)))
        context = [*above_all, part.label, *self._full_names(part.label)]
        return _Frame(line.block, scope, attribute, subject, " ".join(context), tuple(lead.span for lead in leads))

    def _under(self, leads: list[TextLine], scope: Scope) -> Scope:
        """The scope under the lines that announce a line, where these are names."""
        for lead in reversed(leads):
            scope = scope.narrowed(self._named(lead.span, lead.text))
        return scope

    def _is_named(self, line: TextLine) -> bool:
        named = self._named(line.span, line.text)
        return any(m.kind in (NameKind.ORGANISATION, NameKind.SYSTEM, NameKind.CASE) for m, _ in named)

    def _named(self, span: Span, text: str) -> list[tuple[Mention, Span]]:
        """The names that a label consists of."""
        found = self._ledger.scopes.mentions(span)
        named = sum(mention.end - mention.start for mention, _ in found if mention.kind is not NameKind.CASE)
        bare = re.sub(r"\(.*?\)|[※*]\d*|\s", "", text)
        return found if any(m.kind is NameKind.CASE for m, _ in found) or (found and named >= _NAME_SHARE * len(bare)) else []

    def _full_names(self, label: str) -> list[str]:
        """The names in quotation marks that a label is the end of: 湖畔館 for 「○○の宿 湖畔館」."""
        return [name for name in self._quoted if name.endswith(label) and len(name) > len(label) > 1]

    @cached_property
    def _quoted(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(re.findall(r"「([^「」]{2,30})」", fold(self._ledger.disclosure.text).text)))

    def _heading(self, block: Block) -> str:
        """The innermost heading over a block without its number, the document's title aside."""
        blocks = self._ledger.disclosure.blocks
        texts = [blocks[ordinal].text for ordinal in block.headings if blocks[ordinal].kind is BlockKind.HEADING]
        return _HEADING_MARK.sub("", texts[-1]).strip("【】<>《》[] ") if texts else ""

    @cached_property
    def _groups(self) -> dict[str, dict[str, set[str]]]:
        """For every label the lines or headings that it stands under, with the kinds of values that it has there."""
        found: dict[str, dict[str, set[str]]] = {}
        for index, line in enumerate(self._lines.all):
            for part in line.parts:
                leads = self._lines.leads(index)
                above = leads[0].text if leads else self._heading(line.block)
                kind = _MEASURED.get(read_value(part.value, self._years).kind, "")
                found.setdefault(part.label, {}).setdefault(above, set()).add(kind)
        return found

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """Labels that stand under several headings: these say of what they are stated."""
        return frozenset(label for label, groups in self._groups.items() if len(groups) > 1)

    @cached_property
    def _rows(self) -> frozenset[str]:
        """Labels that have another kind of value under each heading: they are the rows, the headings say what is stated."""
        kinds = {label: set().union(*groups.values()) - {""} for label, groups in self._groups.items()}
        return frozenset(label for label in self._repeated if len(kinds[label]) > 1)

    def _add(self, frame: _Frame, value: Value, span: Span, *, subject: str | None = None, text: str = "") -> None:
        self._ledger.add(
            frame.block,
            frame.scope,
            FactSource.LINE,
            frame.attribute,
            value,
            span,
            subject=subject or frame.subject,
            evidence=frame.evidence,
            context=f"{frame.context} {text}",
        )

    # --- contacts ---

    def _read_contact(self, index: int, line: TextLine, scope: Scope) -> bool:
        """Enter how someone is reached, each number and address with all that it belongs to: the block's heading, the unit, the hours.

        False for an address with nothing that says of what it is."""
        bare = not line.parts and not any(reach.word or reach.who for reach in line.reaches)
        leads = self._lines.directly_above(index) if bare else self._lines.leads(index)
        label, unit = _contact_label(line), _unit_of(leads[0]) if bare and leads else self._unit(index, leads)
        if bare and not unit:
            return False
        above = leads if _who(line.reaches[0].who, label) else leads[1:]
        announced = label or next((text for text in (*(lead.text for lead in above), self._heading(line.block)) if _of_contact(text)), "")
        around = [*self._ledger.headings_over(line.block), *(lead.text for lead in reversed(leads)), unit, line.text]
        for number, reach in enumerate(line.reaches):
            own = _who(reach.who, label)
            who, scope_of = own or unit, self._under(leads, self._scope_of_who(line, reach, scope))
            attribute = label or reach.word or announced or who or kind_word(reach.kind)
            context = " ".join([*around, kind_word(reach.kind)])
            evidence = tuple(lead.span for lead in leads)
            if number == 0 and own and not own.isascii():
                whole = _Frame(line.block, scope_of, announced or own, None, " ".join(around), evidence)
                self._add(whole, Value(ValueKind.TEXT, _after_label(line, label)), line.span)
            self._add(
                _Frame(line.block, scope_of, attribute, who if who and who != attribute else None, context, evidence),
                reach.value,
                line.span,
            )
        self._read_hours(line, scope, _who(line.reaches[0].who, label) or unit, around)
        return True

    def _read_hours(self, line: TextLine, scope: Scope, who: str, around: list[str]) -> None:
        """Enter the hours that a contact's line gives in brackets."""
        hours = hours_in(line.text, line.reaches[-1].end)
        if hours:
            frame = _Frame(line.block, scope, kind_word("hours"), who or None, " ".join(around), (line.span,))
            self._add(frame, Value(ValueKind.TEXT, hours[0]), line.place(hours[1], hours[2]))

    def _unit(self, index: int, leads: list[TextLine]) -> str:
        """The unit that the lines of a contact belong to: a line above with its name, or what stands under 担当 and the like."""
        own = self._lines.all[index]
        for place in range(index, max(index - 6, 0), -1):
            above = self._lines.all[place - 1]
            if self._lines.all[place].detached or above.block.headings != own.block.headings:
                break
            if above in leads:
                return above.text
            if (
                above.reaches
                and own.reaches[0].word
                and not own.reaches[0].who
                and (who := _who(above.reaches[-1].who, _contact_label(above)))
            ):
                return who
            named = next((part for part in above.parts if part.label.split(" ")[-1].endswith(load_line_words().units)), None)
            if named and not above.reaches:
                return " ".join(word for word in (_unit_apart(named.label)[1], named.value) if word)
        return leads[0].text if leads else ""

    def _scope_of_who(self, line: TextLine, reach: Reach, scope: Scope) -> Scope:
        """The scope of a contact: the organisation that its line begins with."""
        found = [pair for pair in self._ledger.scopes.mentions(line.place(0, reach.start)) if pair[0].kind is NameKind.ORGANISATION]
        return scope.narrowed(found[:1]) if reach.start else scope

    # --- offices ---

    def _read_office(self, index: int, line: TextLine, scope: Scope) -> None:
        """Enter who holds an office, as its line says."""
        office = line.office
        assert office is not None
        leads = self._lines.leads(index)
        named = [pair for pair in self._ledger.scopes.mentions(line.span) if pair[0].kind is NameKind.ORGANISATION]
        scope = self._under(leads, scope).narrowed(named)
        context = " ".join([*self._ledger.headings_over(line.block), *(lead.text for lead in reversed(leads)), line.text])
        scope = replace(scope, system=None, system_span=None)
        frame = _Frame(line.block, scope, office.title, None, context, tuple(lead.span for lead in leads))
        self._add(frame, Value(ValueKind.NAME, office.name), line.span)

    def _read_brackets(self, line: TextLine, scope: Scope) -> None:
        """Enter the offices that a line gives in brackets: (本社：東京都、社長：山田 太郎); the words before the bracket say of what."""
        for office in offices_in_brackets(line.text):
            opening = line.text.rfind("(", 0, office.start)
            named = [
                pair
                for pair in self._ledger.scopes.mentions(line.place(0, opening) if opening else Span(line.span.start, line.span.start))
                if pair[0].kind is NameKind.ORGANISATION and pair[0].end == opening
            ]
            subject = None if named else _noun_before(line.text[:opening])
            narrowed = replace(scope.narrowed(named), system=None, system_span=None)
            frame = _Frame(line.block, narrowed, office.title, subject, line.text, ())
            self._add(frame, Value(ValueKind.NAME, office.name), line.place(office.start, office.end))
        for office in offices_in_sentence(line.text):
            frame = _Frame(line.block, replace(scope, system=None, system_span=None), office.title, None, line.text, ())
            self._add(frame, Value(ValueKind.NAME, office.name), line.place(office.start, office.end))


def _breakdown(line: TextLine) -> str:
    """The word that a line of several parts of the figure above begins with (内訳　会員：12名　非会員：3名); "" for any other line."""
    first, _, rest = line.parts[0].label.partition(" ")
    return first if rest and first in load_line_words().parts else ""


def _is_told(line: TextLine, part: Part) -> bool:
    """True for a value that is also read as running text: sentences, and many words without a colon before them (a definition)."""
    before = line.text[part.start : part.end - len(part.value)]
    return _is_prose(part.value) or (len(part.value) >= _LONG_VALUE and ":" not in before)


def _is_prose(text: str) -> bool:
    """True for a value in sentences, which are also read as such."""
    if "。" in text:
        return True
    return len(text) >= _LONG_VALUE and morphemes(text)[-1].part_of_speech()[0] in ("動詞", "助動詞", "形容詞")


def _is_clock(text: str, found: Found) -> bool:
    """True for the hour, minute or second of a time of day, and for what a rate is per."""
    return _CLOCK.search(text[: found.start] + "◎" + text[found.start : found.end + 2]) is not None


def _unit_apart(label: str) -> tuple[str, str | None]:
    """A label without the unit that stands before it (○○部 担当), and that unit."""
    unit, _, last = label.rpartition(" ")
    return (last, unit) if unit and (last in load_line_words().units or is_contact_word(last)) else (label, None)


def _contact_label(line: TextLine) -> str:
    """The label of a contact's line that says who is reached (問い合わせ先), not by what (電話)."""
    if not line.parts:
        return ""
    part = line.parts[0]
    label = part.label if not is_contact_word(_unit_apart(part.label)[0]) else ""
    return label if not part.by_space or label in load_line_words().units else ""


def _of_contact(text: str) -> bool:
    """True for a heading over contacts."""
    return "c:contact" in term_keys(text) or text.endswith(load_line_words().units)


def _unit_of(line: TextLine) -> str:
    """What an address right below a line is of: whom that line reaches, else what it says."""
    label = _contact_label(line)
    return (_who(line.reaches[-1].who, label) or label or line.text) if line.reaches else line.text


def _who(text: str, label: str) -> str:
    """Whom a contact reaches, the label of its line left out; a bracket at its end stays whole."""
    rest = text.strip()
    rest = rest[len(label) :] if label and rest.startswith(label) else rest
    bare = re.sub(r"[、 ]*(?:または|又は|もしくは|および|及び)$", "", rest).strip(" :：()・、】]>")
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def _after_label(line: TextLine, label: str) -> str:
    """What a contact's line says after its label."""
    return line.text.partition(label)[2].lstrip(" :)】]>") if label else line.text


def _noun_before(text: str) -> str | None:
    """The nouns that a stretch ends in: what a bracket after it is of."""
    start = len(text)
    for morpheme in reversed(morphemes(text)):
        if morpheme.part_of_speech()[0] not in ("名詞", "接尾辞", "接頭辞", "形状詞"):
            break
        start = morpheme.begin()
    return text[start:].strip() or None
