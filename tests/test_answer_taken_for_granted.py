"""What a question takes for granted and a document denies, the answers of a document's own questions, where, who, and in which."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, said

CLINIC = """# 不正アクセスによる診療情報の流出について

2024年6月3日
医療法人楓会 楓野病院

当院のサーバーが不正アクセスを受け、診療情報が流出しました。

## 流出した情報

患者さまの氏名と診療記録 2,310名分です。

※検査画像は別に保管しており、流出の対象ではありません。
※口座番号、保険証の番号は含まれておりません。

## 発生した場所

本館2階の医事課に置かれた受付用の端末です。

## 金銭の要求について

攻撃者から身代金の要求がありましたが、当院は一切支払っておりません。
お電話での受付は行っていません。

## 原因

### (1) 直接の原因

- 保守用の装置の更新を2年間行っていませんでした。

### (2) 拡大した要因

- 異常な通信を知らせる仕組みがありませんでした。

## 4. 公表が遅れた理由

調査の結果と専門家との調整が整うのを待って公表いたしました。
"""

SHOP = """<html><head><title>産地表示の誤りについて</title></head><body>
<h1>産地表示の誤りについて</h1><p>2024年2月19日</p><p>株式会社若菜亭</p>
<p>当社の一部店舗で、産地の異なる牛肉を提供していたことが分かりました。</p>
<h3>よくあるご質問</h3>
<dl><dt>Q1．どのメニューが対象ですか。</dt><dd>A1．ビーフシチューとコロッケの2品です。</dd>
<dt>Q2．なぜこのようなことが起きたのですか。</dt><dd>A2．仕入れ価格が高騰し、購買部長の判断で代替の牛肉に切り替えました。</dd>
<dt>Q3．どのようにして発覚したのですか。</dt><dd>A3．仕入れ先から行政に情報提供がありました。</dd></dl></body></html>
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("documents")
    (folder / "clinic.md").write_text(CLINIC, encoding="utf-8")
    (folder / "shop.html").write_text(SHOP, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("楓野病院は身代金をいくら支払いましたか。", "支払っておりません"),
        ("楓野病院で流出した口座番号は何件ですか。", "含まれておりません"),
        ("楓野病院で検査画像は何件流出しましたか。", "対象ではありません"),
        ("楓野病院の電話番号を教えてください。", "行っていません"),
    ],
)
def test_what_is_denied_is_the_answer_to_whatever_is_asked_of_it(ask: Ask, question: str, quote: str) -> None:
    assert quote in said(ask(question))


def test_a_denial_that_something_was_done_says_nothing_of_another_thing_done(ask: Ask) -> None:
    assert ask("楓野病院が要求された身代金はいくらですか。").status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("若菜亭ではどのメニューが対象となりましたか。", "コロッケ"),
        ("How was the matter at 若菜亭 discovered?", "情報提供"),
        ("若菜亭ではなぜ別の牛肉を使ったのですか。", "高騰"),
        ("Whose decision was it at 若菜亭 to switch to another beef?", "購買部長"),
    ],
)
def test_questions_that_a_list_asks_itself_answer_their_like(ask: Ask, question: str, quote: str) -> None:
    assert quote in said(ask(question))


def test_why_of_the_matter_tells_direct_and_wider_causes(ask: Ask) -> None:
    text = said(ask("楓野病院で診療情報が流出したのはなぜですか。"))
    assert "更新を2年間" in text and "知らせる仕組み" in text


def test_why_of_one_thing_is_told_by_the_heading_that_gives_its_reason(ask: Ask) -> None:
    text = said(ask("楓野病院の公表が遅かったのはなぜですか。"))
    assert "待って公表" in text and "2年間" not in text


def test_where_is_told_by_what_stands_under_a_heading_of_places(ask: Ask) -> None:
    assert "本館2階" in said(ask("楓野病院の不正アクセスはどこで起きましたか。"))


@pytest.mark.parametrize(
    "question",
    [
        "In which journals did 楓野病院 publish the records?",
        "What is the name of the doctor at 楓野病院?",
        "若菜亭の購買部長の名前は何ですか。",
        "若菜亭で切り替えを決めた部長の名前は？",
        "楓野病院を攻撃した者が使ったサーバーの名称は？",
        "楓野病院が院長を解任したのはなぜですか。",
    ],
)
def test_names_and_reasons_that_no_statement_gives_are_refused(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.NOT_FOUND
