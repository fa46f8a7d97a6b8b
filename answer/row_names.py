"""What a compared figure is of: the cells that tell its row from the others, as said in a sentence."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from answer.evidence import ESSENTIAL, Evidence, is_action
from answer.grids import block_of
from answer.rows import RowName, Task
from answer.rows_meant import mates
from answer.wording import Wording, sources_of, subject_parts, support_of
from core.records import Fact, FactSource, ValueKind
from facts.concepts import term_keys
from facts.names import name_key

# From this worth on, a label is what the question asks for, and not only like it.
_SAME = 0.8
_LONGEST = 40


class RowNames:
    """Names the rows of one comparison: in full for the row that is the answer, and as short as tells them apart in a list."""

    def __init__(self, task: Task, rows: list[Evidence], without: frozenset[str] = frozenset()) -> None:
        """`without` are the labels of cells that name no row (the end of a stretch that is told itself)."""
        self._task = task
        self._wording = task.wording
        self._rows = rows
        self._mates = {e.fact.id: [m for m in mates(task, e.fact) if m.attribute not in without and self._is_name(m, e.fact)] for e in rows}
        self._asked = {e.fact.id: [m for m in self._mates[e.fact.id] if self._asks_for(m)] for e in rows}
        self._keys = self._key_headings()
        ways: list[Callable[[Evidence], RowName]] = [
            self._cells,
            partial(self._named, of="case"),
            partial(self._named, of="system"),
            self._subject,
            partial(self._named, of="organisation"),
            self._period,
            self._key_cell,
            self._label,
        ]
        self._telling = _telling(ways, rows)
        self._dated = len({self._period(e).parts for e in rows}) > 1
        self._labelled = len({name_key(e.fact.attribute) for e in rows if e.fact.subject}) > 1

    def full(self, evidence: Evidence) -> RowName:
        """Whose a figure is and what it is of, with the cells of its row that the question asks for."""
        said = subject_parts(evidence.fact, self._wording)
        more = [self._cells(evidence)]
        if self._dated:
            more.append(self._period(evidence))
        if self._key_cell in self._telling:
            more.append(self._key_cell(evidence))
        fact = evidence.fact
        alone = not (fact.subject or fact.system or fact.case or fact.row) and fact.source is FactSource.LINE and fact.attribute_key is None
        if alone or self._labelled or self._label in self._telling:
            more.append(self._label(evidence))
        return _joined([RowName(tuple(said), support_of(evidence.fact)), *more])

    def short(self, evidence: Evidence) -> RowName:
        """What tells a row from the others that it is shown with."""
        return _joined([way(evidence) for way in self._telling])

    def apart(self) -> dict[str, RowName]:
        """By the id of its figure, the cells of a row that the question asks for, or that alone tell it from another row."""
        if self._cells in self._telling:
            return {e.fact.id: self._cells(e) for e in self._rows}
        if self._key_cell not in self._telling:
            return {}
        others = [way for way in self._telling if way != self._key_cell]
        said = {e.fact.id: tuple(way(e).parts for way in others) for e in self._rows}
        again = Counter(said.values())
        return {e.fact.id: self._key_cell(e) for e in self._rows if again[said[e.fact.id]] > 1}

    def _cells(self, evidence: Evidence) -> RowName:
        return self._said(self._asked[evidence.fact.id])

    def _key_cell(self, evidence: Evidence) -> RowName:
        return self._said([m for m in self._mates[evidence.fact.id] if m.attribute == self._keys.get(_table(evidence.fact))][:1])

    def _said(self, cells: list[Fact]) -> RowName:
        said = [self._wording.value(cell.value) for cell in cells]
        support = tuple(s for cell in cells for s in (*sources_of(cell), *support_of(cell)))
        return RowName(tuple(text for text, _ in said), support, tuple(c for _, computed in said for c in computed))

    def _key_headings(self) -> dict[tuple[str, str], str]:
        """For each table the heading of its first column whose cells all differ, of words before dates."""
        tables: dict[tuple[str, str], list[Evidence]] = {}
        for evidence in self._rows:
            if evidence.fact.row:
                tables.setdefault(_table(evidence.fact), []).append(evidence)
        found = {}
        for table, rows in tables.items():
            cells = [m for e in rows for m in self._mates[e.fact.id]]
            headings = dict.fromkeys(m.attribute for m in sorted(cells, key=lambda m: m.value.kind in (ValueKind.DATE, ValueKind.PERIOD)))
            key = next((h for h in headings if len({m.value.text for m in cells if m.attribute == h}) == len(rows) > 1), None)
            if key is not None:
                found[table] = key
        return found

    def _is_name(self, mate: Fact, fact: Fact) -> bool:
        """True for another cell of a row that is short and of words or a date, and not the row's subject again."""
        short = mate.value.kind in (ValueKind.TEXT, ValueKind.NAME, ValueKind.DATE, ValueKind.PERIOD) and len(mate.value.text) <= _LONGEST
        return short and mate.attribute_key is None and mate.source is FactSource.CELL and mate.value.text != fact.subject

    def _asks_for(self, mate: Fact) -> bool:
        if mate.value.kind in (ValueKind.DATE, ValueKind.PERIOD):
            return False
        label = term_keys(mate.attribute)
        asked = [t for t in self._task.query.terms if t.weight >= ESSENTIAL and not is_action(t)]
        return any(key in label and worth >= _SAME for term in asked for key, worth in self._task.finder.matcher.alike(term).items())

    def _named(self, evidence: Evidence, of: str) -> RowName:
        fact = evidence.fact
        if of == "organisation" and fact.subject and fact.row and any(e.fact.row and e.fact.subject is None for e in self._rows):
            return self._subject(evidence)  # other rows are called like companies (星見浦空港), this one is not (青磁空港)
        name = {"case": fact.case, "system": fact.system, "organisation": fact.organisation}[of]
        return RowName((self._wording.name(name),), support_of(fact)) if name else RowName()

    def _subject(self, evidence: Evidence) -> RowName:
        subject = evidence.fact.subject
        return RowName((subject,), support_of(evidence.fact)) if subject and len(subject) <= _LONGEST else RowName()

    def _period(self, evidence: Evidence) -> RowName:
        fact = evidence.fact
        if fact.period is None or fact.value.kind is not ValueKind.COUNT:
            return RowName()
        said, computed = self._wording.value(fact.period)
        return RowName((said,), support_of(fact), computed)

    def _label(self, evidence: Evidence) -> RowName:
        label = self._wording.attribute(evidence.fact)
        return RowName((label,), support_of(evidence.fact)) if label and len(label) <= _LONGEST else RowName()


