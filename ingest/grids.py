"""A grid of cell places becomes a Table: heading rows, label columns, and labels that carry on into blank cells.

The three sources of grids (tabs, Markdown pipes, HTML or ruled PDF tables) all end here, so that a table is read the same
way whatever it was written in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.records import Cell, Table
from core.text import fold, matching_key
from ingest.labels import ends_with_word, is_word
from ingest.shapes import cell_shape, is_value
from ingest.urls import reading_text

_SUBHEADING = re.compile(r"^(?:[<〈【\[《].{1,30}[>〉】\]》]|[■◆▼◇□].{1,30})$")
_ENUMERATED = re.compile(r"^[①-⑳㉑-㉟]")
_NUMBER_ONLY = re.compile(r"^(?:[①-⑳㉑-㉟]|[(（]?\d{1,3}[)）.]?)$")
_NUMBER_HEADING = re.compile(r"(?i)^(?:no\.?|番号|項番|#|事案|区分)?$")
_LONGEST_HEADING = 40
# What stands in a cell for the words of the one above it.
_DITTO = re.compile(r"^(?:同上|〃|″|々|\"|\(同上\))$")
_DAY = re.compile(r"\d ?日$")  # 10月28日 is none of the headings that end in 日 (発生日)
_VALUE_SHAPES = ("date", "count", "mark", "url", "list", "sentence")


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of a grid: its stretch of the text, its reading text, and how many rows and columns it was written to cover."""

    start: int
    end: int
    text: str
    row_span: int = 1
    column_span: int = 1
    heading: bool = False


Grid = list[list[Place]]


def place(text: str, start: int, end: int) -> Place:
    """The cell that stands in a stretch of the text, white space around it left out."""
    folded = fold(text[start:end], start)
    if not folded.text:
        return Place(start, start, "")
    first, last = folded.place(0, len(folded.text))
    return Place(first, last, reading_text(text[start:end], start))


def build_table(grid: Grid, *, header_rows: int | None = None, header_columns: int | None = None) -> Table | None:
    """The table of a grid whose blank cells carry on the label above or to the left; None for one without text.

    `header_rows` and `header_columns` are known when the source marks them, and decided from the content otherwise.
    """
    grid = _trimmed(_squared(grid))
    if not grid or not grid[0]:
        return None
    grid = _realigned(grid)
    top = _header_rows(grid) if header_rows is None else min(header_rows, len(grid))
    left = _header_columns(grid, top) if header_columns is None else header_columns
    return Table(len(grid), len(grid[0]), tuple(_without_ditto(_cells(grid, top, left), top)), top, left)


def table_from_spans(
    cells: Sequence[tuple[int, int, Place]], rows: int, columns: int, *, header_rows: int | None, header_columns: int | None
) -> Table:
    """The table of cells whose row and column spans the source itself gives (HTML, ruled PDF tables)."""
    flat: Grid = [[Place(0, 0, "") for _ in range(columns)] for _ in range(rows)]
    for row, column, item in cells:
        flat[row][column] = item  # what it covers besides stays blank, as in tables without marked spans
    top = _header_rows(flat) if header_rows is None else header_rows
    left = _header_columns(flat, top) if header_columns is None else header_columns
    placed = [Cell(row, column, item.text, item.start, item.end, item.row_span, item.column_span) for row, column, item in cells]
    return Table(rows, columns, tuple(_without_ditto(placed, top)), top, left)


def _without_ditto(cells: Sequence[Cell], top: int) -> list[Cell]:
    """The cells with each 同上 of the body left out, and the one above it carried on over its row."""
    kept: list[Cell] = []
    ends: dict[tuple[int, int], int] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        above = ends.get((cell.row, cell.column)) if cell.row > top else None
        if above is not None and _DITTO.match(cell.text) and kept[above].column_span == cell.column_span:
            kept[above] = replace(kept[above], row_span=kept[above].row_span + cell.row_span)
        else:
            above = len(kept)
            kept.append(cell)
        ends.setdefault((kept[above].row + kept[above].row_span, cell.column), above)
    return kept


