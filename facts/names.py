"""Names that a disclosure uses: organisations, systems, cases; how they are shortened; where they stand.

Names come from the document itself (legal forms, labelled lines, definitions, shapes listed in vocabulary/names.yaml);
a `NameBook` then finds every further mention of them in any text, whatever its spelling.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from core.records import Block, Disclosure, Name, NameKind, Span, Table
from core.text import fold
from facts.terms import NameShapes, load_names
from facts.words import morphemes

_DROPPED = set(" \t\n　・･-‐-―「」『』()()【】[]〔〕《》〈〉\"'“”’,、。.:;")
# A row of totals is no organisation or system, whatever its column holds.
TOTAL = re.compile(r"(?:合計|総計|小計|累計|計|全体|total|総数)(?:\(.*\))?", re.IGNORECASE)
# A total that names what it is of (合計の契約件数).
TOTAL_OF = re.compile(r"(?:合計|総計|全体)の(?!うち)")
_CASE = re.compile(r"(?P<word>事案|案件|事例|ケース)(?P<marks>[①-⑳]～[①-⑳]|[①-⑳]+|[ ]?\d{1,2}(?!\d)|[ ]?[A-Z](?![A-Za-z]))")
_DEFINITION = re.compile(
    r"(?P<full>[^\s「」『』()、。]{2,40}?)[」』]?(?:\([^()「」]{0,20}\))? ?"
    r"\((?:以下、?|以下,? ?)[「『\"]?(?P<short>[^「」『』()\"]{1,24}?)[」』\"]?(?:という|といいます|と表記|と略)?。?(?:※\d*)?\)"
)
_QUOTED_NAME = re.compile(r"(?<!以下)(?<!以下、)[「『\"](?P<name>[^「」『』()、。\"\n]{2,30})[」』\"]")
_LATIN_FORM = r",? ?(?i:\b(?:Co\.|Ltd\b|Inc\b|Corp\b|Corporation|Company|Limited|K\.?K\b|LLC|G\.?K\b))[A-Za-z., ]*"
_IN_LATIN = re.compile(
    r"\s*\((?:英語?(?:文)?(?:名称?|表記)[:： ] ?|[^()A-Za-z]{0,20}[、,] ?)?"
    rf"(?P<name>[A-Z][A-Za-z&.' \-]{{2,50}}?)(?:{_LATIN_FORM})?(?:[,、]? ?(?:以下|略称)[^()]*)?\)"
)
# 「甲株式会社 / Kinoe, Inc.」
_AFTER_BAR = re.compile(rf" ?[/|] ?(?P<name>[A-Z][A-Za-z&' \-]{{2,50}}?)(?:{_LATIN_FORM})(?=$|[\s*])")
# 「甲株式会社(略称KNE、…)」
_ABBREVIATED = re.compile(r" ?\((?:略称|通称|愛称)[は:： ]?[「『]?(?P<name>[^「」『』()、。\s]{2,20})[」』]?(?=[、)])")
_LATIN_LINE = re.compile(rf"^[ \t]*(?P<name>[A-Z][A-Za-z&' \-]{{2,50}}?)(?:{_LATIN_FORM})[ \t]*$", re.MULTILINE)
_HEAD_LENGTH = 400
_LATIN = re.compile(r"[A-Za-z0-9]")
_KATAKANA = re.compile(r"[ァ-ヴー]")
_KATAKANA_WORD = re.compile(r"[ァ-ヴー]{3,}")
_LEADING_DATE = re.compile(
    r"(?:明治|大正|昭和|平成|令和)?[0-9元〇一二三四五六七八九十]+年(?:[0-9〇一二三四五六七八九十]+月)?(?:[0-9〇一二三四五六七八九十]+日)?(?:付け?)?"
)
# Articles of a law and what points elsewhere in a text (第五条, 前項各号, 本件各契約).
_REFERENCE = re.compile(r"第[0-9〇一-十百千]|次の|前[条項号]|本件|当該|国等|同[条項]")
_NO_NAME = re.compile(
    r"(?:及び|並びに|又は|若しくは|その他|等|の|が|は|を|に|法(?:第?[0-9〇一二三四五六七八九十]|制|人)|通則法|第[0-9〇一二三四五六七八九十])"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CALLED = ("略称", "通称", "愛称")
_DEPARTMENT = re.compile(r"(?:部|課|室|本部|編集局|事務局|支社|支店|工場|センター)$")
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


def shorter_names(name: str) -> tuple[str, ...]:
    """What a company may be called for short: its name without the words for its kind, step by step (霜月原信託, 霜月原)."""
    whole = strip_corporate(fold(name).text).split(" ")[-1]
    found = dict.fromkeys(_before_katakana(whole))
    rests = [whole]
    while rests:
        rest = rests.pop()
        shorter = [rest.removesuffix(kind).rstrip("・") for kind in (*_kinds_of_business(), *_last_katakana(rest)) if rest.endswith(kind)]
        rests += [short for short in shorter if len(short) >= 2 and short not in found]
        found.update(dict.fromkeys(short for short in shorter if len(short) >= 2))
    found.update(dict.fromkeys(_abbreviated(whole)))
    return tuple(found)


def _abbreviated(name: str) -> tuple[str, ...]:
    """A name with its kind as everyday speech shortens it (甲高等学校: 甲高校, 乙農業協同組合: 乙農協)."""
    shortened = ((name.removesuffix(kind), short) for kind, short in load_names().abbreviated.items() if name.endswith(kind))
    return tuple(head + end for head, ends in shortened if len(head) >= 2 for end in ends)


def _before_katakana(name: str) -> tuple[str, ...]:
    """The ideographs that a name begins with, where katakana follow them (凪原空港|ターミナル); no common word by itself."""
    match = re.match(r"[一-龥々ヶ]{2,}(?=[ァ-ヴー]{2,}$)", name)
    if match is None:
        return ()
    parts = morphemes(match.group())
    common = len(parts) == 1 and "固有名詞" not in parts[0].part_of_speech()
    return () if common else (match.group(),)


def _last_katakana(name: str) -> tuple[str, ...]:
    """The last word of a name, where it is one of katakana behind another such word (カササギ|トラベル)."""
    parts = [m.surface() for m in morphemes(name)]
    return (parts[-1],) if len(parts) == 2 and all(_KATAKANA_WORD.fullmatch(part) for part in parts) else ()


@lru_cache(maxsize=1)
def _kinds_of_business() -> tuple[str, ...]:
    """The words for what a company is, the longest first."""
    shapes = load_names()
    listed = (*shapes.english_parts, *shapes.english_also, *shapes.business_kinds, *shapes.municipal, *shapes.name_tails, "社")
    return tuple(sorted(dict.fromkeys(listed), key=len, reverse=True))


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
    """True when a stretch cuts a longer Latin or katakana word or number (MZ inside AMZN, タイ inside タイトル); a space ends a word."""
    first, last, before, after = text[start : start + 1], text[end - 1 : end], text[start - 1 : start] if start else "", text[end : end + 1]
    cuts = [(kind.match(first) and kind.match(before)) or (kind.match(last) and kind.match(after)) for kind in (_LATIN, _KATAKANA)]
    return any(cuts)


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
    for name in list(_quoted_names(disclosure, collected)):
        collected[(name.kind, name_key(name.surface))] = name
    known = tuple(_resolve_definitions(disclosure, _with_short_names(collected)))
    return (*known, *_foreign_names(disclosure, known))


def _short_forms(full: str) -> Iterator[str]:
    """Parts by which a publisher is called: the institution within a legal person's name (遠汀会 遠汀中央病院)."""
    parts = re.split(r"[ 　]+", full)
    if len(parts) > 1:
        yield from (part for part in parts if part.endswith(load_names().organisation_endings) and len(part) > 3)
    if len(parts) == 2 and _DEPARTMENT.search(parts[1]) and len(parts[0]) > 1:
        yield parts[0]


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
    turned = names_across(block.table)
    for cell in block.table.cells:
        if not cell.text:
            continue
        yield from _names_of_stretch(disclosure, cell.start, cell.end)
        kind = (
            turned
            if turned and cell.row == 0 and cell.column > 0
            else None
            if turned
            else _kind_of_column(block.table, cell.row, cell.column)
        )
        if kind and len(cell.text) <= 40 and not re.search(r"[。、]", cell.text) and not TOTAL.fullmatch(cell.text.replace(" ", "")):
            name = cell.text.replace(" ", "")
            yield kind, strip_corporate(name), name, cell.span


