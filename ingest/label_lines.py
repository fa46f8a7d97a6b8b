"""Lines set in columns by wide spaces (発生日時　　令和6年3月12日): labels with their values, and small tables."""

import re
from collections.abc import Sequence

from core.records import BlockKind
from ingest.drafts import Draft
from ingest.grids import Grid, build_table, place
from ingest.marks import Role
from ingest.paragraphs import Item

_GAP = re.compile(r"(?<=[^\s:：])(?:[ 　]*　[ 　]+| {2,})(?=[^\s:：])")  # spaces around a colon only align it
_LONGEST_LABEL = 24
_NOT_A_LABEL = re.compile(r"[。、，]|[「（(『]$")


def take_label_lines(text: str, items: Sequence[Item | Draft]) -> list[Item | Draft]:
    """The items with those set in columns replaced by tables: a marked item by one of its own, a run of plain ones by one together."""
    found: list[Item | Draft] = []
    index = 0
    while index < len(items):
        stop = _run_end(items, index)
        draft = _table(text, [item for item in items[index:stop] if isinstance(item, Item)]) if stop > index else None
        if draft is None:
            found.append(items[index])
            index += 1
        else:
            found.append(draft)
            index = stop
    return found


def _run_end(items: Sequence[Item | Draft], index: int) -> int:
    """The end of the run of items in columns that starts at `index`; `index` itself where none does."""
    first = items[index]
    if not isinstance(first, Item) or not _in_columns(first):
        return index
    if first.mark is not None:
        return index + 1 if first.role in (Role.NUMBER, Role.BULLET, Role.SQUARE) else index
    count = len(_parts(first))
    stop = index + 1
    while stop < len(items):
        item = items[stop]
        if (
            not isinstance(item, Item)
            or item.mark is not None
            or item.blank_before
            or not _in_columns(item)
            or abs(len(_parts(item)) - count) > 1
        ):
            break
        stop += 1
    return stop if stop - index > 1 else index


def _in_columns(item: Item) -> bool:
    parts = _parts(item)
    if len(parts) < 2 or len(parts) > 8 or (item.mark is None and len(item.lines) > 1):
        return False
    label = item.lines[0].raw[parts[0][0] - item.lines[0].start : parts[0][1] - item.lines[0].start]
    if len(label) > _LONGEST_LABEL or _NOT_A_LABEL.search(label):
        return False
    if sum(1 for start, end in parts if end - start == 1) > 1:
        return False  # letters of a name set wide apart
    return any(end - start > 2 for start, end in parts)


def _parts(item: Item) -> list[tuple[int, int]]:
    """The places between the wide spaces of the first line; the last one runs to the item's end."""
    line = item.lines[0]
    if item.start >= line.end:
        return []
    raw = line.raw[item.start - line.start :]
    edges = [0, *(edge for match in _GAP.finditer(raw) for edge in match.span()), len(raw)]
    parts = [(item.start + first, item.start + last) for first, last in zip(edges[::2], edges[1::2], strict=True)]
    return [*parts[:-1], (parts[-1][0], item.end)]


def _table(text: str, items: Sequence[Item]) -> Draft | None:
    """The table of a run; a marked item is one label with all that follows as its value."""
    first = items[0]
    grid: Grid = []
    for item in items:
        parts = _parts(item)
        if first.mark is not None:
            parts = [parts[0], (parts[1][0], item.end)]
        grid.append([place(text, *part) for part in parts])
    table = build_table(grid, header_rows=0 if len(grid) == 1 else None, header_columns=1)
    if table is None:
        return None
    return Draft(
        BlockKind.TABLE,
        first.start,
        items[-1].end,
        marker=first.mark.marker if first.mark else "",
        style=first.mark.style if first.mark else "",
        table=table,
        blank_before=first.blank_before,
        depth=first.lines[0].indent,
        page=first.lines[0].page,
    )
