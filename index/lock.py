"""One writer at a time: a lock on a file that holds the owner's process id.

The lock is the operating system's and goes with the process that held it, so one left by a killed process is free at
once; the process id in the file only serves the message.
"""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from core.errors import StoreBusy, StoreError

LOCK_FILE = "writer.lock"


class WriterLock:
    """The writer's lock of a store folder, held from construction to `release`."""

    def __init__(self, store: Path) -> None:
        """Take the lock; StoreBusy at once when another writer holds it."""
        try:
            store.mkdir(parents=True, exist_ok=True)
            self._file = os.open(store / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StoreError(
                f"The store {store} cannot be written: {error.strerror or error}. Name another folder with --store."
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner = os.read(self._file, 32).decode(errors="replace").strip() or "unknown"
            os.close(self._file)
            raise StoreBusy(f"Process {owner} is writing to the store {store}; try again when it has finished.") from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Give the lock back."""
        os.ftruncate(self._file, 0)
        os.close(self._file)

    def __enter__(self) -> "WriterLock":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


class UseMark:
    """Marks that a reader has a folder open, so that nobody removes it; goes with the process that set it."""

    def __init__(self, folder: Path) -> None:
        """Set the mark; FileNotFoundError when the folder has been removed."""
        self._file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise FileNotFoundError(f"{folder} is being removed") from error

    def release(self) -> None:
        """Take the mark away."""
        os.close(self._file)


def is_unused(folder: Path) -> bool:
    """True when no reader has marked the folder."""
    file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(file)
