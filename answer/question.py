"""A question becomes constraints and a form; nothing here looks at evidence, only at which names the store knows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.records import Name, NameKind, ValueKind
from core.text import fold
from facts.concepts import Term, terms
from facts.english import english_forms, english_head
from facts.names import NameBook, case_name, comparable, name_key, noun_runs, organisations_in, system_in
from facts.terms import load_names, load_values
from facts.values import YearContext, find_counts, find_dates
from facts.words import morphemes

# Stands for each character of a name or date that was read; a pronoun takes its place before words are counted.
MASK = "\ue000"
_ALIKE_SPELLING = 0.9
_PLACE = Term("c:site", 0.5, "場所")
_CODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9\-]*\d)(?=[A-Za-z0-9\-]*[A-Z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9])")
_MONTHS = {
    m: i
    for i, m in enumerate(
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1
    )
}
_MONTH = "(" + "|".join(f"{m[:3]}(?:{m[3:]})?" if len(m) > 3 else m for m in _MONTHS) + r"|sept)\.?"
ENGLISH_DATES = (
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})(?:,? (?P<y>(?:19|20)\d\d))?", re.IGNORECASE),
    re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y>(?:19|20)\d\d))?", re.IGNORECASE),
    re.compile(rf"\b(?P<m>{_MONTH}),? (?P<y>(?:19|20)\d\d)", re.IGNORECASE),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<n>\d\d)-(?P<d>\d\d)\b"),
    re.compile(r"(?<![\d,.])(?P<y>(?:19|20)\d\d)(?![\d,]|\.\d)"),
)


class Form(StrEnum):
    """What shape of answer a question asks for."""

    VALUE = "value"
    LIST = "list"
    COUNT = "count"
    SUM = "sum"
    DIFFERENCE = "difference"
    LARGEST = "largest"
    SMALLEST = "smallest"
    EARLIEST = "earliest"
    LATEST = "latest"
    LONGEST = "longest"
    SHORTEST = "shortest"
    COMPARE = "compare"
    ON_DATE = "on_date"
    TIMELINE = "timeline"
    YES_NO = "yes_no"
    WHAT_IS = "what_is"
    WHY = "why"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class Asked:
    """A name in a question: the full names that it may stand for, and how it was written."""

    kind: NameKind
    canonical: tuple[str, ...]
    surface: str

    @property
    def known(self) -> bool:
        """True when the store knows such a name."""
        return bool(self.canonical)


@dataclass(frozen=True, slots=True)
class AskedDate:
    """A date in a question: first and last day that it covers, its precision, and "on", "before" or "after"."""

    start: date
    end: date
    precision: str
    relation: str
    surface: str
    kind: ValueKind = ValueKind.DATE
    bare: bool = False

    def admits(self, first: date | None, last: date | None) -> bool:
        """True when a stated date or period meets the constraint."""
        if first is None:
            return False
        if self.relation == "before":
            return first < self.start or (self.start <= first <= self.end and self.precision != "day")
        if self.relation == "after":
            return first >= self.start
        last = last or first
        if self.bare and self.precision == "day":
            return (first.month, first.day) == (self.start.month, self.start.day)
        return self.start <= first and last <= self.end


@dataclass(frozen=True, slots=True)
class Query:
    """A question as constraints. `wants` are the kinds of value asked for; `terms` what remains of its content."""

    text: str
    language: str
    form: Form
    wants: frozenset[str] = frozenset()
    unit: str | None = None
    asked: tuple[Asked, ...] = ()
    dates: tuple[AskedDate, ...] = ()
    terms: tuple[Term, ...] = ()
    negative: bool = False
    followup: bool = False
    inherited: tuple[str, ...] = ()
    pronoun: bool = False
    numbers: tuple[float, ...] = field(default=())
    literals: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()

    def names(self, kind: NameKind) -> tuple[Asked, ...]:
        """The names of a kind that the question puts as constraints."""
        return tuple(asked for asked in self.asked if asked.kind is kind)


class QuestionReader:
    """Reads questions against the names of a store."""

    def __init__(self, names: Iterable[Name]) -> None:
        known = [(name.kind, name.canonical, name.surface) for name in names]
        known += [(name.kind, name.canonical, name.canonical) for name in names]
        # An authority's short forms are names wherever the authority is known.
        present = {canonical for _, canonical, _ in known}
        for regulator in load_names().regulators:
            if regulator.ja in present:
                known += [(NameKind.ORGANISATION, regulator.ja, short) for short in (*regulator.also, *regulator.en)]
        self.book = NameBook(known)
        self.organisations = self.book.all(NameKind.ORGANISATION)
        self.systems = self.book.all(NameKind.SYSTEM)
        self._english: list[tuple[str, NameKind, str]] = sorted(
            (
                (form, kind, name)
                for kind, group in ((NameKind.ORGANISATION, self.organisations), (NameKind.SYSTEM, self.systems))
                for name in group
                for form in english_forms(name)
            ),
            key=lambda item: -len(item[0]),
        )
        self._heads: dict[str, list[str]] = {}
        for name in self.organisations:
            head = english_head(name)
            if head:
                self._heads.setdefault(head, []).append(name)

    def read(self, text: str, history: tuple[str, ...] = ()) -> Query:
        """The query of a question, completed from the earlier questions of its conversation."""
        query = self._read_one(text)
        before: Query | None = None
        for earlier in history:
            if earlier.strip():
                before = self._inherit(self._read_one(earlier), before)
        return self._inherit(query, before)

    # --- one question ---

    def _read_one(self, text: str) -> Query:
        folded = fold(text, markup=False).text
        language = language_of(folded)
        lowered = folded.casefold()
        asked, masked = self._names(folded, language)
        dates, masked = _dates(masked, language)
        form = _form(lowered, language, bool(dates))
        wants = frozenset(kind for kind, patterns in _data()["wants"].items() if _fits(patterns[language], lowered))
        unit = _unit(lowered, language) if "count" in wants else None
        content = terms(_without_counters(re.sub(rf"(?<={MASK})\([^()]*\)", "", masked)))
        if "place" in wants and not any(term.key == _PLACE.key for term in content):
            content = (*content, _PLACE)
        patterns = _data()
        followup = _fits(patterns["followup"][language], lowered)
        return Query(
            text=text,
            language=language,
            form=form,
            wants=wants,
            unit=unit,
            asked=asked,
            dates=dates,
            terms=content,
            negative=_fits(patterns["negative_question"][language], lowered),
            followup=followup,
            pronoun=bool(re.search(r"それ|その|同社|そこ|\b(?:it|its|they|them|their|there)\b", lowered)),
            literals=(
                *_literals(masked),
                *(_qualifiers(folded, masked) if len([a for a in asked if a.kind is NameKind.SYSTEM]) == 1 else ()),
            ),
            numbers=_claimed(folded),
            figures=_figures(masked),
        )

    def _names(self, text: str, language: str) -> tuple[tuple[Asked, ...], str]:
        """The names of a question and its text with them blanked out."""
        found: list[tuple[int, Asked]] = []
        masked = text
        for mention in self.book.find(text):
            surface = text[mention.start : mention.end]
            found.append((mention.start, Asked(mention.kind, (mention.canonical,), surface)))
            masked = masked[: mention.start] + MASK * (mention.end - mention.start) + masked[mention.end :]
        english, masked = self._english_names(masked)
        found.extend(english)
        if language == "ja":
            unknown, masked = self._unknown_japanese(masked)
        else:
            unknown, masked = self._unknown_english(masked)
            for match in re.finditer(r"[一-龥ァ-ヴー]{3,}", masked):
                known = self._resolved(NameKind.ORGANISATION, match.group())
                if known:
                    unknown.append((match.start(), Asked(NameKind.ORGANISATION, known, match.group())))
                    masked = masked[: match.start()] + MASK * len(match.group()) + masked[match.end() :]
        found.extend(unknown)
        if language == "en":
            cases, masked = _english_cases(masked)
            found.extend(cases)
        unique: dict[tuple[NameKind, tuple[str, ...], str], Asked] = {}
        for _, asked in sorted(found, key=lambda pair: pair[0]):
            unique.setdefault((asked.kind, asked.canonical, asked.surface if not asked.canonical else ""), asked)
        return tuple(unique.values()), masked

    def _english_names(self, text: str) -> tuple[list[tuple[int, Asked]], str]:
        found: list[tuple[int, Asked]] = []
        for form, kind, _name in self._english:
            lowered = text.casefold().replace("-", " ")
            if form not in lowered:
                continue
            for match in re.finditer(rf"(?<![a-z]){re.escape(form)}(?:'s|s')?(?![a-z])", lowered):
                names = tuple(dict.fromkeys(n for f, k, n in self._english if f == form and k is kind))
                if " " not in form and kind is NameKind.ORGANISATION:
                    names = tuple(dict.fromkeys((*self._heads.get(form, ()), *names))) if form in self._heads else names
                found.append((match.start(), Asked(kind, names, text[match.start() : match.end()])))
                text = text[: match.start()] + MASK * (match.end() - match.start()) + text[match.end() :]
                lowered = text.casefold()
        for head, owners in self._heads.items():
            if len(head) < 4:
                continue
            for match in re.finditer(rf"(?<![a-z]){re.escape(head)}(?:'s)?(?![a-z])", text.casefold()):
                found.append((match.start(), Asked(NameKind.ORGANISATION, tuple(owners), match.group())))
                text = text[: match.start()] + MASK * (match.end() - match.start()) + text[match.end() :]
        return found, text

    def _resolved(self, kind: NameKind, name: str) -> tuple[str, ...]:
        """The known names that a shortened or extended one stands for: only a listed kind of business may be added or left out."""
        known = self.organisations if kind is NameKind.ORGANISATION else self.systems
        if kind is NameKind.SYSTEM:
            return tuple(other for other in known if _resembles(name, other))
        key, kinds = name_key(name), load_names().business_kinds
        exact = tuple(
            other for other in known if name_key(other) in {key + k for k in kinds} or key in {name_key(other) + k for k in kinds}
        )
        if exact or not name.endswith(load_names().municipal):
            return exact
        return tuple(other for other in known if name_key(other).startswith(key))

    def _unknown_japanese(self, text: str) -> tuple[list[tuple[int, Asked]], str]:
        """Runs of nouns that are shaped like an organisation or system that no document names; a bare brand head (四国) of known ones."""
        found: list[tuple[int, Asked]] = []
        for start, end in noun_runs(text):
            run = text[start:end]
            for offset, name in organisations_in(run):
                found.append((start + offset, Asked(NameKind.ORGANISATION, self._resolved(NameKind.ORGANISATION, name), name)))
                text = text[: start + offset] + MASK * len(name) + text[start + offset + len(name) :]
                break
            system = system_in(text[start:end])
            if system:
                offset, name = system
                found.append((start + offset, Asked(NameKind.SYSTEM, self._resolved(NameKind.SYSTEM, name), name)))
                text = text[: start + offset] + MASK * len(name) + text[start + offset + len(name) :]
        for match in re.finditer(rf"[一-龥]{{1,4}}(?:{'|'.join(load_names().municipal)})(?=の|で|が|は|に|を|[ 、。])", text):
            known = self._resolved(NameKind.ORGANISATION, match.group())
            if known:
                found.append((match.start(), Asked(NameKind.ORGANISATION, known, match.group())))
                text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
        for m in morphemes(text):
            if m.part_of_speech()[1] == "固有名詞" and len(m.surface()) >= 2:
                owners = tuple(name for name in self.organisations if name.startswith(m.surface()))
                if owners:
                    found.append((m.begin(), Asked(NameKind.ORGANISATION, owners, m.surface())))
                    text = text[: m.begin()] + MASK * len(m.surface()) + text[m.end() :]
        return found, text

    def _unknown_english(self, text: str) -> tuple[list[tuple[int, Asked]], str]:
        """「the … system」 by the words of a known system's English name; capitalised company names that no document names."""
        found: list[tuple[int, Asked]] = []
        for match in re.finditer(r"((?:[A-Za-z]+ ){1,5})[Ss]ystems?\b", text):
            asked_words = {w for w in match[1].casefold().split() if w not in _GENERIC_ENGLISH}
            if not asked_words:
                continue
            likeness = {name: _overlap(asked_words, name) for name in self.systems}
            best = max(likeness.values(), default=0.0)
            if best >= 0.6:
                names = tuple(name for name, value in likeness.items() if value == best)
                found.append((match.start(), Asked(NameKind.SYSTEM, names, match.group().strip())))
                text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
        for match in re.finditer(_ENGLISH_COMPANY, text):
            found.append((match.start(), Asked(NameKind.ORGANISATION, (), match.group().strip())))
            text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
        return found, text

    # --- conversations ---

    def _inherit(self, query: Query, before: Query | None) -> Query:
        """What a follow-up leaves out is taken from the question before; what it took is said in `inherited`."""
        if before is None:
            return query
        content = [term for term in query.terms if term.weight >= 0.5]
        broad = (
            query.form in (Form.LIST, Form.LARGEST, Form.SMALLEST, Form.LONGEST, Form.EARLIEST, Form.LATEST, Form.COUNT, Form.SUM)
            and not query.pronoun
        )
        if not (query.followup or not content or (not query.asked and not broad)):
            return query
        changes: dict[str, Any] = {}
        inherited: list[str] = []
        if (not content and query.form in (Form.VALUE, Form.YES_NO, Form.LIST)) or (not content and not query.wants):
            changes["terms"] = before.terms
            inherited.append("terms")
            if not query.wants:
                changes.update(wants=before.wants, unit=before.unit, form=before.form)
        elif not content:
            changes["terms"] = before.terms
            inherited.append("terms")
        if not query.dates and before.dates and not content:
            changes["dates"] = before.dates
            inherited.append("dates")
        if not broad or not content:
            asked = self._inherited_names(query, before)
            if asked != query.asked:
                changes["asked"] = asked
                inherited.append("names")
        return replace(query, **changes, inherited=tuple(inherited)) if inherited else query

    @staticmethod
    def _inherited_names(query: Query, before: Query) -> tuple[Asked, ...]:
        """The names of the question before that the follow-up does not replace: a new company drops the old system, and the other way round."""
        kinds = {asked.kind for asked in query.asked}
        kept = list(query.asked)
        for asked in before.asked:
            if asked.kind in kinds:
                continue
            if asked.kind in (NameKind.SYSTEM, NameKind.CASE) and kinds:
                continue
            if asked.kind is NameKind.ORGANISATION and NameKind.SYSTEM in kinds:
                continue
            kept.append(asked)
        return tuple(kept)


