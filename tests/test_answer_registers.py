"""A list of what several companies published is counted by company and words, its first and last rows are told, and whose a row is."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, cited, first_line, said

NOTICES = """# 各社における事案の公表状況

第12回監視専門会合
事務局提出資料
2024年6月14日

各社の公表状況は以下のとおり。

| 事業者名 | 公表日 | 掲載箇所 | タイトル | 補足 |
|---|---|---|---|---|
| 青嶺ガス株式会社 | 2024年2月5日 | トップページ/お知らせ | 検針データの取扱いに関する報告の受領について | 一部画面の閲覧 |
| 青嶺ガス株式会社 | 2024年3月8日 | トップページ/プレスリリース | 検針データの取扱いに関する調査結果について | 3画面での新たな閲覧 |
| 青嶺ガス株式会社 | 2024年5月20日 | トップページ/プレスリリース | 業務改善計画の提出について | 再掲 |
| 汐見ガス株式会社 | 2024年1月22日 | 企業情報/お知らせ | 開栓情報の取扱いに関する報告の受領について | 受領の公表 |
| 汐見ガス株式会社 | 2024年5月20日 | 企業情報/お知らせ | 業務改善計画の提出について | - |
"""

CASES = """# お客さま情報の閲覧に関する報告

2024年3月8日
青嶺ガス株式会社

## 事案① 検針管理システム

検針管理システムの画面で、他社のお客さま情報が閲覧可能でした。

## 事案② 開栓受付システム

開栓受付システムの画面で、他社のお客さま情報が閲覧可能でした。
"""

COMMITTEE = """# 過大請求に関する調査結果について

2024年5月28日
株式会社汐見製作所

当社は、過大請求が判明したため、3月1日に特別調査委員会（委員長：弁護士 鷺沢 伸）を設置して調査してまいりました。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("registers")
    (folder / "notices.md").write_text(NOTICES, encoding="utf-8")
    (folder / "cases.md").write_text(CASES, encoding="utf-8")
    (folder / "committee.md").write_text(COMMITTEE, encoding="utf-8")
    with Store(Settings(store=folder / "store")) as store:
        add(store, [folder / "notices.md", folder / "cases.md", folder / "committee.md"])
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("公表状況の一覧で、青嶺ガスの公表は何件載っていますか。", "3件"),
        ("How many publications does the list give for 汐見ガス?", "2 cases"),
        ("一覧には何社の公表が載っていますか。", "2社"),
        ("一覧で業務改善計画の提出についての公表は何件ありますか。", "2件"),
    ],
)
def test_the_rows_of_a_list_of_publications_are_counted_by_company_and_by_what_they_say(ask: Ask, question: str, counted: str) -> None:
    answer = ask(question)
    assert said(answer).startswith(counted)
    assert_proved(answer, ask.answerer._store)


def test_what_no_row_of_the_list_says_is_not_counted(ask: Ask) -> None:
    assert ask("一覧で行政処分についての公表は何件ありますか。").status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    ["公表状況の一覧の中で最も早い公表はどの会社のいつのものですか。", "Which company's publication is the earliest in the list?"],
)
def test_the_first_publication_of_a_list_is_told_with_its_company_and_day(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "汐見ガス" in first_line(answer) and ("2024年1月22日" in first_line(answer) or "22 Jan 2024" in first_line(answer))
    assert "青嶺ガス" not in answer.text
    assert_proved(answer, ask.answerer._store)


def test_words_quoted_from_a_row_tell_whose_publication_it_is_and_of_when(ask: Ask) -> None:
    answer = ask("一覧で「3画面での新たな閲覧」とされている公表はどの会社のいつのものですか。")
    assert "2024年3月8日" in first_line(answer) and "青嶺ガス" in first_line(answer)
    assert any("3画面での新たな閲覧" in quote for quote in cited(answer, answer.text))
    assert_proved(answer, ask.answerer._store)


def test_words_that_stand_in_no_row_tell_of_no_publication(ask: Ask) -> None:
    assert "2024年3月8日" not in ask("一覧で「9画面での新たな閲覧」とされている公表はどの会社のいつのものですか。").text


def test_where_a_publication_stands_on_the_site_is_the_cell_under_that_heading(ask: Ask) -> None:
    answer = ask("青嶺ガスの2月5日の資料は、サイトのどこに掲載されていますか。")
    assert "トップページ/お知らせ" in first_line(answer)
    assert_proved(answer, ask.answerer._store)


@pytest.mark.parametrize("question", ["監視専門会合の資料は、いつの会合のものですか。", "第12回監視専門会合の資料はいつのものですか。"])
def test_a_paper_of_a_meeting_is_of_the_day_that_it_bears(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "2024年6月14日" in first_line(answer)
    assert_proved(answer, ask.answerer._store)


def test_a_paper_that_no_document_is_has_no_day(ask: Ask) -> None:
    assert ask("取締役会の資料はいつのものですか。").status is Status.NOT_FOUND


@pytest.mark.parametrize("question", ["青嶺ガスの資料で報告されている事案は何件ですか。", "How many cases does 青嶺ガス report?"])
def test_the_cases_that_a_document_numbers_are_counted(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert said(answer).startswith(("2件", "2 cases"))
    assert "事案①" in answer.text and "事案②" in answer.text
    assert_proved(answer, ask.answerer._store)


def test_words_beside_a_value_are_cited_where_they_stand(ask: Ask) -> None:
    answer = ask("汐見製作所の特別調査委員会の委員長は誰ですか。")
    assert "鷺沢 伸" in first_line(answer)
    assert "特別調査委員会" not in said(answer) or any("特別調査委員会" in quote for quote in cited(answer, answer.text))
    assert_proved(answer, ask.answerer._store)
