"""How questions ask: their language, form and the counter they ask in, by the patterns of forms.yaml."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import yaml

from answer.query import Form
from facts.terms import load_concepts, load_values
from facts.values import counters


def language_of(text: str) -> str:
    """ "en" for a text of English words, names in Japanese allowed; "ja" otherwise."""
    words = len(re.findall(r"[A-Za-z]{2,}", text))
    runs = len(re.findall(r"[ぁ-んァ-ヴー一-龥・]+", text))
    asks = re.match(
        r"\W*(?:what|which|who|whom|whose|when|where|why|how|did|do|does|was|were|is|are|can|could|has|have|had|and|list|give|name|tell|compare|show|in|on|by|at|for|of|the|until|since|between|after|before)\b",
        text,
        re.IGNORECASE,
    )
    japanese = re.search(r"(?:です|ます|でした|ました)か|[はをが]?(?:何|いつ|誰|どこ)", text)
    if asks or japanese:
        return "ja" if japanese else "en"
    return "en" if (words >= 3 and words >= 2 * runs) or not runs else "ja"


def form_of(text: str, language: str, dated: bool) -> Form:
    for entry in patterns()["forms"]:
        if fits(entry[language], text):
            form = Form(entry["form"])
            if form is Form.ON_DATE and not dated:
                continue
            if (
                form is Form.YES_NO
                and language == "ja"
                and re.search(r"何|いつ|どこ|誰|だれ|どなた|どの|どれ|いくつ|いくら|いかほど|幾|どちら|どっち|どんな|どう", text)
            ):
                continue
            if form is Form.WHAT_IS and language == "en" and fits(patterns()["no_word"], text) and not re.search(r"\bdefin|\bmean", text):
                continue
            return form
    return Form.VALUE


def fits(patterns: Iterable[str], text: str) -> bool:
    return any(compiled(pattern).search(text) for pattern in patterns)


@lru_cache(maxsize=2048)
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=1)
def patterns() -> Mapping[str, Any]:
    with (Path(__file__).parent / "forms.yaml").open(encoding="utf-8") as file:
        data: Mapping[str, Any] = yaml.safe_load(file)
    return data


def units_asked(text: str, language: str) -> tuple[str, ...]:
    """The counters that a question asks in, in its order: 何件、いくら → 件, 円."""
    found = _japanese_units(text) if language == "ja" else _english_units(text)
    return tuple(dict.fromkeys(unit for _, unit in sorted(found)))


def _japanese_units(text: str) -> list[tuple[int, str]]:
    """The counters of a Japanese question with their places: those after 何 and いくら, else what it calls a number or an amount."""
    known = [unit.ja for unit in load_values().units]
    counted = re.finditer(rf"何{_MAGNITUDE}({_alternatives(c for c in known if c not in _NO_COUNTERS)})(?!間)", text)
    found = [(match.start(), match[1]) for match in counted if not text[: match.start()].endswith("何時")]
    found += [(match.start(), "円") for match in re.finditer("いくら|幾ら", text)]
    if found:
        return found
    units = _alternatives(c for c in known if len(c) > 1)
    several = re.search(rf"({units})(?:は|が|の数)[^。、]*(?:いくつ|幾つ|(?:どの|どれ)(?:くらい|ぐらい|だけ))", text)
    if several:
        return [(several.start(), _counted_like(several[1]))]
    counter = re.search(r"何(?:([一-龥]{1,3})(?:です|で|が|を|に|あ|の|い|か|、|[??])|([ァ-ヴー]{2,6})(?![ァ-ヴー]))", text)
    if counter and (unit := counter[1] or counter[2]) not in _NO_COUNTERS:
        return [(counter.start(), unit)]
    found = [(match.start(), "円") for match in _MONEY.finditer(text)]
    named = re.finditer(rf"({_alternatives(known)})数", text)
    return found + [(match.start(), _counted_like(match[1])) for match in named if not found or match[1] not in _IN_AMOUNTS]


def _english_units(text: str) -> list[tuple[int, str]]:
    """The counters of an English question with their places."""
    found = [(match.start(), "円") for match in _MONEY.finditer(text)]
    found += [(match.start(), "%") for match in _SHARE.finditer(text)]
    starts = [match.start() for match in re.finditer(r"how many|number of|count of", text)]
    for start, stop in pairwise([*starts, len(text)]):
        match = re.match(r"(?:how many|number of|count of) ((?:[a-z\-]+ ){0,5}?[a-z\-]+)\b(.*)", text[start:stop])
        unit = _counters_in(match[1].split() + match[2].split()[:3]) if match else None
        if unit:
            found.append((start, unit))
    return found


def _counters_in(phrase: list[str]) -> str | None:
    """The counters of what a phrase counts: its last noun before a word without content (data lines were), else the first noun after it."""
    weak = load_concepts().weak
    head = list(takewhile(lambda word: word not in weak, phrase))
    return next((of for word in (*reversed(head), *phrase[len(head) :]) if (of := counters_of(word))), None)


def _alternatives(words: Iterable[str]) -> str:
    """Words as the alternatives of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def counters_of(noun: str) -> str | None:
    """Every counter that an English noun is counted in, joined with "|" (facts.values.counters)."""
    shapes = load_values()
    found: dict[str, str] = {}
    for unit in shapes.units:
        if noun in unit.en or noun in unit.also:
            found.setdefault(shapes.unit_of[unit.ja], unit.ja)
    return "|".join(found.values()) or None


def _counted_like(counter: str) -> str:
    """A counter with those that say the same noun (病院数 may be stated in 施設); one character or a general noun asks for itself."""
    noun = next((unit.en[0] for unit in load_values().units if unit.ja == counter), "")
    others = counters(counters_of(noun)) if len(counter) > 1 and noun else ()
    return "|".join(dict.fromkeys((counter, *(others if len(others) <= _GENERAL else ()))))


# A noun that is counted in more ways says little of what is counted (items).
_GENERAL = 4


# 「何万円」 asks in 円.
_MAGNITUDE = "(?:[千百]?万|億|千)?"
# 何 before these asks for no count.
_NO_COUNTERS = frozenset(["時", "日", "月", "年", "年度", "故", "処", "者", "曜日"])
# 「件数と金額」 asks for both, 「金額の点数」 for no points.
_IN_AMOUNTS = frozenset(["点", "口", "円"])
_MONEY = re.compile(r"いくら|金額|総額|被害額|費用|\bhow much (?:money|was|were|did|does|is|are)\b|amount of money|total amount|\bcosts?\b")


_SHARE = re.compile(r"\b(?:what|which) (?:percentage|percent|per cent)\b|\bhow many per ?cent\b")


def without(text: str, patterns: Iterable[str]) -> str:
    """A text without what fits the patterns, whatever its case."""
    for pattern in patterns:
        text = compiled(f"(?i:{pattern})").sub(" ", text)
    return text


def without_counters(text: str) -> str:
    """A question without the counters that it asks in (何台): they ask for a kind of value, not for a word."""
    units = "|".join(sorted((re.escape(u.ja) for u in load_values().units), key=len, reverse=True))
    plain = re.sub(
        rf"何年度|何{_MAGNITUDE}(?:{units})|何年何月何日|何月何日|何年何月|いつからいつまで|いつごろ|いつ(?:から|まで)?", " ", text
    )
    return re.sub(f"{MASK}+", "それ" if language_of(text) == "ja" else " ", plain)


# Stands for each character of a name or date that was read; a pronoun takes its place before words are counted.
MASK = "\ue000"
