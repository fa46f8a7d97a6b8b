"""The conversation as HTML: questions, answers with their marks and tools, the question under way, and examples to start from."""

import html
import re
from collections import Counter
from collections.abc import Sequence

from answer import layout
from core.records import Answer, Coverage, Status
from web.conversation import Conversation
from web.markdown import cite_button, markdown_html

DOWNLOADS = (("md", "Markdown"), ("docx", "Word"), ("xlsx", "Excel"), ("csv", "CSV"), ("jsonl", "JSON"))
COVERAGE = {
    "ja": "確認した資料 {documents}件、うち記載あり {stating}件",
    "en": "{documents} documents looked at, {stating} of them state it",
}
_NUMBER = re.compile(r"\d+")
WHOLE = -1  # the turn that stands for the whole conversation in a download


def conversation_html(conversation: Conversation, examples: Sequence[str] = ()) -> str:
    """All questions and answers, and the question under way; the examples before the first."""
    pending, selection = conversation.pending, conversation.selection
    if not conversation.answers and pending is None:
        return f'<div class="conversation">{_welcome(examples)}</div>'
    turns = "".join(
        _turn(answer, turn, selection.number if selection and selection.turn == turn else None)
        for turn, answer in enumerate(conversation.answers)
    )
    waiting = "" if pending is None else f'<article class="turn pending">{_question(pending)}{_spinner()}</article>'
    whole = _tools_of_all() if len(conversation.answers) > 1 and pending is None else ""
    return f'<div class="conversation" role="log" aria-label="会話 Conversation">{turns}{waiting}{whole}</div>'


def notice_html(message: str) -> str:
    """A message above the question box; empty for none."""
    return f'<div class="notice" role="alert">{html.escape(message)}</div>' if message else ""


def scope_html(files: int) -> str:
    """That only some disclosures are asked, where the filter says so: a filter out of sight must not be out of mind."""
    if not files:
        return ""
    english = f'<span lang="en">Asking only the {files} chosen.</span>'
    return f'<div class="scope" role="status">選択した資料{files}件だけに問います。 {english}</div>'


def _welcome(examples: Sequence[str]) -> str:
    listed = "".join(f"<li>{_example(text)}</li>" for text in examples)
    invitation = f'<p class="try">質問の例 <span lang="en">Try one of these</span></p><ul class="examples">{listed}</ul>' if listed else ""
    return (
        '<div class="welcome"><p class="lead">開示資料について質問してください。</p>'
        "<p>回答の数字・日付・名称には、それが書かれている箇所が付きます。</p>"
        '<p lang="en">Ask about the disclosures in Japanese or English. '
        f"Figures, dates and names come with the exact place that states them.</p>{invitation}</div>"
    )


def _example(text: str) -> str:
    return f'<button type="button" class="example" data-example="{html.escape(text, quote=True)}">{html.escape(text)}</button>'


def _turn(answer: Answer, turn: int, opened: int | None) -> str:
    language = html.escape(answer.language, quote=True)
    return (
        f'<article class="turn" data-turn="{turn}">{_question(answer.question)}<div class="answer {answer.status}" lang="{language}">'
        f"{_badge(answer)}{markdown_html(answer.text, answer, turn, opened)}{_table(answer, turn, opened)}"
        f"{_derived(answer, turn, opened)}{_coverage(answer)}{_tools(answer, turn)}</div></article>"
    )


def _question(text: str) -> str:
    return f'<div class="question"><span class="visually-hidden">質問 Question: </span>{html.escape(text)}</div>'


def _spinner() -> str:
    waiting = '資料を確認しています… <span lang="en">Checking the disclosures…</span>'
    return f'<div class="waiting" role="status"><span class="spinner"></span>{waiting}</div>'


def _badge(answer: Answer) -> str:
    return "" if answer.status is Status.ANSWERED else f'<p class="badge">{layout.labels(answer.language)["not_found"]}</p>'


def _table(answer: Answer, turn: int, opened: int | None) -> str:
    """The answer's table, unless its text already holds it."""
    if answer.table is None or layout.prose(answer) != answer.text:
        return ""
    lines = (answer.table.columns, ["---"] * len(answer.table.columns), *answer.table.rows)
    return markdown_html("\n".join(_row(cells) for cells in lines), answer, turn, opened)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _derived(answer: Answer, turn: int, opened: int | None) -> str:
    if not answer.derived:
        return ""
    items = []
    for item in dict.fromkeys(answer.derived):
        buttons = "".join(cite_button(turn, number, opened) for number in item.citations)
        items.append(f"<li><strong>{html.escape(item.text)}</strong> = {html.escape(item.how)} {buttons}</li>")
    return f'<div class="derived"><span class="tag">{layout.labels(answer.language)["computed"]}</span><ul>{"".join(items)}</ul></div>'


def _coverage(answer: Answer) -> str:
    """How many disclosures were looked at and state it, unless the answer's own text says so."""
    if answer.coverage is None or _text_covers(answer.text, answer.coverage):
        return ""
    words = COVERAGE["ja" if answer.language == "ja" else "en"]
    return f'<p class="coverage">{words.format(documents=answer.coverage.documents, stating=answer.coverage.with_fact)}</p>'


def _text_covers(text: str, coverage: Coverage) -> bool:
    """True when a line without sources names both counts: everything else that an answer says has a source."""
    counts = Counter([coverage.documents, coverage.with_fact])
    lines = (line for line in text.splitlines() if not layout.markers(line))
    return any(counts <= Counter(int(number) for number in _NUMBER.findall(line)) for line in lines)


def _tools(answer: Answer, turn: int) -> str:
    copied = html.escape(layout.markdown(answer), quote=True)
    return (
        '<div class="tools" role="group" aria-label="この回答を保存 Keep this answer">'
        f'<button type="button" class="copy" data-copy="{copied}">コピー <span lang="en">Copy</span></button>'
        f'<span class="label">ダウンロード <span lang="en">Download</span></span>{_download_buttons(turn)}</div>'
    )


def _tools_of_all() -> str:
    return (
        '<div class="tools all" role="group" aria-label="会話全体を保存 Keep the whole conversation">'
        f'<span class="label">会話全体をダウンロード <span lang="en">Whole conversation</span></span>{_download_buttons(WHOLE)}</div>'
    )


def _download_buttons(turn: int) -> str:
    return "".join(
        f'<button type="button" data-turn="{turn}" data-download="{kind}" aria-label="Download as {name}">{name}</button>'
        for kind, name in DOWNLOADS
    )
