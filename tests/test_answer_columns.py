"""What is added up, compared and listed: whole columns, the rows that the question means, each named by its own cells."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.records import Answer, Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, derived, first_line, row_with, rows, said

RECALL = """# 「霧島の飴」の自主回収について

令和6年3月4日
株式会社霧沢製菓

下記の製品を自主回収します。

## 1. 対象製品

| 商品名 | 賞味期限 | ロット記号 | 包装の色 | 出荷数 |
|---|---|---|---|---|
| 霧島の飴 6粒入 | 2024.7.1 | KA0701 | 赤 | 1,200箱 |
| 霧島の飴 6粒入 | 2024.7.2 | KA0702 | 青 | 1,300箱 |
| 霧島の飴 16粒入 | 2024.7.1 | KB0701 | 赤 | 450箱 |
"""

FLIGHTS = """2024年9月12日
瑞雲航空株式会社

予約システムの障害による欠航について

【欠航便数と影響を受けたお客様】
月日\t国内線 欠航\t国際線 欠航\t影響人数
9月10日\t40便\t4便\t6,100名
9月11日\t12便\t0便\t1,850名
9月12日（見込み）\t3便\t1便\t420名
合計\t55便\t5便\t8,370名
"""

STORES = """# 二重請求に関するご報告

みそらペイ株式会社
2025年5月9日

## 影響の範囲

| 加盟店の業種 | 該当者数 | 二重請求額 | うち返金済み |
|:--|--:|--:|--:|
| 書店 | 4,100名 | 330万円 | 300万円 |
| 飲食店 | 1,250名 | 185万円 | 20万円 |
| 花店 | 800名 | 127万円 | 110万円 |
| **合計** | **5,900名**(注1) | **642万円** | **430万円** |

(注1) 複数の業種で該当した方がいるため、業種別の人数の合計とは一致しません。

- 請求の最高額：1件当たり 98,000円
"""

OUTAGES = """2022年7月15日
白嶺証券株式会社

業務改善報告書の提出について

１．対象となった障害
　取引システム「ミネ・トレード」において、次の障害が発生しました。

事象\t発生日\t継続時間\t影響を受けた口座
①\t2021年10月1日\t1時間50分\t2,100口座
②\t2022年1月14日\t40分\t690口座
③\t2022年3月22日\t3時間5分\t5,000口座
"""

LINES = """令和5年9月4日
翠星通信株式会社

通信障害について

1　障害の概要
 (1) 影響回線数
\t第一報（9月1日時点）\t第二報（確定値）
音声通話\t約40万回線\t61万回線
データ通信\t約80万回線\t130万回線
"""

INNS = """丘陵リゾート株式会社
お知らせ　２０２３年６月３０日

偽メッセージの送信について

◆事実関係
・メッセージが送られたお客様
　湖月館：４３０名
　山月館：９０名
・偽の画面に番号を入力されたとのお申し出
　湖月館：６名
　山月館：２名
"""

LIFTS = """2020年2月28日
鉄嶺昇降機株式会社

検査データの不適切な取扱いについて

1. 対象製品
製品\t不適切行為の期間\t\t出荷数\t
\t開始\t終了\t国内\t海外
ばね BN-7\t2009年4月\t2019年6月\t21,400本\t3,200本
ばね BN-9\t2013年10月\t2019年6月\t8,700本\t100本
ロープ WN-12\t2011年1月\t2018年12月\t5,000本\t1,400本

2. 原因
納期を優先する風土の下、品質保証課の人員が2008年の14名から2016年には5名に減らされていた。
"""

LEDGERS = """2024年5月20日
楓坂倉庫株式会社

顧客台帳の閲覧について

