"""Evidence for a query: which facts and sentences meet every constraint, and how much of the question they cover."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np

from answer.query import Asked, AskedDate, Query
from answer.reports import superseded
from core.records import DocumentInfo, Fact, FactSource, NameKind, Value, ValueKind
from core.text import fold
from facts.concepts import Term, concept, term_keys, terms
from facts.lexicon import japanese_of, synonyms_of
from facts.names import name_key
from facts.terms import load_concepts, load_names, load_values
from facts.values import YearContext, find_dates, find_times, same_unit
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
# Cosine from which two words of the embedding model are taken for one another, and what such a match is worth at most.
_ALIKE = 0.62
_ALIKE_WORTH = 0.75
_ALIKE_FOREIGN = 0.46
_TRANSLATED = 0.85
_TRANSLATED_PART = 0.5
_SYNONYM = 0.85


# What a matter is called: a date beside such a word says which one is meant.
INCIDENTS = frozenset(["c:fault", "c:incident", "c:leak", "c:intrusion", "c:misuse", "c:mis_send", "c:lost", "c:stop", "c:train_delay"])
_OCCURRENCE = frozenset(["c:occur", "c:occurrence_time"])
# A value of such a kind is what these words ask for, whatever its label says (電話番号: 0120-…).
_SAID_BY_KIND = {
    ValueKind.PHONE: frozenset(["c:phone", "c:contact", "w:番号"]),
    ValueKind.URL: frozenset(["c:url", "c:mail", "c:site", "c:publish"]),
    ValueKind.DATE: frozenset(["c:period", "c:publication_date"]),
    ValueKind.PERIOD: frozenset(["c:period", "c:duration"]),
    ValueKind.COUNT: frozenset(["c:number"]),
}


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


def _names(store: Store) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The names that each document uses, comparable; and of them those of products, facilities and other things."""
    names: dict[str, set[str]] = {}
    things: dict[str, set[str]] = {}
    for name in store.names():
        names.setdefault(name.document_id, set()).add(name_key(name.canonical))
        if name.kind is NameKind.THING:
            things.setdefault(name.document_id, set()).add(name_key(name.canonical))
    return {k: frozenset(v) for k, v in names.items()}, {k: frozenset(v) for k, v in things.items()}


