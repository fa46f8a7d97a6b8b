"""Where words were printed: each line of a page keeps the edges of its characters, and a stretch of the text gets its boxes from them."""

import itertools
import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from core.records import Box, Disclosure, Page, PrintedLine, Span

_STEP = 0.1  # points: the edges of characters are kept in tenths
_RUN = re.compile(r"(-?\d+)(?:\*(\d+))?")


@dataclass(frozen=True, slots=True)
class _Level:
    """A rectangle of a page as it was read, before a scan is turned back to how it lay."""

    x0: float
    top: float
    x1: float
    bottom: float


def printed_line(start: int, page: int, low: float, high: float, edges: Sequence[float], *, upright: bool = False) -> PrintedLine:
    """The line of characters between `edges`, the first edge of each and the last of all, kept as runs of steps."""
    tenths = [round(edge / _STEP) for edge in edges]
    steps = [tenths[0], *(after - before for before, after in itertools.pairwise(tenths))] if tenths else []
    runs = [(step, len(list(group))) for step, group in itertools.groupby(steps)]
    written = " ".join(f"{step}*{count}" if count > 1 else str(step) for step, count in runs)
    return PrintedLine(start, page, round(low, 1), round(high, 1), written, upright)


def boxes_of(text: str, lines: Sequence[PrintedLine], pages: Sequence[Page], span: Span) -> tuple[Box, ...]:
    """The rectangles that cover the words of a stretch of the text, one for each printed line; `lines` are in order."""
    found: list[Box] = []
    index = max(bisect_right(lines, span.start, key=lambda line: line.start) - 1, 0)
    for line in itertools.islice(lines, index, None):
        if line.start >= span.end:
            break
        edges = _edges(line)
        first, last = max(span.start, line.start), min(span.end, line.start + len(edges) - 1)
        words = text[first:last]
        first, last = first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())
        if first < last and edges[last - line.start] > edges[first - line.start]:
            level = _level(line, edges[first - line.start], edges[last - line.start])
            found.append(_box(level, line.page, next((page for page in pages if page.number == line.page), None)))
    return tuple(found)


def quote_boxes(disclosure: Disclosure, span: Span) -> tuple[Box, ...]:
    """The boxes of a quote; those of its passages in a document that was stored without its printed lines."""
    if disclosure.lines:
        return boxes_of(disclosure.text, disclosure.lines, disclosure.pages, span)
    touched = [passage for passage in disclosure.passages if passage.start < span.end and span.start < passage.end]
    return tuple(dict.fromkeys(box for passage in touched for box in passage.boxes))


def _edges(line: PrintedLine) -> list[float]:
    steps = [int(step) for step, count in _RUN.findall(line.edges) for _ in range(int(count or 1))]
    return [place * _STEP for place in itertools.accumulate(steps)]


def _level(line: PrintedLine, first: float, last: float) -> _Level:
    return _Level(line.low, first, line.high, last) if line.upright else _Level(first, line.low, last, line.high)


def _box(level: _Level, number: int, page: Page | None) -> Box:
    """The box on the page; of a scan the level rectangle around it as it lies on the page that was scanned."""
    if page is None or not page.slant or page.width is None or page.height is None:
        return Box(number, round(level.x0, 2), round(level.top, 2), round(level.x1, 2), round(level.bottom, 2))
    x, y = page.width / 2, page.height / 2
    sine, cosine = math.sin(math.radians(page.slant)), math.cos(math.radians(page.slant))
    corners = [(cx - x, cy - y) for cx in (level.x0, level.x1) for cy in (level.top, level.bottom)]
    xs = [x + cx * cosine - cy * sine for cx, cy in corners]
    ys = [y + cx * sine + cy * cosine for cx, cy in corners]
    return Box(number, round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))
