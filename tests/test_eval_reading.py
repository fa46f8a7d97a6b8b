"""How the evaluation reads dates, figures, names and plain text, apart from the code that answers."""

from decimal import Decimal

import pytest

from eval.dates import read_dates
from eval.figures import read_figures
from eval.names import read_names, stands_in
from eval.plain_text import contains, flatten, squeeze


def dates(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(date.year, date.month, date.day) for date in read_dates(flatten(text))]


def figures(text: str) -> list[Decimal | str]:
    flat = flatten(text)
    return [figure.value for figure in read_figures(flat, [(date.start, date.end) for date in read_dates(flat)])]


@pytest.mark.parametrize(
    "text",
    [
        "2016年4月1日", "２０１６年４月１日", "2016年 4月 1日", "平成28年4月1日", "2016/4/1", "2016.4.1", "2016-04-01", "H28.4.1",
        "1 Apr 2016", "1 April 2016", "April 1, 2016", "Apr. 1, 2016", "1st of April 2016",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_format(text: str) -> None:
    assert dates(f"（{text}）") == [(2016, 4, 1)]


@pytest.mark.parametrize("text", ["2022年7月", "令和4年7月", "2022.7", "2022/7", "July 2022", "Jul 2022"])
def test_a_month_is_read_in_every_usual_format(text: str) -> None:
    assert dates(f"since {text}.") == [(2022, 7, None)]


def test_the_first_year_of_an_era_is_read() -> None:
    assert dates("令和元年5月1日") == [(2019, 5, 1)]


def test_a_day_without_a_year_keeps_it_open() -> None:
    assert dates("昨年12/27と3/16(木)、1月13日") == [(None, 12, 27), (None, 3, 16), (None, 1, 13)]


def test_a_day_alone_takes_its_month_from_the_list_that_it_stands_in() -> None:
    assert dates("2022年12月27日、2023年1月13日、27日") == [(2022, 12, 27), (2023, 1, 13), (None, 1, 27)]


def test_a_day_alone_is_no_date_outside_a_list() -> None:
    assert dates("2023年1月13日に着手し、3日以内に終えた。30日間。") == [(2023, 1, 13)]


def test_an_english_range_names_its_year_once() -> None:
    first, second = read_dates("1 April – 30 June 2023".replace("–", "-"))
    assert (first.year, first.range_year, second.year) == (None, 2023, 2023)


def test_a_japanese_range_takes_the_year_from_its_start() -> None:
    assert [sorted(date.years) for date in read_dates("2022年10月1日～12月31日")] == [[2022], [2022]]


@pytest.mark.parametrize("text", ["343台", "3か月", "17システム", "第85回", "13月", "4月間"])
def test_counts_are_no_dates(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("33,295契約", 33_295),
        ("３万３，２９５", 33_295),
        ("1億2千万円", 120_000_000),
        ("3.5 million", 3_500_000),
        ("二つのシステム", 2),
        ("Six systems", 6),
    ],
)
def test_a_number_is_read_by_its_value(text: str, value: int) -> None:
    assert figures(text) == [Decimal(value)]


def test_a_code_with_a_leading_zero_stays_digits() -> None:
    assert figures("TEL. (092) 761-3031") == ["092", Decimal(761), Decimal(3031)]


def test_numbers_of_dates_notes_and_cases_are_no_figures() -> None:
    assert figures("2023年1月13日※1、事案①、四国、システム※²") == []


@pytest.mark.parametrize(("text", "value"), [("一六八名", 168), ("百二十三件", 123), ("二千四百十食", 2410), ("五校", 5)])
def test_an_ideographic_number_before_a_counter_is_read(text: str, value: int) -> None:
    assert figures(text) == [Decimal(value)]


@pytest.mark.parametrize("text", ["一部の第三者", "二重の確認", "三千院"])
def test_an_ideographic_number_within_a_word_is_none(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(("text", "other"), [("午後5時", "17:00"), ("10時40分", "10:40"), ("9～17時", "9:00-17:00"), ("8時半", "8:30")])
def test_a_time_of_day_is_the_same_in_both_its_spellings(text: str, other: str) -> None:
    assert figures(text) == figures(other)


def test_a_number_of_hours_is_no_time_of_day() -> None:
    assert figures("17時間28分") == [Decimal(17), Decimal(28)]


def test_a_number_called_approximate_is_known_as_such() -> None:
    assert [figure.approximate for figure in read_figures("約112、300")] == [True, False]


def test_a_name_is_the_run_up_to_its_last_ending() -> None:
    assert read_names("当社子会社の北風電力送配電株式会社が受付検索システムで") == ("北風電力送配電株式会社", "受付検索システム")


@pytest.mark.parametrize("text", ["各社システム", "6システム", "当該システム", "電力システム", "一般送配電", "小売事業者"])
def test_general_words_are_no_names(text: str) -> None:
    assert read_names(text) == ()


def test_a_case_number_is_a_name() -> None:
    assert read_names("事案①では") == ("事案①",)


def test_a_company_written_together_with_its_system_stands_when_both_do() -> None:
    pool = squeeze("北風電力は受付検索 システムを")
    assert stands_in("北風電力受付検索システム", pool)
    assert not stands_in("南風電力受付検索システム", pool)


@pytest.mark.parametrize("text", ["13,862 契約", "１３，８６２契約", "**13862契約**", "13862\n契約"])
def test_widths_spaces_separators_and_emphasis_do_not_tell_texts_apart(text: str) -> None:
    assert contains(squeeze(f"合計{text}です"), squeeze("13,862契約"))


def test_a_circled_number_is_the_number() -> None:
    assert contains(squeeze("事案①、2016年"), squeeze("事案1"))


@pytest.mark.parametrize("text", ["1980", "9.98", "98.5", "198", "980"])
def test_digits_are_found_as_whole_numbers_only(text: str) -> None:
    assert not contains(squeeze(text), squeeze("98"))


def test_numbers_side_by_side_do_not_run_together() -> None:
    assert not contains(squeeze("2 3"), "23")


# --- what a reader of a page does not see ---


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("[別紙1](https://example.jp/a.pdf)のとおり", "別紙1のとおり"),
        ("[注](#note-1)を参照", "注を参照"),
        ("[青葉電力](a.html)と[若葉電力](b.html)", "青葉電力と若葉電力"),
        ("48台 [1]です (別紙)", "48台 [1]です (別紙)"),
    ],
)
def test_a_link_is_read_as_its_words(text: str, read: str) -> None:
    assert flatten(text) == read


