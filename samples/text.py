"""A digest as plain text: tabs between the cells of a table, blanks where a cell is carried on."""

from samples.digest import NOTICE, Break, Digest, Table, Text


def render_text(digest: Digest) -> str:
    """The digest as plain text, lines ended by a line feed."""
    parts = [digest.published, digest.publisher, "", digest.heading, "", NOTICE]
    parts += [f"{label}：{value}" for label, value in digest.labelled]
    before = ""
    for block in digest.blocks:
        if isinstance(block, Break):
            continue
        kind = block.kind if isinstance(block, Text) else "table"
        if not (kind == before and kind in ("bullet", "note")):
            parts.append("")
        parts += [_line(block)] if isinstance(block, Text) else _rows(block)
        before = kind
    return "\n".join([*parts, ""])


def _line(block: Text) -> str:
    if block.kind == "heading" and block.level > 2 and "【" not in block.text:
        return f"【{block.text}】"
    return f"○ {block.text}" if block.kind == "bullet" else block.text


def _rows(table: Table) -> list[str]:
    grid = [[""] * len(table.widths) for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = " ".join(cell.lines)
    return ["\t".join(row) for row in grid]