def _squared(grid: Grid) -> Grid:
    width = max((len(row) for row in grid), default=0)
    return [[*row, *(Place(row[-1].end, row[-1].end, "") for _ in range(width - len(row)))] for row in grid if row]


def _trimmed(grid: Grid) -> Grid:
    """Without rows and outer columns that are blank throughout."""
    rows = [row for row in grid if any(cell.text for cell in row)]
    if not rows:
        return []
    filled = [column for column in range(len(rows[0])) if any(row[column].text for row in rows)]
    return [row[filled[0] : filled[-1] + 1] for row in rows]


def _realigned(grid: Grid) -> Grid:
    """Rows that lost a leading blank cell (and got one at the end) are moved back, where that fits the columns better."""
    return [_moved_right(grid, index) if _fits_better_moved(grid, index) else row for index, row in enumerate(grid)]


def _moved_right(grid: Grid, index: int) -> list[Place]:
    row = grid[index]
    return [Place(row[0].start, row[0].start, ""), *row[:-1]]


def _fits_better_moved(grid: Grid, index: int) -> bool:
    row = grid[index]
    if index < 2 or len(row) < 3 or row[-1].text or not all(cell.text for cell in row[:-1]):
        return False
    others = [other for place_, other in enumerate(grid[1:], 1) if place_ != index and not other[0].text]
    return bool(others) and _likeness(_moved_right(grid, index), others) > _likeness(row, others)


def _likeness(row: Sequence[Place], others: Sequence[Sequence[Place]]) -> int:
    return sum(cell_shape(cell.text) == cell_shape(other[column].text) for other in others for column, cell in enumerate(row))


def _header_rows(grid: Grid) -> int:
    """How many rows at the top are column headings; at least one row is left as body."""
    if len(grid) < 2 or not _is_header_row(grid):
        return 0
    count = 1
    while count < len(grid) - 1 and _is_further_header_row(grid, count):
        count += 1
    return count


def _is_header_row(grid: Grid) -> bool:
    first = grid[0]
    texts = [cell.text for cell in first]
    filled = [text for text in texts if text]
    if not filled or any(len(text) > _LONGEST_HEADING or _is_body_text(text) for text in filled):
        return False
    if all(cell.heading for cell in first if cell.text):
        return True
    if not texts[0]:
        return len(filled) > 1 and any(row[0].text for row in grid[1:])
    if len(first) == 1:
        return False
    if len(first) == 2:
        return _is_pair_header(grid)
    return _is_wide_header(grid, filled)


def _is_body_text(text: str) -> bool:
    shape = cell_shape(text)
    if shape == "date" and not _DAY.search(text) and (is_word("header_words", text) or ends_with_word("header_endings", text)):
        return False
    return shape in _VALUE_SHAPES and not re.fullmatch(
        r"(?:(?:19|20)\d\d年度?|\d{1,2}月|第\d+四半期|(?:令和|平成)\S+年度?)(?:\s*\(.*\))?", text
    )


def _is_pair_header(grid: Grid) -> bool:
    """Two columns: label → value, unless the first row names what the others hold."""
    label, value = grid[0][0].text, grid[0][1].text
    body = [row for row in grid[1:] if row[0].text]
    if not value or not body:
        return False
    if is_word("item_headings", label) and (is_heading_word(value) or not is_value(value)):
        return not _are_attributes(body) or is_word("value_headings", value)
    if is_word("value_headings", value) and all(not is_word("header_words", row[0].text) for row in body):
        return True
    if _names_column(label, [row[0].text for row in body]) and len(value) <= 16:
        return True
    shapes = {cell_shape(row[0].text) for row in body}
    if shapes <= {"date"} and cell_shape(label) != "date":
        return True
    values = {cell_shape(row[1].text) for row in body if row[1].text}
    return len(body) > 1 and len(values) == 1 and values <= {"count", "date", "mark"} and is_heading_word(value)


