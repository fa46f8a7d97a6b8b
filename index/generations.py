"""Generations: both indexes, built aside from the catalogue, checked against it, and made current by one rename.

`store/generations/<n>/` holds the word index whole (`tantivy/`), the vectors that are new in it (`chroma/`), and a manifest that
names the layers of vectors that count, its own and those of earlier generations. Nothing that a manifest names is ever
written again. `store/current` holds the number of the generation in use.

Layers are merged as they come: a new one takes in each earlier one that is not more than twice its size, so that a
store of n passages has about log n layers and writes each passage about log n times.
"""

import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from core.errors import StoreError
from core.records import Filter
from index import lexical
from index.catalogue import Catalogue, CatalogueState
from index.chroma import Chroma, VectorsDamaged
from index.lexical import WordIndex, WordIndexDamaged
from index.lock import UseMark, is_unused
from index.manifest import (
    VECTORS,
    WORDS,
    Held,
    IndexDamaged,
    Layer,
    Manifest,
    compare_vectors,
    compare_words,
    vector_files,
    word_files,
)
from index.rows import StoredDocument
from index.serialisation import from_json, to_json

POINTER = "current"
FOLDER = "generations"
_MANIFEST = "manifest.json"
_MERGE_UP_TO = 2  # a new layer takes in earlier ones of up to this many times its size
_REWRITE_WHEN_DEAD = 0.25  # and any layer of whose passages this part has been removed


class Snapshot:
    """An opened generation. It stays whole for as long as somebody holds it, whatever the writer does."""

    def __init__(self, root: Path, manifest: Manifest, vectors: Chroma) -> None:
        """Open the generation; IndexDamaged when a part of it is not as it was written."""
        self.manifest = manifest
        for number in {manifest.number, *(layer.generation for layer in manifest.layers)}:
            finalize(self, UseMark(root / str(number)).release)
        compare_words(root, manifest)
        for layer in manifest.layers:
            compare_vectors(root, layer)
        try:
            self._words = WordIndex(root / str(manifest.number) / WORDS)
            self._layers = [(layer, vectors.open(root / str(layer.generation) / VECTORS, layer.collection)) for layer in manifest.layers]
        except (WordIndexDamaged, VectorsDamaged) as error:
            raise IndexDamaged(str(error)) from error
        if len(self._words) != manifest.passages or any(len(opened) != layer.size for layer, opened in self._layers):
            raise IndexDamaged(f"Generation {manifest.number} does not hold as many passages as were written.")

    def words(self, query: str, limit: int, documents: Collection[str] | None) -> dict[str, float]:
        """The best `limit` passages by their words, from `documents` where given."""
        return self._words.search(query, limit, documents)

    def vectors(self, vector: NDArray[np.float32], limit: int, where: Filter) -> dict[str, float]:
        """The nearest `limit` passages by their cosine, from the documents that `where` admits."""
        found: dict[str, float] = {}
        for layer, opened in self._layers:
            found.update(opened.search(vector, limit, where, self._dead[layer.collection]))
        best = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return dict(best[:limit])

    def word_ids(self) -> list[str]:
        """The id of every passage in the word index."""
        return self._words.ids()

    def vector_ids(self) -> list[str]:
        """The id of every passage in the layers, those of removed documents included."""
        return [id_ for _, opened in self._layers for id_ in opened.ids()]

    @cached_property
    def _dead(self) -> dict[str, frozenset[str]]:
        return {layer.collection: frozenset(held.id for held in layer.dead) for layer in self.manifest.layers}


