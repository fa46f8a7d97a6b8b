"""What kinds of values are compared: counts, days, times of day and lengths of time."""

import re

from core.records import Value, ValueKind
from core.text import fold
from facts.values import same_unit

_MINUTES = {"分": 1, "時間": 60, "日": 1_440, "週間": 10_080, "か月": 43_800, "年": 525_600}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?) ?(年|(?:か|カ|ヶ|ヵ|ケ)月|週間|日|時間|分)(?:間|半)?")


def counts(value: Value) -> bool:
    """True for a count or an amount."""
    return value.kind is ValueKind.COUNT and value.number is not None


def dates(value: Value) -> bool:
    """True for a date or a period."""
    return value.kind in (ValueKind.DATE, ValueKind.PERIOD) and value.start is not None


def periods(value: Value) -> bool:
    """True for a period."""
    return value.kind is ValueKind.PERIOD and value.start is not None


def clock(value: Value) -> bool:
    """True for a time of day."""
    return value.kind is ValueKind.TIME and value.number is not None


def lengths(value: Value) -> bool:
    """True for a stated length of time."""
    return minutes(value) is not None


def minutes(value: Value) -> float | None:
    """The length of time that a count states, in minutes (4時間5分 is 245); None for a count of anything else."""
    text = fold(value.text).text
    if value.kind is not ValueKind.COUNT or re.search(r"\d ?時(?!間)", text):
        return None
    found = _LENGTH.findall(re.sub(r"\(.*", "", text).replace(",", ""))
    return sum(float(number) * _MINUTES[re.sub("[カヶヵケ]月", "か月", unit)] for number, unit in found) if found else None


def same_value(one: Value, other: Value) -> bool:
    """True when two values mean the same."""
    return (one.number, one.start, one.end) == (other.number, other.start, other.end) and alike_unit(one.unit, other.unit)


def alike_unit(one: str | None, other: str | None) -> bool:
    return one == other or same_unit(one, other)
