"""`python -m index` as a user runs it."""

import shutil
from pathlib import Path

import pytest

from assistant import Assistant
from core.settings import Settings
from index.__main__ import main
from index.generations import FOLDER


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    (folder / "a.txt").write_text("架空電力の公表\n\n端末は36台です。\n", encoding="utf-8")
    with Assistant(Settings(store=folder / "store")) as assistant:
        assistant.add([folder / "a.txt"])
    return folder / "store"


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "store"))


def test_status_says_what_is_in_the_store(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--store", str(store)]) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert lines["documents"] == "1" and lines["indexes"] == "up to date"


def test_check_finds_a_sound_store_sound(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--store", str(store)]) == 0
    assert "agree on" in capsys.readouterr().out


def test_check_of_a_damaged_store_says_what_to_do_and_rebuild_mends_it(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(next((store / FOLDER).glob("*/tantivy")))

    assert main(["check", "--store", str(store)]) == 1
    assert "python -m index rebuild" in capsys.readouterr().out
    assert main(["rebuild", "--store", str(store)]) == 0
    assert main(["check", "--store", str(store)]) == 0


@pytest.mark.parametrize("command", ["status", "check", "rebuild"])
def test_a_store_that_is_not_there_is_named_with_what_to_do(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--store", str(tmp_path / "none")]) == 1
    assert "python -m ingest" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
