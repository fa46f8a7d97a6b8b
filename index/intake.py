"""Sources go into a store: which they are, read side by side in child processes, stored one by one in the order given."""

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from core.errors import SourceError, TenkyoError
from core.records import BlockKind, Disclosure, DocumentInfo, Reading, Visit
from index.outcomes import ADDED, FAILED, UNCHANGED, UPDATED, IngestOutcome, Source
from index.store import Store, Writer
from index.workers import Task, Workers
from ingest.fetch import Fetched, WebFetcher, extension, file_name, is_address
from ingest.links import links_of
from ingest.source import find_sources, read_bytes, web_suffix

# Files read ahead of the one that is stored next, for each child.
_AHEAD = 2
MOST_FOLLOWED = 500


@dataclass(frozen=True, slots=True)
class Options:
    """How sources are read: with a password for protected files, and with the documents of these hosts that they list."""

    password: str | None = None
    follow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Begun:
    """A source under way: its outcome where that is known, else what will be read from it."""

    source: Source
    outcome: IngestOutcome | None = None
    reading: "Future[tuple[Disclosure, Reading]] | None" = None
    data: bytes = b""
    suffix: str = ""
    visit: Visit | None = None


def list_sources(sources: Sequence[str | Path]) -> list[Source]:
    """Every file and address that the sources name, in order.

    A file is stored under its own name, one in a folder under its path within that folder, an address under its host and path. Where two
    would get one name, the second is refused.
    """
    found: dict[str, Source] = {}
    listed: list[Source] = []
    for source in sources:
        for item in _list(source):
            earlier = found.setdefault(item.file, item)
            if (item.path is None and item.url is None) or earlier is item:
                listed.append(item)
            elif earlier.path is not None and item.path is not None and earlier.path.resolve() != item.path.resolve():
                message = f"{item.path}: {earlier.path} has the same name {item.file}; rename one, or ingest the folder above both."
                listed.append(Source(item.file, None, message))
    return listed


def _list(source: str | Path) -> list[Source]:
    if isinstance(source, str) and is_address(source):
        return [Source(file_name(source), None, url=source)]
    try:
        paths = find_sources([str(source)])
    except TenkyoError as error:
        return [Source(str(source), None, str(error))]
    folder = Path(source)
    return [Source(path.relative_to(folder).as_posix() if path != folder else path.name, path) for path in paths]


class Intake:
    """Takes sources into a store, and knows what is in it already."""

    def __init__(self, store: Store, writer: Writer, workers: Workers, fetcher: WebFetcher, options: Options) -> None:
        self._store = store
        self._writer = writer
        self._workers = workers
        self._fetcher = fetcher
        self._options = options
        documents = store.documents()
        self._files = {document.file: document.id for document in documents}
        self._documents = {document.id: document for document in documents}

    def take(self, sources: Sequence[Source]) -> Iterator[IngestOutcome]:
        """Store each source, and those that it lists where that is wished, and say what became of it, in order."""
        waiting = deque(sources)
        names = {source.file for source in sources}
        begun: deque[_Begun] = deque()
        while waiting or begun:
            while waiting and len(begun) < _AHEAD * self._workers.count:
                begun.append(self._begin(waiting.popleft()))
            ready = begun.popleft()
            yield self._end(ready)
            for source in self._listed_in(ready):
                if source.file not in names and len(names) < len(sources) + MOST_FOLLOWED:
                    names.add(source.file)
                    waiting.append(source)

    def _begin(self, source: Source) -> _Begun:
        """Get a source's bytes, and have them read unless they are in the store already."""
        try:
            if source.url is not None:
                return self._begin_address(source, source.url)
            if source.path is None:
                return _Begun(source, IngestOutcome(source.file, FAILED, message=source.message))
            data = read_bytes(source.path)
            task = Task(source.file, source.path.suffix, str(source.path.resolve()), password=self._options.password)
            return self._begin_reading(source, data, task, None)
        except SourceError as error:
            return _Begun(source, IngestOutcome(source.file, FAILED, message=str(error)))

    def _begin_address(self, source: Source, url: str) -> _Begun:
        known = self._files.get(source.file)
        # What a page lists is read from its bytes, so they are asked for in any case.
        last = self._store.visit(url) if known and not (self._options.follow and not source.listed) else None
        fetched: Fetched = self._fetcher.get(url, last)
        if fetched.data is None:
            return _Begun(source, _outcome(source.file, UNCHANGED, self._documents[str(known)]))
        suffix = web_suffix(fetched.kind, extension(fetched.url), fetched.data)
        task = Task(source.file, suffix, url=fetched.url, password=self._options.password, charset=fetched.charset)
        return self._begin_reading(source, fetched.data, task, fetched.visit)

    def _begin_reading(self, source: Source, data: bytes, task: Task, visit: Visit | None) -> _Begun:
        known = self._documents.get(hashlib.sha256(data).hexdigest())
        reading = None if known else self._workers.read(task, data if task.path is None else b"")
        return _Begun(source, self._keep(source.file, known) if known else None, reading, data, task.suffix, visit)

    def _end(self, begun: _Begun) -> IngestOutcome:
        """Store what was read, and say what became of the source."""
        if begun.outcome is not None or begun.reading is None:
            return begun.outcome or IngestOutcome(begun.source.file, FAILED)
        file = begun.source.file
        try:
            disclosure, reading = begun.reading.result()
            if (known := self._documents.get(disclosure.id)) is not None:  # two files of one content, read side by side
                return self._keep(file, known)
            self._writer.add(disclosure, reading, begun.visit)
        except SourceError as error:
            return IngestOutcome(file, FAILED, message=str(error))
        except ValueError as error:
            return IngestOutcome(file, FAILED, message=f"{file}: a fault in the program ({error}); report it with this file.")
        stored = _info(disclosure, len(reading.facts))
        return _outcome(file, self._replace(file, stored), stored, " ".join(disclosure.warnings))

    def _listed_in(self, begun: _Begun) -> Iterator[Source]:
        """The documents of the hosts to follow that a source lists; what it lists itself is not followed further."""
        if not self._options.follow or begun.source.listed or not begun.data:
            return
        known = self._documents.get(hashlib.sha256(begun.data).hexdigest())
        if known is None:
            return
        text = self._store.disclosure(known.id).text
        for url in links_of(begun.data, begun.suffix, text, known.url or begun.source.url):
            if (urlsplit(url).hostname or "") in self._options.follow:
                yield Source(file_name(url), None, url=url, listed=True)

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
