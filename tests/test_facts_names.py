"""Names: what a document calls organisations, systems and cases, and where they stand."""

from pathlib import Path

import pytest

from core.records import NameKind
from core.text import fold
from facts.names import (
    NameBook,
    case_name,
    comparable,
    name_key,
    names_across,
    noun_runs,
    organisations_in,
    read_names,
    shorter_names,
    strip_corporate,
    system_in,
)
from tests.reading import disclosure, tables
from tests.stated import named, organisations, stated

ORGANISATION, SYSTEM, CASE = NameKind.ORGANISATION, NameKind.SYSTEM, NameKind.CASE


def book(*names: tuple[NameKind, str]) -> NameBook:
    """A book of names that are spelt in full only."""
    return NameBook((kind, name, name) for kind, name in names)


def read_of(folder: Path, text: str) -> tuple[dict[str, str], dict[str, str]]:
    """The spellings of organisations and of systems in a text, with their full names."""
    _, reading = stated(folder, text)
    return named(reading, ORGANISATION), named(reading, SYSTEM)


# --- comparing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("お客様台帳検索システム", "お客さま台帳検索システム"),
        ("青葉電力NW", "青葉電力ネットワーク"),
        ("青葉電力ＮＷ", "青葉電力ネットワーク"),
        ("青葉電力株式会社", "青葉電力"),
        ("株式会社青葉電力", "青葉電力(株)"),
        ("受付サーバー", "受付サーバ"),
        ("青葉 パワーグリッド", "青葉PG"),
        ("「会員ポータル」", "会員ポータル"),
    ],
)
def test_spellings_of_one_name_compare_as_equal(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("青葉電力", "青葉電力ネットワーク"), ("青葉電力", "青葉送配電"), ("カード", "カド"), ("第1システム", "第2システム")]
)
def test_names_of_different_things_stay_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_every_character_of_the_comparable_form_knows_its_source() -> None:
    text = "青葉 NW"
    key, places = comparable(text)
    assert len(key) == len(places)
    assert [text[place] for place in places[:2]] == ["青", "葉"]
    assert places[-1] == len(text) - 1


def test_a_legal_form_alone_is_kept() -> None:
    assert strip_corporate("株式会社") == "株式会社"
    assert strip_corporate("株式会社青葉") == "青葉"
    assert strip_corporate("青葉㈱") == "青葉"


# --- finding known names ---------------------------------------------------------------------------------------------------


def test_the_longest_name_is_found_and_hides_the_one_inside_it() -> None:
    found = book((ORGANISATION, "青葉電力"), (ORGANISATION, "青葉電力ネットワーク")).find("青葉電力ネットワークと青葉電力")
    assert [mention.canonical for mention in found] == ["青葉電力ネットワーク", "青葉電力"]


def test_a_name_is_found_in_any_spelling_at_its_place() -> None:
    text = "昨日、青葉電力NWの報告"
    (mention,) = book((ORGANISATION, "青葉電力ネットワーク")).find(text)
    assert text[mention.start : mention.end] == "青葉電力NW"


def test_the_legal_form_after_a_name_belongs_to_the_mention() -> None:
    text = "青葉電力株式会社の報告"
    (mention,) = book((ORGANISATION, "青葉電力")).find(text)
    assert text[mention.start : mention.end] == "青葉電力株式会社"


def test_a_latin_name_is_not_found_inside_a_longer_word() -> None:
    assert book((SYSTEM, "MZ端末")).find("AMZ端末") == []
    assert len(book((SYSTEM, "MZ端末")).find("新MZ端末")) == 1


def test_the_first_full_name_of_a_spelling_wins() -> None:
    names = NameBook([(ORGANISATION, "青葉電力", "青葉"), (ORGANISATION, "青葉商会", "青葉")])
    assert names.canonical("青葉") == "青葉電力"


def test_a_spelling_of_another_kind_is_not_that_name() -> None:
    names = book((SYSTEM, "青葉ポータル"))
    assert names.canonical("青葉ポータル", ORGANISATION) is None
    assert names.canonical("青葉ポータル", SYSTEM) == "青葉ポータル"
    assert names.canonical("若葉ポータル") is None


