"""A question becomes constraints and a form; nothing here looks at evidence, only at which names the store knows."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from answer.asked_dates import dates_of
from answer.asked_events import anchor_of, between_of, order_of, range_of
from answer.asked_names import NameFinder
from answer.called import Called
from answer.followup import Conversation
from answer.patterns import MASK, fits, form_of, language_of, patterns, units_asked, without, without_counters
from answer.preamble import parts_of
from answer.query import Asked, Form, Query, Shift
from answer.rewording import Labels, Rewording
from core.records import Name, NameKind
from core.text import fold
from facts.concepts import Term, terms
from facts.names import comparable
from facts.values import find_counts

# A word of this weight says what is asked.
_SAYS = 0.5
# What a question that counts from an event asks otherwise: the first or last of what came before or after it.
_BESIDE = frozenset([Form.VALUE, Form.EARLIEST, Form.LATEST, Form.YES_NO])
# 「契約数は何件」: what is counted says the counter, 件 only asks.
_COUNTED = re.compile(r"契約|口座|回線|世帯|画面|店舗|台数|人数|事業者")
_PLACE = Term("c:site", 0.5, "場所")


# What says no more than the kind of value that is asked for, and what it weighs then: it rules no statement out.
_SAID_BY_WANT = {
    "duration": ("c:duration", "c:period"),
    "url": ("c:view", "c:viewable", "c:display", "c:inspection", "c:publish"),
    "place": ("c:site", "c:area"),
    "person": ("c:in_charge", "c:person_name"),
}
_ASKED = 0.3
# An amount of something (返金額) need not be said by a figure in yen.
_AMOUNT, _OF_MONEY = "額", 0.8
_CODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9\-]*\d)(?=[A-Za-z0-9\-]*[A-Z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9])")


# しらなみ3の: a thing that a number tells from others of its name; no count follows it.
_WITH_ITS_NUMBER = re.compile(r"(?<![一-龥ァ-ヴーぁ-ん])(?:[ァ-ヴー]{2,}|[ぁ-ん]{3,}|[一-龥]{2,})\d{1,3}(?=は|の|が|で|を|に|、|[??]|$)")
# 西第2リージョン: one of several, told apart by its number.
_NUMBERED = re.compile(
    r"[一-龥]第\d+(?=[ァ-ヴー])|第\d+(?:棟|工場|ビル|病棟|号館|営業所|支店|倉庫|センター|小学校|中学校|高校|変電所|発電所|浄水場)"
)


class QuestionReader:
    """Reads questions against the names of a store."""

    def __init__(
        self,
        names: Iterable[Name],
        latin: frozenset[str] = frozenset(),
        cases: Iterable[frozenset[str]] = (),
        publishers: Iterable[str] = (),
        runs: Callable[[], Iterable[str]] = tuple,
        labels: Callable[[Iterable[Asked]], Iterable[Labels]] = lambda names: (),
        called: Called | None = None,
    ) -> None:
        """`latin` are the words that the documents write in Latin letters: a question's other capitalised words are names.

        `cases` are the cases that each document tells apart (事例A, 事例B), `publishers` whose documents they are, `runs` gives the
        runs of ideographs and katakana that the documents write, `labels` the labels that stand beside one another in the documents
        of some names, `called` finds the publisher that a question means without naming it.
        """
        self._known = tuple(names)
        self._cases = tuple(cases)
        self._names = NameFinder(self._known, latin, tuple(publishers), runs, called)
        self._conversation = Conversation(self._others)
        self._labels = labels
        self.book = self._names.book

    def read(self, text: str, history: tuple[str, ...] = ()) -> Query:
        """The query of a question, completed from the earlier questions of its conversation."""
        before: list[Query] = []
        for said in (*filter(str.strip, history), text):
            before.append(self._follow(said, before))
        return before[-1]

    def _follow(self, text: str, before: list[Query]) -> Query:
        """The query of a question after those before it, each complete itself."""
        query = self._read_one(text, follows=bool(before))
        if not before:
            return query
        last = before[-1]
        if query.language == last.language and not (last.put and query.form is Form.SUM):
            asked = Rewording(lambda: self._labels(last.names(NameKind.ORGANISATION))).of(text, last.text, query.language)
            if asked is not None:
                anew = self._conversation.complete(self._read_one(asked.text, follows=len(before) > 1), before[:-1])
                anew = replace(anew, put=text, inherited=("terms", "names"))
                row = (asked.label,) if asked.label and not re.search(r"\d", asked.label) else ()
                return replace(anew, of_row=asked.label, row=row, otherwise=anew) if asked.label else anew
        return self._conversation.complete(query, before)

    def _others(self, asked: Asked) -> tuple[str, ...]:
        """The other names of a name's kind in the documents that use it."""
        if asked.kind is NameKind.CASE:
            beside_it = (name for cases in self._cases if cases.intersection(asked.canonical) for name in sorted(cases))
            return tuple(dict.fromkeys(name for name in beside_it if name not in asked.canonical))
        documents = {name.document_id for name in self._known if name.kind is asked.kind and name.canonical in asked.canonical}
        beside = (name for name in self._known if name.document_id in documents and name.kind is asked.kind)
        return tuple(dict.fromkeys(name.canonical for name in beside if name.canonical not in asked.canonical))

    def _read_one(self, text: str, *, follows: bool = False) -> Query:
        """The query of one question by itself; `follows` lets it speak of the one before (その前の年, もう一人)."""
        folded = fold(text, markup=False).text
        language = language_of(folded)
        parts = parts_of(folded, language)
        asked, masked = self._names.find(folded, language, follows=follows)
        told, masked = masked[: parts.start], masked[parts.start :]
        dates, masked = dates_of(masked, language)
        # The day of a deed of the asker's own (4月20日に予約しました) is no day that is asked about.
        dates, told = (dates, dates_of(told, language)[1]) if dates or fits(_OWN_DEED[language], told) else dates_of(told, language)
        lowered = folded[parts.start :].casefold()
        masked = _INCLUDED[language].sub(" ", masked)
        ways = patterns()
        order = order_of(masked, language)
        asks_length = fits(ways["wants"]["duration"][language], masked.casefold())
        between = between_of(masked, language) if asks_length else range_of(masked, language)
        counted = anchor_of(masked, language) if not (order or between) else None
        anchor = replace(counted[0], dates=dates) if counted else None
        dates = () if anchor else dates
        form = form_of(lowered, language, bool(dates or anchor))
        counts_from = bool(anchor) or any(asked.relation in ("before", "after") for asked in dates)
        if between and not asks_length:
            form = Form.TIMELINE
        if (counts_from and form is Form.VALUE and fits(ways["asks_events"][language], lowered)) or (anchor and form in _BESIDE):
            form = Form.ON_DATE
        masked = counted[1] if counted else masked
        # A date or name in the question asks for nothing (8月8日は).
        asking = masked.casefold()
        pointing = _pointing(asking, language) if follows else Pointing()
        asking = without(asking, pointing.phrases)
        wants = frozenset(kind for kind, entry in ways["wants"].items() if fits(entry[language], asking))
        units = units_asked(lowered, language) if "count" in wants else ()
        units = () if units == ("件",) and _COUNTED.search(masked) else units
        said = without(masked, (*ways["only_asks"][language], *pointing.phrases))
        content = _content(said, wants, asking)
        # Where the question says nothing of its own, what is told before it is what it is about.
        own = any(term.weight >= _SAYS for term in content)
        return Query(
            text=text,
            language=language,
            form=form,
            wants=wants,
            unit=units[0] if units else None,
            asked=asked,
            dates=dates,
            terms=content if own else (*content, *_told(told)),
            negative=fits(ways["negative_question"][language], lowered),
            followup=fits(ways["followup"][language], lowered),
            pronoun=bool(re.search(r"それ|その|同社|そこ|\b(?:it|its|they|them|their|there)\b", lowered)),
            literals=(
                *_literals(told + masked),
                *(_qualifiers(folded[parts.start :], masked) if len([a for a in asked if a.kind is NameKind.SYSTEM]) == 1 else ()),
            ),
            numbers=_claimed(folded[parts.start :]),
            asks=folded[parts.start : parts.end].strip(),
            told=_told(told) if own else (),
            figures=_figures(said),
            anchor=anchor,
            order=order,
            units=units,
            between=between,
            elliptical=follows and form is Form.VALUE and not wants and _elliptical(asking, language),
            partitive=pointing.partitive,
            other=pointing.other,
            same_day=follows and fits(ways["same_day"][language], asking),
            shift=pointing.shift,
        )


