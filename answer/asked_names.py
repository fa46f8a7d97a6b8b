"""The names of a question: those that the store knows, in any spelling, and those that it does not."""

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import combinations

from answer.asked_dates import is_month
from answer.asked_words import JapaneseWords, blanked, the_one
from answer.called import Called
from answer.patterns import MASK
from answer.query import Asked
from core.records import Name, NameKind
from facts.concepts import is_phrase
from facts.english import english_forms, english_head, romanised, skeleton, sounds_of
from facts.lexicon import japanese_of
from facts.names import NameBook, case_name, name_key, noun_runs, organisations_in, shorter_names, system_in
from facts.terms import load_names
from facts.transliterated import is_kind_in_english, spelled_as
from facts.words import morphemes

_ALIKE_SPELLING = 0.9


class NameFinder:
    """Finds the names of a store in questions, in Japanese and English, and names that no document has."""

    def __init__(
        self,
        names: Iterable[Name],
        latin: frozenset[str] = frozenset(),
        publishers: tuple[str, ...] = (),
        runs: Callable[[], Iterable[str]] = tuple,
        called: Called | None = None,
    ) -> None:
        """`latin` are the words that the documents write in Latin letters, lower case; `runs` gives those that they write in
        ideographs and katakana; `publishers` are those of the documents, `called` finds the one that a question means
        without naming it."""
        self._latin = latin
        self._called = called
        self._publishers = publishers
        self._runs = runs
        known = [(name.kind, name.canonical, name.surface) for name in names]
        known += [(name.kind, name.canonical, name.canonical) for name in names]
        # An authority's short forms are names wherever the authority is known.
        present = {canonical for _, canonical, _ in known}
        for regulator in load_names().regulators:
            if regulator.ja in present:
                known += [(NameKind.ORGANISATION, regulator.ja, short) for short in (*regulator.also, *regulator.en)]
        # What the vocabulary lists as a thing that questions speak of is no name, whatever a document calls so (小売電気事業者).
        self._names = NameBook([item for item in known if not is_phrase(item[2])])
        self.book = NameBook(known)
        self.organisations = self.book.all(NameKind.ORGANISATION)
        self.systems = self.book.all(NameKind.SYSTEM)
        self._absent = tuple(en for regulator in load_names().regulators if regulator.ja not in present for en in regulator.en if " " in en)
        self._english: list[tuple[str, NameKind, str]] = sorted(
            (
                (form, kind, name)
                for kind, group in ((NameKind.ORGANISATION, self.organisations), (NameKind.SYSTEM, self.systems))
                for name in group
                for form in english_forms(name)
            ),
            key=lambda item: -len(item[0]),
        )
        self._surfaces = _japanese_surfaces(known)
        self._spelled: dict[tuple[str, bool], tuple[NameKind, tuple[str, ...], int] | None] = {}
        self._short = _short_names(known)
        self._heads: dict[str, list[str]] = {}
        authorities = {regulator.ja for regulator in load_names().regulators}
        for name in self.organisations:
            head = english_head(name)
            # An authority is not called by its first word (Electricity), nor anyone by a word of a trade (Central); a company is (Shikoku).
            if head and name not in authorities and head not in _words_of_trade():
                self._heads.setdefault(head, []).append(name)

    def find(self, text: str, language: str, *, follows: bool = False) -> tuple[tuple[Asked, ...], str]:
        """The names of a question and its text with them blanked out. What `follows` is of the company before it, unless it names one."""
        found: list[tuple[int, Asked]] = []
        text = _without_glossed(text) if language == "en" else text
        masked = text
        for mention in self._names.find(text):
            surface = text[mention.start : mention.end]
            found.append((mention.start, Asked(mention.kind, (mention.canonical,), surface)))
            masked = masked[: mention.start] + MASK * (mention.end - mention.start) + masked[mention.end :]
        english, masked = self._english_names(masked)
        found.extend(english)
        if language == "ja":
            unknown, masked = self._unknown_japanese(masked)
        else:
            unknown, masked = self._unknown_english(masked)
            for match in re.finditer(r"[一-龥ァ-ヴー]{3,}", masked):
                known = self._resolved(NameKind.ORGANISATION, match.group())
                if known:
                    unknown.append((match.start(), Asked(NameKind.ORGANISATION, known, match.group())))
                    masked = masked[: match.start()] + MASK * len(match.group()) + masked[match.end() :]
        found.extend(unknown)
        if not any(asked.kind is NameKind.ORGANISATION for _, asked in found):
            meant = the_one(masked, self._publishers)
            if meant:
                found.append((meant[1], meant[0]))
                masked = blanked(masked, meant[1], meant[2])
        call = self._called.find(masked) if self._called and not found else None
        if call and (call.named or not follows):
            found.append((call.start, call.asked))
            masked = blanked(masked, call.start, call.end) if call.named else masked
        if language == "en":
            cases, masked = _english_cases(masked)
            found.extend(cases)
        unique: dict[tuple[NameKind, tuple[str, ...], str], Asked] = {}
        for _, asked in sorted(found, key=lambda pair: pair[0]):
            unique.setdefault((asked.kind, asked.canonical, asked.surface if not asked.canonical else ""), asked)
        return tuple(unique.values()), masked

    def _english_names(self, text: str) -> tuple[list[tuple[int, Asked]], str]:
        found: list[tuple[int, Asked]] = []
        for form, kind, _name in self._english:
            lowered = text.casefold().replace("-", " ")
            if form not in lowered:
                continue
            for match in re.finditer(rf"(?<![a-z]){re.escape(form)}(?:'s|s')?(?![a-z])", lowered):
                names = tuple(dict.fromkeys(n for f, k, n in self._english if f == form and k is kind))
                if " " not in form and kind is NameKind.ORGANISATION:
                    names = tuple(dict.fromkeys((*self._heads.get(form, ()), *names))) if form in self._heads else names
                said = re.sub("'s?$", "", text[match.start() : match.end()])
                found.append((match.start(), Asked(kind, names, said)))
                text = text[: match.start()] + MASK * (match.end() - match.start()) + text[match.end() :]
                lowered = text.casefold()
        spelled, text = self._spelled_names(text)
        found.extend(spelled)
        for head, owners in self._heads.items():
            if len(head) < 4:
                continue
            for match in re.finditer(rf"(?<![a-z]){re.escape(head)}(?:'s)?(?![a-z])", text.casefold()):
                # What else is capitalised right after it belongs to the name (Kasasagi Travel).
                rest = _CAPITALS.match(text, match.end()) if not match.group().endswith("'s") else None
                if rest and any(map(is_kind_in_english, rest.group().split())):
                    continue
                end = rest.end() if rest else match.end()
                found.append((match.start(), Asked(NameKind.ORGANISATION, tuple(owners), text[match.start() : end])))
                text = text[: match.start()] + MASK * (end - match.start()) + text[end:]
        return found, text

    def _spelled_names(self, text: str) -> tuple[list[tuple[int, Asked]], str]:
        """The capitalised words that are a known name in Latin letters, by its readings and the meaning of its parts."""
        found: list[tuple[int, Asked]] = []
        for run in _LATIN_RUN.finditer(text):
            words = [(run.start() + m.start(), run.start() + m.end()) for m in re.finditer(r"[A-Za-z&'\-]+", run.group())]
            taken = 0
            for first, last in sorted(combinations(range(len(words) + 1), 2), key=lambda pair: (pair[0], -pair[1])):
                if first < taken:
                    continue
                start, end = words[first][0], words[last - 1][1]
                said = re.sub(r"'s?$", "", text[start:end])
                alone = last - first == 1 and self._is_word(said)
                named = None if said[:1].islower() else self._named_by(said, whole=alone)
                follower = text[words[last][0] : words[last][1]] if last < len(words) else ""
                if named is None or (named[2] and is_kind_in_english(follower)):
                    continue
                found.append((start, Asked(named[0], named[1], said)))
                text = text[:start] + MASK * (end - start) + text[end:]
                taken = last
        return found, text

    def _named_by(self, said: str, *, whole: bool) -> tuple[NameKind, tuple[str, ...], int] | None:
        """The kind and the names that a spelling in Latin letters stands for, and how much of them it leaves unsaid; None for none.

        `whole`: only a name of which nothing is left unsaid.
        """
        if (said, whole) not in self._spelled:
            best: dict[tuple[int, NameKind], dict[str, None]] = {}
            for surface, kind, canonical in self._surfaces:
                unsaid = spelled_as(said, surface)
                if unsaid is not None and not (unsaid and (whole or kind is not NameKind.ORGANISATION)):
                    best.setdefault((unsaid, kind), {})[canonical] = None
            least = min(best, key=lambda key: (key[0], key[1] is not NameKind.ORGANISATION), default=None)
            self._spelled[said, whole] = (least[1], tuple(best[least]), least[0]) if least else None
        return self._spelled[said, whole]

    def _system_by(self, phrase: str) -> Asked | None:
        """The system whose whole name the end of a phrase says, by sound and meaning (of the voice center system)."""
        words = phrase.split()
        for first in range(len(words) - 1):
            said = " ".join(words[first:])
            named = self._named_by(said, whole=True)
            if named and named[0] is NameKind.SYSTEM and words[first].casefold() not in load_names().generic_english:
                return Asked(NameKind.SYSTEM, named[1], said)
        return None

    def _short_japanese(self, text: str) -> tuple[list[tuple[int, Asked]], str]:
        """Companies called by the first part of their name (汐見原 for 汐見原銀行), where it stands alone."""
        found: list[tuple[int, Asked]] = []
        for short, owners in self._short:
            for match in re.finditer(re.escape(short), text):
                if (match.start() and _goes_on(text, match.start())) or not _ALONE.match(text, match.end()):
                    continue
                found.append((match.start(), Asked(NameKind.ORGANISATION, owners, match.group())))
                text = text[: match.start()] + MASK * len(short) + text[match.end() :]
        return found, text

    def _resolved(self, kind: NameKind, name: str) -> tuple[str, ...]:
        """The known names that a shortened or extended one stands for: only a listed kind of business may be added or left out."""
        known = self.organisations if kind is NameKind.ORGANISATION else self.systems
        if kind is NameKind.SYSTEM:
            return tuple(other for other in known if _resembles(name, other))
        key, kinds = name_key(name), load_names().business_kinds
        exact = tuple(
            other for other in known if name_key(other) in {key + k for k in kinds} or key in {name_key(other) + k for k in kinds}
        )
        if exact or not name.endswith(load_names().municipal):
            return exact
        return tuple(other for other in known if name_key(other).startswith(key))

    def _unknown_japanese(self, text: str) -> tuple[list[tuple[int, Asked]], str]:
        """Runs of nouns that are shaped like an organisation or system that no document names; a bare brand head (四国) of known ones."""
        found: list[tuple[int, Asked]] = []
        for start, end in noun_runs(text):
            run = text[start:end]
            for offset, name in organisations_in(run):
                found.append((start + offset, Asked(NameKind.ORGANISATION, self._resolved(NameKind.ORGANISATION, name), name)))
                text = text[: start + offset] + MASK * len(name) + text[start + offset + len(name) :]
                break
            system = system_in(text[start:end])
            if system and not is_phrase(system[1]):
                offset, name = system
                found.append((start + offset, Asked(NameKind.SYSTEM, self._resolved(NameKind.SYSTEM, name), name)))
                text = text[: start + offset] + MASK * len(name) + text[start + offset + len(name) :]
        short, text = self._short_japanese(text)
        found.extend(short)
        places = "|".join(load_names().municipal)
        for match in re.finditer(rf"[一-龥々ヶケ]{{1,6}}(?:{places})(?=の|で|が|は|に|を|も|と|へ|から|[ 、。])", text):
            known = self._resolved(NameKind.ORGANISATION, match.group())
            if known:
                found.append((match.start(), Asked(NameKind.ORGANISATION, known, match.group())))
                text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
        for m in morphemes(text):
            if m.part_of_speech()[1] == "固有名詞" and len(m.surface()) >= 2:
                owners = tuple(name for name in self.organisations if name.startswith(m.surface()))
                if owners and not _goes_on(text, m.end()) and re.search(r"[ァ-ヴ一-龥A-Za-z]", m.surface()):
                    found.append((m.begin(), Asked(NameKind.ORGANISATION, owners, m.surface())))
                    text = text[: m.begin()] + MASK * len(m.surface()) + text[m.end() :]
        return found, text

    def _unknown_english(self, text: str) -> tuple[list[tuple[int, Asked]], str]:
        """「the … system」 by the words of a known system's English name; capitalised company names that no document names."""
        found: list[tuple[int, Asked]] = []
        for authority in self._absent:
            for match in re.finditer(rf"\b{re.escape(authority)}\b", text, re.IGNORECASE):
                found.append((match.start(), Asked(NameKind.ORGANISATION, (), match.group())))
                text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
        # What stands before a known name in brackets is that name in English.
        text = _BEFORE_ITS_NAME.sub(lambda m: MASK * len(m.group()), text)
        for match in re.finditer(r"((?:[A-Za-z]+ ){1,5})[Ss]ystems?\b", text):
            asked_words = {w for w in match[1].casefold().split() if w not in load_names().generic_english}
            if not asked_words:
                continue
            spelled = self._system_by(match.group())
            if spelled:
                found.append((match.start(), spelled))
                text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
                continue
            likeness = {name: _overlap(asked_words, name) for name in self.systems}
            best = max(likeness.values(), default=0.0)
            if best >= 0.6:
                names = tuple(name for name, value in likeness.items() if value == best)
                found.append((match.start(), Asked(NameKind.SYSTEM, names, match.group().strip())))
                text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
        for match in _english_company().finditer(text):
            said = match.group().strip()
            sounding = Asked(NameKind.ORGANISATION, self._sounding(said), said)
            meant = self._called.writes(said) if self._called and not sounding.known else None
            found.append((match.start(), meant or sounding))
            text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
        written: list[tuple[re.Match[str], str]] = []
        for match in _CAPITALISED.finditer(text):
            surface = re.sub("'s$", "", match.group())
            owner = surface != match.group() or text[: match.start()].endswith(" at ")
            if self._is_word(surface) and not (owner and _is_acronym(surface)):
                continue
            names = self._sounding(surface)
            if not names and not self._spoken(surface) and (word := self._japanese.of(surface)):
                written.append((match, word))
            elif names or not self._spoken(surface):
                found.append((match.start(), Asked(NameKind.ORGANISATION, names, surface)))
                text = blanked(text, match.start(), match.end())
        for match, word in reversed(written):
            text = f"{text[: match.start()]}{word} {text[match.end() :]}"
        return found, text

    @cached_property
    def _japanese(self) -> JapaneseWords:
        return JapaneseWords(self._runs())

    def _sounding(self, surface: str) -> tuple[str, ...]:
        """The companies whose names sound like an English one (NagisaStack, ナギサスタック)."""
        sound = skeleton(surface)
        if len(sound) < _SHORTEST_SOUND:
            return ()
        return tuple(name for name in self.organisations if sound in sounds_of(name))

    def _spoken(self, surface: str) -> bool:
        """True for a word that some document writes in Latin letters too: it may be anything, and is looked for as a word."""
        return surface.casefold() in self._latin

    @staticmethod
    def _is_word(surface: str) -> bool:
        """True for a capitalised word of the language, an abbreviation that names no one, or a phrase of the vocabulary."""
        parts = re.split(r"[ \-]", surface)
        return all(
            len(part) < _SHORTEST_NAME or is_month(part) or is_phrase(part) or bool(japanese_of(part.casefold())) or part.isupper()
            for part in parts
        )