def is_heading_word(text: str) -> bool:
    """True for a word that names what stands below or beside it (件数, 発生日), notes and brackets aside."""
    bare = re.sub(r"\(.*?\)|※\d*", "", text).strip()
    return is_word("header_words", bare) or ends_with_word("header_endings", bare)


def _are_attributes(body: Sequence[Sequence[Place]]) -> bool:
    """True when the labels of the rows are themselves names of attributes (期間, 件数, 原因)."""
    named = sum(1 for row in body if is_heading_word(row[0].text))
    return named * 2 >= len(body) and len(body) > 1


def _names_column(heading: str, texts: Sequence[str]) -> bool:
    """True when a heading is the general word of what stands below it (システム over …システム, 事案 over 事案①)."""
    key = matching_key(heading)
    keys = [matching_key(text) for text in texts if text]
    return bool(keys) and len(key) > 1 and all(key in other and other != key for other in keys)


def _is_wide_header(grid: Grid, filled: Sequence[str]) -> bool:
    if len(set(filled)) < len(filled) and not is_heading_word(filled[0]):
        return False
    if sum(1 for text in filled if is_heading_word(text)) * 2 >= len(filled):
        return True
    body = [cell for row in grid[1:] for cell in row[1:] if cell.text]
    if any(_ENUMERATED.match(text) for text in filled):
        return False
    valued = sum(1 for cell in body if is_value(cell.text))
    return len(filled) > 1 and (valued * 2 >= len(body) or _names_column(filled[0], [row[0].text for row in grid[1:]]))


def _is_further_header_row(grid: Grid, index: int) -> bool:
    """A row of finer headings: nothing in its first column, and what it holds stands under a heading that spans."""
    row, above = grid[index], grid[index - 1]
    if row[0].text or not any(cell.text for cell in row) or not grid[index + 1][0].text:
        return False
    if any(cell.text and (_is_body_text(cell.text) or len(cell.text) > _LONGEST_HEADING) for cell in row):
        return False
    if any(_SUBHEADING.match(cell.text) for cell in row if cell.text):
        return False
    return any(cell.text and (not above[column].text or not above[min(column + 1, len(row) - 1)].text) for column, cell in enumerate(row))


def _header_columns(grid: Grid, header_rows: int) -> int:
    """How many columns at the left are row labels."""
    columns = len(grid[0])
    body = grid[header_rows:]
    first = [row[0].text for row in body if row[0].text]
    if columns < 2 or not first or _is_item_grid(body):
        return 0
    if all(cell_shape(text) in ("mark", "sentence", "list") and not _NUMBER_ONLY.match(text) for text in first):
        return 0
    count = 1
    while count < columns - 1 and _is_label_column(grid, header_rows, count):
        count += 1
    return count


def _is_item_grid(body: Sequence[Sequence[Place]]) -> bool:
    """Numbered items laid out in columns: no column labels another."""
    filled = [cell.text for row in body for cell in row if cell.text]
    return sum(1 for text in filled if _ENUMERATED.match(text)) * 2 > len(filled) and any(
        _ENUMERATED.match(cell.text) for row in body for cell in row[1:]
    )


def _is_label_column(grid: Grid, header_rows: int, column: int) -> bool:
    """A further column of labels: under the heading of the first, or finer than labels that carry on."""
    body = grid[header_rows:]
    if any(is_value(row[column].text) for row in body if row[column].text):
        return False
    if header_rows and not any(grid[row][column].text for row in range(header_rows)):
        return True
    numbered = all(_NUMBER_ONLY.match(row[0].text) for row in body if row[0].text) and _NUMBER_HEADING.match(
        grid[0][0].text if header_rows else ""
    )
    if column == 1 and (numbered or re.fullmatch(r"(?i)no\.?|番号|項番|#", grid[0][0].text)):
        return True
    carried = [row for row in body if not row[column - 1].text and row[column].text]
    texts = [row[column].text for row in body if row[column].text]
    return not header_rows and bool(carried) and all(len(text) <= 20 for text in texts) and column < len(grid[0]) - 1


