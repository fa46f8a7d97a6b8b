"""A run as people read it, as a record, and beside an earlier one."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.errors import ExportError, SettingsError
from eval.metrics import Share, latencies, measure
from eval.scoring import Result

TITLES = {
    "right": "right",
    "right_core": "right, core cases",
    "right_ja": "right, Japanese",
    "right_en": "right, English",
    "right_answerable": "right, answerable",
    "right_unanswerable": "right, not in the documents",
    "right_conversations": "right, conversations",
    "refusals_right": "refused, not in the documents",
    "false_refusals": "refused, though answerable",
    "wrong_answered": "answered, not in the documents",
    "errors": "errors",
    "quotes_verbatim": "quotes verbatim",
    "markers_whole": "markers and citations agree",
    "figures_grounded": "numbers and dates grounded",
    "narrative_verbatim": "quotations word for word",
    "names_grounded": "names grounded",
}


@dataclass(frozen=True, slots=True)
class CorpusRun:
    """The results of the cases on one corpus, and the thresholds that it stays below."""

    corpus: str
    results: tuple[Result, ...]
    failures: tuple[str, ...]


def table(run: CorpusRun) -> str:
    """The figures of a run, one a line, with the forms beneath."""
    shares = measure(run.results)
    lines = [f"{run.corpus}: {len(run.results)} cases", ""]
    lines += [_line(title, shares[name]) for name, title in TITLES.items() if name in shares and shares[name].of]
    times = latencies(run.results)
    lines.append(f"  {padded('milliseconds a question', 34)}" + "  ".join(f"{name} {value:.1f}" for name, value in times.items()))
    lines += ["", "  by form"]
    lines += [_line(name.removeprefix("form_"), share) for name, share in shares.items() if name.startswith("form_")]
    return "\n".join(lines)


def lost(run: CorpusRun) -> str:
    """Each lost case: its question, the answer's first line, why, and the stage; empty when none is lost."""
    results = [result for result in run.results if not result.right]
    if not results:
        return ""
    stages = Counter(result.faults[0].stage for result in results)
    head = "lost, by the stage that lost them: " + ", ".join(f"{stage} {count}" for stage, count in stages.most_common())
    return "\n\n".join([head, *(_lost_case(result) for result in results)])


def _lost_case(result: Result) -> str:
    history = "".join(f"\n      (after) {question}" for question in result.case.question.history)
    said = "(an error)" if result.answer is None else f"[{result.answer.status}] {_first_line(result.answer.text)}"
    faults = "".join(f"\n      ✗ {fault.why} → {fault.stage}" for fault in result.faults)
    return f"  {result.case.id}  {result.case.question.text}{history}\n      {said}{faults}"


def _first_line(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= 120 else line[:119] + "…"


def _line(title: str, share: Share) -> str:
    value = "–" if share.value is None else f"{share.value:7.1%}"
    return f"  {padded(title, 34)}{value}  ({share.held} of {share.of})"


def padded(text: str, width: int) -> str:
    """The text filled up to a width in columns; a Japanese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(1, width - taken)


def record(runs: Iterable[CorpusRun]) -> dict[str, Any]:
    """A run as JSON: figures and cases of every corpus, with answers, faults and stages."""
    return {"made": datetime.now(UTC).isoformat(timespec="seconds"), "corpora": {run.corpus: _run_record(run) for run in runs}}


def _run_record(run: CorpusRun) -> dict[str, Any]:
    shares = {name: {"held": share.held, "of": share.of, "share": share.value} for name, share in measure(run.results).items()}
    cases = {result.case.id: _case_record(result) for result in run.results}
    return {"figures": shares, "milliseconds": latencies(run.results), "below": list(run.failures), "cases": cases}


def _case_record(result: Result) -> dict[str, Any]:
    return {
        "question": result.case.question.text,
        "right": result.right,
        "faults": [{"why": fault.why, "stage": str(fault.stage)} for fault in result.faults],
        "ungrounded": [
            {"kind": str(finding.kind), "text": finding.text, "why": finding.why} for finding in result.findings if not finding.held
        ],
        "milliseconds": round(result.elapsed_ms, 1),
        "answer": None if result.answer is None else result.answer.as_json(),
    }


def write(content: Mapping[str, Any], path: Path) -> None:
    """Write a record; ExportError when the place cannot be written to."""
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}.") from error


def read(path: Path) -> dict[str, Any]:
    """An earlier record; SettingsError for a file that is none."""
    try:
        content = json.loads(path.read_text("utf-8"))
        if not isinstance(content["corpora"], dict):
            raise TypeError("its corpora are no object")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{path} is no earlier evaluation: {error}. Name a file that --output wrote.") from error
    return dict(content)


def comparison(runs: Sequence[CorpusRun], earlier: Mapping[str, Any]) -> str:
    """The cases gained and lost since an earlier run, by corpus."""
    parts = []
    for run in runs:
        before = {case: bool(entry["right"]) for case, entry in earlier["corpora"].get(run.corpus, {}).get("cases", {}).items()}
        now = {result.case.id: result.right for result in run.results}
        both = [case for case in now if case in before]
        gained = [case for case in both if now[case] and not before[case]]
        fallen = [case for case in both if before[case] and not now[case]]
        parts.append(
            f"{run.corpus}, since the earlier run: {len(gained)} gained, {len(fallen)} lost, {len(both)} compared, "
            f"{len(now) - len(both)} new, {len(before) - len(both)} gone"
            + "".join(f"\n  + {case}" for case in gained)
            + "".join(f"\n  - {case}" for case in fallen)
        )
    return "\n".join(parts)
