"""Folding: raw extracted text becomes reading text, and every character keeps its place.

Citations quote the raw text of a disclosure; rules and searches read the folded text. `Folded` ties the two together,
so that whatever is found in reading text is cited from the place that it was read from.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

WAVE_DASHES = "~〜～∼˜"
DASHES = "‐‑‒–—―−－"
_TAG = re.compile(r"</?(?:[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_BREAK_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|th)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\s]*\)")
# Two underscores inside an address (/__files/) are part of it.
_EMPHASIS = re.compile(r"\*\*|(?<![\w/])__(?=\S)|(?<=\S)__(?![\w/])")
_COMPATIBILITY = ((0x2E80, 0x2FDF), (0x3000, 0x3000), (0xF900, 0xFAFF), (0xFF01, 0xFF9F), (0xFFE0, 0xFFE6), (0x2070, 0x2089))
_SUPERSCRIPTS = "¹²³"
_JAPANESE = ((0x3001, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF01, 0xFFEF))


@dataclass(frozen=True, slots=True)
class Folded:
    """Reading text and, for each of its characters, the index of the raw character it came from.

    `offsets` has one entry more than `text`: the last is the end of the raw stretch.
    """

    text: str
    offsets: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Raw (start, end) of the reading-text stretch [start, end); an empty stretch is an empty place."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(raw: str, base: int = 0, *, markup: bool = True) -> Folded:
    """Reading text of `raw`, whose first character stands at `base` in the disclosure's text.

    Full-width letters and digits become half-width, half-width kana full-width, compatibility ideographs plain ones
    (enclosed numbers such as ① stay); wave dashes become ～ and dashes -; runs of white space become one space, and a
    line break between two Japanese characters nothing. With `markup`, HTML tags, entities and Markdown emphasis and links lose their marks.
    """
    out: list[str] = []
    places: list[int] = []
    hidden = _markup_places(raw) if markup else {}
    index = 0
    while index < len(raw):
        if index in hidden:
            stop, text = hidden[index]
            for char in text:
                _push(out, places, char, base + index)
            index = stop
            continue
        char = raw[index]
        plain = _PLAIN.get(char)
        if plain is None:
            plain = _plain(raw, index)
            if not "\uff66" <= char <= "\uff9f":  # half-width kana is read with what stands beside it
                _PLAIN[char] = plain
        for read in plain:
            _push(out, places, read, base + index)
        index += 1
    while out and out[-1] in " \n":
        out.pop()
        places.pop()
    text = "".join(out).replace("\n", " ")
    return Folded(text, (*places, (places[-1] + 1) if places else base))


def _push(out: list[str], places: list[int], char: str, place: int) -> None:
    """Append one character, with white space folded against what stands before it."""
    if char in "\n\r \t\f\v":
        if not out:
            return
        if out[-1] == " " and char in "\n\r":
            out[-1] = "\n"
        elif out[-1] not in " \n":
            out.append("\n" if char in "\n\r" else " ")
            places.append(place)
        return
    if len(out) > 1 and out[-1] == "\n" and _runs_on(out[-2], char):
        out.pop()
        places.pop()
    out.append(char)
    places.append(place)


def _runs_on(before: str, after: str) -> bool:
    """True where a line break between two characters is none of the words': Japanese is set solid, with figures and Latin letters too."""
    japanese = (is_japanese(before), is_japanese(after))
    return all(japanese) or (any(japanese) and before.isalnum() and after.isalnum())


def _markup_places(raw: str) -> dict[int, tuple[int, str]]:
    """Start of each stretch of markup, with its end and what is read in its place."""
    found: dict[int, tuple[int, str]] = {}
    if "<" in raw:
        for match in _TAG.finditer(raw):
            found[match.start()] = (match.end(), " " if _BREAK_TAG.match(match.group()) else "")
    if "&" in raw:
        for match in _ENTITY.finditer(raw):
            found.setdefault(match.start(), (match.end(), html.unescape(match.group())))
    if "](" in raw:
        for match in _MARKDOWN_LINK.finditer(raw):
            found.setdefault(match.start(), (match.start() + 1, ""))
            found.setdefault(match.end(1), (match.end(), ""))
    if "**" in raw or "__" in raw:
        for match in _EMPHASIS.finditer(raw):
            found.setdefault(match.start(), (match.end(), ""))
    return found


def _plain(raw: str, index: int) -> str:
    """What is read for one raw character."""
    char = raw[index]
    if char in WAVE_DASHES:
        return "～"
    if char in DASHES:
        return "-"
    code = ord(char)
    if code < 0x80:
        return char
    if char in _SUPERSCRIPTS:
        return unicodedata.normalize("NFKC", char)
    if char in "\u200b\u200c\u200d\u2060\ufeff\u00ad":
        return ""
    if char == "\u00a0":
        return " "
    if 0xFF9E <= code <= 0xFF9F and index and 0xFF66 <= ord(raw[index - 1]) <= 0xFF9D:
        return ""  # voicing mark, taken together with the kana before it
    if 0xFF66 <= code <= 0xFF9D and index + 1 < len(raw) and 0xFF9E <= ord(raw[index + 1]) <= 0xFF9F:
        return unicodedata.normalize("NFKC", raw[index : index + 2])
    if any(low <= code <= high for low, high in _COMPATIBILITY):
        return unicodedata.normalize("NFKC", char)
    return char


def is_japanese(char: str) -> bool:
    """True for kana, ideographs and Japanese punctuation: characters that a line break does not separate."""
    code = ord(char)
    return any(low <= code <= high for low, high in _JAPANESE) or char in "①②③④⑤⑥⑦⑧⑨⑩※○●◯・…"


_PLAIN: dict[str, str] = {}  # what is read for a character wherever it stands, once it has been asked for
_KEY_DROPPED = re.compile(r"[\s\-_・･.,、。,:;!?「」『』()（）\[\]【】〔〕〈〉<>《》\"'“”‘’/／]+")


def matching_key(text: str) -> str:
    """The form in which spellings of one name are equal: folded, lower case, without spaces, brackets or punctuation."""
    return _KEY_DROPPED.sub("", fold(text).text.casefold())
