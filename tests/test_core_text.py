"""Folding: reading text, and the raw place of each of its characters."""

import pytest

from core.text import fold, matching_key


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        ("ＮＷ　１２３", "NW 123"),
        ("ｶﾞｽ会社", "ガス会社"),
        ("2016年〜2023年", "2016年～2023年"),
        ("閲覧\nできる", "閲覧できる"),
        ("Call\nCenter", "Call Center"),
        ("<p>○ 研修</p> <p>○ 点検</p>", "○ 研修 ○ 点検"),
        ("**業務委託契約**を締結", "業務委託契約を締結"),
        ("[27日](#)、[30日](#)", "27日、30日"),
        ("電力&amp;ガス", "電力&ガス"),
        ("利用※¹", "利用※1"),
        ("①②は残る", "①②は残る"),
        ("<意識・教育面>", "<意識・教育面>"),
        ("https://example.jp/__files/a.pdf", "https://example.jp/__files/a.pdf"),
    ],
)
def test_raw_text_is_folded_to_reading_text(raw: str, reading: str) -> None:
    assert fold(raw).text == reading


@pytest.mark.parametrize("raw", ["閲覧\nできる<b>状態</b>でした。", "ｶﾞｽ ＡＢＣ", "  前後に空白  ", "**強調**と&amp;"])
def test_every_character_keeps_its_place(raw: str) -> None:
    folded = fold(raw, base=100)
    assert len(folded.offsets) == len(folded.text) + 1
    assert all(100 <= place <= 100 + len(raw) for place in folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)


def test_a_stretch_of_reading_text_is_found_again_in_the_raw_text() -> None:
    raw = "端末は３４３\n契約です"
    folded = fold(raw)
    start = folded.text.index("343")
    first, last = folded.place(start, start + len("343契約"))
    assert raw[first:last] == "３４３\n契約"


def test_an_empty_stretch_has_an_empty_place() -> None:
    first, last = fold("abc", base=7).place(1, 1)
    assert first == last == 8


def test_spellings_of_one_name_have_one_key() -> None:
    assert matching_key("ネットワーク オンライン・システム") == matching_key("「ネットワークオンラインシステム」")
