"""The catalogue holds documents whole, and changes in one step or not at all."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.errors import SettingsError, StoreDamaged, StoreMismatch
from core.records import BlockKind, Box, Passage
from index.catalogue import CATALOGUE_FILE, Catalogue
from tests.index_documents import LetterEmbedder, disclosure, reading

EMBEDDER = LetterEmbedder()


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    created = Catalogue(tmp_path)
    created.create(EMBEDDER.name, EMBEDDER.dimension)
    return created


def put(catalogue: Catalogue, *documents) -> None:  # type: ignore[no-untyped-def]
    for document in documents:
        with catalogue.change() as change:
            change.add(document, reading(document), EMBEDDER.passages([passage.text for passage in document.passages]))


def test_one_that_does_not_exist_reads_as_empty_and_leaves_no_trace(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "store")

    assert (catalogue.state(), catalogue.documents(), catalogue.passages(["a"]), catalogue.passage_ids()) == (None, [], [], [])
    assert not (tmp_path / "store").exists()


def test_a_document_comes_back_with_all_that_was_read_from_it(catalogue: Catalogue) -> None:
    document = disclosure("a.txt", "公表", "端末は36台です。", publisher="架空電力")
    put(catalogue, document)

    assert catalogue.disclosure(document.id) == document
    assert catalogue.passages([passage.id for passage in document.passages]) == list(document.passages)
    assert tuple(catalogue.facts([document.id])[document.id]) == reading(document).facts
    assert tuple(catalogue.names([document.id])[document.id]) == reading(document).names


def test_a_passage_keeps_its_boxes(catalogue: Catalogue) -> None:
    document = disclosure("a.txt", "公表")
    passage = Passage(
        "boxed", document.id, 0, "公表", 0, 2, BlockKind.TITLE, 0, section="一 > 二", page=1, boxes=(Box(1, 0.0, 1.5, 2.0, 3.0),)
    )
    with catalogue.change() as change:
        stored = type(document)(document.id, "a.txt", "text/plain", "公表", document.pages, (), (passage,))
        change.add(stored, reading(stored), EMBEDDER.passages(["公表"]))

    assert catalogue.passages(["boxed"]) == [passage]


def test_embeddings_come_back_within_half_precision(catalogue: Catalogue) -> None:
    document = disclosure("a.txt", "公表", "端末は36台です。")
    put(catalogue, document)
    [stored] = catalogue.embedded(catalogue.stored())

    assert stored.texts == ("公表", "端末は36台です。")
    assert np.allclose(stored.embeddings, EMBEDDER.passages(stored.texts), atol=1e-3)


def test_passages_come_in_the_order_asked_for_without_those_that_are_not_there(catalogue: Catalogue) -> None:
    document = disclosure("a.txt", "一", "二", "三")
    put(catalogue, document)
    ids = [passage.id for passage in document.passages]

    assert [passage.id for passage in catalogue.passages([ids[2], "none", ids[0]])] == [ids[2], ids[0]]


def test_a_change_that_raises_leaves_nothing_behind(catalogue: Catalogue) -> None:
    document = disclosure("a.txt", "公表")
    version = catalogue.state()
    with pytest.raises(RuntimeError), catalogue.change() as change:
        change.add(document, reading(document), EMBEDDER.passages(["公表"]))
        raise RuntimeError("the power went")

    assert catalogue.documents() == [] and catalogue.passage_ids() == [] and catalogue.state() == version


def test_every_change_gives_another_version(catalogue: Catalogue) -> None:
    versions = set()
    for number in range(3):
        put(catalogue, disclosure(f"{number}.txt", f"公表{number}"))
        state = catalogue.state()
        assert state is not None
        versions.add(state.version)

    assert len(versions) == 3


def test_removing_a_document_takes_its_passages_facts_and_names_along(catalogue: Catalogue) -> None:
    document = disclosure("a.txt", "公表")
    put(catalogue, document)
    with catalogue.change() as change:
        assert change.remove(document.id)
        assert not change.remove(document.id)

    assert catalogue.passage_ids() == [] and catalogue.facts([document.id]) == {document.id: []} and catalogue.problems() == []


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE_FILE).write_bytes(b"this is no database, and long enough to be read as one" * 100)

    with pytest.raises(StoreDamaged, match="Restore it from a copy"):
        Catalogue(tmp_path).state()


def test_one_of_a_newer_version_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / CATALOGUE_FILE) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()

    with pytest.raises(StoreMismatch, match="newer version"):
        catalogue.state()


def test_a_missing_passage_is_found_by_the_check(catalogue: Catalogue, tmp_path: Path) -> None:
    put(catalogue, disclosure("a.txt", "一", "二"))
    with sqlite3.connect(tmp_path / CATALOGUE_FILE) as connection:
        connection.execute("DELETE FROM passages WHERE ordinal = 1")
    connection.close()

    assert [problem for problem in catalogue.problems() if problem.startswith("a.txt: the catalogue lacks")]


@pytest.mark.parametrize("url", ["not a url", "nonsense://host/name"])
def test_a_database_url_that_cannot_be_used_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="TENKYO_DATABASE_URL"):
        Catalogue(tmp_path, url)


def test_a_document_that_does_not_fit_is_refused_and_leaves_the_rest_alone(catalogue: Catalogue) -> None:
    put(catalogue, disclosure("a.txt", "公表"))
    twice = disclosure("b.txt", "別の公表")
    twice = replace(twice, passages=twice.passages * 2)

    with pytest.raises(ValueError, match="does not fit"):
        put(catalogue, twice)
    assert [document.file for document in catalogue.documents()] == ["a.txt"]
