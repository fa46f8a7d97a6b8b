"""The lines at a document's head and end, where it says what it is, whose and of when: read, joined and taken apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.records import Span
from core.text import Folded, fold, matching_key
from ingest.drafts import Line
from ingest.labels import is_word
from ingest.paragraphs import join_lines
from ingest.shapes import LABELLED, is_organisation, parse_date

_PART = re.compile(r"(?P<name>[^\s()]+)(?:\([^()]*\))?")
_NUMBER_OF_PAPER = re.compile(r"(?:第|No\.?)?\S{0,12}\d[\d\-]*号?")
LONGEST_AS_OF = 4  # 現在, 時点, a weekday
# What parts a line of a letterhead.
_PARTS_OF_HEAD = re.compile(r"[ 　]*[|｜│][ 　]*|　[ 　]+| {3,}|[ 　]+[／/][ 　]+(?![A-Z])")
_LONGEST_HEAD_LINE = 100
# A row of a table drawn with bars that holds a label and its value only.
_ROW_OF_TWO = re.compile(r"^\| ?(?P<label>[^|]{2,12}?) ?\| ?(?P<value>[^|]+?) ?\|?$")


@dataclass(frozen=True, slots=True)
class Stated:
    """Something that a document states about itself: its reading text and its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line, or lines that read as one, with their reading text."""

    start: int
    end: int
    raw: str
    blank_before: int
    folded: Folded
    size: float = 0.0

    @property
    def text(self) -> str:
        return self.folded.text

    def span(self, start: int, end: int) -> Span:
        return Span(*self.folded.place(start, end))


def read_line(line: Line) -> ReadLine:
    return ReadLine(line.start, line.end, line.raw, line.blank_before, fold(line.raw, line.start))


def read_items(text: str, lines: Sequence[Line]) -> list[ReadLine]:
    """The lines with wrapped ones joined, those of tables left out."""
    found: list[ReadLine] = []
    for item in join_lines(text, [line for line in lines if "\t" not in line.raw and not line.raw.startswith("|")]):
        start = item.lines[0].start
        raw = text[start : item.end]
        found.append(ReadLine(start, item.end, raw, item.blank_before, fold(raw, start), item.lines[0].size))
    return found


def head_of(read: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines before the first running sentence, and that one."""
    for index, item in enumerate(read):
        if "。" in item.text and len(item.text) > 20:
            return list(read[: index + 1])
    return list(read)


def parted(items: Sequence[ReadLine]) -> list[ReadLine]:
    """The items, a line of a letterhead whose parts stand between bars or wide spaces (お知らせ | 令和3年12月24日 | 甲株式会社) as
    its parts."""
    found: list[ReadLine] = []
    for item in items:
        edges = (
            date_after_name(item) or [match.span() for match in _PARTS_OF_HEAD.finditer(item.raw)]
            if len(item.raw) <= _LONGEST_HEAD_LINE
            else []
        )
        bounds = [0, *(edge for span in edges for edge in span), len(item.raw)]
        parts = [(first, last) for first, last in zip(bounds[::2], bounds[1::2], strict=True) if item.raw[first:last].strip()]
        if len(parts) < 2 or "。" in item.text:
            found.append(item)
            continue
        for number, (first, last) in enumerate(parts):
            raw = item.raw[first:last]
            start = item.start + first
            blank = item.blank_before if number == 0 else 0
            found.append(ReadLine(start, item.start + last, raw, blank, fold(raw, start), item.size))
    return found


def date_after_name(item: ReadLine) -> list[tuple[int, int]]:
    """The space before the date that ends a line which begins with a company or the kind of paper (甲株式会社 2025年4月11日)."""
    dated = parse_date(item.text)
    before = item.text[: dated[1]].rstrip() if dated else ""
    if dated is None or dated[2] < len(item.text) or not (is_organisation(before) or is_word("release_words", before)):
        return []
    start, end = item.span(len(before), dated[1]).start - item.start, item.span(dated[1], dated[2]).start - item.start
    return [(start, end)]


def labelled(item: ReadLine, names: str) -> Stated | None:
    """The value of a line 会社名：○○ or 会社名 ○○ (the label may be letter-spaced)."""
    text = item.text
    match = LABELLED.match(text)
    if match and is_word(names, match["label"]):
        return Stated(match["value"], item.span(match.start("value"), match.end("value")))
    cells = _ROW_OF_TWO.match(text)
    if cells and is_word(names, cells["label"]):
        return Stated(cells["value"], item.span(cells.start("value"), cells.end("value")))
    for spaced in re.finditer(r"\s+", text):
        if spaced.start() > 12:
            break
        if is_word(names, text[: spaced.start()]) and len(matching_key(text[: spaced.start()])) > 1:
            return Stated(text[spaced.end() :], item.span(spaced.end(), len(text)))
    return None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A line of nothing but who publishes, when, and under which number: the place of the name, and the date with its place."""

    organisation: tuple[int, int] | None
    dated: tuple[date, int, int] | None


def letterhead(text: str) -> Letterhead | None:
    """The parts of such a line (株式会社○○(○○ Co.) 2024年3月12日 広報24-07号); None for any other."""
    parts = list(_PART.finditer(text))
    organisation: tuple[int, int] | None = None
    dated: tuple[date, int, int] | None = None
    for part in parts:
        name = part["name"]
        day = parse_date(name)
        if day is not None and day[1] == 0 and len(name) - day[2] <= LONGEST_AS_OF:
            dated = (day[0], part.start("name"), part.start("name") + day[2])
        elif is_organisation(name):  # a university has a space behind the body that runs it
            organisation = (organisation[0] if organisation else part.start("name"), part.end("name"))
        elif not (is_word("release_words", name) or _NUMBER_OF_PAPER.fullmatch(name)):
            return None
    return Letterhead(organisation, dated) if len(parts) > 1 and dated else None
