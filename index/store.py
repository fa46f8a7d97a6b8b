"""The store: what a disclosure becomes once it is in, and how it is found again.

Readers see the catalogue as it is at the moment, and the indexes of the newest generation; a `Writer` commits a document
at a time and brings the indexes up to date when it finishes. Indexes that are behind the catalogue or damaged are
rebuilt by the next reader, unless a writer is at work.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.errors import StoreBusy, StoreError, StoreMismatch
from core.records import Disclosure, DocumentInfo, Fact, Filter, Hit, Name, Passage, Reading, Visit
from core.settings import Settings
from index.catalogue import SCHEMA_VERSION, Catalogue, CatalogueState, Change
from index.chroma import Chroma
from index.fusion import CANDIDATES, fuse
from index.generations import Generations, Snapshot, disagreements
from index.lock import WriterLock
from index.manifest import IndexDamaged, Manifest

if TYPE_CHECKING:  # the embedder takes a quarter of a second to import, and many commands do without
    from index.embedder import Embedder

EVERYTHING = Filter()
_REBUILD = "python -m index rebuild"
_DISCLOSURES_HELD = 64
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What is in a store, and whether its indexes show it. `model` and `generation` are None while there is none."""

    place: str
    documents: int
    passages: int
    facts: int
    version: str
    model: str | None
    generation: int | None
    layers: int
    up_to_date: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """The documents of one version, with the change that wrote each."""

    version: str
    documents: tuple[DocumentInfo, ...]
    revisions: dict[str, int]


