"""Whose a statement is, and of which system."""

from pathlib import Path

from core.records import Disclosure
from core.text import fold
from facts.names import read_names
from facts.scope import Scope, ScopeReader, figures
from tests.reading import block_with, disclosure
from tests.stated import HEAD, stated


def scope_at(folder: Path, text: str, words: str) -> Scope:
    """The scope of the block that holds the words."""
    document = disclosure(folder, text)
    return reader(document).of(block_with(document, words))


def reader(document: Disclosure) -> ScopeReader:
    """The scopes of a document, with its names."""
    return ScopeReader(document, read_names(document))


# --- the document --------------------------------------------------------------------------------------------------------


def test_the_publisher_is_whose_statements_they_are(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "2023年1月20日\n若葉物流株式会社\n荷物情報の取扱いについて\n\n調査の結果をお知らせします。\n")
    scope = reader(document).document
    assert scope.organisation == "若葉物流"
    assert scope.organisation_span and "若葉物流" in document.quote(scope.organisation_span)


def test_a_company_named_in_the_title_is_whose_matter_it_is(tmp_path: Path) -> None:
    text = "2023年1月20日\n若葉ホールディングス株式会社\n子会社の青葉物流株式会社における情報漏えいについて\n\n調査の結果です。\n"
    assert reader(disclosure(tmp_path, text)).document.organisation == "青葉物流"


def test_the_letterhead_is_of_the_publisher_whoever_the_title_names(tmp_path: Path) -> None:
    letterhead = "2023年1月20日\n会社名 若葉ホールディングス株式会社\n代表者名 代表取締役 山野 一郎\nTEL 000-111-2222\n"
    text = f"{letterhead}\n子会社の青葉物流株式会社における情報漏えいについて\n\n調査の結果です。\n"
    document = disclosure(tmp_path, text)
    scopes = reader(document)
    assert scopes.document.organisation == "青葉物流"
    line = next(block for block in document.blocks if "山野" in block.text)
    assert scopes.of(line).organisation == "若葉ホールディングス"


def test_a_company_that_the_title_only_mentions_is_not_whose_matter_it_is(tmp_path: Path) -> None:
    text = "2023年1月20日\n若葉物流株式会社\n青葉商会株式会社との提携について\n\n提携をお知らせします。\n"
    assert reader(disclosure(tmp_path, text)).document.organisation == "若葉物流"


def test_without_a_publisher_the_only_company_named_in_full_is_the_owner(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "調査報告\n\n調査の結果をまとめました。調査は若葉物流株式会社が行いました。\n")
    assert document.publisher is None
    assert reader(document).document.organisation == "若葉物流"


def test_without_a_publisher_and_with_two_companies_nobody_is_the_owner(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "調査報告\n\n調査の結果をまとめました。若葉物流株式会社は青葉商会株式会社に委託しました。\n")
    assert document.publisher is None
    assert reader(document).document.organisation is None


def test_the_only_system_of_a_document_is_what_it_is_about(tmp_path: Path) -> None:
    text = "若葉物流株式会社\n調査報告\n\n会員管理システムを調査しました。\n\n"
    assert reader(disclosure(tmp_path, text)).document.system == "会員管理システム"


def test_with_two_systems_the_document_is_about_neither(tmp_path: Path) -> None:
    text = "若葉物流株式会社\n調査報告\n\n会員管理システムと配送予約システムを調査しました。\n\n"
    assert reader(disclosure(tmp_path, text)).document.system is None


# --- headings ------------------------------------------------------------------------------------------------------------


def test_what_stands_under_a_heading_that_names_a_system_is_of_that_system(tmp_path: Path) -> None:
    text = "# 調査報告\n\n## 会員管理システム\n\n赤い端末で見られました。\n\n## 配送予約システム\n\n青い端末で見られました。\n"
    assert scope_at(tmp_path, text, "赤い").system == "会員管理システム"
    assert scope_at(tmp_path, text, "青い").system == "配送予約システム"


def test_what_stands_under_a_heading_that_names_a_case_is_of_that_case(tmp_path: Path) -> None:
    text = "# 調査報告\n\n## 事案1 会員管理システム\n\n赤い端末で見られました。\n\n## 事案2 配送予約システム\n\n青い端末で見られました。\n"
    scope = scope_at(tmp_path, text, "青い")
    assert (scope.case, scope.system) == ("事案②", "配送予約システム")


def test_a_heading_that_names_two_systems_decides_for_neither(tmp_path: Path) -> None:
    text = "# 調査報告\n\n## 会員管理システムおよび配送予約システム\n\n赤い端末で見られました。\n"
    assert scope_at(tmp_path, text, "赤い").system is None


def test_a_heading_that_only_mentions_a_company_does_not_change_whose_it_is(tmp_path: Path) -> None:
    text = (
        "2023年1月20日\n若葉物流株式会社\n荷物情報の取扱いについて\n\n"
        "## 青葉商会株式会社による閲覧\n\n赤い端末です。\n\n## 青葉商会株式会社\n\n青い端末です。\n"
    )
    assert scope_at(tmp_path, text, "赤い").organisation == "若葉物流"
    assert scope_at(tmp_path, text, "青い").organisation == "青葉商会"


