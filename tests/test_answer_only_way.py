"""How to reach a company, where its documents state one way only; and no number to call for what is not asked of one."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, said

CLOUD = """2024年10月12日
架空クラウド株式会社

ストレージ障害について

10月9日にストレージの障害が発生しました。ステータスページに第一報を掲載しました。

状況の掲載先：https://status.kakuu.example/1009
"""
TOWN = """2024年7月3日
架空町教育委員会

学校給食への異物の混入について

給食に金属片が混入していました。

連絡先　架空町教育委員会 学校教育課 給食係　電話 000-985-0077
個人情報について　電話 000-985-0078
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("only_way")
    for name, text in (("cloud.txt", CLOUD), ("town.txt", TOWN)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=folder / "store")) as store:
        add(store, [folder / "cloud.txt", folder / "town.txt"])
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    "question", ["架空クラウドの障害の状況が見られるページのURLは？", "架空クラウドの障害はどのページで見られますか。"]
)
def test_the_one_address_that_is_stated_is_given(ask: Ask, question: str) -> None:
    assert "https://status.kakuu.example/1009" in said(ask(question))


def test_the_one_address_is_no_answer_to_one_for_what_no_document_speaks_of(ask: Ask) -> None:
    assert ask("架空クラウドの株主総会の動画のURLは？").status is Status.NOT_FOUND


def test_of_several_numbers_none_is_taken_for_the_one(ask: Ask) -> None:
    answer = ask("架空町教育委員会の株主専用ダイヤルは何番ですか。")
    assert "000-985" not in said(answer).split("\n")[0]


def test_a_number_to_call_answers_no_question_for_anything_else(ask: Ask) -> None:
    assert "000-985" not in said(ask("架空町教育委員会の給食に入っていた金属片は何だったのですか。")).split("\n")[0]
