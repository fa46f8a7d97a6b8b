"""Differences: of two figures, of two sets of figures, of two days."""

from collections.abc import Sequence

from answer.columns import figures
from answer.draft import Computed, Draft, Statement
from answer.evidence import Evidence
from answer.figures import about, listed, said_like
from answer.kinds import dates, same_value
from answer.measured import is_of_what_is_asked
from answer.pairs import each_named, pair_of_row, pair_of_sentence
from answer.patterns import fits, patterns
from answer.row_names import RowNames
from answer.rows import Task, stated_values
from answer.wording import sources_of
from core.records import FactSource, Status

# Further digits come of binary fractions only.
_DIGITS = 6


def difference(task: Task) -> Draft | None:
    """The difference of the two figures that the question sets against each other."""
    if "duration" in task.query.wants and not task.query.unit:
        drafted = _days_between(task)
        if drafted:
            return drafted
    stated = figures(task)
    found = stated.rows
    pair = next((two for two in (found, stated.totals) if len(two) == 2), [])
    told = all(e.fact.source is FactSource.SENTENCE for e in found)
    one = next((ones[0] for ones in (found, stated.totals) if len(ones) == 1), None)
    pair = pair or (pair_of_row(task, one) if one else []) or (pair_of_sentence(task) if told else [])
    if pair and not is_of_what_is_asked(task, [e.fact for e in pair]):
        return None
    if not pair or not _set_against(task, pair):
        return stated_values(task, found) if len(found) > 2 and is_of_what_is_asked(task, [e.fact for e in found]) else None
    wording = task.wording
    high, low = sorted(pair, key=lambda e: e.fact.value.number or 0, reverse=True)
    value = said_like(_apart(high, low), pair, wording)
    again = [e for e in found if e.fact.id not in {high.fact.id, low.fact.id} and any(same_value(e.fact.value, p.fact.value) for p in pair)]
    return _difference(task, [high, low], about(pair, wording) + value, again)


def difference_of(task: Task, pair: Sequence[Evidence]) -> Draft:
    """The difference of two figures, the larger first."""
    high, low = sorted(pair, key=lambda e: e.fact.value.number or 0, reverse=True)
    value = said_like(_apart(high, low), pair, task.wording)
    return _difference(task, [high, low], about(pair, task.wording) + value)


def _apart(high: Evidence, low: Evidence) -> float:
    """How much more one figure is than another: 0.80 and 0.48 are 0.32 apart, whatever binary fractions make of it."""
    return round((high.fact.value.number or 0) - (low.fact.value.number or 0), _DIGITS)


def rest_of(task: Task, wholes: Sequence[Evidence], done: Sequence[Evidence]) -> Draft:
    """What some figures have more than others, each set of them added up."""
    wording, every = task.wording, [*wholes, *done]
    first, last = (sum(e.fact.value.number or 0 for e in part) for part in (wholes, done))
    value = about(every, wording) + wording.count(first - last, every[0].fact.value.unit)
    texts, support, computed = listed(every, RowNames(task, every), wording)
    sides = [_added(texts[: len(wholes)]), _added(texts[len(wholes) :])]
    text = wording.say("difference", value=value, parts=" − ".join(sides))
    sources = tuple(s for e in every for s in sources_of(e.fact))
    statement = Statement(text, sources, support, (Computed(value, wording.how("difference")), *computed))
    return Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in every}, covers=True)


def _added(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({' + '.join(texts)})"


def _set_against(task: Task, pair: list[Evidence]) -> bool:
    """True when two figures can be subtracted: of one label, of two versions of one row, of one sentence, or of two labels both named."""
    first, second = (e.fact for e in pair)
    if first.attribute == second.attribute or (first.row is not None and first.row == second.row) or first.span == second.span:
        return True
    if FactSource.SENTENCE in (first.source, second.source) or first.document_id != second.document_id:
        return True
    return each_named(task, pair)


def _difference(task: Task, pair: list[Evidence], value: str, again: Sequence[Evidence] = ()) -> Draft:
    """The difference of two figures; `again` states one of them too, and is cited with them."""
    wording = task.wording
    parts, support, computed = listed(pair, RowNames(task, pair), wording)
    statement = Statement(
        wording.say("difference", value=value, parts=" − ".join(parts)),
        tuple(s for e in (*pair, *again) for s in sources_of(e.fact)),
        support,
        (Computed(value, wording.how("difference")), *computed),
    )
    return Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in (*pair, *again)}, covers=True)


def _days_between(task: Task) -> Draft | None:
    """The days between two dates, or between the starts or the ends of two periods, as the question asks."""
    found = figures(task, dates, "period").rows
    ends = fits(patterns()["ends"][task.query.language], task.query.text.casefold())
    days = [e.fact.value.end if ends else e.fact.value.start for e in found]
    if len(found) != 2 or days[0] is None or days[1] is None or {e.fact.value.precision for e in found} - {"day", None}:
        return None
    apart = abs((days[0] - days[1]).days)
    return _difference(
        task,
        sorted(found, key=lambda e: str(e.fact.value.end if ends else e.fact.value.start), reverse=True),
        task.wording.days(apart),
    )