def test_the_period_of_a_heading_holds_for_what_stands_under_it(tmp_path: Path) -> None:
    text = "# 調査報告\n\n## 調査結果（2022年10月5日～2023年1月5日）\n\n赤い端末で見られました。\n"
    scope = scope_at(tmp_path, text, "赤い")
    assert scope.period and str(scope.period.start) == "2022-10-05"


def test_the_caption_right_before_a_table_names_its_system(tmp_path: Path) -> None:
    text = (
        "# 調査報告\n\n会員管理システムと配送予約システムを調べました。\n\n"
        "配送予約システムの閲覧状況は以下のとおり。\n\n| 項目 | 値 |\n|---|---|\n| 台数 | 3台 |\n"
    )
    document = disclosure(tmp_path, text)
    table = next(block for block in document.blocks if block.table)
    assert reader(document).of(table).system == "配送予約システム"


# --- parts that lost their heading -----------------------------------------------------------------------------------------

_PARTS = """# 調査報告

| 事案 | システム | 概要 |
|---|---|---|
| 事案① | 会員管理システム | 委託先の社員が平常時に会員の住所と氏名を参照していた |
| 事案② | 配送予約システム | 退職した社員のアカウントが削除されずに残っていた |

## 【事案①】

### 【調査結果】

赤い端末です。

### 【原因】

緑の手順です。

### 【調査結果】

{second}

### 【原因】

青い手順です。
"""


def test_a_part_that_repeats_its_headings_is_of_no_case(tmp_path: Path) -> None:
    text = _PARTS.format(second="黄色い端末です。")
    assert scope_at(tmp_path, text, "赤い").case == "事案①"
    assert scope_at(tmp_path, text, "黄色い").case is None
    assert scope_at(tmp_path, text, "青い").case is None


def test_a_part_that_lost_its_heading_is_of_the_case_whose_wording_it_repeats(tmp_path: Path) -> None:
    text = _PARTS.format(second="退職した社員のアカウントが削除されずに残っていた。黄色い端末です。")
    scope = scope_at(tmp_path, text, "黄色い")
    assert (scope.case, scope.system) == ("事案②", "配送予約システム")


def test_a_part_that_repeats_the_wording_of_two_cases_is_of_neither(tmp_path: Path) -> None:
    second = "退職した社員のアカウントが削除されずに残っていた。委託先の社員が平常時に会員の住所と氏名を参照していた。黄色い端末です。"
    assert scope_at(tmp_path, _PARTS.format(second=second), "黄色い").case is None


# --- sentences -------------------------------------------------------------------------------------------------------------


def test_a_sentence_with_that_system_is_of_the_system_named_before_it(tmp_path: Path) -> None:
    text = "# 調査報告\n\n会員管理システムと、配送予約システムがあります。\n\n当該システムの端末は3台です。\n"
    document = disclosure(tmp_path, text)
    scopes = reader(document)
    block = block_with(document, "当該システム")
    scope = scopes.of_sentence(scopes.of(block), block.span, block.text)
    assert scope.system == "配送予約システム"
    assert scope.system_span and document.quote(scope.system_span) == "配送予約システム"


def test_a_sentence_is_of_the_system_that_it_names(tmp_path: Path) -> None:
    text = "# 調査報告\n\n## 会員管理システム\n\n同システムとは別に、配送予約システムの端末は3台です。\n"
    document = disclosure(tmp_path, text)
    scopes = reader(document)
    block = block_with(document, "3台")
    assert scopes.of_sentence(scopes.of(block), block.span, block.text).system == "配送予約システム"


def test_figures_are_counts_with_their_units() -> None:
    assert figures(fold("２４０件、3台、第5回、2023年1月20日、7")) == {(240.0, "件"), (3.0, "台")}


ONCE = HEAD + "荷物の誤配が判明しました。\n\n## 原因\n\n配送管理システムの設定を誤りました。\n\n## 件数\n\n12件です。\n"


def test_a_system_that_is_named_once_below_a_heading_is_not_that_of_the_document(tmp_path: Path) -> None:
    reading = stated(tmp_path, ONCE)[1]
    assert {fact.system for fact in reading.facts if fact.value.text == "12件"} == {None}


def test_the_only_system_of_the_opening_is_that_of_the_document(tmp_path: Path) -> None:
    reading = stated(tmp_path, ONCE.replace("荷物の誤配が判明", "配送管理システムの不具合が判明"))[1]
    assert {fact.system for fact in reading.facts if fact.value.text == "12件"} == {"配送管理システム"}


def test_the_lines_below_a_case_in_brackets_are_of_it(tmp_path: Path) -> None:
    body = "## 事例\n\n＜事例Ａ＞　男性\n\n受診は2022年3月1日です。\n\n＜事例Ｂ＞　女性\n\n受診は2022年5月2日です。\n"
    reading = stated(tmp_path, HEAD + body)[1]
    assert {fact.value.text: fact.case for fact in reading.facts if fact.value.precision == "day" and fact.case} == {
        "2022年3月1日": "事例A",
        "2022年5月2日": "事例B",
    }