# --- cases -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("事案①について", ["事案①"]),
        ("事案1について", ["事案①"]),
        ("事案①②について", ["事案①", "事案②"]),
        ("事案①～③について", ["事案①", "事案②", "事案③"]),
        ("ケースAについて", ["ケースA"]),
        ("事案について", []),
    ],
)
def test_a_case_label_names_each_case_that_it_covers(text: str, cases: list[str]) -> None:
    assert [mention.canonical for mention in book().find(fold(text).text)] == cases


def test_a_case_has_one_spelling() -> None:
    assert case_name("事案", "1") == case_name("事案", "①") == "事案①"


# --- shapes ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("青葉電力株式会社", "青葉電力株式会社"),
        ("株式会社青葉電力", "株式会社青葉電力"),
        ("金融庁", "金融庁"),
        ("札幌中央病院", "札幌中央病院"),
        ("一般送配電事業者", None),
        ("業務システム", None),
        ("新電力", None),
    ],
)
def test_an_organisation_is_known_by_its_legal_form_or_ending(run: str, name: str | None) -> None:
    found = [name for _, name in organisations_in(run)]
    assert found == ([name] if name else [])


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("会員管理システム", "会員管理システム"),
        ("当該会員管理システム", "会員管理システム"),
        ("全17会員管理システム", None),
        ("当該システム", None),
        ("同システム", None),
        ("業務システム", None),
        ("予約サイト運営", "予約サイト"),
        ("17システム", None),
        ("会員名簿", None),
    ],
)
def test_a_system_is_a_run_of_nouns_that_ends_as_one_without_its_pronouns(run: str, name: str | None) -> None:
    found = system_in(run)
    assert (found[1] if found else None) == name


def test_the_offset_of_a_system_passes_over_its_pronoun() -> None:
    found = system_in("当該会員管理システム")
    assert found == (2, "会員管理システム")


def test_runs_of_nouns_are_cut_at_particles() -> None:
    text = "会員管理システムの利用者を調査した"
    assert [text[start:end] for start, end in noun_runs(text)][:2] == ["会員管理システム", "利用者"]


# --- names of a document -----------------------------------------------------------------------------------------------------


def test_a_company_is_named_by_a_legal_form_before_or_after_it(tmp_path: Path) -> None:
    known, _ = read_of(tmp_path, "報告\n株式会社青葉商会は、若葉物流株式会社に委託しました。\n")
    assert known["株式会社青葉商会"] == "青葉商会"
    assert known["若葉物流株式会社"] == "若葉物流"


def test_a_defined_short_form_stands_for_the_name(tmp_path: Path) -> None:
    known, _ = read_of(tmp_path, "報告\n若葉物流株式会社（以下、「若葉」という。）に委託しました。\n")
    assert known["若葉"] == "若葉物流"


def test_a_defined_short_form_of_a_system_stands_for_it(tmp_path: Path) -> None:
    _, systems = read_of(tmp_path, "報告\n会員情報管理システム（以下「会員DB」といいます。）を調査しました。\n")
    assert systems["会員DB"] == "会員情報管理システム"


@pytest.mark.parametrize("word", ["委託先", "当社", "同社"])
def test_a_common_word_that_is_defined_is_no_name(tmp_path: Path, word: str) -> None:
    known, _ = read_of(tmp_path, f"報告\n若葉物流株式会社（以下、「{word}」という。）に委託しました。\n")
    assert word not in known


def test_a_definition_of_something_that_is_no_name_defines_none(tmp_path: Path) -> None:
    known, systems = read_of(tmp_path, "報告\n個人情報の取扱い（以下「本取扱い」という。）を改めます。\n")
    assert "本取扱い" not in {**known, **systems}


def test_a_short_form_of_a_regulator_stands_for_its_full_name(tmp_path: Path) -> None:
    known, _ = read_of(tmp_path, "報告\n経産省に報告しました。個情委にも報告しました。\n")
    assert known["経産省"] == "経済産業省"
    assert known["個情委"] == "個人情報保護委員会"


