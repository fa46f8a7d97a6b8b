"""The moments of events: what dated entries, dated sentences and labelled dates tell, compared to the minute where both tell it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from answer.asked_events import completed
from answer.draft import Statement
from answer.evidence import Evidence
from answer.query import Form, Query
from answer.rows import Task, shortened
from answer.wording import Wording, sources_of, subject_parts, support_of
from core.records import Fact, FactSource, NameKind, Value, ValueKind
from facts.concepts import Term
from facts.times import clock_times

# One of two events must be told by a statement's own words to this share: taking another for it makes a wrong order or length.
_ITS_OWN = 0.55
# Events that tell of as much of what is asked, rounding apart.
_AS_WELL = 0.02
# A short label with a date (鎮火日時) says surest of what its date is.
_LABEL = 12
_LABELLED = 0.06
_KIND = frozenset([ValueKind.DATE])
# What came to pass, and the label of its time (発生日時).
_BY_LABEL = {"c:occur": "c:occur|occurrence_time"}
# In a document about a system its entries need not name it.
_UNNAMED = frozenset([NameKind.SYSTEM])


@dataclass(frozen=True, slots=True)
class Moment:
    """When a statement says that something came to pass: first and last day of it, and the minute of the day where that is told."""

    evidence: Evidence
    value: Value
    first: date
    last: date
    minute: int | None

    @property
    def fact(self) -> Fact:
        """The statement."""
        return self.evidence.fact

    @property
    def own(self) -> float:
        """How much of the event the statement tells of in its own words; a short label with a date tells it surest."""
        labelled = self.fact.attribute_key != "event" and len(self.fact.attribute) <= _LABEL
        return self.evidence.own + (_LABELLED if labelled else 0.0)


def moment_of(evidence: Evidence) -> Moment | None:
    """The moment that a dated statement tells; None for one without a day or month."""
    fact = evidence.fact
    value = fact.period if fact.attribute_key == "event" else fact.value
    if value is None or value.start is None or value.end is None or value.precision == "year":
        return None
    times = clock_times(value.text)
    minute = None
    if len(times) == 1 and value.precision == "day":
        hour, _, minutes = times[0].partition(":")
        minute = int(hour) * 60 + int(minutes)
    return Moment(evidence, value, value.start, value.end, minute)


def event_statement(evidence: Evidence, wording: Wording) -> Statement:
    """A dated statement: its date, then its words."""
    fact = evidence.fact
    assert fact.period is not None
    said, computed = wording.value(fact.period)
    subject = wording.join(subject_parts(fact, wording, with_period=False, with_subject=False))
    text = wording.say("date_event", date=said, quote=shortened(fact.value.text), subject=subject)
    return Statement(text, sources_of(fact), support_of(fact), computed)


def moment_statement(moment: Moment, wording: Wording) -> Statement:
    """A moment as it is told: a dated statement, or a date with its label."""
    fact = moment.fact
    if fact.attribute_key == "event":
        return event_statement(moment.evidence, wording)
    said, computed = wording.value(fact.value)
    text = wording.say("value", value=said, subject=wording.join([*subject_parts(fact, wording), wording.attribute(fact)]))
    return Statement(text, sources_of(fact), support_of(fact), computed)


def precedes(one: Moment, other: Moment) -> bool | None:
    """True when one moment is before another, False when it is after; None where what is told leaves it open.

    Of two entries of one list that are told to the day only, the one that stands first came first.
    """
    if one.last < other.first or other.last < one.first:
        return one.last < other.first
    if one.first != other.first or one.last != other.last:
        return None
    if one.minute is not None and other.minute is not None and one.minute != other.minute:
        return one.minute < other.minute
    if _in_one_list(one.fact, other.fact) and one.fact.span.start != other.fact.span.start and one.minute == other.minute:
        return one.fact.span.start < other.fact.span.start
    if _in_one_list(one.fact, other.fact) and (one.minute is None or other.minute is None) and one.fact.span != other.fact.span:
        return one.fact.span.start < other.fact.span.start
    return None


def _in_one_list(one: Fact, other: Fact) -> bool:
    """True for two entries that stand under one heading."""
    entries = one.source is FactSource.ENTRY and other.source is FactSource.ENTRY
    return entries and one.document_id == other.document_id and one.section == other.section


def told_of(task: Task, event: tuple[Term, ...], *, least: float = _ITS_OWN) -> list[Moment]:
    """The moments of the statements whose own words tell of an event: dated entries and sentences, and labels with a date.

    What else a question without a name says tells whose documents are meant.
    """
    spoken = (term for term in task.query.terms if task.finder.matcher.speaking(term).any())
    told = () if task.query.asked else tuple(spoken)
    query = replace(task.query, wants=frozenset(), unit=None, units=(), form=Form.ON_DATE, terms=event, told=told, kept=(), anchor=None)
    query = replace(query, terms=tuple(replace(term, key=_BY_LABEL.get(term.key, term.key)) for term in event))
    found = [e for e in _dated(task, query) if e.own >= least]
    moments = (moment_of(evidence) for evidence in found)
    return [moment for moment in moments if moment is not None]


def _dated(task: Task, query: Query) -> Iterable[Evidence]:
    """What tells of a query and is dated; dates of the question narrow it where they can."""
    for dates in dict.fromkeys((query.dates, ())):
        dated = replace(query, dates=dates)
        labelled = replace(dated, wants=frozenset(["date"]))
        found = [
            *task.finder.facts(dated, kinds=False, enough=_ITS_OWN, key="event", without=_UNNAMED),
            *(e for e in task.finder.facts(labelled, enough=_ITS_OWN, only=_is_labelled, without=_UNNAMED) if e.fact.value.kind in _KIND),
        ]
        found = [e for e in found if task.finder.may_be_of(query, e.fact)]
        if found:
            return found
    return []


def _is_labelled(fact: Fact) -> bool:
    """True for a date with a label of its own: a cell or line that says when."""
    return fact.source in (FactSource.CELL, FactSource.LINE) and fact.attribute_key is None and bool(fact.attribute)


Event = tuple[Term, ...]
Fit = Callable[[Moment, Moment], bool]


def pair_of(task: Task, first: Event, second: Event, fit: Fit) -> tuple[Moment, Moment] | None:
    """The moments of two events of one document that tell the most of what is asked; None where others tell it as well.

    Where the second event says too little of itself, what the first is of is its own too.
    """
    whole = completed(second, first)
    return _pair(task, first, second, fit) or (_pair(task, first, whole, fit) if whole != second else None)


def _pair(task: Task, first: Event, second: Event, fit: Fit) -> tuple[Moment, Moment] | None:
    pairs = [
        (one, other)
        for one in told_of(task, first)
        for other in told_of(task, second)
        if one.fact.document_id == other.fact.document_id and one.fact.span != other.fact.span and fit(one, other)
    ]
    most = max((one.own + other.own for one, other in pairs), default=0.0)
    best = [pair for pair in pairs if pair[0].own + pair[1].own >= most - _AS_WELL]
    if not best or len({tuple((m.first, m.minute) for m in pair) for pair in best}) > 1:
        return None
    return best[0]


def exactly(one: Moment, other: Moment) -> bool:
    """True for two different moments that are told as exactly: both to the minute, or both to the day."""
    days = one.first == one.last and other.first == other.last
    timed = (one.minute is None) == (other.minute is None)
    return days and timed and (one.first, one.minute) != (other.first, other.minute)


def ordered(one: Moment, other: Moment) -> bool:
    """True for two moments of which it is told which came first."""
    return precedes(one, other) is not None