def _kind_of_column(table: Table, row: int, column: int) -> NameKind | None:
    """What the cells of a column name, by its lowest heading; None for a heading cell and for columns of anything else."""
    headings = table.column_headings(column) if row >= table.header_rows else ()
    return load_names().column_kinds.get(headings[-1].text.replace(" ", "")) if headings else None


def names_across(table: Table) -> NameKind | None:
    """The kind of name that the first row holds, where the corner names that kind and the first column holds attributes.

    「システム名 | 甲システム | 乙システム」 over 「期間 | … | …」 is a table turned on its side.
    """
    corner = table.at(0, 0)
    kind = load_names().column_kinds.get(corner.text.replace(" ", "")) if corner else None
    if kind is None:
        return None
    across = [c.text for c in table.cells if c.row == 0 and c.column > 0 and c.text]
    down = [c.text for c in table.cells if c.column == 0 and c.row > 0 and c.text]
    return kind if _attributes(down) > _attributes(across) else None


def _attributes(labels: list[str]) -> float:
    """The share of labels that end as attributes do (期間, 件数)."""
    bare = [re.sub(r"\(.*?\)|[※*]\d*|\s", "", label) for label in labels]
    return sum(label.endswith(load_names().attribute_endings) for label in bare) / len(bare) if bare else 0.0


