"""Whether an answer stands on what it cites: checked from the answer and the documents alone, apart from the code that answers."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.errors import StoreError
from core.records import Answer, Citation, Derived, Disclosure, Status
from eval.dates import DateMention, read_dates
from eval.figures import Figure, read_figures
from eval.names import read_names, shapes, stands_in
from eval.plain_text import flatten, marker_numbers, squeeze, without_markers

# A quotation of this many characters is narrative, and must stand word for word in a cited quote.
NARRATIVE = 12
_QUOTATION = re.compile(r"「([^「」]*(?:「[^「」]*」[^「」]*)*)」")
_LIST_NUMBER = re.compile(r"^\s*\d+[.)]\s+", re.MULTILINE)
_BREAK = re.compile(r"[「『（(]|[」』）)]|。(?:\s*\[\d+\])*|[.!?](?:\[\d+\])*(?=\s+[A-Z「])")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|No|Co|Inc|Ltd|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$")
# An address may be wrapped within a number; it is whole again without the white space.
_ADDRESS = re.compile(r"https?://[!-~\s]+")
# Between quotes: a figure at the end of one takes no 千 or 万 from the beginning of the next.
_APART = "\n\n"
_CUTS = re.compile(r"(?:…|\.\.\.|［|］|\[|\]|（略）|\(略\)|（中略）)+")


class Kind(StrEnum):
    """What is checked."""

    QUOTE = "quote"
    MARKER = "marker"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing checked: what it is, whether it stands in its source, and why not."""

    kind: Kind
    text: str
    held: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or table row with the numbers of the citations that it rests on; `cited` when it names them itself."""

    text: str
    citations: tuple[int, ...]
    cited: bool


@dataclass(frozen=True, slots=True)
class _Source:
    """What a set of citations holds."""

    dates: tuple[DateMention, ...]
    figures: tuple[Figure, ...]


def check(
    answer: Answer, disclosure: Callable[[str], Disclosure], files: Iterable[str] = (), history: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Everything that the answer shows, checked against its citations.

    `disclosure` gives the document with a SHA-256 (StoreError when there is none). `files` are names of documents, whose digits
    are no figures. `history` holds the earlier questions, whose words an answer that denies may repeat.
    """
    return (*_quotes(answer, disclosure), *_markers(answer), *_Contents(answer, files, history).findings())


def _quotes(answer: Answer, disclosure: Callable[[str], Disclosure]) -> Iterable[Finding]:
    for citation in answer.citations:
        try:
            stands = disclosure(citation.sha256).text[citation.start : citation.end]
        except StoreError:
            yield Finding(Kind.QUOTE, citation.quote, False, f"no document {citation.sha256[:12]}")
            continue
        verbatim = bool(citation.quote) and stands == citation.quote
        yield Finding(Kind.QUOTE, citation.quote, verbatim, "" if verbatim else f"[{citation.number}] the place holds {stands[:40]!r}")


def _markers(answer: Answer) -> Iterable[Finding]:
    numbers = [citation.number for citation in answer.citations]
    named = set(marker_numbers(_shown(answer)))
    for number in sorted(named | set(numbers)):
        why = "no such citation" if number not in numbers else "two citations of this number" if numbers.count(number) > 1 else ""
        yield Finding(Kind.MARKER, f"[{number}]", not why and number in named, why or "cited and never referred to")
    if answer.status is Status.ANSWERED and not numbers:
        yield Finding(Kind.MARKER, "answered", False, "an answer without a citation")


def _shown(answer: Answer) -> str:
    rows = [] if answer.table is None else [" ".join(row) for row in (answer.table.columns, *answer.table.rows)]
    return "\n".join([answer.text, *rows])


def read_statements(answer: Answer) -> tuple[Statement, ...]:
    """The sentences and table rows of an answer; one without markers rests on its line's, a line without any on all."""
    found: list[Statement] = []
    everything = tuple(citation.number for citation in answer.citations)
    rows = [] if answer.table is None else [" ¦ ".join(row) for row in (answer.table.columns, *answer.table.rows)]
    for line in [*answer.text.splitlines(), *rows]:
        of_line = marker_numbers(line)
        for sentence in _sentences(line):
            own = marker_numbers(sentence)
            found.append(Statement(sentence, own or of_line or everything, bool(own)))
    return tuple(statement for statement in found if statement.text.strip())


def _sentences(line: str) -> Iterable[str]:
    """The line cut after each full stop that stands outside brackets and quotations, with the markers that follow it."""
    start = depth = 0
    for match in _BREAK.finditer(line):
        mark = match.group()[0]
        depth = max(0, depth + (mark in "「『（(") - (mark in "」』）)"))
        if depth == 0 and mark in "。.!?" and not _ABBREVIATION.search(line[start : match.start()]):
            yield line[start : match.end()]
            start = match.end()
    yield line[start:]


# A sentence in italics, its last mark perhaps left behind.
_REMARK = re.compile(r"\*[^*\n]+\*?")


