"""Times of day (10時40分, 8:25, 午前9時～午後5時) and lengths of time of several parts (17時間28分, 2年3か月, 1時間半) in folded text."""

import re

from core.records import Value, ValueKind
from facts.found import Found, placed
from facts.numerals import arabic
from facts.terms import load_values

# --- times of day -----------------------------------------------------------------------------------------------------

_HALF_DAY = r"(?:午前|午後|深夜|未明|早朝|朝|夜)"
_MINUTE = r"[0-5]?\d"
_CLOCK = (
    rf"(?:(?P<half>{_HALF_DAY}) ?)?(?<![\d.,/])(?<!\d:)(?P<hour>[01]?\d|2[0-4]) ?時(?!間|代|期|給|価|計|短|系|差|限)"
    rf"(?: ?(?P<minute>{_MINUTE}) ?分(?!間|の\d)|(?P<half_hour>半))?(?: ?[0-5]?\d ?秒)?(?:台)?"
    rf"|(?:(?P<half2>{_HALF_DAY}) ?)?(?<![\d.,/\-A-Za-z第])(?<!\d:)(?P<hour2>[01]?\d|2[0-4]):(?P<minute2>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    r"|(?P<noon>正午)"
)
_TIME = re.compile(_CLOCK)
_ROUGHLY = re.compile(r" ?(?:ごろ|ころ|頃|過ぎ|すぎ)")
_TO = re.compile(r" ?(?:ごろ|頃)?(?:から|より|～|-|‐|→)(?:、)?(?:同日|翌日|当日)? ?")
_TO_END = re.compile(r"(?:ごろ|頃)?(?: ?(?:までの間|まで|の間))?")
# 「9～17時」
_HOURS = re.compile(
    r"(?P<half>午前|午後)?(?<![\d.,/])(?<!\d:)(?P<first>[01]?\d|2[0-4]) ?～ ?"
    r"(?:午前|午後)?(?P<last>[01]?\d|2[0-4]) ?時(?!間|代|期)(?: ?まで)?"
)


def find_times(text: str) -> list[Found]:
    """Times of day of folded text; a range of them is one value. `number` is the minute of the day of a single time."""
    plain = arabic(text)
    return placed(times_in(plain.text), plain, text)


def times_in(text: str) -> list[Found]:
    """As `find_times`, of a text without ideographic numerals."""
    found: list[Found] = []
    stop = 0
    points = list(_TIME.finditer(text))
    for match in _HOURS.finditer(text):
        found.append(_time(text, match.start(), match.end()))
    for index, match in enumerate(points):
        if match.start() < stop or any(item.start <= match.start() < item.end for item in found):
            continue
        follower = points[index + 1] if index + 1 < len(points) else None
        to = _TO.match(text, match.end())
        if to and follower and to.end() == follower.start():
            end = _TO_END.match(text, follower.end())
            stop = end.end() if end else follower.end()
            found.append(_time(text, match.start(), stop))
            continue
        roughly = _ROUGHLY.match(text, match.end())
        stop = roughly.end() if roughly else match.end()
        found.append(_time(text, match.start(), stop, minute_of_day(match)))
    return sorted(found, key=lambda item: item.start)


def _time(text: str, start: int, end: int, minute: int | None = None) -> Found:
    return Found(Value(ValueKind.TIME, text[start:end].strip(), number=minute), start, end)


def minute_of_day(match: re.Match[str]) -> int:
    """The minutes since midnight of a time."""
    if match["noon"]:
        return 12 * 60
    hour, half = int(match["hour"] or match["hour2"]), match["half"] or match["half2"]
    minute = int(match["minute"] or match["minute2"] or (30 if match["half_hour"] else 0))
    hour = hour + 12 if half == "午後" and hour < 12 else 0 if half == "午前" and hour == 12 else hour
    return hour * 60 + minute


