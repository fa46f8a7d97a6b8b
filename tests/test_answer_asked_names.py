"""Names in questions: those that the documents use, said in any way, and those that no document has."""

import pytest

from answer.asked_names import NameFinder
from answer.query import Asked
from core.records import Name, NameKind

ORGANISATION, SYSTEM = NameKind.ORGANISATION, NameKind.SYSTEM

KNOWN = [
    (ORGANISATION, "ナギサスタック"),
    (ORGANISATION, "御厨製菓"),
    (ORGANISATION, "楢浜市上下水道局"),
    (ORGANISATION, "金融庁"),
    (ORGANISATION, "小売電気事業者"),
    (SYSTEM, "荷物追跡システム"),
    (SYSTEM, "目録検索システム"),
]


def finder(*latin: str) -> NameFinder:
    """A finder of the known names, for documents that write these words in Latin letters."""
    return NameFinder([Name("document", kind, name, name, 0, 1) for kind, name in KNOWN], frozenset(latin))


def names(text: str, language: str, *latin: str) -> list[Asked]:
    return list(finder(*latin).find(text, language)[0])


def known(text: str, language: str, *latin: str) -> list[str]:
    """The full names that a question speaks of."""
    return [name for asked in names(text, language, *latin) for name in asked.canonical]


def unknown(text: str, language: str, *latin: str) -> list[str]:
    """The names of a question that no document has, as they are written there."""
    return [asked.surface for asked in names(text, language, *latin) if not asked.known]


# --- in English ---


@pytest.mark.parametrize("said", ["NagisaStack", "Nagisa Stack", "NagisaStack's"])
def test_an_english_name_is_known_by_its_sound(said: str) -> None:
    assert known(f"How many users of {said} were affected?", "en") == ["ナギサスタック"]


def test_a_name_that_sounds_otherwise_is_another() -> None:
    assert known("How many users of NagisaTrack were affected?", "en") == []
    assert unknown("How many users of NagisaTrack were affected?", "en") == ["NagisaTrack"]


@pytest.mark.parametrize("name", ["Marbleton", "MarbleTon", "Kogane Bank", "Sakuradai Gas"])
def test_a_capitalised_name_that_no_document_has_is_an_unknown_organisation(name: str) -> None:
    (asked,) = names(f"How many customers did {name} inform?", "en")
    assert (asked.kind, asked.known, asked.surface) == (ORGANISATION, False, name)


def test_a_word_that_documents_write_in_latin_letters_is_no_unknown_name() -> None:
    assert unknown("How many users of Marbleton were affected?", "en", "marbleton") == []


@pytest.mark.parametrize(
    "question",
    [
        "In January, how many Customers were affected?",
        "How many SQL errors were there on Monday?",
        "Marbles were lost. How many?",
        "What did the President of the company say?",
    ],
)
def test_words_of_the_language_months_and_abbreviations_are_no_names(question: str) -> None:
    assert names(question, "en") == []


def test_a_japanese_name_in_an_english_question_is_known() -> None:
    assert known("Who at 御厨製菓 replied?", "en") == ["御厨製菓"]


def test_an_authority_is_known_by_its_english_abbreviation() -> None:
    assert known("What did the FSA say?", "en") == ["金融庁"]


def test_an_english_system_is_known_by_the_dictionary() -> None:
    assert known("In the catalog search system, how many were seen?", "en") == ["目録検索システム"]


@pytest.mark.xfail(reason="words before the article count among those of the system's name")
def test_what_stands_before_the_article_is_no_part_of_an_english_system() -> None:
    assert known("Since when has anyone seen the catalog search system?", "en") == ["目録検索システム"]


def test_an_english_system_of_which_too_few_words_are_known_is_none() -> None:
    assert known("Since when has the ferry catalog system run?", "en") == []


def test_what_a_name_covers_is_taken_out_of_the_question() -> None:
    _, rest = finder().find("How many users of NagisaStack were affected?", "en")
    assert "NagisaStack" not in rest and "users" in rest and len(rest) == len("How many users of NagisaStack were affected?")


# --- in Japanese ---


def test_a_company_is_known_by_the_head_of_its_name() -> None:
    assert known("御厨では何件ありましたか。", "ja") == ["御厨製菓"]


@pytest.mark.parametrize("place", ["御厨県", "御厨市", "御厨町"])
def test_a_place_is_not_read_as_the_company_that_is_called_after_it(place: str) -> None:
    assert known(f"{place}では何件ありましたか。", "ja") == []


def test_a_town_stands_for_its_office() -> None:
    assert known("楢浜市では何件ありましたか。", "ja") == ["楢浜市上下水道局"]


def test_a_phrase_of_the_vocabulary_is_no_name_whatever_a_document_calls_so() -> None:
    assert names("小売電気事業者は何社ですか。", "ja") == []


def test_a_system_of_another_name_is_unknown() -> None:
    assert unknown("切符販売システムは何時に止まりましたか。", "ja") == ["切符販売システム"]


def test_a_name_with_its_legal_form_is_the_same_name() -> None:
    assert known("御厨製菓株式会社では何件ありましたか。", "ja") == ["御厨製菓"]
