"""What a question takes over from its conversation: the names, the kind of value, the words and the dates that it leaves out."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from answer.patterns import fits, patterns
from answer.query import Asked, AskedDate, Form, Query, Shift
from core.records import NameKind
from facts.concepts import Term
from facts.terms import load_values
from facts.values import counters

# A word of this weight says something of its own.
_SAYS = 0.5
# What the words of the earlier question weigh together, of the follow-up's own: a row that only they speak of is none that it asks for.
_SHARE = 0.5
_SHARE_OF_ANOTHER_VALUE = 0.25
# Forms that need more than one thing to work on.
_OVER_SEVERAL = frozenset([Form.SUM, Form.DIFFERENCE, Form.LARGEST, Form.SMALLEST, Form.COMPARE, Form.LONGEST, Form.SHORTEST])
# Forms that may ask over everything, whatever was spoken of before.
_BROAD = frozenset([Form.LIST, Form.LARGEST, Form.SMALLEST, Form.LONGEST, Form.EARLIEST, Form.LATEST, Form.COUNT, Form.SUM])
_ONE_VALUE = frozenset([Form.VALUE, Form.COUNT, Form.SUM])
# Kinds of names that say which of several is meant, and are dropped where the follow-up names anything itself.
_OF_SEVERAL = frozenset([NameKind.SYSTEM, NameKind.CASE])
_MARK = re.compile(r"[①-⑳\dA-Za-zⅠ-Ⅻ一二三四五六七八九]+$")

# Of a name, the other names of its kind in the documents that use it.
Others = Callable[[Asked], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Completes follow-ups; `others` tells what else the documents name beside a name."""

    others: Others

    def complete(self, query: Query, before: list[Query]) -> Query:
        """The query of a follow-up, with what it leaves out taken from the questions before it (each complete itself)."""
        if not before:
            return query
        if query.form in _OVER_SEVERAL and not query.asked and not content_of(query):
            return _over_all(query, before)
        completed = self._inherit(query, before[-1])
        return replace(completed, before=before[-1]) if _asks_of_the_answer(query, before[-1]) else completed

    def _inherit(self, query: Query, before: Query) -> Query:
        if query.partitive and query.form in (Form.VALUE, Form.LIST):
            return _narrowed(query, before)
        if query.other and before.asked:
            return self._other(query, before)
        query = _shifted(query, before)
        if query.elliptical and content_of(query):
            return _of_another(query, before)
        return _completed(query, before)

    def _other(self, query: Query, before: Query) -> Query:
        """The earlier question asked of the other of two (もう一人は), where its documents name just one other of the kind.

        Where they name none or several it is no name that is known: what was answered before is not answered again.
        """
        for asked in reversed(before.asked):
            found = [name for name in self.others(asked) if asked.kind is not NameKind.CASE or _stem(name) == _stem(asked.canonical[0])]
            if asked.kind is not NameKind.ORGANISATION and len(found) == 1:
                named = Asked(asked.kind, (found[0],), found[0])
                kept = tuple(named if one is asked else one for one in before.asked)
                asking = query if query.wants else _asking_as(query, before)
                return replace(asking, terms=before.terms, asked=kept, dates=before.dates, inherited=("terms", "names"))
        last = next((asked for asked in reversed(before.asked) if asked.kind is not NameKind.ORGANISATION), before.asked[-1])
        kept = tuple(one for one in before.asked if one is not last)
        return replace(query, asked=(*kept, Asked(last.kind, (), re.sub(r"[\s?？。]+$", "", query.text))), terms=before.terms)


def _stem(name: str) -> str:
    """The label of a case without its number (事例A → 事例)."""
    return _MARK.sub("", name)


def content_of(query: Query) -> list[Term]:
    """The terms of a question that say something."""
    return [term for term in query.terms if term.weight >= _SAYS]


def _asks_of_the_answer(query: Query, before: Query) -> bool:
    """True for a follow-up that names nothing, or points back, and asks for another kind of value (それはいつまで)."""
    return bool(query.wants) and not query.asked and not (query.wants & before.wants) and (query.pronoun or not content_of(query))