# What the asker did or has, told before the question.
_OWN_DEED = {
    "ja": (r"(?:ます|ました|ません|です|でした|[たるだい])[。!]*\s*$", r"(?:です|だ|ます|ました|る)(?:が|けど|けれども?)、$"),
    "en": (r"^(?:i|we|my|our)\b",),
}


def _told(text: str) -> tuple[Term, ...]:
    """What a sentence beside the question speaks of."""
    return terms(without_counters(re.sub(rf"(?<={MASK})\([^()]*\)", "", text))) if text.strip() else ()


def _content(said: str, wants: frozenset[str], asking: str) -> tuple[Term, ...]:
    """What a question speaks of, without what only says the kind of value that it asks for."""
    content = terms(without_counters(re.sub(rf"(?<={MASK})\([^()]*\)", "", said)))
    asked_by_want = {key for want, keys in _SAID_BY_WANT.items() if want in wants for key in keys}
    content = tuple(replace(term, weight=min(term.weight, _ASKED)) if term.key in asked_by_want else term for term in content)
    if wants & {"count", "phone"}:
        content = tuple(
            replace(term, weight=min(term.weight, _OF_MONEY)) if term.text == _AMOUNT else term
            for term in content
            if term.key != "c:number"
        )
    if "place" in wants and not _NOUN_IS_WHERE.search(asking) and not any(term.key == _PLACE.key for term in content):
        content = (*content, _PLACE)
    return content


