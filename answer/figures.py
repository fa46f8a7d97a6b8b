"""Figures compared and computed: largest and smallest, sums, differences, the longest and the earliest."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.columns import (
    Figures,
    clock,
    counts,
    dates,
    each_named,
    figures,
    lengths,
    mates,
    minutes,
    pair_of_row,
    pair_of_sentence,
    periods,
    same_value,
)
from answer.draft import Computed, Draft, Source, Statement
from answer.events import extreme_event
from answer.evidence import Evidence, is_action
from answer.find import on_own
from answer.grids import block_of
from answer.listed import listed_cells, listed_items
from answer.named import which_names
from answer.patterns import fits, patterns
from answer.query import Form
from answer.row_names import RowNames, with_name
from answer.rows import Task, label_covers, one_value, quoted, rows_computed, stated_values, value_table
from answer.spans import longest_stretch
from answer.superlatives import stated_extreme
from answer.values import listing, single_value, tables_first
from answer.wording import Wording, sources_of, support_of
from core.records import Fact, FactSource, Span, Status, Value, ValueKind
from core.text import fold
from facts.concepts import term_keys
from facts.names import name_key
from facts.times import clock_times, minutes_between
from facts.values import find_counts, same_unit

_MOST_FORMS = (Form.LARGEST, Form.COMPARE, Form.LONGEST, Form.LATEST)
_FEWEST_COMPARED = 2
_LENGTHS = (Form.LONGEST, Form.SHORTEST)
# A column of starts or ends covers by what stands over it, not by its own label.
_COVERS = 0.7
# What a sentence calls a total, before the gap that stands for its figure.
_SAID_TOTAL = re.compile(r"(?:合計|総計|(?<![統推累時設会])計|総数|総額|全部で) (?!.*うち)")
# A total right after its parts.
_TOTAL_AFTER = re.compile(r"(?:合計|総計|(?<![統推累時設会])計)[:： ]*")
_AFTER = 80
# What adds a figure to the one before it.
_ADDS = re.compile(r"[^0-9。、]{0,6}?を(?:加え|足し|合わせ|合算|上乗せ|含め)")
# A doing of this weight says what was done, and is not only how a question asks.
_DONE = 0.7
# What counts anything, and two measures asked for at once (件数と不足額).
_ANY_UNIT = frozenset(["件", "数"])
_TWO_MEASURES = re.compile(r"(?:数|額|率|量)(?:と|、|・|および|及び|ならびに)[^、。]{0,10}?(?:数|額|率|量)")
_MINUTES_OF_DAY = 24 * 60
_NOTE = re.compile(r"(?<=[^(]) ?\(.*\)$")
_ROUGHLY = re.compile(r"(?:最大|最小|少なくとも|最低)?(?:で|でも)?(?:約|およそ|おおよそ)")


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
    if not found.rows:
        return single_value(task) if not task.query.wants & {"organisation", "system"} else which_names(task)
    return _with_unstated(ranked(task, found.rows, {e.fact.id: e.fact.value.number or 0 for e in found.rows}), task, found)


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
    values, support, computed = _listed(ranked, names, wording)
    text = wording.say("compared", count=len(ranked), values=wording.join(values))
    sources = tuple(s for e in ranked for s in sources_of(e.fact))
    return Statement(text, sources, support, (*rows_computed(wording, len(ranked)), *computed))


def _listed(
    found: list[Evidence], names: RowNames, wording: Wording, first: int = 0
) -> tuple[list[str], tuple[Source, ...], tuple[Computed, ...]]:
    """Figures with what each is of and the mark of its citation, the places that show it, and what of it was computed."""
    said = [(_without_note(e.fact.value, wording), names.short(e)) for e in found]
    texts = [f"{with_name(value[0], name, wording)}⟦{n}⟧" for n, (value, name) in enumerate(said, first)]
    support = tuple(s for e, (_, name) in zip(found, said, strict=True) for s in (*support_of(e.fact), *name.support))
    return texts, support, tuple(c for value, name in said for c in (*value[1], *name.computed))


def _without_note(value: Value, wording: Wording) -> tuple[str, tuple[Computed, ...]]:
    """A value as it is said, a count without the note that stands after it: 2,045名(氏名、住所を含む) in a list is 2,045名."""
    said, computed = wording.value(value)
    return (_NOTE.sub("", said) if value.kind is ValueKind.COUNT else said), computed


# --- sums and differences ---------------------------------------------------------------------------------------------


def total(task: Task) -> Draft | None:
    """A total: the one that a document states, with its parts, else the sum of what is stated; one for each unit asked in."""
    if len(task.query.units) < 2:
        return _total(task)
    drafts = [_total(replace(task, query=replace(task.query, unit=unit, units=(unit,)))) for unit in task.query.units]
    found = [draft for draft in drafts if draft and draft.lead and not draft.rows]
    if len(found) < len(drafts):
        return _total(task)
    found[0].lead += [statement for draft in found[1:] for statement in draft.lead if statement not in found[0].lead]
    found[0].stating |= {document for draft in found for document in draft.stating}
    return found[0]


def _total(task: Task) -> Draft | None:
    """The total in one unit."""
    found = figures(task)
    stated = found.totals or _said_totals(task, found)
    if len(stated) == 1 and found.documents <= {stated[0].fact.document_id}:
        return _stated_total(task, stated[0], found)
    if not found.rows:
        return single_value(task) if fits(patterns()["in_all"][task.query.language], task.query.text.casefold()) else None
    if len(found.rows) == 1:
        added = _added_in_sentence(task, found.rows[0])
        return _sum(task, replace(found, rows=added)) if added else one_value(task, found.rows[0])
    if len(found.labels) > 1 and _of_one_table(found.rows) and not each_named(task, found.rows):
        if len(found.labels) in _numbers_named(task):
            return _sum(task, replace(found, rows=found.totals if len(found.totals) == len(found.labels) else found.rows))
        return value_table(task, found.totals or found.rows)
    whole = _without_parts(task, found.rows)
    if len(whole) < len(found.rows):
        return one_value(task, whole[0]) if len(whole) == 1 else _sum(task, replace(found, rows=whole))
    if _of_cut_sentence(task, found.rows):
        return quoted(task, [_sentence_of(task, found.rows[0])])
    return _sum(task, found)


def _added_in_sentence(task: Task, evidence: Evidence) -> list[Evidence]:
    """The two figures of a unit of which a sentence says that one is added to the other (全額12万円に加算金3万円を加えて)."""
    fact = evidence.fact
    if fact.source is not FactSource.SENTENCE:
        return []
    said = fold(task.finder.store.text(fact.document_id)[fact.span.start : fact.span.end]).text
    held = [found for found in find_counts(said) if same_unit(found.value.unit, fact.value.unit)]
    if len(held) != 2 or not _ADDS.match(said[held[1].end :]):
        return []
    return [replace(evidence, fact=replace(fact, value=found.value)) for found in held]


def _numbers_named(task: Task) -> set[int]:
    """The numbers of things that a question names (二種類を合わせると, both together)."""
    text = fold(task.query.text).text.casefold()
    said = {int(found.value.number) for found in find_counts(text) if found.value.number}
    return said | ({2} if fits(patterns()["both"][task.query.language], text) else set())


def _without_parts(task: Task, rows: list[Evidence]) -> list[Evidence]:
    """The rows without runs in brackets that add up to the row right before them: 旅客11名(重傷2名、軽傷9名) are eleven."""
    kept: list[Evidence] = []
    index = 0
    while index < len(rows):
        kept.append(rows[index])
        numbers = [e.fact.value.number or 0 for e in rows[index + 1 :]]
        length = next((n for n in range(2, len(numbers) + 1) if sum(numbers[:n]) == rows[index].fact.value.number), 0)
        index += 1 + (length if _opens_bracket(task, rows[index].fact) else 0)
    return kept


def _opens_bracket(task: Task, fact: Fact) -> bool:
    """True when a bracket opens right after a figure."""
    said = fold(task.finder.store.text(fact.document_id)[fact.span.start : fact.span.end + 1]).text
    return f"{fact.value.text}(" in said


def _of_cut_sentence(task: Task, rows: list[Evidence]) -> bool:
    """True when a sentence states further figures in the unit of those to be added up: which of them count is the reader's to say."""
    spoken = [e.fact for e in rows if e.fact.source is FactSource.SENTENCE]
    known = {fact.id for fact in spoken}
    for fact in spoken:
        others = [f for f in task.finder.corpus.of_document(fact.document_id) if f.span == fact.span and f.id not in known]
        if any(f.value.kind is ValueKind.COUNT and same_unit(f.value.unit, fact.value.unit) for f in others):
            return True
    return False


