"""Addresses and protected files go into a store: again only when they changed, and with what they list where that is wished."""

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from assistant import Assistant, IngestOutcome, list_sources
from core.settings import Settings
from index.store import Store
from tests.index_documents import LetterEmbedder
from tests.web_server import Site, serving

LETTER = "<h1>架空電力の公表</h1><p>2023年1月20日</p><p>端末は36台です。</p>"
DATA = Path(__file__).parent / "data"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    settings = Settings(store=tmp_path / "store", private_addresses=True)
    with Assistant(settings, store=Store.open(settings, embedder=LetterEmbedder())) as opened:
        yield opened


def statuses(outcomes: list[IngestOutcome]) -> dict[str, str]:
    return {outcome.file: outcome.status for outcome in outcomes}


def test_an_address_goes_in_under_its_host_and_path_and_is_cited_with_it(assistant: Assistant, site: Site) -> None:
    url = site.put("/press/a.html", LETTER)
    assert statuses(assistant.add([url])) == {"127.0.0.1/press/a.html": "added"}
    [document] = assistant.documents()
    assert (document.url, document.title) == (url, "架空電力の公表")


def test_an_address_that_has_not_changed_is_not_sent_again(assistant: Assistant, site: Site) -> None:
    url = site.put("/a.html", LETTER, ETag='"1"')
    assistant.add([url])
    assert statuses(assistant.add([url])) == {"127.0.0.1/a.html": "unchanged"}
    assert site.asked[-1][1]["if-none-match"] == '"1"'


def test_an_address_that_changed_takes_the_place_of_what_it_was(assistant: Assistant, site: Site) -> None:
    url = site.put("/a.html", LETTER, ETag='"1"')
    assistant.add([url])
    site.put("/a.html", LETTER.replace("36台", "37台"), ETag='"2"')
    assert statuses(assistant.add([url])) == {"127.0.0.1/a.html": "updated"}
    [document] = assistant.documents()
    assert "37台" in assistant.disclosure(document.id).text


def test_a_document_that_was_removed_is_fetched_whole_again(assistant: Assistant, site: Site) -> None:
    url = site.put("/a.html", LETTER, ETag='"1"')
    assistant.add([url])
    assistant.remove("127.0.0.1/a.html")
    assert statuses(assistant.add([url])) == {"127.0.0.1/a.html": "added"}


def test_a_pdf_is_known_by_its_bytes_whatever_the_server_calls_it(assistant: Assistant, site: Site) -> None:
    url = site.put("/download?id=3", (DATA / "ruled_table.pdf").read_bytes(), "application/octet-stream")
    [outcome] = assistant.add([url])
    assert (outcome.status, outcome.pages > 0) == ("added", True)


def test_an_address_that_cannot_be_had_fails_alone(assistant: Assistant, site: Site) -> None:
    outcomes = assistant.add([site.url("/none"), "ftp://example.jp/a.pdf", site.put("/a.html", LETTER)])
    assert [outcome.status for outcome in outcomes] == ["failed", "failed", "added"]
    assert "404" in outcomes[0].message and "https://" in outcomes[1].message


def test_what_a_page_lists_on_a_named_host_goes_in_too_and_nothing_else(assistant: Assistant, site: Site) -> None:
    site.put("/b.html", LETTER.replace("36台", "40台") + '<a href="/c.html">続き</a>')
    site.put("/c.html", LETTER.replace("36台", "41台"))
    page = site.put(
        "/list.html", '<main><h1>公表の一覧</h1><p><a href="b.html#top">報告</a> <a href="http://other.example/x.html">他社</a></p></main>'
    )
    outcomes = assistant.add([page], follow=["127.0.0.1"])
    assert statuses(outcomes) == {"127.0.0.1/list.html": "added", "127.0.0.1/b.html": "added"}


def test_addresses_in_the_text_of_a_paper_are_followed_also_torn_ones(assistant: Assistant, site: Site, tmp_path: Path) -> None:
    url = site.put("/press/2023/0120-report.html", LETTER)
    torn = url.replace("0120-", "0120-\n")
    paper = tmp_path / "list.txt"
    paper.write_text(f"公表の一覧\n\n1. 架空電力の公表\n{torn}\n", encoding="utf-8")
    outcomes = assistant.add([paper], follow=["127.0.0.1"])
    assert statuses(outcomes) == {"list.txt": "added", "127.0.0.1/press/2023/0120-report.html": "added"}


def test_following_again_asks_for_what_is_listed_only_if_it_changed(assistant: Assistant, site: Site) -> None:
    site.put("/b.html", LETTER, ETag='"1"')
    page = site.put("/list.html", '<h1>公表の一覧</h1><p><a href="b.html">報告</a></p>', ETag='"2"')
    assistant.add([page], follow=["127.0.0.1"])
    assert statuses(assistant.add([page], follow=["127.0.0.1"])) == {"127.0.0.1/list.html": "unchanged", "127.0.0.1/b.html": "unchanged"}
    assert site.asked[-1][1].get("if-none-match") == '"1"'


def protected(path: Path, user: str) -> Path:
    """The test's PDF, protected: with a password to open it, or with one for its owner only."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO((DATA / "ruled_table.pdf").read_bytes()))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
    writer.write(path)
    return path


def test_a_protected_pdf_asks_for_a_password_and_opens_with_it(assistant: Assistant, tmp_path: Path) -> None:
    file = protected(tmp_path / "a.pdf", "word")
    [without] = assistant.add([file])
    [wrong] = assistant.add([file], password="other")
    assert "--password" in without.message and "does not open" in wrong.message
    assert statuses(assistant.add([file], password="word")) == {"a.pdf": "added"}


def test_a_pdf_that_only_its_owner_protected_needs_none(assistant: Assistant, tmp_path: Path) -> None:
    assert statuses(assistant.add([protected(tmp_path / "a.pdf", "")])) == {"a.pdf": "added"}


def test_an_address_and_a_file_are_listed_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("端末は36台です。", encoding="utf-8")
    first, second = list_sources(["https://example.jp/b.html", str(tmp_path / "a.txt")])
    assert (first.file, first.url, second.file, second.url) == ("example.jp/b.html", "https://example.jp/b.html", "a.txt", None)
