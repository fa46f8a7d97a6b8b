"""Figures compared and computed: largest and smallest, sums, differences, the longest and the earliest."""

from dataclasses import replace

from answer.columns import Figures, dates, figures, lengths, minutes, pair_of_row, pair_of_sentence
from answer.draft import Computed, Draft, Source, Statement
from answer.events import extreme_event
from answer.evidence import Evidence
from answer.find import distinct, on_own, same_thing
from answer.named import which_names
from answer.patterns import fits, patterns
from answer.query import Form
from answer.row_names import RowNames, with_name
from answer.rows import Task, label_covers, one_value, rows_computed, stated_values, value_table
from answer.values import listing, single_value
from answer.wording import Wording, sources_of, support_of
from core.records import FactSource, Status, Value, ValueKind

_MOST_FORMS = (Form.LARGEST, Form.COMPARE, Form.LONGEST, Form.LATEST)
_LENGTHS = (Form.LONGEST, Form.SHORTEST)


def extreme(task: Task) -> Draft | None:
    """The largest or smallest, with everything that it was compared with."""
    found = figures(task).rows
    if not found:
        return single_value(task) if not task.query.wants & {"organisation", "system"} else which_names(task)
    return _ranked(task, found, {e.fact.id: e.fact.value.number or 0 for e in found})


def _ranked(task: Task, found: list[Evidence], ranks: dict[str, float]) -> Draft:
    """The figures at one end of a ranking, then all that were compared, each with its row and its own citation."""
    form, wording = task.query.form, task.wording
    ranked = sorted(found, key=lambda e: ranks[e.fact.id], reverse=form in _MOST_FORMS)
    top = [e for e in ranked if ranks[e.fact.id] == ranks[ranked[0].fact.id]]
    names = RowNames(task, ranked)
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found}, covers=True)
    draft.lead = [_extreme_statement(e, names, form, wording) for e in top]
    if 1 < len(top) < len(ranked) or (len(top) == len(ranked) > 1):
        draft.lead.append(Statement(wording.say("tie")))
    if len(ranked) > 1:
        draft.lead.append(_compared(ranked, names, wording))
    return draft


def _extreme_statement(evidence: Evidence, names: RowNames, form: Form, wording: Wording) -> Statement:
    fact, value, name = evidence.fact, evidence.fact.value, names.full(evidence)
    said, computed = wording.value(value)
    subject = wording.join(list(name.parts))
    phrase = "largest" if form is Form.COMPARE else form.value
    if form in _LENGTHS and value.start and value.end:
        length = wording.duration(value.start, value.end)
        computed = (*computed, Computed(length, wording.how("period")))
        text = wording.say(phrase, subject=subject, value=said, duration=length)
    elif form in _LENGTHS:
        text = wording.say(f"{phrase}_stated", subject=subject, value=said)
    else:
        text = wording.say(phrase, subject=subject, value=said)
    return Statement(text, sources_of(fact), name.support, (*computed, *name.computed))


def _compared(ranked: list[Evidence], names: RowNames, wording: Wording) -> Statement:
    """The values that were compared, each with what it is of and its own citation."""
    values, support, computed = _listed(ranked, names, wording)
    text = wording.say("compared", count=len(ranked), values=wording.join(values))
    sources = tuple(s for e in ranked for s in sources_of(e.fact))
    return Statement(text, sources, support, (*rows_computed(wording, len(ranked)), *computed))


def _listed(found: list[Evidence], names: RowNames, wording: Wording) -> tuple[list[str], tuple[Source, ...], tuple[Computed, ...]]:
    """Figures with what each is of and the mark of its citation, the places that show it, and what of it was computed."""
    said = [(wording.value(e.fact.value), names.short(e)) for e in found]
    texts = [f"{with_name(value[0], name, wording)}⟦{n}⟧" for n, (value, name) in enumerate(said)]
    support = tuple(s for e, (_, name) in zip(found, said, strict=True) for s in (*support_of(e.fact), *name.support))
    return texts, support, tuple(c for value, name in said for c in (*value[1], *name.computed))


# --- sums and differences ---------------------------------------------------------------------------------------------


def total(task: Task) -> Draft | None:
    """A total: the one that a document states, with its parts, else the sum of what is stated."""
    found = figures(task)
    if len(found.totals) == 1 and found.documents <= {found.totals[0].fact.document_id}:
        return _stated_total(task, found)
    if not found.rows:
        return single_value(task) if fits(patterns()["in_all"][task.query.language], task.query.text.casefold()) else None
    if len(found.rows) == 1:
        return one_value(task, found.rows[0])
    if len(found.labels) > 1 and _of_one_table(found.rows):
        return value_table(task, found.totals or found.rows)
    return _sum(task, found.rows)


def _of_one_table(rows: list[Evidence]) -> bool:
    """True when figures stand in one table, where columns with different labels may overlap."""
    return all(e.fact.row for e in rows) and len({(e.fact.document_id, (e.fact.row or "").partition(":")[0]) for e in rows}) == 1


