"""Whether something is concerned (am I affected? is this recalled too?): what a document excludes, and the lists of what it covers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.claims import claim_of, names_things
from answer.evidence import is_action
from answer.patterns import fits, patterns
from answer.rows import Task
from answer.sections import share
from core.records import Fact, FactSource, NameKind
from core.text import fold
from facts.concepts import Term, meanings, term_keys, terms
from facts.names import comparable

# A statement excludes what is asked of when it says this share of its words.
_SAID = 0.85
_SHORTEST = 2
_WEAK = 0.3
_APART = re.compile(r"[、,/／]|および|及び|並びに|または|又は")


@dataclass(frozen=True, slots=True)
class Concerned:
    """A statement that says whether what is asked of is concerned."""

    fact: Fact
    so: bool


def is_concerned(task: Task, facts: Sequence[Fact]) -> Concerned | None:
    """The statement that excludes what a question asks of, or lists it among what is concerned; None where none does."""
    if fits(patterns()["polarity"]["open_question"], task.query.text):
        return None
    things = _things(task)
    for fact in facts:
        # The label of a list in running text is the heading that it stands under.
        labelled = fact.source is not FactSource.SENTENCE or names_things(fact.value.text)
        label = f"{fact.attribute} {fact.subject or ''}" if labelled else ""
        for thing in things:
            said = _says(task, thing, fact, label)
            if said is not None:
                return Concerned(fact, said != _asks_whether_it_works(task))
        if _covers(task, fact, label):
            return Concerned(fact, True)
    return None


def _asks_whether_it_works(task: Task) -> bool:
    """True for a question whether something could be used: what was not affected could."""
    return fits(patterns()["polarity"]["works"], task.query.text.casefold())


def _covers(task: Task, fact: Fact, label: str) -> bool:
    """True for a list of what a matter covers (販売地域, 対象の店舗) with something the question names, in a document on that matter."""
    shapes, text = patterns()["polarity"], fact.value.text
    if not names_things(text) or not fits(shapes["label_covers"], label) or fits(shapes["label_excludes"], label):
        return False
    asked = comparable(fold(task.query.text, markup=False).text)[0]
    items = [comparable(item)[0] for item in _APART.split(re.sub(r"\([^()]*\)", "", text))]
    named = any(len(item) >= _SHORTEST and re.search(rf"(?<![一-龥ァ-ヴー]){re.escape(item)}(?![一-龥ァ-ヴー])", asked) for item in items)
    doings = [term for term in task.query.terms if is_action(term)]
    title = fold(task.finder.documents[fact.document_id].title or "").text
    of_it = term_keys(f"{title} {fact.section} {label}")
    return len(items) > 1 and named and any(share(task, [doing], of_it) >= _SAID for doing in doings)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a question asks of, in words ("" for what the asker tells to be: 電話で予約した) and as terms."""

    text: str
    terms: tuple[Term, ...]


def _things(task: Task) -> list[Thing]:
    """What may be excluded or listed: the thing asked of, what qualifies it, and the asker's own situation."""
    found: list[Thing] = []
    claim = claim_of(task.query.text, [asked.surface for asked in task.query.asked]) if task.query.language == "ja" else None
    if claim is not None and not fits(patterns()["polarity"]["own_things"], claim.thing):
        found.append(Thing(claim.thing, terms(claim.thing)))
    proper = (*task.query.names(NameKind.THING), *task.query.names(NameKind.SYSTEM))
    found += [Thing(name.surface, terms(name.surface)) for name in proper]
    told = tuple(t for t in task.query.told if t.weight > _WEAK)
    if told:
        found.append(Thing("", told))
    if task.query.language == "en":
        asked = tuple(t for t in task.query.terms if not is_action(t) and meanings(t.key).isdisjoint(_CONCERNING))
        found.append(Thing("", asked))
    return found


# What a question about being concerned says of anything.
_CONCERNING = frozenset(f"c:{key}" for key in ("affected", "target", "possible", "recall", "customer_info", "information", "incident"))


def _says(task: Task, thing: Thing, fact: Fact, label: str) -> bool | None:
    """Whether a statement says that a thing is concerned: by its label over a list that holds it, or by its own predicate."""
    shapes, text = patterns()["polarity"], fact.value.text
    if names_things(text):
        if not _listed(thing, text) or fits(shapes["hedged"], label):
            return None
        return False if fits(shapes["label_excludes"], label) else None
    excluded = re.search("|".join(shapes["excludes"]), text)
    if excluded is None or sum(term.weight for term in thing.terms) < _SAID:
        return None
    before = text[: excluded.start()]
    if re.search("|".join(shapes["partly"]), before[-_TOPIC:]):
        return None
    return False if share(task, thing.terms, term_keys(before)) >= _SAID else None


# The topic of a predicate stands within so many characters before it.
_TOPIC = 60


def _listed(thing: Thing, text: str) -> bool:
    """True when a list holds a thing, alone or as the name in one of its items (ケーブルテレビ「…」)."""
    wanted = comparable(thing.text)[0]
    items = [comparable(item)[0] for item in _APART.split(re.sub(r"\([^()]*\)", "", text))]
    return len(wanted) >= _SHORTEST and any(wanted == item or f"「{wanted}」" in item or item.endswith(wanted) for item in items)
