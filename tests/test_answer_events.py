"""What happened when: on a date, before and after one, in order."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Answer, Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, cited, derived, row_with, rows, said

ON_4_DECEMBER = ["2023年12月4日に何がありましたか。", "What happened on 4 December 2023?", "令和5年12月4日に何がありましたか。"]


@pytest.mark.parametrize("question", ON_4_DECEMBER)
def test_a_date_brings_what_every_document_states_for_it(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED and len(rows(answer)) == 2
    assert "報告徴収" in row_with(answer, "青嶺ガス") and "緊急点検" in row_with(answer, "汐見ガス")


@pytest.mark.parametrize("question", ON_4_DECEMBER)
def test_every_row_of_a_date_is_cited_with_the_words_that_it_says(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "報告徴収" in "".join(cited(answer, row_with(answer, "青嶺ガス")))
    assert "緊急点検" in "".join(cited(answer, row_with(answer, "汐見ガス")))


def test_a_day_whose_year_stands_above_it_is_found_by_its_full_date(ask: Ask) -> None:
    answer = ask("2023年12月18日に何がありましたか。")
    assert "閲覧権限を停止" in row_with(answer, "青嶺ガス")
    assert "2023年12月18日" in derived(answer)


def test_a_day_whose_year_stands_above_it_is_not_found_in_another_year(ask: Ask) -> None:
    assert ask("2024年12月18日に何がありましたか。").status is Status.NOT_FOUND


@pytest.mark.parametrize("question", ["2024年2月15日に何がありましたか。", "What happened on 15 February 2024?"])
def test_a_date_on_which_nothing_is_stated_is_refused(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_FOUND and not rows(answer)


def test_a_refused_date_comes_with_the_nearest_dates_cited(ask: Ask) -> None:
    answer = ask("2024年2月15日に何がありましたか。")
    nearest = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert nearest and "2024年2月1日" in nearest[0]
    assert all(cited(answer, line) for line in nearest)


def test_a_date_asked_of_one_company_brings_no_other_companys_events(ask: Ask) -> None:
    answer = ask("2023年12月4日に汐見ガスで何がありましたか。")
    assert "緊急点検" in said(answer) and "報告徴収" not in said(answer)


def test_a_date_on_which_only_another_company_has_an_event_is_refused(ask: Ask) -> None:
    assert ask("2023年12月18日に汐見ガスで何がありましたか。").status is Status.NOT_FOUND


@pytest.mark.parametrize("question", ["2023年12月4日より前に何がありましたか。", "What happened before 4 December 2023?"])
def test_before_a_date_leaves_out_the_date_and_what_follows(ask: Ask, question: str) -> None:
    (row,) = rows(ask(question))
    assert "社内の点検" in row


@pytest.mark.parametrize("question", ["2024年2月1日以降に何がありましたか。", "What happened from 1 February 2024?"])
def test_from_a_date_on_holds_the_date_itself(ask: Ask, question: str) -> None:
    listed = "\n".join(rows(ask(question)))
    assert "調査結果をガス取引監督庁に報告" in listed and "ATM" in listed and "遮断" not in listed


def test_a_month_brings_every_day_of_it(ask: Ask) -> None:
    assert len(rows(ask("2023年12月に何がありましたか。"))) == 3


def test_a_timeline_is_in_the_order_of_dates_whatever_document_they_come_from(ask: Ask) -> None:
    answer = ask("2023年11月以降の経緯を時系列で教えてください。")
    listed = "\n".join(rows(answer))
    order = ["社内の点検", "報告徴収", "12月18日", "遮断", "調査結果をガス取引監督庁に報告"]
    assert [listed.index(words) for words in order] == sorted(listed.index(words) for words in order)


def test_a_timeline_of_one_company_holds_all_of_it_and_nothing_else(ask: Ask) -> None:
    answer = ask("青嶺ガスの経緯を時系列で教えてください。")
    assert len(rows(answer)) == 4 and "汐見ガス" not in said(answer)


def test_dates_in_english_are_said_in_english(ask: Ask) -> None:
    answer = ask("What happened on 18 December 2023?")
    assert answer.language == "en" and "18 Dec 2023" in row_with(answer, "青嶺ガス")


@pytest.mark.parametrize("question", [*ON_4_DECEMBER, "2024年2月15日に何がありましたか。", "青嶺ガスの経緯を時系列で教えてください。"])
def test_events_are_proved(ask: Ask, disclosures: Store, question: str) -> None:
    assert_proved(ask(question), disclosures)


@pytest.mark.parametrize("question", ["2023年12月18日より後に何がありましたか。", "What happened after 18 December 2023?"])
def test_after_a_date_leaves_out_the_date_itself(ask: Ask, question: str) -> None:
    listed = "\n".join(rows(ask(question)))
    assert "遮断" in listed and "閲覧権限を停止" not in listed


@pytest.mark.xfail(reason="a stated period that holds the year asked for is not taken for it")
def test_a_year_within_a_stated_period_is_answered_from_the_period(ask: Ask) -> None:
    assert "2019年4月1日～2023年11月30日" in said(ask("検針管理システムは2020年に閲覧可能でしたか。"))


def test_a_year_outside_every_stated_period_is_refused(ask: Ask) -> None:
    assert ask("検針管理システムは2018年に閲覧可能でしたか。").status is Status.NOT_FOUND


# --- around an event ---

FERRY = """2024年5月2日
青潮汽船株式会社

