"""The lines of a disclosure's running text, each with its label and value, and the short lines that announce those below them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from core.records import Block, BlockKind, Disclosure, Span
from core.text import Folded, fold
from facts.contacts import Reach, reaches_in
from facts.line_parts import Part, is_noun, read_parts, stands_alone, without_brackets
from facts.offices import Office, office_of_line
from facts.terms import load_line_words
from facts.values import find_values
from ingest.shapes import DATE_START

_LONGEST_LEAD = 34
_MOST_LEADS = 2
_LONGEST_ABOVE = 80
_BEFORE_TEXT = " \n\t\r　・-(（"
_EMPTY_LINE = re.compile(r"\n[ \t　\r]*\n")
_TAG = re.compile(r"<[^<>]*>")
_NO_LEAD = re.compile(r"(?:とおり|通り|以下|下記|次|以上|各位|御中|(?<!お客)(?<!皆)様|殿|記|。|まで)$|^[(（]")
_ENDED = re.compile(r"[。)）]$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line (with what it goes on with below): its block, folded text, and what it is: labelled parts, contacts, an office.

    `spaced`: it falls into two by a wide space, but is no label with its value.
    """

    block: Block
    folded: Folded
    span: Span
    detached: bool
    parts: tuple[Part, ...] = ()
    reaches: tuple[Reach, ...] = ()
    office: Office | None = None
    spaced: bool = False

    @property
    def text(self) -> str:
        """Its reading text."""
        return self.folded.text

    @property
    def states(self) -> bool:
        """True for a line that says something under a label."""
        return bool(self.parts or self.reaches or self.office)

    def place(self, start: int, end: int) -> Span:
        """The raw place of a stretch of its reading text."""
        return Span(*self.folded.place(start, end))


