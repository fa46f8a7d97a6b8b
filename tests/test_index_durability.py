"""A killed ingest loses nothing that it acknowledged: a short form of `python -m benchmarks.durability`."""

import pytest

from benchmarks.durability import Kill, Trial, measure

DOCUMENTS = 10
# While a document is being stored, and while the indexes are built.
KILLS = [Kill(0.004, acknowledged=4), Kill(0.02, acknowledged=DOCUMENTS)]


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> list[Trial]:
    folder = tmp_path_factory.mktemp("documents")
    for number in range(DOCUMENTS):
        lines = "\n".join(f"架空電力{number}のシステム{line}で閲覧された契約は{line * 7}件です。" for line in range(8))
        (folder / f"{number}.txt").write_text(f"架空電力{number}の公表\n2023年1月{number % 28 + 1}日\n\n{lines}\n", encoding="utf-8")
    return measure(folder, KILLS)


def test_no_acknowledged_document_is_lost(trials: list[Trial]) -> None:
    assert [trial.lost for trial in trials] == [()] * len(KILLS)


def test_the_store_opens_and_is_searched(trials: list[Trial]) -> None:
    assert all(trial.opens and trial.found_by_search for trial in trials)


def test_a_second_run_completes_the_store(trials: list[Trial]) -> None:
    assert all(trial.completed for trial in trials), [trial.problems for trial in trials]


def test_the_kills_came_while_there_was_something_to_lose(trials: list[Trial]) -> None:
    assert any(0 < trial.acknowledged < DOCUMENTS for trial in trials)
