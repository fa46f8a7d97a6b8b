"""The plain form in which answers, quotes and expectations are compared."""

import re
import unicodedata

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HIDE_CIRCLED = {ord(char): 0xE000 + index for index, char in enumerate(_CIRCLED)}
_SHOW_CIRCLED = {0xE000 + index: char for index, char in enumerate(_CIRCLED)}
_SUPERSCRIPT = re.compile(r"<sup>(?![※*＊注])[^<]*</sup>|[⁰¹²³⁴-⁹₀-₉]+", re.IGNORECASE)
# What is raised and stays, the mark of a note, does not run into a figure after it.
_RAISED = re.compile(r"</?sup>", re.IGNORECASE)
# A link of Markdown is its words; what it points to is not read.
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:#|[^()\s]*)\)")
_NOTE_MARK = re.compile(r"(?<=[※*])\s*\d{1,2}(?![\d,./年月日])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# A wide slash between whole dates lists them (2025.01.14／2025.01.15); in NFKC it would look like part of one.
_BETWEEN_DATES = re.compile(r"／(?=(?:19|20)\d\d[./年-])")
_WAVES = str.maketrans(dict.fromkeys("~〜∼˜", "～"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_MARKER = re.compile(r"\[(\d+)\]")
_EMPHASIS = re.compile(r"\*\*|__|`|\\(?=\|)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CIRCLED_NUMBER = re.compile(f"([{_CIRCLED}])(?=(\\d)?)")
# Kept through the removal of white space, so that "2 3" is never read as 23.
_GAP = "\ue0ff"


def flatten(text: str) -> str:
    """One spelling for widths, dashes and markup; numbers of notes are taken out, ① stays what it is."""
    bare = _TAG.sub("", _RAISED.sub(" ", _SUPERSCRIPT.sub("", _LINK.sub(r"\1", _BETWEEN_DATES.sub("、", text)))))
    plain = unicodedata.normalize("NFKC", bare.translate(_HIDE_CIRCLED)).translate(_SHOW_CIRCLED)
    return _NOTE_MARK.sub(" ", _EMPHASIS.sub("", plain.translate(_WAVES).translate(_DASHES)))


def squeeze(text: str) -> str:
    """The flattened text without white space and thousands separators, in lower case: what is compared literally."""
    flat = _THOUSANDS.sub("", _BETWEEN_DIGITS.sub(_GAP, _CIRCLED_NUMBER.sub(_number, flatten(text))))
    return re.sub(r"\s+", "", flat).casefold()


def _number(match: re.Match[str]) -> str:
    """① as 1, so that 事案① and 事案1 are one; it never runs into a digit after it."""
    return str(_CIRCLED.index(match.group(1)) + 1) + (_GAP if match.group(2) else "")


def without_markers(text: str) -> str:
    """The text with each [n] marker replaced by a space."""
    return _MARKER.sub(" ", text)


def marker_numbers(text: str) -> tuple[int, ...]:
    """The numbers of the [n] markers, in order, each once."""
    return tuple(dict.fromkeys(int(number) for number in _MARKER.findall(text)))


def contains(body: str, wanted: str) -> bool:
    """True when squeezed `wanted` stands in squeezed `body`, its outer digits being whole numbers there."""
    if not wanted:
        return False
    before = r"(?<![\d])(?<!\d\.)" if wanted[0].isdigit() else ""
    after = r"(?!\d|\.\d)" if wanted[-1].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, body) is not None
