"""Evidence for a query: which facts and sentences meet every constraint, and how much of the question they cover."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from answer.corpus import Corpus, Flags, Numbers
from answer.query import Asked, AskedDate, Query
from answer.word_lists import by_word_lists, other_meanings, parts_of
from core.records import DocumentInfo, Fact, FactSource, NameKind, Value, ValueKind
from core.text import fold
from facts.compounds import PART
from facts.concepts import Term, is_doing, meanings, standing_for, term_keys, terms
from facts.names import TOTAL, comparable, name_key
from facts.terms import load_names, load_values
from facts.values import YearContext, counters, find_dates, find_times, same_unit
from index.store import Store

# A fact answers when it covers this share of the question's content, by weight.
ENOUGH = 0.6
# A word of this weight that neither the fact nor its document speaks of makes the question one about something else.
ESSENTIAL = 0.9
_NEAR = 0.6
_IN_CONTEXT = 0.85
# Of a value in a sentence, what its own clause says counts more than the rest of the sentence.
_IN_SENTENCE = 0.75
_IN_DOCUMENT = 0.35
# A word of this weight, rarity counted in, that stands elsewhere in the document only: the figure is of something else.
_TELLING = 0.6
_ACTION_IN_DOCUMENT = 0.6
_EXTRA_LABEL = 0.2
# A label that stands in the question word for word (該当者数) is what is asked, whatever else another label says.
_WORD_FOR_WORD = 0.12
_SHORTEST_LABEL = 3
_PART_OF = re.compile(r"^うち")
# Cosine from which two words of the embedding model are taken for one another, and what such a match is worth at most.
_ALIKE = 0.62
_ALIKE_WORTH = 0.75
_ALIKE_FOREIGN = 0.46
# What a word is worth within a compound of the document, or a compound for its parts.
_WITHIN = 0.65
_HALF = 0.5
# From this worth on, a word of a document surely stands for the one asked.
_SURELY = 0.7
_ROUNDING = 1e-4
_NOTHING = np.zeros(0, dtype=np.int32)
# Terms whose matches in every fact are kept for the next question (four bytes a fact each).
_KEPT_TERMS = 256


# A value of such a kind is what these words ask for, whatever its label says (電話番号: 0120-…).
_SAID_BY_KIND = {
    ValueKind.PHONE: frozenset(["c:phone", "c:contact", "w:番号"]),
    ValueKind.URL: frozenset(["c:url", "c:mail", "c:site", "c:publish"]),
    ValueKind.DATE: frozenset(["c:period", "c:publication_date"]),
    ValueKind.PERIOD: frozenset(["c:period", "c:duration"]),
    ValueKind.COUNT: frozenset(["c:number"]),
}
# A number to call or an address is all that such words ask for.
_KIND_SAYS = {ValueKind.PHONE: 0.85, ValueKind.URL: 0.85}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact that meets the constraints: the share of the question that it covers and a score that also punishes what it says beside it.

    `own` is the share that it covers in its own words, without what its document speaks of elsewhere.
    """

    fact: Fact
    document: DocumentInfo
    coverage: float
    score: float
    missing: tuple[Term, ...] = ()
    things: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    far: bool = False
    own: float = 1.0

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """Whose and which system and case it speaks of; equal for the same thing in any spelling."""
        fact = self.fact
        return (
            name_key(fact.organisation or ""),
            name_key(fact.system or ""),
            fact.case or "",
            fact.document_id if not fact.organisation else "",
        )


