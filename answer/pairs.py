"""The two figures that one row or one sentence sets against each other."""

from dataclasses import replace

from answer.evidence import Evidence
from answer.kinds import alike_unit, counts
from answer.rows import Task
from answer.rows_meant import mates
from core.records import Fact, FactSource
from facts.concepts import Term, term_keys
from facts.names import name_key
from facts.values import find_counts

# From this worth on, a word of a document is what the question says, and not only like it.
_SAME = 0.8


def each_named(task: Task, rows: list[Evidence]) -> bool:
    """True when the question names the label of every figure, and each by another word."""
    said = {name_key(e.fact.attribute): frozenset(t.key for t in task.query.terms if label_says(task, e.fact, t)) for e in rows}
    return not any(a <= b for label, a in said.items() for other, b in said.items() if label != other)


def pair_of_row(task: Task, evidence: Evidence) -> list[Evidence]:
    """The two figures of a row that the question sets against each other by their columns (第一報 and 第二報); else none."""
    row = [f for f in (evidence.fact, *mates(task, evidence.fact)) if f.source is FactSource.CELL and counts(f.value)]
    row = [f for f in row if alike_unit(f.value.unit, evidence.fact.value.unit)]
    said = {f.id: frozenset(t.key for t in task.query.terms if label_says(task, f, t)) for f in row}
    named = [f for f in row if said[f.id] and not any(said[f.id] < other for other in said.values())]
    if len(named) != 2:
        return []
    return [task.finder.matcher.weigh(task.query, f, task.query.terms) for f in sorted(named, key=lambda f: f.span.start)]


def label_says(task: Task, fact: Fact, term: Term) -> bool:
    label = term_keys(fact.attribute)
    return any(key in label and worth >= _SAME for key, worth in task.finder.matcher.alike(term).items())


def pair_of_sentence(task: Task) -> list[Evidence]:
    """The two figures of the unit asked that the sentence of the question holds, where it holds just two; else none."""
    if task.query.unit is None:
        return []
    told = task.finder.facts(replace(task.query, wants=frozenset()), kinds=False)
    for sentence in [e for e in told if e.fact.source is FactSource.SENTENCE][:3]:
        held = [found for found in find_counts(sentence.fact.value.text) if alike_unit(found.value.unit, task.query.unit)]
        if len(held) == 2:
            return [replace(sentence, fact=replace(sentence.fact, value=found.value)) for found in held]
    return []
