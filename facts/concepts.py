"""What a text speaks of, as terms that compare across wording and language: concepts of the vocabulary, else plain words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.text import fold
from facts.names import comparable
from facts.terms import Concept, load_concepts
from facts.words import all_words, content_of

_NUMERIC = re.compile(r"[\d,.:/]+")
_WORD_WEIGHT = 1.0
_SHORT_WORD_WEIGHT = 0.4
_VERB_WEIGHT = 0.3
_LATIN_WEIGHT = 0.45
_SHORT_KANA = re.compile(r"[ぁ-ん]{1,2}")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a text speaks of: `key` is "c:" and a concept or "w:" and a word; `text` as it stands there."""

    key: str
    weight: float
    text: str


@lru_cache(maxsize=200_000)
def terms(text: str) -> tuple[Term, ...]:
    """The terms of a text, each once, in order: the longest concept phrases first, then what words remain."""
    folded = fold(text).text
    found: dict[str, Term] = {}
    taken: list[tuple[int, int]] = []
    every = all_words(folded)
    starts = {word.start for word in every}
    for start, end, entry in _phrases_in(folded):
        if start not in starts:
            continue  # 解決済み holds no 決済
        taken.append((start, end))
        if entry.weight > 0:
            found.setdefault("c:" + entry.key, Term("c:" + entry.key, entry.weight, folded[start:end]))
    for word in content_of(every):
        if any(start < word.end and word.start < end for start, end in taken) or _says_nothing(word.text):
            continue
        found.setdefault("w:" + word.text, Term("w:" + word.text, _weight(word.text, word.part), word.text))
    return tuple(found.values())


def _says_nothing(word: str) -> bool:
    return (
        word in load_concepts().weak
        or _NUMERIC.fullmatch(word) is not None
        or (word.isascii() and len(word) < 2)
        or _SHORT_KANA.fullmatch(word) is not None
    )


def _weight(word: str, part: str) -> float:
    """What a plain word weighs: things more than doings, a foreign word (whose match is by likeness only) less."""
    if part not in ("名詞", "接尾辞", "接頭辞"):
        return _VERB_WEIGHT
    if word.isascii():
        return _LATIN_WEIGHT
    return _SHORT_WORD_WEIGHT if len(word) == 1 else _WORD_WEIGHT


@lru_cache(maxsize=200_000)
def term_keys(text: str) -> frozenset[str]:
    """The keys of a text's terms."""
    return frozenset(term.key for term in terms(text))


def concept(key: str) -> Concept:
    """The vocabulary entry of a concept key (without "c:")."""
    return load_concepts().by_key[key]


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
    """Concept phrases in comparable form by their first character, longest first."""
    table: dict[str, list[tuple[str, Concept]]] = {}
    for entry in load_concepts().by_key.values():
        for phrase in (*entry.ja, *entry.en):
            form = comparable(fold(phrase).text)[0]
            table.setdefault(form[0], []).append((form, entry))
    for group in table.values():
        group.sort(key=lambda item: -len(item[0]))
    return table
