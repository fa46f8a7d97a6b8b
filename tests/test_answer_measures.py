"""Measures: all of a section in order, each with its deadline; those that the question chooses; done or still to be done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, rows, said

LISTED = """2024年5月10日
株式会社浜路水産

冷凍倉庫の温度異常に関する調査報告

１．これまでの対応
　４月２日　出荷を停止
　４月５日　保健所へ報告

２．再発防止策
（１）弁の自動点検の導入（２０２４年６月末まで）
（２）全従業員への研修（実施済み）
（３）点検の記録を二名で確認する（速やかに実施）

お問い合わせ：浜路水産 総務部 電話 03-0000-1111
"""

TABLED = """# 予約システムの障害に関する報告

2023年8月1日
北斗観光株式会社

## 対策

| 区分 | 内容 | 期限 | 状況 | 担当 |
|---|---|---|---|---|
| 直接 | 容量を監視する仕組みの導入 | 2023年9月末 | 完了 | 情報部 |
| 直接 | 復旧手順書の見直し | 2023年12月末 | 着手 | 運用部 |
| 背景 | 委託先の監査 | 2024年3月末 | 未着手 | 監査室 |
"""

SILENT = """2022年1月5日
沢井電機株式会社

電熱器の無償点検について

　電熱器の一部で配線が緩むおそれがあることが判明しました。再発防止策を検討してまいります。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("measures")
    for name, text in {"listed.txt": LISTED, "tabled.md": TABLED, "silent.txt": SILENT}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    "question",
    ["浜路水産の再発防止策は？", "What measures did 浜路水産 announce, and by when?", "浜路水産の温度異常の再発防止策を教えてください。"],
)
def test_all_measures_of_a_section_stand_in_order_with_their_deadlines(ask: Ask, question: str) -> None:
    first, second, third = rows(ask(question))
    assert "弁の自動点検" in first and "| 2024年6月末まで |" in first
    assert "研修" in second and "| 実施済み |" in second
    assert "二名で確認" in third and "速やかに実施" in third


def test_measures_of_a_table_take_the_deadline_of_their_row(ask: Ask) -> None:
    first, second, third = rows(ask("北斗観光の対策を期限とともに教えてください。"))
    assert "容量を監視" in first and "2023年9月末" in first and "復旧手順書" in second and "2023年12月末" in second
    assert "委託先の監査" in third and "2024年3月末" in third


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("浜路水産の再発防止策のうち研修に関するものは？", "研修"),
        ("浜路水産の再発防止策で実施済みのものは？", "研修"),
        ("北斗観光の対策のうち完了したものは何ですか。", "容量を監視"),
        ("北斗観光の対策で2024年3月に行うものは？", "委託先の監査"),
    ],
)
def test_the_question_chooses_among_measures(ask: Ask, question: str, measure: str) -> None:
    (row,) = rows(ask(question))
    assert measure in row


def test_what_was_done_from_a_day_on_is_what_stands_under_the_response(ask: Ask) -> None:
    listed = rows(ask("浜路水産は4月3日以降にどのような対応をしましたか。"))
    assert len(listed) == 1 and "保健所へ報告" in listed[0]


@pytest.mark.parametrize("question", ["浜路水産の再発防止策のうち監査に関するものは？", "北斗観光の対策で2025年に行うものは？"])
def test_measures_that_are_not_stated_are_refused(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.NOT_FOUND


def test_when_a_measure_is_done_that_is_not_called_one(ask: Ask) -> None:
    assert "2023年12月末" in ask("北斗観光が復旧手順書を見直すのはいつまでの予定ですか。").text


def test_when_something_else_is_done_is_not_answered_with_a_measure(ask: Ask) -> None:
    assert ask("北斗観光が監査役を選任するのはいつですか。").status is Status.NOT_FOUND


def test_a_promise_to_think_of_measures_is_none(ask: Ask) -> None:
    assert not rows(ask("沢井電機の再発防止策は？")) and "容量" not in said(ask("沢井電機の再発防止策は？"))
