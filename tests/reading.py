"""Small documents for the tests of reading: text becomes a file, the file a disclosure."""

from pathlib import Path

from core.records import Block, BlockKind, Disclosure, Table
from ingest import read

SHARED = Path(__file__).resolve().parents[2] / "shared"


def disclosure(folder: Path, text: str, name: str = "document.txt") -> Disclosure:
    """The disclosure in a file of that name with that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def of_kind(document: Disclosure, kind: BlockKind) -> list[Block]:
    """Its blocks of one kind, in order."""
    return [block for block in document.blocks if block.kind is kind]


def tables(document: Disclosure) -> list[Table]:
    """Its tables, in order."""
    return [block.table for block in document.blocks if block.table is not None]


def above(document: Disclosure, block: Block) -> list[str]:
    """The texts of the headings over a block, outermost first, the title left out."""
    return [document.blocks[heading].text for heading in block.headings if document.blocks[heading].kind is BlockKind.HEADING]


def block_with(document: Disclosure, words: str) -> Block:
    """The first block that holds the words."""
    return next(block for block in document.blocks if words in block.text)


def texts(table: Table, row: int) -> list[str]:
    """The texts that cover the columns of a row, spans included; "" where nothing stands."""
    cells = [table.at(row, column) for column in range(table.columns)]
    return [cell.text if cell else "" for cell in cells]
