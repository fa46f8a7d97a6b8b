"""What is told in words: causes, measures, definitions, yes and no."""

import re
from dataclasses import replace

from answer.define import definitions
from answer.draft import Draft, Row, Statement
from answer.evidence import Evidence
from answer.find import distinct, on_own
from answer.query import Form, Query
from answer.rows import Task, cell_text, narrative, rows_computed, shortened
from answer.values import single_value, text_value
from answer.wording import Wording, sources_of, support_of
from core.records import FactSource, NameKind, Status, ValueKind
from core.text import fold
from facts.concepts import Term, term_keys
from facts.values import find_values

_MARK_ENOUGH = 0.4
# A question with such a word beside a name asks for something of it, not what it is.
_SAYS_MORE = 0.4
# A subheading, or a sentence that only announces what follows, is no measure.
_NO_MEASURE = re.compile(r"^[<〈《【\[].*[>〉》】\]]$|以下の(?:とおり|通り)")


# A sentence is quoted to a question of yes or no when it covers this share of it: the reader judges.
_TOLD = 0.5


def measures(task: Task) -> Draft | None:
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
    found = distinct(_listed_first(found))
    if task.query.dates:
        found = [e for e in found if _due_on(e, _deadline(e, by_subject), task.query)]
    if not found:
        return single_value(replace_form(task, Form.VALUE)) if task.query.wants else narrative(task)
    return _measure_table(task, found, by_subject, wording)


def _due_on(evidence: Evidence, deadline: Evidence | None, query: Query) -> bool:
    """True when a measure's own words or its deadline meet the date asked."""
    stated = [found.value for found in find_values(evidence.fact.value.text)] + ([deadline.fact.value] if deadline else [])
    return any(asked.admits(value.start, value.end) for value in stated for asked in query.dates)


def _listed_first(found: list[Evidence]) -> list[Evidence]:
    """Without the sentences of documents that list their measures in a table."""
    listed = {e.fact.document_id for e in found if e.fact.source is FactSource.CELL}
    return [e for e in found if e.fact.source is FactSource.CELL or e.fact.document_id not in listed]


def _is_measure(evidence: Evidence) -> bool:
    fact = evidence.fact
    text = fact.value.text
    return (
        "c:measure" in term_keys(fact.attribute)
        and "c:deadline" not in term_keys(fact.attribute)
        and fact.value.kind in (ValueKind.TEXT, ValueKind.LIST)
        and fact.attribute_key in (None, "about")
        and len(text) > 4
        and not _NO_MEASURE.search(text)
    )


def replace_form(task: Task, form: Form) -> Task:
    """The task with its question read as another form."""
    return Task(replace(task.query, form=form), task.finder, task.wording)


def _measure_table(task: Task, found: list[Evidence], deadlines: dict[tuple[str, str | None], Evidence], wording: Wording) -> Draft:
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found}, covers=not task.query.asked)
    draft.lead.append(
        Statement(wording.say("measures", count=len(found)), sources_of(found[0].fact), (), rows_computed(wording, len(found)))
    )
    due = [_deadline(e, deadlines) for e in found]
    columns = ["organisation", "measure"] + (["deadline"] if any(due) else [])
    draft.columns = tuple(wording.column(c) for c in columns)
    for evidence, deadline in zip(found, due, strict=True):
        cells = [cell_text(evidence, "organisation", wording), shortened(evidence.fact.value.text)]
        sources = list(sources_of(evidence.fact))
        if any(due):
            cells.append(deadline.fact.value.text if deadline else wording.say("not_stated"))
            sources += list(sources_of(deadline.fact)) if deadline else []
        draft.rows.append(Row(tuple(cells), tuple(sources), support_of(evidence.fact)))
    return draft


def _deadline(evidence: Evidence, deadlines: dict[tuple[str, str | None], Evidence]) -> Evidence | None:
    return deadlines.get((evidence.fact.document_id, evidence.fact.value.text))


def meaning(task: Task) -> Draft | None:
    """What a name or word stands for: its definition or note in the documents, else the sentence that describes it."""
    return _defined(task) or text_value(task) or narrative(task)


def _defined(task: Task) -> Draft | None:
    """The sentence that defines or annotates the thing asked for."""
    for name in _asked_for(task.query):
        found = definitions(name, task.finder)
        if found:
            wording = task.wording
            draft = Draft(Status.ANSWERED, stating={source.document_id for _, source in found})
            draft.lead = [
                Statement(wording.say("defined", name=name, quote=shortened(text)), (source,), echo=task.query.text)
                for text, source in found[:2]
            ]
            return draft
    return None


def _asked_for(query: Query) -> list[str]:
    """What a question asks the meaning of, the most exact form first: quoted, named, or the words before とは."""
    text = fold(query.text, markup=False).text
    found = re.findall(r"[「“\"]([^「」“”\"]+)[」”\"]", text)
    if not any(term.weight >= _SAYS_MORE for term in query.terms):
        found += [asked.surface.strip() for kind in (NameKind.SYSTEM, NameKind.ORGANISATION) for asked in query.names(kind)]
    head = re.match(r"(?:.*の資料でいう|.*でいう|.*の)?(.+?)(?:とは|って|の意味|の定義|は何の略|は何を指)", text)
    english = re.search(
        r"(?:define|meaning of|what (?:is|are|does)) (?:the |an? )?(.+?)(?: mean| refer| stand|[?.]|$)", text, re.IGNORECASE
    )
    found += [m.group(1).strip() for m in (head, english) if m]
    return list(dict.fromkeys(name for name in found if len(name) >= 2))
