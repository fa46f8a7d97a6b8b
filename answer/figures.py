"""Figures as they are said in an answer: a list of them, each with what it is of, those that a table leaves open, what is rough."""

import re
from collections.abc import Sequence

from answer.draft import Computed, Draft, Source, Statement
from answer.evidence import Evidence
from answer.row_names import RowNames, with_name
from answer.rows import Task
from answer.rows_meant import Figures
from answer.wording import Wording, sources_of, support_of
from core.records import Value, ValueKind

_TEN_THOUSAND = 10_000
_IN_TEN_THOUSANDS = re.compile(r"\d万円")
_NOTE = re.compile(r"(?<=[^(]) ?\(.*\)$")
_ROUGHLY = re.compile(r"(?:最大|最小|少なくとも|最低)?(?:で|でも)?(?:約|およそ|おおよそ)")


def listed(
    found: list[Evidence], names: RowNames, wording: Wording, first: int = 0
) -> tuple[list[str], tuple[Source, ...], tuple[Computed, ...]]:
    """Figures with what each is of and the mark of its citation, the places that show it, and what of it was computed."""
    said = [(without_note(e.fact.value, wording), names.short(e)) for e in found]
    texts = [f"{with_name(value[0], name, wording)}⟦{n}⟧" for n, (value, name) in enumerate(said, first)]
    support = tuple(s for e, (_, name) in zip(found, said, strict=True) for s in (*support_of(e.fact), *name.support))
    return texts, support, tuple(c for value, name in said for c in (*value[1], *name.computed))


def without_note(value: Value, wording: Wording) -> tuple[str, tuple[Computed, ...]]:
    """A value as it is said, a count without the note that stands after it: 2,045名(氏名、住所を含む) in a list is 2,045名."""
    said, computed = wording.value(value)
    return (_NOTE.sub("", said) if value.kind is ValueKind.COUNT else said), computed


def with_unstated(draft: Draft, task: Task, found: Figures) -> Draft:
    """The draft with the rows that state no figure, so that nothing is left out silently."""
    if found.unstated:
        cells = [f"{fact.subject or fact.attribute}「{fact.value.text}」⟦{n}⟧" for n, fact in enumerate(found.unstated)]
        text = task.wording.say("unstated", rows=task.wording.join(cells))
        sources = tuple(s for fact in found.unstated for s in sources_of(fact))
        draft.lead.append(Statement(text, sources, tuple(s for fact in found.unstated for s in support_of(fact))))
    return draft


def about(found: Sequence[Evidence], wording: Wording) -> str:
    """What is computed from a figure that is stated as about so much is about so much too."""
    rough = any(_ROUGHLY.match(e.fact.value.text) for e in found)
    return ("about " if wording.language == "en" else "約") if rough else ""


def said_like(number: float, found: Sequence[Evidence], wording: Wording) -> str:
    """A computed figure as those are said that it is made of: 1,962万円 and 1,218万円 make 3,180万円."""
    unit = found[0].fact.value.unit
    if (
        wording.language == "ja"
        and unit == "円"
        and number % _TEN_THOUSAND == 0
        and all(_IN_TEN_THOUSANDS.search(e.fact.value.text) for e in found)
    ):
        return f"{number / _TEN_THOUSAND:,.0f}万円"
    return wording.count(number, unit)
