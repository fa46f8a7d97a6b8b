"""Labels and values of a line, and the parts of a figure."""

import pytest

from core.text import fold
from facts.line_parts import part_name, read_parts


def pairs(line: str) -> list[tuple[str, str]]:
    """The labels and values of a line."""
    return [(part.label, part.value) for part in read_parts(fold(line), line, 0)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("・件数：12件", [("件数", "12件")]),
        ("(1) 対象件数　1,284件", [("対象件数", "1,284件")]),
        ("発生日：1月6日　復旧日：1月7日", [("発生日", "1月6日"), ("復旧日", "1月7日")]),
        ("（証券コード：9999 東証）", [("証券コード", "9999 東証")]),
        ("（連絡先）総務部", [("連絡先", "総務部")]),
        ("うち社外宛て 300通", [("うち社外宛て", "300通")]),
        ("受付時間　平日9：00～17：00", [("受付時間", "平日9:00～17:00")]),
    ],
)
def test_what_a_line_says_under_labels(line: str, found: list[tuple[str, str]]) -> None:
    assert pairs(line) == found


@pytest.mark.parametrize(
    "line", ["https://www.wakaba.example/", "02:17 停止", "甲社（本社：東京）は点検した。", "調査した結果は：次のとおり", "窓口　を閉めた"]
)
def test_what_is_no_label_and_value(line: str) -> None:
    assert pairs(line) == []


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        ("社員12名、派遣社員34名", "34名", "派遣社員"),
        ("約900通(うち社外宛て 約300通)", "約300通", "うち社外宛て"),
        ("直営店(6店舗)", "6店舗", "直営店"),
        ("合計46件", "46件", None),
    ],
)
def test_the_name_of_a_part_stands_before_its_figure(text: str, figure: str, name: str | None) -> None:
    assert part_name(text, text.index(figure)) == name
