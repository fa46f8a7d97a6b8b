"""Finds evidence for a query: facts first, then the best sentences of the passages that search finds."""

import calendar
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from answer.corpus import OF_INCIDENTS, Corpus, Flags
from answer.draft import Source
from answer.evidence import (
    ENOUGH,
    ESSENTIAL,
    Evidence,
    Matcher,
    concerns,
    dated,
    fits_kind,
    is_action,
    is_authority,
    kinds_wanted,
    owns,
    publishes,
)
from answer.newest import newest
from answer.query import Asked, AskedDate, Form, Query
from answer.rewording import bare_label
from answer.wording import sources_of
from core.records import Disclosure, DocumentInfo, Fact, FactSource, Filter, NameKind, Span, ValueKind
from core.text import fold
from facts.concepts import Term, meanings
from facts.names import TOTAL, TOTAL_OF, comparable, name_key
from facts.scope import ScopeReader
from index.store import Store

_HITS = 12
COMPARING = frozenset([Form.COMPARE, Form.LARGEST, Form.SMALLEST, Form.DIFFERENCE, Form.SUM])
_SEARCHED = 0.08
# Numbers to call and addresses, and what asks for them.
_REACHED = frozenset([ValueKind.PHONE, ValueKind.URL])
_REACHING = frozenset(["phone", "url", "mail", "contact", "place"])
_OF_REACHING = frozenset(f"c:{key}" for key in ("phone", "url", "mail", "contact", "site", "address", "publish", "apply", "download"))
# An English question reaches Japanese words through word lists only: it may leave a little more uncovered.
FOREIGN_LENIENCE = 0.08
# What a question has to speak of for a document's own title, publisher and date to answer it.
_OF_ITSELF = frozenset(["c:publication_date", "c:publish", "c:publisher", "c:title", "c:disclosure", "c:report"])
_SENTENCE_ENOUGH = 0.6
# By so much less of a question is said by a statement that is beside it.
_FAR_BEHIND = 0.35
# A longer label is part of a sentence, in characters.
_LABEL = 40
# What a statement gains by speaking of all that is told before the question, and the least of it that a document without a name in
# the question must speak of.
_TOLD = 0.3
_MOST_TOLD = 0.5
_ROUNDING = 1e-6
# Words that a follow-up takes over weigh less than this.
_OWN = 0.3
# No label stands in it.
_NO_LABEL = " "
_NOTHING = np.zeros(0, dtype=np.int32)