def _sentence_of(task: Task, evidence: Evidence) -> Evidence:
    """The whole sentence that a figure stands in."""
    facts = task.finder.corpus.of_document(evidence.fact.document_id)
    whole = next((f for f in facts if f.attribute_key == "about" and f.span == evidence.fact.span), None)
    return replace(evidence, fact=whole) if whole else evidence


def _of_one_table(rows: list[Evidence]) -> bool:
    """True when figures stand in several columns of one table, which may overlap."""
    cells = all(e.fact.row and e.fact.source is FactSource.CELL for e in rows)
    return cells and len({(e.fact.document_id, block_of(e.fact)) for e in rows}) == 1


def _said_totals(task: Task, found: Figures) -> list[Evidence]:
    """A total that a sentence states (合計96,310件): of just the rows, where there are rows; its best statement."""
    asked = replace(task.query, wants=frozenset(["count"]), figures=())
    said = [
        e
        for e in on_own(task.finder.facts(asked), task.query)
        if e.fact.source is FactSource.SENTENCE and _SAID_TOTAL.search(e.fact.attribute)
    ]
    if not found.rows:
        return said[:1]
    if all(e.fact.source is FactSource.SENTENCE for e in found.rows):
        return [e for e in said if any(e.fact.context == other.fact.context for other in found.rows)][:1]
    whole = sum(e.fact.value.number or 0 for e in found.rows)
    return [e for e in said if e.fact.value.number == whole and same_unit(e.fact.value.unit, found.rows[0].fact.value.unit)][:1]


