"""What a killed ingest leaves behind: `python -m benchmarks.durability FOLDER [--kills N] [--output FILE.json]`.

Each trial kills `python -m ingest FOLDER` with SIGKILL at a random moment of its run, then looks in a fresh process:
does the store open, is every document that was acknowledged on standard output there whole (text, passages, facts, names,
embeddings: all as after an undisturbed run), and does the search find its passages. Then the same command is run again to
its end, and everything must be as after the undisturbed run, with indexes that agree with the catalogue.
"""

import argparse
import hashlib
import json
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from assistant import ADDED, UNCHANGED, UPDATED
from core.settings import Settings
from index.serialisation import to_json
from index.store import Store

ROOT = Path(__file__).parent.parent
_LIBRARIES = ("chromadb", "tantivy", "SQLAlchemy", "numpy")
_ACKNOWLEDGED = (ADDED, UPDATED, UNCHANGED)


@dataclass(frozen=True, slots=True)
class Kill:
    """A moment to kill: so many seconds after so many documents have been acknowledged."""

    seconds: float
    acknowledged: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """One kill: when it came, how many documents had been acknowledged, and what was wrong afterwards."""

    killed_after: float
    acknowledged: int
    committed: int
    opens: bool
    lost: tuple[str, ...]
    found_by_search: bool
    completed: bool
    problems: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """True when nothing was lost and a re-run completed the store."""
        return self.opens and not self.lost and self.found_by_search and self.completed


def measure(folder: Path, kills: int | Sequence[Kill], *, seed: int = 0) -> list[Trial]:
    """Kill the ingest of `folder` at so many random moments of its run, or at the moments given, each on a store of its own."""
    moments = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="tenkyo-durability-") as scratch:
        store = Path(scratch) / "undisturbed"
        started = time.perf_counter()
        subprocess.run(_ingest(folder, store), cwd=ROOT, check=True, capture_output=True)
        duration = time.perf_counter() - started
        expected = _inspect(store)["documents"]
        chosen = [Kill(moments.uniform(0, duration)) for _ in range(kills)] if isinstance(kills, int) else kills
        return [_try(folder, Path(scratch) / str(number), kill, expected) for number, kill in enumerate(chosen)]


def look(store: Path) -> dict[str, object]:
    """A digest of every document in a store, the indexes' problems once they are up to date, and whether search works."""
    with Store.open(Settings(store=store)) as opened:
        found = {document.file: _digest(opened, document.id) for document in opened.documents()}
        texts = [passage.text for document in opened.documents() for passage in opened.disclosure(document.id).passages[:1]]
        hits = [bool(opened.search(text, limit=1)) for text in texts]
        return {"documents": found, "found_by_search": all(hits), "problems": opened.check()}


def _try(folder: Path, store: Path, kill: Kill, expected: dict[str, str]) -> Trial:
    acknowledged = _killed(folder, store, kill)
    seen = _inspect(store)
    documents = seen.get("documents", {})
    lost = tuple(file for file in acknowledged if documents.get(file) != expected[file])
    again = subprocess.run(_ingest(folder, store), cwd=ROOT, check=False, capture_output=True)
    after = _inspect(store)
    problems = (*seen.get("problems", []), *after.get("problems", []))
    return Trial(
        killed_after=round(kill.seconds, 3),
        acknowledged=len(acknowledged),
        committed=len(documents),
        opens="documents" in seen,
        lost=lost,
        found_by_search=bool(seen.get("found_by_search")),
        completed=again.returncode == 0 and after.get("documents") == expected and not problems,
        problems=problems,
    )


def _killed(folder: Path, store: Path, kill: Kill) -> list[str]:
    """Kill an ingest; the files that it had acknowledged by then."""
    process = subprocess.Popen(_ingest(folder, store), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    output = b"".join(process.stdout.readline() for _ in range(kill.acknowledged))
    try:
        rest, _ = process.communicate(timeout=kill.seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
    output += rest
    lines = [line.split(" · ")[0].split(maxsplit=1) for line in output.decode().splitlines(keepends=True) if line.endswith("\n")]
    return [parts[1].strip() for parts in lines if len(parts) == 2 and parts[0] in _ACKNOWLEDGED]


def _inspect(store: Path) -> dict[str, dict[str, str]]:
    """`look` in a process of its own, because a damaged index could take it down; empty when it came to nothing."""
    command = [sys.executable, "-m", "benchmarks.durability", "--look", str(store)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stderr, file=sys.stderr)
        return {}
    seen: dict[str, dict[str, str]] = json.loads(done.stdout)
    return seen


def _ingest(folder: Path, store: Path) -> list[str]:
    return [sys.executable, "-m", "ingest", str(folder.resolve()), "--store", str(store)]


def _digest(store: Store, document_id: str) -> str:
    """A hash over all that is stored of a document."""
    disclosure = store.disclosure(document_id)
    passages = store.passages([passage.id for passage in disclosure.passages])
    parts = [to_json(part) for part in (disclosure, tuple(passages), tuple(store.facts([document_id])), tuple(store.names([document_id])))]
    return hashlib.sha256("\n".join(parts).encode() + store.embeddings(document_id).tobytes()).hexdigest()


def _table(trials: Sequence[Trial]) -> str:
    heads = ("kill", "after s", "acknowledged", "committed", "opens", "lost", "searched", "re-run completes")
    rows = [
        (
            number,
            f"{trial.killed_after:.2f}",
            trial.acknowledged,
            trial.committed,
            trial.opens,
            len(trial.lost),
            trial.found_by_search,
            trial.completed,
        )
        for number, trial in enumerate(trials, start=1)
    ]
    cells = [[{True: "yes", False: "NO"}.get(cell, str(cell)) if isinstance(cell, bool) else str(cell) for cell in row] for row in rows]
    return "\n".join("  ".join(cell.rjust(len(head)) for cell, head in zip(row, heads, strict=True)) for row in [heads, *cells])


def _record(trials: Sequence[Trial]) -> dict[str, object]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "versions": {name: version(name) for name in _LIBRARIES},
        "kills": len(trials),
        "good": sum(trial.good for trial in trials),
        "trials": [asdict(trial) for trial in trials],
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Run the trials and print a table; exit code 1 when one of them lost something."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.durability", description="Kills ingests and looks what is left.")
    parser.add_argument("folder", type=Path, help="a folder of documents to ingest")
    parser.add_argument("--kills", type=int, default=20, help="how many ingests to kill (default: 20)")
    parser.add_argument("--seed", type=int, default=0, help="for the moments of the kills (default: 0)")
    parser.add_argument("--output", type=Path, metavar="FILE.json", help="write the figures to this file")
    parser.add_argument("--look", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.look:
        print(json.dumps(look(arguments.folder)))
        return 0
    trials = measure(arguments.folder, arguments.kills, seed=arguments.seed)
    print(_table(trials))
    print(f"{sum(trial.good for trial in trials)} of {len(trials)} kills left a good store that a re-run completed.")
    if arguments.output:
        arguments.output.write_text(json.dumps(_record(trials), indent=2) + "\n")
    return 0 if all(trial.good for trial in trials) else 1


if __name__ == "__main__":
    sys.exit(main())
