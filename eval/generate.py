"""`python -m eval.generate`: thousands of made-up questions, most without an answer, and a check that nothing is made up in return.

Organisations, systems, attributes and dates of a store, and invented ones, are combined by the templates of generate.yaml. Of what comes
back every quote, number, date and name is checked as in `python -m eval`, and the organisation, system and date that were asked about
must stand in what the answer cites: an answer about something else is a wrong answer. The same seed asks the same questions.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.errors import SettingsError, TenkyoError
from core.records import Answer, FactSource, Name, NameKind, Question, Status
from eval import grounding, report
from eval.dates import read_dates
from eval.grounding import Finding, Kind
from eval.metrics import percentiles
from eval.opened import OpenedStore, opened
from eval.plain_text import flatten, squeeze
from eval.runner import put

DATA = Path(__file__).with_suffix(".yaml")
MOST_WRONG = 0.01
# Labels that a question can ask for: of cells and lines, without brackets, not a part of a sentence.
_LABELLED = (FactSource.CELL, FactSource.LINE)
_LABEL = re.compile(r"[^\W\dぁ-ん][^()（）「」【】\[\]、。:：]{1,23}")
_EXAMPLES = 20
_LEGAL_FORMS = ("株式会社", "有限会社", "合同会社")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Material:
    """What questions are made of. `spellings` holds, for each name of the store, every way in which a document writes it."""

    organisations: tuple[str, ...]
    systems: tuple[str, ...]
    attributes: tuple[str, ...]
    dates: tuple[date, ...]
    spellings: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Made:
    """A question with what it asks about; None for what it does not name."""

    question: Question
    organisation: str | None = None
    system: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back for a question, and what is wrong with it: ungrounded findings, and names or dates that it does not cite."""

    made: Made
    answer: Answer | None
    elapsed_ms: float
    ungrounded: tuple[Finding, ...] = ()
    uncited: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """True when the answer claims to be one."""
        return self.answer is not None and self.answer.status is Status.ANSWERED


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The lists of generate.yaml."""
    return dict(yaml.safe_load(DATA.read_text("utf-8")))


def gather(store: OpenedStore) -> Material:
    """What questions can be made of: names, attributes and days of the store's facts, and the invented ones."""
    facts, names = store.facts(), store.names()
    invented = data()["invented"]
    publishers = {document.publisher for document in store.documents()}
    organisations = {fact.organisation for fact in facts} | publishers
    days = {day for fact in facts for value in (fact.value, fact.period) if value is not None for day in (value.start, value.end)}
    attributes = _sorted(fact.attribute for fact in facts if fact.source in _LABELLED and _LABEL.fullmatch(fact.attribute))
    return Material(
        organisations=_sorted(_without_form(name) for name in organisations if name) + tuple(invented["organisation"]),
        systems=_sorted(fact.system for fact in facts if fact.system) + tuple(invented["system"]),
        attributes=attributes + tuple(invented["attribute"]),
        dates=tuple(sorted({day for day in days if day} | set(data()["other_days"]))),
        spellings=_spellings(names),
    )


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({" ".join(name.split()) for name in names if name.strip()}))


def _without_form(name: str) -> str:
    for form in _LEGAL_FORMS:
        name = name.removeprefix(form).removesuffix(form)
    return name


def _spellings(names: Iterable[Name]) -> dict[str, frozenset[str]]:
    references = set(data()["references"])
    found: dict[str, set[str]] = {}
    for name in names:
        if name.kind in (NameKind.ORGANISATION, NameKind.SYSTEM) and name.surface not in references:
            key = _key(name.canonical)
            found.setdefault(key, {key}).add(_key(name.surface))
    return {key: frozenset(surfaces) for key, surfaces in found.items()}


def _key(name: str) -> str:
    key = squeeze(_without_form(name))
    for short, full in data()["variants"]:
        key = key.replace(short, full)
    return key


def make(material: Material, count: int, seed: int = 0) -> tuple[Made, ...]:
    """`count` questions, each different; fewer when the material does not give so many."""
    chance = random.Random(seed)
    templates = [(language, template) for language, listed in data()["templates"].items() for template in listed]
    made: dict[str, Made] = {}
    for _ in range(20 * count):
        if len(made) == count:
            break
        language, template = chance.choice(templates)
        one = _fill(template, language, material, chance)
        made.setdefault(one.question.text, one)
    return tuple(made.values())


def _fill(template: str, language: str, material: Material, chance: random.Random) -> Made:
    organisation = chance.choice(material.organisations) if "{organisation}" in template else None
    system = chance.choice(material.systems) if "{system}" in template else None
    attribute = chance.choice(material.attributes) if "{attribute}" in template else None
    day = chance.choice(material.dates) if "{date}" in template else None
    written = "" if day is None else _written(day, language)
    text = template.format(organisation=organisation, system=system, attribute=attribute, date=written)
    return Made(Question(text), organisation, system, day)


def _written(day: date, language: str) -> str:
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def examine(made: Made, store: OpenedStore, material: Material, files: Sequence[str]) -> Outcome:
    """Put one question and check what comes back."""
    answer, elapsed, _ = put(made.question, store)
    if answer is None:
        return Outcome(made, None, elapsed)
    findings = grounding.check(answer, store.disclosure, files)
    ungrounded = tuple(finding for finding in findings if not finding.held)
    uncited = _uncited(made, answer, material) if answer.status is Status.ANSWERED else ()
    return Outcome(made, answer, elapsed, ungrounded, uncited)


