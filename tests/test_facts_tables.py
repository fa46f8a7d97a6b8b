"""Facts of tables."""

from pathlib import Path

from core.records import FactSource, ValueKind
from tests.stated import HEAD, cells, events, reading_of, stated, the, with_value

# --- cells ---------------------------------------------------------------------------------------------------------

VALUES = """## 閲覧状況

| 項目 | 会員管理システム | 配送予約システム |
|---|---|---|
| 閲覧台数 | 36台 | 343台 |
| 閲覧可否 | ○ | ×（※1） |
| 閲覧期間 | 2016年4月1日～2023年1月27日 | 2022年10月5日～ |
"""


def test_a_cell_is_of_the_system_that_heads_its_column(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, VALUES)
    assert the(reading, "36台").system == "会員管理システム"
    assert the(reading, "343台").system == "配送予約システム"


def test_a_cell_has_the_label_of_its_row_as_attribute(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, VALUES), "36台")
    assert (fact.attribute, fact.value.number, fact.value.unit, fact.organisation) == ("閲覧台数", 36, "台", "若葉物流")


def test_a_mark_and_a_period_are_typed(tmp_path: Path) -> None:
    kinds = {fact.value.text: fact.value.kind for fact in cells(reading_of(tmp_path, VALUES))}
    assert kinds["○"] is ValueKind.MARK
    assert kinds["×(※1)"] is ValueKind.MARK
    assert kinds["2016年4月1日～2023年1月27日"] is ValueKind.PERIOD


def test_the_quote_of_a_cell_goes_from_its_row_s_label_to_its_value(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + VALUES)
    assert document.quote(the(reading, "36台").span) == "閲覧台数 | 36台"


def test_the_quote_of_a_cell_holds_no_heading_across_other_columns(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + VALUES)
    assert document.quote(the(reading, "343台").span) == "閲覧台数 | 36台 | 343台"


def test_the_facts_of_one_row_know_that_they_are(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, VALUES)
    assert the(reading, "36台").row == the(reading, "343台").row
    assert the(reading, "36台").row != the(reading, "○").row