def test_a_name_stands_at_its_first_place(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "報告\n若葉物流株式会社に委託し、若葉物流株式会社が回答しました。\n")
    (name,) = [name for name in read_names(document) if name.canonical == "若葉物流"]
    assert document.quote(name.span) == "若葉物流株式会社"
    assert name.start == document.text.index("若葉物流")


def test_a_name_in_full_width_letters_stands_at_its_raw_place(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "報告\n調査対象はＡＢＣ会員システムです。\n")
    (name,) = [name for name in read_names(document) if name.kind is SYSTEM]
    assert (name.canonical, document.quote(name.span)) == ("ABC会員システム", "ＡＢＣ会員システム")


def test_a_column_that_is_headed_as_one_of_companies_holds_their_names(tmp_path: Path) -> None:
    known, systems = read_of(
        tmp_path,
        "調査結果\n\n| 会社名 | 対象システム | 件数 |\n|---|---|---|\n| わかば | みどり台帳 | 3件 |\n| あおば | きいろ台帳 | 5件 |\n",
    )
    assert {"わかば", "あおば"} <= set(known.values())
    assert {"みどり台帳", "きいろ台帳"} <= set(systems.values())


def test_a_retailer_and_its_network_company_are_two(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "報告\n東北電力株式会社と東北電力ネットワーク株式会社が報告しました。\n")
    assert {"東北電力", "東北電力ネットワーク"} <= organisations(read_names(document))


def test_names_that_differ_by_a_kind_of_business_only_are_one_company(tmp_path: Path) -> None:
    known, _ = read_of(tmp_path, "報告\n青葉生命保険株式会社は公表しました。青葉生命株式会社の顧客です。\n")
    assert known["青葉生命株式会社"] == "青葉生命保険"


def test_a_system_is_not_named_by_a_pronoun(tmp_path: Path) -> None:
    _, systems = read_of(tmp_path, "報告\n会員管理システムを調べ、当該システムと全17システムを止めました。\n")
    assert set(systems.values()) == {"会員管理システム"}


def test_a_case_label_before_a_system_is_no_part_of_its_name(tmp_path: Path) -> None:
    _, systems = read_of(tmp_path, "報告\n事案1会員管理システムについて調査しました。\n")
    assert set(systems.values()) == {"会員管理システム"}


# --- a word inside a longer one ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["スーパーメタルの件", "メタルーフの件", "メタルカードの件"])
def test_a_katakana_name_is_not_found_inside_a_longer_katakana_word(text: str) -> None:
    assert book((SYSTEM, "メタル")).find(text) == []


@pytest.mark.parametrize("text", ["新メタルの件", "メタルの件", "ロード メタルの件", "メタル便の件"])
def test_a_katakana_name_is_found_beside_other_letters_and_spaces(text: str) -> None:
    assert [mention.canonical for mention in book((SYSTEM, "メタル")).find(text)] == ["メタル"]


# --- names in quotation marks --------------------------------------------------------------------------------------------------

LETTER = "2023年1月20日\n若葉物流株式会社\n{title}\n\n1. 概要\n"


def called(folder: Path, body: str, title: str = "障害に関するご報告") -> dict[tuple[NameKind, str], str]:
    """The spellings of everything that a letter of 若葉物流 names, with their kinds and full names."""
    _, reading = stated(folder, LETTER.format(title=title) + body)
    return {(name.kind, name.surface): name.canonical for name in reading.names}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("荷物追跡システム「ミノタキ」が停止しました。\n", "ミノタキ"),
        ("会員向けサービス「おとどけナビ」が停止しました。\n", "おとどけナビ"),
        ("配車アプリ『のりあい便』が停止しました。\n", "のりあい便"),
        ("地域電子マネー「ミノペイ」が使えませんでした。\n", "ミノペイ"),
    ],
)
def test_a_name_in_quotation_marks_after_a_word_for_a_system_is_that_system(tmp_path: Path, body: str, name: str) -> None:
    assert called(tmp_path, body)[SYSTEM, name] == name


