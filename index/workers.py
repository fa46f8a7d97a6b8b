"""Files are read in child processes, with limits on time and memory: what a hostile file breaks is a child, never the one who ingests.

A child is this module run as a program. It takes a task on its standard input and gives records back on its standard output, as JSON:
nothing that it sends is run by the parent. It ends when its input does, so none outlives its parent.
"""

import atexit
import json
import os
import queue
import resource
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from core import errors
from core.errors import SourceError, TenkyoError
from core.records import Disclosure, Reading
from index.serialisation import pack, unpack

SECONDS = 300.0
MEMORY = 1_000_000_000
_ROOT = Path(__file__).resolve().parents[1]
_LENGTH = struct.Struct(">Q")
_CHUNK = 1 << 20
# What a fault in a reading rule can raise: it fails its file, with the fault named, and the others go on.
_FAULTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read: at a path, or as bytes that are sent with it; `suffix` says what kind it is, `name` what it is stored under."""

    name: str
    suffix: str
    path: str | None = None
    url: str | None = None
    password: str | None = None
    charset: str | None = None


class Workers:
    """Children that read files side by side, one on each core by default; each is started when it is first needed."""

    def __init__(self, count: int | None = None, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """`seconds` without a page read, and `memory` (bytes), are what one file may take."""
        self.count = count or os.cpu_count() or 1
        self._seconds = seconds
        self._memory = memory
        self._threads = ThreadPoolExecutor(self.count, thread_name_prefix="reading")
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        self._children: set[_Child] = set()
        self._closed = False

    def read(self, task: Task, data: bytes = b"") -> "Future[tuple[Disclosure, Reading]]":
        """What a file holds and states; the future raises SourceError when it cannot be read, whatever the reason."""
        return self._threads.submit(self._read, task, data)

    def close(self) -> None:
        """End the children, also those at work, and take no more tasks."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in tuple(self._children):
            child.kill()

    @property
    def closed(self) -> bool:
        """True once it takes no more tasks."""
        return self._closed

    def _read(self, task: Task, data: bytes) -> tuple[Disclosure, Reading]:
        with self._child() as child:
            try:
                return child.read(task, data, self._seconds)
            except TimeoutError as error:
                raise SourceError(
                    f"{task.name}: reading it stood still for {self._seconds:.0f} seconds and was ended; split it into smaller files."
                ) from error
            except (EOFError, OSError) as error:
                raise SourceError(
                    f"{task.name}: reading it broke off: it needs more than {self._memory // 1_000_000:,} MB of memory, or is damaged in a"
                    " way that ends the program that reads it; split it, or save it anew."
                ) from error

    @contextmanager
    def _child(self) -> Iterator["_Child"]:
        """An idle child, or a new one; given back only when it did its work."""
        try:
            child = self._idle.get_nowait()
        except queue.Empty:
            child = _Child(self._memory)
            self._children.add(child)
        try:
            yield child
        finally:
            if child.works and not self._closed:
                self._idle.put(child)
            else:
                self._children.discard(child)
                child.kill()


class _Child:
    """One child process; `works` is False once it did not answer."""

    def __init__(self, memory: int) -> None:
        self.works = True
        threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")  # a core for each child
        environment = {**os.environ, **threads, "PYTHONPATH": str(_ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.workers", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the parent, which ends its children itself
        )

    def read(self, task: Task, data: bytes, seconds: float) -> tuple[Disclosure, Reading]:
        """One file read; TimeoutError when it takes too long, EOFError when the child ends over it."""
        until = time.monotonic() + seconds
        assert self._process.stdin is not None and self._process.stdout is not None
        self.works = False
        for frame in (json.dumps(asdict(task)).encode(), data):
            _write(self._process.stdin, frame)
        while not (head := self._frame(until)):  # a sign of life
            until = time.monotonic() + seconds
        said = json.loads(head)
        first, second = self._frame(until), self._frame(until)
        self.works = True
        if said["error"]:
            raise getattr(errors, said["error"], SourceError)(said["message"])
        return unpack(Disclosure, first), unpack(Reading, second)

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not yet sent to it
                    stream.close()

    def _frame(self, until: float) -> bytes:
        (length,) = _LENGTH.unpack(self._bytes(_LENGTH.size, until))
        return self._bytes(length, until)

    def _bytes(self, length: int, until: float) -> bytes:
        assert self._process.stdout is not None
        found = bytearray()
        while len(found) < length:
            ready, _, _ = select.select([self._process.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            chunk = os.read(self._process.stdout.fileno(), min(_CHUNK, length - len(found)))
            if not chunk:
                raise EOFError
            found += chunk
        return bytes(found)


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


_shared: list[Workers] = []


def shared() -> Workers:
    """The workers of this process: children that are idle are used again by whoever ingests next."""
    if not _shared or _shared[-1].closed:
        _shared[:] = [Workers()]
    return _shared[-1]


@atexit.register
def _end() -> None:
    for workers in _shared:
        workers.close()


# --- the child --------------------------------------------------------------------------------------------------------


def main(memory: int) -> None:
    """Read one task after another until the input ends, or nobody reads the answers any more."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    # A parent that was killed leaves half a task or a closed pipe behind: no fault to report, and nothing left to flush.
    with suppress(BrokenPipeError, struct.error, json.JSONDecodeError):
        _serve(source, target)
    os._exit(0)


def _serve(source: IO[bytes], target: IO[bytes]) -> None:
    while head := source.read(_LENGTH.size):
        (length,) = _LENGTH.unpack(head)
        task = source.read(length)
        (length,) = _LENGTH.unpack(source.read(_LENGTH.size))
        data = source.read(length)
        for frame in _answer(Task(**json.loads(task)), data, lambda: _write(target, b"")):
            _write(target, frame)


def _answer(task: Task, data: bytes, beat: Callable[[], None]) -> tuple[bytes, bytes, bytes]:
    """What is sent back: what went wrong, or nothing, then the two records."""
    from facts import read as read_facts
    from ingest import read_data
    from ingest.source import read_bytes

    try:
        content = data if task.path is None else read_bytes(Path(task.path))
        disclosure = read_data(content, task.name, task.suffix, url=task.url, password=task.password, charset=task.charset, beat=beat)
        return b'{"error": ""}', pack(disclosure), pack(read_facts(disclosure))
    except TenkyoError as error:
        return _failed(type(error).__name__, str(error))
    except MemoryError:
        return _failed("SourceError", f"{task.name}: reading it needs too much memory; split it into smaller files.")
    except _FAULTS as error:
        fault = f"{type(error).__name__}: {error}"
        return _failed("SourceError", f"{task.name}: a fault in the program ({fault}); report it with this file.")


def _failed(kind: str, message: str) -> tuple[bytes, bytes, bytes]:
    return json.dumps({"error": kind, "message": message}).encode(), b"", b""


if __name__ == "__main__":
    main(int(sys.argv[1]))
