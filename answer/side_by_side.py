"""What several companies say of one matter in words, side by side: their causes, their measures."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from answer.causes import causes
from answer.draft import Draft, Row, Statement
from answer.measures import measures
from answer.query import Asked, Form
from answer.rows import Task, rows_computed
from core.records import Fact, NameKind, Status
from core.text import fold
from facts.concepts import meanings

# What is compared in words, and the form that tells it of one company.
_TOLD: dict[str, tuple[Form, Callable[[Task], Draft | None]]] = {
    "c:cause": (Form.WHY, causes),
    "c:measure": (Form.MEASURES, measures),
}
_COMPARES = re.compile(r"比較|比べ|並べて|対比|\bcompare|side by side|\bversus\b")
_MOST_COMPANIES = 12
_MOST_STATEMENTS = 3


def side_by_side(task: Task) -> Draft | None:
    """A row for each statement of each company, where causes or measures are compared; None where something else is.

    Where only one company states any, its statements are told as they would be alone.
    """
    asked = {meaning for term in task.query.terms for meaning in meanings(term.key)}
    told = next((way for key, way in _TOLD.items() if key in asked), None)
    if told is None or "count" in task.query.wants or not _COMPARES.search(fold(task.query.text).text.casefold()):
        return None
    form, tell = told
    rows: list[Row] = []
    stating: set[str] = set()
    for company in _companies(task)[:_MOST_COMPANIES]:
        others = tuple(name for name in task.query.asked if name.kind is not NameKind.ORGANISATION)
        alone = replace(task.query, form=form, wants=frozenset(), asked=(company, *others))
        draft = tell(replace(task, query=alone))
        if draft is None or draft.status is not Status.ANSWERED:
            continue
        stating |= draft.stating
        rows += _rows(task.wording.name(company.canonical[0]), draft)
    if len({row.cells[0] for row in rows}) < 2:
        return tell(replace(task, query=replace(task.query, form=form)))
    wording = task.wording
    lead = Statement(wording.say("several_bare", count=len(rows)), rows[0].sources, (), rows_computed(wording, len(rows)))
    columns = (wording.column("organisation"), wording.column("value"))
    return Draft(Status.ANSWERED, lead=[lead], columns=columns, rows=rows, stating=stating, covers=True)


def _rows(company: str, draft: Draft) -> list[Row]:
    """The first statements of one company's answer, a row each: its items, the second cell of its table, or its sentences."""
    items = [Row((company, item.text), item.sources, item.support, item.computed) for item in draft.items]
    told = items or [Row((company, row.cells[1]), row.sources, row.support) for row in draft.rows if len(row.cells) > 1]
    told = told or [Row((company, said.text), said.sources, said.support, said.computed) for said in draft.lead]
    return told[:_MOST_STATEMENTS]


def _companies(task: Task) -> list[Asked]:
    """The companies compared: those that the question names, else those whose documents are at hand."""
    named = list(task.query.names(NameKind.ORGANISATION))
    if len(named) > 1:
        return named
    owners = (_owner(task.finder.corpus.of_document(document)) for document in task.finder.documents)
    return [Asked(NameKind.ORGANISATION, (name,), name) for name in dict.fromkeys(owner for owner in owners if owner)]


def _owner(facts: list[Fact]) -> str | None:
    """The company whose matter a document is: most of its statements are of it; None for a list of many companies' papers."""
    named = Counter(fact.organisation for fact in facts if fact.organisation)
    owner, count = named.most_common(1)[0] if named else (None, 0)
    return owner if count > sum(named.values()) / 2 else None
