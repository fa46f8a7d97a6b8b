"""Which systems and which companies: a row each, none left out, none made up."""

import pytest

from core.records import Status
from index.store import Store
from tests.asking import Ask, assert_proved, cited, row_with, rows

WHICH = ["どのシステムがいつ閲覧可能でしたか。", "Which systems were exposed, and when?"]
SYSTEMS = {"検針管理システム": ("2019", "2023"), "開栓受付システム": ("2021", "2023"), "お客さま管理システム": ("2020", "2024")}


@pytest.mark.parametrize("question", WHICH)
def test_a_list_has_a_row_for_every_system_of_every_document(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert all(row_with(answer, system) for system in SYSTEMS)


@pytest.mark.parametrize("question", WHICH)
def test_a_list_has_rows_for_systems_only(ask: Ask, question: str) -> None:
    assert len(rows(ask(question))) == len(SYSTEMS)


@pytest.mark.parametrize("question", WHICH)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_row_has_its_own_period_and_its_own_citation(ask: Ask, question: str, system: str) -> None:
    answer = ask(question)
    row = row_with(answer, system)
    assert all(year in row for year in SYSTEMS[system])
    assert any(system in quote and all(year in quote for year in SYSTEMS[system]) for quote in cited(answer, row))


def test_a_list_counts_its_rows_and_the_documents_that_it_looked_at(ask: Ask) -> None:
    answer = ask("どのシステムがいつ閲覧可能でしたか。")
    assert answer.coverage is not None and (answer.coverage.documents, answer.coverage.with_fact) == (3, 2)
    assert str(len(rows(answer))) in {item.text for item in answer.derived}


def test_a_list_of_one_company_has_its_systems_only(ask: Ask) -> None:
    listed = "\n".join(rows(ask("青嶺ガスのどのシステムが閲覧可能でしたか。")))
    assert "検針管理システム" in listed and "開栓受付システム" in listed and "お客さま管理システム" not in listed


def test_a_list_of_companies_has_those_of_which_it_is_stated(ask: Ask) -> None:
    listed = "\n".join(rows(ask("どの会社が報告徴収を受領しましたか。")))
    assert "青嶺ガス" in listed and "汐見ガス" not in listed and "白波銀行" not in listed


def test_systems_are_counted_as_they_are_listed(ask: Ask) -> None:
    answer = ask("閲覧可能であったシステムはいくつありますか。")
    assert answer.text.startswith("3") and "3システム" in {item.text for item in answer.derived}


def test_a_name_in_an_english_answer_has_the_original_beside_it(ask: Ask) -> None:
    row = row_with(ask("Which systems were exposed, and when?"), "お客さま管理システム")
    assert "Customer Management System (お客さま管理システム)" in row


def test_a_date_in_an_english_list_is_said_in_english(ask: Ask) -> None:
    assert "1 Apr 2019" in row_with(ask("Which systems were exposed, and when?"), "検針管理システム")


@pytest.mark.parametrize("question", WHICH)
def test_a_list_is_proved(ask: Ask, disclosures: Store, question: str) -> None:
    assert_proved(ask(question), disclosures)


@pytest.mark.xfail(reason="a count without a system is given to a question for systems")
def test_a_question_for_systems_is_not_answered_with_a_count_of_something_else(ask: Ask) -> None:
    assert "3,905" not in ask("どのシステムが対象ですか。").text


def test_no_row_goes_to_a_company_of_which_it_is_not_stated(ask: Ask) -> None:
    assert not any("白波銀行" in row for row in rows(ask("どのシステムがいつ閲覧可能でしたか。")))


# --- wordings and numbers of a list ---


@pytest.mark.parametrize(
    "question",
    [
        "閲覧可能であったシステムはどれですか。",
        "閲覧されたシステムはどれですか。",
        "漏えいしたシステムはどれですか。",
        "Which systems were exposed?",
        "Which systems were viewed?",
        "Which systems were leaked?",
    ],
)
def test_exposed_leaked_and_viewed_ask_for_one_list(ask: Ask, question: str) -> None:
    listed = "\n".join(rows(ask(question)))
    assert all(system in listed for system in SYSTEMS) and len(rows(ask(question))) == len(SYSTEMS)


def test_a_list_of_what_is_not_stated_of_systems_is_none(ask: Ask) -> None:
    assert ask("更新されたシステムの費用が増えたのはどれですか。").status is Status.NOT_FOUND


@pytest.mark.parametrize("question", ["閲覧可能であった3システムはどれですか。", "閲覧可能であった3つのシステムはどれですか。"])
def test_a_list_of_as_many_systems_as_the_question_says_is_given(ask: Ask, question: str) -> None:
    assert len(rows(ask(question))) == 3


def test_a_list_of_another_length_than_the_question_says_is_refused(ask: Ask) -> None:
    answer = ask("新たな7システムの名称は？")
    assert answer.status is Status.NOT_FOUND and not rows(answer)


@pytest.mark.xfail(reason="a list of another length is refused as one of systems, and then given as one of values")
@pytest.mark.parametrize("question", ["閲覧可能であった7システムはどれですか。", "閲覧可能であった新たな7システムの名称は？"])
def test_a_list_of_another_length_is_not_given_by_another_way(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.NOT_FOUND
