"""When nothing meets every constraint: which constraint it is, what near it is stated, and for whom the thing asked for is."""

from dataclasses import replace
from datetime import date

from answer.draft import Draft, Source, Statement
from answer.evidence import ESSENTIAL, Evidence, concerns, publishes
from answer.find import distinct
from answer.moments import event_statement
from answer.preamble import echoed
from answer.query import Asked
from answer.rows import Task
from answer.wording import sources_of, subject_parts, support_of
from core.records import DocumentInfo, FactSource, NameKind, Status, ValueKind
from facts.concepts import Term
from facts.names import name_key

_NEAREST = 2
_LOOKED_AT = 40
_MOST_DOCUMENTS = 4
_NEAR_ENOUGH = 0.3
# A word of this rarity stands in so few statements that one which holds it is near to the question.
_TELLING = 0.75
_SHORT = 120
# The marks that stand for citations in a statement, and the quotation marks that it puts around what was asked.
_NO_MARKS = str.maketrans("⟦⟧[]「」", "〔〕〔〕『』")


def refuse(task: Task) -> Draft:
    """What is not in the disclosures, and what near it is."""
    draft = Draft(Status.NOT_FOUND)
    for explain in (_unknown_name, _wrong_premise, _nothing_on_date, _nothing_stated):
        if explain(task, draft):
            return draft
    draft.lead.append(Statement(task.wording.say("nothing")))
    return draft


def _unknown_name(task: Task, draft: Draft) -> bool:
    """A name that no document has."""
    for asked in task.query.asked:
        if not asked.known:
            phrase = "unknown_system" if asked.kind is NameKind.SYSTEM else "unknown_organisation"
            draft.lead.append(Statement(task.wording.say(phrase, name=asked.surface), echo=task.query.text))
            draft.closing.extend(_nearest(task, frozenset([asked.kind])))
            return True
    return False


def _wrong_premise(task: Task, draft: Draft) -> bool:
    """A system (or case) that the documents describe as another company's."""
    companies = task.query.names(NameKind.ORGANISATION)
    for system in (*task.query.names(NameKind.SYSTEM), *task.query.names(NameKind.CASE)):
        if not companies:
            return False
        of_system = [f for f in task.finder.of_name(system) if concerns(f, task.finder.documents[f.document_id], system)]
        if not of_system or any(concerns(f, task.finder.documents[f.document_id], company) for f in of_system for company in companies):
            continue
        shown = next((f for f in of_system if f.organisation and f.system and f.system_span and f.organisation_span), None)
        if shown is None or shown.system_span is None or shown.organisation_span is None:
            continue
        owners = {f.organisation: f for f in of_system if f.organisation}
        wording = task.wording
        text = wording.say(
            "wrong_premise",
            system=wording.name(shown.system or ""),
            owners=wording.join([wording.name(name) for name in owners if name]),
            asked=companies[0].surface,
        )
        draft.lead.append(
            Statement(
                text,
                (Source(shown.document_id, shown.system_span), Source(shown.document_id, shown.organisation_span)),
                tuple(s for f in owners.values() for s in support_of(f)),
                echo=task.query.text,
            )
        )
        draft.closing.extend(_nearest(task, frozenset([NameKind.SYSTEM, NameKind.CASE])))
        return True
    return False


def _nothing_on_date(task: Task, draft: Draft) -> bool:
    """A date for which nothing fits: the nearest dated statements of the same subject."""
    query, wording = task.query, task.wording
    if not query.dates:
        return False
    when = wording.join([asked.surface.strip() for asked in query.dates])
    draft.lead.append(Statement(wording.say("nothing_on_date", who=_who(task), date=when), echo=task.query.text))
    events = [
        e
        for e in task.finder.facts(replace(query, dates=(), wants=frozenset()), kinds=False, enough=0.0, lenient=True, key="event")
        if e.fact.period
    ]
    target = query.dates[0].start.toordinal()
    events = [e for e in events if e.fact.period and e.fact.period.start and not query.dates[0].bare]
    events.sort(key=lambda e: abs(e.fact.period.start.toordinal() - target) if e.fact.period and e.fact.period.start else 0)
    draft.closing.extend(event_statement(e, wording) for e in events[:_NEAREST])
    draft.closing.extend(_documents_of(task, {e.fact.document_id for e in events[:_NEAREST]}))
    return True


def _nothing_stated(task: Task, draft: Draft) -> bool:
    """The subject is known, but what is asked is not stated of it: its nearest facts, and who states it."""
    # What follows the question may be anything, an instruction among it.
    asked = echoed(task.query.text.strip(), task.query.language).translate(_NO_MARKS).strip(" .。？?！!\n")
    text = task.wording.say("nothing_for", question=asked if len(asked) <= _SHORT else asked[:_SHORT] + "…")
    draft.lead.append(Statement(text, echo=task.query.text))
    near = _nearest(task, frozenset())
    draft.closing.extend([*near, *_documents_of(task, {source.document_id for s in near for source in s.sources})])
    if task.query.asked:
        draft.closing.extend(_elsewhere(task))
    return True


