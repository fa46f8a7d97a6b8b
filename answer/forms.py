"""One function per form of question: from evidence to a draft. A function returns None where its evidence does not answer."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from answer.define import definitions
from answer.draft import Computed, Draft, Row, Statement
from answer.evidence import ESSENTIAL, Evidence, fits_kind, is_action
from answer.find import Finder, alike_facts, distinct, is_total, on_own, same_thing
from answer.question import Form, Query
from answer.wording import Wording, sources_of, subject_parts, support_of
from core.records import Fact, FactSource, NameKind, Status, ValueKind
from core.text import fold
from facts.concepts import Term, term_keys
from facts.names import name_key
from facts.terms import load_concepts
from facts.values import find_values, same_unit

_MOST_ROWS = 60
_QUOTE = 220
_MARK_ENOUGH = 0.4
# A sentence names a system or company for the question when it covers this share of it.
_SENTENCE_NAMES = 0.75
# What a question about a table of marks says of the marks themselves.
_ABOUT_MARKS = frozenset(
    ["c:view", "c:viewable", "c:information_item", "c:customer_info", "c:customer", "c:number", "c:usage", "c:system", "c:masking"]
)
_REASON = re.compile(
    r"ため|ことから|により|によって|原因|ことで|なかったこと|漏れていた|不足|希薄|十分でな|至りません|できておりません|認識"
)


@dataclass(frozen=True, slots=True)
class Task:
    """A query with what answers it: where evidence is found and how it is worded."""

    query: Query
    finder: Finder
    wording: Wording


def answer(task: Task) -> Draft | None:
    """The draft for a query, by its form; None when nothing meets its constraints."""
    return _FORMS[task.query.form](task)


# --- one value, several values ----------------------------------------------------------------------------------------


def _value(task: Task) -> Draft | None:
    wants = task.query.wants
    if task.query.dates and not wants and not [t for t in task.query.terms if not is_action(t) and t.key not in _RECORD_TERMS]:
        return _on_date(task)
    if "duration" in wants:
        drafted = _duration(task)
        if drafted:
            return drafted
    found = _typed(task) if "count" in wants and "time" not in wants else []
    if not found and wants & {"organisation", "system"}:
        drafted = _names(task)
        if drafted:
            return drafted
    marks = _marks(task)
    if marks:
        return _table(task, marks)
    found = found or ([] if "time" in wants else _typed(task))
    if found and not (wants & {"date", "period"} and _event_says_more(task, found[0])):
        return _stated(task, found)
    if "time" in wants:
        return _narrative(task)
    if wants & {"date", "period"}:
        drafted = _dated_event(task)
        if drafted:
            return drafted
    if "count" in wants and task.query.unit in (None, "件", "回", "つ") and not _counted_things(task.query):
        events = _records(task)
        if events:
            return _counted(task, _event_table(task, events, ""), task.query.unit or "件")
    if wants & {"count", "phone", "url", "mail", "duration"}:
        return _narrative_with_figure(task)
    if wants & {"date", "period"} and not (wants & {"person", "place"}):
        return None
    return _text_value(task) or _narrative(task)


def _event_says_more(task: Task, typed: Evidence) -> bool:
    """True when a dated statement covers the question clearly better than the best labelled date, whose label is not what is asked."""
    label = term_keys(typed.fact.attribute)
    doings = [t for t in task.query.terms if is_action(t) and t.weight >= ESSENTIAL - 0.1]
    if typed.fact.source in (FactSource.CELL, FactSource.LINE) and doings and all(t.key in label for t in doings):
        return False
    events = [e for e in task.finder.facts(replace(task.query, wants=frozenset()), kinds=False) if e.fact.attribute_key == "event"]
    return bool(events) and max(e.coverage for e in events) > typed.coverage + 0.1


def _narrative_with_figure(task: Task) -> Draft | None:
    """The sentence that covers the question and holds a value of the kind asked for, quoted."""
    found = [e for e in on_own(task.finder.sentences(task.query, enough=0.7), task.query) if _holds(e.fact.value.text, task.query)]
    return _quoted(task, found[:1]) if found else None


def _holds(text: str, query: Query) -> bool:
    """True when a text holds a value of the kind asked for; a count must have a counter, the one asked in where one is."""
    wants = query.wants & {"count", "phone", "url", "mail", "duration"}
    values = [found.value for found in find_values(text)]
    return any(fits_kind(value, wants, query.unit) and (value.unit is not None or value.kind is not ValueKind.COUNT) for value in values)


def _typed(task: Task) -> list[Evidence]:
    """Facts with a value of the kind asked for, those that answer as well as the best."""
    wants = task.query.wants & {"count", "date", "period", "phone", "url", "mail"}
    if not wants:
        return []
    found = on_own(task.finder.facts(task.query), task.query)
    if "period" in wants and any(e.fact.value.kind is ValueKind.PERIOD for e in found):
        found = [e for e in found if e.fact.value.kind is ValueKind.PERIOD]
    if "count" in wants:
        found = _tables_first(found)
    if wants & {"date", "period"}:
        found = [
            e for e in found if e.fact.source is not FactSource.SENTENCE or (e.fact.value.kind is ValueKind.PERIOD and e.coverage >= 0.8)
        ]
    if task.query.form in (Form.LIST, Form.COUNT) or not task.query.asked:
        return distinct(same_thing(found))
    return distinct(alike_facts(found))


def _tables_first(found: list[Evidence]) -> list[Evidence]:
    """Without the figures of sentences in documents that state the thing in a table or labelled line."""
    tabled = {e.fact.document_id for e in found if e.fact.source is not FactSource.SENTENCE and e.score >= found[0].score - 0.25}
    return [e for e in found if e.fact.source is not FactSource.SENTENCE or e.fact.document_id not in tabled]


def _stated(task: Task, found: list[Evidence]) -> Draft:
    """One value in a sentence, several in a table."""
    return _one(task, found[0]) if len(found) == 1 else _table(task, found)


def _one(task: Task, evidence: Evidence) -> Draft:
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
    return _short(fold(task.finder.store.text(fact.document_id)[fact.span.start : fact.span.end]).text)


def _table(task: Task, found: list[Evidence]) -> Draft:
    """Several values: one row each, with only the columns in which they differ or that identify them."""
    wording = task.wording
    found = sorted(found[:_MOST_ROWS], key=lambda e: (e.document.published or date.max, e.document.file, e.fact.span.start))
    attribute = wording.attribute(found[0].fact)
    said = wording.say("several", attribute=attribute, count=len(found)) if attribute else wording.say("several_bare", count=len(found))
    computed = _rows_computed(wording, len(found))
    lead = Statement(said, sources_of(found[0].fact), support_of(found[0].fact), computed)
    draft = Draft(Status.ANSWERED, lead=[lead], stating={e.fact.document_id for e in found}, covers=True)
    shown = _identifying(found)
    draft.columns = (*(wording.column(name) for name in shown), wording.column("value"))
    for evidence in found:
        value, computed = wording.value(evidence.fact.value)
        cells = tuple(_cell(evidence, name, wording) for name in shown)
        draft.rows.append(
            Row(
                (*cells, value), sources_of(evidence.fact), support_of(evidence.fact), computed + _period_computed(evidence, shown, wording)
            )
        )
    return draft


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


def _cell(evidence: Evidence, name: str, wording: Wording) -> str:
    raw = _raw(evidence, name)
    if not raw:
        return "—" if name in ("case", "subject", "period", "attribute") else wording.say("not_stated")
    if name == "period" and evidence.fact.period:
        return wording.value(evidence.fact.period)[0]
    return wording.name(raw) if name in ("organisation", "system") else _short(raw)


def _rows_computed(wording: Wording, count: int) -> tuple[Computed, ...]:
    return (Computed(str(count), wording.how("rows")),)


def _short(text: str, length: int = _QUOTE) -> str:
    """A text cut at a sentence or comma, the cut marked."""
    if len(text) <= length:
        return text
    cut = max(text.rfind("。", 0, length), text.rfind("、", 0, length))
    return re.sub(r"[0-9,.]+$", "", text[: cut if cut > length // 2 else length]) + "…"


def _duration(task: Task) -> Draft | None:
    """The length of a stated period, or a stated length."""
    wording = task.wording
    asked = replace(task.query, wants=frozenset(["period"]))
    found = [e for e in on_own(task.finder.facts(asked), task.query) if e.fact.value.kind is ValueKind.PERIOD]
    found = distinct(alike_facts(found))
    stated = [e for e in task.finder.facts(replace(task.query, wants=frozenset(["duration"]))) if e.fact.value.kind is ValueKind.COUNT]
    if stated and (not found or stated[0].score > found[0].score + 0.05):
        return _stated(task, distinct(alike_facts(stated)))
    if not found:
        return None
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found})
    for evidence in found[:_MOST_ROWS]:
        draft.lead.append(_duration_statement(evidence, wording))
    return draft


def _duration_statement(evidence: Evidence, wording: Wording) -> Statement:
    fact, value = evidence.fact, evidence.fact.value
    period, computed = wording.value(value)
    subject = wording.join(subject_parts(fact, wording, with_period=False))
    if value.start is None or value.end is None:
        return Statement(wording.say("duration_open", period=period, subject=subject), sources_of(fact), support_of(fact), computed)
    length = wording.duration(value.start, value.end)
    text = wording.say("duration", duration=length, period=period, subject=subject)
    return Statement(text, sources_of(fact), support_of(fact), (*computed, Computed(length, wording.how("period"))))


def _dated_event(task: Task) -> Draft | None:
    """When something happened: the dated entries and sentences that cover the question."""
    wording = task.wording
    events = replace(task.query, wants=frozenset())
    found = [e for e in task.finder.facts(events, kinds=False) if e.fact.attribute_key == "event" and e.fact.period is not None]
    found = _best_events(on_own(found, task.query))
    if not found:
        return None
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found})
    if len(found) > 3:
        return _event_table(task, found, wording.say("timeline", count=len(found)))
    for evidence in found:
        draft.lead.append(event_statement(evidence, wording))
    return draft


def _best_events(found: list[Evidence]) -> list[Evidence]:
    """The events that cover the question as well as the best one, each date and wording once."""
    if not found:
        return []
    best = max(e.score for e in found)
    seen: dict[tuple[object, ...], Evidence] = {}
    for evidence in found:
        if evidence.score >= best - 0.06:
            assert evidence.fact.period is not None
            key = (evidence.fact.document_id, evidence.fact.period.start, evidence.fact.period.end)
            seen.setdefault(key, evidence)
    return list(seen.values())


def event_statement(evidence: Evidence, wording: Wording) -> Statement:
    """A dated statement: its date, then its words."""
    fact = evidence.fact
    assert fact.period is not None
    said, computed = wording.value(fact.period)
    subject = wording.join(subject_parts(fact, wording, with_period=False, with_subject=False))
    text = wording.say("date_event", date=said, quote=_short(fact.value.text), subject=subject)
    return Statement(text, sources_of(fact), support_of(fact), computed)


def _text_value(task: Task) -> Draft | None:
    """A value in words under a label that the question names."""
    if not task.query.terms:
        return None
    found = [
        e
        for e in task.finder.facts(task.query, kinds=False)
        if e.fact.source in (FactSource.CELL, FactSource.LINE) and e.fact.attribute_key is None
    ]
    found = [e for e in found if _label_covers(e, task) and not ("person" in task.query.wants and e.fact.value.kind is not ValueKind.TEXT)]
    best = distinct(alike_facts(on_own(found, task.query)))
    if not best:
        return None
    if len(best) == 1 and best[0].fact.value.kind in (ValueKind.TEXT, ValueKind.LIST) and len(best[0].fact.value.text) > 60:
        return _quoted(task, best)
    return _stated(task, best)


def _label_covers(evidence: Evidence, task: Task) -> bool:
    """True when the label itself speaks of what is asked, not only what stands around it."""
    label = term_keys(evidence.fact.attribute)
    return not task.query.terms or any(
        key in label for term in task.query.terms if term.weight >= 0.6 for key in task.finder.matcher.alike(term)
    )


def _quoted(task: Task, found: list[Evidence], phrase: str = "stated") -> Draft:
    """Narrative: quoted in the original, short, the cut marked."""
    wording = task.wording
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found})
    for evidence in found:
        fact = evidence.fact
        subject = wording.join(subject_parts(fact, wording, with_period=False, with_subject=False))
        text = wording.say(phrase, quote=_short(fact.value.text), subject=subject)
        draft.lead.append(Statement(text, sources_of(fact), support_of(fact)))
    return draft


def _narrative(task: Task) -> Draft | None:
    """The best sentences, quoted."""
    found = on_own(task.finder.sentences(task.query), task.query)
    if not found:
        return None
    best = [e for e in found if e.score >= found[0].score - 0.08][:3]
    return _quoted(task, best)


# --- names: which systems, which companies ----------------------------------------------------------------------------


def _names(task: Task) -> Draft | None:
    """The systems or companies of which the documents state what is asked, one row each, with the period where one is asked."""
    kind = NameKind.SYSTEM if "system" in task.query.wants else NameKind.ORGANISATION
    asked = replace(task.query, wants=frozenset())
    if kind is NameKind.ORGANISATION and asked.dates:
        rest = tuple(t for t in asked.terms if t.key not in _RECORD_TERMS)
        events = _events(task, replace(asked, terms=rest))
        return _event_table(task, events, task.wording.say("several_bare", count=len(events))) if events else None
    found = [e for e in task.finder.facts(asked, kinds=False) if _named(e, kind) and not _denies(e.fact.value.text)]
    found = _stated_best(found, task)
    if not found:
        return None
    groups: dict[tuple[str, ...], list[Evidence]] = {}
    for evidence in found:
        groups.setdefault(_name_group(evidence, kind), []).append(evidence)
    return _name_rows(task, _without_looser(groups), kind)


def _stated_best(found: list[Evidence], task: Task) -> list[Evidence]:
    """Of each document, its labelled rows where it has them, else the sentences that say most of what is asked."""
    by_document: dict[str, list[Evidence]] = {}
    for evidence in found:
        by_document.setdefault(evidence.fact.document_id, []).append(evidence)
    chosen = []
    for group in by_document.values():
        labelled = [e for e in group if e.fact.source in (FactSource.CELL, FactSource.LINE) and _label_covers(e, task)]
        if labelled:
            chosen += labelled
        else:
            most = max(e.coverage for e in group)
            chosen += [e for e in group if e.coverage >= max(most - 0.05, _SENTENCE_NAMES)]
    return chosen


def _named(evidence: Evidence, kind: NameKind) -> bool:
    return bool(evidence.fact.system if kind is NameKind.SYSTEM else evidence.fact.organisation)


def _denies(text: str) -> bool:
    """True for a sentence that says something was not so (確認されておりません)."""
    return (
        re.search(
            r"(?:確認されて(?:い|おり)ま?せん|ありません|ございません|していません|されていない|なかった|出来ない|できません)(?:でした)?。?$",
            text,
        )
        is not None
    )


def _name_group(evidence: Evidence, kind: NameKind) -> tuple[str, ...]:
    fact = evidence.fact
    if kind is NameKind.SYSTEM:
        return (name_key(fact.organisation or ""), name_key(fact.system or ""), fact.case or "")
    return (name_key(fact.organisation or ""),)


def _without_looser(groups: dict[tuple[str, ...], list[Evidence]]) -> dict[tuple[str, ...], list[Evidence]]:
    """Without a system's row that names no case where rows of its cases stand, and without one whose company another document gives."""
    kept = {}
    for key, found in groups.items():
        looser = len(key) == 3 and not key[2] and any(o[1] == key[1] and o[2] and o[0] == key[0] for o in groups)
        if not looser:
            kept[key] = found
    return kept


