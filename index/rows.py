"""Records as rows of the catalogue's tables, and rows as what the indexes need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.records import BlockKind, Box, Disclosure, Fact, Name, Passage, Reading
from index.serialisation import from_json, pack, to_json


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the indexes need it: `published` like 20230131, 0 for no date; `revision` the change that wrote it."""

    id: str
    file: str
    publisher: str
    published: int
    passages: int
    revision: int


@dataclass(frozen=True, slots=True)
class StoredPassages:
    """The passages of one document, in order, with their embeddings, shape (passages, dimension)."""

    document: StoredDocument
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    embeddings: NDArray[np.float32]


def stored_document(row: Any) -> StoredDocument:
    """The document of a row of `documents`."""
    published = int(f"{row.published:%Y%m%d}") if row.published else 0
    return StoredDocument(row.id, row.file, row.publisher or "", published, row.passages, row.revision)


def stored_passages(document: StoredDocument, rows: Sequence[Any]) -> StoredPassages:
    """The passages of rows of `passages` that are all of one document."""
    vectors = np.frombuffer(b"".join(row.embedding for row in rows), dtype=np.float16).astype(np.float32)
    shape = (len(rows), -1) if rows else (0, 0)
    return StoredPassages(document, tuple(row.id for row in rows), tuple(row.text for row in rows), vectors.reshape(shape))


def document_row(disclosure: Disclosure, reading: Reading, revision: int) -> dict[str, Any]:
    """A row of `documents`."""
    return {
        "id": disclosure.id,
        "file": disclosure.file,
        "record": pack(disclosure),
        "title": disclosure.title,
        "publisher": disclosure.publisher,
        "published": disclosure.published,
        "url": disclosure.url,
        "media_type": disclosure.media_type,
        "pages": len(disclosure.pages),
        "passages": len(disclosure.passages),
        "facts": len(reading.facts),
        "tables": sum(block.kind is BlockKind.TABLE for block in disclosure.blocks),
        "revision": revision,
        "added": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def passage_row(passage: Passage, vector: NDArray[np.float32]) -> dict[str, Any]:
    """A row of `passages`, with the embedding as float16."""
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "ordinal": passage.ordinal,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "kind": str(passage.kind),
        "block": passage.block,
        "section": passage.section,
        "page": passage.page,
        "boxes": to_json(passage.boxes),
        "embedding": vector.astype(np.float16).tobytes(),
    }


def passage_of(row: Any) -> Passage:
    """The passage of a row of `passages`."""
    return Passage(
        id=row.id,
        document_id=row.document_id,
        ordinal=row.ordinal,
        text=row.text,
        start=row.start,
        end=row.end,
        kind=BlockKind(row.kind),
        block=row.block,
        section=row.section,
        page=row.page,
        boxes=from_json(tuple[Box, ...], row.boxes) if row.boxes != "[]" else (),
    )


def fact_row(fact: Fact) -> dict[str, Any]:
    """A row of `facts`."""
    key = fact.attribute_key
    return {"document_id": fact.document_id, "id": fact.id, "attribute": fact.attribute, "attribute_key": key, "record": to_json(fact)}


def name_row(name: Name) -> dict[str, Any]:
    """A row of `names`."""
    return {"document_id": name.document_id, "kind": str(name.kind), "canonical": name.canonical, "record": to_json(name)}
