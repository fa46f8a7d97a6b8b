"""The column that a question adds up or compares: what stands under one label, and of it the rows that the question means.

A table column is taken whole, from the table, and not only as far as its rows cover the question: what is added up or compared must
be complete. Totals, parts of other rows and figures that are stated twice are left out.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from answer.evidence import ENOUGH, Evidence, owns, publishes
from answer.find import COMPARING, FOREIGN_LENIENCE, is_total, names_its_total, on_own
from answer.grids import asks_for_the_rest, block_of, column_key, columns_meant, is_undone, of_question, weigh
from answer.kinds import alike_unit, counts, lengths
from answer.newest import of_one_version
from answer.pairs import label_says
from answer.patterns import fits, patterns
from answer.query import Form, Query
from answer.rows import Task
from answer.rows_meant import OF_SEVERAL, RANKING, Figures, one_of_each, rows_meant
from answer.values import tables_first
from core.records import Fact, FactSource, NameKind, Value, ValueKind
from facts.concepts import Term, term_keys
from facts.names import name_key

# A lighter word (a verb, a report, a number) tells no rows apart.
_TELLS_ROWS = 0.4
# What stands under the label of the best evidence may cover the question this little.
_UNDER_ONE_LABEL = 0.48
# A column says clearly more of a question than another by this share.
_CLEARLY_MORE = 0.12
_FEWEST_COMPARED = 2
# Two columns of one table that cover the question this nearly alike may both be meant.
_AS_WELL = 0.005
# A row that is a part of another row, not a thing beside it.
PART = re.compile(r"^[(（]?(?:うち|内訳|内、|再掲)")


def figures(
    task: Task, kind: Callable[[Value], bool] = counts, wants: str = "count", admits: Callable[[Evidence], bool] = lambda _: True
) -> Figures:
    """The comparable figures of a question, of the kind that it wants; `admits` says which labels may be meant."""
    asked = replace(task.query, wants=frozenset([wants]), figures=(), terms=_uncounted(task.query))
    found = _of_the_best_label(task.finder.facts(asked, enough=_UNDER_ONE_LABEL), task.query.language)
    found = [e for e in _on_own(found, task.query) if kind(e.fact.value) and admits(e)]
    found = tables_first(found) if wants == "count" else [e for e in found if e.fact.source is not FactSource.SENTENCE]
    best = next((e for e in found if not is_total(e)), None)
    groups = _groups(task, _of_one_label([e for e in found if _as_the_best(e, best, kind)]), kind) if best else []
    groups = _left_to_do(task, _of_the_table(task, groups, kind, wants, admits))
    if task.query.form is not Form.DIFFERENCE:
        one_version = {e.fact.id for e in of_one_version([e for group in groups for e in group], task.query)}
        groups = [own for group in groups if (own := [e for e in group if e.fact.id in one_version])]
    return rows_meant(task, groups, _others(task, groups)) if groups else Figures([], one_of_each(found))


def _of_the_table(
    task: Task, groups: list[list[Evidence]], kind: Callable[[Value], bool], wants: str, admits: Callable[[Evidence], bool]
) -> list[list[Evidence]]:
    """The columns found row by row, or those that say clearly more of the question as a whole."""
    uncounted = replace(task, query=replace(task.query, terms=_uncounted(task.query)))
    meant = columns_meant(uncounted, kind, wants)
    if not meant or meant[0].standing <= _said_by(uncounted, groups) + _CLEARLY_MORE:
        return groups
    seeds = [task.finder.matcher.weigh(task.query, c.facts[0], task.query.terms) for c in meant]
    return [_column(task, e, kind) for e in seeds if admits(e)] or groups


def _asks_of_several(task: Task) -> bool:
    """True for a ranking, and for what is asked of each (教科ごとに)."""
    return task.query.form in RANKING or (
        task.query.form is Form.LIST and fits(patterns()["of_each"][task.query.language], task.query.text.casefold())
    )


def _left_to_do(task: Task, groups: list[list[Evidence]]) -> list[list[Evidence]]:
    """Of columns, those of what is left to do (未返金), where the question asks for that."""
    if not asks_for_the_rest(task):
        return groups
    return [group for group in groups if group and is_undone(group[0].fact)] or groups


def _said_by(task: Task, groups: list[list[Evidence]]) -> float:
    """What the best of some columns says of the question as a whole; nothing where a single figure is compared."""
    if len([e for group in groups for e in group if not is_total(e)]) < _FEWEST_COMPARED and _asks_of_several(task):
        return 0.0
    weighed = [weigh(task, [e.fact for e in group]) for group in groups if group]
    return max((column.standing for column in weighed if column), default=0.0)


def _uncounted(query: Query) -> tuple[Term, ...]:
    """The question's words without the counters of its figures, and without nouns that only ask where or what it is called.

    A figure may name rows (8枚入) or count them (2施設合わせて); which of the two is seen in the rows.
    """
    counters = frozenset[str]().union(*(term_keys(figure) for figure in query.figures))
    generic = frozenset(patterns()["called_nouns"])
    return tuple(term for term in query.terms if term.key not in counters and term.text not in generic) or query.terms


def _of_the_best_label(found: list[Evidence], language: str) -> list[Evidence]:
    """Evidence that covers the question, and what stands under the label of the best of it though it covers a little less.

    The same label (公表日) covers more or less by what else its document speaks of; what is compared must not hang on that.
    """
    enough = ENOUGH if language == "ja" else ENOUGH - FOREIGN_LENIENCE
    labels = {name_key(e.fact.attribute) for e in found[:1] if e.coverage >= enough and e.fact.source is not FactSource.SENTENCE}
    return [e for e in found if e.coverage >= enough or (not e.far and name_key(e.fact.attribute) in labels)]


def _on_own(found: list[Evidence], query: Query) -> list[Evidence]:
    """Evidence whose subject is what was asked, where there is any; a system and a case that are compared are alternatives."""
    kinds = [a.kind for a in query.asked]
    if NameKind.SYSTEM in kinds and NameKind.CASE in kinds and query.form in COMPARING:
        either = [a for a in query.asked if a.kind in (NameKind.SYSTEM, NameKind.CASE)]
        own = [e for e in found if any(owns(e.fact, a) for a in either)]
        rest = replace(query, asked=tuple(a for a in query.asked if a not in either))
        return on_own(own or found, rest)
    return on_own(found, query)


def _as_the_best(evidence: Evidence, best: Evidence, kind: Callable[[Value], bool]) -> bool:
    """True for what is of the same kind, unit and thing as the best evidence, whatever row it is of."""
    value, other = evidence.fact.value, best.fact.value
    alike = value.kind is other.kind or {value.kind, other.kind} == {ValueKind.DATE, ValueKind.PERIOD}
    same = kind is lengths or other.unit is None or alike_unit(value.unit, other.unit)
    return alike and same and (evidence.things >= best.things - _in_row(best) or _column_beside(evidence, best))


def _column_beside(evidence: Evidence, best: Evidence) -> bool:
    """True for another column of the best one's table, where the question names both (国内と海外を合わせて)."""
    fact, other = evidence.fact, best.fact
    if fact.document_id != other.document_id or fact.row is None or other.row is None or block_of(fact) != block_of(other):
        return False
    own, its = evidence.things - _in_row(evidence), best.things - _in_row(best)
    return fact.attribute != other.attribute and bool(own - its) and bool(its - own)


