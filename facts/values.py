"""Typed values in reading text: dates, periods, counts with units, ○/× marks, phone numbers, URLs.

Everything here works on folded text (`core.text.fold`) and returns places in it.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from core.records import Value, ValueKind
from facts.terms import Unit, load_values

_MAGNITUDES = {"千": 1e3, "万": 1e4, "百万": 1e6, "億": 1e8, "兆": 1e12}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_COUNT = re.compile(rf"(?<![\d.,:/\-A-Za-z第])(?:(?:{_NUMBER})(?:兆|億|百万|万|千)(?:(?=\d)))*(?:{_NUMBER})(?:兆|億|百万|万|千)?(?!\d)")
# A bare day this many months before the one above is in the next year; one this many days after publication is in no known year.
_TURN_OF_YEAR = 6
_LONG_AFTER = 120
_ABOUT = re.compile(r"(?:約|およそ|延べ|のべ) ?$")
_NUMBERED = re.compile(r"[案件例号条項表図章節別類種機型版部第年][^全計約]?|[ァ-ヴー]")
_PART = re.compile(rf"({_NUMBER})(兆|億|百万|万|千)?")
_GENERIC_UNIT = re.compile(r"[一-龥々]{1,3}(?![一-龥々ァ-ヴー])|[ァ-ヴー]{2,8}(?![ァ-ヴー])|%|km|kW|kg|GB|TB|MB")
_PHONE = re.compile(
    r"(?<![\d\-])(?:\(0\d{1,4}\) ?\d{1,4}-\d{3,4}|0\d{1,4}-\d{1,4}-\d{3,4}|0\d{1,4}\(\d{1,4}\) ?\d{3,4}|0\d{9,10})(?![\d\-])"
)
_URL = re.compile(r"https?://[!-'*-;=?-Z\\_a-z~()]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+\.[A-Za-z0-9.\-]*[A-Za-z]")
_WEEKDAY = r"(?: ?\([月火水木金土日](?:曜日?)?(?:・祝)?\))?"
_ERA = "|".join(sorted(load_values().eras, key=len, reverse=True))
_RELATIVE = "|".join(sorted(load_values().relative_years, key=len, reverse=True))
_YEAR = (
    rf"(?:(?P<era>{_ERA}) ?(?P<era_year>元|\d{{1,2}})|(?P<year>(?:19|20)\d\d)|(?P<relative>{_RELATIVE})|(?P<same_year>同))"
    r"(?:年|(?<=年)|(?=\d{1,2}/))(?!間|度)"
)
_DATE = re.compile(
    rf"(?:(?:{_YEAR} ?(?:\(.{{2,6}}?\) ?)?)?(?P<month>\d{{1,2}}|同)月(?: ?(?P<day>\d{{1,2}})日{_WEEKDAY})?(?!間|分の)"
    rf"|(?P<y2>(?:19|20)\d\d)[/.\-](?P<m2>\d{{1,2}})(?:[/.\-](?P<d2>\d{{1,2}}))?(?![\d/.]){_WEEKDAY}"
    rf"|(?:(?P<rel3>{_RELATIVE}) ?)?(?<![\d/.])(?P<m3>\d{{1,2}})/(?P<d3>\d{{1,2}})(?![\d/]){_WEEKDAY}"
    rf"|(?P<only_year>(?:19|20)\d\d)年(?!間)(?P<fiscal>度)?"
    rf"|(?P<only_era>{_ERA}) ?(?P<only_era_year>元|\d{{1,2}})年(?!間)(?P<fiscal2>度)?)"
    r"|(?P<same_day>同日|同月同日)"
)
# What may stand before the value that a cell holds.
_BEFORE_VALUE = frozenset(" 約およそ計全★")
_RANGE_MARK = re.compile(r" ?(?:から|より|～|-|‐|→)(?:、)? ?")
_RANGE_END = re.compile(r" ?(?:までの間|まで|の間)")
_NEXT_DAY = re.compile(r"\]?(?:、|,|・|および|及び|と|ならびに)\[?(?P<day>\d{1,2})日(?!間)")
_LEADING_DAY = re.compile(r"\s*(?P<day>\d{1,2})日(?!間|以内|まで|後|前|目)")
_DAY_TAIL = re.compile(rf"(?P<day>\d{{1,2}})日{_WEEKDAY}")
_OPEN_AFTER = re.compile(r" ?(?:～|から(?:現在|継続)|以降(?:現在)?|より現在|-現在)(?: ?(?:現在|継続中))?")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and its place [start, end) in the folded text that it was found in."""

    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class YearContext:
    """Where a date without a year takes it from: the last full date read before it, and the publication date."""

    last: date | None = None
    published: date | None = None

    def year_for(self, month: int, day: int | None) -> int | None:
        """The year of a bare day or month: that of the entry above (the next one after a turn of the year), else that of publication.

        None when neither is known, or when the day would lie long after publication: the year is then unknown, not guessed.
        """
        if self.last is not None:
            return self.last.year + (1 if self.last.month - month >= _TURN_OF_YEAR else 0)
        if self.published is None:
            return None
        far = (month - self.published.month) * 31 + (day or 1) - self.published.day > _LONG_AFTER
        return None if far else self.published.year

    def after(self, value: Value) -> "YearContext":
        """The context of what follows a date: a year that was taken from the publication date, or said as 昨年, is not handed on."""
        relative = value.text.startswith(tuple(load_values().relative_years))
        if value.start is None or relative or (value.inherited and self.last is None):
            return self
        return YearContext(value.start, self.published)


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
    for item in find_counts(text):
        if not _overlaps(found, item.start, item.end):
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


