"""Typed values in reading text."""

from datetime import date
from pathlib import Path

import pytest

from core.records import Value, ValueKind
from core.text import fold
from facts.values import YearContext, find_counts, find_dates, find_values, read_value, same_unit
from tests.stated import stated, with_value

PUBLISHED = YearContext(None, date(2023, 1, 20))


def the_date(text: str, context: YearContext | None = None) -> Value:
    """The one date or period of a raw text."""
    (found,) = find_dates(fold(text).text, context)
    return found.value


def days(text: str, context: YearContext | None = None) -> list[date | None]:
    """The first day of every date or period of a raw text."""
    return [found.value.start for found in find_dates(fold(text).text, context)]


def counts(text: str) -> list[tuple[float | None, str | None]]:
    """Number and unit of every count of a raw text."""
    return [(found.value.number, found.value.unit) for found in find_counts(fold(text).text)]


# --- dates that say their year -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和5年1月20日", date(2023, 1, 20)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("昭和63年12月1日", date(1988, 12, 1)),
        ("Ｒ５．１．２０", date(2023, 1, 20)),
        ("令和 5 年 1 月 20 日", date(2023, 1, 20)),
        ("２０２３年１月２０日", date(2023, 1, 20)),
        ("2023年1月20日（金）", date(2023, 1, 20)),
        ("2023/1/20", date(2023, 1, 20)),
        ("2023-01-20", date(2023, 1, 20)),
        ("2023.1.20", date(2023, 1, 20)),
        ("2023年（令和5年）1月20日", date(2023, 1, 20)),
    ],
)
def test_a_day_is_read_in_the_japanese_and_the_western_calendar(text: str, day: date) -> None:
    value = the_date(text)
    assert (value.kind, value.start, value.end, value.precision, value.inherited) == (ValueKind.DATE, day, day, "day", False)


def test_a_date_that_a_line_break_cuts_is_one_date() -> None:
    assert the_date("2022年\n12月27日").start == date(2022, 12, 27)
    assert the_date("令和４年12\n月27日").start == date(2022, 12, 27)


def test_a_month_is_the_stretch_from_its_first_to_its_last_day() -> None:
    value = the_date("2024年2月")
    assert (value.start, value.end, value.precision) == (date(2024, 2, 1), date(2024, 2, 29), "month")


def test_a_year_is_the_stretch_from_new_year_to_its_end() -> None:
    value = the_date("2022年")
    assert (value.start, value.end, value.precision) == (date(2022, 1, 1), date(2022, 12, 31), "year")


def test_a_fiscal_year_ends_in_march_of_the_next() -> None:
    for text in ("2022年度", "令和4年度"):
        value = the_date(text)
        assert (value.start, value.end) == (date(2022, 4, 1), date(2023, 3, 31))


def test_a_number_of_years_or_months_is_no_date() -> None:
    assert days("5年間、3か月、12月間") == []


def test_a_day_that_the_calendar_does_not_have_is_no_date() -> None:
    assert days("2023年2月30日") == []
    assert days("13/45") == []


def test_a_day_of_every_year_is_no_date() -> None:
    assert days("毎年4月1日に見直します。", PUBLISHED) == []


# --- dates that take their year from elsewhere ---------------------------------------------------------------------------


def test_last_year_is_the_year_before_publication() -> None:
    value = the_date("昨年12/27", PUBLISHED)
    assert value.start == date(2022, 12, 27)
    assert value.inherited


def test_last_year_is_unknown_without_a_day_of_publication() -> None:
    assert days("昨年12/27") == []


def test_the_year_of_last_year_is_not_handed_to_the_next_bare_date() -> None:
    assert days("昨年12/27に受領し、1/13に回答した。", PUBLISHED) == [date(2022, 12, 27), date(2023, 1, 13)]


def test_a_bare_day_takes_the_year_of_the_date_before_it() -> None:
    assert days("2022年10月5日に始まり、11月3日に終わった。") == [date(2022, 10, 5), date(2022, 11, 3)]


