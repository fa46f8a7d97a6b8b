"""Tables asked for as a whole: which column is meant, though no row of it says all that is asked; what is left, how long each row took."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, derived, first_line, row_with, rows, said

LETTERS = """2024年5月13日
翠嶺信託銀行株式会社

「運用報告書」の誤送付について

１．概要
　4月2日に発送した運用報告書9,100通のうち、60通について、他のお客さまの分が封入されておりました。内訳は次のとおりです。
　　（ア）投資信託口座　　　　　　　　４１通
　　（イ）年金（企業型）　　　　　　　１２通
　　（ウ）年金（個人型）　　　　　　　　７通

２．回収の状況
　　回収を終えたもの　　　　　　　　　　５５通
　　ご連絡がとれていないもの　　　　　　　５通

３．原因の区分
ア　宛名を、古い名簿から写したもの　48通
イ　封筒を二度使ったもの　12通
"""

POWER = """# 氷見沢データセンターの給電停止について

2024年7月30日
氷見沢データ株式会社

## 影響を受けたサーバー室

| 棟 | 室 | 停止ラック数 | 給電停止 | 給電再開 |
|:--|:--|--:|:-:|:-:|
| 東棟 | E-1 | 0 | — | — |
| 東棟 | E-2 | 44 | 14:32 | 16:07 |
| 西棟 | W-1 | 160 | 14:32 | 19:45 |
| 西棟 | W-2 | 96 | 23:35 | 0:10 |
"""

REFUNDS = """<html><body><p>令和5年4月18日<br>株式会社桧原銀行</p><h1>口座振替の二重引落しについて</h1><h2>件数</h2><table>
<tr><th>料金の種類</th><th>対象の件数</th><th>返金済の件数</th></tr>
<tr><td>電気</td><td>340件</td><td>324件</td></tr><tr><td>水道</td><td>290件</td><td>281件</td></tr>
<tr><td>合計</td><td>630件</td><td>605件</td></tr></table>
<h2>復旧</h2><table><tr><th>地域</th><th>復旧時刻</th></tr>
<tr><td>北町</td><td>20時31分</td></tr><tr><td>南沢町</td><td>19時58分</td></tr></table></body></html>"""

FARES = """2022年11月30日
青葉坂電鉄株式会社

通学定期運賃の誤収受について

１　多くいただいていた枚数と金額
年度	枚数	金額
2019年度	412枚	1,236,400円
2020年度	738枚	2,305,900円
2021年度	905枚	2,871,300円
計	2,055枚	6,413,600円
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("grids")
    texts = {"letters.txt": LETTERS, "power.md": POWER, "refunds.html": REFUNDS, "fares.txt": FARES}
    files: list[Path] = []
    for name, text in texts.items():
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    with Store(Settings(store=folder / "store")) as store:
        add(store, files)
        yield Ask(Answerer(store))


def test_the_least_of_a_marked_list_is_named_by_its_own_label(ask: Ask) -> None:
    answer = ask("翠嶺信託銀行の誤送付で、通数が一番少なかったのはどの種類の口座ですか。")
    assert "年金(個人型)で、7通" in first_line(answer)
    assert_proved(answer, ask.answerer._store)


def test_a_marked_list_is_added_up_under_the_sentence_that_announces_it(ask: Ask) -> None:
    answer = ask("翠嶺信託銀行が別のお客さまに送った報告書は、種類を合わせると何通ですか。")
    assert "合計60通" in said(answer)
    assert "60通" in derived(answer)


def test_descriptions_with_their_figures_are_told_each(ask: Ask) -> None:
    answer = ask("翠嶺信託銀行で、古い名簿の宛名を写したものと封筒を二度使ったものは、それぞれ何通ですか。")
    assert "48通" in row_with(answer, "古い名簿")
    assert "12通" in row_with(answer, "封筒")


def test_the_year_of_the_largest_amount_is_said_with_it(ask: Ask) -> None:
    answer = ask("青葉坂電鉄の金額が一番多かったのは何年度で、いくらですか。")
    assert "2021年度" in first_line(answer)
    assert "2,871,300円" in first_line(answer)


def test_what_is_left_is_the_whole_without_what_is_done(ask: Ask) -> None:
    answer = ask("桧原銀行の二重引落しで、まだ返金が残っているのは何件ですか。")
    assert "25件" in first_line(answer)
    assert derived(answer)["25件"]


def test_what_is_left_of_the_row_that_is_named(ask: Ask) -> None:
    assert "16件" in first_line(ask("桧原銀行の二重引落しで、電気料金の返金がまだ残っているのは何件ですか。"))


def test_the_earliest_time_of_day_is_said_with_its_row(ask: Ask) -> None:
    answer = ask("桧原銀行で、いちばん早く復旧したのはどの地域で、何時ですか。")
    assert "南沢町で、19時58分" in first_line(answer)


def test_the_longest_row_is_computed_from_its_start_and_end(ask: Ask) -> None:
    answer = ask("Which server room of 氷見沢データ was without power the longest, and for how long?")
    assert "W-1" in first_line(answer)
    assert "5 hours 13 minutes" in first_line(answer)
    assert "5 hours 13 minutes" in derived(answer)
    assert_proved(answer, ask.answerer._store)


def test_a_row_named_by_a_code_is_as_long_as_from_its_start_to_its_end(ask: Ask) -> None:
    assert "1時間35分" in first_line(ask("氷見沢データのE-2室は何時間止まっていましたか。"))


def test_an_end_past_midnight_is_of_the_day_after(ask: Ask) -> None:
    assert "35分間" in first_line(ask("氷見沢データで給電停止の時間がいちばん短かったのはどの室ですか。"))


def test_what_no_table_of_the_document_is_about_is_refused(ask: Ask) -> None:
    assert ask("翠嶺信託銀行の誤送付で、罰金が一番少なかったのはどの口座ですか。").status is Status.NOT_FOUND
    assert not rows(ask("氷見沢データで給油の時間がいちばん短かったのはどの室ですか。"))
