"""The records that travel between the stages. All frozen; what can be computed from a record is a property of it.

Places are counted in characters of `Disclosure.text`, the extracted text that every quote is cut from. Boxes are in
PDF points with the origin at the top left of the page.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch [start, end) of a disclosure's extracted text."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """True when `other` lies within this stretch."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its top left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its stretch of the text, its size in points (None where there is no paper).

    `confidence` is how sure the reading of a picture is, from 0 to 1; None for a page that has text. `slant` is by how many degrees
    a picture was turned, against the clock, to be read. `printed` is the page number that is printed on it, where it shows one.
    """

    number: int
    start: int
    end: int
    width: float | None = None
    height: float | None = None
    confidence: float | None = None
    slant: float = 0.0
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Where a line of the text from `start` was printed: between `low` and `high` across, its characters between `edges` along it.

    `edges` are the first edge of each character and the last of all, in tenths of points from the left or, of an `upright` line of
    vertical writing, from the top: the first, then the steps from each to the next, runs of one step as step*count (`core.places`).
    """

    start: int
    page: int
    low: float
    high: float
    edges: str
    upright: bool = False


class BlockKind(StrEnum):
    """What a block is to its reader."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    TABLE = "table"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. A label that carries on into blank cells has the row or column span that it governs.

    `text` is reading text; `start == end` for an empty cell.
    """

    row: int
    column: int
    text: str
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1

    @property
    def span(self) -> Span:
        """Its stretch of the disclosure's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `header_rows` rows of column headings, `header_columns` columns of row labels, and the body."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    header_rows: int
    header_columns: int
    _covering: dict[tuple[int, int], Cell] = field(default_factory=dict, init=False, repr=False, compare=False)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers the position, spans included; None where nothing stands."""
        if not self._covering:  # found once: a table of a thousand rows is asked a hundred thousand times
            for cell in self.cells:
                for down in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                    for across in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                        self._covering.setdefault((down, across), cell)
        return self._covering.get((row, column))

    def column_headings(self, column: int) -> tuple[Cell, ...]:
        """The heading cells over a column, from the top, without repeats or blanks."""
        return self._distinct([self.at(row, column) for row in range(self.header_rows)])

    def row_labels(self, row: int) -> tuple[Cell, ...]:
        """The label cells before a row's values, from the left, without repeats or blanks."""
        return self._distinct([self.at(row, column) for column in range(self.header_columns)])

    @staticmethod
    def _distinct(cells: list[Cell | None]) -> tuple[Cell, ...]:
        seen: dict[tuple[int, int], Cell] = {}
        for cell in cells:
            if cell is not None and cell.text:
                seen.setdefault((cell.row, cell.column), cell)
        return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class Block:
    """A structural unit in reading order: a heading, paragraph, bullet, table or footnote.

    `headings` are the ordinals of the heading blocks that it stands under, outermost first; `notes` the ordinals of the
    footnotes that it refers to. `level` is the depth of a heading or bullet, from 1. `marker` is the bullet or note mark (○, ※1).
    """

    ordinal: int
    kind: BlockKind
    text: str
    start: int
    end: int
    page: int | None = None
    level: int = 1
    marker: str = ""
    headings: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    table: Table | None = None

    @property
    def span(self) -> Span:
        """Its stretch of the disclosure's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one page that is retrieved and cited, holding one idea.

    `text` is what is searched: reading text, with the headings of a table row in front. `start` and `end` are the
    place in the disclosure's text. `section` is the heading path, joined with " > ".
    """

    id: str
    document_id: str
    ordinal: int
    text: str
    start: int
    end: int
    kind: BlockKind
    block: int
    section: str = ""
    page: int | None = None
    boxes: tuple[Box, ...] = ()

    @property
    def span(self) -> Span:
        """Its stretch of the disclosure's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A published document as it was read. `id` is the SHA-256 (hex) of its bytes; `file` the name it was ingested under.

    `title`, `publisher` and `published` are None where the document does not state them, and their spans say where it does.
    `lines` say where the text of a PDF was printed.
    """

    id: str
    file: str
    media_type: str
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    title: str | None = None
    title_span: Span | None = None
    publisher: str | None = None
    publisher_span: Span | None = None
    published: date | None = None
    published_span: Span | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
    lines: tuple[PrintedLine, ...] = ()

    def quote(self, span: Span) -> str:
        """The verbatim text of a place."""
        return self.text[span.start : span.end]

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds a place; None in a document without pages."""
        page = self._page(offset)
        return page.number if page else None

    def printed_page_at(self, offset: int) -> str | None:
        """The page number that is printed on the page that holds a place, where it is another than the page's own."""
        page = self._page(offset)
        return page.printed if page and page.printed != str(page.number) else None

    def confidence_at(self, offset: int) -> float | None:
        """How sure the reading of the page is that holds a place, where that page is a picture."""
        page = self._page(offset)
        return page.confidence if page else None

    def _page(self, offset: int) -> Page | None:
        return next((page for page in self.pages if page.start <= offset < page.end), None)


class ValueKind(StrEnum):
    """The type of a fact's value."""

    COUNT = "count"
    DATE = "date"
    PERIOD = "period"
    TIME = "time"
    MARK = "mark"
    PHONE = "phone"
    URL = "url"
    NAME = "name"
    LIST = "list"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value: the original wording (reading text) and, beside it, what it means.

    `number` with `unit` for counts and amounts (none for a range), and the minute of the day of a time; `start` and `end` for dates
    (equal for one day; first and last day of a month or year that is named whole) and periods (None for an open end); `precision` is
    "day", "month" or "year"; `inherited` says that the year does not stand in `text` but was taken from an entry above or from the
    publication date.
    """

    kind: ValueKind
    text: str
    number: float | None = None
    unit: str | None = None
    start: date | None = None
    end: date | None = None
    precision: str | None = None
    inherited: bool = False


class NameKind(StrEnum):
    """What a name names; a thing is a product, facility or other thing that a document calls by a name of its own."""

    ORGANISATION = "organisation"
    SYSTEM = "system"
    CASE = "case"
    PERSON = "person"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a named thing: `surface` as written at the place, `canonical` as the document spells it in full."""

    document_id: str
    kind: NameKind
    canonical: str
    surface: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its stretch of the disclosure's text."""
        return Span(self.start, self.end)


