"""Names in Latin letters and the Japanese names that they may be: by readings, meanings and sounds, and never by half a match."""

import pytest

from facts.transliterated import is_kind_in_english, spelled_as


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Shiomihara Bank", "株式会社汐見原銀行"),
        ("Shiomibara Bank", "汐見原銀行"),
        ("Kuondai Medical Center", "地方独立行政法人 久遠台医療センター"),
        ("Hokuryono Hikari Net", "北稜野光ネット"),
        ("Sokyu Dentetsu", "相久電鉄"),
        ("Soukyuu Railway", "相久電鉄"),
        ("Ontei Central Hospital", "遠汀中央病院"),
        ("Minamono-do", "水面野堂"),
        ("Yuragi Mobile", "ユラギモバイル"),
        ("Akatsukidai Form Services", "暁台フォームサービス"),
        ("Chihogaoka Board of Education", "千穂ヶ丘市教育委員会"),
    ],
)
def test_a_name_is_known_by_any_reading_of_its_characters_and_by_what_its_parts_mean(said: str, name: str) -> None:
    assert spelled_as(said, name) == 0


def test_what_says_a_names_kind_may_be_left_out() -> None:
    assert spelled_as("Shiomihara", "汐見原銀行") == 2
    assert spelled_as("Ontei Hospital", "遠汀中央病院") == 0
    assert spelled_as("Ontei Clinic", "遠汀中央病院") is None


def test_a_place_may_stand_behind_its_kind() -> None:
    assert spelled_as("the City of Narase", "楢瀬市") == 0


@pytest.mark.parametrize("said", ["Shiomihara Securities", "Shiomi", "Hara Bank", "Minatohara Bank", "Bank"])
def test_another_company_or_a_piece_of_a_name_is_not_the_name(said: str) -> None:
    assert spelled_as(said, "汐見原銀行") is None


def test_katakana_that_sound_otherwise_are_another_name() -> None:
    assert spelled_as("Dentetsu", "ヤドメイト") is None


def test_words_for_kinds_of_company_are_known_in_singular_and_plural() -> None:
    assert is_kind_in_english("Railways")
    assert is_kind_in_english("bank")
    assert not is_kind_in_english("August")
