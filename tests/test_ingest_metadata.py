"""Title, publisher and date of publication: stated or None, never guessed."""

from datetime import date
from pathlib import Path

import pytest

from tests.reading import disclosure

BODY = "\n\n当社は、予約システムの障害について調査しましたので、その結果をお知らせいたします。\n"


def test_a_letterhead_gives_all_three(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "各 位\n\n2024年11月5日\n架空乳業株式会社\n\n牛乳の自主回収のお知らせ" + BODY)
    assert (document.title, document.publisher, document.published) == ("牛乳の自主回収のお知らせ", "架空乳業株式会社", date(2024, 11, 5))
    assert document.publisher_span and document.quote(document.publisher_span) == "架空乳業株式会社"
    assert document.published_span and document.quote(document.published_span) == "2024年11月5日"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("令和５年１月２０日", date(2023, 1, 20)),
        ("平成31年4月26日", date(2019, 4, 26)),
        ("令和元年5月 1日", date(2019, 5, 1)),
        ("2023年5月 22日資料３－２", date(2023, 5, 22)),
        ("令和六年三月十五日", date(2024, 3, 15)),
        ("2024/02/09", date(2024, 2, 9)),
        ("2023年9月29日（金）", date(2023, 9, 29)),
    ],
)
def test_dates_are_read_in_both_calendars(tmp_path: Path, written: str, meant: date) -> None:
    assert disclosure(tmp_path, f"{written}\n架空銀行\n\n障害について{BODY}").published == meant


def test_a_date_in_running_text_is_not_the_date_of_publication(tmp_path: Path) -> None:
    assert disclosure(tmp_path, "障害について\n\n2024年4月1日に障害が発生し、同日中に復旧いたしました。\n").published is None


def test_labels_state_them_wherever_they_stand_at_the_top(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "件名：不正アクセスについて\n発表日：平成31年4月26日\n発表者：緑川市 情報政策課" + BODY)
    assert (document.title, document.publisher, document.published) == ("不正アクセスについて", "緑川市", date(2019, 4, 26))


def test_a_letter_spaced_label_is_a_label(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "会 社 名  架空電子株式会社\n代 表 者  代表取締役社長 山川 一\n\n業績予想の修正に関するお知らせ" + BODY)
    assert (document.publisher, document.title) == ("架空電子株式会社", "業績予想の修正に関するお知らせ")


def test_whom_a_letter_goes_to_did_not_publish_it(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "架空商事株式会社 御中\n\n2024年3月1日\n株式会社架空保守\n\n点検結果について" + BODY)
    assert document.publisher == "株式会社架空保守"


def test_what_is_not_stated_is_none(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "予約システムの障害は、設定の誤りによるものです。\n同日中に復旧しました。\n")
    assert (document.title, document.publisher, document.published) == (None, None, None)


def test_a_wrapped_title_and_its_subtitle_are_one(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "予約システムの障害に係る\n調査結果について\n（最終報告）\n\n2024年3月1日\n架空商事株式会社" + BODY)
    assert document.title == "予約システムの障害に係る調査結果について (最終報告)"


def test_a_submitted_paper_names_the_meeting_whose_secretariat_it_is(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "公表の状況\n第12回架空専門会合\n事務局提出資料\n2023年5月22日" + BODY)
    assert document.publisher == "第12回架空専門会合事務局"


def test_a_letterhead_in_one_line_is_read_in_its_parts(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "お知らせ　|　令和3年12月24日　|　架空瓦斯株式会社\n\n点検の未実施について" + BODY)
    assert (document.publisher, document.published) == ("架空瓦斯株式会社", date(2021, 12, 24))


def test_the_works_that_stand_after_a_company_are_no_part_of_its_name(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "令和7年8月29日\n架空化学株式会社 浜辺工場\n工場長　熊谷 壮介\n\n漏えい事故の調査結果について" + BODY)
    assert document.publisher == "架空化学株式会社"


def test_the_marked_title_is_the_title_whatever_stands_above_it(tmp_path: Path) -> None:
    text = "**カクウ株式会社 / Kaku, Inc.**\n公開日：2025-06-03\n\n# 障害報告書：証明書の失効\n\n## 要約\n\n停止しました。\n"
    document = disclosure(tmp_path, text, "document.md")
    assert (document.title, document.publisher) == ("障害報告書：証明書の失効".replace("：", ":"), "カクウ株式会社")


def test_a_page_is_of_the_company_that_its_title_names_after_a_dash(tmp_path: Path) -> None:
    head = "<head><title>点検の未実施について - 架空瓦斯</title></head>"
    page = f"<html>{head}<body><h1>点検の未実施について</h1><p>架空瓦斯株式会社は、点検を行いませんでした。</p></body></html>"
    assert disclosure(tmp_path, page, "page.html").publisher == "架空瓦斯株式会社"


@pytest.mark.parametrize("line", ["架空乳業株式会社　2025年4月11日", "お知らせ　２０２５年４月１１日"])
def test_a_date_after_the_company_or_the_kind_of_paper_is_that_of_publication(tmp_path: Path, line: str) -> None:
    assert disclosure(tmp_path, f"架空乳業株式会社\n{line}\n\n牛乳の自主回収のお知らせ{BODY}").published == date(2025, 4, 11)


def test_a_date_after_any_other_word_is_not(tmp_path: Path) -> None:
    assert disclosure(tmp_path, f"架空乳業株式会社\n発生日　2025年4月1日\n\n牛乳の自主回収のお知らせ{BODY}").published is None


def test_a_name_with_its_day_is_no_title_and_a_headline_may_be_a_sentence(tmp_path: Path) -> None:
    head = "【お知らせ】\n架空新聞社　　二〇二一年七月三日\n\n記事の談話について　読者の皆さまにおわびします"
    document = disclosure(tmp_path, head + BODY)
    assert document.title == "記事の談話について 読者の皆さまにおわびします"
    assert (document.publisher, document.published) == ("架空新聞社", date(2021, 7, 3))


@pytest.mark.parametrize(
    "line",
    [
        "2024年5月10日 株式会社架空ガス",
        "2024年5月10日現在　株式会社架空ガス",
        "2024年5月10日　架空ガス株式会社",
        "配管点検の結果について　株式会社架空ガス",
    ],
)
def test_a_company_that_ends_the_line_of_its_date_or_title_is_the_publisher(tmp_path: Path, line: str) -> None:
    document = disclosure(tmp_path, f"お知らせ\n\n{line}\n\n{BODY}")
    assert document.publisher in ("株式会社架空ガス", "架空ガス株式会社")
    assert document.publisher_span and document.quote(document.publisher_span) == document.publisher


@pytest.mark.parametrize(
    "line",
    [
        "2024.8.30　株式会社架空バス（Kakuu Bus）",
        "株式会社架空バス（Kakuu Bus）　2024年8月30日　広報24-07号",
        "株式会社架空バス　令和6年8月30日",
    ],
)
def test_a_line_of_company_date_and_number_gives_both(tmp_path: Path, line: str) -> None:
    document = disclosure(tmp_path, f"# 点呼の未実施について\n\n{line}\n{BODY}", "a.md")
    assert (document.publisher, document.published) == ("株式会社架空バス", date(2024, 8, 30))


def test_a_body_of_several_towns_is_an_authority(tmp_path: Path) -> None:
    assert disclosure(tmp_path, f"架空水道企業団　プレスリリース\n令和5年10月6日\n\n水質検査について\n{BODY}").publisher == "架空水道企業団"