class FactSource(StrEnum):
    """Where in the structure a fact was read."""

    CELL = "cell"
    LINE = "line"
    ENTRY = "entry"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed statement: organisation · system · attribute · value · period, with the places that show it.

    `attribute` is the label in the document's own words, `attribute_key` its vocabulary entry where one is known.
    `subject` is what a row or entry is about when that is neither organisation nor system. `span` is the
    place of the value with its label (the quote); `evidence` holds further places that the fact rests on (headings,
    the organisation's name, the year above). `context` is the reading text around it, for finding it by likeness.
    `row` is the same for the facts of one table row, so that a measure finds its deadline. `mentions` are the full names that
    its own words hold; `label_terms` and `context_terms` what label and surroundings speak of (facts.concepts), for finding it.
    """

    id: str
    document_id: str
    passage_id: str
    source: FactSource
    attribute: str
    value: Value
    span: Span
    attribute_key: str | None = None
    organisation: str | None = None
    organisation_span: Span | None = None
    system: str | None = None
    system_span: Span | None = None
    case: str | None = None
    case_span: Span | None = None
    subject: str | None = None
    period: Value | None = None
    period_span: Span | None = None
    evidence: tuple[Span, ...] = ()
    context: str = ""
    section: str = ""
    page: int | None = None
    row: str | None = None
    mentions: tuple[str, ...] = ()
    label_terms: tuple[str, ...] = ()
    context_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the passages of one disclosure state."""

    names: tuple[Name, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """What a server said of an address the last time, by which it tells whether the document has changed since."""

    url: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A disclosure as a list shows it."""

    id: str
    file: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    media_type: str
    pages: int
    passages: int
    facts: int
    tables: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, with its fused score and the two scores that it was fused from (None: not found there)."""

    passage: Passage
    score: float
    words: float | None = None
    vector: float | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which disclosures a question is put to; an empty field does not restrict. Dates are inclusive."""

    file: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None

    @property
    def empty(self) -> bool:
        """True when it lets every disclosure through."""
        return not (self.file or self.publisher or self.published_from or self.published_to)

    def admits(self, document: DocumentInfo) -> bool:
        """True when the disclosure meets every field; one without a date meets no date bound."""
        if self.file and document.file not in self.file:
            return False
        if self.publisher and document.publisher not in self.publisher:
            return False
        if self.published_from and (document.published is None or document.published < self.published_from):
            return False
        return not (self.published_to and (document.published is None or document.published > self.published_to))


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is put: its text, the earlier questions of the conversation (oldest first), and a filter."""

    text: str
    id: str = ""
    history: tuple[str, ...] = ()
    filter: Filter = Filter()


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact place behind a statement; `quote` is `text[start:end]` of the document with that SHA-256.

    `confidence` is how sure the reading of the page is, from 0 to 1, where the page is a picture that was read by OCR.
    `printed_page` is the number that is printed on the page, where it differs from `page`.
    """

    number: int
    file: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    page: int | None
    section: str
    quote: str
    start: int
    end: int
    boxes: tuple[Box, ...]
    sha256: str
    confidence: float | None = None
    printed_page: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The rows of an answer; cells are text with [n] markers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many disclosures were looked at, and how many of them state it."""

    documents: int
    with_fact: int


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that was computed and not read: its text in the answer, how, and the numbers of the citations it is made of."""

    text: str
    how: str
    citations: tuple[int, ...]


class Status(StrEnum):
    """Whether the disclosures state what was asked."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer: Markdown with [n] markers, and everything needed to prove it."""

    id: str
    question: str
    language: str
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    table: AnswerTable | None = None
    coverage: Coverage | None = None
    derived: tuple[Derived, ...] = ()
    index_version: str = ""
    model: str | None = None
    elapsed_ms: float = 0.0

    def as_json(self) -> dict[str, object]:
        """The record of the command contract: plain types, dates in ISO 8601, boxes as [x0, y0, x1, y1]."""
        return {
            "id": self.id,
            "question": self.question,
            "language": self.language,
            "status": str(self.status),
            "answer": self.text,
            "citations": [_citation_json(citation) for citation in self.citations],
            "table": None if self.table is None else {"columns": list(self.table.columns), "rows": [list(row) for row in self.table.rows]},
            "coverage": None if self.coverage is None else {"documents": self.coverage.documents, "with_fact": self.coverage.with_fact},
            "derived": [{"text": item.text, "how": item.how, "citations": list(item.citations)} for item in self.derived],
            "index_version": self.index_version,
            "model": self.model,
            "elapsed_ms": round(self.elapsed_ms, 1),
        }


def _citation_json(citation: Citation) -> dict[str, object]:
    return {
        "number": citation.number,
        "file": citation.file,
        "title": citation.title,
        "publisher": citation.publisher,
        "published": citation.published.isoformat() if citation.published else None,
        "url": citation.url,
        "page": citation.page,
        "section": citation.section,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "boxes": [[box.x0, box.y0, box.x1, box.y1] for box in citation.boxes if box.page == citation.page],
        "sha256": citation.sha256,
        **({"confidence": citation.confidence} if citation.confidence is not None else {}),
        **({"printed_page": citation.printed_page} if citation.printed_page is not None else {}),
    }