1. 調査結果
システム\t閲覧可能期間
荷主台帳システム\t2018年4月1日～2024年3月31日
配車台帳システム\t2021年7月1日～2024年2月29日
保管台帳システム\t2017年4月1日～
"""

DOCUMENTS = {
    "recall.md": RECALL,
    "flights.txt": FLIGHTS,
    "stores.md": STORES,
    "outages.txt": OUTAGES,
    "lines.txt": LINES,
    "inns.txt": INNS,
    "lifts.txt": LIFTS,
    "ledgers.txt": LEDGERS,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("columns")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as opened:
        add(opened, sorted(folder.iterdir()))
        yield opened


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    return Ask(Answerer(store))


def _parts(answer: Answer, total: str) -> str:
    """The quotes that a computed figure was computed from."""
    return "\n".join(derived(answer)[total])


# --- sums ---


def test_rows_of_one_product_are_added_up_though_they_have_the_same_name(ask: Ask) -> None:
    answer = ask("霧島の飴6粒入の出荷数は、二つのロットを合わせて何箱ですか。")
    assert "2,500箱" in first_line(answer)
    assert "1,200箱" in _parts(answer, "2,500箱") and "1,300箱" in _parts(answer, "2,500箱")


def test_a_figure_that_names_rows_is_no_part_of_a_larger_one(ask: Ask) -> None:
    assert "450箱" not in ask("霧島の飴6粒入の出荷数は、二つのロットを合わせて何箱ですか。").text


def test_rows_are_picked_by_another_cell_of_theirs(ask: Ask) -> None:
    answer = ask("包装の色が赤の製品の出荷数は合わせて何箱ですか。")
    assert "1,650箱" in first_line(answer) and "1,300箱" not in answer.text


def test_a_stated_total_is_given_with_its_parts_and_not_added_up_again(ask: Ask) -> None:
    answer = ask("瑞雲航空の国内線の欠航は合計何便ですか。")
    assert first_line(answer).startswith("55便")
    assert all(part in answer.text for part in ("40便", "12便", "3便"))
    assert "55便" not in derived(answer)


def test_a_stated_total_that_is_not_the_sum_of_its_rows_is_given_as_stated(ask: Ask) -> None:
    assert first_line(ask("みそらペイの二重請求の該当者数は合計何名ですか。")).startswith("5,900名")


def test_a_total_in_bold_is_read_in_english_too(ask: Ask) -> None:
    assert "6,420,000 yen" in first_line(ask("What is the total 二重請求額 of みそらペイ?"))


def test_named_rows_are_added_up_and_not_the_whole_column(ask: Ask) -> None:
    answer = ask("みそらペイの書店と飲食店の該当者数の合計は？")
    assert "5,350名" in first_line(answer) and "800名" not in answer.text


def test_lines_under_one_label_are_added_up(ask: Ask) -> None:
    answer = ask("丘陵リゾートでメッセージが送られたお客様は、2施設合わせて何名ですか。")
    assert "520名" in first_line(answer) and "6名" not in said(answer)


def test_columns_that_the_question_names_are_added_up(ask: Ask) -> None:
    assert "24,600本" in first_line(ask("鉄嶺昇降機のBN-7の出荷数は国内と海外を合わせて何本ですか。"))


def test_columns_that_the_question_does_not_tell_apart_are_not_added_up(ask: Ask) -> None:
    answer = ask("瑞雲航空の欠航便数の合計は？")
    assert "60便" not in answer.text
    assert "55便" in row_with(answer, "国内線") and "5便" in row_with(answer, "国際線")


def test_lengths_of_time_are_added_up_as_hours_and_minutes(ask: Ask) -> None:
    assert "5時間35分" in derived(ask("白嶺証券の障害の継続時間の合計は？"))


def test_a_sum_of_rough_figures_is_rough(ask: Ask) -> None:
    assert "約" in first_line(ask("翠星通信の第一報の影響回線数の合計は？"))


# --- largest, longest, earliest ---


def test_the_largest_is_named_by_the_cell_that_is_asked_for(ask: Ask) -> None:
    answer = ask("霧島の飴のうち、出荷数が最も多いロットはどれですか。")
    assert "KA0702" in first_line(answer) and "1,300箱" in first_line(answer)
    assert all(value in answer.text for value in ("1,200箱", "450箱"))


def test_the_largest_of_dated_rows_is_named_by_its_day(ask: Ask) -> None:
    lead = first_line(ask("瑞雲航空で影響人数が最も多かった日はいつで、何名ですか。"))
    assert "9月10日" in lead and "6,100名" in lead


def test_totals_parts_and_figures_of_another_label_are_not_compared(ask: Ask) -> None:
    answer = ask("みそらペイの二重請求額が最も少なかった業種は何ですか。")
    assert "花店" in first_line(answer) and "127万円" in first_line(answer)
    assert not any(figure in answer.text for figure in ("98,000円", "20万円", "642万円"))


def test_days_of_the_question_are_alternatives(ask: Ask) -> None:
    answer = ask("瑞雲航空の国内線で欠航が多かったのは、9月10日と9月11日のどちらですか。")
    assert "9月10日" in first_line(answer) and "40便" in first_line(answer) and "12便" in answer.text
    assert "3便" not in answer.text


def test_the_fewer_of_two_is_not_the_more(ask: Ask) -> None:
    assert "12便" in first_line(ask("瑞雲航空の国内線で欠航が少なかったのは、9月10日と9月11日のどちらですか。"))


def test_stated_lengths_of_time_are_ranked_by_their_length(ask: Ask) -> None:
    answer = ask("ミネ・トレードの障害のうち、継続時間が最も長かったのはどれですか。")
    assert "③" in first_line(answer) and "3時間5分" in first_line(answer)
    assert "40分" in answer.text and "1時間50分" in answer.text


def test_what_began_first_is_told_by_the_column_of_starts(ask: Ask) -> None:
    answer = ask("鉄嶺昇降機の製品のうち、不適切行為が最も早く始まったのはどれですか。")
    assert "BN-7" in first_line(answer) and "2009年4月" in first_line(answer) and "2018年12月" not in answer.text


@pytest.mark.parametrize(
    "question", ["楓坂倉庫で閲覧可能期間が最も長いシステムは？", "Which system of 楓坂倉庫 was viewable for the longest time?"]
)
def test_a_period_without_an_end_is_told_beside_the_longest(ask: Ask, store: Store, question: str) -> None:
    answer = ask(question)
    assert "荷主台帳システム" in first_line(answer) and "2018" in first_line(answer)
    told = next(line for line in answer.text.splitlines() if "保管台帳システム" in line)
    assert "2017" in told and "2021" not in told
    assert_proved(answer, store)


# --- differences ---


def test_a_change_between_two_reports_is_the_difference_of_their_columns(ask: Ask) -> None:
    answer = ask("翠星通信の音声通話の影響回線数は、第一報と比べて第二報でどれだけ増えましたか。")
    assert "210,000回線" in first_line(answer) and "約" in first_line(answer)


def test_a_difference_of_columns_is_that_of_their_totals(ask: Ask) -> None:
    answer = ask("瑞雲航空の国内線の欠航と国際線の欠航の差は何便ですか。")
    assert "50便" in first_line(answer)


def test_two_figures_of_one_sentence_give_their_difference(ask: Ask) -> None:
    assert "9名" in derived(ask("鉄嶺昇降機の品質保証課の人員は何名減りましたか。"))


# --- each ---


def test_each_row_of_a_column_is_listed_and_told_apart(ask: Ask) -> None:
    answer = ask("霧島の飴の出荷数をロットごとにそれぞれ教えてください。")
    assert len(rows(answer)) == 3
    assert "1,200箱" in row_with(answer, "KA0701") and "1,300箱" in row_with(answer, "KA0702")


# --- what is not stated ---


def test_a_total_of_a_thing_that_no_column_counts_is_refused(ask: Ask) -> None:
    assert ask("瑞雲航空の貨物便の欠航は合計何便ですか。").status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "霧島の飴6粒入の出荷数は、二つのロットを合わせて何箱ですか。",
        "瑞雲航空の国内線の欠航は合計何便ですか。",
        "みそらペイの二重請求額が最も少なかった業種は何ですか。",
        "霧島の飴の出荷数をロットごとにそれぞれ教えてください。",
        "翠星通信の音声通話の影響回線数は、第一報と比べて第二報でどれだけ増えましたか。",
    ],
)
def test_what_is_computed_is_proved(ask: Ask, store: Store, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert_proved(answer, store)
