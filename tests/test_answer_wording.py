"""How values, dates, names and lengths are said in the language of the answer."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from answer.wording import Wording
from core.records import Value, ValueKind
from core.text import fold
from facts.values import read_value

PHRASES = Path(__file__).resolve().parents[1] / "answer" / "phrases.yaml"
JAPANESE, ENGLISH = Wording("ja"), Wording("en")


def the_value(text: str) -> Value:
    value = read_value(fold(text).text)
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("precision", "japanese", "english"),
    [("day", "2023年1月16日", "16 Jan 2023"), ("month", "2023年1月", "Jan 2023"), ("year", "2023年", "2023")],
)
def test_a_date_is_said_to_its_precision(precision: str, japanese: str, english: str) -> None:
    day = date(2023, 1, 16)
    assert (JAPANESE.day(day, precision), ENGLISH.day(day, precision)) == (japanese, english)


def test_a_period_in_english_has_both_its_days() -> None:
    assert ENGLISH.value(the_value("2019年4月1日～2023年11月30日"))[0] == "1 Apr 2019 – 30 Nov 2023"


def test_a_date_in_japanese_is_said_as_the_document_writes_it() -> None:
    assert JAPANESE.value(the_value("令和5年1月16日"))[0] == "令和5年1月16日"


def test_a_stated_date_is_not_computed() -> None:
    assert JAPANESE.value(the_value("2023年1月16日"))[1] == ()


@pytest.mark.parametrize(("wording", "said"), [(JAPANESE, "2023年1月16日"), (ENGLISH, "16 Jan 2023")])
def test_a_date_with_an_inherited_year_is_said_in_full_and_listed_as_computed(wording: Wording, said: str) -> None:
    day = date(2023, 1, 16)
    text, computed = wording.value(Value(ValueKind.DATE, "1月16日", start=day, end=day, precision="day", inherited=True))
    assert text == said and [item.text for item in computed] == [said]


@pytest.mark.parametrize(("number", "said"), [(1.0, "1 contract"), (33295.0, "33,295 contracts")])
def test_a_count_in_english_has_its_counter_in_the_right_number(number: float, said: str) -> None:
    assert ENGLISH.count(number, "契約") == said


def test_a_count_in_japanese_has_its_counter() -> None:
    assert JAPANESE.count(33295.0, "契約") == "33,295契約"


def test_an_approximate_count_stays_approximate_in_english() -> None:
    assert ENGLISH.value(the_value("約300件"))[0].startswith("about 300")


def test_a_count_without_a_known_english_counter_keeps_the_original() -> None:
    assert ENGLISH.count(3, "匹目") == "3 匹目"


@pytest.mark.parametrize(
    ("start", "end", "japanese", "english"),
    [
        (date(2019, 4, 1), date(2023, 11, 30), "約4年8か月", "about 4 years 8 months"),
        (date(2022, 1, 1), date(2023, 1, 1), "約1年間", "about 1 year"),
        (date(2023, 1, 1), date(2023, 1, 10), "10日間", "10 days"),
        (date(2023, 1, 1), date(2023, 4, 1), "約3か月", "about 3 months"),
    ],
)
def test_a_length_is_said_in_years_and_months_or_in_days(start: date, end: date, japanese: str, english: str) -> None:
    assert (JAPANESE.duration(start, end), ENGLISH.duration(start, end)) == (japanese, english)


@pytest.mark.xfail(reason="one day is said as 1 days")
def test_one_day_is_one_day() -> None:
    assert ENGLISH.duration(date(2023, 1, 1), date(2023, 1, 1)) == "1 day"


def test_a_name_that_the_vocabulary_knows_is_said_in_english_with_the_original() -> None:
    assert ENGLISH.name("金融庁") == "Financial Services Agency (金融庁)"


def test_a_name_that_the_vocabulary_does_not_know_stays_as_it_is() -> None:
    assert ENGLISH.name("検針管理システム") == "検針管理システム"


def test_a_name_in_japanese_stays_as_it_is() -> None:
    assert JAPANESE.name("金融庁") == "金融庁"


def test_both_languages_have_the_same_phrases() -> None:
    japanese, english = (yaml.safe_load(PHRASES.read_text("utf-8"))[language] for language in ("ja", "en"))
    assert set(japanese) == set(english)
    assert all(set(japanese[group]) == set(english[group]) for group in ("columns", "computed"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("午後5時頃", "about 17:00"),
        ("8時25分から10時40分まで", "8:25-10:40"),
        ("9～17時", "9:00-17:00"),
        ("2023年6月3日10時40分", "3 Jun 2023 10:40"),
        ("2023年6月3日11時～6月9日17時", "3 Jun 2023 11:00 – 9 Jun 2023 17:00"),
        ("2023年4月末", "end of Apr 2023"),
        ("2023年4月上旬", "early Apr 2023"),
        ("17時間28分", "17 hours 28 minutes"),
        ("約1時間半", "about 1.5 hours"),
        ("0.03mg/L未満", "less than 0.03 mg/L"),
        ("30分以上", "30 minutes or more"),
        ("一六八名", "168 people"),
    ],
)
def test_times_lengths_and_bounds_are_said_in_english(text: str, said: str) -> None:
    assert ENGLISH.value(the_value(text))[0] == said


def test_a_date_with_an_inherited_year_keeps_its_time_and_part_of_the_month() -> None:
    day = date(2023, 6, 3)
    timed = Value(ValueKind.DATE, "6月3日10時40分", start=day, end=day, precision="day", inherited=True)
    late = Value(ValueKind.DATE, "4月末", start=date(2023, 4, 21), end=date(2023, 4, 30), precision="month", inherited=True)
    assert (JAPANESE.value(timed)[0], JAPANESE.value(late)[0]) == ("2023年6月3日10時40分", "2023年4月末")


def test_a_short_period_with_times_is_as_long_as_its_hours() -> None:
    assert ENGLISH.length(the_value("2023年6月3日8時25分から10時40分まで")) == "2 hours 15 minutes"
    assert JAPANESE.length(the_value("2023年8月21日9時42分～8月22日3時10分")) == "17時間28分"
    assert JAPANESE.length(the_value("2023年8月6日11時～8月9日17時")) == "4日間"


@pytest.mark.parametrize(("language", "said"), [("ja", "36台です。"), ("en", "36台.")])
def test_what_is_nobodys_is_said_without_empty_brackets(language: str, said: str) -> None:
    assert Wording(language).say("value", value="36台", subject="") == said