def test_the_word_before_a_quoted_name_is_another_name_of_the_system(tmp_path: Path) -> None:
    found = called(tmp_path, "荷物追跡システム「ミノタキ」が停止しました。荷物追跡システムは午後に復旧しました。\n")
    assert found[SYSTEM, "荷物追跡システム"] == "ミノタキ"


def test_the_word_before_two_quoted_names_is_no_name_of_either(tmp_path: Path) -> None:
    found = called(tmp_path, "荷物追跡システム「ミノタキ」と荷物追跡システム「カワセ」が停止しました。\n")
    assert {found[SYSTEM, "ミノタキ"], found[SYSTEM, "カワセ"]} == {"ミノタキ", "カワセ"}
    assert found.get((SYSTEM, "荷物追跡システム")) not in {"ミノタキ", "カワセ"}


@pytest.mark.parametrize("saying", ["運用を停止しました", "本システム", "第五条", "当社"])
def test_a_saying_or_reference_after_a_word_for_a_system_names_none(tmp_path: Path, saying: str) -> None:
    assert (SYSTEM, saying) not in called(tmp_path, f"荷物追跡システム「{saying}」と表示しました。\n")


# --- products and facilities ---------------------------------------------------------------------------------------------------

THING = NameKind.THING


def test_a_product_in_quotation_marks_in_the_title_is_a_thing(tmp_path: Path) -> None:
    assert called(tmp_path, "運行を止めました。\n", "「ハヤテ便」の運休について")[THING, "ハヤテ便"] == "ハヤテ便"


def test_a_product_that_stands_in_quotation_marks_again_is_a_thing(tmp_path: Path) -> None:
    assert (THING, "ハヤテ便") in called(tmp_path, "「ハヤテ便」を止めました。翌日、「ハヤテ便」を再開しました。\n")


def test_what_stands_in_quotation_marks_once_is_no_thing(tmp_path: Path) -> None:
    assert (THING, "ハヤテ便") not in called(tmp_path, "「ハヤテ便」を止めました。\n")


def test_a_facility_of_common_nouns_is_a_thing_by_its_ending(tmp_path: Path) -> None:
    assert (THING, "水の館") in called(tmp_path, "「水の館」を閉じました。翌日、「水の館」を開けました。\n")


@pytest.mark.parametrize("word", ["第五条", "次のとおり", "取扱い基準", "品質", "安全第一", "荷物の紛失", "閲覧期間"])
def test_articles_of_laws_and_common_nouns_in_quotation_marks_are_no_things(tmp_path: Path, word: str) -> None:
    found = called(tmp_path, f"「{word}」と「{word}」について述べます。\n", f"「{word}」について")
    assert [name for kind, name in found if kind is THING] == []


def test_a_thing_is_called_by_the_last_word_of_its_name_too(tmp_path: Path) -> None:
    found = called(tmp_path, "「ハヤテ便 オオカゼ」と「ハヤテ便 オオカゼ」を止めました。\n")
    assert found[THING, "オオカゼ"] == "ハヤテ便 オオカゼ"


def test_a_column_that_is_headed_as_one_of_products_holds_things(tmp_path: Path) -> None:
    _, reading = stated(tmp_path, "自主回収\n\n| 商品名 | 出荷数 |\n|---|---|\n| きりの飴 | 3箱 |\n", "recall.md")
    assert named(reading, THING) == {"きりの飴": "きりの飴"}


# --- tables turned on their side -----------------------------------------------------------------------------------------------


def test_a_table_turned_on_its_side_names_systems_in_its_first_row(tmp_path: Path) -> None:
    _, systems = read_of(
        tmp_path,
        "調査結果\n\n| システム名 | みどり帳 | きいろ帳 |\n|---|---|---|\n| 利用期間 | 2020年 | 2021年 |\n| 閲覧件数 | 3件 | 5件 |\n",
    )
    assert set(systems.values()) == {"みどり帳", "きいろ帳"}


