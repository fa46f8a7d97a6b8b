"""The structure of a document: blocks in reading order, nested under their headings, footnotes tied to what they annotate."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.records import Block, BlockKind, Span, Table
from core.text import fold
from ingest.drafts import Draft, Extract, Line
from ingest.headings import Outline, draft_kind, heading_start, heading_style, is_heading, is_page_gap, large_styles
from ingest.label_lines import take_label_lines
from ingest.labels import is_word
from ingest.lines import split_lines
from ingest.paragraphs import Item, join_lines
from ingest.records_list import take_records
from ingest.tables import take_tables
from ingest.urls import reading_text

_NOTE_KEY = re.compile(r"[\s()（）:：.．\\]|</?sup>")
_FARTHEST_NOTE = 40  # blocks between a mark and its note


def build_blocks(extract: Extract, title: Span | None) -> tuple[Block, ...]:
    """The blocks of an extracted document; the one that holds `title` becomes the TITLE."""
    lines = list(extract.lines) if extract.lines is not None else _lines_between(extract)
    drafts = _drafts(extract.text, lines, extract.fixed)
    drafts = _with_title(drafts, title)
    return _tie_notes(_nest(extract.text, drafts))


def _lines_between(extract: Extract) -> list[Line]:
    return split_lines(extract.text, extract.pages, [Span(draft.start, draft.end) for draft in extract.fixed], wrapped=extract.wrapped)


def _drafts(text: str, lines: Sequence[Line], fixed: Sequence[Draft]) -> list[Draft]:
    """All blocks of the text in order: tables and lists of records first, then items between them."""
    parts: list[Line | Draft] = sorted([*lines, *fixed], key=lambda part: part.start)
    parts = take_records(text, parts)
    items: list[Item | Draft] = []
    run: list[Line] = []
    for part in [*parts, None]:
        if isinstance(part, Line):
            run.append(part)
            continue
        if run:
            items.extend(_tables_and_items(text, run))
            run = []
        if part is not None:
            items.append(part)
    items = take_label_lines(text, items)
    large = large_styles(items)
    return [_draft(items, index, large) for index in range(len(items))]


def _tables_and_items(text: str, lines: Sequence[Line]) -> list[Item | Draft]:
    items: list[Item | Draft] = []
    run: list[Line] = []
    for part in [*take_tables(text, lines), None]:
        if isinstance(part, Line):
            run.append(part)
            continue
        items.extend(join_lines(text, run))
        run = []
        if part is not None:
            items.append(part)
    return items


def _draft(items: Sequence[Item | Draft], index: int, large: frozenset[str]) -> Draft:
    item = items[index]
    if isinstance(item, Draft):
        return item
    heading = is_heading(items, index, large)
    start = heading_start(item.text, item.start) if heading else item.start
    return Draft(
        kind=BlockKind.HEADING if heading else draft_kind(item),
        start=start,
        end=item.end,
        marker=item.mark.marker if item.mark else "",
        style=heading_style(items, index, item) if heading else item.mark.style if item.mark else "",
        depth=item.lines[0].indent,
        gap_before=is_page_gap(item.blank_before),
        blank_before=item.blank_before,
        page=item.lines[0].page,
    )


def _with_title(drafts: Sequence[Draft], title: Span | None) -> list[Draft]:
    """The drafts with those that hold the title joined into one."""
    found: list[Draft] = []
    for draft in drafts:
        if title is None or draft.table is not None or not (draft.start < title.end and title.start < draft.end):
            found.append(draft)
        elif found and found[-1].kind is BlockKind.TITLE:
            found[-1] = replace(found[-1], end=max(found[-1].end, draft.end))
        else:
            found.append(replace(draft, kind=BlockKind.TITLE, style="title"))
    return found


def _nest(text: str, drafts: Sequence[Draft]) -> list[Block]:
    blocks: list[Block] = []
    outline = Outline()
    bullets = _Bullets()
    last_content = 0
    for draft in drafts:
        ordinal = len(blocks)
        reading = table_text(draft.table) if draft.table is not None else reading_text(text[draft.start : draft.end], draft.start)
        if draft.gap_before:
            outline.close_empty(last_content)
        if _ends_caption(blocks, draft):
            outline.close_captions()
        level = bullets.level(draft)
        if draft.kind in (BlockKind.HEADING, BlockKind.TITLE):
            detached = draft.blank_before > 0 and bool(blocks) and blocks[-1].kind is not BlockKind.HEADING
            path = outline.add(draft.style, ordinal, reading, page_gap=draft.gap_before, detached=detached)
            level = len(path) + 1
        else:
            path, last_content = outline.path, ordinal
        blocks.append(_block(draft, reading, ordinal, path, level))
        if draft.kind is BlockKind.PARAGRAPH and is_word("closings", reading):
            outline.close_all()
    return blocks


def _ends_caption(blocks: Sequence[Block], draft: Draft) -> bool:
    """True for what no longer belongs to a caption: running text, and whatever follows its table."""
    if draft.kind in (BlockKind.TABLE, BlockKind.FOOTNOTE, BlockKind.HEADING):
        return False
    above = next((block for block in reversed(blocks) if block.kind is not BlockKind.FOOTNOTE), None)
    return draft.kind is BlockKind.PARAGRAPH or (above is not None and above.table is not None)


class _Bullets:
    """The open bullets of a list: deeper ones are indented further, or have another mark right below the first."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []

    def level(self, draft: Draft) -> int:
        """The depth of a bullet, from 1; 1 for anything else, which ends the list."""
        if draft.kind is not BlockKind.BULLET:
            if draft.kind is not BlockKind.FOOTNOTE:
                self._open.clear()
            return 1
        while self._open and self._open[-1][1] > draft.depth:
            self._open.pop()
        place = (draft.style, draft.depth)
        if place in self._open:
            del self._open[self._open.index(place) + 1 :]
        else:
            if draft.blank_before:
                self._open = [other for other in self._open if other[1] < draft.depth]
            self._open.append(place)
        return len(self._open)


