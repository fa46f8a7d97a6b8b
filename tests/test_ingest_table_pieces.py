"""Tables that go on over pages."""

from collections.abc import Sequence

from core.records import BlockKind, Table
from ingest.contents import PageContent, TableArea
from ingest.drafts import Extract
from ingest.layout import Glyph, Row
from ingest.paper import write_pages
from ingest.ruling import edge, ruled_tables

SIZE = 10.0
WIDTH, HEIGHT = 600.0, 800.0
COLUMN, LINE = 120.0, 20.0
HEADINGS = ("事業所", "判明日", "件数")


def words(text: str, left: float, top: float) -> Row:
    """A line of words at a place; every character is ten points wide."""
    return Row(tuple(Glyph(char, left + n * SIZE, top, left + (n + 1) * SIZE, top + SIZE, SIZE) for n, char in enumerate(text)))


def area(rows: Sequence[Sequence[str]], *, top: float = 100.0, left: float = 50.0) -> TableArea:
    """A ruled table at a place, a cell for each text."""
    return TableArea(
        tuple(
            (
                (left + x * COLUMN, top + y * LINE, left + (x + 1) * COLUMN, top + (y + 1) * LINE),
                (words(text, left + x * COLUMN + 3, top + y * LINE + 5),) if text else (),
            )
            for y, row in enumerate(rows)
            for x, text in enumerate(row)
        )
    )


def pages(*parts: Sequence[Row | TableArea]) -> Extract:
    """The text of pages that hold these parts."""
    return write_pages([PageContent(number, WIDTH, HEIGHT, tuple(own)) for number, own in enumerate(parts, 1)], ())


def tables(extract: Extract) -> list[Table]:
    """The tables of a text."""
    return [draft.table for draft in extract.fixed if draft.kind is BlockKind.TABLE and draft.table is not None]


def column(table: Table, number: int) -> list[str]:
    """What stands in a column from its first row."""
    return [cell.text if (cell := table.at(row, number)) else "" for row in range(table.rows)]


FIRST = [HEADINGS, ("北", "4月1日", "12件"), ("南", "4月2日", "8件")]


def test_a_table_goes_on_under_headings_that_come_again() -> None:
    extract = pages([area(FIRST)], [area([HEADINGS, ("東", "5月1日", "3件")])])
    (table,) = tables(extract)
    assert (column(table, 0), table.header_rows) == (["事業所", "北", "南", "東"], 1)
    last = table.at(3, 2)
    assert last is not None and extract.text[last.start : last.end] == "3件"
    assert extract.pages[1].start <= last.start < extract.pages[1].end


def test_a_table_goes_on_without_headings() -> None:
    (table,) = tables(pages([area(FIRST)], [area([("東", "5月1日", "3件"), ("西", "5月2日", "4件")])]))
    assert column(table, 0) == ["事業所", "北", "南", "東", "西"]
    assert [cell.text for cell in table.column_headings(2)] == ["件数"]


def test_a_table_goes_on_over_three_pages_with_margins_that_differ() -> None:
    (table,) = tables(pages([area(FIRST)], [area([("東", "5月1日", "3件")], left=70)], [area([("西", "5月2日", "4件")])]))
    assert column(table, 2) == ["件数", "12件", "8件", "3件", "4件"]


def test_a_label_that_a_page_breaks_off_carries_on() -> None:
    rows = [("北支店", "期間", "4月から"), ("", "件数", "12件")]
    cells = area(rows).cells
    merged = TableArea((((50.0, 100.0, 170.0, 140.0), cells[0][1]), *cells[1:3], *cells[4:]))
    (table,) = tables(pages([merged], [area([("", "原因", "設定の誤り"), ("南支店", "期間", "5月から"), ("", "件数", "3件")])]))
    assert next(cell.text for cell in table.row_labels(2)) == "北支店"


def test_what_says_that_it_goes_on_is_no_paragraph() -> None:
    extract = pages([words("表1 件数", 50, 80), area(FIRST)], [words("表1 件数(続き)", 50, 80), area([HEADINGS, ("東", "5月1日", "3件")])])
    assert len(tables(extract)) == 1
    assert [line.raw for line in extract.lines or ()] == ["表1 件数"]


def test_words_between_two_tables_keep_them_apart() -> None:
    assert len(tables(pages([area(FIRST)], [words("次の件は別に調べた。", 50, 80), area([("東", "5月1日", "3件")])]))) == 2


def test_a_table_with_other_headings_is_another() -> None:
    assert len(tables(pages([area(FIRST)], [area([("原因", "対策", "時期"), ("誤操作", "研修", "4月")])]))) == 2


def test_a_table_with_other_columns_is_another() -> None:
    assert len(tables(pages([area(FIRST)], [area([("東", "5月1日", "3件", "済")])]))) == 2


def test_a_cell_that_the_end_of_a_page_leaves_open_is_a_cell() -> None:
    upright = [edge(x, 100, x, 160) for x in (50.0, 170.0, 290.0)]
    level = [edge(50, 100, 290, 100), edge(50, 120, 290, 120)]
    found = [("区分", 53, 105), ("件数", 173, 105), ("北", 53, 125), ("12件", 173, 125)]
    glyphs = [glyph for text, left, top in found for glyph in words(text, left, top).glyphs]
    (table,), _ = ruled_tables([*upright, *level], glyphs)
    assert sum(1 for _, rows in table.cells if rows) == 4


def test_lines_that_overshoot_their_corner_add_no_row() -> None:
    upright = [edge(50.0, 80, 50.0, 140), edge(170.0, 100, 170.0, 140), edge(290.0, 80, 290.0, 140)]
    level = [edge(50, y, 290, y) for y in (100.0, 120.0, 140.0)]
    found = [("表題", 53, 85), ("区分", 53, 105), ("件数", 173, 105), ("北", 53, 125), ("12件", 173, 125)]
    glyphs = [glyph for text, left, top in found for glyph in words(text, left, top).glyphs]
    (table,), _ = ruled_tables([*upright, *level], glyphs)
    assert table.top == 100


def test_labels_that_begin_again_on_a_new_page_are_of_another_record() -> None:
    record = [("発生日", "6月3日"), ("件数", "12件"), ("原因", "設定の誤り")]
    assert len(tables(pages([area(record)], [area([("発生日", "7月4日"), *record[1:]])]))) == 2
