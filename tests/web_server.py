"""A web server on this machine for the tests of addresses: it gives what it is told to, and keeps what it was asked."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """What is on a server: for each path a status, headers and a body; and the headers of the requests that came."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    slow: float = 0.0
    port: int = 0

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", *, packed: bool = False, **headers: str) -> str:
        """Put a page on a path and return its address."""
        data = body.encode() if isinstance(body, str) else body
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (
            200,
            {"Content-Type": kind, **({"Content-Encoding": "gzip"} if packed else {}), **own},
            gzip.compress(data) if packed else data,
        )
        return self.url(path)


@contextmanager
def serving() -> Iterator[Site]:
    """A server on a free port of the loopback address while the block runs."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            status, headers, body = site.pages.get(self.path, (404, {}, b""))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for start in range(0, len(body), 1000):
                time.sleep(site.slow)
                self.wfile.write(body[start : start + 1000])

        def log_message(self, *_: object) -> None:
            """Nothing: the test says what matters."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
