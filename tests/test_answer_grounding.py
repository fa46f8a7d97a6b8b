"""Every question of the known facts, put to the digests in samples/: whatever is said is proved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Answer, Status
from core.settings import Settings
from eval import cases, grounding
from index.store import Store
from tests.asking import Ask, add, assert_proved

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(Settings(store=tmp_path_factory.mktemp("samples"))) as store:
        add(store, [path for path in sorted((ROOT / "samples").glob("*_digest.*")) if path.suffix != ".py"])
        yield store


@pytest.fixture(scope="module")
def answers(samples: Store) -> list[Answer]:
    answerer = Answerer(samples)
    return [answerer.answer(case.question) for case in cases.read(ROOT / "eval" / "cases" / "disclosures.jsonl")]


def test_every_citation_is_verbatim_and_every_number_has_its_citation(samples: Store, answers: list[Answer]) -> None:
    assert len(answers) > 200
    for answer in answers:
        assert_proved(answer, samples)


def test_every_answer_cites_something(answers: list[Answer]) -> None:
    assert [answer.question for answer in answers if answer.status is Status.ANSWERED and not answer.citations] == []


def test_every_answer_says_something(answers: list[Answer]) -> None:
    assert [answer.question for answer in answers if not answer.text.strip()] == []


def test_every_row_of_a_table_has_its_citation(answers: list[Answer]) -> None:
    tables = [answer.table for answer in answers if answer.table]
    assert tables and all(row[-1].startswith("[") for table in tables for row in table.rows)


def test_no_mark_of_the_making_is_left_in_an_answer(answers: list[Answer]) -> None:
    assert [answer.text for answer in answers if any(mark in answer.text for mark in ("⟦", "⟧", "\ue000", "{", "}"))] == []


def test_a_date_of_an_english_answer_is_said_in_english(answers: list[Answer]) -> None:
    """Outside of quotations, tables and what is said in the document's own words."""
    leads = [answer.text.split("\n")[0].split("「")[0] for answer in answers if answer.language == "en"]
    assert [lead for lead in leads if "年" in lead and "月" in lead and "日" in lead] == []


@pytest.mark.parametrize(
    "question",
    [
        "検針管理システムで閲覧した端末は何台ですか。",
        "閲覧権限はいつ停止されましたか。",
        "2023年12月4日に何がありましたか。",
        "2024年2月15日に何がありましたか。",
        "検針管理システムと開栓受付システムの契約数の差は？",
        "検針管理システムは何年間閲覧可能でしたか。",
        "どのシステムがいつ閲覧可能でしたか。",
        "検針管理システムの閲覧の原因は？",
        "汐見ガスの検針管理システムの端末数は？",
        "白波銀行で閲覧された契約数は？",
        "What happened on 18 December 2023?",
        "Which systems were exposed, and when?",
        "How many contracts were viewed at Shiomi Gas?",
    ],
)
def test_an_independent_reading_finds_every_number_date_and_name_in_what_is_cited(ask: Ask, disclosures: Store, question: str) -> None:
    checked = grounding.check(ask(question), disclosures.disclosure, [document.file for document in disclosures.documents()])
    assert [finding for finding in checked if not finding.held] == []
