"""Which items are headings, and how deep each one stands."""

import re
from collections.abc import Sequence

from core.records import BlockKind
from core.text import fold
from ingest.drafts import Draft
from ingest.labels import is_word
from ingest.lines import PAGE_GAP
from ingest.marks import Mark, Role
from ingest.paragraphs import Item
from ingest.shapes import (
    DATE_START,
    FULL_DATE,
    LABELLED,
    PART_OF_SERIES,
    SENTENCE_END,
    URL,
    address_label,
    is_addressee,
    is_organisation,
    spaced_value,
)

_LONGEST_HEADING = 60
_LONGEST_PLAIN_HEADING = 42
_ATTACHMENT = re.compile(r"^[(【<\[]?\s*(?:別紙|別添|別表|添付資料|参考資料|付録)\s*[-－]?\s*[0-9一二三①-⑨]*\s*[)】>\]]?(?:$|[\s:：])")
_PAREN_HEADING = re.compile(r"^\((?:参考|別[紙表添記]|添付|補足|資料|概要|参照|表|図)[^()]{0,8}\)")
_SLIDE_NUMBER = re.compile(r"^\d{1,3}\s?(?=\D)")
_WIDE_SPACE = re.compile(r"\S(?:　[ 　]| {2,}|\t)[ 　]*\S")  # what stands between a label and its value
_UNIT_NOTE = re.compile(r"[ 　]*[（(]単位[^（）()]*[)）]$")
_LETTERS = re.compile(r"[^\W_]")


def large_styles(items: Sequence[Item | Draft]) -> frozenset[str]:
    """The styles of mark that stand before larger letters: without them, such a mark begins an item of a list."""
    return frozenset(item.mark.style for item in items if isinstance(item, Item) and item.mark is not None and item.lines[0].large)


def is_heading(items: Sequence[Item | Draft], index: int, large: frozenset[str] = frozenset()) -> bool:
    """True when the item at `index` announces what follows it and is no running text. `large` are the `large_styles` of all."""
    item = items[index]
    if isinstance(item, Draft):
        return False
    if item.role in (Role.HASH, Role.BRACKET):
        return item.mark is not None and (item.mark.style != "square-bracket" or _leads_table(items, index))
    if item.role in (Role.BULLET, Role.NOTE) or len(item.lines) > 2:
        return False
    if item.role in (Role.NUMBER, Role.SQUARE):
        if item.mark is not None and item.mark.style in large:
            return item.lines[0].large and len(item.text) <= _LONGEST_HEADING
        return _is_marked_heading(items, index, item)
    return _is_plain_heading(items, index, item)


def _is_marked_heading(items: Sequence[Item | Draft], index: int, item: Item) -> bool:
    assert item.mark is not None
    text = item.text
    question = item.mark.style == "question"
    if (
        len(text) > _LONGEST_HEADING
        or ((SENTENCE_END.search(text) or "。" in text) and not question)
        or _states_value(text)
        or spaced_value(item.lines[0].raw)
        or item.mark.style in ("answer", "article", "iroha")
    ):
        return False
    if _WIDE_SPACE.search(_UNIT_NOTE.sub("", item.lines[0].raw[len(item.mark.marker) + 1 :])):
        return False
    if len(_LETTERS.findall(text)) < 2:
        return False
    if text.count("、") > 2 or DATE_START.match(text) or _ends_open(text):
        return False
    after, before = _neighbour(items, index, 1), _neighbour(items, index, -1)
    if after is None or (isinstance(after, Item) and after.role is Role.NOTE):
        return False
    if isinstance(after, Item) and after.mark and after.mark.style == item.mark.style:
        return _first_number(after.mark.marker) and not _first_number(item.mark.marker)
    if isinstance(after, Item) and after.mark and _ends_list(item.mark.style, after.mark):
        return False
    listed = isinstance(before, Item) and before.mark is not None and before.mark.style == item.mark.style
    return not (listed and item.blank_before == 0 and isinstance(after, Item) and after.blank_before > 0)


def _ends_list(style: str, after: Mark) -> bool:
    """True when what follows is numbered one level higher, so that nothing stands under this number."""
    order, other = _order(style), _order(after.style)
    return order is not None and other is not None and other < order


def _first_number(marker: str) -> bool:
    return fold(marker).text.strip("().、 ") in ("1", "一", "①", "ア", "a", "A", "I")


def _states_value(text: str) -> bool:
    """True for 項目：値 and for 項目　　値 (a label, wide space, a value)."""
    match = LABELLED.match(_UNIT_NOTE.sub("", text))
    return bool(match and not match["value"].endswith((":", "について")))


