"""What is stated for each: every row of the column that a question means."""

import re
from dataclasses import replace

from answer.columns import figures
from answer.draft import Draft
from answer.evidence import Evidence, is_action
from answer.kinds import counts, dates
from answer.listed import listed_cells, listed_items
from answer.row_names import RowNames
from answer.rows import Task, label_covers, value_table
from answer.rows_meant import mates
from answer.values import listing
from core.records import Fact, FactSource, ValueKind
from core.text import fold
from facts.concepts import term_keys
from facts.values import same_unit

_FEWEST_COMPARED = 2
# A doing of this weight says what was done, and is not only how a question asks.
_DONE = 0.7
# What counts anything, and two measures asked for at once (件数と不足額).
_ANY_UNIT = frozenset(["件", "数"])
_TWO_MEASURES = re.compile(r"(?:数|額|率|量)(?:と|、|・|および|及び|ならびに)[^、。]{0,10}?(?:数|額|率|量)")


def each(task: Task) -> Draft | None:
    """What is stated for each: every row of the column that the question means, where it means a column, else what can be listed."""
    wants = task.query.wants
    rows = _of_each(task) if "count" in wants else []
    if "date" in wants and not wants & {"count", "period"}:
        rows = [e for e in figures(task, dates, "date", lambda e: label_covers(e, task)).rows if e.fact.source is FactSource.CELL]
        rows = rows if "system" not in wants or _days_of_systems(rows, task) else []
    if len(rows) > 1:
        return value_table(task, rows, RowNames(task, rows).apart())
    listed = None if wants - {"place", "system"} else (listed_cells(task) or listed_items(task))
    return listed or listing(task)


def _of_each(task: Task) -> list[Evidence]:
    """The figure of every row of the column that the question means; with those of another
    unit in its row, where it asks for two measures.

    「件数」 asks for a number of whatever is counted (58箇所), where nothing is counted in 件.
    """
    rows = figures(task).rows
    if len(rows) < _FEWEST_COMPARED and task.query.unit in _ANY_UNIT:
        rows = figures(replace(task, query=replace(task.query, unit=None))).rows
    if len(rows) < _FEWEST_COMPARED or not _TWO_MEASURES.search(fold(task.query.text).text):
        return rows
    matcher = task.finder.matcher
    return [each for e in rows for each in (e, *(matcher.weigh(task.query, m, task.query.terms) for m in _otherwise_measured(task, e)))]


def _otherwise_measured(task: Task, evidence: Evidence) -> list[Fact]:
    """The figures of the same row that count something else."""
    fact = evidence.fact
    return [m for m in mates(task, fact) if counts(m.value) and not same_unit(m.value.unit, fact.value.unit)]


def _days_of_systems(rows: list[Evidence], task: Task) -> bool:
    """True for one day of each of several systems, under a label that says what the question says was done (復旧日)."""
    label = term_keys(rows[0].fact.attribute) if rows else frozenset()
    done = any(t.key in label for t in task.query.terms if is_action(t) and t.weight >= _DONE)
    return done and all(e.fact.value.kind is ValueKind.DATE for e in rows) and len({e.fact.system for e in rows} - {None}) == len(rows)
