"""Where: what stands under a label or heading of places, else the sentence that says where the matter of a document came about."""

from answer.draft import Draft
from answer.evidence import ESSENTIAL, is_action
from answer.narrative import heading_of
from answer.patterns import fits, patterns
from answer.rows import Task, quoted
from answer.sections import bare_heading, concerned, documents_named, matter_of, share, spoken
from core.records import Fact, FactSource, ValueKind
from facts.concepts import Term, term_keys

# What any question for a place says.
_OF_ANY = frozenset(["c:site", "c:occur", "c:incident"])
_OF_THE_MATTER = 0.6
_SURELY = 0.7
_DOES = 0.5
_LABELLED = 0.5
_HAPPENED = 0.3
_OVERVIEW = 0.2
_SAYS = 0.5
_WORDS = (ValueKind.TEXT, ValueKind.LIST, ValueKind.NAME)


def where_it_happened(task: Task) -> Draft | None:
    """Where the matter of a document came about, where a question asks for that place alone."""
    query = task.query
    if (
        query.wants != frozenset(["place"])
        or query.negative
        or not fits(patterns()["where_happened"][query.language], query.text.casefold())
    ):
        return None
    rest = [t for t in query.terms if t.key not in _OF_ANY]
    documents = documents_named(task, query.terms) if query.asked else concerned(task, query.terms)
    found = [(score, fact) for document in documents for fact in _told(task, document) if (score := _scored(task, rest, fact)) >= _SAYS]
    best = max(found, key=lambda pair: pair[0], default=None)
    return quoted(task, [task.finder.evidence(query, best[1])]) if best else None


def _told(task: Task, document: str) -> list[Fact]:
    """The statements in words of a document that meet the names of the question, but for those on whom to turn to."""
    facts = task.finder.corpus.of_document(document)
    told = [
        f for f in facts if f.value.kind in _WORDS and f.attribute_key in (None, "about") and not fits(patterns()["of_contact"], f.section)
    ]
    return [f for f in told if task.finder.admits(task.query, f, task.finder.documents[document])]


def _scored(task: Task, rest: list[Term], fact: Fact) -> float:
    """How well a statement says where what is asked came about; 0 where the document is not about it."""
    own = spoken(fact) | heading_of(fact)
    about = matter_of(task, fact.document_id)
    if share(task, rest, own | about) < _OF_THE_MATTER or not _speaks_of_all(task, rest, fact):
        return 0.0
    heading = bare_heading(fact.section.rpartition(" > ")[2] if fact.source is FactSource.SENTENCE else fact.attribute)
    labelled = fits(patterns()["labels_of"]["place"], heading)
    happened = fact.source is FactSource.SENTENCE and fits(patterns()["happened_at"], fact.value.text)
    if not labelled and not happened:
        return 0.0
    return share(task, rest, own) + _LABELLED * labelled + _HAPPENED * happened + _OVERVIEW * ("概要" in heading)


def _speaks_of_all(task: Task, rest: list[Term], fact: Fact) -> bool:
    """True when a document speaks of every thing that a question must be about, and is about what is asked to have been done."""
    keys = task.finder.corpus.speaks(fact.document_id) | term_keys(task.finder.documents[fact.document_id].title or "")
    done = spoken(fact) | matter_of(task, fact.document_id)
    return all(
        share(task, [t], done if is_action(t) else keys) >= _SURELY for t in rest if t.weight >= (_DOES if is_action(t) else ESSENTIAL)
    )