class Matcher:
    """Finds a query's terms in facts; knows which words of the corpus are alike in the embedding model."""

    def __init__(self, corpus: Corpus, store: Store) -> None:
        self.corpus = corpus
        self._store = store
        self._alike: dict[tuple[str, str], dict[str, float]] = {}
        self._rarity: dict[str, float] = {}
        self._speaking: dict[str, Flags] = {}
        self._titled: dict[str, Flags] = {}
        self._most: dict[tuple[str, str, str | None], np.ndarray[tuple[int], np.dtype[np.float32]]] = {}

    @cached_property
    def _vectors(self) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        return self._store.embedder.queries(self.corpus.words) if self.corpus.words else np.zeros((0, 1), dtype=np.float32)

    def alike(self, term: Term) -> dict[str, float]:
        """Terms of the corpus that may stand for a query's term, with what each is worth."""
        key = (term.key, term.text) if term.text.isascii() else (term.key, "")
        if key not in self._alike:
            worth = self._find_alike(term)
            self._alike[key] = worth | {PART + other: _WITHIN for other, value in worth.items() if value > _SURELY}
        return self._alike[key]

    def _find_alike(self, term: Term) -> dict[str, float]:
        if term.key.startswith("c:"):
            worth = dict(standing_for(term.key))
            return other_meanings(term.text) | worth
        worth = {term.key: 1.0}
        for key, value in by_word_lists(term.text):
            worth[key] = max(value, worth.get(key, 0.0))
        if len(self._vectors) and len(term.text) > 1:
            least = _ALIKE_FOREIGN if term.text.isascii() else _ALIKE
            likeness = self._vectors @ self._store.embedder.queries([term.text])[0]
            for number in np.flatnonzero(likeness >= least):
                word = self.corpus.words[int(number)]
                if not (term.text.isascii() and word.isascii()):
                    worth.setdefault("w:" + word, _ALIKE_WORTH)
        return worth

    def rarity(self, term: Term) -> float:
        """From 0.3 for what every fact speaks of to 1 for what none does: rare words tell statements apart."""
        if term.key not in self._rarity:
            total = len(self.corpus.facts) + 1
            alike = self.alike(term).items()
            holding = self.corpus.count(key for key, worth in alike if worth > _NEAR and not key.startswith(PART))
            self._rarity[term.key] = 0.3 + 0.7 * math.log(total / (1 + holding)) / math.log(total) if total > 1 else 1.0
        return self._rarity[term.key]

    def speaking(self, term: Term) -> Flags:
        """Which documents speak of a term, or of what surely stands for it."""
        if term.key not in self._speaking:
            flags = np.zeros(len(self.corpus.documents), dtype=np.bool_)
            for key, worth in self.alike(term).items():
                if worth > _SURELY:
                    flags |= self.corpus.speaking(key)
            self._speaking[term.key] = flags
        return self._speaking[term.key]

    def titled(self, term: Term) -> Flags:
        """Which documents' titles speak of a term, or of what surely stands for it: all of such a document is about it."""
        if term.key not in self._titled:
            keys = {key for key, worth in self.alike(term).items() if worth > _SURELY}
            self._titled[term.key] = np.array([not keys.isdisjoint(title) for title in self.corpus.titles], dtype=np.bool_)
        return self._titled[term.key]

    def promising(self, query: Query, enough: float, *, lenient: bool) -> Numbers:
        """The facts that may cover enough of a question's terms: no other can, by what they speak of and what their documents do.

        What a fact covers at most is taken: every term as if it stood in the label.
        """
        corpus = self.corpus
        most = np.zeros(len(corpus.facts), dtype=np.float32)
        ruled_out = np.zeros(len(corpus.facts), dtype=np.bool_)
        total = 0.0
        for term in query.terms:
            weight = term.weight * self.rarity(term)
            total += weight
            match = self._at_most(term, query.unit)
            elsewhere = self.speaking(term)[corpus.document_of]
            if term.weight >= ESSENTIAL and not term.loose and not lenient:
                ruled_out |= (match == 0) & ~elsewhere
            credit = np.where(self.titled(term)[corpus.document_of], _ACTION_IN_DOCUMENT, self._credit(term))
            most += weight * np.where(match > 0, match, np.where(elsewhere, credit, 0.0)).astype(np.float32)
        return np.flatnonzero((most >= total * enough - _ROUNDING) & ~ruled_out).astype(np.int32)

    @staticmethod
    def _credit(term: Term) -> float:
        """What a term is worth that stands elsewhere in the document only."""
        return _ACTION_IN_DOCUMENT if is_action(term) or term.weight < ESSENTIAL else _IN_DOCUMENT

    def _at_most(self, term: Term, unit: str | None) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        """What a term is worth at most in each fact."""
        key = (term.key, term.text, unit)
        if key not in self._most:
            match = np.zeros(len(self.corpus.facts), dtype=np.float32)
            alike = self.alike(term)
            for other, worth in alike.items():
                numbers = self.corpus.holding(other)
                match[numbers] = np.maximum(match[numbers], worth)
            for kind, said in _SAID_BY_KIND.items():
                if not meanings(term.key).isdisjoint(said):
                    numbers = self.corpus.of_kind.get(kind, _NOTHING)
                    match[numbers] = np.maximum(match[numbers], _KIND_SAYS.get(kind, _NEAR))
            for counter, numbers in self.corpus.counting.items():
                asked = unit is not None and term.text in _plain_counters() and _says_what(counter, unit)
                if asked or not self.corpus.unit_terms[counter].isdisjoint(alike):
                    match[numbers] = 1.0
            inner = parts_of(term)
            if inner:
                every = np.minimum.reduce([self._at_most(part, None) for part in inner])
                match = np.maximum(match, np.where(every > _NEAR, _WITHIN, 0.0)).astype(np.float32)
            if len(self._most) >= _KEPT_TERMS:
                self._most.clear()
            self._most[key] = match
        return self._most[key]

    def _says_parts(self, term: Term, keys: frozenset[str]) -> bool:
        """True when each part of a compound that is asked for stands among keys (検査結果: 検査の結果)."""
        inner = parts_of(term)
        return bool(inner) and all(any(key in keys for key, worth in self.alike(part).items() if worth > _NEAR) for part in inner)

    def weigh(self, query: Query, fact: Fact, wanted: Sequence[Term]) -> Evidence:
        """How much of the wanted terms a fact covers, by its label, its surroundings and its document."""
        label, context = frozenset(fact.label_terms), frozenset(fact.context_terms)
        document = self.corpus.document_numbers[fact.document_id]
        by_clause = fact.source is FactSource.SENTENCE and fact.attribute_key != "about"
        total = covered = own = 0.0
        missing: list[Term] = []
        matched: set[str] = set()
        things: set[str] = set()
        far = False
        rows: set[str] = set()
        subject = term_keys(fact.subject) if fact.subject else frozenset()
        for term in wanted:
            weight = term.weight * self.rarity(term)
            total += weight
            best = within = 0.0
            for key, worth in self.alike(term).items():
                if key.startswith(PART):
                    within = max(within, worth * _IN_CONTEXT if key in context else 0.0)
                elif key in label:
                    best = max(best, worth)
                    matched.add(key)
                    if key in subject and worth > _NEAR:
                        rows.add(term.key)
                    if term.weight >= ESSENTIAL and not is_action(term):
                        things.add(term.key)
                elif key in context:
                    best = max(best, worth * (_IN_SENTENCE if by_clause else _IN_CONTEXT))
            if _counts(fact.value, self.alike(term)) or (
                query.unit is not None and term.text in _plain_counters() and _says_what(fact.value.unit, query.unit)
            ):
                best = 1.0
                things.add(term.key)
            if not best and self._says_parts(term, label | context):
                best = _WITHIN
            if not best and not meanings(term.key).isdisjoint(_SAID_BY_KIND.get(fact.value.kind, ())):
                best = _KIND_SAYS.get(fact.value.kind, _NEAR)
            # What stands within a compound only is beside the point of the label: it is covered, and half its own words.
            own += weight * max(best, within * _HALF)
            best = max(best, within)
            titled = bool(self.titled(term)[document])
            elsewhere = (_ACTION_IN_DOCUMENT if titled else self._credit(term)) if self.speaking(term)[document] else 0.0
            if not best:
                if elsewhere:
                    far = far or not (titled or is_action(term) or weight < _TELLING)
                else:
                    missing.append(term)
            # What half says a word says no less of it than what says nothing.
            best = max(best, elsewhere)
            covered += weight * best
        coverage = covered / total if total else 1.0
        extra = len(label - matched) / (len(label) or 1)
        bonus = {FactSource.CELL: 0.06, FactSource.LINE: 0.06, FactSource.ENTRY: 0.03, FactSource.SENTENCE: 0.0}[fact.source]
        return Evidence(
            fact,
            self.corpus.documents[fact.document_id],
            coverage,
            coverage - _EXTRA_LABEL * extra + bonus + _WORD_FOR_WORD * _asks_label(query.asks or query.text, fact.attribute),
            tuple(missing),
            frozenset(things),
            frozenset(rows),
            far,
            own / total if total else 1.0,
        )


