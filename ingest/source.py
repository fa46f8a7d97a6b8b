"""Finding sources, and turning their bytes into text: what kind a file is, and in which encoding."""

import codecs
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from charset_normalizer import from_bytes

from core.errors import DamagedSource, EmptySource, EncryptedSource, SourceError, UnsupportedSource

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
CSV = "text/csv"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": WORD,
    ".xlsx": WORKBOOK,
    ".xlsm": WORKBOOK,
    ".pptx": SLIDES,
    ".csv": CSV,
    ".tsv": CSV,
}
# What each kind of Office file holds, by which a file of another kind under its name is told.
_OFFICE = {
    WORD: ("word/", "a Word file (.docx)"),
    WORKBOOK: ("xl/", "an Excel workbook (.xlsx)"),
    SLIDES: ("ppt/", "PowerPoint slides (.pptx)"),
}
_UNMISTAKABLE = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
_KINDS = ", ".join(MEDIA_TYPES)
_JAPANESE = ("cp932", "euc_jp")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (_OLD_OFFICE, "an old Office file"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
)
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w\-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w\-]+)""", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def find_sources(sources: Sequence[str]) -> list[Path]:
    """The files that the sources name: files as they are, folders with all files of a known kind in them, sorted.

    Hidden files, and links that lead out of the folder, are left out. SourceError for a path that is not there, or a
    folder without a file of a known kind.
    """
    found: dict[Path, None] = {}
    for source in sources:
        for path in _files(source):
            found.setdefault(path)
    return list(found)


def _files(source: str) -> list[Path]:
    path = Path(source)
    if "\0" in source:
        raise SourceError(f"{source!r} cannot be used as a path (it holds a NUL character); check its spelling.")
    try:
        if path.is_dir():
            return _folder(path)
        if path.exists():
            return [path]
    except (OSError, ValueError) as error:
        raise SourceError(f"{source!r} cannot be used as a path ({error}); check its spelling.") from error
    raise SourceError(f"{source}: there is no such file or folder; check the path.")


def _folder(folder: Path) -> list[Path]:
    root = folder.resolve()
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in MEDIA_TYPES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.resolve().is_relative_to(root)
    ]
    if not found:
        raise SourceError(f"{folder}: no file of a kind that is read ({_KINDS}) in this folder; check the path or the files' names.")
    return found


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; SourceError when it cannot be read, EmptySource when there are none."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: the file cannot be read ({error}); check the path and the permissions.") from error
    if not data:
        raise EmptySource(f"{path}: the file is empty (zero bytes); put the document there again.")
    return data


def media_type(suffix: str, data: bytes, name: str) -> str:
    """The kind of a file by its extension, checked against its first bytes."""
    kind = MEDIA_TYPES.get(suffix.lower())
    if kind is None:
        raise UnsupportedSource(f"{name}: files of the kind {suffix or '(no extension)'} are not read; these are: {_KINDS}.")
    if kind in _OFFICE:
        _check_office(data, name, kind)
        return kind
    is_pdf = b"%PDF-" in data[:1024]
    if kind == "application/pdf" and not is_pdf:
        raise DamagedSource(
            f"{name}: this is not a PDF though its name says so{_what(data)}; give it its right extension or get the file again."
        )
    if kind != "application/pdf" and data.startswith(b"%PDF-"):
        raise DamagedSource(f"{name}: this is a PDF though its name says {suffix}; rename it to .pdf and ingest it again.")
    if kind != "application/pdf" and _what(data):
        raise DamagedSource(f"{name}: this is no text{_what(data)}; give it its right extension, or save it as text or PDF.")
    return kind


def web_suffix(kind: str | None, extension: str, data: bytes) -> str:
    """The extension that fits what an address gave: by its first bytes, by the kind that the server says, by the address itself."""
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    said = next((suffix for suffix, known in MEDIA_TYPES.items() if known == kind), ".html" if kind == "application/xhtml+xml" else "")
    if kind in ("text/plain", None, "application/octet-stream", "binary/octet-stream") and extension in MEDIA_TYPES:
        return extension
    if said:
        return said
    return ".html" if re.match(rb"\s*<(?:!doctype html|html|\?xml)", data[:200], re.IGNORECASE) else extension


def _check_office(data: bytes, name: str, kind: str) -> None:
    """Raise for a file that is no Office file of its kind: EncryptedSource, UnsupportedSource (an old one) or DamagedSource."""
    folder, what = _OFFICE[kind]
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedSource(f"{name}: it is protected with a password; save it without one, and put that in.")
        raise UnsupportedSource(f"{name}: this is an Office file of the old kind (before 2007); save it anew as {what}.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:  # NotImplementedError: a version of ZIP to come
        raise DamagedSource(
            f"{name}: this is not {what}, or it is cut off{_what(data)}; give it its right extension or get the file again."
        ) from error
    if not any(part.startswith(folder) for part in names):
        other = next((other for start, other in _OFFICE.values() if any(part.startswith(start) for part in names)), "another ZIP archive")
        raise DamagedSource(f"{name}: this is {other}, not {what}; give it its right extension and ingest it again.")


def _what(data: bytes) -> str:
    return next((f" (it is {kind})" for signature, kind in _SIGNATURES if data.startswith(signature)), "")


def decode(data: bytes, name: str, *, declared: str | None = None) -> str:
    """The text of a file, its line ends made LF and its byte-order mark dropped.

    Tried in order: the byte-order mark, the declared encoding, UTF-8, then the Japanese encodings, of which the one whose text reads
    as Japanese is taken. DamagedSource when none decodes cleanly.
    """
    for candidate in _candidates(data, declared):
        text = _decoded(data, candidate)
        if text is not None and _reads_clean(text, strict=candidate not in _UNMISTAKABLE):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise DamagedSource(
        f"{name}: this is no text in UTF-8, UTF-16, Shift_JIS or EUC-JP, or it is damaged;"
        " save it as UTF-8, or give it the extension of its real kind."
    )


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML page declares in its head, as Python calls it."""
    match = _META_CHARSET.search(data[:4096])
    if match is None:
        return None
    return codec_of((match[1] or match[2]).decode("ascii", "ignore"))


