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
from ingest.html import extract_html
from ingest.metadata import read_metadata
from ingest.passages import build_passages
from ingest.pdf import extract_pdf
from ingest.sheets import csv_markup, workbook_markup
from ingest.slides import slides_markup
from ingest.source import CSV, SLIDES, WORD, WORKBOOK, codec_of, declared_charset, decode, media_type, read_bytes
from ingest.word import word_markup

_OFFICE = {WORD: word_markup, WORKBOOK: workbook_markup, SLIDES: slides_markup}


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
    )


def _extract(data: bytes, kind: str, name: str, password: str | None, charset: str | None, beat: Callable[[], None]) -> Extract:
    if kind == "application/pdf":
        return extract_pdf(data, name, password, beat)
    if kind == "text/html":
        return extract_html(decode(data, name, declared=declared_charset(data) or charset))
    if kind in _OFFICE:
        markup, warnings = _OFFICE[kind](data, name)
        return replace(extract_html(markup, whole=True), warnings=warnings)
    text = decode(data, name, declared=charset)
    if kind == CSV:
        return extract_html(csv_markup(text, name), whole=True)
    return Extract(text, pages=_form_feed_pages(text))


def _form_feed_pages(text: str) -> tuple[Page, ...]:
    """The pages of a text in which form feeds part them; none in any other."""
    if "\f" not in text.rstrip("\f\n "):
        return ()
    starts = [0, *(match.end() for match in re.finditer("\f", text))]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    return tuple(Page(number, start, end) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1) if start < end)
