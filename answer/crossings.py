"""Tables of marks (○ and ×) read by what a question names: the mark where its thing and its group of people, plan or place cross."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.rows import Task
from answer.sections import concerned, documents_named
from core.records import Fact, FactSource, ValueKind
from core.text import fold
from facts.concepts import term_keys
from facts.names import comparable

_SHORTEST = 2
_RECENT = re.compile(r"^(?:直近|過去|最近)の?\d*(?:か月|ヶ月|カ月|年|週|日)?間?の")
_APART = re.compile(r"[・、,/／]|および|及び|並びに|または|又は")
# A label is said when the question speaks of this share of its words.
_SURE = 0.7


@dataclass(frozen=True, slots=True)
class Crossing:
    """A mark, and which of its two labels the question names."""

    fact: Fact
    row: bool
    column: bool


def crossings(task: Task) -> list[Fact]:
    """The marks that a question asks for: where a row and a column that it names cross."""
    for document in _documents(task):
        found = list(_of(task, document))
        both = [c.fact for c in found if c.row and c.column]
        if both:
            return both
    return []


def marked_under(task: Task) -> list[Fact]:
    """The marks of the group that a question names (法人), all its things, where it names no thing."""
    for document in _documents(task):
        found = list(_of(task, document))
        rows, columns = [c.fact for c in found if c.row], [c.fact for c in found if c.column]
        if bool(rows) != bool(columns):
            return rows or columns
    return []


def _documents(task: Task) -> list[str]:
    terms = task.query.terms
    return documents_named(task, terms) if task.query.asked else concerned(task, terms)


def _of(task: Task, document: str) -> Iterator[Crossing]:
    for fact in task.finder.corpus.of_document(document):
        if fact.value.kind is ValueKind.MARK and fact.source is FactSource.CELL:
            yield Crossing(fact, is_said(task, fact.subject or ""), is_said(task, fact.attribute))


def is_said(task: Task, label: str) -> bool:
    """True when a question names what a label does, or one of the things that it lists: in its words, or in words that stand for them."""
    asked = comparable(fold(task.query.text, markup=False).text)[0]
    keys = frozenset(key for term in task.query.terms for key, worth in task.finder.matcher.alike(term).items() if worth >= _SURE)
    return any(_stands(part, asked) or (bool(own := term_keys(part)) and own <= keys) for part in _parts(label))


def _stands(part: str, asked: str) -> bool:
    bare = comparable(part)[0]
    return len(bare) >= _SHORTEST and re.search(rf"(?<![一-龥々ァ-ヴー]){re.escape(bare)}", asked) is not None


@lru_cache(maxsize=4_096)
def _parts(label: str) -> Sequence[str]:
    """The things that a label lists, without brackets, and it as a whole."""
    bare = re.sub(r"\([^()]*\)|[※*]\d*", "", fold(label).text).strip()
    # The last heading of a path of headings says what a column is of.
    parts = [_RECENT.sub("", part.strip()) for part in _APART.split(bare.rpartition(" ")[2])]
    return tuple(dict.fromkeys(part for part in (bare, *parts) if part))
