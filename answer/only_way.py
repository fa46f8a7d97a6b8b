"""The one telephone number, web address or mail address that the documents of a company state, where a question asks for such a one."""

from dataclasses import replace

from answer.draft import Draft
from answer.evidence import ESSENTIAL, fits_kind, is_action
from answer.find import distinct
from answer.query import Form
from answer.rows import Task, stated_values
from core.records import NameKind, ValueKind

_WAYS = frozenset(["phone", "url", "mail"])
_KINDS = frozenset([ValueKind.PHONE, ValueKind.URL])
_FORMS = frozenset([Form.VALUE, Form.LIST])


def only_way(task: Task) -> Draft | None:
    """That number or address; None where the question asks for something else too, of no one company or of what no document speaks of,
    and where several are stated, of which its purpose has to tell the one."""
    query = task.query
    ways = query.wants & _WAYS
    companies = query.names(NameKind.ORGANISATION)
    if not ways or query.form not in _FORMS or len(companies) != 1 or query.dates or query.wants - _WAYS - {"count", "contact", "place"}:
        return None
    asked = replace(query, wants=ways)
    stated = [
        fact
        for fact in task.finder.of_names(asked)
        if fact.value.kind in _KINDS
        and fits_kind(fact.value, ways, None)
        and task.finder.admits(asked, fact, task.finder.documents[fact.document_id])
    ]
    found = distinct([task.finder.evidence(asked, fact) for fact in stated])
    if len(found) != 1:
        return None
    unspoken = (term for term in found[0].missing if term.weight >= ESSENTIAL and not term.loose and not is_action(term))
    return stated_values(task, found) if next(unspoken, None) is None else None