class Finder:
    """Evidence from one store at one version; `filter` restricts it to the disclosures that it admits."""

    def __init__(self, store: Store, corpus: Corpus, matcher: Matcher, scopes: Callable[[str], ScopeReader], filter_: Filter) -> None:
        self.store = store
        self.corpus = corpus
        self.matcher = matcher
        self.filter = filter_
        self.earlier: dict[Source, list[Evidence]] = {}
        self._scopes = scopes
        self._weights: dict[tuple[object, ...], Evidence] = {}
        self._writing: dict[AskedDate, dict[str, bool]] = {}
        self.documents = {d.id: d for d in corpus.documents.values() if filter_.admits(d)}

    def with_years(self, query: Query) -> Query:
        """The query with dates that name no year put in the year in which its subject's documents have such a day, else the newest."""
        if not any(asked.bare for asked in query.dates):
            return query
        undated = replace(query, dates=())
        dated_facts = [f for f in self.of_names(undated) if f.period and f.period.start and f.period.precision == "day"]
        facts = [f for f in dated_facts if self.admits(undated, f, self.documents[f.document_id])]
        days = [f.period.start for f in facts if f.period and f.period.start]
        newest = max((d.published for d in self.documents.values() if d.published), default=None)
        return replace(query, dates=tuple(_in_year(asked, days, newest) for asked in query.dates))

    def facts(
        self,
        query: Query,
        *,
        kinds: bool = True,
        enough: float = ENOUGH,
        without: frozenset[NameKind] = frozenset(),
        dates: bool = True,
        lenient: bool = False,
        key: str | None = None,
        only: Callable[[Fact], bool] | None = None,
    ) -> list[Evidence]:
        """Facts that meet every constraint and cover enough of the question, best first.

        `kinds`: the value must be of a kind asked for. `without`: kinds of names not to be applied. `lenient`: words that no
        document speaks of do not rule a fact out (for the nearest facts of a refusal, never for an answer). `key`: only facts
        with this attribute key (of "event", only those whose day is asked for). `only`: a further condition, looked at first.
        """
        found = []
        least = enough if query.language == "ja" else enough - FOREIGN_LENIENCE
        of_itself = any(term.key in _OF_ITSELF for term in query.terms)
        wanted = kinds_wanted(query.wants) if kinds else frozenset()
        reaching = _asks_how_to_reach(query)
        told_of = self._told_of(query.told) if query.told and not query.asked else self.documents
        for fact in self._candidates(query, least, without=without, lenient=lenient, key=key, kinds=wanted):
            if fact.document_id not in told_of:
                continue
            if (fact.attribute_key == "metadata" and not of_itself) or (fact.value.kind in _REACHED and not reaching):
                continue
            if (only is not None and not only(fact)) or (key == "event" and dates and not _on_day(fact, query)):
                continue
            if kinds and not fits_kind(fact.value, query.wants, query.unit, fact.attribute):
                continue
            if not self.admits(query, fact, self.documents[fact.document_id], without=without, dates=dates):
                continue
            evidence = self._weighed(query, fact)
            if evidence.coverage >= least and (lenient or not self._beside_the_point(evidence)):
                found.append(evidence)
        found = sorted(_of_label(_with_figures(found, query), query), key=lambda e: (-e.score, e.fact.document_id, e.fact.span.start))
        latest = newest(found, query, self.corpus.superseded)
        for evidence in latest.found:
            if evidence.fact.id in latest.earlier:
                self.earlier[sources_of(evidence.fact)[0]] = latest.earlier[evidence.fact.id]
        return latest.found

    def _candidates(
        self,
        query: Query,
        least: float,
        *,
        without: frozenset[NameKind],
        lenient: bool,
        key: str | None,
        kinds: frozenset[ValueKind],
    ) -> Iterator[Fact]:
        """The facts that may cover enough of the question, in the documents that may speak of its names."""
        numbers = (
            self.matcher.promising(query, least, lenient=lenient) if query.terms else np.arange(len(self.corpus.facts), dtype=np.int32)
        )
        if key is not None:
            numbers = np.intersect1d(numbers, self.corpus.of_key.get(key, _NOTHING), assume_unique=True)
        if kinds:
            numbers = numbers[self.corpus.kinds_of(kinds)[numbers]]
        for number in numbers[self._open(query, without)[self.corpus.document_of[numbers]]]:
            yield self.corpus.facts[number]

    def _open(self, query: Query, without: frozenset[NameKind]) -> Flags:
        """Which documents the filter admits and the question's names may stand in."""
        flags = np.array([document in self.documents for document in self.corpus.documents], dtype=np.bool_)
        groups: dict[NameKind, Flags] = {}
        for asked in query.asked:
            if asked.kind not in without:
                kind = _group(asked, query)
                groups[kind] = groups.get(kind, False) | self.corpus.naming(asked)
        for group in groups.values():
            flags &= group
        return flags

    def _told_of(self, told: tuple[Term, ...]) -> frozenset[str]:
        """Which documents speak of the things that are told before a question without a name, as much as the best does."""
        things = [term for term in told if term.weight >= ESSENTIAL and not is_action(term)]
        weights = [term.weight * self.matcher.rarity(term) for term in things]
        shares = np.zeros(len(self.corpus.documents))
        for weight, term in zip(weights, things, strict=True):
            shares += weight / sum(weights) * self.matcher.speaking(term)
        least = max(_MOST_TOLD, float(np.max(shares, initial=0.0)) - _ROUNDING)
        return frozenset(document for document, share in zip(self.corpus.documents, shares, strict=True) if not things or share >= least)

    def documents_for(self, query: Query) -> list[str]:
        """The documents that the question's names may stand in and that speak of all that it must be about."""
        flags = self._open(query, frozenset())
        for term in query.terms:
            if term.weight >= ESSENTIAL:
                spoken = self.matcher.speaking(term)
                # A counter says its noun (通数) without a word for it.
                flags = flags & spoken if spoken.any() else flags
        told_of = self._told_of(query.told) if query.told and not query.asked else self.documents
        return [document for document, flag in zip(self.corpus.documents, flags, strict=True) if flag and document in told_of]

    def of_name(self, asked: Asked) -> list[Fact]:
        """The facts of the documents in which a name may stand."""
        return list(self.of_names(Query("", "ja", Form.VALUE, asked=(asked,))))

    def of_names(self, query: Query) -> Iterator[Fact]:
        """The facts of the documents in which the question's names may stand."""
        for number in np.flatnonzero(self._open(query, frozenset())[self.corpus.document_of]):
            yield self.corpus.facts[number]

    def evidence(self, query: Query, fact: Fact) -> Evidence:
        """A fact as evidence for a question."""
        return self._weighed(query, fact)

    def _weighed(self, query: Query, fact: Fact) -> Evidence:
        """What a fact covers, weighed once for each question's terms."""
        key = (query.terms, query.told, query.kept, query.unit, fact.id)
        if key not in self._weights:
            evidence = self.matcher.weigh(query, fact, query.terms)
            if query.told:
                # What is told before the question says which row is meant, and rules nothing out.
                told = self.matcher.weigh(replace(query, asks=_NO_LABEL), fact, query.told)
                evidence = replace(evidence, score=evidence.score + _TOLD * told.coverage, rows=evidence.rows | told.rows)
            if query.kept:
                # The row is named by the follow-up's own words; those of the question before name another.
                before = {term.key for term in query.kept} - {term.key for term in query.terms if term.weight >= _OWN}
                evidence = replace(evidence, rows=evidence.rows - before)
            self._weights[key] = evidence
        return self._weights[key]

    @staticmethod
    def _beside_the_point(evidence: Evidence) -> bool:
        """True when the question has a word of weight that the fact does not speak of."""
        return any(term.weight >= ESSENTIAL and not term.loose for term in evidence.missing)

    def admits(
        self, query: Query, fact: Fact, document: DocumentInfo, *, without: frozenset[NameKind] = frozenset(), dates: bool = True
    ) -> bool:
        """True when a fact meets the query's names and dates."""
        by_kind: dict[NameKind, list[bool]] = {}
        for asked in query.asked:
            if asked.kind not in without and not is_authority(asked):
                by_kind.setdefault(_group(asked, query), []).append(asked.known and self._concerns(fact, document, asked))
        # Two companies in one question are alternatives (compare them); one fact need not be of both.
        if not all(any(results) for results in by_kind.values()):
            return False
        # A company and an authority are no alternatives: the one reported to the other.
        authorities = () if NameKind.ORGANISATION in without else [asked for asked in query.asked if is_authority(asked)]
        if not all(concerns(fact, document, asked) for asked in authorities):
            return False
        # Two codes that are compared are alternatives, as two companies are.
        asked_for = any if query.form in COMPARING else all
        if query.literals and not asked_for(literal in self._words_around(fact) for literal in query.literals):
            return False
        return not dates or not query.dates or any(self._dated(query, fact, document, asked) for asked in query.dates)

    def _dated(self, query: Query, fact: Fact, document: DocumentInfo, asked: AskedDate) -> bool:
        """True when a fact meets a date, or when the date only says which incident is meant (8月21日の障害で…), or as of when (3月14日)."""
        if asked.relation == "as_of" and fact.period is None and fact.value.kind not in (ValueKind.DATE, ValueKind.PERIOD):
            return self._stands_as_of(document, asked)
        if dated(fact, document, asked, within=query.form is Form.YES_NO):
            return True
        undated = fact.period is None and fact.value.kind not in (ValueKind.DATE, ValueKind.PERIOD) and fact.attribute_key != "metadata"
        return undated and self.of_incident(query, fact.document_id, asked)

    def _stands_as_of(self, document: DocumentInfo, asked: AskedDate) -> bool:
        """True when what a document says undated stood on a day: it writes that day, or came out on it."""
        if document.id not in self._writing.setdefault(asked, {}):
            self._writing[asked][document.id] = _writes(self.disclosure(document.id).text, asked)
        return self._writing[asked][document.id] or document.published == asked.start

    def of_incident(self, query: Query, document_id: str, asked: AskedDate) -> bool:
        """True when a date says which incident a question means (8月21日の障害で…), and a document is of that incident."""
        names_incident = (
            asked.relation == "on" and asked.precision != "year" and any(meanings(term.key) & OF_INCIDENTS for term in query.terms)
        )
        return names_incident and any(asked.admits(day, day) for day in self.corpus.days_of_incident(document_id))

    def _concerns(self, fact: Fact, document: DocumentInfo, asked: Asked) -> bool:
        """True when a fact is about a name as asked."""
        if asked.kind is NameKind.ORGANISATION:
            return concerns(fact, document, asked)
        own = self.corpus.of_thing(fact, asked) if asked.kind is NameKind.THING else concerns(fact, document, asked)
        return own or self.corpus.carries_on(fact, asked)

    def may_be_of(self, query: Query, fact: Fact) -> bool:
        """True when a fact is of the systems, cases and things asked for, or names none in a document that is about them."""
        document = self.documents[fact.document_id]
        for asked in query.asked:
            if asked.kind is NameKind.ORGANISATION or self._concerns(fact, document, asked):
                continue
            wanted = frozenset(name_key(name) for name in asked.canonical)
            if asked.kind is not NameKind.SYSTEM or fact.system is not None or not self.corpus.treats(document.id, wanted):
                return False
        return True

    def _words_around(self, fact: Fact) -> str:
        """What stands in and around a fact, comparable: its label, subject, value and surroundings."""
        return comparable(f"{fact.attribute} {fact.subject or ''} {fact.value.text} {fact.context} {fact.section}")[0]

    def publication_of(self, document_id: str) -> Span | None:
        """The place where a document states the day of its publication."""
        return self.disclosure(document_id).published_span

    def disclosure(self, document_id: str) -> Disclosure:
        """A document, whole."""
        return self._scopes(document_id).disclosure

    def sentences(self, query: Query, *, enough: float = _SENTENCE_ENOUGH, limit: int = 4) -> list[Evidence]:
        """Sentences that meet every constraint and cover enough of the question, best first; those that search finds too are preferred."""
        told = self.facts(replace(query, wants=frozenset()), kinds=False, enough=enough, key="about")
        if not told:
            return []
        hits = self.store.search(query.text, limit=_HITS, filter=self.filter)
        places = {hit.passage.id: 1 - rank / _HITS for rank, hit in enumerate(hits)}
        return sorted(told, key=lambda e: -(e.score + _SEARCHED * places.get(e.fact.passage_id, 0.0)))[:limit]