@lru_cache(maxsize=1)
def _plain_counters() -> frozenset[str]:
    """How counters themselves are said in English (people, units): a noun that is counted so (employees) has to be spoken of."""
    return frozenset(word for unit in load_values().units for word in unit.en)


def _says_what(counter: str | None, unit: str) -> bool:
    """True when a counter is one that a question asks in, and not that of things of every kind beside one that says which (契約, 件)."""
    return same_unit(counter, unit) and (counter not in _ANYTHING or _ANYTHING.issuperset(counters(unit)))


def is_action(term: Term) -> bool:
    """True for a doing (閲覧, receive): what a table is about as a whole, and need not stand in each of its rows."""
    return is_doing(term.key)


def _asks_label(question: str, label: str) -> bool:
    """True when a label of some length stands in a question, whole: 請求額 does not stand in 過大請求額."""
    bare, asked = _bare_label(label), _bare_question(question)
    if len(bare) < _SHORTEST_LABEL:
        return False
    place = asked.find(bare)
    while place > 0 and _OF_A_WORD.match(asked[place - 1]):
        place = asked.find(bare, place + 1)
    return place >= 0


_OF_A_WORD = re.compile(r"[一-龥々ァ-ヴーa-z0-9]")


@lru_cache(maxsize=65_536)
def _bare_label(label: str) -> str:
    return comparable(_PART_OF.sub("", fold(label).text))[0]