def clock_times(text: str) -> list[str]:
    """The times that a folded text states, on the 24-hour clock (10:40), each where it stands: two for a range."""
    plain = arabic(text).text
    minutes = [(m.start(), minute_of_day(m)) for m in _TIME.finditer(plain)]
    # The first hour of 「9～17時」 carries no 時 of its own.
    minutes += [
        (m.start(), int(m["first"]) * 60 + (12 * 60 if m["half"] == "午後" and int(m["first"]) < 12 else 0)) for m in _HOURS.finditer(plain)
    ]
    return [f"{minute // 60}:{minute % 60:02d}" for _, minute in sorted(minutes)]


# --- lengths of time --------------------------------------------------------------------------------------------------

# The parts of a length from the longest: how it is written, its counter, and how many make one of the part before.
_PARTS = {"年": 0, "月": 12, "日": 31, "時間": 24, "分": 60, "秒": 60}
_PART = re.compile(
    r"(?<![\d.,/])(?<!\d:)(?P<number>\d{1,4}) ?(?P<unit>年間?|[かカヶヵケ箇]月間?|日間?|時間|分間?|秒間?)"
    r"(?P<half>半(?![一-龥]))?(?!の\d|目)"
)
_AND = re.compile(r" ?と? ?")
_ORDER = tuple(_PARTS)


def lengths_in(text: str) -> list[Found]:
    """Lengths of several parts: one count in the unit of the last part (17時間28分 is 1,048 minutes); with 半, half a unit more."""
    found: list[Found] = []
    chain: list[re.Match[str]] = []
    for match in [*_PART.finditer(text), None]:
        if chain and (match is None or not _continues(text, chain[-1], match)):
            found.extend(_length(text, chain))
            chain = []
        if match is not None and (chain or not _is_of_a_date(text, match)):
            chain.append(match)
    return found


def _is_of_a_date(text: str, match: re.Match[str]) -> bool:
    """True for the day of 6月3日 and the year of 2023年 or 令和5年."""
    before = text[: match.start()].rstrip()
    return before.endswith(("月", "第", *load_values().eras)) or (match["unit"] == "年" and len(match["number"]) > 2)


def _continues(text: str, before: re.Match[str], match: re.Match[str]) -> bool:
    """True when a part goes on with the one before: smaller, within its size, next to it; 365日24時間 and 1日8時間 are no lengths."""
    first, second = _kind(before), _kind(match)
    joined = _AND.fullmatch(text, before.end(), match.start())
    if joined is None or before["half"] or first >= second or (_ORDER[first], before["number"]) in (("日", "365"), ("日", "1")):
        return False
    return int(match["number"]) < _PARTS[_ORDER[second]]


def _kind(match: re.Match[str]) -> int:
    return next(index for index, part in enumerate(_ORDER) if part in match["unit"])


def _length(text: str, chain: list[re.Match[str]]) -> list[Found]:
    """The length that a chain of parts is; nothing for a single part, which is a count like any other."""
    if len(chain) == 1 and not chain[0]["half"]:
        return []
    total, unit = 0.0, 0
    for match in chain:
        for step in range(unit + 1, _kind(match) + 1):
            total *= _SIZES[step]
        unit = _kind(match)
        total += int(match["number"]) + (0.5 if match["half"] else 0)
    start, end = chain[0].start(), chain[-1].end()
    return [Found(Value(ValueKind.COUNT, text[start:end], number=total, unit=chain[-1]["unit"]), start, end)]


# A month counts 30 days here: lengths that mix months and days are rare, and are ranked, not computed with.
_SIZES = (1, 12, 30, 24, 60, 60)


def parts_of_length(text: str) -> list[tuple[float, str]]:
    """The parts of a length of time as written: (17, 時間), (28, 分)."""
    plain = arabic(text).text
    return [(int(m["number"]) + (0.5 if m["half"] else 0), m["unit"]) for m in _PART.finditer(plain)]


def minutes_between(value: Value) -> int | None:
    """The minutes of a period that is stated with the times of day of both its ends; None for any other."""
    times = clock_times(value.text)
    if len(times) != 2 or value.start is None or value.end is None:
        return None
    first, last = (int(hour) * 60 + int(minute) for hour, minute in (time.split(":") for time in times))
    minutes = (value.end - value.start).days * 24 * 60 + last - first
    return minutes if minutes > 0 else None
