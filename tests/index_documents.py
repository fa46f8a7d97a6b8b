"""Small disclosures and a tiny embedding model for the tests of the index."""

import hashlib
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from core.records import BlockKind, Disclosure, Fact, FactSource, Name, NameKind, Page, Passage, Reading, Span, Value, ValueKind


class LetterEmbedder:
    """Places a text by its letters: texts that share letters are near. No training, no files, the same on every machine."""

    def __init__(self, name: str = "letters:1", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for letter in text:
                vectors[row, ord(letter) * 31 % self.dimension] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(lengths, 1e-9)
        return vectors


def disclosure(file: str, *lines: str, publisher: str | None = None, published: date | None = None) -> Disclosure:
    """A disclosure of one page with a passage for each line."""
    text = "\n".join(lines)
    id_ = hashlib.sha256(text.encode()).hexdigest()
    passages = []
    start = 0
    for number, line in enumerate(lines):
        passages.append(Passage(f"{id_[:16]}:{number}", id_, number, line, start, start + len(line), BlockKind.PARAGRAPH, number, page=1))
        start += len(line) + 1
    page = Page(1, 0, len(text))
    return Disclosure(
        id_,
        file,
        "text/plain",
        text,
        (page,),
        (),
        tuple(passages),
        title=lines[0] if lines else None,
        publisher=publisher,
        published=published,
    )


def reading(document: Disclosure) -> Reading:
    """A name and, for each passage, a fact that holds its text."""
    name = Name(document.id, NameKind.ORGANISATION, "架空電力", "架空電力", 0, 2)
    facts = [
        Fact(
            f"{passage.id}f",
            document.id,
            passage.id,
            FactSource.LINE,
            "本文",
            Value(ValueKind.TEXT, passage.text),
            Span(passage.start, passage.end),
        )
        for passage in document.passages
    ]
    return Reading((name,), tuple(facts))
