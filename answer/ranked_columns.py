"""The column that a question ranks by, found by what it is called: the measure that is named (欠航便が最も多い) and its rows.

The rows of a table need not be called by the noun that asks for them (which plant): where the column is surely the one that is named, its
rows are what is asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.evidence import Evidence
from answer.find import names_total
from answer.grids import is_called
from answer.kinds import counts
from answer.measured import is_of_what_is_asked, measured_phrase
from answer.patterns import compiled, counters_of, patterns
from answer.rows import Task
from answer.rows_meant import PART, telling_rows
from answer.sheets import Sheet, sheets, speaks_of_all
from core.records import Fact, FactSource, Value
from core.text import fold
from facts.concepts import Term, term_keys, terms
from facts.names import comparable
from facts.terms import load_values
from facts.values import same_unit

_SAME = 0.8
_FEWEST = 2
# How surely a column is named: word for word, by its words, by its counter, by being the only one of its kind.
_WORD_FOR_WORD, _BY_WORDS, _BY_COUNTER, _ALONE = 1.0, 0.9, 0.8, 0.5
_BY_ROWS = 0.5
_HALF = 0.5
_SURE = 1.25
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_ANY_NUMBER = re.compile(r"^(?:数量?|個数|件数|規模)$")
# What such a measure is stated in.
_STATED_IN = {"件数": "件", "金額": "円", "総額": "円", "人数": "名", "台数": "台", "便数": "便"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """The figures of one column, and how surely it is the one that is ranked by."""

    rows: tuple[Fact, ...]
    standing: float

    @property
    def sure(self) -> bool:
        """True when the column and its rows are both named."""
        return self.standing >= _SURE


def ranked_column(task: Task, kind: Callable[[Value], bool] = counts) -> tuple[list[Evidence], bool]:
    """The rows of the column that a question ranks by, and whether it surely is the one; none where no column or two are."""
    found = [ranked for sheet in sheets(task, kind) for ranked in _columns(task, sheet, kind)]
    older = {old for ranked in found for old in task.finder.corpus.superseded.get(ranked.rows[0].document_id, ())}
    found = sorted((r for r in found if r.rows[0].document_id not in older), key=lambda ranked: -ranked.standing)
    if not found or (len(found) > 1 and found[0].standing == found[1].standing):
        return [], False
    rows = [task.finder.matcher.weigh(task.query, fact, task.query.terms) for fact in found[0].rows]
    meant = telling_rows(task, rows)
    return meant if len(meant) >= _FEWEST else rows, found[0].sure


def _columns(task: Task, sheet: Sheet, kind: Callable[[Value], bool]) -> list[Ranked]:
    """The columns of a table that may be ranked by."""
    columns: dict[tuple[str, str | None], list[Fact]] = {}
    for fact in sheet.facts:
        if not names_total(fact) and not PART.match(fact.subject or "") and task.finder.admits(task.query, fact, _document(task, fact)):
            key = sheet.column(fact), fact.value.unit if fact.source is FactSource.LINE else None
            columns.setdefault(key, []).append(fact)
    noun = _noun_asked(task)
    found = []
    for (label, _), facts in columns.items():
        rows = list({f.span.end: f for f in facts}.values())
        said = _measure_said(task, label, rows) if kind is counts else _label_said(task, label, alone=len(columns) == 1)
        called = noun is None or _are_called(task, noun, rows)
        if len(rows) < _FEWEST or not said or (not called and said < _WORD_FOR_WORD):
            continue
        aside = frozenset([noun.key]) if noun is not None and said >= _WORD_FOR_WORD else frozenset[str]()
        if speaks_of_all(task, rows, aside) and is_of_what_is_asked(task, rows):
            found.append(Ranked(tuple(rows), said + (_BY_ROWS if noun is not None and called else 0.0)))
    return found


def _document(task: Task, fact: Fact):  # type: ignore[no-untyped-def]
    return task.finder.documents[fact.document_id]


# --- what the column is called ----------------------------------------------------------------------------------------


def _measure_said(task: Task, label: str, rows: Sequence[Fact]) -> float:
    """How surely the measure that a question names is what a column states; 0 where it is not."""
    measure = measured_phrase(task.query)
    asked, bare = comparable(measure)[0], comparable(_BRACKETS.sub("", label))[0]
    units = {f.value.unit for f in rows}
    if bare and asked and (bare in asked or (asked in bare and len(asked) >= _HALF * len(bare))):
        return _WORD_FOR_WORD
    if bare and len(bare) >= _FEWEST + 1 and bare in comparable(fold(task.query.text, markup=False).text)[0]:
        return _WORD_FOR_WORD
    keys, known = term_keys(label), _keys_like(task, terms(measure)) if measure else frozenset[str]()
    if keys and len(keys & known) / len(keys) >= _HALF:
        return _BY_WORDS * len(keys & known) / len(keys)
    unit = _STATED_IN.get(measure) or (counters_of(measure.split()[-1]) if measure.isascii() and measure else None)
    if unit is not None and all(same_unit(u, unit) for u in units):
        return _BY_COUNTER
    if _ANY_NUMBER.match(measure) and all(u is not None and u not in load_values().measures and u != "円" for u in units):
        return _BY_COUNTER
    return 0.0


def _label_said(task: Task, label: str, *, alone: bool) -> float:
    """How surely a column of dates or periods is asked for, by its label, or by being the only one of its table."""
    bare = comparable(_BRACKETS.sub("", label))[0]
    if bare and bare in comparable(fold(task.query.text, markup=False).text)[0]:
        return _WORD_FOR_WORD
    keys = term_keys(label)
    share = len(keys & _keys_like(task, task.query.terms)) / len(keys) if keys else 0.0
    return _BY_WORDS * share if share >= _HALF else _ALONE if alone else 0.0


def _keys_like(task: Task, said: Sequence[Term]) -> frozenset[str]:
    return frozenset(key for term in said for key, worth in task.finder.matcher.alike(term).items() if worth >= _SAME)


# --- what the rows are called -----------------------------------------------------------------------------------------


def _noun_asked(task: Task) -> Term | None:
    """The noun that a question asks for one of (どの店舗, which plant); None where it asks for none."""
    phrase = _phrase_asked(fold(task.query.text).text.casefold(), task.query.language)
    own = {term.key: term for term in task.query.terms}
    found = [own.get(term.key, term) for term in terms(phrase)] if phrase else []
    return max(found, key=lambda term: phrase.rfind(term.text) + len(term.text), default=None)


@lru_cache(maxsize=256)
def _phrase_asked(text: str, language: str) -> str:
    matches = (compiled(pattern).search(text) for pattern in patterns()["one_of"][language])
    return next((match["of"] for match in matches if match), "")


def _are_called(task: Task, noun: Term, rows: Sequence[Fact]) -> bool:
    """True when rows are of what a noun says: by their names, or by what stands over or around them."""
    alike = task.finder.matcher.alike(noun)
    around = frozenset(key for f in rows for key in f.context_terms)
    said = any(key in around and worth >= _SAME for key, worth in alike.items())
    return said or all(is_called(noun, f.subject) or not term_keys(f.subject or "").isdisjoint(alike) for f in rows)
