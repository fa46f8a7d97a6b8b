"""From a query to a draft, by the form of the question."""

from collections.abc import Callable
from dataclasses import replace

from answer.addresses import where_to_send
from answer.asked_there import asked_there
from answer.causes import causes
from answer.complements import left_of_part
from answer.define import meaning
from answer.denials import denied
from answer.differences import difference
from answer.draft import Draft, Source
from answer.each import each
from answer.entries import counted_entries
from answer.events import on_date, timeline
from answer.extremes import extreme, extreme_period
from answer.listed import listed_cells
from answer.measures import measures, when_done
from answer.named_cells import added_up, one_of_two, set_against, whole_with
from answer.newest import with_earlier
from answer.only_way import only_way
from answer.order import in_order
from answer.patterns import fits, patterns
from answer.query import Form
from answer.registers import from_register
from answer.remaining import remaining
from answer.revised import revised
from answer.rows import Task
from answer.shown import with_names_shown
from answer.side_by_side import side_by_side
from answer.spans import stretch_of_row
from answer.sums import total
from answer.two_sides import two_sides
from answer.values import counting, single_value
from answer.yes_no import yes_or_no
from facts.names import NameBook


def answer(task: Task, book: NameBook) -> Draft | None:
    """The draft for a query, by its form; None when nothing meets its constraints. `book` knows the names of the store."""
    whole = in_order(task) or side_by_side(task) or two_sides(task) or from_register(task) or where_to_send(task)
    whole = whole or _asked_and_answered(task)
    draft = whole or _statements_counted(task) or _reached(task) or only_way(task) or _FORMS[task.query.form](task) or denied(task)
    draft = draft and with_names_shown(draft, task, book)
    if draft is None:
        return None
    draft = with_earlier(draft, task.finder.earlier, task.finder.publication_of, task.wording)
    return _with_publication(draft, task)


def _length_of_row(task: Task) -> Draft | None:
    """How long a named row of a table took, from its start to its end, where the question asks for a length."""
    return stretch_of_row(task) if "duration" in task.query.wants and not task.query.between else None


def _who_and_what(task: Task) -> Draft | None:
    """Each row of a table that says what became of whom, where one question asks for both (誰がどんな処分を)."""
    if "person" not in task.query.wants or not fits(patterns()["telling"]["asks_who_and_what"], task.query.text.casefold()):
        return None
    return each(replace(task, query=replace(task.query, wants=frozenset())))


def _statements_counted(task: Task) -> Draft | None:
    """How many causes or measures are listed, where that is asked (原因はいくつ挙げられているか)."""
    return counted_entries(task) if task.query.form in (Form.WHY, Form.MEASURES) and "count" in task.query.wants else None


def _cells_asked_for(task: Task) -> Draft | None:
    """The cells of the column whose noun is asked for (which products), where nothing else is."""
    return listed_cells(task) if not task.query.wants else None


def _asked_and_answered(task: Task) -> Draft | None:
    """The answer that a document itself gives to the same question, where the question is for no figure or date."""
    open_forms = (Form.YES_NO, Form.WHY, Form.VALUE, Form.LIST, Form.MEASURES, Form.WHAT_IS)
    return asked_there(task) if task.query.form in open_forms and not task.query.wants & _TYPED else None


def _reached(task: Task) -> Draft | None:
    """How to reach the one asked about, or that there is no such way, where a question asks for that alone."""
    alone = task.query.wants and task.query.wants <= frozenset(["phone", "mail", "url"]) and task.query.form is Form.LIST
    return (single_value(task) or denied(task)) if alone and len(task.query.asked) == 1 else None


# Kinds of values that facts state better than sentences.
_TYPED = frozenset(["count", "date", "period", "duration", "time", "phone", "url", "mail", "contact"])


def _with_publication(draft: Draft, task: Task) -> Draft:
    """The draft with the day of publication cited, where it is by that day that its document meets the date asked."""
    for asked in task.query.dates:
        for document_id in draft.stating:
            document = task.finder.documents[document_id]
            if draft.lead and asked.relation == "on" and asked.admits(document.published, document.published):
                place = task.finder.publication_of(document_id)
                if place is not None:
                    draft.lead[0] = replace(draft.lead[0], sources=(*draft.lead[0].sources, Source(document_id, place)))
    return draft


def _value(task: Task) -> Draft | None:
    """One value, read or computed."""
    changed = fits(patterns()["changed"][task.query.language], task.query.text.casefold())
    computed = (
        (revised(task) if changed else None)
        or remaining(task)
        or left_of_part(task)
        or (whole_with(task) if "count" in task.query.wants else None)
    )
    listed = computed or _who_and_what(task) or _length_of_row(task) or _cells_asked_for(task)
    return listed or single_value(task) or when_done(task)


_FORMS: dict[Form, Callable[[Task], Draft | None]] = {
    Form.VALUE: _value,
    Form.LIST: each,
    Form.COUNT: counting,
    Form.SUM: lambda task: whole_with(task) or added_up(task) or total(task),
    Form.DIFFERENCE: lambda task: revised(task) or set_against(task) or difference(task),
    Form.LARGEST: lambda task: one_of_two(task) or extreme(task),
    Form.SMALLEST: lambda task: one_of_two(task) or extreme(task),
    Form.COMPARE: lambda task: revised(task) or one_of_two(task) or extreme(task),
    Form.EARLIEST: extreme_period,
    Form.LATEST: extreme_period,
    Form.LONGEST: extreme_period,
    Form.SHORTEST: extreme_period,
    Form.ON_DATE: on_date,
    Form.TIMELINE: timeline,
    Form.WHY: causes,
    Form.MEASURES: measures,
    Form.WHAT_IS: meaning,
    Form.YES_NO: yes_or_no,
}
