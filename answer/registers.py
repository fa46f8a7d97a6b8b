"""Lists of what several companies published: their rows counted, the first and the last of them, the one that says something."""

import re
from collections.abc import Iterable
from dataclasses import replace

from answer.draft import Draft
from answer.events import RECORD_TERMS, counted_rows, event_table
from answer.evidence import ESSENTIAL, Evidence
from answer.find import on_own
from answer.moments import event_statement
from answer.patterns import fits, patterns
from answer.query import Form, Query
from answer.rows import Task, stated_values
from answer.wording import sources_of
from core.records import Fact, FactSource, Status
from core.text import fold
from facts.concepts import Term, meanings, term_keys
from facts.names import name_key
from facts.values import counters

_QUOTED = re.compile(r"[「『“\"](?P<words>[^「」『』“”\"]{4,})[」』”\"]")
_BRACKETS = re.compile(r"[((][^()()]*[))]")
_EXTREMES = frozenset([Form.EARLIEST, Form.LATEST])
_COUNTING = frozenset([Form.COUNT, Form.LIST, Form.VALUE, Form.MEASURES])
_COUNTED = frozenset(["件", "回", "つ", "本", "個"])
_OF_COMPANIES = frozenset(["社", "事業者", "企業", "者"])
# From this worth on, a word says what is asked for, and is not only like it.
_SAME = 0.8
# A word of this weight tells rows apart where some of them say it.
_NARROWS = 0.6
_SEVERAL = 2
_MOST_TOLD = 4


def from_register(task: Task) -> Draft | None:
    """What a list of dated publications of several companies says: how many, the first or last, whose one is; None where none is asked."""
    query = task.query
    quoted = _quoted_words(query)
    if not quoted and not fits(patterns()["register"][query.language], fold(query.text).text.casefold()):
        return None
    if quoted and query.wants and query.wants <= {"organisation", "date"} and query.form not in _EXTREMES:
        return _told(task, [e for e in _rows(task, ()) if _holds(task, e, quoted)], quoted)
    if quoted or not (query.form in _EXTREMES or "count" in query.wants or "place" in query.wants):
        return None
    rows = _rows(task, _asked_of_rows(query))
    if not rows:
        return None
    if query.form in _EXTREMES:
        return _extreme(task, rows)
    if "count" in query.wants:
        return _count(task, rows) if query.form in _COUNTING else None
    return _where(task, rows)


# --- rows -------------------------------------------------------------------------------------------------------------


def _rows(task: Task, terms: tuple[Term, ...]) -> list[Evidence]:
    """The rows of such lists that are of the companies and days asked for, and say what else is asked of them."""
    query = replace(task.query, wants=frozenset(), terms=(), literals=(), figures=(), numbers=(), unit=None, units=())
    found = task.finder.facts(query, kinds=False, enough=0.0, key="event", only=_is_row)
    several = {d: len(_companies(task, d)) >= _SEVERAL for d in {e.fact.document_id for e in found}}
    listed = [e for e in on_own(found, query) if several[e.fact.document_id]]
    rows = list({(e.fact.document_id, e.fact.row): e for e in reversed(listed)}.values())
    of_records = any(not meanings(term.key).isdisjoint(_PUBLICATIONS) for term in task.query.terms)
    for term in terms:
        saying = [e for e in rows if _says(task, term, _words_of(task, e.fact))]
        over = [e for e in rows if of_records and _says(task, term, _words_over(task, e.fact))]
        rows = saying or over or ([] if term.weight >= ESSENTIAL else rows)
    return sorted(rows, key=lambda e: (e.fact.document_id, e.fact.span))


def _is_row(fact: Fact) -> bool:
    return fact.source is FactSource.ENTRY and fact.row is not None and fact.period is not None and fact.organisation is not None


def _companies(task: Task, document_id: str) -> set[str]:
    """The companies that the dated rows of a document are of."""
    return {
        name_key(f.organisation or "") for f in task.finder.corpus.of_document(document_id) if f.attribute_key == "event" and _is_row(f)
    }


