"""Facts of running text."""

from pathlib import Path

from core.records import FactSource
from tests.stated import HEAD, events, reading_of, stated, the

# --- dated lines ---------------------------------------------------------------------------------------------------


def test_a_line_with_a_year_alone_gives_it_to_the_entries_below(tmp_path: Path) -> None:
    body = "## 経緯\n\n2021年\n12月27日 委託先が会員の情報を閲覧しました。\n1月13日 調査を始めました。\n"
    assert [day for day, _ in events(reading_of(tmp_path, body))] == ["2021-12-27", "2022-01-13"]


def test_a_leading_day_takes_the_month_of_the_entry_above(tmp_path: Path) -> None:
    body = "## 経緯\n\n2022年11月4日 委託先が会員の情報を閲覧しました。\n\n17日 調査の結果を公表しました。\n"
    assert ("2022-11-17", "調査の結果を公表しました。") in events(reading_of(tmp_path, body))


def test_a_dated_line_gives_its_year_to_the_next_under_the_same_heading_only(tmp_path: Path) -> None:
    body = "## 経緯\n\n2020年11月4日 委託先が閲覧しました。\n\n12月1日 調査を始めました。\n\n## 今後\n\n2月3日に結果を報告する予定です。\n"
    days = [day for day, _ in events(reading_of(tmp_path, body))]
    assert days == ["2020-11-04", "2020-12-01", "2023-02-03"]


def test_a_bare_day_below_a_fiscal_year_gets_no_year(tmp_path: Path) -> None:
    body = "## 経緯\n\n2021年度\n1月13日 調査を始めました。\n"
    assert events(reading_of(tmp_path, body)) == []


def test_a_day_long_after_publication_is_no_event(tmp_path: Path) -> None:
    assert events(reading_of(tmp_path, "## 経緯\n\n9月30日に会員の情報を閲覧していました。\n")) == []


def test_last_year_is_that_of_publication_and_not_of_the_next_date(tmp_path: Path) -> None:
    body = "## 経緯\n\n昨年12/27に依頼を受領し、1/13に回答しました。\n"
    assert [day for day, _ in events(reading_of(tmp_path, body))] == ["2022-12-27", "2023-01-13"]


# --- sentences -----------------------------------------------------------------------------------------------------


def test_a_count_in_a_sentence_is_a_fact_of_its_sentence(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + "## 結果\n\n会員1,234名の情報を閲覧していました。原因は調査中です。\n")
    fact = the(reading, "1,234名")
    assert (fact.source, fact.value.number) == (FactSource.SENTENCE, 1234)
    assert document.quote(fact.span) == "会員1,234名の情報を閲覧していました。"


def test_a_count_of_a_sentence_with_that_system_is_of_the_system_before(tmp_path: Path) -> None:
    body = "## 結果\n\n会員管理システムと配送予約システムを調べました。\n\n当該システムの端末は36台でした。\n"
    assert the(reading_of(tmp_path, body), "36台").system == "配送予約システム"


def test_a_full_stop_inside_brackets_ends_no_sentence(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + "## 結果\n\n会員12名（内訳は次のとおり。法人3名）の情報です。\n")
    assert document.quote(the(reading, "3名").span).endswith("の情報です。")


def test_the_date_of_a_request_that_is_answered_is_no_event_of_the_answer(tmp_path: Path) -> None:
    body = "## 経緯\n\n2022年12月27日の調査依頼に対する結果を、2023年1月13日に報告しました。\n"
    assert [day for day, _ in events(reading_of(tmp_path, body))] == ["2023-01-13"]


def test_the_day_in_brackets_after_a_request_is_that_of_the_request(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 経緯\n\n監督官庁からの調査依頼（2022年12月27日）に基づき、調査結果を提出しました。\n")
    assert events(reading) == []


def test_the_day_in_brackets_after_what_was_done_is_its_day(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 経緯\n\n調査の結果を公表（2022年12月27日）。\n")
    assert [day for day, _ in events(reading)] == ["2022-12-27"]


def test_each_of_two_figures_side_by_side_is_of_the_words_before_both(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 金額\n\n少なく受け取った定期券は66枚、74,200円です。\n")
    assert the(reading, "74,200円").attribute.startswith("少なく受け取った定期券は")


def test_what_follows_in_a_dated_entry_is_of_its_day(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 経緯\n\n- 1月4日　申し出を受ける。製造ラインを停止し点検を開始\n")
    assert events(reading)[-1] == ("2023-01-04", "製造ラインを停止し点検を開始")


def test_times_alone_are_of_the_one_day_that_the_text_is_about(tmp_path: Path) -> None:
    body = "2023年1月10日、証明書が失効しました。\n\n## 時系列\n\n- 14:02　エラーを検知\n- 翌11日 10:00　お客さまへ連絡\n"
    assert [day for day, _ in events(reading_of(tmp_path, body))][-2:] == ["2023-01-10", "2023-01-11"]


def test_times_alone_below_several_days_have_no_day(tmp_path: Path) -> None:
    body = "2023年1月10日に失効しました。1月12日に再び失効しました。\n\n## 時系列\n\n- 14:02　エラーを検知\n"
    assert [text for _, text in events(reading_of(tmp_path, body)) if "検知" in text] == []


# --- days alone -----------------------------------------------------------------------------------------------------


def test_an_item_that_is_a_day_alone_is_the_day_of_the_times_below_it_and_no_event(tmp_path: Path) -> None:
    body = "## 経過\n\n- 1月18日\n  - 09:05　申し出を受ける\n  - 13:30　受付を停止する\n- 1月19日\n  - 00:20　復旧する\n"
    assert events(reading_of(tmp_path, body)) == [
        ("2023-01-18", "申し出を受ける"),
        ("2023-01-18", "受付を停止する"),
        ("2023-01-19", "復旧する"),
    ]


def test_numbered_items_that_begin_with_a_date_in_kanji_are_entries(tmp_path: Path) -> None:
    body = "【取り消す記事】\n①二〇一九年十一月二十日付朝刊「駅の春」\n　　店主の談話\n②二〇二〇年三月四日付朝刊「町の夏」\n　　客の談話\n"
    assert [day for day, _ in events(reading_of(tmp_path, body))] == ["2019-11-20", "2020-03-04"]


def test_a_fiscal_year_in_one_item_gives_no_year_to_the_day_of_the_next(tmp_path: Path) -> None:
    first = "## 原因\n\n1. 蓄電池が古くなっていた。2021年度に予定した交換は延期されていた。\n"
    body = first + "2. 弁が、前週の点検（1月8日）の後に閉じたままであった。\n"
    assert "2023-01-08" in [day for day, _ in events(reading_of(tmp_path, body))]
