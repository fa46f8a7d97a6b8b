"""What sentences explain: each consequence that a document gives a reason for, with the statements that give it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.patterns import fits, patterns
from core.records import Fact

# What a reason is given for has some words.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Explanation:
    """A consequence in the words of a document, and the statements that explain it, in reading order."""

    effect: str
    facts: tuple[Fact, ...]


def explanations(facts: Sequence[Fact]) -> Iterator[Explanation]:
    """What the sentences of a document explain: within a sentence, from one to the next, or under the heading that they stand under."""
    before: Fact | None = None
    for fact in facts:
        if fact.attribute_key != "about":
            continue
        near = before if before is not None and before.section == fact.section and before.row == fact.row else None
        yield from _explained(fact, near)
        before = fact


def _explained(fact: Fact, before: Fact | None) -> Iterator[Explanation]:
    """What a sentence explains, or what it says follows from the one before."""
    shapes, text = patterns()["explaining"], fact.value.text
    cleft = next((found for pattern in shapes["cleft"] if (found := re.search(pattern, text))), None)
    if cleft:
        yield Explanation(cleft["effect"], (fact,))
        return
    hence = re.match(shapes["hence"][0], text)
    if hence:
        if before is not None:
            yield Explanation(text[hence.end() :], (before, fact))
        return
    therefore = re.search(shapes["therefore"][0], text)
    if therefore and len(text) - therefore.end() >= _SHORTEST:
        topic = next((found for pattern in shapes["topic"] if (found := re.match(pattern, text[: therefore.start()]))), None)
        yield Explanation(f"{topic['topic'] if topic else ''} {text[therefore.end() :]}", (fact,))
    if fits(shapes["reason_at_end"], text):
        if before is not None:
            yield Explanation(before.value.text, (before, fact))
        yield Explanation(text, (fact,))
