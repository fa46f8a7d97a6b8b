"""The boxes of quotes."""

from core.places import boxes_of, printed_line, quote_boxes
from core.records import BlockKind, Box, Disclosure, Page, Passage, Span

TEXT = "件数は12件です\n原因は 不明です"
PAGE = Page(1, 0, len(TEXT), 400.0, 400.0)
LINES = (
    printed_line(0, 1, 10, 20, [50.0 + 10 * n for n in range(9)]),
    printed_line(9, 1, 30, 40, [50.0, 60.0, 70.0, 80.0, 95.0, 105.0, 115.0, 125.0, 135.0]),
)


def boxes(words: str, page: Page = PAGE) -> list[tuple[float, float, float, float]]:
    """The boxes of the words in the text."""
    start = TEXT.index(words)
    return [(box.x0, box.y0, box.x1, box.y1) for box in boxes_of(TEXT, LINES, (page,), Span(start, start + len(words)))]


def test_a_box_covers_the_words_alone() -> None:
    assert boxes("12件") == [(80, 10, 110, 20)]


def test_words_of_two_lines_have_a_box_on_each() -> None:
    assert boxes("です\n原因") == [(110, 10, 130, 20), (50, 30, 70, 40)]


def test_white_space_at_its_ends_is_no_part_of_a_box() -> None:
    assert boxes(" 不明") == [(95, 30, 115, 40)]


def test_the_edges_of_a_line_are_kept_as_runs() -> None:
    assert LINES[0].edges == "500 100*8"


def test_an_upright_line_runs_down_the_page() -> None:
    line = printed_line(0, 1, 300, 310, [100.0, 110.0, 120.0], upright=True)
    assert boxes_of("縦書", (line,), (PAGE,), Span(1, 2)) == (Box(1, 300.0, 110.0, 310.0, 120.0),)


def test_of_a_scan_that_lay_aslant_the_box_lies_where_the_words_were() -> None:
    [(x0, y0, x1, y1)] = boxes("12件", Page(1, 0, len(TEXT), 400.0, 400.0, slant=90.0))
    assert (x0, y0, x1, y1) == (380, 80, 390, 110)


def test_a_document_stored_without_its_lines_has_the_boxes_of_its_passages() -> None:
    passage = Passage("p", "a", 0, TEXT, 0, len(TEXT), BlockKind.PARAGRAPH, 0, boxes=(Box(1, 0, 0, 1, 1),))
    assert quote_boxes(Disclosure("a", "x.pdf", "application/pdf", TEXT, (PAGE,), (), (passage,)), Span(0, 2)) == passage.boxes
