"""The documents that a page or paper lists: addresses in its text, torn ones joined, and the links that its markup or pages hold."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from core.errors import SourceError
from ingest.fetch import checked
from ingest.html import links_in
from ingest.pdf import annotated_links
from ingest.source import MEDIA_TYPES, declared_charset, decode
from ingest.urls import find_addresses


def links_of(data: bytes, suffix: str, text: str, url: str | None) -> list[str]:
    """The web addresses that a document lists, each once, in order; relative ones count from its own address, where it has one."""
    found: dict[str, None] = {}
    for link in _links(data, suffix, text):
        try:
            whole = checked(urldefrag(urljoin(url or "", link)).url)
        except SourceError:
            continue  # mail addresses, scripts, parts of this page
        if urlsplit(whole).hostname and whole != url:
            found.setdefault(whole)
    return list(found)


def _links(data: bytes, suffix: str, text: str) -> Iterator[str]:
    kind = MEDIA_TYPES.get(suffix)
    if kind == "text/html":
        yield from links_in(decode(data, "", declared=declared_charset(data)))
    elif kind == "application/pdf":
        yield from annotated_links(data)
    yield from (address.url for address in find_addresses(text))
