"""The words of labels.yaml, folded for comparison. Only this file reads it."""

from functools import lru_cache
from pathlib import Path

import yaml

from core.text import matching_key

_LONGEST = 40  # characters, spaces included, of a line that is compared with single words


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    content: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8"))
    return {name: tuple(str(word) for word in words) for name, words in content.items()}


@lru_cache(maxsize=64)
def words(name: str) -> tuple[str, ...]:
    """The words of a list as written, longest first."""
    return tuple(sorted(_lists()[name], key=len, reverse=True))


@lru_cache(maxsize=64)
def _keys(name: str) -> frozenset[str]:
    return frozenset(matching_key(word) for word in _lists()[name])


@lru_cache(maxsize=16_384)
def _key(text: str) -> str:
    return matching_key(text)


def is_word(name: str, text: str) -> bool:
    """True when the text is one of the list's words, spaces, width and case aside."""
    return len(text) <= _LONGEST and _key(text) in _keys(name)


@lru_cache(maxsize=64)
def _key_tuple(name: str) -> tuple[str, ...]:
    return tuple(_keys(name))


def ends_with_word(name: str, text: str) -> bool:
    """True when the text ends with one of the list's words, spaces, width and case aside."""
    return _key(text[-_LONGEST:]).endswith(_key_tuple(name))
