"""Side notes: small letters in the margin beside running text, which are read after it and not as part of its lines."""

from collections import Counter
from collections.abc import Sequence

from ingest.layout import Glyph

_SMALLER = 0.9  # share of the size of running text below which letters are small
_CLEAR = 0.5  # share of that size by which a note keeps clear of the text
_FEWEST = 6  # characters
_WIDEST = 0.3  # share of the page's width that a column of notes takes at most
_BODY = 0.5  # share of a page's characters that are of one size where it has running text


def part_side_notes(glyphs: Sequence[Glyph], width: float) -> tuple[list[Glyph], list[Glyph]]:
    """The characters of the running text, and those of the notes beside it; a page without such notes has none of these."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    sizes = Counter(round(glyph.size, 1) for glyph in inked)
    size, count = sizes.most_common(1)[0] if sizes else (0.0, 0)
    body = [glyph for glyph in inked if glyph.size >= _SMALLER * size]
    if not body or count < _BODY * len(inked):
        return list(glyphs), []
    top, bottom = min(glyph.top for glyph in body), max(glyph.bottom for glyph in body)
    left, right = min(glyph.x0 for glyph in body) - _CLEAR * size, max(glyph.x1 for glyph in body) + _CLEAR * size
    beside: set[int] = set()
    for side in (
        [glyph for glyph in glyphs if glyph.x1 <= left and top <= glyph.top <= bottom],
        [glyph for glyph in glyphs if glyph.x0 >= right and top <= glyph.top <= bottom],
    ):
        own = [glyph for glyph in side if not glyph.text.isspace()]
        if len(own) >= _FEWEST and max(glyph.x1 for glyph in own) - min(glyph.x0 for glyph in own) <= _WIDEST * width:
            beside |= {id(glyph) for glyph in side}
    return [glyph for glyph in glyphs if id(glyph) not in beside], [glyph for glyph in glyphs if id(glyph) in beside]
