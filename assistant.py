"""What a program talks to: put disclosures in, ask, take answers out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING

from core.records import Answer, Disclosure, DocumentInfo, Question
from core.settings import Settings
from index.outcomes import ADDED, FAILED, UNCHANGED, UPDATED, IngestOutcome, Source
from index.store import Store

if TYPE_CHECKING:  # the parts behind a question and behind reading files are loaded when they are first used
    from answer.engine import Answerer

__all__ = ["ADDED", "FAILED", "UNCHANGED", "UPDATED", "Assistant", "IngestOutcome", "Source", "list_sources"]


def list_sources(sources: Sequence[str | Path]) -> list[Source]:
    """Every file and address that the sources name, in order, each with the name that it is stored under."""
    from index.intake import list_sources as listed

    return listed(sources)


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

    def add(
        self,
        sources: Sequence[str | Path],
        *,
        progress: Callable[[IngestOutcome], None] | None = None,
        password: str | None = None,
        follow: Sequence[str] = (),
    ) -> list[IngestOutcome]:
        """Store every file and web address that the sources name, and return what became of each.

        A file is stored once `progress` is called with its outcome, whatever happens afterwards. One that cannot be read is reported
        and the rest goes on. `password` opens protected files; the documents that the sources list on the hosts of `follow` are
        stored too. Raises StoreBusy at once while another process writes to the store.
        """
        from index.intake import Intake, Options
        from index.workers import shared
        from ingest.fetch import WebFetcher

        outcomes: list[IngestOutcome] = []
        workers = shared()
        fetcher = WebFetcher(private=self.settings.private_addresses)
        try:
            with self.store.writer() as writer:
                intake = Intake(self.store, writer, workers, fetcher, Options(password, tuple(follow)))
                for outcome in intake.take(list_sources(sources)):
                    outcomes.append(outcome)
                    if progress is not None:
                        progress(outcome)
        except BaseException:
            workers.close()  # what is being read is of no use any more
            raise
        finally:
            fetcher.close()
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
