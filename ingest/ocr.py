"""Pages that are pictures, read with tesseract: the characters with their places and how sure the reading is. Only this file knows it.

A scan is turned upright first: by the angle at which its lines of print stand out most from the space between them. Measured on a page of
150 dpi that lies 1.2 degrees aslant, this brings the share of wrong characters from 3.4% to 1.1% (`benchmarks/LOG.md`).
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image

from ingest.layout import Glyph

DPI = 300
_LANGUAGE = "jpn"
_SECONDS = 120  # for one page
_STEEPEST = 3.0  # degrees; what lies more aslant is a picture, or a page on its side
_SMALL = 900  # points on the longer side on which the angle is looked for
_INK = 128
_LEAST_INK = 0.0005  # share of dark points below which a page is blank
_LINE, _WORD = 4, 5  # levels of tesseract's table
_CHARACTER = 0.9  # width of a character by the height of its line
INSTALL = "install tesseract with its Japanese data (on Debian and Ubuntu: apt-get install tesseract-ocr tesseract-ocr-jpn)"


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read from a picture: characters on the upright page, the angle that it lay aslant (degrees), and how sure the reading
    is, from 0 to 1."""

    glyphs: tuple[Glyph, ...]
    slant: float
    confidence: float


@lru_cache(maxsize=1)
def is_available() -> bool:
    """True when tesseract and its Japanese data are installed."""
    try:
        return _LANGUAGE in pytesseract.get_languages()
    except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError, OSError):
        return False


def is_blank(picture: Image.Image) -> bool:
    """True for a page with next to no ink on it."""
    return float((np.asarray(picture.convert("L")) < _INK).mean()) < _LEAST_INK


def read_scan(picture: Image.Image, dpi: float = DPI) -> Scan | None:
    """The characters of a page's picture, in points; None when nothing is read, or tesseract gives up on it."""
    grey = picture.convert("L")
    slant = angle_of(grey)
    upright = grey.rotate(slant, resample=Image.Resampling.BICUBIC, fillcolor=255) if slant else grey
    try:
        found = pytesseract.image_to_data(
            upright, lang=_LANGUAGE, config=f"--psm 3 --dpi {round(dpi)}", output_type=pytesseract.Output.DICT, timeout=_SECONDS
        )
    except (pytesseract.TesseractError, RuntimeError, OSError):  # RuntimeError is what a timeout raises
        return None
    words = list(_words(found))
    if not words:
        return None
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / letters
    return Scan(tuple(glyph for word in words for glyph in _glyphs(word, 72 / dpi)), slant, round(sure, 3))


def angle_of(picture: Image.Image) -> float:
    """How many degrees a page has to be turned, against the clock, for its lines to be level."""
    small = picture.copy()
    small.thumbnail((_SMALL, _SMALL))
    ink = Image.fromarray(255 - np.asarray(small.convert("L"), dtype=np.uint8))
    best = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5), key=lambda angle: _contrast(ink, angle))
    best = max(np.arange(best - 0.4, best + 0.45, 0.1), key=lambda angle: _contrast(ink, angle))
    return float(round(best, 1)) if abs(best) >= 0.1 else 0.0


def _contrast(ink: Image.Image, angle: float) -> float:
    """How much the rows of a turned page differ from their neighbours: most where print and space alternate."""
    rows: NDArray[np.float64] = np.asarray(ink.rotate(float(angle), resample=Image.Resampling.BILINEAR), dtype=np.float64).sum(axis=1)
    return float((np.diff(rows) ** 2).sum())


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in dots, with the top and height of its line: those of a word alone vary with its letters."""

    text: str
    left: float
    right: float
    top: float
    height: float
    confidence: float


def _words(found: dict[str, list[str | int | float]]) -> Iterator[_Word]:
    """The words of tesseract's table, row by row; what it takes for lines of their own within one row is put together."""
    words: list[_Word] = []
    top = height = 0.0
    for number, text in enumerate(found["text"]):
        if found["level"][number] == _LINE:
            top, height = float(found["top"][number]), float(found["height"][number])
        elif found["level"][number] == _WORD and (word := str(text).strip()):
            left, width = float(found["left"][number]), float(found["width"][number])
            words.append(_Word(word, left, left + width, top, height, float(found["conf"][number]) / 100))
    for row in _rows(words):
        yield from _joined(row)


def _rows(words: Sequence[_Word]) -> list[list[_Word]]:
    """Words that stand on one level, from the left, each given the top and height of the tallest among them."""
    rows: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: -word.height):
        row = next((row for row in rows if _on_level(word, row[0])), None)
        if row is None:
            rows.append([word])
        else:
            row.append(replace(word, top=row[0].top, height=row[0].height))
    return [sorted(row, key=lambda word: word.left) for row in sorted(rows, key=lambda row: row[0].top)]


def _on_level(word: _Word, tall: _Word) -> bool:
    """True when the middle of a word stands within a taller one that is not twice its height."""
    middle = word.top + word.height / 2
    return tall.top < middle < tall.top + tall.height and tall.height < 2 * word.height


def _joined(line: Sequence[_Word]) -> Iterator[_Word]:
    """The words of a line, each reaching to the next: over less than a character's width between them, for Japanese has no spaces, and
    no further, for tesseract draws some boxes over what follows."""
    for word, after in itertools.zip_longest(line, line[1:]):
        if after is None or after.left <= word.left:
            yield word
            continue
        apart = after.left - word.right
        latin = word.text[-1].isascii() and after.text[0].isascii()
        yield replace(word, right=after.left) if apart < 0 or (apart < _CHARACTER * word.height and not latin) else word


def _glyphs(word: _Word, scale: float) -> Iterator[Glyph]:
    """The characters of a word, side by side in its box."""
    step = (word.right - word.left) / len(word.text)
    for number, char in enumerate(word.text):
        left = word.left + number * step
        yield Glyph(char, left * scale, word.top * scale, (left + step) * scale, (word.top + word.height) * scale, word.height * scale)