def codec_of(label: str) -> str | None:
    """The encoding of a label as servers and pages write it, as Python calls it; None for an unknown one."""
    label = label.lower()
    label = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932"}.get(label, label)
    try:
        return codecs.lookup(label).name
    except LookupError:
        return None


def _candidates(data: bytes, declared: str | None) -> list[str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return [encoding]
    first = [declared] if declared else []
    if b"\x1b$" in data or b"\x1b(" in data:
        first.append("iso2022_jp_ext")
    scored = sorted(_JAPANESE, key=lambda encoding: -_japanese_share(_decoded(data, encoding)))
    guess = from_bytes(data[:200_000]).best() if _decoded(data, "utf-8") is None else None
    guessed = [guess.encoding] if guess is not None and guess.encoding in ("utf_16", "utf_16_le", "utf_16_be") else []
    return [*first, "utf-8", *guessed, *scored]


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _japanese_share(text: str | None) -> float:
    """How much of a text's non-ASCII part is kana and common Japanese: half-width kana in masses are a wrong guess."""
    if not text:
        return -1.0
    other = [char for char in text if ord(char) > 0x7F]
    if not other:
        return 0.0
    kana = sum(1 for char in other if "\u3040" <= char <= "\u30ff" or char in "、。「」（）・ー")
    kanji = sum(1 for char in other if "\u4e00" <= char <= "\u9fff")
    half = sum(1 for char in other if "\uff61" <= char <= "\uff9f")
    return (kana + 0.5 * kanji - half) / len(other)


def _reads_clean(text: str, *, strict: bool) -> bool:
    """False for text full of control characters, replacement marks or private-use characters, and for half-width kana soup.

    Bytes that are valid UTF-8 by chance are next to none, so there only control characters tell binary data.
    """
    if not strict:
        return "\x00" not in text and len(_CONTROL.findall(text)) <= len(text) * 0.05
    bad = len(_CONTROL.findall(text)) + text.count("\ufffd") + sum(1 for char in text if "\ue000" <= char <= "\uf8ff")
    half = sum(1 for char in text if "\uff61" <= char <= "\uff9f")
    full = sum(1 for char in text if "\u3040" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff")
    return bad <= len(text) * 0.002 and (half <= 20 or half <= full)
