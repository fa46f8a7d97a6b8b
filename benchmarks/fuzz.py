"""Damaged files against the reading of files: `python -m benchmarks.fuzz FOLDER... [--minutes N] [--seed N] [--output FILE.json]`.

Files of the folders are changed at random (bytes flipped, stretches cut out, doubled or zeroed, parts of two files joined) and read as
`python -m ingest` reads them. Each has to end in a disclosure or in an error that names it, within the limits; nothing else may come to
the process that ingests. Exit status 1 when something else does. A run of the same seed on the same files makes the same changes.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from core.errors import SourceError
from index.workers import Task, Workers
from ingest.source import MEDIA_TYPES

_SECONDS = 60.0
_LARGEST = 3_000_000
_AHEAD = 4

Mutation = Callable[[random.Random, bytearray, bytes], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description="Reads damaged files.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="whole files of the kinds that are read")
    parser.add_argument("--minutes", type=float, default=30.0, help="how long to go on (default: 30)")
    parser.add_argument("--seed", type=int, default=1, help="of the random changes (default: 1)")
    parser.add_argument("--output", type=Path, metavar="FILE.json", help="write the figures to this file")
    arguments = parser.parse_args(argv)
    files = [path for folder in arguments.folders for path in sorted(folder.rglob("*")) if _is_whole(path)]
    if not files:
        print("error: no file of a kind that is read in these folders; name others.", file=sys.stderr)
        return 1
    figures = run(files, arguments.minutes * 60, arguments.seed)
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    print(text)
    if arguments.output:
        arguments.output.write_text(text + "\n", encoding="utf-8")
    return 1 if figures["unexpected"] else 0


def run(files: Sequence[Path], seconds: float, seed: int) -> dict[str, object]:
    """Read changed files for so many seconds, and count what came of them."""
    dice = random.Random(seed)
    wholes = {path: path.read_bytes() for path in files}
    workers = Workers(seconds=_SECONDS)
    ends: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    unexpected: list[str] = []
    slowest = 0.0
    until = time.monotonic() + seconds
    number = 0
    try:
        while time.monotonic() < until:
            batch = [(path, _changed(dice, wholes)) for path in dice.choices(files, k=_AHEAD)]
            started = time.monotonic()
            tasks = [Task(f"{number + place}{path.suffix}", path.suffix.lower()) for place, (path, _) in enumerate(batch)]
            futures = [workers.read(task, data(path)) for task, (path, data) in zip(tasks, batch, strict=True)]
            for task, future in zip(tasks, futures, strict=True):
                kinds[task.suffix] += 1
                try:
                    future.result()
                    ends["read"] += 1
                except SourceError as error:
                    ends[type(error).__name__] += 1
                    ends["stood still"] += "stood still" in str(error)
                    ends["broke off"] += "broke off" in str(error)
                    ends["a fault in the program"] += "fault in the program" in str(error)
                    if task.name not in str(error):
                        unexpected.append(f"{task.name}: the error does not name it: {error}")
                except Exception as error:  # noqa: BLE001  what must not happen is what is looked for
                    unexpected.append(f"{task.name}: {type(error).__name__}: {error}")
            slowest = max(slowest, time.monotonic() - started)
            number += _AHEAD
    finally:
        workers.close()
    return {
        "files": len(files),
        "seed": seed,
        "read": number,
        "kinds": dict(kinds),
        "ends": {end: count for end, count in ends.items() if count},
        "slowest_batch_seconds": round(slowest, 1),
        "unexpected": unexpected,
    }


def _is_whole(path: Path) -> bool:
    return path.suffix.lower() in MEDIA_TYPES and path.is_file() and 0 < path.stat().st_size <= _LARGEST


def _changed(dice: random.Random, wholes: dict[Path, bytes]) -> Callable[[Path], bytes]:
    """What changes a file, with its dice thrown now, so that the order of reading changes nothing."""
    seed = dice.random()
    other = dice.choice(list(wholes.values()))

    def change(path: Path) -> bytes:
        own = random.Random(seed)
        data = bytearray(wholes[path])
        for _ in range(own.choice((1, 1, 2, 4, 16))):
            if data:
                own.choice(_MUTATIONS)(own, data, other)
        return bytes(data)

    return change


def _stretch(dice: random.Random, data: bytearray) -> slice:
    start = dice.randrange(len(data))
    return slice(start, min(len(data), start + dice.choice((1, 4, 64, 1_024, 65_536))))


def _flip(dice: random.Random, data: bytearray, _: bytes) -> None:
    for _place in range(dice.choice((1, 8, 64))):
        data[dice.randrange(len(data))] = dice.randrange(256)


def _cut(dice: random.Random, data: bytearray, _: bytes) -> None:
    del data[_stretch(dice, data)]


def _cut_off(dice: random.Random, data: bytearray, _: bytes) -> None:
    del data[dice.randrange(len(data)) :]


def _double(dice: random.Random, data: bytearray, _: bytes) -> None:
    stretch = _stretch(dice, data)
    data[stretch.start : stretch.start] = data[stretch]


def _blank(dice: random.Random, data: bytearray, _: bytes) -> None:
    stretch = _stretch(dice, data)
    data[stretch] = bytes(stretch.stop - stretch.start)


def _join(dice: random.Random, data: bytearray, other: bytes) -> None:
    start = dice.randrange(len(other))
    place = dice.randrange(len(data))
    data[place:place] = other[start : start + 4_096]


_MUTATIONS: tuple[Mutation, ...] = (_flip, _flip, _cut, _cut_off, _double, _blank, _join)


if __name__ == "__main__":
    sys.exit(main())
