"""What is to be ingested and what became of it: records alone, so that a program that only asks loads no reader."""

from dataclasses import dataclass
from pathlib import Path

ADDED, UNCHANGED, UPDATED, FAILED = "added", "unchanged", "updated", "failed"


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What became of one file. `status` is "added", "unchanged", "updated" or "failed"; `message` says why where that is not plain."""

    file: str
    status: str
    pages: int = 0
    passages: int = 0
    tables: int = 0
    facts: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file or address to ingest and the name that it is stored under, or, with neither, why it cannot be. `listed` is True for one that
    another document names."""

    file: str
    path: Path | None
    message: str = ""
    url: str | None = None
    listed: bool = False
