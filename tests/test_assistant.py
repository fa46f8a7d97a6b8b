"""What a program can do with an assistant, on a store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, IngestOutcome, list_sources
from core.errors import StoreBusy
from core.settings import Settings
from index.store import Store
from tests.index_documents import LetterEmbedder

PUBLICATION = "架空電力の公表\n2023年1月20日\n\n端末は36台です。\n"
CORRECTION = "架空電力の公表\n2023年2月3日\n\n端末は37台でした。\n"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    settings = Settings(store=tmp_path / "store")
    with Assistant(settings, store=Store.open(settings, embedder=LetterEmbedder())) as opened:
        yield opened


def write(path: Path, text: str = PUBLICATION) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def statuses(outcomes: list[IngestOutcome]) -> dict[str, str]:
    return {outcome.file: outcome.status for outcome in outcomes}


def test_a_folder_goes_in_under_the_paths_within_it(assistant: Assistant, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "2023" / "a.txt", CORRECTION)

    assert statuses(assistant.add([tmp_path / "in"])) == {"2023/a.txt": "added", "a.txt": "added"}
    assert [document.file for document in assistant.documents()] == ["2023/a.txt", "a.txt"]


def test_an_outcome_counts_what_was_read(assistant: Assistant, tmp_path: Path) -> None:
    [outcome] = assistant.add([write(tmp_path / "a.txt")])
    [document] = assistant.documents()

    assert outcome.passages == document.passages > 0 and outcome.facts == document.facts and outcome.message == ""


def test_the_same_bytes_again_are_left_as_they_are(assistant: Assistant, tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    assistant.add([file])
    version = assistant.store.version

    assert statuses(assistant.add([file])) == {"a.txt": "unchanged"}
    assert assistant.store.version == version


def test_new_content_takes_the_place_of_the_old(assistant: Assistant, tmp_path: Path) -> None:
    assistant.add([write(tmp_path / "a.txt")])

    assert statuses(assistant.add([write(tmp_path / "a.txt", CORRECTION)])) == {"a.txt": "updated"}
    [document] = assistant.documents()
    assert "37台" in assistant.disclosure(document.id).text


def test_the_same_content_under_another_name_is_said_to_be_there(assistant: Assistant, tmp_path: Path) -> None:
    outcomes = assistant.add([write(tmp_path / "a.txt"), write(tmp_path / "copy.txt")])

    assert statuses(outcomes) == {"a.txt": "added", "copy.txt": "unchanged"}
    assert outcomes[1].message == "the same content is stored as a.txt"


def test_a_name_whose_content_became_a_copy_of_another_no_longer_stands_for_the_old(assistant: Assistant, tmp_path: Path) -> None:
    assistant.add([write(tmp_path / "a.txt"), write(tmp_path / "b.txt", CORRECTION)])
    [outcome] = assistant.add([write(tmp_path / "b.txt")])

    assert outcome.status == "updated" and "earlier content" in outcome.message
    assert [document.file for document in assistant.documents()] == ["a.txt"]


def test_a_file_that_cannot_be_read_is_reported_and_the_rest_goes_on(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 50)
    outcomes = assistant.add([tmp_path / "empty.txt", tmp_path / "none.txt", tmp_path / "binary.txt", write(tmp_path / "a.txt")])

    assert [outcome.status for outcome in outcomes] == ["failed", "failed", "failed", "added"]
    assert all(outcome.message for outcome in outcomes[:3])


def test_two_folders_with_the_same_name_in_them_do_not_overwrite_each_other(tmp_path: Path) -> None:
    write(tmp_path / "one" / "a.txt")
    write(tmp_path / "two" / "a.txt", CORRECTION)
    first, second = list_sources([tmp_path / "one", tmp_path / "two"])

    assert first.path == tmp_path / "one" / "a.txt"
    assert second.path is None and "has the same name a.txt" in second.message


def test_a_file_that_is_named_twice_goes_in_once(tmp_path: Path) -> None:
    file = write(tmp_path / "in" / "a.txt")

    assert [source.path for source in list_sources([file, file, tmp_path / "in"])] == [file]


def test_a_document_is_stored_when_its_outcome_is_told(assistant: Assistant, tmp_path: Path) -> None:
    stored: list[list[str]] = []
    reader = Store.open(assistant.settings, embedder=LetterEmbedder())
    files = [write(tmp_path / "a.txt"), write(tmp_path / "b.txt", CORRECTION)]
    assistant.add(files, progress=lambda _: stored.append([document.file for document in reader.documents()]))

    assert stored == [["a.txt"], ["a.txt", "b.txt"]]


def test_a_removed_file_is_gone(assistant: Assistant, tmp_path: Path) -> None:
    assistant.add([write(tmp_path / "a.txt")])

    assert assistant.remove("a.txt") and not assistant.remove("a.txt")
    assert assistant.documents() == [] and assistant.store.check() == []


def test_adding_while_another_writer_is_at_work_is_refused_at_once(assistant: Assistant, tmp_path: Path) -> None:
    with assistant.store.writer(), pytest.raises(StoreBusy):
        assistant.add([write(tmp_path / "a.txt")])
