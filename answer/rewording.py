"""A follow-up that only names another row (では、110番は？) as the question before with that row in the place of its own.

What is put where is read from the documents: two labels of one table, or of one list, are alike, and so are two numbers in one
shape (119番, 110番). The question so made asks by itself, and is answered like any other.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from answer.patterns import compiled, fits, patterns, without
from core.text import fold
from facts.names import comparable

_LONGEST = 40
_SHORTEST = 2
_BRACKETS = re.compile(r"[(（].*?[)）]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# A number alone has no shape: it may be anything.
_SHAPED = re.compile(r"^[^\s、。]{0,12}\d[^\s、。]{0,12}$|^[A-Za-z]{1,12}\.? ?\d+$")
_KINDS_OF_LETTERS = (re.compile(r"[\d.,]"), re.compile(r"[A-Za-z]"), re.compile(r"[一-龥々ヶ]"), re.compile(r"[ァ-ヴー]"))


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels that stand beside one another in a document: those of the rows of a table (or lines of a list), or of columns that hold
    the same kind of value."""

    of: tuple[str, ...]
    rows: bool


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question with another row in the place of its own, and the label of that row, comparable, where documents have it as one."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Rewording:
    """Puts what a follow-up names in the place of its like; `beside` gives the labels of the documents that a question may be about."""

    beside: Callable[[], Iterable[Labels]]

    def of(self, text: str, before: str, language: str) -> Reworded | None:
        """The question before with what a follow-up names instead; None where it names nothing that stands beside what was asked."""
        asked = fold(before, markup=False).text
        if fits(patterns()["asks_in_total"][language], fold(text, markup=False).text.casefold()):
            return _of_the_whole(asked, self.beside())
        named = fragment(text, language)
        if named is None or len(named) > _LONGEST:
            return None
        return _with_label(named, asked, self.beside()) or _with_number(named, asked)


def fragment(text: str, language: str) -> str | None:
    """What a follow-up names that asks nothing itself (では、110番は？: 110番); None for one that asks."""
    ways = patterns()
    folded = fold(text, markup=False).text.strip()
    said = without(folded, ways["how_so"][language]).strip()
    if not fits(ways["elliptical"][language], said.casefold()) or fits(ways["asks_itself"][language], said.casefold()):
        return None
    for place in ("lead", "tail"):
        for pattern in ways["around_fragment"][language][place]:
            said = compiled(f"(?i:{pattern})").sub("", said).strip()
    return said or None


def _with_label(named: str, asked: str, groups: Iterable[Labels]) -> Reworded | None:
    """The question with the label that is named in the place of one beside it that the question names; of several, the longest."""
    found: list[tuple[int, Reworded]] = []
    for group in groups:
        label = _meant(named, group)
        if label is None:
            continue
        for other in group.of:
            replaced = _replaced(asked, other, label) if bare_label(other) != bare_label(label) else None
            if replaced is not None:
                found.append((replaced[0], Reworded(replaced[1], bare_label(label))))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _meant(named: str, group: Labels) -> str | None:
    """The one label of a group that a fragment names, whole or in part."""
    key = comparable(named)[0]
    if len(key) < _SHORTEST:
        return None
    whole = {bare_label(label): label for label in group.of if key in (bare_label(label), comparable(label)[0])}
    found = whole or {bare_label(label): label for label in group.of if _within(key, comparable(label)[0])}
    return next(iter(found.values())) if len(found) == 1 else None


def _within(key: str, label: str) -> bool:
    """True when a word stands in a label and is no part of a longer number or Latin word there."""
    place = label.find(key)
    return place >= 0 and not _cuts(label, place, place + len(key))


def _cuts(text: str, start: int, end: int) -> bool:
    """True when a stretch begins or ends inside a number, or a word of Latin letters, ideographs or katakana."""
    edges = ((text[start - 1 : start], text[start : start + 1]), (text[end - 1 : end], text[end : end + 1]))
    return any(kind.match(left) and kind.match(right) for left, right in edges for kind in _KINDS_OF_LETTERS if left and right)


def bare_label(label: str) -> str:
    """A label without what stands in brackets, comparable."""
    return comparable(_BRACKETS.sub("", label))[0] or comparable(label)[0]


def _replaced(asked: str, old: str, new: str) -> tuple[int, str] | None:
    """A question with one label in the place of another, and how much of the old one it names.

    It must name what the two differ in; where it names a part only, just that is replaced (数学で得点が変わった: 英語で…).
    """
    key, places = comparable(asked)
    before, after = bare_label(old), bare_label(new)
    first, last = _differing(before, after)
    start, begins, length = _longest_common(key, before)
    if length < _SHORTEST or begins > first or begins + length < last or _cuts(key, start, start + length):
        return None
    if 2 * length < len(before) and not _ends_word(before, begins, length):
        return None
    whole = length == len(before)
    if first == last and not whole:
        return None
    stop = len(after) - (len(before) - last)
    put = after if whole else before[begins:first] + after[first:stop] + before[last : begins + length]
    left, right = places[start], places[start + length - 1] + 1
    return length, asked[:left] + (_spelled(new, put) if whole else put) + asked[right:]


def _spelled(label: str, key: str) -> str:
    """A label as it is written, without its brackets."""
    written = _BRACKETS.sub("", label).strip()
    return written if comparable(written)[0] == key else key


def _ends_word(label: str, begins: int, length: int) -> bool:
    """True when a part is the end of a label of several words (野菜おこげスナック しお味: しお味)."""
    return begins + length == len(label)


def _differing(one: str, other: str) -> tuple[int, int]:
    """The stretch of a text in which it differs from another: what both begin and end with left out."""
    least = min(len(one), len(other))
    first = next((i for i in range(least) if one[i] != other[i]), least)
    tail = next((i for i in range(least - first) if one[-1 - i] != other[-1 - i]), least - first)
    return first, len(one) - tail


def _longest_common(text: str, label: str) -> tuple[int, int, int]:
    """The longest stretch of a label in a text: its place in the text, its place in the label, its length."""
    for length in range(len(label), _SHORTEST - 1, -1):
        for begins in range(len(label) - length + 1):
            place = text.find(label[begins : begins + length])
            if place >= 0:
                return place, begins, length
    return 0, 0, 0


def _with_number(named: str, asked: str) -> Reworded | None:
    """The question with a number in the place of another in the same shape (7号機: 4号機, case 1: case 2), where it holds just one."""
    if not _SHAPED.match(named) or not re.search(r"[^\d.,]", named):
        return None
    shape = r"\d+(?:[.,]\d+)*".join(re.escape(part) for part in _NUMBER.split(named))
    found = [match for match in re.finditer(rf"(?<![\d.,A-Za-z]){shape}(?![\dA-Za-z])", asked, re.IGNORECASE) if match.group() != named]
    if len({match.group() for match in found}) != 1:
        return None
    return Reworded(asked[: found[0].start()] + named + asked[found[0].end() :])


def _of_the_whole(asked: str, groups: Iterable[Labels]) -> Reworded | None:
    """The question asked of all rows together instead of the one that it names."""
    key, places = comparable(asked)
    named = {bare_label(label) for group in groups if group.rows for label in group.of}
    row = max((label for label in named if len(label) >= _SHORTEST and label in key), key=len, default=None)
    if row is None:
        return None
    start = key.find(row)
    return Reworded(asked[: places[start]] + patterns()["in_total"] + asked[places[start + len(row) - 1] + 1 :])
