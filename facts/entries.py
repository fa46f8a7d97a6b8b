"""The entries of a chronology: what a line that begins with a date or time tells, and the years of a list that states none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.records import Value, ValueKind
from facts.dates import YearContext, date_places, find_dates
from facts.found import Found
from facts.times import times_in
from facts.values import find_values

_DATED = (ValueKind.DATE, ValueKind.PERIOD)
# The part of a day that may stand where a time would.
_PART_OF_DAY = r"(?:未明|早朝|明け方|朝方?|昼前?|昼過ぎ|夕方?|夜間?|深夜|午前中?|午後)"
_AFTER_MOMENT = re.compile(rf"(?: ?{_PART_OF_DAY})?(?: ?(?:ごろ|ころ|頃|過ぎ|すぎ))?(?:から|まで|より|以降|付け?)?")
# What is done to a paper that is changed after its publication (7/3追記).
_NOTED = re.compile(r" ?(?:追記|追加|更新|訂正|修正|掲載|公表|発表|公開|改訂|現在|時点)[)\]】〕>》]")
_OPENING = "([【〔<《「"
_CLOSING = re.compile(r"[)\]】〕>》」]")
_APART = re.compile(r"[ :;…‥→⇒]|・{2,}|\.{3,}|[-―—‐–](?=\D)")
_BETWEEN = " :;…‥→⇒・.-―—‐–"
_ONLY_ABOUT_TIME = re.compile(
    r"[\s()\[\]〔〕～~\-:、・]|から|より|まで|ごろ|ころ|頃|過ぎ|すぎ|以降|現在"
    rf"|{_PART_OF_DAY}|[月火水木金土日](?:曜日?|(?=\)))"
)
# 「11月26日 20:00 に確認し」: the date stands in a sentence.
_GOES_ON = re.compile(r"[にのはをがでとも、](?![一-龥]{0,2}号)|から|まで|より|以降|頃|ごろ")
_PLANNED = re.compile(r"予定|見込|見通|計画|めど|目途|目標|期限")
_FEWEST = 2
# Of a list whose first date lies this many days after publication, that date is of the year before.
_MAY_LIE_AHEAD = 31


@dataclass(frozen=True, slots=True)
class Entry:
    """The moment that a line begins with, and where in the line what came to pass begins."""

    found: Found
    words: int


def entry_of(text: str, years: YearContext) -> Entry | None:
    """The entry that a folded line is: its date or time, and what follows apart from it; None for any other line."""
    first = next((found for found in find_values(text, years) if found.value.kind in _DATED), None)
    if first is None or first.start > 1 or first.value.start is None or first.value.precision == "year":
        return None
    if first.start == 1 and text[0] not in _OPENING:
        return None
    moment = end = _after_moment(text, first.end)
    closing = _NOTED.match(text, end) or (_CLOSING.match(text, end) if text[0] in _OPENING else None)
    end = closing.end() if closing else end
    if closing is None and not _APART.match(text, end):
        return None
    words = len(text) - len(text[end:].lstrip(_BETWEEN))
    if len(text) - words < _FEWEST or _GOES_ON.match(text, words):
        return None
    value = replace(first.value, text=text[first.start : moment].strip())
    return Entry(replace(first, value=value), words)


def _after_moment(text: str, end: int) -> int:
    match = _AFTER_MOMENT.match(text, end)
    return match.end() if match else end


def is_moment(text: str) -> bool:
    """True for words that are a date, a time, or a stretch of time, and no more (令和5年6月26日(月) 午前9時ごろ)."""
    places = sorted([*date_places(text), *((found.start, found.end) for found in times_in(text))])
    if not places:
        return False
    rest, end = "", 0
    for start, stop in places:
        rest += text[end : max(start, end)]
        end = max(end, stop)
    return not _ONLY_ABOUT_TIME.sub("", rest + text[end:])


def years_of_list(heads: Sequence[str], published: date | None) -> YearContext | None:
    """Where a list of entries that states no year takes it from when its first date would lie after publication: the year before, if
    every entry then lies behind; None for any other list."""
    if published is None or len(heads) < _FEWEST or any(_PLANNED.search(head) for head in heads):
        return None
    first = _first_day(heads[0], YearContext(None, date(published.year, 12, 31)))
    if first is None or not first.inherited or first.start is None or (first.start - published).days <= _MAY_LIE_AHEAD:
        return None
    years = start = YearContext(date(published.year - 1, first.start.month, 1), published)
    for head in heads:
        value = _first_day(head, years)
        if value is None or value.start is None:
            continue
        if value.start > published:
            return None
        years = years.after(value)
    return start


def _first_day(text: str, years: YearContext) -> Value | None:
    found = find_dates(text, years)
    return found[0].value if found and found[0].start <= 1 else None