def test_marks_under_our_company_and_under_another_are_of_each(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 対象項目\n\n| 項目 | 当社 | 青葉商会株式会社 |\n|---|---|---|\n| 氏名 | ○ | × |\n")
    assert [(fact.organisation, fact.value.number) for fact in cells(reading)] == [("若葉物流", 1.0), ("青葉商会", 0.0)]


def test_the_first_column_of_systems_says_whose_each_row_is(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 結果\n\n| システム名 | 台数 |\n|---|---|\n| みどり台帳 | 3台 |\n| きいろ台帳 | 5台 |\n")
    assert the(reading, "3台").system == "みどり台帳"
    assert the(reading, "5台").system == "きいろ台帳"


def test_a_column_that_is_headed_by_a_period_gives_it_to_its_cells(tmp_path: Path) -> None:
    body = "## 結果\n\n| 項目 | 2022年4月～9月 | 2022年10月～12月 |\n|---|---|---|\n| 閲覧件数 | 3件 | 5件 |\n"
    fact = the(reading_of(tmp_path, body), "5件")
    assert fact.period and (str(fact.period.start), str(fact.period.end)) == ("2022-10-01", "2022-12-31")


# --- records -------------------------------------------------------------------------------------------------------

MEASURES = """## 再発防止策

| 区分 | 対策 | 実施時期 |
|---|---|---|
| 組織 | 責任者を置く | 2023年4月 |
| 技術 | ○閲覧を制限する<br>○ログを点検する | ○2023年5月<br>○2023年6月 |
|  | 端末を撤去する | 2023年7月 |
"""


def test_a_measure_and_its_deadline_share_a_row(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, MEASURES)
    assert the(reading, "責任者を置く").row == the(reading, "2023年4月").row


def test_the_items_of_a_deadline_pair_with_those_of_the_measures(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, MEASURES)
    assert the(reading, "2023年5月").subject == "閲覧を制限する"
    assert the(reading, "2023年6月").subject == "ログを点検する"


def test_a_row_label_carries_on_into_the_blank_cell_below(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, MEASURES)
    assert the(reading, "端末を撤去する").subject == "技術"


def test_under_a_carried_label_a_deadline_is_of_its_own_measure(tmp_path: Path) -> None:
    assert the(reading_of(tmp_path, MEASURES), "2023年7月").subject == "端末を撤去する"


def test_a_measure_carries_its_column_as_attribute(tmp_path: Path) -> None:
    assert the(reading_of(tmp_path, MEASURES), "責任者を置く").attribute == "対策"


# --- dated tables --------------------------------------------------------------------------------------------------

CHRONICLE = """## 経緯

| 日付 | 内容 |
|---|---|
| 2022年12月27日 | ○調査の依頼を受領しました<br>○社内に調査班を置きました |
| 1月13日 | 緊急点検の依頼を受領しました |
"""


def test_each_list_item_of_a_dated_row_is_an_event(tmp_path: Path) -> None:
    found = [fact for fact in reading_of(tmp_path, CHRONICLE).facts if fact.source is FactSource.ENTRY]
    assert [fact.value.text for fact in found[:2]] == ["調査の依頼を受領しました", "社内に調査班を置きました"]
    assert {str(fact.period.start) for fact in found[:2] if fact.period} == {"2022-12-27"}


def test_an_entry_takes_the_year_from_above_over_the_turn_of_the_year(tmp_path: Path) -> None:
    assert ("2023-01-13", "緊急点検の依頼を受領しました") in events(reading_of(tmp_path, CHRONICLE))


def test_an_entry_that_inherits_its_year_shows_where_the_year_stands(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + CHRONICLE)
    fact = next(fact for fact in with_value(reading, "緊急点検の依頼を受領しました") if fact.source is FactSource.ENTRY)
    assert "2022年12月27日" in [document.quote(span) for span in fact.evidence]


# --- tables that lost their heading --------------------------------------------------------------------------------

FIGURES = """## 概要

| 項目 | 会員管理システム | 配送予約システム |
|---|---|---|
| 台数 | 36台 | 343台 |
| 契約数 | 98契約 | {contracts} |

## 内訳

| 区分 | 値 |
|---|---|
| 端末の数 | 36台 |
| 契約の数 | 98契約 |
| 事業者の数 | 34事業者 |
"""


def test_a_table_without_heading_is_of_the_system_whose_figures_it_repeats(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, FIGURES.format(contracts="13,862契約")), "34事業者")
    assert fact.system == "会員管理システム"


def test_a_table_whose_figures_fit_two_systems_is_of_neither(tmp_path: Path) -> None:
    assert the(reading_of(tmp_path, FIGURES.format(contracts="98契約")), "34事業者").system is None


def test_one_figure_in_common_does_not_decide(tmp_path: Path) -> None:
    body = FIGURES.format(contracts="13,862契約").replace("| 契約の数 | 98契約 |\n", "")
    assert the(reading_of(tmp_path, body), "34事業者").system is None


# --- several figures in a cell ----------------------------------------------------------------------------------------


def test_named_figures_inside_a_cell_are_facts_of_their_own(tmp_path: Path) -> None:
    body = "| 項目 | 内容 |\n|---|---|\n| 患者数 | 児童 一六八名／教職員 一一名（六月十四日時点、合計一七九名） |\n| 原因 | 調査中 |\n"
    found = {f.subject: f.value.number for f in cells(reading_of(tmp_path, body)) if f.attribute == "患者数" and f.subject}
    assert found == {"児童": 168, "教職員": 11, "合計": 179}


def test_a_figure_in_brackets_after_the_whole_is_a_part_of_it(tmp_path: Path) -> None:
    body = "| 項目 | 内容 |\n|---|---|\n| 送信数 | 約900通（うち学外宛て 約700通） |\n| 戸数 | 870戸（若葉地区310戸、沢地区560戸） |\n"
    found = {f.subject: f.value.number for f in cells(reading_of(tmp_path, body))}
    assert found == {None: 870, "うち学外宛て": 700, "うち若葉地区": 310, "うち沢地区": 560}


def test_a_date_in_a_cell_is_no_named_figure(tmp_path: Path) -> None:
    body = "| 項目 | 内容 |\n|---|---|\n| 製作期間 | 令和2年3月5日～令和4年6月30日 |\n| 対象 | 3台 |\n"
    assert [f.subject for f in cells(reading_of(tmp_path, body))] == [None, None]


# --- units and periods of headings ---------------------------------------------------------------------------------

HOMES = """<html><body><h2>未実施の状況</h2><table>
<tr><th rowspan="2">営業所</th><th colspan="2">未実施の戸数</th><th rowspan="2">再点検済</th></tr>
<tr><th>令和元年度</th><th>計</th></tr>
<tr><td>本町営業所</td><td>97</td><td>326</td><td>301</td></tr></table><p>単位：戸。</p></body></html>"""


def test_a_note_below_a_table_gives_its_numbers_their_unit(tmp_path: Path) -> None:
    reading = stated(tmp_path, HOMES, "page.html")[1]
    assert [(fact.value.text, fact.value.unit) for fact in cells(reading) if fact.value.number] == [
        ("97戸", "戸"),
        ("326戸", "戸"),
        ("301戸", "戸"),
    ]


def test_thousands_in_a_note_are_multiplied_out(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 売上（単位：千円）\n\n| 店舗 | 売上高 |\n|---|---|\n| 東店 | 1,250 |\n")
    fact = next(fact for fact in cells(reading) if fact.value.kind is ValueKind.COUNT)
    assert (fact.value.text, fact.value.number, fact.value.unit) == ("1,250千円", 1_250_000, "円")


def test_a_unit_in_brackets_is_that_of_its_column_only(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 内訳\n\n| 店舗 | 件数（件） | 金額（円） | 順位 |\n|---|---|---|---|\n| 東店 | 12 | 3,400 | 2 |\n")
    assert [fact.value.unit for fact in cells(reading) if fact.value.kind is ValueKind.COUNT] == ["件", "円", None]


def test_a_column_under_a_year_is_of_that_year_and_of_the_heading_above(tmp_path: Path) -> None:
    fact = the(stated(tmp_path, HOMES, "page.html")[1], "97戸")
    assert (fact.attribute, fact.subject, fact.period and fact.period.text) == ("未実施の戸数", "本町営業所", "令和元年度")


def test_a_column_has_both_of_its_headings(tmp_path: Path) -> None:
    assert the(stated(tmp_path, HOMES, "page.html")[1], "326戸").attribute == "未実施の戸数 計"


def test_the_day_that_a_heading_says_its_figures_are_of_is_theirs(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 対象\n\n| 店舗 | 出荷数 | 回収済（1月13日時点） |\n|---|---|---|\n| 東店 | 12袋 | 3袋 |\n")
    assert (the(reading, "12袋").period, str(getattr(the(reading, "3袋").period, "start", ""))) == (None, "2023-01-13")


def test_the_date_by_which_goods_keep_is_not_when_they_were_counted(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 対象\n\n| 商品名 | 賞味期限 | 出荷数 |\n|---|---|---|\n| 豆腐 | 2023.3.6 | 12袋 |\n")
    assert the(reading, "12袋").period is None


def test_an_entry_has_the_time_of_its_row(tmp_path: Path) -> None:
    rows = "| 日 | 時刻 | 事象 |\n|---|---|---|\n| 4月10日 | 3:20 | 夜間処理が異常終了 |\n| | 4:05 | 先頭から再実行 |\n"
    found = [f.period.text for f in reading_of(tmp_path, "## 経緯\n\n" + rows).facts if f.source is FactSource.ENTRY and f.period]
    assert found == ["4月10日 3:20", "4月10日 4:05"]


def test_rows_with_the_same_label_are_told_by_their_next_cell(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, "## 影響\n\n| 機能 | 地域 | 件数 |\n|---|---|---|\n| 検索 | 東1 | 12件 |\n| 検索 | 西1 | 3件 |\n| 予約 | 東1 | 7件 |\n"
    )
    assert [the(reading, text).subject for text in ("12件", "3件", "7件")] == ["検索 東1", "検索 西1", "予約"]


def test_a_caption_that_says_what_is_counted_is_the_attribute_of_all_rows(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, "## 調査\n\n診療科別の未開封件数\n｜救急科｜１，２１８件｜\n｜外科｜　　５４７件｜\n"), "1,218件")
    assert (fact.attribute, fact.subject) == ("診療科別の未開封件数", "救急科")


def test_money_in_a_note_is_not_the_unit_of_a_number_of_things(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 返金（単位：千円）\n\n| 区分 | 件数 | 金額 |\n|---|---|---|\n| 電気 | 1,205 | 3,418 |\n")
    assert [fact.value.text for fact in cells(reading) if fact.value.kind is ValueKind.COUNT] == ["1,205", "3,418千円"]


def test_numbers_under_years_are_of_what_the_heading_counts(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 未実施件数（単位：件）\n\n| 営業所 | 2019年度 | 2020年度 |\n|---|---|---|\n| 本町 | 112 | 205 |\n")
    fact = the(reading, "205件")
    assert (fact.attribute, fact.subject, fact.period and fact.period.text) == ("未実施件数", "本町", "2020年度")


# --- years, days and names beside each other -------------------------------------------------------------------------


def test_the_year_that_labels_rows_is_the_year_of_the_days_beside_it(tmp_path: Path) -> None:
    body = (
        "<h2>経過</h2><table><tr><td rowspan='2'>令和4年</td><td>10月28日</td><td>受付システムを改修</td></tr>"
        "<tr><td>12月20日</td><td>最後の誤支給</td></tr><tr><td rowspan='1'>令和5年</td><td>1月8日</td><td>事業者から連絡</td></tr></table>"
    )
    page = f"<html><body><p>2023年1月20日<br>若葉物流株式会社</p><h1>誤支給について</h1>{body}</body></html>"
    assert events(stated(tmp_path, page, "a.html")[1]) == [
        ("2022-10-28", "受付システムを改修"),
        ("2022-12-20", "最後の誤支給"),
        ("2023-01-08", "事業者から連絡"),
    ]


def test_a_count_is_of_the_days_under_its_own_heading(tmp_path: Path) -> None:
    table = "診療所\t甲ワクチン\t\t乙ワクチン\t\n\t接種日\t人数\t接種日\t人数\n北院\t1月3日～7日\t46人\t1月10日\t3人\n"
    reading = reading_of(tmp_path, "接種の数\n\n" + table)
    periods = [fact.period.text for number in ("46人", "3人") if (fact := the(reading, number)).period]
    assert periods == ["1月3日～7日", "1月10日"]


def test_records_in_groups_are_told_by_their_second_cell_in_a_group_of_one_too(tmp_path: Path) -> None:
    body = (
        "<table><tr><th>地区</th><th>施設</th><th>予約件数</th></tr><tr><td rowspan='2'>東町</td><td>東館</td><td>12件</td></tr>"
        "<tr><td>新館</td><td>30件</td></tr><tr><td>西町</td><td>西館</td><td>25件</td></tr></table>"
    )
    page = f"<html><body><p>2023年1月20日<br>若葉物流株式会社</p><h1>予約について</h1>{body}</body></html>"
    reading = stated(tmp_path, page, "a.html")[1]
    assert [the(reading, number).subject for number in ("12件", "30件", "25件")] == ["東館", "新館", "西館"]


def test_each_of_several_dates_is_of_what_stands_in_brackets_behind_it(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "1 対策\n\n記録装置の導入\t2023年4月（北店）、同年7月（南店）\n点検の追加\t2023年5月\n")
    assert (the(reading, "同年7月").subject, str(the(reading, "同年7月").value.start)) == ("南店", "2023-07-01")


def test_a_number_to_call_in_a_cell_says_whom_it_reaches(tmp_path: Path) -> None:
    fact = the(
        reading_of(tmp_path, "窓口\n\n納入先のお客様\t品質本部　電話 000-4410-0001\n報道関係\t広報室　電話 000-4410-0002\n"),
        "000-4410-0001",
    )
    assert (fact.value.kind, fact.attribute, fact.subject) == (ValueKind.PHONE, "納入先のお客様", "品質本部")


def test_numbers_under_a_heading_of_days_are_days(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, "## 点検\n\n| 船名 | 運航日数 | 曜日数 | 総数 |\n|---|---|---|---|\n| 甲丸 | 84 | 5 | 90 |\n| 乙丸 | 71 | 6 | 80 |\n"
    )
    assert [fact.value.text for fact in cells(reading) if fact.value.kind is ValueKind.COUNT] == ["84日", "5", "90", "71日", "6", "80"]


def test_one_row_that_is_named_as_an_organisation_is_still_a_row_of_its_table(tmp_path: Path) -> None:
    table = "| 診療所 | 人数 |\n|---|---|\n| 北の丘 | 46人 |\n| 南の丘 | 18人 |\n| 若草こどもクリニック | 61人 |\n"
    reading = reading_of(tmp_path, f"若草こどもクリニックの看護師が気付きました。\n\n## 人数\n\n{table}")
    assert (the(reading, "61人").subject, the(reading, "61人").organisation) == ("若草こどもクリニック", the(reading, "46人").organisation)


def test_a_row_that_has_a_day_beside_its_figures_keeps_its_label(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        "## 対象店舗\n\n| 店舗 | 件数 | 公表日 |\n|---|---|---|\n| 北口店 | 120件 | 2024年1月5日 |\n| 南口店 | 45件 | 2024年1月6日 |\n",
    )
    assert (the(reading, "120件").subject, the(reading, "45件").subject) == ("北口店", "南口店")