def _asked_of_rows(query: Query) -> tuple[Term, ...]:
    """What a question says of the rows themselves: not that they are publications, not what brackets add to a name."""
    added = {key for brackets in _BRACKETS.findall(query.text) for key in term_keys(brackets)}
    return tuple(
        t for t in query.terms if t.weight >= _NARROWS and t.key not in added and meanings(t.key).isdisjoint(RECORD_TERMS | _ABOUT_LISTS)
    )


_PUBLICATIONS = frozenset(["c:publish", "c:disclosure", "c:title"])
_ABOUT_LISTS = frozenset(["c:url", "c:site", "c:list", "c:table"])


def _row_facts(task: Task, fact: Fact) -> Iterable[Fact]:
    return (f for f in task.finder.corpus.of_document(fact.document_id) if f.row == fact.row)


def _words_of(task: Task, fact: Fact) -> frozenset[str]:
    return frozenset(key for f in _row_facts(task, fact) for key in term_keys(f.value.text))


def _words_over(task: Task, fact: Fact) -> frozenset[str]:
    """What is said over a list: the title of its document and its headings."""
    return term_keys(f"{task.finder.documents[fact.document_id].title or ''} {fact.section}")


def _says(task: Task, term: Term, keys: frozenset[str]) -> bool:
    return any(key in keys and worth >= _SAME for key, worth in task.finder.matcher.alike(term).items())


def _quoted_words(query: Query) -> tuple[str, ...]:
    return tuple(_bare(match["words"]) for match in _QUOTED.finditer(query.text))


def _holds(task: Task, evidence: Evidence, quoted: tuple[str, ...]) -> bool:
    """True when each quotation stands in a cell of the row."""
    cells = [_bare(f.value.text) for f in _row_facts(task, evidence.fact)]
    return all(any(words in cell for cell in cells) for words in quoted)


def _bare(text: str) -> str:
    return fold(text).text.replace(" ", "")


# --- answers ----------------------------------------------------------------------------------------------------------


def _told(task: Task, rows: list[Evidence], quoted: tuple[str, ...]) -> Draft | None:
    """Whose the rows are and of when, with the cell that says the words quoted."""
    if not rows or len(rows) > _MOST_TOLD:
        return None
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in rows})
    for row in rows:
        cell = next(f for f in _row_facts(task, row.fact) if quoted[0] in _bare(f.value.text))
        said = event_statement(row, task.wording)
        draft.lead.append(replace(said, sources=tuple(dict.fromkeys((*said.sources, *sources_of(cell))))))
    return draft


def _extreme(task: Task, rows: list[Evidence]) -> Draft:
    """The first or last of the rows, all of one day together."""
    days = [e.fact.period.start for e in rows if e.fact.period and e.fact.period.start]
    day = max(days) if task.query.form is Form.LATEST else min(days)
    top = [e for e in rows if e.fact.period and e.fact.period.start == day]
    if len(top) > _MOST_TOLD:
        return event_table(task, top, task.wording.say("timeline", count=len(top)))
    return Draft(Status.ANSWERED, lead=[event_statement(e, task.wording) for e in top], stating={e.fact.document_id for e in top})


def _count(task: Task, rows: list[Evidence]) -> Draft | None:
    """How many rows, or of how many companies, as the counter asks."""
    asked = set(counters(task.query.unit)) if task.query.unit else set()
    if "organisation" in task.query.wants or asked & _OF_COMPANIES:
        firsts = list({name_key(e.fact.organisation or ""): e for e in reversed(rows)}.values())[::-1]
        return counted_rows(task, event_table(task, firsts, ""), "社")
    if asked and asked.isdisjoint(_COUNTED):
        return None
    return counted_rows(task, event_table(task, rows, ""), "件")


def _where(task: Task, rows: list[Evidence]) -> Draft | None:
    """Where the rows say that they are published: the cell under such a heading."""
    cells = [
        replace(row, fact=fact)
        for row in rows
        for fact in _row_facts(task, row.fact)
        if fact.source is FactSource.CELL and fits(patterns()["published_where"], fact.attribute)
    ]
    return stated_values(task, cells) if cells else None