def _stated_total(task: Task, total: Evidence, found: Figures) -> Draft:
    """The total as its document states it, with the rows that it is the total of."""
    draft = one_value(task, total)
    draft.covers = True
    if len(found.rows) > 1:
        wording, lead = task.wording, draft.lead[0]
        parts, support, computed = _listed(found.rows, RowNames(task, found.rows), wording, first=len(lead.sources))
        # The words that are quoted with the total are cited where they end: what it is made up of is cited part by part.
        whole = f"{lead.text}⟦0⟧ " if lead.text.endswith("」") else f"{lead.text}{' ' if wording.language == 'en' else ''}"
        said = f"{whole}{wording.say('parts', parts=wording.join(parts))}"
        value = wording.value(total.fact.value)[0]
        sources = (*lead.sources, *(s for e in found.rows for s in sources_of(e.fact)))
        text = said.replace(value, f"{value}⟦0⟧", 1)
        draft.lead = [Statement(text, sources, (*lead.support, *support), (*lead.computed, *computed))]
    return draft


def _sum(task: Task, found: Figures) -> Draft:
    wording, rows = task.wording, found.rows
    parts, support, computed = _listed(rows, RowNames(task, rows), wording)
    whole = sum(e.fact.value.number or 0 for e in rows)
    total = _about(rows, wording) + (_in_hours(whole, rows, wording) or wording.count(whole, rows[0].fact.value.unit))
    statement = Statement(
        wording.say("sum", value=total, parts=(" + " if wording.language == "en" else "＋").join(parts)),
        (*(s for e in rows for s in sources_of(e.fact)), *_stated_after(task, rows, whole)),
        support,
        (Computed(total, wording.how("sum")), *computed),
    )
    draft = Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in rows}, covers=True)
    return _with_unstated(draft, task, found)


def _in_hours(whole: float, rows: list[Evidence], wording: Wording) -> str | None:
    """Minutes as hours and minutes, where what they are the sum of is said so (4時間5分)."""
    if rows[0].fact.value.unit != "分" or not any("時間" in e.fact.value.text for e in rows):
        return None
    parts = [wording.count(number, unit) for number, unit in zip(divmod(whole, 60), ("時間", "分"), strict=True) if number]
    return ("" if wording.language == "ja" else " ").join(parts)


