"""Two things compared that are called by different words (甲の口座の数と、乙の会員の数): each is looked up by its own words."""

import re
from dataclasses import replace

from answer.columns import figures
from answer.differences import difference_of
from answer.draft import Draft
from answer.evidence import Evidence
from answer.extremes import ranked
from answer.kinds import counts
from answer.patterns import units_asked
from answer.query import Asked, Form, Query
from answer.rows import Task
from answer.values import typed
from core.records import NameKind
from core.text import fold
from facts.concepts import term_keys

_RANKING = frozenset([Form.LARGEST, Form.SMALLEST, Form.COMPARE])
# What ends the second of the two things.
_AFTER = {
    "ja": re.compile(r"と?では|と?(?:を|は)?、?(?:どちら|どっち)|を比べ|の差|を足|を合わせ|、"),
    "en": re.compile(r",| by | in terms|[?]"),
}
_BEFORE = {"ja": re.compile(r"[、。]"), "en": re.compile(r",|:|\bbetween\b|\bmore\b|\bthan\b|^(?:which|who|what)\b")}
_BETWEEN = {"ja": re.compile(r"と(?:、|は)?"), "en": re.compile(r"\b(?:or|and|than|versus|vs\.?)\b")}


def two_sides(task: Task) -> Draft | None:
    """The two figures that a question sets against each other by different words, compared; None where the words are the same."""
    if task.query.form not in (*_RANKING, Form.DIFFERENCE):
        return None
    sides = _sides(task.query)
    if sides is None:
        return None
    found = [_figure(replace(task, query=side)) for side in sides]
    pair = [evidence for evidence in found if evidence is not None]
    if len(pair) != len(sides):
        return None
    if task.query.form is Form.DIFFERENCE:
        return difference_of(task, pair)
    return ranked(task, pair, {e.fact.id: e.fact.value.number or 0 for e in pair})


def _sides(query: Query) -> tuple[Query, Query] | None:
    """The question as one of each side: its company, its own words and those that both share."""
    named = query.names(NameKind.ORGANISATION)
    if len(named) != 2 or len({a.canonical for a in named}) != 2:
        return None
    text = fold(query.text).text.casefold()
    places = sorted((text.find(fold(a.surface).text.casefold().strip()), index) for index, a in enumerate(named))
    if places[0][0] < 0:
        return None
    first, second = (named[index] for _, index in places)
    begin = max((m.end() for m in _BEFORE[query.language].finditer(text[: places[0][0]])), default=0)
    joint = list(_BETWEEN[query.language].finditer(text, places[0][0] + 1, places[1][0]))
    ended = _AFTER[query.language].search(text, places[1][0] + len(second.surface.strip()))
    if not joint or ended is None:
        return None
    phrases = text[begin : joint[-1].start()], text[joint[-1].end() : ended.start()]
    around = f"{text[:begin]} {text[ended.start() :]}"
    own = [term_keys(_without(phrase, asked)) for phrase, asked in zip(phrases, (first, second), strict=True)]
    if own[0] == own[1] or not all(own):
        return None
    one, other = (_side(query, asked, keys, phrase, around) for asked, keys, phrase in zip((first, second), own, phrases, strict=True))
    return one, other


def _side(query: Query, asked: Asked, keys: frozenset[str], phrase: str, around: str) -> Query:
    """The question of one side, by its own words and those around both."""
    others = tuple(a for a in query.asked if a.kind is not NameKind.ORGANISATION and a.surface.casefold() in phrase)
    units = units_asked(phrase, query.language) or units_asked(around, query.language)
    terms = tuple(term for term in query.terms if term.key in keys | term_keys(around))
    return replace(
        query,
        form=Form.VALUE,
        wants=frozenset(["count"]),
        asked=(asked, *others),
        terms=terms,
        units=units,
        unit=units[0] if units else None,
    )


def _without(phrase: str, asked: Asked) -> str:
    return phrase.replace(fold(asked.surface).text.casefold().strip(), " ")


def _figure(task: Task) -> Evidence | None:
    """The one figure that is meant by one side: the one stated, the whole of which the others are parts, else the total of a column."""
    if not task.query.terms:
        return None
    stated = [e for e in typed(task) if counts(e.fact.value)]
    if len(stated) == 1:
        return stated[0]
    best = next(iter(task.finder.facts(task.query)), None)
    wholes = [e for e in task.finder.facts(task.query) if best and e.fact.attribute == best.fact.attribute and not e.fact.subject]
    if len(wholes) == 1 and stated:
        return wholes[0]
    found = figures(replace(task, query=replace(task.query, form=Form.SUM)))
    if len(found.totals) == 1:
        return found.totals[0]
    return found.rows[0] if len(found.rows) == 1 else None