def test_a_bare_day_after_the_turn_of_the_year_is_in_the_next_year() -> None:
    assert days("2022年12月27日に受領し、1月13日に回答した。") == [date(2022, 12, 27), date(2023, 1, 13)]


def test_a_bare_day_takes_the_year_of_publication_and_says_so() -> None:
    value = the_date("1月13日", PUBLISHED)
    assert value.start == date(2023, 1, 13)
    assert value.inherited


def test_a_bare_day_long_after_publication_gets_no_year() -> None:
    assert days("9月30日", PUBLISHED) == []


def test_a_bare_day_gets_no_year_when_none_is_known() -> None:
    assert days("1月13日") == []


def test_the_next_year_is_the_one_after_the_date_before_it() -> None:
    assert the_date("2020年10月～翌年3月", PUBLISHED).end == date(2021, 3, 31)


def test_the_same_year_month_and_day_are_those_of_the_date_before() -> None:
    assert days("2022年4月1日、同年6月3日、同月5日、同日") == [date(2022, 4, 1), date(2022, 6, 3), date(2022, 6, 5), date(2022, 6, 5)]


def test_further_days_take_the_month_of_the_first() -> None:
    assert days("1月13日、27日、30日に公表", PUBLISHED) == [date(2023, 1, 13), date(2023, 1, 27), date(2023, 1, 30)]
    assert days("3月7日及び9日", PUBLISHED) == [date(2023, 3, 7), date(2023, 3, 9)]


def test_a_number_of_days_is_no_further_day() -> None:
    assert days("1月13日、3日間の調査", PUBLISHED) == [date(2023, 1, 13)]


def test_a_leading_day_takes_year_and_month_of_the_entry_above() -> None:
    assert days("17日 対策を公表", YearContext(date(2023, 1, 13))) == [date(2023, 1, 17)]


@pytest.mark.parametrize("text", ["3日ほどかかりました。", "10日を要しました。", "30日以内に報告します。", "5日連続で発生しました。"])
def test_a_number_of_days_at_the_head_of_a_sentence_is_no_date(text: str) -> None:
    assert days(text, YearContext(date(2023, 1, 13))) == []


def test_a_leading_day_without_an_entry_above_is_no_date() -> None:
    assert days("17日 対策を公表", PUBLISHED) == []


def test_a_day_after_a_date_is_counted_from_it() -> None:
    assert days("2022年8月31日に受領し、翌日に調査した。") == [date(2022, 8, 31), date(2022, 9, 1)]
    assert days("2022年8月31日に受領し、翌月2日に報告した。") == [date(2022, 8, 31), date(2022, 9, 2)]
    assert days("2022年10月16日の指摘を受け、翌17日に修正") == [date(2022, 10, 16), date(2022, 10, 17)]
    assert days("2022年10月16日。お申込みの翌日に発送します。") == [date(2022, 10, 16)]


def test_the_same_month_of_the_year_before_is_counted_from_the_date_before() -> None:
    assert days("2022年6月の件数は前年同月を上回った。", PUBLISHED) == [date(2022, 6, 1), date(2021, 6, 1)]
    assert days("2022年6月の件数は前年同月比3%増", PUBLISHED) == [date(2022, 6, 1)]


def test_the_same_day_points_back_to_a_day_whose_year_is_that_of_publication() -> None:
    assert days("1月13日に停止し、同日再開した。", PUBLISHED) == [date(2023, 1, 13), date(2023, 1, 13)]


def test_no_day_is_the_same_as_a_month() -> None:
    assert days("2022年4月に開始し、同日公表した。") == [date(2022, 4, 1)]


