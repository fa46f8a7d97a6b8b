"""Lines become items: paragraphs with their wrapped lines joined, bullets, numbered lines, notes, single lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.text import fold
from ingest.drafts import Line
from ingest.labels import is_word
from ingest.lines import line_width
from ingest.marks import QUOTE, Mark, Role, read_mark
from ingest.shapes import (
    DATE_START,
    FULL_DATE,
    LABELLED,
    PART_OF_SERIES,
    SENTENCE_END,
    URL,
    address_label,
    display_width,
    is_addressee,
    is_organisation,
)
from ingest.urls import find_addresses

# A Japanese line that ends so cannot be the end of a phrase, one that starts so cannot be its beginning.
_GOES_ON = re.compile(
    r"(?:[のをにがはともやへ、，・]|において|における|に係る|に関する|による|及び|および|ならびに|または|又は|として|[(（「『［\[]|\d[,，])$"
)
_OPENING_WORD = re.compile(r"(?:^|[\s.．、)）])(?:はじめに|おわりに|終わりに|最後に)$")  # a heading, though it ends as a phrase may
_CARRIES_ON = re.compile(r"^[をにがはのとでへもや、。，．」』）)\]］】ゃゅょっャュョッーぁぃぅぇぉ](?![（(])")
FURTHER_TEXT = _CARRIES_ON
_OPEN, _CLOSE = "（(「『【［[〔", "）)」』】］]〕"
_LONGEST_LETTER_SPACED = 6
_LONGEST_REMNANT = 4  # what is left of a sentence for its last line
_UNFINISHED = 45  # characters of a line that is too long for a heading or label, and so goes on when it has no end
_COLUMN_GAP = re.compile(r"(?:[ 　]*　[ 　]+| {2,}|\t)[ 　]*(?=\S)")
_LONGEST_COLUMN = 24  # columns of a label that stands before a wide gap
# An entry's date or time, apart from what happened: 「令和3年9月　　受診」, 「14:05　検知」, 「同日…復旧」, 「【7/8 9:15】検知」.
_N = "[0-9０-９]"
_SPACE = "[ 　]*"
_ERA = rf"(?:明治|大正|昭和|平成|令和){_SPACE}(?:元|{_N}{{1,2}})"
_YEAR = rf"(?:(?:{_ERA}|(?:19|20|１９|２０){_N}{{2}}){_SPACE}年{_SPACE}|(?:19|20){_N}{{2}}[./-]|[HRS]{_N}{{1,2}}\.)"
_DAY = (
    rf"(?:{_N}{{1,2}}{_SPACE}月(?:{_SPACE}{_N}{{1,2}}{_SPACE}日)?|{_N}{{1,2}}[./-]{_N}{{1,2}}(?!{_N})"
    rf"|[同翌]{_SPACE}日|当日|{_N}{{1,2}}{_SPACE}日)(?:[（(][月火水木金土日祝・曜]+[)）])?"
)
_CLOCK = rf"(?:(?:午前|午後)?{_N}{{1,2}}(?:[:：]{_N}{{2}}|時(?:{_N}{{1,2}}分|半)?)|正午|未明|早朝)"
_APART = rf"(?:　|\t| {{2}}|[…‥]|[:：](?!{_N})|[】］\]〕])"
_ENTRY = re.compile(rf"[（(【［\[〔]?(?:{_YEAR}?{_DAY}(?:{_SPACE}{_CLOCK})?|{_CLOCK})(?:ごろ|ころ|頃|過ぎ|すぎ)?{_APART}")
_TIME_ENTRY = re.compile(rf"{_CLOCK}(?:ごろ|ころ|頃|過ぎ|すぎ)?{_APART}")
_LABEL_IN_BRACKETS = re.compile(r"【[^【】]{1,40}】")


@dataclass(slots=True)
class Item:
    """Lines that read as one stretch, with the mark of the first. `start` leaves the mark out."""

    lines: list[Line]
    mark: Mark | None
    start: int
    alone: bool = False
    text: str = field(default="")

    @property
    def end(self) -> int:
        """Where its last line ends."""
        return self.lines[-1].end

    @property
    def blank_before(self) -> int:
        """Empty lines above it."""
        return self.lines[0].blank_before

    @property
    def role(self) -> Role | None:
        """The role of its mark, None for plain text."""
        return self.mark.role if self.mark else None


def join_lines(text: str, lines: Sequence[Line]) -> list[Item]:
    """The items of a run of lines (tables taken out); noise such as page numbers and rules is dropped."""
    items: list[Item] = []
    open_item: Item | None = None
    letter_spaced = _letter_spaced(lines)
    for index, line in enumerate(letter_spaced):
        mark = read_mark(line.raw)
        if mark is not None and mark.role is Role.NOISE and _heads_times(letter_spaced, index):
            mark = None
        if mark is not None and mark.role is Role.NOISE:
            open_item = None
            continue
        if open_item is not None and _belongs(open_item, line, mark):
            open_item.lines.append(line)
            open_item.alone = False
        else:
            quoted = QUOTE.match(line.raw)
            skipped = mark.content if mark else quoted.end() if quoted else 0
            open_item = Item([line], mark, line.start + skipped)
            items.append(open_item)
        if mark is not None and mark.role in (Role.HASH, Role.BRACKET):
            open_item = None
    for item in items:
        item.text = fold(text[item.start : item.end], item.start).text
    return [item for item in items if item.text]


def _heads_times(lines: Sequence[Line], index: int) -> bool:
    """True for a line that may be the number of a page (6/7) where a time of day stands right below it: it is their day."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    return below is not None and not below.blank_before and "/" in fold(lines[index].raw).text and _TIME_ENTRY.match(below.raw) is not None


