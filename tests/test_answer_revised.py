"""How far a figure moved between two reports of one matter or by a correction, and what is added up of corrected figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, derived, first_line

NOODLES = """2024年3月21日
株式会社丸芽食品
（訂正）「乾めん」の自主回収について

3月7日に公表しました内容に誤りがありましたので、訂正します。

1　訂正の内容

　項目　　　　　　　｜当初公表（誤）　　　｜今回（正）
　対象数量　　　　　｜4,500袋　　　　　　｜6,250袋
　うち販売済み　　　｜3,100袋　　　　　　｜4,020袋
"""

TRAM = """2024年9月13日
小柳電気軌道株式会社
（訂正）「運賃の過大収受について」の件数及び金額の訂正について

1. 訂正の内容
　(1) 南線の利用者の件数
　　　誤：210件
　　　正：245件
　(2) 合計の利用者の件数
　　　誤：730件
　　　正：765件
　(3) 合計の過大収受額
　　　誤：91,000円
　　　正：98,200円
"""

LETTERS = """# 不正アクセスに関する調査結果（第三報・最終）

2023年12月15日
株式会社千草メール

第二報では委託元7社、合計41,300件としていましたが、調査の結果、委託元9社、合計52,800件となりました。
"""

PORTAL = """# 会員サイトへの不正アクセスに関するご報告（最終報）

2024年12月18日
株式会社灘見モール

## 1. 何が起きたか

攻撃者は約90万回のログインを試み、3,742件のアカウントで成功しました。第1報では「最大4,100件」とお知らせしていましたが、重複を除いた確定値に改めます。

## 2. お問い合わせ

お客様相談室　0120-000-111
"""

FIRST = """2024年10月7日
梓通信株式会社

光回線サービス「あずさ光」の通信障害について（第1報）

1．影響の状況
　回線数　　約5万2千回線
"""

LAST = """2024年10月25日
梓通信株式会社

光回線サービス「あずさ光」の通信障害について（最終報）

■影響回線数（確定値）

| 地域 | 回線数 |
|---|---|
| 北町 | 39,870回線 |
| 南町 | 8,345回線 |
| 合計 | 48,215回線 |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("revised")
    texts = {"noodles.txt": NOODLES, "tram.txt": TRAM, "letters.md": LETTERS, "portal.md": PORTAL, "first.txt": FIRST, "last.md": LAST}
    files: list[Path] = []
    for name, text in texts.items():
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    with Store(Settings(store=folder / "store")) as store:
        add(store, files)
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    ("question", "difference"),
    [
        ("丸芽食品が回収する袋の数は、最初の発表からどれだけ増えましたか。", "1,750袋"),
        ("丸芽食品の販売済みの袋の数は、訂正前と訂正後で何袋違いますか。", "920袋"),
        ("小柳電気軌道の南線の件数は、訂正で何件増えましたか。", "35件"),
        ("千草メールの件数は、第二報から最終報告でどれだけ増えましたか。", "11,500件"),
        ("How far did the number of accounts at 灘見モール drop between the first and the final report?", "358 cases"),
        ("あずさ光の影響回線数は、最初の発表と確定値とでどれだけ違いますか。", "約3,785回線"),
    ],
)
def test_a_figures_two_versions_are_set_against_each_other(ask: Ask, question: str, difference: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert difference in first_line(answer)
    assert difference in derived(answer)
    assert_proved(answer, ask.answerer._store)


def test_another_report_than_the_one_stated_is_not_taken_for_it(ask: Ask) -> None:
    assert ask("千草メールの件数は、第一報から最終報告でどれだけ増えましたか。").status is Status.NOT_FOUND


def test_what_was_said_before_and_what_is_said_now_are_never_added_up(ask: Ask) -> None:
    answer = ask("小柳電気軌道の利用者の件数は、訂正後の数字で合計何件ですか。")
    assert "765件" in first_line(answer)
    assert not any(number in first_line(answer) for number in ("730", "1,950", "1,010", "455"))