def _asks_how_to_reach(query: Query) -> bool:
    """True for a question that speaks of numbers to call, addresses or where something is: no other is answered with one."""
    return bool(query.wants & _REACHING) or any(meanings(term.key) & _OF_REACHING for term in query.terms)


def _writes(text: str, asked: AskedDate) -> bool:
    """True when a document writes a day, in any usual way (3月14日, 3/14)."""
    day = rf"(?<!\d)0?{asked.start.month}\s?(?:月|[/.-])\s?0?{asked.start.day}(?!\d)"
    return asked.precision == "day" and re.search(day, fold(text).text) is not None


def _on_day(fact: Fact, query: Query) -> bool:
    """True when the period of an event is one that the question asks for, or it asks for none."""
    return not query.dates or (fact.period is not None and any(d.admits(fact.period.start, fact.period.end) for d in query.dates))


def _group(asked: Asked, query: Query) -> NameKind:
    """The kind within which names are alternatives: a system and a case that are compared are, as two systems are."""
    return NameKind.SYSTEM if asked.kind is NameKind.CASE and query.form in COMPARING else asked.kind


def distinct(found: list[Evidence]) -> list[Evidence]:
    """One piece of evidence for each subject and value, the best: a figure that stands in a table and again in a sentence is one."""
    seen: dict[tuple[object, ...], Evidence] = {}
    for evidence in found:
        value = evidence.fact.value
        meaning: tuple[object, ...] = (
            (value.number, value.unit) if value.number is not None else (value.start, value.end) if value.start else (name_key(value.text),)
        )
        # Two rows of one table that hold the same are two statements, marks above all.
        row = evidence.fact.row if evidence.fact.source is FactSource.CELL else None
        if any(row != other.fact.row and _beside(evidence.fact, other.fact) for other in seen.values() if row and other.fact.row):
            meaning = (*meaning, row)
        key = (name_key(evidence.fact.organisation or ""), name_key(evidence.fact.system or ""), evidence.fact.case, meaning)
        loose = (name_key(evidence.fact.organisation or ""), "", None, meaning)
        if key in seen or (not evidence.fact.system and any(k[0] == key[0] and k[3] == meaning for k in seen)):
            continue
        seen.setdefault(key, evidence)
        seen.pop(loose, None) if loose != key else None
    return list(seen.values())


