"""What is left of a whole without the part that is stated: 消失した1,842,006個、うち復元できた1,790,506個, and how many were not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.differences import difference_of
from answer.draft import Draft
from answer.find import names_total
from answer.grids import asks_for_the_rest, block_of
from answer.kinds import alike_unit, counts
from answer.patterns import fits, patterns
from answer.rows import Task
from answer.sheets import speaks_of_all
from core.records import Fact, FactSource
from core.text import fold
from facts.concepts import term_keys
from facts.values import same_unit

_SAME = 0.8
# A lighter word says no doing.
_SAYS = 0.5
_WORDS = re.compile(r"[一-龥々]{2,}|[ァ-ヴー]{2,}")
_OF = re.compile(r"^(?:の|、)?(?:うち|内)")
_MARK = re.compile(r"^[(（]?うち、?")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure that is stated as part of another, with the words that tell the part."""

    whole: Fact
    part: Fact
    label: str


def left_of_part(task: Task) -> Draft | None:
    """The whole without its part, where a question asks for those of which what is said of the part is not so; None where it asks else."""
    query = task.query
    text = fold(query.text).text.casefold()
    asked = fits(patterns()["of_the_others"][query.language], text) or asks_for_the_rest(task)
    if "count" not in query.wants or not asked:
        return None
    found = [part for part in _parts(task) if _is_asked(task, part)]
    found = [part for part in found if names_total(part.part) and names_total(part.whole)] or found
    if len({(part.whole.value.number, part.part.value.number) for part in found}) != 1:
        return None
    pair = [task.finder.matcher.weigh(query, fact, query.terms) for fact in (found[0].whole, found[0].part)]
    return difference_of(task, pair)


def _is_asked(task: Task, part: Part) -> bool:
    """True when a question names the whole and denies what tells the part, and no figure of the document states just that."""
    query, matcher = task.query, task.finder.matcher
    facts = (part.whole, part.part)
    if query.unit is not None and not alike_unit(part.part.value.unit or query.unit, query.unit):
        return False
    telling = term_keys(part.label) - term_keys(_before_figure(part.whole))
    denied = [t for t in query.terms if t.weight >= _SAYS and any(k in telling and w >= _SAME for k, w in matcher.alike(t).items())]
    # What could not be restored may be a word of its own: the doing that both say tells it too.
    own_words = set(_WORDS.findall(part.label)) - set(_WORDS.findall(_before_figure(part.whole)))
    said = {word for word in own_words if word in query.text}
    left = bool(said) or (asks_for_the_rest(task) and fits(patterns()["done"], part.label))
    if not (denied or left) or fits(patterns()["denied"], part.label) or not speaks_of_all(task, facts):
        return False
    own = {key for term in denied for key in matcher.alike(term)}
    others = [f for f in task.finder.corpus.of_document(part.part.document_id) if counts(f.value) and f.source is not FactSource.SENTENCE]
    others = [f for f in others if fits(patterns()["denied"], _label(f)) and same_unit(f.value.unit, part.part.value.unit)]
    return all(own.isdisjoint(f.label_terms) and not any(word in _label(f) for word in said) for f in others)


def _before_figure(fact: Fact) -> str:
    """What stands before a figure in its sentence, which has a gap in the figure's place; else its label."""
    return fact.attribute.partition(" ")[0] if fact.source is FactSource.SENTENCE else fact.attribute


# --- parts of wholes --------------------------------------------------------------------------------------------------


def _parts(task: Task) -> Iterator[Part]:
    """The figures that the documents of the question's names state as parts of others."""
    documents: dict[str, list[Fact]] = {}
    for fact in task.finder.of_names(task.query):
        if counts(fact.value) and task.finder.admits(task.query, fact, task.finder.documents[fact.document_id]):
            documents.setdefault(fact.document_id, []).append(fact)
    for facts in documents.values():
        for index, fact in enumerate(facts):
            if fact.source is FactSource.SENTENCE:
                yield from _in_sentence(task, facts, fact)
            elif _MARK.match(_label(fact)):
                whole = _whole_of(facts[:index], fact)
                if whole is not None:
                    yield Part(whole, fact, _MARK.sub("", _label(fact)))


def _label(fact: Fact) -> str:
    """What tells a row or line: its subject, else its label."""
    return fact.subject if fact.subject and (_MARK.match(fact.subject) or not _MARK.match(fact.attribute)) else fact.attribute


def _whole_of(before: Sequence[Fact], part: Fact) -> Fact | None:
    """The figure right before a part, in its table or section, that is not a part itself and not smaller."""
    for fact in reversed(before):
        beside = block_of(fact) == block_of(part) if part.row else fact.section == part.section
        if not beside or fact.source is not part.source:
            return None
        in_line = fact.subject == part.subject or fact.attribute == part.attribute or fact.span.start == part.span.start
        if not _MARK.match(_label(fact)) and in_line and alike_unit(fact.value.unit, part.value.unit):
            return fact if (fact.value.number or 0) >= (part.value.number or 0) else None
    return None


def _in_sentence(task: Task, facts: Sequence[Fact], whole: Fact) -> Iterator[Part]:
    """The part that a sentence states of a figure of its own (225回のうち、…が168回)."""
    said = fold(task.finder.store.text(whole.document_id)[whole.span.start : whole.span.end]).text
    place = said.find(whole.value.text)
    after = said[place + len(whole.value.text) :] if place >= 0 else ""
    opened = _OF.match(after)
    if opened is None:
        return
    for fact in facts:
        if fact.span != whole.span or fact is whole or not same_unit(fact.value.unit, whole.value.unit):
            continue
        end = after.find(fact.value.text)
        if end >= 0 and "。" not in after[:end]:
            yield Part(whole, fact, after[opened.end() : end])
            return
