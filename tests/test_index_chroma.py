"""Layers of vectors: near ones are found, filters are met, damage is seen before it can do harm."""

from datetime import date
from pathlib import Path

import chromadb
import numpy as np
import pytest
from llama_index.core.vector_stores.types import VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore

from core.errors import SettingsError, StoreError
from core.records import Filter
from index.chroma import CHANGES_WHEN_READ, Chroma, VectorLayer, VectorsDamaged
from index.rows import StoredDocument, StoredPassages

ALL = Filter()


def stored(name: str, count: int, *, publisher: str = "", published: int = 0, seed: int = 0) -> StoredPassages:
    vectors = np.random.default_rng(seed).standard_normal((count, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = tuple(f"{name}:{number}" for number in range(count))
    texts = tuple(f"text of {id_}" for id_ in ids)
    return StoredPassages(StoredDocument(name, f"{name}.txt", publisher, published, count, 1), ids, texts, vectors)


DOCUMENTS = [
    stored("a", 30, publisher="甲", published=20230120, seed=1),
    stored("b", 3, publisher="乙", published=20230328, seed=2),
    stored("c", 40, seed=3),
]


@pytest.fixture
def layer(tmp_path: Path) -> VectorLayer:
    Chroma().build(tmp_path / "layer", "test", DOCUMENTS, 73)
    return Chroma().open(tmp_path / "layer", "test")


def test_the_nearest_come_first_with_their_cosine(layer: VectorLayer) -> None:
    vector = DOCUMENTS[0].embeddings[7]
    found = layer.search(vector, 73, ALL)
    truth = {id_: float(row @ vector) for document in DOCUMENTS for id_, row in zip(document.ids, document.embeddings, strict=True)}

    assert next(iter(found)) == "a:7"
    assert found == pytest.approx(truth, abs=1e-5)


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (Filter(file=("b.txt",)), {"b"}),
        (Filter(file=("a.txt", "b.txt"), publisher=("甲",)), {"a"}),
        (Filter(published_from=date(2023, 1, 21)), {"b"}),
        (Filter(published_to=date(2023, 1, 20)), {"a"}),
        (Filter(published_from=date(2023, 1, 20), published_to=date(2023, 3, 28)), {"a", "b"}),
        (Filter(publisher=("丙",)), set()),
    ],
)
def test_a_filter_lets_through_what_it_admits_and_all_of_it(layer: VectorLayer, where: Filter, names: set[str]) -> None:
    found = layer.search(DOCUMENTS[2].embeddings[0], 73, where)

    assert set(found) == {id_ for document in DOCUMENTS if document.document.id in names for id_ in document.ids}


def test_removed_documents_do_not_use_up_the_limit(layer: VectorLayer) -> None:
    found = layer.search(DOCUMENTS[2].embeddings[0], 30, ALL, {"c"})

    assert len(found) == 30 and not any(id_.startswith("c") for id_ in found)


def test_a_layer_holds_exactly_what_was_written(layer: VectorLayer) -> None:
    assert len(layer) == 73
    assert sorted(layer.ids()) == sorted(id_ for document in DOCUMENTS for id_ in document.ids)


def test_a_program_built_with_llama_index_reads_a_layer(layer: VectorLayer, tmp_path: Path) -> None:
    client = chromadb.PersistentClient(str(tmp_path / "layer"), settings=chromadb.config.Settings(anonymized_telemetry=False))
    vectors = ChromaVectorStore(chroma_collection=client.get_collection("test", embedding_function=None))
    found = vectors.query(VectorStoreQuery(query_embedding=DOCUMENTS[1].embeddings[2].tolist(), similarity_top_k=1))

    [node] = found.nodes or []
    assert (node.node_id, node.get_content(), node.ref_doc_id) == ("b:2", "text of b:2", "b")
    assert node.metadata == {"file": "b.txt", "publisher": "乙", "published": 20230328}


def test_the_graph_is_on_the_disk_so_that_opening_replays_nothing(layer: VectorLayer, tmp_path: Path) -> None:
    assert list((tmp_path / "layer").rglob("index_metadata.pickle"))


def test_a_layer_of_one_passage_is_searched(tmp_path: Path) -> None:
    one = stored("a", 1)
    Chroma().build(tmp_path / "layer", "test", [one], 1)

    assert list(Chroma().open(tmp_path / "layer", "test").search(one.embeddings[0], 5, ALL)) == ["a:0"]


def test_opening_and_searching_leave_the_graph_as_it_is(layer: VectorLayer, tmp_path: Path) -> None:
    files = [file for file in (tmp_path / "layer").rglob("*") if file.is_file() and not file.match(CHANGES_WHEN_READ)]
    before = [file.read_bytes() for file in files]
    Chroma().open(tmp_path / "layer", "test").search(DOCUMENTS[0].embeddings[0], 5, ALL)

    assert len(files) == 5 and [file.read_bytes() for file in files] == before


def test_a_collection_that_is_not_there_is_said_to_be_damaged(layer: VectorLayer, tmp_path: Path) -> None:
    with pytest.raises(VectorsDamaged):
        Chroma().open(tmp_path / "layer", "another")


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://", "http://host:99999"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="TENKYO_CHROMA_URL"):
        Chroma(url)


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9 is not reached"):
        Chroma("http://127.0.0.1:9").open(tmp_path, "test")


def test_few_admitted_among_many_are_all_found(tmp_path: Path) -> None:
    documents = [stored(f"d{number}", 50, seed=number) for number in range(40)]
    Chroma().build(tmp_path / "layer", "test", documents, 2_000)
    layer = Chroma().open(tmp_path / "layer", "test")

    for number in range(0, 40, 5):
        found = layer.search(documents[3].embeddings[0], 100, Filter(file=(f"d{number}.txt",)))
        assert set(found) == set(documents[number].ids)
