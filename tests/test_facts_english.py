"""English names of organisations and systems."""

import pytest

from facts.english import english_forms, english_head, english_name, romanise, skeleton, sounds_of


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


# --- how a name sounds ---


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("ナギサスタック", "NagisaStack"),
        ("株式会社クラウドベース", "CloudBase"),
        ("フォレストキッチン", "Forest Kitchen"),
        ("リンクライン", "LinkLine"),
        ("ヴェルデ", "Verde"),
        ("クイックパス", "QuickPass"),
        ("みなとデータ", "Minato Data"),
    ],
)
def test_a_katakana_name_sounds_as_the_english_word_that_it_renders(name: str, english: str) -> None:
    assert skeleton(english) in sounds_of(name)


@pytest.mark.parametrize(
    ("name", "english"), [("ナギサスタック", "NagisaTrack"), ("スターブリッジ", "StarField"), ("リンクライン", "LinkBase")]
)
def test_a_name_does_not_sound_as_another(name: str, english: str) -> None:
    assert skeleton(english) not in sounds_of(name)


@pytest.mark.parametrize(("one", "other"), [("lane", "rain"), ("Vest", "best"), ("cook", "kuku"), ("Sky Way", "SKYWAY")])
def test_letters_that_stand_for_one_sound_are_one(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_a_skeleton_holds_no_vowels_and_no_doubled_letters() -> None:
    assert skeleton("Assembly Oaks") == skeleton("asembri oks") != ""
    assert not set(skeleton("Assembly Oaks 24")) & set("aiueowyh 0123456789")


def test_a_name_sounds_by_its_kana_part_and_as_a_whole() -> None:
    sounds = sounds_of("青葉ロジパック")
    assert skeleton("rojipakku") in sounds and len(sounds) == 2


def test_a_short_part_has_no_sound_of_its_own() -> None:
    assert skeleton("a") not in sounds_of("青葉ア製鉄") and sounds_of("亜") == ()
