"""Follow-ups that only name another row, asked by themselves and of small disclosures."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from answer.rewording import Labels, Rewording, fragment
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, first_line

ROWS = Labels(("北浜支店", "南浜支店", "浜口出張所(仮店舗)"), rows=True)
MARKED = Labels(("数学で得点が変わった者", "英語で得点が変わった者"), rows=True)
MACHINES = Labels(("1号機(KT101)", "4号機(KT104)"), rows=False)

CREDIT = """# 着服事件の発生について

令和6年4月5日

波止場信用組合

## 着服の内訳

| 区分 | お客さまの数 | 金額 |
|---|---:|---:|
| 定期積金の掛金 | 11名 | 1,962万円 |
| 普通預金の払戻し | 4名 | 1,218万円 |
| 合計 | 15名 | 3,180万円 |

## 処分

| 対象者 | 処分の内容 |
|---|---|
| 理事長 | 報酬月額の30%を3か月減額 |
| 常務理事 | 報酬月額の20%を3か月減額 |

## お問い合わせ

返金専用ダイヤル 000-482-1919(2025年3月31日まで、10:00～18:00、日曜定休)
"""

LIFE = """# 給付金のお支払い漏れについて

2023年11月30日

茜坂生命保険株式会社

## お支払い漏れの件数と金額

| 給付金の種類 | 件数 | 金額 |
|---|---|---|
| 入院給付金 | 612件 | 4,386万円 |
| 手術給付金 | 238件 | 2,975万円 |
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("rewording")
    (folder / "credit.md").write_text(CREDIT, encoding="utf-8")
    (folder / "life.md").write_text(LIFE, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as opened:
        add(opened, sorted(folder.iterdir()))
        yield opened


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    return Ask(Answerer(store))


def reworded(text: str, before: str, *groups: Labels, language: str = "ja") -> str | None:
    found = Rewording(lambda: groups).of(text, before, language)
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "named"),
    [("では、110番は？", "110番"), ("南浜支店だとどうですか。", "南浜支店"), ("じゃあ4号機については？", "4号機"), ("いつですか。", None)],
)
def test_a_fragment_is_what_a_follow_up_names_that_asks_nothing_itself(text: str, named: str | None) -> None:
    assert fragment(text, "ja") == named


def test_an_english_fragment_stands_without_what_leads_to_it() -> None:
    assert fragment("And for case 2?", "en") == "case 2"


def test_a_row_is_put_in_the_place_of_one_beside_it() -> None:
    assert reworded("南浜支店は？", "北浜支店では何名ですか。", ROWS) == "南浜支店では何名ですか。"


def test_a_row_named_without_its_brackets_is_the_row() -> None:
    assert reworded("浜口出張所は？", "北浜支店では何名ですか。", ROWS) == "浜口出張所では何名ですか。"


def test_of_a_longer_label_only_what_differs_is_replaced() -> None:
    assert reworded("英語は？", "数学で得点が変わったのは何名？", MARKED) == "英語で得点が変わったのは何名?"


def test_headings_of_columns_of_one_kind_are_beside_one_another() -> None:
    assert reworded("では4号機は？", "1号機の期限はいつですか。", MACHINES) == "4号機の期限はいつですか。"


def test_a_number_is_put_in_the_place_of_another_in_the_same_shape() -> None:
    assert reworded("では、110番は？", "つながらなかった119番通報は何件ですか。") == "つながらなかった110番通報は何件ですか。"


@pytest.mark.parametrize("text", ["東浜支店は？", "支店は？", "なぜですか。"])
def test_what_stands_beside_nothing_that_was_asked_is_left_alone(text: str) -> None:
    assert reworded(text, "北浜支店では何名ですか。", ROWS) is None


def test_a_part_of_a_word_is_no_row_of_the_question() -> None:
    assert reworded("南浜支店は？", "北浜支店長の処分は？", ROWS) is None


def test_of_two_numbers_in_the_shape_none_is_replaced() -> None:
    assert reworded("2020年は？", "2021年と2022年の件数は？") is None


@pytest.mark.parametrize("text", ["合計は？", "合計はいくらですか。", "全部の合計だと？"])
def test_the_total_is_asked_in_the_place_of_a_row(text: str) -> None:
    assert reworded(text, "北浜支店の金額はいくらですか。", ROWS) == "合計の金額はいくらですか。"


def test_another_row_of_words_is_answered(ask: Ask, store: Store) -> None:
    answer = ask("常務理事は？", "波止場信用組合の理事長の処分の内容は？")
    assert "20%を3か月減額" in first_line(answer) and "30%" not in first_line(answer)
    assert_proved(answer, store)


def test_the_total_of_a_follow_up_is_that_of_the_table(ask: Ask) -> None:
    answer = ask("合計はいくらですか。", "波止場信用組合の定期積金の掛金の金額はいくらですか。")
    assert "3,180万円" in first_line(answer)


def test_a_follow_up_that_adds_up_keeps_its_company(ask: Ask) -> None:
    answer = ask("では、金額は合計でいくらですか。", "茜坂生命の支払い漏れは全部で何件ありましたか。")
    assert "7,361万円" in first_line(answer) and "波止場" not in answer.text


@pytest.mark.parametrize(
    "text", ["最も多いのは？", "全部で何名ですか。", "金額が最も大きいのはどれですか。", "一覧にしてください。", "件数は？"]
)
def test_no_follow_up_without_a_company_is_answered_for_another(ask: Ask, text: str) -> None:
    answer = ask(text, "茜坂生命の手術給付金の支払い漏れは何件ですか。")
    assert "波止場" not in answer.text.split("近い記載")[0]
    if answer.status is Status.ANSWERED:
        assert {citation.publisher for citation in answer.citations} == {"茜坂生命保険株式会社"}


def test_a_follow_up_over_each_company_is_asked_of_all(ask: Ask) -> None:
    answer = ask("各社の金額の一覧は？", "茜坂生命の手術給付金の金額は？")
    assert {citation.publisher for citation in answer.citations} == {"茜坂生命保険株式会社", "波止場信用組合"}


def test_until_when_is_asked_of_what_was_just_answered(ask: Ask, store: Store) -> None:
    answer = ask("それはいつまで？", "波止場信用組合の返金専用ダイヤルの番号を教えてください。")
    assert "2025年3月31日" in first_line(answer)
    assert_proved(answer, store)


def test_an_address_on_the_web_is_no_address_for_mail(ask: Ask) -> None:
    assert ask("波止場信用組合のメールアドレスは？").status is Status.NOT_FOUND
