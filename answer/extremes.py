"""Figures compared: the largest and the smallest, the longest and the earliest, with all that they were compared with."""

from dataclasses import replace

from answer.columns import figures
from answer.draft import Computed, Draft, Statement
from answer.events import extreme_event
from answer.evidence import Evidence
from answer.figures import listed, with_unstated
from answer.find import on_own
from answer.kinds import clock, dates, lengths, minutes, periods
from answer.measured import is_of_what_is_asked
from answer.named import which_names
from answer.patterns import fits, patterns
from answer.query import Form
from answer.ranked_columns import ranked_column
from answer.row_names import RowNames
from answer.rows import Task, label_covers, rows_computed, value_table
from answer.spans import longest_stretch
from answer.superlatives import stated_extreme
from answer.values import single_value, tables_first
from answer.wording import Wording, sources_of
from core.records import FactSource, NameKind, Status, Value, ValueKind
from facts.names import name_key
from facts.times import clock_times, minutes_between

_MOST_FORMS = (Form.LARGEST, Form.COMPARE, Form.LONGEST, Form.LATEST)
_FEWEST_COMPARED = 2
_LENGTHS = (Form.LONGEST, Form.SHORTEST)
# A column of starts or ends covers by what stands over it, not by its own label.
_COVERS = 0.7
_MINUTES_OF_DAY = 24 * 60


def extreme(task: Task) -> Draft | None:
    """The largest or smallest, with everything that it was compared with."""
    if task.query.form is Form.COMPARE and "count" not in task.query.wants:
        compared = _side_by_side(task)
        if compared:
            return compared
    found = figures(task)
    stated = stated_extreme(task, found.rows) if task.query.form is not Form.COMPARE else None
    if stated:
        return stated
    of_several = task.query.form is Form.COMPARE or len(task.query.names(NameKind.ORGANISATION)) > 1
    named, surely = ([], False) if of_several else ranked_column(task)
    if named and (surely or not found.rows or not is_of_what_is_asked(task, [e.fact for e in found.rows])):
        rows = {e.fact.id for e in named}
        if not rows.issubset(e.fact.id for e in found.rows):
            return ranked(task, named, {e.fact.id: e.fact.value.number or 0 for e in named})
    if found.rows and not is_of_what_is_asked(task, [e.fact for e in found.rows]):
        return None
    if not found.rows:
        return single_value(task) if not task.query.wants & {"organisation", "system"} else which_names(task)
    return with_unstated(ranked(task, found.rows, {e.fact.id: e.fact.value.number or 0 for e in found.rows}), task, found)


def _side_by_side(task: Task) -> Draft | None:
    """All figures that are stated for each of the names that are compared, where the question names no single one."""
    if len(task.query.asked) < 2 or fits(patterns()["either"][task.query.language], task.query.text.casefold()):
        return None
    asked = replace(task.query, wants=frozenset(["count"]))
    found = tables_first([e for e in on_own(task.finder.facts(asked), task.query) if e.fact.source is not FactSource.SENTENCE])
    owners: dict[str, set[tuple[str, str, str, str]]] = {}
    for evidence in found:
        owners.setdefault(name_key(evidence.fact.attribute), set()).add(evidence.subject)
    shared = [e for e in found if len(owners[name_key(e.fact.attribute)]) > 1]
    return value_table(task, shared) if len({name_key(e.fact.attribute) for e in shared}) > 1 else None


def ranked(task: Task, found: list[Evidence], ranks: dict[str, float]) -> Draft:
    """The figures at one end of a ranking, then all that were compared, each with its row and its own citation."""
    form, wording = task.query.form, task.wording
    ordered = sorted(found, key=lambda e: ranks[e.fact.id], reverse=form in _MOST_FORMS)
    top = [e for e in ordered if ranks[e.fact.id] == ranks[ordered[0].fact.id]]
    names = RowNames(task, ordered)
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found}, covers=True)
    draft.lead = [_extreme_statement(e, names, form, wording) for e in top]
    if len(top) > 1:
        draft.lead.append(Statement(wording.say("tie" if top[0].fact.value.kind is ValueKind.COUNT else "tie_dates")))
    if len(ordered) > 1:
        draft.lead.append(_compared(ordered, names, wording))
    return draft


def _extreme_statement(evidence: Evidence, names: RowNames, form: Form, wording: Wording) -> Statement:
    fact, value, name = evidence.fact, evidence.fact.value, names.full(evidence)
    said, computed = wording.value(value)
    subject = wording.join(list(name.parts))
    phrase = "largest" if form is Form.COMPARE else form.value
    if form in _LENGTHS and value.start and value.end:
        length = wording.length(value)
        computed = (*computed, Computed(length, wording.how("period")))
        text = wording.say(phrase, subject=subject, value=said, duration=length)
    elif form in _LENGTHS:
        text = wording.say(f"{phrase}_stated", subject=subject, value=said)
    else:
        text = wording.say(phrase, subject=subject, value=said)
    return Statement(text, sources_of(fact), name.support, (*computed, *name.computed))