def _name_rows(task: Task, groups: dict[tuple[str, ...], list[Evidence]], kind: NameKind) -> Draft:
    wording, dated = task.wording, bool(task.query.wants & {"date", "period", "duration"})
    draft = Draft(Status.ANSWERED, covers=True)
    names = ["organisation", "system", "case"] if kind is NameKind.SYSTEM else ["organisation"]
    if not any(g[0].fact.case for g in groups.values()):
        names = [n for n in names if n != "case"]
    draft.columns = (*(wording.column(n) for n in names), wording.column("period" if dated else "value"))
    with_period = 0
    ordered = sorted(groups.values(), key=lambda g: (g[0].document.published or date.max, g[0].document.file, g[0].fact.span.start))
    for group in ordered[:_MOST_ROWS]:
        row = _name_row(group, names, wording, dated)
        with_period += row[1]
        draft.rows.append(row[0])
        draft.stating.add(group[0].fact.document_id)
    computed = (*_rows_computed(wording, len(draft.rows)), Computed(str(with_period), wording.how("rows")))
    text = wording.say("several_systems", count=len(draft.rows)) + (
        (" " if wording.language == "en" else "") + wording.say("with_period", count=with_period) if dated else ""
    )
    if kind is NameKind.ORGANISATION:
        text = wording.say("several", attribute=wording.column("organisation"), count=len(draft.rows))
    draft.lead.append(Statement(text, draft.rows[0].sources, (), computed))
    return draft


