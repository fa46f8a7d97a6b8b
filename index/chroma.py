"""The vector index: layers of passage vectors, each a Chroma collection. Only this file knows Chroma.

A layer is written once, checked, and never written again. While a collection is written, the process may die at any moment
and leave it unreadable (Chroma 1.5.9 with its default settings: 14 of 129 kills), so a layer counts only once it is whole. Its
`sync_threshold` is its size: Chroma then writes the graph once, after the last vector. A layer whose graph was never
written replays its log on every open: 8.2 s for 20,000 vectors of 256 numbers, against 0.04 s.

Layers are written through LlamaIndex's Chroma store, as nodes with their text, so that any program built with LlamaIndex reads
them too. That has a price, because each node is kept as JSON as well: with 5,000 passages, 1,230 inserts/s and 38 MB, against
3,680 inserts/s and 9 MB for the id, the vector and the fields of a filter alone. Searches ask Chroma itself: they need only ids.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from core.errors import SettingsError, StoreError
from core.records import Filter
from index.rows import StoredPassages

# How many neighbours the graph keeps in view while it is searched. With 20,000 passages of 384 numbers, 200 finds 0.957 of
# the true first 10 and 0.867 of the first 100; 800 finds 0.998 and 0.986, in about the same time.
_EF_SEARCH = 1_000
_BATCH = 4_000
# Opening a layer changes this file; damage to it is an error, where damage to the graph beside it can crash the process.
CHANGES_WHEN_READ = "chroma.sqlite3*"


_Found = tuple[str, str, float]  # passage id, document id, cosine


class VectorsDamaged(Exception):
    """A layer does not open or does not hold what it should; it is rebuilt from the catalogue."""


class VectorLayer:
    """An opened layer; several threads may search it at once."""

    def __init__(self, client: Any, name: str) -> None:
        self._collection = _translated(client.get_collection, name, embedding_function=None)
        self._count = int(_translated(self._collection.count))

    def __len__(self) -> int:
        return self._count

    def ids(self) -> list[str]:
        """The id of every passage in the layer."""
        return [str(id_) for id_ in _translated(self._collection.get, include=[])["ids"]]

    def search(self, vector: NDArray[np.float32], limit: int, where: Filter, dead: Collection[str] = ()) -> dict[str, float]:
        """The nearest `limit` passages with their cosine, best first, none of the `dead` documents; fewer only when no more fit."""
        asked = min(limit, self._count)
        while asked:
            found = self._nearest(vector, asked, where)
            if len(found) < asked:  # hardly more can fit, and of so few the graph may miss some
                found = self._scored(vector, where)
                asked = self._count
            live = {id_: score for id_, document, score in found if document not in dead}
            if len(live) >= limit or asked == self._count:
                return dict(list(live.items())[:limit])
            asked = min(4 * asked, self._count)
        return {}

    def _nearest(self, vector: NDArray[np.float32], asked: int, where: Filter) -> list[_Found]:
        """The nearest passages that the graph leads to, best first."""
        query = {"query_embeddings": vector.reshape(1, -1), "n_results": asked, "where": _condition(where)}
        answer = _translated(self._collection.query, include=["distances", "metadatas"], **query)
        rows = zip(answer["ids"][0], answer["metadatas"][0], answer["distances"][0], strict=True)
        return [(id_, fields["document_id"], 1.0 - float(distance)) for id_, fields, distance in rows]

    def _scored(self, vector: NDArray[np.float32], where: Filter) -> list[_Found]:
        """Every passage that the filter admits, best first."""
        answer = _translated(self._collection.get, where=_condition(where), include=["embeddings", "metadatas"])
        if not answer["ids"]:
            return []
        embeddings = np.asarray(answer["embeddings"], dtype=np.float32)
        lengths = np.linalg.norm(embeddings, axis=1) * np.linalg.norm(vector)
        scores = np.divide(embeddings @ vector, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        rows = zip(answer["ids"], answer["metadatas"], scores.tolist(), strict=True)
        return sorted(((id_, fields["document_id"], score) for id_, fields, score in rows), key=lambda found: -found[2])


class Chroma:
    """Where layers are kept: in folders of the store, or on the server that `url` names."""

    def __init__(self, url: str | None = None) -> None:
        """SettingsError when `url` is not an address."""
        self.url = url
        self._address = _address(url) if url else None
        self._server: Any = None

    def build(self, folder: Path, name: str, documents: Iterable[StoredPassages], count: int) -> None:
        """Write the layer `name` with the `count` passages of `documents`; in `folder` unless there is a server."""
        client = self._client(folder)
        try:
            hnsw = {"space": "cosine", "ef_search": _EF_SEARCH, "sync_threshold": max(count, 2), "batch_size": min(max(count, 2), 100)}
            collection = _translated(client.create_collection, name, embedding_function=None, configuration={"hnsw": hnsw})
            for batch in _batches(documents):
                _add(collection, batch, _translated(client.get_max_batch_size))
        finally:
            self._release(client)

    def open(self, folder: Path, name: str) -> VectorLayer:
        """The layer `name`; VectorsDamaged when it does not open, StoreError when the server is not reached."""
        client = self._client(folder)
        try:
            layer = VectorLayer(client, name)
        except (VectorsDamaged, StoreError):
            self._release(client)
            raise
        finalize(layer, self._release, client)
        return layer

    def drop(self, name: str) -> None:
        """Take a layer off the server; one in a folder goes with its folder."""
        if self._address is not None:
            with suppress(VectorsDamaged):  # it is not there any more
                _translated(self._client(Path()).delete_collection, name)

    def _client(self, folder: Path) -> Any:
        import chromadb  # here, because it takes most of a second and many commands do without

        settings = chromadb.config.Settings(anonymized_telemetry=False)
        if self._address is None:
            return _translated(chromadb.PersistentClient, str(folder.resolve()), settings=settings)
        if self._server is None:
            host, port, secure = self._address
            try:
                self._server = chromadb.HttpClient(host, port, ssl=secure, settings=settings)
            except ValueError as error:
                raise _unreachable(self.url) from error
        return self._server

    def _release(self, client: Any) -> None:
        """Close the client of a folder; the one of a server is kept, because closing it leaves its connections open."""
        if self._address is None:
            client.close()


def _batches(documents: Iterable[StoredPassages]) -> Iterator[list[StoredPassages]]:
    """Documents in groups of about `_BATCH` passages: Chroma takes long over each call, and hardly longer over a large one."""
    batch: list[StoredPassages] = []
    for stored in documents:
        batch.append(stored)
        if sum(len(item.ids) for item in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _add(collection: Any, batch: Sequence[StoredPassages], most: int) -> None:
    """Add the passages of a batch as nodes, at most so many in a call."""
    from llama_index.vector_stores.chroma import ChromaVectorStore  # here, because it takes long and only writing needs it

    vectors = ChromaVectorStore(chroma_collection=collection)
    nodes = [node for stored in batch for node in _nodes(stored)]
    for start in range(0, len(nodes), most):
        _translated(vectors.add, nodes[start : start + most])


def _nodes(stored: StoredPassages) -> list[Any]:
    """The passages of a document as LlamaIndex nodes, which the vector store files under `document_id` by their source."""
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    document = stored.document
    source = {NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document.id)}
    fields = {"file": document.file, "publisher": document.publisher, "published": document.published}
    rows = zip(stored.ids, stored.texts, stored.embeddings.tolist(), strict=True)
    return [TextNode(id_=id_, text=text, embedding=vector, metadata=fields, relationships=source) for id_, text, vector in rows]


def _condition(where: Filter) -> dict[str, Any] | None:
    """A filter in Chroma's terms; days are numbers like 20230131, 0 for none, which meets no bound."""
    parts: list[dict[str, Any]] = []
    if where.file:
        parts.append({"file": {"$in": list(where.file)}})
    if where.publisher:
        parts.append({"publisher": {"$in": list(where.publisher)}})
    if where.published_from or where.published_to:
        parts.append({"published": {"$gte": int(f"{where.published_from:%Y%m%d}") if where.published_from else 1}})
    if where.published_to:
        parts.append({"published": {"$lte": int(f"{where.published_to:%Y%m%d}")}})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"$and": parts}


def _translated(call: Any, *arguments: Any, **options: Any) -> Any:
    """The result of a call to Chroma, its errors as ours."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        return call(*arguments, **options)
    except (ChromaError, ValueError) as error:
        raise VectorsDamaged(str(error)) from error
    except httpx.HTTPError as error:
        raise _unreachable(None) from error


def _unreachable(url: str | None) -> StoreError:
    at = f" at {url}" if url else ""
    return StoreError(
        f"The Chroma server{at} is not reached; start it, correct TENKYO_CHROMA_URL, or unset it to keep vectors in the store."
    )


def _address(url: str) -> tuple[str, int, bool]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("http", "https") or not parts.hostname or port == -1:
        raise SettingsError(f"TENKYO_CHROMA_URL is {url!r}; write it as http://host:8000.")
    return parts.hostname, port or (443 if parts.scheme == "https" else 80), parts.scheme == "https"
