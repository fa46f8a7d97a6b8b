"""How long each row of a table took that states its start and its end in two cells (給電停止 14:32, 給電再開 19:45)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from answer.draft import Computed, Draft, Statement
from answer.evidence import ENOUGH, Evidence
from answer.find import FOREIGN_LENIENCE
from answer.grids import OF_ITSELF, block_of, of_question, weigh
from answer.patterns import fits, patterns
from answer.query import Form
from answer.row_names import RowNames, with_name
from answer.rows import Task, rows_computed
from answer.rows_meant import telling_rows
from answer.wording import sources_of, support_of
from core.records import Fact, FactSource, Status, Value, ValueKind
from facts.concepts import meanings
from facts.times import clock_times

_DAY = 24 * 60
_FEWEST_COMPARED = 2
# What a length answers by being computed, whatever the table says of it.
_OF_LENGTHS = frozenset(["c:duration", "c:period", "w:時間", "w:期間", "w:日数"])


@dataclass(frozen=True, slots=True)
class Stretch:
    """The start and the end that one row states, and the minutes between them; `whole_days` where only days are stated."""

    start: Evidence
    end: Evidence
    minutes: float
    whole_days: bool


def longest_stretch(task: Task) -> Draft | None:
    """The row whose end is the farthest from its start, or the nearest, with all that it was compared with."""
    stretches = _stretches(task)
    if len(stretches) < _FEWEST_COMPARED:
        return None
    ranked = sorted(stretches, key=lambda s: s.minutes, reverse=task.query.form is Form.LONGEST)
    top = [s for s in ranked if s.minutes == ranked[0].minutes]
    names = _names(task, ranked)
    draft = Draft(Status.ANSWERED, stating={s.start.fact.document_id for s in ranked}, covers=True)
    draft.lead = [_said(task, s, names, task.query.form.value) for s in top]
    draft.lead.append(_compared(task, ranked, names))
    return draft


def stretch_of_row(task: Task) -> Draft | None:
    """How long the rows that the question names took; None where it names none."""
    stretches = _stretches(task)
    named = telling_rows(task, [s.start for s in stretches])
    if not named or len(named) == len(stretches) > 1:
        return None
    kept = [s for s in stretches if s.start.fact.id in {e.fact.id for e in named}]
    names = _names(task, kept)
    return Draft(Status.ANSWERED, lead=[_said(task, s, names, "duration") for s in kept], stating={kept[0].start.fact.document_id})


def _names(task: Task, stretches: list[Stretch]) -> RowNames:
    """The names of rows, by other cells than those of their starts and ends."""
    return RowNames(task, [s.start for s in stretches], frozenset(e.fact.attribute for s in stretches for e in (s.start, s.end)))


def _said(task: Task, stretch: Stretch, names: RowNames, phrase: str) -> Statement:
    """How long one row took, with its start and its end."""
    wording, name = task.wording, names.full(stretch.start)
    ends = [wording.value(e.fact.value) for e in (stretch.start, stretch.end)]
    between = f"{ends[0][0]}～{ends[1][0]}" if wording.language == "ja" else f"{ends[0][0]} – {ends[1][0]}"
    length = _length(task, stretch)
    text = wording.say(phrase, subject=wording.join(list(name.parts)), value=between, period=between, duration=length)
    computed = (Computed(length, wording.how("period")), *(c for _, found in ends for c in found), *name.computed)
    support = (*name.support, *support_of(stretch.end.fact))
    return Statement(text, (*sources_of(stretch.start.fact), *sources_of(stretch.end.fact)), support, computed)


def _compared(task: Task, ranked: list[Stretch], names: RowNames) -> Statement:
    """All lengths, each with its row and the place of its end."""
    wording = task.wording
    said = [(_length(task, s), names.short(s.start)) for s in ranked]
    texts = [f"{with_name(length, name, wording)}⟦{n}⟧" for n, (length, name) in enumerate(said)]
    lengths = tuple(Computed(length, wording.how("period")) for length, _ in said)
    support = tuple(s for stretch, (_, name) in zip(ranked, said, strict=True) for s in (*support_of(stretch.end.fact), *name.support))
    text = wording.say("compared", count=len(ranked), values=wording.join(texts))
    sources = tuple(source for s in ranked for source in sources_of(s.end.fact))
    named = tuple(c for _, name in said for c in name.computed)
    return Statement(text, sources, support, (*rows_computed(wording, len(ranked)), *lengths, *named))


def _length(task: Task, stretch: Stretch) -> str:
    if stretch.whole_days:
        return task.wording.days(int(stretch.minutes / _DAY))
    return task.wording.clock_length(int(stretch.minutes))


# --- the rows of the table that is meant ------------------------------------------------------------------------------


def _stretches(task: Task) -> list[Stretch]:
    """The starts and ends of the rows of the one table that says enough of the question; none where two say it."""
    query = task.query
    generic = frozenset(patterns()["called_nouns"])
    said = tuple(t for t in query.terms if meanings(t.key).isdisjoint(_OF_LENGTHS) and t.text not in generic)
    plain = replace(task, query=replace(query, terms=said))
    least = ENOUGH if query.language == "ja" else ENOUGH - FOREIGN_LENIENCE
    found: list[tuple[float, list[Stretch]]] = []
    for pairs in _tables(plain):
        column = weigh(plain, [fact for pair in pairs for fact in pair])
        if column is not None and column.covered >= least and column.own >= OF_ITSELF:
            found.append((column.standing, [s for pair in pairs if (s := _stretch(plain, *pair))]))
    best = max((standing for standing, _ in found), default=0.0)
    alike = [stretches for standing, stretches in found if standing == best]
    return alike[0] if len(alike) == 1 else []


def _tables(task: Task) -> Iterable[list[tuple[Fact, Fact]]]:
    """Of each table with a column of starts and one of ends, the pairs of its rows."""
    finder = task.finder
    for document_id in finder.documents_for(task.query):
        tables: dict[str, list[Fact]] = {}
        for fact in finder.corpus.of_document(document_id):
            if fact.source is FactSource.CELL and fact.row and _is_moment(fact.value):
                tables.setdefault(block_of(fact), []).append(fact)
        for facts in tables.values():
            starts, ends = _edges(facts)
            pairs = [(s, e) for s in of_question(task, starts) for e in ends if s.row == e.row]
            if pairs:
                yield pairs


def _edges(facts: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The cells of starts and of ends, where a table has one column of each."""
    labels = list(dict.fromkeys(f.attribute for f in facts))
    ends = [label for label in labels if fits(patterns()["span_ends"], label)]
    starts = [label for label in labels if label not in ends and fits(patterns()["span_starts"], label)]
    if len(ends) != 1 or len(starts) != 1:
        return [], []
    return [f for f in facts if f.attribute == starts[0]], [f for f in facts if f.attribute == ends[0]]