_GENERIC_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "which",
        "what",
        "this",
        "that",
        "these",
        "those",
        "of",
        "in",
        "on",
        "at",
        "each",
        "every",
        "all",
        "other",
        "and",
        "or",
        "its",
        "their",
        "any",
        "same",
        "such",
        "by",
        "for",
        "to",
        "were",
        "was",
        "is",
        "are",
        "how",
        "many",
        "two",
        "both",
        "exposed",
        "customer's",
        "company's",
        "company",
        "information",
    ]
)
_ENGLISH_COMPANY = re.compile(
    r"(?:[A-Z][a-zA-Z&\-]+ ){1,4}(?:Electric Power|Electric|Power|Bank|Railway|Railways|Hospital|Foods|Insurance|Telecom|Gas|Airlines|Energy|Corporation|Holdings|University|Securities|Communications|Pharma(?:ceutical)?s?)(?: (?:Company|Network|Grid|Transmission and Distribution|T&D|Co))*\b"
)


def _overlap(asked: set[str], name: str) -> float:
    forms = english_forms(name)
    own = {w for w in forms[0].split() if w != "system"} if forms else set()
    return len(asked & own) / max(len(own), 1) if len(asked & own) >= min(2, len(own)) else 0.0


def _english_cases(text: str) -> tuple[list[tuple[int, Asked]], str]:
    """ "case 2", "cases 1 and 3" as the case labels of Japanese documents (事案②)."""
    found: list[tuple[int, Asked]] = []
    for match in re.finditer(r"\b[Cc]ases? ((?:[①-⑳]|\d{1,2})(?:(?:, | and |, and |/| & | or )(?:[①-⑳]|\d{1,2}))*)(?![\d,.]\d)", text):
        for mark in re.findall(r"[①-⑳]|\d{1,2}", match[1]):
            found.append((match.start(), Asked(NameKind.CASE, (case_name("事案", mark),), match.group())))
        text = text[: match.start()] + MASK * len(match.group()) + text[match.end() :]
    return found, text


