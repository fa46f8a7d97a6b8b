"""What a publisher is called by what it runs."""

from pathlib import Path

import pytest

from facts.brands import brands
from tests.reading import disclosure


@pytest.mark.parametrize(
    ("text", "called"),
    [
        (
            "不正ログインについて\n\nホテル架空荘\n（運営：株式会社架空リゾート）\n\n2024年2月9日\n\n当ホテルで不正なログインがありました。\n",
            {"ホテル架空荘"},
        ),
        (
            "2025年5月9日　架空シネマ（Kakuu Cinema）　運営会社：架空興業株式会社\n\n二重請求について\n\n請求が重なりました。\n",
            {"架空シネマ", "Kakuu Cinema"},
        ),
        (
            "株式会社架空荘\n2024年2月19日\n\n産地の表示について\n\n当社が運営する「洋食かくう」の一部の店で誤りがありました。\n",
            {"洋食かくう"},
        ),
        ("令和7年1月24日\n社会福祉法人 架空の里　特別養護老人ホーム 架空苑\n\n食中毒について\n\nお詫びします。\n", {"架空苑"}),
        ("株式会社架空荘\n2024年2月19日\n\n産地の表示について\n\n他社が運営する「洋食よその」とは関係がありません。\n", set()),
    ],
)
def test_what_the_publisher_runs_names_it(tmp_path: Path, text: str, called: set[str]) -> None:
    document = disclosure(tmp_path, text)
    found = list(brands(document))
    assert {name.surface for name in found} == called
    assert all(document.text[name.start : name.end].replace("　", " ") for name in found)


def test_a_document_without_a_publisher_has_no_brands(tmp_path: Path) -> None:
    assert not list(brands(disclosure(tmp_path, "当社が運営する「洋食かくう」の一部の店で誤りがありました。\n")))
