"""Tables that no lines draw."""

from collections.abc import Sequence

from ingest.alignment import with_tables
from ingest.contents import TableArea
from ingest.layout import Glyph, Row

SIZE = 10.0


def line(top: float, *words: tuple[float, str]) -> Row:
    """A line at a height, with words that begin at given places; every character is ten points wide."""
    glyphs = [
        Glyph(char, x + number * SIZE, top, x + (number + 1) * SIZE, top + SIZE, SIZE)
        for x, word in words
        for number, char in enumerate(word)
    ]
    return Row(tuple(glyphs))


def tables(rows: Sequence[Row]) -> list[TableArea]:
    """The tables among the lines."""
    return [part for part in with_tables(rows, ()) if isinstance(part, TableArea)]


def cells(rows: Sequence[Row]) -> list[list[str]]:
    """The words of the one table among the lines, row by row; lines of a cell are joined."""
    [area] = tables(rows)
    tops = sorted({rectangle[1] for rectangle, _ in area.cells})
    return [["".join(row.text for row in lines) for rectangle, lines in area.cells if rectangle[1] == top] for top in tops]


def test_words_that_begin_below_one_another_are_columns() -> None:
    rows = [
        line(0, (0, "地区"), (100, "戸数"), (200, "復旧")),
        line(20, (0, "北町"), (100, "120戸"), (200, "10時")),
        line(40, (0, "南町"), (100, "45戸"), (200, "11時")),
    ]
    assert cells(rows) == [["地区", "戸数", "復旧"], ["北町", "120戸", "10時"], ["南町", "45戸", "11時"]]


def test_a_wrapped_cell_stays_in_its_row() -> None:
    rows = [
        line(0, (0, "対象"), (100, "期間"), (200, "数")),
        line(20, (0, "台帳システ"), (100, "四月から"), (200, "三")),
        line(32, (0, "ム"), (100, "五月")),
        line(52, (0, "窓口"), (100, "六月"), (200, "四")),
    ]
    assert cells(rows)[1] == ["台帳システム", "四月から五月", "三"]


def test_an_empty_cell_keeps_its_place() -> None:
    rows = [
        line(20 * n, *words)
        for n, words in enumerate([((0, "甲"), (100, "乙"), (200, "丙")), ((0, "一"), (200, "三")), ((0, "四"), (100, "五"), (200, "六"))])
    ]
    assert cells(rows)[1] == ["一", "", "三"]


def test_running_text_is_no_table() -> None:
    assert tables([line(15 * n, (0, "当社は障害の原因を調査しました。" * 2)) for n in range(6)]) == []


def test_a_page_set_in_two_columns_is_read_one_after_the_other() -> None:
    rows = [line(15 * n, (0, f"左の段の第{n}行の本文が続く"), (150, f"右の段の第{n}行の本文が続く")) for n in range(8)]
    parts = with_tables(rows, ())
    assert [part.text for part in parts if isinstance(part, Row)] == [
        f"{side}の段の第{n}行の本文が続く" for side in "左右" for n in range(8)
    ]


def test_two_labels_with_their_values_are_no_table() -> None:
    assert tables([line(0, (0, "電話"), (60, "000-123")), line(15, (0, "受付"), (60, "九時から"))]) == []


def test_a_heading_below_a_table_is_not_of_it() -> None:
    rows = [line(20 * n, (0, "甲"), (100, "乙"), (200, "丙")) for n in range(3)]
    parts = with_tables([*rows, line(75, (0, "【原因】"))], ())
    assert isinstance(parts[0], TableArea) and isinstance(parts[1], Row) and len(parts) == 2
