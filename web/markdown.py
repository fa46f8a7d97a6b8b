"""The Markdown of an answer as HTML: paragraphs, lists, quotes, tables and emphasis; links, images and HTML stay text."""

import html
import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.records import Answer, Derived

_RULES = ["blockquote", "list", "table", "emphasis", "newline", "escape"]
_MARKER = re.compile(r"\[(\d+)\]")


def markdown_html(text: str, answer: Answer, turn: int, opened: int | None = None) -> str:
    """HTML of a text of the answer: each [n] that it cites a button that opens the source, each computed figure marked.

    `opened` is the number of the source that stands open.
    """
    parser = MarkdownIt("zero", {"breaks": True}).enable(_RULES)
    cited = frozenset(citation.number for citation in answer.citations)

    def text_rule(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
        out: list[str] = []
        last = 0
        content = tokens[index].content
        for match in _MARKER.finditer(content):
            number = int(match.group(1))
            if number in cited:
                out += [_mark_computed(content[last : match.start()], answer.derived), cite_button(turn, number, opened)]
                last = match.end()
        return "".join([*out, _mark_computed(content[last:], answer.derived)])

    parser.add_render_rule("text", text_rule)
    return f'<div class="prose-answer">{_scrollable(parser.render(text))}</div>'


def cite_button(turn: int, number: int, opened: int | None = None) -> str:
    """The button that opens a source from within an answer."""
    label = f"出典{number}を表示 Show source {number}"
    current = ' aria-current="true"' if number == opened else ""
    names = f'aria-label="{label}" title="{label}"'
    return f'<button type="button" class="cite" data-turn="{turn}" data-cite="{number}" {names}{current}>{number}</button>'


def _mark_computed(text: str, derived: Sequence[Derived]) -> str:
    """Escaped text in which computed figures are marked. A bare number is left: it may as well be a day or a page that was read."""
    figures = {item.text: item.how for item in derived if item.text.strip() and not item.text.strip().isdigit()}
    if not figures:
        return html.escape(text)
    pattern = "|".join(rf"(?<![\d,.]){re.escape(figure)}" for figure in sorted(figures, key=len, reverse=True))
    out: list[str] = []
    last = 0
    for match in re.finditer(pattern, text):
        how = html.escape(f"計算値 Computed: {figures[match.group()]}", quote=True)
        out += [html.escape(text[last : match.start()]), f'<span class="computed" title="{how}">{html.escape(match.group())}</span>']
        last = match.end()
    return "".join([*out, html.escape(text[last:])])


def _scrollable(rendered: str) -> str:
    """Wide tables scroll by themselves, so that the page does not."""
    return rendered.replace("<table>", '<div class="table-scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
