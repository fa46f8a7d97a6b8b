"""How someone is reached."""

from core.records import ValueKind
from facts.contacts import hours_in, is_contact_word, reaches_in


def test_each_number_of_a_line_has_its_word_and_whom_it_reaches() -> None:
    found = reaches_in("お客様相談室 電話 03-0000-0001 FAX 03-0000-0002")
    assert [(r.who, r.word, r.value.text) for r in found] == [
        ("お客様相談室", "電話", "03-0000-0001"),
        ("お客様相談室", "FAX", "03-0000-0002"),
    ]
    assert [r.value.kind for r in found] == [ValueKind.PHONE, ValueKind.TEXT]


def test_a_number_with_a_name_of_its_own_keeps_it() -> None:
    assert reaches_in("荷物照会専用ダイヤル 0120-000-001")[0].who == "荷物照会専用ダイヤル"


def test_a_sentence_is_no_line_of_contacts() -> None:
    assert reaches_in("詳しくは https://www.wakaba.example/ をご覧ください。") == []


def test_the_hours_are_those_in_brackets_behind_the_number() -> None:
    text = "窓口(24時間) 0120-000-001(受付時間:9時～17時)"
    assert hours_in(text, text.index("001") + 3) == ("9時～17時", text.index("9時"), len(text) - 1)


def test_a_contact_word_says_by_what_not_whom() -> None:
    assert is_contact_word("TEL.")
    assert not is_contact_word("お客様相談室")


def test_the_quoted_part_of_a_name_keeps_its_brackets() -> None:
    assert reaches_in("「荷物ナビ」専用窓口 0120-000-001")[0].who == "「荷物ナビ」専用窓口"


def test_the_brackets_around_an_address_are_nobody() -> None:
    assert reaches_in("<https://www.wakaba.example/>")[0].who == ""
