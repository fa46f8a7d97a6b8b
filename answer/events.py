"""What happened when: dated statements, on a date, before and after it, in order, counted."""

import re
from dataclasses import replace
from datetime import date
from itertools import chain

from answer.chronology import beside, chronology, moment
from answer.draft import Computed, Draft, Row, Statement
from answer.ends import as_marked
from answer.evidence import ESSENTIAL, Evidence, is_action
from answer.find import on_own
from answer.narrative import narrative
from answer.query import AskedDate, Form, Query
from answer.rows import MOST_ROWS, Task, cell_text, rows_computed, shortened
from answer.wording import Wording, sources_of, subject_parts, support_of
from core.records import Fact, FactSource, Span, Status, Value, ValueKind
from core.text import fold
from facts.concepts import Term, meanings, term_keys
from facts.names import name_key
from facts.times import clock_times

RECORD_TERMS = frozenset(["c:publish", "c:disclosure", "c:number", "c:title", "c:url", "c:publication_date", "c:report", "c:company"])


# What happened must be told by the entry itself to this share of the question: a date beside anything else answers nothing.
_ITS_OWN = 0.4
# From when until when something was so: one date beside it says it less surely.
_ITS_OWN_PERIOD = 0.7
# One of two events between which the time is asked: taking another for it would make a wrong length.
_ITS_OWN_MOMENT = 0.55
_SHORTEST_EVENT = 4
_SHORTEST_ENTRY = 2
_TWO = 2
# Events that tell of as much of what is asked, rounding apart.
_AS_WELL = 0.02
_A_DOING = 0.7
_PLANS = frozenset(["c:plan", "c:deadline"])


def event_statement(evidence: Evidence, wording: Wording) -> Statement:
    """A dated statement: its date, then its words."""
    fact = evidence.fact
    assert fact.period is not None
    said, computed = wording.value(fact.period)
    subject = wording.join(subject_parts(fact, wording, with_period=False, with_subject=False))
    text = wording.say("date_event", date=said, quote=shortened(fact.value.text), subject=subject)
    return Statement(text, sources_of(fact), support_of(fact), computed)


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
    query = replace(task.query, wants=frozenset(), terms=_event_terms(task.query.terms))
    anchor = _anchor_event(task)
    if query.anchor:
        if anchor is None or anchor.fact.period is None or anchor.fact.period.start is None:
            return None
        day = anchor.fact.period.start
        query = replace(query, dates=(AskedDate(day, anchor.fact.period.end or day, "day", query.anchor.relation, ""),))
    timed = query.anchor and anchor and moment(anchor.fact)[1] is not None
    found = _distinct_events(beside(task, query, anchor, query.anchor.relation)) if timed and anchor and query.anchor else []
    found = found or events_for(task, query)
    if not found:
        return None
    if anchor and query.anchor:
        draft = event_table(task, found, task.wording.say(query.anchor.relation, count=len(found)))
        draft.lead.insert(0, event_statement(anchor, task.wording))
        return draft
    relation = query.dates[0].relation if query.dates else "on"
    if relation != "on":
        return event_table(task, found, task.wording.say(relation, count=len(found)))
    when = task.wording.join([asked.surface.strip() for asked in query.dates])
    return event_table(task, found, task.wording.say("events", when=when, count=len(found)))


def _anchor_event(task: Task) -> Evidence | None:
    """The dated statement that tells of the event which a question counts from."""
    if task.query.anchor is None:
        return None
    told = events_for(task, replace(task.query, wants=frozenset(), dates=(), terms=task.query.anchor.terms))
    told = [e for e in told if e.own >= _ITS_OWN and e.fact.period and e.fact.period.start]
    times = set(clock_times(fold(task.query.text, markup=False).text))
    at_it = [e for e in told if e.fact.period and times.intersection(clock_times(e.fact.period.text))]
    return max(at_it or told, key=lambda e: e.own, default=None)


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
    found = _distinct_events(on_own(chronology(task, query), query)) or events_for(task, query)
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


# --- from one event to another ----------------------------------------------------------------------------------------


def elapsed(task: Task) -> Draft | None:
    """How long it was from one event to another, where one document tells the moments of both and no others are told as well."""
    if len(task.query.between) != _TWO:
        return None
    first, second = (_told_of(task, event) for event in task.query.between)
    pairs = [(one, two) for one in first for two in second if _comparable(one.fact, two.fact)]
    most = max((one.own + two.own for one, two in pairs), default=0.0)
    best = [pair for pair in pairs if _one_as_good(pair, most)]
    if not best or len({tuple(sorted((moment(one.fact), moment(two.fact)))) for one, two in best}) > 1:
        return None
    one, two = sorted(best[0], key=lambda e: moment(e.fact))
    return Draft(
        Status.ANSWERED,
        lead=[_elapsed_statement(one, two, task.wording), *(event_statement(e, task.wording) for e in (one, two))],
        stating={one.fact.document_id},
    )


def _one_as_good(pair: tuple[Evidence, Evidence], most: float) -> bool:
    """True for a pair of events that tell of what is asked as well as the best."""
    return pair[0].own + pair[1].own >= most - _AS_WELL


def _told_of(task: Task, event: tuple[Term, ...]) -> list[Evidence]:
    """The dated statements whose own words tell of an event."""
    told = events_for(task, replace(task.query, wants=frozenset(), unit=None, units=(), form=Form.ON_DATE, terms=event))
    return [
        e for e in told if e.own >= _ITS_OWN_MOMENT and e.fact.period and e.fact.period.start and e.fact.period.start == e.fact.period.end
    ]


def _comparable(one: Fact, other: Fact) -> bool:
    """True for two moments of one document that are told as exactly: both to the minute, or both to the day."""
    exact = moment(one)[1] is not None, moment(other)[1] is not None
    return one.document_id == other.document_id and exact[0] == exact[1] and moment(one) != moment(other)


def _elapsed_statement(one: Evidence, two: Evidence, wording: Wording) -> Statement:
    """The time from one event to the next, computed from what is told of both."""
    first, last = one.fact.period, two.fact.period
    assert first is not None and last is not None and first.start is not None and last.start is not None
    clock = "～".join((*clock_times(first.text), *clock_times(last.text)))
    days = (last.start - first.start).days
    told = Value(ValueKind.PERIOD, clock, start=first.start, end=last.start)
    length = wording.length(told) if clock else wording.days(days)
    (start, by), (end, and_by) = wording.value(first), wording.value(last)
    subject = wording.join(subject_parts(one.fact, wording, with_period=False, with_subject=False))
    dash = "～" if wording.language == "ja" else " – "
    text = wording.say("duration", duration=length, period=f"{start}{dash}{end}", subject=subject)
    support = (*support_of(one.fact), *support_of(two.fact))
    computed = (*by, *and_by, Computed(length, wording.how("period")))
    return Statement(text, (*sources_of(one.fact), *sources_of(two.fact)), support, computed)


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
