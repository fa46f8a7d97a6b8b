"""The sources of an answer, the open one's page beneath them, and the list of disclosures, as HTML."""

import html
from collections.abc import Sequence

from core.records import Citation, Disclosure, DocumentInfo, Span
from web.conversation import Conversation, Selection
from web.page import Mark, as_shown, page_html, shown_span

NOTHING_YET = "回答の根拠となる資料のページが、ここに表示されます。<br><span lang='en'>The page behind each answer appears here.</span>"
NO_SOURCES = "この回答に示せる出典はありません。<br><span lang='en'>This answer has no source to show.</span>"


def sources_html(conversation: Conversation, disclosure: Disclosure | None) -> str:
    """The list of the open turn's citations and the page of the open one; an invitation while there is none."""
    citation, selection = conversation.citation, conversation.selection
    if citation is None or selection is None or disclosure is None:
        return f'<div class="sources empty"><p>{NO_SOURCES if conversation.answers else NOTHING_YET}</p></div>'
    citations = conversation.answers[selection.turn].citations
    page = selection.page if selection.page is not None else citation.page
    groups: dict[str, list[Citation]] = {}
    for other in citations:
        groups.setdefault(other.sha256, []).append(other)
    listed = "".join(_group(group, selection) for group in groups.values())
    return (
        f'<div class="sources"><h2>出典 <span lang="en">Sources</span> <span class="count">{len(citations)}</span></h2>'
        f'<ol class="source-list" aria-label="出典の一覧 List of sources">{listed}</ol>'
        f"{_viewer(disclosure, citation, citations, selection, page)}</div>"
    )


def documents_html(documents: Sequence[DocumentInfo]) -> str:
    """A table of the disclosures in the store; how to add some where there are none."""
    if not documents:
        return empty_store_html()
    rows = "".join(_document_row(document) for document in documents)
    heads = (("表題", "Title"), ("公表者", "Publisher"), ("公表日", "Published"), ("ファイル", "File"), ("頁", "Pages"))
    head = "".join(f'<th scope="col">{japanese} <span lang="en">{english}</span></th>' for japanese, english in heads)
    return (
        f'<div class="table-scroll" tabindex="0"><table class="documents"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _document_row(document: DocumentInfo) -> str:
    return (
        f"<tr><td>{_linked(document.title or document.file, document.url)}</td><td>{html.escape(document.publisher or '—')}</td>"
        f'<td class="date">{document.published.isoformat() if document.published else "—"}</td>'
        f'<td class="file">{html.escape(document.file)}</td><td class="number">{document.pages or "—"}</td></tr>'
    )


def empty_store_html() -> str:
    """What to do when nothing has been ingested."""
    return (
        '<div class="notice" role="status"><strong>資料がまだ取り込まれていません。</strong> '
        "ターミナルで次を実行してから、このページを再読み込みしてください。"
        '<br><span lang="en">No disclosures have been ingested yet. Run this in a terminal, then reload the page.</span>'
        "<pre>python -m ingest FOLDER_OR_FILE</pre></div>"
    )


def _group(citations: Sequence[Citation], selection: Selection) -> str:
    """The citations of one disclosure under its title."""
    first = citations[0]
    about = [first.publisher, first.published.isoformat() if first.published else None]
    items = "".join(_item(citation, selection.turn, citation.number == selection.number) for citation in citations)
    return (
        f'<li><div class="source-document"><span class="source-title">{html.escape(first.title or first.file)}</span>'
        f'<span class="about">{" · ".join(html.escape(part) for part in about if part)}</span></div><ol>{items}</ol></li>'
    )


def _item(citation: Citation, turn: int, is_open: bool) -> str:
    current = ' aria-current="true"' if is_open else ""
    parts = (_page_name(citation.page, citation.printed_page), citation.section, _read_by(citation.confidence))
    place = " · ".join(html.escape(part) for part in parts if part)
    return (
        f'<li><button type="button" class="source" data-turn="{turn}" data-cite="{citation.number}"{current}>'
        f'<span class="source-number">{citation.number}</span><span class="source-text">'
        f'<span class="excerpt" lang="ja">{html.escape(" ".join(as_shown(citation.quote).split()))}</span>'
        f'<span class="place">{place}</span></span></button></li>'
    )


def _read_by(confidence: float | None) -> str:
    """That a page was read by OCR, and how sure that is; nothing for one with text."""
    return f"文字認識 OCR {confidence:.0%}" if confidence is not None else ""


def _viewer(disclosure: Disclosure, citation: Citation, citations: Sequence[Citation], selection: Selection, page: int | None) -> str:
    """The page with its marks; `data-view` changes when there is something new to scroll to."""
    marks = [
        Mark(Span(other.start, other.end), other.number, other.number == citation.number)
        for other in citations
        if other.sha256 == citation.sha256
    ]
    body = page_html(disclosure, shown_span(disclosure, page, Span(citation.start, citation.end)), marks)
    title = _linked(citation.title or citation.file, citation.url)
    return (
        '<section class="viewer" aria-label="引用されたページ Cited page">'
        f'<header><div class="viewer-title">{title}</div>{_pager(disclosure, page)}</header>'
        f'<div class="page" lang="ja" tabindex="0" data-view="{selection.turn}:{citation.number}:{page}">{body}</div>'
        f"<footer>{html.escape(citation.file)} · 文字位置 characters {citation.start:,}–{citation.end:,} · "
        f'<span title="{html.escape(citation.sha256, quote=True)}">SHA-256 {html.escape(citation.sha256[:12])}…</span></footer></section>'
    )


def _pager(disclosure: Disclosure, page: int | None) -> str:
    """Which page it is, and buttons to its neighbours; nothing for a document without pages."""
    if page is None or not disclosure.pages:
        return ""
    last = disclosure.pages[-1].number
    shown = next((other for other in disclosure.pages if other.number == page), None)
    name = _page_name(page, shown.printed if shown and shown.printed != str(page) else None)
    if last == 1:
        return f'<div class="pager">{name}</div>'
    return (
        f'<div class="pager">{_turn_button(page - 1, page > 1, "‹", "前のページ Previous page")}'
        f"<span>{name} / {last}</span>{_turn_button(page + 1, page < last, '›', '次のページ Next page')}</div>"
    )


def _turn_button(page: int, possible: bool, sign: str, label: str) -> str:
    return f'<button type="button" data-page="{page}" aria-label="{label}" title="{label}"{"" if possible else " disabled"}>{sign}</button>'


def _page_name(page: int | None, printed: str | None = None) -> str:
    """A page by its place in the file, and by the number printed on it where that is another."""
    return "" if page is None else f"p. {page}" + (f"（紙面 printed {printed}）" if printed else "")


def _linked(text: str, url: str | None) -> str:
    """Escaped text, linked to the original where its address is one of the web."""
    if not url or not url.lower().startswith(("https://", "http://")):
        return html.escape(text)
    return f'<a href="{html.escape(url, quote=True)}" target="_blank" rel="noopener noreferrer">{html.escape(text)}</a>'
