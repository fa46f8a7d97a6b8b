"""Times of day and lengths of time."""

from datetime import date
from pathlib import Path

import pytest

from core.records import FactSource, Value, ValueKind
from core.text import fold
from facts.times import clock_times, minutes_between
from facts.values import YearContext, find_counts, find_values, read_value
from tests.stated import events, reading_of, the

PUBLISHED = YearContext(None, date(2023, 8, 30))


def values(text: str) -> list[Value]:
    """The values of a raw text."""
    return [found.value for found in find_values(fold(text).text, PUBLISHED)]


# --- times of day -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("10時40分", 640),
        ("8:25", 505),
        ("午前9時", 540),
        ("午後1時30分", 810),
        ("18時15分", 1095),
        ("17時ごろ", 1020),
        ("正午", 720),
        ("9時半", 570),
    ],
)
def test_a_time_of_day_is_one_value_and_no_count(text: str, minute: int) -> None:
    (value,) = values(f"作業は{text}に始まった。")
    assert (value.kind, value.text, value.number) == (ValueKind.TIME, text, minute)


@pytest.mark.parametrize("text", ["8時25分から10時40分まで", "９時～17時", "9～17時", "8:25～10:40", "午前9時から午後5時まで"])
def test_a_range_of_times_is_one_value(text: str) -> None:
    value = read_value(fold(text).text)
    assert (value.kind, value.text, value.number) == (ValueKind.TIME, fold(text).text, None)


@pytest.mark.parametrize("text", ["25時", "8:75", "比率は3:1", "10時間", "24時間受付", "1:100の縮尺"])
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert ValueKind.TIME not in [value.kind for value in values(text)]


def test_a_time_after_its_date_belongs_to_the_date() -> None:
    (value,) = values("6月3日（土）10時40分に停止")
    assert (value.kind, value.start, value.text) == (ValueKind.DATE, date(2023, 6, 3), "6月3日(土)10時40分")


def test_two_dates_with_times_are_a_period() -> None:
    (value,) = values("2023年8月21日（月）9時42分から8月22日3時10分まで")
    assert (value.kind, value.start, value.end) == (ValueKind.PERIOD, date(2023, 8, 21), date(2023, 8, 22))
    assert minutes_between(value) == 17 * 60 + 28


def test_a_range_of_times_after_a_date_is_a_period_within_the_day() -> None:
    (value,) = values("2023年6月3日 8時25分から10時40分まで")
    assert (value.kind, value.start, value.end) == (ValueKind.PERIOD, date(2023, 6, 3), date(2023, 6, 3))
    assert minutes_between(value) == 135


def test_times_are_told_on_the_24_hour_clock() -> None:
    assert clock_times("午後1時5分から午後3時まで") == ["13:05", "15:00"]
    assert clock_times("9～17時") == ["9:00", "17:00"]


def test_an_entry_that_begins_with_a_time_is_of_the_day_above(tmp_path: Path) -> None:
    body = "## 経過\n\n1月13日 9時42分 異常を検知しました。\n\n11時30分 復旧作業を始めました。\n\n同日15時 復旧を確認しました。\n"
    assert [day for day, _ in events(reading_of(tmp_path, body))] == ["2023-01-13"] * 3


def test_hours_of_business_after_a_dated_sentence_are_of_no_day(tmp_path: Path) -> None:
    body = "## 窓口\n\n1月13日に窓口を開きました。9時から17時まで電話を受け付けます。\n"
    assert len(events(reading_of(tmp_path, body))) == 1


def test_a_value_alone_under_its_heading_is_stated_by_it(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, "## 発生日時\n\n2023年1月13日 8時25分から10時40分まで\n"), "2023年1月13日 8時25分から10時40分まで")
    assert (fact.attribute, fact.source, fact.value.kind) == ("発生日時", FactSource.LINE, ValueKind.PERIOD)


# --- lengths of time --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("17時間28分", 1048, "分"),
        ("4時間5分", 245, "分"),
        ("2年3か月", 27, "か月"),
        ("約1時間半", 1.5, "時間"),
        ("2日3時間", 51, "時間"),
        ("継続時間:1時間52分", 112, "分"),
    ],
)
def test_a_length_of_several_parts_is_one_count_in_its_last_unit(text: str, number: float, unit: str) -> None:
    (found,) = find_counts(text)
    assert (found.value.number, found.value.unit) == (number, unit)


@pytest.mark.parametrize("text", ["24時間365日", "365日24時間", "1日8時間", "令和2年3か月間"])
def test_two_lengths_side_by_side_stay_two(text: str) -> None:
    assert not any(found.value.text == text for found in find_counts(text))
