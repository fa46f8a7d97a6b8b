"""Follow-ups, days of incidents, premises and the time between events, asked of small disclosures."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, derived, first_line, rows, said

WATER = """令和6年5月20日
若葉水道株式会社

送水管の破損による断水について（最終報）

令和6年5月7日に発生した送水管の破損による断水につきまして、下記のとおりご報告いたします。

■断水の時間
2024年5月7日 6時10分～14時25分

■影響戸数（確定値）
| 地区 | 断水 | 濁水 |
| --- | --- | --- |
| 緑原町 | 3,120戸 | 410戸 |
| 赤根町 | 1,845戸 | 96戸 |
| 計 | 4,965戸 | 506戸 |

病院への給水に影響はありませんでした。

■経過
５月７日　　６：１０　送水管の圧力が低下し、警報が作動
　　　　　　６：４５　緊急の給水車を派遣
　　　　　１４：２５　断水の解消を確認
５月８日　　９：００　県へ報告

■再発防止策
① 老朽化した送水管を2025年3月末までに更新する
② 圧力の監視を24時間体制とする
"""


RECALL = """令和5年9月1日
白樺乳業株式会社

乳飲料の自主回収について

## 対象の製品

| 製品 | ロット | 出荷数 | 回収数 |
| --- | --- | --- | --- |
| いちごミルク | SB23A-1 | 1,240本 | 985本 |
| コーヒーミルク | SB23A-2 | 2,310本 | 1,702本 |

異物が入っていたとのお申し出は6名、合計13,800円分です。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("followup")
    (folder / "water.md").write_text(WATER, encoding="utf-8")
    (folder / "dairy.md").write_text(RECALL, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


@pytest.mark.parametrize("text", ["赤根町だとどうですか。", "赤根町は？", "では、赤根町では？"])
def test_another_row_is_answered_with_the_same_kind_of_value(ask: Ask, text: str) -> None:
    answer = ask(text, "若葉水道で緑原町の断水は何戸でしたか。")
    assert "1,845戸" in first_line(answer) and "96戸" not in answer.text
    assert "若葉水道" in answer.text.splitlines()[-1] and "断水" in answer.text.splitlines()[-1]


def test_another_value_is_asked_of_the_row_that_was_named_last(ask: Ask) -> None:
    answer = ask("濁水は何戸ですか。", "若葉水道で緑原町の断水は何戸でしたか。", "赤根町だと？")
    assert "96戸" in first_line(answer) and "410戸" not in answer.text
    assert "赤根" in answer.text.splitlines()[-1]


def test_a_row_that_no_document_names_gets_no_other_rows_figure(ask: Ask) -> None:
    answer = ask("青柳町は？", "若葉水道で緑原町の断水は何戸でしたか。")
    assert answer.status is Status.NOT_FOUND


def test_of_what_was_answered_a_part_is_asked_in_the_same_row(ask: Ask) -> None:
    answer = ask("そのうち、回収できたのは？", "白樺乳業のロットSB23A-1は何本出荷されましたか。")
    assert "985本" in first_line(answer) and "1,702本" not in answer.text


def test_another_code_replaces_the_first(ask: Ask) -> None:
    answer = ask("SB23A-2だと？", "白樺乳業のロットSB23A-1は何本出荷されましたか。")
    assert "2,310本" in first_line(answer) and "1,240本" not in answer.text


def test_the_next_day_counts_from_the_day_asked_before(ask: Ask) -> None:
    answer = ask("その翌日は？", "若葉水道では2024年5月7日に何がありましたか。")
    assert "県へ報告" in answer.text and "給水車" not in answer.text


def test_a_month_without_a_year_is_that_of_the_document(ask: Ask) -> None:
    answer = ask("若葉水道では5月のうちに何がありましたか。")
    assert "給水車" in answer.text and "県へ報告" in answer.text


@pytest.mark.parametrize(
    "question", ["2024年5月の断水の再発防止策は？", "What is 若葉水道 doing to prevent another water outage like the one of May 2024?"]
)
def test_a_day_says_after_which_incident_measures_are_taken(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED and "送水管を2025年3月末までに更新" in answer.text


def test_measures_after_an_incident_of_another_month_are_refused(ask: Ask) -> None:
    assert ask("若葉水道の2024年8月の断水の再発防止策は？").status is Status.NOT_FOUND


def test_what_is_only_supposed_is_denied_with_the_documents_words(ask: Ask) -> None:
    answer = ask("若葉水道では病院への給水にも影響が出たそうですが、何件でしたか。")
    assert answer.status is Status.ANSWERED and "「病院への給水に影響はありませんでした。」" in answer.text


@pytest.mark.parametrize("question", ["若葉水道の断水は警報が作動してから解消まで何時間かかりましたか。"])
def test_the_time_from_one_event_to_another_is_computed_from_both(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "8時間15分" in first_line(answer) and derived(answer)
    assert_proved(answer, ask.answerer._store)


def test_the_time_to_an_event_that_is_not_told_is_not_computed(ask: Ask) -> None:
    assert "時間15分" not in ask("若葉水道で警報が作動してから社長の辞任まで何時間かかりましたか。").text


def test_the_events_of_a_day_are_told_in_their_order(ask: Ask) -> None:
    answer = ask("若葉水道の2024年5月7日の動きを時刻順に並べてください。")
    told = [row for row in rows(answer) if "5月7日" in row or "6:" in row or "14:" in row]
    words = "".join(told) + said(answer)
    assert words.index("警報") < words.index("給水車") < words.index("解消")


def test_two_figures_that_are_asked_for_are_both_said(ask: Ask) -> None:
    answer = ask("白樺乳業で異物のお申し出は何名、いくら分ですか。")
    assert "6名" in answer.text and "13,800円" in answer.text
