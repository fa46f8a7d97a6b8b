"""Characters with their places on a page become lines and table cells. Pure geometry: points from the top left corner."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.text import is_japanese


class Glyph(NamedTuple):
    """One character and its rectangle."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Row:
    """Characters that stand on one line, from left to right; spaces that only a gap shows are among them.

    Those of an `upright` line, of vertical writing, stand below one another. `column` is from where to where lines reach that
    stand with it in a column of its page.
    """

    glyphs: tuple[Glyph, ...]
    upright: bool = False
    column: tuple[float, float] | None = None

    @cached_property
    def text(self) -> str:
        """What the line reads."""
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def x0(self) -> float:
        """Its left end."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        """Its right end."""
        return self.glyphs[-1].x1

    @cached_property
    def top(self) -> float:
        """Its upper edge."""
        return min(glyph.top for glyph in self.glyphs)

    @cached_property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(glyph.bottom for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        return round(Counter(glyph.size for glyph in self.glyphs).most_common(1)[0][0], 1)


# A gap of this share of the character size is a space: Japanese is set solid and stretched a little to fill lines.
_JAPANESE_GAP, _LATIN_GAP = 0.6, 0.22
_COLUMN_GAP = 1.8  # from here on it parts columns, and is written as two spaces
_SAME_LINE = 0.5  # share of the smaller height that two runs must share to stand on one line


def build_rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """The lines of a page or cell, from top to bottom, each from left to right; of vertical writing, from right to left."""
    if is_vertical(glyphs):
        return _columns(glyphs)
    runs = line_runs(glyphs)
    runs.sort(key=lambda run: (round(_middle(run), 1), run[0].x0))
    groups: list[list[list[Glyph]]] = []
    for run in runs:
        group = next((group for group in reversed(groups[-3:]) if _on_one_line(group, run)), None)
        if group is None:
            groups.append([run])
        else:
            group.append(run)
    rows = [_row([glyph for run in sorted(group, key=lambda run: run[0].x0) for glyph in run]) for group in groups]
    return [row for row in rows if row is not None]


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """True where most characters stand below the one before them."""
    pairs = [(one, other) for one, other in itertools.pairwise(glyphs) if not other.text.isspace()]
    down = sum(1 for one, other in pairs if abs(other.x0 - one.x0) < 0.3 * one.size and other.top - one.top > 0.4 * one.size)
    return len(pairs) > 3 and down * 2 > len(pairs)


def _columns(glyphs: Sequence[Glyph]) -> list[Row]:
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.x1, glyph.top)):
        column = columns[-1] if columns else None
        if column is not None and _overlap(column[0].x0, column[0].x1, glyph.x0, glyph.x1) >= _SAME_LINE:
            column.append(glyph)
        else:
            columns.append([glyph])
    inked = [[glyph for glyph in sorted(column, key=lambda glyph: glyph.top) if not glyph.text.isspace()] for column in columns]
    return [Row(tuple(column), upright=True) for column in inked if column]


def line_runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters as they were written, cut where the pen moves to another line or back."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and _overlap(last.top, last.bottom, glyph.top, glyph.bottom) >= _SAME_LINE
            and glyph.x0 >= last.x0 - last.size * 0.3
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _middle(run: Sequence[Glyph]) -> float:
    return sum(glyph.top + glyph.bottom for glyph in run) / (2 * len(run))


def _overlap(top: float, bottom: float, other_top: float, other_bottom: float) -> float:
    shared = min(bottom, other_bottom) - max(top, other_top)
    smaller = min(bottom - top, other_bottom - other_top)
    return shared / smaller if smaller > 0 else float(shared >= 0)


def _on_one_line(group: Sequence[Sequence[Glyph]], run: Sequence[Glyph]) -> bool:
    top, bottom = min(glyph.top for glyph in run), max(glyph.bottom for glyph in run)
    for other in group:
        if _overlap(min(glyph.top for glyph in other), max(glyph.bottom for glyph in other), top, bottom) < _SAME_LINE:
            return False
        if min(other[-1].x1, run[-1].x1) - max(other[0].x0, run[0].x0) > run[0].size * 0.5:
            return False
    return True


def _row(glyphs: Sequence[Glyph]) -> Row | None:
    found: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            if found and found[-1].text != " ":
                found.append(Glyph(" ", found[-1].x1, glyph.top, found[-1].x1, glyph.bottom, glyph.size))
            continue
        before = next((other for other in reversed(found) if other.text != " "), None)
        if before is not None and _is_gap(before, glyph):
            wanted = 2 if glyph.x0 - before.x1 > _COLUMN_GAP * max(before.size, glyph.size) else 1
            there = 1 if found[-1].text == " " else 0
            found += [Glyph(" ", before.x1, before.top, before.x1, before.bottom, before.size)] * (wanted - there)
        found.append(glyph)
    while found and found[-1].text == " ":
        found.pop()
    return Row(tuple(found)) if found else None


def _is_gap(before: Glyph, after: Glyph) -> bool:
    share = _JAPANESE_GAP if is_japanese(before.text[-1]) or is_japanese(after.text[0]) else _LATIN_GAP
    return after.x0 - before.x1 > share * max(before.size, after.size, 1.0)


def body_size(rows: Sequence[Row]) -> float:
    """The size of running text: the largest that a fifth of the characters have."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.glyphs)
    return max((size for size, count in sizes.items() if count * 5 >= sizes.total()), default=0.0)


def usual_gap(pages: Sequence[Sequence[Row]]) -> float:
    """The space between lines of one paragraph: what a third of the lines keep to at most, headings and tables apart."""
    gaps = sorted(after.top - before.bottom for rows in pages for before, after in itertools.pairwise(rows) if after.top > before.top)
    return gaps[len(gaps) // 3] if gaps else 0.0


def right_margin(rows: Sequence[Row]) -> float:
    """Where full lines end: what most of the far-reaching ones keep to, hanging punctuation and page numbers aside."""
    farthest = max((row.x1 for row in rows), default=0.0)
    ends = sorted(row.x1 for row in rows if row.x1 >= 0.9 * farthest)
    return ends[len(ends) // 2] if ends else farthest


_OWN_LINE = re.compile(r"^\s*(?:[○●・※■◆▪⚫◦•①-⑳]|[-–]\s|[(（]\d+[)）]|\d{1,2}[.．、)）](?=\s|[^\x00-\x7f])|<|＜|【)")


def cell_breaks(rows: Sequence[Row], left: float, right: float) -> list[str]:
    """What to write before each line of a cell but the first: a line break where the words were wrapped, else a space.

    Words were not wrapped where the next one would have fitted on the line, or where an item of a list begins.
    """
    breaks: list[str] = []
    padding = min((row.x0 for row in rows), default=left) - left
    right -= min(padding, 1.5 * rows[0].size) if rows else 0.0
    for before, after in itertools.pairwise(rows):
        room = right - before.x1
        word = _first_word_width(after)
        breaks.append(" " if _OWN_LINE.match(after.text) or room > word + 1.6 * before.size else "\n")
    return breaks


def _first_word_width(row: Row) -> float:
    """Width of what must stay together at the start of a line: one Japanese character, or a Latin word."""
    first = row.glyphs[0]
    if is_japanese(first.text[0]):
        return first.x1 - first.x0
    end = first.x1
    for glyph in row.glyphs[1:]:
        if glyph.text == " " or is_japanese(glyph.text[0]):
            break
        end = glyph.x1
    return end - first.x0
