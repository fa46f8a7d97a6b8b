"""The column that a question adds up or compares: what stands under one label, and of it the rows that the question means.

A table column is taken whole, from the table, and not only as far as its rows cover the question: what is added up or compared must
be complete. Totals, parts of other rows and figures that are stated twice are left out.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from answer.evidence import ENOUGH, Evidence, owns, publishes
from answer.find import COMPARING, FOREIGN_LENIENCE, is_total, names_its_total, on_own
from answer.grids import asks_for_the_rest, block_of, column_key, columns_meant, is_called, is_undone, of_question, weigh
from answer.newest import of_one_version
from answer.patterns import fits, patterns
from answer.query import Form, Query
from answer.rows import Task
from answer.values import tables_first
from core.records import Fact, FactSource, NameKind, Value, ValueKind
from core.text import fold
from facts.concepts import Term, term_keys
from facts.names import comparable, name_key
from facts.values import find_counts, same_unit

# From this worth on, a word of a document is what the question says, and not only like it.
_SAME = 0.8
# A lighter word (a verb, a report, a number) tells no rows apart.
_TELLS_ROWS = 0.4
# What stands under the label of the best evidence may cover the question this little.
_UNDER_ONE_LABEL = 0.48
# A column says clearly more of a question than another by this share.
_CLEARLY_MORE = 0.12
# What ranks figures, and needs two of them.
RANKING = frozenset([Form.LARGEST, Form.SMALLEST, Form.EARLIEST, Form.LATEST, Form.LONGEST, Form.SHORTEST])
# What is asked of several rows, whatever one of them is called.
_OF_SEVERAL = RANKING | {Form.LIST}
_FEWEST_COMPARED = 2
# Two columns of one table that cover the question this nearly alike may both be meant.
_AS_WELL = 0.005
# A row that is a part of another row, not a thing beside it.
PART = re.compile(r"^[(（]?(?:うち|内訳|内、|再掲)")
# A note mark after a name (江町 ※1) is no part of it; a longer cell is no name.
_NOTE = re.compile(r" ?[※*]\d*$")
_LONGEST_CELL = 30
_MINUTES = {"分": 1, "時間": 60, "日": 1_440, "週間": 10_080, "か月": 43_800, "年": 525_600}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?) ?(年|(?:か|カ|ヶ|ヵ|ケ)月|週間|日|時間|分)(?:間|半)?")


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


def counts(value: Value) -> bool:
    """True for a count or an amount."""
    return value.kind is ValueKind.COUNT and value.number is not None


def dates(value: Value) -> bool:
    """True for a date or a period."""
    return value.kind in (ValueKind.DATE, ValueKind.PERIOD) and value.start is not None


def periods(value: Value) -> bool:
    """True for a period."""
    return value.kind is ValueKind.PERIOD and value.start is not None


def clock(value: Value) -> bool:
    """True for a time of day."""
    return value.kind is ValueKind.TIME and value.number is not None


def lengths(value: Value) -> bool:
    """True for a stated length of time."""
    return minutes(value) is not None


def minutes(value: Value) -> float | None:
    """The length of time that a count states, in minutes (4時間5分 is 245); None for a count of anything else."""
    text = fold(value.text).text
    if value.kind is not ValueKind.COUNT or re.search(r"\d ?時(?!間)", text):
        return None
    found = _LENGTH.findall(re.sub(r"\(.*", "", text).replace(",", ""))
    return sum(float(number) * _MINUTES[re.sub("[カヶヵケ]月", "か月", unit)] for number, unit in found) if found else None


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
    return _meant(task, groups, _others(task, groups)) if groups else Figures([], _one_each(found))


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
    same = kind is lengths or other.unit is None or _same_unit(value.unit, other.unit)
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


def _same_unit(one: str | None, other: str | None) -> bool:
    return one == other or same_unit(one, other)


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


# --- whole columns ----------------------------------------------------------------------------------------------------


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
        same = kind is lengths or None in (other.value.unit, fact.value.unit) or _same_unit(other.value.unit, fact.value.unit)
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
    if not labelled or task.query.form in _OF_SEVERAL:
        return column
    wanted = [term for term in task.query.terms if term.weight >= _TELLS_ROWS]
    said = [frozenset(t.key for t in wanted if _label_says(task, e.fact, t)) for e in column]
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


# --- the rows that are meant ------------------------------------------------------------------------------------------


def _meant(task: Task, groups: list[list[Evidence]], others: dict[str, list[Fact]]) -> Figures:
    """The rows that the question means, and the totals of the columns that it means whole."""
    parts = [[e for e in group if not is_total(e) and not PART.match(e.fact.subject or "")] for group in groups]
    text, ways = task.query.text.casefold(), patterns()["including"][task.query.language]
    # 「委託先分も含めて」 adds rows to the others, and picks none.
    telling = set() if fits(ways, text) else {term.key for group in parts for term in _telling(task, group)}
    every = [e for group in parts for e in group]
    cells = {} if fits(ways, text) else _cells_said(task, every)
    rows = _named_best(every, {e.fact.id: _says(task, e.fact, telling) | cells.get(e.fact.id, frozenset()) for e in every})
    if len(rows) < _FEWEST_COMPARED and task.query.form in _OF_SEVERAL:
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
    return Figures(_once(rows, older), _one_each(totals), blank)


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


def same_value(one: Value, other: Value) -> bool:
    """True when two values mean the same."""
    return (one.number, one.start, one.end) == (other.number, other.start, other.end) and _same_unit(one.unit, other.unit)


def _same_subject(fact: Fact, known: Fact) -> bool:
    return not fact.subject or not known.subject or name_key(fact.subject) == name_key(known.subject)


def _replaced(evidence: Evidence, other: Evidence, older: dict[str, frozenset[str]]) -> bool:
    """True when a later report or a correction states anew what evidence states."""
    return (
        evidence.fact.document_id in older.get(other.fact.document_id, ())
        and _same_unit(evidence.fact.value.unit, other.fact.value.unit)
        and _row_key(evidence.fact) == _row_key(other.fact)
    )


def _row_key(fact: Fact) -> str:
    return name_key(fact.subject or fact.attribute)


def _one_each(totals: list[Evidence]) -> list[Evidence]:
    """Of each document, its largest total of a label: a column may have subtotals."""
    largest: dict[tuple[str, str], Evidence] = {}
    for evidence in totals:
        key = (evidence.fact.document_id, name_key(evidence.fact.attribute))
        if is_total(evidence) and (key not in largest or (evidence.fact.value.number or 0) > (largest[key].fact.value.number or 0)):
            largest[key] = evidence
    return list(largest.values())


# --- other figures of a row, of a sentence ----------------------------------------------------------------------------


def mates(task: Task, fact: Fact) -> list[Fact]:
    """The other facts of a fact's table row."""
    if fact.row is None:
        return []
    return [f for f in task.finder.corpus.of_row(fact) if f.id != fact.id]


