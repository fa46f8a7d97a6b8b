"""What a text speaks of, as terms that compare across wording and language: concepts of the vocabulary, else plain words.

A phrase that the vocabulary lists under several concepts (account: of a bank, of a user) stands for any of them: its term has their keys
joined with "|", and `standing_for` says which terms may take its place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from core.text import fold
from facts.names import comparable
from facts.sayings import every_saying, said_in
from facts.terms import Concept, load_concepts
from facts.words import Word, all_words, content_of

_NUMERIC = re.compile(r"[\d,.:/]+")
_WORD_WEIGHT = 1.0
_SHORT_WORD_WEIGHT = 0.4
# A doing that is told as one (検出された): what is asked may be stated without it.
_DOING = frozenset(["サ変可能", "サ変形状詞可能"])
_DO = frozenset(["為る", "出来る", "致す", "頂く"])
_COUNTER = "助数詞可能"
_VERB_WEIGHT = 0.3
_LATIN_WEIGHT = 0.45
# Words that say little of what is meant (種類, 相手), everyday sayings of one word and of several: none of them rules a statement out.
_LIGHT_WEIGHT = 0.3
_SAID_WEIGHT = 0.5
_SAID_WHOLE_WEIGHT = 0.8
# What is not done yet (連絡がとれていない, 未返金) is what remains.
_REMAINING = "c:remaining"
_NOT_YET = re.compile(r"[てで](?:い|お)(?:な[いかくけ]|ら[ずれ]|りませ|ませ)|[てで]ない|[てで]ません")
_NOT_YET_WEIGHT = 0.4
_NOT_YET_PREFIX = "未"
_PREFIX = "接頭辞"
# What goes amiss is left out behind a doing (点検漏れ, 請求漏れ), and escapes behind a thing (ガス漏れ).
_LEFT_OUT = "漏れ"
_OMISSION = "omission|not_performed"
_IS_DONE = re.compile(r"[一-龥][いきしちりみえけせてれめ]$")
_HIRAGANA = re.compile(r"[ぁ-ん]+")
_PARTICLES = frozenset(["助詞", "助動詞"])
_SHORT_KANA = re.compile(r"[ぁ-ん]{1,2}")
_OR = "|"
# What a concept is worth for another: one of the meanings of a phrase that has several, and a concept that half-answers for it.
_ONE_MEANING = 0.95
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a text speaks of: `key` is "c:" and a concept or "w:" and a word; `text` as it stands there.

    `loose` is true of a word of its own that a statement may do without (検出 in 「検出された値」), though it tells statements apart.
    """

    key: str
    weight: float
    text: str
    loose: bool = False


@lru_cache(maxsize=200_000)
def terms(text: str) -> tuple[Term, ...]:
    """The terms of a text, each once, in order: sayings and the longest concept phrases first, then what words remain."""
    folded = fold(text).text
    found: dict[str, Term] = {}
    every = all_words(folded)
    begun = {word.start: word for word in every}
    phrases = [hit for hit in _phrases_in(folded) if _is_whole(hit, begun, folded)]
    said = said_in(every)
    whole = [one for one in said if len(one.words) > 1 and not any(start <= one.start and one.end <= end for start, end, _ in phrases)]
    spoken = [(word.start, word.end) for one in whole for word in one.words]
    taken = list(spoken)
    for one in whole:
        _add(found, one.keys, _SAID_WHOLE_WEIGHT, folded[one.start : one.end])
    left_out = _left_out(every, folded)
    for start, end, entry in phrases:
        if not _overlaps(start, end, spoken):
            taken.append((start, end))
            key = _OMISSION if start in left_out else entry.key
            _add(found, key, _most(key, folded[start:end]), folded[start:end])
    for one in said:
        if len(one.words) == 1 and not _says_nothing(one.words[0].text) and not _overlaps(one.start, one.end, taken):
            taken.append((one.start, one.end))
            _add(found, one.keys, _SAID_WEIGHT, one.words[0].text)
    if _NOT_YET.search(folded):
        found.setdefault(_REMAINING, Term(_REMAINING, _NOT_YET_WEIGHT, "未"))
    done = frozenset(word.start for word in every if word.text in _DO)
    _add_words(found, [word for word in content_of(every) if not _overlaps(word.start, word.end, taken)], done)
    return tuple(found.values())


def _add_words(found: dict[str, Term], words: Sequence[Word], done: frozenset[int]) -> None:
    """The words that no phrase holds, among the terms found; `done` is where a noun ends that is told as done."""
    for word in words:
        if _says_nothing(word.text):
            continue
        if word.text == _NOT_YET_PREFIX and word.part == _PREFIX:
            _add(found, _REMAINING[2:], 1.0, word.text)
            continue
        loose = word.use in _DOING and word.end in done
        found.setdefault("w:" + word.text, Term("w:" + word.text, _weight(word), word.text, loose))


def _left_out(every: Sequence[Word], text: str) -> frozenset[int]:
    """Where 漏れ stands behind a doing (点検漏れ, 支払い漏れ)."""
    return frozenset(
        word.start
        for before, word in pairwise(every)
        if text.startswith(_LEFT_OUT, word.start)
        and before.end == word.start
        and (before.use in _DOING or _IS_DONE.search(text[: before.end]))
    )


def _is_whole(hit: tuple[int, int, Concept], words: Mapping[int, Word], text: str) -> bool:
    """True for a phrase that begins a word (解決済み holds no 決済); one of a single character is the word (戸籍 holds no 戸), one in
    hiragana begins with no particle (において holds no におい)."""
    start, end, _ = hit
    word = words.get(start)
    if word is None or (end - start == 1 and word.end != end):
        return False
    return not _HIRAGANA.fullmatch(text[start:end]) or word.part not in _PARTICLES


