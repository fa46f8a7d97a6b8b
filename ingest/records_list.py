"""Lists of dated records that lost their table: a line of column names, then entries that start with a date.

The names of the columns are known from their line, the parts of an entry only from what is sure: the label before the date, the date,
a web address, what stands before and after it. A part that cannot be told from its neighbour shares one cell with it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.records import BlockKind, Cell, Table
from core.text import fold
from ingest.drafts import Draft, Line
from ingest.grids import Place, place
from ingest.labels import ends_with_word, is_word, words
from ingest.marks import Role, read_mark
from ingest.shapes import PART_OF_SERIES, display_width
from ingest.urls import find_addresses

_RELATIVE_YEAR = r"(?:昨年|前年|本年|今年|同年|翌年)"
_YEAR = r"(?:(?:令和|平成)\s?(?:元|\d{1,2})\s?年\s?|(?:19|20)\d\d\s?[年/.]\s?)"
_DAY = rf"{_YEAR}?(?:\d{{1,2}}/\d{{1,2}}|\d{{1,2}}月\s?\d{{1,2}}日)(?:\s?\([月火水木金土日祝・]+\))?"
_ENTRY = re.compile(rf"^(?P<label>[^\d\s/:。、()・※][^\d/:。、()※]{{0,14}}?)??\s?(?P<date>{_RELATIVE_YEAR}?\s?{_DAY})(?P<rest>.*)$")
_LABEL_LINE = re.compile(rf"^(?P<label>[^\d\s/:。、()・※＝=a-z-]{{1,10}}?)(?P<year>{_RELATIVE_YEAR})?$")
_NO_ENTRY = re.compile(r"^\s?(?:以降|以前|から|まで|時点|付|より|頃|現在|[にのはをがもとへ～、。/])")
_DATE_HEADING = re.compile(r"(?:日|日付|年月日|時期|日時)$")
_ADDRESS_HEADING = re.compile(r"(?:リンク|URL|アドレス|掲載先)", re.IGNORECASE)
_WIDE_LINE = 30  # columns from which a line of a wrapped cell counts as full
_SHORTEST_PREFIX = 3


@dataclass(frozen=True, slots=True)
class _Columns:
    """The line of column names: a place for each, and which of them holds the date and the address."""

    line: Line
    names: tuple[Place, ...]
    date: int
    address: int | None

    @property
    def count(self) -> int:
        return len(self.names) + (1 if self.address is not None else 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A record: places of its label and date, and the stretch that follows them."""

    label: tuple[int, int] | None
    date: tuple[int, int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Region:
    """Column names, the entries below them, and how many of the parts they take up."""

    columns: _Columns
    entries: tuple[_Entry, ...]
    first: int
    stop: int


def take_records(text: str, parts: Sequence[Line | Draft]) -> list[Line | Draft]:
    """The parts with each list of dated records replaced by its table."""
    regions = _regions(text, parts)
    if sum(len(region.entries) for region in regions) < 2:
        return list(parts)
    prefix = _common_prefix([fold(text[entry.start : entry.end]).text for region in regions for entry in region.entries])
    found: list[Line | Draft] = []
    index = 0
    for region in regions:
        found.extend(parts[index : region.first])
        found.append(_table(text, region, prefix))
        index = region.stop
    return [*found, *parts[index:]]


def _regions(text: str, parts: Sequence[Line | Draft]) -> list[_Region]:
    regions: list[_Region] = []
    for index, part in enumerate(parts):
        if isinstance(part, Line) and (columns := _columns(part)) is not None:
            stop = _region_end(parts, index + 1)
            lines = [line for line in parts[index + 1 : stop] if isinstance(line, Line)]
            lines, dropped = _without_notes(lines, columns)
            entries = _entries(lines, columns)
            if entries:
                regions.append(_Region(columns, entries, index, stop - dropped))
    return regions


def _columns(line: Line) -> _Columns | None:
    """The column names of a line of three or more short words, one of them naming a date."""
    if "\t" in line.raw or len(line.raw) > 90 or "。" in line.raw or read_mark(line.raw) is not None:
        return None
    names = [place(line.raw, match.start(), match.end()) for match in re.finditer(r"[^\s　]+", line.raw)]
    bare = [re.sub(r"[（(].*", "", name.text) for name in names]
    dates = [index for index, word in enumerate(bare) if _DATE_HEADING.search(word) and not re.search(r"\d", word)]
    named = sum(1 for word in bare if is_word("header_words", word) or ends_with_word("header_endings", word))
    if any(not re.search(r"[^\W_]", word) for word in bare):
        return None
    if len(names) < 3 or not dates or dates[0] > 2 or named * 2 < len(names) or any(re.search(r"\d", word) for word in bare):
        return None
    address = next((index for index, word in enumerate(bare) if _ADDRESS_HEADING.search(word)), None)
    placed = tuple(Place(name.start + line.start, name.end + line.start, name.text) for name in names)
    return _Columns(line, placed, dates[0], address if address is not None and address > dates[0] else None)


def _region_end(parts: Sequence[Line | Draft], index: int) -> int:
    """Where the list ends: at the next heading or line of column names, or an empty line that no entry follows."""
    while index < len(parts):
        part = parts[index]
        if isinstance(part, Draft) or _columns(part) is not None or PART_OF_SERIES.search(part.raw):
            break
        mark = read_mark(part.raw)
        if mark is not None and mark.role in (Role.HASH, Role.BRACKET, Role.NOISE):
            break
        if part.blank_before and not _ENTRY.match(fold(part.raw).text):
            break
        index += 1
    return index


def _without_notes(lines: list[Line], columns: _Columns) -> tuple[list[Line], int]:
    """The lines without the footnotes under the last entry, and how many these are."""
    last = max((index for index, line in enumerate(lines) if _ENTRY.match(fold(line.raw).text)), default=len(lines))
    for index in range(last + 1, len(lines)):
        mark = read_mark(lines[index].raw)
        if mark is not None and mark.role is Role.NOTE:
            return lines[:index], len(lines) - index
    return lines, 0


def _entries(lines: Sequence[Line], columns: _Columns) -> tuple[_Entry, ...]:
    starts = _entry_starts(lines, columns)
    entries: list[_Entry] = []
    for number, (first, label, date) in enumerate(starts):
        stop = starts[number + 1][0] - 1 if number + 1 < len(starts) else len(lines) - 1
        if stop < first and lines:
            stop = first
        entries.append(_Entry(label, date, date[1], max(lines[max(stop, 0)].end, date[1])))
    return tuple(entries)


def _entry_starts(lines: Sequence[Line], columns: _Columns) -> list[tuple[int, tuple[int, int] | None, tuple[int, int]]]:
    """First line, label and date of each entry. A line that only seems to start one differs from the others after its date."""
    candidates: list[tuple[int, re.Match[str]]] = []
    for index, line in enumerate(lines):
        match = _ENTRY.match(fold(line.raw).text)
        if match and not _NO_ENTRY.match(match["rest"]) and (columns.date > 0 or not match["label"]):
            candidates.append((index, match))
    usual = Counter(match["rest"].strip()[:2] for _, match in candidates).most_common(1)
    if usual and usual[0][1] * 2 > len(candidates) and len(candidates) > 2:
        candidates = [pair for pair in candidates if pair[1]["rest"].strip()[:2] == usual[0][0]]
    starts = []
    floor = 0
    for index, match in candidates:
        first, label, date = _label_and_date(lines, index, match, floor)
        starts.append((first, label, date))
        floor = index + 1
    return starts


def _label_and_date(
    lines: Sequence[Line], index: int, match: re.Match[str], floor: int
) -> tuple[int, tuple[int, int] | None, tuple[int, int]]:
    line = lines[index]
    folded = fold(line.raw, line.start)
    date = folded.place(match.start("date"), match.end("date"))
    label = folded.place(match.start("label"), match.end("label")) if match["label"] else None
    first = index
    year = _LABEL_LINE.match(fold(lines[index - 1].raw).text) if index > floor else None
    if label is None and year is not None and year["year"]:
        above = fold(lines[index - 1].raw, lines[index - 1].start)
        date = (above.place(year.start("year"), year.end("year"))[0], date[1])
        label = above.place(year.start("label"), year.end("label"))
        first = index - 1
    if label is None:
        return first, None, date
    while first > floor and _is_label_line(lines, first - 1, floor):
        first -= 1
        label = (lines[first].start, label[1])
    return first, label, date


def _is_label_line(lines: Sequence[Line], index: int, floor: int) -> bool:
    """True for the first line of a label that was wrapped: short, and not the last words of a wrapped cell above it."""
    match = _LABEL_LINE.match(fold(lines[index].raw).text)
    if match is None or match["year"]:
        return False
    return index == floor == 0 or index == 0 or display_width(lines[index - 1].raw) < _WIDE_LINE


def _common_prefix(bodies: Sequence[str]) -> str:
    """The words that most entries go on with: the value of a column that hardly changes."""
    prefix = ""
    group = [body.strip() for body in bodies]
    while group:
        char, count = Counter(body[len(prefix) : len(prefix) + 1] for body in group).most_common(1)[0]
        if not char or count < 0.6 * len(group) or count < 0.5 * len(bodies) or count < 3:
            break
        prefix += char
        group = [body for body in group if body.startswith(prefix)]
    return prefix if len(prefix) >= _SHORTEST_PREFIX else ""


def _table(text: str, region: _Region, prefix: str) -> Draft:
    columns = region.columns
    cells = [_name_cell(columns, index) for index in range(len(columns.names))]
    labels = [number for number, entry in enumerate(region.entries) if entry.label is not None]
    for number, entry in enumerate(region.entries):
        if columns.date > 0 and (number in labels or number == 0):
            following = next((other for other in labels if other > number), len(region.entries))
            item = place(text, *entry.label) if entry.label else Place(entry.date[0], entry.date[0], "")
            cells.append(Cell(number + 1, 0, item.text, item.start, item.end, following - number, columns.date))
        cells.append(_cell(number + 1, columns.date, place(text, *entry.date)))
        cells.extend(_value_cells(text, columns, entry, number + 1, prefix))
    table = Table(len(region.entries) + 1, columns.count, tuple(cells), 1, max(columns.date, 1))
    line = columns.line
    end = max(cell.end for cell in cells)
    return Draft(BlockKind.TABLE, line.start, end, table=table, blank_before=line.blank_before, page=line.page)


def _name_cell(columns: _Columns, index: int) -> Cell:
    name = columns.names[index]
    shift = 1 if columns.address is not None and index > columns.address else 0
    return Cell(0, index + shift, name.text, name.start, name.end, 1, 2 if index == columns.address else 1)


def _cell(row: int, column: int, item: Place, span: int = 1) -> Cell:
    return Cell(row, column, item.text, item.start, item.end, 1, span)


def _value_cells(text: str, columns: _Columns, entry: _Entry, row: int, prefix: str) -> list[Cell]:
    raw = text[entry.start : entry.end]
    first = columns.date + 1
    address = next(iter(find_addresses(raw)), None) if columns.address is not None else None
    if address is None or columns.address is None:
        return _spread(text, row, first, columns.count - first, entry.start, entry.end, prefix)
    start, end = entry.start + address.start, entry.start + address.end
    cells = _spread(text, row, first, columns.address + 1 - first, entry.start, start, prefix)
    cells.append(_cell(row, columns.address + 1, Place(start, end, address.url)))
    after = columns.address + 2
    return [*cells, *_spread(text, row, after, columns.count - after, end, entry.end, "")]


def _spread(text: str, row: int, column: int, count: int, start: int, end: int, prefix: str) -> list[Cell]:
    """The cells of a stretch that holds `count` columns, split where that is sure, one cell over all of them otherwise."""
    if count < 1:
        return []
    whole = place(text, start, end)
    if count == 1 or not whole.text:
        return [_cell(row, column, whole, count)] if whole.text else []
    folded = fold(text[start:end], start)
    parts = [match.span() for match in re.finditer(r"\S+", folded.text)]
    if not prefix and len(parts) == count:
        return [_cell(row, column + index, place(text, *folded.place(*part))) for index, part in enumerate(parts)]
    cut = _first_column_end(folded.text, prefix)
    if cut is None:
        return [_cell(row, column, whole, count)]
    head, rest = place(text, *folded.place(0, cut)), place(text, folded.offsets[cut], end)
    return [_cell(row, column, head), *_spread(text, row, column + 1, count - 1, rest.start, rest.end, "")]


def _first_column_end(body: str, prefix: str) -> int | None:
    """Where the first column ends: after the words that most entries share, or after the word for such a place."""
    if prefix and body.startswith(prefix) and len(body) > len(prefix):
        return len(prefix)
    shared = 0
    while shared < min(len(prefix), len(body)) and body[shared] == prefix[shared]:
        shared += 1
    for word in words("places") if shared >= _SHORTEST_PREFIX else ():
        if body.startswith(word, shared) and len(body) > shared + len(word):
            return shared + len(word)
    return None
