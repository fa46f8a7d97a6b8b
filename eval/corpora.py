"""What is evaluated: documents, their cases, and what a run must reach (corpora.yaml)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from core.errors import SettingsError
from core.records import DocumentInfo
from eval.cases import Case

ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(__file__).with_name("corpora.yaml")
_SELECTORS = ("file", "publisher", "title", "published")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents that are ingested together, and the cases that are put to them. `sources` are patterns of files under `root`."""

    name: str
    sources: tuple[str, ...]
    cases: tuple[Path, ...]
    required: bool = False
    quotes: bool = True
    root: Path = ROOT
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """Its patterns that no file fits."""
        return tuple(pattern for pattern in self.sources if not self._fitting(pattern))

    @property
    def files(self) -> tuple[Path, ...]:
        """Its files, in the order of their patterns and names."""
        return tuple(path for pattern in self.sources for path in self._fitting(pattern))

    def _fitting(self, pattern: str) -> list[Path]:
        folder = (self.root / pattern).parent
        return sorted(folder.glob(Path(pattern).name)) if folder.is_dir() else []

    def localise(self, cases: Iterable[Case], documents: Sequence[DocumentInfo]) -> tuple[Case, ...]:
        """The cases with the documents of this corpus in place of those that they name; SettingsError when one has not one stand-in."""
        names = {name: self._stand_in(name, documents) for name in self.documents}
        return tuple(_renamed(case if self.quotes else replace(case, quotes=()), names) for case in cases)

    def _stand_in(self, name: str, documents: Sequence[DocumentInfo]) -> str:
        wanted = self.documents[name]
        found = [document.file for document in documents if all(_shown(document, key) == value for key, value in wanted.items())]
        if len(found) != 1:
            fits = ", ".join(found) or "none"
            raise SettingsError(f"{CORPORA.name}: {name} of {self.name} is one document with {dict(wanted)}; those that fit: {fits}.")
        return found[0]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every corpus, and the least share of each figure that a run must reach."""

    corpora: tuple[Corpus, ...]
    thresholds: Mapping[str, float]


def read(path: Path = CORPORA, root: Path = ROOT) -> Plan:
    """The plan of a corpora.yaml; SettingsError when it is malformed."""
    try:
        record = yaml.safe_load(path.read_text("utf-8"))
        corpora = tuple(_corpus(name, entry, path, root) for name, entry in record["corpora"].items())
        return Plan(corpora, {name: float(share) for name, share in record["thresholds"].items()})
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise SettingsError(f"{path} cannot be used: {error!r}. Its head says what it holds.") from error


def _corpus(name: str, entry: dict[str, Any], path: Path, root: Path) -> Corpus:
    documents = {case_name: {key: str(value) for key, value in wanted.items()} for case_name, wanted in entry.get("documents", {}).items()}
    unknown = {key for wanted in documents.values() for key in wanted} - set(_SELECTORS)
    if unknown:
        raise ValueError(f"documents of {name} are given by {', '.join(_SELECTORS)}, not by {', '.join(sorted(unknown))}")
    return Corpus(
        name=name,
        sources=tuple(entry["sources"]),
        root=root,
        cases=tuple(path.parent / cases for cases in entry["cases"]),
        required=bool(entry.get("required", False)),
        quotes=bool(entry.get("quotes", True)),
        documents=documents,
    )


def _shown(document: DocumentInfo, key: str) -> str | None:
    value = getattr(document, key)
    return value.isoformat() if isinstance(value, date) else value


def _renamed(case: Case, names: Mapping[str, str]) -> Case:
    wanted = replace(case.question.filter, file=tuple(names.get(name, name) for name in case.question.filter.file))
    return replace(case, files=tuple(names.get(name, name) for name in case.files), question=replace(case.question, filter=wanted))
