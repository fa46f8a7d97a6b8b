"""The facts of a store at one version, laid out so that those which may answer a question are found without looking at each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain

import numpy as np

from answer.query import Asked
from answer.reports import superseded
from answer.rewording import Labels
from core.records import DocumentInfo, Fact, FactSource, NameKind, Span, ValueKind
from core.text import fold
from facts.concepts import meanings, term_keys
from facts.names import comparable, name_key, strip_corporate
from facts.values import YearContext, find_dates
from index.store import Store

Numbers = np.ndarray[tuple[int], np.dtype[np.int32]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

# What a matter is called: a date beside such a word says which one is meant.
_MATTERS = """
    fault incident leak intrusion misuse mis_send lost stop train_delay water_cut power_outage fire explosion food_poisoning derail
    cancel_train cancel_flight theft foreign_matter overcharge infect injured mistake double
"""
INCIDENTS = frozenset(f"c:{matter}" for matter in _MATTERS.split())
# What is asked of a matter without calling it one (2日に影響を受けた回線数, how long was it down on 2 June).
OF_INCIDENTS = INCIDENTS | {"c:resume", "c:affected", "c:duration"}
_OCCURRENCE = frozenset(["c:occur", "c:occurrence_time"])
# What is done about a matter: its day is not that of the matter (障害報告日).
_AFTERWARDS = frozenset(["c:report", "c:publish", "c:publication_date", "c:resume", "c:measure", "c:response", "c:notice", "c:receive"])
# A document that makes as many statements of a system is about it; one that lists it among others is not.
_TREATED = 4
# A broken address too: parts joined by dots or slashes.
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[!-~]*[a-z][./][a-z][!-~]*")
# Longer values are prose, whose words questions translate and do not spell.
_PROSE = 120
# A longer label is part of a sentence, in characters.
_LABEL = 40
_RUN = re.compile(r"[一-龥々ヶァ-ヴー]{2,14}")
_NONE = np.zeros(0, dtype=np.int32)


@dataclass
class Corpus:
    """The facts of a store with what each speaks of; built once per version and shared by all questions.

    A fact's number is its place in `facts`; what is found by number is an array of such places.
    """

    version: str
    documents: dict[str, DocumentInfo]
    facts: list[Fact]
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    things: dict[str, frozenset[str]] = field(default_factory=dict)
    _postings: dict[str, Numbers] = field(default_factory=dict)
    _speaking: dict[str, Flags] = field(default_factory=dict)
    _incident_days: dict[str, frozenset[date]] = field(default_factory=dict)
    _labels: dict[str, tuple[Labels, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, store: Store) -> "Corpus":
        """The corpus of a store's present version."""
        corpus = cls(store.version, {d.id: d for d in store.documents()}, store.facts(), *_names(store))
        postings: dict[str, list[int]] = {}
        for number, fact in enumerate(corpus.facts):
            for key in {*fact.label_terms, *fact.context_terms}:
                postings.setdefault(key, []).append(number)
        corpus._postings = {key: np.array(numbers, dtype=np.int32) for key, numbers in postings.items()}
        return corpus

    def prepare(self) -> None:
        """Lay out all that questions look facts up by, so that the first of them is not kept waiting."""
        for _ in (
            self.document_of,
            self.superseded,
            self.of_kind,
            self.of_key,
            self.unit_terms,
            self._documents_by_name,
            self._by_document,
            self._by_row,
        ):
            pass

    # --- documents ---

    def of_document(self, document_id: str) -> list[Fact]:
        """The facts of a document, in the order of reading."""
        return self._by_document.get(document_id, [])

    @cached_property
    def _by_document(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.document_id, []).append(fact)
        return found

    def of_row(self, fact: Fact) -> list[Fact]:
        """The facts of a fact's table row, itself among them; none for one that stands in no table."""
        return self._by_row.get((fact.document_id, fact.row), []) if fact.row is not None else []

    @cached_property
    def _by_row(self) -> dict[tuple[str, str], list[Fact]]:
        found: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.facts:
            if fact.row is not None:
                found.setdefault((fact.document_id, fact.row), []).append(fact)
        return found

    def labels_beside(self, names: Iterable[Asked]) -> Iterator[Labels]:
        """The labels that stand beside one another in the documents that may speak of some names; of none, in all."""
        flags = [self.naming(name) for name in names] or [np.ones(len(self.documents), dtype=np.bool_)]
        for document, flag in zip(self.documents, np.logical_or.reduce(flags), strict=True):
            if flag:
                yield from self.labels_in(document)

    def labels_in(self, document_id: str) -> tuple[Labels, ...]:
        """The labels of a document that stand beside one another in its tables and lists."""
        if document_id not in self._labels:
            self._labels[document_id] = tuple(_labels(self.of_document(document_id), self.documents[document_id].publisher))
        return self._labels[document_id]

    @cached_property
    def titles(self) -> list[frozenset[str]]:
        """What the title of each document speaks of, in the order of its documents."""
        return [term_keys(document.title) if document.title else frozenset() for document in self.documents.values()]

    @cached_property
    def document_numbers(self) -> dict[str, int]:
        """Each document's place in arrays over documents."""
        return {document: number for number, document in enumerate(self.documents)}

    @cached_property
    def document_of(self) -> Numbers:
        """The number of each fact's document."""
        return np.array([self.document_numbers[fact.document_id] for fact in self.facts], dtype=np.int32)

    def speaks(self, document_id: str) -> frozenset[str]:
        """Every term that the facts of a document speak of."""
        return frozenset(chain.from_iterable(chain(f.label_terms, f.context_terms) for f in self.of_document(document_id)))

    def speaking(self, key: str) -> Flags:
        """Which documents speak of a term."""
        if key not in self._speaking:
            flags = np.zeros(len(self.documents), dtype=np.bool_)
            flags[self.document_of[self.holding(key)]] = True
            self._speaking[key] = flags
        return self._speaking[key]

    @cached_property
    def superseded(self) -> dict[str, frozenset[str]]:
        """For each document the earlier ones that it carries on or corrects."""
        return superseded(self.documents.values())

    def days_of_incident(self, document_id: str) -> frozenset[date]:
        """The days on which a document says that its matter came about: in its title, where it speaks of occurrence, and first of all."""
        if document_id not in self._incident_days:
            self._incident_days[document_id] = frozenset(_days_of_incident(self.documents[document_id], self.of_document(document_id)))
        return self._incident_days[document_id]

    @cached_property
    def cases(self) -> list[frozenset[str]]:
        """Of each document that tells cases apart, their names."""
        found = (frozenset(fact.case for fact in facts if fact.case) for facts in self._by_document.values())
        return [cases for cases in found if cases]

    # --- facts by what they speak of ---

    def holding(self, key: str) -> Numbers:
        """The facts that speak of a term."""
        return self._postings.get(key, _NONE)

    def with_terms(self, keys: Iterable[str]) -> list[Fact]:
        """The facts that speak of any of the terms."""
        return [self.facts[number] for number in np.flatnonzero(self._marked(keys))]

    def count(self, keys: Iterable[str]) -> int:
        """How many facts speak of any of the terms."""
        return int(self._marked(keys).sum())

    def _marked(self, keys: Iterable[str]) -> Flags:
        flags = np.zeros(len(self.facts), dtype=np.bool_)
        for key in keys:
            flags[self.holding(key)] = True
        return flags

    @cached_property
    def words(self) -> list[str]:
        """The plain words that facts speak of."""
        return [key[2:] for key in self._postings if key.startswith("w:")]

    @cached_property
    def latin(self) -> frozenset[str]:
        """The words that facts write in Latin letters, but for those that stand in web addresses only (small letters)."""
        return frozenset(word for word in self.words if word.isascii() and any(_writes(fact, word) for fact in self._with(f"w:{word}")))

    @cached_property
    def runs(self) -> frozenset[str]:
        """The runs of ideographs and katakana that facts write: names of places and things among them."""
        texts = {
            text
            for f in self.facts
            for text in (f.attribute, f.subject or "", f.section, f.value.text if len(f.value.text) < _PROSE else "")
        }
        return frozenset(run for text in texts for run in _RUN.findall(text))

    @cached_property
    def titles_of(self) -> dict[str, str]:
        """The titles of each publisher's documents, comparable; by the publisher's name without its legal form."""
        titles: dict[str, list[str]] = {}
        for info in self.documents.values():
            if info.publisher and info.title:
                titles.setdefault(strip_corporate(info.publisher), []).append(comparable(fold(info.title).text)[0])
        return {publisher: "\n".join(own) for publisher, own in titles.items()}

    @cached_property
    def written(self) -> dict[str, str]:
        """All that the facts of each publisher's documents write, comparable; by the publisher's name without its legal form."""
        texts: dict[str, dict[str, None]] = {}
        for document, facts in self._by_document.items():
            info = self.documents[document]
            if info.publisher:
                own = texts.setdefault(strip_corporate(info.publisher), {})
                own.update(dict.fromkeys([info.title or "", *(text for fact in facts for text in _texts(fact))]))
        return {publisher: comparable(fold("\n".join(own)).text)[0] for publisher, own in texts.items()}

    @cached_property
    def label_texts(self) -> frozenset[str]:
        """What labels, headings and the subjects of rows hold, comparable."""
        texts = {text for fact in self.facts for text in (fact.attribute, fact.subject or "", *fact.section.split(" > "))}
        return frozenset(comparable(fold(text).text)[0] for text in texts if text and len(text) <= _LABEL)

    def _with(self, key: str) -> Iterator[Fact]:
        return (self.facts[number] for number in self.holding(key))

    @cached_property
    def counting(self) -> dict[str, Numbers]:
        """The facts that count in each unit."""
        found: dict[str, list[int]] = {}
        for number, fact in enumerate(self.facts):
            if fact.value.kind is ValueKind.COUNT and fact.value.unit:
                found.setdefault(fact.value.unit, []).append(number)
        return {unit: np.array(numbers, dtype=np.int32) for unit, numbers in found.items()}

    @cached_property
    def unit_terms(self) -> dict[str, frozenset[str]]:
        """The terms that each unit speaks of."""
        return {unit: term_keys(unit) for unit in self.counting}

    @cached_property
    def of_kind(self) -> dict[ValueKind, Numbers]:
        """The facts with each kind of value."""
        found: dict[ValueKind, list[int]] = {}
        for number, fact in enumerate(self.facts):
            found.setdefault(fact.value.kind, []).append(number)
        return {kind: np.array(numbers, dtype=np.int32) for kind, numbers in found.items()}

    def kinds_of(self, kinds: frozenset[ValueKind]) -> Flags:
        """Which facts have a value of one of the kinds."""
        flags = np.zeros(len(self.facts), dtype=np.bool_)
        for kind in kinds:
            flags[self.of_kind.get(kind, _NONE)] = True
        return flags

    @cached_property
    def of_key(self) -> dict[str | None, Numbers]:
        """The facts with each attribute key: "event", "about", "metadata", none."""
        found: dict[str | None, list[int]] = {}
        for number, fact in enumerate(self.facts):
            found.setdefault(fact.attribute_key, []).append(number)
        return {key: np.array(numbers, dtype=np.int32) for key, numbers in found.items()}

    # --- names ---

    def naming(self, asked: Asked) -> Flags:
        """Which documents may hold a fact about a name: they use it, are its publisher's, or carry on one that uses it."""
        flags = np.zeros(len(self.documents), dtype=np.bool_)
        for name in asked.canonical:
            flags[list(self._documents_by_name.get(name_key(name), ()))] = True
        for newer, older in self.superseded.items():
            if any(flags[self.document_numbers[document]] for document in older):
                flags[self.document_numbers[newer]] = True
        return flags

    @cached_property
    def _documents_by_name(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for document, names in self.names.items():
            for name in names:
                found.setdefault(name, set()).add(self.document_numbers[document])
        for number, info in enumerate(self.documents.values()):
            found.setdefault(name_key(info.publisher or ""), set()).add(number)
        for fact in self.facts:
            for own in (fact.organisation, fact.system, fact.case, *fact.mentions):
                if own:
                    found.setdefault(name_key(own), set()).add(self.document_numbers[fact.document_id])
        return found

    def treats(self, document_id: str, wanted: frozenset[str]) -> bool:
        """True when a document is about one of some systems (comparable names): its title names it, or several statements are of it."""
        title = name_key(self.documents[document_id].title or "")
        if any(name in title for name in wanted):
            return True
        return sum(name_key(fact.system or "") in wanted for fact in self.of_document(document_id)) >= _TREATED

    def place_of(self, document_id: str, wanted: frozenset[str]) -> Span | None:
        """A place where a document names one of some things (comparable names); None where it does not."""
        spans = (
            (fact.organisation_span, fact.organisation) if name_key(fact.organisation or "") in wanted else (fact.system_span, fact.system)
            for fact in self.of_document(document_id)
        )
        return next((span for span, name in spans if span is not None and name_key(name or "") in wanted), None)

    def carries_on(self, fact: Fact, asked: Asked) -> bool:
        """True when a fact names no system of its own in a later report on a matter whose earlier report names the one asked for."""
        wanted = {name_key(name) for name in asked.canonical}
        if fact.system is not None or wanted & self.names.get(fact.document_id, frozenset()):
            return False
        return any(wanted & self.names.get(older, frozenset()) for older in self.superseded.get(fact.document_id, ()))

    def of_thing(self, fact: Fact, asked: Asked) -> bool:
        """True when a fact is of a thing as asked (or a kind of it), or names no thing in a document whose title names the thing."""
        wanted = {name_key(name) for name in asked.canonical}
        known = self.things.get(fact.document_id, frozenset())
        if not wanted & known:
            return False
        own = {name_key(name) for name in fact.mentions} & known
        # Every section stands under the title: what that names, the section does not name for its own part.
        title = self.documents[fact.document_id].title or ""
        parts = [part for part in fact.section.split(" > ") if name_key(part) not in name_key(title)]
        around = name_key(f"{fact.subject or ''} {' '.join(parts)}")
        own |= {thing for thing in known if thing in around}
        if not own:
            title = name_key(self.documents[fact.document_id].title or "")
            return any(name in title for name in wanted)
        return any(name in thing for name in wanted for thing in own)


def _texts(fact: Fact) -> tuple[str, ...]:
    """What a fact writes: its label, subject, section, value and surroundings."""
    return fact.attribute, fact.subject or "", fact.section, fact.value.text, fact.context


def _names(store: Store) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The names that each document uses, comparable; and of them those of products, facilities and other things."""
    names: dict[str, set[str]] = {}
    things: dict[str, set[str]] = {}
    for name in store.names():
        names.setdefault(name.document_id, set()).add(name_key(name.canonical))
        if name.kind is NameKind.THING:
            things.setdefault(name.document_id, set()).add(name_key(name.canonical))
    return {k: frozenset(v) for k, v in names.items()}, {k: frozenset(v) for k, v in things.items()}


def _labels(facts: list[Fact], publisher: str | None) -> Iterator[Labels]:
    """The labels of rows and lines, and those of the columns that hold the same kind of value in a row."""
    rows: dict[tuple[object, ...], dict[str, None]] = {}
    columns: dict[tuple[object, ...], dict[str, None]] = {}
    for fact in facts:
        if fact.source is FactSource.CELL and fact.row is not None:
            table = fact.row.partition(":")[0]
            name = fact.subject or fact.system or _other_than(publisher, fact.organisation)
            if name:
                rows.setdefault((table,), {})[name] = None
            if fact.value.kind in _COMPARED:
                columns.setdefault((table, fact.row, fact.subject, fact.value.kind, fact.value.unit), {})[fact.attribute] = None
        elif fact.source is FactSource.LINE and fact.attribute_key != "metadata":
            for label in (fact.attribute, fact.subject):
                if label:
                    rows.setdefault((fact.section, fact.value.kind, fact.value.unit), {})[label] = None
    yield from (Labels(tuple(group), rows=True) for group in rows.values() if len(group) > 1)
    yield from (Labels(group, rows=False) for group in dict.fromkeys(tuple(group) for group in columns.values()) if len(group) > 1)


# Columns of such values are alike where their counters are.
_COMPARED = frozenset([ValueKind.COUNT, ValueKind.DATE, ValueKind.TIME, ValueKind.PERIOD, ValueKind.MARK])


def _other_than(publisher: str | None, organisation: str | None) -> str | None:
    """A company that a row names; None for the publisher of the whole document."""
    return organisation if organisation and name_key(organisation) != name_key(publisher or "") else None


def _days_of_incident(document: DocumentInfo, facts: list[Fact]) -> Iterator[date]:
    title = find_dates(fold(document.title or "").text, YearContext(None, document.published))
    yield from (found.value.start for found in title if found.value.start)
    dated = [f for f in facts if f.attribute_key == "event" and f.period and f.period.start]
    first = sorted(dated, key=lambda f: f.span.start)[:1]
    for fact in (*first, *facts):
        day = fact.period.start if fact.period and fact.attribute_key == "event" else fact.value.start
        spoken = {*fact.label_terms, *(fact.context_terms if fact in first else ())}
        meant = frozenset(chain.from_iterable(map(meanings, spoken)))
        labelled = fact.source in (FactSource.LINE, FactSource.CELL) and fact.attribute_key is None and not meant & _AFTERWARDS
        if day and (meant & (INCIDENTS if fact in first else _OCCURRENCE | INCIDENTS if labelled else _OCCURRENCE)):
            yield day


def _writes(fact: Fact, word: str) -> bool:
    """True when a fact's words hold one outside of web addresses."""
    return word in _ADDRESS.sub("", f"{fact.value.text} {fact.attribute} {fact.subject or ''} {fact.context}").casefold()
