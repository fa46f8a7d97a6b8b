"""What happened when: dated statements, on a date, before and after it, in order, counted."""

import re
from dataclasses import replace
from datetime import date
from itertools import chain

from answer.around import anchor_moment, anchored, around, between
from answer.chronology import chronicle, chronology
from answer.draft import Computed, Draft, Row, Statement
from answer.ends import as_marked
from answer.evidence import ESSENTIAL, Evidence, is_action
from answer.find import on_own
from answer.moments import event_statement
from answer.narrative import narrative
from answer.query import Anchor, Form, Query
from answer.rows import MOST_ROWS, Task, cell_text, rows_computed, shortened
from answer.wording import sources_of, support_of
from core.records import Fact, FactSource, Span, Status
from facts.concepts import Term, meanings, term_keys
from facts.names import name_key

RECORD_TERMS = frozenset(["c:publish", "c:disclosure", "c:number", "c:title", "c:url", "c:publication_date", "c:report", "c:company"])


# What happened must be told by the entry itself to this share of the question: a date beside anything else answers nothing.
_ITS_OWN = 0.4
# From when until when something was so: one date beside it says it less surely.
_ITS_OWN_PERIOD = 0.7
_SHORTEST_EVENT = 4
_SHORTEST_ENTRY = 2
_A_DOING = 0.7
_PLANS = frozenset(["c:plan", "c:deadline"])


def _best_events(found: list[Evidence]) -> list[Evidence]:
    """The events that cover the question as well as the best one, each date and wording once."""
    if not found:
        return []
    best = max(e.score for e in found)
    seen: dict[tuple[object, ...], Evidence] = {}
    for evidence in found:
        if evidence.score >= best - 0.06:
            assert evidence.fact.period is not None
            key = (evidence.fact.document_id, evidence.fact.period.start, evidence.fact.period.end)
            seen.setdefault(key, evidence)
    return list(seen.values())


def dated_event(task: Task) -> Draft | None:
    """When something happened: the dated entries and sentences that cover the question."""
    wording = task.wording
    events = replace(task.query, wants=frozenset())
    found = [e for e in task.finder.facts(events, kinds=False, key="event") if e.fact.period is not None]
    least = _ITS_OWN_PERIOD if "period" in task.query.wants else _ITS_OWN
    told = [e for e in on_own(found, task.query) if e.own >= least and _tells_of(e, task)]
    found = _in_order(_best_events(as_marked([e for e in told if e.fact.period and ahead(e, e.fact.period.start, task)], task)))
    if not found:
        return None
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found})
    if len(found) > 3:
        return event_table(task, found, wording.say("timeline", count=len(found)))
    for evidence in found:
        draft.lead.append(event_statement(evidence, wording))
    return draft


def ahead(evidence: Evidence, day: date | None, task: Task) -> bool:
    """True for a day that can be planned where a plan is asked for: not one before its document was published, unless it is labelled
    as a plan (期限)."""
    published = evidence.document.published
    fact = evidence.fact
    if fact.source is FactSource.CELL and not _PLANS.isdisjoint(chain.from_iterable(map(meanings, fact.label_terms))):
        return True
    asks_plan = any(not _PLANS.isdisjoint(meanings(term.key)) for term in task.query.terms)
    return not asks_plan or day is None or published is None or day >= published


def _tells_of(evidence: Evidence, task: Task) -> bool:
    """True when an entry's own words, not only its heading, speak of a doing that the question asks the day of."""
    fact = evidence.fact
    said = term_keys(fact.value.text) | frozenset(fact.label_terms)
    doings = [term for term in task.query.terms if is_action(term) and term.weight >= _A_DOING]
    spoken = [term.text in fact.value.text or not said.isdisjoint(task.finder.matcher.alike(term)) for term in doings]
    return fact.source is not FactSource.SENTENCE or not spoken or any(spoken)


def on_date(task: Task) -> Draft | None:
    """All that the documents state for a date, or before or after it."""
    if task.query.anchor:
        return _around(task, task.query.anchor)
    query = replace(task.query, wants=frozenset(), terms=_event_terms(task.query.terms))
    found = events_for(task, query) or _on_the_days(task, query)
    if not found:
        return None
    relation = query.dates[0].relation if query.dates else "on"
    if relation != "on":
        return event_table(task, found, task.wording.say(relation, count=len(found)))
    when = task.wording.join([asked.surface.strip() for asked in query.dates])
    return event_table(task, found, task.wording.say("events", when=when, count=len(found)))


def _on_the_days(task: Task, query: Query) -> list[Evidence]:
    """All that the one document which the question means tells of the dates asked, whatever words the question has for it."""
    return _distinct_events(chronicle(task, query)) if query.dates else []


def _around(task: Task, anchor: Anchor) -> Draft | None:
    """What came before or after the event that a question counts from."""
    at = anchor_moment(task)
    found = _distinct_events(around(task, at)) if at else []
    if at is None or not found:
        return on_date(replace(task, query=replace(task.query, anchor=None, dates=anchor.dates))) if anchor.dates else None
    return anchored(task, at, event_table(task, found, task.wording.say(anchor.relation, count=len(found))))


def _event_terms(wanted: tuple[Term, ...]) -> tuple[Term, ...]:
    """What an event has to speak of: verbs that only ask what happened do not count."""
    return tuple(term for term in wanted if term.key not in ("c:occur", "c:incident", "c:disclosure", "c:result"))


