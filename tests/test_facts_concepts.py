"""What a text speaks of, compared across wording and language."""

import pytest

from facts.concepts import concept, term_keys, terms


def test_a_japanese_and_an_english_wording_share_their_concepts() -> None:
    assert term_keys("閲覧された契約数") >= {"c:view", "c:contract"}
    assert term_keys("how many contracts were viewed") >= {"c:view", "c:contract"}


def test_spellings_of_one_word_are_one_concept() -> None:
    assert term_keys("お客様情報") == term_keys("お客さま情報")


def test_the_longest_phrase_is_taken_whole() -> None:
    (term,) = terms("再発防止策")
    assert (term.key, term.text) == ("c:measure", "再発防止策")


def test_a_term_is_listed_once() -> None:
    keys = [term.key for term in terms("閲覧と閲覧、参照")]
    assert keys.count("c:view") == 1


def test_a_word_without_a_concept_is_a_term_of_its_own() -> None:
    assert "w:木箱" in term_keys("木箱の")


@pytest.mark.parametrize("text", ["の", "2023年1月20日", "of the whole", "合計", ""])
def test_figures_and_words_without_content_are_no_terms(text: str) -> None:
    assert term_keys(text) == frozenset()


def test_a_latin_phrase_is_not_found_inside_a_longer_word() -> None:
    assert "c:view" not in term_keys("overviewed")


def test_a_concept_leaves_no_torn_words() -> None:
    assert not {term.text for term in terms("お客さま情報を")} & {"客", "様", "さま"}


def test_the_place_of_a_concept_is_its_wording_in_the_text() -> None:
    (term,) = terms("ＡＣＣＥＳＳＥＤ")
    assert (term.key, term.text) == ("c:view", "ACCESSED")


def test_a_concept_key_names_its_vocabulary_entry() -> None:
    assert "閲覧" in concept("view").ja
