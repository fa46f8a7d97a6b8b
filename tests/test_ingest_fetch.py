"""Addresses on the web: fetched within limits, never from a private network."""

import socket
from collections.abc import Iterator

import pytest

from core.errors import SourceError, UnsupportedSource
from core.records import Visit
from ingest.fetch import WebFetcher, checked, extension, file_name, is_public
from tests.web_server import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def fetcher() -> Iterator[WebFetcher]:
    running = WebFetcher(private=True, most_bytes=50_000, most_seconds=2)
    yield running
    running.close()


def test_a_page_comes_with_its_kind_and_encoding(site: Site, fetcher: WebFetcher) -> None:
    fetched = fetcher.get(site.put("/a.html", "本文".encode("euc_jp"), "text/html; charset=EUC-JP"))
    assert (fetched.data, fetched.kind, fetched.charset) == ("本文".encode("euc_jp"), "text/html", "EUC-JP")


def test_what_is_sent_packed_comes_unpacked(site: Site, fetcher: WebFetcher) -> None:
    assert fetcher.get(site.put("/a", "本文" * 100, packed=True)).data == ("本文" * 100).encode()


def test_a_redirect_is_followed_and_its_end_is_the_address(site: Site, fetcher: WebFetcher) -> None:
    site.put("/new", "着いた")
    site.pages["/old"] = (302, {"Location": "/new"}, b"")
    assert fetcher.get(site.url("/old")).url == site.url("/new")


def test_redirects_in_a_circle_end(site: Site, fetcher: WebFetcher) -> None:
    site.pages["/round"] = (301, {"Location": "/round"}, b"")
    with pytest.raises(SourceError, match="more than 5 times"):
        fetcher.get(site.url("/round"))


def test_a_second_visit_asks_only_for_what_changed(site: Site, fetcher: WebFetcher) -> None:
    url = site.put("/a", "本文", ETag='"1"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT")
    first = fetcher.get(url)
    again = fetcher.get(url, first.visit)
    assert first.visit == Visit(url, '"1"', "Mon, 01 Jan 2024 00:00:00 GMT")
    assert again.data is None and site.asked[-1][1]["if-modified-since"] == "Mon, 01 Jan 2024 00:00:00 GMT"


def test_what_is_larger_than_the_limit_is_refused_while_it_comes(site: Site, fetcher: WebFetcher) -> None:
    with pytest.raises(UnsupportedSource, match="larger than"):
        fetcher.get(site.put("/large", b"x" * 60_000))


def test_a_small_packed_answer_that_unpacks_to_too_much_is_refused(site: Site, fetcher: WebFetcher) -> None:
    with pytest.raises(UnsupportedSource, match="larger than"):
        fetcher.get(site.put("/bomb", b"0" * 5_000_000, packed=True))


def test_an_answer_that_drips_is_given_up(site: Site, fetcher: WebFetcher) -> None:
    site.slow = 0.3
    with pytest.raises(SourceError, match="longer than 2 seconds"):
        fetcher.get(site.put("/drip", b"x" * 40_000))


def test_a_status_that_is_no_page_is_told(site: Site, fetcher: WebFetcher) -> None:
    with pytest.raises(SourceError, match=r"404 \(not found\)"):
        fetcher.get(site.url("/none"))


def test_a_server_that_is_not_there_is_told(fetcher: WebFetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SourceError, match="cannot be reached"):
        fetcher.get(f"http://127.0.0.1:{port}/")


def test_this_machine_is_refused_unless_a_setting_allows_it(site: Site) -> None:
    url = site.put("/a", "内部の資料")
    with pytest.raises(SourceError, match="TENKYO_PRIVATE_ADDRESSES"):
        WebFetcher().get(url)
    assert site.asked == []


def test_every_answer_of_the_name_service_is_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("93.184.216.34", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(SourceError, match="inside this network"):
        WebFetcher().get(f"http://public.example:{site.port}/a")
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_no_address_of_a_private_network_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.jp/a.pdf", "https://user:word@example.jp/", "http:///a", "http://[::1"]
)
def test_what_is_no_plain_web_address_is_refused_and_named(url: str) -> None:
    with pytest.raises(SourceError) as caught:
        checked(url)
    assert url in str(caught.value)


def test_an_address_in_japanese_is_written_in_ascii() -> None:
    assert checked("https://例え.jp/報告 書.pdf?年=5#p2") == "https://xn--r8jz45g.jp/%E5%A0%B1%E5%91%8A%20%E6%9B%B8.pdf?%E5%B9%B4=5"


def test_a_document_is_named_by_host_and_path() -> None:
    assert file_name("https://www.example.jp/press/%E5%A0%B1%E5%91%8A.pdf?id=3") == "www.example.jp/press/報告.pdf?id=3"
    assert len(file_name("https://www.example.jp/" + "%E3%81%82" * 300)) == 180
    assert extension("https://www.example.jp/a/B.PDF?x=1.html") == ".pdf"
