"""Words that stand for one another: English words in Japanese, Japanese synonyms, verbs in formal words (facts/vocabulary/*.tsv.gz)."""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, zip_longest
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent / "vocabulary"
ENGLISH = _FOLDER / "english.tsv.gz"
SYNONYMS = _FOLDER / "synonyms.tsv.gz"
FORMAL = _FOLDER / "formal.tsv.gz"
READINGS = _FOLDER / "readings.tsv.gz"
_IRREGULAR = _FOLDER / "irregular.yaml"

# Endings that an inflected English word loses, longest first, with what takes their place.
_INFLECTIONS = (
    ("ies", "y"), ("ied", "y"), ("ying", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ing", ""), ("ing", "e"),
    ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""), ("d", ""), ("ion", "e"), ("ation", "e"), ("ment", ""), ("ly", ""),
)  # fmt: skip


# Of a word's forms that are listed, the readings that are asked for: "sold" is a form of sell, and listed itself.
_FORMS = 2


@lru_cache(maxsize=8192)
def japanese_of(word: str) -> tuple[tuple[str, ...], ...]:
    """What an English word, and its base form, is in Japanese, likeliest first: heads of one or two Sudachi words; empty when not known."""
    table = _english()
    listed = [table[form].split(" ") for form in dict.fromkeys(base_forms(word)) if form in table][:_FORMS]
    merged = chain.from_iterable(zip_longest(*reversed(listed)))
    return tuple(tuple(head.split("+")) for head in dict.fromkeys(filter(None, merged)))


def synonyms_of(word: str) -> tuple[str, ...]:
    """The Japanese words that stand in a group of synonyms with a word."""
    return tuple(dict.fromkeys(other for group in _groups().get(word, ()) for other in group if other != word))


def formal_of(word: str) -> tuple[str, ...]:
    """What a Japanese verb is called in formal writing, likeliest first (返す: 返還, 返却); nothing for a word that is not listed."""
    return _formal().get(word, ())


def hidden_readings_of(char: str) -> tuple[str, ...]:
    """The katakana readings that a character has inside words, and that the dictionary does not list for it alone (汀: テイ)."""
    return _readings().get(char, ())


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a compressed list; the time stamp is left out so that the same input gives the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(("\n".join(lines) + "\n").encode())
    print(f"{path}: {path.stat().st_size:,} bytes")


def base_forms(word: str) -> Iterator[str]:
    """The words that an English word may be a form of, itself first."""
    yield word
    yield from _irregular().get(word, ())
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
def _formal() -> Mapping[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in _lines(FORMAL))
    return {verb: tuple(compounds.split(" ")) for verb, compounds in rows}


@lru_cache(maxsize=1)
def _readings() -> Mapping[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in _lines(READINGS))
    return {char: tuple(found.split(" ")) for char, found in rows}


@lru_cache(maxsize=1)
def irregular_forms() -> Mapping[str, tuple[str, ...]]:
    """The other forms of English words whose forms do not follow from their endings, by the base form."""
    return {base: tuple(forms.split()) for base, forms in yaml.safe_load(_IRREGULAR.read_text(encoding="utf-8")).items()}


@lru_cache(maxsize=1)
def _irregular() -> Mapping[str, list[str]]:
    """The base forms of English words whose forms do not follow from their endings."""
    table: dict[str, list[str]] = {}
    for base, forms in irregular_forms().items():
        for form in forms:
            table.setdefault(form, []).append(base)
    return table


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