def _stated_total(task: Task, found: Figures) -> Draft:
    """The total of a column as its document states it, then the rows that it is the total of."""
    draft = one_value(task, found.totals[0])
    draft.covers = True
    if len(found.rows) > 1:
        names = RowNames(task, found.rows)
        parts, support, computed = _listed(found.rows, names, task.wording)
        text = task.wording.say("parts", parts=task.wording.join(parts))
        draft.lead.append(Statement(text, tuple(s for e in found.rows for s in sources_of(e.fact)), support, computed))
    return draft


def _sum(task: Task, found: list[Evidence]) -> Draft:
    wording = task.wording
    parts, support, computed = _listed(found, RowNames(task, found), wording)
    total = _about(found, wording) + wording.count(sum(e.fact.value.number or 0 for e in found), found[0].fact.value.unit)
    statement = Statement(
        wording.say("sum", value=total, parts=(" + " if wording.language == "en" else "＋").join(parts)),
        tuple(s for e in found for s in sources_of(e.fact)),
        support,
        (Computed(total, wording.how("sum")), *computed),
    )
    return Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in found}, covers=True)


def _about(found: list[Evidence], wording: Wording) -> str:
    """What is computed from a figure that is stated as about so much is about so much too."""
    rough = any(e.fact.value.text.startswith(("約", "およそ")) for e in found)
    return ("about " if wording.language == "en" else "約") if rough else ""


def difference(task: Task) -> Draft | None:
    """The difference of the two figures that the question sets against each other."""
    if "duration" in task.query.wants and not task.query.unit:
        drafted = _days_between(task)
        if drafted:
            return drafted
    found = figures(task).rows
    pair = found if len(found) == 2 else []
    for evidence in found if not pair else []:
        pair = pair or pair_of_row(task, evidence)
    pair = pair or ([] if found else pair_of_sentence(task))
    if not pair:
        return stated_values(task, found) if len(found) > 2 else None
    wording = task.wording
    high, low = sorted(pair, key=lambda e: e.fact.value.number or 0, reverse=True)
    value = wording.count((high.fact.value.number or 0) - (low.fact.value.number or 0), high.fact.value.unit)
    return _difference(task, [high, low], _about(pair, wording) + value)


def _difference(task: Task, pair: list[Evidence], value: str) -> Draft:
    wording = task.wording
    parts, support, computed = _listed(pair, RowNames(task, pair), wording)
    statement = Statement(
        wording.say("difference", value=value, parts=" − ".join(parts)),
        tuple(s for e in pair for s in sources_of(e.fact)),
        support,
        (Computed(value, wording.how("difference")), *computed),
    )
    return Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in pair}, covers=True)


def _days_between(task: Task) -> Draft | None:
    """The days between two dates, or between the starts or the ends of two periods, as the question asks."""
    found = figures(task, dates, "period").rows
    ends = fits(patterns()["ends"][task.query.language], task.query.text.casefold())
    days = [e.fact.value.end if ends else e.fact.value.start for e in found]
    if len(found) != 2 or days[0] is None or days[1] is None or {e.fact.value.precision for e in found} - {"day", None}:
        return None
    apart = abs((days[0] - days[1]).days)
    return _difference(
        task,
        sorted(found, key=lambda e: str(e.fact.value.end if ends else e.fact.value.start), reverse=True),
        _in_days(apart, task.wording),
    )


def _in_days(days: int, wording: Wording) -> str:
    return f"{days}日" if wording.language == "ja" else f"{days} day{'' if days == 1 else 's'}"


# --- the longest and the earliest -------------------------------------------------------------------------------------


def extreme_period(task: Task) -> Draft | None:
    """The longest or shortest period or stated length, the earliest or latest date, among what is stated."""
    form = task.query.form
    if form in _LENGTHS:
        stated = figures(task, lengths, "duration").rows
        if len(stated) > 1:
            return _ranked(task, stated, {e.fact.id: minutes(e.fact.value) or 0 for e in stated})
    found = _periods(task)
    if not found:
        return extreme_event(task)
    usable = [e for e in found if e.fact.value.start and (e.fact.value.end or form not in _LENGTHS)]
    if not usable:
        return None
    ends = form not in _LENGTHS and fits(patterns()["ends"][task.query.language], task.query.text.casefold())
    usable = [e for e in usable if e.fact.value.end] if ends else usable
    return _ranked(task, usable, {e.fact.id: _rank(e.fact.value, form in _LENGTHS, ends) for e in usable}) if usable else None


def _periods(task: Task) -> list[Evidence]:
    asked = replace(task.query, wants=frozenset(["period"]))
    found = [e for e in on_own(task.finder.facts(asked), task.query) if label_covers(e, task) and e.fact.source is not FactSource.SENTENCE]
    if any(e.fact.value.kind is ValueKind.PERIOD for e in found):
        found = [e for e in found if e.fact.value.kind is ValueKind.PERIOD]
    return distinct(same_thing(found))


def _rank(value: Value, length: bool, ends: bool) -> float:
    assert value.start is not None
    if length and value.end:
        return (value.end - value.start).days
    return (value.end if ends and value.end else value.start).toordinal()


# --- each -------------------------------------------------------------------------------------------------------------


def each(task: Task) -> Draft | None:
    """What is stated for each: every row of the column that the question means, where it means a column, else what can be listed."""
    if "count" in task.query.wants:
        rows = figures(task).rows
        if len(rows) > 1:
            return value_table(task, rows)
    return listing(task)
