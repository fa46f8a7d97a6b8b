"""Who: what a statement must hold to say it, a person's name, an office, or words under a heading of persons."""

import re
from collections.abc import Callable

from answer.patterns import fits, patterns
from answer.rows import Task
from core.records import Fact
from facts.concepts import term_keys
from facts.terms import load_line_words
from facts.words import morphemes

# 「記者の名前」: the name of whom.
_NAME_OF = re.compile(r"(?P<who>[一-龥]{2,6})(?:の|)(?:名前|氏名|実名)")
_NAME_OF_EN = re.compile(r"\b(?:names? of|(?:what|which) (?:is|was) .*\bname)\b")
_BESIDE = 6
_TELLS_OF = 0.6
_SURE = 0.6
_MOST = 0.6


def asks_name(question: str) -> bool:
    """True for a question for somebody's name itself."""
    return _NAME_OF.search(question) is not None or _NAME_OF_EN.search(question.casefold()) is not None


def names_person(text: str) -> bool:
    """True when a text holds a person's name."""
    return any(m.part_of_speech()[2] == "人名" for m in morphemes(text))


def naming(task: Task) -> Callable[[Fact], bool]:
    """What a statement must hold to say who: the name itself, where the question asks for somebody's name, beside the noun or with most
    of what the question says of that person; else a person, an office, or words under a heading of persons."""
    asked = _NAME_OF.search(task.query.text)
    if asked is None:
        if _NAME_OF_EN.search(task.query.text.casefold()):
            return lambda fact: _names_the_one(task, fact.value.text)
        of_persons = patterns()["labels_of"]["person"]
        return lambda fact: names_someone(fact.value.text) or fits(of_persons, fact.section.rpartition(" > ")[2])

    def names(fact: Fact) -> bool:
        text = fact.value.text
        people = [m for m in morphemes(text) if m.part_of_speech()[2] == "人名"]
        places = [(place.start(), place.end()) for place in re.finditer(re.escape(asked["who"]), text)]
        return any(
            -_BESIDE <= m.begin() - end <= _BESIDE or -_BESIDE <= start - m.end() <= _BESIDE for m in people for start, end in places
        )

    return names


def _names_the_one(task: Task, text: str) -> bool:
    """True when a text holds a person's name and speaks of most of what the question says of that person."""
    said, terms = term_keys(text), [t for t in task.query.terms if t.weight >= _TELLS_OF]
    spoken = [t for t in terms if any(key in said for key, worth in task.finder.matcher.alike(t).items() if worth >= _SURE)]
    return names_person(text) and sum(t.weight for t in spoken) >= _MOST * sum(t.weight for t in terms)


def names_someone(text: str) -> bool:
    """True when a text names a person or an office: 「別の担当者が」 tells of somebody, but not who."""
    return names_person(text) or any(office in text for office in load_line_words().offices if len(office) > 1)
