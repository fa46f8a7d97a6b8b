"""Made-up questions: what they are made of, and when an answer to one is wrong."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from core.records import Answer, Citation, Disclosure, Question, Status
from eval.generate import Made, Material, Outcome, examine, failures, make, summary
from eval.opened import OpenedStore

TEXT = "北風電力送配電株式会社は、2024年1月13日に受付システムの33契約を確認した。南風電力は別に報告した。"
DOCUMENT = Disclosure("ab" * 32, "001.txt", "text/plain", TEXT, (), (), ())
MATERIAL = Material(
    organisations=("北風電力", "北風電力送配電", "南風電力"),
    systems=("受付システム", "検索システム"),
    attributes=("契約数", "端末数"),
    dates=(date(2024, 1, 13), date(2024, 1, 14)),
    spellings={
        name: frozenset(spellings)
        for name, spellings in {
            "北風電力": ["北風電力"],
            "北風電力送配電": ["北風電力送配電", "北風td"],
            "南風電力": ["南風電力"],
            "受付システム": ["受付システム"],
        }.items()
    },
)


def cite(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(1, "001.txt", None, None, None, None, None, "", quote, start, start + len(quote), (), DOCUMENT.id)


class Double:
    """A store that gives one answer to everything."""

    def __init__(self, answer: Answer, document: Disclosure = DOCUMENT) -> None:
        self.answer = answer
        self.document = document

    def ask(self, question: Question) -> Answer:
        return replace(self.answer, question=question.text)

    def disclosure(self, document_id: str) -> Disclosure:
        return self.document


def outcome(made: Made, text: str, quote: str, status: Status = Status.ANSWERED) -> Outcome:
    double = Double(Answer("", "", "ja", status, text, (cite(quote),)))
    return examine(made, cast(OpenedStore, double), MATERIAL, [])


def asked(text: str = "？", *, organisation: str | None = None, system: str | None = None, day: date | None = None) -> Made:
    return Made(Question(text), organisation, system, day)


def test_the_same_seed_asks_the_same_questions() -> None:
    assert make(MATERIAL, 60, seed=7) == make(MATERIAL, 60, seed=7)
    assert make(MATERIAL, 60, seed=7) != make(MATERIAL, 60, seed=8)


def test_questions_are_made_in_both_languages_and_each_once() -> None:
    texts = [made.question.text for made in make(MATERIAL, 100)]
    assert len(set(texts)) == 100
    assert any("は？" in text for text in texts) and any(text.startswith("What is") for text in texts)


def test_as_many_questions_as_the_material_gives_are_made() -> None:
    assert 0 < len(make(MATERIAL, 100_000)) < 100_000


def test_a_question_names_what_it_records() -> None:
    for made in make(MATERIAL, 50):
        for name in (made.organisation, made.system):
            assert name is None or name in made.question.text
        assert made.day is None or str(made.day.year) in made.question.text


def test_an_answer_that_cites_what_was_asked_about_is_not_wrong() -> None:
    made = asked(organisation="北風電力送配電", system="受付システム", day=date(2024, 1, 13))
    good = outcome(made, "33契約です [1]。", "北風電力送配電株式会社は、2024年1月13日に受付システムの33契約を確認した。")
    assert (good.uncited, good.ungrounded) == ((), ())


def test_an_answer_about_another_date_or_system_is_wrong() -> None:
    made = asked(system="検索システム", day=date(2024, 1, 14))
    bad = outcome(made, "33契約です [1]。", "2024年1月13日に受付システムの33契約を確認した。")
    assert bad.uncited == ("検索システム", "2024-01-14")


def test_a_longer_name_does_not_show_the_shorter_one() -> None:
    bad = outcome(asked(organisation="北風電力"), "報告した [1]。", "北風電力送配電株式会社は")
    assert bad.uncited == ("北風電力",)


def test_a_refusal_is_never_a_wrong_answer() -> None:
    refusal = outcome(asked(organisation="北風電力"), "記載がありません [1]。", "南風電力は別に報告した。", Status.NOT_FOUND)
    assert refusal.uncited == ()


def test_a_figure_that_no_quote_holds_is_found() -> None:
    bad = outcome(asked(), "34契約です [1]。", "33契約")
    assert [finding.text for finding in bad.ungrounded] == ["34"]


@pytest.mark.parametrize(
    ("good", "wrong", "expected"),
    [(100, 0, []), (100, 1, []), (98, 2, ["wrong answers: 2.00%, not below 1%"])],
)
def test_a_run_fails_when_one_answer_in_a_hundred_is_wrong(good: int, wrong: int, expected: Sequence[str]) -> None:
    right = outcome(asked(), "33契約です [1]。", "33契約")
    false = outcome(asked(organisation="南風電力"), "33契約です [1]。", "33契約")
    assert failures(summary([right] * good + [false] * wrong)) == expected


def test_a_run_fails_on_anything_ungrounded() -> None:
    assert failures(summary([outcome(asked(), "34契約です [1]。", "33契約")])) == ["1 ungrounded: number"]


@pytest.mark.parametrize(
    ("asked_for", "quote"),
    [
        ("北風NW", "北風ネットワークは"),
        ("北風ネットワーク", "北風ＮＷは"),
        ("北風パワーグリッド", "北風PGは"),
        ("北風PG", "北風パワーグリッドは"),
    ],
)
def test_a_written_variant_of_the_name_shows_it(asked_for: str, quote: str) -> None:
    assert _shown(asked_for, quote)


@pytest.mark.parametrize(("asked_for", "quote"), [("北風NW", "北風は"), ("北風NW", "南風ネットワークは"), ("北風PG", "北風ネットワークは")])
def test_a_variant_of_another_name_does_not_show_it(asked_for: str, quote: str) -> None:
    assert not _shown(asked_for, quote)


def _shown(name: str, quote: str) -> bool:
    """True when an answer that cites the quote cites the name."""
    citation = Citation(1, "001.txt", None, None, None, None, None, "", quote, 0, len(quote), (), DOCUMENT.id)
    double = Double(Answer("", "", "ja", Status.ANSWERED, "報告した [1]。", (citation,)), replace(DOCUMENT, text=quote))
    return examine(asked(organisation=name), cast(OpenedStore, double), replace(MATERIAL, spellings={}), []).uncited == ()
