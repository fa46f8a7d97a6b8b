"""Figures compared and computed: largest and smallest, sums, differences, the longest and the earliest."""

from dataclasses import replace

from answer.draft import Computed, Draft, Statement
from answer.events import extreme_event
from answer.evidence import Evidence
from answer.find import alike_facts, distinct, is_total, on_own, same_thing
from answer.named import which_names
from answer.query import Form
from answer.rows import Task, compared, figure_of, label_covers, one_value, stated_values
from answer.values import single_value, tables_first
from answer.wording import Wording, sources_of, subject_parts, support_of
from core.records import FactSource, Status, ValueKind


def _figures(task: Task) -> list[Evidence]:
    """The comparable figures: one per subject, all in the same unit."""
    asked = replace(task.query, wants=frozenset(["count"]) if not task.query.wants & {"date", "period"} else task.query.wants)
    found = on_own(task.finder.facts(asked), task.query)
    found = tables_first(found)
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


def extreme(task: Task) -> Draft | None:
    """The largest or smallest, with everything that it was compared with."""
    found = _figures(task)
    if not found:
        return single_value(task) if not task.query.wants & {"organisation", "system"} else which_names(task)
    largest = task.query.form in (Form.LARGEST, Form.COMPARE)
    ranked = sorted(found, key=lambda e: e.fact.value.number or 0, reverse=largest)
    top = [e for e in ranked if e.fact.value.number == ranked[0].fact.value.number]
    wording = task.wording
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found}, covers=True)
    for evidence in top:
        said, computed = wording.value(evidence.fact.value)
        phrase = "largest" if largest else "smallest"
        text = wording.say(phrase, subject=wording.join(subject_parts(evidence.fact, wording)), value=said)
        draft.lead.append(Statement(text, sources_of(evidence.fact), support_of(evidence.fact), computed))
    if len(ranked) > 1:
        draft.lead.append(compared(ranked, wording))
    return draft


def total(task: Task) -> Draft | None:
    """A total: the one that a document states, else the sum of what is stated, with its parts."""
    totals = distinct([e for e in _typed_or_figures(task) if is_total(e)])
    found = _figures(task)
    if len(totals) == 1 and all(e.fact.document_id == totals[0].fact.document_id for e in found):
        return one_value(task, totals[0])
    found = _figures(task)
    if not found:
        return None
    if len(found) == 1:
        return one_value(task, found[0])
    wording = task.wording
    total = wording.count(sum(e.fact.value.number or 0 for e in found), found[0].fact.value.unit)
    parts = (" + " if wording.language == "en" else "＋").join(f"{figure_of(e, wording)}⟦{n}⟧" for n, e in enumerate(found))
    statement = Statement(
        wording.say("sum", value=total, parts=parts),
        tuple(s for e in found for s in sources_of(e.fact)),
        tuple(s for e in found for s in support_of(e.fact)),
        (Computed(total, wording.how("sum")),),
    )
    return Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in found}, covers=True)


def difference(task: Task) -> Draft | None:
    found = _figures(task)
    if len(found) != 2:
        return stated_values(task, found) if len(found) > 2 else None
    wording = task.wording
    high, low = sorted(found, key=lambda e: e.fact.value.number or 0, reverse=True)
    difference = wording.count((high.fact.value.number or 0) - (low.fact.value.number or 0), high.fact.value.unit)
    parts = " − ".join(f"{figure_of(e, wording)}⟦{n}⟧" for n, e in enumerate((high, low)))
    statement = Statement(
        wording.say("difference", value=difference, parts=parts),
        (*sources_of(high.fact), *sources_of(low.fact)),
        (*support_of(high.fact), *support_of(low.fact)),
        (Computed(difference, wording.how("difference")),),
    )
    return Draft(Status.ANSWERED, lead=[statement], stating={high.fact.document_id, low.fact.document_id}, covers=True)


def extreme_period(task: Task) -> Draft | None:
    """The longest or shortest period, the earliest or latest date, among what is stated."""
    form, wording = task.query.form, task.wording
    asked = replace(task.query, wants=frozenset(["period"]))
    found = [e for e in on_own(task.finder.facts(asked), task.query) if label_covers(e, task) and e.fact.source is not FactSource.SENTENCE]
    if any(e.fact.value.kind is ValueKind.PERIOD for e in found):
        found = [e for e in found if e.fact.value.kind is ValueKind.PERIOD]
    found = distinct(same_thing(found))
    if not found:
        return extreme_event(task)
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
        draft.lead.append(compared(ranked, wording))
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
