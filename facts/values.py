"""Typed values in reading text: dates, periods, counts with units, ○/× marks, phone numbers, URLs.

Everything here works on folded text (`core.text.fold`) and returns places in it.
"""

import re
from dataclasses import replace
from functools import lru_cache

from core.records import Value, ValueKind
from facts.dates import Found, YearContext, date_places, find_dates
from facts.terms import Unit, load_values

__all__ = ["Found", "YearContext", "find_counts", "find_dates", "find_values", "read_value", "same_unit"]

_MAGNITUDES = {"千": 1e3, "万": 1e4, "百万": 1e6, "億": 1e8, "兆": 1e12}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_COUNT = re.compile(rf"(?<![\d.,:/\-A-Za-z第])(?:(?:{_NUMBER})(?:兆|億|百万|万|千)(?:(?=\d)))*(?:{_NUMBER})(?:兆|億|百万|万|千)?(?!\d)")
_ABOUT = re.compile(r"(?:約|およそ|延べ|のべ) ?$")
_NUMBERED = re.compile(r"[案件例号条項表図章節別類種機型版部第年][^全計約]?|[ァ-ヴー]")
# A number alone in brackets numbers a paragraph or list item.
_ITEM_NUMBER = re.compile(r"\(\d{1,2}\)")
_PART = re.compile(rf"({_NUMBER})(兆|億|百万|万|千)?")
_GENERIC_UNIT = re.compile(r"[一-龥々]{1,3}(?![一-龥々ァ-ヴー])|[ァ-ヴー]{2,8}(?![ァ-ヴー])|%|km|kW|kg|GB|TB|MB")
_PHONE = re.compile(
    r"(?<![\d\-])(?:\(0\d{1,4}\) ?\d{1,4}-\d{3,4}|0\d{1,4}-\d{1,4}-\d{3,4}|0\d{1,4}\(\d{1,4}\) ?\d{3,4}|0\d{9,10})(?![\d\-])"
)
_URL = re.compile(r"https?://[!-'*-;=?-Z\\_a-z~()]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+\.[A-Za-z0-9.\-]*[A-Za-z]")
# What may stand before the value that a cell holds.
_BEFORE_VALUE = frozenset(" 約およそ計全★")


def find_values(text: str, context: YearContext | None = None) -> list[Found]:
    """All typed values of folded text in reading order, none overlapping another; `context` gives bare dates their year."""
    found: list[Found] = []
    for match in _URL.finditer(text):
        found.append(Found(Value(ValueKind.URL, match.group()), match.start(), match.end()))
    for match in _EMAIL.finditer(text):
        found.append(Found(Value(ValueKind.URL, match.group()), match.start(), match.end()))
    for match in _PHONE.finditer(text):
        if not _overlaps(found, match.start(), match.end()):
            found.append(Found(Value(ValueKind.PHONE, match.group()), match.start(), match.end()))
    for item in find_dates(text, context):
        if not _overlaps(found, item.start, item.end):
            found.append(item)
    dated = date_places(text)
    for item in find_counts(text):
        if not _overlaps(found, item.start, item.end) and not any(start < item.end and item.start < end for start, end in dated):
            found.append(item)
    return sorted(found, key=lambda item: item.start)


def _overlaps(found: list[Found], start: int, end: int) -> bool:
    return any(item.start < end and start < item.end for item in found)


# --- counts ---------------------------------------------------------------------------------------------------------


def find_counts(text: str) -> list[Found]:
    """Numbers with their counters; the number is in units (万 and 億 multiplied out), the counter as written."""
    found = []
    for match in _COUNT.finditer(text):
        start = match.start()
        if start and text[start - 1] in "①②③④⑤⑥⑦⑧⑨⑩第※注*":
            continue
        number = _number(match.group())
        unit, end = _unit_at(text, match.end())
        if unit not in load_values().unit_of and start and _NUMBERED.match(text[start - 1]):
            continue  # 事案2営業システム: a number that belongs to the word before it
        if unit is None and start and _ITEM_NUMBER.match(text, start - 1):
            continue
        about = _ABOUT.search(text[:start])
        start = about.start() if about else start
        found.append(Found(Value(ValueKind.COUNT, text[start:end], number=number, unit=unit), start, end))
    return found


def _number(text: str) -> float:
    total = 0.0
    for digits, magnitude in _PART.findall(text):
        total += float(digits.replace(",", "")) * _MAGNITUDES.get(magnitude, 1)
    return total


def _unit_at(text: str, place: int) -> tuple[str | None, int]:
    """The counter that starts at a place (one space allowed) and its end; (None, place) where none stands."""
    start = place + 1 if text[place : place + 1] == " " else place
    for unit in _units_by_length():
        if text.startswith(unit.ja, start):
            return unit.ja, start + len(unit.ja)
    match = _GENERIC_UNIT.match(text, place)
    return (match.group(), match.end()) if match else (None, place)


@lru_cache(maxsize=1)
def _units_by_length() -> tuple[Unit, ...]:
    return tuple(sorted(load_values().units, key=lambda unit: -len(unit.ja)))


def same_unit(one: str | None, other: str | None) -> bool:
    """True when two counters count the same thing (人 and 名, か月 and ヶ月)."""
    names = load_values().unit_of
    return one is not None and other is not None and names.get(one, one) == names.get(other, other)


# --- whole cells ----------------------------------------------------------------------------------------------------


def read_value(text: str, context: YearContext | None = None) -> Value:
    """The typed value of a whole cell or labelled line: its one typed value when that is what the cell holds, else text.

    A cell that holds a value and a note (「13,862契約※2」, 「2016年4月1日～ ※一部…」) is that value, with the cell's wording kept.
    """
    stripped = text.strip()
    marks = load_values().marks
    head = re.sub(r" ?[((].*$", "", stripped)
    if head in marks:
        return Value(ValueKind.MARK, stripped, number=1.0 if marks[head] else 0.0)
    found = find_values(stripped, context)
    if found and _fills(stripped, found[0]):
        return replace(found[0].value, text=found[0].value.text if _notes_only(stripped[found[0].end :]) else stripped)
    return Value(ValueKind.TEXT, stripped)


def _fills(text: str, found: Found) -> bool:
    """True when a cell begins with the value (約 allowed) and what follows is a note, a bracket or little else."""
    before = set(text[: found.start]) - _BEFORE_VALUE
    after = text[found.end :]
    if found.value.kind is ValueKind.COUNT and after.startswith("～"):
        return False  # 9時～17時: a range is not its first figure
    return not before and (_notes_only(after) or len(after) <= max(4, len(found.value.text)) or after.lstrip()[:1] in "※(（【[＊*")


def _notes_only(text: str) -> bool:
    return re.fullmatch(r" ?(?:[((]?[※＊*注]{1,2} ?\d*[))]?)?", text.strip()) is not None