def _resembles(asked: str, known: str) -> bool:
    """True when a system's name as asked is the known one with words left out or added, or a letter amiss (台帳検索システム, お客さま台帳検索システム)."""
    if SequenceMatcher(None, asked, known).ratio() >= _ALIKE_SPELLING:
        return True
    a, b = asked.replace("システム", ""), known.replace("システム", "")
    return len(a) >= 3 and (b.endswith(a) or (a.endswith(b) and len(b) >= 4))


def language_of(text: str) -> str:
    """ "en" for a text of English words, names in Japanese allowed; "ja" otherwise."""
    words = len(re.findall(r"[A-Za-z]{2,}", text))
    runs = len(re.findall(r"[ぁ-んァ-ヴー一-龥・]+", text))
    asks = re.match(
        r"\W*(?:what|which|who|whom|whose|when|where|why|how|did|do|does|was|were|is|are|can|could|has|have|had|and|list|give|name|tell|compare|show|in|on|by|at|for|of|the|until|since|between|after|before)\b",
        text,
        re.IGNORECASE,
    )
    if asks and not re.search(r"(?:です|ます|でした|ました)か|[はをが]?(?:何|いつ|誰|どこ)", text):
        return "en"
    return "en" if words >= 3 and words >= 2 * runs or not runs else "ja"


