"""What a generation is made of, and whether its files still are as they were written."""

import zlib
from dataclasses import dataclass
from pathlib import Path

from index import chroma, lexical

WORDS = "tantivy"
VECTORS = "chroma"
_READ_AT_ONCE = 1 << 22


class IndexDamaged(Exception):
    """A generation does not open or does not agree with itself; it is rebuilt from the catalogue."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document in a layer, as the change `revision` wrote it."""

    id: str
    revision: int
    passages: int


@dataclass(frozen=True, slots=True)
class FileSum:
    """A file of an index, with its size and checksum."""

    path: str
    sum: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A collection of vectors: the generation whose folder holds it, what was put in, and which of that no longer counts."""

    generation: int
    collection: str
    documents: tuple[Held, ...]
    dead: tuple[Held, ...] = ()
    files: tuple[FileSum, ...] = ()

    @property
    def live(self) -> tuple[Held, ...]:
        """The documents that still count."""
        dead = set(self.dead)
        return tuple(held for held in self.documents if held not in dead)

    @property
    def size(self) -> int:
        """How many passages were put in."""
        return sum(held.passages for held in self.documents)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of, and which state of which catalogue it shows."""

    number: int
    store_id: str
    change: int
    model: str
    home: str
    words: tuple[FileSum, ...] = ()
    layers: tuple[Layer, ...] = ()

    @property
    def documents(self) -> set[tuple[str, int]]:
        """Every document in it, with its revision."""
        return {(held.id, held.revision) for layer in self.layers for held in layer.live}

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        return sum(held.passages for layer in self.layers for held in layer.live)


def compare_words(root: Path, manifest: Manifest) -> None:
    """Raise IndexDamaged when the word index of a generation is not as it was written."""
    if word_files(root / str(manifest.number)) != manifest.words:
        raise IndexDamaged(f"The words of generation {manifest.number} are not as they were written.")


def compare_vectors(root: Path, layer: Layer) -> None:
    """Raise IndexDamaged when a layer is not as it was written."""
    if vector_files(root / str(layer.generation)) != layer.files:
        raise IndexDamaged(f"The vectors of generation {layer.generation} are not as they were written.")


def word_files(generation: Path) -> tuple[FileSum, ...]:
    """The files of the word index in a generation's folder."""
    return _sums(generation / WORDS, lexical.CHANGES_WHEN_READ)


def vector_files(generation: Path) -> tuple[FileSum, ...]:
    """The files of the vectors in a generation's folder; none where they are on a server."""
    return _sums(generation / VECTORS, chroma.CHANGES_WHEN_READ)


def _sums(folder: Path, omitted: str) -> tuple[FileSum, ...]:
    """Size and checksum of the files in a folder.

    A damaged index can crash the process that opens it, so its files are compared with what was written before they are opened.
    """
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.match(omitted))
    return tuple(FileSum(file.relative_to(folder).as_posix(), f"{file.stat().st_size}:{_checksum(file):08x}") for file in files)


def _checksum(file: Path) -> int:
    checksum = 0
    with file.open("rb") as stream:
        while part := stream.read(_READ_AT_ONCE):
            checksum = zlib.crc32(part, checksum)
    return checksum
