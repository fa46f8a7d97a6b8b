"""Whose an answer is has to be seen in what it cites: the names that a question asks about, or there is no answer."""

from dataclasses import replace

from answer.draft import Draft, Row, Source, Statement
from answer.find import COMPARING
from answer.query import Asked
from answer.rows import Task
from core.records import NameKind, Span
from core.text import fold
from facts.names import NameBook, name_key

_SHOWN = frozenset([NameKind.ORGANISATION, NameKind.SYSTEM])


def with_names_shown(draft: Draft, task: Task, book: NameBook) -> Draft | None:
    """The draft with the place cited that names what was asked about, where no citation names it yet; None where its documents
    give no such place, or speak of that thing only in passing."""
    if task.query.form in COMPARING:
        return draft
    for kind in _SHOWN:
        names = task.query.names(kind)
        if not names or any(_is_shown(asked, draft, task, book) for asked in names):
            continue
        place = next((place for asked in names if (place := _place(asked, draft, task)) is not None), None)
        if place is None or not draft.lead:
            return None
        draft.lead[0] = replace(draft.lead[0], sources=(*draft.lead[0].sources, place))
    return draft


def _is_shown(asked: Asked, draft: Draft, task: Task, book: NameBook) -> bool:
    """True when a place that the draft cites names it, or it publishes or heads a document cited."""
    wanted = {name_key(name) for name in asked.canonical}
    sources = {source for statement in _statements(draft) for source in (*statement.sources, *statement.support)}
    for document_id in {source.document_id for source in sources}:
        document = task.finder.documents[document_id]
        heads = f"{document.publisher or ''}\n{document.title or ''}"
        if name_key(document.publisher or "") in wanted or _names(heads, wanted, book):
            return True
    return any(_names(task.finder.store.text(s.document_id)[s.span.start : s.span.end], wanted, book) for s in sources)


def _statements(draft: Draft) -> list[Statement | Row]:
    return [*draft.lead, *draft.items, *draft.rows]


def _names(text: str, wanted: set[str], book: NameBook) -> bool:
    return any(name_key(mention.canonical) in wanted for mention in book.find(fold(text).text))


def _place(asked: Asked, draft: Draft, task: Task) -> Source | None:
    """Where a stating document names what was asked about, if it is of it: more than a mention in a list."""
    wanted = {name_key(name) for name in asked.canonical}
    for document_id in draft.stating:
        if asked.kind is NameKind.SYSTEM and not task.finder.corpus.treats(document_id, frozenset(wanted)):
            continue
        span = task.finder.corpus.place_of(document_id, frozenset(wanted))
        if span is not None:
            return Source(document_id, Span(span.start, span.end))
    return None
