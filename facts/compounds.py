"""Compounds that the vocabulary knows as a whole (検査記録) and what stands within them (検査, 記録)."""

import re
from functools import lru_cache
from itertools import pairwise

from core.text import fold
from facts.concepts import Term, meanings, terms
from facts.words import all_words, content_of

# What stands within a compound, before its key; one of fewer words has no parts, and a part that weighs less says nothing.
PART = "p:"
_FEWEST_PARTS = 2
_LEAST_PART = 0.4


@lru_cache(maxsize=65_536)
def parts(phrase: str) -> tuple[Term, ...]:
    """The terms of each word of a phrase that the vocabulary knows as a whole (検査記録: 検査, 記録); none for a single word."""
    words = _words_within(phrase)
    found = (term for start, end in pairwise(words) for term in terms(phrase[start:end]))
    return tuple(term for term in found if term.weight >= _LEAST_PART) if len(words) > _FEWEST_PARTS else ()


@lru_cache(maxsize=65_536)
def part_keys(text: str) -> frozenset[str]:
    """The keys of what stands within the compounds of a text, marked as such ("p:" before the key)."""
    return frozenset(
        PART + key
        for term in terms(text)
        if term.key.startswith("c:")
        for key in _keys_within(term.text)
        if meanings(key).isdisjoint(meanings(term.key))
    )


@lru_cache(maxsize=65_536)
def _keys_within(phrase: str) -> frozenset[str]:
    """The keys of a phrase's words, and of what is left of it without its first or its last."""
    words = _words_within(phrase)
    if len(words) <= _FEWEST_PARTS:
        return frozenset()
    rest = (term for part in (phrase[words[1] :], phrase[: words[-2]]) for term in terms(part))
    return frozenset(term.key for term in (*parts(phrase), *rest) if term.weight >= _LEAST_PART)


def _words_within(phrase: str) -> list[int]:
    """Where the words of a phrase begin, and its end; nothing for a Japanese one that is no single run."""
    folded = fold(phrase).text
    if folded.isascii():
        return [*(word.start() for word in re.finditer(r"\S+", phrase)), len(phrase)] if " " in phrase else []
    every = all_words(folded)
    if folded != phrase or len(content_of(every)) != len(every):
        return []
    return [*(word.start for word in every), len(folded)] if every else []