def _beside(one: Fact, other: Fact) -> bool:
    """True when two cells stand in one column of a table."""
    same_table = one.document_id == other.document_id and (one.row or "").partition(":")[0] == (other.row or "").partition(":")[0]
    return same_table and one.attribute == other.attribute


def _in_year(asked: AskedDate, days: list[date], newest: date | None) -> AskedDate:
    if not asked.bare:
        return asked
    whole = asked.precision == "month"
    years = Counter(day.year for day in days if day.month == asked.start.month and (whole or day.day == asked.start.day))
    year = years.most_common(1)[0][0] if years else (max(day.year for day in days) if days else newest.year if newest else asked.start.year)
    if whole:
        last = calendar.monthrange(year, asked.start.month)[1]
        return replace(asked, start=date(year, asked.start.month, 1), end=date(year, asked.start.month, last), bare=False)
    try:
        return replace(asked, start=asked.start.replace(year=year), end=asked.end.replace(year=year), bare=False)
    except ValueError:  # 29 February in a year without one: no document can have such a day
        return asked


def alike_facts(found: list[Evidence], margin: float = 0.08) -> list[Evidence]:
    """Of ranked evidence, what answers as well as the best: nearly its score, the same kind of value, the same unit."""
    if not found:
        return []
    found = of_the_row(found)
    best = found[0]
    unit = best.fact.value.unit
    return [
        e
        for e in found
        if e.score >= best.score - margin
        and e.fact.value.kind is best.fact.value.kind
        and (unit is None or e.fact.value.unit in (unit, None) or e.fact.value.unit == unit)
    ]


