"""Tables whose labels stand in the question: two figures set against each other, some rows added up, one of two, the column ranked by."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, said

OUTAGE = """# 通信障害の影響について

2025年3月4日
白鷹沼テレコム株式会社

## 影響の規模

| 地域 | 影響回線数 | 回復時刻 |
|---|---|---|
| 白鷹県 | 318,400回線 | 10時58分 |
| 北白鷹県 | 52,700回線 | 11時24分 |
| 沼津野県 | 115,200回線 | 9時47分 |
"""

WAREHOUSE = """# 出荷の遅れについて

2024年11月22日
汐波倉庫株式会社

## 現在の出荷の状況

| センター | 1日の出荷能力（通常時） | 現在の出荷数 |
|---|---:|---:|
| 第一センター（浜） | 42,000個 | 39,500個 |
| 第二センター（丘） | 28,000個 | 14,200個 |

## 漏えいのおそれがある個人情報

| 対象 | 人数 |
|---|---|
| 従業員（退職者を含む） | 2,415名 |
| 荷主企業のご担当者 | 6,030名 |
| お届け先の個人 | 51,200名 |
"""

REFUND = """固定資産税の還付について
令和7年7月7日
白浜町役場

１．還付する額
　　過大に納付された額　　２，６７２，２００円
　　還付加算金　　　　　　　　１４６，５００円
　　合計　　　　　　　　　２，８１８，７００円

２．貸付の内訳
　　区分　　　　　　　金額
　　定期の掛金　　　　１，９６２万円
　　普通の払戻し　　　１，２１８万円
"""

WATER = """水質検査の結果について
令和5年10月6日
穂高瀬水道企業団

● 検査の結果
| 浄水場 | 総トリハロメタン | 給水人口 |
|---|---|---|
| 東浄水場 | 0.116mg/L | 8,420人 |
| 中浄水場 | 0.078mg/L | 15,300人 |
| 西浄水場 | 0.041mg/L | 6,150人 |
"""

RECALL = """<html><body><p>2024年5月9日<br>琥珀丘食品株式会社</p><h1>自主回収のお知らせ</h1><h2>回収の対象商品</h2><table>
<tr><th>商品名</th><th>内容量</th><th>出荷数</th></tr>
<tr><td>炊き込みごはんの素</td><td>180g</td><td>12,480個</td></tr>
<tr><td>根菜スープ</td><td>300g</td><td>7,230個</td></tr>
<tr><td>かぼちゃポタージュ</td><td>160g</td><td>9,615個</td></tr></table>
<h2>事故の件数</h2><p>事故は2件です。</p></body></html>"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("named-cells")
    files = []
    for name, text in {
        "outage.md": OUTAGE,
        "warehouse.md": WAREHOUSE,
        "water.md": WATER,
        "recall.html": RECALL,
        "refund.txt": REFUND,
    }.items():
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    with Store.open(Settings(store=folder / "store")) as store:
        add(store, files)
        yield store


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    return Ask(Answerer(store))


def test_two_rows_that_are_named_are_subtracted_though_the_question_asks_how_much(ask: Ask, store: Store) -> None:
    answer = ask("白鷹沼テレコムの障害で、北白鷹県と沼津野県の影響回線数の差はいくらですか。")
    assert "差は62,500回線です" in said(answer)
    assert_proved(answer, store)


def test_a_row_whose_name_ends_like_another_is_not_meant(ask: Ask) -> None:
    assert "203,200 lines" in said(ask("What is the difference in 影響回線数 between 白鷹県 and 沼津野県 at 白鷹沼テレコム?"))


def test_two_columns_of_a_row_are_subtracted(ask: Ask) -> None:
    answer = ask("汐波倉庫の第二センターは、通常時の出荷能力と現在の出荷数の差が何個ありますか。")
    assert "13,800個" in said(answer)


def test_some_of_the_rows_are_added_up(ask: Ask) -> None:
    assert "合計133,570" not in said(ask("白鷹沼テレコムで、白鷹県と北白鷹県の影響回線数は合わせて何回線ですか。"))
    assert "合計371,100回線です" in said(ask("白鷹沼テレコムで、白鷹県と北白鷹県の影響回線数は合わせて何回線ですか。"))


def test_of_two_rows_the_larger_is_told_with_both(ask: Ask) -> None:
    answer = ask("汐波倉庫の第一センターと第二センターでは、現在の出荷数はどちらが多いですか。")
    assert "第一センター" in said(answer).split("\n")[0]
    assert "39,500個" in said(answer)
    assert "14,200個" in said(answer)


def test_a_measure_that_no_column_states_is_refused(ask: Ask) -> None:
    assert ask("汐波倉庫の第一センターと第二センターの従業員数の差は？").status is Status.NOT_FOUND
    assert ask("琥珀丘食品で事故が最も多かった商品は何ですか。").status is Status.NOT_FOUND


def test_rows_are_ranked_by_a_named_column_whatever_they_are_called(ask: Ask) -> None:
    answer = ask("Which purification plant of 穂高瀬水道企業団 had the lowest 総トリハロメタン?")
    assert "西浄水場" in said(answer).split("\n")[0]
    assert "0.041 mg/L" in said(answer)


def test_a_number_of_things_is_no_weight(ask: Ask) -> None:
    answer = ask("琥珀丘食品の回収で、数量が最も少ない商品は何ですか。")
    assert "根菜スープ" in said(answer).split("\n")[0]
    assert "7,230個" in said(answer)


def test_a_row_that_the_question_includes_is_in_the_total(ask: Ask) -> None:
    assert "2,818,700円です" in said(ask("白浜町が還付する金額は、還付加算金を含めていくらですか。"))


def test_rows_that_a_question_lists_are_added_up(ask: Ask) -> None:
    answer = ask("汐波倉庫で漏えいのおそれがあるのは、従業員・荷主担当者・お届け先を合わせて何名ですか。")
    assert "合計59,645名です" in said(answer)


def test_amounts_in_ten_thousands_are_subtracted_in_ten_thousands(ask: Ask) -> None:
    assert "744万円" in said(ask("白浜町の貸付で、定期の掛金は普通の払戻しより何万円多いですか。"))
