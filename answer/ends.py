"""Until when and since when: dates that a document marks as an end or a start, and statements that there is none yet."""

from dataclasses import replace

from answer.evidence import Evidence
from answer.find import on_own
from answer.patterns import fits, patterns
from answer.rows import Task
from core.records import ValueKind
from core.text import fold

_AROUND = 14
# A statement that nothing is decided says this share of the question itself, and more of it than the best date does.
_SAYS_ITSELF = 0.55
_SAYS_OF_DEADLINE = 0.4
_SAYS_MORE = 0.08
_ENOUGH = 0.4


def as_marked(found: list[Evidence], task: Task) -> list[Evidence]:
    """Of dated evidence, what its document marks as the end (…まで) or start (…から) that a question asks for, where there is any."""
    ways, text = patterns(), task.query.text.casefold()
    asked = [
        marks for asks, marks in (("until", "marks_end"), ("since_when", "marks_start")) if fits(ways[asks][task.query.language], text)
    ]
    if len(asked) != 1:
        return found
    marked = [e for e in found if _is_marked(e, task, asked[0])]
    return marked or found


def _is_marked(evidence: Evidence, task: Task, marks: str) -> bool:
    fact = evidence.fact
    value = fact.period if fact.attribute_key == "event" else fact.value
    if value is None or value.kind is ValueKind.PERIOD:
        return value is not None
    quote = fold(task.finder.store.text(fact.document_id)[fact.span.start : fact.span.end]).text
    place = quote.find(value.text)
    after = quote[place + len(value.text) :][:_AROUND] if place >= 0 else ""
    after = f"まで{after}" if value.text.endswith("まで") else after
    label = fact.attribute if len(fact.attribute) <= _AROUND else ""
    return fits(patterns()[marks], after) or (bool(label) and fits(patterns()[marks], label))


def undecided(task: Task, dated: float) -> Evidence | None:
    """The statement that there is no such day yet, or none at all, that says more of the question than the best date (`dated`)."""
    query, ways = task.query, patterns()
    until = fits(ways["until"][query.language], query.text.casefold())
    told = task.finder.facts(
        replace(query, wants=frozenset()), kinds=False, enough=_ENOUGH, key="about", lenient=until and bool(query.asked)
    )
    found = []
    for evidence in on_own(told, query):
        # That there is no deadline (期限) says by itself that it is asked until when.
        least = _SAYS_OF_DEADLINE if until and fits(ways["until"]["ja"], evidence.fact.value.text) else _SAYS_ITSELF
        beside = bool(evidence.missing) and least == _SAYS_ITSELF
        if fits(ways["undecided"], evidence.fact.value.text) and not beside and evidence.own >= max(least, dated + _SAYS_MORE):
            found.append(evidence)
    return max(found, key=lambda e: e.own, default=None)
