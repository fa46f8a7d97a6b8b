"""The sentences that say best what is asked, quoted: by their own words and the heading that they stand under, not by their document's."""

import re
from collections.abc import Callable

from answer.draft import Draft
from answer.evidence import Evidence
from answer.find import on_own
from answer.patterns import fits, patterns
from answer.rows import Task, quoted
from answer.sections import likeness, share, spoken
from core.records import Fact, FactSource
from facts.concepts import term_keys, terms

_PROSE = 16
_LOOKED_AT = 40
_AS_WELL = 0.08
_REACHED = frozenset(["phone", "mail", "url"])
_MOST = 3
# A statement that says less of the question than this, itself or by its heading, is only near to it.
_SAYS = 0.25
# An English question finds a sentence by its words and by likeness together.
_LIKENESS_COUNTS = 0.5
# What a statement's heading or label says counts nearly as much as its own words.
_BY_HEADING = 0.9
# Under a heading that asks what is asked, and with words that place something, it answers where.
_UNDER_LABEL = 0.3
_PLACED = 0.1
# What surely stands for a word.
_KNOWN = 0.8


def narrative(task: Task, tells: Callable[[Fact], bool] | None = None) -> Draft | None:
    """The best sentences, quoted; only such as `tells` admits, where it is given."""
    near = task.finder.sentences(task.query, limit=_LOOKED_AT)
    told = [e for e in near if len(e.fact.value.text) >= _PROSE or _under_label(task, e.fact)]
    told = [e for e in told if not fits(patterns()["telling"]["announces"], e.fact.value.text) and (tells is None or tells(e.fact))]
    told = [e for e in told if _has_noun(task, e) and _calls_it(task, e.fact)]
    found = _ranked(task, on_own(told, task.query, published=True))
    best = [e for said, e in found if said >= found[0][0] - _AS_WELL][:_MOST]
    best = best or _by_document(task, told)
    return quoted(task, best) if best else None


def _by_document(task: Task, told: list[Evidence]) -> list[Evidence]:
    """The statements that say what is asked with what their document speaks of, where a word of the question finds none by itself: an
    English word, an address that stands alone."""
    by_itself = [e for e in told if task.query.language != "ja" or (task.query.wants & _REACHED and "://" in e.fact.value.text)]
    found = on_own(by_itself, task.query, published=True)
    return [e for e in found if e.score >= found[0].score - _AS_WELL][:_MOST]


def _calls_it(task: Task, fact: Fact) -> bool:
    """True for a statement that may say what a thing is called, where a question asks for that; True where it does not."""
    asks = fits(patterns()["asks_called"][task.query.language], task.query.text.casefold()) and "person" not in task.query.wants
    return not asks or fits(patterns()["says_called"], fact.value.text)


def _has_noun(task: Task, evidence: Evidence) -> bool:
    """True when a document speaks of the noun that a question asks for (in which journals), or the vocabulary does not know the noun."""
    matcher, text = task.finder.matcher, task.query.text.casefold()
    found = next((m for p in patterns()["which_noun"][task.query.language] if (m := re.search(p, text))), None)
    keys = task.finder.corpus.speaks(evidence.document.id)
    for term in terms(found["of"]) if found else ():
        alike = [key for key, worth in matcher.alike(term).items() if worth >= _KNOWN]
        if len(alike) > 1 and keys.isdisjoint(alike):
            return False
    return True


def _ranked(task: Task, told: list[Evidence]) -> list[tuple[float, Evidence]]:
    """The statements that say enough of the question, those that say most of it first; what their document speaks of counts too."""
    scored = [(said_by(task, e.fact), e) for e in told]
    return sorted([(said + e.coverage, e) for said, e in scored if said >= _SAYS], key=lambda pair: -pair[0])


def said_by(task: Task, fact: Fact) -> float:
    """How much of a question a statement says, its heading's words counting nearly as much as its own."""
    own, over = spoken(fact), heading_of(fact)
    said = share(task, task.query.terms, own)
    said += _BY_HEADING * max(0.0, share(task, task.query.terms, own | over) - said)
    if task.query.language != "ja":
        said += _LIKENESS_COUNTS * max(0.0, likeness(task, [fact.value.text]))
    placed = "place" in task.query.wants and fits(patterns()["places"], fact.value.text)
    return said + (_UNDER_LABEL if _under_label(task, fact) else _PLACED if placed else 0.0)


def heading_of(fact: Fact) -> frozenset[str]:
    """What the innermost heading over a statement speaks of."""
    return term_keys(fact.section.rpartition(" > ")[2])


def _under_label(task: Task, fact: Fact) -> bool:
    """True for a statement under a heading that asks what is asked: where (場所), who (関与した者)."""
    heading = fact.section.rpartition(" > ")[2] if fact.source is FactSource.SENTENCE else fact.attribute
    labels = patterns()["labels_of"]
    return any(fits(labels[want], heading) for want in task.query.wants & labels.keys())
