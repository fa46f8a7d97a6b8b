"""The one place that decides what may be said: every number, date and name of a statement must stand in the quotes that it cites.

It works on the finished words, whoever wrote them, and reads them anew: what was meant does not count, only what stands there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from answer.asked_dates import ENGLISH_DATES, english_date
from answer.draft import Computed, Row, Source, Statement
from core.records import NameKind, ValueKind
from core.text import fold
from facts.names import NameBook, name_key
from facts.times import clock_times, parts_of_length
from facts.values import YearContext, find_counts, find_dates, find_times

_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MARKS = re.compile(r"⟦\d+⟧|\[\d+\]|\*\*")
# A colon after a word (金額：640万円) is no part of the figure after it, as one between figures (10:30) is.
_LABEL_COLON = re.compile(r"(?<=[^\d\s])[:：](?=\d)")
_ADDRESS = re.compile(r"https?://[!-'*-;=?-Z\\_a-z~]+")
_QUOTED = re.compile(r"「([^「」]*(?:「[^「」]*」[^「」]*)*)」")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What of a text has to be shown: numbers as digits, dates as (year, month, day) with None for what is not said, names by their key."""

    numbers: frozenset[str]
    dates: frozenset[tuple[int | None, int | None, int | None]]
    names: frozenset[str]


@lru_cache(maxsize=8_192)
def tokens(text: str, book: NameBook) -> Tokens:
    """The numbers, dates and names of a text."""
    folded = fold(_LABEL_COLON.sub(": ", _MARKS.sub("", text)), markup=False).text
    masked = folded
    dates: set[tuple[int | None, int | None, int | None]] = set()
    for found in find_dates(folded, YearContext(None, _NO_YEAR)):
        value = found.value
        # A fiscal year is said by the year that it begins in.
        for day in (value.start, None if value.kind is ValueKind.DATE and value.precision == "year" else value.end):
            if day is not None:
                dates.add(_stated(day, value.precision, bare=value.inherited))
        masked = masked[: found.start] + " " * (found.end - found.start) + masked[found.end :]
    for pattern in ENGLISH_DATES:
        for match in pattern.finditer(masked):
            asked = english_date(match, masked)
            if asked:
                dates.add(_stated(asked.start, asked.precision, bare=asked.bare))
        masked = pattern.sub(lambda m: " " * len(m.group()), masked)
    numbers = set(clock_times(masked))
    for found in find_times(masked):
        masked = masked[: found.start] + " " * (found.end - found.start) + masked[found.end :]
    counts = [found for found in find_counts(masked) if found.value.number is not None]
    numbers |= {_digits(found.value.number or 0) for found in counts}
    # The parts of a length (17時間28分) are said singly in English.
    numbers |= {_digits(number) for found in counts if len(parts := parts_of_length(found.value.text)) > 1 for number, _ in parts}
    for found in counts:
        masked = masked[: found.start] + " " * (found.end - found.start) + masked[found.end :]
    numbers |= {_digits(float(match.group().replace(",", ""))) for match in _NUMBER.finditer(masked)}
    names = {m.canonical if m.kind is NameKind.CASE else name_key(m.canonical) for m in book.find(folded)}
    return Tokens(frozenset(numbers), frozenset(dates), frozenset(names))


_NO_YEAR = date(1904, 12, 31)
# A cell of at least so many characters is a sentence or title, not the heading that every row shares.
_LONG_CELL = 12
# Words of fewer characters beside a value are no name.
_SHORTEST_SAID = 4


def _digits(number: float) -> str:
    """A number as digits, every one of them: amounts in yen have many."""
    return f"{number:.15g}"


def _stated(day: date, precision: str | None, *, bare: bool) -> tuple[int | None, int | None, int | None]:
    return (None if bare else day.year, day.month if precision != "year" else None, day.day if precision == "day" else None)


def unshown(text: str, quotes: Sequence[str], computed: Iterable[Computed], book: NameBook) -> Tokens:
    """What of a text stands in none of the quotes and was not computed; empty when the text may be said.

    A date is shown by a quote that states it at least as exactly; its year alone may come from another of the quotes, or be
    listed as computed.
    """
    said = tokens(text, book)
    given = [tokens(quote, book) for quote in quotes]
    worked = [tokens(item.text, book) for item in computed]
    numbers = {n for g in (*given, *worked) for n in g.numbers} | {str(p) for g in given for d in g.dates for p in d if p is not None}
    dates = {d for g in (*given, *worked) for d in g.dates}
    names = {n for g in given for n in g.names}
    return Tokens(
        frozenset(n for n in said.numbers if n not in numbers),
        frozenset(d for d in said.dates if not any(_shows(d, other) for other in dates)),
        frozenset(n for n in said.names if n not in names),
    )


def _shows(said: tuple[int | None, int | None, int | None], stated: tuple[int | None, int | None, int | None]) -> bool:
    """True when a stated date is at least as exact as the said one and agrees with it."""
    return all(part is None or part == other for part, other in zip(said, stated, strict=True))


