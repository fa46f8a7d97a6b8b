"""Every question of the known facts, put to the digests in samples/: whatever is said is proved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Answer, Status
from core.settings import Settings
from eval import cases
from index.store import Store
from tests.asking import add, assert_proved

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
