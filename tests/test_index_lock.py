"""One writer at a time, told so at once; a killed one leaves no lock behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import StoreBusy, StoreError
from index.lock import LOCK_FILE, UseMark, WriterLock, is_unused

HOLD = """
import pathlib, sys, time
from index.lock import WriterLock
lock = WriterLock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_writer_is_told_who_is_writing(tmp_path: Path) -> None:
    with WriterLock(tmp_path), pytest.raises(StoreBusy, match=f"Process {os.getpid()} is writing"):
        WriterLock(tmp_path)


def test_the_lock_is_free_again_after_its_release(tmp_path: Path) -> None:
    with WriterLock(tmp_path):
        pass
    with WriterLock(tmp_path):
        assert (tmp_path / LOCK_FILE).read_text() == f"{os.getpid()}\n"


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy, match=f"Process {process.pid} is writing"):
            WriterLock(tmp_path)
        process.kill()
        process.wait()

    with WriterLock(tmp_path):
        assert (tmp_path / LOCK_FILE).read_text() == f"{os.getpid()}\n"


def test_a_store_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        WriterLock(tmp_path / "store")


def test_a_folder_in_use_by_a_reader_is_not_unused(tmp_path: Path) -> None:
    first, second = UseMark(tmp_path), UseMark(tmp_path)
    first.release()
    assert not is_unused(tmp_path)
    second.release()
    assert is_unused(tmp_path)
