"""Serves the chat over the invented disclosures: `python -m tests.chat_server PORT [empty]`. It may reach this machine alone."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from app import create_app, launch
from tests.chat_double import Assistant

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """The address of a chat that a child process serves; `empty` for one without disclosures."""
    port = free_port()
    command = [sys.executable, "-m", "tests.chat_server", str(port), *arguments]
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"})
    try:
        wait_until_served(f"http://127.0.0.1:{port}/", child)
        yield f"http://127.0.0.1:{port}/"
        assert child.poll() is None, "the server ended by itself"
    finally:
        child.terminate()
        child.wait(20)


def wait_until_served(address: str, child: subprocess.Popen[bytes]) -> None:
    """Return when the address answers; AssertionError when the child ends or time runs out."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert child.poll() is None, f"the server ended with status {child.returncode}"
        try:
            httpx.get(address, timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{address} is not served after {START_SECONDS} s")


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def refuse_other_machines(name: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: a connection to anywhere else ends the server, so that the test which meets it fails."""
    if name == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in ("127.0.0.1", "::1", "localhost"):
        print(f"connection to {arguments[1]}", file=sys.stderr)
        os._exit(3)


if __name__ == "__main__":
    sys.addaudithook(refuse_other_machines)
    launch(create_app(Assistant(()) if "empty" in sys.argv else Assistant()), "127.0.0.1", int(sys.argv[1]))
