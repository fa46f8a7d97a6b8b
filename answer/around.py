"""What came before or after an event that a question counts from, as the document tells it that tells of the event."""

from dataclasses import replace

from answer.draft import Draft
from answer.evidence import Evidence, is_action
from answer.find import on_own
from answer.moments import Moment, moment_of, moment_statement, ordered, pair_of, precedes, told_of
from answer.query import Query
from answer.rows import Task
from core.records import Fact, FactSource, ValueKind
from core.text import fold
from facts.times import clock_times

# The event that is counted from must be told by a statement's own words to this share.
_ITS_OWN = 0.45
# Longer answers keep only what speaks of what else the question says.
_MANY = 12
_TWO = 2
_TOPIC = 0.5


def anchor_moment(task: Task) -> Moment | None:
    """The moment of the event that a question counts from: what tells the most of it, an entry of a chronology before a sentence."""
    anchor = task.query.anchor
    if anchor is None:
        return None
    query = replace(task.query, dates=anchor.dates)
    told = told_of(replace(task, query=query), anchor.terms, least=_ITS_OWN)
    kept = {e.fact.id for e in on_own([moment.evidence for moment in told], query)}
    told = [moment for moment in told if moment.fact.id in kept]
    times = set(clock_times(fold(query.text, markup=False).text))
    told = [moment for moment in told if times.intersection(clock_times(moment.value.text))] or told
    return max(told, key=lambda m: (round(m.own + m.evidence.score, 2), m.fact.source is FactSource.ENTRY), default=None)


def around(task: Task, at: Moment) -> list[Evidence]:
    """The dated statements of the document of an event that lie before or after it, in order; the one next to it, where that is asked."""
    anchor, query = task.query.anchor, task.query
    assert anchor is not None
    is_before = anchor.relation == "before"
    moments = [moment for moment in _dated(task, at) if (order := precedes(moment, at)) is not None and order == is_before]
    listed = [moment for moment in moments if _same_list(moment.fact, at.fact)]
    if listed and anchor.nearest:
        moments = listed
    moments.sort(key=lambda m: (m.first, m.minute if m.minute is not None else -1, m.fact.span.start))
    if anchor.nearest:
        next_to = moments[-1:] if is_before else moments[:1]
        return [m.evidence for m in moments if any((m.first, m.minute) == (n.first, n.minute) for n in next_to)]
    found = [moment.evidence for moment in moments]
    topic = tuple(term for term in query.terms if not is_action(term))
    if len(found) <= _MANY or not topic:
        return found
    return [e for e in found if task.finder.evidence(replace(query, terms=topic), e.fact).own >= _TOPIC] or found


def between(task: Task) -> list[Evidence]:
    """The dated statements from one event to another, both among them, in the document that tells of both; none where none does."""
    if len(task.query.between) != _TWO:
        return []
    pair = pair_of(task, task.query.between[0], task.query.between[1], ordered)
    if pair is None:
        return []
    one, two = pair if precedes(*pair) else (pair[1], pair[0])
    found = [
        m for m in _dated(task, one) if precedes(one, m) is not False and precedes(m, two) is not False and m.fact.span != two.fact.span
    ]
    return [moment.evidence for moment in (one, *found, two) if moment.fact.attribute_key == "event"]


def _dated(task: Task, at: Moment) -> list[Moment]:
    """The dated statements of an event's document; of its plans only such as stand in a list of dates."""
    published = at.evidence.document.published
    every = Query(task.query.text, task.query.language, task.query.form)
    found = []
    for fact in task.finder.corpus.of_document(at.fact.document_id):
        if fact.attribute_key != "event" or fact.id == at.fact.id or fact.span == at.fact.span or fact.period is None:
            continue
        if fact.period.kind is ValueKind.PERIOD and fact.source is not FactSource.ENTRY:
            continue
        moment = moment_of(task.finder.evidence(every, fact))
        if moment is None or (fact.source is not FactSource.ENTRY and published is not None and moment.last > published):
            continue
        found.append(moment)
    return found


def _same_list(one: Fact, other: Fact) -> bool:
    return one.section == other.section and one.source is FactSource.ENTRY


def anchored(task: Task, at: Moment, draft: Draft) -> Draft:
    """The answer with the event first that it counts from."""
    draft.lead.insert(0, moment_statement(at, task.wording))
    return draft
