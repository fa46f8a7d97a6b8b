"""Why: what a document states under a heading or label of causes, else the sentences that give a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from answer.draft import Draft, Statement
from answer.evidence import owns
from answer.find import on_own
from answer.patterns import fits, patterns
from answer.reasons import Explanation, explanations
from answer.rows import Task, shortened
from answer.sections import (
    Section,
    concerned,
    documents_named,
    is_statement,
    likeness,
    matter_of,
    names,
    neighbours,
    of_the_asked,
    sections,
    share,
    spoken,
)
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
# A question in words of its own still says this share of what a document is about.
_MAY_BE = 0.3
# What a question about causes says of any matter (原因, 起きた): it tells none apart.
_HAPPENING = frozenset(["c:cause", "c:occur", "c:incident", "c:number"])
_SAYS_LITTLE = 0.3
# A consequence is the one asked about when it says this much of the question; another that says nearly as much is told too.
_EFFECT_SAYS = 0.6
_CLOSE = 0.05
_MOST_EXPLAINED = 2
# An English question reaches Japanese words through word lists only: how like a consequence is counts too.
_LIKENESS_COUNTS = 2.0
# A word of this weight says of what the reason is asked.
_SAYS = 0.7


def causes(task: Task) -> Draft | None:
    """The causes that a document gives: all statements of its section of causes, else the sentences that give a reason."""
    telling = patterns()["telling"]
    text = fold(task.query.text, markup=False).text.casefold()
    if task.query.wants & {"date", "period"} and not fits(telling["asks_why"], text):
        return single_value(task)
    task = _from_then_on(task)
    rest = _consequence(task)
    documents = concerned(task, rest)
    if fits(telling["asks_which_thing"], text):
        named = _named_as_cause(task, rest, documents)
        if named:
            return _told(task, named)
    stated = _stated(task, rest, documents, text)
    explained = _explained(task, rest)
    foreign = task.query.language != "ja"  # its consequence is told by likeness only: what the document calls the cause is told too
    if explained and not (stated and (foreign or _speaks_of_it(task, rest, stated[0]))):
        return _told(task, explained)
    reasons = _reasons(task, rest, documents)
    if stated and not (reasons and (task.query.dates or _says_more(task, rest, reasons[0], stated[0]))):
        told = _nearest_first(task, rest, [fact for section in stated for fact in section.facts])
        return _told(task, [*explained, *told])
    return _told(task, explained or reasons) if explained or reasons else _by_search(task, rest) or _of_its_documents(task, rest)


def _consequence(task: Task) -> tuple[Term, ...]:
    """What a question asks the reason of: its words but for those that any such question says, and for how long it took (3か月)."""
    lengths = patterns()["telling"]["lengths"]
    said = (t for t in task.query.terms if t.key not in _HAPPENING and t.weight > _SAYS_LITTLE)
    return tuple(t for t in said if not fits(lengths, t.text.casefold()))


def _from_then_on(task: Task) -> Task:
    """The task with "after" read as "from then on": what explains a state after a month may lie in that month."""
    dates = tuple(replace(asked, relation="since") if asked.relation == "after" else asked for asked in task.query.dates)
    return Task(replace(task.query, dates=dates), task.finder, task.wording)


def _told(task: Task, facts: Sequence[Fact]) -> Draft:
    """The statements, quoted one by one in the original."""
    wording, chosen = task.wording, _once(facts)[:_MOST]
    subject = wording.join(subject_parts(_of_whom(task, chosen[0]), wording, with_period=False, with_subject=False))
    draft = Draft(Status.ANSWERED, stating={fact.document_id for fact in chosen})
    draft.lead.append(Statement(wording.say("why", subject=subject), sources_of(chosen[0]), support_of(chosen[0])))
    draft.items = [
        Statement(wording.say("quote_bare", quote=shortened(_words(task, fact))), sources_of(fact), support_of(fact)) for fact in chosen
    ]
    return draft


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """Each statement once: none that stands within another (a line with its label, and its sentences)."""
    kept: list[Fact] = []
    for fact in facts:
        if not any(other.document_id == fact.document_id and other.span.covers(fact.span) for other in kept):
            kept.append(fact)
    return kept


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
    telling = patterns()["telling"]
    background = [
        s for s in told if s.labelled or fits(telling["reason"], s.facts[0].value.text) or fits(telling["of_background"], s.heading)
    ]
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
    whole = _with_beside_it(found)
    said = {id(s): share(task, rest, whole[_over(s)]) for s in found}
    most = max(said.values(), default=0.0)
    found = [s for s in found if said[id(s)] >= most - _AS_WELL]
    older = {other for s in found for other in task.finder.corpus.superseded.get(s.document.id, ())}
    found = [s for s in found if s.document.id not in older]
    headed = {id(s): _heading_share(task, rest, s) for s in found}
    most = max(headed.values(), default=0.0)
    return [s for s in found if headed[id(s)] >= most - _CLEARLY]


def _over(section: Section) -> tuple[str, str]:
    """The document and the outermost heading of causes that a section stands under: direct causes and wider ones are of one matter."""
    headings = section.path.split(" > ")
    depth = next((depth for depth, heading in enumerate(headings) if names(heading, "cause")), len(headings) - 1)
    return section.document.id, " > ".join(headings[: depth + 1])


def _with_beside_it(found: list[Section]) -> dict[tuple[str, str], frozenset[str]]:
    """What the sections under one heading of causes speak of together."""
    keys: dict[tuple[str, str], frozenset[str]] = {}
    for section in found:
        keys[_over(section)] = keys.get(_over(section), frozenset()) | section.keys
    return keys


def _heading_share(task: Task, rest: Sequence[Term], section: Section) -> float:
    return share(task, rest, term_keys(section.heading)) if rest else 0.0


def _section_share(task: Task, rest: Sequence[Term], section: Section) -> float:
    """How much of the question a section speaks of, with its document's title and first words, which say what it is all about."""
    return share(task, rest, section.keys | _matter(task, section))