def test_a_day_with_its_weekday_takes_the_month_in_which_it_is_one() -> None:
    assert days("2023年1月に着手し、6日(金)に完了") == [date(2023, 1, 1), date(2023, 1, 6)]
    assert days("2023年1月に着手し、7日(金)に完了") == [date(2023, 1, 1)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023年4月末", date(2023, 4, 21), date(2023, 4, 30)),
        ("2023年4月上旬", date(2023, 4, 1), date(2023, 4, 10)),
        ("2023年4月中旬", date(2023, 4, 11), date(2023, 4, 20)),
        ("2023年4月下旬", date(2023, 4, 21), date(2023, 4, 30)),
        ("2022年末", date(2022, 12, 21), date(2022, 12, 31)),
        ("平成30年度末", date(2019, 3, 21), date(2019, 3, 31)),
    ],
)
def test_a_part_of_a_month_keeps_its_wording_and_days(text: str, start: date, end: date) -> None:
    value = the_date(text)
    assert (value.text, value.start, value.end, value.precision) == (text, start, end, "month")


# --- periods -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016年4月1日～2023年1月27日", date(2016, 4, 1), date(2023, 1, 27)),
        ("2022年10月5日から2023年1月5日まで", date(2022, 10, 5), date(2023, 1, 5)),
        ("2022年10月5日～12月31日", date(2022, 10, 5), date(2022, 12, 31)),
        ("2022年10月5日～1月5日", date(2022, 10, 5), date(2023, 1, 5)),
        ("2022年12月6日（火）～19日（月）", date(2022, 12, 6), date(2022, 12, 19)),
        ("2020年4月～2022年3月", date(2020, 4, 1), date(2022, 3, 31)),
        ("2020年1～3月", date(2020, 1, 1), date(2020, 3, 31)),
        ("2020年1月～3月", date(2020, 1, 1), date(2020, 3, 31)),
        ("令和2年7月～令和5年1月", date(2020, 7, 1), date(2023, 1, 31)),
        ("2019年度～2021年度", date(2019, 4, 1), date(2022, 3, 31)),
        ("令和5年6月15日～30日", date(2023, 6, 15), date(2023, 6, 30)),
        ("2023年6月15～17日", date(2023, 6, 15), date(2023, 6, 17)),
        ("平成30年8月6日から同月9日にかけて", date(2018, 8, 6), date(2018, 8, 9)),
    ],
)
def test_two_dates_with_a_range_mark_are_one_period(text: str, start: date, end: date) -> None:
    value = the_date(text)
    assert (value.kind, value.start, value.end) == (ValueKind.PERIOD, start, end)


def test_a_period_keeps_the_wording_of_both_ends() -> None:
    assert the_date("2022年10月5日から2023年1月5日まで").text == "2022年10月5日から2023年1月5日まで"


def test_a_period_with_an_open_end_has_none() -> None:
    value = the_date("2016年4月1日～")
    assert (value.kind, value.start, value.end) == (ValueKind.PERIOD, date(2016, 4, 1), None)


def test_dates_in_the_wrong_order_are_no_period() -> None:
    kinds = [found.value.kind for found in find_dates(fold("2023年1月5日～2022年10月5日").text)]
    assert kinds == [ValueKind.DATE, ValueKind.DATE]


# --- counts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("13,862契約", 13862, "契約"),
        ("１３，８６２契約", 13862, "契約"),
        ("36台", 36, "台"),
        ("3万件", 30000, "件"),
        ("1億2,000万円", 120_000_000, "円"),
        ("約1.5万人", 15000, "人"),
        ("12.5%", 12.5, "%"),
        ("6か月", 6, "か月"),
        ("240 件", 240, "件"),
        ("2億3千万円", 230_000_000, "円"),
        ("134万", 1_340_000, None),
        ("件数：300件", 300, "件"),
        ("0.3mg/L", 0.3, "mg/L"),
        ("18歳未満", 18, "歳"),
        ("11.0 度", 11, "度"),
        ("10分の1", 0.1, None),
    ],
)
def test_a_count_is_its_number_in_units_and_its_counter(text: str, number: float, unit: str) -> None:
    assert counts(text) == [(number, unit)]


def test_about_belongs_to_the_wording_of_a_count() -> None:
    assert [found.value.text for found in find_counts("対象は約300件です。")] == ["約300件"]