def _name_row(group: list[Evidence], names: list[str], wording: Wording, dated: bool) -> tuple[Row, bool]:
    """A row for a name, with its period (or the best statement) and whether a period is stated."""
    periods = [e for e in group if e.fact.value.kind is ValueKind.PERIOD]
    in_sentence = [
        e for e in group if e.fact.period is not None and e.fact.period.kind is ValueKind.PERIOD and e.fact.source is FactSource.SENTENCE
    ]
    best = (periods or in_sentence or group)[0] if dated else group[0]
    cells = [_cell(best, name, wording) for name in names]
    support = tuple(s for e in (best, *group[:2]) for s in support_of(e.fact))
    if not dated:
        said, computed = wording.value(best.fact.value)
        return Row((*cells, _short(said, 90)), sources_of(best.fact), support, computed), False
    if periods:
        said, computed = wording.value(best.fact.value)
    elif in_sentence and best.fact.period is not None:
        said, computed = wording.value(best.fact.period)
    else:
        said, computed = wording.say("not_stated"), ()
    return Row((*cells, said), sources_of(best.fact), support, computed), bool(periods or in_sentence)


def _list(task: Task) -> Draft | None:
    """Every statement that meets the constraints, a row each."""
    wants = task.query.wants
    if "date" in wants and "system" not in wants:
        drafted = _dated_event(task)
        if drafted:
            return drafted
    if wants & {"system", "organisation"} and not ("count" in wants and _typed(task)):
        listed = _names(task)
        if listed:
            return listed
    if "duration" in wants:
        return _duration(task)
    found = _typed(task)
    if found:
        return _stated(task, found)
    return (
        _text_list(task)
        or (_dated_event(task) if wants & {"date", "period"} else None)
        or (_narrative(task) if not wants & {"count"} else None)
    )


