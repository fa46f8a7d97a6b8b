"""The events that a question speaks of: one that it counts from (before, after), two between which the time is asked, two in order."""

from answer.patterns import MASK, compiled, patterns, without
from answer.query import Anchor, Order
from facts.concepts import Term, is_doing, terms

# A word of this weight says which event is meant; of two that are named, an English word of the plain ones does.
_SAYS = 0.5
_TELLS = 0.4
# What the words of the first of two events weigh in the second, where that says a doing only (起動してから停止するまで).
_SHARED = 0.5


def anchor_of(masked: str, language: str) -> tuple[Anchor, str] | None:
    """The event that a question counts from, and the question without it; None where it counts from none."""
    lowered = masked.casefold()
    ways = patterns()["around"]
    if not any(compiled(pattern).search(lowered) for pattern in ways["asks"][language]):
        return None
    for relation in ("before", "after"):
        for pattern in ways[relation][language]:
            found = compiled(pattern).search(lowered)
            event = _event(masked[found.start("event") : found.end("event")], _SAYS, language) if found else ()
            if found and event:
                rest = f"{masked[: found.start()]} {masked[found.end() :]}"
                aside = f"{lowered[: found.start('event')]} {lowered[found.end('event') :]}"
                nearest = any(compiled(pattern).search(aside) for pattern in ways["nearest"][language])
                return Anchor(event, relation, nearest), rest
    return None


def between_of(masked: str, language: str) -> tuple[tuple[Term, ...], ...]:
    """What a question says of the two events between which it asks for the time (警報から停止まで何分); none where it does not."""
    return _two_events(masked, language, "between")


def range_of(masked: str, language: str) -> tuple[tuple[Term, ...], ...]:
    """What a question says of the two events from and to which it asks what happened (発覚から届出までの流れ)."""
    return _two_events(masked, language, "range")


def _two_events(masked: str, language: str, way: str) -> tuple[tuple[Term, ...], ...]:
    for pattern in patterns()[way][language]:
        found = compiled(f"(?i:{pattern})").search(masked)
        if found:
            first, second = (_event(found[name], _TELLS, language) for name in ("first", "second"))
            return (first, second) if first and second else ()
    return ()


def order_of(masked: str, language: str) -> Order | None:
    """The two events of which a question asks which came first, or puts forward an order; None where it asks for none."""
    for asks, entry in patterns()["order"].items():
        for pattern in entry[language]:
            found = compiled(f"(?i:{pattern})").search(masked)
            if found is None:
                continue
            groups = found.groupdict()
            shared = _event(groups.get("shared") or "", 0.0, language)
            first, second = (_event(found[name], 0.0, language) for name in ("first", "second"))
            pair = _with(first, shared), _with(second, shared)
            if all(any(term.weight >= _TELLS for term in event) for event in pair):
                return Order(*pair, asks)
    return None


def _event(phrase: str, least: float, language: str) -> tuple[Term, ...]:
    """What a phrase says of an event; nothing where no word of it says enough."""
    said = without(phrase, patterns()["only_asks"][language]).replace(MASK, " ")
    found = tuple(term for term in terms(said) if term.weight >= min(least, _SAYS))
    return found if any(term.weight >= least for term in found) else ()


def completed(second: tuple[Term, ...], first: tuple[Term, ...]) -> tuple[Term, ...]:
    """A second event that says one doing only, with the things of the first, which are its own too."""
    telling = [term for term in second if term.weight >= _TELLS]
    if len(telling) != 1 or not is_doing(telling[0].key):
        return second
    said = {term.key for term in second}
    things = (term for term in first if not is_doing(term.key) and term.key not in said)
    return (*second, *(Term(term.key, term.weight * _SHARED, term.text) for term in things))


def _with(event: tuple[Term, ...], shared: tuple[Term, ...]) -> tuple[Term, ...]:
    """An event with what is said of both."""
    said = {term.key for term in event}
    return (*event, *(term for term in shared if term.key not in said))
