"""`python -m ingest`: files and folders go into the store; a line for each, once it is stored for good."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from assistant import FAILED, Assistant, IngestOutcome, list_sources
from core.errors import ExportError, TenkyoError
from core.settings import Settings

_INTERRUPTED = 130  # what a shell reports for a command that Ctrl-C ended
_COUNTED = ("pages", "passages", "tables", "facts")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 when every file went in, 1 when one failed, 130 after Ctrl-C."""
    arguments = _parse(argv)
    outcomes: list[IngestOutcome] = []
    try:
        with Assistant(Settings.from_environment(store=arguments.store)) as assistant:
            _ingest(assistant, arguments, outcomes)
    except TenkyoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nStopped. {len(outcomes)} documents are stored; run the command again to go on.", file=sys.stderr)
        return _INTERRUPTED
    print(_summary(outcomes))
    return _finish(outcomes, arguments.report)


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Puts disclosures into the store.")
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, a folder with files, or an address (https://…)")
    parser.add_argument("--store", metavar="DIR", help="the store to fill (default: TENKYO_STORE, or ./store)")
    parser.add_argument("--report", metavar="FILE.json", type=Path, help="write what became of each file to this file")
    parser.add_argument("--password", metavar="WORD", help="opens the files that are protected; the empty one is tried first")
    parser.add_argument(
        "--follow", metavar="HOST", action="append", default=[], help="also the documents on this host that the sources list"
    )
    return parser.parse_args(argv)


def _ingest(assistant: Assistant, arguments: argparse.Namespace, outcomes: list[IngestOutcome]) -> None:
    with tqdm(total=len(list_sources(arguments.sources)), unit="file", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def show(outcome: IngestOutcome) -> None:
            outcomes.append(outcome)
            bar.clear()
            print(_line(outcome), flush=True)
            bar.total = max(int(bar.total or 0), len(outcomes))  # what a source lists comes on top
            bar.update()

        assistant.add(arguments.sources, progress=show, password=arguments.password, follow=arguments.follow)


def _line(outcome: IngestOutcome) -> str:
    counts = " · ".join(f"{getattr(outcome, name)} {name}" for name in _COUNTED if getattr(outcome, name))
    return " · ".join(part for part in (f"{outcome.status:<9} {outcome.file}", counts, outcome.message) if part)


def _summary(outcomes: Sequence[IngestOutcome]) -> str:
    statuses = ", ".join(f"{count} {status}" for status, count in Counter(outcome.status for outcome in outcomes).items())
    return f"{len(outcomes)} files: {statuses or 'none'} · " + " · ".join(f"{count} {name}" for name, count in _totals(outcomes).items())


def _totals(outcomes: Sequence[IngestOutcome]) -> dict[str, int]:
    return {name: sum(getattr(outcome, name) for outcome in outcomes) for name in _COUNTED}


def _finish(outcomes: Sequence[IngestOutcome], report: Path | None) -> int:
    if report is not None:
        try:
            _write_report(outcomes, report)
        except ExportError as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
    return 1 if any(outcome.status == FAILED for outcome in outcomes) else 0


def _write_report(outcomes: Sequence[IngestOutcome], report: Path) -> None:
    record = {"files": [asdict(outcome) for outcome in outcomes], "totals": {"files": len(outcomes), **_totals(outcomes)}}
    try:
        report.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise ExportError(f"The report cannot be written to {report} ({error.strerror}); name another file with --report.") from error


if __name__ == "__main__":
    sys.exit(main())
