"""What a sentence calls the largest, beside tables of other things; rows that are called like companies; measures of each kind."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, first_line, rows, said

FERRY = """2024年8月20日
明星フェリー株式会社

予約システムの障害による欠航・遅延について

【影響便数・人数】
　出発港　　　　欠航　　遅延　　影響を受けたお客様
　白浜空港　　　18便　　26便　　5,120名
　青磁港　　　　 9便　　21便　　2,390名
　合計　　　　　27便　　47便　　7,510名
※最大の遅れは、白浜発青磁行きMF203便の4時間25分です。
"""

TRACK = """令和5年11月10日
明野鉄道株式会社

軌道検査の記録の書き換えについて

■ 書き換えの件数
　路線　　　検査箇所　　書き換え　　うち整備基準値を超えていた箇所
　本線　　　１，２４０　　　３６　　　　　９
　湖岸線　　　　５１２　　　５８　　　　１４
　高原線　　　　２９８　　　　７　　　　　０
　合計　　　２，０５０　　１０１　　　　２３
　（単位：箇所）
"""

INSURER = """2023年4月14日
白瀬生命保険株式会社

保険金の支払い不足について

（１）件数および不足額
種類	件数	不足額
入院給付金	1,206件	4,380万円
手術給付金	388件	2,915万円
通院特約	742件	1,168万円
合計	2,336件	8,463万円
"""

WATER = """# 水道水の濁りと断水について

朝霧市上下水道局
令和7年10月17日

| 地区 | 濁り（世帯） | 解消した日時 |
|:--|--:|:--|
| 若葉町 | 1,320 | 10月10日 3時20分 |
| 旭ヶ崎 | 2,105 | 10月10日 11時45分 |

## 水質

10月9日に採った水の鉄の濃度は最大0.82mg/Lで、水質基準（0.3mg/L以下）を超えていました。
"""


DOCUMENTS = {"ferry.txt": FERRY, "track.txt": TRACK, "insurer.txt": INSURER, "water.md": WATER}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("superlatives")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as opened:
        add(opened, sorted(folder.iterdir()))
        yield opened


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    return Ask(Answerer(store))


@pytest.mark.parametrize(
    "question", ["朝霧市の水の鉄の濃度は最も高くていくつでしたか", "What was the highest iron concentration in the water of 朝霧市?"]
)
def test_what_a_sentence_calls_the_largest_is_told_where_no_column_is_of_it(ask: Ask, store: Store, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert "0.82" in first_line(answer) and "世帯" not in answer.text
    assert_proved(answer, store)


def test_a_column_of_what_is_ranked_goes_before_a_sentence_on_something_else(ask: Ask) -> None:
    assert "2,105世帯" in first_line(ask("朝霧市で濁りの世帯が最も多かった地区は？"))


def test_the_most_delayed_is_no_deadline_and_no_date(ask: Ask) -> None:
    answer = ask("明星フェリーの障害で最も遅れた便と、その遅れ時間は？")
    assert "4時間25分" in first_line(answer) and "MF203" in answer.text


def test_days_with_times_are_ranked_to_the_minute(ask: Ask) -> None:
    answer = ask("朝霧市で解消が最も遅かった地区は？")
    assert "旭ヶ崎" in first_line(answer) and "若葉町" not in first_line(answer)


def test_a_row_that_is_called_like_a_company_is_ranked_with_the_others(ask: Ask) -> None:
    answer = ask("明星フェリーで遅延便が最も多かった出発港は？")
    assert "白浜空港" in first_line(answer) and "26便" in first_line(answer)
    assert "21便（青磁港）" in said(answer)


def test_single_digits_are_cells_of_a_row_and_not_letters_of_a_name(ask: Ask) -> None:
    answer = ask("明野鉄道で数値の書き換えが一番多かったのはどの路線で、何箇所ですか。")
    assert "湖岸線" in first_line(answer) and "58箇所" in first_line(answer)
    assert "7箇所（高原線）" in said(answer)


def test_each_kind_is_listed_and_not_the_total(ask: Ask) -> None:
    listed = rows(ask("明野鉄道の路線ごとの書き換え件数を教えてください"))
    assert [next(f for f in ("36箇所", "58箇所", "7箇所") if f in row) for row in listed] == ["36箇所", "58箇所", "7箇所"]


def test_two_measures_of_each_kind_are_both_told(ask: Ask) -> None:
    told = "\n".join(rows(ask("白瀬生命の支払い不足について、種類ごとの件数と不足額を教えてください。")))
    assert all(figure in told for figure in ("1,206件", "4,380万円", "388件", "2,915万円"))


def test_one_row_of_a_table_of_single_digits_is_told_alone(ask: Ask) -> None:
    assert "7箇所" in first_line(ask("明野鉄道の高原線では何箇所が書き換えられていましたか"))
