"""Vectors on a Chroma server, with a real one on this machine."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMA = Path(sys.executable).parent / "chroma"
# In a process of its own, because Chroma's client leaves connections for the interpreter to close.
USE = """
import sys
from pathlib import Path
import chromadb
from core.errors import StoreError
from core.records import Filter
from core.settings import Settings
from index.store import Store
from tests.index_documents import LetterEmbedder, disclosure, reading

port, folder = int(sys.argv[1]), Path(sys.argv[2])
store = Store.open(Settings(store=folder, chroma_url=f"http://127.0.0.1:{port}"), embedder=LetterEmbedder())
for number in range(6):
    with store.writer() as writer:
        document = disclosure(f"{number}.txt", f"架空電力{number}の公表", f"閲覧された契約は{number}件です。")
        writer.add(document, reading(document))
[hit] = store.search("閲覧された契約は4件です。", limit=1, filter=Filter(file=("3.txt", "4.txt")))
assert hit.passage.text == "閲覧された契約は4件です。", hit
assert store.check() == [], store.check()
assert not list(folder.rglob("chroma"))
layers = {layer.collection for layer in store._generations.manifest().layers}
assert {collection.name for collection in chromadb.HttpClient("127.0.0.1", port).list_collections()} == layers
"""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    command = [str(CHROMA), "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(number)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", number)) == 0:
                    break
            time.sleep(0.1)
        yield number
        server.terminate()


def test_a_store_keeps_its_vectors_on_the_server_and_nothing_is_left_behind(port: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", USE, str(port), str(tmp_path / "store")], capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 0, done.stderr