def _form(text: str, language: str, dated: bool) -> Form:
    for entry in _data()["forms"]:
        if _fits(entry[language], text):
            form = Form(entry["form"])
            if form is Form.ON_DATE and not dated:
                continue
            if (
                form is Form.YES_NO
                and language == "ja"
                and re.search(r"何|いつ|どこ|誰|だれ|どの|どれ|いくつ|いくら|どちら|どんな|どう", text)
            ):
                continue
            if (
                form is Form.WHAT_IS
                and language == "en"
                and re.search(r"number|date|period|url|phone|total|name of|cause|reason|title|how|address", text)
            ):
                continue
            return form
    return Form.VALUE


def _fits(patterns: Iterable[str], text: str) -> bool:
    return any(_compiled(pattern).search(text) for pattern in patterns)


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    with (Path(__file__).parent / "forms.yaml").open(encoding="utf-8") as file:
        data: Mapping[str, Any] = yaml.safe_load(file)
    return data


def _unit(text: str, language: str) -> str | None:
    """The counter that a question asks in: 何台 → 台, how many terminals → 台."""
    shapes = load_values()
    if language == "ja":
        for unit in sorted(shapes.units, key=lambda u: -len(u.ja)):
            if re.search(rf"何{re.escape(unit.ja)}(?!間)", text):
                return unit.ja
        counters = "|".join(sorted((re.escape(u.ja) for u in shapes.units if len(u.ja) > 1), key=len, reverse=True))
        several = re.search(rf"({counters})(?:は|が|の数)[^。、]*(?:いくつ|幾つ)", text)
        if several:
            return several.group(1)
        named = re.search(rf"({'|'.join(sorted((re.escape(u.ja) for u in shapes.units), key=len, reverse=True))})数", text)
        return named.group(1) if named else None
    match = re.search(r"(?:how many|number of|count of) ((?:[a-z\-]+ ){0,5}?[a-z\-]+)\b(.*)", text)
    if not match:
        return None
    phrase = match[1].split() + match[2].split()[:3]
    for word in phrase:
        for unit in shapes.units:
            if word in unit.en or word in unit.also:
                return unit.ja
    return None


