"""What a document lists is told item by item: the cells under the noun asked for, the items under a heading; and two things compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, derived, first_line, row_with, said

FOODS = """# レトルト食品の自主回収について

2023年11月8日
瑞野フーズ株式会社（Mizuno Foods Co., Ltd.）

## 1. 対象商品

| 商品名 | 製造工場 | 賞味期限 | 出荷数 |
|:--|:--|:--|--:|
| 野菜の白いシチュー | 芦川工場 | 2024.9.1 | 12,480個 |
| きのこの煮込みソース | 芦川工場 | 2024.10.5 | 6,320個 |
| 海の幸ピラフの素 | 鳥越工場 | 2024.8.20 | 3,150個 |

## 2. 取りやめる催し

- ①秋の試食会「森の食卓」
- ②工場見学「粉のみち」
- ③料理教室「冬の鍋」
"""

WORKS = """<html><body><p>2022年7月29日</p><p>株式会社磐井建設</p><h1>圧縮強度試験の記録の改ざんについて</h1><table>
<tr><th>工事名</th><td>櫛部橋架替工事</td><td>宇久トンネル工事</td><td>朝日団地建替工事</td></tr>
<tr><th>所在地</th><td>櫛部町</td><td>宇久村</td><td>朝日市</td></tr>
<tr><th>試験の件数</th><td>84件</td><td>156件</td><td>62件</td></tr>
<tr><th>うち改ざん</th><td>12件</td><td>31件</td><td>5件</td></tr></table></body></html>"""

ACCOUNTS = """# 過年度決算の訂正について

2023年5月26日
カナメ精機株式会社

## 連結業績への影響（単位：百万円）

| 決算期 | 売上高 訂正前 | 売上高 訂正後 | 影響額 |
|---|--:|--:|--:|
| 2020年3月期 | 18,420 | 18,110 | △310 |
| 2021年3月期 | 17,650 | 17,205 | △445 |
"""

CARDS = """# 不正ログインについて

2024年6月3日
柚木カード株式会社

不正ログインを受けた会員数：2,731名
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("listed")
    texts = {"foods.md": FOODS, "works.html": WORKS, "accounts.md": ACCOUNTS, "cards.md": CARDS}
    files: list[Path] = []
    for name, text in texts.items():
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    with Store(Settings(store=folder / "store")) as store:
        add(store, files)
        yield Ask(Answerer(store))


@pytest.mark.parametrize("question", ["Which products did Mizuno Foods recall?", "瑞野フーズが回収する商品をすべて挙げてください。"])
def test_the_cells_under_the_noun_asked_for_are_all_told(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert all(product in answer.text for product in ("野菜の白いシチュー", "きのこの煮込みソース", "海の幸ピラフの素"))
    assert_proved(answer, ask.answerer._store)


def test_of_the_cells_those_of_the_rows_that_are_named(ask: Ask) -> None:
    answer = ask("瑞野フーズが回収する商品のうち、鳥越工場で作った商品をすべて挙げてください。")
    assert "海の幸ピラフの素" in answer.text
    assert "シチュー" not in answer.text


def test_the_items_under_a_heading_are_all_told(ask: Ask) -> None:
    answer = ask("瑞野フーズが取りやめる催しの名前をすべて挙げてください。")
    assert all(name in answer.text for name in ("森の食卓", "粉のみち", "冬の鍋"))


def test_a_noun_that_no_column_is_headed_by_lists_nothing(ask: Ask) -> None:
    assert ask("Which hospitals did Mizuno Foods recall?").status is Status.NOT_FOUND


def test_records_set_side_by_side_are_told_by_their_names(ask: Ask) -> None:
    answer = ask("磐井建設で改ざんが一番多かったのはどの工事ですか。")
    assert "宇久トンネル工事で、31件" in first_line(answer)
    assert "12件" in first_line(ask("磐井建設の櫛部橋架替工事で、改ざんは何件ですか。"))


def test_records_set_side_by_side_are_added_up_by_their_row(ask: Ask) -> None:
    assert "48件" in derived(ask("磐井建設の改ざんは合計何件ですか。"))


def test_figures_below_zero_are_added_up(ask: Ask) -> None:
    answer = ask("カナメ精機の影響額は合計いくらですか。")
    assert "-755,000,000円" in said(answer)


def test_two_things_called_by_different_words_are_compared(ask: Ask) -> None:
    answer = ask("磐井建設の宇久トンネル工事で改ざんされた件数と、柚木カードで不正ログインを受けた会員の数では、どちらが多いですか。")
    assert "柚木カード" in first_line(answer)
    assert "2,731名" in first_line(answer)


def test_the_rows_of_each_figure_below_zero_keep_their_sign(ask: Ask) -> None:
    assert "△310" in row_with(ask("カナメ精機の決算期ごとの影響額はそれぞれいくらですか。"), "2020年3月期")


def test_a_table_whose_rows_are_measures_is_read_by_its_columns(tmp_path: Path) -> None:
    page = """<html><body><p>2025年11月28日</p><p>株式会社榛名物流</p><h1>システム障害について</h1><table>
<tr><th></th><th>中央センター</th><th>港南センター</th><th>北台センター</th></tr>
<tr><th>出荷停止日</th><td>11月4日</td><td>11月4日</td><td>停止なし</td></tr>
<tr><th>出荷再開日</th><td>11月19日</td><td>11月12日</td><td>－</td></tr>
<tr><th>影響を受けた荷主数</th><td>47社</td><td>21社</td><td>0社</td></tr></table></body></html>"""
    file = tmp_path / "stops.html"
    file.write_text(page, encoding="utf-8")
    with Store(Settings(store=tmp_path / "store")) as store:
        add(store, [file])
        ask = Ask(Answerer(store))
        assert "中央センターで、47社" in first_line(ask("榛名物流で影響を受けた荷主数が一番多かったのはどのセンターですか。"))
        assert "15日" in first_line(ask("榛名物流で出荷停止が最も長かったのはどのセンターですか。"))
