"""Until when and since when: ends and starts that a document marks, and statements that there is none yet."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, first_line

GRANT = """令和5年2月17日
一般社団法人浜千鳥観光協議会

補助金の不適正な受給と返還について

当協議会が交付を受けた補助金について、不適正な申請が判明しました。

■経緯
令和4年6月　県の検査で指摘を受ける
令和4年12月　調査チームが報告書を提出

■返還
県の返還命令(令和5年2月6日付け)に基づき、補助金1,386万円を令和5年3月31日までに返還します。
"""
STEEL = """2023年3月1日
夕凪金属株式会社

出荷停止について

継目無鋼管の出荷は、2023年3月13日から再開する予定です。
特殊線材については、集計の漏れが2月22日に判明しました。特殊線材の再開時期は未定です。
お申し出の期限は設けません。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("ends")
    for name, text in {"grant.txt": GRANT, "steel.txt": STEEL}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


def test_until_when_is_answered_with_a_day_that_is_an_end(ask: Ask) -> None:
    answer = ask("それはいつまで？", "浜千鳥観光協議会は補助金を返還しますか。")
    assert first_line(answer).startswith("令和5年3月31日")


def test_a_day_that_is_not_decided_is_said_to_be_so(ask: Ask) -> None:
    assert "未定" in first_line(ask("夕凪金属の特殊線材の出荷はいつ再開しますか。"))
    assert "2023年3月13日" in first_line(ask("夕凪金属の継目無鋼管の出荷はいつ再開しますか。"))


def test_a_deadline_that_is_not_set_is_said_to_be_none(ask: Ask) -> None:
    assert "設けません" in first_line(ask("夕凪金属への申し出はいつまでにすればよいですか。"))


def test_a_remark_names_only_what_the_answer_took_over(ask: Ask) -> None:
    answer = ask("では、特殊線材は？", "夕凪金属の継目無鋼管の出荷はいつ再開しますか。")
    remark = answer.text.rsplit("*", 2)[1]
    assert "夕凪金属" in remark and "特殊線材" not in remark