def _letter_spaced(lines: Sequence[Line]) -> list[Line]:
    """A word whose letters stand on lines of their own (主 / 文) becomes one line."""
    joined: list[Line] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and len(line.raw) == 1 and "一" <= line.raw <= "龥" and (not run or not line.blank_before):
            run.append(line)
            continue
        if 2 <= len(run) <= _LONGEST_LETTER_SPACED:
            first, last = run[0], run[-1]
            raw = "\n".join(part.raw for part in run)
            joined.append(Line(first.start, last.end, raw, first.indent, first.blank_before, False, first.page, first.large))
        else:
            joined.extend(run)
        run = []
        if line is not None:
            joined.append(line)
    return joined


def _belongs(item: Item, line: Line, mark: Mark | None) -> bool:
    """True when a line goes on with the item's last one."""
    last = item.lines[-1]
    if line.blank_before or line.page != last.page or line.large != last.large:
        return False
    if mark is not None and not _is_false_mark(item, mark, line):
        return False
    if item.mark is not None and item.start >= last.end and len(item.lines) == 1:
        return mark is None  # a number on a line of its own
    before, after = fold(last.raw).text, fold(line.raw).text
    if not after or _stands_alone(after) or _stands_alone(before) or PART_OF_SERIES.search(after):
        return False
    if _unclosed(item):
        return True
    if _begins_entry(last, line):
        return False
    if (address := URL.search(before)) and address.end() == len(before):
        return len(find_addresses(last.raw + "\n" + line.raw)[-1].url) > len(address.group())
    if SENTENCE_END.search(before) and not last.full:
        return False
    if len(after) <= _LONGEST_REMNANT and after.endswith("。"):
        return True
    if item.mark is not None and "。" in before and not last.full and line.indent > item.lines[0].indent:
        return True  # a sentence was begun behind another in a marked item, and this line is set in below it
    if last.full:
        return not (SENTENCE_END.search(before) and line.indent > item.lines[-1].indent)
    if LABELLED.match(after) and not last.full:
        return False
    if _OPENING_WORD.search(before) and len(item.lines) == 1:
        return False
    return bool(_GOES_ON.search(before) or _CARRIES_ON.match(after)) or len(before) >= _UNFINISHED or _narrow_column(item, line)


def _begins_entry(last: Line, line: Line) -> bool:
    """True for a line that says by its form that it begins a statement: the date of an entry, a label in brackets, a label in the
    column of the label above it."""
    if _LABEL_IN_BRACKETS.match(line.raw):
        return not (last.full and _GOES_ON.search(fold(last.raw).text))
    if _ENTRY.match(line.raw):
        return True
    above, below = _value_column(last), _value_column(line)
    return above is not None and above == below and line.indent == last.indent


def _value_column(line: Line) -> int | None:
    """The column where the value of a line begins that a wide gap parts into a short label and its value; None for any other line."""
    gap = _COLUMN_GAP.search(line.raw)
    if gap is None or not gap.start() or re.search(r"[。、]", line.raw[: gap.start()]):
        return None
    label = display_width(line.raw[: gap.start()])
    return line.indent + display_width(line.raw[: gap.end()]) if label <= _LONGEST_COLUMN else None


def _is_false_mark(item: Item, mark: Mark, line: Line) -> bool:
    """A number that only seems to be a mark because the line broke before it."""
    last = item.lines[-1]
    return (
        last.full
        and mark.role is Role.NUMBER
        and mark.style in ("number", "decimal4", "kanji", "kana")
        and not SENTENCE_END.search(last.raw.rstrip())
        and mark.marker[-1:] not in ".．、)）"
    )


def _unclosed(item: Item) -> bool:
    """True when a bracket opened in the item is still open (and not merely a stray one)."""
    raw = "".join(line.raw for line in item.lines)[-200:]
    balance = sum(raw.count(char) for char in _OPEN) - sum(raw.count(char) for char in _CLOSE)
    return balance > 0 and len(item.lines) < 4


def _stands_alone(text: str) -> bool:
    """Lines of a letterhead: dates, names of companies, addressees, 以上."""
    if len(text) > 120:
        return False
    if (match := FULL_DATE.match(text)) and match.end() >= len(text) - 12:
        return True
    if (match := DATE_START.match(text)) and match.end() == len(text):
        return True
    labelled = LABELLED.match(text)
    if labelled and any(is_word(names, labelled["label"]) for names in ("title_labels", "published_labels", "publisher_labels")):
        return True
    return (
        is_organisation(text)
        or is_addressee(text)
        or is_word("closings", text)
        or is_word("openings", text)
        or address_label(text) is not None
    )


def _narrow_column(item: Item, line: Line) -> bool:
    """True for a caption set in a narrow column: lines of one width, the last one shorter, no marks."""
    widths = [line_width(part) for part in item.lines]
    return len(widths) >= 2 and max(widths) - min(widths) <= 1 and line_width(line) <= max(widths) and max(widths) <= 24
