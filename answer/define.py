"""Definitions: what the documents say a word stands for."""

import re
from collections.abc import Iterator

from answer.draft import Source
from answer.find import Finder
from core.records import BlockKind, Disclosure, Span
from core.text import fold
from facts.names import comparable
from facts.reading import sentences

# Documents looked through for a definition, those that search finds first.
_DOCUMENTS = 40


def definitions(name: str, finder: Finder) -> list[tuple[str, Source]]:
    """The places that define a word, as reading text with their source: 「…(以下、X)」 first, then notes (X※1), then 「Xは…」."""
    found: list[tuple[int, str, Source]] = []
    for disclosure in _documents(name, finder):
        for rank, text, span in _of_document(name, disclosure):
            found.append((rank, text, Source(disclosure.id, span)))
    found.sort(key=lambda item: item[0])
    return [(text, source) for rank, text, source in found if rank == found[0][0]]


def _documents(name: str, finder: Finder) -> Iterator[Disclosure]:
    hits = finder.store.search(name, limit=_DOCUMENTS, filter=finder.filter)
    for document_id in dict.fromkeys(hit.passage.document_id for hit in hits):
        yield finder.disclosure(document_id)


def _of_document(name: str, disclosure: Disclosure) -> Iterator[tuple[int, str, Span]]:
    key = re.escape(comparable(name)[0])
    noted = re.compile(rf"{key}(?:システム)?[」』\"]?[※*](\d?)")
    for block in disclosure.blocks:
        if key.replace("\\", "") not in comparable(block.text)[0]:
            continue
        for text, span in sentences(disclosure, block.span):
            if re.search(rf"\((?:以下、?|以下,? ?)[「『\"]?{re.escape(name)}(?:[」』\"※)]|という)", text):
                yield 0, *_around_definition(name, disclosure, span)
            elif re.search(rf"(?:システム|サービス|サイト|アプリ|装置|制度|もの)\({re.escape(name)}\)", text):
                yield 1, text, span
            elif re.match(
                rf"[「『\"]?{re.escape(name)}[」』\"]?(?:\([^)]*\))?(?:とは|は、?.*(?:です|である|もの|システム|をいう|をいいます)[。)]?$)",
                text,
            ):
                yield 2, text, span
        if noted.search(comparable(block.text)[0]) or re.search(rf"{re.escape(name)}[」』\"]?[※*]", block.text):
            yield from _notes(name, block.text, disclosure, block.notes)


def _around_definition(name: str, disclosure: Disclosure, span: Span) -> tuple[str, Span]:
    """The definition itself: from the comma before what is defined to the bracket's end."""
    folded = fold(disclosure.quote(span), span.start)
    match = re.search(rf"\((?:以下、?|以下,? ?)[「『\"]?{re.escape(name)}[^)]*\)", folded.text)
    if match is None:
        return folded.text, span
    start = max(folded.text.rfind(mark, 0, match.start()) + 1 for mark in "、。)")
    return folded.text[start : match.end()], Span(*folded.place(start, match.end()))


def _notes(name: str, text: str, disclosure: Disclosure, notes: tuple[int, ...]) -> Iterator[tuple[int, str, Span]]:
    """The footnotes that stand at the name: those with its mark, or the only one."""
    mark = re.search(rf"{re.escape(name)}[」』\"]?[※*](\d*)", text)
    for ordinal in notes:
        note = disclosure.blocks[ordinal]
        if note.kind is BlockKind.FOOTNOTE and (mark is None or not mark[1] or mark[1] in note.marker):
            yield 1, note.text, note.span
