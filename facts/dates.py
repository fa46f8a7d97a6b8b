"""Dates and periods in reading text; a date without a year takes it from where the document states one, or stays unknown.

Everything here works on folded text (`core.text.fold`) and returns places in it.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.records import Value, ValueKind
from facts.found import Found, placed
from facts.numerals import arabic
from facts.terms import load_values
from facts.times import times_in

# A bare day this many months before the one above is in the next year; one this many days after publication is in no known year.
_TURN_OF_YEAR = 6
_LONG_AFTER = 120
_JUST_BEFORE = 60
_WEEKDAY = r"(?: ?\([月火水木金土日](?:曜日?)?(?:・祝)?\))?"
_WEEKDAYS = "月火水木金土日"
_PART = f"(?: ?(?P<part>{'|'.join(load_values().month_parts)})(?![満期日]))?"
_ERA = rf"(?<![A-Za-z])(?:{'|'.join(sorted(load_values().eras, key=len, reverse=True))})"
_RELATIVE = "|".join(sorted(load_values().relative_years, key=len, reverse=True))
_YEAR = (
    rf"(?:(?P<era>{_ERA}) ?(?P<era_year>元|\d{{1,2}})|(?P<year>(?:19|20)\d\d)|(?P<relative>{_RELATIVE})|(?P<same_year>同))"
    r"(?: ?年|(?<=年)|(?=\d{1,2}/))(?!間|度)"
)
# What makes a stroke after a date the mark of a list: another date in full (2025.01.14/2025.01.15).
_DOTTED_YEAR = r"(?:19|20)\d\d[/.\-]\d{1,2}[/.\-]\d"
# White space may stand between figures and 年, 月, 日, as many documents set it.
_DATE = re.compile(
    rf"(?:(?:{_YEAR} ?(?:\(.{{2,8}}?\) ?)?)?(?P<month>\d{{1,2}}|同|(?<!の)翌) ?月"
    rf"(?: ?(?P<day>\d{{1,2}}) ?日{_WEEKDAY}|{_PART})(?!間|分の\d|比)"
    rf"|(?P<era4>{_ERA}) ?(?P<year4>元|\d{{1,2}})[./] ?(?P<m4>\d{{1,2}})[./] ?(?P<d4>\d{{1,2}})(?![\d/.]){_WEEKDAY}"
    rf"|(?P<y2>(?:19|20)\d\d)[/.\-](?P<m2>\d{{1,2}})(?:[/.\-](?P<d2>\d{{1,2}}))?(?!\d|[/.](?!{_DOTTED_YEAR})){_WEEKDAY}"
    rf"|(?:(?P<rel3>{_RELATIVE}) ?)?(?<![\d/.])(?P<m3>\d{{1,2}})/(?P<d3>\d{{1,2}})(?![\d/]){_WEEKDAY}"
    rf"|(?<![\d\-])(?P<m5>\d\d)-(?P<d5>\d\d)(?= ?\d\d:\d\d)"
    rf"|(?P<only_year>(?:19|20)\d\d) ?年(?!間)(?P<fiscal>度)?(?P<end>末(?![満期日]))?"
    rf"|(?<![A-Za-z])FY ?(?P<fiscal_year>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<only_era>{_ERA}) ?(?P<only_era_year>元|\d{{1,2}}) ?年(?!間)(?P<fiscal2>度)?(?P<end2>末(?![満期日]))?)"
    rf"|(?P<same_day>同月同日|同 ?日){_WEEKDAY}|(?<![の毎])(?P<next_day>翌日)(?:(?![々一-龥ァ-ヴ])|(?=午前|午後|未明|早朝|以降))"
    rf"|(?<!の)翌(?P<following>\d{{1,2}}) ?日{_WEEKDAY}(?!間|目)"
    rf"|(?<![\d月./])(?P<of_month>\d{{1,2}}) ?日 ?\((?P<weekday>[{_WEEKDAYS}])(?:曜日?)?(?:・祝)?\)"
)
_MONTHS = ("month", "m2", "m3", "m4", "m5")
_DAYS = ("day", "d2", "d3", "d4", "d5")
_RANGE_MARK = re.compile(r" ?(?:から|より|～|-|‐|→)(?:、)? ?")
_RANGE_END = re.compile(r" ?(?:までの間|まで|の間)")
_NEXT_DAY = re.compile(r"\]? ?(?:、|,|・|および|及び|と|ならびに) ?\[?(?P<day>\d{1,2}) ?日(?!間)")
# 「2025.01.14、01.15」: month and day written as in the date before them.
_NEXT_DOTTED = re.compile(r" ?(?:、|,|・|/|および|及び|と) ?(?P<month>\d{2})\.(?P<day>\d{2})(?![\d.%])")
_DOTTED = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}")
_LEADING_DAY = re.compile(
    rf"\s*(?P<day>\d{{1,2}})(?:日| 日(?!本))(?!間|以|まで|後|前|目|分|ほど|程|ぶり|連続|ごと|毎|を要|かか|にわた){_WEEKDAY}"
)
# 「17日 対策を公表」 is an entry, 「17日を要した」 may be a number of days.
_AFTER_ENTRY_DAY = tuple(" (、")
_AFTER_LEADING_TIME = re.compile(r"[ 、]|(?:ごろ|頃)?に")
_TO_DAY = re.compile(rf"{_RANGE_MARK.pattern}(?P<day>\d{{1,2}}) ?日{_WEEKDAY}")
_MONTH_RANGE = re.compile(r" ?(?P<first>\d{1,2})(?: ?月)? ?～ ?(?P<last>\d{1,2}) ?月")
_DAY_RANGE = re.compile(r" ?(?P<first>\d{1,2}) ?～ ?(?P<last>\d{1,2}) ?日(?!間)")
_OPEN_AFTER = re.compile(r" ?(?:～|から(?:現在|継続)|以降 ?現在|より現在|-現在)(?: ?(?:現在|継続中))?")


@dataclass(frozen=True, slots=True)
class YearContext:
    """Where a date without a year takes it from: the last full date read before it, and the publication date.

    `entry` is the date right before it, also one whose own year came from the publication date: what 同日 points back to.
    `precision` is that of this date: the day after a month is no day.
    """

    last: date | None = None
    published: date | None = None
    precision: str = "day"
    entry: date | None = None

    @property
    def before(self) -> date | None:
        """The date right before it, as far as it is known: what 同年 and 翌年 point back to."""
        return self.entry or self.last

    @property
    def day(self) -> date | None:
        """The date before it where it is a day: what 同日 and 翌日 point back to."""
        return self.before if self.precision == "day" else None

    @property
    def month(self) -> date | None:
        """The date before it where its month is known: what 同月 and a day alone belong to."""
        return self.before if self.precision != "year" else None

    def year_for(self, month: int, day: int | None) -> int | None:
        """The year of a bare day or month: that of the entry above (the next one after a turn of the year), else that of publication.

        None when neither is known, or when the day would lie long after publication: the year is then unknown, not guessed.
        """
        if self.last is not None:
            year = self.last.year + (1 if self.last.month - month >= _TURN_OF_YEAR else 0)
            return self.published.year if self.published and day and self._is_just_past(year, month, day) else year
        if self.published is None:
            return None
        return None if self._days_after(self.published.year, month, day or 1) > _LONG_AFTER else self.published.year

    def _is_just_past(self, year: int, month: int, day: int) -> bool:
        """True for a day that lies long after publication in `year`, and right before it in the year of publication: it is told of."""
        if self.published is None or year - self.published.year > 1 or self._days_after(year, month, day) <= _LONG_AFTER:
            return False
        return -_JUST_BEFORE <= self._days_after(self.published.year, month, day) <= 0

    def _days_after(self, year: int, month: int, day: int) -> int:
        """About how many days a date lies after publication."""
        assert self.published is not None
        return ((year - self.published.year) * 12 + month - self.published.month) * 31 + day - self.published.day

    def after(self, value: Value) -> "YearContext":
        """The context of what follows a date: a year that was taken from the publication date, or said as 昨年, is not handed on."""
        relative = value.text.startswith(tuple(load_values().relative_years))
        if value.start is None:
            return self
        one_day = value.kind is ValueKind.DATE and value.precision == "day"
        precision = "month" if value.precision == "day" and not one_day else value.precision or "day"
        last = self.last if relative or (value.inherited and self.last is None) else value.start
        return YearContext(last, self.published, precision, value.start)


def find_dates(text: str, context: YearContext | None = None) -> list[Found]:
    """Dates and periods of folded text. A period is one value; a date inside a period is not returned again."""
    plain = arabic(text)
    return placed(_join_periods(plain.text, _points(plain.text, context or YearContext())), plain, text)


def _points(text: str, context: YearContext) -> list[Found]:
    """The single dates of a text; what stands at its head may be a day or a time alone, of the entry above."""
    points = [found for found in (_leading_day(text, context) or _leading_time(text, context),) if found]
    for found in points:
        context = context.after(found.value)
    for match in _DATE.finditer(text):
        value = None if points and match.start() < points[0].end else _date_value(match, context)
        if value is None or text[: match.start()].endswith(("毎年", "毎年度", "例年")):
            continue
        points.append(Found(value, match.start(), match.end()))
        context = context.after(value)
        points.extend(_further_days(text, points[-1]))
    return points


def _leading_day(text: str, context: YearContext) -> Found | None:
    """「17日 対策を公表」 below an entry of January: the day of that month."""
    match = _LEADING_DAY.match(text)
    if match is None or context.month is None:
        return None
    value = _dated(match.group().strip(), context.month.year, context.month.month, int(match["day"]), True)
    return Found(value, match.start("day"), match.end()) if value else None


def _leading_time(text: str, context: YearContext) -> Found | None:
    """「9時42分 異常を検知」 below an entry of a day: what happened on that day."""
    first = next(iter(times_in(text)), None) if context.day else None
    if first is None or first.start > 1 or first.value.number is None or not _AFTER_LEADING_TIME.match(text, first.end):
        return None
    value = Value(ValueKind.DATE, first.value.text, start=context.day, end=context.day, precision="day", inherited=True)
    return Found(value, first.start, first.end)


def _further_days(text: str, first: Found) -> Iterator[Found]:
    """「1月13日、27日、30日」, 「2025.01.14、01.15」: the days that follow take the month, or the year, of the first."""
    day, place = first.value.start, first.end
    dotted = _DOTTED.match(first.value.text) is not None
    while day is not None and first.value.precision == "day":
        match = _NEXT_DOTTED.match(text, place) if dotted else _NEXT_DAY.match(text, place)
        if match is None:
            return
        month = int(match["month"]) if dotted else day.month
        begin = match.start("month" if dotted else "day")
        value = _dated(text[begin : match.end()].strip(), day.year, month, int(match["day"]), True)
        if value is None:
            return
        yield Found(value, begin, match.end())
        place = match.end()


def date_places(text: str) -> list[tuple[int, int]]:
    """Where something stands that is written as a date, be its year known or not: its figures count nothing."""
    plain = arabic(text)
    places = [(match.start(), _with_days(plain.text, match)) for match in _DATE.finditer(plain.text)]
    entry = _LEADING_DAY.match(plain.text)
    if entry and plain.text[entry.end() : entry.end() + 1] in _AFTER_ENTRY_DAY:
        places.insert(0, entry.span())
    return [plain.place(start, end) for start, end in places]


def _with_days(text: str, first: re.Match[str]) -> int:
    """The end of a date with the further days that take its month, or its year."""
    end = first.end()
    while _DOTTED.match(first.group()) and (match := _NEXT_DOTTED.match(text, end)):
        end = match.end()
    while match := _NEXT_DAY.match(text, end) or _TO_DAY.match(text, end) or _DAY_RANGE.match(text, end):
        end = match.end()
    return end


def _date_value(match: re.Match[str], context: YearContext) -> Value | None:
    """The typed date of a match; None for what only looks like one (month 13, 24/7)."""
    g = match.groupdict()
    text = match.group().strip()
    if g["same_day"] or g["next_day"] or g["following"] or g["of_month"]:
        day = _day_after(g, context)
        return Value(ValueKind.DATE, text, start=day, end=day, precision="day", inherited=True) if day else None
    if g["only_year"] or g["only_era"] or g["fiscal_year"]:
        year = int(g["only_year"] or g["fiscal_year"] or _era_year(g["only_era"], g["only_era_year"]))
        whole = _whole_year(text, year, bool(g["fiscal"] or g["fiscal2"] or g["fiscal_year"]))
        return _end_of(whole) if g["end"] or g["end2"] else whole
    if g["month"] == "翌":
        return _day_of_next_month(text, int(g["day"] or 0), context)
    month, day_number = _month(g, context), next((int(g[k] or 0) for k in _DAYS if g[k]), None)
    year_or_none, inherited = _year(g, month, day_number, context)
    value = None if year_or_none is None else _dated(text, year_or_none, month, day_number, inherited)
    return _part_of_month(value, g["part"]) if value and g["part"] else value


def _day_after(g: dict[str, str | None], context: YearContext) -> date | None:
    """The day that 同日, 翌日, 翌17日 or 「6日(金)」 is, counted from the date before it; None where that is unknown."""
    if g["same_day"]:
        return context.day
    if g["next_day"]:
        return context.day + timedelta(days=1) if context.day else None
    number = int(g["following"] or g["of_month"] or 0)
    if context.month is None or (g["following"] and context.day is None):
        return None
    days = [day for day in (_day_in(context.month, number), _day_in(_first_of_next(context.month), number)) if day]
    if g["of_month"]:
        return next((day for day in days if _WEEKDAYS[day.weekday()] == g["weekday"]), None)
    return next((day for day in days if day > context.month), None)


def _day_in(month: date, number: int) -> date | None:
    return month.replace(day=number) if 1 <= number <= calendar.monthrange(month.year, month.month)[1] else None


def _first_of_next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _day_of_next_month(text: str, number: int, context: YearContext) -> Value | None:
    """「翌月10日」, counted from the date before it."""
    day = _day_in(_first_of_next(context.month), number) if context.month else None
    return Value(ValueKind.DATE, text, start=day, end=day, precision="day", inherited=True) if day else None


def _part_of_month(month: Value, part: str) -> Value:
    """The days of a month that 上旬, 末 and the like stand for; it stays a date to the month."""
    first, last, _ = load_values().month_parts[part]
    assert month.start is not None and month.end is not None
    return replace(month, start=month.start.replace(day=first), end=month.start.replace(day=last) if last else month.end)


def _end_of(year: Value) -> Value:
    """The last days of a year (2022年末, 平成30年度末)."""
    assert year.end is not None
    return replace(year, start=year.end.replace(day=21), precision="month")


def _whole_year(text: str, year: int, fiscal: bool) -> Value:
    """A year that is named whole; a fiscal year (年度) begins in April."""
    first, last = (date(year, 4, 1), date(year + 1, 3, 31)) if fiscal else (date(year, 1, 1), date(year, 12, 31))
    return Value(ValueKind.DATE, text, start=first, end=last, precision="year")


def _month(g: dict[str, str | None], context: YearContext) -> int:
    """The month that a date states, or that of the date before it (同月); 0 where there is none."""
    if g["month"] == "同":
        return context.month.month if context.month else 0
    return next((int(g[k] or 0) for k in _MONTHS if g[k]), 0)


def _year(g: dict[str, str | None], month: int, day: int | None, context: YearContext) -> tuple[int | None, bool]:
    """The year that a date states, or inherits (True)."""
    era = g["era"] or g["era4"]
    if era:
        return _era_year(era, g["era_year"] or g["year4"]), False
    if g["year"] or g["y2"]:
        return int(g["year"] or g["y2"] or 0), False
    relative = g["relative"] or g["rel3"]
    if relative:
        after = relative in load_values().after_date_before
        base = context.before if after else context.published or context.last
        if after and base is None and load_values().relative_years[relative] < 0:
            base = context.published
        return (base.year + load_values().relative_years[relative], True) if base else (None, True)
    if (g["same_year"] or g["month"] == "同") and context.before:
        return context.before.year, True
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
    stop = 0
    for index, point in enumerate(points):
        if point.start < stop:
            continue  # the end of the period before
        follower = points[index + 1] if index + 1 < len(points) else None
        found = (
            _between(text, point, follower)
            or _to_day(text, point)
            or _month_range(text, point)
            or _day_range(text, point)
            or _open(text, point, follower)
            or point
        )
        stop = found.end
        yield found


def _between(text: str, first: Found, last: Found | None) -> Found | None:
    """「4月1日から5月2日まで」: the period of two dates that a range mark joins."""
    mark = _RANGE_MARK.match(text, first.end)
    if not mark or not last or last.start != mark.end() or not _ordered(first.value, last.value):
        return None
    end = _RANGE_END.match(text, last.end)
    return _period(text, first, last, end.end() if end else last.end)


def _to_day(text: str, first: Found) -> Found | None:
    """「12月6日～19日」: the last day takes the month of the first."""
    match, day = _TO_DAY.match(text, first.end), first.value.start
    if not match or not day or first.value.precision != "day":
        return None
    last = _dated(match.group(), day.year, day.month, int(match["day"]), True)
    if last is None or not _ordered(first.value, last):
        return None
    end = _RANGE_END.match(text, match.end())
    return _period(text, first, Found(last, match.start("day"), match.end()), end.end() if end else match.end())


def _open(text: str, point: Found, follower: Found | None) -> Found | None:
    """「4月1日～」: a period without an end; none when a date follows, which is then out of order."""
    mark = _OPEN_AFTER.match(text, point.end)
    if not mark or point.value.precision == "year" or (follower and follower.start <= mark.end()):
        return None
    value = replace(point.value, kind=ValueKind.PERIOD, text=text[point.start : mark.end()].strip(), end=None)
    return Found(value, point.start, mark.end())


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
    match = _MONTH_RANGE.match(text, point.end) if point.value.precision == "year" else None
    if not match or point.value.start is None:
        return None
    year, last = point.value.start.year, int(match["last"])
    if not (1 <= int(match["first"]) <= last <= 12):
        return None
    stop = match.end()
    finish = date(year, last, calendar.monthrange(year, last)[1])
    value = Value(ValueKind.PERIOD, text[point.start : stop], start=date(year, int(match["first"]), 1), end=finish, precision="month")
    return Found(value, point.start, stop)


def _day_range(text: str, point: Found) -> Found | None:
    """「6月15～17日」: the month was read alone; the whole is a period of days."""
    match, month = _DAY_RANGE.match(text, point.end), point.value.start
    if not match or month is None or point.value.precision != "month":
        return None
    first, last = _day_in(month, int(match["first"])), _day_in(month, int(match["last"]))
    if first is None or last is None or last < first:
        return None
    value = replace(point.value, kind=ValueKind.PERIOD, text=text[point.start : match.end()], start=first, end=last, precision="day")
    return Found(value, point.start, match.end())
