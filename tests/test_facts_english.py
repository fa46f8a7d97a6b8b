"""English names of organisations and systems."""

import pytest

from facts.english import english_forms, english_head, english_name, romanise


@pytest.mark.parametrize(
    ("reading", "romaji"),
    [
        ("トウキョウ", "tokyo"),
        ("シコク", "shikoku"),
        ("キュウシュウ", "kyushu"),
        ("ホッカイドウ", "hokkaido"),
        ("オオサカ", "osaka"),
        ("マッチ", "matchi"),
        ("シンジュク", "shinjuku"),
        ("フジ", "fuji"),
        ("コーヒー", "kohi"),
        ("", ""),
    ],
)
def test_a_reading_is_romanised_after_hepburn_without_marks_of_length(reading: str, romaji: str) -> None:
    assert romanise(reading) == romaji


def test_a_name_of_listed_parts_has_an_english_name() -> None:
    assert english_name("お客さま台帳検索システム") == "Customer Ledger Search System"
    assert english_name("四国信用金庫") == "Shikoku Shinkin Bank"


def test_the_legal_form_is_no_part_of_the_english_name() -> None:
    assert english_name("四国信用金庫株式会社") == english_name("四国信用金庫")


def test_latin_letters_stand_as_they_are_in_the_english_name() -> None:
    assert english_name("ABC会員システム") == "ABC Membership System"


def test_a_name_with_a_part_that_is_not_listed_has_no_english_name() -> None:
    assert english_name("青葉電力") is None


def test_a_regulator_has_its_official_english_name() -> None:
    assert english_name("個人情報保護委員会") == "Personal Information Protection Commission"


def test_a_question_may_romanise_a_part_that_is_not_listed() -> None:
    assert "aoba electric power" in english_forms("青葉電力株式会社")


def test_a_question_may_shorten_the_words_of_a_business() -> None:
    forms = english_forms("四国電力送配電")
    assert forms[0] == "shikoku electric power transmission and distribution"
    assert "shikoku electric power t&d" in forms


def test_a_question_may_say_the_short_name_of_a_regulator() -> None:
    assert "ppc" in english_forms("個人情報保護委員会")


def test_a_question_may_use_a_company_s_own_english_name() -> None:
    assert "yonden transmission and distribution" in english_forms("四国電力送配電")


def test_the_forms_of_a_retailer_are_not_those_of_its_network_company() -> None:
    assert "shikoku electric power" not in english_forms("四国電力送配電")


def test_the_head_of_a_name_is_its_first_english_word() -> None:
    assert english_head("四国電力送配電") == "shikoku"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("東京汽船フェリー", "Tokyo Steamship Ferry"),
        ("大阪ロジスティクス物流センター", "Osaka Logistics Distribution Center"),
        ("給付金支給管理システム", "Benefit Payment Management System"),
        ("北海道放送", "Hokkaido Broadcasting"),
        ("搭乗手続きシステム", None),
    ],
)
def test_names_of_every_trade_have_an_english_name_where_all_parts_are_listed(name: str, english: str | None) -> None:
    assert english_name(name) == english