def _names_of_stretch(disclosure: Disclosure, start: int, end: int) -> Iterator[tuple[NameKind, str, str, Span]]:
    folded = fold(disclosure.text[start:end], start)
    for first, last in _runs_without_cases(folded.text):
        run = folded.text[first:last]
        for offset, name in organisations_in(run):
            span = Span(*folded.place(first + offset, first + offset + len(name)))
            yield NameKind.ORGANISATION, strip_corporate(name), name, span
        system = None if run.startswith(_CALLED) else system_in(run)
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


def _quoted_names(disclosure: Disclosure, names: dict[tuple[NameKind, str], Name]) -> Iterator[Name]:
    """What the document calls by a name in quotation marks: a system or service after a word for one, else a product or facility.

    「株式取引システム「ホダカ」」 names one system twice; a name that stands in quotation marks once only, and not in the
    title, may be any saying and is none.
    """
    folded = fold(disclosure.text)
    title = fold(disclosure.title or "").text
    known = {key for _, key in names}
    for match in _QUOTED_NAME.finditer(folded.text):
        name = match["name"].strip()
        kind_word = _word_for_system(_line_before(disclosure, folded.place(match.start(), match.start() + 1)[0]))
        if name_key(name) in known or not _is_called_so(name, told=bool(kind_word)):
            continue
        span = Span(*folded.place(match.start("name"), match.end("name")))
        if kind_word:
            yield Name(disclosure.id, NameKind.SYSTEM, name, name, span.start, span.end)
            known.add(name_key(name))
            if len(_names_after(kind_word, folded.text)) == 1:
                yield from (replace(common, canonical=name) for common in _common_names(kind_word, names))
        elif not _is_coined(name):
            continue
        elif (
            name in title
            or len(_mentions_of(name, folded.text)) > 1
            or any(name_key(name).startswith(key) for key in known if len(key) > 2)
        ):
            yield Name(disclosure.id, NameKind.THING, name, name, span.start, span.end)
            known.add(name_key(name))
            last = name.split(" ")[-1]
            if last != name and len(last) > 2 and name_key(last) not in known:
                yield Name(disclosure.id, NameKind.THING, name, last, span.end - len(last), span.end)


def _is_called_so(name: str, *, told: bool) -> bool:
    """True for a short run of nouns that is no common word: what a thing can be called.

    Where the word before it has `told` what it is, a name may be of any words but a sentence's (おとどけナビ).
    """
    shapes = load_names()
    bare = name.replace(" ", "")
    if not 2 <= len(bare) <= 24 or bare in shapes.common_words or bare in shapes.first_person or bare in shapes.not_systems:
        return False
    if _REFERENCE.match(bare):
        return False
    if told:
        return re.search(r"[をへ、。]|(?:です|ます|した|する)$", bare) is None
    parts = [(m.surface(), m.part_of_speech()) for m in morphemes(name)]
    if len(parts) == 1 and "固有名詞" not in parts[0][1] and not re.search(r"[A-Za-z0-9]", bare):
        return False
    return (
        all(part[0] in _NOUN or surface in "の・&ー- " or part[0] in ("補助記号", "記号", "空白") for surface, part in parts)
        and re.search(r"[ァ-ヴA-Za-z一-龥ぁ-ん]{2}", bare) is not None
        and not bare.endswith(shapes.attribute_endings)
    )


