"""The largest as a sentence states it (最大の遅れは…の4時間25分です), where no table has a column of what the question ranks."""

import re
from collections.abc import Iterable, Sequence

from answer.draft import Draft
from answer.evidence import ESSENTIAL, Evidence
from answer.find import FOREIGN_LENIENCE, on_own
from answer.query import Form
from answer.rows import Task, one_value
from core.records import FactSource, ValueKind
from core.text import fold
from facts.concepts import Term, term_keys

# A sentence is found by all that it says; how much of the question is asked of it, is a little less than of a cell.
_ENOUGH = 0.6 - FOREIGN_LENIENCE
_MOST = r"最(?:大|高|多|長|遅|も(?:大き|高|多|長|遅|広|深|重))"
_LEAST = r"最(?:小|低|少|短|早|も(?:小さ|低|少な|短|早))"
# The clause that a superlative stands in, as far as the first figure behind it.
_CLAUSE = r"(?P<before>[^、。「」]*)(?P<said>{})(?P<after>[^。「」0-9]*(?:[A-Za-z]+[0-9]+[^。「」0-9]*)*)$"
_OF_MOST = re.compile(_CLAUSE.format(_MOST))
_OF_LEAST = re.compile(_CLAUSE.format(_LEAST))
_RANKING_LEAST = frozenset([Form.SMALLEST, Form.SHORTEST, Form.EARLIEST])


def stated_extreme(task: Task, ranked: Sequence[Evidence]) -> Draft | None:
    """The figure that a sentence calls the largest of what is asked; None where the rows that would be ranked say as much of it."""
    said = _by_labels(task, ranked)
    best: tuple[float, Evidence] | None = None
    for evidence in on_own(_sentences(task), task.query):
        own = _told(task, _clause(task, evidence))
        whole = max((term.weight for term in own), default=0.0)
        weight = sum(term.weight for term in own)
        if whole >= ESSENTIAL and own - said and weight > sum(t.weight for t in said) and (best is None or weight > best[0]):
            best = (weight, evidence)
    return one_value(task, best[1]) if best else None


def _sentences(task: Task) -> list[Evidence]:
    """The figures of sentences that cover enough of the question."""
    found = task.finder.facts(task.query, kinds=False, enough=_ENOUGH)
    return [e for e in found if e.fact.source is FactSource.SENTENCE and e.fact.value.kind is ValueKind.COUNT]


def _clause(task: Task, evidence: Evidence) -> str:
    """The clause that calls a figure the largest; nothing where none does."""
    fact = evidence.fact
    text = fold(task.finder.store.text(fact.document_id)[fact.span.start : fact.span.end]).text
    pattern = _OF_LEAST if task.query.form in _RANKING_LEAST else _OF_MOST
    before, figure, _ = text.partition(fact.value.text)
    match = pattern.search(before) if figure else None
    return match.group() if match else ""


def _by_labels(task: Task, rows: Iterable[Evidence]) -> frozenset[Term]:
    """The question's words that the labels and names of rows say."""
    return _told(task, *(text for e in rows for text in (e.fact.attribute, e.fact.subject or "")))


def _told(task: Task, *texts: str) -> frozenset[Term]:
    """The question's words that some texts say."""
    keys = frozenset(key for text in texts for key in term_keys(text))
    return frozenset(term for term in task.query.terms if not keys.isdisjoint(task.finder.matcher.alike(term)))