def _cells(grid: Grid, top: int, left: int) -> list[Cell]:
    """The cells with their spans; a blank cell that a label governs has none of its own."""
    rows, columns = len(grid), len(grid[0])
    spans = _spans(grid, top, left)
    covered = {
        (row + down, column + across)
        for (row, column), (height, width) in spans.items()
        for down in range(height)
        for across in range(width)
        if down or across
    }
    return [
        Cell(row, column, grid[row][column].text, grid[row][column].start, grid[row][column].end, *spans.get((row, column), (1, 1)))
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in covered
    ]


def _spans(grid: Grid, top: int, left: int) -> dict[tuple[int, int], tuple[int, int]]:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(top):
        for column, cell in enumerate(grid[row]):
            if cell.text:
                spans[row, column] = _heading_span(grid, top, left, row, column)
    for row in range(top, len(grid)):
        filled = [column for column, cell in enumerate(grid[row]) if cell.text]
        if is_subheading_row(grid, row, left):
            announced = filled.pop()
            spans[row, announced] = (1, len(grid[row]) - announced)
        for column in filled:
            spans[row, column] = _body_span(grid, left, row, column)
    return spans


def is_subheading_row(grid: Grid, row: int, left: int) -> bool:
    """A row inside the body whose one cell beside labels only announces the rows below it (<システム面>)."""
    filled = [column for column, cell in enumerate(grid[row]) if cell.text]
    others = [column for column in filled[:-1] if column >= left]
    return (
        bool(filled) and not others and len(grid[row]) > 2 and bool(_SUBHEADING.match(grid[row][filled[-1]].text)) and row < len(grid) - 1
    )


def _heading_span(grid: Grid, top: int, left: int, row: int, column: int) -> tuple[int, int]:
    width = 1
    while (
        column + width < len(grid[0]) and not grid[row][column + width].text and _spans_right(grid, top, left, row, column, column + width)
    ):
        width += 1
    height = 1
    while row + height < top and not any(grid[row + height][column + across].text for across in range(width)):
        height += 1
    return height, width


def _spans_right(grid: Grid, top: int, left: int, row: int, column: int, blank: int) -> bool:
    """A heading runs on over a blank cell when finer headings or label columns stand below it."""
    if any(grid[above][blank].text for above in range(row)):
        return False
    below = any(grid[further][blank].text for further in range(row + 1, top))
    return below or (column < left and blank < left) or (column >= left and row + 1 == top and top == 1)


def _body_span(grid: Grid, left: int, row: int, column: int) -> tuple[int, int]:
    if column >= left:
        return _merged_height(grid, left, row, column), 1
    width = 1
    while column + width < left and not grid[row][column + width].text and not _carries_into(grid, row, column + width):
        width += 1
    return (_carried_height(grid, row, column) if width == 1 else 1), width


def _carries_into(grid: Grid, row: int, column: int) -> bool:
    """True when a blank label is the going on of the one above it in its own column."""
    return False if grid[row][column - 1].text else row > 0 and bool(grid[row - 1][column].text)


def _carried_height(grid: Grid, row: int, column: int) -> int:
    """Rows that a cell governs: down to the next text in its column or in a column left of it."""
    height = 1
    while row + height < len(grid) and not any(grid[row + height][before].text for before in range(column + 1)):
        height += 1
    return height


def _merged_height(grid: Grid, left: int, row: int, column: int) -> int:
    """Rows that a value governs: a blank below it is merged with it only where that row's label is blank too."""
    if left != 1 or column == left:
        return 1
    height = 1
    while row + height < len(grid) and not grid[row + height][0].text and not grid[row + height][column].text:
        if is_subheading_row(grid, row, left) or is_subheading_row(grid, row + height, left):
            break
        height += 1
    return height
