"""Which systems and which companies: one row each, with the period that is stated."""

import re
from dataclasses import replace
from datetime import date
from functools import partial

from answer.draft import Computed, Draft, Row, Statement
from answer.events import RECORD_TERMS, event_table, events_for
from answer.evidence import Evidence
from answer.query import Query
from answer.rows import MOST_ROWS, Task, cell_text, label_covers, rows_computed, shortened
from answer.stating import companies_stating, other_company
from answer.wording import Wording, sources_of, support_of
from core.records import Fact, FactSource, NameKind, Status, Value, ValueKind
from core.text import fold
from facts.concepts import Term, concept, meanings
from facts.names import name_key
from facts.terms import load_concepts

# A sentence names a system or company for the question when it covers this share of it.
_SENTENCE_NAMES = 0.75
# A period of a system that is already listed need cover less of the question.
_PERIOD_ENOUGH = 0.45


def which_names(task: Task) -> Draft | None:
    """The systems or companies of which the documents state what is asked, one row each, with the period where one is asked."""
    kind = NameKind.SYSTEM if "system" in task.query.wants else NameKind.ORGANISATION
    asked = replace(task.query, wants=frozenset())
    if kind is NameKind.ORGANISATION and asked.dates:
        rest = tuple(t for t in asked.terms if t.key not in RECORD_TERMS)
        events = events_for(task, replace(asked, terms=rest))
        return event_table(task, events, task.wording.say("several_bare", count=len(events))) if events else None
    if kind is NameKind.ORGANISATION:
        drafted = companies_stating(task) or other_company(task)
        if drafted:
            return drafted
    found: list[Evidence] = []
    periods: list[Evidence] = []
    named = partial(_names, kind)
    for worded in _worded(asked):
        said = [e for e in task.finder.facts(worded, kinds=False, only=named) if not _denies(e.fact.value.text)]
        found += _stated_best(said, Task(worded, task.finder, task.wording))
        periods += task.finder.facts(worded, kinds=False, enough=_PERIOD_ENOUGH, only=lambda fact: _period_of(fact) is not None)
    found = _labelled_first(list({e.fact.id: e for e in found}.values()))
    if kind is NameKind.ORGANISATION:
        found = [e for e in found if _of_its_own(e)]
    if not found:
        return None
    groups: dict[tuple[str, ...], list[Evidence]] = {}
    for evidence in found:
        groups.setdefault(_name_group(evidence, kind), []).append(evidence)
    groups = _without_looser(groups)
    # 「新たな7システムの名称」: a list of another length is not the one asked for.
    named_count = [int(n) for n in re.findall(r"(?<![\d.,第])(\d{1,3})(?:つの)?(?:システム|社|事業者)(?!目)", fold(task.query.text).text)]
    if named_count and len(groups) not in named_count:
        return None
    return _name_rows(task, groups, kind, periods)


def _worded(query: Query) -> list[Query]:
    """The question in each wording that asks for the same list of names (leaked, viewed, exposed); itself alone where it asks for more."""
    meant = [{meaning[2:] for meaning in meanings(term.key)} for term in query.terms]
    asked = [keys for keys in meant if keys.isdisjoint(load_concepts().beside_families)]
    for family in load_concepts().families:
        if asked and not any(keys.isdisjoint(family) for keys in asked):
            return [replace(query, terms=(Term(f"c:{key}", concept(key).weight, key),)) for key in family]
    return [query]


def _labelled_first(found: list[Evidence]) -> list[Evidence]:
    """Of each document its labelled rows where it has any, else its sentences."""
    labelled = {e.fact.document_id for e in found if e.fact.source in (FactSource.CELL, FactSource.LINE)}
    return [e for e in found if e.fact.source in (FactSource.CELL, FactSource.LINE) or e.fact.document_id not in labelled]