class Store:
    """Catalogue and indexes of one store folder. Safe to use from several threads."""

    def __init__(self, settings: Settings, embedder: "Embedder | None" = None) -> None:
        self._settings = settings
        self._embedder = embedder
        self._catalogue = Catalogue(settings.store, settings.database_url)
        self._generations = Generations(settings.store, Chroma(settings.chroma_url))
        self._snapshot: Snapshot | None = None
        self._seen = _Seen("", (), {})
        self._facts: dict[tuple[str, int], list[Fact]] = {}
        self._names: dict[tuple[str, int], list[Name]] = {}
        self._disclosures: dict[tuple[str, int | None], Disclosure] = {}
        self._lock = RLock()

    @classmethod
    def open(cls, settings: Settings, *, embedder: "Embedder | None" = None) -> "Store":
        """The store that `settings` name; one that does not exist reads as empty and is created by its first writer.

        A store of an older version is rebuilt from its catalogue first. `embedder` takes the place of the model that
        the settings name. Raises StoreMismatch for a store of a newer version, StoreDamaged when the catalogue does not open.
        """
        store = cls(settings, embedder)
        state = store._catalogue.state()
        if state is not None and state.schema < SCHEMA_VERSION:
            store.rebuild()
        return store

    def close(self) -> None:
        """Let go of the indexes and of the database."""
        self._snapshot = None
        self._catalogue.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The store's folder."""
        return self._settings.store

    @property
    def embedder(self) -> "Embedder":
        """The embedding model, loaded when it is first needed."""
        with self._lock:
            if self._embedder is None:
                from index.embedder import load_embedder

                self._embedder = load_embedder(self._settings)
            return self._embedder

    @property
    def version(self) -> str:
        """The index version: different after every committed change; "empty" for a store that does not exist yet."""
        state = self._catalogue.state()
        return state.version if state else "empty"

    def documents(self, filter: Filter = EVERYTHING) -> list[DocumentInfo]:
        """The documents that the filter admits, by file name."""
        return [document for document in self._current().documents if filter.admits(document)]

    def disclosure(self, document_id: str) -> Disclosure:
        """The whole record of a document; StoreError when it is not in the store."""
        revision = self._current().revisions.get(document_id)
        with self._lock:
            found = self._disclosures.pop((document_id, revision), None) or self._catalogue.disclosure(document_id)
            if found is None:
                raise StoreError(f"No document {document_id[:12]} is in the store {self.path}; it may have been removed.")
            self._disclosures[document_id, revision] = found  # last in the order, so that the longest unused goes first
            if len(self._disclosures) > _DISCLOSURES_HELD:
                del self._disclosures[next(iter(self._disclosures))]
        return found

    def text(self, document_id: str) -> str:
        """The extracted text of a document, that every quote is cut from; StoreError when it is not in the store."""
        return self.disclosure(document_id).text

    def visit(self, url: str) -> Visit | None:
        """What a server last said of an address that a document was read from; None where none was."""
        return self._catalogue.visit(url)

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in this order; ids that are not there are left out."""
        return self._catalogue.passages(ids)

    def embeddings(self, document_id: str) -> NDArray[np.float32]:
        """The stored embeddings of a document's passages, in their order, shape (passages, dimension)."""
        [document] = [document for document in self._catalogue.stored() if document.id == document_id]
        [stored] = self._catalogue.embedded([document])
        return stored.embeddings

    def facts(self, document_ids: Sequence[str] | None = None) -> list[Fact]:
        """The facts of these documents, or of all, document by document in the order of the texts."""
        return self._held(self._facts, self._catalogue.facts, document_ids)

    def names(self, document_ids: Sequence[str] | None = None) -> list[Name]:
        """The names in these documents, or in all, document by document in the order of the texts."""
        return self._held(self._names, self._catalogue.names, document_ids)

    def search(self, query: str, *, limit: int = 20, filter: Filter = EVERYTHING) -> list[Hit]:
        """The passages that are nearest to the query by words and by meaning, best first, from the documents that the filter admits.

        Raises StoreMismatch when the store was made with another embedding model.
        """
        admitted = None if filter.empty else [document.id for document in self.documents(filter)]
        snapshot = self._opened()
        if snapshot is None or admitted == [] or not query.strip():
            return []
        depth = max(CANDIDATES, limit)
        words = snapshot.words(query, depth, admitted)
        vector = self.embedder.queries([query])[0]
        vectors = snapshot.vectors(vector, depth, filter) if vector.any() else {}
        fused = dict(fuse(words, vectors))
        found = self._catalogue.passages(list(fused)[: 2 * limit])
        return [Hit(passage, fused[passage.id], words.get(passage.id), vectors.get(passage.id)) for passage in found[:limit]]

    def writer(self) -> "Writer":
        """A writer, to be used in a `with` block. StoreBusy at once when another one is at work; StoreMismatch when the
        store was made with another embedding model."""
        lock = WriterLock(self.path)
        try:
            self._catalogue.create(self.embedder.name, self.embedder.dimension)
            self._require_model(self._catalogue.state())
        except BaseException:
            lock.release()
            raise
        return Writer(self, lock)

    def check(self) -> list[str]:
        """What is wrong with the store, a sentence each; none when all is well. Both indexes are compared with the catalogue id by id."""
        state = self._catalogue.state()
        if state is None:
            return []
        found = self._catalogue.problems()
        try:
            snapshot = self._generations.open()
        except IndexDamaged as error:
            return [*found, f"{error} It is rebuilt at the next question, or now by: {_REBUILD}"]
        if snapshot is None:
            missing = f"There are no indexes; they are built at the next question, or now by: {_REBUILD}"
            return [*found, missing] if _is_behind(None, state) else found
        if _is_behind(snapshot.manifest, state):
            found.append(f"The indexes are behind the catalogue; they are brought up to date at the next question, or now by: {_REBUILD}")
        return found + disagreements(snapshot, self._catalogue)

    def rebuild(self) -> None:
        """Read the facts of every stored document again, embed it with the present model, and build the indexes afresh.

        Raises StoreBusy while a writer is at work.
        """
        with WriterLock(self.path), self._lock:
            if self._catalogue.exists():
                with self._catalogue.change() as change:
                    for disclosure in change.restart(self.embedder.name, self.embedder.dimension):
                        self._put(change, disclosure, _read_facts(disclosure))
            state = self._catalogue.state()
            if state is not None:
                self._generations.build(self._catalogue, state, afresh=True)

    def status(self) -> StoreStatus:
        """What is in the store, and whether its indexes show it."""
        state, manifest, documents = self._catalogue.state(), self._generations.manifest(), self.documents()
        return StoreStatus(
            place=str(self.path),
            documents=len(documents),
            passages=sum(document.passages for document in documents),
            facts=sum(document.facts for document in documents),
            version=self.version,
            model=state.model if state else None,
            generation=manifest.number if manifest else None,
            layers=len(manifest.layers) if manifest else 0,
            up_to_date=state is None or not _is_behind(manifest, state),
        )

    def _current(self) -> _Seen:
        """The documents of the present version, read once for each version."""
        version = self.version
        with self._lock:
            if self._seen.version != version:
                revisions = {document.id: document.revision for document in self._catalogue.stored()}
                self._seen = _Seen(version, tuple(self._catalogue.documents()), revisions)
            return self._seen

    def _held(
        self,
        held: dict[tuple[str, int], list[Item]],
        load: Callable[[Sequence[str]], dict[str, list[Item]]],
        document_ids: Sequence[str] | None,
    ) -> list[Item]:
        """Records of documents out of `held`, those that are missing or outdated loaded first."""
        seen = self._current()
        wanted = [document.id for document in seen.documents] if document_ids is None else document_ids
        keys = [(id_, seen.revisions[id_]) for id_ in wanted if id_ in seen.revisions]
        with self._lock:
            for outdated in [key for key in held if seen.revisions.get(key[0]) != key[1]]:
                del held[outdated]
            missing = [key for key in keys if key not in held]
            if missing:
                loaded = load([id_ for id_, _ in missing])
                held.update({key: loaded[key[0]] for key in missing})
            return [item for key in keys for item in held[key]]

    def _opened(self) -> Snapshot | None:
        """The newest generation, brought up to date first where it is behind the catalogue and no writer is at work."""
        state = self._catalogue.state()
        if state is None:
            return None
        self._require_model(state)
        with self._lock:
            try:
                if self._snapshot is None or self._snapshot.manifest.number != self._generations.number():
                    self._snapshot = self._generations.open()
                if _is_behind(self._snapshot.manifest if self._snapshot else None, state):
                    self._bring_up_to_date()
            except IndexDamaged:
                self._snapshot = None
                self._bring_up_to_date(afresh=True)
            return self._snapshot

    def _bring_up_to_date(self, *, afresh: bool = False) -> None:
        try:
            lock = WriterLock(self.path)
        except StoreBusy:
            return  # the writer does it when it finishes; until then what is there is answered from
        with lock:
            state = self._catalogue.state()
            manifest = self._generations.manifest()
            if state is not None and (afresh or _is_behind(manifest, state)):
                self._generations.build(self._catalogue, state, afresh=afresh)
        self._snapshot = self._generations.open()

    def _require_model(self, state: CatalogueState | None) -> None:
        if state is not None and state.model != self.embedder.name:
            raise StoreMismatch(
                f"The store {self.path} was made with the embedding model {state.model}, and the present one is {self.embedder.name}. "
                f"Embed the store again with the present model: {_REBUILD} (or set TENKYO_EMBED_MODEL back, if you have changed it)."
            )

    def _put(self, change: Change, disclosure: Disclosure, reading: Reading) -> None:
        vectors = self.embedder.passages([passage.text for passage in disclosure.passages])
        change.add(disclosure, reading, vectors)