class Lines:
    """The text lines of one disclosure in reading order; tables, headings and the title are none."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure

    @cached_property
    def all(self) -> tuple[TextLine, ...]:
        """Every line in order; lines apart from their value by a wide space only are labelled where others stand beside them."""
        found: list[TextLine] = []
        end: int | None = None
        for block in self._disclosure.blocks:
            if block.kind in (BlockKind.TABLE, BlockKind.HEADING, BlockKind.TITLE):
                end = None
                continue
            for line in self._of_block(block, end):
                found.append(line)
            end = block.end
        return tuple(self._accepted(found))

    @cached_property
    def _by_block(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for index, line in enumerate(self.all):
            found.setdefault(line.block.ordinal, []).append(index)
        return found

    def of(self, block: Block) -> list[int]:
        """The indices of a block's lines."""
        return self._by_block.get(block.ordinal, [])

    def leads(self, index: int) -> list[TextLine]:
        """The short lines that announce a line, the nearest first: 「湖畔館」 over 「件数：…」, a unit's name over its telephone."""
        own, place = self.all[index], index
        found: list[TextLine] = []
        while place > 0 and len(found) < _MOST_LEADS:
            below, above = self.all[place], self.all[place - 1]
            if below.detached or above.block.headings != own.block.headings:
                break
            if above.states and not found:
                place -= 1
                continue
            if not _announces(above) or any(_siblings(above, other) for other in (own, *found)):
                break
            found.append(above)
            place -= 1
        return found

    def directly_above(self, index: int) -> list[TextLine]:
        """The line right above one, where it is short and no sentence: what an address on a line of its own is of."""
        if index == 0 or self.all[index].detached or self.all[index - 1].block.headings != self.all[index].block.headings:
            return []
        above = self.all[index - 1]
        return [above] if len(above.text) <= _LONGEST_ABOVE and "。" not in above.text else []

    def label_above(self, index: int) -> str:
        """The label of the nearest labelled line or row above; "" where none stands near."""
        for place in range(index, -1, -1):
            row = self._row_above(self.all[place])
            if row or place == 0 or self.all[place].detached or not self.all[place - 1].parts:
                return row
            label = self.all[place - 1].parts[0].label
            if not is_part_label(label):
                return label
        return ""

    def _row_above(self, line: TextLine) -> str:
        """The label of the last row of a table of labels and values that ends right above a line."""
        before = self._disclosure.blocks[line.block.ordinal - 1] if line.block.ordinal else None
        if before is None or before.table is None or before.table.header_rows:
            return ""
        between = self._disclosure.text[before.end : line.span.start]
        if _EMPTY_LINE.search(between) or between.strip(_BEFORE_TEXT):
            return ""
        labels = before.table.row_labels(before.table.rows - 1)
        return labels[-1].text if labels else ""

    def _of_block(self, block: Block, end: int | None) -> Iterator[TextLine]:
        stretches = self._stretches(block)
        for number, span in enumerate(stretches):
            between = self._disclosure.text[end : span.start] if end is not None else "\n\n"
            detached = number == 0 and _EMPTY_LINE.search(_TAG.sub("", between)) is not None
            yield self._line(block, span, detached)

    def _stretches(self, block: Block) -> list[Span]:
        """The lines of a block; one goes on with the next unless that has a label of its own and nothing is left open."""
        found: list[Span] = []
        place = block.start
        for raw in self._disclosure.quote(block.span).split("\n"):
            span = Span(place, place + len(raw))
            place += len(raw) + 1
            if not raw.strip():
                continue
            if found and not self._begins(found[-1], span):
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
        return found

    def _begins(self, above: Span, span: Span) -> bool:
        """True when a line of a block begins a statement of its own below another."""
        before, own = self._line_at(above), self._line_at(span)
        if any(not part.by_space for part in own.parts) or own.reaches:
            return before.states or _announces(before) or _ENDED.search(before.text) is not None
        return False

    def _line_at(self, span: Span) -> TextLine:
        return self._line(self._disclosure.blocks[0], span, detached=False)

    def _line(self, block: Block, span: Span, detached: bool) -> TextLine:
        raw = self._disclosure.quote(span)
        folded = fold(raw, span.start)
        inner = without_brackets(folded.text)
        reaches = tuple(reaches_in(folded.text))
        parts = tuple(read_parts(folded, raw, span.start))
        office = office_of_line(inner) if not parts or parts[0].by_space else None
        parts = () if office else parts
        return TextLine(block, folded, span, detached, parts, reaches, office)

    def _accepted(self, lines: list[TextLine]) -> Iterator[TextLine]:
        """The lines, without the label of one that is apart from its value by a space and stands neither among such nor by itself."""
        for index, line in enumerate(lines):
            if not line.parts or not line.parts[0].by_space or line.reaches:
                yield line
                continue
            beside = (index + 1 < len(lines) and _alike(line, lines[index + 1])) or (index > 0 and _alike(lines[index - 1], line))
            accepted = stands_alone(line.parts[0]) or (beside and line.block.headings and self._by_body(line))
            yield line if accepted else replace(line, parts=(), spaced=True)

    def _by_body(self, line: TextLine) -> bool:
        """True below the title: what stands above it are the lines of a letter's head."""
        return any(self._disclosure.blocks[ordinal].kind is BlockKind.HEADING for ordinal in line.block.headings)


def _alike(above: TextLine, below: TextLine) -> bool:
    """True for two lines right under one another that are both labels apart from their values by a space."""
    joined = not below.detached and above.block.headings == below.block.headings
    return joined and all(line.parts and line.parts[0].by_space and not line.reaches for line in (above, below))


def _announces(line: TextLine) -> bool:
    """True for a short line of nouns without a value, which heads what stands below it."""
    text = line.text
    if line.states or not 2 <= len(text) <= _LONGEST_LEAD or _NO_LEAD.search(text) or "、" in text:
        return False
    return is_noun(text) and not find_values(text) and not DATE_START.match(text)


def _siblings(above: TextLine, below: TextLine) -> bool:
    """True for items of one list."""
    return bool(above.block.marker) and above.block.marker == below.block.marker and above.block is not below.block


def is_part_label(label: str) -> bool:
    """True for a label that only says that a part of what stands above follows (うち学外, 内訳)."""
    return label in load_line_words().parts or (label.startswith("うち") and len(label) > 2)
