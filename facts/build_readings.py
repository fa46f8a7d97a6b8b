"""Builds the list of readings that characters have inside words, and the dictionary does not list for them alone (facts/vocabulary).

    python -m facts.build_readings

Of each word of two characters that Sudachi's dictionary reads, what is left when the known reading of one is taken away is a
reading of the other (長汀, チョウテイ: テイ). Sources and licences are stated in facts/vocabulary/LICENCES.md.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from facts.lexicon import READINGS, write_lines
from facts.words import dictionary_readings, readings

_WORD = re.compile(r"[一-龥]{1,2}")
_PLAIN = dict(zip("ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポ", "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホ", strict=True))
_VOICED = {plain: voiced for voiced, plain in _PLAIN.items() if voiced not in "パピプペポ"}
_NO_BEGINNING = "ンッーァィゥェォャュョ"
_CLIPPED = "ツチクキ"
_LEAST_WORDS = 4
_LONGEST = 4


def main() -> None:
    """Write the list."""
    words: dict[str, set[str]] = defaultdict(set)
    for surface, reading in dictionary_readings():
        if _WORD.fullmatch(surface):
            words[surface].add(reading)
    write_lines(READINGS, (f"{char}\t{' '.join(found)}" for char, found in sorted(hidden_readings(words).items())))


def hidden_readings(words: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """The readings of characters inside words of two that are no readings of theirs alone, the commonest first."""
    alone = {word: found for word, found in words.items() if len(word) == 1}
    left: dict[str, Counter[str]] = defaultdict(Counter)
    for word, found in words.items():
        if len(word) == 2:
            for reading in found:
                for char, rest in _left_over(reading, alone.get(word[0], set()), alone.get(word[1], set())):
                    left[word[char]][_PLAIN.get(rest[0], rest[0]) + rest[1:]] += 1
    kept = {
        char: [
            reading
            for reading, count in counted.most_common()
            if count >= _LEAST_WORDS and len(reading) <= _LONGEST and reading not in alone.get(char, set())
        ]
        for char, counted in left.items()
    }
    # An entry that is only a part of others is read so, but not found by its spelling.
    parts = {char: sorted(found - set(readings(char))) for char, found in alone.items()}
    every = {char: [*parts.get(char, ()), *kept.get(char, ())] for char in {*parts, *kept}}
    return {char: found for char, found in every.items() if found}


def _left_over(reading: str, first: set[str], second: set[str]) -> Iterator[tuple[int, str]]:
    """What a reading leaves for one character where the other is read as it is alone; nothing where both are."""
    ahead, behind = ({variant for known in found for variant in _inside(known)} for found in (first, second))
    if any(reading.startswith(one) and reading[len(one) :] in behind for one in ahead):
        return
    rests = [(1, reading[len(one) :]) for one in ahead if reading.startswith(one)]
    rests += [(0, reading[: -len(other)]) for other in behind if reading.endswith(other)]
    yield from ((char, rest) for char, rest in rests if rest and rest[0] not in _NO_BEGINNING and rest[-1] != "ッ")


def _inside(reading: str) -> Iterator[str]:
    """A reading as it may sound inside a word: its first sound voiced, its last one clipped."""
    for begun in (reading, _VOICED.get(reading[0], reading[0]) + reading[1:]):
        yield begun
        if len(begun) > 1 and begun[-1] in _CLIPPED:
            yield begun[:-1] + "ッ"


if __name__ == "__main__":
    main()