def events_for(task: Task, query: Query) -> list[Evidence]:
    found = [e for e in task.finder.facts(query, kinds=False, enough=0.5, key="event") if e.fact.period is not None]
    if query.dates:
        found = [e for e in found if e.fact.period and any(asked.admits(e.fact.period.start, e.fact.period.end) for asked in query.dates)]
    return _distinct_events(on_own(found, query))


def _distinct_events(found: list[Evidence]) -> list[Evidence]:
    """Each statement once: an entry of a table hides the sentence within it, a longer wording of the same place the shorter."""
    kept: list[Evidence] = []
    for evidence in sorted(found, key=lambda e: (e.fact.source is FactSource.SENTENCE, e.fact.span.start)):
        fact = evidence.fact
        again = any(
            other.fact.document_id == fact.document_id
            and (other.fact.span.covers(fact.span) or fact.span.covers(other.fact.span))
            and other.fact.period is not None
            and fact.period is not None
            and (other.fact.source is not FactSource.SENTENCE or other.fact.period.start == fact.period.start)
            and not _rows_of_one_date(other.fact, fact)
            for other in kept
        )
        if not again and _tells(fact):
            kept.append(evidence)
    return _in_order(kept)


def _rows_of_one_date(one: Fact, other: Fact) -> bool:
    """True for two rows of a table whose date cell spans both: their places begin together, and they tell of different things."""
    told = name_key(one.value.text), name_key(other.value.text)
    rows = one.source is FactSource.ENTRY and other.source is FactSource.ENTRY and one.span.start == other.span.start
    return rows and told[0] not in told[1] and told[1] not in told[0]


def _in_order(found: list[Evidence]) -> list[Evidence]:
    """Dated statements by their days."""
    return sorted(
        found,
        key=lambda e: (e.fact.period.start or date.max, e.document.file, e.fact.span) if e.fact.period else (date.max, "", Span(0, 0)),
    )


def _tells(fact: Fact) -> bool:
    """True when an entry says more than its date (【2月実施済】 says nothing of what was done)."""
    said = name_key(fact.value.text).replace(name_key(fact.period.text if fact.period else ""), "")
    least = _SHORTEST_ENTRY if fact.source is FactSource.ENTRY else _SHORTEST_EVENT
    return len(re.sub(r"[0-9]+(?![0-9番])|～|[年月日]|実施済み?|実施|予定|完了|毎", "", said)) >= least


def event_table(task: Task, found: list[Evidence], lead: str) -> Draft:
    wording = task.wording
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found}, covers=True)
    shown = found[:MOST_ROWS]
    draft.lead.append(
        Statement(lead, sources_of(shown[0].fact), support_of(shown[0].fact), rows_computed(wording, len(found)), task.query.text)
    )
    draft.columns = (wording.column("date"), wording.column("organisation"), wording.column("event"))
    for evidence in shown:
        fact = evidence.fact
        assert fact.period is not None
        said, computed = wording.value(fact.period)
        draft.rows.append(
            Row(
                (said, cell_text(evidence, "organisation", wording), shortened(fact.value.text)),
                sources_of(fact),
                support_of(fact),
                computed,
            )
        )
    return draft


def timeline(task: Task) -> Draft | None:
    """Dated statements in order, those after or before an event where the question counts from one."""
    if task.query.anchor:
        return on_date(task)
    query = replace(
        task.query,
        wants=frozenset(),
        terms=tuple(t for t in _event_terms(task.query.terms) if t.key not in ("c:cause", "c:response", "c:period")),
    )
    found = _distinct_events(between(task)) or _distinct_events(on_own(chronology(task, query), query))
    found = found or _distinct_events(chronicle(task, query)) or events_for(task, query)
    if len(found) < 2:
        return narrative(task)
    return event_table(task, found, task.wording.say("timeline", count=len(found)))


def extreme_event(task: Task) -> Draft | None:
    """The first or last dated event that covers the question."""
    if task.query.form not in (Form.EARLIEST, Form.LATEST):
        return None
    events = replace(task.query, wants=frozenset())
    found = [e for e in task.finder.facts(events, kinds=False, key="event") if e.fact.period and e.fact.period.start]
    found = on_own(found, task.query)
    if not found:
        return None
    ranked = sorted(
        found,
        key=lambda e: e.fact.period.start.toordinal() if e.fact.period and e.fact.period.start else 0,
        reverse=task.query.form is Form.LATEST,
    )
    first = ranked[0].fact.period
    top = [e for e in ranked if e.fact.period and first and e.fact.period.start == first.start]
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in top})
    draft.lead = [event_statement(e, task.wording) for e in _best_events(top)]
    return draft


def counted_things(query: Query) -> list[Term]:
    """The things that a question counts, other than publications and reports."""
    return [t for t in query.terms if t.weight >= ESSENTIAL and not is_action(t) and t.key not in RECORD_TERMS]


def dated_records(task: Task) -> list[Evidence]:
    """The rows of a list of dated records that meet the question."""
    query = replace(
        task.query,
        wants=frozenset(),
        terms=tuple(t for t in task.query.terms if t.key not in ("c:disclosure", "c:number", "c:company", "c:incident")),
    )
    return [e for e in events_for(task, query) if e.fact.source is FactSource.ENTRY]


def counted_rows(task: Task, listed: Draft, unit: str) -> Draft:
    """A list with its number of rows as the answer."""
    said = task.wording.count(len(listed.rows), unit)
    text = task.wording.say("count", value=said)
    listed.lead = [Statement(text, listed.rows[0].sources, (), (Computed(said, task.wording.how("count")),))]
    return listed
