"""How questions ask: their language, form and the counter they ask in, by the patterns of forms.yaml."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from answer.query import Form
from facts.terms import load_values
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
                and re.search(r"何|いつ|どこ|誰|だれ|どの|どれ|いくつ|いくら|どちら|どんな|どう", text)
            ):
                continue
            if (
                form is Form.WHAT_IS
                and language == "en"
                and re.search(r"number|date|period|url|phone|total|name of|cause|reason|title|how|address", text)
                and not re.search(r"\bdefin|\bmean", text)
            ):
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


def unit_asked(text: str, language: str) -> str | None:
    """The counter that a question asks in: 何台 → 台, how many terminals → 台."""
    shapes = load_values()
    if language == "ja":
        for unit in sorted(shapes.units, key=lambda u: -len(u.ja)):
            if re.search(rf"何{re.escape(unit.ja)}(?!間)", text):
                return unit.ja
        listed = "|".join(sorted((re.escape(u.ja) for u in shapes.units if len(u.ja) > 1), key=len, reverse=True))
        several = re.search(rf"({listed})(?:は|が|の数)[^。、]*(?:いくつ|幾つ)", text)
        if several:
            return _counted_like(several.group(1))
        counter = re.search(r"何([一-龥]{1,3}|[ァ-ヴー]{2,6})(?:です|で|が|を|に|あ|の|い|か|、|[??])", text)
        if counter and counter.group(1) not in _NO_COUNTERS:
            return counter.group(1)
        if _MONEY.search(text):
            return "円"
        named = re.search(rf"({'|'.join(sorted((re.escape(u.ja) for u in shapes.units), key=len, reverse=True))})数", text)
        return _counted_like(named.group(1)) if named else None
    if _MONEY.search(text):
        return "円"
    match = re.search(r"(?:how many|number of|count of) ((?:[a-z\-]+ ){0,5}?[a-z\-]+)\b(.*)", text)
    if not match:
        return None
    phrase = match[1].split() + match[2].split()[:3]
    return next((found for word in phrase if (found := _counters_of(word))), None)


def _counters_of(noun: str) -> str | None:
    """Every counter that an English noun is counted in, joined with "|" (facts.values.counters)."""
    shapes = load_values()
    found: dict[str, str] = {}
    for unit in shapes.units:
        if noun in unit.en or noun in unit.also:
            found.setdefault(shapes.unit_of[unit.ja], unit.ja)
    return "|".join(found.values()) or None


def _counted_like(counter: str) -> str:
    """A counter with those that say the same noun: 病院数 may be stated in 施設; a counter of one character asks for itself."""
    noun = next((unit.en[0] for unit in load_values().units if unit.ja == counter), "")
    others = counters(_counters_of(noun)) if len(counter) > 1 and noun else ()
    return "|".join(dict.fromkeys((counter, *others)))


# 何 before these asks for no count.
_NO_COUNTERS = frozenset(["時", "日", "月", "年", "故", "処", "者", "曜日"])
_MONEY = re.compile(r"いくら|金額|総額|被害額|費用|\bhow much (?:money|was|were|did|does|is|are)\b|amount of money|total amount|\bcosts?\b")


def without_counters(text: str) -> str:
    """A question without the counters that it asks in (何台): they ask for a kind of value, not for a word."""
    units = "|".join(sorted((re.escape(u.ja) for u in load_values().units), key=len, reverse=True))
    plain = re.sub(rf"何(?:{units})|何年何月何日|何月何日|何年何月|いつからいつまで|いつごろ|いつ(?:から|まで)?", " ", text)
    return re.sub(f"{MASK}+", "それ" if language_of(text) == "ja" else " ", plain)


# Stands for each character of a name or date that was read; a pronoun takes its place before words are counted.
MASK = "\ue000"
