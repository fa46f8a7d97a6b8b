"""Why: what a document states under a heading or label of causes, else the sentences that give a reason."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.draft import Draft, Statement
from answer.evidence import owns
from answer.find import on_own
from answer.patterns import fits, patterns
from answer.rows import Task, shortened
from answer.sections import Section, concerned, is_statement, neighbours, of_the_asked, sections, share, spoken
from answer.values import single_value
from answer.wording import sources_of, subject_parts, support_of
from core.records import Fact, FactSource, NameKind, Status
from core.text import fold
from facts.concepts import Term, term_keys

_MOST = 6
# A section answers when it, its title or the document's first words speak of this share of the question.
_ABOUT = 0.5
# Sections that say nearly as much of the question are all quoted; one whose heading says clearly more is quoted alone.
_AS_WELL = 0.15
# A sentence elsewhere goes before a section when it says this much of the question, and clearly more.
_SENTENCE_SAYS = 0.75
_CLEARLY = 0.2
_REASON_ENOUGH = 0.5
# What a question about causes says of any matter (原因, 起きた): it tells none apart.
_HAPPENING = frozenset(["c:cause", "c:occur", "c:incident", "c:number"])
_SAYS_LITTLE = 0.3
# So many sentences at a document's head say what it is about.
_LEAD = 4


def causes(task: Task) -> Draft | None:
    """The causes that a document gives: all statements of its section of causes, else the sentences that give a reason."""
    telling = patterns()["telling"]
    text = fold(task.query.text, markup=False).text.casefold()
    if task.query.wants & {"date", "period"} and not fits(telling["asks_why"], text):
        return single_value(task)
    task = _from_then_on(task)
    rest = tuple(term for term in task.query.terms if term.key not in _HAPPENING and term.weight > _SAYS_LITTLE)
    documents = concerned(task, rest)
    if fits(telling["asks_which_thing"], text):
        named = _named_as_cause(task, rest, documents)
        if named:
            return _told(task, named)
    stated = _stated(task, rest, documents, text)
    reasons = _reasons(task, rest, documents)
    if stated and not (reasons and (task.query.dates or _says_more(task, rest, reasons[0], stated[0]))):
        explained = [f for f in reasons if rest and fits(telling["why"], text) and _explains(task, rest, f)]
        told = [fact for section in stated for fact in section.facts]
        return _told(task, [*(f for f in explained[:1] if f.span not in [t.span for t in told]), *told])
    return _told(task, reasons) if reasons else _by_search(task, rest)


def _from_then_on(task: Task) -> Task:
    """The task with "after" read as "from then on": what explains a state after a month may lie in that month."""
    dates = tuple(replace(asked, relation="since") if asked.relation == "after" else asked for asked in task.query.dates)
    return Task(replace(task.query, dates=dates), task.finder, task.wording)


def _told(task: Task, facts: Sequence[Fact]) -> Draft:
    """The statements, quoted one by one in the original."""
    wording, chosen = task.wording, list(facts)[:_MOST]
    subject = wording.join(subject_parts(_of_whom(task, chosen[0]), wording, with_period=False, with_subject=False))
    draft = Draft(Status.ANSWERED, stating={fact.document_id for fact in chosen})
    draft.lead.append(Statement(wording.say("why", subject=subject), sources_of(chosen[0]), support_of(chosen[0])))
    draft.items = [
        Statement(wording.say("quote_bare", quote=shortened(_words(task, fact))), sources_of(fact), support_of(fact)) for fact in chosen
    ]
    return draft


def _of_whom(task: Task, fact: Fact) -> Fact:
    """A statement as of its company alone, unless it is of the system asked for."""
    return fact if any(owns(fact, asked) for asked in task.query.names(NameKind.SYSTEM)) else replace(fact, system=None)


def _words(task: Task, fact: Fact) -> str:
    """The words of a statement, a labelled line with its label."""
    if fact.source is not FactSource.LINE:
        return fact.value.text
    return fold(task.finder.store.text(fact.document_id)[fact.span.start : fact.span.end]).text


# --- sections of causes -----------------------------------------------------------------------------------------------


def _stated(task: Task, rest: Sequence[Term], documents: Sequence[str], text: str) -> list[Section]:
    """The sections of causes that speak of what is asked, those of the document that speaks of it best; else sections of background."""
    found = _of_kind(task, "cause", rest, documents)
    told = _of_kind(task, "background", rest, documents)
    asked_for = fits(patterns()["sections"]["background"], text)
    background = [s for s in told if s.labelled or fits(patterns()["telling"]["reason"], s.facts[0].value.text)]
    if asked_for:
        return [*background, *found]
    better = [s for s in told if _heading_share(task, rest, s) >= _ABOUT > max((_heading_share(task, rest, f) for f in found), default=0.0)]
    return better or found or background


def _of_kind(task: Task, kind: str, rest: Sequence[Term], documents: Sequence[str]) -> list[Section]:
    """The sections of a kind with what is of the question's own case and system, where they are about what is asked."""
    found = [replace(s, facts=of_the_asked(task, s)) for s in sections(task, kind, documents)]
    found = [s for s in found if s.facts and not fits(patterns()["telling"]["not_known_yet"], s.facts[0].value.text)] or [
        s for s in found if s.facts
    ]
    if task.query.language == "ja":  # English words are too loosely matched to tell a section by; its document is told as a whole
        found = [s for s in found if _section_share(task, rest, s) >= _ABOUT]
    return _best(task, rest, found)


