"""Addresses on the web: fetched within limits, and never from a private network. Only this file knows httpcore.

Every connection is made to an address that was checked after its name was resolved, so neither a redirect nor a second answer of
the name service can lead inside (DNS rebinding).
"""

import ipaddress
import re
import socket
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

import httpcore

from core.errors import SourceError, UnsupportedSource
from core.records import Visit

MOST_BYTES = 100_000_000
MOST_SECONDS = 120.0
MOST_REDIRECTS = 5
_CONNECT_SECONDS = 15.0
_READ_SECONDS = 30.0
_REDIRECTS = (301, 302, 303, 307, 308)
_SPECIAL_PORTS = {"http": 80, "https": 443}
_AGENT = "Tenkyo"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_LONGEST_NAME = 180


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes (None where they have not changed since the last visit), what kind they are said to be, and the
    address that they came from in the end."""

    data: bytes | None
    kind: str | None
    charset: str | None
    url: str
    visit: Visit


class WebFetcher:
    """Fetches documents; addresses in private networks, and this machine, are refused unless `private` is True."""

    def __init__(self, *, private: bool = False, most_bytes: int = MOST_BYTES, most_seconds: float = MOST_SECONDS) -> None:
        """Limits hold for each document: its size as sent and as unpacked, and the whole time, redirects included."""
        self._pool = httpcore.ConnectionPool(network_backend=_CheckedBackend(private), max_connections=4)
        self._most_bytes = most_bytes
        self._most_seconds = most_seconds

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def get(self, url: str, last: Visit | None = None) -> Fetched:
        """The document at an address; with `last`, only if it has changed. SourceError when it cannot be had, with the reason."""
        until = time.monotonic() + self._most_seconds
        here = checked(url)
        for _ in range(MOST_REDIRECTS + 1):
            status, headers, body = self._request(here, last if here == url else None, until)
            if status in _REDIRECTS and "location" in headers:
                here = checked(urljoin(here, headers["location"]))
                continue
            if status == 304 and last is not None:
                return Fetched(None, None, None, here, last)
            if status != 200:
                raise SourceError(f"{url}: the server answers {status} {_reason(status)}; open it in a browser to see what it wants.")
            kind, _, parameters = headers.get("content-type", "").partition(";")
            charset = re.search(r"charset\s*=\s*[\"']?([\w-]+)", parameters, re.IGNORECASE)
            return Fetched(
                body,
                kind.strip().lower() or None,
                charset[1] if charset else None,
                here,
                Visit(url, headers.get("etag"), headers.get("last-modified")),
            )
        raise SourceError(f"{url}: it leads on more than {MOST_REDIRECTS} times; give the address where it ends.")

    def _request(self, url: str, last: Visit | None, until: float) -> tuple[int, dict[str, str], bytes]:
        asked: dict[bytes | str, bytes | str] = {"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, identity;q=0.5"}
        if last is not None:
            asked |= {name: value for name, value in (("If-None-Match", last.etag), ("If-Modified-Since", last.modified)) if value}
        timeouts = {"connect": _CONNECT_SECONDS, "read": _READ_SECONDS, "write": _READ_SECONDS, "pool": _CONNECT_SECONDS}
        try:
            with self._pool.stream("GET", url, headers=asked, extensions={"timeout": timeouts}) as response:
                headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                body = self._body(url, response.iter_stream(), headers, until) if response.status == 200 else b""
                return response.status, headers, body
        except httpcore.TimeoutException as error:
            raise SourceError(f"{url}: the server does not answer in time; try again later.") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError) as error:
            raise SourceError(
                f"{url}: it cannot be reached ({error or type(error).__name__}); check the address and the network."
            ) from error

    def _body(self, url: str, chunks: Iterable[bytes], headers: Mapping[str, str], until: float) -> bytes:
        """The body, unpacked, counted in real bytes while it comes."""
        encoding = headers.get("content-encoding", "identity").lower()
        if encoding not in ("identity", "", "gzip"):
            raise UnsupportedSource(f"{url}: the server sends it as {encoding}, which is not read; save it as a file.")
        unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if encoding == "gzip" else None
        found = bytearray()
        for chunk in chunks:
            if time.monotonic() > until:
                raise SourceError(f"{url}: it takes longer than {self._most_seconds:.0f} seconds; try again later, or save it as a file.")
            try:
                found += unpack.decompress(chunk, self._most_bytes + 1 - len(found)) if unpack else chunk
            except zlib.error as error:
                raise SourceError(f"{url}: what the server sends is damaged ({error}); try again later.") from error
            if len(found) > self._most_bytes:
                raise UnsupportedSource(
                    f"{url}: it is larger than {self._most_bytes // 1_000_000:,} MB; save the part that matters as a file."
                )
        return bytes(found)


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that may be read, each checked as it was resolved."""

    def __init__(self, private: bool) -> None:
        self._private = private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: object = None
    ) -> httpcore.NetworkStream:
        """A connection to the host's first address that answers; SourceError when one of them is private."""
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise SourceError(f"{host}: this name is not known ({error}); check the address and the network.") from error
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        if not self._private and (inside := [address for address in addresses if not is_public(address)]):
            raise SourceError(
                f"{host} is an address inside this network ({inside[0]}), which is not read; save the document as a file,"
                " or set TENKYO_PRIVATE_ADDRESSES=1 to allow it."
            )
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                return self._plain.connect_tcp(address, port, timeout, local_address)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


