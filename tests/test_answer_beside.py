"""A figure that stands near what is asked, but is of something else, is no answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, first_line, said

BANK = """\
2024年5月10日
株式会社葉月銀行
手数料の二重引落しについて(お詫び)

| 料金の種類 | 二重引落し 件数 | 二重引落し 金額 | 返金の状況 返金済 | 返金の状況 未返金 |
|---|---|---|---|---|
| 電話料金 | 120件 | 48万円 | 111件 | 9件 |
| 新聞料金 | 80件 | 21万円 | 76件 | 4件 |

| 区分 | 取引先 |
|---|---|
| 印刷 | 3社 |

再発防止策
会員の登録を、担当と承認の3人で行います。
"""


PUMP = """\
2024年6月3日
株式会社みずえ機器
送液ポンプの改修について

国内でこれまでに停止の報告が7件あり、健康被害はありません。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("beside")
    (folder / "bank.md").write_text(BANK, encoding="utf-8")
    (folder / "pump.txt").write_text(PUMP, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


def test_a_column_of_the_row_that_is_not_asked_is_no_answer(ask: Ask) -> None:
    assert ask("葉月銀行の電話料金の未返金9件は、金額にするといくらですか。").status is Status.NOT_FOUND


def test_the_column_that_is_asked_is_the_answer(ask: Ask) -> None:
    assert first_line(ask("葉月銀行の電話料金の未返金は何件ですか。")).startswith("9件")


def test_everyday_words_find_the_column(ask: Ask) -> None:
    assert first_line(ask("葉月銀行が電話料金でまだお金を返せていないのは何件ですか。")).startswith("9件")


def test_how_many_do_it_is_no_count_of_what_is_done(ask: Ask) -> None:
    answer = ask("葉月銀行では、いま何人が会員登録していますか。")
    assert answer.status is Status.NOT_FOUND or "3人" not in said(answer)


def test_which_companies_is_not_answered_with_how_many(ask: Ask) -> None:
    answer = ask("葉月銀行の印刷の取引先の社名を教えてください。")
    assert answer.status is Status.NOT_FOUND or not first_line(answer).startswith("3社")


def test_of_what_kind_is_not_answered_with_how_many(ask: Ask) -> None:
    answer = ask("葉月銀行の印刷の取引先はどんな会社ですか。")
    assert answer.status is Status.NOT_FOUND or not first_line(answer).startswith("3社")


def test_what_the_title_says_need_not_stand_in_each_sentence(ask: Ask) -> None:
    assert first_line(ask("みずえ機器の送液ポンプが止まったという報告は何件ですか。")).startswith("7件")
