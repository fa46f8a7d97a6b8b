"""What stands beside an answer: a follow-up that asks of what was just answered (それはいつまで) is answered from the same row or line."""

from collections.abc import Iterable

from answer.addresses import WHERE
from answer.draft import Draft
from answer.evidence import fits_kind
from answer.rows import Task, one_value, quoted
from answer.wording import sources_of
from core.records import Fact, Span, ValueKind
from facts.values import find_values

# The kinds of value that a row or line may state beside another.
_BESIDE = frozenset(["date", "period", "time", "phone", "url", "mail", "count", "place"])


def beside_the_answer(task: Task, answered: Draft) -> Draft | None:
    """The value of the kind asked for that stands in the row or line of what was answered; None where none does."""
    wants = task.query.wants & _BESIDE
    if not wants or not answered.lead:
        return None
    for fact in _cited(task, answered):
        near = [other for other in _beside(task, fact) if other.span != fact.span or other.value != fact.value]
        found = [other for other in near if _states(other, wants, task)]
        if found:
            evidence = task.finder.evidence(task.query, found[0])
            return one_value(task, evidence) if _is_kind(found[0], wants, task) else quoted(task, [evidence])
    return None


def _cited(task: Task, answered: Draft) -> list[Fact]:
    """The facts that the first statement of an answer rests on."""
    source = answered.lead[0].sources[0] if answered.lead[0].sources else None
    if source is None:
        return []
    return [f for f in task.finder.corpus.of_document(source.document_id) if sources_of(f)[0] == source]


def _beside(task: Task, fact: Fact) -> Iterable[Fact]:
    """The other facts of a fact's row, else of its line, in the order of reading."""
    corpus = task.finder.corpus
    row = [other for other in corpus.of_row(fact) if other.subject == fact.subject or other.source is not fact.source]
    line = _line_of(task, fact)
    own = [other for other in corpus.of_document(fact.document_id) if line.covers(other.span) and other.attribute_key != "metadata"]
    return dict.fromkeys((*row, *own))


def _line_of(task: Task, fact: Fact) -> Span:
    """The line of the text that a fact stands in."""
    text = task.finder.store.text(fact.document_id)
    start = text.rfind("\n", 0, fact.span.start) + 1
    end = text.find("\n", fact.span.end)
    return Span(start, end if end >= 0 else len(text))


def _is_kind(fact: Fact, wants: frozenset[str], task: Task) -> bool:
    return bool(wants - {"place"}) and fits_kind(fact.value, wants - {"place"}, task.query.unit, fact.attribute)


def _states(fact: Fact, wants: frozenset[str], task: Task) -> bool:
    """True for a fact whose value is of a kind asked for, or whose words hold one (2025年3月31日まで、10:00～18:00)."""
    if _is_kind(fact, wants, task):
        return True
    if fact.value.kind is not ValueKind.TEXT:
        return False
    if "place" in wants and WHERE.search(fact.value.text):
        return True
    typed = wants - {"place"}
    return bool(typed) and any(fits_kind(found.value, typed, task.query.unit) for found in find_values(fact.value.text))
