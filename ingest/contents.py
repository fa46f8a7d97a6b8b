"""What the pages of a paper hold, as the readers of PDFs and pictures hand it on to be written out as text."""

from dataclasses import dataclass

from ingest.layout import Row
from ingest.table_pieces import Rectangle


@dataclass(frozen=True, slots=True)
class TableArea:
    """A table: its cells as rectangles, with the lines of each; `ruled` where lines draw it."""

    cells: tuple[tuple[Rectangle, tuple[Row, ...]], ...]
    ruled: bool = True

    @property
    def top(self) -> float:
        return min(cell[0][1] for cell in self.cells)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds, from top to bottom; of a scan also by how many degrees it was turned to be read, and how sure that reading is.

    `notes` are lines beside the running text, in its margin.
    """

    number: int
    width: float
    height: float
    parts: tuple[Row | TableArea, ...]
    slant: float = 0.0
    confidence: float | None = None
    notes: tuple[Row, ...] = ()

    @property
    def rows(self) -> list[Row]:
        return [part for part in self.parts if isinstance(part, Row)]
