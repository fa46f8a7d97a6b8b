"""What a question asks of a document as a whole: how many cases it numbers, of what day it is."""

import re
import unicodedata
from collections.abc import Iterable

from answer.draft import Computed, Draft, Row, Source, Statement
from answer.evidence import ESSENTIAL, publishes
from answer.patterns import fits, patterns
from answer.rows import Task
from core.records import Fact, NameKind, Status
from core.text import fold
from facts.concepts import Term, meanings, term_keys
from facts.values import counters

_COUNTED = frozenset(["件", "つ", "個"])
_FEWEST = 2
# Words on the document itself, of which a question about its cases or its day is none the less one.
_OF_DOCUMENTS = frozenset(["c:disclosure", "c:report", "c:publish", "c:number", "c:company", "c:publication_date"])
# So many characters from its beginning, a document says what it is.
_HEAD = 400
_OF_HEAD = 0.8
_MOST_READ = 60


def numbered_cases(task: Task) -> Draft | None:
    """How many cases (事案①, 事案②) the one document reports that numbers its cases, each with the place that names it."""
    query = task.query
    asked = [t for t in query.terms if meanings(t.key).isdisjoint(_OF_DOCUMENTS)]
    if not any("c:incident" in meanings(t.key) for t in asked) or any(t.weight >= ESSENTIAL for t in asked) or query.dates:
        return None
    if query.unit is not None and _COUNTED.isdisjoint(counters(query.unit)):
        return None
    documents = [d for d in task.finder.documents_for(query) if _is_of_asked(task, d)]
    numbered = [cases for document in documents if _runs_on(cases := _cases(task, document)) and len(cases) >= _FEWEST]
    if len(numbered) != 1:
        return None
    wording, rows = task.wording, [_row(fact, name, task) for name, fact in sorted(numbered[0].items())]
    said = wording.count(len(rows), "件")
    lead = Statement(wording.say("count", value=said), rows[0].sources, (), (Computed(said, wording.how("count")),))
    columns = (wording.column("organisation"), wording.column("system"), wording.column("case"))
    stating = {fact.document_id for fact in numbered[0].values()}
    return Draft(Status.ANSWERED, lead=[lead], columns=columns, rows=rows, stating=stating, covers=True)


def _cases(task: Task, document_id: str) -> dict[str, Fact]:
    """The cases that statements of a document are of, each with the first such statement that names a system where one does."""
    found: dict[str, Fact] = {}
    for fact in task.finder.corpus.of_document(document_id):
        if fact.case and fact.case_span and (fact.case not in found or (fact.system and not found[fact.case].system)):
            found[fact.case] = fact
    return found


def _is_of_asked(task: Task, document_id: str) -> bool:
    """True for a document that a company asked about publishes, where one is asked about."""
    names = task.query.names(NameKind.ORGANISATION)
    return not names or any(publishes(task.finder.documents[document_id], name) for name in names)


def _runs_on(cases: Iterable[str]) -> bool:
    """True for cases numbered from one on without a gap: these are all that there are."""
    digits = [re.findall(r"\d+", unicodedata.normalize("NFKC", case)) for case in cases]
    numbers = sorted(int(found[-1]) for found in digits if found)
    return len(numbers) == len(digits) and numbers == list(range(1, len(numbers) + 1))


def _row(fact: Fact, name: str, task: Task) -> Row:
    places = [span for span in (fact.case_span, fact.organisation_span, fact.system_span) if span is not None]
    wording = task.wording
    cells = tuple(wording.name(cell) if cell else wording.say("not_stated") for cell in (fact.organisation, fact.system))
    return Row((*cells, name), tuple(Source(fact.document_id, place) for place in places))


def day_of_document(task: Task) -> Draft | None:
    """The day of the one document whose beginning says all that the question says of it (いつの会合の資料)."""
    query = task.query
    if query.wants != {"date"} or query.dates or not fits(patterns()["of_when"][query.language], fold(query.text).text.casefold()):
        return None
    asked = [t for t in query.terms if meanings(t.key).isdisjoint(_OF_DOCUMENTS)]
    if not any(t.weight >= ESSENTIAL for t in asked):
        return None
    documents = task.finder.documents_for(query)
    meant = [document for document in documents if _heads(task, asked, document)] if len(documents) <= _MOST_READ else []
    day = task.finder.documents[meant[0]].published if len(meant) == 1 else None
    places = task.finder.disclosure(meant[0]) if day else None
    if day is None or places is None or places.published_span is None:
        return None
    said = task.wording.day(day)
    spans = [span for span in (places.published_span, places.title_span) if span is not None]
    text = task.wording.say("value", value=said, subject=places.title) if places.title else task.wording.say("value_bare", value=said)
    return Draft(Status.ANSWERED, lead=[Statement(text, tuple(Source(meant[0], span) for span in spans))], stating={meant[0]})


def _heads(task: Task, asked: list[Term], document_id: str) -> bool:
    """True for a document that says at its beginning all that is asked of it."""
    document = task.finder.documents[document_id]
    head = term_keys(f"{document.title or ''} {document.publisher or ''} {fold(task.finder.store.text(document_id)[:_HEAD]).text}")
    return all(any(key in head and worth >= _OF_HEAD for key, worth in task.finder.matcher.alike(term).items()) for term in asked)
