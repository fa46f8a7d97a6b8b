"""What a disclosure states: its facts, each with its place."""

import re
from pathlib import Path

import pytest

from core.records import Disclosure, Fact, FactSource, Reading, ValueKind
from core.text import fold
from facts import read
from ingest import read as read_file
from tests.reading import SHARED
from tests.stated import cells, events, stated, with_value

HEAD = "2023年1月20日\n若葉物流株式会社\n荷物情報の取扱いについて\n\n"


def reading_of(folder: Path, body: str) -> Reading:
    """What a document of 若葉物流, published on 20 January 2023, states."""
    return stated(folder, HEAD + body)[1]


def the(reading: Reading, text: str) -> Fact:
    """The one fact whose value has that wording."""
    (fact,) = with_value(reading, text)
    return fact


# --- what the document says of itself --------------------------------------------------------------------------------------


def test_title_publisher_and_day_are_facts(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + "調査の結果をお知らせします。\n")
    stated_of_itself = {fact.attribute: fact for fact in reading.facts if fact.attribute_key == "metadata"}
    assert [fact.value.text for fact in stated_of_itself.values()] == ["荷物情報の取扱いについて", "若葉物流株式会社", "2023年1月20日"]
    assert document.quote(stated_of_itself["公表日"].span) == "2023年1月20日"
    assert stated_of_itself["公表日"].organisation == "若葉物流"


def test_what_the_document_does_not_say_of_itself_is_no_fact(tmp_path: Path) -> None:
    _, reading = stated(tmp_path, "調査報告\n\n調査の結果をまとめました。\n")
    assert {fact.attribute for fact in reading.facts if fact.attribute_key == "metadata"} == {"題名"}


# --- cells -----------------------------------------------------------------------------------------------------------------

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


# --- records ---------------------------------------------------------------------------------------------------------------

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


# --- dated tables ------------------------------------------------------------------------------------------------------------

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


# --- dated lines -------------------------------------------------------------------------------------------------------------


def test_a_line_with_a_year_alone_gives_it_to_the_entries_below(tmp_path: Path) -> None:
    body = "## 経緯\n\n2021年\n12月27日 委託先が会員の情報を閲覧しました。\n1月13日 調査を始めました。\n"
    assert [day for day, _ in events(reading_of(tmp_path, body))] == ["2021-12-27", "2022-01-13"]


def test_a_leading_day_takes_the_month_of_the_entry_above(tmp_path: Path) -> None:
    body = "## 経緯\n\n2022年11月4日 委託先が会員の情報を閲覧しました。\n\n17日 調査の結果を公表しました。\n"
    assert ("2022-11-17", "17日 調査の結果を公表しました。") in events(reading_of(tmp_path, body))


def test_a_dated_line_gives_its_year_to_the_next_under_the_same_heading_only(tmp_path: Path) -> None:
    body = "## 経緯\n\n2020年11月4日 委託先が閲覧しました。\n\n12月1日 調査を始めました。\n\n## 今後\n\n2月3日に結果を報告する予定です。\n"
    days = [day for day, _ in events(reading_of(tmp_path, body))]
    assert days == ["2020-11-04", "2020-12-01", "2023-02-03"]


def test_a_bare_day_below_a_fiscal_year_gets_no_year(tmp_path: Path) -> None:
    body = "## 経緯\n\n2021年度\n1月13日 調査を始めました。\n"
    assert events(reading_of(tmp_path, body)) == []


def test_a_day_long_after_publication_is_no_event(tmp_path: Path) -> None:
    assert events(reading_of(tmp_path, "## 経緯\n\n9月30日に会員の情報を閲覧していました。\n")) == []


def test_last_year_is_that_of_publication_and_not_of_the_next_date(tmp_path: Path) -> None:
    body = "## 経緯\n\n昨年12/27に依頼を受領し、1/13に回答しました。\n"
    assert [day for day, _ in events(reading_of(tmp_path, body))] == ["2022-12-27", "2023-01-13"]


# --- labelled lines ------------------------------------------------------------------------------------------------------------


def test_a_labelled_line_is_a_fact_with_its_label(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + "対象期間：2022年10月5日～2023年1月5日\n")
    fact = the(reading, "2022年10月5日～2023年1月5日")
    assert (fact.source, fact.attribute, fact.value.kind) == (FactSource.LINE, "対象期間", ValueKind.PERIOD)
    assert document.quote(fact.span) == "対象期間：2022年10月5日～2023年1月5日"


