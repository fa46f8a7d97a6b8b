"""Puts cases to an assistant and judges what comes back."""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from core.errors import TenkyoError
from core.records import Answer, Disclosure, DocumentInfo, Question
from eval import grounding
from eval.cases import Case
from eval.scoring import Fault, Result, judge
from eval.stages import Locator, Stage, Trace


class Answering(Protocol):
    """What answers a question."""

    def ask(self, question: Question) -> Answer:
        """The verified answer."""


class Asked(Answering, Trace, Protocol):
    """What is evaluated: it answers, and shows what each stage made of the documents."""

    def documents(self) -> Sequence[DocumentInfo]:
        """The disclosures in the store."""

    def disclosure(self, document_id: str) -> Disclosure:
        """The disclosure with a SHA-256; StoreError when there is none."""


def run(cases: Iterable[Case], asked: Asked, report: Callable[[Result], None] = lambda _: None) -> tuple[Result, ...]:
    """The result of every case, in order; each is passed to `report` as it is ready."""
    cases = tuple(cases)
    files = [document.file for document in asked.documents()]
    locator = Locator(asked)
    if cases:
        put(cases[0].question, asked)  # the first question pays for opening the indexes: it is not timed
    results = []
    for case in cases:
        results.append(_judged(case, asked, files, locator))
        report(results[-1])
    return tuple(results)


def _judged(case: Case, asked: Asked, files: Sequence[str], locator: Locator) -> Result:
    answer, elapsed, error = put(case.question, asked)
    if answer is None:
        return Result(case, None, elapsed, faults=(Fault(f"error: {error}", Stage.ANSWER),))
    findings = grounding.check(answer, asked.disclosure, files, case.question.history)
    return Result(case, answer, elapsed, findings, judge(case, answer, findings, locator))


def put(question: Question, asked: Answering) -> tuple[Answer | None, float, TenkyoError | None]:
    """The answer, the milliseconds it took, and the error that came instead."""
    started = time.perf_counter()
    try:
        answer = asked.ask(question)
    except TenkyoError as error:
        return None, (time.perf_counter() - started) * 1000, error
    return answer, (time.perf_counter() - started) * 1000, None
