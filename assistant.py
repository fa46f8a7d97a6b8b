"""What a program talks to: put disclosures in, ask, take answers out."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING

from core.errors import SourceError, TenkyoError
from core.records import Answer, BlockKind, Disclosure, DocumentInfo, Question
from core.settings import Settings
from index.store import Store, Writer

if TYPE_CHECKING:  # the parts behind a question and behind reading files are loaded when they are first used
    from answer.engine import Answerer

ADDED, UNCHANGED, UPDATED, FAILED = "added", "unchanged", "updated", "failed"
# What a fault in a reading rule can raise: it fails its file, with the fault named, and the others go on.
_FAULTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


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
    """A file to ingest and the name that it is stored under, or, without a path, why it cannot be."""

    file: str
    path: Path | None
    message: str = ""


def list_sources(sources: Sequence[str | Path]) -> list[Source]:
    """Every file that the sources name, in order.

    A file is stored under its own name, one in a folder under its path within that folder. Where two files would get
    one name, the second is refused.
    """
    found: dict[str, Source] = {}
    listed: list[Source] = []
    for source in sources:
        for item in _list(source):
            earlier = found.setdefault(item.file, item)
            if item.path is None or earlier is item:
                listed.append(item)
            elif earlier.path is not None and earlier.path.resolve() != item.path.resolve():
                message = f"{item.path}: {earlier.path} has the same name {item.file}; rename one, or ingest the folder above both."
                listed.append(Source(item.file, None, message))
    return listed


class Assistant:
    """A store that can be filled and asked. Safe to use from several threads."""

    def __init__(self, settings: Settings | None = None, *, store: Store | None = None) -> None:
        """Open the store that `settings` name (by default those of the environment); `store` takes its place."""
        self.settings = settings or Settings.from_environment()
        self.store = store or Store.open(self.settings)
        self._answerer: Answerer | None = None
        self._lock = RLock()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> "Assistant":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def ask(self, question: str | Question) -> Answer:
        """The verified answer to a question; QuestionError when it is empty or too long."""
        return self._answering().answer(Question(question) if isinstance(question, str) else question)

    def warm(self) -> None:
        """Load what a first question needs, so that it is answered as fast as the next ones."""
        self._answering().warm()

    def add(self, sources: Sequence[str | Path], *, progress: Callable[[IngestOutcome], None] | None = None) -> list[IngestOutcome]:
        """Store every file that the sources name, and return what became of each.

        A file is stored once `progress` is called with its outcome, whatever happens afterwards. One that cannot be read is reported
        and the rest goes on. Raises StoreBusy at once while another process writes to the store.
        """
        outcomes: list[IngestOutcome] = []
        with self.store.writer() as writer:
            intake = _Intake(writer, self.store.documents())
            for source in list_sources(sources):
                outcomes.append(intake.take(source))
                if progress is not None:
                    progress(outcomes[-1])
        return outcomes

    def remove(self, file: str) -> bool:
        """Take the document of this file name out of the store and its indexes; False when there is none."""
        ids = [document.id for document in self.store.documents() if document.file == file]
        if ids:
            with self.store.writer() as writer:
                for id_ in ids:
                    writer.remove(id_)
        return bool(ids)

    def documents(self) -> list[DocumentInfo]:
        """The documents in the store, by file name."""
        return self.store.documents()

    def disclosure(self, document_id: str) -> Disclosure:
        """The whole record of a document, by its id, which is the `sha256` of a citation; StoreError when it is not in the store."""
        return self.store.disclosure(document_id)

    def export(self, answers: Sequence[Answer], path: Path) -> Path:
        """Write answers to a .jsonl, .md, .csv, .xlsx or .docx file and return its path; ExportError when that fails."""
        from answer import export

        return export.write(answers, path)

    def _answering(self) -> "Answerer":
        with self._lock:
            if self._answerer is None:
                from answer.engine import Answerer

                self._answerer = Answerer(self.store)
            return self._answerer


class _Intake:
    """Takes files into a store one by one, and knows what is in it already."""

    def __init__(self, writer: Writer, documents: Sequence[DocumentInfo]) -> None:
        self._writer = writer
        self._files = {document.file: document.id for document in documents}
        self._documents = {document.id: document for document in documents}

    def take(self, source: Source) -> IngestOutcome:
        """Store one file, unless its content is there already, and say what became of it."""
        if source.path is None:
            return IngestOutcome(source.file, FAILED, message=source.message)
        try:
            return self._take(source.file, source.path)
        except SourceError as error:
            return IngestOutcome(source.file, FAILED, message=str(error))
        except _FAULTS as error:
            fault = f"{type(error).__name__}: {error}"
            return IngestOutcome(source.file, FAILED, message=f"{source.file}: a fault in the program ({fault}); report it with this file.")

    def _take(self, file: str, path: Path) -> IngestOutcome:
        from facts import read as read_facts
        from ingest.reader import read
        from ingest.source import read_bytes

        known = self._documents.get(hashlib.sha256(read_bytes(path)).hexdigest())
        if known is not None:
            return self._keep(file, known)
        disclosure = read(path, file=file)
        reading = read_facts(disclosure)
        self._writer.add(disclosure, reading)
        stored = _info(disclosure, len(reading.facts))
        return _outcome(file, self._replace(file, stored), stored, " ".join(disclosure.warnings))

    def _keep(self, file: str, known: DocumentInfo) -> IngestOutcome:
        """The content is there: nothing to do, unless this name stood for other content until now."""
        if known.file == file:
            return _outcome(file, UNCHANGED, known)
        message = f"the same content is stored as {known.file}"
        outdated = self._files.pop(file, None)
        if outdated is None:
            return _outcome(file, UNCHANGED, known, message)
        self._writer.remove(outdated)
        del self._documents[outdated]
        return _outcome(file, UPDATED, known, f"{message}; the earlier content of this name was removed")

    def _replace(self, file: str, stored: DocumentInfo) -> str:
        outdated = self._files.get(file)
        if outdated is not None:
            del self._documents[outdated]
        self._files[file] = stored.id
        self._documents[stored.id] = stored
        return ADDED if outdated is None else UPDATED


def _info(disclosure: Disclosure, facts: int) -> DocumentInfo:
    return DocumentInfo(
        id=disclosure.id,
        file=disclosure.file,
        title=disclosure.title,
        publisher=disclosure.publisher,
        published=disclosure.published,
        url=disclosure.url,
        media_type=disclosure.media_type,
        pages=len(disclosure.pages),
        passages=len(disclosure.passages),
        facts=facts,
        tables=sum(block.kind is BlockKind.TABLE for block in disclosure.blocks),
    )


def _outcome(file: str, status: str, stored: DocumentInfo, message: str = "") -> IngestOutcome:
    return IngestOutcome(file, status, stored.pages, stored.passages, stored.tables, stored.facts, message)


def _list(source: str | Path) -> list[Source]:
    from ingest.source import find_sources

    try:
        paths = find_sources([str(source)])
    except TenkyoError as error:
        return [Source(str(source), None, str(error))]
    folder = Path(source)
    return [Source(path.relative_to(folder).as_posix() if path != folder else path.name, path) for path in paths]