@pytest.mark.parametrize("text", ["0.03未満", "0.3mg/L以下", "30分以上", "2名以上", "80%程度"])
def test_a_bound_belongs_to_the_wording_of_a_count_and_not_to_its_unit(text: str) -> None:
    (found,) = find_counts(text)
    assert found.value.text == text
    assert found.value.unit not in ("未満", "mg/L以下")


def test_a_range_of_counts_is_one_count_without_a_number() -> None:
    assert counts("10～20名") == [(None, "名")]


@pytest.mark.parametrize("text", ["第85回委員会", "※2", "事案2", "表3のとおり", "①", "注1"])
def test_a_number_that_only_labels_is_no_count(text: str) -> None:
    assert counts(text) == []


def test_digits_of_telephone_numbers_and_addresses_are_no_counts() -> None:
    kinds = [found.value.kind for found in find_values("0120-123-456 https://www.example.co.jp/2023/0120.html")]
    assert kinds == [ValueKind.PHONE, ValueKind.URL]


def test_a_number_in_brackets_before_a_paragraph_is_no_count() -> None:
    assert counts("（1）対象 （3件）") == [(3, "件")]


def test_figures_of_a_date_whose_year_is_unknown_are_no_counts() -> None:
    assert find_values("9月30日、11月下旬、12月6日(火)～19日(月)", PUBLISHED) == []


def test_counters_of_the_same_thing_are_the_same_unit() -> None:
    assert same_unit("人", "名")
    assert same_unit("か月", "ヶ月")
    assert not same_unit("台", "件")
    assert not same_unit(None, None)


# --- marks, telephone numbers, addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "number"), [("○", 1.0), ("×", 0.0), ("○（一部）", 1.0), ("有", 1.0), ("なし", 0.0)])
def test_a_mark_says_yes_or_no(text: str, number: float) -> None:
    value = read_value(fold(text).text)
    assert (value.kind, value.number) == (ValueKind.MARK, number)


def test_a_mark_keeps_its_note() -> None:
    assert read_value(fold("○（※1）").text).text == "○(※1)"


@pytest.mark.parametrize("text", ["0120-123-456", "03-1234-5678", "(03)1234-5678", "０１２０－１２３－４５６", "0312345678"])
def test_a_telephone_number_is_read_in_every_usual_spelling(text: str) -> None:
    (found,) = find_values(fold(text).text)
    assert found.value.kind is ValueKind.PHONE


def test_an_address_ends_before_japanese_text() -> None:
    (found,) = find_values("詳しくはhttps://www.example.co.jp/a/b.html)をご覧ください。"[:-1])
    assert found.value.kind is ValueKind.URL
    assert found.value.text.startswith("https://www.example.co.jp/a/b.html")


def test_a_mail_address_is_an_address() -> None:
    (found,) = find_values("privacy@example.co.jp まで")
    assert (found.value.kind, found.value.text) == (ValueKind.URL, "privacy@example.co.jp")


# --- whole cells -------------------------------------------------------------------------------------------------------


def test_a_cell_that_holds_a_count_and_a_note_is_that_count() -> None:
    value = read_value("13,862契約※2")
    assert (value.kind, value.number, value.text) == (ValueKind.COUNT, 13862, "13,862契約")


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("【7,094件】", ValueKind.COUNT, "7,094件"),
        ("【2022年4月26日～2023年1月16日】", ValueKind.PERIOD, "2022年4月26日～2023年1月16日"),
        ("2,045名（氏名、学籍番号を含む）", ValueKind.COUNT, "2,045名(氏名、学籍番号を含む)"),
        ("<システム面>", ValueKind.TEXT, "<システム面>"),
    ],
)
def test_a_cell_in_brackets_is_the_value_in_them(text: str, kind: ValueKind, said: str) -> None:
    value = read_value(fold(text).text)
    assert (value.kind, value.text) == (kind, said)


