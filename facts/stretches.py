"""How a stretch of a disclosure falls into statements: its list items, and their sentences."""

import re

from core.records import Disclosure, Span
from core.text import fold

_ITEM_START = re.compile(
    r"<li>|(?:^|(?<=\n)|(?<=<br>)|(?<=<p>)|(?<=[ 　](?=[○●◯⚫][ 　])))[ \t　]*(?:[○●・◯〇⚫■□◆]|[-–][ 　])[ 　]*|<p>[ \t　]*", re.MULTILINE
)
_SENTENCE_END = re.compile(r"。(?![」』)])|[！？](?![」』)])")
_LONGEST_SUBHEADING = 23


def sentences(disclosure: Disclosure, span: Span) -> list[tuple[str, Span]]:
    """The sentences of a stretch as reading text, with their places; a list item is a sentence of its own."""
    found = []
    for start, end in _items(disclosure.text, span):
        folded = fold(disclosure.text[start:end], start)
        place = 0
        for match in _SENTENCE_END.finditer(folded.text):
            if not _inside_brackets(folded.text, match.start()):
                found.append((folded.text[place : match.end()], Span(*folded.place(place, match.end()))))
                place = match.end()
        if folded.text[place:].strip():
            found.append((folded.text[place:], Span(*folded.place(place, len(folded.text)))))
    return [_trimmed(disclosure, text, stretch) for text, stretch in found if text.strip()]


def list_items(disclosure: Disclosure, span: Span) -> list[tuple[str, Span]]:
    """The list items of a stretch, each whole, as reading text with their places; a short line that heads the items below it is none."""
    items = []
    for start, end in _items(disclosure.text, span):
        folded = fold(disclosure.text[start:end], start)
        if folded.text and not (is_subheading(folded.text) and len(folded.text) <= _LONGEST_SUBHEADING):
            items.append(_trimmed(disclosure, folded.text, Span(*folded.place(0, len(folded.text)))))
    return items


def is_subheading(text: str) -> bool:
    """True for a line like <システム面> or 【事案①】 that heads the items below it."""
    return re.fullmatch(r"[<〈《【\[].{1,20}[>〉》】\]]", text.strip()) is not None


def _trimmed(disclosure: Disclosure, text: str, span: Span) -> tuple[str, Span]:
    """Without the white space at its ends."""
    raw = disclosure.quote(span)
    return text.strip(), Span(span.start + len(raw) - len(raw.lstrip()), span.end - (len(raw) - len(raw.rstrip())))


def _inside_brackets(text: str, place: int) -> bool:
    before = text[:place]
    return any(before.count(opening) > before.count(closing) for opening, closing in ("「」", "『』", "()"))


def _items(text: str, span: Span) -> list[tuple[int, int]]:
    """The list items of a stretch as raw places, marks left out; the stretch itself when it is no list."""
    raw = text[span.start : span.end]
    starts = list(_ITEM_START.finditer(raw))
    if not starts:
        return [(span.start, span.end)]
    items = []
    if raw[: starts[0].start()].strip():
        items.append((span.start, span.start + starts[0].start()))
    for index, match in enumerate(starts):
        stop = starts[index + 1].start() if index + 1 < len(starts) else len(raw)
        if fold(raw[match.end() : stop]).text:
            items.append((span.start + match.end(), span.start + stop))
    return items
