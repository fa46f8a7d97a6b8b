"""Pages whose running text is set in columns."""

from ingest.layout import Glyph
from ingest.page_columns import column_rows, reading_groups

SIZE = 10.0
SENTENCE = "当社は障害の原因を調べて報告した"


def line(text: str, left: float, top: float) -> list[Glyph]:
    """A line at a place; every character is ten points wide."""
    return [Glyph(char, left + n * SIZE, top, left + (n + 1) * SIZE, top + SIZE, SIZE) for n, char in enumerate(text)]


def page(right_top: float = 107) -> list[Glyph]:
    """A heading over two columns of eight lines that are not level, and a line below both."""
    left = [glyph for n in range(8) for glyph in line(f"左{n}{SENTENCE}", 50, 100 + 20 * n)]
    right = [glyph for n in range(8) for glyph in line(f"右{n}{SENTENCE}", 260, right_top + 20 * n)]
    return [*line("障害の原因に関する調査の結果についてのお知らせ", 50, 60), *left, *right, *line(f"以上{SENTENCE}{SENTENCE}", 50, 300)]


def test_columns_are_read_one_after_the_other() -> None:
    starts = ["".join(row.text for row in rows)[:2] for rows in column_rows(page())]
    assert starts == ["障害", "左0", "右0", "以上"]


def test_a_line_of_a_column_knows_how_far_the_column_reaches() -> None:
    groups = column_rows(page())
    assert [rows[0].column for rows in groups[1:3]] == [(50, 230), (260, 440)]


def test_short_words_side_by_side_are_no_columns() -> None:
    glyphs = [glyph for n in range(8) for left, text in ((50, "北浜支店"), (260, "12件")) for glyph in line(text, left, 100 + 20 * n)]
    assert reading_groups(glyphs) == [glyphs]


def test_running_text_over_the_whole_width_is_one_group() -> None:
    glyphs = [glyph for n in range(8) for glyph in line(SENTENCE * 2, 50, 100 + 20 * n)]
    assert reading_groups(glyphs) == [glyphs]