def _uncited(made: Made, answer: Answer, material: Material) -> tuple[str, ...]:
    """What was asked about and stands in nothing that the answer cites."""
    quotes = "\n".join(citation.quote for citation in answer.citations)
    heads = "\n".join(part for citation in answer.citations for part in (citation.publisher, citation.title) if part)
    pool = _key(f"{quotes}\n{heads}")
    missing = [name for name in (made.organisation, made.system) if name and not _stands(name, pool, material.spellings)]
    if made.day and not any(_is_day(made.day, day.years, day.month, day.day) for day in read_dates(flatten(quotes))):
        missing.append(made.day.isoformat())
    return tuple(missing)


def _stands(name: str, pool: str, spellings: Mapping[str, frozenset[str]]) -> bool:
    """True when a spelling of the name stands there as itself, and not only within the longer name of something else."""
    own = spellings.get(_key(name), frozenset({_key(name)}))
    others = {surface for surfaces in spellings.values() if surfaces is not own for surface in surfaces}
    for spelling in own:
        rest = pool
        for longer in (other for other in others if spelling in other and other != spelling):
            rest = rest.replace(longer, "\n")
        if spelling in rest:
            return True
    return False


def _is_day(day: date, years: frozenset[int], month: int | None, number: int | None) -> bool:
    return (month, number) == (day.month, day.day) and (not years or day.year in years)


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures of a run, with the first examples of what went wrong."""
    answered = [outcome for outcome in outcomes if outcome.answered]
    wrong = [outcome for outcome in answered if outcome.uncited]
    ungrounded = [outcome for outcome in outcomes if outcome.ungrounded]
    kinds = Counter(str(finding.kind) for outcome in ungrounded for finding in outcome.ungrounded)
    return {
        "questions": len(outcomes),
        "answered": len(answered),
        "not_found": sum(outcome.answer is not None and not outcome.answered for outcome in outcomes),
        "errors": sum(outcome.answer is None for outcome in outcomes),
        "wrong_answered": len(wrong),
        "wrong_answered_share": len(wrong) / len(outcomes) if outcomes else 0.0,
        "answers_with_ungrounded": len(ungrounded),
        "ungrounded_by_kind": dict(kinds),
        "milliseconds": percentiles([outcome.elapsed_ms for outcome in outcomes]),
        "examples_wrong": [{**_shown(outcome), "not_cited": list(outcome.uncited)} for outcome in wrong[:_EXAMPLES]],
        "examples_ungrounded": [
            {**_shown(outcome), "ungrounded": [f"{finding.kind}: {finding.text} ({finding.why})" for finding in outcome.ungrounded]}
            for outcome in ungrounded[:_EXAMPLES]
        ],
    }


def _shown(outcome: Outcome) -> dict[str, Any]:
    text = "" if outcome.answer is None else outcome.answer.text
    return {"question": outcome.made.question.text, "answer": text}


def failures(figures: Mapping[str, Any]) -> list[str]:
    """A sentence for everything that a run must not show."""
    invented = {kind: number for kind, number in figures["ungrounded_by_kind"].items() if kind != Kind.MARKER}
    failed = [f"{number} ungrounded: {kind}" for kind, number in invented.items()]
    if figures["errors"]:
        failed.append(f"{figures['errors']} questions raised an error")
    if figures["wrong_answered_share"] >= MOST_WRONG:
        failed.append(f"wrong answers: {figures['wrong_answered_share']:.2%}, not below {MOST_WRONG:.0%}")
    return failed


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 1 for anything made up, too many wrong answers, or an error."""
    parser = argparse.ArgumentParser(prog="python -m eval.generate", description="Asks made-up questions; no answer may be.")
    parser.add_argument("--store", metavar="DIR", required=True, type=Path, help="the store to ask")
    parser.add_argument("--count", type=int, default=10_000, help="how many questions (default: 10000)")
    parser.add_argument("--seed", type=int, default=0, help="another seed asks other questions (default: 0)")
    parser.add_argument("--output", metavar="FILE.json", type=Path, help="keep the figures and examples")
    arguments = parser.parse_args(argv)
    try:
        if arguments.count < 1:
            raise SettingsError(f"--count is {arguments.count}; ask at least one question.")
        figures = _run(arguments.store, arguments.count, arguments.seed)
        if arguments.output:
            report.write(figures, arguments.output)
    except TenkyoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    failed = failures(figures)
    print("\n".join(f"BELOW: {failure}" for failure in failed) or "Nothing was made up.")
    return 1 if failed else 0


def _run(path: Path, count: int, seed: int) -> dict[str, Any]:
    with opened(path) as store:
        material = gather(store)
        files = [document.file for document in store.documents()]
        figures = summary([examine(made, store, material, files) for made in make(material, count, seed)])
    for name, value in figures.items():
        if not name.startswith("examples"):
            print(f"  {name}: {value}")
    for example in (*figures["examples_wrong"], *figures["examples_ungrounded"]):
        print(f"\n  {example['question']}\n    {example['answer'][:160]!r}\n    ✗ {example.get('not_cited') or example.get('ungrounded')}")
    return figures


if __name__ == "__main__":
    sys.exit(main())
