"""Title, publisher and date of publication, each from the place that states it, or None."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.records import Span
from core.text import Folded, fold, matching_key
from ingest.drafts import Extract, Line
from ingest.labels import ends_with_word, is_word, words
from ingest.lines import split_lines
from ingest.marks import Role, read_mark
from ingest.paragraphs import join_lines
from ingest.shapes import (
    LABELLED,
    SENTENCE_END,
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
_PART = re.compile(r"(?P<name>[^\s()]+)(?:\([^()]*\))?")
_NUMBER_OF_PAPER = re.compile(r"(?:第|No\.?)?\S{0,12}\d[\d\-]*号?")
_LONGEST_AS_OF = 4  # 現在, 時点, a weekday
_LONGEST_TITLE = 120
_TITLE_ENDING = re.compile(
    r"(?:について|に関して|に関する件|の件|報告書?|概要|お知らせ|お詫び|公表|結果|状況|ご報告|資料|発表|まとめ|事件|事故|障害|対応|方針|通知|命令|勧告|法律|規則|基準|ガイドライン|一覧|議事録)(?:\s*[(【].*)?$"
)
_AFTER_DATE = re.compile(
    r"^(?:\([月火水木金土日祝・]+\)|\(.{1,24}\)|付け?|現在|時点|発表|公表|公開|掲載|更新|改[定訂]|制定|作成|提出|報道|プレス|ニュース|資料|第.{1,6}(?:法廷|部)"
    r"|判決|決定|命令|第?\d+版|第[一二三四五\d]+報|\d{1,2}(?:時|:\d))"
)
# What may follow the name of the publisher on its line: an office, the kind of paper, its number or its date.
_AFTER_COMPANY = re.compile(
    r"^(?:代表|取締役|社長|理事長|院長|頭取|会長|執行役|広報|\(|本社|[^\s]{1,8}[部課室局]"
    r"|[^\s]{1,16}(?:工場|支店|支社|本店|事業所|営業所|事務所|研究所|センター|製作所|製造所|病院|店)(?=$|[\s(])|/ ?[A-Z]"
    r"|証券コード|コード|プレスリリース|ニュースリリース|お知らせ"
    r"|報道|第 ?[\d-]+|(?:令和|平成|昭和)? ?(?:元|\d{1,4})年)"
)
# 「甲株式会社(本社:東京都 …)は、」: a release that names its publisher only in its first sentence.
_IN_SENTENCE = re.compile(r"^(?P<name>[^\s、。()「」]{2,30}?)\((?:本社|本店|所在地|東証|コード|代表|以下、?当社)[^()]*\)(?:は|が|では)")
# What parts a line of a letterhead.
_PARTS_OF_HEAD = re.compile(r"[ 　]*[|｜│][ 　]*|　[ 　]+| {3,}|[ 　]+[／/][ 　]+(?![A-Z])")
_LONGEST_HEAD_LINE = 100
_SHORTEST_SITE = 3
# A title that is a sentence, as newspapers set it.
_HEADLINE = re.compile(
    r"^(?!下記|以下|標記|次のとおり|このたび|本件).{4,}(?:について|に関し).{0,16}(?:おわび|お詫び|お知らせ|報告|説明)(?:し|いたし|致し|申し?[上あ]げ)ます$"
)
_SUBTITLE = re.compile(r"^(?:[(（].{2,60}[)）]|[-－~～―–].{2,60}[-－~～―–])$")


@dataclass(frozen=True, slots=True)
class Stated:
    """Something that a document states about itself: its reading text and its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document states about itself."""

    title: Stated | None = None
    publisher: Stated | None = None
    published: date | None = None
    published_span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Read:
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


# A row of a table drawn with bars that holds a label and its value only.
_ROW_OF_TWO = re.compile(r"^\| ?(?P<label>[^|]{2,12}?) ?\| ?(?P<value>[^|]+?) ?\|?$")


def read_metadata(extract: Extract) -> Metadata:
    """Title, publisher and date of a document, from its head and its end."""
    lines = list(extract.lines) if extract.lines is not None else split_lines(extract.text, extract.pages, wrapped=extract.wrapped)
    labelled = [_read_line(line) for line in [*lines[:_LABELLED_LINES], *lines[-_TAIL_LINES:]]]
    title_lines = _head(_read_items(extract.text, lines[:_HEAD_LINES]))
    head = _parted(title_lines)
    tail = _parted(_read_items(extract.text, lines[-_TAIL_LINES:]))
    published = _published(labelled, head, tail)
    return Metadata(
        title=_given_title(extract) or _title(title_lines),
        publisher=_publisher(labelled, head, tail, published[1] if published else None) or _of_site(extract),
        published=published[0] if published else None,
        published_span=published[1] if published else None,
    )


def _read_line(line: Line) -> _Read:
    return _Read(line.start, line.end, line.raw, line.blank_before, fold(line.raw, line.start))


def _read_items(text: str, lines: Sequence[Line]) -> list[_Read]:
    """The lines with wrapped ones joined, those of tables left out."""
    found: list[_Read] = []
    for item in join_lines(text, [line for line in lines if "\t" not in line.raw and not line.raw.startswith("|")]):
        start = item.lines[0].start
        raw = text[start : item.end]
        found.append(_Read(start, item.end, raw, item.blank_before, fold(raw, start), item.lines[0].size))
    return found


def _head(read: Sequence[_Read]) -> list[_Read]:
    """The lines before the first running sentence, and that one."""
    for index, item in enumerate(read):
        if "。" in item.text and len(item.text) > 20:
            return list(read[: index + 1])
    return list(read)


def _parted(items: Sequence[_Read]) -> list[_Read]:
    """The items, a line of a letterhead whose parts stand between bars or wide spaces (お知らせ | 令和3年12月24日 | 甲株式会社) as
    its parts."""
    found: list[_Read] = []
    for item in items:
        edges = (
            _date_after_name(item) or [match.span() for match in _PARTS_OF_HEAD.finditer(item.raw)]
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
            found.append(_Read(start, item.start + last, raw, blank, fold(raw, start), item.size))
    return found


def _date_after_name(item: _Read) -> list[tuple[int, int]]:
    """The space before the date that ends a line which begins with a company or the kind of paper (甲株式会社 2025年4月11日)."""
    dated = parse_date(item.text)
    before = item.text[: dated[1]].rstrip() if dated else ""
    if dated is None or dated[2] < len(item.text) or not (is_organisation(before) or is_word("release_words", before)):
        return []
    start, end = item.span(len(before), dated[1]).start - item.start, item.span(dated[1], dated[2]).start - item.start
    return [(start, end)]


def _labelled(item: _Read, names: str) -> Stated | None:
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


def _given_title(extract: Extract) -> Stated | None:
    if extract.title is None:
        return None
    folded = fold(extract.text[extract.title[0] : extract.title[1]], extract.title[0])
    return Stated(folded.text, Span(*folded.place(0, len(folded.text)))) if folded.text else None


def _title(head: Sequence[_Read]) -> Stated | None:
    for item in head:
        if (stated := _labelled(item, "title_labels")) and len(stated.text) > 3:
            return stated
    candidates = [index for index, item in enumerate(head) if _may_be_title(head, index)]
    if not candidates:
        return None
    marked = [index for index in candidates if (mark := read_mark(head[index].raw)) is not None and mark.role is Role.HASH]
    candidates = marked or candidates
    largest = max(head[index].size for index in candidates)
    candidates = [index for index in candidates if head[index].size >= largest - 0.5]
    first = next((index for index in candidates if _TITLE_ENDING.search(_title_group(head, index)[0])), candidates[0])
    while first - 1 in candidates and _title_goes_on(head[first - 1], head[first]):
        first -= 1
    text, last = _title_group(head, first)
    start = _content_start(head[first])
    return Stated(text, Span(start, head[last].end))


def _content_start(item: _Read) -> int:
    mark = read_mark(item.raw)
    return item.start + (mark.content if mark and mark.role in (Role.HASH, Role.BULLET, Role.SQUARE) else 0)


def _title_text(item: _Read) -> str:
    start = _content_start(item) - item.start
    return fold(item.raw[start:]).text


def _may_be_title(head: Sequence[_Read], index: int) -> bool:
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
    if _date_after_name(item):
        return False
    if is_organisation(text) or is_addressee(text) or address_label(text) is not None or _labelled(item, "published_labels"):
        return False
    found = organisation_at_start(text)
    if found is not None and re.match(r"\s*(?:代表|取締役|社長|理事長|院長|頭取|会長)", text[found[1] :]):
        return False
    if re.match(r"^(?:第\s*\d+\s*号|[^\s]{1,8}第\s*\d+\s*号|No\.?\s*\d+)$", text) or (
        LABELLED.match(text) and not _TITLE_ENDING.search(text)
    ):
        return False
    return not (
        is_word("release_words", text)
        or is_word("attachment_words", text.strip("()【】<>[]"))
        or ends_with_word("submitted_suffixes", text)
    )


def _title_group(head: Sequence[_Read], index: int) -> tuple[str, int]:
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


def _title_goes_on(before: _Read, after: _Read) -> bool:
    """True when a title wraps into the next line: no ending yet, no space between them, no marks."""
    if after.blank_before or read_mark(after.raw) is not None or (read_mark(before.raw) is not None and len(before.text) < 8):
        return False
    return not _TITLE_ENDING.search(before.text)


def _published(labelled: Sequence[_Read], head: Sequence[_Read], tail: Sequence[_Read]) -> tuple[date, Span] | None:
    if found := _labelled_date(labelled, "published_labels"):
        return found
    for group in (head, tail):
        for item in group:
            head_line = _letterhead(item.text)
            if head_line and head_line.dated:
                return head_line.dated[0], item.span(head_line.dated[1], head_line.dated[2])
            dated = parse_date(item.text)
            if dated is not None and dated[1] <= 1 and _is_date_line(item.text, dated[2]):
                return dated[0], item.span(dated[1], dated[2])
    return _labelled_date(labelled, "updated_labels")


def _labelled_date(labelled: Sequence[_Read], names: str) -> tuple[date, Span] | None:
    for item in labelled:
        stated = _labelled(item, names)
        if stated and (found := parse_date(stated.text)):
            return found[0], _inner(item, stated)
    return None


def _inner(item: _Read, stated: Stated) -> Span:
    offset = item.text.index(stated.text)
    found = parse_date(stated.text)
    assert found is not None
    return item.span(offset + found[1], offset + found[2])


def _is_date_line(text: str, end: int) -> bool:
    rest = text[end:].strip()
    return not rest or (len(rest) <= 30 and not SENTENCE_END.search(rest) and _AFTER_DATE.match(rest) is not None)


def _publisher(labelled: Sequence[_Read], head: Sequence[_Read], tail: Sequence[_Read], published: Span | None) -> Stated | None:
    for item in labelled:
        if (stated := _labelled(item, "publisher_labels")) and (found := organisation_at_start(stated.text)):
            return Stated(stated.text[: found[1]], Span(*fold_place(item, stated, found[1])))
    for group in (head, tail):
        if found_line := _organisation_line(group, published):
            return found_line
    return _submitter(head) or _in_first_sentence(head)


def _of_site(extract: Extract) -> Stated | None:
    """Whose page it is, by the page's title, where the page itself names it: in full where it does so with its legal form."""
    site = fold(extract.site or "").text
    folded = fold(extract.text)
    if len(site) < _SHORTEST_SITE or site not in folded.text:
        return None
    forms = "|".join(map(re.escape, words("company_forms")))
    full = re.search(rf"(?:(?:{forms}) ?{re.escape(site)}|{re.escape(site)}(?: ?(?:{forms}))?)", folded.text)
    if full is None or (full.group() == site and not is_organisation(site)):
        return None
    return Stated(full.group(), Span(*folded.place(*full.span())))


