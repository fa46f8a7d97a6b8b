"""What small documents state: the facts that are read from a text, and the few that a test looks at."""

from pathlib import Path

from core.records import Disclosure, Fact, FactSource, Name, NameKind, Reading
from facts import read
from tests.reading import disclosure

HEAD = "2023年1月20日\n若葉物流株式会社\n荷物情報の取扱いについて\n\n"


def stated(folder: Path, text: str, name: str = "document.txt") -> tuple[Disclosure, Reading]:
    """The disclosure in a file with that text, and what it states."""
    document = disclosure(folder, text, name)
    return document, read(document)


def reading_of(folder: Path, body: str) -> Reading:
    """What a document of 若葉物流, published on 20 January 2023, states."""
    return stated(folder, HEAD + body)[1]


def the(reading: Reading, text: str) -> Fact:
    """The one fact whose value has that wording."""
    (fact,) = with_value(reading, text)
    return fact


def cells(reading: Reading) -> list[Fact]:
    """The facts of table cells."""
    return [fact for fact in reading.facts if fact.source is FactSource.CELL]


def events(reading: Reading) -> list[tuple[str, str]]:
    """Day and text of every dated statement, in order."""
    return [
        (fact.period.start.isoformat(), fact.value.text)
        for fact in reading.facts
        if fact.attribute_key == "event" and fact.period and fact.period.start
    ]


def with_value(reading: Reading, text: str) -> list[Fact]:
    """The facts whose value has that wording."""
    return [fact for fact in reading.facts if fact.value.text == text]


def named(reading: Reading, kind: NameKind) -> dict[str, str]:
    """Every spelling of a kind of name with its full name."""
    return {name.surface: name.canonical for name in reading.names if name.kind is kind}


def organisations(names: tuple[Name, ...]) -> set[str]:
    """The full names of the organisations."""
    return {name.canonical for name in names if name.kind is NameKind.ORGANISATION}
