"""Who holds an office."""

import pytest

from facts.offices import is_person, office_of_line, offices_in_brackets


@pytest.mark.parametrize(
    ("line", "title", "name"),
    [
        ("情報基盤センター長 相田 梓", "情報基盤センター長", "相田 梓"),
        ("青空運輸株式会社 取締役社長 高橋 俊介", "取締役社長", "高橋 俊介"),
        ("代表取締役社長 社長執行役員 山田 太郎", "代表取締役社長 社長執行役員", "山田 太郎"),
        ("院長:山田太郎", "院長", "山田太郎"),
    ],
)
def test_a_line_of_an_office_and_a_name(line: str, title: str, name: str) -> None:
    office = office_of_line(line)
    assert office and (office.title, office.name) == (title, name)


@pytest.mark.parametrize(
    "line", ["社長 挨拶", "部長 会議の開催", "広報部長 広報 担当", "代表取締役社長が退任しました", "1階の部長 山田 太郎から3名"]
)
def test_other_lines_are_no_office(line: str) -> None:
    assert office_of_line(line) is None


def test_brackets_may_hold_several() -> None:
    found = offices_in_brackets("調査委員会(委員長:弁護士 高橋 実、事務局長:山田 太郎)")
    assert [(office.title, office.name) for office in found] == [("委員長", "高橋 実"), ("事務局長", "山田 太郎")]


def test_a_unit_is_no_person() -> None:
    assert is_person("山田 太郎")
    assert not is_person("総務 担当")
    assert not is_person("記者会見")