class _Contents:
    """The figures, dates, names and quotations of one answer against the quotes that it cites."""

    def __init__(self, answer: Answer, files: Iterable[str], history: Sequence[str]) -> None:
        self.answer = answer
        self.citations = {citation.number: citation for citation in answer.citations}
        self.hidden = _file_names(answer, files)
        self.echo = flatten("\n".join((*history, answer.question)))
        self.derived = [item for item in answer.derived if set(item.citations) <= set(self.citations)]
        self.computed = _read("\n".join(item.text for item in self.derived if _rests_on_something(item, answer)))
        self.everything = _read(_APART.join(citation.quote for citation in answer.citations))

    def findings(self) -> Iterable[Finding]:
        for statement in read_statements(self.answer):
            cited = [self.citations[number] for number in statement.citations if number in self.citations]
            text = self._bare(statement.text)
            echoed = self._may_repeat_the_question(statement)
            source = _read(_APART.join(citation.quote for citation in cited))
            dates = read_dates(text)
            yield from (self._date(date, source, echoed) for date in dates)
            figures = read_figures(text, [(date.start, date.end) for date in dates])
            yield from (self._figure(figure, source, echoed) for figure in figures)
            yield from self._names(text, cited, echoed)
            if statement.cited or not echoed:  # a refusal without a citation quotes the question, if anything
                yield from self._narrative(statement.text, cited, echoed)

    def _bare(self, text: str) -> str:
        """The statement without markers, list numbers and file names."""
        bare = _LIST_NUMBER.sub("", without_markers(text))
        for name in self.hidden:
            bare = bare.replace(name, " ")
        return flatten(bare)

    def _may_repeat_the_question(self, statement: Statement) -> bool:
        """True where the question's own words prove nothing and claim nothing: a refusal, a sentence that denies, or the remark that says
        what a follow-up was taken to ask of."""
        lower = statement.text.lower()
        if _REMARK.fullmatch(statement.text.strip()):
            return True
        return self.answer.status is Status.NOT_FOUND or any(denial in lower for denial in shapes()["denials"])

    def _date(self, date: DateMention, source: _Source, echoed: bool) -> Finding:
        if any(_same_date(date, other) for other in self.computed.dates) or (echoed and any(o.states(date) for o in read_dates(self.echo))):
            return Finding(Kind.DATE, date.text, True)
        matches = [other for other in source.dates if other.states(date) and (date.month is not None or other.year is not None)]
        if not matches:
            return Finding(Kind.DATE, date.text, self._is_a_year_in_words(date, source), "in no quote cited there")
        year = date.year if date.year is not None else date.range_year
        shown = year is None or any(other.year is not None for other in matches) or self._year_is_cited(year)
        return Finding(Kind.DATE, date.text, shown, "" if shown else "its year is in no cited quote and not in derived")

    def _is_a_year_in_words(self, date: DateMention, source: _Source) -> bool:
        """True for a year alone ("2016年") that the quotes write without 年 ("FY2016")."""
        return date.month is None and any(figure.may_be_year and int(figure.text) == date.year for figure in source.figures)

    def _year_is_cited(self, year: int) -> bool:
        everything = self.everything
        years = {date.year for date in everything.dates} | {int(figure.text) for figure in everything.figures if figure.may_be_year}
        return year in years

    def _figure(self, figure: Figure, source: _Source, echoed: bool) -> Finding:
        if any(figure.value == other.value for other in self.computed.figures):
            return Finding(Kind.NUMBER, figure.text, True)
        if echoed and any(figure.value == other.value for other in read_figures(self.echo)):
            return Finding(Kind.NUMBER, figure.text, True)
        if figure.may_be_year and any(date.year == int(figure.text) for date in (*source.dates, *self.computed.dates)):
            return Finding(Kind.NUMBER, figure.text, True)
        same = [other for other in source.figures if other.value == figure.value]
        if same and figure.approximate and not any(other.approximate for other in same):
            return Finding(Kind.NUMBER, figure.text, False, "called approximate, which no quote says")
        return Finding(Kind.NUMBER, figure.text, bool(same), "" if same else "in no quote cited there")

    def _names(self, text: str, cited: Sequence[Citation], echoed: bool) -> Iterable[Finding]:
        parts = [part for citation in cited for part in (citation.quote, citation.title, citation.publisher) if part]
        pool = squeeze("\n".join(parts)) + (squeeze(self.echo) if echoed else "")
        for name in read_names(text):
            held = stands_in(name, pool)
            yield Finding(Kind.NAME, name, held, "" if held else "in no quote, title or publisher cited there")

    def _narrative(self, text: str, cited: Sequence[Citation], echoed: bool) -> Iterable[Finding]:
        pool = squeeze("\n".join(citation.quote for citation in cited)) + (squeeze(self.echo) if echoed else "")
        for quotation in _QUOTATION.findall(without_markers(text)):
            parts = [squeeze(part) for part in _CUTS.split(quotation)]
            if sum(map(len, parts)) >= NARRATIVE:
                held = all(part in pool for part in parts)
                yield Finding(Kind.NARRATIVE, quotation, held, "" if held else "not word for word in a quote cited there")


def _read(text: str) -> _Source:
    flat = flatten(text)
    dates = read_dates(flat)
    figures = read_figures(flat, [(date.start, date.end) for date in dates])
    wrapped = (figure for address in _ADDRESS.findall(flat) for figure in read_figures(re.sub(r"\s+", "", address)))
    return _Source(dates, (*figures, *wrapped))


def _same_date(date: DateMention, other: DateMention) -> bool:
    year = date.year if date.year is not None else date.range_year
    return (year, date.month, date.day) == (other.year, other.month, other.day)


def _rests_on_something(item: Derived, answer: Answer) -> bool:
    """True when a computed figure names what it was computed from; a count of documents rests on the coverage."""
    return bool(item.citations) or answer.coverage is not None


def _file_names(answer: Answer, files: Iterable[str]) -> list[str]:
    """Names of files with and without extension, longest first: their digits are no figures of an answer."""
    names = {citation.file for citation in answer.citations} | set(files)
    stems = {name.rsplit(".", 1)[0] for name in names}
    return sorted((name for name in names | stems if len(name) > 2), key=len, reverse=True)