def _over_all(query: Query, before: list[Query]) -> Query:
    """「合計すると？」 after several questions of one thing: over all that they asked about, as far back as they are of that thing."""
    keys = {term.key for term in content_of(before[-1])}
    chain = [one for one in before if {term.key for term in content_of(one)} == keys]
    asked = tuple(dict.fromkeys(asked for one in chain for asked in one.asked))
    last, wants = before[-1], before[-1].wants | query.wants
    taken = ("terms", "names")
    return replace(query, terms=last.terms, wants=wants, unit=last.unit, asked=asked, dates=last.dates, inherited=taken)


def _narrowed(query: Query, before: Query) -> Query:
    """「そのうち…」 narrows what was asked before: its names, codes and dates hold, its words count less than the new ones."""
    wants, unit = (before.wants | query.wants), query.unit or before.unit
    narrowed = replace(query, form=before.form, wants=wants, unit=unit, asked=_names(query, before), dates=query.dates or before.dates)
    narrowed = replace(_with_codes(narrowed, before), inherited=("names", "terms"))
    if before.form in _ONE_VALUE and query.terms:
        return replace(narrowed, terms=_beside(query.terms, before.terms, _SHARE), kept=before.terms)
    terms = tuple({term.key: term for term in (*before.terms, *query.terms)}.values())
    return replace(narrowed, terms=terms)


def _of_another(query: Query, before: Query) -> Query:
    """「小松島町だと？」: what was asked before, of another row, place or thing, which its own words name."""
    earlier = before.kept or before.terms
    terms = _beside(query.terms, earlier, _SHARE)
    asked, dates = _names(query, before), query.dates or before.dates
    taken = ("terms", "names") if asked != query.asked else ("terms",)
    asking = replace(_with_codes(_asking_as(query, before), before), negative=before.negative)
    if asking.unit and any(
        len(unit.ja) > 1 and unit.ja in query.text and unit.ja not in counters(asking.unit) for unit in load_values().units
    ):
        asking = replace(asking, unit=None, units=())  # 「契約数は」「事業者は？」: another thing is counted
    return replace(asking, terms=terms, kept=earlier, asked=asked, dates=dates, inherited=taken)


def _completed(query: Query, before: Query) -> Query:
    """A follow-up that asks for another value of the same thing, or for the same value of another name."""
    content = content_of(query)
    broad = query.form in _BROAD and not query.pronoun
    if not (query.followup or query.shift or not content or not query.asked):
        return query
    inherited: list[str] = []
    completed = query
    if not content:
        completed = replace(completed, terms=before.terms, kept=before.kept)
        inherited.append("terms")
        if not query.wants:
            form = before.form if query.form in (Form.VALUE, Form.YES_NO, Form.LIST) else query.form
            completed = replace(_asking_as(completed, before), form=form)
    elif (not broad or query.form is Form.SUM) and not query.asked and query.form in _ONE_VALUE:
        # Of a row that was named last (赤根町だと？), not of the one before it.
        earlier = tuple(content_of(before)) if before.kept else before.terms
        row = tuple(term.text for term in earlier) if before.kept else before.row
        completed = replace(completed, terms=_beside(query.terms, earlier, _SHARE_OF_ANOTHER_VALUE), row=row)
    if not query.dates and before.dates and (not content or query.same_day):
        completed = replace(completed, dates=before.dates)
        inherited.append("dates")
    if not broad or not content or not query.names(NameKind.ORGANISATION):
        asked = _names(query, before) if not broad or not content else _companies(query, before)
        if asked != query.asked:
            completed = replace(completed, asked=asked)
            inherited.append("names")
        if not query.asked:
            completed = _with_codes(completed, before)
    return replace(completed, inherited=tuple(inherited)) if inherited or completed != query else query


