"""How many are left to do: the column that states it, or what a whole column has more than that of what is done."""

from dataclasses import replace

from answer.columns import figures
from answer.differences import rest_of
from answer.draft import Draft
from answer.grids import Column, asks_for_the_rest, columns_meant, columns_of, is_undone
from answer.kinds import counts
from answer.patterns import fits, patterns
from answer.query import Form
from answer.rows import Task
from answer.sums import total
from core.records import Fact

# What asks for the rest, and need stand in no table that it is computed from.
_LEFT = "c:remaining"


def remaining(task: Task) -> Draft | None:
    """What is left to do, in all or of the row that the question names; None where no table tells it."""
    if not asks_for_the_rest(task) or "count" not in task.query.wants:
        return None
    task = replace(task, query=replace(task.query, terms=tuple(t for t in task.query.terms if t.key != _LEFT)))
    meant = columns_meant(task, counts, "count")
    if len(meant) != 1:
        return None
    summed = replace(task, query=replace(task.query, form=Form.SUM))
    if is_undone(meant[0].facts[0]):
        return total(summed)
    whole = _whole_of(task, meant[0]) if fits(patterns()["done"], meant[0].facts[0].attribute) else None
    if whole is None:
        return None
    done = figures(summed)
    rows = done.totals if len(done.rows) > 1 and done.totals else done.rows
    wholes = [_of_row(whole, e.fact) for e in rows]
    known = [task.finder.matcher.weigh(task.query, fact, task.query.terms) for fact in wholes if fact is not None]
    return rest_of(task, known, rows) if rows and len(known) == len(rows) else None


def _whole_of(task: Task, done: Column) -> Column | None:
    """The one column of a table of which another states what is done: as large in every row, and larger in one."""
    unit = done.facts[0].value.unit
    others = [c for c in columns_of(task, counts, "count") if c.table == done.table and c.facts[0].value.unit == unit]
    wholes = [c for c in others if c.facts[0].attribute != done.facts[0].attribute and _holds_all(c, done)]
    return wholes[0] if len(wholes) == 1 else None


def _holds_all(whole: Column, part: Column) -> bool:
    """True when a column states at least as many in every row of another, and more in one."""
    pairs = [(_of_row(whole, fact), fact) for fact in part.facts]
    gaps = [(other.value.number or 0) - (fact.value.number or 0) for other, fact in pairs if other is not None]
    return len(gaps) == len(pairs) and min(gaps) >= 0 < max(gaps)


def _of_row(column: Column, fact: Fact) -> Fact | None:
    """The one figure of a column that stands in a fact's row."""
    beside = [f for f in column.facts if f.row == fact.row]
    return beside[0] if len(beside) == 1 else None
