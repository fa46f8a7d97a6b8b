"""Totals: as a document states them, with their parts, else the sum of what is stated."""

import re
from dataclasses import replace

from answer.columns import figures
from answer.draft import Computed, Draft, Source, Statement
from answer.evidence import Evidence
from answer.figures import about, listed, said_like, with_unstated
from answer.find import on_own
from answer.grids import block_of
from answer.pairs import each_named
from answer.patterns import fits, patterns
from answer.row_names import RowNames
from answer.rows import Task, one_value, quoted, value_table
from answer.rows_meant import Figures
from answer.values import single_value
from answer.wording import Wording, sources_of
from core.records import Fact, FactSource, Span, Status, Value, ValueKind
from core.text import fold
from facts.values import find_counts, same_unit

# What a sentence calls a total, before the gap that stands for its figure.
_SAID_TOTAL = re.compile(r"(?:合計|総計|(?<![統推累時設会])計|総数|総額|全部で) (?!.*うち)")
# A total right after its parts.
_TOTAL_BEFORE = re.compile(r"(?:合計|総計|総数|総額|全部で|あわせて|合わせて|(?<![統推累時設会])計)(?:で|は)?[:： ]*")
_LONGEST_LINE = 300
_AFTER = 80
# What adds a figure to the one before it.
_ADDS = re.compile(r"[^0-9。、]{0,6}?を(?:加え|足し|合わせ|合算|上乗せ|含め)")


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
        return sum_of(task, replace(found, rows=added)) if added else one_value(task, found.rows[0])
    if len(found.labels) > 1 and _of_one_table(found.rows) and not each_named(task, found.rows):
        if len(found.labels) in _numbers_named(task):
            return sum_of(task, replace(found, rows=found.totals if len(found.totals) == len(found.labels) else found.rows))
        return value_table(task, found.totals or found.rows)
    whole = _without_parts(task, found.rows)
    if len(whole) < len(found.rows):
        return one_value(task, whole[0]) if len(whole) == 1 else sum_of(task, replace(found, rows=whole))
    if _of_cut_sentence(task, found.rows):
        return quoted(task, [_sentence_of(task, found.rows[0])])
    return sum_of(task, found)


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
        parts, support, computed = listed(found.rows, RowNames(task, found.rows), wording, first=len(lead.sources))
        # The words that are quoted with the total are cited where they end: what it is made up of is cited part by part.
        whole = f"{lead.text}⟦0⟧ " if lead.text.endswith("」") else f"{lead.text}{' ' if wording.language == 'en' else ''}"
        said = f"{whole}{wording.say('parts', parts=wording.join(parts))}"
        value = wording.value(total.fact.value)[0]
        sources = (*lead.sources, *(s for e in found.rows for s in sources_of(e.fact)))
        text = said.replace(value, f"{value}⟦0⟧", 1)
        draft.lead = [Statement(text, sources, (*lead.support, *support), (*lead.computed, *computed))]
    return draft


def sum_of(task: Task, found: Figures) -> Draft:
    """The sum of figures, each with what it is of."""
    wording, rows = task.wording, found.rows
    parts, support, computed = listed(rows, RowNames(task, rows), wording)
    whole = sum(e.fact.value.number or 0 for e in rows)
    total = about(rows, wording) + (_in_hours(whole, rows, wording) or said_like(whole, rows, wording))
    statement = Statement(
        wording.say("sum", value=total, parts=(" + " if wording.language == "en" else "＋").join(parts)),
        (*(s for e in rows for s in sources_of(e.fact)), *_stated_elsewhere(task, rows, whole)),
        support,
        (Computed(total, wording.how("sum")), *computed),
    )
    draft = Draft(Status.ANSWERED, lead=[statement], stating={e.fact.document_id for e in rows}, covers=True)
    return with_unstated(draft, task, found)


def _in_hours(whole: float, rows: list[Evidence], wording: Wording) -> str | None:
    """Minutes as hours and minutes, where what they are the sum of is said so (4時間5分)."""
    if rows[0].fact.value.unit != "分" or not any("時間" in e.fact.value.text for e in rows):
        return None
    parts = [wording.count(number, unit) for number, unit in zip(divmod(whole, 60), ("時間", "分"), strict=True) if number]
    return ("" if wording.language == "ja" else " ").join(parts)


def _stated_elsewhere(task: Task, rows: list[Evidence], whole: float) -> tuple[Source, ...]:
    """The place where the document of all figures states the same total: right after them (合計 3,040名), or in another of its lines."""
    documents = {e.fact.document_id for e in rows}
    if len(documents) > 1:
        return ()
    (document_id,) = documents
    end = max(e.fact.span.end for e in rows)
    blocks = [b.span for b in task.finder.disclosure(document_id).blocks if b.table is None and len(b.text) <= _LONGEST_LINE]
    for stretch in (Span(end, end + _AFTER), *blocks):
        folded = fold(task.finder.store.text(document_id)[stretch.start : stretch.end], stretch.start)
        for match in _TOTAL_BEFORE.finditer(folded.text):
            counts = find_counts(folded.text[match.end() :])
            if counts and not counts[0].start and _is_same(counts[0].value, whole, rows[0].fact.value):
                return (Source(document_id, Span(*folded.place(match.start(), match.end() + counts[0].end))),)
    return ()


def _is_same(stated: Value, whole: float, value: Value) -> bool:
    return stated.number == whole and (stated.unit is None or value.unit is None or same_unit(stated.unit, value.unit))
