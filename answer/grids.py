"""Columns that a question means as a whole: no row alone speaks of all that it asks, but rows, labels and table together do.

「通数が一番少なかったのはどの種類の口座ですか」 is asked of three rows of which only one is called an account (口座). What a column
says is therefore weighed over all its rows, with the labels, the caption and the headings that they stand under.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from answer.evidence import ENOUGH, ESSENTIAL, fits_kind, is_action
from answer.find import FOREIGN_LENIENCE, names_total
from answer.patterns import fits, patterns
from answer.query import Form
from answer.rows import Task
from core.records import Fact, FactSource, NameKind, Value
from facts.concepts import Term, term_keys

# What stands around a column counts a little less than its labels, what only its document speaks of much less.
_AROUND = 0.85
_IN_DOCUMENT = 0.35
_DOING_IN_DOCUMENT = 0.6
# A column itself must say this share of the question, whatever its document speaks of.
OF_ITSELF = 0.35
# Columns that say as much of a question are both meant where they stand in one table.
_AS_WELL = 1e-6
_NEARLY = 0.05
_LABEL_COUNTS = 0.5
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """The facts of one column, and how much of a question is said by it with its document, by its table, and by its own label."""

    facts: tuple[Fact, ...]
    covered: float
    own: float
    label: float

    @property
    def standing(self) -> float:
        """How well it answers: what its own label says tells it from the other columns of its table."""
        return self.own + _LABEL_COUNTS * self.label

    @property
    def table(self) -> tuple[str, str]:
        """The document and the table that it stands in."""
        return self.facts[0].document_id, block_of(self.facts[0])


def block_of(fact: Fact) -> str:
    """The table that a fact stands in, by its place in the document."""
    return (fact.row or "").partition(":")[0]


def column_key(fact: Fact) -> tuple[str, ...]:
    """What the facts of one column have in common; the fact's own id where it stands alone.

    A column is the cells of a table under one heading, the lines under one label (観光客：/ 甲館：10名 / 乙館：5名), or the
    cells and lines of one place that have each their own label.
    """
    if fact.source is FactSource.CELL and fact.row and (fact.subject or not fact.context.endswith(fact.attribute)):
        return (fact.document_id, block_of(fact), fact.attribute)
    if fact.source is FactSource.LINE and fact.subject and fact.attribute_key is None:
        return (fact.document_id, fact.source, fact.attribute)
    if fact.source in (FactSource.CELL, FactSource.LINE) and fact.attribute and fact.attribute_key is None and not fact.subject:
        around = fact.context.removesuffix(fact.attribute)
        if around != fact.context and around.strip():
            return (fact.document_id, "", "", around.strip())
    return (fact.id,)


def columns_meant(task: Task, kind: Callable[[Value], bool], wants: str) -> list[Column]:
    """The column of values of a kind that says most of the question, with those of its table that say as much; or none."""
    found = sorted(columns_of(task, kind, wants), key=lambda c: -c.standing)
    if not found:
        return []
    if asks_for_the_rest(task):
        least = found[0].standing - _NEARLY
        found = [c for c in found if c.table == found[0].table and is_undone(c.facts[0]) and c.standing >= least] or found
    best = found[0]
    alike = [c for c in found if c.standing >= best.standing - _AS_WELL]
    if any(c.table != best.table for c in alike) or (len(alike) > 1 and not best.label):
        return []  # nothing in the question says which of them is meant
    return alike


def asks_for_the_rest(task: Task) -> bool:
    """True for a question of what is left to do (まだ返せていない)."""
    return fits(patterns()["pending"][task.query.language], task.query.text.casefold())


def asks_for_period(task: Task) -> bool:
    """True for a question that asks for the year, month or day of a ranked figure (一番多かったのは何年度ですか)."""
    return "date" in task.query.wants and task.query.form in (Form.LARGEST, Form.SMALLEST)


def is_undone(fact: Fact) -> bool:
    """True for a cell in a column of what is left to do (未返金)."""
    return fits(patterns()["undone"], fact.attribute)


def columns_of(task: Task, kind: Callable[[Value], bool], wants: str) -> list[Column]:
    """Every column of several values of a kind that says enough of the question."""
    least = ENOUGH if task.query.language == "ja" else ENOUGH - FOREIGN_LENIENCE
    weighed = (weigh(task, facts) for facts in _whole_columns(task, kind, wants))
    return [c for c in weighed if c is not None and c.covered >= least and c.own >= OF_ITSELF]


def _whole_columns(task: Task, kind: Callable[[Value], bool], wants: str) -> Iterable[list[Fact]]:
    """The columns of several rows in the documents that speak of all that the question must be about."""
    query, finder = task.query, task.finder
    groups: dict[tuple[str, ...], list[Fact]] = {}
    for document_id in finder.documents_for(query):
        for fact in finder.corpus.of_document(document_id):
            if fact.source not in (FactSource.CELL, FactSource.LINE) or not kind(fact.value):
                continue
            key = column_key(fact)
            if len(key) > 1 and fits_kind(fact.value, frozenset([wants]), query.unit, fact.attribute):
                groups.setdefault(key, []).append(fact)
    for facts in groups.values():
        admitted = of_question(task, facts)
        if len({f.span.end for f in admitted if not names_total(f)}) >= _FEWEST_ROWS:
            yield admitted


def of_question(task: Task, facts: Iterable[Fact]) -> list[Fact]:
    """The facts of a column that are of the question's names and dates; where none names a system, all in a document about that system."""
    query, finder = task.query, task.finder
    facts = list(facts)
    own = [f for f in facts if finder.admits(query, f, finder.documents[f.document_id])]
    if own or not query.names(NameKind.SYSTEM):
        return own
    beside = frozenset([NameKind.SYSTEM])
    return [f for f in facts if finder.admits(query, f, finder.documents[f.document_id], without=beside) and finder.may_be_of(query, f)]


