"""One source, from its bytes to a Disclosure."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.errors import EmptySource
from core.records import Disclosure, Page
from ingest.blocks import build_blocks
from ingest.drafts import Extract
from ingest.metadata import read_metadata
from ingest.passages import build_passages
from ingest.source import SLIDES, WORD, WORKBOOK, codec_of, declared_charset, decode, media_type, read_bytes


def read(path: Path, *, file: str | None = None, url: str | None = None, password: str | None = None) -> Disclosure:
    """The disclosure in a file of a kind that `ingest.source` lists, ingested under the name `file` (its own name by default).

    Raises EmptySource, UnsupportedSource, DamagedSource or EncryptedSource; each message names the file and says what to do.
    """
    path = Path(path)
    return read_data(read_bytes(path), file or path.name, path.suffix, url=url, password=password)


def read_data(
    data: bytes,
    name: str,
    suffix: str,
    *,
    url: str | None = None,
    password: str | None = None,
    charset: str | None = None,
    beat: Callable[[], None] = lambda: None,
) -> Disclosure:
    """The disclosure in the bytes of a file whose extension would be `suffix`; `charset` is the encoding that its server states.

    `beat` is called after each page of a PDF, by which a reader that takes long is told from one that hangs. Raises what `read` raises.
    """
    if not data:
        raise EmptySource(f"{name}: the file is empty (zero bytes); put the document there again.")
    kind = media_type(suffix, data, name)
    charset = codec_of(charset) if charset else None
    extract = _extract(data, kind, name, password, charset, beat)
    if not extract.text.strip():
        raise EmptySource(f"{name}: there is no text in it; check that this is the right file.")
    identity = hashlib.sha256(data).hexdigest()
    metadata = read_metadata(extract)
    title = metadata.title
    blocks = build_blocks(extract, title.span if title else None)
    return Disclosure(
        id=identity,
        file=name,
        media_type=kind,
        text=extract.text,
        pages=extract.pages,
        blocks=blocks,
        passages=build_passages(identity, extract, blocks),
        title=title.text if title else None,
        title_span=title.span if title else None,
        publisher=metadata.publisher.text if metadata.publisher else None,
        publisher_span=metadata.publisher.span if metadata.publisher else None,
        published=metadata.published,
        published_span=metadata.published_span,
        url=url,
        warnings=extract.warnings,
        lines=extract.printed,
    )


def _extract(data: bytes, kind: str, name: str, password: str | None, charset: str | None, beat: Callable[[], None]) -> Extract:
    """What the reader of its kind makes of a file; each is loaded when a file of its kind comes: a program that only asks needs none."""
    if kind == "application/pdf":
        from ingest.pdf import extract_pdf

        return extract_pdf(data, name, password, beat)
    if kind in ("text/plain", "text/markdown"):
        text = decode(data, name, declared=charset)
        return Extract(text, pages=_form_feed_pages(text))
    from ingest.html import extract_html

    if kind == "text/html":
        return extract_html(decode(data, name, declared=declared_charset(data) or charset))
    markup, warnings = _markup(data, kind, name, charset)
    return replace(extract_html(markup, whole=True), warnings=warnings)


def _markup(data: bytes, kind: str, name: str, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """An Office or CSV file as markup, with warnings on what was not read."""
    if kind == WORD:
        from ingest.word import word_markup

        return word_markup(data, name)
    if kind == SLIDES:
        from ingest.slides import slides_markup

        return slides_markup(data, name)
    from ingest.sheets import csv_markup, workbook_markup

    return workbook_markup(data, name) if kind == WORKBOOK else (csv_markup(decode(data, name, declared=charset), name), ())


def _form_feed_pages(text: str) -> tuple[Page, ...]:
    """The pages of a text in which form feeds part them; none in any other."""
    if "\f" not in text.rstrip("\f\n "):
        return ()
    starts = [0, *(match.end() for match in re.finditer("\f", text))]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    return tuple(Page(number, start, end) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1) if start < end)
