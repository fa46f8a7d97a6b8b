"""Whether an answer to a case is right, and if not, why and which stage lost it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.records import Answer, Status
from eval.cases import Case
from eval.grounding import Finding, Kind
from eval.matching import Said
from eval.plain_text import contains, squeeze
from eval.stages import Locator, Stage

GROUNDED_KINDS = (Kind.NUMBER, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a case is lost."""

    why: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Result:
    """A case, what came back, and what is wrong with it. `answer` is None when an error was raised instead."""

    case: Case
    answer: Answer | None
    elapsed_ms: float
    findings: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def right(self) -> bool:
        """True when every check of the case holds."""
        return not self.faults

    @property
    def refused(self) -> bool:
        """True when the answer says that it is not in the documents."""
        return self.answer is not None and self.answer.status is Status.NOT_FOUND


def judge(case: Case, answer: Answer, findings: Sequence[Finding], locator: Locator) -> tuple[Fault, ...]:
    """Every fault of the answer, the gravest first."""
    return (
        *_status(case, answer, locator),
        *_expected(case, answer, locator),
        *_forbidden(case, answer),
        *_cited(case, answer, locator),
        *_grounded(findings),
    )


def _status(case: Case, answer: Answer, locator: Locator) -> Iterable[Fault]:
    if answer.language != case.language:
        yield Fault(f"answered in {answer.language!r} instead of {case.language!r}", Stage.ANSWER)
    if answer.status is case.status:
        return
    if case.answerable:
        stages = [locator.stage(group, case.question) for group in case.must]
        yield Fault("refused, though the documents state it", _first(stages))
    else:
        yield Fault("answered, though the documents do not state it", Stage.ANSWER)


def _expected(case: Case, answer: Answer, locator: Locator) -> Iterable[Fault]:
    said = Said.by(answer)
    for group in case.must:
        if not said.meets(group):
            stage = locator.stage(group, case.question) if case.answerable else Stage.ANSWER
            yield Fault(f"does not say {' or '.join(group)}", stage)


def _forbidden(case: Case, answer: Answer) -> Iterable[Fault]:
    said = Said.by(answer)
    return [Fault(f"says {text}, which it must not", Stage.ANSWER) for text in case.must_not if said.says(text)]


def _cited(case: Case, answer: Answer, locator: Locator) -> Iterable[Fault]:
    files = {citation.file for citation in answer.citations}
    yield from (Fault(f"does not cite {file}", Stage.ANSWER) for file in case.files if file not in files)
    quotes = [squeeze(citation.quote) for citation in answer.citations]
    for wanted in case.quotes:
        if not any(contains(quote, squeeze(wanted)) for quote in quotes):
            yield Fault(f"quotes no place with {wanted}", locator.stage([wanted], case.question))


def _grounded(findings: Sequence[Finding]) -> Iterable[Fault]:
    """Faults of grounding; names are reported as a rate, since endings alone cannot tell every name from a phrase."""
    for finding in findings:
        if not finding.held and finding.kind is not Kind.NAME:
            yield Fault(f"ungrounded {finding.kind}: {finding.text[:60]} ({finding.why})", Stage.ANSWER)


def _first(stages: Sequence[Stage]) -> Stage:
    """The earliest stage on the way; the answer when nothing is known of any."""
    travelled = [stage for stage in stages if stage is not Stage.COMPUTED]
    return min(travelled, key=list(Stage).index, default=Stage.ANSWER)