def each_named(task: Task, rows: list[Evidence]) -> bool:
    """True when the question names the label of every figure, and each by another word."""
    said = {name_key(e.fact.attribute): frozenset(t.key for t in task.query.terms if _label_says(task, e.fact, t)) for e in rows}
    return not any(a <= b for label, a in said.items() for other, b in said.items() if label != other)


def pair_of_row(task: Task, evidence: Evidence) -> list[Evidence]:
    """The two figures of a row that the question sets against each other by their columns (第一報 and 第二報); else none."""
    row = [f for f in (evidence.fact, *mates(task, evidence.fact)) if f.source is FactSource.CELL and counts(f.value)]
    row = [f for f in row if _same_unit(f.value.unit, evidence.fact.value.unit)]
    said = {f.id: frozenset(t.key for t in task.query.terms if _label_says(task, f, t)) for f in row}
    named = [f for f in row if said[f.id] and not any(said[f.id] < other for other in said.values())]
    if len(named) != 2:
        return []
    return [task.finder.matcher.weigh(task.query, f, task.query.terms) for f in sorted(named, key=lambda f: f.span.start)]


def _label_says(task: Task, fact: Fact, term: Term) -> bool:
    label = term_keys(fact.attribute)
    return any(key in label and worth >= _SAME for key, worth in task.finder.matcher.alike(term).items())


def pair_of_sentence(task: Task) -> list[Evidence]:
    """The two figures of the unit asked that the sentence of the question holds, where it holds just two; else none."""
    if task.query.unit is None:
        return []
    told = task.finder.facts(replace(task.query, wants=frozenset()), kinds=False)
    for sentence in [e for e in told if e.fact.source is FactSource.SENTENCE][:3]:
        held = [found for found in find_counts(sentence.fact.value.text) if _same_unit(found.value.unit, task.query.unit)]
        if len(held) == 2:
            return [replace(sentence, fact=replace(sentence.fact, value=found.value)) for found in held]
    return []
