"""Of a column, the rows that a question means, and the totals that are stated for just these."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from answer.evidence import Evidence
from answer.find import is_total, names_its_total
from answer.grids import block_of, is_called
from answer.kinds import alike_unit, same_value
from answer.patterns import fits, patterns
from answer.query import Form, Query
from answer.rows import Task
from core.records import Fact, ValueKind
from core.text import fold
from facts.concepts import Term
from facts.names import comparable, name_key

# From this worth on, a word of a document is what the question says, and not only like it.
_SAME = 0.8
# A lighter word (a verb, a report, a number) tells no rows apart.
_TELLS_ROWS = 0.4
# What ranks figures, and needs two of them.
RANKING = frozenset([Form.LARGEST, Form.SMALLEST, Form.EARLIEST, Form.LATEST, Form.LONGEST, Form.SHORTEST])
# What is asked of several rows, whatever one of them is called.
OF_SEVERAL = RANKING | {Form.LIST}
_FEWEST_COMPARED = 2
# A row that is a part of another row, not a thing beside it.
PART = re.compile(r"^[(（]?(?:うち|内訳|内、|再掲)")
# A note mark after a name (江町 ※1) is no part of it; a longer cell is no name.
_NOTE = re.compile(r" ?[※*]\d*$")
_LONGEST_CELL = 30


@dataclass(frozen=True)
class Figures:
    """What a question adds up or compares: the rows that it means, the totals stated for just these rows, and the cells among them
    that state something else than a figure (確認中)."""

    rows: list[Evidence] = field(default_factory=list)
    totals: list[Evidence] = field(default_factory=list)
    unstated: list[Fact] = field(default_factory=list)

    @property
    def documents(self) -> set[str]:
        """The documents that state them."""
        return {e.fact.document_id for e in self.rows}

    @cached_property
    def labels(self) -> set[str]:
        """The labels that they stand under."""
        return {name_key(e.fact.attribute) for e in self.rows}


def rows_meant(task: Task, groups: list[list[Evidence]], others: dict[str, list[Fact]]) -> Figures:
    """The rows that the question means, and the totals of the columns that it means whole."""
    parts = [[e for e in group if not is_total(e) and not PART.match(e.fact.subject or "")] for group in groups]
    text, ways = task.query.text.casefold(), patterns()["including"][task.query.language]
    # 「委託先分も含めて」 adds rows to the others, and picks none.
    telling = set() if fits(ways, text) else {term.key for group in parts for term in _telling(task, group)}
    every = [e for group in parts for e in group]
    cells = {} if fits(ways, text) else _cells_said(task, every)
    rows = _named_best(every, {e.fact.id: _says(task, e.fact, telling) | cells.get(e.fact.id, frozenset()) for e in every})
    if len(rows) < _FEWEST_COMPARED and task.query.form in OF_SEVERAL:
        rows = every  # 「どの口座」 does not ask only for the one row that is called an account
    rows = _with_figures(rows, task.query)
    kept = {e.fact.id for e in rows}
    totals = [
        e
        for group, own in zip(groups, parts, strict=True)
        for e in group
        if is_total(e) and all(part.fact.id in kept for part in own) and (own or names_its_total(e.fact))
    ]
    older = {} if task.query.form is Form.DIFFERENCE else task.finder.corpus.superseded
    blank = [f for group in groups if group for f in others.get(group[0].fact.id, ()) if _is_meant(task, f, rows, telling)]
    return Figures(_once(rows, older), one_of_each(totals), blank)


def _is_meant(task: Task, fact: Fact, rows: list[Evidence], telling: set[str]) -> bool:
    """True when a cell without a figure is of a row that the question would mean."""
    own = _says(task, fact, telling)
    return not any(own < _says(task, e.fact, telling) for e in rows) and fact.value.text != (fact.subject or "")


def _telling(task: Task, group: list[Evidence]) -> list[Term]:
    """The question's words that some rows of a column speak of and others do not."""
    wanted = [term for term in task.query.terms if term.weight >= _TELLS_ROWS]
    return [t for t in wanted if 0 < sum(bool(_says(task, e.fact, {t.key})) for e in group) < len(group)]


def telling_rows(task: Task, rows: list[Evidence]) -> list[Evidence]:
    """Of rows, those that the question's words tell from the others; all where no word does."""
    telling = {term.key for term in _telling(task, rows)}
    return _with_figures(_named_best(rows, {e.fact.id: _says(task, e.fact, telling) for e in rows}), task.query) if rows else []


def _says(task: Task, fact: Fact, keys: Iterable[str]) -> frozenset[str]:
    """Of the question's words, those that a row speaks of, in its label or another cell of it."""
    return frozenset(term.key for term in task.query.terms if term.key in keys and _row_says(task, fact, term))


def _row_says(task: Task, fact: Fact, term: Term) -> bool:
    """True when a row speaks of a term, or one of its cells is a name of that kind (甲町 is a municipality)."""
    own = {*fact.label_terms, *fact.context_terms}
    if any(key in own and worth >= _SAME for key, worth in task.finder.matcher.alike(term).items()):
        return True
    return any(is_called(term, cell) for cell in _names_in_row(task, fact))


