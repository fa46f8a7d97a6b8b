"""A digest as a PDF: ruled tables, page numbers, fonts embedded as subsets. Only this file knows reportlab."""

import io
import re
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as Grid

from samples.digest import NOTICE, Block, Break, Cell, Digest, Table, Text

FONTS = Path("/usr/share/fonts")
_FACES = {"Mincho": "ipam.ttf", "Gothic": "ipag.ttf"}
_MARGIN = 18 * mm
_HANG = 10  # points right of a cell's text, where a character that may not begin a line hangs out
_SHORT = 10  # rows of a table that is not divided over two pages
_URL = re.compile(r"https?://[!-~]+")


class FontMissing(RuntimeError):
    """A font that the PDFs are set in is not installed, or lacks a character."""


def render_paper(digest: Digest) -> bytes:
    """The digest as a PDF, the same bytes each time. Raises FontMissing."""
    rl_config.useA85 = 0  # streams as bytes, not spelt out in ASCII letters
    _use_fonts(digest)
    size = landscape(A4) if digest.page == "landscape" else A4
    styles = _styles(small=digest.page == "landscape")
    story: list[Flowable] = [*_front(digest, styles, size[0] - 2 * _MARGIN)]
    story += _flow(digest.blocks, styles, size[0] - 2 * _MARGIN)
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=size,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=digest.heading,
        author="Tenkyo",
        subject=f"原資料の発行者：{digest.publisher}、発表日：{digest.published}",
        lang="ja",
        invariant=1,
    )

    def number(canvas: Canvas, _: object) -> None:
        canvas.setFont("Gothic", 8)
        canvas.drawCentredString(size[0] / 2, 9 * mm, str(canvas.getPageNumber()))

    document.build(story, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _use_fonts(digest: Digest) -> None:
    needed = {char for block in digest.blocks for char in _characters(block)} | set(digest.heading + NOTICE)
    for name, file in _FACES.items():
        path = next(iter(sorted(FONTS.rglob(file))), None)
        if path is None:
            raise FontMissing(f"{file} is not under {FONTS}: install the package fonts-ipafont")
        font = TTFont(name, str(path))
        lacking = sorted(char for char in needed if ord(char) not in font.face.charToGlyph)
        if lacking:
            raise FontMissing(f"{file} has no glyph for {' '.join(lacking)}, used in {digest.output}")
        pdfmetrics.registerFont(font)


def _characters(block: Block) -> str:
    if isinstance(block, Table):
        return "".join(line for cell in block.cells for line in cell.lines)
    return block.text if isinstance(block, Text) else ""


def _styles(*, small: bool) -> dict[str, ParagraphStyle]:
    """Paragraph styles by name; `small` sets tables in smaller type, for wide ones."""
    cell = 7.5 if small else 9
    base = ParagraphStyle("paragraph", fontName="Mincho", fontSize=10.5, leading=16.5, wordWrap="CJK", spaceAfter=6)

    def style(name: str, **changes: object) -> ParagraphStyle:
        return ParagraphStyle(name, parent=base, **changes)

    return {
        "paragraph": base,
        "title": style("title", fontName="Gothic", fontSize=15, leading=22, spaceAfter=10),
        "heading2": style("heading2", fontName="Gothic", fontSize=13, leading=19, spaceBefore=12),
        "heading3": style("heading3", fontName="Gothic", fontSize=11, leading=16, spaceBefore=8),
        "bullet": style("bullet", leftIndent=14, firstLineIndent=-14, spaceAfter=4),
        "note": style("note", fontSize=9, leading=13.5, spaceAfter=3),
        "cell": style("cell", fontSize=cell, leading=cell * 1.45, spaceAfter=0),
        "label": style("label", fontName="Gothic", fontSize=cell, leading=cell * 1.45, spaceAfter=0),
    }


def _front(digest: Digest, styles: dict[str, ParagraphStyle], width: float) -> list[Flowable]:
    """Title and the box that says what this is a digest of."""
    lines = [NOTICE, *(f"{label}：{value}" for label, value in digest.labelled)]
    box = Grid([[[Paragraph(escape(line), styles["note"]) for line in lines]]], colWidths=[width])
    box.setStyle(
        TableStyle(
            [("BOX", (0, 0), (-1, -1), 0.8, colors.HexColor("#c9a227")), ("BACKGROUND", (0, 0), (-1, -1), colors.HexColor("#fffbea"))]
        )
    )
    return [Paragraph(escape(digest.heading), styles["title"]), box, Spacer(1, 10)]


def _flow(blocks: tuple[Block, ...], styles: dict[str, ParagraphStyle], width: float) -> list[Flowable]:
    """The blocks as reportlab lays them out; headings stay with what follows, short tables on one page."""
    story: list[Flowable] = []
    headings: list[Flowable] = []
    for block in blocks:
        if isinstance(block, Text) and block.kind == "heading":
            headings.append(Paragraph(_markup(block.text), styles[f"heading{block.level}"]))
        elif isinstance(block, Break):
            story.append(PageBreak())
        elif isinstance(block, Table) and block.rows > _SHORT:
            story += [CondPageBreak(50 * mm), *headings, _grid(block, styles, width), Spacer(1, 6)]
            headings = []
        else:
            story += [KeepTogether([*headings, _flowable(block, styles, width)]), Spacer(1, 6 if isinstance(block, Table) else 0)]
            headings = []
    return story


def _flowable(block: Text | Table, styles: dict[str, ParagraphStyle], width: float) -> Flowable:
    if isinstance(block, Table):
        return _grid(block, styles, width)
    return Paragraph(("○　" if block.kind == "bullet" else "") + _markup(block.text), styles[block.kind])


def _grid(table: Table, styles: dict[str, ParagraphStyle], width: float) -> Flowable:
    rows: list[list[object]] = [[""] * len(table.widths) for _ in range(table.rows)]
    rules: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    rules.append(("RIGHTPADDING", (0, 0), (-1, -1), _HANG))
    for cell in table.cells:
        corner, opposite = (cell.column, cell.row), (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
        rows[cell.row][cell.column] = _content(cell, styles["label" if table.is_heading(cell) else "cell"])
        if corner != opposite:
            rules.append(("SPAN", corner, opposite))
        if table.is_heading(cell):
            rules.append(("BACKGROUND", corner, opposite, colors.HexColor("#e8edf4")))
    unit = width / sum(table.widths)
    grid = Grid(rows, colWidths=[unit * share for share in table.widths], repeatRows=table.heading_rows)
    grid.setStyle(TableStyle(rules))
    return grid


def _content(cell: Cell, style: ParagraphStyle) -> list[Paragraph]:
    return [Paragraph(_markup(line), style) for line in cell.lines]


def _markup(text: str) -> str:
    """The text as reportlab's markup, with its addresses as links."""
    return _URL.sub(lambda match: f'<link href="{match.group()}" color="#1a4f8b">{match.group()}</link>', escape(text))