@lru_cache(maxsize=256)
def _bare_question(question: str) -> str:
    return comparable(fold(question, markup=False).text)[0]


def _counts(value: Value, worth: Mapping[str, float]) -> bool:
    """True when the counter of a count says the term, or what may stand for it (契約 for 「契約」, 世帯 for 「家庭」)."""
    if value.kind is not ValueKind.COUNT or not value.unit:
        return False
    return any(worth.get(other.key, 0.0) > _NEAR for other in terms(value.unit))


# --- constraints ------------------------------------------------------------------------------------------------------


def concerns(fact: Fact, document: DocumentInfo, asked: Asked) -> bool:
    """True when a fact is about a name as asked: its own subject, named in its own words, or (a company) its publisher."""
    wanted = {name_key(name) for name in asked.canonical}
    own = {NameKind.ORGANISATION: fact.organisation, NameKind.SYSTEM: fact.system, NameKind.CASE: fact.case}.get(asked.kind)
    if own and name_key(own) in wanted:
        return True
    if any(name_key(name) in wanted for name in fact.mentions):
        return True
    return asked.kind is NameKind.ORGANISATION and bool(document.publisher) and name_key(document.publisher or "") in wanted


def is_authority(asked: Asked) -> bool:
    """True for the name of an authority."""
    return asked.kind is NameKind.ORGANISATION and any(name_key(name) in _authorities() for name in asked.canonical)


@lru_cache(maxsize=1)
def _authorities() -> frozenset[str]:
    return frozenset(name_key(regulator.ja) for regulator in load_names().regulators)


def owns(fact: Fact, asked: Asked) -> bool:
    """True when the name is the fact's own subject, not only mentioned."""
    wanted = {name_key(name) for name in asked.canonical}
    if asked.kind is NameKind.THING:
        return any(name_key(name) in wanted for name in fact.mentions)
    own = {NameKind.ORGANISATION: fact.organisation, NameKind.SYSTEM: fact.system, NameKind.CASE: fact.case}.get(asked.kind)
    return bool(own) and name_key(own or "") in wanted


def publishes(document: DocumentInfo, asked: Asked) -> bool:
    """True when the document is of the company asked for."""
    return asked.kind is NameKind.ORGANISATION and name_key(document.publisher or "") in {name_key(name) for name in asked.canonical}


def dated(fact: Fact, document: DocumentInfo, asked: AskedDate, *, within: bool = False) -> bool:
    """True when a fact meets a date constraint: by its value, its period, its own words, or the day its document was published.

    `within`: a stated period that holds the date asked meets it too (was it so in 2020?); else the date itself must be stated.
    """
    stated = [value for value in (fact.value, fact.period) if value is not None and value.kind in (ValueKind.DATE, ValueKind.PERIOD)]
    if any(asked.admits(value.start, value.end) for value in stated):
        return True
    if fact.source is FactSource.SENTENCE and _DATE_WORD.search(fact.value.text):
        stated += _dates_in(fact.value.text, document.published)
    if any(asked.admits(value.start, value.end) or (within and _holds(value, asked)) for value in stated):
        return True
    return (
        asked.relation == "on"
        and document.published is not None
        and (asked.precision == "day" or fact.attribute_key == "metadata")
        and asked.admits(document.published, document.published)
    )


