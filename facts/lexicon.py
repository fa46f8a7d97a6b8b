"""Words that stand for one another: English words in Japanese, and Japanese synonyms (facts/vocabulary/*.tsv.gz)."""

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "vocabulary"
ENGLISH = _FOLDER / "english.tsv.gz"
SYNONYMS = _FOLDER / "synonyms.tsv.gz"

# Endings that an inflected English word loses, longest first, with what takes their place.
_INFLECTIONS = (
    ("ies", "y"), ("ied", "y"), ("ying", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ing", ""), ("ing", "e"),
    ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""), ("d", ""), ("ion", "e"), ("ation", "e"), ("ment", ""), ("ly", ""),
)  # fmt: skip


@lru_cache(maxsize=8192)
def japanese_of(word: str) -> tuple[tuple[str, ...], ...]:
    """What an English word, or its base form, is in Japanese: heads of one or two Sudachi words; empty when not known."""
    table = _english()
    for form in _base_forms(word):
        if form in table:
            return tuple(tuple(head.split("+")) for head in table[form].split(" "))
    return ()


def synonyms_of(word: str) -> tuple[str, ...]:
    """The Japanese words that stand in a group of synonyms with a word."""
    return tuple(dict.fromkeys(other for group in _groups().get(word, ()) for other in group if other != word))


def _base_forms(word: str) -> Iterator[str]:
    yield word
    for ending, stem in _INFLECTIONS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)] + stem
            yield base
            if re.search(r"([bdgmnprt])\1$", base):
                yield base[:-1]


@lru_cache(maxsize=1)
def _english() -> Mapping[str, str]:
    return dict(line.split("\t", 1) for line in _lines(ENGLISH))


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {}
    for line in _lines(SYNONYMS):
        group = line.split(" ")
        for word in group:
            table.setdefault(word, []).append(group)
    return table


def _lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.read().splitlines()