# 「区間はどこ」 asks for the 区間: the noun says what is asked for, and 場所 adds nothing (「起きたのはどこ」 asks for the place).
_NOUN_IS_WHERE = re.compile(r"[一-龥ァ-ヴー]は(?:、)?どこ(?:と|です|でし|[??。]|$)|どの[一-龥]|何[一-龥]")


@dataclass(frozen=True, slots=True)
class Pointing:
    """What of a question points back to the one before it, and the phrases that do."""

    partitive: bool = False
    other: bool = False
    shift: Shift | None = None
    phrases: tuple[str, ...] = ()


def _pointing(asking: str, language: str) -> Pointing:
    """How a follow-up points at the question before: of its answer, of the other of two, another year or day."""
    ways = patterns()
    entry = next((entry for entry in ways["shifts"] if fits(entry[language], asking)), None)
    shift = Shift(entry["unit"], entry["step"]) if entry else None
    other = fits(ways["the_other"][language], asking)
    phrases = (*(entry[language] if entry else ()), *(ways["the_other"][language] if other else ()))
    return Pointing(fits(ways["partitive"][language], asking), other, shift, phrases)


def _elliptical(asking: str, language: str) -> bool:
    """True for a follow-up that asks nothing itself, but names what the question before is asked of anew."""
    ways = patterns()
    named = without(asking, ways["how_so"][language]).strip()
    return fits(ways["elliptical"][language], named) and not fits(ways["asks_itself"][language], named)


# 「乗組員も入れると」: what is counted in too narrows nothing.
_INCLUDED = {
    "ja": re.compile(r"[^、。はがを]{1,16}も?(?:入れると|入れて|含めると|含めて|合わせると|加えると|足すと)(?=[、全合何計])"),
    "en": re.compile(r",? (?:with|counting) (?:the |also )?[a-z ]{3,30} (?:included|too|as well)\b|,? including [a-z ]{3,30}(?=[,?])"),
}


def _qualifiers(text: str, masked: str) -> tuple[str, ...]:
    """What stands in brackets right after a name (営業システム(電力購入機能)): the name is meant with that qualification only."""
    found = re.finditer(rf"(?<={MASK})\(([^()]*[ぁ-んァ-ヴ一-龥][^()]*)\)", masked)
    return tuple(re.sub("等$|など$", "", comparable(text[m.start(1) : m.end(1)])[0]) for m in found if MASK not in m[1] and len(m[1]) > 3)


def _claimed(text: str) -> tuple[float, ...]:
    """Figures that a question puts forward to be confirmed: 「343台ですか」."""
    return tuple(
        float(n.replace(",", ""))
        for n in re.findall(
            r"(?<![\d,.])(\d[\d,]*(?:\.\d+)?)[^\d\s、。]{0,6}(?:です|でした|だった|で合って|で正し|で間違い|ではありません|ではない|じゃない)",
            text,
        )
    )


def _figures(text: str) -> tuple[str, ...]:
    """Figures with their counter in a question (8枚入), comparable: where rows hold them, only such rows are meant."""
    return tuple(dict.fromkeys(comparable(found.value.text)[0] for found in find_counts(text) if found.value.unit))


def _literals(text: str) -> tuple[str, ...]:
    """Codes and identifiers in a question (KM231218B, FH-3214), comparable: evidence that lacks them is about something else."""
    numbered = [found for pattern in (_NUMBERED, _WITH_ITS_NUMBER) for found in pattern.findall(text) if found]
    return tuple(dict.fromkeys(comparable(code)[0] for code in (*_CODE.findall(text), *numbered)))