def _in_first_sentence(head: Sequence[_Read]) -> Stated | None:
    """The company that the first sentence introduces with its seat."""
    for item in head:
        match = _IN_SENTENCE.match(item.text)
        if match and is_organisation(match["name"]):
            return Stated(match["name"], item.span(match.start("name"), match.end("name")))
    return None


def fold_place(item: _Read, stated: Stated, end: int) -> tuple[int, int]:
    """The place of the first `end` characters of a stated value."""
    offset = item.text.index(stated.text)
    span = item.span(offset, offset + end)
    return span.start, span.end


def _organisation_line(group: Sequence[_Read], published: Span | None) -> Stated | None:
    """A line that is the name of a company or authority, the nearest to the date first."""
    found: list[tuple[int, Stated]] = []
    for item in group:
        if is_addressee(item.text) or len(item.text) > 60:
            continue
        head = _letterhead(item.text)
        place = (head.organisation if head else None) or organisation_at_start(item.text) or _organisation_at_end(item.text)
        if place is None:
            continue
        if head and head.organisation:
            found.append(
                (abs(item.start - published.start) if published else item.start, Stated(item.text[slice(*place)], item.span(*place)))
            )
            continue
        rest = item.text[place[1] :].strip()
        if rest and not _AFTER_COMPANY.match(rest):
            continue
        distance = abs(item.start - published.start) if published else item.start
        found.append((distance, Stated(item.text[slice(*place)], item.span(*place))))
    return min(found, key=lambda pair: pair[0])[1] if found else None


