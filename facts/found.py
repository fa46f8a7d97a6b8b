"""A value that was found in a text, with its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.records import Value
from core.text import Folded


@dataclass(frozen=True, slots=True)
class Found:
    """A value and its place [start, end) in the folded text that it was found in."""

    value: Value
    start: int
    end: int


def placed(found: Iterable[Found], plain: Folded, text: str) -> list[Found]:
    """What was found in a text whose numerals were made figures, at its places in the text as written and in its wording."""
    return list(found) if plain.text == text else [_placed(item, plain, text) for item in found]


def _placed(item: Found, plain: Folded, text: str) -> Found:
    start, end = plain.place(item.start, item.end)
    return Found(replace(item.value, text=text[start:end].strip()), start, end)
