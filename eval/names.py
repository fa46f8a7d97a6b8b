"""Names of organisations and systems in an answer, found by their endings alone."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from eval.plain_text import squeeze

_SHAPES = Path(__file__).with_name("name_shapes.yaml")
# A run of kanji, katakana, Latin letters and digits: hiragana and punctuation end a name, but お客さま stands within many.
_RUN = re.compile(r"(?:お客さま|お(?=客様)|[一-龥々〆ァ-ヴーA-Za-z0-9&・])+")
_CIRCLED_CASE = re.compile(r"[一-龥]{1,3}[①-⑳]")


@lru_cache(maxsize=1)
def shapes() -> dict[str, tuple[str, ...]]:
    """The lists of name_shapes.yaml: endings, generic, denials."""
    with _SHAPES.open(encoding="utf-8") as stream:
        lists = yaml.safe_load(stream)
    return {name: tuple(str(item) for item in items) for name, items in lists.items() if name != "spellings"}


@lru_cache(maxsize=1)
def _ending() -> re.Pattern[str]:
    longest_first = sorted(shapes()["endings"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    words = sorted((*shapes()["generic"], *shapes()["endings"]), key=len, reverse=True)
    return re.compile(rf"(?:\d+|・|{'|'.join(map(re.escape, words))})*")


def read_names(text: str) -> tuple[str, ...]:
    """The names in a flattened text, each once: longest runs cut after their last ending, and case numbers (事案①)."""
    found = [name for run in _RUN.findall(text) if (name := _cut(run)) and not _generic().fullmatch(name)]
    return tuple(dict.fromkeys([*found, *_CIRCLED_CASE.findall(text)]))


def _cut(run: str) -> str:
    """The run up to its last ending; empty when it has none."""
    ends = [match.end() for match in _ending().finditer(run)]
    return run[: ends[-1]] if ends else ""


def stands_in(name: str, pool: str) -> bool:
    """True when the name stands in squeezed text, whole or as several names written together (a company's system)."""
    wanted, pool = _one_spelling(squeeze(name)), _one_spelling(pool)
    return wanted in pool or any(
        _one_spelling(squeeze(name[:cut])) in pool and stands_in(name[cut:].lstrip("・"), pool)
        for cut in _inner_ends(name)
        if _generic_rest(name[cut:])
    )


def _one_spelling(text: str) -> str:
    """The text with the written variants of name_shapes.yaml brought to one."""
    for variant, usual in _spellings():
        text = text.replace(variant, usual)
    return text


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[str, str], ...]:
    with _SHAPES.open(encoding="utf-8") as stream:
        return tuple((str(variant), str(usual)) for variant, usual in yaml.safe_load(stream)["spellings"])


def _inner_ends(name: str) -> list[int]:
    marks = [index for index, char in enumerate(name) if char == "・" and index]
    return [match.end() for match in _ending().finditer(name) if match.end() < len(name)] + marks


def _generic_rest(rest: str) -> bool:
    """True when what follows a cut is long enough to be a name, not a stray character."""
    return len(rest.strip("・")) > 1