def _beside(own: tuple[Term, ...], earlier: tuple[Term, ...], share: float) -> tuple[Term, ...]:
    """A follow-up's own words, and beside them those of the question before, which together weigh only a share of its own."""
    known = {term.key for term in own}
    kept = [term for term in earlier if term.key not in known]
    weight = sum(term.weight for term in kept)
    factor = min(_SAYS, share * sum(term.weight for term in own) / weight) if weight else 0.0
    return (*own, *(replace(term, weight=term.weight * factor) for term in kept))


def _asking_as(query: Query, before: Query) -> Query:
    """A follow-up that asks for the kind of value that the question before asked for, in its form and counter."""
    return replace(query, form=before.form, wants=before.wants, unit=before.unit, units=before.units)


def _with_codes(query: Query, before: Query) -> Query:
    """A follow-up with the codes and figures that say which row is meant: its own, else those of the question before."""
    if query.literals or query.figures:
        return query
    return replace(query, literals=before.literals, figures=before.figures)


def _names(query: Query, before: Query) -> tuple[Asked, ...]:
    """The names of the question before that the follow-up does not replace: a new company drops the old system, and vice versa."""
    kinds = {asked.kind for asked in query.asked}
    kept = list(query.asked)
    for asked in before.asked:
        if asked.kind in kinds or (asked.kind in _OF_SEVERAL and kinds):
            continue
        if asked.kind is NameKind.ORGANISATION and NameKind.SYSTEM in kinds:
            continue
        kept.append(asked)
    return tuple(kept)


def _companies(query: Query, before: Query) -> tuple[Asked, ...]:
    """The names of a follow-up that may ask over everything, with the companies of the question before: it asks over all that is theirs.

    Only one that asks which company, or of each, asks over all companies.
    """
    if (
        query.names(NameKind.SYSTEM)
        or "organisation" in query.wants
        or fits(patterns()["over_all_companies"][query.language], query.text.casefold())
    ):
        return query.asked
    return (*query.asked, *before.names(NameKind.ORGANISATION))


# --- days and years that count from the question before ---------------------------------------------------------------


def _shifted(query: Query, before: Query) -> Query:
    """「その前の年は？」: the date of the question before, so many years, months or days away."""
    shift = query.shift
    if shift is None or query.dates:
        return query
    dates = tuple(moved for asked in before.dates if (moved := _moved(asked, shift)) is not None)
    return replace(query, dates=dates) if dates else query


def _moved(asked: AskedDate, shift: Shift) -> AskedDate | None:
    """A date moved; None where it is not as exact as the step (no day after a year)."""
    exact = {"year": ("year", "month", "day"), "month": ("month", "day"), "day": ("day",)}[shift.unit]
    if asked.precision not in exact:
        return None
    start, end = _step(asked.start, shift), _step(asked.end, shift)
    if asked.precision == "month":
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    if shift.unit == "month" and asked.precision == "day":
        end = start = start.replace(day=1)
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
        return replace(asked, start=start, end=end, precision="month", surface=f"{start:%Y-%m}")
    return replace(asked, start=start, end=end, surface=_said(asked, start))


def _step(day: date, shift: Shift) -> date:
    if shift.unit == "day":
        return day + timedelta(days=shift.step)
    months = day.year * 12 + day.month - 1 + shift.step * (12 if shift.unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _said(asked: AskedDate, start: date) -> str:
    """A moved date as it is said: in the words of the question before where only its year differs."""
    year = str(asked.start.year)
    if asked.precision == "year" and year in asked.surface:
        return asked.surface.replace(year, str(start.year))
    if asked.bare and asked.precision != "year":
        return f"{start.month}月{start.day}日" if asked.precision == "day" else f"{start.month}月"
    if re.search("[年月日]", asked.surface):
        said = {"year": "{0.year}年", "month": "{0.year}年{0.month}月"}.get(asked.precision, "{0.year}年{0.month}月{0.day}日")
        return said.format(start)
    return {"year": f"{start:%Y}", "month": f"{start:%Y-%m}"}.get(asked.precision, start.isoformat())
