"""The entries of chronologies in text: their dates, what they tell, and the years of lists that state none."""

from pathlib import Path

import pytest

from core.records import FactSource
from facts.entries import entry_of, is_moment
from facts.values import YearContext
from tests.stated import events, reading_of, stated

HEAD = "2025年1月24日\n若葉物流株式会社\n荷物の紛失について\n\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("令和5年6月26日 社内の窓口に通報", "社内の窓口に通報"),
        ("2024-07-08: 障害の発生を公表", "障害の発生を公表"),
        ("H30.12.3 運賃表を改定", "運賃表を改定"),
        ("2024年12月3日…………運賃表を改定", "運賃表を改定"),
        ("【2024年7月9日 未明】 復旧", "復旧"),
        ("(2024/7/3追記) 対象を追加しました", "対象を追加しました"),
        ("2024年7月8日(月) 9時15分ごろ 警報を検知", "警報を検知"),
    ],
)
def test_a_line_that_begins_with_a_date_apart_from_its_words_is_an_entry(line: str, told: str) -> None:
    entry = entry_of(line, YearContext())
    assert entry is not None and line[entry.words :] == told


@pytest.mark.parametrize("line", ["2024年7月8日に公表しました。", "2024年7月8日", "公表(2024年7月8日)", "2024年度 売上高"])
def test_a_sentence_with_a_date_is_no_entry(line: str) -> None:
    assert entry_of(line, YearContext()) is None


@pytest.mark.parametrize(
    ("words", "so"), [("令和5年6月26日(月)", True), ("同日 17時52分", True), ("11月調査分", False), ("対象期間", False)]
)
def test_what_is_a_date_or_time_and_no_more_is_a_moment(words: str, so: bool) -> None:
    assert is_moment(words) is so


def test_an_entry_tells_its_words_without_its_date(tmp_path: Path) -> None:
    _, reading = stated(tmp_path, HEAD + "1. 経緯\n　令和6年12月26日　窓口に匿名の通報\n　令和6年12月28日　記録を調査\n")
    found = [fact for fact in reading.facts if fact.attribute_key == "event"]
    assert [(fact.source, fact.value.text) for fact in found] == [
        (FactSource.ENTRY, "窓口に匿名の通報"),
        (FactSource.ENTRY, "記録を調査"),
    ]


def test_a_list_without_a_year_that_would_lie_ahead_is_of_the_year_before(tmp_path: Path) -> None:
    body = "1. 経緯\n　１１月　２日（土）　申し出を受ける\n　１２月１２日（木）　原因を特定\n　１月１０日（金）　公表\n"
    _, reading = stated(tmp_path, HEAD + body)
    assert [day for day, _ in events(reading)] == ["2024-11-02", "2024-12-12", "2025-01-10"]


def test_a_table_without_a_year_that_would_lie_ahead_is_of_the_year_before(tmp_path: Path) -> None:
    body = "## 経緯\n\n| 日付 | 内容 |\n|---|---|\n| 11月2日 | 申し出を受ける |\n| 12月12日 | 原因を特定 |\n"
    _, reading = stated(tmp_path, HEAD + body, "document.md")
    assert [day for day, _ in events(reading)] == ["2024-11-02", "2024-12-12"]


def test_a_list_of_plans_keeps_its_years_unknown(tmp_path: Path) -> None:
    _, reading = stated(tmp_path, HEAD + "1. 今後\n　11月2日　点検を終える予定\n　12月12日　受付を終える予定\n")
    assert events(reading) == []


def test_items_marked_by_a_star_may_begin_with_a_date(tmp_path: Path) -> None:
    body = "**2. 経過**\n\n* 11月3日（日）　新システムに切替\n* 11月14日（木）　通常の出荷に戻る\n"
    _, reading = stated(tmp_path, HEAD.replace("2025年1月", "2024年12月") + body, "document.md")
    assert [told for _, told in events(reading)] == ["新システムに切替", "通常の出荷に戻る"]


def test_lines_with_leaders_after_their_dates_stay_apart(tmp_path: Path) -> None:
    body = "## 経過\n\n1月3日…………運賃表を改定\n1月10日…………お客様から指摘\n同　日…………誤りを確認\n"
    told = [("2023-01-03", "運賃表を改定"), ("2023-01-10", "お客様から指摘"), ("2023-01-10", "誤りを確認")]
    assert events(reading_of(tmp_path, body)) == told