def _with_figures(found: list[Evidence], query: Query) -> list[Evidence]:
    """Evidence whose row holds the figures that the question names (8枚入), where there is any."""
    if not query.figures:
        return found
    held = [e for e in found if all(_has_figure(figure, e.fact) for figure in query.figures)]
    return held or found


def _of_label(found: list[Evidence], query: Query) -> list[Evidence]:
    """Evidence of the row or column that a follow-up names by its label."""
    if not query.of_row:
        return found
    return [e for e in found if any(bare_label(label) == query.of_row for label in _labels_of(e.fact))]


def _labels_of(fact: Fact) -> list[str]:
    """What names the row and the column of a fact."""
    return [label for label in (fact.subject, fact.attribute, fact.system, fact.organisation) if label]


def _has_figure(figure: str, fact: Fact) -> bool:
    """True when a fact's row holds a figure, with its counter or, in a column that counts, without it."""
    row = f"{fact.subject or ''} {fact.context} {fact.attribute}"
    number = re.match(r"[0-9.]*", figure)
    if number is None or number.group() not in row.replace(",", ""):
        return False
    return figure in comparable(row)[0] or re.search(rf"(?<![\d.]){re.escape(number.group())}(?![\d.])", row.replace(",", "")) is not None


def is_total(evidence: Evidence) -> bool:
    """True for a row or column of totals."""
    return names_total(evidence.fact)


def names_total(fact: Fact) -> bool:
    """True for a fact of a row or column of totals."""
    labels = fact.subject or "", fact.attribute
    return any(TOTAL.fullmatch(text.replace(" ", "")) for text in labels) or names_its_total(fact)


def names_its_total(fact: Fact) -> bool:
    """True for a total whose label says what it is of (合計の契約件数): it needs no rows beside it."""
    return any(TOTAL_OF.match(text) for text in (fact.subject or "", fact.attribute))


def of_the_row(found: list[Evidence]) -> list[Evidence]:
    """Of ranked evidence, the rows that the question names as well as the best one does."""
    most = max((len(e.rows) for e in found), default=0)
    return [e for e in found if len(e.rows) == most] if most else found


def same_thing(found: list[Evidence]) -> list[Evidence]:
    """Of ranked evidence, what is of the same thing as the best, for every subject: its unit and all that its label or unit matched."""
    if not found:
        return []
    found = of_the_row(found)
    best = found[0]
    return [
        e
        for e in found
        if e.fact.value.kind is best.fact.value.kind
        and (best.fact.value.unit is None or e.fact.value.unit == best.fact.value.unit)
        and e.things >= best.things
        # A figure in the middle of a sentence has no label to say what it counts: all the words of the question must.
        and (len(e.fact.attribute) <= _LABEL or e.coverage >= best.coverage)
    ]


def on_own(found: list[Evidence], query: Query, *, published: bool = False) -> list[Evidence]:
    """Evidence whose subject is what was asked, where there is any; otherwise what mentions it.

    A system's or thing's own counts only where it says about as much: a document on one system need not name it in each row.

    `published`: what the company asked for publishes of others counts as its own (for narrative; never for figures).
    """
    for asked in query.asked:
        names = query.names(asked.kind)
        own = [e for e in found if any(owns(e.fact, a) or (published and publishes(e.document, a)) for a in names)]
        found = own if own and (asked.kind is NameKind.ORGANISATION or own[0].score >= found[0].score - _FAR_BEHIND) else found
    return found