class Writer:
    """The one writer of a store. A document is stored once `add` returns, and found by search once the `with` block ends."""

    def __init__(self, store: Store, lock: WriterLock) -> None:
        self._store = store
        self._lock = lock

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            self._lock.release()

    def add(self, disclosure: Disclosure, reading: Reading, visit: Visit | None = None) -> None:
        """Store a document with what was read from it, in one transaction, in the place of an earlier one of the same file name.

        `visit` is what the server said of the address that it was read from.
        """
        vectors = self._store.embedder.passages([passage.text for passage in disclosure.passages])
        with self._store._catalogue.change() as change:
            change.remove_file(disclosure.file)
            change.remove(disclosure.id)
            change.add(disclosure, reading, vectors)
            if visit is not None:
                change.visited(visit, disclosure.id)

    def remove(self, document_id: str) -> bool:
        """Take a document out; False when it was not there."""
        with self._store._catalogue.change() as change:
            return change.remove(document_id)

    def finish(self) -> None:
        """Bring the indexes up to date with what has been committed; the block's end does it too."""
        store = self._store
        state, manifest = store._catalogue.state(), store._generations.manifest()
        if state is not None and _is_behind(manifest, state):
            store._generations.build(store._catalogue, state)


def _is_behind(manifest: Manifest | None, state: CatalogueState) -> bool:
    """True when the catalogue was changed after the generation was built; one never written to needs none."""
    return manifest.change != state.change if manifest else state.change > 0


def _read_facts(disclosure: Disclosure) -> Reading:
    from facts import read  # here, because reading rules are needed for a rebuild only

    return read(disclosure)
