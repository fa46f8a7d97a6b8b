"""Events before, after and between others, which came first, and how long it was, over one document with several lists of dates."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, first_line

HARBOUR = """# クレーンの逸走について

2024年9月6日
青潮港湾株式会社

## 事故の概要

発生日時：2024年8月30日 16時20分
鎮火日時：同日 18時05分

## 当日の経過

15:10　強風注意報の発表
15:45　監視員が各社に無線で注意を喚起
16:05　荷役を終了
16:20　クレーンが逸走し、隣のクレーンに衝突
16:28　消防に通報
17:30　岸壁の使用を中止

## 更新履歴

- 9月2日　対象の岸壁を追加
- 9月6日　原因を追記
- 9月6日　問い合わせ先を変更
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    file: Path = tmp_path_factory.mktemp("harbour") / "harbour.md"
    file.write_text(HARBOUR, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, [file])
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    "question", ["青潮港湾でクレーンが逸走する前、何がありましたか。", "What happened at 青潮港湾 before the crane hit?"]
)
def test_before_an_entry_comes_what_its_list_tells_earlier(ask: Ask, question: str) -> None:
    table = ask(question).table
    rows = " ".join(cell for row in (table.rows if table else ()) for cell in row)
    assert "強風注意報の発表" in rows and "消防に通報" not in rows


def test_right_after_an_entry_comes_the_next_alone(ask: Ask) -> None:
    answer = ask("青潮港湾でクレーンが逸走した直後に何がありましたか。")
    assert answer.table is not None and len(answer.table.rows) == 1 and "消防に通報" in " ".join(answer.table.rows[0])


def test_from_one_event_to_another_comes_what_lies_between_with_both(ask: Ask) -> None:
    answer = ask("青潮港湾で荷役を終了してから消防に通報するまでの流れを教えてください。")
    rows = [" ".join(row) for row in answer.table.rows] if answer.table else []
    assert len(rows) == 3 and "荷役を終了" in rows[0] and "消防に通報" in rows[-1]


def test_the_heading_that_a_question_names_says_which_list_is_told(ask: Ask) -> None:
    answer = ask("青潮港湾のお知らせの更新履歴を教えてください。")
    rows = [" ".join(row) for row in answer.table.rows] if answer.table else []
    assert len(rows) == 3 and all("クレーン" not in row for row in rows)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("青潮港湾で、消防への通報と岸壁の使用の中止では、どちらが先でしたか。", "先に"),
        ("青潮港湾が消防に通報したのは、岸壁の使用を中止する前ですか、後ですか。", "前です。"),
        ("青潮港湾が岸壁の使用を中止したのは、消防に通報する前でしたか。", "いいえ。"),
    ],
)
def test_of_two_events_it_is_said_which_came_first(ask: Ask, question: str, answered: str) -> None:
    line = first_line(ask(question))
    assert line.startswith(answered) and line.index("16:28") < line.index("17:30")


def test_two_labelled_moments_give_the_time_between_them(ask: Ask) -> None:
    assert first_line(ask("青潮港湾の事故は、発生から鎮火まで何時間何分かかりましたか。")).startswith("1時間45分")


def test_after_an_event_that_no_document_tells_nothing_is_listed(ask: Ask) -> None:
    assert ask("青潮港湾で船長を交代した後に何がありましたか。").status is Status.NOT_FOUND


def test_a_day_of_somebody_that_no_document_has_tells_what_happened_to_no_one_else(ask: Ask) -> None:
    assert ask("2024年8月30日に青潮港湾では何がありましたか。").status is Status.ANSWERED
    assert ask("2024年8月30日に東雲銀行では何がありましたか。").status is Status.NOT_FOUND
