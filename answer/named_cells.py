"""Figures that a question names by the labels that they stand under: two rows of one column, or two columns of one row.

Where the labels of a table stand in the question word for word (北瀬県と南瀬県の影響回線数の差), they say which of its figures are meant,
whatever else the question says: which word it uses for what is counted, or that it asks いくら.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from answer.differences import difference_of
from answer.draft import Draft
from answer.evidence import Evidence
from answer.extremes import ranked
from answer.find import names_total
from answer.measured import is_of_what_is_asked
from answer.patterns import compiled, fits, patterns
from answer.query import Query
from answer.rows import Task, one_value
from answer.rows_meant import Figures
from answer.sheets import sheets, speaks_of_all
from answer.sums import sum_of
from core.records import Fact
from core.text import fold

_PAIR = 2


def set_against(task: Task) -> Draft | None:
    """The difference of the two figures whose labels a question names; None where it names other than two."""
    if "duration" in task.query.wants and not task.query.unit:
        return None
    pair = _best(task, _pairs(task))
    return difference_of(task, pair) if pair else None


def added_up(task: Task) -> Draft | None:
    """The sum of the figures of the rows that a question names, where it names some of a column and not all."""
    rows = _best(task, _some_rows(task))
    return sum_of(task, Figures(rows)) if rows else None


def whole_with(task: Task) -> Draft | None:
    """The total of a column of which a question names one row as included (還付加算金を含めて); None where it includes no row."""
    found = []
    for sheet in sheets(task):
        if sheet.includes_row():
            totals = [f for f in sheet.in_unit() if names_total(f)]
            found += totals if len(totals) == 1 and speaks_of_all(task, totals) else []
    return one_value(task, task.finder.evidence(task.query, found[0])) if len(found) == 1 else None


def one_of_two(task: Task) -> Draft | None:
    """Which of the rows that a question names has more, where it asks for one of them (どちらが多い)."""
    if not fits(patterns()["either"][task.query.language], task.query.text.casefold()):
        return None
    rows = _best(task, _some_rows(task, whole=True))
    return ranked(task, rows, {e.fact.id: e.fact.value.number or 0 for e in rows}) if rows else None


# --- what is meant ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """Figures that may be meant, how many labels of their table the question names, and how surely that of their column."""

    facts: tuple[Fact, ...]
    named: int
    column: float

    @property
    def standing(self) -> tuple[int, float]:
        """How well it answers."""
        return self.named, self.column


def _best(task: Task, choices: Iterable[Choice]) -> list[Evidence]:
    """The figures that are meant; none where two choices say as much, or where they are of something else than is asked."""
    found = sorted(choices, key=lambda choice: choice.standing, reverse=True)
    older = {old for choice in found for old in task.finder.corpus.superseded.get(choice.facts[0].document_id, ())}
    found = [
        c for c in found if c.facts[0].document_id not in older and speaks_of_all(task, c.facts) and is_of_what_is_asked(task, c.facts)
    ]
    if not found or (len(found) > 1 and found[0].standing == found[1].standing):
        return []
    return [task.finder.matcher.weigh(task.query, fact, task.query.terms) for fact in found[0].facts]


def _pairs(task: Task) -> Iterator[Choice]:
    """The pairs of figures that a question may set against each other."""
    every = list(sheets(task))
    most = max((sheet.rows_named for sheet in every), default=0)
    for sheet in (sheet for sheet in every if sheet.rows_named == most):
        rows = [Choice(tuple(own), sheet.named, said) for own, said in sheet.columns_of_named_rows() if len(own) == _PAIR]
        columns = [Choice(tuple(own), sheet.named, 0.0) for own in sheet.named_columns_of_row() if len(own) == _PAIR]
        yield from (columns or rows) if sheet.rows_named == 1 else (rows or columns)


def _some_rows(task: Task, *, whole: bool = False) -> Iterator[Choice]:
    """The figures of the rows that a question names, two at least; of all rows of a column with `whole`, or where it lists them itself."""
    listed = _number_listed(task.query)
    for sheet in sheets(task):
        surely = sheet.rows_named >= _PAIR and sheet.rows_named == (listed or sheet.rows_named)
        if not surely and not (sheet.rows_named and sheet.rows_told == listed):
            continue
        for own, said in sheet.columns_of_named_rows(surely=surely):
            every = [f for f in sheet.facts if f.attribute == own[0].attribute and not names_total(f)]
            if len(own) >= _PAIR and (whole or not surely or len(own) < len(every)):
                yield Choice(tuple(own), sheet.named, said)


def _number_listed(query: Query) -> int:
    """How many things a question lists that it adds up (従業員・荷主・お届け先を合わせて); 0 where it lists none."""
    text = fold(query.text).text.casefold()
    for pattern in patterns()["added_up"][query.language]:
        match = compiled(pattern).search(text)
        if match:
            return len([part for part in compiled(patterns()["listing"][query.language][0]).split(match["of"]) if part.strip()])
    return 0
