"""A question as constraints and a form: the records between reading a question and answering it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.records import NameKind, ValueKind
from facts.concepts import Term


class Form(StrEnum):
    """What shape of answer a question asks for."""

    VALUE = "value"
    LIST = "list"
    COUNT = "count"
    SUM = "sum"
    DIFFERENCE = "difference"
    LARGEST = "largest"
    SMALLEST = "smallest"
    EARLIEST = "earliest"
    LATEST = "latest"
    LONGEST = "longest"
    SHORTEST = "shortest"
    COMPARE = "compare"
    ON_DATE = "on_date"
    TIMELINE = "timeline"
    YES_NO = "yes_no"
    WHAT_IS = "what_is"
    WHY = "why"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class Asked:
    """A name in a question: the full names that it may stand for, and how it was written."""

    kind: NameKind
    canonical: tuple[str, ...]
    surface: str

    @property
    def known(self) -> bool:
        """True when the store knows such a name."""
        return bool(self.canonical)


@dataclass(frozen=True, slots=True)
class AskedDate:
    """A date in a question: first and last day that it covers, its precision, and "on", "upto", "before", "since", "after" or "as_of"."""

    start: date
    end: date
    precision: str
    relation: str
    surface: str
    kind: ValueKind = ValueKind.DATE
    bare: bool = False

    def admits(self, first: date | None, last: date | None) -> bool:
        """True when a stated date or period meets the constraint."""
        if first is None:
            return False
        if self.relation == "before":
            return first < self.start or (self.start <= first <= self.end and self.precision != "day")
        if self.relation in ("upto", "as_of"):
            return first <= self.end
        if self.relation == "after":
            return first > self.end
        if self.relation == "since":
            return first >= self.start
        last = last or first
        if self.bare and self.precision == "day":
            return (first.month, first.day) == (self.start.month, self.start.day)
        return self.start <= first and last <= self.end


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event that a question counts from (受領した後に): what it is about, "before" or "after", and `nearest` for what came next to it.

    `dates` are those that the question gives it.
    """

    terms: tuple[Term, ...]
    relation: str
    nearest: bool = False
    dates: tuple[AskedDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Two events of which a question asks which came first: `asks` "which", "before_or_after", or puts forward "before" or "after"."""

    first: tuple[Term, ...]
    second: tuple[Term, ...]
    asks: str


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a follow-up's date lies from that of the question before (前年, the next day): `step` of "year", "month" or "day"."""

    unit: str
    step: int


@dataclass(frozen=True, slots=True)
class Query:
    """A question as constraints. `wants` are the kinds of value asked for; `terms` what remains of its content.

    `units` are all counters that it asks in where it asks for several figures (何件、いくら), `unit` the first of them; `between` is what
    it says of two events, where it asks how long it was from one to the other, `order` where it asks which came first. What only a
    follow-up can be: `elliptical` names only what differs from the question before, `partitive` asks of its answer (そのうち),
    `other` of the other of two, `shift` of another year or day, `same_day` of the same; `kept` are the words that it took over,
    `row` those of the row that a question before it named. `asks` is the part of `text` that asks, `told` what is said before it.
    `put` are the words of a follow-up that `text` says in full, `of_row` the row or column that it names, comparable;
    `otherwise` is how else it may be meant, where nothing answers it so, and `before` the question before, where it asks of its answer.
    """

    text: str
    language: str
    form: Form
    wants: frozenset[str] = frozenset()
    unit: str | None = None
    asked: tuple[Asked, ...] = ()
    dates: tuple[AskedDate, ...] = ()
    terms: tuple[Term, ...] = ()
    negative: bool = False
    followup: bool = False
    inherited: tuple[str, ...] = ()
    pronoun: bool = False
    numbers: tuple[float, ...] = field(default=())
    literals: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    anchor: "Anchor | None" = None
    units: tuple[str, ...] = ()
    between: tuple[tuple[Term, ...], ...] = ()
    order: "Order | None" = None
    elliptical: bool = False
    partitive: bool = False
    other: bool = False
    same_day: bool = False
    shift: Shift | None = None
    kept: tuple[Term, ...] = ()
    row: tuple[str, ...] = ()
    asks: str = ""
    told: tuple[Term, ...] = ()
    put: str = ""
    of_row: str = ""
    otherwise: "Query | None" = None
    before: "Query | None" = None

    def names(self, kind: NameKind) -> tuple[Asked, ...]:
        """The names of a kind that the question puts as constraints."""
        return tuple(asked for asked in self.asked if asked.kind is kind)
