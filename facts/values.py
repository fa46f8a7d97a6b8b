"""Typed values in reading text: dates, periods, counts with units, ○/× marks, phone numbers, URLs.

Everything here works on folded text (`core.text.fold`) and returns places in it.
"""

import re
from dataclasses import replace
from functools import lru_cache

from core.records import Value, ValueKind
from facts.dates import YearContext, date_places, find_dates
from facts.found import Found, placed
from facts.numerals import arabic
from facts.terms import Unit, load_values
from facts.times import find_times, lengths_in, times_in

__all__ = ["Found", "YearContext", "counters", "find_counts", "find_dates", "find_times", "find_values", "read_value", "same_unit"]

_MAGNITUDES = {
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "億": 1e8,
    "十億": 1e9,
    "百億": 1e10,
    "千億": 1e11,
    "兆": 1e12,
}
_MAGNITUDE = "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = rf"(?:(?:{_NUMBER})(?:{_MAGNITUDE})(?:(?=\d)))*(?:{_NUMBER})(?:{_MAGNITUDE})?"
_COUNT = re.compile(rf"(?<![\d.,/\-A-Za-z第])(?<!\d:)(?P<first>{_AMOUNT})(?:～(?P<last>{_AMOUNT}))?(?![\d～]|:\d|-[A-Za-z])")
# 契約73社 is no 約73社.
_ABOUT = re.compile(r"(?:(?<![契予制条規解公誓盟成集節倹婚])約|およそ|延べ|のべ) ?$")
_NUMBERED = re.compile(r"[案件例号条項表図章節別類種機型版部第年東西南北][^全計約]?|[ァ-ヴー]")
# The third of several (3件目), the number to dial in an emergency (110番、118番及び119番) and a postal code count nothing.
_ORDINAL = re.compile(r"(?:番|度)?目(?![標的安途次])")
_SHORT_PHONE = re.compile(r"〒 ?\d{3}-?\d{4}|(?<![\d,.])(?:1(?:0[4-9]|1[0-9]|36|71|77|8[0-9])|\d?189|7119|8000|9110)番(?!目|号|地)")
_PLACE_NUMBER = re.compile(r"番[地線館]|丁目")  # of an address or a platform
# A number alone in brackets numbers a paragraph or list item.
_ITEM_NUMBER = re.compile(r"\(\d{1,2}\)")
_PART = re.compile(rf"({_NUMBER})({_MAGNITUDE})?")
_GENERIC_UNIT = re.compile(r"[一-龥々]{1,3}(?![一-龥々ァ-ヴー])|[ァ-ヴー]{2,8}(?![ァ-ヴー])")
# Words that follow a counter and are no part of it (118番及び, 3件等).
_NOT_OF_COUNTER = re.compile(r"(?:及|並|又|若|或|等(?![級分号親])|以|他|迄|宛|毎|未)+[一-龥々]?$")
# 「10分の1」 is no number of minutes.
_FRACTION = re.compile(r"(?<![\d.,/])(?<!\d:)(?P<whole>\d[\d,]*) ?分の ?(?P<part>\d+)(?![\d.])")
_PHONE = re.compile(
    r"(?<![\d\-])(?:\(0\d{1,4}\) ?\d{1,4}-\d{3,4}|0\d{1,4}-\d{1,4}-\d{3,4}"
    r"|0\d{1,4}\(\d{1,4}\) ?\d{3,4}|0\d{1,4}・\d{1,4}・\d{3,4}|0\d{9,10})(?![\d\-])"
)
_URL = re.compile(r"https?://[!-'*-;=?-Z\\_a-z~()]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+\.[A-Za-z0-9.\-]*[A-Za-z]")
# 「△310」: accounts mark what is below zero so.
_NEGATIVE = re.compile(r"[△▲] ?(?=\d)")
# What may stand before the value that a cell holds.
_BEFORE_VALUE = frozenset(" 約およそ計全★")
_EXTREME = re.compile(r"^(?:最大|最高|最長|最多|最小|最低|最短|最少|平均)(?:で|の)?")
_OF_TIME = ("日", "月", "年", "間", "分", "秒")
_BRACKETED = re.compile(
    r"(?:【(?P<a>[^【】]*)】|\[(?P<b>[^\[\]]*)\]|〔(?P<c>[^〔〕]*)〕|\((?P<d>[^()]*)\)|<(?P<e>[^<>]*)>|《(?P<f>[^《》]*)》)"
)
_TO = re.compile(r" ?(?:から|より|～|-|‐|→)(?:、)? ?")
_TO_END = re.compile(r" ?(?:までの間|まで|の間)")
_TIME_AFTER = re.compile(r" ?の? ?")


def find_values(text: str, context: YearContext | None = None) -> list[Found]:
    """All typed values of folded text in reading order, none overlapping another; `context` gives bare dates their year.

    A time of day that follows its date belongs to it: the date's wording holds it.
    """
    plain = arabic(text)
    return placed(_values(plain.text, context), plain, text)