def _is_coined(name: str) -> bool:
    """True for a name that is more than common nouns: with a proper noun, Latin or katakana letters, or the ending of a facility's."""
    if re.search(r"[ァ-ヴー]{2}|[A-Za-z]{2}", name) or name.endswith(load_names().facility_endings):
        return True
    return any("固有名詞" in m.part_of_speech() for m in morphemes(name))


def _word_for_system(before: str) -> str | None:
    """The run of nouns right before a quotation mark that ends in a word for a system or service; None where it does not."""
    runs = noun_runs(before)
    if not runs or runs[-1][1] != len(before):
        return None
    run = before[runs[-1][0] :]
    return run if run.endswith((*load_names().system_endings, *load_names().service_endings)) else None


def _common_names(kind_word: str, names: dict[tuple[NameKind, str], Name]) -> list[Name]:
    """The common names by which a system with a name of its own is called too: the word before it, longer or shorter."""
    key = name_key(kind_word)
    return [n for (kind, k), n in names.items() if kind is NameKind.SYSTEM and (key.endswith(k) or k.endswith(key))]


def _line_before(disclosure: Disclosure, place: int) -> str:
    """What stands before a place in its line."""
    return fold(disclosure.text[max(0, place - 40) : place].rpartition("\n")[2]).text


def _names_after(kind_word: str, text: str) -> set[str]:
    """The names in quotation marks that follow a word."""
    return {name_key(m["name"]) for m in _QUOTED_NAME.finditer(text) if text[: m.start()].endswith(kind_word)}


def _mentions_of(name: str, text: str) -> list[int]:
    return [m.start() for m in re.finditer(re.escape(name), text)]


def _foreign_names(disclosure: Disclosure, names: Iterable[Name]) -> Iterator[Name]:
    """Names in Latin letters in brackets after a name (甲銀行(Kinoe Bank)), and of the publisher in a line of its own at the top."""
    folded = fold(disclosure.text)
    book = NameBook((name.kind, name.canonical, name.surface) for name in names)
    for match in (
        *_IN_LATIN.finditer(folded.text),
        *_ABBREVIATED.finditer(folded.text),
        *_AFTER_BAR.finditer(folded.text, 0, _HEAD_LENGTH),
    ):
        before = folded.text[max(0, match.start() - 40) : match.start()]
        mentions = [m for m in book.find(before) if m.end >= len(before) - 1 and m.kind is not NameKind.CASE]
        if mentions:
            start, end = folded.place(match.start("name"), match.end("name"))
            yield Name(disclosure.id, mentions[-1].kind, mentions[-1].canonical, match["name"], start, end)
    if disclosure.publisher:
        for match in _LATIN_LINE.finditer(disclosure.text[:_HEAD_LENGTH]):
            name = strip_corporate(disclosure.publisher)
            yield Name(disclosure.id, NameKind.ORGANISATION, name, match["name"], match.start("name"), match.end("name"))


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
            skipped = _without_date(run[:place])
            if _names_one(run[skipped:place], shapes):
                yield skipped, run[skipped : place + len(form)]
            return
        if place == 0 and len(run) > len(form) + 1:
            name = _cut_at_ending(run[len(form) :], shapes)
            if _names_one(name, shapes):
                yield 0, form + name
            return
    skipped = _without_date(run)
    ended = _by_ending(run[skipped:], shapes)
    if ended:
        yield skipped, ended


def _names_one(name: str, shapes: NameShapes) -> bool:
    """True when what stands beside a legal form is a name, and no party (被告), reference (当該) or law (法2条) of a text."""
    return name not in shapes.not_organisations and name not in shapes.first_person and not _NO_NAME.match(name)


def _without_date(run: str) -> int:
    """Where a run of nouns begins after a date that stands before it (平成11年文部省)."""
    found = _LEADING_DATE.match(run)
    return found.end() if found and found.end() < len(run) - 1 else 0


def _cut_at_ending(rest: str, shapes: NameShapes) -> str:
    """The name after a leading legal form: to its last listed ending, with what else a company's name ends in, or the whole run."""
    ends = [rest.find(ending) + len(ending) for ending in shapes.organisation_endings if rest.find(ending) > 0]
    if not ends:
        return rest
    tail = next((tail for tail in shapes.name_tails if rest.startswith(tail, max(ends))), "")
    return rest[: max(ends) + len(tail)]


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