def _block(draft: Draft, reading: str, ordinal: int, path: tuple[int, ...], level: int) -> Block:
    return Block(
        ordinal=ordinal,
        kind=draft.kind,
        text=reading,
        start=draft.start,
        end=draft.end,
        page=draft.page,
        level=level,
        marker=draft.marker,
        headings=path,
        table=draft.table,
    )


def table_text(table: Table) -> str:
    """The reading text of a table: a line per row, cells apart by tabs."""
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(cell.text)
    return "\n".join("\t".join(row) for row in rows)


def note_key(marker: str) -> str:
    """The mark of a note without brackets and spaces: ※1, 注1, ※."""
    return _NOTE_KEY.sub("", fold(marker, markup=False).text).replace("＊", "*")


def _tie_notes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the footnotes that each refers to: by its mark since the last note of that mark, else the block right above."""
    notes: dict[int, list[int]] = {}
    for footnote in (block for block in blocks if block.kind is BlockKind.FOOTNOTE):
        for ordinal in _annotated(blocks, footnote):
            notes.setdefault(ordinal, []).append(footnote.ordinal)
    return tuple(replace(block, notes=tuple(notes.get(block.ordinal, ()))) for block in blocks)


def _annotated(blocks: Sequence[Block], footnote: Block) -> list[int]:
    key = note_key(footnote.marker)
    mark = re.compile(re.escape(key) + r"(?!\d)") if key else None
    found: list[int] = []
    above: int | None = None
    for block in reversed(blocks[max(0, footnote.ordinal - _FARTHEST_NOTE) : footnote.ordinal]):
        if block.page != footnote.page and (block.table is None or above is not None):
            break  # a table right above may have begun on an earlier page
        if block.kind is BlockKind.FOOTNOTE:
            if note_key(block.marker) == key:
                break
            continue
        above = block.ordinal if above is None else above
        if mark is not None and mark.search(re.sub(r"[\s()]", "", block.text)):
            found.append(block.ordinal)
    return sorted(found) or ([above] if above is not None else [])
