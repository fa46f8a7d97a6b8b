"""The chronology of a matter: the dated entries that a document sets out in order, whole, before or after one of them."""

from dataclasses import replace
from datetime import date

from answer.corpus import OF_INCIDENTS
from answer.evidence import Evidence
from answer.patterns import fits, patterns
from answer.query import Query
from answer.rows import Task
from core.records import Fact, FactSource
from facts.concepts import Term, meanings, term_keys
from facts.times import clock_times

_FEWEST = 3
_SAYS = 0.6
# A word of the title, or one that stands for it as surely.
_SAME = 0.7
Moment = tuple[date, int | None]


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
    last = fact.section.rpartition(" > ")[2]
    return fits(patterns()["chronology"], last)


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


def moment(fact: Fact) -> Moment:
    """The day of an event and the minute of that day, where it is told."""
    assert fact.period is not None and fact.period.start is not None
    times = clock_times(fact.period.text)
    minutes = [int(hour) * 60 + int(minute) for hour, minute in (time.split(":") for time in times)]
    return fact.period.start, minutes[0] if len(minutes) == 1 else None


def beside(task: Task, query: Query, anchor: Evidence, relation: str) -> list[Evidence]:
    """What a document sets out beside an event of a known time as having come before or after it."""
    at = moment(anchor.fact)
    every = replace(query, terms=(), told=(), wants=frozenset(), dates=(), anchor=None)
    found = []
    for evidence in task.finder.facts(every, kinds=False, key="event"):
        fact = evidence.fact
        if fact.document_id != anchor.fact.document_id or fact.section != anchor.fact.section or not fact.period or not fact.period.start:
            continue
        other = moment(fact)
        if other[0] != at[0]:
            is_before = other[0] < at[0]
        elif other[1] is None or at[1] is None or other[1] == at[1]:
            continue
        else:
            is_before = other[1] < at[1]
        if is_before == (relation == "before"):
            found.append(evidence)
    return found
