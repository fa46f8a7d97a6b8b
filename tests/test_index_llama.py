"""Programs built with LlamaIndex retrieve from a store."""

from datetime import date
from pathlib import Path

from core.records import Filter
from core.settings import Settings
from index.llama import TenkyoRetriever
from index.store import Store
from tests.index_documents import LetterEmbedder, disclosure, reading

DOCUMENT = disclosure("a.txt", "架空電力の公表", "端末は36台です。", publisher="架空電力", published=date(2023, 1, 20))
OTHER = disclosure("b.txt", "端末は別の話です。")


def filled(folder: Path) -> Store:
    store = Store.open(Settings(store=folder), embedder=LetterEmbedder())
    with store.writer() as writer:
        for document in (DOCUMENT, OTHER):
            writer.add(document, reading(document))
    return store


def test_nodes_carry_the_exact_place_that_they_cite(tmp_path: Path) -> None:
    [found] = TenkyoRetriever(filled(tmp_path), limit=1).retrieve("端末は何台ですか")

    assert found.node.text == "端末は36台です。"
    assert found.node.metadata == {
        "file": "a.txt",
        "title": "架空電力の公表",
        "publisher": "架空電力",
        "published": "2023-01-20",
        "url": None,
        "page": 1,
        "section": "",
        "quote": "端末は36台です。",
        "start": 8,
        "end": 17,
        "sha256": DOCUMENT.id,
    }


def test_a_filter_holds(tmp_path: Path) -> None:
    found = TenkyoRetriever(filled(tmp_path), filter=Filter(file=("b.txt",))).retrieve("端末は36台です。")

    assert [item.node.metadata["file"] for item in found] == ["b.txt"]