def _in_row(evidence: Evidence) -> frozenset[str]:
    """The terms of a fact's subject: what it is a row of, and not what its column is of."""
    return term_keys(evidence.fact.subject) | evidence.rows if evidence.fact.subject else evidence.rows


def _of_one_label(found: list[Evidence]) -> list[Evidence]:
    """Of each document, what stands under the label that covers the question best, and under those that cover it as well in its table."""
    best: dict[str, Evidence] = {}
    for evidence in found:
        if not is_total(evidence):
            best.setdefault(evidence.fact.document_id, evidence)
    return [e for e in found if (own := best.get(e.fact.document_id)) and (_beside(e, own) or names_its_total(e.fact))]


def _beside(evidence: Evidence, best: Evidence) -> bool:
    """True when evidence stands under the label of its document's best, or under one that is as good in the same table."""
    fact, other = evidence.fact, best.fact
    if name_key(fact.attribute) == name_key(other.attribute) or other.source is FactSource.SENTENCE:
        return True
    if term_keys(fact.attribute) == term_keys(other.attribute) != frozenset():
        return True
    if fact.source is not other.source or PART.match(fact.attribute):
        return False
    if _column_beside(evidence, best):
        return True
    return abs(evidence.score - best.score) <= _AS_WELL and (not fact.row or not other.row or block_of(fact) == block_of(other))


