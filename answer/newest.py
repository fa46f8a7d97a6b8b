"""Which of several statements of one thing is the newest: later reports and corrections take the place of earlier ones."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from answer.draft import Draft, Row, Source, Statement
from answer.evidence import Evidence
from answer.query import Form, Query
from answer.reports import report_number
from answer.wording import Wording, sources_of, support_of
from core.records import Fact, Span, ValueKind
from core.text import fold
from facts.terms import load_versions

# A newer statement may cover the question a little less well than the older one that it replaces.
_MAY_COVER_LESS = 0.15
_ALL_VERSIONS = frozenset([Form.DIFFERENCE, Form.TIMELINE, Form.COMPARE, Form.ON_DATE])
_MOST_EARLIER = 3
_TYPED = frozenset([ValueKind.COUNT, ValueKind.DATE, ValueKind.PERIOD])


@dataclass
class Newest:
    """What is left of evidence when older statements of the same thing are put aside, and which ones each replaces."""

    found: list[Evidence]
    earlier: dict[str, list[Evidence]] = field(default_factory=dict)


def newest(found: list[Evidence], query: Query, older: dict[str, frozenset[str]]) -> Newest:
    """Evidence without the figures and dates that a newer statement of the same thing replaces.

    All versions stay where the question asks for a certain one or for how it changed.
    """
    text = fold(query.text, markup=False).text.casefold()
    wanted = [pair for pair in load_versions().pairs if len(pair[0]) > 1 and pair[0] in text and pair[1] not in text]
    if wanted:
        return Newest(_of_version(found, wanted))
    if query.form in _ALL_VERSIONS or any(word in text for word in load_versions().asked) or re.search(load_versions().numbered, text):
        return Newest(found)
    kept: list[Evidence] = []
    earlier: dict[str, list[Evidence]] = {}
    documents, newer = _by_document(found), _turned(older)
    versions = _by_document([evidence for evidence in found if says_version(evidence.fact)])
    replacing: dict[str, list[Evidence]] = {}
    for evidence in found:
        beside = versions.get(evidence.fact.document_id, ()) if says_version(evidence.fact) else ()
        later = [other for document in newer.get(evidence.fact.document_id, ()) for other in documents.get(document, ())]
        found_anew = [other for other in (*beside, *later) if other is not evidence and _replaces(other, evidence, older)]
        if found_anew:
            replacing[evidence.fact.id] = found_anew
    for evidence in found:
        # What replaces it may be replaced in turn: it is told beside what stays.
        last = next((other for other in replacing.get(evidence.fact.id, ()) if other.fact.id not in replacing), None)
        if evidence.fact.id not in replacing:
            kept.append(evidence)
        elif last is not None:
            earlier.setdefault(last.fact.id, []).append(evidence)
    for told in earlier.values():
        told.sort(key=lambda e: e.fact.document_id not in newer)  # what another document said comes first
    return Newest(kept, earlier)


def of_one_version(found: list[Evidence], query: Query) -> list[Evidence]:
    """Figures of a column without what the same document says anew: what was said before and what is said now are never added up."""
    text = fold(query.text, markup=False).text.casefold()
    wanted = [pair for pair in load_versions().pairs if len(pair[0]) > 1 and pair[0] in text and pair[1] not in text]
    if wanted:
        return _of_version(found, wanted)
    labelled = [e.fact for e in found if says_version(e.fact)]
    return [e for e in found if e.fact not in labelled or not any(restates(other, e.fact) for other in labelled)]


def _of_version(found: list[Evidence], wanted: list[tuple[str, str]]) -> list[Evidence]:
    """Evidence without the later values of rows whose earlier ones are asked for (訂正前)."""
    before, after = ([pair[side] for pair in wanted] for side in (0, 1))
    asked = [e.fact for e in found if _is_labelled(e.fact, before)]
    return [e for e in found if not (_is_labelled(e.fact, after) and any(restates(e.fact, old) for old in asked))]


def _is_labelled(fact: Fact, labels: Sequence[str]) -> bool:
    return fact.attribute.startswith(tuple(labels)) or (fact.subject or "").startswith(tuple(labels))


def _by_document(found: list[Evidence]) -> dict[str, list[Evidence]]:
    documents: dict[str, list[Evidence]] = {}
    for evidence in found:
        documents.setdefault(evidence.fact.document_id, []).append(evidence)
    return documents


def _turned(older: dict[str, frozenset[str]]) -> dict[str, list[str]]:
    """For each document the later ones that carry it on or correct it."""
    newer: dict[str, list[str]] = {}
    for document, others in older.items():
        for other in others:
            newer.setdefault(other, []).append(document)
    return newer


def _replaces(newer: Evidence, old: Evidence, older: dict[str, frozenset[str]]) -> bool:
    """True when one statement says anew what the other said before."""
    a, b = newer.fact, old.fact
    if a.value.kind is not b.value.kind or a.value.kind not in _TYPED or b.attribute_key == "metadata" or a.value.unit != b.value.unit:
        return False
    if newer.coverage < old.coverage - _MAY_COVER_LESS:
        return False
    if a.document_id == b.document_id:
        return restates(a, b)
    return b.document_id in older.get(a.document_id, ()) and _same_label(a, b) and not _is_older_label(a)


def restates(new: Fact, old: Fact) -> bool:
    """True when a document labels two facts as what was said before and what is said now of one thing: the cells of one row or column,
    or the lines under one heading."""
    if new.document_id != old.document_id:
        return False
    if later_label(new.attribute, old.attribute):
        same_row = new.row is not None and new.row == old.row
        return same_row or (new.subject == old.subject is not None and new.section == old.section)
    return later_label(new.subject or "", old.subject or "") and new.attribute == old.attribute and new.section == old.section


def says_version(fact: Fact) -> bool:
    """True for a fact whose label or row says which of two versions it is of."""
    return later_or_earlier(fact.attribute) or later_or_earlier(fact.subject or "")


def later_or_earlier(label: str) -> bool:
    """True for a label that names one of several versions (訂正前, 第2報)."""
    words = tuple(word for pair in load_versions().pairs for word in pair)
    return label.startswith(words) or bool(report_number(label))


def later_label(new: str, old: str) -> bool:
    """True when two labels of one row say "before" and "after"."""
    versions = load_versions()
    numbers = (report_number(new), report_number(old))
    if numbers[0] and numbers[1]:
        return numbers[0] > numbers[1]
    return any(new.startswith(after) and old.startswith(before) for before, after in versions.pairs)


def _is_older_label(fact: Fact) -> bool:
    """True for what a newer document repeats from an earlier one (訂正前)."""
    return _is_labelled(fact, [before for before, _ in load_versions().pairs])


def _same_label(a: Fact, b: Fact) -> bool:
    """True when two facts are of one thing by what their labels and subjects speak of."""
    one, other = set(a.label_terms), set(b.label_terms)
    if not one or not other:
        return False
    return len(one & other) >= 0.5 * min(len(one), len(other))


def with_earlier(draft: Draft, earlier: dict[Source, list[Evidence]], published: Callable[[str], Span | None], wording: Wording) -> Draft:
    """The draft with what was stated before of the values that it says, each with its document's day."""
    statements: list[Statement | Row] = [*draft.lead, *draft.items, *draft.rows]
    said = [source for statement in statements for source in statement.sources]
    older = [evidence for source in dict.fromkeys(said) for evidence in earlier.get(source, ())]
    for evidence in list({sources_of(e.fact): e for e in older if sources_of(e.fact)[0] not in said}.values())[:_MOST_EARLIER]:
        draft.closing.append(_earlier_statement(evidence, said, published, wording))
    return draft


def _earlier_statement(evidence: Evidence, said: list[Source], published: Callable[[str], Span | None], wording: Wording) -> Statement:
    fact = evidence.fact
    value, computed = wording.value(fact.value)
    place, day = published(fact.document_id), evidence.document.published
    if fact.document_id in {source.document_id for source in said} or place is None or day is None:
        in_row = fact.subject if fact.subject and says_version(fact) and not later_or_earlier(fact.attribute) else None
        text = wording.say("earlier_label", label=in_row or wording.attribute(fact), value=value)
        return Statement(text, sources_of(fact), support_of(fact), computed)
    text = wording.say("earlier", date=wording.day(day), value=value)
    return Statement(text, (*sources_of(fact), Source(fact.document_id, place)), support_of(fact), computed)