def _qualifiers(text: str, masked: str) -> tuple[str, ...]:
    """What stands in brackets right after a name (営業システム(電力購入機能)): the name is meant with that qualification only."""
    found = re.finditer(rf"(?<={MASK})\(([^()]*[ぁ-んァ-ヴ一-龥][^()]*)\)", masked)
    return tuple(re.sub("等$|など$", "", comparable(text[m.start(1) : m.end(1)])[0]) for m in found if MASK not in m[1] and len(m[1]) > 3)


def _claimed(text: str) -> tuple[float, ...]:
    """Figures that a question puts forward to be confirmed: 「343台ですか」."""
    return tuple(
        float(n.replace(",", ""))
        for n in re.findall(r"(?<![\d,.])(\d[\d,]*(?:\.\d+)?)[^\d\s、。]{0,6}(?:です|でした|だった|で合って|で正し|で間違い)", text)
    )


def _figures(text: str) -> tuple[str, ...]:
    """Figures with their counter in a question (8枚入), comparable: where rows hold them, only such rows are meant."""
    return tuple(dict.fromkeys(comparable(found.value.text)[0] for found in find_counts(text) if found.value.unit))


def _literals(text: str) -> tuple[str, ...]:
    """Codes and identifiers in a question (KM231218B, FH-3214), comparable: evidence that lacks them is about something else."""
    return tuple(dict.fromkeys(comparable(code)[0] for code in _CODE.findall(text)))