def _values(text: str, context: YearContext | None) -> list[Found]:
    found: list[Found] = []
    for match in _URL.finditer(text):
        found.append(Found(Value(ValueKind.URL, match.group()), match.start(), match.end()))
    for match in _EMAIL.finditer(text):
        found.append(Found(Value(ValueKind.URL, match.group()), match.start(), match.end()))
    for match in _PHONE.finditer(text):
        if not _overlaps(found, match.start(), match.end()):
            found.append(Found(Value(ValueKind.PHONE, match.group()), match.start(), match.end()))
    dated = date_places(text)
    for item in _dates_with_times(text, find_dates(text, context), times_in(text)):
        if not _overlaps(found, item.start, item.end):
            found.append(item)
    for item in _counts(text):
        if not _overlaps(found, item.start, item.end) and not any(start < item.end and item.start < end for start, end in dated):
            found.append(item)
    return sorted(found, key=lambda item: item.start)


def _dates_with_times(text: str, dates: list[Found], times: list[Found]) -> list[Found]:
    """The dates and times of a text, a time right after a date joined to it, and two such with a range mark between them to a period."""
    joined: list[Found] = []
    for item in dates:
        follower = next((time for time in times if (m := _TIME_AFTER.match(text, item.end)) and m.end() == time.start), None)
        timed = follower if item.value.precision == "day" and item.value.text else None
        item = _timed(text, item, timed) if timed else item
        before = joined[-1] if joined else None
        period = _timed_period(text, before, item) if before else None
        if period:
            joined[-1] = period
        else:
            joined.append(item)
    return sorted([*joined, *(time for time in times if not _overlaps(joined, time.start, time.end))], key=lambda item: item.start)


def _timed(text: str, day: Found, time: Found) -> Found:
    """A day with the time of day after it; with a range of times it is a period within the day."""
    item = _lengthened(text, day, time.end)
    ranged = time.value.number is None and day.value.kind is ValueKind.DATE
    return Found(replace(item.value, kind=ValueKind.PERIOD), item.start, item.end) if ranged else item


def _lengthened(text: str, item: Found, end: int) -> Found:
    return Found(replace(item.value, text=text[item.start : end].strip()), item.start, end)


def _timed_period(text: str, first: Found, last: Found) -> Found | None:
    """「8月6日11時～8月9日17時」: the period between two days whose first has a time."""
    mark, start, end = _TO.match(text, first.end), first.value.start, last.value.end
    single = (
        first.value.kind is ValueKind.DATE and last.value.kind is ValueKind.DATE and first.value.precision == last.value.precision == "day"
    )
    if not single or mark is None or mark.end() != last.start or start is None or end is None or end < start:
        return None
    closing = _TO_END.match(text, last.end)
    whole = _lengthened(text, first, closing.end() if closing else last.end)
    return Found(replace(whole.value, kind=ValueKind.PERIOD, end=end), whole.start, whole.end)


def _overlaps(found: list[Found], start: int, end: int) -> bool:
    return any(item.start < end and start < item.end for item in found)


# --- counts ---------------------------------------------------------------------------------------------------------


def find_counts(text: str) -> list[Found]:
    """Numbers with their counters; the number is in units (万 and 億 multiplied out), the counter as written.

    A length of several parts (17時間28分) is one count in its last unit. A range (10～20名) is one count without a number.
    """
    plain = arabic(text)
    return placed(_counts(plain.text), plain, text)


def _counts(text: str) -> list[Found]:
    taken = [*times_in(text), *(Found(Value(ValueKind.TEXT, m.group()), m.start(), m.end()) for m in _SHORT_PHONE.finditer(text))]
    found = [_about(text, item) for item in (*lengths_in(text), *_fractions(text)) if not _overlaps(taken, item.start, item.end)]
    taken.extend(found)
    for match in _COUNT.finditer(text):
        start = match.start()
        if _overlaps(taken, start, match.end()) or (start and text[start - 1] in "①②③④⑤⑥⑦⑧⑨⑩第※注*"):
            continue
        unit, end = _unit_at(text, match.end())
        if unit not in load_values().unit_of and start and _NUMBERED.match(text[start - 1]):
            continue  # 事案2営業システム: a number that belongs to the word before it
        if unit is None and start and _ITEM_NUMBER.match(text, start - 1):
            continue
        if unit is None and _closes_name(text, start, match.end()):
            continue
        if (match["last"] and unit is None) or (unit is not None and _ORDINAL.match(text, end)):
            continue
        if unit == "日" and text.startswith("まで", end):
            continue
        if unit is not None and _PLACE_NUMBER.match(unit):
            continue
        number = None if match["last"] else _number(match["first"])
        end = _with_bound(text, end)
        found.append(_about(text, Found(Value(ValueKind.COUNT, text[start:end], number=number, unit=unit), start, end)))
    return sorted(found, key=lambda item: item.start)


def _closes_name(text: str, start: int, end: int) -> bool:
    """True for the number at the end of a name in quotation marks (「あかつき7」)."""
    return text[end : end + 1] == "」" and text[start - 1 : start].isalpha() and text[start - 1] not in "はがをもでにと"


def _about(text: str, item: Found) -> Found:
    """A count with the 約 before it."""
    about = _ABOUT.search(text[: item.start])
    start = about.start() if about else item.start
    return Found(replace(item.value, text=text[start : item.end]), start, item.end)