def _is_moment(value: Value) -> bool:
    """True for a time of day or a day."""
    if value.kind is ValueKind.TIME:
        return value.number is not None
    return value.kind is ValueKind.DATE and value.start is not None and value.precision == "day"


def _stretch(task: Task, start: Fact, end: Fact) -> Stretch | None:
    """The stretch of one row; an end before its start on the clock is of the day after."""
    one, other = start.value, end.value
    if one.kind is not other.kind:
        return None
    if one.kind is ValueKind.TIME:
        minutes = ((other.number or 0) - (one.number or 0)) % _DAY
        days = False
    else:
        assert one.start is not None and other.start is not None
        between, days = _between_dates(one, other)
        minutes = between
    weighed = [task.finder.matcher.weigh(task.query, fact, task.query.terms) for fact in (start, end)]
    return Stretch(weighed[0], weighed[1], minutes, days) if minutes >= 0 else None


def _between_dates(one: Value, other: Value) -> tuple[float, bool]:
    """The minutes between two dates, to the minute where both state a time; and whether only days are told."""
    assert one.start is not None and other.start is not None
    apart = (other.start - one.start).days * _DAY
    times = [clock_times(value.text) for value in (one, other)]
    if all(len(found) == 1 for found in times):
        first, last = (int(t[0].split(":")[0]) * 60 + int(t[0].split(":")[1]) for t in times)
        return apart + last - first, False
    return apart, True
