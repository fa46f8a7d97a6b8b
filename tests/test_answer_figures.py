"""Figures compared and computed, with what they are made of."""

import pytest

from core.records import Status
from index.store import Store
from tests.asking import Ask, assert_proved, derived, first_line, said


def test_a_difference_is_listed_as_computed_with_both_parts(ask: Ask) -> None:
    answer = ask("検針管理システムと開栓受付システムの契約数の差は？")
    assert "940契約" in first_line(answer)
    parts = derived(answer)["940契約"]
    assert any("1,250契約" in quote for quote in parts) and any("310契約" in quote for quote in parts)


def test_a_difference_between_companies_is_computed_across_documents(ask: Ask) -> None:
    answer = ask("検針管理システムとお客さま管理システムの端末数の差は？")
    assert "19台" in derived(answer)
    assert {citation.file for citation in answer.citations} == {"aomine_gas.txt", "shiomi_gas.html"}


def test_a_sum_is_listed_as_computed_with_every_part(ask: Ask) -> None:
    answer = ask("検針管理システムとお客さま管理システムの端末数の合計は？")
    assert "77台" in first_line(answer)
    parts = derived(answer)["77台"]
    assert any("48台" in quote for quote in parts) and any("29台" in quote for quote in parts)


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        pytest.param("検針管理システムと開栓受付システムの端末数の合計は？", "65", "130"),
        ("青嶺ガスの端末数の合計は？", "65", "130"),
        ("青嶺ガスで閲覧された契約数の合計は？", "1,560", "3,120"),
        pytest.param("How many contracts in total were viewed at 青嶺ガス?", "1,560", "3,120"),
    ],
)
def test_a_row_of_totals_is_not_added_up_again(ask: Ask, question: str, right: str, wrong: str) -> None:
    answer = ask(question)
    assert right in first_line(answer) and wrong not in answer.text


def test_a_total_over_all_companies_is_no_single_companys_total(ask: Ask) -> None:
    assert "2,400契約" in first_line(ask("全社で閲覧された契約数の合計は？"))


@pytest.mark.parametrize(
    ("question", "system", "value"),
    [
        pytest.param("閲覧された契約数が最も多いシステムは？", "検針管理システム", "1,250"),
        pytest.param("Which system had the most contracts viewed?", "検針管理システム", "1,250"),
        ("閲覧した端末数が最も少ないシステムは？", "開栓受付システム", "17"),
        ("検針管理システムとお客さま管理システムでは、どちらが端末数が多いですか。", "検針管理システム", "48"),
    ],
)
def test_the_largest_and_the_smallest_are_of_a_system(ask: Ask, question: str, system: str, value: str) -> None:
    lead = first_line(ask(question))
    assert system in lead and value in lead


def test_the_largest_shows_every_value_that_it_was_compared_with(ask: Ask) -> None:
    answer = ask("閲覧された契約数が最も多いシステムは？")
    assert all(value in answer.text for value in ("1,250", "840", "310"))
    assert {citation.file for citation in answer.citations} == {"aomine_gas.txt", "shiomi_gas.html"}


def test_a_row_of_totals_is_not_compared_with_its_parts(ask: Ask) -> None:
    assert "1,560" not in ask("閲覧された契約数が最も多いシステムは？").text


@pytest.mark.parametrize("question", ["検針管理システムは何年間閲覧可能でしたか。", "How long was 検針管理システム viewable?"])
def test_a_duration_is_computed_from_its_period_and_says_so(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED and "2019" in first_line(answer)
    ((text, parts),) = derived(answer).items()
    assert text in first_line(answer) and "4" in text and "8" in text
    assert any("2019年4月1日～2023年11月30日" in quote for quote in parts)


def test_the_longest_period_is_said_with_its_length(ask: Ask) -> None:
    answer = ask("閲覧が可能であった期間が最も長いシステムは？")
    assert "検針管理システム" in first_line(answer) and "2019年4月1日" in first_line(answer)
    assert any(text in first_line(answer) for text in derived(answer))


def test_the_earliest_event_is_the_first_of_all_documents(ask: Ask) -> None:
    assert "2023年12月4日" in first_line(ask("ガス取引監督庁から最も早く受領したのはいつですか。"))


@pytest.mark.parametrize(
    "question",
    [
        "検針管理システムと開栓受付システムの契約数の差は？",
        "閲覧した端末数が最も少ないシステムは？",
        "検針管理システムは何年間閲覧可能でしたか。",
    ],
)
def test_computed_figures_are_proved(ask: Ask, disclosures: Store, question: str) -> None:
    assert_proved(ask(question), disclosures)


def test_companies_in_different_matters_are_not_compared(ask: Ask) -> None:
    assert "214" not in said(ask("閲覧した端末数が最も多いシステムは？"))


@pytest.mark.xfail(reason="whatever is counted in 台 is taken for terminals")
@pytest.mark.parametrize("question", ["端末数が最も多いのは？", "What is the total number of terminals in all companies?"])
def test_things_of_another_kind_with_the_same_counter_are_left_out(ask: Ask, question: str) -> None:
    assert "214" not in said(ask(question))


def test_a_difference_between_more_than_two_figures_is_not_the_smallest(ask: Ask) -> None:
    assert "少ない" not in first_line(ask("閲覧した端末数の差は？"))
