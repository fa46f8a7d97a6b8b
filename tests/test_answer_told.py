"""What is told in words: causes, measures, definitions, yes and no."""

import pytest

from core.records import Status
from core.text import fold
from index.store import Store
from tests.asking import Ask, assert_proved, cited, first_line, rows, said

CAUSE = "検針管理システムの更新の際に、閲覧範囲の制限に関する確認が不足していたことが原因です。"


# --- why ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    ["検針管理システムの閲覧の原因は？", "なぜ検針管理システムで閲覧できたのですか。", "Why was the data of 検針管理システム viewed?"],
)
def test_why_quotes_the_document_word_for_word(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert f"「{CAUSE}」" in answer.text and CAUSE in [citation.quote for citation in answer.citations]


def test_why_of_one_company_quotes_no_other(ask: Ask) -> None:
    answer = ask("汐見ガスの原因は？")
    assert "委託先に付与した権限の期限" in answer.text and {citation.file for citation in answer.citations} == {"shiomi_gas.html"}


@pytest.mark.parametrize("question", ["青嶺ガスの事案の原因は？", "汐見ガスの原因は？", "Why was the data viewed at Shiomi Gas?"])
def test_why_gives_no_events_of_the_chronology_as_causes(ask: Ask, question: str) -> None:
    assert not any(words in ask(question).text for words in ("受領しました", "停止しました", "遮断しました", "報告しました"))


def test_why_of_something_whose_cause_is_not_stated_gives_no_one_elses(ask: Ask) -> None:
    answer = ask("白波銀行の現金自動預払機が停止した原因は？")
    assert "確認が不足" not in answer.text and "委託先" not in answer.text


# --- definitions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["ATMとは何ですか。", "ATMって何ですか。", "What is ATM?", "What does ATM mean?"])
def test_a_word_is_explained_by_the_place_that_defines_it(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert "現金自動預払機（以下、「ATM」）" in answer.citations[0].quote and "現金自動預払機" in first_line(answer)


def test_a_definition_begins_with_what_is_defined(ask: Ask) -> None:
    assert "「現金自動預払機" in first_line(ask("ATMとは何ですか。"))


def test_a_word_with_a_footnote_is_explained_by_it(ask: Ask) -> None:
    answer = ask("託送顧客情報とは何ですか。")
    assert "青嶺ガス以外の小売事業者と契約するお客さまの情報" in first_line(answer)


def test_a_word_that_no_document_explains_is_not_explained(ask: Ask) -> None:
    assert ask("スマートメーターとは何ですか。").status is Status.NOT_FOUND


# --- yes and no --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("検針管理システムで電話番号は閲覧できましたか。", "はい"),
        ("開栓受付システムで電話番号は閲覧できましたか。", "いいえ"),
        ("検針管理システムでガス使用量は閲覧できましたか。", "いいえ"),
        ("開栓受付システムでガス使用量は閲覧できましたか。", "はい"),
        ("Was the phone number visible in 検針管理システム?", "Yes"),
        ("Was the phone number visible in 開栓受付システム?", "No"),
    ],
)
def test_a_mark_answers_yes_or_no(ask: Ask, question: str, lead: str) -> None:
    answer = ask(question)
    assert answer.text.startswith(lead)


def test_a_mark_is_cited_with_its_row_and_its_column(ask: Ask) -> None:
    answer = ask("開栓受付システムで電話番号は閲覧できましたか。")
    quotes = cited(answer, first_line(answer))
    assert any(quote.startswith("電話番号") and quote.endswith("×") for quote in quotes) and any(
        "開栓受付システム" in quote for quote in quotes
    )


def test_a_figure_that_is_stated_is_confirmed(ask: Ask) -> None:
    answer = ask("検針管理システムで閲覧した端末は48台ですか。")
    assert answer.text.startswith("はい") and "48台" in first_line(answer)


def test_a_figure_that_is_not_stated_is_put_right(ask: Ask) -> None:
    answer = ask("検針管理システムで閲覧した端末は50台ですか。")
    assert answer.text.startswith("いいえ") and "48台" in first_line(answer) and "50" not in answer.text


# --- measures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["青嶺ガスの再発防止策は？", "What measures does 青嶺ガス take?"])
def test_measures_stand_with_their_deadlines(ask: Ask, question: str) -> None:
    listed = "\n".join(rows(ask(question)))
    assert "棚卸し" in listed and "2024年6月末" in listed and "研修" in listed and "2024年9月末" in listed


def test_measures_of_a_company_that_states_none_are_refused(ask: Ask) -> None:
    answer = ask("白波銀行の再発防止策は？")
    assert answer.status is Status.NOT_FOUND and "棚卸し" not in said(answer)


@pytest.mark.parametrize(
    "question", ["検針管理システムの閲覧の原因は？", "ATMとは何ですか。", "開栓受付システムで電話番号は閲覧できましたか。"]
)
def test_what_is_told_is_proved(ask: Ask, disclosures: Store, question: str) -> None:
    assert_proved(ask(question), disclosures)


def test_a_quotation_stands_in_its_citation_but_for_what_is_marked_as_cut(ask: Ask) -> None:
    answer = ask("検針管理システムの閲覧の原因は？")
    quotes = [fold(citation.quote).text for citation in answer.citations]
    items = [line[2:].split("」")[0].strip("「") for line in answer.text.splitlines() if line.startswith("- ")]
    assert items and all(any(part in quote for quote in quotes) for item in items for part in item.split("…"))


def test_a_stated_figure_that_is_asked_in_the_negative_is_not_refused(ask: Ask) -> None:
    answer = ask("開栓受付システムで閲覧された契約数は310契約ではありませんか。")
    assert answer.status is Status.ANSWERED and "310契約" in first_line(answer)
