"""The chronology of a matter: the dated entries that a document sets out in order, whole, before or after one of them."""

from dataclasses import replace

from answer.corpus import OF_INCIDENTS
from answer.evidence import ESSENTIAL, Evidence, is_action
from answer.patterns import fits, patterns
from answer.query import Query
from answer.rows import Task
from core.records import Fact, FactSource
from facts.concepts import Term, meanings, term_keys

_FEWEST = 3
_SAYS = 0.6
# A word of the title, or one that stands for it as surely.
_SAME = 0.7


def chronology(task: Task, query: Query) -> list[Evidence]:
    """The entries of the chronologies of the matter that a question asks of; none where it asks of something within a matter.

    What it says must name the matter: words of the document's title, or that there was one (障害, 事故).
    """
    if not any(term.weight >= _SAYS for term in query.terms):
        return []
    every = replace(query, terms=(), told=(), wants=frozenset(), dates=(), anchor=None)
    found = [e for e in task.finder.facts(every, kinds=False, key="event") if e.fact.period and e.fact.period.start]
    by_document: dict[str, list[Evidence]] = {}
    for evidence in found:
        by_document.setdefault(evidence.fact.document_id, []).append(evidence)
    of_matter = {d: _set_out(events) for d, events in by_document.items() if _is_of_matter(task, query.terms, d)}
    of_matter = {d: events for d, events in of_matter.items() if len(events) >= _FEWEST}
    older = {other for document in of_matter for other in task.finder.corpus.superseded.get(document, ())}
    kept = [e for d, events in of_matter.items() if d not in older for e in events]
    return _on_the_day(task, kept) if fits(patterns()["of_the_day"][query.language], query.text.casefold()) else kept


def chronicle(task: Task, query: Query) -> list[Evidence]:
    """The entries that a document sets out in order which the question's names and words mean; none where several documents are meant.

    Of several lists the one that the question calls by its heading (更新履歴); else none of plans and of changes to the paper itself.
    """
    if any(_is_of_no_document(task, term) for term in query.terms):
        return []
    meant = [d for d in task.finder.documents_for(query) if task.finder.corpus.of_document(d)]
    older = {other for document in meant for other in task.finder.corpus.superseded.get(document, ())}
    lists = {d: _lists(task, query, d) for d in meant if d not in older}
    lists = {d: found for d, found in lists.items() if found}
    if len(lists) != 1:
        return []
    ((_, found),) = lists.items()
    return found


def _is_of_no_document(task: Task, term: Term) -> bool:
    """True for a thing that no document speaks of: what is asked of it is told of none, whatever stands on its day."""
    thing = term.weight >= ESSENTIAL and not term.loose and not is_action(term)
    return thing and not bool(task.finder.matcher.speaking(term).any())


def _lists(task: Task, query: Query, document_id: str) -> list[Evidence]:
    """The entries of the lists of one document that a question means."""
    every = replace(query, terms=(), told=(), wants=frozenset(), dates=(), anchor=None)
    facts = [f for f in task.finder.corpus.of_document(document_id) if f.attribute_key == "event" and f.period and f.period.start]
    events = _set_out([task.finder.evidence(every, fact) for fact in facts if task.finder.may_be_of(query, fact)])
    title = term_keys(task.finder.documents[document_id].title or "")
    called: dict[str, float] = {}
    for evidence in events:
        words = term_keys(_last_heading(evidence.fact)) - title
        called[_last_heading(evidence.fact)] = sum(t.weight for t in query.terms if words.intersection(task.finder.matcher.alike(t)))
    most = max(called.values(), default=0.0)
    if most:
        events = [e for e in events if called[_last_heading(e.fact)] == most]
    else:
        told = [e for e in events if not fits(patterns()["no_chronology"], _last_heading(e.fact))]
        events = told or events
    dated = [
        e for e in events if not query.dates or any(d.admits(e.fact.period.start, e.fact.period.end) for d in query.dates if e.fact.period)
    ]
    return dated if len(dated) >= (1 if query.dates else _FEWEST) else []


def _last_heading(fact: Fact) -> str:
    return fact.section.rpartition(" > ")[2]


def _set_out(events: list[Evidence]) -> list[Evidence]:
    """The events of a document that stand in a table of entries, or under a heading of what came to pass."""
    tables: dict[str, int] = {}
    for evidence in events:
        if evidence.fact.source is FactSource.ENTRY:
            tables[_table(evidence.fact)] = tables.get(_table(evidence.fact), 0) + 1
    return [e for e in events if _under_chronology(e.fact) or tables.get(_table(e.fact), 0) >= _FEWEST]


def _table(fact: Fact) -> str:
    return (fact.row or "").partition(":")[0]


def _under_chronology(fact: Fact) -> bool:
    return fits(patterns()["chronology"], _last_heading(fact))


def _is_of_matter(task: Task, wanted: tuple[Term, ...], document_id: str) -> bool:
    """True when each word of weight names the matter of a document."""
    title = term_keys(task.finder.documents[document_id].title or "")
    return all(_names_matter(task, term, title) for term in wanted if term.weight >= _SAYS)


def _names_matter(task: Task, term: Term, title: frozenset[str]) -> bool:
    if not meanings(term.key).isdisjoint(OF_INCIDENTS):
        return True
    return any(worth >= _SAME and key in title for key, worth in task.finder.matcher.alike(term).items())


def _on_the_day(task: Task, events: list[Evidence]) -> list[Evidence]:
    """The events of the day on which the matter came about, where that is known."""
    days = task.finder.corpus.days_of_incident
    on_it = [e for e in events if e.fact.period and e.fact.period.start in days(e.fact.document_id)]
    return on_it or events
