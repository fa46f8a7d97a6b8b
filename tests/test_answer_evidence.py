"""Which values may answer which question, and what may stand for its words."""

import pytest

from answer.corpus import Corpus
from answer.evidence import Matcher, fits_kind
from core.records import Value, ValueKind
from facts.concepts import term_keys, terms
from index.store import Store

COUNT = frozenset(["count"])


@pytest.mark.parametrize(
    ("label", "unit", "fits"),
    [
        ("端末(台数)", "名", False),
        ("アクセスした人数", "台", False),
        ("端末(台数)", "台", True),
        ("アクセスした人数", "名", True),
        ("閲覧件数", "契約", True),
        ("閲覧された契約数", "件", True),
        ("延べ利用数", "名", True),
    ],
)
def test_a_bare_number_answers_only_what_its_label_counts(label: str, unit: str, fits: bool) -> None:
    assert fits_kind(Value(ValueKind.COUNT, "1,291", number=1291.0), COUNT, unit, label) is fits


def test_a_numbers_own_counter_decides_before_its_label() -> None:
    value = Value(ValueKind.COUNT, "4名", number=4.0, unit="名")

    assert fits_kind(value, COUNT, "人", "端末(台数)")
    assert not fits_kind(value, COUNT, "台", "端末(台数)")


# --- what may stand for a word --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def matcher(disclosures: Store) -> Matcher:
    return Matcher(Corpus.read(disclosures), disclosures)


def worth(matcher: Matcher, word: str, other: str) -> float:
    (asked,) = terms(word)
    return max(matcher.alike(asked).get(key, 0.0) for key in term_keys(other))


@pytest.mark.parametrize(("verb", "formal_word"), [("沈む", "沈没"), ("避ける", "回避"), ("冷やす", "冷却")])
def test_a_verb_of_a_question_meets_the_formal_word_of_a_document(matcher: Matcher, verb: str, formal_word: str) -> None:
    assert 0 < worth(matcher, verb, formal_word) < 1


def test_a_word_is_worth_most_for_itself(matcher: Matcher) -> None:
    assert worth(matcher, "縮む", "縮む") == 1


def test_a_verb_does_not_stand_for_what_a_longer_word_says_besides(matcher: Matcher) -> None:
    assert worth(matcher, "掘る", "調査") == 0


def test_words_that_share_a_character_only_do_not_stand_for_one_another(matcher: Matcher) -> None:
    assert worth(matcher, "縮む", "縮尺") == 0


def test_a_form_that_the_vocabulary_does_not_list_stands_for_the_word_that_it_lists(matcher: Matcher) -> None:
    assert worth(matcher, "rewriting", "書き換え") > 0.7