def _marks(task: Task) -> list[Evidence]:
    """The rows of a table of marks that are marked as the question asks: ○ where something can be done, × where it cannot."""
    query = task.query
    things = tuple(t for t in query.terms if t.key not in _ABOUT_MARKS)
    if any(t.weight >= ESSENTIAL for t in things) or not (
        query.asked and ("c:information_item" in {t.key for t in query.terms} or "○" in query.text or "×" in query.text)
    ):
        return []
    found = [e for e in task.finder.facts(replace(query, terms=(), wants=frozenset()), kinds=False) if e.fact.value.kind is ValueKind.MARK]
    marked = 0.0 if "×" in query.text or query.negative else 1.0
    own = [e for e in on_own(found, query) if e.fact.value.number == marked]
    return _in_one_table(own)


def _in_one_table(found: list[Evidence]) -> list[Evidence]:
    """Of marks, those under the company that the question names (its own column), else all."""
    return sorted(found, key=lambda e: e.fact.span.start)


def _text_list(task: Task) -> Draft | None:
    found = [
        e
        for e in task.finder.facts(task.query, kinds=False)
        if e.fact.source in (FactSource.CELL, FactSource.LINE) and e.fact.attribute_key is None
    ]
    found = [e for e in on_own(found, task.query) if _label_covers(e, task)]
    best = distinct(alike_facts(found))
    return _stated(task, best) if best else None


def _count(task: Task) -> Draft | None:
    """How many: the figure where a document states it, else the rows that can be listed, counted."""
    query = task.query
    stated = [
        e
        for e in _typed(task)
        if e.coverage >= 0.8 and e.fact.value.unit and (query.unit is None or same_unit(e.fact.value.unit, query.unit))
    ]
    if stated:
        return _stated(task, stated)
    marks = _marks(task)
    if marks:
        return _counted(task, _table(task, marks), query.unit or "項目")
    if (
        query.wants & {"system", "organisation"}
        and query.unit in (None, "システム", "社", "件", "事業者")
        and not (query.unit == "社" and _counted_things(query))
    ):
        listed = _names(task)
        if listed is not None:
            return _counted(task, listed, "システム" if "system" in query.wants else "社")
    events = _records(task) if not _counted_things(query) else []
    if events:
        return _counted(task, _event_table(task, events, ""), "件")
    return None


_RECORD_TERMS = frozenset(["c:publish", "c:disclosure", "c:number", "c:title", "c:url", "c:publication_date", "c:report", "c:company"])


def _counted_things(query: Query) -> list[Term]:
    """The things that a question counts, other than publications and reports."""
    return [t for t in query.terms if t.weight >= ESSENTIAL and not is_action(t) and t.key not in _RECORD_TERMS]


