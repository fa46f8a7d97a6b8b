"""Which of two events came first, where one document tells the moments of both."""

from answer.draft import Draft, Statement
from answer.moments import Moment, moment_statement, ordered, pair_of, precedes
from answer.query import Order
from answer.rows import Task, shortened
from answer.wording import sources_of, subject_parts, support_of
from core.records import Status

# What each way of asking is answered with when the first of the two events was before the other, and when it was after.
_SAID = {
    "which": ("", ""),
    "before_or_after": ("is_before", "is_after"),
    "before": ("agrees", "differs"),
    "after": ("differs", "agrees"),
}


def in_order(task: Task) -> Draft | None:
    """Which of the two events of a question came first, with the moments of both; None where it asks of none, or they are not told."""
    order = task.query.order
    if order is None:
        return None
    pair = pair_of(task, order.first, order.second, ordered)
    if pair is None:
        return None
    first, second = pair if precedes(*pair) else (pair[1], pair[0])
    draft = Draft(Status.ANSWERED, lead=[_said(task, order, first, second, pair)], stating={first.fact.document_id})
    draft.lead += [moment_statement(moment, task.wording) for moment in (first, second)]
    return draft


def _said(task: Task, order: Order, first: Moment, second: Moment, asked: tuple[Moment, Moment]) -> Statement:
    """The answer in a sentence: yes or no where an order was put forward, then which came first and what followed."""
    wording = task.wording
    (day, by), (later, and_by) = wording.value(first.value), wording.value(second.value)
    subject = wording.join(subject_parts(first.fact, wording, with_period=False, with_subject=False))
    told = wording.say("came_first", first=_words(first), date=day, second=_words(second), later=later, subject=subject)
    answer = _SAID[order.asks][0 if first is asked[0] else 1]
    text = f"{wording.say(answer)}{'' if wording.language == 'ja' else ' '}{told}" if answer else told
    support = (*support_of(first.fact), *support_of(second.fact))
    return Statement(text, (*sources_of(first.fact), *sources_of(second.fact)), support, (*by, *and_by))


def _words(moment: Moment) -> str:
    """What a statement calls its event: its words, or its label."""
    return shortened(moment.fact.value.text if moment.fact.attribute_key == "event" else moment.fact.attribute)
