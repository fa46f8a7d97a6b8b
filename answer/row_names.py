"""What a compared figure is of: the cells that tell its row from the others, as said in a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from answer.columns import mates
from answer.draft import Computed, Source
from answer.evidence import ESSENTIAL, Evidence, is_action
from answer.rows import Task
from answer.wording import Wording, sources_of, subject_parts, support_of
from core.records import Fact, FactSource, ValueKind
from facts.concepts import term_keys
from facts.names import name_key

# From this worth on, a label is what the question asks for, and not only like it.
_SAME = 0.8
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class RowName:
    """A row's name in parts, with the places that show it and what of it was computed."""

    parts: tuple[str, ...] = ()
    support: tuple[Source, ...] = ()
    computed: tuple[Computed, ...] = ()


class RowNames:
    """Names the rows of one comparison: in full for the row that is the answer, and as short as tells them apart in a list."""

    def __init__(self, task: Task, rows: list[Evidence]) -> None:
        self._task = task
        self._wording = task.wording
        self._asked = {e.fact.id: self._asked_cells(e.fact) for e in rows}
        ways: list[Callable[[Evidence], RowName]] = [
            self._cells,
            partial(self._named, of="case"),
            partial(self._named, of="system"),
            self._subject,
            partial(self._named, of="organisation"),
            self._period,
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
        alone = not (evidence.fact.subject or evidence.fact.system or evidence.fact.case or evidence.fact.row)
        if self._labelled or (alone and evidence.fact.source is FactSource.LINE and evidence.fact.attribute_key is None):
            more.append(self._label(evidence))
        return _joined([RowName(tuple(said), support_of(evidence.fact)), *more])

    def short(self, evidence: Evidence) -> RowName:
        """What tells a row from the others that it is shown with."""
        return _joined([way(evidence) for way in self._telling])

    def _cells(self, evidence: Evidence) -> RowName:
        cells = self._asked[evidence.fact.id]
        said = [self._wording.value(cell.value) for cell in cells]
        support = tuple(s for cell in cells for s in (*sources_of(cell), *support_of(cell)))
        return RowName(tuple(text for text, _ in said), support, tuple(c for _, computed in said for c in computed))

    def _asked_cells(self, fact: Fact) -> list[Fact]:
        """The other cells of a row, short and of words, whose heading the question names (どのロット)."""
        return [mate for mate in mates(self._task, fact) if self._is_name(mate) and self._asks_for(mate)]

    def _is_name(self, mate: Fact) -> bool:
        return mate.value.kind in (ValueKind.TEXT, ValueKind.NAME) and len(mate.value.text) <= _LONGEST and mate.attribute_key is None

    def _asks_for(self, mate: Fact) -> bool:
        label = term_keys(mate.attribute)
        asked = [t for t in self._task.query.terms if t.weight >= ESSENTIAL and not is_action(t)]
        return any(key in label and worth >= _SAME for term in asked for key, worth in self._task.finder.matcher.alike(term).items())

    def _named(self, evidence: Evidence, of: str) -> RowName:
        fact = evidence.fact
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
    """The first ways of naming by which the rows differ, as many as it takes to tell them all apart."""
    chosen: list[Callable[[Evidence], RowName]] = []
    apart = 1
    for way in ways:
        more = len({tuple(w(e).parts for w in (*chosen, way)) for e in rows})
        if more > apart:
            chosen, apart = [*chosen, way], more
    return chosen


def _joined(names: list[RowName]) -> RowName:
    parts = dict.fromkeys(part for name in names for part in name.parts)
    return RowName(tuple(parts), tuple(s for name in names for s in name.support), tuple(c for name in names for c in name.computed))


def with_name(value: str, name: RowName, wording: Wording) -> str:
    """A figure with what it is of: 343台（コールセンターシステム）."""
    if not name.parts:
        return value
    said = wording.join(list(name.parts))
    return f"{value}（{said}）" if wording.language == "ja" else f"{value} ({said})"