def test_a_table_with_attributes_above_names_systems_in_its_first_column(tmp_path: Path) -> None:
    _, systems = read_of(tmp_path, "調査結果\n\n| システム名 | 利用期間 | 閲覧件数 |\n|---|---|---|\n| みどり帳 | 2020年 | 3件 |\n")
    assert set(systems.values()) == {"みどり帳"}


def test_which_way_a_table_names_is_told_by_where_its_attributes_stand(tmp_path: Path) -> None:
    across = disclosure(tmp_path, "表\n\n| システム名 | みどり帳 |\n|---|---|\n| 利用期間 | 2020年 |\n", "across.md")
    down = disclosure(tmp_path, "表\n\n| システム名 | 利用期間 |\n|---|---|\n| みどり帳 | 2020年 |\n", "down.md")
    other = disclosure(tmp_path, "表\n\n| 年度 | みどり帳 |\n|---|---|\n| 利用期間 | 2020年 |\n", "other.md")
    assert [names_across(table) for document in (across, down, other) for table in tables(document)] == [SYSTEM, None, None]


# --- names in Latin letters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["Aoba Bank", "英文名：Aoba Bank", "英語表記: Aoba Bank", "Aoba Bank、以下「青葉」"])
def test_latin_letters_in_brackets_after_a_name_are_the_same_name(tmp_path: Path, written: str) -> None:
    known, _ = read_of(tmp_path, f"報告\n青葉銀行株式会社({written})に報告しました。\n")
    assert known["Aoba Bank"] == "青葉銀行"


@pytest.mark.parametrize("form", ["Aoba Bank, Ltd.", "Aoba Bank Co., Ltd.", "Aoba Bank, Inc."])
def test_the_legal_form_in_latin_letters_is_no_part_of_a_name_in_brackets(tmp_path: Path, form: str) -> None:
    known, _ = read_of(tmp_path, f"報告\n青葉銀行株式会社({form})に報告しました。\n")
    assert known["Aoba Bank"] == "青葉銀行"


@pytest.mark.parametrize("line", ["Wakaba Logistics Co., Ltd.", "Wakaba Logistics Inc.", "Wakaba Logistics Corporation"])
def test_a_line_of_its_own_in_latin_letters_names_the_publisher(tmp_path: Path, line: str) -> None:
    known, _ = read_of(tmp_path, f"2023年1月20日\n若葉物流株式会社\n{line}\n荷物について\n\n本文です。\n")
    assert known["Wakaba Logistics"] == "若葉物流"


def test_a_name_in_latin_letters_after_a_bar_is_the_same_name(tmp_path: Path) -> None:
    known, _ = read_of(tmp_path, "若葉物流株式会社 / Wakaba Lines, Inc.\n2023年1月20日\n荷物について\n\n本文です。\n")
    assert known["Wakaba Lines"] == "若葉物流"


def test_a_short_name_that_brackets_give_is_the_same_name(tmp_path: Path) -> None:
    known, _ = read_of(tmp_path, "報告\n青葉商会株式会社(略称アオショウ、東証)に報告しました。\n")
    assert known["アオショウ"] == "青葉商会"


# --- what stands beside a legal form -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("株式会社青葉電力販売", "株式会社青葉電力販売"),
        ("株式会社青葉電力担当", "株式会社青葉電力"),
        ("平成11年文部科学省", "文部科学省"),
        ("令和3年4月1日付け青葉商会株式会社", "青葉商会株式会社"),
        ("被告株式会社", None),
        ("当該株式会社", None),
        ("訴外株式会社", None),
        ("当社株式会社", None),
    ],
)
def test_what_stands_beside_a_legal_form_is_a_name_without_dates_and_parties(run: str, name: str | None) -> None:
    assert [found for _, found in organisations_in(run)] == ([name] if name else [])


@pytest.mark.parametrize(
    ("name", "short"),
    [("峰雲高等学校", "峰雲高校"), ("星原農業協同組合", "星原農協"), ("渚浜工科大学", "渚浜工科大"), ("月影リート投資法人", "月影リート")],
)
def test_a_body_is_called_for_short_as_everyday_speech_does(name: str, short: str) -> None:
    assert short in shorter_names(name)