def _matter(task: Task, section: Section) -> frozenset[str]:
    """What a document is about: its title, the headings over the section, and what stands in its first sentences."""
    return matter_of(task, section.document.id) | term_keys(section.path)


def _says_more(task: Task, rest: Sequence[Term], fact: Fact, section: Section) -> bool:
    """True when a sentence elsewhere says clearly more of the question than the section of causes with what its document is about."""
    said = share(task, rest, spoken(fact))
    return said >= _SENTENCE_SAYS and said >= _section_share(task, rest, section) + _CLEARLY


def _nearest_first(task: Task, rest: Sequence[Term], facts: Sequence[Fact]) -> list[Fact]:
    """The statements of sections of causes, before the others those that themselves say what is asked."""
    return sorted(facts, key=lambda fact: not rest or share(task, rest, spoken(fact)) < _SENTENCE_SAYS)


def _speaks_of_it(task: Task, rest: Sequence[Term], section: Section) -> bool:
    """True when a section of causes, by its heading or by what its document is all about, is of what is asked."""
    return share(task, rest, _matter(task, section)) >= _SENTENCE_SAYS or _heading_share(task, rest, section) >= _ABOUT


def _of_its_documents(task: Task, rest: Sequence[Term]) -> Draft | None:
    """What the documents of the company or thing asked about call the cause, where a question puts the matter in words of its own."""
    documents = documents_named(task, rest) if task.query.asked else []
    found = [replace(s, facts=of_the_asked(task, s)) for s in sections(task, "cause", documents)]
    found = _best(task, rest, [s for s in found if s.facts and not fits(patterns()["telling"]["not_known_yet"], s.facts[0].value.text)])
    one_matter = len({_over(s) for s in found}) == 1 and _may_be_of(task, rest, found[0])
    return _told(task, [fact for s in found for fact in s.facts]) if one_matter else None


def _may_be_of(task: Task, rest: Sequence[Term], section: Section) -> bool:
    """True when a question may be about the matter that a section gives the cause of: it says some of what the document is about, and an
    English one nothing that the vocabulary knows and the document does not speak of."""
    if task.query.language == "ja":
        return _section_share(task, rest, section) >= _MAY_BE
    keys = task.finder.corpus.speaks(section.document.id)
    return all(share(task, [t], keys) > 0 for t in rest if t.key.startswith("c:") and t.weight >= _SAYS)


# --- what is explained ------------------------------------------------------------------------------------------------


def _explained(task: Task, rest: Sequence[Term]) -> list[Fact]:
    """The statements that explain just what is asked: its words are the consequence that they give a reason for."""
    if not any(term.weight >= _SAYS for term in rest):
        return []
    documents = documents_named(task, rest) if task.query.asked else concerned(task, rest)
    found = [e for document in documents for e in explanations(_of_asked(task, document))]
    scored = [(_says_effect(task, rest, e), e) for e in found]
    most = max((score for score, _ in scored), default=0.0)
    best = [e for score, e in scored if score >= max(_EFFECT_SAYS, most - _CLOSE)]
    return list(dict.fromkeys(fact for e in best[:_MOST_EXPLAINED] for fact in e.facts))


def _of_asked(task: Task, document: str) -> list[Fact]:
    return [f for f in task.finder.corpus.of_document(document) if is_statement(f) and _admitted(task, f)]


def _says_effect(task: Task, rest: Sequence[Term], explanation: Explanation) -> float:
    """How much of what is asked a consequence says; of an English question its likeness counts too."""
    said = share(task, rest, term_keys(explanation.effect))
    return said if task.query.language == "ja" else said + _LIKENESS_COUNTS * max(0.0, likeness(task, [explanation.effect])) * (said > 0)


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
    """Of documents whose title and first words say what is asked: the fault that they say was found, else what they explain."""
    found: list[Fact] = []
    for document in documents:
        title = fold(task.finder.documents[document].title or "").text
        facts = [f for f in task.finder.corpus.of_document(document) if _admitted(task, f)]
        lead = [f for f in facts if f.attribute_key == "about" and f.section in ("", title)]
        if rest and share(task, rest, term_keys(title)) >= _ABOUT:
            found += [f for f in lead if is_statement(f) and fits(patterns()["telling"]["found_fault"], f.value.text)][:1]
        if not found and rest and share(task, rest, term_keys(title).union(*map(spoken, lead))) >= _ABOUT:
            found += _explaining_best(task, rest, facts)
    return found


def _explaining_best(task: Task, rest: Sequence[Term], facts: Sequence[Fact]) -> list[Fact]:
    """What a document explains, outside of its measures: the explanation that says most of what is asked, the first of several."""
    told = [e for e in explanations(facts) if is_statement(e.facts[-1]) and not _under(e.facts[-1], ("measure", "response"))]
    best = max(told, key=lambda e: share(task, rest, term_keys(f"{e.effect} {e.facts[-1].section}")), default=None)
    return list(best.facts) if best else []


def _under(fact: Fact, kinds: Sequence[str]) -> bool:
    """True for a statement under a heading of one of some kinds of sections."""
    return any(names(heading, kind) for heading in fact.section.split(" > ") for kind in kinds)


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
