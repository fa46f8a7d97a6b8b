"""What is left of a whole: the part that is stated is taken away, where a question asks for those of which it is not so."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, said

LOSS = """<html><body><p>2024年6月27日<br>株式会社雲居野クラウド</p><h1>データ消失の報告</h1><h2>概要</h2><table>
<tr><td>消失したオブジェクト</td><td>1,842,006個</td></tr>
<tr><td>うち復元できたもの</td><td>1,790,506個</td></tr></table></body></html>"""

ROLL_CALLS = """# 点呼の未実施について

2024年8月30日
株式会社瀬波野バス

未実施の225回のうち、点呼を行ったように記録を作成していたものが168回ありました。
"""

STATED = """# 回収の状況について

2024年9月30日
白露野電機株式会社

| 区分 | 台数 |
|---|---|
| 対象 | 900台 |
| うち回収できたもの | 640台 |
| 回収できなかったもの | 240台 |
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("complements")
    files = []
    for name, text in {"loss.html": LOSS, "bus.md": ROLL_CALLS, "stated.md": STATED}.items():
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    with Store.open(Settings(store=folder / "store")) as store:
        add(store, files)
        yield store


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    return Ask(Answerer(store))


def test_those_that_could_not_be_are_the_whole_without_those_that_could(ask: Ask, store: Store) -> None:
    answer = ask("雲居野クラウドで消失したオブジェクトのうち、復元できなかったのは何個ですか。")
    assert "差は51,500個です" in said(answer)
    assert_proved(answer, store)


def test_a_part_in_a_sentence_is_taken_from_its_whole(ask: Ask) -> None:
    assert "57回" in said(ask("瀬波野バスで、記録を作成していなかった未実施は何回ですか。"))


def test_what_the_part_itself_is_remains_stated(ask: Ask) -> None:
    assert "1,790,506個" in said(ask("雲居野クラウドで復元できたオブジェクトは何個ですか。"))


def test_a_stated_figure_is_not_computed(ask: Ask) -> None:
    assert "260" not in said(ask("白露野電機で回収できなかったものは何台ですか。"))
