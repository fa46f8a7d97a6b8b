"""A page of a disclosure as HTML, with the quotes that an answer cites marked at their exact places."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.records import Block, BlockKind, Cell, Disclosure, Span, Table
from core.text import fold, is_japanese

MAX_UNPAGED_CHARACTERS = 30_000
WRAPPED_LINE_CHARACTERS = 28  # a line at least this long that ends in a break was wrapped; a shorter one ends where it should
_WORD = re.compile(r"\w")
_LINE = re.compile(r"[^\r\n\f]+")
_TAGS = {BlockKind.TITLE: "h3", BlockKind.HEADING: "h4", BlockKind.FOOTNOTE: "p", BlockKind.PARAGRAPH: "p", BlockKind.BULLET: "p"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote to be marked: its place, the number of its citation, and whether that source is the open one."""

    span: Span
    number: int
    open: bool = False


def shown_span(disclosure: Disclosure, page: int | None, around: Span) -> Span:
    """The stretch that is shown: the page of that number, or in a document without pages the text around the quote."""
    for candidate in disclosure.pages:
        if candidate.number == page:
            return Span(candidate.start, candidate.end)
    length = len(disclosure.text)
    if length <= MAX_UNPAGED_CHARACTERS:
        return Span(0, length)
    start = max(0, min(around.start - MAX_UNPAGED_CHARACTERS // 2, length - MAX_UNPAGED_CHARACTERS))
    return Span(start, start + MAX_UNPAGED_CHARACTERS)


def page_html(disclosure: Disclosure, shown: Span, marks: Sequence[Mark]) -> str:
    """The blocks of a stretch in reading order, and whatever text of it stands between them."""
    out: list[str] = []
    place = shown.start
    for block in disclosure.blocks:
        if block.end <= shown.start or block.start >= shown.end:
            continue
        line = max(place, disclosure.text.rfind("\n", place, max(place, block.start)) + 1)
        out.append(_loose(disclosure, Span(place, line), marks))
        out.append(_block(disclosure, block, Span(line, max(line, block.start)), shown, marks))
        place = max(place, block.end)
    out.append(_loose(disclosure, Span(place, shown.end), marks))
    return "".join(out)


def _loose(disclosure: Disclosure, span: Span, marks: Sequence[Mark]) -> str:
    """Text that belongs to no block, such as a running head; nothing where there are only separators."""
    return f'<p class="loose">{_marked(disclosure, span, marks)}</p>' if _WORD.search(disclosure.quote(span)) else ""


def _block(disclosure: Disclosure, block: Block, before: Span, shown: Span, marks: Sequence[Mark]) -> str:
    """A block, with what stands before it on its line: its bullet, its number, the sign of its note."""
    if block.table is not None:
        return _loose(disclosure, before, marks) + _table(disclosure, block.table, shown, marks)
    sign = disclosure.quote(before).strip()
    shows = _WORD.search(sign) or (sign == block.marker and block.kind in (BlockKind.BULLET, BlockKind.FOOTNOTE))
    lead = _marked(disclosure, before, marks) if sign and shows else ""
    tag = _TAGS.get(block.kind, "p")
    indent = f' style="--level: {max(block.level, 1)}"' if block.kind is BlockKind.BULLET else ""
    return f'<{tag} class="block-{block.kind}"{indent}>{lead}{" " if lead else ""}{_marked(disclosure, block.span, marks)}</{tag}>'


def _table(disclosure: Disclosure, table: Table, shown: Span, marks: Sequence[Mark]) -> str:
    """A table; of one that goes on over pages the rows of the page that is shown, under the headings and beside the labels of all."""
    numbers = _shown_rows(table, shown)
    rows = []
    for number in numbers:
        cells = [cell for column in range(table.columns) if (cell := _cell_from(table, number, column, numbers)) is not None]
        rows.append("<tr>" + "".join(_cell(disclosure, table, cell, marks) for cell in cells) + "</tr>")
    return f'<div class="table-scroll" tabindex="0"><table>{"".join(rows)}</table></div>'


def _shown_rows(table: Table, shown: Span) -> list[int]:
    """The heading rows, and the rows of which something stands in the stretch that is shown."""
    inside = {cell.row for cell in table.cells if cell.text and shown.start <= cell.start < shown.end}
    if all(shown.start <= cell.start < shown.end for cell in table.cells if cell.text):
        return list(range(table.rows))
    return [row for row in range(table.rows) if row < table.header_rows or row in inside]


def _cell_from(table: Table, row: int, column: int, shown: Sequence[int]) -> Cell | None:
    """The cell that begins at a place among the rows that are shown, with as many rows of its span as are."""
    cell = table.at(row, column)
    if cell is None or cell.column != column:
        return None
    covered = [other for other in shown if cell.row <= other < cell.row + cell.row_span]
    return replace(cell, row_span=len(covered)) if covered[0] == row else None


def _cell(disclosure: Disclosure, table: Table, cell: Cell, marks: Sequence[Mark]) -> str:
    heading = cell.row < table.header_rows or cell.column < table.header_columns
    spans = "".join(f' {name}="{count}"' for name, count in (("rowspan", cell.row_span), ("colspan", cell.column_span)) if count > 1)
    tag = "th" if heading else "td"
    return f"<{tag}{spans}>{_marked(disclosure, cell.span, marks)}</{tag}>"


def as_shown(raw: str) -> str:
    """A stretch of a document as a reader sees it: markup hidden, wrapped lines joined."""
    return "".join(text for _, text in _reading(raw, 0))


def _marked(disclosure: Disclosure, span: Span, marks: Sequence[Mark]) -> str:
    """Escaped text of a stretch, its quotes in <mark>; the first piece of each quote carries its number."""
    inside = [mark for mark in marks if mark.span.start < span.end and span.start < mark.span.end]
    characters = _reading(disclosure.quote(span), span.start)
    if not inside:
        return html.escape("".join(text for _, text in characters))
    out = []
    for over, group in groupby(characters, key=lambda item: tuple(mark for mark in inside if mark.span.start <= item[0] < mark.span.end)):
        pieces = list(group)
        text = html.escape("".join(text for _, text in pieces))
        out.append(_mark(text, over, Span(pieces[0][0], pieces[-1][0] + 1)) if over else text)
    return "".join(out)


def _mark(text: str, over: tuple[Mark, ...], piece: Span) -> str:
    """A marked piece. The style sheet draws the numbers of the quotes that begin in it: as text they would read as part of a figure."""
    kind = "quote open" if any(mark.open for mark in over) else "quote"
    begins = " ".join(str(mark.number) for mark in over if piece.start <= mark.span.start < piece.end)
    tag = f' data-begins="{begins}"' if begins else ""
    return f'<mark class="{kind}" data-numbers="{" ".join(str(mark.number) for mark in over)}"{tag}>{text}</mark>'


def _reading(raw: str, base: int) -> Iterator[tuple[int, str]]:
    """Places and characters as they are shown: as written, without markup, wrapped lines joined again."""
    above = ""
    for line in _LINE.finditer(raw):
        start = base + line.start()
        folded = fold(line.group(), start)
        if not folded.text:
            continue
        if above:
            yield start - 1, _joint(above, folded.text)
        last = -1
        for place, char in zip(folded.offsets, folded.text, strict=False):
            if place != last:
                yield place, _shown(line.group()[place - start], char)
            last = place
        above = folded.text


def _shown(written: str, read: str) -> str:
    """The character as written, except where it opens markup (an entity, a line-break tag) or is half of a voiced kana."""
    if written == "<" and read == " ":
        return "\n"
    return read if written == "&" or "｡" <= written <= "ﾟ" else written


def _joint(above: str, below: str) -> str:
    """What stands between two lines: a break, unless the upper one was wrapped."""
    if len(above) < WRAPPED_LINE_CHARACTERS:
        return "\n"
    return "" if is_japanese(above[-1]) and is_japanese(below[0]) else " "