@pytest.mark.parametrize(
    "text", ["48台<sup>2</sup>です", "48台²です", "<b>48台</b>です", "**48台**です", "48台<SUP>1</SUP>です", "48台</br>です"]
)
def test_tags_emphasis_and_raised_numbers_are_not_read(text: str) -> None:
    assert flatten(text) == "48台です"


@pytest.mark.parametrize("text", ["48台<sup>※2</sup>です", "48台<sup>＊2</sup>です", "48台※2です", "48台※ 2です"])
def test_the_mark_of_a_note_stays_and_its_number_does_not(text: str) -> None:
    assert squeeze(text) in ("48台※です", "48台*です") and figures(text) == [Decimal(48)]


def test_a_note_before_a_name_hides_nothing_of_it() -> None:
    assert contains(squeeze("契約数<sup>※2</sup>開栓受付システム"), squeeze("開栓受付システム"))


def test_the_number_of_a_note_does_not_run_into_a_figure() -> None:
    assert figures("契約数<sup>※2</sup>840契約") == [Decimal(840)]
    assert contains(squeeze("契約数<sup>※2</sup>840契約"), "840契約")


# --- one name, written in several ways ---


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("お客様台帳検索システム", "お客さま台帳検索システムの端末"),
        ("お客さま台帳検索システム", "お客様台帳検索システムの端末"),
        ("青葉電力ネットワーク", "青葉電力NWの報告"),
        ("青葉電力NW", "青葉電力ネットワークの報告"),
        ("青葉ＰＧ", "青葉パワーグリッドの報告"),
    ],
)
def test_written_variants_of_a_name_are_one_name(name: str, text: str) -> None:
    assert stands_in(name, squeeze(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [("お客様台帳検索システム", "お客さま台帳管理システムの端末"), ("青葉電力NW", "青葉電力の報告"), ("青葉PG", "青葉ガスの報告")],
)
def test_variants_make_no_other_name_the_same(name: str, text: str) -> None:
    assert not stands_in(name, squeeze(text))


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("二〇一七年四月から二〇二一年五月までに", "Apr 2017 – May 2021"),
        ("令和六年三月二十一日付", "21 March 2024"),
        ("賞味期限：2025.01.14／2025.01.21", "2025年1月21日"),
    ],
)
def test_dates_in_kanji_and_in_lists_state_what_answers_say(quote: str, said: str) -> None:
    stated = read_dates(flatten(quote))
    assert all(any(one.states(date) for one in stated) for date in read_dates(flatten(said)))


def test_a_time_before_a_range_of_days_is_no_day() -> None:
    assert [(date.month, date.day) for date in read_dates("26 Aug 2025 about 1:14 – 26 Aug 2025 about 4:50")] == [(8, 26), (8, 26)]


def test_padded_minutes_are_a_number_and_codes_are_not() -> None:
    assert [str(figure.value) for figure in read_figures("1時間08分、内線08")] == ["1", "8", "08"]


def test_a_time_after_a_colon_is_a_time() -> None:
    assert [figure.value for figure in read_figures("復旧:19時58分")] == ["19:58"]


def test_the_end_of_a_fiscal_year_is_the_march_after_it() -> None:
    (date,) = read_dates("令和9年度末までに完了する")
    assert (date.year, date.month, date.day) == (2028, 3, None)


def test_an_era_by_its_letter_may_be_set_apart() -> None:
    (date,) = read_dates("H30. 8. 20 内部通報")
    assert (date.year, date.month, date.day) == (2018, 8, 20)
