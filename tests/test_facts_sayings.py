"""Everyday sayings are found in any form, and stand for what documents state formally."""

import pytest

from facts.concepts import meanings, term_keys, terms
from facts.terms import load_concepts


def meant(text: str) -> set[str]:
    """Every concept that a text may speak of."""
    return {meaning for term in terms(text) for meaning in meanings(term.key)}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("まだお金を返せていない人", "c:refund"),
        ("返したお金", "c:refund"),
        ("余計に受け取った額", "c:overcharge"),
        ("別の人のところへ送ってしまった書類", "c:mis_send"),
        ("記録が捨てられてしまった", "c:remove"),
        ("電気が戻った", "c:resume"),
        ("they gave the money back", "c:refund"),
        ("why they did not go public", "c:publish"),
        ("who paid them back", "c:refund"),
    ],
)
def test_a_saying_is_found_in_any_form(text: str, concept: str) -> None:
    assert concept in meant(text)


def test_a_saying_of_several_meanings_stands_for_any_of_them() -> None:
    assert {"c:refund", "c:resume", "c:recall"} <= meant("もう戻ってきた")


def test_a_denied_saying_is_found_only_where_it_is_denied() -> None:
    assert "c:unpaid" in meant("払えない人")
    assert "c:unpaid" not in meant("払える人")


def test_a_saying_does_not_reach_over_a_comma_or_a_pronoun() -> None:
    assert "c:second_report" not in meant("その後、役所に報告")


def test_what_was_not_done_is_what_remains() -> None:
    assert "c:remaining" in term_keys("連絡がとれていないもの")
    assert "c:remaining" in term_keys("未返金")
    assert "c:remaining" not in term_keys("連絡がとれたもの")


def test_a_saying_rules_no_statement_out() -> None:
    assert all(term.weight < 0.9 for term in terms("お金を返す"))


def test_the_phrase_of_a_label_is_not_torn_by_a_saying() -> None:
    assert "c:contract" in term_keys("閲覧された契約数")


def test_every_saying_is_of_a_listed_concept() -> None:
    concepts = load_concepts()
    assert set(concepts.sayings) <= set(concepts.by_key)


def test_a_word_that_says_little_weighs_little() -> None:
    assert all(term.weight < 0.5 for term in terms("種類") if term.key.startswith("w:"))