def _stated_after(task: Task, rows: list[Evidence], whole: float) -> tuple[Source, ...]:
    """The place right after the figures where their document states the same total (合計 3,040名)."""
    if len({e.fact.document_id for e in rows}) > 1:
        return ()
    document_id, end = rows[0].fact.document_id, max(e.fact.span.end for e in rows)
    folded = fold(task.finder.store.text(document_id)[end : end + _AFTER], end)
    match = _TOTAL_AFTER.search(folded.text)
    counts = find_counts(folded.text[match.end() :]) if match else []
    if match is None or not counts or counts[0].start > 0 or counts[0].value.number != whole:
        return ()
    return (Source(document_id, Span(*folded.place(match.start(), match.end() + counts[0].end))),)


def _with_unstated(draft: Draft, task: Task, found: Figures) -> Draft:
    """The draft with the rows that state no figure, so that nothing is left out silently."""
    if found.unstated:
        cells = [f"{fact.subject or fact.attribute}「{fact.value.text}」⟦{n}⟧" for n, fact in enumerate(found.unstated)]
        text = task.wording.say("unstated", rows=task.wording.join(cells))
        sources = tuple(s for fact in found.unstated for s in sources_of(fact))
        draft.lead.append(Statement(text, sources, tuple(s for fact in found.unstated for s in support_of(fact))))
    return draft


def _about(found: Sequence[Evidence], wording: Wording) -> str:
    """What is computed from a figure that is stated as about so much is about so much too."""
    rough = any(_ROUGHLY.match(e.fact.value.text) for e in found)
    return ("about " if wording.language == "en" else "約") if rough else ""


def difference(task: Task) -> Draft | None:
    """The difference of the two figures that the question sets against each other."""
    if "duration" in task.query.wants and not task.query.unit:
        drafted = _days_between(task)
        if drafted:
            return drafted
    stated = figures(task)
    found = stated.rows
    pair = next((two for two in (found, stated.totals) if len(two) == 2), [])
    told = all(e.fact.source is FactSource.SENTENCE for e in found)
    one = next((ones[0] for ones in (found, stated.totals) if len(ones) == 1), None)
    pair = pair or (pair_of_row(task, one) if one else []) or (pair_of_sentence(task) if told else [])
    if not pair or not _set_against(task, pair):
        return stated_values(task, found) if len(found) > 2 else None
    wording = task.wording
    high, low = sorted(pair, key=lambda e: e.fact.value.number or 0, reverse=True)
    value = wording.count((high.fact.value.number or 0) - (low.fact.value.number or 0), high.fact.value.unit)
    again = [e for e in found if e.fact.id not in {high.fact.id, low.fact.id} and any(same_value(e.fact.value, p.fact.value) for p in pair)]
    return _difference(task, [high, low], _about(pair, wording) + value, again)


def difference_of(task: Task, pair: Sequence[Evidence]) -> Draft:
    """The difference of two figures, the larger first."""
    high, low = sorted(pair, key=lambda e: e.fact.value.number or 0, reverse=True)
    value = task.wording.count((high.fact.value.number or 0) - (low.fact.value.number or 0), high.fact.value.unit)
    return _difference(task, [high, low], _about(pair, task.wording) + value)


def rest_of(task: Task, wholes: Sequence[Evidence], done: Sequence[Evidence]) -> Draft:
    """What some figures have more than others, each set of them added up."""
    wording, every = task.wording, [*wholes, *done]
    first, last = (sum(e.fact.value.number or 0 for e in part) for part in (wholes, done))
    value = _about(every, wording) + wording.count(first - last, every[0].fact.value.unit)
    texts, support, computed = _listed(every, RowNames(task, every), wording)
    sides = [_added(texts[: len(wholes)]), _added(texts[len(wholes) :])]
    text = wording.say("difference", value=value, parts=" − ".join(sides))
    sources = tuple(s for e in every for s in sources_of(e.fact))
    statement = Statement(text, sources, support, (Computed(value, wording.how("difference")), *computed))
    return Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in every}, covers=True)


