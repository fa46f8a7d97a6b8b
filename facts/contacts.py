"""How someone is reached: telephone numbers, addresses and hours of a line, each with whom it reaches and by what word."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.records import Value, ValueKind
from facts.terms import load_line_words
from facts.values import Found, find_values

_REACHED_BY = (ValueKind.PHONE, ValueKind.URL)
_HOURS = re.compile(r"\((?P<hours>[^()]*(?:\d{1,2}時|\d{1,2}:\d\d)[^()]*(?:\([^()]*\)[^()]*)*)\)")
_EDGE = " 　()（）:：・、,/／;[]「」【】-<>"
_REMARK = re.compile(r"^\s*\([^()]*\)")  # behind the number before: (直通)
_BEHIND = re.compile(r"^\s*\((?P<who>[^()\d]{1,24}(?:室|課|部|係|センター|窓口|局|所|班|グループ))\)")
_SENTENCE = re.compile(r"。|(?:ください|下さい|ます|です|ました|でした|こと|まで|もしくは|または|又は)(?:$|[。、])")
_LONGEST_WHO = 60
_LONGEST_REST = 8
_NAMED = re.compile(r"(?:ダイヤル|コール|ライン|窓口)$")  # a number with a name of its own: ○○専用ダイヤル


@dataclass(frozen=True, slots=True)
class Reach:
    """A number or address: the value, the word that announces it ("" without one), whom it reaches ("" where the line does not say)."""

    value: Value
    word: str
    kind: str
    who: str
    start: int
    end: int


def reaches_in(text: str) -> list[Reach]:
    """The numbers and addresses of a line that is made of them; [] for a sentence that holds one, and for any other line."""
    found = [item for item in find_values(text) if item.value.kind in _REACHED_BY]
    if not found or _SENTENCE.search(_outside(text, found)) or _goes_on(text[found[-1].end :]):
        return []
    reaches: list[Reach] = []
    place, who = 0, ""
    for item in found:
        before = _REMARK.sub("", _without_hours(text[place : item.start])) if place else _without_hours(text[: item.start])
        word, kind, rest = _announced(before)
        named = _rebracketed(rest.strip(_EDGE))
        if len(named) > _LONGEST_WHO:
            return []
        who = named or who or _behind(text[item.end :])
        reaches.append(Reach(_as_reached(item, kind), word, kind or _kind_of(item.value), who, item.start, item.end))
        place = item.end
    return reaches


def hours_in(text: str, place: int) -> tuple[str, int, int] | None:
    """The hours that a line gives in brackets from a place on (9時～17時、土日祝を除く), without a word before them, with their place."""
    match = _HOURS.search(text, place)
    if match is None:
        return None
    words = "|".join(map(re.escape, load_line_words().contacts["hours"]))
    start = match.start("hours") + len((re.match(rf"(?:{words})\s*:?\s*", match["hours"]) or [""])[0])
    return text[start : match.end("hours")].strip(), start, match.end("hours")


def _rebracketed(name: str) -> str:
    """A name with the bracket that opens its quoted part, where that was stripped off (「甲サイト」専用窓口)."""
    return f"「{name}" if name.count("」") > name.count("「") else name


def is_contact_word(label: str) -> bool:
    """True for a label that says by what one is reached (電話, FAX), not who."""
    return any(label.replace(" ", "").strip(".．") in group for group in load_line_words().contacts.values())


def kind_word(kind: str) -> str:
    """The plain word for a kind of address, by which it is asked for."""
    return load_line_words().contacts[kind][0]


def _as_reached(item: Found, kind: str) -> Value:
    """The value; a fax number is no telephone number."""
    return Value(ValueKind.TEXT, item.value.text) if kind == "fax" else item.value


def _kind_of(value: Value) -> str:
    return "phone" if value.kind is ValueKind.PHONE else "mail" if "@" in value.text else "url"


def _outside(text: str, found: list[Found]) -> str:
    """The text without its addresses and hours."""
    for item in sorted(found, key=lambda item: -item.start):
        text = text[: item.start] + " " + text[item.end :]
    return _without_hours(text)


def _behind(after: str) -> str:
    """The unit that stands in brackets behind a number: 03-… (総務課)."""
    match = _BEHIND.match(after)
    return match["who"].strip() if match else ""


def _goes_on(after: str) -> bool:
    """True when what follows the last address is a statement, and not hours or a remark in brackets."""
    rest = re.sub(r"\([^()]*\)", "", after).strip(_EDGE)
    return len(rest) > _LONGEST_REST and not re.match(r"受付|営業|対応|平日|月|土|日|祝|年中|24時間|\d|内線|担当", rest)


def _without_hours(text: str) -> str:
    return _HOURS.sub(" ", text)


def _announced(before: str) -> tuple[str, str, str]:
    """The word at the end of a stretch that announces an address, its kind, and what stands before it."""
    stripped = before.rstrip(_EDGE + ".．")
    match = _words().search(stripped)
    if match is None:
        return "", "", before
    kind = next(kind for kind, words in load_line_words().contacts.items() if match["word"] in words)
    glued = match.start() > 0 and stripped[match.start() - 1] not in _EDGE
    return match["word"], kind, stripped if glued and _NAMED.search(match["word"]) else stripped[: match.start()]


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    words = sorted((word for kind, group in load_line_words().contacts.items() if kind != "hours" for word in group), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])(?P<word>{'|'.join(map(re.escape, words))})(?:\([^()]{{1,12}}\))?$")