class Generations:
    """The generations of a store."""

    def __init__(self, store: Path, vectors: Chroma) -> None:
        self._store = store
        self._root = store / FOLDER
        self._chroma = vectors

    def number(self) -> int | None:
        """The number of the current generation; None when there is none."""
        try:
            return int((self._store / POINTER).read_text())
        except (FileNotFoundError, ValueError):
            return None

    def manifest(self) -> Manifest | None:
        """The manifest of the current generation; None when there is none that reads."""
        number = self.number()
        try:
            return None if number is None else from_json(Manifest, (self._root / str(number) / _MANIFEST).read_bytes())
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return None

    def open(self) -> Snapshot | None:
        """The current generation; None when there is none, IndexDamaged when it is not as it was written."""
        while True:
            manifest = self.manifest()
            if manifest is None:
                return None
            try:
                return Snapshot(self._root, manifest, self._chroma)
            except (FileNotFoundError, IndexDamaged) as error:
                if self.number() == manifest.number:  # not merely overtaken by the next generation
                    raise IndexDamaged(f"Generation {manifest.number} does not open: {error}") from error

    def build(self, catalogue: Catalogue, state: CatalogueState, *, afresh: bool = False) -> Manifest:
        """Write a generation that shows the catalogue, check it, and make it current. The caller holds the writer's lock.

        Takes over what the current generation holds, unless `afresh`. Raises StoreError when the result does not agree with the catalogue.
        """
        current = None if afresh else self.manifest()
        if current and (current.store_id, current.model, current.home) != (state.store_id, state.model, self._home):
            current = None
        documents = catalogue.stored()
        number = 1 + max((int(folder.name) for folder in self._folders()), default=0)
        try:
            manifest = self._write(number, catalogue, state, documents, current)
            self._verify(manifest, catalogue)
        except (VectorsDamaged, WordIndexDamaged, IndexDamaged) as error:
            shutil.rmtree(self._root / str(number), ignore_errors=True)
            if current is not None:
                return self.build(catalogue, state, afresh=True)
            raise StoreError(f"The indexes of {self._store} cannot be written: {error}. Check the disk's free space.") from error
        _sync_tree(self._root / str(number))
        self._point_to(number)
        self._clean(manifest)
        return manifest

    def _write(
        self, number: int, catalogue: Catalogue, state: CatalogueState, documents: list[StoredDocument], current: Manifest | None
    ) -> Manifest:
        folder = self._root / str(number)
        folder.mkdir(parents=True)
        self._write_words(folder, catalogue, documents, current)
        kept, pending = _plan(documents, current)
        layers = list(kept)
        if pending:
            layers.append(self._write_layer(number, catalogue, state, pending))
        words = word_files(folder)
        manifest = Manifest(number, state.store_id, state.change, state.model, self._home, words, tuple(layers))
        (folder / _MANIFEST).write_text(to_json(manifest))
        return manifest

    def _write_words(self, folder: Path, catalogue: Catalogue, documents: list[StoredDocument], current: Manifest | None) -> None:
        before = current.documents if current else set()
        live = {(document.id, document.revision) for document in documents}
        added = [document for document in documents if (document.id, document.revision) not in before]
        passages = (
            (id_, stored.document.id, text)
            for stored in catalogue.embedded(added)
            for id_, text in zip(stored.ids, stored.texts, strict=True)
        )
        if current:
            compare_words(self._root, current)
        base = self._root / str(current.number) / WORDS if current else None
        lexical.build(folder / WORDS, passages, base=base, without=[id_ for id_, revision in before - live])

    def _write_layer(self, number: int, catalogue: Catalogue, state: CatalogueState, pending: list[StoredDocument]) -> Layer:
        folder = self._root / str(number) / VECTORS
        collection = f"tenkyo-{state.store_id}-{secrets.token_hex(6)}"
        count = sum(document.passages for document in pending)
        self._chroma.build(folder, collection, catalogue.embedded(pending), count)
        documents = tuple(Held(document.id, document.revision, document.passages) for document in pending)
        return Layer(number, collection, documents, (), vector_files(folder.parent))

    def _verify(self, manifest: Manifest, catalogue: Catalogue) -> None:
        """Compare both indexes with the catalogue, by exact ids."""
        found = disagreements(Snapshot(self._root, manifest, self._chroma), catalogue)
        if found:
            raise IndexDamaged(" ".join(found))

    def _point_to(self, number: int) -> None:
        beside = self._store / f"{POINTER}.new"
        beside.write_text(f"{number}\n")
        _sync(beside)
        beside.replace(self._store / POINTER)
        _sync(self._store)

    def _clean(self, manifest: Manifest) -> None:
        """Remove the generations that neither the current one nor a reader needs."""
        needed = {manifest.number, *(layer.generation for layer in manifest.layers)}
        for folder in self._folders():
            if int(folder.name) not in needed and is_unused(folder):
                self._drop_layers(folder)
                shutil.rmtree(folder, ignore_errors=True)

    def _drop_layers(self, folder: Path) -> None:
        try:
            manifest = from_json(Manifest, (folder / _MANIFEST).read_bytes())
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return
        for layer in manifest.layers:
            if layer.generation == manifest.number:
                self._chroma.drop(layer.collection)

    def _folders(self) -> Iterator[Path]:
        return (folder for folder in self._root.glob("*") if folder.name.isdigit()) if self._root.is_dir() else iter(())

    @property
    def _home(self) -> str:
        return self._chroma.url or ""


def disagreements(snapshot: Snapshot, catalogue: Catalogue) -> list[str]:
    """How the indexes differ from the catalogue in their ids, a sentence each; none when they agree."""
    expected = catalogue.passage_ids()
    dead = sum(held.passages for layer in snapshot.manifest.layers for held in layer.dead)
    found: list[str] = []
    for name, ids, extra in (("word index", snapshot.word_ids(), 0), ("vector index", snapshot.vector_ids(), dead)):
        missing = len(set(expected).difference(ids))
        if missing:
            found.append(f"The {name} lacks {missing} of {len(expected)} passages.")
        if len(ids) != len(expected) + extra:
            found.append(f"The {name} holds {len(ids)} passages where {len(expected) + extra} are due.")
    return found


def _plan(documents: list[StoredDocument], current: Manifest | None) -> tuple[list[Layer], list[StoredDocument]]:
    """The layers to keep, with what is dead in them, and the documents to write into a new one."""
    live = {(document.id, document.revision): document for document in documents}
    waiting = dict(live)
    kept: list[Layer] = []
    for layer in current.layers if current else ():
        marked = replace(layer, dead=tuple(held for held in layer.documents if (held.id, held.revision) not in live))
        if sum(held.passages for held in marked.dead) <= _REWRITE_WHEN_DEAD * marked.size:
            kept.append(marked)
            for held in marked.live:
                waiting.pop((held.id, held.revision), None)
    while waiting and kept and kept[-1].size <= _MERGE_UP_TO * sum(document.passages for document in waiting.values()):
        waiting.update({(held.id, held.revision): live[held.id, held.revision] for held in kept.pop().live})
    pending = [document for document in waiting.values() if document.passages]
    return kept, pending


def _sync_tree(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder, folder.parent]:
        _sync(path)


def _sync(path: Path) -> None:
    """Have the operating system write a file or folder to the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
