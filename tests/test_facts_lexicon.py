"""English words in Japanese, and Japanese synonyms."""

import pytest

from facts.build_lexicon import english, formal, groups
from facts.lexicon import formal_of, japanese_of, synonyms_of


def test_an_english_word_is_known_in_japanese() -> None:
    assert ("契約",) in japanese_of("contract")


@pytest.mark.parametrize(
    ("inflected", "japanese"), [("companies", "企業"), ("contracts", "契約"), ("stopped", "止まる"), ("stored", "蓄積")]
)
def test_an_inflected_word_is_known_by_its_base_form(inflected: str, japanese: str) -> None:
    assert (japanese,) in japanese_of(inflected)


@pytest.mark.parametrize(("form", "japanese"), [("sold", "売る"), ("women", "女性"), ("paid", "支払う")])
def test_a_form_that_does_not_follow_from_its_ending_is_known_by_its_base_form(form: str, japanese: str) -> None:
    assert (japanese,) in japanese_of(form)


def test_a_plural_is_known_by_its_singular_before_a_word_that_is_spelt_alike() -> None:
    heads = japanese_of("homes")
    assert heads.index(("家庭",)) < heads.index(("ホームズ",))


@pytest.mark.parametrize(
    ("verb", "formal_word"), [("返す", "返還"), ("減らす", "減少"), ("換える", "交換"), ("送る", "送付"), ("売れる", "販売")]
)
def test_a_verb_is_known_in_formal_words(verb: str, formal_word: str) -> None:
    assert formal_word in formal_of(verb)


def test_a_word_that_is_not_listed_is_nothing() -> None:
    assert japanese_of("xyzzy") == ()
    assert synonyms_of("ぴよぴよ丸") == ()
    assert formal_of("ぴよぴよ丸") == ()


def test_synonyms_are_mutual_and_leave_out_the_word_itself() -> None:
    others = synonyms_of("会社")
    assert others
    assert "会社" not in others
    assert all("会社" in synonyms_of(other) for other in others)


# --- building the lists ------------------------------------------------------------------------------------------------


def test_an_entry_whose_whole_gloss_is_one_word_gives_that_word() -> None:
    lines = ["契約 [けいやく] /(n,vs) contract/compact/(P)/", "解約 [かいやく] /(n) cancellation of contract/"]
    assert list(english(lines)) == ["compact\t契約", "contract\t契約"]


def test_common_headwords_stand_first() -> None:
    lines = ["約 [やく] /(n) promise/", "約束 [やくそく] /(n,vs) promise/(P)/"]
    assert list(english(lines)) == ["promise\t約束 約"]


def test_the_word_that_has_a_gloss_first_stands_before_one_that_has_it_among_others() -> None:
    lines = ["交付 [こうふ] /(n,vs) delivery/issue/grant/(P)/", "補助 [ほじょ] /(n,vs) grant/(P)/"]
    assert list(english(lines)) == ["delivery\t交付", "grant\t補助 交付", "issue\t交付"]


def test_a_compound_that_shares_a_character_and_a_gloss_is_the_formal_word_of_a_verb() -> None:
    lines = [
        "返す [かえす] /(v5s,vt) to return (something)/to put back/",
        "返却 [へんきゃく] /(n,vs) returning (of something)/(P)/",
        "帰宅 [きたく] /(n,vs) return/(P)/",
        "返書 [へんしょ] /(n,vs) reply/(P)/",
    ]
    assert list(formal(lines)) == ["返す\t返却"]


def test_the_article_and_particle_of_a_gloss_are_left_out() -> None:
    assert list(english(["走る [はしる] /(v5r,vi) to run/"])) == ["run\t走る"]


def test_a_line_that_is_no_entry_is_passed_over() -> None:
    assert list(english(["", "　？？？ /EDICT header", "abc"])) == []


def test_words_of_one_group_are_synonyms_and_words_of_several_parts_are_not() -> None:
    def line(group: str, text: str, expand: str = "0") -> str:
        return f"{group},1,{expand},1,0,0,0,(),{text},,"

    lines = [line("1", "会社"), line("1", "企業"), line("1", "株式会社の集まり"), line("2", "孤独"), line("1", "カンパニー", "2")]
    assert list(groups(lines)) == ["会社 企業"]
