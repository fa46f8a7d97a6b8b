"""Numerals written in ideographs."""

from datetime import date

import pytest

from core.records import ValueKind
from core.text import fold
from facts.numerals import arabic
from facts.values import YearContext, find_counts, find_dates, find_times, find_values

PUBLISHED = YearContext(None, date(2024, 6, 21))


def counts(text: str) -> list[tuple[str, float | None, str | None]]:
    """Wording, number and unit of every count."""
    return [(found.value.text, found.value.number, found.value.unit) for found in find_counts(fold(text).text)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("二〇二三年六月四日", date(2023, 6, 4), date(2023, 6, 4)),
        ("令和六年六月四日", date(2024, 6, 4), date(2024, 6, 4)),
        ("令和六年八月", date(2024, 8, 1), date(2024, 8, 31)),
        ("令和六年六月十日から六月十二日まで", date(2024, 6, 10), date(2024, 6, 12)),
        ("六月十日から十二日まで", date(2024, 6, 10), date(2024, 6, 12)),
        ("令和５年十二月二十九日", date(2023, 12, 29), date(2023, 12, 29)),
    ],
)
def test_dates_and_periods_are_read(text: str, start: date, end: date) -> None:
    (found,) = find_dates(fold(text).text, PUBLISHED)
    assert (found.value.start, found.value.end, found.value.text) == (start, end, fold(text).text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("児童は一六八名です", ("一六八名", 168, "名")),
        ("合計百二十三件", ("百二十三件", 123, "件")),
        ("約四時間", ("約四時間", 4, "時間")),
        ("三日間の停止", ("三日間", 3, "日間")),
        ("二千四百十食", ("二千四百十食", 2410, "食")),
        ("三万二千円", ("三万二千円", 32000, "円")),
        ("小学校五校", ("五校", 5, "校")),
        ("教員二名", ("二名", 2, "名")),
    ],
)
def test_counts_are_read_with_their_counter(text: str, count: tuple[str, float, str]) -> None:
    assert counts(text) == [count]


@pytest.mark.parametrize(
    "text",
    [
        "一部の第三者が十分に二重に確認した一般の三者",
        "一時的に停止し、一時、利用できなかった",
        "三ツ沢二丁目、五島、八戸支店、十三駅、七十七銀行",
        "一人ひとりのお客様に一日も早くお届けし、一件も残さない",
        "同一件名、関東一円、一円玉、一方、一連、二つ",
        "二、三名、数十名、二三名",
        "六十周年記念の五月雨",
    ],
)
def test_words_and_places_with_a_numeral_are_no_values(text: str) -> None:
    assert find_values(fold(text).text, PUBLISHED) == []


def test_a_magnitude_after_figures_is_left_to_them() -> None:
    assert counts("3千万円と61万8千回線") == [("3千万円", 30_000_000, "円"), ("61万8千回線", 618_000, "回線")]


def test_times_of_day_are_read() -> None:
    found = find_times("午後三時に始まり、十時四十分、九時から十七時まで")
    assert [(item.value.text, item.value.number) for item in found] == [
        ("午後三時", 900),
        ("十時四十分", 640),
        ("九時から十七時まで", None),
    ]


def test_a_telephone_number_is_read() -> None:
    (found,) = find_values(fold("電話〇二二－〇〇〇－五一〇八").text)
    assert (found.value.kind, found.value.text) == (ValueKind.PHONE, "〇二二-〇〇〇-五一〇八")


def test_every_character_of_the_figures_keeps_its_place() -> None:
    plain = arabic("計十名と百二十三件")
    start = plain.text.index("123件")
    assert plain.text == "計10名と123件"
    assert plain.place(start, start + 4) == (4, 9)
