"""`python -m ingest` as a user runs it."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.settings import Settings
from index.lock import WriterLock
from index.store import Store
from ingest.__main__ import main

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("架空電力の公表\n\n端末は36台です。\n", encoding="utf-8")
    (tmp_path / "in" / "b.md").write_text("# 架空送配電の公表\n\n閲覧された契約は33件です。\n", encoding="utf-8")
    return tmp_path / "in"


def test_each_document_gets_a_line_and_the_end_a_summary(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--store", str(tmp_path / "store")]) == 0
    first, second, summary = capsys.readouterr().out.splitlines()

    assert first.startswith("added     a.txt · ") and second.startswith("added     b.md · ")
    assert re.match(r"2 files: 2 added · \d+ pages · \d+ passages", summary)


def test_a_failed_file_makes_the_exit_code_1_and_stops_nothing(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "aa.txt").write_bytes(b"")

    assert main([str(folder), "--store", str(tmp_path / "store")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["added", "failed", "added"]
    assert "2 added, 1 failed" in lines[3]


def test_the_report_keeps_what_became_of_each_file(folder: Path, tmp_path: Path) -> None:
    main([str(folder), "--store", str(tmp_path / "store"), "--report", str(tmp_path / "report.json")])
    report = json.loads((tmp_path / "report.json").read_text())

    assert [(file["file"], file["status"]) for file in report["files"]] == [("a.txt", "added"), ("b.md", "added")]
    assert report["totals"]["passages"] == sum(file["passages"] for file in report["files"]) > 0


def test_a_report_that_cannot_be_written_is_an_error(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--store", str(tmp_path / "store"), "--report", str(tmp_path / "none" / "report.json")]) == 1
    assert "--report" in capsys.readouterr().err


def test_a_store_that_is_being_written_is_left_alone(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with WriterLock(tmp_path / "store"):
        assert main([str(folder), "--store", str(tmp_path / "store")]) == 1

    assert f"Process {os.getpid()} is writing" in capsys.readouterr().err


def test_a_source_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none"), "--store", str(tmp_path / "store")]) == 1
    assert "none" in capsys.readouterr().out


def test_ctrl_c_leaves_a_good_store_that_a_second_run_completes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(60):
        (tmp_path / "in" / f"{number:03}.txt").write_text(f"架空電力の公表{number}\n\n端末は{number}台です。\n", encoding="utf-8")
    command = [sys.executable, "-m", "ingest", str(tmp_path / "in"), "--store", str(tmp_path / "store")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        told = [process.stdout.readline().split()[1] for _ in range(3)]
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate()
    told += [line.split()[1] for line in rest.splitlines() if line.startswith("added")]

    assert process.returncode == 130 and "run the command again" in errors and "Traceback" not in errors
    with Store.open(Settings(store=tmp_path / "store")) as store:
        assert set(told) <= {document.file for document in store.documents()}
        assert store.search("端末は1台です。") and store.check() == []
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    # The one that was being stored when the signal came may be there without having been told.
    kept = [line.split()[1] for line in again.stdout.splitlines() if line.startswith("unchanged")]
    assert again.returncode == 0 and set(told) <= set(kept) and len(kept) <= len(told) + 1