def _groups(task: Task, found: list[Evidence], kind: Callable[[Value], bool]) -> list[list[Evidence]]:
    """The evidence by the column that it stands in, each column whole; in the order of the evidence."""
    groups: dict[tuple[str, ...], list[Evidence]] = {}
    for evidence in found:
        key = column_key(evidence.fact)
        if key not in groups:
            groups[key] = _column(task, evidence, kind) if len(key) > 1 else [evidence]
    return list(groups.values())


def _column(task: Task, evidence: Evidence, kind: Callable[[Value], bool]) -> list[Evidence]:
    """Every row of the column that a fact stands in that meets the names and dates of the question; a cell that spans rows once."""
    fact, key, seen = evidence.fact, column_key(evidence.fact), set[int]()
    column = []
    for other in of_question(task, (f for f in task.finder.corpus.of_document(fact.document_id) if column_key(f) == key and kind(f.value))):
        same = kind is lengths or None in (other.value.unit, fact.value.unit) or alike_unit(other.value.unit, fact.value.unit)
        if same and other.span.end not in seen:
            seen.add(other.span.end)
            column.append(task.finder.matcher.weigh(task.query, other, task.query.terms))
    own = _with_rows_like_companies(column, _on_own(column, task.query), task.query)
    return _items_or_one(task, own, evidence, labelled=len(key) > 3)


def _with_rows_like_companies(column: list[Evidence], own: list[Evidence], query: Query) -> list[Evidence]:
    """The rows of a column that are of what was asked, with those beside them in the publisher's own table that are called like companies.

    Of a table of airports or schools one row may carry a name that could be a company's (星見浦空港) and another not (青磁空港). Where a
    row is the publisher's by itself, not by what it is called, the table is one of companies, and the others are of others.
    """
    named = [e for e in own if e.fact.subject is not None and not is_total(e)]
    if not named or len(own) == len(column) or any(e.fact.subject is None for e in own):
        return own
    asked = query.names(NameKind.ORGANISATION)
    kept = {e.fact.id for e in own}
    beside = {e.fact.id for e in column if e.fact.subject is None and any(publishes(e.document, a) for a in asked)}
    return [e for e in column if e.fact.id in kept or (e.fact.id in beside and e.fact.source is FactSource.CELL)]


def _items_or_one(task: Task, column: list[Evidence], evidence: Evidence, *, labelled: bool) -> list[Evidence]:
    """A column; of cells that have each their own label only the one, unless the question speaks of what stands over them.

    「個人情報は合計何名」 means all that stands under 「閲覧された個人情報」 (学生, 受験生), 「患者数は」 only its own line.
    """
    if not labelled or task.query.form in OF_SEVERAL:
        return column
    wanted = [term for term in task.query.terms if term.weight >= _TELLS_ROWS]
    said = [frozenset(t.key for t in wanted if label_says(task, e.fact, t)) for e in column]
    if sum(map(bool, said)) == 1 or (all(said) and len(set(said)) == 1):
        return [e for e in column if name_key(e.fact.attribute) == name_key(evidence.fact.attribute)]
    return column


def _others(task: Task, groups: list[list[Evidence]]) -> dict[str, list[Fact]]:
    """By the id of a column's first figure, the cells of the column that state something else than a figure."""
    found: dict[str, list[Fact]] = {}
    for group in groups:
        first = group[0].fact if group else None
        if first is not None and len(column_key(first)) == 3 and first.source is FactSource.CELL:
            column = [f for f in task.finder.corpus.of_document(first.document_id) if column_key(f) == column_key(first)]
            found[first.id] = [f for f in column if f.value.kind is ValueKind.TEXT and re.search(r"\w", f.value.text)]
    return found
