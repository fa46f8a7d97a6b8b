"""Children that read files: what breaks one fails its file and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import DamagedSource, SourceError
from index import workers
from index.workers import Task, Workers

LETTER = "架空電力の公表\n2023年1月20日\n\n端末は36台です。\n"


@pytest.fixture
def running() -> Iterator[Workers]:
    found = Workers(1, seconds=60)
    yield found
    found.close()


def test_a_file_is_read_with_what_it_states(running: Workers, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    disclosure, reading = running.read(Task("in/a.txt", ".txt", str(tmp_path / "a.txt"))).result()
    assert disclosure.file == "in/a.txt" and "36台" in disclosure.text
    assert any(fact.value.text == "36台" for fact in reading.facts)


def test_bytes_are_read_without_a_file(running: Workers) -> None:
    disclosure, _ = running.read(Task("a.html", ".html", charset="Shift_JIS"), "<p>端末は36台です。</p>".encode("cp932")).result()
    assert "端末は36台です。" in disclosure.text


def test_an_error_of_the_reader_comes_back_as_it_is(running: Workers) -> None:
    with pytest.raises(DamagedSource, match="not a PDF"):
        running.read(Task("a.pdf", ".pdf"), b"just words").result()
    assert running.read(Task("a.txt", ".txt"), LETTER.encode()).result()[0].file == "a.txt"


def test_a_file_that_takes_too_long_is_ended_and_the_next_one_read(tmp_path: Path) -> None:
    found = Workers(1, seconds=0.01)
    with pytest.raises(SourceError, match="stood still"):
        found.read(Task("slow.txt", ".txt"), LETTER.encode()).result()
    found._seconds = 60
    assert found.read(Task("a.txt", ".txt"), LETTER.encode()).result()[0].file == "a.txt"
    found.close()


def test_a_file_that_needs_too_much_memory_fails_alone(tmp_path: Path) -> None:
    found = Workers(1, seconds=60, memory=330_000_000)
    with pytest.raises(SourceError, match="memory"):
        found.read(Task("large.txt", ".txt"), ("架空の行です。\n" * 2_000_000).encode()).result()
    assert found.read(Task("a.txt", ".txt"), LETTER.encode()).result()[0].file == "a.txt"
    found.close()


def test_a_child_that_dies_fails_its_file_alone(running: Workers) -> None:
    running.read(Task("a.txt", ".txt"), LETTER.encode()).result()
    (child,) = running._children
    child._process.kill()
    with pytest.raises(SourceError, match="broke off"):
        running.read(Task("b.txt", ".txt"), LETTER.encode()).result()
    assert running.read(Task("c.txt", ".txt"), LETTER.encode()).result()[0].file == "c.txt"


def test_closing_ends_the_children() -> None:
    found = Workers(1)
    found.read(Task("a.txt", ".txt"), LETTER.encode()).result()
    (child,) = found._children
    found.close()
    assert child._process.poll() is not None and found.closed


def test_the_shared_workers_are_new_once_they_were_closed() -> None:
    first = workers.shared()
    assert workers.shared() is first
    first.close()
    assert workers.shared() is not first