def _added(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({' + '.join(texts)})"


def _set_against(task: Task, pair: list[Evidence]) -> bool:
    """True when two figures can be subtracted: of one label, of two versions of one row, of one sentence, or of two labels both named."""
    first, second = (e.fact for e in pair)
    if first.attribute == second.attribute or (first.row is not None and first.row == second.row) or first.span == second.span:
        return True
    if FactSource.SENTENCE in (first.source, second.source) or first.document_id != second.document_id:
        return True
    return each_named(task, pair)


def _difference(task: Task, pair: list[Evidence], value: str, again: Sequence[Evidence] = ()) -> Draft:
    """The difference of two figures; `again` states one of them too, and is cited with them."""
    wording = task.wording
    parts, support, computed = _listed(pair, RowNames(task, pair), wording)
    statement = Statement(
        wording.say("difference", value=value, parts=" − ".join(parts)),
        tuple(s for e in (*pair, *again) for s in sources_of(e.fact)),
        support,
        (Computed(value, wording.how("difference")), *computed),
    )
    return Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in (*pair, *again)}, covers=True)


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
        task.wording.days(apart),
    )


# --- the longest and the earliest -------------------------------------------------------------------------------------


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
    if drafted or not found:
        return drafted or extreme_event(task)
    usable = [e for e in found if clock(e.fact.value) or (e.fact.value.start and (e.fact.value.end or form not in _LENGTHS))]
    if not usable:
        return None
    usable = [e for e in usable if clock(e.fact.value) or e.fact.value.end] if ends else usable
    if form in _LENGTHS and len(usable) < 2:
        return None  # the longest of one is no comparison
    if not usable:
        return None
    timed = all(len(clock_times(e.fact.value.text)) == 1 for e in usable)
    draft = ranked(task, usable, {e.fact.id: _rank(e.fact.value, form in _LENGTHS, ends, timed=timed) for e in usable})
    unended = [e for e in found if e not in usable] if form in _LENGTHS else []
    return _with_unended(draft, task, unended, RowNames(task, found))


def _with_unended(draft: Draft, task: Task, unended: list[Evidence], names: RowNames) -> Draft:
    """The draft with the periods whose end is not stated: any of them may be the longest."""
    if unended:
        texts, support, computed = _listed(unended, names, task.wording)
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


# --- each -------------------------------------------------------------------------------------------------------------


def each(task: Task) -> Draft | None:
    """What is stated for each: every row of the column that the question means, where it means a column, else what can be listed."""
    wants = task.query.wants
    rows = _of_each(task) if "count" in wants else []
    if "date" in wants and not wants & {"count", "period"}:
        rows = [e for e in figures(task, dates, "date", lambda e: label_covers(e, task)).rows if e.fact.source is FactSource.CELL]
        rows = rows if "system" not in wants or _days_of_systems(rows, task) else []
    if len(rows) > 1:
        return value_table(task, rows, RowNames(task, rows).apart())
    listed = None if wants - {"place", "system"} else (listed_cells(task) or listed_items(task))
    return listed or listing(task)


def _of_each(task: Task) -> list[Evidence]:
    """The figure of every row of the column that the question means; with those of another
    unit in its row, where it asks for two measures.

    「件数」 asks for a number of whatever is counted (58箇所), where nothing is counted in 件.
    """
    rows = figures(task).rows
    if len(rows) < _FEWEST_COMPARED and task.query.unit in _ANY_UNIT:
        rows = figures(replace(task, query=replace(task.query, unit=None))).rows
    if len(rows) < _FEWEST_COMPARED or not _TWO_MEASURES.search(fold(task.query.text).text):
        return rows
    matcher = task.finder.matcher
    return [each for e in rows for each in (e, *(matcher.weigh(task.query, m, task.query.terms) for m in _otherwise_measured(task, e)))]


def _otherwise_measured(task: Task, evidence: Evidence) -> list[Fact]:
    """The figures of the same row that count something else."""
    fact = evidence.fact
    return [m for m in mates(task, fact) if counts(m.value) and not same_unit(m.value.unit, fact.value.unit)]


def _days_of_systems(rows: list[Evidence], task: Task) -> bool:
    """True for one day of each of several systems, under a label that says what the question says was done (復旧日)."""
    label = term_keys(rows[0].fact.attribute) if rows else frozenset()
    done = any(t.key in label for t in task.query.terms if is_action(t) and t.weight >= _DONE)
    return done and all(e.fact.value.kind is ValueKind.DATE for e in rows) and len({e.fact.system for e in rows} - {None}) == len(rows)