def _ends_open(text: str) -> bool:
    if text in ("はじめに", "おわりに", "終わりに", "最後に"):
        return False
    return text.endswith(("、", ",", "が", "は", "を", "に", "の", "も"))


def _is_plain_heading(items: Sequence[Item | Draft], index: int, item: Item) -> bool:
    text = item.text
    if is_word("contact_headings", text):
        return True
    if len(_LETTERS.findall(text)) < 2 or is_furniture(text) or SENTENCE_END.search(text) or _ends_open(text) or URL.search(text):
        return False
    if PART_OF_SERIES.search(text) or _ATTACHMENT.match(text):
        return len(text) <= _LONGEST_HEADING and not _states_value(text.replace("別紙:", ""))
    if _opens_attachment(items, index) and item.blank_before:
        return len(text) <= _LONGEST_HEADING
    if text[0] in "([" and not _PAREN_HEADING.match(text):
        return False
    if (
        len(text) > _LONGEST_PLAIN_HEADING
        or _states_value(text)
        or spaced_value(item.lines[0].raw)
        or (len(item.lines) > 1 and not item.lines[0].large)
    ):
        return False
    if item.lines[0].large:
        return True
    after, before = _neighbour(items, index, 1), _neighbour(items, index, -1)
    if after is None or not _is_substantial(after) or _is_fragment(before):
        return False
    if item.blank_before and (after.blank_before or not isinstance(after, Item) or after.mark is not None):
        return True
    ended = before is None or isinstance(before, Draft) or item.blank_before > 0 or bool(SENTENCE_END.search(before.text))
    return ended and isinstance(after, Item) and (len(text) <= 24 and "。" in after.text and not item.lines[0].full) and "、" not in text


def is_furniture(text: str) -> bool:
    """True for lines of a letter's frame: dates, names, addressees, 記, 以上, contact lines."""
    if is_word("closings", text) or is_word("openings", text) or is_word("release_words", text) or is_addressee(text):
        return True
    dated = FULL_DATE.match(text)
    if (dated and len(text) - dated.end() <= 16) or ((start := DATE_START.match(text)) and start.end() == len(text)):
        return True
    return is_organisation(text) or address_label(text) is not None


def _is_fragment(item: Item | Draft | None) -> bool:
    """True for a short line that says nothing by itself, such as the words of a lost figure."""
    if not isinstance(item, Item) or item.mark is not None:
        return False
    return (
        len(item.text) <= _LONGEST_PLAIN_HEADING
        and not SENTENCE_END.search(item.text)
        and not is_furniture(item.text)
        and not _states_value(item.text)
    )


def _is_substantial(item: Item | Draft) -> bool:
    """True for what a heading can stand over: sentences, lists, tables, further headings."""
    if isinstance(item, Draft) or item.mark is not None:
        return True
    return bool(SENTENCE_END.search(item.text)) or "。" in item.text or _states_value(item.text) or len(item.text) > _LONGEST_HEADING


def _leads_table(items: Sequence[Item | Draft], index: int) -> bool:
    after = _neighbour(items, index, 1)
    return isinstance(after, Draft)


def _neighbour(items: Sequence[Item | Draft], index: int, step: int) -> Item | Draft | None:
    place = index + step
    return items[place] if 0 <= place < len(items) else None


def heading_style(items: Sequence[Item | Draft], index: int, item: Item) -> str:
    """The style of the heading `item` at `index`: its mark's, or `title` for a page-level one, `contact`, `plain`."""
    if item.mark is not None:
        return item.mark.style
    if is_word("contact_headings", item.text):
        return "contact"
    if PART_OF_SERIES.search(item.text):
        return "series"
    if _ATTACHMENT.match(item.text) or _opens_attachment(items, index):
        return "title"
    return "caption" if item.text[0] == "(" else "plain"


def _opens_attachment(items: Sequence[Item | Draft], index: int) -> bool:
    """True when the item starts a new paper: after 以上, or over a date and a name."""
    item, before, after = items[index], _neighbour(items, index, -1), _neighbour(items, index, 1)
    if isinstance(before, Item) and is_word("closings", before.text):
        return isinstance(item, Item) and not is_furniture(item.text)
    return isinstance(after, Item) and is_furniture(after.text) and FULL_DATE.match(after.text) is not None


_FAMILY = (
    "part",
    "chapter",
    "section",
    "article",
    "roman",
    "ordinal",
    "kanji",
    "number",
    "decimal",
    "paren",
    "paren-kanji",
    "circled",
    "kana",
    "iroha",
    "paren-kana",
    "alpha",
    "small-roman",
)


