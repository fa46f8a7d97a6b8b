"""Names that a disclosure uses: organisations, systems, cases; how they are shortened; where they stand.

Names come from the document itself (legal forms, labelled lines, definitions, shapes listed in vocabulary/names.yaml);
a `NameBook` then finds every further mention of them in any text, whatever its spelling.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from core.records import Block, Disclosure, Name, NameKind, Span
from core.text import fold
from facts.terms import NameShapes, load_names
from facts.words import morphemes

_DROPPED = set(" \t\n　・･-‐-―「」『』()()【】[]〔〕《》〈〉\"'“”’,、。.:;")
# A row of totals is no organisation or system, whatever its column holds.
TOTAL = re.compile(r"(?:合計|総計|小計|累計|計|全体|total|総数)(?:\(.*\))?", re.IGNORECASE)
_CASE = re.compile(r"(?P<word>事案|案件|事例|ケース)(?P<marks>[①-⑳]～[①-⑳]|[①-⑳]+|[ ]?\d{1,2}(?!\d)|[ ]?[A-Z](?![A-Za-z]))")
_DEFINITION = re.compile(
    r"(?P<full>[^\s「」『』()、。]{2,40}?)[」』]?(?:\([^()「」]{0,20}\))? ?"
    r"\((?:以下、?|以下,? ?)[「『\"]?(?P<short>[^「」『』()\"]{1,24}?)[」』\"]?(?:という|といいます|と表記|と略)?。?(?:※\d*)?\)"
)
_LATIN = re.compile(r"[A-Za-z0-9]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NOUN = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞"})
_JOINERS = frozenset("・&ー-")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: what it names, in full, and its place [start, end) in that text."""

    kind: NameKind
    canonical: str
    start: int
    end: int


def comparable(text: str) -> tuple[str, list[int]]:
    """The form in which spellings of a name are equal, and for each of its characters the index of its source in `text`."""
    lowered = text.casefold() if len(text.casefold()) == len(text) else text
    chars: list[str] = []
    places: list[int] = []
    index = 0
    variants = load_names().spellings
    while index < len(lowered):
        match = next(((old, new) for old, new in variants.get(lowered[index], ()) if lowered.startswith(old, index)), None)
        if match:
            chars.extend(match[1])
            places.extend([index] * (len(match[1]) - 1) + [index + len(match[0]) - 1])
            index += len(match[0])
            continue
        if lowered[index] not in _DROPPED:
            chars.append(lowered[index])
            places.append(index)
        index += 1
    return "".join(chars), places


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """The comparable form of an organisation's or system's name: without its legal form."""
    return comparable(strip_corporate(fold(name).text))[0]


def strip_corporate(name: str) -> str:
    """A name without 株式会社 and other legal forms; the name itself when nothing would be left."""
    stripped = name
    for form in load_names().corporate:
        stripped = stripped.replace(form, "")
    return stripped.strip(" 　・") or name


class NameBook:
    """Finds mentions of known names in folded text, longest first, in any spelling."""

    def __init__(self, names: Iterable[tuple[NameKind, str, str]]) -> None:
        """`names` are (kind, canonical, surface); surfaces that compare as equal are one name, the first canonical wins."""
        self._by_first: dict[str, list[tuple[str, NameKind, str]]] = {}
        self._keys: dict[str, tuple[NameKind, str]] = {}
        for kind, canonical, surface in names:
            key = name_key(surface)
            if len(key) < 2 or key in self._keys:
                continue
            self._keys[key] = (kind, canonical)
            self._by_first.setdefault(key[0], []).append((key, kind, canonical))
        for group in self._by_first.values():
            group.sort(key=lambda item: -len(item[0]))

    def canonical(self, surface: str, kind: NameKind | None = None) -> str | None:
        """The full name that a spelling stands for; None when it is not known (or is of another kind)."""
        found = self._keys.get(name_key(surface))
        return found[1] if found and (kind is None or found[0] is kind) else None

    def all(self, kind: NameKind) -> list[str]:
        """Every full name of a kind, once."""
        return list(dict.fromkeys(canonical for known, canonical in self._keys.values() if known is kind))

    def find(self, text: str) -> list[Mention]:
        """Mentions in reading order; a longer name hides the shorter one inside it; legal forms belong to the mention."""
        key, places = comparable(text)
        found: list[Mention] = []
        index = 0
        while index < len(key):
            hit = next((item for item in self._by_first.get(key[index], ()) if key.startswith(item[0], index)), None)
            if hit is None or _splits_a_word(text, places[index], places[index + len(hit[0]) - 1] + 1):
                index += 1
                continue
            start, end = places[index], places[index + len(hit[0]) - 1] + 1
            found.append(Mention(hit[1], hit[2], start, _with_legal_form(text, end)))
            index += len(hit[0])
        return [*found, *_cases(text)] if "事" in text or "案件" in text or "ケース" in text else found


def _splits_a_word(text: str, start: int, end: int) -> bool:
    """True when a stretch cuts a longer Latin word or number of its text (a name MZ inside AMZN); a space ends a word."""
    first, last, before, after = text[start : start + 1], text[end - 1 : end], text[start - 1 : start] if start else "", text[end : end + 1]
    return bool((_LATIN.match(first) and _LATIN.match(before)) or (_LATIN.match(last) and _LATIN.match(after)))