def _records(task: Task) -> list[Evidence]:
    """The rows of a list of dated records that meet the question."""
    query = replace(
        task.query,
        wants=frozenset(),
        terms=tuple(t for t in task.query.terms if t.key not in ("c:disclosure", "c:number", "c:company", "c:incident")),
    )
    return [e for e in _events(task, query) if e.fact.source is FactSource.ENTRY]


def _counted(task: Task, listed: Draft, unit: str) -> Draft:
    """A list with its number of rows as the answer."""
    said = task.wording.count(len(listed.rows), unit)
    text = task.wording.say("count", value=said)
    listed.lead = [Statement(text, listed.rows[0].sources, (), (Computed(said, task.wording.how("count")),))]
    return listed


# --- figures compared and computed ------------------------------------------------------------------------------------


def _figures(task: Task) -> list[Evidence]:
    """The comparable figures: one per subject, all in the same unit."""
    asked = replace(task.query, wants=frozenset(["count"]) if not task.query.wants & {"date", "period"} else task.query.wants)
    found = on_own(task.finder.facts(asked), task.query)
    found = _tables_first(found)
    best = same_thing([e for e in found if e.fact.value.number is not None and not is_total(e)])
    return _one_per_subject(distinct(best))


def _typed_or_figures(task: Task) -> list[Evidence]:
    asked = replace(task.query, wants=frozenset(["count"]))
    return alike_facts([e for e in on_own(task.finder.facts(asked), task.query) if e.fact.value.number is not None], margin=0.2)


def _one_per_subject(found: list[Evidence]) -> list[Evidence]:
    seen: dict[tuple[str, ...], Evidence] = {}
    for evidence in found:
        key = (*evidence.subject, evidence.fact.subject or "")
        seen.setdefault(key, evidence)
    return list(seen.values())


def _extreme(task: Task) -> Draft | None:
    """The largest or smallest, with everything that it was compared with."""
    found = _figures(task)
    if not found:
        return _value(task) if not task.query.wants & {"organisation", "system"} else _names(task)
    largest = task.query.form in (Form.LARGEST, Form.COMPARE)
    ranked = sorted(found, key=lambda e: e.fact.value.number or 0, reverse=largest)
    top = [e for e in ranked if e.fact.value.number == ranked[0].fact.value.number]
    wording = task.wording
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found}, covers=True)
    for evidence in top:
        said, computed = wording.value(evidence.fact.value)
        phrase = "largest" if largest else "smallest"
        text = wording.say(phrase, subject=wording.join(subject_parts(evidence.fact, wording, with_period=False)), value=said)
        draft.lead.append(Statement(text, sources_of(evidence.fact), support_of(evidence.fact), computed))
    if len(ranked) > 1:
        draft.lead.append(_compared(ranked, wording))
    return draft


def _compared(ranked: list[Evidence], wording: Wording) -> Statement:
    """The values that were compared, each with its own citation."""
    values = wording.join([f"{wording.value(e.fact.value)[0]}⟦{n}⟧" for n, e in enumerate(ranked)])
    computed = (*_rows_computed(wording, len(ranked)), *(c for e in ranked for c in wording.value(e.fact.value)[1]))
    return Statement(
        wording.say("compared", count=len(ranked), values=values), tuple(s for e in ranked for s in sources_of(e.fact)), (), computed
    )


def _sum(task: Task) -> Draft | None:
    """A total: the one that a document states, else the sum of what is stated, with its parts."""
    totals = distinct([e for e in _typed_or_figures(task) if is_total(e)])
    if len(totals) == 1:
        return _one(task, totals[0])
    found = _figures(task)
    if not found:
        return None
    if len(found) == 1:
        return _one(task, found[0])
    wording = task.wording
    total = wording.count(sum(e.fact.value.number or 0 for e in found), found[0].fact.value.unit)
    parts = (" + " if wording.language == "en" else "＋").join(f"{_said_of(e, wording)}⟦{n}⟧" for n, e in enumerate(found))
    statement = Statement(
        wording.say("sum", value=total, parts=parts),
        tuple(s for e in found for s in sources_of(e.fact)),
        tuple(s for e in found for s in support_of(e.fact)),
        (Computed(total, wording.how("sum")),),
    )
    return Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in found}, covers=True)


def _said_of(evidence: Evidence, wording: Wording) -> str:
    """A figure with whose it is: 343台（コールセンターシステム）."""
    fact = evidence.fact
    name = fact.case or fact.system or fact.organisation or ""
    said = wording.value(fact.value)[0]
    shown = wording.name(name) if name else ""
    return f"{said}（{shown}）" if wording.language == "ja" and shown else f"{said} ({shown})" if shown else said


def _difference(task: Task) -> Draft | None:
    found = _figures(task)
    if len(found) != 2:
        return _extreme(task) if len(found) > 2 else None
    wording = task.wording
    high, low = sorted(found, key=lambda e: e.fact.value.number or 0, reverse=True)
    difference = wording.count((high.fact.value.number or 0) - (low.fact.value.number or 0), high.fact.value.unit)
    parts = " − ".join(f"{_said_of(e, wording)}⟦{n}⟧" for n, e in enumerate((high, low)))
    statement = Statement(
        wording.say("difference", value=difference, parts=parts),
        (*sources_of(high.fact), *sources_of(low.fact)),
        (*support_of(high.fact), *support_of(low.fact)),
        (Computed(difference, wording.how("difference")),),
    )
    return Draft(Status.ANSWERED, lead=[statement], stating={high.fact.document_id, low.fact.document_id}, covers=True)


