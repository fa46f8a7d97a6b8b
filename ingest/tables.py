"""Tables written as text: with tabs, and with Markdown pipes."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from core.records import BlockKind
from core.text import matching_key
from ingest.drafts import Draft, Line
from ingest.grids import Grid, Place, build_table, place
from ingest.marks import Role, read_mark
from ingest.paragraphs import FURTHER_TEXT

_PIPE_ROW = re.compile(r"^(?:[-*]\s+)?[|｜│┃║].*[|｜│┃║]$")
# The bars of a drawn table that has none at its edges; an upright "|" between words may part the items of a menu.
_DRAWN_BAR = re.compile(r"[｜│┃]")
_DASHES = r"\s*(?::?-{2,}:?|:-+:?|-+:)\s*"
_PIPE_RULE = re.compile(rf"^(?:[-*]\s+)?\|?(?:{_DASHES}\|)+(?:{_DASHES})?\|?$")
_GRID_RULE = re.compile(r"^(?:\+[-=+:]*-[-=+:]*\+|[┌┏╔├┣╠└┗╚][─━═┬┳╦┼╋╬┴┻╩┯┿┷]+[┐┓╗┤┫╣┘┛╝])$")
_CELL_BREAK = re.compile(r"(?<!\\)[|｜│┃║]")


def take_tables(text: str, lines: Sequence[Line]) -> list[Line | Draft]:
    """The lines with those of tables replaced by their tables, in order."""
    found: list[Line | Draft] = []
    index = 0
    while index < len(lines):
        stop, drafts = _table_at(text, lines, index)
        if drafts:
            found.extend(drafts)
            index = stop
        else:
            found.append(lines[index])
            index += 1
    return found


def _table_at(text: str, lines: Sequence[Line], index: int) -> tuple[int, list[Draft]]:
    if _is_tab_row(lines[index]):
        return _tab_table(text, lines, index)
    if _is_pipe_start(lines, index):
        return _pipe_table(text, lines, index)
    return index, []


def _is_pipe_start(lines: Sequence[Line], index: int) -> bool:
    """A row between pipes, the top of a drawn table, or headings over a Markdown rule (whose outer pipes may be left out)."""
    raw = lines[index].raw
    if _PIPE_ROW.match(raw) or _GRID_RULE.match(raw):
        return True
    below = lines[index + 1].raw if index + 1 < len(lines) else ""
    if _is_drawn_row(lines, index) and _is_drawn_row(lines, index + 1):
        return True
    return "|" in raw and "|" in below and bool(_PIPE_RULE.match(below))


def _is_drawn_row(lines: Sequence[Line], index: int) -> bool:
    """A row with two bars or more between its cells and as many in the row above or below it."""
    if index >= len(lines):
        return False
    bars = len(_DRAWN_BAR.findall(lines[index].raw))
    beside = [lines[place] for place in (index - 1, index + 1) if 0 <= place < len(lines)]
    return bars > 1 and any(len(_DRAWN_BAR.findall(line.raw)) == bars for line in beside)


def _is_tab_row(line: Line) -> bool:
    """A line with a tab between or before cells; a lone tab at its start is only an indent."""
    return "\t" in line.raw and ("\t" in line.raw.strip() or line.raw.endswith("\t"))


def _tab_table(text: str, lines: Sequence[Line], index: int) -> tuple[int, list[Draft]]:
    rows: list[list[Line]] = [[lines[index]]]
    stop = index + 1
    while stop < len(lines) and not lines[stop].blank_before and lines[stop].page == lines[index].page:
        if "\t" in lines[stop].raw:
            rows.append([lines[stop]])
        elif _goes_on(lines, stop, rows[-1]):
            rows[-1].append(lines[stop])
        else:
            break
        stop += 1
    grid = _rejoined([_tab_cells(text, row) for row in rows], text)
    return stop, _drafts(grid, lines[index], header_rows=None)


def _rejoined(grid: Grid, text: str) -> Grid:
    """Rows that a line break inside a cell tore in two are made one: both are short, and together just as long as most."""
    usual = Counter(len(row) for row in grid).most_common(1)[0][0]
    found: Grid = []
    for row in grid:
        above = found[-1] if found else None
        if (
            above is not None
            and len(above) < usual
            and len(row) < usual
            and len(above) + len(row) - 1 == usual
            and above[-1].text
            and row[0].text
        ):
            found[-1] = [*above[:-1], place(text, above[-1].start, row[0].end), *row[1:]]
        else:
            found.append(row)
    return found


def _goes_on(lines: Sequence[Line], index: int, row: Sequence[Line]) -> bool:
    """True when a line without tabs goes on in the last cell of the row above it."""
    mark = read_mark(lines[index].raw)
    if mark is not None and mark.role in (Role.NOTE, Role.HASH, Role.BRACKET, Role.NOISE, Role.SQUARE):
        return False
    following = lines[index + 1 : index + 12]
    for line in following:
        if line.blank_before:
            break
        if "\t" in line.raw:
            return True
    last_cell = row[-1].raw.rsplit("\t", 1)[-1]
    opened = read_mark(last_cell)
    return bool(mark and opened and mark.style == opened.style) or bool(FURTHER_TEXT.match(lines[index].raw))


def _tab_cells(text: str, row: Sequence[Line]) -> list[Place]:
    cells: list[tuple[int, int]] = []
    start = row[0].start
    for part in row[0].raw.split("\t"):
        cells.append((start, start + len(part)))
        start += len(part) + 1
    if len(row) > 1:
        cells[-1] = (cells[-1][0], row[-1].end)
    return [place(text, first, last) for first, last in cells]


def _pipe_table(text: str, lines: Sequence[Line], index: int) -> tuple[int, list[Draft]]:
    stop = index
    grid: Grid = []
    header: int | None = None
    loose = not _PIPE_ROW.match(lines[index].raw) and not _GRID_RULE.match(lines[index].raw)
    while stop < len(lines) and (stop == index or not lines[stop].blank_before):
        raw = lines[stop].raw
        if _PIPE_RULE.match(raw) or _GRID_RULE.match(raw):
            header = len(grid) if header is None and grid else header
        elif _PIPE_ROW.match(raw) or (loose and _CELL_BREAK.search(raw)):
            grid.append(_pipe_cells(text, lines[stop]))
        else:
            break
        stop += 1
    if stop - index < 2 or not grid:
        return index, []
    if header is not None and not any(cell.text for row in grid[:header] for cell in row):
        grid, header = grid[header:], 0
    if header == len(grid):
        header = None  # only a frame around the rows
    return stop, _drafts(grid, lines[index], header_rows=header)


def _pipe_cells(text: str, line: Line) -> list[Place]:
    edges = [line.start + match.start() for match in _CELL_BREAK.finditer(line.raw)]
    if not _PIPE_ROW.match(line.raw):
        edges = [line.start - 1, *edges, line.end]
    return [place(text, first + 1, last) for first, last in itertools.pairwise(edges)]


def _drafts(grid: Grid, first: Line, *, header_rows: int | None) -> list[Draft]:
    """One table, or several where the headings come again."""
    drafts: list[Draft] = []
    for part in _split_at_repeated_heading(grid):
        table = build_table(part, header_rows=header_rows)
        if table is None:
            continue
        filled = [cell for cell in table.cells if cell.text]
        start, end = min(cell.start for cell in filled), max(cell.end for cell in filled)
        drafts.append(Draft(BlockKind.TABLE, start, end, table=table, blank_before=0 if drafts else first.blank_before, page=first.page))
    return drafts


def _split_at_repeated_heading(grid: Grid) -> list[Grid]:
    """The grid cut before each row that repeats its first one (a blank heading of either counts as equal)."""
    if not grid:
        return []
    first = [matching_key(cell.text) for cell in grid[0]]
    parts: list[Grid] = [[grid[0]]]
    for row in grid[1:]:
        keys = [matching_key(cell.text) for cell in row]
        same = sum(1 for one, other in zip(first, keys, strict=False) if one and one == other)
        clash = any(one and other and one != other for one, other in zip(first, keys, strict=False))
        if same >= 2 and not clash:
            parts.append([row])
        else:
            parts[-1].append(row)
    return parts