def _cells_said(task: Task, rows: list[Evidence]) -> dict[str, frozenset[str]]:
    """By the id of each row's figure, the names in cells that stand in the question word for word: a town, a code, an office.

    A cell that carries on into the rows below is said by these too: it stands in what surrounds their figures.
    """
    asked = comparable(fold(task.query.text, markup=False).text)[0]
    cells = {comparable(_NOTE.sub("", cell))[0] for e in rows for cell in _names_in_row(task, e.fact)}
    said = {cell for cell in cells if len(cell) > 1 and cell in asked}
    around = {e.fact.id: comparable(f"{e.fact.subject or ''} {e.fact.context}")[0] for e in rows} if said else {}
    return {e.fact.id: frozenset(f"cell:{cell}" for cell in said if cell in around[e.fact.id]) for e in rows}


def _names_in_row(task: Task, fact: Fact) -> list[str]:
    """The subject of a fact and the short words in the other cells of its row."""
    cells = [fact.subject or "", *(m.value.text for m in mates(task, fact) if m.value.kind in (ValueKind.TEXT, ValueKind.NAME))]
    return [cell for cell in cells if 0 < len(cell) <= _LONGEST_CELL]


def _named_best(rows: list[Evidence], said: dict[str, frozenset[str]]) -> list[Evidence]:
    """The rows of which no other says more of what tells them apart; two that say different things are alternatives and both stay."""
    ways = set(said.values())
    return [e for e in rows if not any(said[e.fact.id] < other for other in ways)]


def _with_figures(rows: list[Evidence], query: Query) -> list[Evidence]:
    """The rows that hold the figures that the question names (8枚入), where any does, and the most of its codes."""
    held = [e for e in rows if query.figures and all(_holds(e.fact, figure) for figure in query.figures)]
    if not held and query.form is Form.SUM:
        held = [e for e in rows if any(_holds(e.fact, figure) for figure in query.figures)]
    held = held or rows
    codes = [sum(_holds(e.fact, code) for code in query.literals) for e in held]
    return [e for e, count in zip(held, codes, strict=True) if count == max(codes)]


def _holds(fact: Fact, figure: str) -> bool:
    words = comparable(f"{fact.subject or ''} {fact.context} {fact.attribute}")[0]
    return re.search(rf"(?<!\d){re.escape(figure)}", words) is not None


def _once(rows: list[Evidence], older: dict[str, frozenset[str]]) -> list[Evidence]:
    """Each thing once: what a document repeats, and what a later report states anew (by `older`), are left out."""
    kept: list[Evidence] = []
    for evidence in rows:
        if not any(_repeats(evidence, other) or _replaced(evidence, other, older) for other in kept):
            kept = [other for other in kept if not _replaced(other, evidence, older)]
            kept.append(evidence)
    return kept


def _repeats(evidence: Evidence, other: Evidence) -> bool:
    """True when two figures are of the same thing and equal, and are not two rows of one column."""
    fact, known = evidence.fact, other.fact
    if fact.document_id == known.document_id and fact.row and known.row and block_of(fact) == block_of(known):
        return fact.row == known.row and fact.span.end == known.span.end
    if not same_value(fact.value, known.value) or name_key(fact.organisation or "") != name_key(known.organisation or ""):
        return False
    one_system = name_key(fact.system or "") == name_key(known.system or "") and fact.case == known.case
    return (one_system or not fact.system or not known.system) and _same_subject(fact, known)


def _same_subject(fact: Fact, known: Fact) -> bool:
    return not fact.subject or not known.subject or name_key(fact.subject) == name_key(known.subject)


def _replaced(evidence: Evidence, other: Evidence, older: dict[str, frozenset[str]]) -> bool:
    """True when a later report or a correction states anew what evidence states."""
    return (
        evidence.fact.document_id in older.get(other.fact.document_id, ())
        and alike_unit(evidence.fact.value.unit, other.fact.value.unit)
        and _row_key(evidence.fact) == _row_key(other.fact)
    )


def _row_key(fact: Fact) -> str:
    return name_key(fact.subject or fact.attribute)


def one_of_each(totals: list[Evidence]) -> list[Evidence]:
    """Of each document, its largest total of a label: a column may have subtotals."""
    largest: dict[tuple[str, str], Evidence] = {}
    for evidence in totals:
        key = (evidence.fact.document_id, name_key(evidence.fact.attribute))
        if is_total(evidence) and (key not in largest or (evidence.fact.value.number or 0) > (largest[key].fact.value.number or 0)):
            largest[key] = evidence
    return list(largest.values())


def mates(task: Task, fact: Fact) -> list[Fact]:
    """The other facts of a fact's table row."""
    if fact.row is None:
        return []
    return [f for f in task.finder.corpus.of_row(fact) if f.id != fact.id]