def _telling(ways: list[Callable[[Evidence], RowName]], rows: list[Evidence]) -> list[Callable[[Evidence], RowName]]:
    """The first ways of naming by which the rows differ, as many as it takes to tell them all apart; those that name every row first."""
    chosen: list[Callable[[Evidence], RowName]] = []
    apart = 1
    for way in sorted(ways, key=lambda way: not all(way(e).parts for e in rows)):
        more = len({tuple(w(e).parts for w in (*chosen, way)) for e in rows})
        if more > apart:
            chosen, apart = [*chosen, way], more
    return chosen


def _table(fact: Fact) -> tuple[str, str]:
    return fact.document_id, block_of(fact)


def _joined(names: list[RowName]) -> RowName:
    said = list(dict.fromkeys(part for name in names for part in name.parts))
    # 「第2棟 3-A」 says 「3-A」 already.
    parts = [part for part in said if not any(other.endswith(f" {part}") for other in said)]
    return RowName(tuple(parts), tuple(s for name in names for s in name.support), tuple(c for name in names for c in name.computed))


def with_name(value: str, name: RowName, wording: Wording) -> str:
    """A figure with what it is of: 343台（コールセンターシステム）."""
    if not name.parts:
        return value
    said = wording.join(list(name.parts))
    return f"{value}（{said}）" if wording.language == "ja" else f"{value} ({said})"
