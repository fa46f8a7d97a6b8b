"""How values, dates, names and subjects are said in the language of the answer."""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from answer.draft import Computed, Source
from core.records import DocumentInfo, Fact, Value, ValueKind
from core.text import fold
from facts.concepts import concept, terms
from facts.english import english_name
from facts.terms import load_values
from facts.times import clock_times, find_times, minutes_between, parts_of_length

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


# A period with times of day is said in hours and minutes up to three days.
_FIRST_FISCAL_MONTH = 4
_LONG_IN_MINUTES = 3 * 24 * 60


# Whose a statement is, in its brackets.
_SUBJECT = re.compile(r"（\{subject\}）| \(\{subject\}\)|; \{subject\}")


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, Any]]:
    with (Path(__file__).parent / "phrases.yaml").open(encoding="utf-8") as file:
        data: dict[str, dict[str, Any]] = yaml.safe_load(file)
    return data


class Wording:
    """Phrases and formats of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._phrases = _phrases()[language]

    def say(self, phrase: str, *positional: str, **fields: object) -> str:
        """A phrase of phrases.yaml with its fields filled in; a subject that is not known leaves no empty brackets."""
        text: str = self._phrases[phrase]
        if fields.get("subject") == "":
            text = _SUBJECT.sub("", text)
        return text.format(*positional, **fields)

    def column(self, name: str) -> str:
        """A column heading."""
        text: str = self._phrases["columns"][name]
        return text

    def how(self, name: str) -> str:
        """How a figure was computed."""
        text: str = self._phrases["computed"][name]
        return text

    def join(self, parts: list[str]) -> str:
        """Parts as a list in a sentence."""
        return str(self._phrases["list_comma"]).join(parts)

    def day(self, day: date, precision: str | None = "day") -> str:
        """A date to its precision: 2023年1月16日, 16 Jan 2023."""
        if self.language == "ja":
            return f"{day.year}年" + (f"{day.month}月" if precision != "year" else "") + (f"{day.day}日" if precision == "day" else "")
        return (f"{day.day} " if precision == "day" else "") + (f"{_MONTHS[day.month - 1]} " if precision != "year" else "") + str(day.year)

    def count(self, number: float, unit: str | None) -> str:
        """A computed count with its counter."""
        figure = f"{number:,.0f}" if number == int(number) else f"{number:,}"
        if self.language == "ja":
            return f"{figure}{unit or ''}"
        names = next((u.en for u in load_values().units if u.ja == unit), None)
        if names is None:
            return f"{figure} {unit}" if unit else figure
        return f"{figure} {names[0] if number == 1 else names[1]}".strip()

    def value(self, value: Value) -> tuple[str, tuple[Computed, ...]]:
        """A value as it is said, and what of it was computed (a year that the place does not state)."""
        if value.kind in (ValueKind.DATE, ValueKind.PERIOD) and value.start:
            text = self._dates(value)
            computed = (Computed(text, self.how("year")),) if value.inherited else ()
            return text, computed
        if value.kind is ValueKind.COUNT and value.number is not None and (value.inherited or self.language == "en"):
            text = self._english_count(value) if self.language == "en" else value.text
            # Thousands that a note beside a table counts in are multiplied out.
            return text, (Computed(text, self.how("unit")),) if value.inherited else ()
        if value.kind is ValueKind.TIME and self.language == "en":
            return self._clock(value.text), ()
        return value.text, ()

    def _english_count(self, value: Value) -> str:
        words, bracket, note = value.text.partition("(")
        about = "about " if words.startswith(("約", "およそ")) else "a total of " if words.startswith(("延べ", "のべ")) else ""
        parts = parts_of_length(words)
        plain = " ".join(self.count(*part) for part in parts) if len(parts) > 1 else self.count(value.number or 0, value.unit)
        bound = next((said for word, said in load_values().bounds.items() if words.rstrip().endswith(word)), "{}")
        return about + bound.format(plain) + (f" {bracket}{note}" if bracket else "")

    def _clock(self, text: str) -> str:
        """The times of a wording: as they stand there, in English on the 24-hour clock (9:00-17:00)."""
        found = find_times(text)
        if self.language == "ja":
            return "".join(item.value.text for item in found)
        about = "about " if re.search(r"頃|ごろ|ころ", text) else ""
        return about + "-".join(clock_times(text))

    def _dates(self, value: Value) -> str:
        assert value.start is not None
        if self.language == "ja" and not value.inherited and (value.kind is ValueKind.DATE or value.end is not None):
            return value.text.replace(" ", "")
        if value.kind is ValueKind.DATE:
            return self._part_of_month(value) + self._time_of(value.text)
        if value.end is None:
            return self.say("open_end", start=self.day(value.start))
        dash = "～" if self.language == "ja" else " – "
        times = find_times(value.text)
        if len(times) == 2:
            first, last = (self._time_of(item.value.text) for item in times)
            return f"{self.day(value.start)}{first}{dash}{self.day(value.end)}{last}"
        if times and value.start == value.end:
            return self.day(value.start) + self._time_of(value.text)
        return f"{self.day(value.start, value.precision)}{dash}{self.day(value.end, value.precision)}"

    def _time_of(self, text: str) -> str:
        """The time of day that a date is stated with, to be said after it."""
        said = self._clock(text)
        return f" {said}" if said and self.language == "en" else said

    def _part_of_month(self, value: Value) -> str:
        """A date, with the 上旬 or 末 that it is stated with."""
        assert value.start is not None
        day = self.day(value.start, value.precision)
        if self.language == "en" and value.precision == "year" and value.start.month == _FIRST_FISCAL_MONTH:
            return f"fiscal {day}"
        part = next((part for part in load_values().month_parts if value.precision == "month" and value.text.endswith(part)), None)
        if part is None:
            return day
        return f"{day}{part}" if self.language == "ja" else f"{load_values().month_parts[part][2]} {day}"

    def name(self, name: str) -> str:
        """A name: in English with the original in brackets where the vocabulary knows it, else as it stands."""
        english = english_name(name) if self.language == "en" else None
        return f"{english} ({name})" if english and english != name else name

    def attribute(self, fact: Fact) -> str:
        """What a fact is of: its label, in English by the names of its concepts with the label in brackets."""
        label = fold(fact.attribute).text
        if self.language == "ja" or not label:
            return label
        names = [concept(term.key[2:]).name for term in terms(label) if term.key.startswith("c:")]
        said = " ".join(name for name in names if name)
        return f"{said} ({label})" if said else label

    def length(self, value: Value) -> str:
        """The length of a period: to the minute where it is stated with times of day and is short, else by its days."""
        assert value.start is not None and value.end is not None
        minutes = minutes_between(value)
        if minutes is None or minutes >= _LONG_IN_MINUTES:
            return self.duration(value.start, value.end)
        return self.clock_length(minutes)

    def clock_length(self, minutes: int) -> str:
        """A length of time in hours and minutes."""
        hours, rest = divmod(minutes, 60)
        parts = [(hours, "時間"), (rest, "分間" if not hours else "分")]
        said = (" " if self.language == "en" else "").join(self.count(*part) for part in parts if part[0])
        return said or self.count(0, "分間")

    def days(self, number: int) -> str:
        """A length in days; in Japanese never as a day of the month is written (21日)."""
        return f"{number:,}日間" if self.language == "ja" else f"{number:,} day{'' if number == 1 else 's'}"

    def duration(self, start: date, end: date) -> str:
        """The length of a period in years and months, days counted where it is shorter than a month."""
        months = (end.year - start.year) * 12 + end.month - start.month
        days = end.day - start.day
        if days < -15:
            months -= 1
        elif days > 15:
            months += 1
        total = (end - start).days + 1
        if total < 31:
            return f"{total}日間" if self.language == "ja" else f"{total} days"
        years, months = divmod(months, 12)
        if self.language == "ja":
            return "約" + (f"{years}年" if years else "") + (f"{months}か月" if months else ("間" if years else ""))
        parts = [f"{n} {word}{'s' if n > 1 else ''}" for n, word in ((years, "year"), (months, "month")) if n]
        return "about " + " ".join(parts)


def subject_parts(fact: Fact, wording: Wording, *, with_period: bool = True, with_subject: bool = True) -> list[str]:
    """Whose, which system, case, row and period a fact is of, as said."""
    parts = [wording.name(name) for name in (fact.organisation, fact.system) if name]
    if fact.case:
        parts.append(fact.case)
    if with_subject and fact.subject and len(fact.subject) <= 40:
        parts.append(fact.subject)
    if with_period and fact.period is not None and fact.value.kind is ValueKind.COUNT and not fact.period.inherited:
        parts.append(wording.value(fact.period)[0])
    return parts


def sources_of(fact: Fact) -> tuple[Source, ...]:
    """The place of a fact's value."""
    return (Source(fact.document_id, fact.span),)


def support_of(fact: Fact, document: DocumentInfo | None = None) -> tuple[Source, ...]:
    """The places that show whose it is, of which system, for which period, under which labels and in which year."""
    spans = [fact.organisation_span, fact.system_span, fact.case_span, fact.period_span, *fact.evidence]
    return tuple(Source(fact.document_id, span) for span in spans if span is not None)
