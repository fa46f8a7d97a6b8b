"""The figures of a run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.grounding import Finding, Kind
from eval.scoring import GROUNDED_KINDS, Result


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; its value is None where there is nothing to count."""

    held: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1."""
        return self.held / self.of if self.of else None


def measure(results: Sequence[Result]) -> dict[str, Share]:
    """Every share of a run by name; those of conversations, languages and forms count right cases."""
    findings = [finding for result in results for finding in result.findings]
    shares = {
        "right": _right(results),
        "right_core": _right(result for result in results if result.case.core),
        "right_answerable": _right(result for result in results if result.case.answerable),
        "right_unanswerable": _right(result for result in results if not result.case.answerable),
        "right_conversations": _right(result for result in results if result.case.in_conversation),
        "refusals_right": _share((result for result in results if not result.case.answerable), lambda result: result.refused),
        "false_refusals": _share((result for result in results if result.case.answerable), lambda result: result.refused),
        "wrong_answered": _share((result for result in results if not result.case.answerable), _answered),
        "errors": _share(results, lambda result: result.answer is None),
        "quotes_verbatim": _held(findings, (Kind.QUOTE,)),
        "markers_whole": _held(findings, (Kind.MARKER,)),
        "figures_grounded": _held(findings, GROUNDED_KINDS),
        "narrative_verbatim": _held(findings, (Kind.NARRATIVE,)),
        "names_grounded": _held(findings, (Kind.NAME,)),
    }
    for language in sorted({result.case.language for result in results}):
        shares[f"right_{language}"] = _right(result for result in results if result.case.language == language)
    for form in sorted({result.case.form for result in results}):
        shares[f"form_{form}"] = _right(result for result in results if result.case.form == form)
    return shares


def latencies(results: Sequence[Result]) -> dict[str, float]:
    """Milliseconds a question, as `percentiles`."""
    return percentiles([result.elapsed_ms for result in results])


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and largest, by nearest rank; nothing of nothing."""
    times = sorted(milliseconds)
    if not times:
        return {}
    return {"p50": round(_rank(times, 0.50), 1), "p95": round(_rank(times, 0.95), 1), "max": round(times[-1], 1)}


def below(shares: Mapping[str, Share], thresholds: Mapping[str, float]) -> list[str]:
    """A sentence for each threshold that is not reached; a figure with nothing to count reaches none but is not held against the run."""
    failed = []
    for name, least in thresholds.items():
        share = shares.get(name)
        if share is None:
            failed.append(f"{name} is no figure of a run; correct the thresholds")
        elif share.value is not None and share.value < least:
            failed.append(f"{name} is {share.value:.4f} ({share.held} of {share.of}), below {least}")
    return failed


def _right(results: Iterable[Result]) -> Share:
    return _share(results, lambda result: result.right)


def _answered(result: Result) -> bool:
    return result.answer is not None and not result.refused


def _share(results: Iterable[Result], holds: Callable[[Result], bool]) -> Share:
    outcomes = [holds(result) for result in results]
    return Share(sum(outcomes), len(outcomes))


def _held(findings: Iterable[Finding], kinds: Sequence[Kind]) -> Share:
    outcomes = [finding.held for finding in findings if finding.kind in kinds]
    return Share(sum(outcomes), len(outcomes))


def _rank(times: Sequence[float], share: float) -> float:
    return times[max(0, -(-int(share * 100) * len(times) // 100) - 1)]