# --- dates ----------------------------------------------------------------------------------------------------------


def find_dates(text: str, context: YearContext | None = None) -> list[Found]:
    """Dates and periods of folded text. A period is one value; a date inside a period is not returned again."""
    context = context or YearContext()
    points: list[Found] = []
    leading = _LEADING_DAY.match(text)
    if leading and context.last:
        value = _dated(leading.group().strip(), context.last.year, context.last.month, int(leading["day"]), True)
        if value:
            points.append(Found(value, leading.start("day"), leading.end()))
    for match in _date_matches(text):
        value = _date_value(match, context)
        if value is None or text[: match.start()].endswith(("毎年", "毎年度", "例年")):
            continue
        points.append(Found(value, match.start(), match.end()))
        context = context.after(value)
        points.extend(_further_days(text, points[-1]))
    return list(_join_periods(text, points))


def _further_days(text: str, first: Found) -> Iterator[Found]:
    """「1月13日、27日、30日」: the days that follow take the month of the first."""
    day, place = first.value.start, first.end
    while day is not None and first.value.precision == "day":
        match = _NEXT_DAY.match(text, place)
        value = _dated(f"{match['day']}日", day.year, day.month, int(match["day"]), True) if match else None
        if match is None or value is None:
            return
        yield Found(value, match.start("day"), match.end())
        place = match.end()


def _date_matches(text: str) -> Iterator[re.Match[str]]:
    for match in _DATE.finditer(text):
        if match.end() > match.start():
            yield match


def _date_value(match: re.Match[str], context: YearContext) -> Value | None:
    """The typed date of a match; None for what only looks like one (month 13, 24/7)."""
    g = match.groupdict()
    text = match.group().strip()
    if g["same_day"]:
        if context.last is None:
            return None
        return Value(ValueKind.DATE, text, start=context.last, end=context.last, precision="day", inherited=True)
    if g["only_year"] or g["only_era"]:
        year = int(g["only_year"]) if g["only_year"] else _era_year(g["only_era"], g["only_era_year"])
        first = date(year, 4, 1) if g["fiscal"] or g["fiscal2"] else date(year, 1, 1)
        last = date(year + 1, 3, 31) if g["fiscal"] or g["fiscal2"] else date(year, 12, 31)
        return Value(ValueKind.DATE, text, start=first, end=last, precision="year")
    year_or_none, inherited = _year(g, context)
    month = (
        context.last.month
        if g["month"] == "同" and context.last
        else int(next((g[k] for k in ("month", "m2", "m3") if g[k] and g[k] != "同"), 0))
    )
    if year_or_none is None:
        return None
    day = next((g[k] for k in ("day", "d2", "d3") if g[k]), None)
    return _dated(text, year_or_none, month, int(day) if day else None, inherited)