_DATE_WORD = re.compile(r"[年月日/.\-]")


@lru_cache(maxsize=65_536)
def _dates_in(text: str, published: date | None) -> tuple[Value, ...]:
    """The dates that a sentence states; sentences are asked for dates again and again."""
    return tuple(found.value for found in find_dates(text, YearContext(None, published)))


def _holds(value: Value, asked: AskedDate) -> bool:
    """True when a stated period holds the date asked."""
    if asked.relation != "on" or value.start is None or value.kind is not ValueKind.PERIOD:
        return False
    return value.start <= asked.start and asked.end <= (value.end or asked.end)


# The kinds of value that may be what is asked for.
_KINDS = {
    "count": (ValueKind.COUNT,),
    "date": (ValueKind.DATE, ValueKind.PERIOD),
    "period": (ValueKind.PERIOD, ValueKind.DATE),
    "duration": (ValueKind.PERIOD, ValueKind.COUNT),
    "time": (ValueKind.TIME, ValueKind.DATE, ValueKind.PERIOD),
    "phone": (ValueKind.PHONE,),
    "url": (ValueKind.URL,),
    "mail": (ValueKind.URL,),
}


def kinds_wanted(wants: frozenset[str]) -> frozenset[ValueKind]:
    """The kinds of value that can be what is asked for; empty where any kind can."""
    return frozenset(kind for want in wants for kind in _KINDS.get(want, ()))


def fits_kind(value: Value, wants: frozenset[str], unit: str | None, label: str = "") -> bool:
    """True when a value is of a kind that is asked for; a bare number only where its label says what it counts (台数), and
    counts nothing else than what is asked (terminals are no answer to how many people)."""
    of_total = TOTAL.fullmatch(label.replace(" ", "")) is not None
    counted = (
        value.unit is not None
        or any(counter in label for counter in counters(unit))
        or (_COUNTING.search(label) is not None and not of_total)
    )
    kinds = {
        "count": value.kind is ValueKind.COUNT and counted and (unit is None or _counted_in(value, label, unit)),
        "date": value.kind in (ValueKind.DATE, ValueKind.PERIOD),
        "period": value.kind in (ValueKind.PERIOD, ValueKind.DATE),
        "duration": value.kind is ValueKind.PERIOD or (value.kind is ValueKind.COUNT and _is_length(value, label)),
        "time": value.kind is ValueKind.TIME or (value.kind in (ValueKind.DATE, ValueKind.PERIOD) and bool(find_times(value.text))),
        "phone": value.kind is ValueKind.PHONE,
        "url": value.kind is ValueKind.URL and value.text.startswith("http"),
        "mail": value.kind is ValueKind.URL and "@" in value.text,
    }
    asked = [fits for want, fits in kinds.items() if want in wants]
    return any(asked) if asked else True


def _is_length(value: Value, label: str) -> bool:
    """True when a count is of days, hours and the like, by its counter or by its label's (日数)."""
    return value.unit in _DURATIONS or (value.unit is None and re.search(r"(?:日|月|年|時間|分)数$", label) is not None)


def _counted_in(value: Value, label: str, unit: str) -> bool:
    """True when a value counts what `unit` counts, by its own counter, or by its label's (台数); a label without one may count anything."""
    if value.unit is not None:
        return same_unit(value.unit, unit)
    labelled = [counter for counter in load_values().unit_of if f"{counter}数" in label]
    return (
        not labelled
        or not _ANYTHING.isdisjoint(counters(unit))
        or any(counter in _ANYTHING or same_unit(counter, unit) for counter in labelled)
    )


_COUNTING = re.compile(r"(?:数|額|率|量|金|費|計|規模|値|度|点|高)(?:[((].*)?$")
_DURATIONS = frozenset(["年間", "か月", "カ月", "ヶ月", "ヵ月", "か月間", "日間", "時間", "分間", "週間", "年", "分"])
_ANYTHING = frozenset(["件", "つ", "個"])  # counters of things of every kind
