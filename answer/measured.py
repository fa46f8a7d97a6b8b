"""What a comparison is of: the noun by which a question ranks (件数が最も多い), which a column has to say.

That a document speaks of accidents somewhere does not make its table of vehicles one of accidents.
"""

from collections.abc import Sequence
from functools import lru_cache

from answer.patterns import compiled, counters_of, patterns
from answer.query import Query
from answer.rows import Task
from core.records import Fact
from core.text import fold
from facts.concepts import Term, term_keys, terms
from facts.values import same_unit

# A lighter word (a number, a report) is no measure by itself.
_MEASURES = 0.4
_LIKE = 0.5


def is_of_what_is_asked(task: Task, facts: Sequence[Fact]) -> bool:
    """True when figures, by their labels, counter or surroundings, or the title of their document, are of what a question compares."""
    measure = _measure(task.query)
    if measure is None:
        return True
    matcher = task.finder.matcher
    document = matcher.corpus.document_numbers[facts[0].document_id]
    around = frozenset(key for f in facts for key in (*f.label_terms, *f.context_terms))
    units = {f.value.unit for f in facts if f.value.unit}
    alike = matcher.alike(measure)
    if any(key in around and worth >= _LIKE for key, worth in alike.items()) or bool(matcher.titled(measure)[document]):
        return True
    if any(alike.get(key, 0.0) >= _LIKE for unit in units for key in term_keys(unit)):
        return True
    asked = task.query.unit or counters_of(measure.text)
    return asked is not None and any(same_unit(unit, asked) for unit in units)


def _measure(query: Query) -> Term | None:
    """The last noun of what a question compares by; None where it says none."""
    said = measured_phrase(query)
    keys = {term.key: term for term in query.terms}
    found = [keys[term.key] for term in terms(said) if term.key in keys and term.weight >= _MEASURES] if said else []
    return found[-1] if found else None


def measured_phrase(query: Query) -> str:
    """The words of what a question compares by; "" where it says none."""
    return _phrase(fold(query.text).text.casefold(), query.language)


@lru_cache(maxsize=256)
def _phrase(text: str, language: str) -> str:
    for pattern in patterns()["measured"][language]:
        match = compiled(pattern).search(text)
        if match:
            return match["of"]
    return ""
