"""How long it was from one event to another, where one document tells the moments of both."""

from answer.draft import Computed, Draft, Statement
from answer.moments import Moment, exactly, moment_statement, pair_of
from answer.rows import Task
from answer.wording import Wording, sources_of, subject_parts, support_of
from core.records import Status, Value, ValueKind
from facts.times import clock_times

_TWO = 2


def elapsed(task: Task) -> Draft | None:
    """The time between the two events of a question; None where it asks of none, or others are told as well."""
    if len(task.query.between) != _TWO:
        return None
    pair = pair_of(task, task.query.between[0], task.query.between[1], exactly)
    if pair is None:
        return None
    one, two = sorted(pair, key=lambda m: (m.first, m.minute or 0))
    told = (moment_statement(moment, task.wording) for moment in (one, two))
    return Draft(Status.ANSWERED, lead=[_length(one, two, task.wording), *told], stating={one.fact.document_id})


def _length(one: Moment, two: Moment, wording: Wording) -> Statement:
    """The time from one event to the next, computed from what is told of both."""
    clock = "～".join((*clock_times(one.value.text), *clock_times(two.value.text)))
    told = Value(ValueKind.PERIOD, clock, start=one.first, end=two.first)
    length = wording.length(told) if clock else wording.days((two.first - one.first).days)
    (start, by), (end, and_by) = wording.value(one.value), wording.value(two.value)
    subject = wording.join(subject_parts(one.fact, wording, with_period=False, with_subject=False))
    dash = "～" if wording.language == "ja" else " – "
    text = wording.say("duration", duration=length, period=f"{start}{dash}{end}", subject=subject)
    support = (*support_of(one.fact), *support_of(two.fact))
    computed = (*by, *and_by, Computed(length, wording.how("period")))
    return Statement(text, (*sources_of(one.fact), *sources_of(two.fact)), support, computed)
