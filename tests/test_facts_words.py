"""Words as they are counted."""

import pytest

from facts.words import morphemes, placed_words, words


def test_particles_auxiliaries_and_symbols_are_no_words() -> None:
    assert words("端末を、閲覧した。") == ["端末", "閲覧", "為る"]


def test_spellings_of_a_word_are_one_word() -> None:
    assert words("お客様") == words("お客さま")


def test_a_compound_is_cut_into_its_shortest_words() -> None:
    assert words("再発防止策") == ["再発", "防止", "策"]


def test_full_width_letters_are_read_as_half_width_ones() -> None:
    assert words("ＡＢＣ") == ["abc"]


def test_a_latin_word_stays_as_it_is_written() -> None:
    assert words("Staff were informed") == ["staff", "were", "informed"]


def test_a_word_knows_its_place() -> None:
    text = "情報を閲覧"
    assert [text[word.start : word.end] for word in placed_words(text)] == ["情報", "閲覧"]


def test_a_text_longer_than_the_tokenizer_takes_is_read_to_its_end() -> None:
    text = "情報。" * 20_000
    found = placed_words(text)
    assert len(found) == 20_000
    assert found[-1].end == len(text) - 1


def test_morphemes_are_the_longest_units() -> None:
    assert [m.surface() for m in morphemes("東京都の")] == ["東京都", "の"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("捨ててしまった", ["捨てる"]), ("戻ってきた", ["戻る"]), ("調べている", ["調べる"]), ("システムで見た", ["システム", "見る"])],
)
def test_a_verb_that_only_helps_another_is_no_word_of_content(text: str, kept: list[str]) -> None:
    assert words(text) == kept