def is_public(address: str) -> bool:
    """True for an address of the open internet; one that an IPv6 address wraps counts as itself."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour or (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else None)
        found = wrapped or found
    return found.is_global and not found.is_multicast


def is_address(source: str) -> bool:
    """True for what is written as an address on the web or elsewhere (https://…), not as a path."""
    return re.match(r"^[a-zA-Z][a-zA-Z0-9+.-]+://", source) is not None


def checked(url: str) -> str:
    """The address in plain ASCII without its fragment; SourceError for one that is not of the web or carries a password."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise SourceError(f"{url}: this is no address on the web ({error}); check its spelling.") from error
    if parts.scheme.lower() not in _SPECIAL_PORTS or not host:
        raise UnsupportedSource(f"{url}: only addresses that begin with https:// or http:// are read.")
    if parts.username or parts.password:
        raise UnsupportedSource(f"{url}: an address with a password in it is not read; save the document as a file.")
    try:
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise SourceError(f"{url}: this is no address on the web ({error}); check its spelling.") from error
    place = f"[{name}]" if ":" in name else name
    path = _quoted(parts.path or "/") + (f"?{_quoted(parts.query)}" if parts.query else "")
    return f"{parts.scheme.lower()}://{place}{f':{port}' if port else ''}{path}"


def file_name(url: str) -> str:
    """The name that the document of an address is stored under: its host and path, readable, of a length that can be shown."""
    parts = urlsplit(url)
    path = unquote(parts.path).strip("/") + (f"?{unquote(parts.query)}" if parts.query else "")
    name = f"{parts.hostname}/{path}" if path else f"{parts.hostname}"
    name = re.sub(r"[\x00-\x1f\x7f]", "_", name)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 40] + "…" + name[-39:]


def extension(url: str) -> str:
    """The extension of the file that an address names (.pdf), "" for none."""
    found = _EXTENSION.search(unquote(urlsplit(url).path))
    return found.group().lower() if found else ""


def _quoted(text: str) -> str:
    """A path or query in ASCII; what is escaped already stays."""
    return "".join(char if 0x21 <= ord(char) < 0x7F and char not in '"<>\\^`{|}' else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def _reason(status: int) -> str:
    return {401: "(login needed)", 403: "(forbidden)", 404: "(not found)", 410: "(gone)", 429: "(too many requests)"}.get(status, "")