def _extreme_period(task: Task) -> Draft | None:
    """The longest or shortest period, the earliest or latest date, among what is stated."""
    form, wording = task.query.form, task.wording
    asked = replace(task.query, wants=frozenset(["period"]))
    found = [e for e in on_own(task.finder.facts(asked), task.query) if _label_covers(e, task) and e.fact.source is not FactSource.SENTENCE]
    if any(e.fact.value.kind is ValueKind.PERIOD for e in found):
        found = [e for e in found if e.fact.value.kind is ValueKind.PERIOD]
    found = distinct(same_thing(found))
    if not found:
        return _extreme_event(task)
    lengths = form in (Form.LONGEST, Form.SHORTEST)
    usable = [e for e in found if e.fact.value.start and (e.fact.value.end or not lengths)]
    if not usable:
        return None
    ranked = sorted(usable, key=lambda e: _rank(e, lengths), reverse=form in (Form.LONGEST, Form.LATEST))
    top = [e for e in ranked if _rank(e, lengths) == _rank(ranked[0], lengths)]
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found}, covers=True)
    for evidence in top:
        draft.lead.append(_extreme_statement(evidence, form, wording))
    if len(ranked) > len(top):
        draft.lead.append(_compared(ranked, wording))
    return draft


def _rank(evidence: Evidence, lengths: bool) -> int:
    value = evidence.fact.value
    assert value.start is not None
    return (value.end - value.start).days if lengths and value.end else value.start.toordinal()


def _extreme_statement(evidence: Evidence, form: Form, wording: Wording) -> Statement:
    fact, value = evidence.fact, evidence.fact.value
    said, computed = wording.value(value)
    subject = wording.join(subject_parts(fact, wording, with_period=False))
    if form in (Form.LONGEST, Form.SHORTEST) and value.start and value.end:
        length = wording.duration(value.start, value.end)
        text = wording.say(form.value, subject=subject, value=said, duration=length)
        computed = (*computed, Computed(length, wording.how("period")))
    else:
        text = wording.say(form.value, subject=subject, value=said)
    return Statement(text, sources_of(fact), support_of(fact), computed)


def _extreme_event(task: Task) -> Draft | None:
    """The first or last dated event that covers the question."""
    if task.query.form not in (Form.EARLIEST, Form.LATEST):
        return None
    events = replace(task.query, wants=frozenset())
    found = [e for e in task.finder.facts(events, kinds=False) if e.fact.attribute_key == "event" and e.fact.period and e.fact.period.start]
    found = on_own(found, task.query)
    if not found:
        return None
    ranked = sorted(
        found,
        key=lambda e: e.fact.period.start.toordinal() if e.fact.period and e.fact.period.start else 0,
        reverse=task.query.form is Form.LATEST,
    )
    first = ranked[0].fact.period
    top = [e for e in ranked if e.fact.period and first and e.fact.period.start == first.start]
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in top})
    draft.lead = [event_statement(e, task.wording) for e in _best_events(top)]
    return draft


# --- events -----------------------------------------------------------------------------------------------------------


def _on_date(task: Task) -> Draft | None:
    """All that the documents state for a date, or before or after it."""
    query = replace(task.query, wants=frozenset(), terms=_event_terms(task.query.terms))
    found = _events(task, query)
    if not found:
        return None
    relation = query.dates[0].relation if query.dates else "on"
    if relation != "on":
        return _event_table(task, found, task.wording.say(relation, count=len(found)))
    when = task.wording.join([asked.surface.strip() for asked in query.dates])
    return _event_table(task, found, task.wording.say("events", when=when, count=len(found)))


def _event_terms(wanted: tuple[Term, ...]) -> tuple[Term, ...]:
    """What an event has to speak of: verbs that only ask what happened do not count."""
    return tuple(term for term in wanted if term.key not in ("c:occur", "c:incident", "c:disclosure", "c:result"))


def _events(task: Task, query: Query) -> list[Evidence]:
    found = [e for e in task.finder.facts(query, kinds=False, enough=0.5) if e.fact.attribute_key == "event" and e.fact.period is not None]
    if query.dates:
        found = [e for e in found if e.fact.period and any(asked.admits(e.fact.period.start, e.fact.period.end) for asked in query.dates)]
    return _distinct_events(on_own(found, query))


def _distinct_events(found: list[Evidence]) -> list[Evidence]:
    """Each statement once: an entry of a table hides the sentence within it, a longer wording of the same place the shorter."""
    kept: list[Evidence] = []
    for evidence in sorted(found, key=lambda e: (e.fact.source is FactSource.SENTENCE, e.fact.span.start)):
        fact = evidence.fact
        again = any(
            other.fact.document_id == fact.document_id
            and (other.fact.span.covers(fact.span) or fact.span.covers(other.fact.span))
            and other.fact.period is not None
            and fact.period is not None
            and (other.fact.source is not FactSource.SENTENCE or other.fact.period.start == fact.period.start)
            for other in kept
        )
        if not again and name_key(fact.value.text) != name_key(fact.period.text if fact.period else ""):
            kept.append(evidence)
    return sorted(
        kept, key=lambda e: (e.fact.period.start or date.max, e.document.file, e.fact.span.start) if e.fact.period else (date.max, "", 0)
    )