class Outline:
    """The open headings while a document is read from top to bottom.

    A style that is open closes down to itself. A new one goes under what is open, unless what is known of the two says that it
    stands higher: titles over all, # over ##, numbering in its usual order, 【】 under numbers, <> under 【】.
    """

    def __init__(self) -> None:
        self._open: list[tuple[str, int, str]] = []
        self._children: dict[int, set[str]] = {}
        self._under: dict[str, set[str]] = {}
        self._counts: dict[str, int] = {}

    @property
    def path(self) -> tuple[int, ...]:
        """Ordinals of the open headings, outermost first."""
        return tuple(ordinal for _, ordinal, _ in self._open)

    def add(self, style: str, ordinal: int, text: str, *, page_gap: bool, detached: bool = False) -> tuple[int, ...]:
        """Opens a heading; returns the path above it. A `detached` one has space above it, and text above that."""
        while detached and style in ("bracket", "plain", "angle") and self._open and self._is_deep(self._open[-1][0]):
            self._open.pop()
        while self._open and self._closes(style, self._open[-1][0]):
            self._open.pop()
        if page_gap:
            self._drop_lost_parents(style, text)
        above = self.path
        if self._open:
            self._under.setdefault(self._open[-1][0], set()).add(style)
            self._children.setdefault(self._open[-1][1], set()).add(f"{style}:{text}")
        self._open.append((style, ordinal, text))
        self._counts[style] = self._counts.get(style, 0) + 1
        return above

    @staticmethod
    def _is_deep(style: str) -> bool:
        """True for numbering below that of sections: (1), ①, ア."""
        order = _order(style)
        return order is not None and order > _FAMILY.index("decimal") + 1

    def _drop_lost_parents(self, style: str, text: str) -> None:
        """A heading that comes a second time under one parent, on a new page, stands under a heading that got lost."""
        while self._open and f"{style}:{text}" in self._children.get(self._open[-1][1], set()):
            self._open.pop()

    def close_all(self) -> None:
        """At 以上: what follows is another paper."""
        self._open.clear()

    def close_captions(self) -> None:
        """A caption, (参考)…, stands over the tables and lists right below it only."""
        while self._open and self._open[-1][0] == "caption":
            self._open.pop()

    def close_empty(self, last_content: int) -> None:
        """At the end of a page: a caption (【…】, <…>) with nothing under it was that of a figure, and closes."""
        while self._open and self._open[-1][0] in ("bracket", "angle", "square-bracket") and self._open[-1][1] >= last_content:
            self._open.pop()

    def _closes(self, style: str, open_style: str) -> bool:
        """True when a heading of `style` ends the section of an open one."""
        if style == open_style or style == "title" or open_style == "caption":
            return True
        if style in ("contact", "series"):
            return open_style != "title"
        if any(style == other for other, _, _ in self._open):
            return True
        if style.startswith("hash"):
            return open_style != "title" and (not open_style.startswith("hash") or style <= open_style)
        if open_style.startswith("hash") or open_style == "title":
            return False
        order, open_order = _order(style), _order(open_style)
        if order is not None and open_order is not None:
            return order <= open_order
        if order is not None and order <= _FAMILY.index("number") and open_style in ("bracket", "plain") and self._counts[open_style] == 1:
            return True
        if open_style == "angle":
            return style != "question"
        return style in self._under and open_style in self._under[style]


def _order(style: str) -> float | None:
    base = style.rstrip("0123456789")
    if base not in _FAMILY:
        return None
    return _FAMILY.index(base) + (int(style[len(base) :] or 0) / 10 if base == "decimal" else 0)


def heading_start(text: str, start: int) -> int:
    """Where a heading begins when the number of its slide is glued to it (2各社の状況（１／６）)."""
    match = _SLIDE_NUMBER.match(text) if PART_OF_SERIES.search(text) else None
    return start + (match.end() if match else 0)


def draft_kind(item: Item) -> BlockKind:
    """The kind of an item that is no heading."""
    if item.role is Role.NOTE:
        return BlockKind.FOOTNOTE
    if item.role in (Role.BULLET, Role.SQUARE):
        return BlockKind.BULLET
    if item.role is Role.NUMBER:
        return BlockKind.PARAGRAPH if len(item.text) > 120 or (item.mark and item.mark.style == "article") else BlockKind.BULLET
    return BlockKind.PARAGRAPH


def is_page_gap(blank_before: int) -> bool:
    """True for as much empty space as the end of a page leaves."""
    return blank_before >= PAGE_GAP