def _without_glossed(text: str) -> str:
    """A question without the English of what it gives in Japanese too: of 「Takano Line (鷹野線)」 the bracket says which is meant."""
    return _GLOSSED.sub(lambda m: " " * len(m["english"]) + " " + m["japanese"] + " ", text)


def _is_acronym(surface: str) -> bool:
    """True for capitals that neither the language nor the vocabulary knows: whoever has a thing, or is where it happened, is named."""
    return surface.isupper() and len(surface) >= _SHORTEST_NAME and not is_phrase(surface) and not japanese_of(surface.casefold())


def _goes_on(text: str, end: int) -> bool:
    """True when a word does not end at a place: letters of its own kind follow (タイ|トル)."""
    return re.match(r"[ァ-ヴー]{2}|[A-Za-z]{2}|[一-龥々ヶ]{2}|[一-龥]ヶ", text[end - 1 : end + 1]) is not None


def _japanese_surfaces(known: Iterable[tuple[NameKind, str, str]]) -> tuple[tuple[str, NameKind, str], ...]:
    """The Japanese spellings of known companies, systems and things, with their kind and full name."""
    kinds = (NameKind.ORGANISATION, NameKind.SYSTEM, NameKind.THING)
    return tuple(dict.fromkeys((surface, kind, name) for kind, name, surface in known if kind in kinds and not surface.isascii()))