def _with_legal_form(text: str, end: int) -> int:
    for form in load_names().corporate:
        if text.startswith(form, end):
            return end + len(form)
    return end


def _cases(text: str) -> Iterator[Mention]:
    """事案①, 事案2; 事案①② is a mention of each."""
    for match in _CASE.finditer(text):
        marks = match["marks"].strip()
        for mark in _marks(marks):
            yield Mention(NameKind.CASE, case_name(match["word"], mark), match.start(), match.end())


def _marks(marks: str) -> list[str]:
    """The marks of a case label: ①② are two, ①～③ three."""
    span = re.fullmatch(r"([①-⑳])～([①-⑳])", marks)
    if span:
        return list(_CIRCLED[_CIRCLED.index(span[1]) : _CIRCLED.index(span[2]) + 1])
    return list(marks) if marks[0] in _CIRCLED else [marks]


def case_name(word: str, mark: str) -> str:
    """One spelling of a case label: 事案1 and 事案① are the same."""
    if mark.isdecimal() and 1 <= int(mark) <= len(_CIRCLED):
        mark = _CIRCLED[int(mark) - 1]
    return f"{word}{mark}"


# --- reading the names of a document ----------------------------------------------------------------------------------


def read_names(disclosure: Disclosure) -> tuple[Name, ...]:
    """Every organisation and system that the document names, each with its first place, and the short forms that it defines."""
    collected: dict[tuple[NameKind, str], Name] = {}

    def add(kind: NameKind, canonical: str, surface: str, span: Span) -> None:
        collected.setdefault((kind, name_key(surface)), Name(disclosure.id, kind, canonical, surface, span.start, span.end))

    if disclosure.publisher and disclosure.publisher_span:
        full = strip_corporate(disclosure.publisher)
        for surface in (disclosure.publisher, *_short_forms(full)):
            add(NameKind.ORGANISATION, full, surface, disclosure.publisher_span)
    folded = fold(disclosure.text)
    for regulator in load_names().regulators:
        for surface in (regulator.ja, *regulator.also):
            place = folded.text.find(surface)
            if place >= 0 and not surface.isascii():
                add(NameKind.ORGANISATION, regulator.ja, surface, Span(*folded.place(place, place + len(surface))))
    for block in disclosure.blocks:
        for kind, canonical, surface, span in _names_of_block(disclosure, block):
            add(kind, canonical, surface, span)
    return tuple(_resolve_definitions(disclosure, _with_short_names(collected)))


def _short_forms(full: str) -> Iterator[str]:
    """Parts by which a publisher is called: the institution within a legal person's name (遠汀会 遠汀中央病院)."""
    parts = re.split(r"[ 　]+", full)
    if len(parts) > 1:
        yield from (part for part in parts if part.endswith(load_names().organisation_endings) and len(part) > 3)


def _with_short_names(names: dict[tuple[NameKind, str], Name]) -> dict[tuple[NameKind, str], Name]:
    """Names of one document that differ by a kind of business only are one company (水明台生命, 水明台生命保険)."""
    kinds = load_names().business_kinds
    full = {key for kind, key in names if kind is NameKind.ORGANISATION}
    for (kind, key), name in names.items():
        longer = next((key + k for k in kinds if key + k in full), None) if kind is NameKind.ORGANISATION else None
        if longer:
            names[(kind, key)] = replace(name, canonical=names[(kind, longer)].canonical)
    return names


def _names_of_block(disclosure: Disclosure, block: Block) -> Iterator[tuple[NameKind, str, str, Span]]:
    if block.table is None:
        yield from _names_of_stretch(disclosure, block.start, block.end)
        return
    shapes = load_names()
    for cell in block.table.cells:
        if not cell.text:
            continue
        yield from _names_of_stretch(disclosure, cell.start, cell.end)
        headings = block.table.column_headings(cell.column) if cell.row >= block.table.header_rows else ()
        label = headings[-1].text if headings else ""
        kind = shapes.column_kinds.get(label.replace(" ", ""))
        if kind and len(cell.text) <= 40 and not re.search(r"[。、]", cell.text) and not TOTAL.fullmatch(cell.text.replace(" ", "")):
            name = cell.text.replace(" ", "")
            yield kind, strip_corporate(name), name, cell.span


def _names_of_stretch(disclosure: Disclosure, start: int, end: int) -> Iterator[tuple[NameKind, str, str, Span]]:
    folded = fold(disclosure.text[start:end], start)
    for first, last in _runs_without_cases(folded.text):
        run = folded.text[first:last]
        for offset, name in organisations_in(run):
            span = Span(*folded.place(first + offset, first + offset + len(name)))
            yield NameKind.ORGANISATION, strip_corporate(name), name, span
        system = system_in(run)
        if system:
            offset, name = system
            yield NameKind.SYSTEM, name, name, Span(*folded.place(first + offset, first + offset + len(name)))


