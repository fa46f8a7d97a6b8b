"""Indexes are built aside, checked against the catalogue, and made current in one step."""

import shutil
from pathlib import Path

import pytest

from core.records import Disclosure, Filter
from index.catalogue import Catalogue
from index.chroma import Chroma
from index.generations import FOLDER, POINTER, Generations, Snapshot, disagreements
from index.manifest import IndexDamaged, Manifest
from tests.index_documents import LetterEmbedder, disclosure, reading

EMBEDDER = LetterEmbedder()


class Shelf:
    """A catalogue and its generations, filled by hand."""

    def __init__(self, store: Path) -> None:
        self.catalogue = Catalogue(store)
        self.catalogue.create(EMBEDDER.name, EMBEDDER.dimension)
        self.generations = Generations(store, Chroma())
        self.root = store / FOLDER

    def put(self, *documents: Disclosure) -> None:
        for document in documents:
            with self.catalogue.change() as change:
                change.remove(document.id)
                change.add(document, reading(document), EMBEDDER.passages([passage.text for passage in document.passages]))

    def remove(self, *documents: Disclosure) -> None:
        with self.catalogue.change() as change:
            for document in documents:
                change.remove(document.id)

    def build(self, *, afresh: bool = False) -> Manifest:
        state = self.catalogue.state()
        assert state is not None
        return self.generations.build(self.catalogue, state, afresh=afresh)

    def open(self) -> Snapshot:
        snapshot = self.generations.open()
        assert snapshot is not None
        return snapshot


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def many(name: str, passages: int) -> Disclosure:
    return disclosure(f"{name}.txt", *(f"{name}の{number}番目の記載" for number in range(passages)))


def test_a_generation_holds_what_the_catalogue_holds(shelf: Shelf) -> None:
    shelf.put(many("甲", 5), many("乙", 7))
    shelf.build()

    assert disagreements(shelf.open(), shelf.catalogue) == []
    assert shelf.open().manifest.passages == 12


def test_a_catalogue_without_passages_has_a_generation_that_finds_nothing(shelf: Shelf) -> None:
    shelf.build()

    assert shelf.open().words("記載", 5, None) == {}
    assert shelf.open().vectors(EMBEDDER.queries(["記載"])[0], 5, Filter()) == {}


def test_a_small_addition_writes_only_itself(shelf: Shelf) -> None:
    shelf.put(many("大", 40))
    first = shelf.build()
    shelf.put(many("小", 3))
    second = shelf.build()

    assert [layer.size for layer in second.layers] == [40, 3]
    assert second.layers[0] == first.layers[0]
    assert disagreements(shelf.open(), shelf.catalogue) == []


def test_additions_of_like_size_are_merged_so_that_layers_stay_few(shelf: Shelf) -> None:
    for number in range(12):
        shelf.put(many(f"{number}回目", 5))
        shelf.build()

    assert len(shelf.open().manifest.layers) <= 4
    assert disagreements(shelf.open(), shelf.catalogue) == []


def test_a_removed_document_is_found_in_neither_index(shelf: Shelf) -> None:
    gone = many("削除", 4)
    shelf.put(many("大", 40), gone)
    shelf.build()
    shelf.remove(gone)
    shelf.build()
    snapshot = shelf.open()

    ids = {passage.id for passage in gone.passages}
    assert len(snapshot.manifest.layers) == 1
    assert not ids & set(snapshot.words("削除", 100, None))
    assert not ids & set(snapshot.vectors(EMBEDDER.queries(["削除の1番目の記載"])[0], 100, Filter()))
    assert disagreements(snapshot, shelf.catalogue) == []


def test_a_document_removed_and_put_back_is_there_once(shelf: Shelf) -> None:
    back = many("再掲", 4)
    shelf.put(many("大", 40), back)
    shelf.build()
    shelf.remove(back)
    shelf.put(back)
    shelf.build()

    found = shelf.open().vectors(EMBEDDER.queries(["再掲の1番目の記載"])[0], 100, Filter())
    assert len(found) == 44
    assert disagreements(shelf.open(), shelf.catalogue) == []


def test_a_layer_of_which_much_was_removed_is_written_again(shelf: Shelf) -> None:
    gone = many("削除", 20)
    shelf.put(many("大", 40), gone)
    shelf.build()
    shelf.remove(gone)

    assert [(layer.size, layer.dead) for layer in shelf.build().layers] == [(40, ())]


def test_vectors_of_several_layers_come_in_one_order(shelf: Shelf) -> None:
    shelf.put(many("大", 40))
    shelf.build()
    shelf.put(many("小", 3))
    shelf.build()
    scores = list(shelf.open().vectors(EMBEDDER.queries(["小の1番目の記載"])[0], 10, Filter()).values())

    assert scores == sorted(scores, reverse=True) and len(scores) == 10 and scores[0] == pytest.approx(1.0, abs=1e-3)


def test_a_reader_keeps_its_generation_while_the_next_ones_are_built(shelf: Shelf) -> None:
    shelf.put(many("甲", 5))
    shelf.build()
    reader = shelf.open()
    for number in range(3):
        shelf.put(many(f"{number}回目", 20))
        shelf.build()

    assert len(reader.words("記載", 100, None)) == 5
    assert len(reader.vectors(EMBEDDER.queries(["甲"])[0], 100, Filter())) == 5


def test_generations_that_nobody_reads_are_removed(shelf: Shelf) -> None:
    for number in range(4):
        shelf.put(many(f"{number}回目", 5))
        shelf.build(afresh=True)

    assert [folder.name for folder in shelf.root.iterdir()] == ["4"]


def test_what_a_killed_build_left_is_removed_by_the_next(shelf: Shelf, tmp_path: Path) -> None:
    (shelf.root / "7" / "chroma").mkdir(parents=True)
    (tmp_path / f"{POINTER}.new").write_text("7")
    shelf.put(many("甲", 5))
    shelf.build()

    assert [folder.name for folder in shelf.root.iterdir()] == ["8"]
    assert disagreements(shelf.open(), shelf.catalogue) == []


@pytest.mark.parametrize("file", ["data_level0.bin", "index_metadata.pickle", "chroma.sqlite3", "meta.json", "*.term", "*.store"])
def test_a_generation_with_a_damaged_file_is_not_opened(shelf: Shelf, file: str) -> None:
    shelf.put(many("甲", 5))
    shelf.build()
    [damaged] = shelf.root.rglob(file)
    damaged.write_bytes(damaged.read_bytes()[:7])

    with pytest.raises(IndexDamaged):
        shelf.generations.open()


@pytest.mark.parametrize("part", ["chroma", "tantivy"])
def test_a_generation_that_lost_a_folder_is_not_opened(shelf: Shelf, part: str) -> None:
    shelf.put(many("甲", 5))
    shelf.build()
    shutil.rmtree(shelf.root / "1" / part)

    with pytest.raises(IndexDamaged):
        shelf.generations.open()


def test_building_on_a_damaged_generation_builds_afresh(shelf: Shelf) -> None:
    shelf.put(many("甲", 5))
    shelf.build()
    shutil.rmtree(shelf.root / "1" / "tantivy")
    shelf.put(many("乙", 1))
    shelf.build()

    assert disagreements(shelf.open(), shelf.catalogue) == []


def test_indexes_of_another_store_are_not_taken_over(shelf: Shelf, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other")
    other.put(many("他", 5))
    other.build()
    shutil.copytree(other.root, shelf.root)
    shutil.copy(tmp_path / "other" / POINTER, tmp_path / POINTER)
    shelf.put(many("甲", 5))
    shelf.build()

    assert disagreements(shelf.open(), shelf.catalogue) == []