def _compared(ranked: list[Evidence], names: RowNames, wording: Wording) -> Statement:
    """The values that were compared, each with what it is of and its own citation."""
    values, support, computed = listed(ranked, names, wording)
    text = wording.say("compared", count=len(ranked), values=wording.join(values))
    sources = tuple(s for e in ranked for s in sources_of(e.fact))
    return Statement(text, sources, support, (*rows_computed(wording, len(ranked)), *computed))


def extreme_period(task: Task) -> Draft | None:
    """The longest or shortest period or stated length, the earliest or latest date, among what is stated."""
    form = task.query.form
    if form in _LENGTHS:
        stated = figures(task, lengths, "duration").rows
        if len(stated) > 1:
            return ranked(task, stated, {e.fact.id: minutes(e.fact.value) or 0 for e in stated})
    ends = form not in _LENGTHS and fits(patterns()["ends"][task.query.language], task.query.text.casefold())
    found = _periods(task, ends)
    said = stated_extreme(task, found)
    if said:
        return said
    drafted = longest_stretch(task) if form in _LENGTHS and len(found) < _FEWEST_COMPARED else None
    if len(found) < _FEWEST_COMPARED and drafted is None:
        named = ranked_column(task, periods if form in _LENGTHS else dates)[0]
        named = named or (ranked_column(task, clock)[0] if form not in _LENGTHS else [])
        found = named or found
    if drafted or not found:
        return drafted or extreme_event(task)
    return _ranked_in_time(task, found, ends)


def _ranked_in_time(task: Task, found: list[Evidence], ends: bool) -> Draft | None:
    """Periods by their length, or days and times by their order; None where too few can be compared."""
    form = task.query.form
    usable = [e for e in found if clock(e.fact.value) or (e.fact.value.start and (e.fact.value.end or form not in _LENGTHS))]
    usable = [e for e in usable if clock(e.fact.value) or e.fact.value.end] if ends else usable
    if not usable or (form in _LENGTHS and len(usable) < _FEWEST_COMPARED):
        return None  # the longest of one is no comparison
    timed = all(len(clock_times(e.fact.value.text)) == 1 for e in usable)
    draft = ranked(task, usable, {e.fact.id: _rank(e.fact.value, form in _LENGTHS, ends, timed=timed) for e in usable})
    unended = [e for e in found if e not in usable] if form in _LENGTHS else []
    return _with_unended(draft, task, unended, RowNames(task, found))


def _with_unended(draft: Draft, task: Task, unended: list[Evidence], names: RowNames) -> Draft:
    """The draft with the periods whose end is not stated: any of them may be the longest."""
    if unended:
        texts, support, computed = listed(unended, names, task.wording)
        text = task.wording.say("unended", values=task.wording.join(texts))
        draft.lead.append(Statement(text, tuple(s for e in unended for s in sources_of(e.fact)), support, computed))
        draft.stating |= {e.fact.document_id for e in unended}
    return draft


def _periods(task: Task, ends: bool) -> list[Evidence]:
    """The dates or periods under the label that is asked for, in its column of starts or ends, or of the table that is asked for."""
    kind = periods if task.query.form in _LENGTHS else dates
    edge = patterns()["ends" if ends else "starts"]["ja"]
    found = figures(task, kind, "period", lambda e: fits(edge, e.fact.attribute) and e.coverage >= _COVERS).rows
    found = found or figures(task, kind, "period", lambda e: label_covers(e, task)).rows
    if any(e.fact.value.kind is ValueKind.PERIOD for e in found):
        found = [e for e in found if e.fact.value.kind is ValueKind.PERIOD]
    if len(found) >= _FEWEST_COMPARED:
        return found
    others = [figures(task, kind, "period").rows, *([figures(task, clock, "time").rows] if kind is dates else [])]
    return next((rows for rows in others if len(rows) >= _FEWEST_COMPARED), found)


def _rank(value: Value, length: bool, ends: bool, *, timed: bool) -> float:
    """Where a value stands among those it is compared with; `timed`: each of them is a day with one time of day."""
    if clock(value):
        return value.number or 0
    assert value.start is not None
    if length and value.end:
        return minutes_between(value) or (value.end - value.start).days * 24 * 60
    day = (value.end if ends and value.end else value.start).toordinal()
    if not timed:
        return day
    hour, minute = clock_times(value.text)[0].split(":")
    return day + (int(hour) * 60 + int(minute)) / _MINUTES_OF_DAY
