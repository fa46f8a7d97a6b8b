"""Tables on paper: cells at their places become a table, and the pieces of one that goes on over pages become one table."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from core.records import BlockKind, Cell, Table
from core.text import matching_key
from ingest.drafts import Draft
from ingest.grids import Place, is_heading_word, table_from_spans

SNAP = 3.0  # points within which edges are one
_NEAR_EDGE = 2 * SNAP  # points by which the edges of a column may differ from page to page
_CAPTION_LINES = 3
_PAIR_EDGES = 3  # of two columns
_FEWEST_HEADINGS = 2  # cells of a row that comes again
_SIDE = r"(?:[次前](?:ページ|頁|葉)?(?:[にへ]|から|より)?の?)?"
_GOES_ON = re.compile(rf"[(（【<＜]?\s*{_SIDE}\s*(?:続|つづ)[きく]\s*[)）】>＞]?")

Rectangle = tuple[float, float, float, float]
Columns = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell on paper: its rectangle, where its text stands, and how far its words reach from left to right (None for a blank one)."""

    rectangle: Rectangle
    place: Place
    words: tuple[float, float] | None


@dataclass(frozen=True)
class Piece:
    """A table as one page shows it, with its stretch of the text; `before` and `after` are the lines above and below it on its page."""

    page: int
    start: int
    end: int
    cells: tuple[PlacedCell, ...]
    ruled: bool = True
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @cached_property
    def edges(self) -> list[float]:
        """Where its columns begin and end."""
        return distinct([edge for cell in self.cells for edge in (cell.rectangle[0], cell.rectangle[2])])

    @cached_property
    def levels(self) -> list[float]:
        """Where its rows begin and end."""
        return distinct([edge for cell in self.cells for edge in (cell.rectangle[1], cell.rectangle[3])])


def table_drafts(pieces: Sequence[Piece]) -> list[Draft]:
    """The tables of a document whose pieces are given page by page; consecutive pieces of one table are joined."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _is_going_on(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [
        Draft(BlockKind.TABLE, group[0].start, group[-1].end, table=_table(group), blank_before=1, page=group[0].page) for group in groups
    ]


def distinct(values: Sequence[float]) -> list[float]:
    """The values from the smallest, those within `SNAP` of the one before left out."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def nearest(lines: Sequence[float], value: float) -> int:
    """The index of the line that is nearest to a value; the lines are in order."""
    index = bisect_left(lines, value)
    if index == len(lines) or (index and value - lines[index - 1] <= lines[index] - value):
        return index - 1
    return index


# --- whether a piece goes on ---


def _is_going_on(group: Sequence[Piece], piece: Piece) -> bool:
    """True when a piece at the top of its page has the columns of the one at the bottom of the page before, and no headings of its own."""
    last = group[-1]
    if piece.page != last.page + 1 or piece.ruled != last.ruled:
        return False
    captions = {_caption_key(line) for line in group[0].before[-_CAPTION_LINES:]}
    if any(not _GOES_ON.fullmatch(line.strip()) for line in last.after):
        return False
    if any(_caption_key(line) not in captions and not _GOES_ON.fullmatch(line.strip()) for line in piece.before):
        return False
    pieces = [*group, piece]
    widest = max(pieces, key=lambda one: len(one.edges))
    if any(_columns(one, widest) is None for one in pieces):
        return False
    return bool(_repeated(group[0], piece)) or not (_has_own_headings(piece) or _begins_again(group[0], piece))


def _begins_again(first: Piece, piece: Piece) -> bool:
    """True for labels with their values that begin with the same label as those before: another record, not the rest of one."""
    labels = [_rows(one)[0][0].place.text for one in (first, piece)]
    return len(piece.edges) == _PAIR_EDGES and labels[0] == labels[1] != ""


def _caption_key(line: str) -> str:
    """A caption without the word that it goes on."""
    return matching_key(re.sub(rf"{_GOES_ON.pattern}\s*$", "", line))


def _has_own_headings(piece: Piece) -> bool:
    """True when the first row of a piece names columns: more than half of its cells are words for headings, and both of two."""
    filled = [cell.place.text for cell in _rows(piece)[0] if cell.place.text]
    named = sum(1 for text in filled if is_heading_word(text))
    return len(filled) > 1 and (named == len(filled) or (named * 2 > len(filled) and len(filled) > 2))


def _rows(piece: Piece) -> list[list[PlacedCell]]:
    """The cells that begin in each row, from the left."""
    levels = piece.levels
    rows: list[list[PlacedCell]] = [[] for _ in range(len(levels) - 1)]
    for cell in sorted(piece.cells, key=lambda cell: cell.rectangle[0]):
        rows[min(nearest(levels, cell.rectangle[1]), len(rows) - 1)].append(cell)
    return rows