@dataclass(frozen=True, slots=True)
class _Letterhead:
    """A line of nothing but who publishes, when, and under which number: the place of the name, and the date with its place."""

    organisation: tuple[int, int] | None
    dated: tuple[date, int, int] | None


def _letterhead(text: str) -> _Letterhead | None:
    """The parts of such a line (株式会社○○(○○ Co.) 2024年3月12日 広報24-07号); None for any other."""
    parts = list(_PART.finditer(text))
    organisation: tuple[int, int] | None = None
    dated: tuple[date, int, int] | None = None
    for part in parts:
        name = part["name"]
        day = parse_date(name)
        if day is not None and day[1] == 0 and len(name) - day[2] <= _LONGEST_AS_OF:
            dated = (day[0], part.start("name"), part.start("name") + day[2])
        elif is_organisation(name):  # a university has a space behind the body that runs it
            organisation = (organisation[0] if organisation else part.start("name"), part.end("name"))
        elif not (is_word("release_words", name) or _NUMBER_OF_PAPER.fullmatch(name)):
            return None
    return _Letterhead(organisation, dated) if len(parts) > 1 and dated else None


def _organisation_at_end(text: str) -> tuple[int, int] | None:
    """Place of a company with its legal form that ends a line after its date or a title (2024年5月10日 株式会社○○)."""
    before, _, name = text.rpartition(" ")
    forms = words("company_forms")
    if not before or not (name.startswith(forms) or name.endswith(forms)) or not is_organisation(name):
        return None
    dated = parse_date(before)
    fits = (dated is not None and dated[1] == 0 and len(before) - dated[2] <= _LONGEST_AS_OF) or _TITLE_ENDING.search(before)
    return (len(text) - len(name), len(text)) if fits else None


def _submitter(head: Sequence[_Read]) -> Stated | None:
    """○○提出資料: who submitted the paper, with the meeting whose secretariat it is."""
    for index, item in enumerate(head[:10]):
        for suffix in words("submitted_suffixes"):
            if item.text.endswith(suffix) and 2 <= len(item.text) - len(suffix) <= 30:
                end = len(item.text) - len(suffix)
                before = head[index - 1] if index else None
                if before is not None and item.text[:end] == "事務局" and ends_with_word("meeting_suffixes", before.text):
                    joined = fold(before.raw + "\n" + item.raw)
                    text = joined.text[: -len(suffix)]
                    return Stated(text, Span(before.start, item.span(0, end).end))
                return Stated(item.text[:end], item.span(0, end))
    return None