運航の乱れについて

1. 経緯
2024年4月22日　通常の運航を再開しました。
2024年4月21日　表示の遅れを確認しました。
2024年4月25日　原因を特定しました。
2024年4月23日　監督庁に報告しました。

2. 監視装置の入れ替え
2024年9月30日　監視装置を入れ替えます。
2024年3月1日　旧監視装置を入れ替えました。

3. 対策
操作の手順を改めました。【2024年2月実施済】
点検の担当を増やします。【2024年8月予定】
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    file = tmp_path_factory.mktemp("ferry") / "ferry.txt"
    file.write_text(FERRY, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, [file])
        yield Ask(Answerer(store))


def days(answer: Answer) -> list[str]:
    """The first cells of an answer's table."""
    return [row[0] for row in answer.table.rows] if answer.table else []


def test_after_an_event_comes_what_is_dated_later(ferry: Ask) -> None:
    assert days(ferry("監督庁に報告した後に何がありましたか。")) == ["2024年4月25日", "2024年9月30日"]


def test_before_an_event_comes_what_is_dated_earlier(ferry: Ask) -> None:
    assert days(ferry("監督庁に報告する前に何がありましたか。")) == ["2024年3月1日", "2024年4月21日", "2024年4月22日"]


@pytest.mark.parametrize(
    ("relation", "listed"), [("after", ["22 Apr 2024", "23 Apr 2024", "25 Apr 2024", "30 Sep 2024"]), ("before", ["1 Mar 2024"])]
)
def test_an_event_in_an_english_question_counts_too(ferry: Ask, relation: str, listed: list[str]) -> None:
    assert days(ferry(f"What happened {relation} the delay was confirmed?")) == listed


def test_the_event_that_is_counted_from_is_said_first_with_its_day(ferry: Ask) -> None:
    answer = ferry("監督庁に報告した後に何がありましたか。")
    line = answer.text.splitlines()[0]
    assert line.startswith("2024年4月23日") and "2024年4月23日　監督庁に報告しました。" in cited(answer, line)


def test_after_an_event_that_no_document_tells_nothing_is_listed(ferry: Ask) -> None:
    answer = ferry("船体を塗装した後に何がありましたか。")
    assert answer.status is Status.NOT_FOUND and not days(answer)


@pytest.mark.parametrize(
    "question",
    [
        "監督庁に報告した後の経緯は？",
        "監督庁への報告後の動きを教えてください。",
    ],
)
def test_the_course_of_events_after_an_event_is_what_is_dated_later(ferry: Ask, question: str) -> None:
    assert days(ferry(question)) == ["2024年4月25日", "2024年9月30日"]


def test_after_an_event_that_is_told_by_its_day_comes_what_is_dated_later(ferry: Ask) -> None:
    assert days(ferry("4月23日に監督庁に報告したあとに何がありましたか。")) == ["2024年4月25日", "2024年9月30日"]


def test_until_a_date_holds_the_date_itself(ferry: Ask) -> None:
    assert days(ferry("2024年4月22日以前に何がありましたか。")) == ["2024年3月1日", "2024年4月21日", "2024年4月22日"]


# --- in order ---


def test_dated_statements_stand_in_the_order_of_their_days(ferry: Ask) -> None:
    answer = ferry("青潮汽船の経緯を時系列で教えてください。")
    assert days(answer) == ["2024年4月21日", "2024年4月22日", "2024年4月23日", "2024年4月25日"]


@pytest.mark.parametrize("question", ["2024年2月に何がありましたか。", "2024年8月に何がありましたか。"])
def test_an_entry_that_says_only_that_something_is_done_or_planned_tells_nothing(ferry: Ask, question: str) -> None:
    assert ferry(question).status is Status.NOT_FOUND


# --- plans ---


def test_a_plan_lies_ahead_of_its_documents_day(ferry: Ask) -> None:
    text = said(ferry("監視装置の入れ替えの予定はいつですか。"))
    assert text.startswith("2024年9月30日") and "2024年3月1日" not in text


def test_a_day_that_lies_behind_is_no_plan(ferry: Ask) -> None:
    assert ferry("原因を特定する予定はいつですか。").status is Status.NOT_FOUND


def test_what_is_not_asked_as_a_plan_may_lie_behind(ferry: Ask) -> None:
    assert said(ferry("原因が特定されたのはいつですか。")).startswith("2024年4月25日")


@pytest.mark.xfail(reason="a question that names a cause is taken for one that asks why, whatever it asks")
@pytest.mark.parametrize("question", ["原因はいつ特定されましたか。", "What happened after the cause was identified?"])
def test_a_question_that_names_a_cause_may_ask_when(ferry: Ask, question: str) -> None:
    assert ferry(question).status is Status.ANSWERED