@dataclass
class Corpus:
    """The facts of a store at one version, with what each speaks of; built once per version and shared by all questions."""

    version: str
    documents: dict[str, DocumentInfo]
    facts: list[Fact]
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    things: dict[str, frozenset[str]] = field(default_factory=dict)
    _postings: dict[str, list[int]] = field(default_factory=dict)
    _speaks: dict[str, frozenset[str]] = field(default_factory=dict)
    _incident_days: dict[str, frozenset[date]] = field(default_factory=dict)

    @classmethod
    def read(cls, store: Store) -> "Corpus":
        """The corpus of a store's present version."""
        corpus = cls(store.version, {d.id: d for d in store.documents()}, store.facts(), *_names(store))
        for number, fact in enumerate(corpus.facts):
            for key in set(chain(fact.label_terms, fact.context_terms)):
                corpus._postings.setdefault(key, []).append(number)
        return corpus

    def speaks(self, document_id: str) -> frozenset[str]:
        """Every term that the facts of a document speak of."""
        if document_id not in self._speaks:
            self._speaks[document_id] = frozenset(
                chain.from_iterable(chain(f.label_terms, f.context_terms) for f in self.facts if f.document_id == document_id)
            )
        return self._speaks[document_id]

    def of_document(self, document_id: str) -> list[Fact]:
        """The facts of a document, in the order of reading."""
        return self._by_document.get(document_id, [])

    @cached_property
    def _by_document(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.document_id, []).append(fact)
        return found

    def with_terms(self, keys: Iterable[str]) -> list[Fact]:
        """The facts that speak of any of the terms."""
        numbers = sorted(set(chain.from_iterable(self._postings.get(key, ()) for key in keys)))
        return [self.facts[number] for number in numbers]

    def with_names(self, names: Iterable[str]) -> list[Fact]:
        """The facts that mention any of the names in their own words."""
        return [fact for name in names for fact in self._by_mention.get(name_key(name), ())]

    @cached_property
    def _by_mention(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            for name in fact.mentions:
                found.setdefault(name_key(name), []).append(fact)
        return found

    def count(self, keys: Iterable[str]) -> int:
        """How many facts speak of any of the terms."""
        return len(set(chain.from_iterable(self._postings.get(key, ()) for key in keys)))

    def carries_on(self, fact: Fact, asked: Asked) -> bool:
        """True when a fact names no system of its own in a later report on a matter whose earlier report names the one asked for."""
        wanted = {name_key(name) for name in asked.canonical}
        if fact.system is not None or wanted & self.names.get(fact.document_id, frozenset()):
            return False
        return any(wanted & self.names.get(older, frozenset()) for older in self.superseded.get(fact.document_id, ()))

    def days_of_incident(self, document_id: str) -> frozenset[date]:
        """The days on which a document says that its matter came about: in its title, where it speaks of occurrence, and first of all."""
        if document_id not in self._incident_days:
            self._incident_days[document_id] = frozenset(_days_of_incident(self.documents[document_id], self.of_document(document_id)))
        return self._incident_days[document_id]

    def of_thing(self, fact: Fact, asked: Asked) -> bool:
        """True when a fact is of a thing as asked (or a kind of it), or names no thing and stands in a document that does."""
        wanted = {name_key(name) for name in asked.canonical}
        known = self.things.get(fact.document_id, frozenset())
        if not wanted & known:
            return False
        own = {name_key(name) for name in fact.mentions} & known
        around = name_key(f"{fact.subject or ''} {fact.section}")
        own |= {thing for thing in known if thing in around}
        return not own or any(name in thing for name in wanted for thing in own)

    @cached_property
    def superseded(self) -> dict[str, frozenset[str]]:
        """For each document the earlier ones that it carries on or corrects."""
        return superseded(self.documents.values())

    @cached_property
    def words(self) -> list[str]:
        """The plain words that facts speak of."""
        return [key[2:] for key in self._postings if key.startswith("w:")]


class Matcher:
    """Finds a query's terms in facts; knows which words of the corpus are alike in the embedding model."""

    def __init__(self, corpus: Corpus, store: Store) -> None:
        self.corpus = corpus
        self._store = store
        self._alike: dict[str, dict[str, float]] = {}
        self._rarity: dict[str, float] = {}

    @cached_property
    def _vectors(self) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        return self._store.embedder.queries(self.corpus.words) if self.corpus.words else np.zeros((0, 1), dtype=np.float32)

    def alike(self, term: Term) -> dict[str, float]:
        """Terms of the corpus that may stand for a query's term, with what each is worth."""
        if term.key not in self._alike:
            self._alike[term.key] = self._find_alike(term)
        return self._alike[term.key]

    def _find_alike(self, term: Term) -> dict[str, float]:
        if term.key.startswith("c:"):
            entry = concept(term.key[2:])
            worth = {term.key: 1.0, **{f"c:{key}": _NEAR for key in entry.near}}
            for other in _pointing_here(term.key[2:]):
                worth.setdefault(f"c:{other}", _NEAR)
            return worth
        worth = {term.key: 1.0}
        for key, value in _by_dictionary(term.text):
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
            holding = self.corpus.count(key for key, worth in self.alike(term).items() if worth > _NEAR)
            self._rarity[term.key] = 0.3 + 0.7 * math.log(total / (1 + holding)) / math.log(total) if total > 1 else 1.0
        return self._rarity[term.key]

    def weigh(self, query: Query, fact: Fact, wanted: Sequence[Term]) -> Evidence:
        """How much of the wanted terms a fact covers, by its label, its surroundings and its document."""
        label, context = frozenset(fact.label_terms), frozenset(fact.context_terms)
        speaks = self.corpus.speaks(fact.document_id)
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
            best = 0.0
            for key, worth in self.alike(term).items():
                if key in label:
                    best = max(best, worth)
                    matched.add(key)
                    if key in subject and worth > _NEAR:
                        rows.add(term.key)
                    if term.weight >= ESSENTIAL and not is_action(term):
                        things.add(term.key)
                elif key in context:
                    best = max(best, worth * (_IN_SENTENCE if by_clause else _IN_CONTEXT))
            if _counts(fact.value, term) or (
                query.unit is not None and term.text in _english_units() and same_unit(fact.value.unit, query.unit)
            ):
                best = 1.0
                things.add(term.key)
            if not best and term.key in _SAID_BY_KIND.get(fact.value.kind, ()):
                best = _NEAR
            own += weight * best
            if not best:
                if any(key in speaks for key, worth in self.alike(term).items() if worth > 0.7):
                    best = _ACTION_IN_DOCUMENT if is_action(term) or term.weight < ESSENTIAL else _IN_DOCUMENT
                    far = far or (not is_action(term) and weight >= _TELLING)
                else:
                    missing.append(term)
            covered += weight * best
        coverage = covered / total if total else 1.0
        extra = len(label - matched) / (len(label) or 1)
        bonus = {FactSource.CELL: 0.06, FactSource.LINE: 0.06, FactSource.ENTRY: 0.03, FactSource.SENTENCE: 0.0}[fact.source]
        return Evidence(
            fact,
            self.corpus.documents[fact.document_id],
            coverage,
            coverage - _EXTRA_LABEL * extra + bonus,
            tuple(missing),
            frozenset(things),
            frozenset(rows),
            far,
            own / total if total else 1.0,
        )


def _days_of_incident(document: DocumentInfo, facts: list[Fact]) -> Iterator[date]:
    title = find_dates(fold(document.title or "").text, YearContext(None, document.published))
    yield from (found.value.start for found in title if found.value.start)
    dated = [f for f in facts if f.attribute_key == "event" and f.period and f.period.start]
    first = sorted(dated, key=lambda f: f.span.start)[:1]
    for fact in (*first, *facts):
        day = fact.period.start if fact.period and fact.attribute_key == "event" else fact.value.start
        spoken = {*fact.label_terms, *(fact.context_terms if fact in first else ())}
        if day and (spoken & (INCIDENTS if fact in first else _OCCURRENCE)):
            yield day


@lru_cache(maxsize=16_384)
def _by_dictionary(word: str) -> tuple[tuple[str, float], ...]:
    """Terms that a word list gives for a word: its Japanese for an English one, its synonyms for a Japanese one."""
    found: dict[str, float] = {}
    if word.isascii():
        for head in japanese_of(word):
            for part in head:
                for term in terms(part):
                    found[term.key] = max(found.get(term.key, 0.0), _TRANSLATED if len(head) == 1 else _TRANSLATED_PART)
    else:
        for other in synonyms_of(word):
            for term in terms(other):
                found[term.key] = _SYNONYM
    return tuple(found.items())


@lru_cache(maxsize=512)
def _pointing_here(key: str) -> tuple[str, ...]:
    return tuple(entry.key for entry in load_concepts().by_key.values() if key in entry.near)


@lru_cache(maxsize=1)
def _english_units() -> frozenset[str]:
    return frozenset(word for unit in load_values().units for word in (*unit.en, *unit.also))


def is_action(term: Term) -> bool:
    """True for a doing (閲覧, receive): what a table is about as a whole, and need not stand in each of its rows."""
    return term.key[2:] in load_concepts().actions


def _counts(value: Value, term: Term) -> bool:
    """True when the counter of a count says the term (契約 for 「契約」)."""
    if value.kind is not ValueKind.COUNT or not value.unit:
        return False
    return any(other.key == term.key for other in terms(value.unit))


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
    if fact.source is FactSource.SENTENCE:
        stated += [found.value for found in find_dates(fact.value.text, YearContext(None, document.published))]
    if any(asked.admits(value.start, value.end) or (within and _holds(value, asked)) for value in stated):
        return True
    return (
        asked.relation == "on"
        and document.published is not None
        and (asked.precision == "day" or fact.attribute_key == "metadata")
        and asked.admits(document.published, document.published)
    )


def _holds(value: Value, asked: AskedDate) -> bool:
    """True when a stated period holds the date asked."""
    if asked.relation != "on" or value.start is None or value.kind is not ValueKind.PERIOD:
        return False
    return value.start <= asked.start and asked.end <= (value.end or asked.end)


def fits_kind(value: Value, wants: frozenset[str], unit: str | None, label: str = "") -> bool:
    """True when a value is of a kind that is asked for; a bare number only where its label says what it counts (台数), and
    counts nothing else than what is asked (terminals are no answer to how many people)."""
    counted = value.unit is not None or (unit is not None and unit in label) or _COUNTING.search(label) is not None
    kinds = {
        "count": value.kind is ValueKind.COUNT and counted and (unit is None or _counted_in(value, label, unit)),
        "date": value.kind in (ValueKind.DATE, ValueKind.PERIOD),
        "period": value.kind in (ValueKind.PERIOD, ValueKind.DATE),
        "duration": value.kind is ValueKind.PERIOD or (value.kind is ValueKind.COUNT and value.unit in _DURATIONS),
        "time": value.kind is ValueKind.TIME or (value.kind in (ValueKind.DATE, ValueKind.PERIOD) and bool(find_times(value.text))),
        "phone": value.kind is ValueKind.PHONE,
        "url": value.kind is ValueKind.URL and value.text.startswith("http"),
        "mail": value.kind is ValueKind.URL and "@" in value.text,
    }
    asked = [fits for want, fits in kinds.items() if want in wants]
    return any(asked) if asked else True


def _counted_in(value: Value, label: str, unit: str) -> bool:
    """True when a value counts what `unit` counts, by its own counter, or by its label's (台数); a label without one may count anything."""
    if value.unit is not None:
        return same_unit(value.unit, unit)
    labelled = [counter for counter in load_values().unit_of if f"{counter}数" in label]
    return not labelled or unit in _ANYTHING or any(counter in _ANYTHING or same_unit(counter, unit) for counter in labelled)


_COUNTING = re.compile(r"(?:数|額|率|量|金|費|計|規模|値|度|点|高)(?:[((].*)?$")
_DURATIONS = frozenset(["年間", "か月", "カ月", "ヶ月", "ヵ月", "か月間", "日間", "時間", "分間", "週間", "年", "分"])
_ANYTHING = frozenset(["件", "つ", "個"])  # counters of things of every kind