def _event_table(task: Task, found: list[Evidence], lead: str) -> Draft:
    wording = task.wording
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found}, covers=True)
    shown = found[:_MOST_ROWS]
    draft.lead.append(
        Statement(lead, sources_of(shown[0].fact), support_of(shown[0].fact), _rows_computed(wording, len(found)), task.query.text)
    )
    draft.columns = (wording.column("date"), wording.column("organisation"), wording.column("event"))
    for evidence in shown:
        fact = evidence.fact
        assert fact.period is not None
        said, computed = wording.value(fact.period)
        draft.rows.append(
            Row((said, _cell(evidence, "organisation", wording), _short(fact.value.text)), sources_of(fact), support_of(fact), computed)
        )
    return draft


def _timeline(task: Task) -> Draft | None:
    query = replace(
        task.query,
        wants=frozenset(),
        terms=tuple(t for t in _event_terms(task.query.terms) if t.key not in ("c:cause", "c:response", "c:period")),
    )
    found = _events(task, query)
    if len(found) < 2:
        return _narrative(task)
    return _event_table(task, found, task.wording.say("timeline", count=len(found)))


# --- words ------------------------------------------------------------------------------------------------------------


def _why(task: Task) -> Draft | None:
    """The causes that a document gives: under a heading of causes, else sentences that give a reason."""
    finder, wording = task.finder, task.wording
    concept = load_concepts().by_key["cause"]
    causes = Term("c:cause", concept.weight, "原因")
    rest = tuple(term for term in task.query.terms if term.key != "c:cause")
    headed = replace(task.query, wants=frozenset(), terms=(causes,))
    found = [
        e
        for e in finder.facts(headed, kinds=False)
        if "c:cause" in e.fact.label_terms and e.fact.value.kind in (ValueKind.TEXT, ValueKind.LIST)
    ]
    found = on_own([e for e in found if e.fact.attribute_key in (None, "about")], task.query)
    specific = [e for e in found if not rest or finder.matcher.weigh(task.query, e.fact, rest).coverage >= 0.5]
    sentences = [e for e in finder.sentences(replace(task.query, terms=rest), enough=0.6, limit=8) if _REASON.search(e.fact.value.text)]
    chosen = (specific or sentences[:3] or ([] if rest else found))[:6]
    if not chosen:
        return _narrative(task)
    subject = wording.join(subject_parts(chosen[0].fact, wording, with_period=False, with_subject=False))
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in chosen})
    draft.lead.append(Statement(wording.say("why", subject=subject), sources_of(chosen[0].fact), support_of(chosen[0].fact)))
    draft.items = [
        Statement(wording.say("quote_bare", quote=_short(e.fact.value.text)), sources_of(e.fact), support_of(e.fact)) for e in chosen
    ]
    return draft


def _measures(task: Task) -> Draft | None:
    """The measures that meet the constraints, with their deadlines."""
    wording = task.wording
    rest = tuple(term for term in task.query.terms if term.key not in ("c:measure", "c:response", "c:deadline", "c:period"))
    measure = Term("c:measure", 1.0, "対策")
    query = replace(task.query, wants=frozenset(), terms=(measure,))
    found = [e for e in task.finder.facts(query, kinds=False, dates=False) if _is_measure(e)]
    found = on_own(found, task.query)
    if rest:
        found = [e for e in found if task.finder.matcher.weigh(task.query, e.fact, rest).coverage >= 0.5]
    deadline = replace(query, terms=(Term("c:deadline", 1.0, "期限"),))
    by_subject: dict[tuple[str, str | None], Evidence] = {}
    for e in task.finder.facts(deadline, kinds=False, dates=False):
        by_subject.setdefault((e.fact.document_id, e.fact.subject), e)
    found = distinct(found)
    if task.query.dates:
        found = [e for e in found if _due_on(e, _deadline(e, by_subject), task.query)]
    if not found:
        return _value(replace_form(task, Form.VALUE)) if task.query.wants else _narrative(task)
    return _measure_table(task, found, by_subject, wording)


def _due_on(evidence: Evidence, deadline: Evidence | None, query: Query) -> bool:
    """True when a measure's own words or its deadline meet the date asked."""
    stated = [found.value for found in find_values(evidence.fact.value.text)] + ([deadline.fact.value] if deadline else [])
    return any(asked.admits(value.start, value.end) for value in stated for asked in query.dates)


def _is_measure(evidence: Evidence) -> bool:
    fact = evidence.fact
    text = fact.value.text
    return (
        "c:measure" in fact.label_terms
        and "c:deadline" not in fact.label_terms
        and fact.value.kind in (ValueKind.TEXT, ValueKind.LIST)
        and fact.attribute_key in (None, "about")
        and len(text) > 4
    )


def replace_form(task: Task, form: Form) -> Task:
    """The task with its question read as another form."""
    return Task(replace(task.query, form=form), task.finder, task.wording)


def _measure_table(task: Task, found: list[Evidence], deadlines: dict[tuple[str, str | None], Evidence], wording: Wording) -> Draft:
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found}, covers=not task.query.asked)
    draft.lead.append(
        Statement(wording.say("measures", count=len(found)), sources_of(found[0].fact), (), _rows_computed(wording, len(found)))
    )
    due = [_deadline(e, deadlines) for e in found]
    columns = ["organisation", "measure"] + (["deadline"] if any(due) else [])
    draft.columns = tuple(wording.column(c) for c in columns)
    for evidence, deadline in zip(found, due, strict=True):
        cells = [_cell(evidence, "organisation", wording), _short(evidence.fact.value.text)]
        sources = list(sources_of(evidence.fact))
        if any(due):
            cells.append(deadline.fact.value.text if deadline else wording.say("not_stated"))
            sources += list(sources_of(deadline.fact)) if deadline else []
        draft.rows.append(Row(tuple(cells), tuple(sources), support_of(evidence.fact)))
    return draft


