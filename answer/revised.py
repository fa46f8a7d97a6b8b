"""How far a figure moved from one report of a matter to the next, or by a correction: what was said before beside what is said now."""

import copy
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from answer.columns import figures
from answer.differences import difference_of
from answer.draft import Draft
from answer.evidence import Evidence
from answer.find import is_total
from answer.kinds import counts
from answer.newest import restates, says_version
from answer.patterns import fits, patterns
from answer.query import Form, Query
from answer.reports import report_number
from answer.rows import Task
from answer.rows_meant import PART
from core.records import Fact, FactSource
from core.text import fold
from facts.concepts import Term, meanings
from facts.terms import load_versions
from facts.values import same_unit

# What a question says of the reports that it compares and of the way that the figure went: no figure has to speak of it.
_OF_THE_REPORTS = frozenset(
    f"c:{key}"
    for key in (
        *("first_report", "second_report", "third_report", "fourth_report", "final_report", "provisional", "correction"),
        *("exceed", "increase", "decrease"),
        *("change", "report", "publish", "number", "company", "disclosure"),
    )
)
_MONEY = frozenset(["c:amount", "c:overcharge", "c:charge", "c:fee", "c:price", "c:cost"])
_ANYTHING, _YEN = "件", "円"
# Words of this weight say what the figure is of; a pair has to say this share of them.
_SAYS = 0.4
_ENOUGH = 0.6
# Of pairs that say as much, rounding apart.
_AS_WELL = 0.02


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure as it was said before and as it is said now."""

    before: Fact
    after: Fact


def revised(task: Task) -> Draft | None:
    """The difference of a figure's two versions, where the question sets reports or versions against each other and means one figure."""
    query = task.query
    text = fold(query.text, markup=False).text.casefold()
    if query.between or "duration" in query.wants or not fits(patterns()["revised"][query.language], text):
        return None
    query = replace(query, terms=_of_the_figure(query.terms))
    if query.unit == _YEN and not _of_money(query):
        query = replace(query, unit=None, units=())  # how much it grew says nothing of money
    pair = _best(task, query, _within_documents(task, query)) or _across_documents(task, query)
    return difference_of(task, pair) if pair else None