@lru_cache(maxsize=4096)
def noun_runs(text: str) -> tuple[tuple[int, int], ...]:
    """Maximal stretches of nouns, prefixes and suffixes (「・」 inside a name allowed)."""
    runs: list[tuple[int, int]] = []
    start = place = 0
    inside = False
    for morpheme in morphemes(text):
        surface = morpheme.surface()
        place = morpheme.begin()
        part = morpheme.part_of_speech()
        nominal = part[0] in _NOUN or (inside and surface in _JOINERS)
        if nominal and not inside:
            start, inside = place, True
        elif not nominal and inside:
            runs.append((start, place))
            inside = False
        place = morpheme.end()
    if inside:
        runs.append((start, place))
    return tuple(_with_kanji_before(text, start, end) for start, end in runs)


def _with_kanji_before(text: str, start: int, end: int) -> tuple[int, int]:
    """A run with the ideographs right before it, which a dictionary takes for another word (遠|汀中央病院)."""
    while start and "一" <= text[start - 1] <= "龥" and "一" <= text[start] <= "龥":
        start -= 1
    return start, end


def _runs_without_cases(text: str) -> Iterator[tuple[int, int]]:
    """Runs of nouns, cut where a case label stands in them (事案1お客さま台帳検索システム)."""
    for first, last in noun_runs(text):
        place = first
        for match in _CASE.finditer(text, first, last):
            if match.start() > place:
                yield place, match.start()
            place = match.end()
        if place < last:
            yield place, last


def organisations_in(run: str) -> Iterator[tuple[int, str]]:
    """Organisation names in a run of nouns, with their offset: a legal form, a known authority, or a listed ending after a proper noun."""
    shapes = load_names()
    for regulator in shapes.regulators:
        place = run.find(regulator.ja)
        if place >= 0:
            yield place, regulator.ja
            return
    for form in shapes.corporate:
        place = run.find(form)
        if place > 0:
            yield 0, run[: place + len(form)]
            return
        if place == 0 and len(run) > len(form) + 1:
            yield 0, form + _cut_at_ending(run[len(form) :], shapes)
            return
    name = _by_ending(run, shapes)
    if name:
        yield 0, name


def _cut_at_ending(rest: str, shapes: NameShapes) -> str:
    """The name after a leading legal form: to its last listed ending, else the whole run."""
    ends = [rest.find(ending) + len(ending) for ending in shapes.organisation_endings if rest.find(ending) > 0]
    return rest[: max(ends)] if ends else rest


def _by_ending(run: str, shapes: NameShapes) -> str | None:
    """The organisation at the start of a run, by a listed ending after a proper noun; None when the run is no name."""
    tokens = [(m.surface(), m.part_of_speech()) for m in morphemes(run)]
    length, proper, best = 0, False, None
    for index, (surface, part) in enumerate(tokens):
        if index == 0 and (part[0] == "接頭辞" or surface in shapes.system_pronouns):
            return None
        length += len(surface)
        proper = proper or "固有名詞" in part
        name = run[:length]
        ended = name.endswith(shapes.organisation_endings) and len(name) > 2 and name not in shapes.not_organisations
        if ended and proper:
            best = name
        elif best:
            break
    if best is None or best in shapes.not_organisations or len(best) > 30 or best[0].isdigit():
        return None
    follower = run[len(best) :]
    return None if follower.startswith(shapes.not_before) else best


def system_in(run: str) -> tuple[int, str] | None:
    """The system named in a run of nouns, with its offset: up to the last listed ending, leading pronouns dropped."""
    shapes = load_names()
    last = max((run.rfind(ending) + len(ending) for ending in shapes.system_endings if ending in run), default=0)
    if not last:
        return None
    name, offset = run[:last], 0
    trimmed = True
    while trimmed:
        trimmed = False
        for pronoun in shapes.system_pronouns:
            if (
                name.startswith(pronoun)
                and name != pronoun
                and (len(pronoun) > 1 or name[len(pronoun)].isdigit() or name[len(pronoun) :].startswith(shapes.system_endings))
            ):
                name, offset, trimmed = name[len(pronoun) :], offset + len(pronoun), True
    if (
        len(name) < 4
        or name in shapes.not_systems
        or name[0].isdigit()
        or name[0] in "のにをはがで"
        or name in shapes.system_endings
        or len(name) > 30
    ):
        return None
    return offset, name


def _resolve_definitions(disclosure: Disclosure, names: dict[tuple[NameKind, str], Name]) -> Iterator[Name]:
    """The names, and for each 「X(以下、Y)」 whose X is a name the short form Y of it."""
    yield from names.values()
    book = NameBook((name.kind, name.canonical, name.surface) for name in names.values())
    folded = fold(disclosure.text)
    for match in _DEFINITION.finditer(folded.text):
        mentions = [m for m in book.find(match["full"]) if m.end >= len(match["full"]) - 1 and m.kind is not NameKind.CASE]
        short = match["short"].strip()
        if mentions and len(short) >= 2 and short not in load_names().first_person and short not in load_names().common_words:
            mention = mentions[-1]
            start, end = folded.place(match.start("short"), match.start("short") + len(short))
            yield Name(disclosure.id, mention.kind, mention.canonical, short, start, end)
