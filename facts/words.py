"""Words of Japanese and English text, as the word index and the question reader count them. Only this file knows Sudachi."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import local

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from core.text import fold

# Particles, auxiliary verbs, pointing words, symbols and white space carry no content.
_DROPPED = frozenset({"助詞", "助動詞", "補助記号", "空白", "感動詞", "連体詞", "代名詞", "接続詞"})
# Verbs that say nothing of their own behind the particle て (捨ててしまう, 戻ってくる, 行っている): those that Sudachi marks so.
_DEPENDENT = "非自立可能"
_JOINING = "接続助詞"
_TE = frozenset(["て", "で"])
# Sudachi refuses input over 49,149 bytes (its own limit); Japanese takes three bytes a character.
_CHUNK = 12_000
_thread = local()


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    return Dictionary()


def _tokenizer() -> Tokenizer:
    if not hasattr(_thread, "tokenizer"):
        _thread.tokenizer = _dictionary().tokenizer()
    tokenizer: Tokenizer = _thread.tokenizer
    return tokenizer


def words(text: str) -> list[str]:
    """Normalised content words in split mode A, in order, lower case; particles, auxiliaries and symbols are dropped."""
    return [word.text for word in placed_words(fold(text, markup=False).text)]


@dataclass(frozen=True, slots=True)
class Word:
    """A normalised word with its part of speech (名詞, 動詞 …), what else it can be (サ変可能, 助数詞可能 …; empty where Sudachi says
    nothing of it) and its place [start, end) in the folded text."""

    text: str
    part: str
    start: int
    end: int
    use: str = ""


def placed_words(folded: str) -> list[Word]:
    """The content words of folded text with their parts of speech and places."""
    return content_of(all_words(folded))


def content_of(found: list[Word]) -> list[Word]:
    """The words that carry content."""
    return [word for word in found if word.part not in _DROPPED]


def all_words(folded: str) -> list[Word]:
    """Every word of folded text, particles and symbols included."""
    found: list[Word] = []
    for start in range(0, len(folded), _CHUNK):
        joined = False
        for morpheme in _tokenizer().tokenize(folded[start : start + _CHUNK], SplitMode.A):
            (part, kind, use, *_), surface = morpheme.part_of_speech(), morpheme.surface()
            if joined and part == "動詞" and kind == _DEPENDENT:
                part = "助動詞"
            joined = kind == _JOINING and surface in _TE
            # Sudachi writes Latin words in katakana by their sound (were → ワー): keep them as they stand.
            word = (surface if surface.isascii() else morpheme.normalized_form()).casefold()
            found.append(Word(word, part, start + morpheme.begin(), start + morpheme.end(), use))
    return found


def morphemes(text: str) -> list[Morpheme]:
    """The morphemes of already folded text, in split mode C (longest units), with their part of speech and place."""
    return list(_tokenizer().tokenize(text[:_CHUNK], SplitMode.C))


@lru_cache(maxsize=65_536)
def readings(surface: str) -> tuple[str, ...]:
    """Every katakana reading that the dictionary lists for a spelling; none for one that it does not list."""
    found = (morpheme.reading_form() for morpheme in _dictionary().lookup(surface))
    return tuple(dict.fromkeys(reading for reading in found if reading))


def dictionary_readings() -> Iterator[tuple[str, str]]:
    """Every entry of the dictionary that is read in katakana: its spelling and its reading."""
    for entry in _dictionary().entries():
        if re.fullmatch("[ァ-ヴー]+", entry.reading_form()):
            yield entry.surface(), entry.reading_form()