def weigh(task: Task, facts: Iterable[Fact]) -> Column | None:
    """How much of a question the facts of one column say together; None where even their document does not speak of its subject."""
    facts = tuple(facts)
    matcher = task.finder.matcher
    document = matcher.corpus.document_numbers[facts[0].document_id]
    labels = term_keys(facts[0].attribute) if len({f.attribute for f in facts}) == 1 else frozenset[str]()
    rows = frozenset(key for f in facts for key in f.label_terms)
    around = frozenset(key for f in facts for key in f.context_terms)
    units = {f.value.unit for f in facts if f.value.unit}
    subjects = {f.subject for f in facts if f.subject}
    total = covered = own = label = 0.0
    if asks_for_period(task) and any(f.period for f in facts):
        total = covered = own = 1.0  # 「何年度」 asks for what tells the rows apart
    for term in task.query.terms:
        weight = term.weight * matcher.rarity(term)
        total += weight
        alike = matcher.alike(term)
        by_label = max(_worth(alike, labels), 1.0 if _says_unit(term, alike, units) else 0.0)
        named = 1.0 if any(is_called(term, subject) for subject in subjects) else 0.0
        said = max(by_label, named, _worth(alike, rows), _AROUND * _worth(alike, around))
        label += weight * by_label
        own += weight * said
        if not said and matcher.speaking(term)[document]:
            said = _DOING_IN_DOCUMENT if is_action(term) or term.weight < ESSENTIAL else _IN_DOCUMENT
        elif not said and term.weight >= ESSENTIAL:
            return None
        covered += weight * said
    return Column(facts, covered / total, own / total, label / total) if total else None


def is_called(term: Term, name: str | None) -> bool:
    """True when the ending of a name says what it is: 甲町 is a municipality."""
    ending = patterns()["called"].get(term.key)
    return name is not None and ending is not None and fits([ending], name)


def _worth(alike: dict[str, float], keys: frozenset[str]) -> float:
    return max((worth for key, worth in alike.items() if key in keys), default=0.0)


def _says_unit(term: Term, alike: dict[str, float], units: Iterable[str]) -> bool:
    """True when a counter says the term: 通 says 通数, 口座 says accounts."""
    return any(term.text == f"{unit}数" or _worth(alike, term_keys(unit)) >= _AROUND for unit in units)
