"""Slides: each slide is a page, its shapes in reading order, with tables and the speaker's notes. Only this file knows python-pptx."""

import io
import zipfile
from collections.abc import Iterator

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.exc import PythonPptxError
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import Table

from core.errors import DamagedSource, EmptySource
from ingest import markup
from ingest.packages import check_package

# SyntaxError is the base of what the XML parser raises.
_FAULTS = (PythonPptxError, zipfile.BadZipFile, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError)
_PICTURES = (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.LINKED_PICTURE, MSO_SHAPE_TYPE.CHART, MSO_SHAPE_TYPE.DIAGRAM)
_BAND = 180_000  # shapes whose tops lie within half a centimetre (in EMU) stand side by side


def slides_markup(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The slides as markup, with a warning for those that hold pictures or charts, which are not read.

    Raises DamagedSource, UnsupportedSource for a package that unpacks to too much, EmptySource for one without text.
    """
    check_package(data, name)
    try:
        slides = list(Presentation(io.BytesIO(data)).slides)
        written = [markup.page(number, "".join(_slide(slide))) for number, slide in enumerate(slides, 1)]
        pictured = [str(number) for number, slide in enumerate(slides, 1) if any(_pictures(slide))]
    except _FAULTS as error:
        raise DamagedSource(f"{name}: the slides do not open ({type(error).__name__}: {error}); save them anew as .pptx.") from error
    if not any("<p>" in slide or "<h2>" in slide or "<li>" in slide or "<td>" in slide for slide in written):
        raise EmptySource(f"{name}: none of its {len(written)} slides has text; check that this is the right file.")
    warnings = (f"{name}: pictures and charts on slide {', '.join(pictured)} were not read.",) if pictured else ()
    return markup.document("", "".join(written)), warnings


def _slide(slide: Slide) -> Iterator[str]:
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        yield markup.heading(title.text_frame.text, 2)
    for shape in _in_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            yield from _shape(shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from (markup.paragraph(line) for line in slide.notes_slide.notes_text_frame.text.splitlines())


def _in_order(shapes: object) -> list[BaseShape]:
    """Shapes from the top, those side by side from the left; groups opened."""
    flat: list[BaseShape] = []
    for shape in shapes:  # type: ignore[attr-defined]
        flat.extend(_in_order(shape.shapes) if shape.shape_type is MSO_SHAPE_TYPE.GROUP else [shape])
    return sorted(flat, key=lambda shape: ((shape.top or 0) // _BAND, shape.left or 0))


def _shape(shape: BaseShape) -> Iterator[str]:
    if getattr(shape, "has_table", False):
        yield markup.table(list(_rows(shape.table)))  # type: ignore[attr-defined]
    elif shape.has_text_frame:
        paragraphs = [(line.text.replace("\v", "\n"), line.level) for line in shape.text_frame.paragraphs]  # type: ignore[attr-defined]
        for text, level in paragraphs:
            yield markup.items([text]) if level else markup.paragraph(text)


def _rows(table: Table) -> Iterator[list[markup.Entry]]:
    for row in table.rows:
        yield [
            markup.Entry(cell.text, cell.span_height if cell.is_merge_origin else 1, cell.span_width if cell.is_merge_origin else 1)
            for cell in row.cells
            if not cell.is_spanned
        ]


def _pictures(slide: Slide) -> Iterator[BaseShape]:
    yield from (shape for shape in _in_order(slide.shapes) if shape.shape_type in _PICTURES or getattr(shape, "has_chart", False))
