"""ZIP packages (Office files): what is in them by real bytes, before anything parses them.

A package states the sizes of its parts itself, and a hostile one lies; so every part is unpacked once, counted, and thrown away.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from core.errors import DamagedSource, UnsupportedSource

MOST_MARKUP = 48_000_000  # bytes of XML, about 100,000 pages of prose; a parsed tree takes ten times as much
MOST_UNPACKED = 1_000_000_000  # bytes with pictures, which are counted and never held
_CHUNK = 1 << 20


def check_package(data: bytes, name: str) -> None:
    """Return when a package may be parsed; DamagedSource when it is broken, UnsupportedSource when it unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            markup = unpacked = 0
            for part in package.infolist():
                for size in _sizes(package, part):
                    unpacked += size
                    markup += size if part.filename.endswith((".xml", ".rels", ".vml")) else 0
                    if markup > MOST_MARKUP or unpacked > MOST_UNPACKED:
                        raise UnsupportedSource(
                            f"{name}: it unpacks to more than {(MOST_MARKUP if markup > MOST_MARKUP else MOST_UNPACKED) // 1_000_000:,} MB,"
                            " more than any honest document; split it into smaller files if it is one."
                        )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise DamagedSource(f"{name}: the file is damaged or cut off and does not open ({error}); get the file again.") from error


def _sizes(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[int]:
    """The sizes of a part's chunks as they are unpacked."""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield len(chunk)
