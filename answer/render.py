"""A verified draft becomes an answer: statements that may be said, citations numbered in the order in which they are first needed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from answer.draft import Computed, Draft, Row, Source, Statement
from answer.verify import Verifier
from answer.wording import Wording
from core.places import quote_boxes
from core.records import AnswerTable, Citation, Coverage, Derived, Disclosure, DocumentInfo, Passage, Status

_PLACE = re.compile(r"⟦(\d+)⟧")


@dataclass
class Rendered:
    """The parts of an answer."""

    status: Status
    text: str
    citations: tuple[Citation, ...]
    table: AnswerTable | None
    derived: tuple[Derived, ...]
    said: bool


@dataclass
class _Numbers:
    """Citation numbers, given out in the order of need."""

    order: dict[Source, int] = field(default_factory=dict)

    def of(self, source: Source) -> int:
        return self.order.setdefault(source, len(self.order) + 1)


class Renderer:
    """Renders drafts of one store; `disclosure` reads a document by its id."""

    def __init__(self, verifier: Verifier, disclosure: Callable[[str], Disclosure], documents: dict[str, DocumentInfo]) -> None:
        self._verifier = verifier
        self._disclosure = disclosure
        self._documents = documents

    def render(self, draft: Draft, wording: Wording, remark: str | None, coverage: Coverage | None) -> Rendered:
        """The answer's text, table and citations. `said` is False when no statement of an answered draft may be said."""
        numbers = _Numbers()
        derived: dict[tuple[str, str], Derived] = {}
        lead = self._statements(draft.lead, numbers, derived)
        items = self._statements(draft.items, numbers, derived)
        rows = self._rows(draft.rows, numbers, derived)
        closing = self._statements(draft.closing, numbers, derived)
        paragraphs = ["\n".join(lead)] if len(lead) < 2 else ["\n\n".join(lead)]
        if items:
            paragraphs.append("\n".join(f"- {item}" for item in items))
        columns = (*draft.columns, wording.column("source"))
        table = AnswerTable(columns, tuple(rows)) if rows else None
        if table:
            paragraphs.append(_markdown(table))
        if closing:
            paragraphs.append(
                (wording.say("nearest") + "\n" if draft.status is Status.NOT_FOUND else "") + "\n".join(f"- {c}" for c in closing)
            )
        if coverage and draft.covers:
            paragraphs.append(wording.say("coverage", documents=coverage.documents, stating=coverage.with_fact))
            _count(derived, wording, coverage)
        if remark:
            paragraphs.append(remark)
        complete = len(rows) == len(draft.rows) and (not draft.lead or lead or draft.status is Status.NOT_FOUND)
        said = bool(complete and (lead or rows or draft.status is Status.NOT_FOUND))
        citations = tuple(self._citation(source, number) for source, number in numbers.order.items())
        return Rendered(draft.status, "\n\n".join(p for p in paragraphs if p), citations, table, tuple(derived.values()), said)

    def _statements(self, statements: list[Statement], numbers: _Numbers, derived: dict[tuple[str, str], Derived]) -> list[str]:
        said = []
        for statement in statements:
            cited = self._verifier.admit(statement)
            if cited is None:
                continue
            said.append(_with_markers(statement, cited, numbers))
            _note_derived(derived, statement.computed, cited, numbers)
        return said

    def _rows(self, rows: list[Row], numbers: _Numbers, derived: dict[tuple[str, str], Derived]) -> list[tuple[str, ...]]:
        said = []
        for row in rows:
            cited = self._verifier.admit(row)
            if cited is None:
                continue
            said.append((*row.cells, "".join(f"[{numbers.of(source)}]" for source in cited)))
            _note_derived(derived, row.computed, cited, numbers)
        return said

    def _citation(self, source: Source, number: int) -> Citation:
        disclosure = self._disclosure(source.document_id)
        info = self._documents[source.document_id]
        passage = _passage_at(disclosure, source)
        return Citation(
            number=number,
            file=info.file,
            title=info.title,
            publisher=info.publisher,
            published=info.published,
            url=info.url,
            page=disclosure.page_at(source.span.start),
            section=passage.section if passage else "",
            quote=disclosure.quote(source.span),
            start=source.span.start,
            end=source.span.end,
            boxes=quote_boxes(disclosure, source.span),
            sha256=disclosure.id,
            confidence=disclosure.confidence_at(source.span.start),
            printed_page=disclosure.printed_page_at(source.span.start),
        )


def _with_markers(statement: Statement, cited: tuple[Source, ...], numbers: _Numbers) -> str:
    """The statement with [n] at its marks, and the citations that have no mark at its end."""
    placed = {int(n) for n in _PLACE.findall(statement.text)}
    marked = {statement.sources[n] for n in placed}
    text = _PLACE.sub(lambda m: f"[{numbers.of(statement.sources[int(m.group(1))])}]", statement.text)
    rest = "".join(f"[{numbers.of(source)}]" for source in cited if source not in marked)
    if not rest:
        return text
    end = re.search(r"[。.：:]$", text)
    return f"{text[: end.start()]}{' ' if text[: end.start()].isascii() else ''}{rest}{text[end.start() :]}" if end else f"{text} {rest}"


def _note_derived(
    derived: dict[tuple[str, str], Derived], computed: tuple[Computed, ...], cited: tuple[Source, ...], numbers: _Numbers
) -> None:
    for item in computed:
        if cited:
            derived.setdefault((item.text, item.how), Derived(item.text, item.how, tuple(numbers.of(source) for source in cited)))


def _count(derived: dict[tuple[str, str], Derived], wording: Wording, coverage: Coverage) -> None:
    """The figures of the coverage line are counted, over all documents."""
    for figure in (coverage.documents, coverage.with_fact):
        derived.setdefault((str(figure), "documents"), Derived(str(figure), wording.how("count"), ()))


def _markdown(table: AnswerTable) -> str:
    lines = ["| " + " | ".join(table.columns) + " |", "|" + " --- |" * len(table.columns)]
    lines += ["| " + " | ".join(cell.replace("|", "｜").replace("\n", " ") for cell in row) + " |" for row in table.rows]
    return "\n".join(lines)


def _passage_at(disclosure: Disclosure, source: Source) -> Passage | None:
    return next((p for p in disclosure.passages if p.start <= source.span.start < p.end), None)