def _fractions(text: str) -> list[Found]:
    """「10分の1」: a number without a counter."""
    found = []
    for match in _FRACTION.finditer(text):
        whole = _number(match["whole"])
        if whole:
            value = Value(ValueKind.COUNT, match.group(), number=float(match["part"]) / whole)
            found.append(Found(value, match.start(), match.end()))
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
        if text.startswith(unit.ja, start) and not (unit.ja.isascii() and unit.ja.isalpha()):
            return unit.ja, start + len(unit.ja)
    measure = _measures().match(text, start)
    if measure:
        return measure.group(), measure.end()
    match = _GENERIC_UNIT.match(text, place)
    if match is None:
        return None, place
    bound = _bounds().search(match.group()) or _NOT_OF_COUNTER.search(match.group())
    end = match.start() + bound.start() if bound else match.end()
    if match.group().startswith("月"):
        return None, place  # 6月分 is a month's
    return (text[place:end], end) if end > place else (None, place)


def _with_bound(text: str, end: int) -> int:
    """The end of a count with the word that bounds it (以上, 未満)."""
    match = _bounds().match(text, end)
    return match.end() if match else end


@lru_cache(maxsize=1)
def _bounds() -> re.Pattern[str]:
    words = "|".join(sorted(load_values().bounds, key=len, reverse=True))
    return re.compile(rf"(?:{words})(?![々一-龥])")


@lru_cache(maxsize=1)
def _measures() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, load_values().measures), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?![A-Za-z0-9/])")


@lru_cache(maxsize=1)
def _units_by_length() -> tuple[Unit, ...]:
    return tuple(sorted(load_values().units, key=lambda unit: -len(unit.ja)))


def counters(unit: str | None) -> tuple[str, ...]:
    """The counters that a question may be answered in: joined with "|" where its noun is counted in several (customers: 名|社|件)."""
    return tuple(unit.split("|")) if unit else ()


def same_unit(one: str | None, other: str | None) -> bool:
    """True when two counters count the same thing (人 and 名, か月 and ヶ月), or one of the several that a question asks in."""
    names = load_values().unit_of
    return not {names.get(unit, unit) for unit in counters(one)}.isdisjoint(names.get(unit, unit) for unit in counters(other))


# --- whole cells ----------------------------------------------------------------------------------------------------


def read_value(text: str, context: YearContext | None = None) -> Value:
    """The typed value of a whole cell or labelled line: its one typed value when that is what the cell holds, else text.

    A cell that holds a value and a note (「13,862契約※2」, 「2016年4月1日～ ※一部…」) is that value, with the cell's wording kept.
    """
    stripped = _unbracketed(text.strip())
    marks = load_values().marks
    head = re.sub(r" ?(?:[((].*|[※*＊注]{1,2} ?\d*)$", "", stripped)
    if head in marks:
        return Value(ValueKind.MARK, stripped, number=1.0 if marks[head] else 0.0)
    if _NEGATIVE.match(stripped):
        value = read_value(stripped[1:], context)
        if value.kind is ValueKind.COUNT and value.number is not None:
            return replace(value, text=stripped, number=-value.number)
    found = find_values(stripped, context)
    if found and _fills(stripped, found[0]) and not _holds_a_count(stripped, found):
        alone = _notes_only(stripped[found[0].end :]) and not _EXTREME.match(stripped)
        return replace(found[0].value, text=found[0].value.text if alone else stripped)
    return Value(ValueKind.TEXT, text.strip())


def _unbracketed(text: str) -> str:
    """A cell without the one pair of brackets that marks it as a whole (【7,094件】)."""
    match = _BRACKETED.fullmatch(text)
    inner = next((group for group in match.groups() if group is not None), "") if match else ""
    return inner.strip() or text


def _fills(text: str, found: Found) -> bool:
    """True when a cell begins with the value (約 allowed) and what follows is a note, a bracket or little else."""
    before = set(_EXTREME.sub("", text[: found.start])) - _BEFORE_VALUE
    after = text[found.end :]
    if found.value.kind is ValueKind.COUNT and after.startswith("～"):
        return False  # 9時～17時: a range is not its first figure
    return not before and (_notes_only(after) or len(after) <= max(4, len(found.value.text)) or after.lstrip()[:1] in "※(（【[＊*")


def _holds_a_count(text: str, found: list[Found]) -> bool:
    """True for a date or period with a count after it, no bracket before that: a statement of its own (4月から6月までの報告書 120件)."""
    if found[0].value.kind not in (ValueKind.DATE, ValueKind.PERIOD):
        return False
    counts = (item for item in found[1:] if item.value.kind is ValueKind.COUNT and item.value.unit)
    later = next((item for item in counts if not (item.value.unit or "").endswith(_OF_TIME)), None)
    return later is not None and not re.search(r"[(（【\[※]", text[found[0].end : later.start])


def _notes_only(text: str) -> bool:
    return re.fullmatch(r" ?(?:[((]?[※＊*注]{1,2} ?\d*[))]?)?", text.strip()) is not None
