"""What a document tells in words: definitions in clauses, who was punished how, what has not been found, what holds in principle."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, first_line, rows

INQUIRY = """# 検査記録の書き換えに関する調査結果について

2024年8月6日
株式会社桜浜機工

当社の製品検査における不適合行為について、調査の結果をご報告します。

## 1. 言葉の意味

本書で「不適合行為」とは、顧客と取り決めた検査を省くこと、または検査の結果を書き換えることをいいます。

## 2. 処分

| 対象者 | 処分 |
|---|---|
| 検査課長 | 降格 |
| 品質担当取締役 | 辞任 |

## 3. 対策

| 施策 | 時期 |
|---|---|
| 登録後30日間は取り消せる「仮登録」機能を全工場で導入 | 2024年12月1日 |

## 4. 紛失した記録

検査記録を保存したUSBメモリ1本を紛失しました。なお、現在までにUSBメモリは発見されておりません。

## 5. よくあるご質問

### 納入済みの製品は返品できますか。

原則として返品はできません。ただし、個別にご相談をお受けします。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("narrative")
    (folder / "inquiry.md").write_text(INQUIRY, encoding="utf-8")
    with Store.open(Settings(store=folder / "store")) as store:
        add(store, [folder / "inquiry.md"])
        yield Ask(Answerer(store))


@pytest.mark.parametrize("question", ["桜浜機工の資料で「不適合行為」とは何を指しますか。", "桜浜機工の「不適合行為」とは何ですか。"])
def test_a_definition_that_says_where_it_holds_is_found(ask: Ask, question: str) -> None:
    assert "検査を省くこと" in first_line(ask(question))


@pytest.mark.parametrize("question", ["桜浜機工の「仮登録」とはどんな機能ですか。", "桜浜機工の「仮登録」とは何ですか。"])
def test_the_clause_before_a_quoted_name_says_what_it_is(ask: Ask, question: str) -> None:
    assert "30日間は取り消せる" in first_line(ask(question))


def test_who_was_punished_and_how_is_told_row_by_row(ask: Ask) -> None:
    told = rows(ask("桜浜機工では誰がどんな処分を受けましたか。"))
    assert any("検査課長" in row and "降格" in row for row in told) and any("取締役" in row and "辞任" in row for row in told)


def test_what_has_not_been_found_is_told_before_what_was_lost(ask: Ask) -> None:
    assert "発見されておりません" in first_line(ask("Has the USB drive lost by 桜浜機工 been found?"))


def test_what_holds_in_principle_is_no_plain_yes_or_no(ask: Ask) -> None:
    english, japanese = ask("Can products that 桜浜機工 has delivered be returned?"), ask("桜浜機工の納入済みの製品は返品できますか。")
    assert not english.text.startswith("No.") and not japanese.text.startswith("いいえ")
    assert "原則として返品はできません" in japanese.text
