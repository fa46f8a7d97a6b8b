"""An answer before it is verified: statements with the places that show them, numbered only when it is rendered."""

from dataclasses import dataclass, field

from core.records import Span, Status


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a document that shows a statement."""

    document_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure in a statement that was computed from its sources and not read: how, and from which of them."""

    text: str
    how: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence. ⟦1⟧ in `text` stands where the citations of `sources[0]` go, and so on; sources without a mark are cited at its end.

    `sources` are always cited; `support` only as far as a name, number or date of the text stands in none of the sources. `echo` is the
    question where a statement says back what was asked: its names and dates are the reader's own, not claimed to stand in a document.
    """

    text: str
    sources: tuple[Source, ...] = ()
    support: tuple[Source, ...] = ()
    computed: tuple[Computed, ...] = ()
    echo: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its cells and the sources of the whole row, as in a statement."""

    cells: tuple[str, ...]
    sources: tuple[Source, ...]
    support: tuple[Source, ...] = ()
    computed: tuple[Computed, ...] = ()


@dataclass
class Draft:
    """What is to be said. The lead comes first, then list items, then the table, then the closing remarks."""

    status: Status
    lead: list[Statement] = field(default_factory=list)
    items: list[Statement] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    closing: list[Statement] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    stating: set[str] = field(default_factory=set)
    covers: bool = False