def _who(task: Task) -> str:
    names = [asked.surface.strip() for asked in task.query.asked]
    return task.wording.say("of", task.wording.join(names)) if names else ""


def _nearest(task: Task, without: frozenset[NameKind]) -> list[Statement]:
    """The nearest statements about the same subject, said in full with their sources."""
    query = replace(task.query, dates=(), wants=frozenset(), asked=tuple(a for a in task.query.asked if a.known and a.kind not in without))
    if not query.asked:
        # Without a name, only a word that few statements hold says what is near.
        query = replace(query, terms=_telling(task))
        if not query.terms:
            return []
    near = task.finder.facts(query, kinds=False, enough=_NEAR_ENOUGH, lenient=True)
    found = distinct([e for e in near if e.fact.source is not FactSource.SENTENCE or e.fact.value.kind is ValueKind.TEXT][:_LOOKED_AT])
    return [_near_statement(e, task) for e in found[:_NEAREST]]


def _documents_of(task: Task, cited: set[str]) -> list[Statement]:
    """What the documents of the company or thing asked for are about, by their titles, newest first, where they are not cited yet."""
    own = [d for d in task.finder.documents.values() if any(_is_of(d, asked, task) for asked in task.query.asked)]
    own.sort(key=lambda d: d.published or date.min, reverse=True)
    found = []
    for document in (d for d in own if d.id not in cited):
        facts = task.finder.corpus.of_document(document.id)
        titles = [f for f in facts if f.attribute_key == "metadata" and f.value.kind is ValueKind.TEXT]
        if titles:
            text = task.wording.say("title_of", who=task.wording.name(titles[0].organisation or ""), title=titles[0].value.text)
            found.append(Statement(text, sources_of(titles[0]), support_of(titles[0])))
    return found[:_MOST_DOCUMENTS]


def _is_of(document: DocumentInfo, asked: Asked, task: Task) -> bool:
    """True when a document is of the company asked for, or names the system or thing asked for."""
    if asked.kind is NameKind.ORGANISATION:
        return publishes(document, asked)
    return asked.kind is not NameKind.CASE and bool(
        {name_key(name) for name in asked.canonical} & task.finder.corpus.names.get(document.id, frozenset())
    )


def _telling(task: Task) -> tuple[Term, ...]:
    """The words of the question that few statements hold."""
    return tuple(t for t in task.query.terms if t.weight >= ESSENTIAL and _TELLING <= task.finder.matcher.rarity(t) < 1.0)


def _near_statement(evidence: Evidence, task: Task) -> Statement:
    fact, wording = evidence.fact, task.wording
    said, computed = wording.value(fact.value)
    if fact.attribute_key == "event" and fact.period is not None:
        return event_statement(evidence, wording)
    label = wording.attribute(fact) if fact.source in (FactSource.CELL, FactSource.LINE) else ""
    subject = wording.join([*subject_parts(fact, wording, with_period=False), *([label] if label else [])])
    if fact.value.kind is ValueKind.MARK:
        parts = subject_parts(fact, wording, with_period=False, with_subject=False)
        text = wording.say("marked", attribute=wording.attribute(fact), value=fact.value.text, subject=wording.join(parts))
        return Statement(text, sources_of(fact), support_of(fact))
    if fact.value.kind is ValueKind.TEXT:
        return Statement(wording.say("stated", quote=_cut(fact.value.text), subject=subject), sources_of(fact), support_of(fact))
    return Statement(wording.say("value", value=said, subject=subject), sources_of(fact), support_of(fact), computed)


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"


def _elsewhere(task: Task) -> list[Statement]:
    """For whom the documents do state what was asked."""
    query = replace(task.query, asked=(), dates=())
    if not any(term.weight >= 0.9 for term in query.terms):
        return []
    owners: dict[str, Evidence] = {}
    for evidence in task.finder.facts(query, only=lambda fact: fact.organisation is not None):
        name = evidence.fact.organisation
        if name and not any(_is(name, asked) for asked in task.query.asked):
            owners.setdefault(name_key(name), evidence)
    if not owners:
        return []
    shown = list(owners.values())[:6]
    names = [f"{task.wording.name(e.fact.organisation or '')}⟦{n}⟧" for n, e in enumerate(shown)]
    sources = tuple(s for e in shown for s in sources_of(e.fact))
    support = tuple(s for e in shown for s in support_of(e.fact))
    return [Statement(task.wording.say("elsewhere", owners=task.wording.join(names)), sources, support)]


def _is(name: str, asked: Asked) -> bool:
    return name_key(name) in {name_key(other) for other in asked.canonical}
