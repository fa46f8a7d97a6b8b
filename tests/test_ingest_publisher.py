"""Who publishes a document: named by a line, by who runs what the head names, or by a name in full beside others."""

from datetime import date
from pathlib import Path

import pytest

from tests.reading import disclosure

BODY = "\n\n当社は、予約システムの障害について調査しましたので、その結果をお知らせいたします。\n"


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("ホテル架空荘\n（運営：株式会社架空リゾート）\n総支配人　甲野 花\n\n不正ログインについて", "株式会社架空リゾート"),
        ("2025年5月9日　架空シネマ（Kakuu Cinema）　運営会社：架空興業株式会社\n\n二重請求について", "架空興業株式会社"),
        (
            "令和7年1月24日\n社会福祉法人 架空の里　特別養護老人ホーム 架空苑\n施設長　甲野 花\n\n食中毒の発生について",
            "社会福祉法人 架空の里 特別養護老人ホーム 架空苑",
        ),
        ("株式会社架空医器／Kakuu Medical Inc.\n2025年4月21日\n\n自主改修のお知らせ", "株式会社架空医器"),
        ("令和7年7月4日\n架空市総務部資産税課\n\n課税誤りについて", "架空市"),
        ("2024年3月1日\n株式会社 架空館　編集局\n\n訂正とお詫び", "株式会社 架空館"),
    ],
)
def test_a_letterhead_of_any_shape_names_the_publisher(tmp_path: Path, head: str, publisher: str) -> None:
    document = disclosure(tmp_path, head + BODY)
    assert document.publisher == publisher
    assert document.publisher_span and document.quote(document.publisher_span).replace("　", " ") == publisher


def test_a_letter_is_signed_at_its_end(tmp_path: Path) -> None:
    text = "ご支援くださる皆さまへ" + BODY * 3 + "\n　　2024年3月28日\n　　　　認定NPO法人 架空食堂ネット　理事長　甲野 花\n"
    document = disclosure(tmp_path, text)
    assert (document.publisher, document.published) == ("認定NPO法人 架空食堂ネット", date(2024, 3, 28))


def test_a_party_beside_the_publisher_did_not_publish_it(tmp_path: Path) -> None:
    assert disclosure(tmp_path, "2024年3月28日\n委託先　株式会社架空フード\n\n食中毒について" + BODY).publisher is None


@pytest.mark.parametrize(
    "line", ["記者発表　令和6年5月17日（金）", "品質保証室／最終更新 2024年5月17日", "発表日時　令和6年5月17日 16時00分"]
)
def test_the_date_of_a_page_stands_beside_other_things(tmp_path: Path, line: str) -> None:
    assert disclosure(tmp_path, f"架空市教育委員会\n{line}\n\n採点の誤りについて" + BODY).published == date(2024, 5, 17)
