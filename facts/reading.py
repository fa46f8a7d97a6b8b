"""Facts of one disclosure: what it says of itself, its table cells, labelled lines, dated entries and sentences."""

from dataclasses import replace

from core.records import Block, BlockKind, Disclosure, FactSource, Reading, Value, ValueKind
from core.text import fold
from facts.brands import brands
from facts.ledger import Ledger
from facts.lines import LineReader
from facts.names import read_names, strip_corporate
from facts.sentences import SentenceReader
from facts.stretches import sentences
from facts.tables import TableReader
from facts.terms import load_labels
from facts.values import find_values

__all__ = ["read", "sentences"]


def read(disclosure: Disclosure) -> Reading:
    """The names and facts that a disclosure states, in reading order."""
    names = (*read_names(disclosure), *brands(disclosure))
    ledger = Ledger(disclosure, names)
    running = SentenceReader(ledger)
    tables = TableReader(ledger, running)
    lines = LineReader(ledger)
    _read_metadata(ledger)
    for block in disclosure.blocks:
        if block.kind is BlockKind.TABLE and block.table is not None:
            tables.read(block, block.table)
        elif block.kind not in (BlockKind.HEADING, BlockKind.TITLE):
            scope = ledger.scopes.of(block)
            if not lines.read(block, scope) and not _is_letterhead(block, disclosure):
                running.read_block(block, scope)
    return Reading(names, tuple(ledger.facts))


def _is_letterhead(block: Block, document: Disclosure) -> bool:
    """True for the line with the day of publication and who publishes: it tells nothing that happened."""
    published, publisher = document.published_span, document.publisher_span
    both = published is not None and publisher is not None and block.span.covers(published) and block.span.covers(publisher)
    return both and "。" not in block.text and not any(document.blocks[n].kind is BlockKind.HEADING for n in block.headings)


def _read_metadata(ledger: Ledger) -> None:
    """What the document says of itself: its title, publisher and day of publication."""
    document, labels = ledger.disclosure, load_labels()
    owner = replace(ledger.scopes.document, system=None, system_span=None)
    if document.publisher and document.publisher_span:
        owner = replace(owner, organisation=strip_corporate(document.publisher), organisation_span=document.publisher_span)
    stated = (
        (labels.title_label, document.title and Value(ValueKind.TEXT, document.title), document.title_span),
        (labels.publisher_label, document.publisher and Value(ValueKind.NAME, document.publisher), document.publisher_span),
        (labels.published_label, document.published and _published(document), document.published_span),
    )
    for label, value, span in stated:
        if isinstance(value, Value) and span:
            ledger.add(document.blocks[0], owner, FactSource.LINE, label, value, span, context=document.title or "", key="metadata")


def _published(document: Disclosure) -> Value:
    """The day of publication in the document's wording, where it stands as a date."""
    found = find_values(fold(document.quote(document.published_span)).text) if document.published_span else []
    day = document.published
    return next((f.value for f in found if f.value.start), Value(ValueKind.DATE, str(day), start=day, end=day, precision="day"))
