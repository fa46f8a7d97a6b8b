"""Word files: headings, lists, notes and tables as markup. Only this file knows mammoth."""

import io
import zipfile
from xml.parsers.expat import ExpatError
from xml.sax import SAXParseException

import mammoth

from core.errors import DamagedSource, EmptySource
from ingest.markup import document
from ingest.packages import check_package

# Built-in styles keep their English names in the file whatever the language of Word; these are what others write.
_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='表題'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        *(f"p[style-name='見出し {level}'] => h{level}:fresh" for level in range(1, 7)),
    ]
)
_FAULTS = (zipfile.BadZipFile, ExpatError, SAXParseException, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError)


def word_markup(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The body of a Word file as markup, with a warning where pictures in it were not read.

    Raises DamagedSource, UnsupportedSource for a package that unpacks to too much, EmptySource for one without text.
    """
    check_package(data, name)
    pictures: list[str] = []

    def leave_out(image: object) -> list[object]:
        pictures.append("picture")
        return []

    try:
        found = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=leave_out)
    except _FAULTS as error:
        raise DamagedSource(f"{name}: the Word file does not open ({type(error).__name__}: {error}); save it anew as .docx.") from error
    if not found.value.strip():
        raise EmptySource(f"{name}: there is no text in it; check that this is the right file.")
    warnings = (f"{name}: {len(pictures)} pictures in it were not read.",) if pictures else ()
    return document("", found.value), warnings
