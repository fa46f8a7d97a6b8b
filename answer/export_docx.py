"""Cited answers as a Word document: a heading per question, its answer, table and numbered sources. Only this file knows python-docx."""

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from answer.layout import computed, labels, place, prose
from core.records import Answer, AnswerTable, Citation, Status

_LATIN_FONT = "Calibri"
_JAPANESE_FONT = "Yu Gothic"
_GREY = RGBColor(0x55, 0x5F, 0x6E)
_ACCENT = RGBColor(0x1F, 0x3A, 0x5F)
# What XML 1.0 (section 2.2) does not allow in a document.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_INLINE = re.compile(r"(\*\*.+?\*\*|(?<!\*)\*[^*\s][^*]*\*(?!\*)|\[\d+\])")
_BULLET = re.compile(r"^\s*[-*+]\s+")


def document(answers: Sequence[Answer]) -> bytes:
    """The bytes of a document with a section per question."""
    page = Document()
    _set_fonts(page)
    for section in page.sections:
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)
    page.core_properties.author = "Tenkyo"
    page.core_properties.title = _clean(answers[0].question) if len(answers) == 1 else ""
    for answer in answers:
        _section(page, answer)
    stream = io.BytesIO()
    page.save(stream)
    return stream.getvalue()


def _set_fonts(page: WordDocument) -> None:
    """Latin and Japanese fonts for every style used: Word takes a separate font for East Asian characters."""
    for name, size in (("Normal", 10.5), ("Heading 1", 15), ("Heading 2", 11), ("List Bullet", 10.5), ("Intense Quote", 10), ("Quote", 10)):
        style = page.styles[name]
        style.font.name = _LATIN_FONT
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), _JAPANESE_FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)  # a theme font would win over the named one
        if name.startswith("Heading"):
            style.font.color.rgb = _ACCENT
    page.styles["Normal"].paragraph_format.space_after = Pt(6)
    page.styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    page.styles["Quote"].font.italic = False  # slanted Japanese is hard to read


def _section(page: WordDocument, answer: Answer) -> None:
    words = labels(answer.language)
    page.add_heading(_clean(" ".join(answer.question.split())), level=1)
    if answer.status is Status.NOT_FOUND:
        _grey(page.add_paragraph(), words["not_found"])
    for line in prose(answer).splitlines():
        if line.strip():
            _add_line(page, line)
    if answer.table is not None:
        _add_table(page, answer.table)
    _add_computed(page, answer)
    _add_sources(page, answer)


def _add_line(page: WordDocument, line: str) -> None:
    bullet = _BULLET.match(line)
    paragraph = page.add_paragraph(style="List Bullet" if bullet else None)
    _add_inline(paragraph, line[bullet.end() :] if bullet else line.lstrip("> #").strip())


def _add_inline(paragraph: Paragraph, text: str) -> None:
    """Text with **bold**, *slanted* and [n] markers, which are set small and coloured."""
    for part in _INLINE.split(_clean(text)):
        if part.startswith("**") and part.endswith("**") and len(part) > 4:
            paragraph.add_run(part[2:-2]).bold = True
        elif part.startswith("*") and part.endswith("*") and len(part) > 2:
            paragraph.add_run(part[1:-1]).italic = True
        elif _INLINE.fullmatch(part):
            run = paragraph.add_run(part)
            run.font.size, run.font.color.rgb = Pt(8.5), _ACCENT
        elif part:
            paragraph.add_run(part)


def _add_table(page: WordDocument, table: AnswerTable) -> None:
    grid = page.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, name in zip(grid.rows[0].cells, table.columns, strict=True):
        _fill_cell(cell, f"**{name}**" if name else "")
        _shade(cell, "E6ECF4")
    _repeat_as_heading(grid.rows[0])
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=False):
            _fill_cell(cell, text)
    page.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill_cell(cell: _Cell, text: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    _add_inline(paragraph, text)
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)


def _repeat_as_heading(row: _Row) -> None:
    """The heading row stands on every page that the table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _add_computed(page: WordDocument, answer: Answer) -> None:
    if answer.derived:
        page.add_heading(labels(answer.language)["computed"], level=2)
        for line in computed(answer):
            _add_line(page, f"- {line}")


def _add_sources(page: WordDocument, answer: Answer) -> None:
    if answer.citations:
        page.add_heading(labels(answer.language)["sources"], level=2)
        for citation in answer.citations:
            _add_source(page, citation, answer.language)


def _add_source(page: WordDocument, citation: Citation, language: str) -> None:
    words = labels(language)
    paragraph = page.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.add_run(_clean(f"[{citation.number}] {citation.title or words['untitled']}")).bold = True
    details = page.add_paragraph()
    details.paragraph_format.keep_with_next = True
    details.paragraph_format.space_after = Pt(1)
    where = words["place"].format(citation.start, citation.end)
    _grey(
        details, "\n".join(part for part in (place(citation, language), citation.url, f"{where} · SHA-256 {citation.sha256[:12]}…") if part)
    )
    page.add_paragraph(_clean(citation.quote), style="Quote")


def _grey(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(_clean(text))
    run.font.size, run.font.color.rgb = Pt(8.5), _GREY


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
