"""Title, publisher and date of publication, each from the place that states it, or None."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.records import Span
from core.text import fold
from ingest.drafts import Extract
from ingest.labels import ends_with_word, is_word
from ingest.letterhead import ReadLine, Stated, date_after_name, head_of, labelled, letterhead, parted, read_items, read_line
from ingest.lines import split_lines
from ingest.marks import Role, read_mark
from ingest.publisher import OPERATED_BY, publisher_of
from ingest.shapes import (
    LABELLED,
    SENTENCE_END,
    TITLE_ENDING,
    URL,
    address_label,
    is_addressee,
    is_organisation,
    organisation_at_start,
    parse_date,
)

_HEAD_LINES = 40
_TAIL_LINES = 12
_LABELLED_LINES = 20
_LONGEST_TITLE = 120
_AFTER_DATE = re.compile(
    r"^(?:\([月火水木金土日祝・]+\)|\(.{1,24}\)|付け?|現在|時点|発表|公表|公開|掲載|更新|改[定訂]|制定|作成|提出|報道|プレス|ニュース|資料|第.{1,6}(?:法廷|部)"
    r"|判決|決定|命令|第?\d+版|第[一二三四五\d]+報|\d{1,2}(?:時|:\d))"
)
# 「品質保証室/最終更新 2024年5月22日」: the words before the date of a page among other things that its line says.
_DATE_FOLLOWS = re.compile(r"(?:^|[\s/|(、])(?:最終)?(?:公表|発表|公開|掲載|発行|更新|改訂)日?時?\s*:?$")
_LONGEST_HEAD_LINE = 100
# A title that is a sentence, as newspapers set it.
_HEADLINE = re.compile(
    r"^(?!下記|以下|標記|次のとおり|このたび|本件).{4,}(?:について|に関し).{0,16}(?:おわび|お詫び|お知らせ|報告|説明)(?:し|いたし|致し|申し?[上あ]げ)ます$"
)
_SUBTITLE = re.compile(r"^(?:[(（].{2,60}[)）]|[-－~～―–].{2,60}[-－~～―–])$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document states about itself."""

    title: Stated | None = None
    publisher: Stated | None = None
    published: date | None = None
    published_span: Span | None = None


def read_metadata(extract: Extract) -> Metadata:
    """Title, publisher and date of a document, from its head and its end."""
    lines = list(extract.lines) if extract.lines is not None else split_lines(extract.text, extract.pages, wrapped=extract.wrapped)
    labels = [read_line(line) for line in [*lines[:_LABELLED_LINES], *lines[-_TAIL_LINES:]]]
    title_lines = head_of(read_items(extract.text, lines[:_HEAD_LINES]))
    head = parted(title_lines)
    tail = parted(read_items(extract.text, lines[-_TAIL_LINES:]))
    published = _published(labels, head, tail)
    return Metadata(
        title=_given_title(extract) or _title(title_lines),
        publisher=publisher_of(extract, labels, head, tail, published[1] if published else None),
        published=published[0] if published else None,
        published_span=published[1] if published else None,
    )


def _given_title(extract: Extract) -> Stated | None:
    if extract.title is None:
        return None
    folded = fold(extract.text[extract.title[0] : extract.title[1]], extract.title[0])
    return Stated(folded.text, Span(*folded.place(0, len(folded.text)))) if folded.text else None


def _title(head: Sequence[ReadLine]) -> Stated | None:
    for item in head:
        if (stated := labelled(item, "title_labels")) and len(stated.text) > 3:
            return stated
    candidates = [index for index, item in enumerate(head) if _may_be_title(head, index)]
    if not candidates:
        return None
    marked = [index for index in candidates if (mark := read_mark(head[index].raw)) is not None and mark.role is Role.HASH]
    candidates = marked or candidates
    largest = max(head[index].size for index in candidates)
    candidates = [index for index in candidates if head[index].size >= largest - 0.5]
    first = next((index for index in candidates if TITLE_ENDING.search(_title_group(head, index)[0])), candidates[0])
    while first - 1 in candidates and _title_goes_on(head[first - 1], head[first]):
        first -= 1
    text, last = _title_group(head, first)
    start = _content_start(head[first])
    return Stated(text, Span(start, head[last].end))


def _content_start(item: ReadLine) -> int:
    mark = read_mark(item.raw)
    return item.start + (mark.content if mark and mark.role in (Role.HASH, Role.BULLET, Role.SQUARE) else 0)


