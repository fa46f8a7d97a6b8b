"""Evidence as statements and tables: one value in a sentence, several in rows, narrative as a quotation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from answer.draft import Computed, Draft, Row, Source, Statement
from answer.evidence import Evidence
from answer.find import Finder
from answer.query import Query
from answer.wording import Wording, sources_of, subject_parts, support_of
from core.records import Fact, FactSource, Status, ValueKind
from core.text import fold
from facts.concepts import term_keys

MOST_ROWS = 60


_QUOTE = 220


@dataclass(frozen=True, slots=True)
class Task:
    """A query with what answers it: where evidence is found and how it is worded."""

    query: Query
    finder: Finder
    wording: Wording


@dataclass(frozen=True, slots=True)
class RowName:
    """What a figure is of, in parts, with the places that show it and what of it was computed."""

    parts: tuple[str, ...] = ()
    support: tuple[Source, ...] = ()
    computed: tuple[Computed, ...] = ()


def label_covers(evidence: Evidence, task: Task) -> bool:
    """True when the label itself speaks of what is asked, not only what stands around it."""
    label = term_keys(evidence.fact.attribute)
    return not task.query.terms or any(
        key in label for term in task.query.terms if term.weight >= 0.6 for key in task.finder.matcher.alike(term)
    )


def shortened(text: str, length: int = _QUOTE) -> str:
    """A text cut at a sentence or comma, the cut marked."""
    if len(text) <= length:
        return text
    cut = max(text.rfind("。", 0, length), text.rfind("、", 0, length))
    return re.sub(r"[0-9,.]+$", "", text[: cut if cut > length // 2 else length]) + "…"


def rows_computed(wording: Wording, count: int) -> tuple[Computed, ...]:
    return (Computed(str(count), wording.how("rows")),)


def stated_values(task: Task, found: list[Evidence]) -> Draft:
    """One value in a sentence, several in a table."""
    return one_value(task, found[0]) if len(found) == 1 else value_table(task, found)


def one_value(task: Task, evidence: Evidence) -> Draft:
    fact, wording = evidence.fact, task.wording
    said, computed = wording.value(fact.value)
    parts = subject_parts(fact, wording)
    text = wording.say("value", value=said, subject=wording.join(parts)) if parts else wording.say("value_bare", value=said)
    if fact.source is FactSource.SENTENCE or (fact.source is FactSource.LINE and fact.attribute_key != "metadata"):
        text += (" " if wording.language == "en" else "") + wording.say("quote_bare", quote=_around(task, fact))
    draft = Draft(Status.ANSWERED, lead=[Statement(text, sources_of(fact), support_of(fact), computed)], stating={fact.document_id})
    draft.covers = not any(asked.known for asked in task.query.asked)
    return draft


def _around(task: Task, fact: Fact) -> str:
    """The sentence or labelled line that a value was read from."""
    return shortened(fold(task.finder.store.text(fact.document_id)[fact.span.start : fact.span.end]).text)


def value_table(task: Task, found: list[Evidence], told: Mapping[str, RowName] = MappingProxyType({})) -> Draft:
    """Several values: one row each, with only the columns in which they differ or that identify them.

    `told` names rows, by the id of their fact, that nothing else tells apart.
    """
    wording = task.wording
    found = sorted(found[:MOST_ROWS], key=lambda e: (e.document.published or date.max, e.document.file, e.fact.span.start))
    attribute = wording.attribute(found[0].fact) if len({e.fact.attribute for e in found}) == 1 else ""
    said = wording.say("several", attribute=attribute, count=len(found)) if attribute else wording.say("several_bare", count=len(found))
    computed = rows_computed(wording, len(found))
    lead = Statement(said, sources_of(found[0].fact), support_of(found[0].fact), computed)
    draft = Draft(Status.ANSWERED, lead=[lead], stating={e.fact.document_id for e in found}, covers=True)
    shown = _identifying(found)
    shown += ["subject"] if told and "subject" not in shown else []
    draft.columns = (*(wording.column(name) for name in shown), wording.column("value"))
    for evidence in found:
        value, computed = wording.value(evidence.fact.value)
        name = told.get(evidence.fact.id, RowName())
        cells = tuple(_named_cell(evidence, column, name, wording) for column in shown)
        computed = (*computed, *_period_computed(evidence, shown, wording), *name.computed)
        draft.rows.append(Row((*cells, value), sources_of(evidence.fact), (*support_of(evidence.fact), *name.support), computed))
    return draft


def _named_cell(evidence: Evidence, column: str, name: RowName, wording: Wording) -> str:
    """The cell of a column, with what tells the row apart in that of its subject."""
    if column != "subject" or not name.parts:
        return cell_text(evidence, column, wording)
    return wording.join([*([cell_text(evidence, column, wording)] if evidence.fact.subject else []), *name.parts])


def _period_computed(evidence: Evidence, shown: list[str], wording: Wording) -> tuple[Computed, ...]:
    """The year that a row's period took from elsewhere, where the period is shown."""
    return wording.value(evidence.fact.period)[1] if "period" in shown and evidence.fact.period and _raw(evidence, "period") else ()


def _identifying(found: list[Evidence]) -> list[str]:
    """The columns that say what each row is of."""
    shown = ["organisation"]
    for name in ("system", "case", "subject", "period"):
        if any(_raw(e, name) for e in found):
            shown.append(name)
    labels = {e.fact.attribute for e in found}
    if len(labels) > 1:
        shown.append("attribute")
    return shown


def _raw(evidence: Evidence, name: str) -> str | None:
    fact = evidence.fact
    if name == "period":
        return fact.period.text if fact.period and (fact.value.kind is ValueKind.COUNT or fact.period.kind is ValueKind.DATE) else None
    return {
        "organisation": fact.organisation,
        "system": fact.system,
        "case": fact.case,
        "subject": fact.subject,
        "attribute": fact.attribute,
    }[name]


def cell_text(evidence: Evidence, name: str, wording: Wording) -> str:
    raw = _raw(evidence, name)
    if not raw:
        return "—" if name in ("case", "subject", "period", "attribute") else wording.say("not_stated")
    if name == "period" and evidence.fact.period:
        return wording.value(evidence.fact.period)[0]
    return wording.name(raw) if name in ("organisation", "system") else shortened(raw)


def quoted(task: Task, found: list[Evidence], phrase: str = "stated") -> Draft:
    """Narrative: quoted in the original, short, the cut marked."""
    wording = task.wording
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found})
    for evidence in found:
        fact = evidence.fact
        subject = wording.join(subject_parts(fact, wording, with_period=False, with_subject=False))
        text = wording.say(phrase, quote=shortened(fact.value.text), subject=subject)
        draft.lead.append(Statement(text, sources_of(fact), support_of(fact)))
    return draft