def _best(task: Task, rest: Sequence[Term], found: list[Section]) -> list[Section]:
    """Of several sections of causes, those that say as much of the question as the best; the newest document's where none says more."""
    said = {id(s): share(task, rest, s.keys) for s in found}
    most = max(said.values(), default=0.0)
    found = [s for s in found if said[id(s)] >= most - _AS_WELL]
    older = {other for s in found for other in task.finder.corpus.superseded.get(s.document.id, ())}
    found = [s for s in found if s.document.id not in older]
    headed = {id(s): _heading_share(task, rest, s) for s in found}
    most = max(headed.values(), default=0.0)
    return [s for s in found if headed[id(s)] >= most - _CLEARLY]


def _heading_share(task: Task, rest: Sequence[Term], section: Section) -> float:
    return share(task, rest, term_keys(section.heading)) if rest else 0.0


def _section_share(task: Task, rest: Sequence[Term], section: Section) -> float:
    """How much of the question a section speaks of, with its document's title and first words, which say what it is all about."""
    return share(task, rest, section.keys | _matter(task, section))


def _matter(task: Task, section: Section) -> frozenset[str]:
    """What a document is about: its title, the headings over the section, and what stands in its first sentences."""
    title = section.document.title or ""
    facts = task.finder.corpus.of_document(section.document.id)
    lead = [f for f in facts if f.section in ("", title, fold(title).text) and f.attribute_key == "about"][:_LEAD]
    return term_keys(f"{fold(title).text} {section.path}").union(*(spoken(f) for f in lead))


def _says_more(task: Task, rest: Sequence[Term], fact: Fact, section: Section) -> bool:
    """True when a sentence elsewhere says clearly more of the question than the section of causes with what its document is about."""
    said = share(task, rest, spoken(fact))
    return said >= _SENTENCE_SAYS and said >= _section_share(task, rest, section) + _CLEARLY


def _explains(task: Task, rest: Sequence[Term], fact: Fact) -> bool:
    """True when a sentence says what is asked after its reason (…ため、…することとした)."""
    *_, effect = re.split(patterns()["telling"]["therefore"][0], fact.value.text)
    return effect != fact.value.text and share(task, rest, term_keys(effect)) >= _SENTENCE_SAYS


# --- reasons in sentences ---------------------------------------------------------------------------------------------


def _reasons(task: Task, rest: Sequence[Term], documents: Sequence[str]) -> list[Fact]:
    """The sentences that say most of the question and give a reason, themselves or in the sentence beside them."""
    told = _statements(task, documents)
    said = {f.id: share(task, rest, spoken(f) | term_keys(f.attribute)) for f in told}
    most = max(said.values(), default=0.0)
    found: list[Fact] = []
    for fact in sorted((f for f in told if said[f.id] >= max(_REASON_ENOUGH, most - _AS_WELL)), key=lambda f: -said[f.id]):
        beside = () if gives_reason(fact) else [f for f in neighbours(told, fact) if f is not None and gives_reason(f)]
        if gives_reason(fact) or beside:
            found += [f for f in (fact, *beside) if f not in found]
    return found[:_MOST] or _of_the_matter(task, rest, documents)


def gives_reason(fact: Fact) -> bool:
    """True for a statement that says why (ため, により …)."""
    return fits(patterns()["telling"]["reason"], fact.value.text)


def _statements(task: Task, documents: Sequence[str]) -> list[Fact]:
    """The statements of some documents that meet the names of the question."""
    return [f for document in documents for f in task.finder.corpus.of_document(document) if is_statement(f) and _admitted(task, f)]


def _admitted(task: Task, fact: Fact) -> bool:
    return task.finder.admits(replace(task.query, literals=()), fact, task.finder.documents[fact.document_id])


def _of_the_matter(task: Task, rest: Sequence[Term], documents: Sequence[str]) -> list[Fact]:
    """What a document says first of the fault that was found, where its title is what is asked (why a recall)."""
    found: list[Fact] = []
    for document in documents:
        title = fold(task.finder.documents[document].title or "").text
        if not rest or share(task, rest, term_keys(title)) < _ABOUT:
            continue
        facts = task.finder.corpus.of_document(document)
        lead = [f for f in facts if f.attribute_key == "about" and f.section in ("", title) and _admitted(task, f)]
        found += [f for f in lead if fits(patterns()["telling"]["found_fault"], f.value.text)][:1]
    return found


def _by_search(task: Task, rest: tuple[Term, ...]) -> Draft | None:
    """The sentences of any document that cover the question and give a reason, where no document is known to be the one asked about."""
    found = on_own(task.finder.sentences(replace(task.query, terms=rest), limit=8), task.query, published=True) if rest else []
    found = [e for e in found if gives_reason(e.fact)]
    best = [e for e in found if e.coverage >= max(x.coverage for x in found) - _AS_WELL]
    return _told(task, [e.fact for e in best]) if best else None


# --- which thing was the cause ----------------------------------------------------------------------------------------


def _named_as_cause(task: Task, rest: Sequence[Term], documents: Sequence[str]) -> list[Fact]:
    """The labelled lines and sentences that name a thing as the cause (原因となった…)."""
    named = patterns()["telling"]["named_as_cause"]
    told = _statements(task, documents)
    found = [f for f in told if fits(named, f"{f.attribute if f.source is not FactSource.SENTENCE else ''} {f.value.text}")]
    return sorted(found, key=lambda f: -share(task, rest, spoken(f)))[:1]
