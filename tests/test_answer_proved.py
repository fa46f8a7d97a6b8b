"""What an answer quotes beside a total, and the lengths in days that it computes, stand the check of every figure and date."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from answer.wording import Wording
from core.settings import Settings
from eval import grounding
from index.store import Store
from tests.asking import Ask, add, first_line

COLLEGE = """2023年4月7日
学校法人松風学園　松風短期大学

本学メールアカウントへの不正アクセスについて

■ 閲覧された可能性のある個人情報
学生　　　　　 1,204名（氏名、学籍番号を含む）
受験生　　　　   310名（氏名、出身高校）
学外の研究者   86名（氏名、所属）
合計　　　　　 1,600名
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("proved")
    for name, text in {"college.txt": COLLEGE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=folder / "store")) as opened:
        add(opened, sorted(folder.glob("*.*")))
        yield opened


@pytest.fixture
def ask(store: Store) -> Ask:
    return Ask(Answerer(store))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("松風短期大学で閲覧された可能性のある個人情報は合計何名分ですか。", "1,600名"),
        ("How many people's personal information in total may have been viewed at 松風短期大学?", "1,600"),
    ],
)
def test_every_figure_and_date_that_is_shown_is_proved(ask: Ask, store: Store, question: str, said: str) -> None:
    answer = ask(question)
    assert said in first_line(answer)
    assert [finding for finding in grounding.check(answer, store.disclosure) if not finding.held] == []


def test_a_length_in_days_is_not_written_as_a_day_of_the_month() -> None:
    assert Wording("ja").days(21) == "21日間"
    assert (Wording("en").days(1), Wording("en").days(21)) == ("1 day", "21 days")
