"""Addresses on the web in running text, those broken over lines or at hyphens joined again."""

import re
from dataclasses import dataclass

from core.text import fold

_START = re.compile(r"https?://", re.IGNORECASE)
_CHARACTER = re.compile(r"[!#-;=?-~]")  # printable ASCII but quotes and angle brackets
_BREAK = re.compile(r"[ \t　]*\n[ \t　]*")
_COMPLETE = re.compile(r"(?:\.(?:html?|pdf|php|aspx?|jsp|cgi|xlsx?|docx?|pptx?|csv|zip|txt|jpe?g|png)|^https?://[^/]+/)$", re.IGNORECASE)
_GLUED = re.compile(r"(\.(?:html|htm|pdf|php|aspx|xlsx?|docx?|pptx?|csv|zip))(?!l)[^/?#=&]{1,3}$", re.IGNORECASE)
_NEXT_RUN = re.compile(r"[!-~]+")
_DATE = re.compile(r"^\d{1,2}/\d{1,2}(?:$|\()")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address: its place in the raw text, and its letters without the breaks in between."""

    start: int
    end: int
    url: str


def find_addresses(raw: str) -> list[Address]:
    """The web addresses in a text, in order, with what line breaks and stray spaces at hyphens tore apart joined again."""
    found: list[Address] = []
    position = 0
    while match := _START.search(raw, position):
        end = _address_end(raw, match.start())
        found.append(Address(match.start(), end, re.sub(r"\s", "", raw[match.start() : end])))
        position = max(end, match.end())
    return found


def reading_text(raw: str, start: int = 0) -> str:
    """Reading text of a stretch of the text, with torn web addresses whole."""
    text = fold(raw, start).text
    if "http" not in raw:
        return text
    for address in find_addresses(raw):
        torn = fold(raw[address.start : address.end]).text
        if torn != address.url and " " in torn:
            text = text.replace(torn, address.url, 1)
    return text


def _address_end(raw: str, start: int) -> int:
    end = start
    while end < len(raw):
        if _CHARACTER.match(raw[end]):
            end += 1
            continue
        resumed = _resumed(raw, start, end)
        if resumed is None:
            break
        end = resumed
    return start + len(_without_tail(raw[start:end]))


def _resumed(raw: str, start: int, end: int) -> int | None:
    """Where the address goes on after the white space at `end`, None when it does not."""
    if end > 0 and raw[end] in " \t" and (raw[end + 1 : end + 2] == "-" or raw[end - 1] == "-"):
        after = end + len(raw[end:]) - len(raw[end:].lstrip(" \t"))
        return after if after < len(raw) and _CHARACTER.match(raw[after]) else _over_line(raw, start, end)
    return _over_line(raw, start, end)


def _over_line(raw: str, start: int, end: int) -> int | None:
    line_break = _BREAK.match(raw, end)
    run = _NEXT_RUN.match(raw, line_break.end()) if line_break else None
    if line_break is None or run is None or _START.match(run.group()) or "@" in run.group():
        return None
    before = re.sub(r"\s", "", raw[start:end])
    if before.endswith("-"):
        return line_break.end()
    if _COMPLETE.search(before) or _DATE.match(run.group()) or raw[run.end() : run.end() + 1] == " ":
        return None
    return line_break.end()


def _without_tail(address: str) -> str:
    """The address without punctuation, or the letters of the next item, stuck to its end."""
    cut = _GLUED.search(address)
    if cut:
        address = address[: cut.end(1)]
    stripped = address.rstrip(".,;:!?'`|*_\\- \n\t")
    if stripped.endswith(")") and "(" not in stripped:
        return stripped.rstrip(")")
    return stripped
