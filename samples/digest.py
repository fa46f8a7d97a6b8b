"""A digest as its source file writes it: header lines, then blocks in a small Markdown.

title: …                    the original's title, publisher and date of publication, and the file to make
publisher: …
published: …
output: ….pdf
===
## heading, ### heading     paragraph     - bullet     ※1 note     (注) note     --- page break
| heading | < |             a cell `<` carries the cell on its left on, `^` the one above; <br> breaks a line
|---|------|                ends the heading rows; its dashes are the columns' relative widths
| label | value |
"""

import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
NOTICE = (
    "これは要約です（原資料：下記の原題、発行者、発表日による）。数値、日付、名称、表の項目は原資料に従い、"
    "文章は典拠（Tenkyo）が書き起こしたもので、原資料の文言ではありません。"
)
_RULE = re.compile(r"\|(?:-+\|)+")
_NOTE = re.compile(r"※|\(注\)")
_FIELDS = {"title", "publisher", "published", "output", "page", "encoding"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines and how many rows and columns it covers."""

    row: int
    column: int
    lines: tuple[str, ...]
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are the columns' relative widths; without heading rows its first column holds the labels."""

    cells: tuple[Cell, ...]
    rows: int
    heading_rows: int
    widths: tuple[int, ...]

    def is_heading(self, cell: Cell) -> bool:
        """True for a column heading, or a row label of a table that has no column headings."""
        return cell.row < self.heading_rows or (not self.heading_rows and cell.column == 0)


@dataclass(frozen=True, slots=True)
class Text:
    """A heading, paragraph, bullet or note. `level` is the depth of a heading, 0 for the others."""

    kind: str
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A page ends here."""


Block = Text | Table | Break


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest: what the original is, and the blocks of our text."""

    title: str
    publisher: str
    published: str
    output: str
    blocks: tuple[Block, ...]
    page: str = "portrait"
    encoding: str = "utf-8"

    @property
    def heading(self) -> str:
        """Its own title, which says that it is a digest."""
        return f"【要約】{self.title}"

    @property
    def labelled(self) -> tuple[tuple[str, str], ...]:
        """What it is a digest of, as label and value."""
        return ("原題", self.title), ("発行者", self.publisher), ("発表日", self.published)


def read_digests() -> list[Digest]:
    """Every digest of `sources/`, in the order of their file names."""
    return [read_digest(path) for path in sorted(SOURCES.glob("*.digest"))]


def read_digest(path: Path) -> Digest:
    """The digest of one source file. Raises ValueError with the file and line that cannot be read."""
    head, mark, body = path.read_text(encoding="utf-8").partition("\n===\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    if not mark or not fields.keys() <= _FIELDS:
        raise ValueError(f"{path.name}: header lines must be {', '.join(sorted(_FIELDS))}, then ===")
    try:
        return Digest(blocks=tuple(_blocks(body.splitlines())), **fields)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _blocks(lines: list[str]) -> list[Block]:
    found: list[Block] = []
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            found.append(_table(list(group)))
        else:
            found.extend(_line(line) for line in group if line)
    return found


def _line(line: str) -> Block:
    if line == "---":
        return Break()
    if line.startswith("#"):
        marks, text = line.split(" ", 1)
        return Text("heading", text, len(marks))
    if line.startswith("- "):
        return Text("bullet", line[2:])
    return Text("note" if _NOTE.match(line) else "paragraph", line)


def _table(lines: list[str]) -> Table:
    rules = [place for place, line in enumerate(lines) if _RULE.fullmatch(line)]
    if len(rules) != 1:
        raise ValueError(f"a table needs one line of dashes: {lines[0]}")
    widths = tuple(len(dashes) for dashes in lines[rules[0]].strip("|").split("|"))
    grid = [[text.strip() for text in line[1:-1].split("|")] for place, line in enumerate(lines) if place != rules[0]]
    for row in grid:
        if len(row) != len(widths):
            raise ValueError(f"a row of {len(row)} cells in a table of {len(widths)} columns: {row}")
    cells = [_cell(grid, row, column) for row in range(len(grid)) for column in range(len(widths)) if grid[row][column] not in ("<", "^")]
    return Table(tuple(cells), len(grid), rules[0], widths)


def _cell(grid: list[list[str]], row: int, column: int) -> Cell:
    below = row + 1
    while below < len(grid) and grid[below][column] == "^":
        below += 1
    right = column + 1
    while right < len(grid[row]) and grid[row][right] == "<":
        right += 1
    return Cell(row, column, tuple(grid[row][column].split("<br>")), below - row, right - column)
