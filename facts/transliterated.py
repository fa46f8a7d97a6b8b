"""Whether a name in Latin letters is a Japanese one: by its possible readings, by what its parts mean, by the sound of its katakana.

A dictionary reads an invented or rare name in one way only, and often another than its bearer (汐見原: しおみはら). So every reading
that it lists for any part of the name counts, in any usual romanisation.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from core.text import fold
from facts.english import letters_of, skeleton
from facts.lexicon import hidden_readings_of, japanese_of
from facts.names import strip_corporate
from facts.terms import load_names
from facts.words import readings

_LONGEST_PART = 10
_MOST_SPELLINGS = 24
# Fewer letters, or fewer characters of the name, may be anything.
_LEAST_LETTERS = 4
_LEAST_CHARACTERS = 2
_SHORTEST_SOUND = 2
_KANA = re.compile(r"[ぁ-んァ-ヴー]+")
_KATAKANA = re.compile(r"[ァ-ヴー]{2,}")
# How the first sound of a word changes inside a name (はら, しおみばら).
_VOICED = (("ch", "j"), ("sh", "j"), ("ts", "z"), ("k", "g"), ("s", "z"), ("t", "d"), ("h", "b"), ("f", "b"))
# What one romanisation writes differently from another.
_KUNREI = (("sh", "sy"), ("ch", "ty"), ("j", "zy"), ("syi", "si"), ("tyi", "ti"), ("zyi", "zi"), ("tsu", "tu"), ("fu", "hu"))
_LONG = {"ou": ("ou", "o", "oo", "oh"), "oo": ("oo", "o", "oh"), "uu": ("uu", "u"), "ii": ("ii", "i"), "aa": ("aa", "a"), "ee": ("ee", "e")}
_VOWELS = re.compile("|".join(_LONG))
# A place's kind may stand before it in English (the City of Ashino).
_KIND_FIRST = re.compile(r"^(?:the )?(?P<kind>city|town|village|prefecture|university|bank) of (?P<rest>.+)$", re.IGNORECASE)


def spelled_as(said: str, name: str) -> int | None:
    """How many characters of a name stay unsaid where `said`, in Latin letters, is the name or the name cut short; None where it is not.

    All of `said` has to be in the name, in its order (Shiomihara Bank: 汐見原銀行, and never 汐見原証券); of the name its
    beginning, and of the rest only what says its kind may be left out.
    """
    words = tuple(re.findall(r"[a-z]+", _in_order(said).casefold()))
    bare = _bare(name)
    if sum(map(len, words)) < _LEAST_LETTERS or len(bare) < _LEAST_CHARACTERS or bare.isascii():
        return None
    return _unsaid(words, bare)


def begins_with(name: str) -> frozenset[str]:
    """The letters with which a Japanese name may begin in Latin letters."""
    return _initials(_bare(name)[:3])


@lru_cache(maxsize=65_536)
def _initials(beginning: str) -> frozenset[str]:
    return frozenset(spelling[0] for _, spellings, _ in _parts_at(beginning, 0) for spelling in spellings) if beginning else frozenset()


def is_kind_in_english(word: str) -> bool:
    """True for an English word that says what a company or institution is (Bank, Railways)."""
    return re.sub(r"[^a-z]", "", word.casefold()) in _kinds_in_english()


@lru_cache(maxsize=1)
def _kinds_in_english() -> frozenset[str]:
    shapes = load_names()
    words = {word for kind in shapes.english_kinds for word in kind.casefold().split()}
    kinds = (*shapes.organisation_endings, *shapes.business_kinds, *shapes.municipal)
    return frozenset([*words, *(said for kind in kinds for said in _meanings().get(kind, ()))])


def _in_order(said: str) -> str:
    turned = _KIND_FIRST.match(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"'s?$", "", said.strip())))
    return f"{turned['rest']} {turned['kind']}" if turned else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"'s?$", "", said.strip()))


@lru_cache(maxsize=16_384)
def _bare(name: str) -> str:
    """A name without its legal form, spaces and marks."""
    return re.sub(r"[ 　・()\-]", "", strip_corporate(fold(name).text))


@lru_cache(maxsize=16_384)
def _unsaid(words: tuple[str, ...], name: str) -> int | None:
    letters = "".join(words)
    starts = {sum(map(len, words[:n])): n for n in range(len(words))}
    # For each place in the name, how far the letters got, whether by a reading, and how much was left out.
    reached: list[dict[tuple[int, bool], int]] = [{} for _ in range(len(name) + 1)]
    reached[0][(0, False)] = 0
    best: int | None = None
    for place in range(len(name) + 1):
        for (offset, read), skipped in list(reached[place].items()):
            if letters[offset:] in _tails() and _may_end(name, place, read):
                left = skipped + len(name) - place
                best = left if best is None else min(best, left)
            for end, taken, sounded in _ways(name, place, letters, offset, words[starts[offset] :] if offset in starts else ()):
                state = (taken, read or sounded)
                reached[end][state] = min(reached[end].get(state, len(name)), skipped)
            if place:
                for end in _kinds_at(name, place):
                    state = (offset, read)
                    reached[end][state] = min(reached[end].get(state, len(name)), skipped + end - place)
    return best


def _ways(name: str, place: int, letters: str, offset: int, rest: tuple[str, ...]) -> Iterator[tuple[int, int, bool]]:
    """The ways on: the place in the name, that in the letters, and whether the part was read and not translated."""
    for end, spellings, read in _parts_at(name, place):
        for spelling in spellings:
            if letters.startswith(spelling, offset):
                yield end, offset + len(spelling), read
    for count in (1, 2):
        if len(rest) >= count:
            taken = offset + sum(map(len, rest[:count]))
            for head in _in_japanese(rest[:count]):
                if name.startswith(head, place):
                    yield place + len(head), taken, False
            katakana = _KATAKANA.match(name, place)
            for end in range(place + 2, katakana.end() + 1) if katakana else ():
                if _sounds_alike("".join(rest[:count]), name[place:end]):
                    yield end, taken, True


@lru_cache(maxsize=65_536)
def _sounds_alike(word: str, kana: str) -> bool:
    """True when katakana render an English word (form, フォーム): the same consonants, an r that is not heard aside."""
    letters = letters_of(kana)
    sound = skeleton(letters)
    said = {skeleton(word), skeleton(re.sub(r"(?<=[aeiou])r(?![aeiou])", "", word))}
    if not sound or sound not in said or _begins(letters) != _begins(word):
        return False
    return len(sound) >= _SHORTEST_SOUND or len(word) > 2


def _begins(letters: str) -> str:
    """The sound that a word begins with: all vowels are one."""
    return skeleton(letters[:1]) or letters[:1] if letters[:1] not in "aiueo" else "a"


@lru_cache(maxsize=8192)
def _in_japanese(words: tuple[str, ...]) -> frozenset[str]:
    """What English words are in Japanese, as a part of a name may say it."""
    # What says a kind is said so in the vocabulary: the dictionary gives a clinic as a hospital.
    if len(words) == 1 and not is_kind_in_english(words[0]):
        return frozenset("".join(head) for head in japanese_of(words[0]) if len("".join(head)) > 1)
    return frozenset()


@lru_cache(maxsize=65_536)
def _parts_at(name: str, place: int) -> tuple[tuple[int, frozenset[str], bool], ...]:
    """The parts of a name that begin at a place: where each ends, how it may be written in Latin letters, whether that is its reading."""
    found = []
    for end in range(place + 1, min(len(name), place + _LONGEST_PART) + 1):
        part = name[place:end]
        meant = _meanings().get(part)
        if meant:
            found.append((end, meant, False))
        said = _spellings(part)
        if said:
            found.append((end, frozenset([*said, *(v for s in said for v in _voiced(s))]) if place else said, True))
    return tuple(found)


@lru_cache(maxsize=65_536)
def _spellings(part: str) -> frozenset[str]:
    """How a part may be written by its readings."""
    if part in ("ヶ", "ケ"):
        return frozenset(["ga", "ka", "ke"])
    if _KANA.fullmatch(part):
        read: tuple[str, ...] = ("".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ん" else char for char in part),)
    elif part.isascii():
        return frozenset([re.sub(r"[^a-z]", "", part.casefold())]) - {""}
    else:
        read = (*readings(part), *(hidden_readings_of(part) if len(part) == 1 else ()))
    return frozenset(spelling for reading in read for spelling in _romanisations(letters_of(reading)) if spelling)


def _romanisations(letters: str) -> Iterator[str]:
    """The usual ways to write a reading: long vowels marked or not, n or m, Hepburn or the official way."""
    for base in dict.fromkeys((letters, _replaced(letters, _KUNREI))):
        pieces = re.split(f"({_VOWELS.pattern})", re.sub("n(?=[bpm])", "m", base))
        other = re.split(f"({_VOWELS.pattern})", base)
        for split in (pieces, other):
            choices = [_LONG.get(piece, (piece,)) for piece in split]
            for number, chosen in enumerate(product(*choices)):
                if number < _MOST_SPELLINGS:
                    yield "".join(chosen)


def _replaced(letters: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        letters = letters.replace(old, new)
    return letters


def _voiced(spelling: str) -> Iterator[str]:
    for old, new in _VOICED:
        if spelling.startswith(old):
            yield new + spelling[len(old) :]
            break
    if spelling[:1] in "hf":
        yield "p" + spelling[1:]


@lru_cache(maxsize=1)
def _meanings() -> dict[str, frozenset[str]]:
    """The parts of names that the vocabulary says in English, in letters only, singular and plural."""
    shapes = load_names()
    listed = [*shapes.english_parts.items(), *shapes.places.items()]
    listed += [(part, also) for part, others in shapes.english_also.items() for also in others]
    found: dict[str, set[str]] = {}
    for part, english in listed:
        letters = re.sub(r"[^a-z]", "", english.casefold())
        found.setdefault(part, set()).update((letters, f"{letters}s", letters.removesuffix("s")))
    return {part: frozenset(filter(None, said)) for part, said in found.items()}


@lru_cache(maxsize=65_536)
def _kinds_at(name: str, place: int) -> tuple[int, ...]:
    """Where the parts end that begin at a place and say a name's kind: they may be left out."""
    shapes = load_names()
    ends = range(place + 1, min(len(name), place + _LONGEST_PART) + 1)
    kinds = (*shapes.business_kinds, *shapes.municipal)
    return tuple(end for end in ends if (part := name[place:end]) in shapes.english_parts or part in kinds)


def _may_end(name: str, place: int, read: bool) -> bool:
    """True when a name may be cut short at a place: at its end, before what says its kind, or where its script changes."""
    if place == len(name):
        return True
    if not read or place < _LEAST_CHARACTERS:
        return False
    return bool(_kinds_at(name, place)) or _script(name[place - 1]) != _script(name[place]) != "hiragana"


def _script(char: str) -> str:
    if "ァ" <= char <= "ー":
        return "kanji" if char == "ヶ" else "katakana"
    return "hiragana" if "ぁ" <= char <= "ん" else "latin" if char.isascii() else "kanji"


@lru_cache(maxsize=1)
def _tails() -> frozenset[str]:
    """What may follow a company's name without saying more."""
    return frozenset(["", *(re.sub(r"[^a-z]", "", tail.casefold()) for tail in load_names().english_forms_of_company)])
