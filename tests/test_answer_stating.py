"""Which companies: those whose documents state it, each with its statement, and nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, row_with, rows, said

DOCUMENTS = {
    "asagiri.txt": """2024年3月4日
朝霧野製菓株式会社
「くるみの焼菓子」の自主回収に関するお知らせ

1. 概要
原材料に表示のない落花生が混入したため、2024年3月4日から自主回収を行います。
保健所には3月1日に報告しました。
検査は水瀬野分析株式会社に委託しました。
""",
    "tokiwadai.txt": """2024年5月10日
常盤台製薬株式会社
トキワ錠の自主回収（クラスII）について

1. 経緯
5月7日　厚生労働省に自主回収の着手を届け出
5月9日　県による立入調査
""",
    "hamanasu.txt": """2024年6月20日
株式会社浜茄子旅行
予約サイトへの不正アクセスについて

1. 経緯
6月11日　第三者による不正アクセスを確認
6月13日　個人情報保護委員会に速報
6月14日　観光庁の立入検査
個人情報の漏えいは確認されておりません。
""",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("stating")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, "utf-8")
    with Store.open(Settings(store=folder / "store")) as store:
        add(store, [Path(folder / name) for name in DOCUMENTS])
        yield store


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    return Ask(Answerer(store))


@pytest.mark.parametrize(
    "question",
    ["製品の自主回収を公表した会社はどこですか。", "Which companies recalled products?", "自主回収をした会社をすべて挙げてください。"],
)
def test_every_company_that_states_it_has_one_row(ask: Ask, store: Store, question: str) -> None:
    answer = ask(question)
    assert len(rows(answer)) == 2
    assert "くるみの焼菓子" in row_with(answer, "朝霧野製菓") and "トキワ錠" in row_with(answer, "常盤台製薬")
    assert answer.coverage is not None and (answer.coverage.documents, answer.coverage.with_fact) == (3, 2)
    assert_proved(answer, store)


def test_of_two_things_either_is_enough(ask: Ask) -> None:
    listed = "\n".join(rows(ask("立入検査や立入調査を受けたのはどの組織ですか。")))
    assert "常盤台製薬" in listed and "浜茄子旅行" in listed and "朝霧野製菓" not in listed


def test_an_authority_is_told_in_any_way_but_has_to_be_the_one_asked(ask: Ask) -> None:
    (row,) = rows(ask("個人情報保護委員会に報告したのはどの会社ですか。"))
    assert "浜茄子旅行" in row and "速報" in row


def test_what_is_denied_is_not_stated(ask: Ask) -> None:
    answer = ask("個人情報が漏えいした会社はどこですか。")
    assert "浜茄子旅行" not in "\n".join(rows(answer))


def test_companies_are_counted_as_they_are_listed(ask: Ask) -> None:
    answer = ask("自主回収をした会社は何社ですか。")
    assert said(answer).startswith("2社") and len(rows(answer)) == 2


def test_nobody_stands_in_for_a_company_that_no_document_names(ask: Ask) -> None:
    assert ask("火災が起きた会社はどこですか。").status is Status.NOT_FOUND


def test_the_company_that_did_something_for_another_is_another(ask: Ask) -> None:
    assert "水瀬野分析" in said(ask("朝霧野製菓が検査を委託した会社はどこですか。"))


def test_how_many_companies_there_are_is_not_what_they_are_called(ask: Ask) -> None:
    assert "水瀬野分析" in said(ask("朝霧野製菓の検査の委託先の会社名を教えてください。"))
    assert ask("常盤台製薬の製品の納入先の会社名を教えてください。").status is Status.NOT_FOUND