def test_a_cell_with_an_open_period_and_a_remark_keeps_its_wording() -> None:
    value = read_value(fold("2016年4月1日～ ※一部は2018年から").text)
    assert (value.kind, value.start) == (ValueKind.PERIOD, date(2016, 4, 1))
    assert value.text == "2016年4月1日～ ※一部は2018年から"


def test_a_cell_that_is_a_sentence_with_a_number_is_text() -> None:
    value = read_value("2022年に導入したシステムで3名が閲覧していたことを確認した。")
    assert value.kind is ValueKind.TEXT


def test_the_place_of_a_full_width_count_is_its_raw_wording(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, "調査の結果\n閲覧は１３，８６２契約に及ぶことが判明しました。\n")
    (fact,) = with_value(reading, "13,862契約")
    assert "１３，８６２契約" in document.quote(fact.span)


@pytest.mark.parametrize("text", ["110番、118番及び119番に発信できない", "3件目のお申し出", "〒000-0123 三ツ葉県", "6月分の請求", "東1"])
def test_numbers_that_are_dialled_or_order_things_count_nothing(text: str) -> None:
    assert [found for found in find_values(text) if found.value.kind is ValueKind.COUNT] == []


def test_a_counter_ends_before_the_word_that_joins_it_to_the_next() -> None:
    assert [found.value.unit for found in find_counts("3鉢及び5鉢等")] == ["鉢", "鉢"]


def test_a_cell_may_say_that_its_figure_is_the_largest() -> None:
    value = read_value("最大約5万2千回線")
    assert (value.text, value.number, value.unit) == ("最大約5万2千回線", 52_000, "回線")


def test_a_period_with_a_count_after_it_is_more_than_a_period() -> None:
    assert read_value("平成30年4月から令和5年3月までの報告書 14万2,680件").kind is ValueKind.TEXT


def test_a_fiscal_year_in_letters_begins_in_april() -> None:
    (found,) = find_dates("FY2020")
    assert (found.value.start, found.value.end) == (date(2020, 4, 1), date(2021, 3, 31))


# --- lists of dates, numbers of names --------------------------------------------------------------------------------


def test_dates_that_a_stroke_parts_are_several() -> None:
    assert days("2026.03.05／2026.03.06／2026.04.01") == [date(2026, 3, 5), date(2026, 3, 6), date(2026, 4, 1)]


def test_further_dotted_days_take_the_year_of_the_first_and_count_nothing() -> None:
    assert days("2026.03.05、03.06、04.01") == [date(2026, 3, 5), date(2026, 3, 6), date(2026, 4, 1)]
    assert {found.value.kind for found in find_values("2026.03.05、03.06、04.01")} == {ValueKind.DATE}
    assert days("2026.03.05、1.5倍") == [date(2026, 3, 5)]


def test_a_day_right_before_publication_is_no_day_of_the_year_to_come_that_was_named_before_it() -> None:
    context = YearContext(None, date(2024, 3, 21))
    assert days("期限2025.01.22の分は、3月14日に検出された", context) == [date(2025, 1, 22), date(2024, 3, 14)]
    assert days("2025年4月に始め、6月に終える予定", context) == [date(2025, 4, 1), date(2025, 6, 1)]


def test_a_contract_makes_no_number_rough() -> None:
    assert [found.value.text for found in find_counts("ご契約73社、約20名")] == ["73社", "約20名"]


def test_a_number_with_a_letter_or_at_the_end_of_a_name_counts_nothing() -> None:
    assert counts("4-C室と「あかつき7」の2隻") == [(2.0, "隻")]
    assert counts("入力した値は「20」") == [(20.0, None)]


def test_a_telephone_number_may_be_set_with_middle_dots() -> None:
    assert [found.value.kind for found in find_values("電話0120・000・111")] == [ValueKind.PHONE]


def test_a_mark_may_have_the_sign_of_a_note() -> None:
    assert (read_value("○※1").kind, read_value("×※2").number) == (ValueKind.MARK, 0.0)


def test_the_number_of_a_plot_or_platform_counts_nothing() -> None:
    assert counts("本町字下沢3番地、2番線、5名") == [(5.0, "名")]
