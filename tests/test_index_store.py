"""The store: what is put in is found again, by readers that never wait, whatever happens to the indexes."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.errors import StoreBusy, StoreDamaged, StoreError, StoreMismatch
from core.records import Disclosure, Filter
from core.settings import Settings
from index.catalogue import CATALOGUE_FILE
from index.generations import FOLDER, POINTER
from index.store import Store
from tests.index_documents import LetterEmbedder, disclosure, reading

KYUSHU = disclosure("九州.txt", "架空九州送配電の公表", "端末は343台です。", publisher="架空九州送配電", published=date(2023, 1, 20))
CHUGOKU = disclosure(
    "中国.txt", "架空中国ネットワークの公表", "閲覧された契約は33件です。", publisher="架空中国ネットワーク", published=date(2023, 3, 28)
)
UNDATED = disclosure("日付なし.txt", "日付のない資料", "端末の管理について")


def open_store(folder: Path, *, model: str = "letters:1") -> Store:
    return Store.open(Settings(store=folder), embedder=LetterEmbedder(model))


def put(store: Store, *documents: Disclosure) -> None:
    with store.writer() as writer:
        for document in documents:
            writer.add(document, reading(document))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        put(opened, KYUSHU, CHUGOKU, UNDATED)
        yield opened


def test_a_store_that_does_not_exist_reads_as_empty_and_is_not_created(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        assert (store.documents(), store.facts(), store.search("端末"), store.check(), store.version) == ([], [], [], [], "empty")
    assert not (tmp_path / "store").exists()


def test_the_passage_asked_for_comes_first_with_both_its_scores(store: Store) -> None:
    [hit] = store.search("閲覧された契約は何件ですか", limit=1)

    assert hit.passage.text == "閲覧された契約は33件です。"
    assert hit.words is not None and hit.vector is not None and 0 < hit.vector <= 1.001


@pytest.mark.parametrize(
    ("filter", "files"),
    [
        (Filter(file=("九州.txt",)), {"九州.txt"}),
        (Filter(publisher=("架空中国ネットワーク", "架空九州送配電")), {"九州.txt", "中国.txt"}),
        (Filter(published_from=date(2023, 1, 21)), {"中国.txt"}),
        (Filter(published_to=date(2023, 1, 20)), {"九州.txt"}),
        (Filter(file=("none.txt",)), set()),
    ],
)
def test_a_search_finds_all_that_its_filter_admits_and_nothing_else(store: Store, filter: Filter, files: set[str]) -> None:
    admitted = {document.id: document.file for document in store.documents(filter)}
    hits = store.search("端末の契約", limit=50, filter=filter)

    assert set(admitted.values()) == files
    assert {hit.passage.document_id for hit in hits} == set(admitted)
    assert len(hits) == sum(document.passages for document in store.documents(filter))


def test_no_more_hits_come_than_asked_for(store: Store) -> None:
    assert len(store.search("端末", limit=2)) == 2


@pytest.mark.parametrize("query", ["", "  ", "。", "🙂", "x" * 5_000])
def test_a_query_that_says_nothing_raises_nothing(store: Store, query: str) -> None:
    assert isinstance(store.search(query), list)


def test_a_document_comes_back_as_it_was_put_in(store: Store) -> None:
    assert store.disclosure(KYUSHU.id) == KYUSHU
    assert store.text(KYUSHU.id) == KYUSHU.text


def test_a_document_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match="No document 0000"):
        store.disclosure("0" * 64)


def test_facts_and_names_come_for_the_documents_asked_for(store: Store) -> None:
    assert tuple(store.facts([CHUGOKU.id])) == reading(CHUGOKU).facts
    assert tuple(store.names([KYUSHU.id])) == reading(KYUSHU).names
    assert len(store.facts()) == 6


def test_every_change_gives_another_version(store: Store) -> None:
    before = store.version
    with store.writer() as writer:
        writer.remove(UNDATED.id)

    assert store.version != before


def test_new_content_of_a_file_takes_the_place_of_the_old(store: Store) -> None:
    changed = disclosure("九州.txt", "架空九州送配電の公表(訂正)", "端末は344台です。")
    put(store, changed)

    assert [document.id for document in store.documents() if document.file == "九州.txt"] == [changed.id]
    assert store.search("端末は343台です。", limit=1)[0].passage.text == "端末は344台です。"
    assert store.facts([KYUSHU.id]) == []


def test_a_removed_document_is_gone_from_everything(store: Store) -> None:
    with store.writer() as writer:
        assert writer.remove(KYUSHU.id)

    assert all(hit.passage.document_id != KYUSHU.id for hit in store.search("端末は343台です。"))
    assert KYUSHU.id not in {document.id for document in store.documents()} and store.check() == []


def test_a_reader_finds_what_another_process_added_without_opening_anew(tmp_path: Path) -> None:
    reader = open_store(tmp_path)
    writer = open_store(tmp_path)
    put(writer, KYUSHU)
    assert reader.search("端末は343台です。", limit=1)[0].passage.document_id == KYUSHU.id
    put(writer, CHUGOKU)

    assert reader.search("閲覧された契約は33件です。", limit=1)[0].passage.document_id == CHUGOKU.id
    assert len(reader.facts()) == 4


def test_a_second_writer_is_refused_at_once_and_readers_go_on(store: Store, tmp_path: Path) -> None:
    other = open_store(tmp_path / "store")
    with store.writer() as writer:
        writer.remove(UNDATED.id)
        with pytest.raises(StoreBusy, match="is writing to the store"):
            other.writer()
        assert other.search("端末は343台です。", limit=1)[0].passage.document_id == KYUSHU.id


def test_what_was_committed_before_a_failure_is_kept_and_found(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(KeyboardInterrupt), store.writer() as writer:
        writer.add(KYUSHU, reading(KYUSHU))
        raise KeyboardInterrupt

    assert store.search("端末は343台です。", limit=1)[0].passage.document_id == KYUSHU.id
    assert store.check() == []


def test_the_lock_is_free_after_a_failure(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(ZeroDivisionError), store.writer():
        raise ZeroDivisionError

    with store.writer():
        pass


def damage_pointer(store: Path) -> None:
    (store / POINTER).write_text("nonsense")


def damage_vectors(store: Path) -> None:
    for file in store.rglob("data_level0.bin"):
        file.write_bytes(b"\0" * 3)


def damage_words(store: Path) -> None:
    for file in store.rglob("*.term"):
        file.write_bytes(b"\0" * 3)


def lose_generations(store: Path) -> None:
    shutil.rmtree(store / FOLDER)


@pytest.mark.parametrize("damage", [damage_pointer, damage_vectors, damage_words, lose_generations])
def test_damaged_indexes_are_found_by_the_check_and_mended_by_the_next_question(store: Store, tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    store.close()
    damage(tmp_path / "store")
    with open_store(tmp_path / "store") as opened:
        assert opened.check()
        assert opened.search("端末は343台です。", limit=1)[0].passage.document_id == KYUSHU.id
        assert opened.check() == []


def test_a_damaged_catalogue_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE_FILE).write_bytes(b"no database at all " * 500)

    with pytest.raises(StoreDamaged, match="Restore it from a copy"):
        open_store(tmp_path)


def test_another_embedding_model_is_refused_with_what_to_do(store: Store, tmp_path: Path) -> None:
    other = open_store(tmp_path / "store", model="letters:2")
    with pytest.raises(StoreMismatch, match="python -m index rebuild"):
        other.search("端末")
    with pytest.raises(StoreMismatch, match="letters:1"):
        other.writer()


def test_a_rebuild_takes_over_another_embedding_model(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        put(store, KYUSHU)
    with Store.open(Settings(store=tmp_path), embedder=LetterEmbedder("letters:2", dimension=32)) as store:
        store.rebuild()

        assert store.search("端末は343台です。", limit=1)[0].passage.document_id == KYUSHU.id
        assert store.check() == [] and store.status().model == "letters:2"
        assert store.embeddings(KYUSHU.id).shape == (2, 32)


def test_a_store_of_an_older_version_is_rebuilt_from_its_records(store: Store, tmp_path: Path) -> None:
    store.close()
    with sqlite3.connect(tmp_path / "store" / CATALOGUE_FILE) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
        connection.execute("ALTER TABLE passages RENAME COLUMN section TO chapter")
        connection.execute("DROP TABLE names")
    connection.close()

    with open_store(tmp_path / "store") as opened:
        assert opened.disclosure(KYUSHU.id) == KYUSHU
        assert opened.search("端末は343台です。", limit=1)[0].passage.document_id == KYUSHU.id
        assert opened.check() == []


def test_the_status_says_what_is_in_the_store(store: Store) -> None:
    status = store.status()

    assert (status.documents, status.passages, status.facts, status.model, status.up_to_date) == (3, 6, 6, "letters:1", True)


def test_threads_search_while_documents_come_in(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    put(store, KYUSHU)
    failures: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(20):
                assert store.search("端末は343台です。", limit=1)[0].passage.document_id == KYUSHU.id
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(4):
        put(store, disclosure(f"{number}.txt", f"別の資料{number}", "閲覧の記録"))
    for thread in threads:
        thread.join()

    assert failures == [] and store.check() == []


def test_opening_a_store_loads_neither_chroma_nor_a_model() -> None:
    code = "import sys, index.store; print({'chromadb', 'llama_index', 'model2vec', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