def _deadline(evidence: Evidence, deadlines: dict[tuple[str, str | None], Evidence]) -> Evidence | None:
    return deadlines.get((evidence.fact.document_id, evidence.fact.value.text))


def _what_is(task: Task) -> Draft | None:
    """What a name or word stands for: its definition or note in the documents, else the sentence that describes it."""
    return _defined(task) or _text_value(task) or _narrative(task)


def _defined(task: Task) -> Draft | None:
    """The sentence that defines or annotates the thing asked for."""
    for name in _asked_for(task.query):
        found = definitions(name, task.finder)
        if found:
            wording = task.wording
            draft = Draft(Status.ANSWERED, stating={source.document_id for _, source in found})
            draft.lead = [
                Statement(wording.say("defined", name=name, quote=_short(text)), (source,), echo=task.query.text)
                for text, source in found[:2]
            ]
            return draft
    return None


def _asked_for(query: Query) -> list[str]:
    """What a question asks the meaning of, the most exact form first: quoted, named, or the words before とは."""
    text = fold(query.text, markup=False).text
    found = re.findall(r"[「“\"]([^「」“”\"]+)[」”\"]", text)
    found += [asked.surface.strip() for kind in (NameKind.SYSTEM, NameKind.ORGANISATION) for asked in query.names(kind)]
    head = re.match(r"(?:.*の資料でいう|.*でいう|.*の)?(.+?)(?:とは|って|の意味|の定義|は何の略|は何を指)", text)
    english = re.search(
        r"(?:define|meaning of|what (?:is|are|does)) (?:the |an? )?(.+?)(?: mean| refer| stand|[?.]|$)", text, re.IGNORECASE
    )
    found += [m.group(1).strip() for m in (head, english) if m]
    return list(dict.fromkeys(name for name in found if len(name) >= 2))


def _yes_no(task: Task) -> Draft | None:
    """A mark answers yes or no; a figure is compared; anything else is quoted for the reader to judge."""
    wording = task.wording
    if task.query.wants & {"url", "phone", "mail"} and not any(t.key == "c:viewable" or t.key == "c:view" for t in task.query.terms):
        return _value(task)
    found = on_own(task.finder.facts(task.query, kinds=False), task.query)
    marked = on_own(task.finder.facts(replace(task.query, wants=frozenset()), kinds=False, enough=_MARK_ENOUGH), task.query)
    things = {t.key for t in task.query.terms if t.weight >= ESSENTIAL and not is_action(t)}
    marks = [e for e in marked if e.fact.value.kind is ValueKind.MARK and things and e.things >= things] if task.query.asked else []
    if marks:
        draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in marks})
        for evidence in distinct(alike_facts(marks))[:4]:
            draft.lead.append(_mark_statement(evidence, wording))
        return draft
    figures = [e for e in found if task.query.numbers and fits_kind(e.fact.value, frozenset(["count"]), None)]
    if figures:
        return _checked(task, figures)
    events = [e for e in found if e.fact.value.kind is ValueKind.TEXT and e.coverage >= 0.75]
    sentences = task.finder.sentences(task.query, enough=0.75)
    best = sorted([*events, *sentences], key=lambda e: -e.score)
    return _quoted(task, _distinct_texts(best)[:2]) if best else None


def _distinct_texts(found: Iterable[Evidence]) -> list[Evidence]:
    return list({(e.fact.document_id, e.fact.span.start // 40): e for e in reversed(list(found))}.values())[::-1]


def _mark_statement(evidence: Evidence, wording: Wording) -> Statement:
    fact = evidence.fact
    subject = wording.join(subject_parts(fact, wording, with_subject=False))
    phrase = "yes_mark" if fact.value.number else "no_mark"
    text = wording.say(phrase, attribute=wording.attribute(fact), value=fact.value.text, subject=subject)
    return Statement(text, sources_of(fact), support_of(fact))


def _checked(task: Task, figures: list[Evidence]) -> Draft | None:
    """A figure in the question held against the stated one."""
    wording = task.wording
    best = distinct(alike_facts([e for e in figures if e.fact.value.number is not None]))
    if not best:
        return None
    agreeing = [e for e in figures if e.fact.value.number in task.query.numbers]
    if agreeing:
        draft = _one(task, agreeing[0])
        draft.lead[0] = replace(draft.lead[0], text=wording.say("agrees") + (" " if wording.language == "en" else "") + draft.lead[0].text)
        return draft
    fact = best[0].fact
    said, computed = wording.value(fact.value)
    text = wording.say("no_value", value=said, subject=wording.join(subject_parts(fact, wording)))
    return Draft(Status.ANSWERED, lead=[Statement(text, sources_of(fact), support_of(fact), computed)], stating={fact.document_id})


_FORMS: dict[Form, Callable[[Task], Draft | None]] = {
    Form.VALUE: _value,
    Form.LIST: _list,
    Form.COUNT: _count,
    Form.SUM: _sum,
    Form.DIFFERENCE: _difference,
    Form.LARGEST: _extreme,
    Form.SMALLEST: _extreme,
    Form.COMPARE: _extreme,
    Form.EARLIEST: _extreme_period,
    Form.LATEST: _extreme_period,
    Form.LONGEST: _extreme_period,
    Form.SHORTEST: _extreme_period,
    Form.ON_DATE: _on_date,
    Form.TIMELINE: _timeline,
    Form.WHY: _why,
    Form.MEASURES: _measures,
    Form.WHAT_IS: _what_is,
    Form.YES_NO: _yes_no,
}
