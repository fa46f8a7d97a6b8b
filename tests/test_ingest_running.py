"""Running heads, printed page numbers, and notes beside running text."""

from ingest.contents import PageContent
from ingest.layout import Glyph, Row
from ingest.paper import write_pages
from ingest.running import printed_numbers
from ingest.side_notes import part_side_notes

WIDTH, HEIGHT = 600.0, 800.0


def words(text: str, left: float = 100, top: float = 400, size: float = 10) -> Row:
    """A line of words at a place, its characters as wide as they are high."""
    return Row(tuple(Glyph(char, left + n * size, top, left + (n + 1) * size, top + size, size) for n, char in enumerate(text)))


def page(number: int, foot: str) -> PageContent:
    """A page with a line of text and a foot."""
    return PageContent(number, WIDTH, HEIGHT, (words("調査の結果を報告する。"), words(foot, top=770)))


def test_the_printed_number_is_kept_beside_the_place_in_the_file() -> None:
    assert printed_numbers([page(1, "表紙"), page(2, "- 1 -"), page(3, "- 2 -")]) == {2: "1", 3: "2"}


def test_numbers_at_the_end_of_a_running_foot_are_page_numbers() -> None:
    assert printed_numbers([page(1, "架空電力 報告書 12"), page(2, "架空電力 報告書 13")]) == {1: "12", 2: "13"}


def test_a_number_that_no_neighbour_follows_is_none() -> None:
    assert printed_numbers([page(1, "1/3"), page(2, "2024"), page(3, "別添 7")]) == {}


def test_a_text_knows_its_printed_pages() -> None:
    extract = write_pages([page(1, "- 5 -"), page(2, "- 6 -")], ())
    assert [one.printed for one in extract.pages] == ["5", "6"]
    assert [line.raw for line in extract.lines or ()] == ["調査の結果を報告する。"] * 2


def test_notes_in_the_margin_are_read_after_the_text_and_not_as_part_of_its_lines() -> None:
    body = [glyph for n in range(4) for glyph in words("当社は障害の原因を調べて報告した。", top=100 + 20 * n).glyphs]
    notes = [glyph for n, text in enumerate(("電力量計の", "読みのこと")) for glyph in words(text, 300, 105 + 20 * n, 7).glyphs]
    running, beside = part_side_notes([*body, *notes], WIDTH)
    assert (running, beside) == (body, notes)


def test_small_letters_within_the_text_are_no_notes() -> None:
    body = [glyph for n in range(4) for glyph in words("当社は障害の原因を調べて報告した。", top=100 + 20 * n).glyphs]
    small = list(words("(注) この数は速報値である", 100, 200, 7).glyphs)
    assert part_side_notes([*body, *small], WIDTH) == ([*body, *small], [])