def _repeated(first: Piece, piece: Piece) -> int:
    """How many rows at the top of a piece repeat those of the first one."""
    count = 0
    for row, other in zip(_rows(first), _rows(piece), strict=False):
        keys, others = ([matching_key(cell.place.text) for cell in cells if cell.place.text] for cells in (row, other))
        if not keys or keys != others or (not count and len(keys) < _FEWEST_HEADINGS):
            break
        count += 1
    return count


# --- columns ---


def _columns(piece: Piece, widest: Piece) -> Columns | None:
    """For each column of a piece the columns [first, end) of the widest piece that it covers; None where they do not fit."""
    return _ruled_columns(piece, widest) if piece.ruled else _aligned_columns(piece, widest)


def _ruled_columns(piece: Piece, widest: Piece) -> Columns | None:
    """By the lines: each stands, as far from the left edge, in the widest piece too."""
    own, wide = ([edge - one.edges[0] for edge in one.edges] for one in (piece, widest))
    places = [nearest(wide, edge) for edge in own]
    if any(abs(wide[place] - edge) > _NEAR_EDGE for place, edge in zip(places, own, strict=True)):
        return None
    if places[-1] != len(wide) - 1 or len(set(places)) < len(places):
        return None
    return list(itertools.pairwise(places))


def _aligned_columns(piece: Piece, widest: Piece) -> Columns | None:
    """By the words: those of a column stand below those of one column of the widest piece, and beside those of its neighbours."""
    reaches = _reaches(widest)
    found: Columns = []
    for own in _reaches(piece):
        below = [column for column, other in enumerate(reaches) if own and other and own[0] < other[1] and other[0] < own[1]]
        if len(below) != 1 or (found and below[0] < found[-1][1]):
            return None
        found.append((below[0], below[0] + 1))
    return found


def _reaches(piece: Piece) -> list[tuple[float, float] | None]:
    """How far the words of each column reach, of cells of one column only."""
    edges = piece.edges
    found: list[tuple[float, float] | None] = [None] * (len(edges) - 1)
    for cell in piece.cells:
        first, last = (nearest(edges, edge) for edge in (cell.rectangle[0], cell.rectangle[2]))
        if cell.words and last == first + 1:
            known = found[first] or cell.words
            found[first] = min(known[0], cell.words[0]), max(known[1], cell.words[1])
    return found


# --- one table ---


def _table(group: Sequence[Piece]) -> Table:
    """The rows of all pieces below one another, headings that come again left out."""
    widest = max(group, key=lambda one: len(one.edges))
    placed: list[tuple[int, int, Place]] = []
    starts: list[int] = []
    repeated = max((_repeated(group[0], piece) for piece in group[1:]), default=0)
    rows = 0
    for piece in group:
        skipped = _repeated(group[0], piece) if starts else 0
        starts.append(rows)
        columns = _columns(piece, widest) or []
        placed += [(rows + row - skipped, column, place) for row, column, place in _placed(piece, columns) if row >= skipped]
        rows += len(piece.levels) - 1 - skipped
    table = table_from_spans(placed, rows, len(widest.edges) - 1, header_rows=repeated or None, header_columns=None)
    return _with_carried_labels(table, starts[1:])


def _placed(piece: Piece, columns: Columns) -> Iterator[tuple[int, int, Place]]:
    edges, levels = piece.edges, piece.levels
    for cell in piece.cells:
        x0, top, x1, bottom = cell.rectangle
        row, first = nearest(levels, top), nearest(edges, x0)
        last = max(nearest(edges, x1) - 1, first)
        start, end = columns[first][0], columns[last][1]
        yield row, start, replace(cell.place, row_span=max(nearest(levels, bottom) - row, 1), column_span=max(end - start, 1))


def _with_carried_labels(table: Table, starts: Sequence[int]) -> Table:
    """The table with labels that a page broke off carried on: a blank label in the first row of a page is that of the row above."""
    cells = list(table.cells)
    for start in starts:
        for column in range(table.header_columns):
            blank = next((cell for cell in cells if (cell.row, cell.column) == (start, column)), None)
            above = next((cell for cell in cells if cell.row + cell.row_span == start and cell.column == column), None)
            if blank is None or blank.text or above is None or not above.text or start <= table.header_rows:
                break
            cells.remove(blank)
            cells[cells.index(above)] = _reaching(above, blank)
    return replace(table, cells=tuple(cells))


def _reaching(above: Cell, blank: Cell) -> Cell:
    return replace(above, row_span=above.row_span + blank.row_span)
