"""Markup that the readers of Office files write, and the web page reader reads: one way for headings, lists and tables of any format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

PAGE = "data-page"


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a table to be written: its words and how many rows and columns it covers."""

    text: str
    row_span: int = 1
    column_span: int = 1


def heading(text: str, level: int) -> str:
    """A heading of a level from 1."""
    return f"<h{level}>{_words(text)}</h{level}>" if text.strip() else ""


def paragraph(text: str) -> str:
    """A paragraph; its line breaks are kept."""
    return f"<p>{_words(text)}</p>" if text.strip() else ""


def items(texts: Iterable[str]) -> str:
    """A list of bullets."""
    written = "".join(f"<li>{_words(text)}</li>" for text in texts if text.strip())
    return f"<ul>{written}</ul>" if written else ""


def table(rows: Sequence[Sequence[Entry]]) -> str:
    """A table; a cell that others cover is not among its row's entries."""
    return "<table>" + "".join("<tr>" + "".join(_cell(entry) for entry in row) + "</tr>" for row in rows) + "</table>"


def page(number: int, content: str) -> str:
    """A slide or sheet, as a page with its number."""
    return f'<section {PAGE}="{number}">{content}</section>'


def document(title: str, content: str) -> str:
    """The whole: the title is the page's own where the content has no heading."""
    return f"<html><head><title>{escape(title)}</title></head><body>{content}</body></html>"


def _cell(entry: Entry) -> str:
    spans = (f' rowspan="{entry.row_span}"' if entry.row_span > 1 else "") + (
        f' colspan="{entry.column_span}"' if entry.column_span > 1 else ""
    )
    return f"<td{spans}>{_words(entry.text)}</td>"


def _words(text: str) -> str:
    return "<br>".join(escape(line) for line in text.strip().splitlines())
