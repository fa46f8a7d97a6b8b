"""What a document denies or leaves open, measures told by rows and labelled days, and where to send something."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, said

RECALL = """# 冷凍惣菜の自主回収について

2024年6月3日
株式会社千草フーズ

冷凍惣菜「山菜の煮物」の一部に異物が混入しているおそれがあるため、自主回収いたします。

## 健康被害

死亡や重篤な健康被害の報告はありません。けがをされた方が2名いらっしゃいます。

## 返金

返金の期限は設けません。対象の商品は料金着払いで下記へお送りください。

〒000-0042 芦名市港町3-8 株式会社千草フーズ 商品回収係

## 対策

| No. | 内容 | 担当 | 期限 | 状況 |
|--:|---|---|---|---|
| 1 | 金属検出機の入れ替え | 設備部 | 2024-05-20 | 完了 |
| 2 | 検査記録の電子化 | 品質保証部 | 2024-09-30 | 着手 |
| 3 | 原料の受入検査の強化 | 品質保証部 | 2024-12-27 | 未着手 |

## 調査委員会

委員長には弁護士の佐伯 亮氏が就任しました。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    file: Path = tmp_path_factory.mktemp("recall") / "recall.md"
    file.write_text(RECALL, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, [file])
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("千草フーズの商品で死亡した方は何名ですか。", "報告はありません"),
        ("千草フーズの返金はいつまでに申し出ればよいですか。", "期限は設けません"),
        ("千草フーズの商品はどこに送ればいいですか。", "芦名市港町3-8"),
        ("千草フーズの調査委員会の委員長は誰ですか。", "佐伯 亮"),
    ],
)
def test_what_is_denied_not_set_or_to_be_sent_is_told(ask: Ask, question: str, quote: str) -> None:
    assert quote in said(ask(question))


def test_a_figure_that_is_stated_goes_before_a_denial_of_something_else(ask: Ask) -> None:
    assert "2名" in said(ask("千草フーズの商品でけがをした方は何名ですか。"))


def test_a_denial_of_something_else_is_no_answer(ask: Ask) -> None:
    assert ask("千草フーズの回収費用はいくらですか。").status is Status.NOT_FOUND


def test_measures_not_done_yet_are_those_whose_row_does_not_say_so(ask: Ask) -> None:
    text = said(ask("千草フーズの対策で、まだ終わっていないものは何ですか。"))
    assert "検査記録の電子化" in text and "受入検査の強化" in text and "金属検出機" not in text and "設備部" not in text
