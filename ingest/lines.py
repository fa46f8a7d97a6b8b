"""Text becomes lines that know their indent, the space above them, and whether they run to the margin."""

import re
from collections.abc import Iterable, Sequence

from core.records import Page, Span
from core.text import fold
from ingest.drafts import Line
from ingest.shapes import display_width

_INDENT = re.compile(r"[ \t　]*")
# Hard-wrapped text breaks at the same column over and over; both bounds in full-width characters.
_NARROWEST_WRAP, _WIDEST_WRAP = 15, 75
_WRAP_SLACK = 4  # columns that kinsoku (no closing mark at a line start) and Latin words may leave free
PAGE_GAP = 3  # empty lines in a row that stand for the end of a page


def split_lines(text: str, pages: Sequence[Page] = (), skip: Iterable[Span] = (), *, wrapped: bool = True) -> list[Line]:
    """The non-empty lines of a text, outside the stretches of `skip`, in order."""
    skipped = sorted(skip)
    lines: list[Line] = []
    blank = 0
    offset = 0
    for raw in re.split(r"(?<=[\n\f])", text):
        start, end = offset, offset + len(raw)
        offset = end
        while skipped and skipped[0].end <= start:
            skipped.pop(0)
        if skipped and skipped[0].start < end and start < skipped[0].end:
            blank = 0
            continue
        body = raw.strip(" \t\n\f\r　\u200b\ufeff")
        if not body:
            blank += 1 if raw.endswith("\n") else 0
            continue
        if "\t" in raw.strip("\n\f\r "):
            body = raw.strip("\n\f\r ")  # leading and trailing tabs are empty cells
        inner = start + raw.index(body)
        indent = display_width((_INDENT.match(raw) or [""])[0]) if inner > start else 0
        lines.append(Line(inner, inner + len(body), body, indent, blank, page=_page_number(pages, inner)))
        blank = 0
    return mark_full(lines) if wrapped else lines


def _page_number(pages: Sequence[Page], offset: int) -> int | None:
    for page in pages:
        if page.start <= offset <= page.end:
            return page.number
    return None


def mark_full(lines: list[Line]) -> list[Line]:
    """The same lines, those that run to the margin of hard-wrapped text marked `full`."""
    margin = wrap_margin(lines)
    if margin is None:
        return lines
    return [Line(line.start, line.end, line.raw, line.indent, line.blank_before, line_width(line) >= margin, line.page) for line in lines]


def line_width(line: Line) -> int:
    """Its width in columns, indent included."""
    return line.indent + display_width(fold(line.raw).text if "　" in line.raw else line.raw)


def wrap_margin(lines: Sequence[Line]) -> int | None:
    """The column from which a line counts as full, None for text whose lines are whole paragraphs.

    Hard-wrapped text has many lines of nearly one width and none much longer.
    """
    widths = sorted(line_width(line) for line in lines if "\t" not in line.raw)
    if len(widths) < 6:
        return None
    top = widths[int(len(widths) * 0.97)]
    if not 2 * _NARROWEST_WRAP <= top <= 2 * _WIDEST_WRAP:
        return None
    near = sum(1 for width in widths if top - 2 * _WRAP_SLACK <= width <= top + _WRAP_SLACK)
    beyond = sum(1 for width in widths if width > top + 2 * _WRAP_SLACK)
    unended = sum(
        1 for line in lines if top - 2 * _WRAP_SLACK <= line_width(line) <= top + _WRAP_SLACK and line.raw[-1] not in "。．！？」）)】"
    )
    long_lines = sum(1 for width in widths if width >= top * 0.5)
    if beyond > len(widths) * 0.03 or near < max(3, long_lines * 0.3) or unended < near * 0.4:
        return None
    return top - 2 * _WRAP_SLACK