def empty(rest: Tokens) -> bool:
    """True when nothing is left to be shown."""
    return not (rest.numbers or rest.dates or rest.names)


def _parts(statement: Statement | Row) -> tuple[str, ...]:
    return (statement.text,) if isinstance(statement, Statement) else statement.cells


def _stands(part: str, given: str) -> bool:
    """True when a text stands in the quotes word for word, cuts marked with … aside."""
    return all(_whole(_bare(piece), given) for piece in part.split("…"))


def _whole(piece: str, given: str) -> bool:
    """True when a text stands in another and cuts no figure of it (98契約 does not stand in 1,398契約)."""
    before = r"(?<![\d,.])" if piece[:1].isdigit() else ""
    after = r"(?!\d|[,.]\d)" if piece[-1:].isdigit() else ""
    return re.search(before + re.escape(piece) + after, given) is not None


@lru_cache(maxsize=8_192)
def _bare(text: str) -> str:
    return fold(text).text.replace(" ", "")


class Verifier:
    """Verifies statements against the documents' own text."""

    def __init__(self, texts: "dict[str, str]", book: NameBook) -> None:
        self._texts = texts
        self._book = book

    def quote(self, source: Source) -> str:
        """The verbatim text of a source."""
        return self._texts[source.document_id][source.span.start : source.span.end]

    def admit(self, statement: Statement | Row) -> tuple[Source, ...] | None:
        """The sources to cite for a statement: its own, and of its support those that it needs. None when it may not be said."""
        cited = list(dict.fromkeys(statement.sources))
        echo = [statement.echo] if isinstance(statement, Statement) and statement.echo else []
        rest = self._rest(statement, cited, echo)
        for source in dict.fromkeys(statement.support):
            if empty(rest):
                break
            if source in cited:
                continue
            further = self._rest(statement, (*cited, source), echo)
            if further != rest:
                cited.append(source)
                rest = further
        if not empty(rest) or not all(self._quotes_verbatim(part, cited, echo) for part in _parts(statement)):
            return None
        cited += self._showing_cells(statement, cited)
        return (*cited, *self._said_places(statement, cited))

    def _showing_cells(self, statement: Statement | Row, cited: Sequence[Source]) -> list[Source]:
        """Of a row's support, the places where its longer cells stand word for word (what a row is of), if no source shows them yet."""
        if isinstance(statement, Statement):
            return []
        given = "\n".join(_bare(self.quote(source)) for source in cited)
        showing: list[Source] = []
        for cell in statement.cells:
            if len(cell) >= _LONG_CELL and not _stands(cell, given):
                place = next((s for s in statement.support if s not in cited and _stands(cell, _bare(self.quote(s)))), None)
                showing += [place] if place is not None and place not in showing else []
        return showing

    def _said_places(self, statement: Statement | Row, cited: Sequence[Source]) -> list[Source]:
        """Of the support, the places whose words (a heading, the label of a row) are said and stand in no quote cited yet."""
        given = "\n".join(_bare(self.quote(source)) for source in cited)
        said = [_bare(_QUOTED.sub("", part)) for part in _parts(statement)]
        least = _SHORTEST_SAID if isinstance(statement, Statement) else _LONG_CELL
        places: list[Source] = []
        for source in dict.fromkeys(statement.support):
            words = _bare(self.quote(source))
            if source not in cited and len(words) >= least and words not in given and any(words in part for part in said):
                places.append(source)
                given = f"{given}\n{words}"
        return places

    def _rest(self, statement: Statement | Row, cited: Sequence[Source], echo: list[str]) -> Tokens:
        """What of a statement its sources do not show; words that stand verbatim in a source need no further showing."""
        quotes = list(map(self.quote, cited))
        given = "\n".join(_bare(quote) for quote in quotes)
        unsaid = [_QUOTED.sub(lambda m: "" if _stands(m.group(1), given) else m.group(), part) for part in _parts(statement)]
        # An address is shown by its place, where it may be broken at a line's end: its figures are not read singly.
        unsaid = [_ADDRESS.sub(lambda m: "" if _bare(m.group()) in given else m.group(), part) for part in unsaid]
        rests = [unshown(part, [*echo, *quotes], statement.computed, self._book) for part in unsaid if not _stands(part, given)]
        return Tokens(
            frozenset().union(*(r.numbers for r in rests)),
            frozenset().union(*(r.dates for r in rests)),
            frozenset().union(*(r.names for r in rests)),
        )

    def _quotes_verbatim(self, text: str, cited: Sequence[Source], echo: list[str]) -> bool:
        """True when each stretch in 「」 stands in a cited quote or in the question that is said back, an ellipsis being a cut.

        The name of an organisation or system may stand there in another spelling.
        """
        given = "\n".join(map(_bare, (*map(self.quote, cited), *echo)))
        named = {name_key(m.canonical) for source in cited for m in self._book.find(fold(self.quote(source)).text)}
        return all(_stands(m.group(1), given) or name_key(m.group(1)) in named for m in _QUOTED.finditer(text))
