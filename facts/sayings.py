"""Everyday sayings (お金を返す, give back) by their words in any form, whatever particles and small words stand between them.

A saying is listed in its plain form (facts/vocabulary/sayings.yaml). It is found in 「お金をまだ返せていない」 and 「返したお金」, and
in "gave the money back": words are compared by their base forms.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.text import fold
from facts.lexicon import base_forms
from facts.terms import load_concepts
from facts.words import Word, all_words, content_of

# Words that may stand between two words of a saying: small ones, and an object before "back" or "out".
_SMALL = 2
_OBJECT = 3
_PARTICLES = frozenset(["back", "out", "off", "up", "down", "away", "in", "on", "over", "through", "apart"])
# Words that say nothing of their own in a saying: politeness, and the verb that makes one of a noun (返金する).
_EMPTY = frozenset(["御", "さん", "様", "為さる", "為る", "成る"])
_ENDS = frozenset(["補助記号", "代名詞"])
_ADVERB = "副詞"
_VERB = "動詞"
_NOT = frozenset(["ない", "無い", "ぬ", "ず"])


@dataclass(frozen=True, slots=True)
class Saying:
    """A saying in its words' base forms, and the concepts that it stands for, any of them, joined as in `Term.key` without "c:".

    `denied`: its last word has to be denied (使えない).
    """

    words: tuple[str, ...]
    keys: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A saying found in a text: its concepts and the words that make it up."""

    keys: str
    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return min(word.start for word in self.words)

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return max(word.end for word in self.words)


def said_in(every: Sequence[Word]) -> list[Said]:
    """The sayings in a text of these words, the longest at each place, none sharing a word with another."""
    plain, denied, clauses = _content(every)
    found: list[Said] = []
    used: set[int] = set()
    for index in range(len(plain)):
        if index in used or _ends_compound(plain, index):
            continue
        best: tuple[int, ...] = ()
        keys, strength = "", (0, False)
        for saying in _beginning(plain[index]):
            places = _match(saying.words, plain, index, clauses)
            if saying.denied and not (places and places[-1] in denied):
                continue
            if (len(places), saying.denied) > strength and used.isdisjoint(places):
                best, keys, strength = places, saying.keys, (len(places), saying.denied)
        if best:
            used.update(best)
            found.append(Said(keys, tuple(plain[place] for place in best)))
    return found


def _ends_compound(words: Sequence[Word], index: int) -> bool:
    """True for a word of one character that ends a compound (身代金を払う is no saying of お金を払う)."""
    return index > 0 and len(words[index].text) == 1 and words[index - 1].end == words[index].start


def _beginning(word: Word) -> Iterator[Saying]:
    """The sayings that begin with a word in some form."""
    table = _table()
    for form in _forms(word):
        yield from table.get(form, ())


def _match(saying: Sequence[str], words: Sequence[Word], index: int, clauses: Sequence[int]) -> tuple[int, ...]:
    """The places of a saying's words from a place on; none where it does not stand there."""
    places = [index]
    for wanted in saying[1:]:
        reach = _OBJECT if wanted in _PARTICLES else _SMALL
        for place in range(places[-1] + 1, min(places[-1] + reach + 2, len(words))):
            if clauses[place] != clauses[index]:
                return ()
            if wanted in _forms(words[place]):
                places.append(place)
                break
            if wanted not in _PARTICLES and not _is_small(words[place]):
                return ()
        else:
            return ()
    return tuple(places)


def _is_small(word: Word) -> bool:
    return word.part == _ADVERB or word.text in load_concepts().weak


@lru_cache(maxsize=65_536)
def _base(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(base_forms(word)))


def _forms(word: Word) -> tuple[str, ...]:
    """A word as it may be listed: a Japanese one is normalised already, an English one has base forms."""
    return _base(word.text) if word.text.isascii() else (word.text,)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, list[Saying]]:
    """All sayings by their first word; a noun and its verb the other way round too (返したお金)."""
    listed: dict[tuple[tuple[str, ...], bool], dict[str, None]] = {}
    for key, sayings in load_concepts().sayings.items():
        for text in sayings:
            for way in _ways(text):
                listed.setdefault(way, {})[key] = None
    table: dict[str, list[Saying]] = {}
    for (words, denied), keys in listed.items():
        table.setdefault(words[0], []).append(Saying(words, "|".join(keys), denied))
    return table


def every_saying() -> frozenset[str]:
    """The concepts that sayings stand for, joined where it is any of several."""
    return frozenset(saying.keys for group in _table().values() for saying in group)


def _ways(text: str) -> list[tuple[tuple[str, ...], bool]]:
    """The words of a saying as it is listed, and turned round where it is a noun with its verb; and whether it denies."""
    words, denied, _ = _content(all_words(fold(text).text))
    plain = tuple(word.text for word in words)
    if not plain:
        return []
    denies = len(words) - 1 in denied
    turned = len(words) == 2 and not text.isascii() and words[0].part != _VERB and words[1].part == _VERB and not denies
    return [(plain, denies), (plain[::-1], False)] if turned else [(plain, denies)]


def _content(every: Sequence[Word]) -> tuple[list[Word], frozenset[int], list[int]]:
    """The words of a text that carry content, the places among them of those that are denied (返せていない), and the clause of each.

    A comma, a pronoun or an interrogative ends what may be one saying.
    """
    content: list[Word] = []
    denied: set[int] = set()
    clauses: list[int] = []
    clause = 0
    for word in every:
        if word.text in _NOT and content:
            denied.add(len(content) - 1)
        elif word.part in _ENDS:
            clause += 1
        elif word.text not in _EMPTY and content_of([word]):
            content.append(word)
            clauses.append(clause)
    return content, frozenset(denied), clauses
