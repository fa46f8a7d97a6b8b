"""Names: what a document calls organisations, systems and cases, and where they stand."""

from pathlib import Path

import pytest

from core.records import NameKind
from core.text import fold
from facts.names import NameBook, case_name, comparable, name_key, noun_runs, organisations_in, read_names, strip_corporate, system_in
from tests.reading import disclosure
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
