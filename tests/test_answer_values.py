"""One value: said first, whose it is, cited, and never given under another's name."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, cited, first_line, said

GAS = ("48", "17", "29", "65", "1,250", "310", "840", "1,560")


def test_a_value_is_said_first_with_whose_it_is(ask: Ask) -> None:
    answer = ask("検針管理システムで閲覧した端末は何台ですか。")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("48台")
    assert "青嶺ガス" in first_line(answer) and "検針管理システム" in first_line(answer)


def test_a_value_stands_in_what_it_cites_and_so_does_whose_it_is(ask: Ask) -> None:
    answer = ask("検針管理システムで閲覧した端末は何台ですか。")
    quotes = "\n".join(cited(answer, first_line(answer)))
    assert "48台" in quotes and "検針管理システム" in quotes and "青嶺ガス" in quotes


def test_a_citation_names_its_document(ask: Ask) -> None:
    citation = ask("検針管理システムで閲覧した端末は何台ですか。").citations[0]
    assert (citation.file, citation.publisher, str(citation.published)) == ("aomine_gas.txt", "青嶺ガス株式会社", "2024-03-15")
    assert citation.title == "託送顧客情報の不適切な閲覧に関する調査結果について" and "調査結果" in citation.section


def test_one_value_brings_no_table(ask: Ask) -> None:
    assert ask("検針管理システムで閲覧した端末は何台ですか。").table is None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("検針管理システムで閲覧した端末は何台ですか。", "48"),
        ("検針管理システムで閲覧された契約数は？", "1,250"),
        ("開栓受付システムで閲覧した端末は何台ですか。", "17"),
        ("開栓受付システムで閲覧された契約数は？", "310"),
        ("汐見ガスが閲覧した端末は何台ですか。", "29"),
        ("汐見ガスで閲覧された契約数は？", "840"),
        ("How many terminals viewed data in 検針管理システム?", "48"),
        ("How many contracts were viewed at Shiomi Gas?", "840"),
    ],
)
def test_a_figure_is_its_own_and_no_other_system_or_companys(ask: Ask, question: str, value: str) -> None:
    text = said(ask(question))
    assert [figure for figure in GAS if figure in text] == [figure for figure in GAS if figure in value]


@pytest.mark.parametrize("question", ["白波銀行で閲覧された契約数は？", "How many contracts were viewed at Shiranami Bank?"])
def test_a_company_of_which_it_is_not_stated_gets_no_ones_figure(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_FOUND
    assert not any(figure in said(answer) for figure in GAS)


def test_figures_in_a_labelled_table_of_one_column_are_found(ask: Ask) -> None:
    assert ask("影響を受けた取引は何件ですか。").text.startswith("3,905件")


def test_a_stated_period_is_said_whole(ask: Ask) -> None:
    answer = ask("検針管理システムはいつからいつまで閲覧可能でしたか。")
    assert answer.text.startswith("2019年4月1日～2023年11月30日")


def test_a_dated_statement_answers_when(ask: Ask) -> None:
    answer = ask("お客さま管理システムの閲覧はいつ遮断されましたか。")
    assert answer.text.startswith("2024年1月31日")


def test_a_year_that_was_taken_from_above_is_listed_as_computed(ask: Ask) -> None:
    answer = ask("閲覧権限はいつ停止されましたか。")
    assert answer.text.startswith("2023年12月18日")
    assert [item.text for item in answer.derived] == ["2023年12月18日"]
    assert "12月18日" in answer.citations[0].quote and "2023" not in answer.citations[0].quote


def test_a_value_without_a_named_subject_counts_the_documents_that_state_it(ask: Ask) -> None:
    answer = ask("ATMは何台停止しましたか。")
    assert answer.text.startswith("214台")
    assert answer.coverage is not None and (answer.coverage.documents, answer.coverage.with_fact) == (3, 1)


def test_a_telephone_number_is_read_from_the_line_of_contacts(ask: Ask) -> None:
    assert "03-5555-0123" in said(ask("青嶺ガスの広報部の電話番号は？"))


def test_values_of_several_systems_have_a_row_each(ask: Ask) -> None:
    answer = ask("青嶺ガスの各システムで閲覧した端末は何台ですか。")
    assert answer.table is not None
    assert {row[-2] for row in answer.table.rows} >= {"48台", "17台"}


@pytest.mark.parametrize(
    "question", ["検針管理システムで閲覧した端末は何台ですか。", "閲覧権限はいつ停止されましたか。", "ATMは何台停止しましたか。"]
)
def test_a_value_is_proved(ask: Ask, disclosures: Store, question: str) -> None:
    assert_proved(ask(question), disclosures)


def test_a_deadline_belongs_to_its_measure(ask: Ask) -> None:
    answer = ask("全社員への研修はいつまでに行いますか。")
    assert answer.text.startswith("2024年9月末") and "2024年6月末" not in answer.text


@pytest.mark.parametrize(
    "question", ["検針管理システムの端末数と契約数は？", "How many terminals and contracts were there in 検針管理システム?"]
)
def test_two_attributes_of_one_question_are_both_answered(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "48" in said(answer) and "1,250" in said(answer)


# --- where to turn to ---

WITH_CONTACTS = """2024年5月2日
青潮汽船株式会社

運航の乱れについて

お問い合わせの件数は多数にのぼり、お問い合わせ先の案内が遅れました。

1. お問い合わせ先
青潮汽船株式会社 お客様センター　電話：0120-555-020
メール：desk@aoshio.example
"""

WITHOUT_CONTACTS = """2024年6月3日
赤潮倉庫株式会社

倉庫の床の破損について

お問い合わせ先の案内が遅れ、お客さまからのお問い合わせに答えられませんでした。
"""


@pytest.fixture(scope="module")
def contacts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("contacts")
    for name, text in {"ferry.txt": WITH_CONTACTS, "storehouse.txt": WITHOUT_CONTACTS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


@pytest.mark.parametrize("question", ["青潮汽船の問い合わせ先は？", "青潮汽船の問合せ先を教えてください。"])
def test_the_contact_is_every_way_to_reach_a_company(contacts: Ask, question: str) -> None:
    text = said(contacts(question))
    assert "0120-555-020" in text and "desk@aoshio.example" in text


@pytest.mark.parametrize(
    ("question", "reached"),
    [("青潮汽船の電話番号は？", "0120-555-020"), ("青潮汽船のメールアドレスは？", "desk@aoshio.example")],
)
def test_one_way_to_reach_a_company_is_said_alone(contacts: Ask, question: str, reached: str) -> None:
    text = said(contacts(question))
    assert text.startswith(reached) and ("0120" in text) != ("desk@" in text)


@pytest.mark.parametrize("question", ["青潮汽船の問い合わせ先は？", "How can I contact 青潮汽船?"])
def test_a_sentence_on_inquiries_is_no_contact(contacts: Ask, question: str) -> None:
    answer = contacts(question)
    assert "0120-555-020" in said(answer) and "多数" not in answer.text and "遅れ" not in answer.text


def test_a_company_that_gives_no_contact_has_none(contacts: Ask) -> None:
    answer = contacts("赤潮倉庫の問い合わせ先は？")
    assert answer.status is Status.NOT_FOUND and "0120" not in answer.text
