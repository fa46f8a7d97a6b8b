"""A question becomes constraints and a form; nothing here looks at evidence, only at which names the store knows."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from answer.asked_dates import dates_of
from answer.asked_names import NameFinder
from answer.patterns import MASK, fits, form_of, language_of, patterns, unit_asked, without_counters
from answer.query import Anchor, Asked, Form, Query
from core.records import Name, NameKind
from core.text import fold
from facts.concepts import Term, terms
from facts.names import comparable
from facts.values import find_counts

# A word of this weight says which event is meant.
_SAYS = 0.5
# 「契約数は何件」: what is counted says the counter, 件 only asks.
_COUNTED = re.compile(r"契約|口座|回線|世帯|画面|店舗|台数|人数|事業者")
_PLACE = Term("c:site", 0.5, "場所")


_CODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9\-]*\d)(?=[A-Za-z0-9\-]*[A-Z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9])")


# Forms that need more than one thing to work on.
_OVER_SEVERAL = frozenset([Form.SUM, Form.DIFFERENCE, Form.LARGEST, Form.SMALLEST, Form.COMPARE, Form.LONGEST, Form.SHORTEST])
_PARTITIVE = re.compile(r"そのうち|その中で|この中で|それらのうち|このうち|\b(?:of|among) (?:these|those|them)\b")

# 西第2リージョン: one of several, told apart by its number.
_NUMBERED = re.compile(r"[一-龥]第\d+(?=[ァ-ヴー])")


class QuestionReader:
    """Reads questions against the names of a store."""

    def __init__(self, names: Iterable[Name], latin: frozenset[str] = frozenset()) -> None:
        """`latin` are the words that the documents write in Latin letters: a question's other capitalised words are names."""
        self._names = NameFinder(names, latin)
        self.book = self._names.book

    def read(self, text: str, history: tuple[str, ...] = ()) -> Query:
        """The query of a question, completed from the earlier questions of its conversation."""
        query = self._read_one(text)
        before: list[Query] = []
        for earlier in history:
            if earlier.strip():
                before.append(self._inherit(self._read_one(earlier), before[-1] if before else None))
        if not before:
            return query
        if query.form in _OVER_SEVERAL and not query.asked and not _content(query):
            return self._over_all(query, before)
        return self._inherit(query, before[-1])

    @staticmethod
    def _over_all(query: Query, before: list[Query]) -> Query:
        """「合計すると？」 after several questions of one thing: over all that they asked about, as far back as they are of that thing."""
        keys = {term.key for term in _content(before[-1])}
        chain = [one for one in before if {term.key for term in _content(one)} == keys]
        asked = tuple(dict.fromkeys(asked for one in chain for asked in one.asked))
        last, wants = before[-1], before[-1].wants | query.wants
        taken = ("terms", "names")
        return replace(query, terms=last.terms, wants=wants, unit=last.unit, asked=asked, dates=last.dates, inherited=taken)

    def _read_one(self, text: str) -> Query:
        folded = fold(text, markup=False).text
        language = language_of(folded)
        lowered = folded.casefold()
        asked, masked = self._names.find(folded, language)
        dates, masked = dates_of(masked, language)
        anchor = None if dates else _anchor(masked, language)
        form = form_of(lowered, language, bool(dates or anchor))
        if anchor and form is Form.VALUE:
            form = Form.ON_DATE
        masked = masked[: anchor[1]] + masked[anchor[2] :] if anchor else masked
        # A date or name in the question asks for nothing (8月8日は).
        asking = masked.casefold()
        wants = frozenset(kind for kind, ways in patterns()["wants"].items() if fits(ways[language], asking))
        unit = unit_asked(lowered, language) if "count" in wants else None
        unit = None if unit == "件" and _COUNTED.search(masked) else unit
        content = terms(without_counters(re.sub(rf"(?<={MASK})\([^()]*\)", "", masked)))
        if "count" in wants:
            content = tuple(term for term in content if term.key != "c:number")
        if "place" in wants and not any(term.key == _PLACE.key for term in content):
            content = (*content, _PLACE)
        ways = patterns()
        followup = fits(ways["followup"][language], lowered)
        return Query(
            text=text,
            language=language,
            form=form,
            wants=wants,
            unit=unit,
            asked=asked,
            dates=dates,
            terms=content,
            negative=fits(ways["negative_question"][language], lowered),
            followup=followup,
            pronoun=bool(re.search(r"それ|その|同社|そこ|\b(?:it|its|they|them|their|there)\b", lowered)),
            literals=(
                *_literals(masked),
                *(_qualifiers(folded, masked) if len([a for a in asked if a.kind is NameKind.SYSTEM]) == 1 else ()),
            ),
            numbers=_claimed(folded),
            figures=_figures(masked),
            anchor=anchor[0] if anchor else None,
        )

    def _inherit(self, query: Query, before: Query | None) -> Query:
        """What a follow-up leaves out is taken from the question before; what it took is said in `inherited`."""
        if before is None:
            return query
        content = _content(query)
        if _PARTITIVE.search(query.text.casefold()) and query.form in (Form.VALUE, Form.LIST):
            # 「そのうち…」 narrows what was asked before.
            terms_ = tuple({term.key: term for term in (*before.terms, *query.terms)}.values())
            asked, dates, wants = self._inherited_names(query, before), query.dates or before.dates, before.wants | query.wants
            narrowed = replace(query, form=before.form, wants=wants, unit=query.unit or before.unit, terms=terms_)
            return replace(narrowed, asked=asked, dates=dates, inherited=("names", "terms"))
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
        """The names of the question before that the follow-up does not replace: a new company drops the old system, and vice versa."""
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


_EVENTS_ASKED = r"(?:出来事|経過|経緯|動き|何が|何を|何か|どのような(?:こと|対応|経)|どんな(?:こと|対応|経)|どうなり)"
_ANCHOR = {
    "ja": re.compile(
        rf"(?P<event>[^、。??]{{2,40}}?)(?:た|の|して)?(?P<relation>後|あと|以降|以後|前)(?:の|に|は|には|、)?(?=[^。]*{_EVENTS_ASKED})"
    ),
    "en": re.compile(r"\b(?P<relation>after|following|before|prior to) (?P<event>(?!\d)[^,?]{4,80})"),
}


_ASKS_EVENTS = re.compile(r"\W*(?:what|which events|list)\b.*\b(?:happen|do|did|done|took place|events)")


def _anchor(masked: str, language: str) -> tuple[Anchor, int, int] | None:
    """The event that a question without a date counts from, with its place; None where it counts from none."""
    lowered = masked.casefold()
    found = _ANCHOR[language].search(lowered)
    if not found or (
        language == "en" and not re.match(r"\W*(?:what|which events|list)\b.*\b(?:happen|do|did|done|took place|events)", lowered)
    ):
        return None
    event = tuple(term for term in terms(masked[found.start("event") : found.end("event")].replace(MASK, " ")) if term.weight >= _SAYS)
    if not event:
        return None
    relation = "before" if found["relation"] in ("前", "before", "prior to") else "after"
    return Anchor(event, relation), found.start("event"), found.end("relation")


def _content(query: Query) -> list[Term]:
    """The terms of a question that say something."""
    return [term for term in query.terms if term.weight >= 0.5]


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
    return tuple(dict.fromkeys(comparable(code)[0] for code in (*_CODE.findall(text), *_NUMBERED.findall(text))))