def _title_text(item: ReadLine) -> str:
    start = _content_start(item) - item.start
    return fold(item.raw[start:]).text


def _may_be_title(head: Sequence[ReadLine], index: int) -> bool:
    item = head[index]
    text = _title_text(item)
    mark = read_mark(item.raw)
    if mark is not None and mark.role is Role.HASH:
        return mark.depth == 1
    if not 4 <= len(text) <= _LONGEST_TITLE or "\t" in item.raw or item.raw.startswith("|"):
        return False
    if mark is not None and mark.role in (Role.NUMBER, Role.NOTE, Role.BRACKET):
        return False
    if mark is not None and mark.role is Role.BULLET and index > 2:
        return False
    if "。" in text or (SENTENCE_END.search(text) and not _HEADLINE.search(text)) or URL.search(text) or _SUBTITLE.match(text):
        return False
    dated = parse_date(text)
    if dated is not None and dated[1] == 0 and len(text) - dated[2] <= 16:
        return False
    if date_after_name(item):
        return False
    if is_organisation(text) or is_addressee(text) or address_label(text) is not None or labelled(item, "published_labels"):
        return False
    found = organisation_at_start(text)
    if found is not None and re.match(r"\s*(?:代表|取締役|社長|理事長|院長|頭取|会長)", text[found[1] :]):
        return False
    if re.match(r"^(?:第\s*\d+\s*号|[^\s]{1,8}第\s*\d+\s*号|No\.?\s*\d+)$", text) or (
        LABELLED.match(text) and not TITLE_ENDING.search(text)
    ):
        return False
    return not (
        is_word("release_words", text)
        or is_word("attachment_words", text.strip("()【】<>[]"))
        or ends_with_word("submitted_suffixes", text)
    )


def _title_group(head: Sequence[ReadLine], index: int) -> tuple[str, int]:
    """A title's reading text and its last line: wrapped lines and a subtitle in brackets belong to it."""
    last = index
    while last + 1 < len(head) and last - index < 4 and not head[last + 1].blank_before:
        after = head[last + 1]
        if _SUBTITLE.match(after.text) or (_may_be_title(head, last + 1) and _title_goes_on(head[last], after)):
            last += 1
        else:
            break
    raw_start = _content_start(head[index])
    raw = head[index].raw[raw_start - head[index].start :]
    for item in head[index + 1 : last + 1]:
        raw += "\n" + item.raw
    return fold(raw).text, last


def _title_goes_on(before: ReadLine, after: ReadLine) -> bool:
    """True when a title wraps into the next line: no ending yet, no space between them, no marks."""
    if after.blank_before or read_mark(after.raw) is not None or (read_mark(before.raw) is not None and len(before.text) < 8):
        return False
    return not TITLE_ENDING.search(before.text)


def _published(labels: Sequence[ReadLine], head: Sequence[ReadLine], tail: Sequence[ReadLine]) -> tuple[date, Span] | None:
    if found := _labelled_date(labels, "published_labels"):
        return found
    for group in (head, tail):
        for item in group:
            head_line = letterhead(item.text)
            if head_line and head_line.dated:
                return head_line.dated[0], item.span(head_line.dated[1], head_line.dated[2])
            dated = parse_date(item.text)
            if dated is None:
                continue
            before = item.text[: dated[1]].strip()
            if (dated[1] <= 1 or is_word("release_words", before)) and _is_date_line(item.text, dated[2]):
                return dated[0], item.span(dated[1], dated[2])
            if len(item.text) <= _LONGEST_HEAD_LINE and "。" not in item.text and _DATE_FOLLOWS.search(before):
                return dated[0], item.span(dated[1], dated[2])
    return _labelled_date(labels, "updated_labels")


def _labelled_date(labels: Sequence[ReadLine], names: str) -> tuple[date, Span] | None:
    for item in labels:
        stated = labelled(item, names)
        if stated and (found := parse_date(stated.text)):
            return found[0], _inner(item, stated)
    return None


def _inner(item: ReadLine, stated: Stated) -> Span:
    offset = item.text.index(stated.text)
    found = parse_date(stated.text)
    assert found is not None
    return item.span(offset + found[1], offset + found[2])


def _is_date_line(text: str, end: int) -> bool:
    rest = text[end:].strip()
    runs_it = len(rest) <= _LONGEST_HEAD_LINE and "。" not in rest and OPERATED_BY.search(rest) is not None
    return not rest or runs_it or (len(rest) <= 30 and not SENTENCE_END.search(rest) and _AFTER_DATE.match(rest) is not None)
