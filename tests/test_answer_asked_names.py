"""Names in questions: those that the documents use, said in any way, and those that no document has."""

from collections.abc import Iterator

import pytest

from answer.asked_names import NameFinder
from answer.engine import Answerer
from answer.query import Asked
from core.records import Name, NameKind, Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, first_line, said

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


def test_the_english_of_a_name_given_in_japanese_beside_it_is_no_name_that_no_document_has() -> None:
    assert unknown("How many trains of the Takano Line (鷹野線) were cancelled?", "en") == []
    assert known("How many boxes did Mikuriya Sweets co-op (御厨製菓) recall?", "en") == ["御厨製菓"]
    assert unknown("How many trains of Takano Railway were cancelled?", "en") == ["Takano Railway"]


@pytest.mark.parametrize("said", ["Narahama City Waterworks Bureau", "the City of Narahama", "Narahama's", "Narahama Waterworks"])
def test_a_name_of_ideographs_is_known_by_its_reading(said: str) -> None:
    assert known(f"How many homes did {said} inform?", "en") == ["楢浜市上下水道局"]
    assert known(f"{said}: how many homes were informed?", "en") == ["楢浜市上下水道局"]


def test_the_reading_with_another_kind_of_company_is_another_company() -> None:
    assert known("How many customers of Mikuriya Railway were affected?", "en") == []
    assert unknown("How many customers of Mikuriya Railway were affected?", "en") == ["Mikuriya Railway"]


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


def test_what_stands_before_the_article_is_no_part_of_an_english_system() -> None:
    assert known("Since when has anyone seen the catalog search system?", "en") == ["目録検索システム"]


def test_an_english_system_of_which_too_few_words_are_known_is_none() -> None:
    assert known("Since when has the ferry catalog system run?", "en") == []


@pytest.mark.parametrize("question", ["How many contracts were viewed in ZQCOM's system?", "How many contracts were viewed at ZQCOM?"])
def test_an_unknown_abbreviation_that_has_something_is_a_name(question: str) -> None:
    assert unknown(question, "en") == ["ZQCOM"]


def test_an_abbreviation_that_documents_write_or_that_only_qualifies_is_a_word() -> None:
    assert unknown("Was the leak noticed at ZQCOM?", "en", "zqcom") == []
    assert unknown("Was an EDR alert raised?", "en") == []


def test_english_words_before_a_name_in_brackets_are_that_name() -> None:
    assert known("Since when has the Ferry Catalog System (目録検索システム) been open?", "en") == ["目録検索システム"]
    assert unknown("Since when has the Ferry Catalog System (目録検索システム) been open?", "en") == []


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


# --- as a whole ---

TRADING = """2024年5月2日
青潮銀行株式会社(Aoshio Bank)

株式取引システム「ミノタキ」の障害について

青潮銀行株式会社は、株式取引システム「ミノタキ」が停止したことをお知らせします。

1. 影響
取引できなかった口座：690口座

2. 原因
株式取引システムの設定に誤りがありました。
"""

RECALL = """# 「霧島の飴」の自主回収について

令和6年3月4日
株式会社霧沢製菓

株式会社霧沢製菓は、「霧島の飴」を自主回収します。

## 1. 対象製品

| 商品名 | 出荷数 |
|---|---|
| 霧島の飴 6粒入 | 1,200箱 |
| 霧島の飴 16粒入 | 450箱 |
| 月夜の餅 | 77箱 |

## 2. 原因

洗浄の手順に誤りがあり、金属の粉が混入しました。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("named")
    for name, text in {"trading.txt": TRADING, "recall.md": RECALL}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    "question",
    [
        "ミノタキの停止で取引できなかった口座は？",
        "株式取引システムで取引できなかった口座は？",
        "青潮銀行で取引できなかった口座は？",
        "How many accounts could not trade at Aoshio Bank?",
        "How many accounts could not trade on Minotaki?",
    ],
)
def test_a_system_and_its_company_are_asked_for_by_any_of_their_names(ask: Ask, question: str) -> None:
    assert first_line(ask(question)).startswith("690")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("債券取引システムで取引できなかった口座は？", "債券取引システム"),
        ("How many accounts could not trade at Kogane Bank?", "Kogane Bank"),
        ("How many accounts could not trade on Marbleton?", "Marbleton"),
    ],
)
def test_a_name_that_no_document_has_is_refused_by_naming_it(ask: Ask, question: str, name: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_FOUND and name in first_line(answer)


def test_a_product_is_asked_for_by_its_name(ask: Ask) -> None:
    assert first_line(ask("月夜の餅の出荷数は？")).startswith("77箱")
    assert first_line(ask("霧島の飴6粒入の出荷数は？")).startswith("1,200箱")


def test_a_document_on_a_product_answers_for_it(ask: Ask) -> None:
    assert "洗浄の手順に誤りがあり" in said(ask("霧島の飴の原因は？"))


def test_a_product_gets_no_figure_of_another(ask: Ask) -> None:
    answer = said(ask("霧島の飴の出荷数は？"))
    assert "1,200箱" in answer and "450箱" in answer and "77箱" not in answer


def test_a_company_is_known_by_the_first_part_of_its_name() -> None:
    assert known("御厨が回収した菓子は何個ですか", "ja") == ["御厨製菓"]
    assert known("ナギサの障害は何時間ですか", "ja") == ["ナギサスタック"]
    assert known("御厨川の水位は", "ja") == []


# --- words that stand for others ---


def finder_of(publishers: tuple[str, ...], *runs: str) -> NameFinder:
    """A finder for documents of these publishers that write these runs of ideographs."""
    known = [Name("document", ORGANISATION, name, name, 0, 1) for name in publishers]
    return NameFinder(known, frozenset(), publishers, lambda: runs)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("この銀行で紛失した書類は何件ですか", "ja"),
        ("同行はいつ公表しましたか", "ja"),
        ("How many documents did the bank lose?", "en"),
        ("What was the bank's mistake?", "en"),
    ],
)
def test_the_only_bank_is_meant_by_the_word_for_it(text: str, language: str) -> None:
    (asked,) = finder_of(("汐見原銀行", "相久電鉄")).find(text, language)[0]
    assert asked.canonical == ("汐見原銀行",)


@pytest.mark.parametrize(
    ("text", "language"),
    [("この銀行の件数は", "ja"), ("How many customers did the bank inform?", "en"), ("How many bank accounts were used?", "en")],
)
def test_of_two_banks_none_is_meant(text: str, language: str) -> None:
    assert finder_of(("汐見原銀行", "雪ノ瀬銀行")).find(text, language)[0] == ()


def test_a_place_in_latin_letters_is_the_word_that_documents_write() -> None:
    asked, text = finder_of((), "北浦営業所", "南町").find("How many roll calls did the Kitaura office miss?", "en")
    assert asked == () and "北浦" in text


def test_a_place_that_no_document_writes_stays_an_unknown_name() -> None:
    (asked,) = finder_of((), "北浦営業所").find("How many roll calls did the Higashiura office miss?", "en")[0]
    assert not asked.known