def _year(g: dict[str, str | None], context: YearContext) -> tuple[int | None, bool]:
    """The year that a date states, or inherits (True)."""
    if g["era"]:
        return _era_year(g["era"], g["era_year"] or "1"), False
    if g["year"] or g["y2"]:
        return int(g["year"] or g["y2"] or 0), False
    relative = g["relative"] or g["rel3"]
    if relative:
        base = context.published or context.last
        return (base.year + load_values().relative_years[relative], True) if base else (None, True)
    month = next((int(g[k] or 0) for k in ("month", "m2", "m3") if g[k] and g[k] != "同"), context.last.month if context.last else 0)
    day = next((int(g[k] or 0) for k in ("day", "d2", "d3") if g[k]), None)
    if g["same_year"] and context.last:
        return context.last.year, True
    return context.year_for(month, day), True


def _era_year(era: str | None, year: str | None) -> int:
    return load_values().eras[era or "R"] + (1 if year == "元" else int(year or "1"))


def _dated(text: str, year: int, month: int, day: int | None, inherited: bool) -> Value | None:
    if not 1 <= month <= 12:
        return None
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return Value(
            ValueKind.DATE, text, start=date(year, month, 1), end=date(year, month, length), precision="month", inherited=inherited
        )
    if not 1 <= day <= length:
        return None
    exact = date(year, month, day)
    return Value(ValueKind.DATE, text, start=exact, end=exact, precision="day", inherited=inherited)


def _join_periods(text: str, points: list[Found]) -> Iterator[Found]:
    """Two dates with a range mark between them become a period; one before an open mark a period without an end."""
    index = 0
    while index < len(points):
        point = points[index]
        mark = _RANGE_MARK.match(text, point.end)
        follower = points[index + 1] if index + 1 < len(points) else None
        if mark and follower and follower.start == mark.end() and _ordered(point.value, follower.value):
            end = _RANGE_END.match(text, follower.end)
            yield _period(text, point, follower, end.end() if end else follower.end)
            index += 2
            continue
        tail = _DAY_TAIL.match(text, mark.end()) if mark else None
        if mark and tail and point.value.precision == "day" and point.value.start:
            last = _dated(tail.group(), point.value.start.year, point.value.start.month, int(tail["day"]), True)
            if last and last.start and last.start > point.value.start:
                yield _period(text, point, Found(last, tail.start(), tail.end()), tail.end())
                index += 1
                continue
        months = _month_range(text, point)
        open_mark = _OPEN_AFTER.match(text, point.end)
        if months:
            yield months
        elif open_mark and open_mark.group().strip() not in ("から", "以降") and point.value.precision != "year":
            value = replace(point.value, kind=ValueKind.PERIOD, text=text[point.start : open_mark.end()].strip(), end=None)
            yield Found(value, point.start, open_mark.end())
        else:
            yield point
        index += 1


def _ordered(first: Value, last: Value) -> bool:
    return first.start is not None and last.end is not None and first.start <= last.end


def _period(text: str, first: Found, last: Found, end: int) -> Found:
    value = Value(
        ValueKind.PERIOD,
        text[first.start : end],
        start=first.value.start,
        end=last.value.end,
        precision=last.value.precision,
        inherited=first.value.inherited,
    )
    return Found(value, first.start, end)


def _month_range(text: str, point: Found) -> Found | None:
    """「2020年1～3月」: the year's date was read from 2020年 or 3月 only; the whole is a period of months."""
    match = re.match(r"(?P<first>\d{1,2})(?:月)?～ ?(?P<last>\d{1,2})月", text[point.end :]) if point.value.precision == "year" else None
    if not match or point.value.start is None:
        return None
    year, last = point.value.start.year, int(match["last"])
    if not (1 <= int(match["first"]) <= last <= 12):
        return None
    stop = point.end + match.end()
    finish = date(year, last, calendar.monthrange(year, last)[1])
    value = Value(ValueKind.PERIOD, text[point.start : stop], start=date(year, int(match["first"]), 1), end=finish, precision="month")
    return Found(value, point.start, stop)


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
    return not before and (_notes_only(after) or len(after) <= max(4, len(found.value.text)) or after.lstrip()[:1] in "※(（【[＊*")


def _notes_only(text: str) -> bool:
    return re.fullmatch(r" ?(?:[((]?[※＊*注]{1,2} ?\d*[))]?)?", text.strip()) is not None
