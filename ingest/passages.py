"""Passages: stretches of one page that hold one idea each, cut from the blocks."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.places import boxes_of
from core.records import Block, BlockKind, Cell, Page, Passage, Span, Table
from core.text import fold
from ingest.drafts import Extract
from ingest.labels import is_word
from ingest.urls import reading_text

LONGEST_PASSAGE = 400
LONGEST_ROW = 500  # a table row is one idea and stays whole for longer
_LONGEST_LEAD_IN = 120
_SENTENCE = re.compile(r"[。！？][)）」』】]?\s*")
_ITEM = re.compile(r"(?:<li>|<p>|(?<=[\s>])(?=[○●・⚫■◆]))")
_LEADS = re.compile(r"(?:[:：]|とおり|通り|以下|次の|下記).{0,24}$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A passage before it has an id: reading text in front of the place's own, and the place."""

    before: str
    span: Span
    text: str | None = None


def build_passages(document_id: str, extract: Extract, blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """The passages of a document, in reading order; headings, dates and closings alone make none."""
    text, pages = extract.text, extract.pages
    found: list[Passage] = []
    for block in blocks:
        for piece in _pieces(text, block, blocks):
            for span in _within_pages(piece.span, pages):
                reading = piece.text if piece.text is not None else reading_text(text[span.start : span.end], span.start)
                if not reading:
                    continue
                ordinal = len(found)
                found.append(
                    Passage(
                        id=f"{document_id[:12]}-{ordinal}",
                        document_id=document_id,
                        ordinal=ordinal,
                        text=f"{piece.before} {reading}".strip(),
                        start=span.start,
                        end=span.end,
                        kind=block.kind,
                        block=block.ordinal,
                        section=" > ".join(blocks[heading].text for heading in block.headings if blocks[heading].kind is BlockKind.HEADING),
                        page=_page(span, pages),
                        boxes=boxes_of(text, extract.printed, pages, span) if extract.printed else (),
                    )
                )
    return tuple(found)


def _page(span: Span, pages: Sequence[Page]) -> int | None:
    return next((page.number for page in pages if page.start <= span.start <= page.end), None)


def _within_pages(span: Span, pages: Sequence[Page]) -> Iterator[Span]:
    """A stretch cut at the ends of pages."""
    crossed = [page for page in pages if page.start < span.end and span.start < page.end]
    if len(crossed) <= 1:
        yield span
        return
    for page in crossed:
        yield Span(max(span.start, page.start), min(span.end, page.end))


def _pieces(text: str, block: Block, blocks: Sequence[Block]) -> Iterable[_Piece]:
    if block.table is not None:
        return _table_pieces(text, block.table)
    if (
        block.kind is BlockKind.HEADING
        or is_word("closings", block.text)
        or is_word("openings", block.text)
        or is_word("salutations", block.text)
    ):
        return ()
    lead = _lead_in(block, blocks) if block.kind is BlockKind.BULLET else ""
    return (_Piece(lead, span) for span in split_sentences(text, block.span))


def _lead_in(block: Block, blocks: Sequence[Block]) -> str:
    """The line that announces a bullet: the bullet it is nested in, or the paragraph over the list."""
    for other in reversed(blocks[: block.ordinal]):
        if other.kind is BlockKind.BULLET and other.level >= block.level:
            continue
        if other.kind is BlockKind.BULLET or (other.kind is BlockKind.PARAGRAPH and _LEADS.search(other.text)):
            return _last_sentence(other.text)
        return ""
    return ""


def _last_sentence(text: str) -> str:
    if len(text) <= _LONGEST_LEAD_IN:
        return text
    sentences = [part for part in re.split(r"(?<=。)", text) if part]
    return sentences[-1] if len(sentences[-1]) <= _LONGEST_LEAD_IN else ""


def split_sentences(text: str, span: Span) -> list[Span]:
    """A stretch cut at ends of sentences into parts of about `LONGEST_PASSAGE` characters at most."""
    raw = text[span.start : span.end]
    if len(raw) <= LONGEST_PASSAGE:
        return [span]
    cuts = [match.end() for match in _SENTENCE.finditer(raw) if _balanced(raw[: match.end()])]
    parts: list[Span] = []
    start = 0
    previous = 0
    for cut in [*cuts, len(raw)]:
        if cut - start > LONGEST_PASSAGE and previous > start:
            parts.append(Span(span.start + start, span.start + previous))
            start = previous
        previous = cut
    if start < len(raw):
        parts.append(Span(span.start + start, span.end))
    return [_stripped(text, part) for part in parts]


def _balanced(raw: str) -> bool:
    return sum(raw.count(char) for char in "（「『(") <= sum(raw.count(char) for char in "）」』)")


def _stripped(text: str, span: Span) -> Span:
    raw = text[span.start : span.end]
    return Span(span.start + len(raw) - len(raw.lstrip()), span.end - len(raw) + len(raw.rstrip()))


def _table_pieces(text: str, table: Table) -> Iterator[_Piece]:
    if not table.header_rows and not table.header_columns:
        yield from _grid_pieces(table)
        return
    subheading = ""
    for row, own in enumerate(_filled_rows(table)[table.header_rows :], table.header_rows):
        announced = [cell for cell in own if is_subheading(table, cell)]
        if announced:
            subheading = announced[0].text
        elif own:
            yield from _row_pieces(text, table, row, own, subheading)


def _filled_rows(table: Table) -> list[list[Cell]]:
    """The cells with text that begin in each row, from the left."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda cell: cell.column):
        if cell.text:
            rows[cell.row].append(cell)
    return rows


def is_subheading(table: Table, cell: Cell) -> bool:
    """True for a cell of the body that announces the rows below it, up to the next such cell."""
    return (
        cell.row >= table.header_rows
        and cell.column_span > 1
        and cell.column >= table.header_columns
        and cell.column + cell.column_span == table.columns
    )


def _grid_pieces(table: Table) -> Iterator[_Piece]:
    """Items laid out in rows without headings, as many rows together as make one passage."""
    rows: list[list[Cell]] = []
    for own in _filled_rows(table):
        if rows and sum(len(cell.text) + 3 for cells in [*rows, own] for cell in cells) > LONGEST_PASSAGE:
            yield _grid_piece(rows)
            rows = []
        rows.append(own)
    if any(rows):
        yield _grid_piece(rows)


def _grid_piece(rows: Sequence[Sequence[Cell]]) -> _Piece:
    cells = [cell for row in rows for cell in row]
    span = Span(min(cell.start for cell in cells), max(cell.end for cell in cells))
    return _Piece("", span, " / ".join(cell.text for cell in cells))


def _row_pieces(text: str, table: Table, row: int, own: Sequence[Cell], subheading: str) -> Iterator[_Piece]:
    """A row with its labels and headings: whole when it is short, a passage per item of its cells otherwise."""
    labels = " ".join([cell.text for cell in table.row_labels(row)] + ([subheading] if subheading else []))
    values = [cell for cell in own if cell.column >= table.header_columns]
    shown = [cell for column in range(table.header_columns, table.columns) if (cell := table.at(row, column)) is not None and cell.text]
    span = Span(min(cell.start for cell in own), max(cell.end for cell in own))
    reading = " / ".join(_headed(table, cell) for cell in dict.fromkeys(shown))
    whole = f"{labels}: {reading}" if labels and reading else labels or reading
    if len(whole) <= LONGEST_ROW or not values:
        yield _Piece("", span, whole)
        return
    for cell in values:
        before = " ".join(part for part in (labels, _headings(table, cell)) if part)
        for part in split_items(text, cell.span):
            yield _Piece(f"{before}:" if before else "", part)


def _headings(table: Table, cell: Cell) -> str:
    return " ".join(heading.text for heading in table.column_headings(cell.column))


def _headed(table: Table, cell: Cell) -> str:
    headings = _headings(table, cell)
    return f"{headings}: {cell.text}" if headings else cell.text


def split_items(text: str, span: Span) -> list[Span]:
    """A cell cut into the items of its list, and those at ends of sentences when they are long."""
    raw = text[span.start : span.end]
    cuts = sorted({0, len(raw), *(match.start() for match in _ITEM.finditer(raw))})
    items = [_stripped(text, Span(span.start + first, span.start + last)) for first, last in itertools.pairwise(cuts)]
    merged: list[Span] = []
    for item in items:
        if (merged and not fold(text[item.start : item.end]).text.strip("○●・⚫■◆ ")) or (
            merged and not fold(text[merged[-1].start : merged[-1].end]).text.strip("○●・⚫■◆ ")
        ):
            merged[-1] = Span(merged[-1].start, item.end)
        else:
            merged.append(item)
    return [part for item in merged for part in split_sentences(text, item)]