def _short_names(known: Iterable[tuple[NameKind, str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is left of companies' names without the words for their kind, step by step, with whose it is; the longest first."""
    authorities = {regulator.ja for regulator in load_names().regulators}
    owners: dict[str, dict[str, None]] = {}
    whole = {name_key(surface) for kind, _, surface in known if kind is NameKind.ORGANISATION}
    for kind, name, surface in known:
        if kind is NameKind.ORGANISATION and name not in authorities:
            for short in shorter_names(surface):
                if name_key(short) not in whole and not is_phrase(short):
                    owners.setdefault(short, {})[name] = None
    return tuple((short, tuple(names)) for short, names in sorted(owners.items(), key=lambda item: -len(item[0])))


# A capitalised word that begins no sentence, or one with a capital inside: a name unless the language knows it.
_CAPITALISED = re.compile(r"(?<=[a-z,;:'\"(] )(?<![.?!] )[A-Z][A-Za-z]+(?:[ \-][A-Z][A-Za-z]+)*(?:'s)?|\b[A-Z][a-z]+[A-Z][A-Za-z]+(?:'s)?")
# Capitalised words, with what joins them inside a name (Board of Education).
_LATIN_RUN = re.compile(r"[A-Z][A-Za-z&\-]*(?:'s)?(?:(?: of | and |[ ])[A-Z][A-Za-z&\-]*(?:'s)?)*")
# What may follow a company's short name: nothing that makes another name of it.
_ALONE = re.compile(r"(?=[のはがをにでともへや、。,.??!!」』((\s]|さん|社(?!員)|側|から|より|について|における|による|として|宛|だ|です|$)")
_CAPITALS = re.compile(r"(?: [A-Z][A-Za-z&]+)+(?:'s)?")
_BEFORE_ITS_NAME = re.compile(rf"(?<=[a-z] )(?:[A-Z][A-Za-z&\-]+ )+(?=[(（]{MASK})")
# Latin words from a capital on, and the Japanese that stands in brackets behind them.
_GLOSSED = re.compile(
    r"(?P<english>(?<![A-Za-z])(?!(?:What|Which|Who|Whose|When|Where|Why|How|Did|Does|Do|Is|Are|Was|Were|Has|Have|Can|In|At|On|For|Of|The)\b)"
    r"[A-Z][\w&.'\-]*(?: (?!(?:at|in|of|the|by|for|on|to|from|with|is|was|were|did|does|has|have)\b)[\w&.'\-]+){0,5} ?)"
    r"[(（](?P<japanese>[^()（）]*[ぁ-んァ-ヴ一-龥][^()（）]*)[)）]"
)
_SHORTEST_NAME = 3
_SHORTEST_SOUND = 4


@lru_cache(maxsize=1)
def _words_of_trade() -> frozenset[str]:
    """The words of which English names are made up, those that are a name themselves (第一, Daiichi) left out."""
    spelled = ((en, romanised(ja).replace(" ", "")) for ja, en in load_names().english_parts.items())
    return frozenset(en.split()[0].casefold() for en, sound in spelled if en.casefold() != sound.casefold())


@lru_cache(maxsize=1)
def _english_company() -> re.Pattern[str]:
    """Capitalised words that end in a word for a kind of company: the shape of a company's name in English."""
    kinds, tails = ("|".join(map(re.escape, words)) for words in (load_names().english_kinds, load_names().english_tails))
    return re.compile(rf"(?:[A-Z][a-zA-Z&\-]+ ){{1,4}}(?:{kinds})(?: (?:{tails}))*\b")


def _overlap(asked: set[str], name: str) -> float:
    forms = english_forms(name)
    own = {w for w in forms[0].split() if w != "system"} if forms else set()
    shared = asked & own
    # A word that the vocabulary's parts of names do not list may stand in the name as the dictionary says it (catalog, 目録).
    shared |= {word for word in asked - own if any("".join(head) in name for head in japanese_of(word))}
    return len(shared) / max(len(own), len(asked), 1) if len(shared) >= min(2, len(own)) else 0.0


def _english_cases(text: str) -> tuple[list[tuple[int, Asked]], str]:
    """ "case 2", "cases 1 and 3" as the case labels of Japanese documents (事案②)."""
    found: list[tuple[int, Asked]] = []
    for match in re.finditer(r"\b[Cc]ases? ((?:[①-⑳]|\d{1,2})(?:(?:, | and |, and |/| & | or )(?:[①-⑳]|\d{1,2}))*)(?![\d,.]\d)", text):
        for mark in re.findall(r"[①-⑳]|\d{1,2}", match[1]):
            found.append((match.start(), Asked(NameKind.CASE, (case_name("事案", mark),), match.group())))
        text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
    return found, text


def _resembles(asked: str, known: str) -> bool:
    """True when a system's name as asked is the known one with words left out or added, or a letter amiss (台帳検索システム)."""
    if SequenceMatcher(None, asked, known).ratio() >= _ALIKE_SPELLING:
        return True
    a, b = asked.replace("システム", ""), known.replace("システム", "")
    return len(a) >= 3 and (b.endswith(a) or (a.endswith(b) and len(b) >= 4))