def test_a_line_that_begins_with_a_known_label_needs_no_colon(tmp_path: Path) -> None:
    assert the(reading_of(tmp_path, "代表者名　代表取締役　若葉 太郎\n"), "代表取締役 若葉 太郎").attribute == "代表者名"


def test_the_telephone_number_of_a_line_is_a_fact_of_its_own(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, "問い合わせ先：お客さま窓口 0120-123-456\n"), "0120-123-456")
    assert (fact.attribute, fact.value.kind) == ("問い合わせ先", ValueKind.PHONE)


def test_a_sentence_with_a_colon_is_no_labelled_line(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 原因\n\n原因は：手順の不備と考えています。\n")
    assert all(fact.attribute != "原因は" for fact in reading.facts)


# --- sentences -----------------------------------------------------------------------------------------------------------------


def test_a_count_in_a_sentence_is_a_fact_of_its_sentence(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + "## 結果\n\n会員1,234名の情報を閲覧していました。原因は調査中です。\n")
    fact = the(reading, "1,234名")
    assert (fact.source, fact.value.number) == (FactSource.SENTENCE, 1234)
    assert document.quote(fact.span) == "会員1,234名の情報を閲覧していました。"


def test_a_count_of_a_sentence_with_that_system_is_of_the_system_before(tmp_path: Path) -> None:
    body = "## 結果\n\n会員管理システムと配送予約システムを調べました。\n\n当該システムの端末は36台でした。\n"
    assert the(reading_of(tmp_path, body), "36台").system == "配送予約システム"


def test_a_full_stop_inside_brackets_ends_no_sentence(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + "## 結果\n\n会員12名（内訳は次のとおり。法人3名）の情報です。\n")
    assert document.quote(the(reading, "3名").span).endswith("の情報です。")


# --- tables that lost their heading ----------------------------------------------------------------------------------------------

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


# --- every fact, on every document that is here ------------------------------------------------------------------------------------

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
DOCUMENTS = [*sorted((SHARED / "disclosures").glob("*.txt")), *sorted(SAMPLES.glob("*_digest.*"))]


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: path.name)
def read_document(request: pytest.FixtureRequest) -> tuple[Disclosure, Reading]:
    document = read_file(request.param)
    return document, read(document)


def test_every_fact_quotes_text_of_its_document(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    assert reading.facts
    for fact in reading.facts:
        assert 0 <= fact.span.start < fact.span.end <= len(document.text)
        assert document.quote(fact.span).strip()


def test_every_name_quotes_its_spelling(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for name in reading.names:
        assert 0 <= name.start < name.end <= len(document.text)


def test_the_figures_of_every_count_stand_in_its_quote(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for fact in reading.facts:
        if fact.value.kind is ValueKind.COUNT:
            shown = " ".join(fold(document.quote(span)).text for span in (fact.span, *fact.evidence))
            assert all(figure in shown for figure in re.findall(r"\d[\d,.]*\d|\d", fact.value.text)), (fact.value.text, shown)


def test_the_wording_of_every_value_stands_in_its_quote(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for fact in reading.facts:
        shown = " ".join(fold(document.quote(fact.span), markup=markup).text.replace(" ", "") for markup in (True, False))
        assert fact.value.text.replace(" ", "") in shown, (fact.value.text, shown)


def test_the_wording_of_every_period_stands_at_its_place(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for fact in reading.facts:
        if fact.period is not None:
            assert fact.period_span is not None
            shown = fold(document.quote(fact.period_span)).text.replace(" ", "")
            assert fact.period.text.replace(" ", "") in shown


def test_whose_a_fact_is_stands_at_the_place_that_says_so(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for fact in reading.facts:
        for part, span in ((fact.organisation, fact.organisation_span), (fact.system, fact.system_span), (fact.case, fact.case_span)):
            assert (part is None) == (span is None)
            assert span is None or document.quote(span).strip()


def test_facts_have_ids_of_their_own(read_document: tuple[Disclosure, Reading]) -> None:
    _, reading = read_document
    assert len({fact.id for fact in reading.facts}) == len(reading.facts)


def test_facts_stand_in_passages_of_the_document(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    assert {fact.passage_id for fact in reading.facts} <= {passage.id for passage in document.passages}
