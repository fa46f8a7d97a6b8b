"""The chronology of a matter: whole, of its day, and what came before or after one of its entries."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, rows

FIRE = """2023年10月13日
青柳化成株式会社

浜松崎工場における火災事故について

2023年10月6日に発生した火災事故につきまして、深くお詫び申し上げます。

■事故の経過
10月6日
　14:50　第2槽の温度が設定値を超え上昇
　15:12　安全弁から噴出したガスに着火、火災発生
　15:14　119番通報
　19:55　鎮火を確認
10月7日
　消防による現場検証

■再発防止策
安全弁の点検を2023年12月末までに終えます。
"""
OUTAGE = """# 6月12日の通信障害について

2024年7月5日
潮路テレコム株式会社

障害が発生しました。

## 経過（6月12日）

| 時刻 | できごと |
| --- | --- |
| 3:30 | 中継ルーターの更改作業を開始 |
| 4:47 | 音声通話の途絶を検知 |
| 18:22 | 全サービスの復旧を確認 |

## 再発防止策

手順書を改める — 2024年8月1日から
"""


PLANT = """令和5年8月31日
松籟化学工業株式会社

岬工場における火災事故について

令和5年7月11日に岬工場で発生した火災について、ご報告いたします。

第1　負傷者
重傷の1名は8月10日に退院しました。

第2　当日の経過
　13時40分　粉体の排出作業を開始
　14時07分　排出口の付近で発火
　17時52分　鎮火を確認
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("chronology")
    for name, text in {"fire.txt": FIRE, "outage.md": OUTAGE, "plant.txt": PLANT}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


def test_times_in_a_table_are_of_the_day_in_the_heading_over_it(ask: Ask) -> None:
    told = rows(ask("潮路テレコムの障害の経過を時系列で教えてください。"))
    assert [row.split(" | ")[0] for row in told] == ["2024年6月12日3:30", "2024年6月12日4:47", "2024年6月12日18:22"]


def test_the_chronology_of_a_matter_is_told_whole_and_nothing_beside_it(ask: Ask) -> None:
    told = rows(ask("青柳化成の火災事故の経緯は？"))
    assert len(told) == 5 and "現場検証" in told[-1] and told[-1].startswith("2023年10月7日")


def test_of_the_day_itself_only_its_entries_are_told(ask: Ask) -> None:
    told = rows(ask("青柳化成の火災の当日の経過は？"))
    assert len(told) == 4 and all("10月6日" in row for row in told)


def test_before_and_after_an_entry_count_by_the_minute(ask: Ask) -> None:
    before = rows(ask("青柳化成で15時12分に出火する前に何が起きていましたか。"))
    assert len(before) == 1 and "14:50" in before[0]
    after = rows(ask("青柳化成で119番通報の後に何がありましたか。"))
    assert ["鎮火" in after[0], "現場検証" in after[1]] == [True, True]


def test_times_under_a_heading_of_the_day_itself_are_of_the_day_of_the_matter(ask: Ask) -> None:
    told = rows(ask("松籟化学工業の火災の当日の経過は？"))
    assert [row.split(" | ")[0] for row in told] == ["2023年7月11日13時40分", "2023年7月11日14時07分", "2023年7月11日17時52分"]
