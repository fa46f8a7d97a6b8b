"""What stood on a day, and what is still to be done: told by the documents that say so, by no figure of anything else."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, said

TOWN = """2024年3月20日
架空市

給付金の二重振込について（第2報）

二重に振り込んだ世帯の返還の状況は次のとおりです（3月14日現在）。

返還済み：297世帯
分割で返還中：22世帯
連絡がとれない：23世帯
"""
SHOP = """2024年5月22日
株式会社架空ストア

惣菜の回収について

回収数：260パック
販売数：652パック
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("as_of")
    for name, text in (("town.txt", TOWN), ("shop.txt", SHOP)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=folder / "store")) as store:
        add(store, [folder / "town.txt", folder / "shop.txt"])
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    "question", ["架空市で3月14日時点で連絡がとれない世帯は何世帯ですか。", "3月14日現在、架空市で連絡がとれない世帯は？"]
)
def test_a_day_on_which_things_stood_so_is_no_day_of_the_figure_itself(ask: Ask, question: str) -> None:
    assert "23世帯" in said(ask(question))


def test_a_day_that_no_document_writes_is_refused(ask: Ask) -> None:
    assert ask("架空市で3月12日時点で連絡がとれない世帯は何世帯ですか。").status is Status.NOT_FOUND


def test_what_is_done_is_no_answer_to_what_is_left(ask: Ask) -> None:
    answer = ask("架空ストアの惣菜で、まだ回収していないのは何パックですか。")
    assert answer.status is Status.NOT_FOUND or "260パックです" not in said(answer)
    assert "260パック" in said(ask("架空ストアの惣菜で、回収したのは何パックですか。"))
