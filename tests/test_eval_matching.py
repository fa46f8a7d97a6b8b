"""Whether an answer says what a case expects."""

import pytest

from core.records import Answer, AnswerTable, Status
from eval.matching import Said


@pytest.mark.parametrize(
    "text",
    [
        "2016年4月1日から", "平成28年4月1日から", "2016/4/1", "2016.4.1", "1 Apr 2016", "April 1, 2016", "1 April – 30 June 2016",
        "1–3 April 2016", "2016年3月31日～4月1日",
    ],
)  # fmt: skip
def test_a_date_is_met_in_any_usual_format(text: str) -> None:
    assert Said([text]).says("2016-04-01")


@pytest.mark.parametrize("text", ["2016年4月", "2016年4月11日", "4月1日", "2017年4月1日", "2016"])
def test_a_date_is_not_met_by_another_or_by_less(text: str) -> None:
    assert not Said([text]).says("2016-04-01")


def test_a_month_is_met_by_a_day_in_it() -> None:
    assert Said(["2020年7月15日"]).says("2020-07")


def test_one_alternative_of_a_group_is_enough() -> None:
    assert Said(["33 contracts"]).meets(["33契約", "33 contracts"])


def test_the_table_counts_as_said() -> None:
    answer = Answer("", "", "ja", Status.ANSWERED, "次のとおりです。", table=AnswerTable(("社", "契約"), (("北風電力", "13,862"),)))
    assert Said.by(answer).says("13862")


def test_a_short_number_may_be_named_with_the_marker_after_it() -> None:
    assert Said(["21 [1]、34 [2]"]).says("21[")
    assert not Said(["21社 [1]"]).says("21[")


def test_a_marker_is_no_number() -> None:
    assert not Said(["契約です [33]。"]).says("33")