def _most(key: str, text: str) -> float:
    """The most that a phrase weighs: a single English word of one field has too many meanings to rule a statement out."""
    return _SAID_WHOLE_WEIGHT if text.isascii() and " " not in text and load_concepts().of_fields.issuperset(key.split(_OR)) else 1.0


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in taken)


def _add(found: dict[str, Term], key: str, most: float, text: str) -> None:
    """A concept among the terms found, with its own weight or the most that such a wording may weigh."""
    weight = min(concept(key).weight, most)
    known = found.get("c:" + key)
    if weight > 0 and (known is None or known.weight < weight):
        found["c:" + key] = Term("c:" + key, weight, text)


def _says_nothing(word: str) -> bool:
    return (
        word in load_concepts().weak
        or _NUMERIC.fullmatch(word) is not None
        or (word.isascii() and len(word) < 2)
        or _SHORT_KANA.fullmatch(word) is not None
    )


def _weight(word: Word) -> float:
    """What a plain word weighs: things more than doings, a foreign word (whose match is by likeness only) less."""
    if word.part not in ("名詞", "接尾辞", "接頭辞"):
        return _VERB_WEIGHT
    if word.text in load_concepts().light:
        return _LIGHT_WEIGHT
    if word.text.isascii():
        return _LATIN_WEIGHT
    return _SHORT_WORD_WEIGHT if len(word.text) == 1 or word.use == _COUNTER else _WORD_WEIGHT


@lru_cache(maxsize=200_000)
def term_keys(text: str) -> frozenset[str]:
    """The keys of a text's terms."""
    return frozenset(term.key for term in terms(text))


@lru_cache(maxsize=4096)
def concept(key: str) -> Concept:
    """The vocabulary entry of a concept key (without "c:"); of several meanings one that is as near and weighs as little as they do."""
    known = load_concepts().by_key
    if _OR not in key:
        return known[key]
    parts = [known[part] for part in key.split(_OR)]
    near = dict.fromkeys(other for part in parts for other in part.near)
    return replace(parts[0], key=key, ja=(), en=(), weight=min(part.weight for part in parts), near=tuple(near))


@lru_cache(maxsize=16_384)
def meanings(key: str) -> frozenset[str]:
    """The keys of a term's meanings, itself for most (c:account|user_account → c:account and c:user_account)."""
    return frozenset("c:" + part for part in key[2:].split(_OR)) if key.startswith("c:") else frozenset([key])


@lru_cache(maxsize=4096)
def standing_for(key: str) -> Mapping[str, float]:
    """The term keys that may stand for a concept's key (with "c:"), with what each is worth, the key itself first."""
    own = meanings(key)
    found = {key: 1.0}
    for other in _every_key():
        if other not in found and own & meanings(other):
            found[other] = _ONE_MEANING
    for other in _every_key():
        if other not in found and any(_near(one, two) for one in own for two in meanings(other)):
            found[other] = _NEAR
    return found


def is_doing(key: str) -> bool:
    """True for the key of a doing (閲覧, receive), whatever its meaning."""
    return all(meaning[2:] in load_concepts().actions for meaning in meanings(key))


def _near(one: str, two: str) -> bool:
    return one[2:] in concept(two[2:]).near or two[2:] in concept(one[2:]).near


@lru_cache(maxsize=1)
def _every_key() -> tuple[str, ...]:
    several = (entry.key for group in _phrases().values() for _, entry in group)
    return tuple(dict.fromkeys("c:" + key for key in (*load_concepts().by_key, *several, *every_saying(), _OMISSION)))


def _phrases_in(text: str) -> list[tuple[int, int, Concept]]:
    """The concept phrases of a text with their places, longest first at each place."""
    key, places = comparable(text)
    phrases = _phrases()
    found: list[tuple[int, int, Concept]] = []
    index = 0
    while index < len(key):
        hit = next((item for item in phrases.get(key[index], ()) if _matches(key, places, text, index, item[0])), None)
        if hit is None:
            index += 1
            continue
        found.append((places[index], places[index + len(hit[0]) - 1] + 1, hit[1]))
        index += len(hit[0])
    return found


def _matches(key: str, places: list[int], text: str, index: int, phrase: str) -> bool:
    """True when the phrase stands at the place; a Latin phrase only between word boundaries of the text."""
    if not key.startswith(phrase, index):
        return False
    if not phrase[0].isascii() or not phrase[0].isalnum():
        return True
    start, stop = places[index], places[index + len(phrase) - 1] + 1
    before, after = text[start - 1 : start], text[stop : stop + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, list[tuple[str, Concept]]]:
    """Concept phrases in comparable form by their first character, longest first; one of several concepts stands for all of them."""
    keys: dict[str, dict[str, None]] = {}
    for entry in load_concepts().by_key.values():
        for phrase in (*entry.ja, *entry.en):
            keys.setdefault(comparable(fold(phrase).text)[0], {})[entry.key] = None
    table: dict[str, list[tuple[str, Concept]]] = {}
    for form, of in keys.items():
        table.setdefault(form[0], []).append((form, concept(_OR.join(of))))
    for group in table.values():
        group.sort(key=lambda item: -len(item[0]))
    return table


def is_phrase(text: str) -> bool:
    """True when a text is a phrase of the vocabulary, whole."""
    form = comparable(fold(text).text)[0]
    return bool(form) and any(phrase == form for phrase, *_ in _phrases().get(form[0], ()))