def _without_counters(text: str) -> str:
    """A question without the counters that it asks in (何台): they ask for a kind of value, not for a word."""
    units = "|".join(sorted((re.escape(u.ja) for u in load_values().units), key=len, reverse=True))
    plain = re.sub(rf"何(?:{units})|何年何月何日|何月何日|何年何月|いつからいつまで|いつごろ|いつ(?:から|まで)?", " ", text)
    return re.sub(f"{MASK}+", "それ" if language_of(text) == "ja" else " ", plain)


def _dates(text: str, language: str) -> tuple[tuple[AskedDate, ...], str]:
    """The dates of a question and its text with them blanked out."""
    found: list[AskedDate] = []
    masked = text
    for item in find_dates(text, YearContext(None, date(2000, 12, 31))):
        value = item.value
        if value.start is None:
            continue
        end = value.end or date.max
        relation = _relation(text, item.start, item.end, "ja") if language == "ja" else "on"
        found.append(AskedDate(value.start, end, value.precision or "day", relation, value.text, value.kind, value.inherited))
        masked = masked[: item.start] + MASK * (item.end - item.start) + masked[item.end :]
    if language == "en":
        english, masked = _english_dates(masked)
        found.extend(english)
    return tuple(found), masked


def _english_dates(text: str) -> tuple[list[AskedDate], str]:
    points: list[tuple[int, int, AskedDate]] = []
    for pattern in ENGLISH_DATES:
        for match in pattern.finditer(text):
            asked = english_date(match, text)
            if asked:
                points.append((match.start(), match.end(), asked))
                text = text[: match.start()] + MASK * (match.end() - match.start()) + text[match.end() :]
    points.sort(key=lambda point: point[0])
    merged: list[AskedDate] = []
    for index, (start, _end, asked) in enumerate(points):
        previous = points[index - 1] if index else None
        if (
            previous
            and merged
            and re.fullmatch(r"\s*(?:to|until|till|and|through|-|–|～)\s*", text[previous[1] : start])
            and merged[-1].start <= asked.start
        ):
            year = asked.start.year if merged[-1].bare else merged[-1].start.year
            first = merged[-1].start.replace(year=year)
            merged[-1] = AskedDate(first, asked.end, "day", "on", f"{merged[-1].surface} - {asked.surface}", ValueKind.PERIOD)
        else:
            merged.append(asked)
    return merged, text


def english_date(match: re.Match[str], text: str) -> AskedDate | None:
    import calendar

    groups = match.groupdict()
    month_name = (groups.get("m") or "").casefold().rstrip(".")[:3]
    month = (
        next((number for name, number in _MONTHS.items() if name.startswith(month_name)), None)
        if month_name
        else (int(groups["n"]) if groups.get("n") else None)
    )
    year = int(groups["y"]) if groups.get("y") else 2000
    bare = not groups.get("y")
    day = int(groups["d"]) if groups.get("d") else None
    relation = _relation(text, match.start(), match.end(), "en")
    if month is None:
        return AskedDate(date(year, 1, 1), date(year, 12, 31), "year", relation, match.group())
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return AskedDate(date(year, month, 1), date(year, month, length), "month", relation, match.group())
    return AskedDate(date(year, month, day), date(year, month, day), "day", relation, match.group(), bare=bare) if day <= length else None


def _relation(text: str, start: int, end: int, language: str) -> str:
    """ "before", "after" or "on", from the words beside a date."""
    data = _data()
    near = text[end : end + 6] if language == "ja" else text[max(0, start - 12) : start].casefold()
    for relation in ("before", "after"):
        for pattern in data[relation][language]:
            fits = _compiled(pattern).match(near) if language == "ja" else re.search(rf"\b{pattern} (?:the )?$", near)
            if fits:
                return relation
    return "on"
