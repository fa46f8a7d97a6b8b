"""What is not in the disclosures is said not to be, with what is missing, for whom, and what near it is."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, cited, first_line, said

UNKNOWN = [
    ("桜台ガスで閲覧された契約数は？", "桜台ガス"),
    ("配送手配システムで閲覧した端末は何台ですか。", "配送手配システム"),
    ("How many terminals did Sakuradai Gas use?", "Sakuradai Gas"),
    ("How many terminals did Marbleton use?", "Marbleton"),
    ("How many contracts were viewed at HarborLink?", "HarborLink"),
    ("桜台ガスの検針管理システムの端末数は？", "桜台ガス"),
]
WRONG_PREMISE = [
    ("汐見ガスの検針管理システムの端末数は？", "検針管理システム", "青嶺ガス"),
    ("汐見ガスの開栓受付システムはいつから閲覧可能でしたか。", "開栓受付システム", "青嶺ガス"),
    ("青嶺ガスのお客さま管理システムで閲覧された契約数は？", "お客さま管理システム", "汐見ガス"),
    ("How many terminals of 検針管理システム did Shiomi Gas use?", "検針管理システム", "青嶺ガス"),
]


@pytest.mark.parametrize(("question", "name"), UNKNOWN)
def test_a_name_that_no_document_has_is_refused_by_naming_it(ask: Ask, question: str, name: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_FOUND and name in first_line(answer)


@pytest.mark.parametrize(("question", "name"), UNKNOWN)
def test_a_name_that_no_document_has_gets_no_figure_of_another(ask: Ask, question: str, name: str) -> None:
    assert not any(figure in first_line(ask(question)) for figure in ("48", "17", "29", "1,250", "310", "840"))


@pytest.mark.parametrize(("question", "system", "owner"), WRONG_PREMISE)
def test_a_system_under_another_companys_name_is_said_to_be_a_wrong_premise(ask: Ask, question: str, system: str, owner: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_FOUND and system in first_line(answer) and owner in first_line(answer)


@pytest.mark.parametrize(
    ("question", "system", "owner"),
    [pytest.param(*case) if case[2] == "汐見ガス" else case for case in WRONG_PREMISE],
)
def test_whose_the_system_is_stands_in_what_is_cited(ask: Ask, question: str, system: str, owner: str) -> None:
    answer = ask(question)
    quotes = "\n".join(cited(answer, first_line(answer)))
    assert system in quotes and owner in quotes


def test_what_is_not_stated_of_a_known_company_is_named(ask: Ask) -> None:
    answer = ask("白波銀行で閲覧された契約数は？")
    assert answer.status is Status.NOT_FOUND and "白波銀行" in first_line(answer) and "契約" in first_line(answer)


def test_a_refusal_says_for_whom_it_is_stated(ask: Ask) -> None:
    answer = ask("白波銀行で閲覧された契約数は？")
    (line,) = [line for line in answer.text.splitlines() if "青嶺ガス" in line and "汐見ガス" in line]
    quotes = "\n".join(cited(answer, line))
    assert "青嶺ガス" in quotes or "検針管理システム" in quotes


def test_a_refusal_brings_the_nearest_statements_with_their_citations(ask: Ask) -> None:
    answer = ask("検針管理システムで閲覧した社員は何名ですか。")
    nearest = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert answer.status is Status.NOT_FOUND and nearest and all(cited(answer, line) for line in nearest)


def test_a_refusal_covers_no_document(ask: Ask) -> None:
    coverage = ask("桜台ガスで閲覧された契約数は？").coverage
    assert coverage is not None and (coverage.documents, coverage.with_fact) == (3, 0)


@pytest.mark.parametrize(
    "question",
    [
        "検針管理システムの開発費用はいくらですか。",
        "青嶺ガスの社長の氏名は？",
        "青嶺ガスの株価は？",
        "明日の天気は？",
        pytest.param("What is the share price of 青嶺ガス?"),
        "Who is the president of Shiomi Gas?",
    ],
)
def test_what_no_document_states_is_not_answered(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "question", [*[case[0] for case in UNKNOWN], *[case[0] for case in WRONG_PREMISE], "白波銀行で閲覧された契約数は？"]
)
def test_a_refusal_is_proved(ask: Ask, disclosures: Store, question: str) -> None:
    assert_proved(ask(question), disclosures)


def test_a_refusal_is_in_the_language_of_the_question(ask: Ask) -> None:
    assert ask("How many terminals did Sakuradai Gas use?").language == "en"
    assert not any(character in "ぁあいうえおはのにをです" for character in said(ask("How many terminals did Sakuradai Gas use?")))


# --- the documents looked at ---

PAPER = """{day}
赤潮倉庫株式会社

{title}

{body}
"""
PAPERS = [
    ("2023年7月3日", "倉庫の床の改修について", "床の改修の費用は40万円です。"),
    ("2024年7月3日", "倉庫の屋根の破損について", "屋根の破損の面積は30平方メートルです。"),
    ("2024年6月3日", "倉庫の扉の点検について", "扉の点検を行いました。"),
    ("2022年6月3日", "倉庫の窓の清掃について", "窓の清掃を行いました。"),
    ("2021年6月3日", "倉庫の壁の塗装について", "壁の塗装を行いました。"),
]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("papers")
    for number, (day, title, body) in enumerate(PAPERS):
        (folder / f"{number}.txt").write_text(PAPER.format(day=day, title=title, body=body), encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield store


@pytest.mark.parametrize("question", ["赤潮倉庫の従業員は何名ですか。", "How many employees does 赤潮倉庫 have?"])
def test_a_refusal_names_the_documents_of_the_company_newest_first(papers: Store, question: str) -> None:
    text = said(Ask(Answerer(papers))(question))
    named = sorted((place, title) for _, title, _ in PAPERS if (place := text.find(title)) >= 0)
    newest_first = [title for _, title, _ in sorted(PAPERS, reverse=True)]
    assert [title for _, title in named] == newest_first[:4]


def test_every_document_that_a_refusal_names_is_cited(papers: Store) -> None:
    answer = Ask(Answerer(papers))("赤潮倉庫の従業員は何名ですか。")
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert len(lines) == 4 and all(quote in line for line in lines for quote in cited(answer, line)[:1])
    assert_proved(answer, papers)


def test_a_refusal_of_a_company_names_no_document_of_another(ask: Ask) -> None:
    answer = ask("白波銀行の従業員は何名ですか。")
    assert answer.status is Status.NOT_FOUND and {citation.file for citation in answer.citations} == {"shiranami_bank.md"}
