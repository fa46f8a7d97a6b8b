"""Entries that a document lists are counted: rows of tables, items of lists."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, derived, said

ROLL_CALLS = """# 点呼の未実施について

2024年8月30日
株式会社瀬波野バス

## 調査の結果

| 営業所 | 未実施の回数 | 運転者 |
|---|---|---|
| 瀬波営業所 | 56回 | 9名 |
| 鷺沢営業所 | 131回 | 14名 |
| 霜月営業所 | 0回 | 0名 |
| 台町営業所 | 38回 | 4名 |
| 合計 | 225回 | 27名 |

## 営業所の点呼の記録

- 瀬波の台帳
- 鷺沢の台帳

## 原因

① 早朝の運行管理者が不足していたため
② 点呼の記録を確かめる仕組みがなかったため

## 再発防止策

| 番号 | 対策 | 担当 |
|---|---|---|
| A-1 | 運行管理者を各営業所2名に増員する | 運輸部 |
| A-2 | 検査の装置を全車両に装着する | 整備部 |
| A-3 | 遠隔点呼を導入する | 運輸部 |
"""

LOTS = """<html><body><p>2024年11月5日<br>株式会社雪白化粧品</p><h1>自主回収のお知らせ</h1><h2>対象ロット</h2><table>
<tr><th>容量</th><th>ロット番号</th><th>出荷数</th></tr>
<tr><td>150mL</td><td>SM4071</td><td>3,200本</td></tr><tr><td>150mL</td><td>SM4082</td><td>2,750本</td></tr>
<tr><td>60mL</td><td>SM4085</td><td>1,980本</td></tr></table>
<p>その後、同じ充填機で製造した2ロットからも規格を超える細菌が見つかりました。</p></body></html>"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("entries")
    files = []
    for name, text in {"bus.md": ROLL_CALLS, "lots.html": LOTS}.items():
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    with Store.open(Settings(store=folder / "store")) as store:
        add(store, files)
        yield store


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    return Ask(Answerer(store))


def test_rows_are_counted_but_those_that_state_none(ask: Ask, store: Store) -> None:
    answer = ask("瀬波野バスで点呼をしていなかった営業所は何か所ですか。")
    assert said(answer).startswith("3か所です")
    assert "霜月" not in answer.text
    assert "3か所" in derived(answer)
    assert_proved(answer, store)


def test_items_under_a_heading_are_counted(ask: Ask) -> None:
    assert said(ask("瀬波野バスの未実施の原因として挙げられているのは何件ですか。")).startswith("2件です")


def test_a_table_under_the_heading_of_what_is_counted_is_counted(ask: Ask) -> None:
    assert said(ask("瀬波野バスが挙げた再発防止策は全部でいくつですか。")).startswith("3")
    assert said(ask("How many preventive measures did 瀬波野バス list?")).startswith("3 ")


def test_a_table_counts_more_surely_than_a_sentence_on_some_of_it(ask: Ask) -> None:
    assert said(ask("雪白化粧品の回収の対象は何ロットですか。")).startswith("3ロット")


def test_people_are_not_counted_by_rows(ask: Ask) -> None:
    assert "3名" not in ask("瀬波野バスの整備士は何名ですか。").text
    assert ask("瀬波野バスの取締役は何名ですか。").status is Status.NOT_FOUND


def test_a_heading_that_goes_on_to_another_thing_heads_none_of_what_is_counted(ask: Ask) -> None:
    assert "台帳" not in ask("瀬波野バスの営業所は何か所ですか。").text