def _stated_best(found: list[Evidence], task: Task) -> list[Evidence]:
    """Of each document, its labelled rows where it has them, else the sentences that say most of what is asked."""
    by_document: dict[str, list[Evidence]] = {}
    for evidence in found:
        by_document.setdefault(evidence.fact.document_id, []).append(evidence)
    chosen = []
    for group in by_document.values():
        labelled = [e for e in group if e.fact.source in (FactSource.CELL, FactSource.LINE) and label_covers(e, task)]
        if labelled:
            chosen += labelled
        else:
            most = max(e.coverage for e in group)
            chosen += [e for e in group if e.coverage >= max(most - 0.05, _SENTENCE_NAMES)]
    return chosen


def _of_its_own(evidence: Evidence) -> bool:
    """True for the statement of a row that says whose it is: that of a publisher's document is said of each of its matters."""
    return name_key(evidence.fact.organisation or "") != name_key(evidence.document.publisher or "")


def _names(kind: NameKind, fact: Fact) -> bool:
    return bool(fact.system if kind is NameKind.SYSTEM else fact.organisation)


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


def _name_rows(task: Task, groups: dict[tuple[str, ...], list[Evidence]], kind: NameKind, periods: list[Evidence]) -> Draft:
    wording, dated = task.wording, bool(task.query.wants & {"date", "period", "duration"})
    draft = Draft(Status.ANSWERED, covers=True)
    names = ["organisation", "system", "case"] if kind is NameKind.SYSTEM else ["organisation"]
    if not any(g[0].fact.case for g in groups.values()):
        names = [n for n in names if n != "case"]
    draft.columns = (*(wording.column(n) for n in names), wording.column("period" if dated else "value"))
    with_period = 0
    ordered = sorted(groups.values(), key=lambda g: (g[0].document.published or date.max, g[0].document.file, g[0].fact.span.start))
    for group in ordered[:MOST_ROWS]:
        row = _dated_row(group, names, wording, periods) if dated else (_name_row(group, names, wording), False)
        with_period += row[1]
        draft.rows.append(row[0])
        draft.stating.add(group[0].fact.document_id)
    computed = (*rows_computed(wording, len(draft.rows)), Computed(str(with_period), wording.how("rows")))
    text = wording.say("several_systems", count=len(draft.rows)) + (
        (" " if wording.language == "en" else "") + wording.say("with_period", count=with_period) if dated else ""
    )
    if kind is NameKind.ORGANISATION:
        text = wording.say("several", attribute=wording.column("organisation"), count=len(draft.rows))
    draft.lead.append(Statement(text, draft.rows[0].sources, (), computed))
    return draft


def _name_row(group: list[Evidence], names: list[str], wording: Wording) -> Row:
    """A row for a name, with the best statement of it."""
    said, computed = wording.value(group[0].fact.value)
    cells = [cell_text(group[0], name, wording) for name in names]
    support = tuple(s for e in group[:2] for s in support_of(e.fact))
    return Row((*cells, shortened(said, 90)), sources_of(group[0].fact), support, computed)


def _dated_row(group: list[Evidence], names: list[str], wording: Wording, periods: list[Evidence]) -> tuple[Row, bool]:
    """A row for a name with its period, that of the same system in the same document, and whether one is stated."""
    subjects = {(e.fact.document_id, e.fact.system, e.fact.case) for e in group}
    own = [e for e in (*group, *periods) if _period_of(e.fact) and (e.fact.document_id, e.fact.system, e.fact.case) in subjects]
    best = own[0] if own else group[0]
    cells = [cell_text(best, name, wording) for name in names]
    support = tuple(s for e in (best, *group[:2]) for s in support_of(e.fact))
    period = _period_of(best.fact)
    said, computed = wording.value(period) if period else (wording.say("not_stated"), ())
    return Row((*cells, said), sources_of(best.fact), support, computed), period is not None


def _period_of(fact: Fact) -> Value | None:
    """The period that a fact states: its value, or that of its sentence."""
    if fact.value.kind is ValueKind.PERIOD:
        return fact.value
    return fact.period if fact.source is FactSource.SENTENCE and fact.period and fact.period.kind is ValueKind.PERIOD else None