def _of_the_figure(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The words of a question that say what its figure is of."""
    return tuple(t for t in terms if t.weight >= _SAYS and meanings(t.key).isdisjoint(_OF_THE_REPORTS))


def _within_documents(task: Task, query: Query) -> Iterator[Revision]:
    """The figures of the question's documents that these state in two versions, in its unit."""
    documents: dict[str, list[Fact]] = defaultdict(list)
    for fact in task.finder.of_names(query):
        if counts(fact.value) and task.finder.admits(query, fact, task.finder.documents[fact.document_id]):
            documents[fact.document_id].append(fact)
    for facts in documents.values():
        for revision in (*_by_label(facts), *_by_sentence(facts, _reports_asked(query))):
            if _in_unit(revision.after, query):
                yield revision


def _in_unit(fact: Fact, query: Query) -> bool:
    """True for a figure in the unit that is asked in; 件 asks for a number of anything, and no number is an amount of money."""
    if query.unit is None or query.unit == _ANYTHING:
        return fact.value.unit != _YEN or (query.unit is None and _of_money(query))
    return same_unit(fact.value.unit, query.unit)


def _of_money(query: Query) -> bool:
    return any(not meanings(term.key).isdisjoint(_MONEY) for term in query.terms)


def _by_label(facts: Sequence[Fact]) -> Iterator[Revision]:
    """Two figures of one row, or of one heading, that are labelled as said before and as said now (誤, 正)."""
    labelled = [fact for fact in facts if says_version(fact) and fact.source is not FactSource.SENTENCE]
    for before, after in permutations(labelled, 2):
        if restates(after, before) and same_unit(before.value.unit, after.value.unit):
            yield Revision(before, after)


def _by_sentence(facts: Sequence[Fact], asked: frozenset[int]) -> Iterator[Revision]:
    """The two figures of a unit that a sentence on an earlier report holds, or its only one and the last that was stated before it.

    A sentence on another report than the question names is left out.
    """
    told = sorted((fact for fact in facts if fact.source is FactSource.SENTENCE), key=lambda fact: (fact.span.start, fact.id))
    for fact in told:
        numbers = _numbered(fact.context)
        if not fits(patterns()["said_before"], fact.context) or (asked and numbers and not numbers & asked):
            continue
        alike = [other for other in told if same_unit(other.value.unit, fact.value.unit) and other.section == fact.section]
        beside = [other for other in alike if other.span == fact.span]
        above = [other for other in alike if other.span.end <= fact.span.start]
        if len(beside) == 2 and fact is not beside[0]:
            yield Revision(*beside)
        elif len(beside) == 1 and above and fits(patterns()["says_anew"], fact.context):
            yield Revision(fact, above[-1])


def _numbered(text: str) -> set[int]:
    """The numbers of the reports that a text names (第二報)."""
    return {report_number(match.group()) for match in re.finditer(load_versions().numbered, fold(text, markup=False).text)}


def _reports_asked(query: Query) -> frozenset[int]:
    """The numbers of the earlier reports that a question names."""
    keys = {meaning for term in query.terms for meaning in meanings(term.key)}
    numbers = _numbered(query.text) | {n for n, key in ((1, "c:first_report"), (2, "c:second_report")) if key in keys}
    return frozenset(numbers)


def _best(task: Task, query: Query, found: Iterable[Revision]) -> list[Evidence]:
    """The two versions of the one figure that the question means; none where two figures say as much of it."""
    weighed = []
    for revision in found:
        pair = [task.finder.matcher.weigh(query, fact, query.terms) for fact in (revision.before, revision.after)]
        said = max(e.own for e in pair)
        if said >= _ENOUGH:
            whole = not PART.match(revision.after.subject or ""), revision.after.value.unit == query.unit
            weighed.append((whole, said, pair))
    most = max(((whole, said) for whole, said, _ in weighed), default=((False, False), 0.0))
    best = [pair for whole, said, pair in weighed if whole == most[0] and said >= most[1] - _AS_WELL]
    best = [pair for pair in best if is_total(pair[1])] or best
    return best[0] if len({tuple(e.fact.value.number for e in pair) for pair in best}) == 1 else []


def _across_documents(task: Task, query: Query) -> list[Evidence]:
    """The question's figure as an earlier report states it and as the last report of that matter does."""
    corpus = task.finder.corpus
    named = {fact.document_id for fact in task.finder.of_names(query)}
    newest = [new for new in corpus.superseded if new in named and not any(new in older for older in corpus.superseded.values())]
    asked = _reports_asked(task.query)
    pairs = []
    for new in newest:
        olds = sorted(corpus.superseded[new], key=lambda d: str(task.finder.documents[d].published) if d in task.finder.documents else "")
        numbered = [old for old in olds if report_number(fold(corpus.documents[old].title or "").text) in asked]
        for old in (numbered or olds)[:1]:
            found = [_figure_of(task, query, document) for document in (old, new)]
            pairs += [[one for one in found if one]] if all(found) else []
    return pairs[0] if len(pairs) == 1 and same_unit(pairs[0][0].fact.value.unit, pairs[0][1].fact.value.unit) else []


def _figure_of(task: Task, query: Query, document_id: str) -> Evidence | None:
    """The one figure of a document that is meant: its total, else its only one."""
    if document_id not in task.finder.documents:
        return None
    finder = copy.copy(task.finder)
    finder.documents = {document_id: task.finder.documents[document_id]}
    found = figures(replace(task, finder=finder, query=replace(query, form=Form.SUM, wants=frozenset(["count"]))))
    meant = next((each for each in (found.totals, found.rows) if len(each) == 1), [])
    return meant[0] if meant else None
