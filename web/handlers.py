"""What happens when a user does something: read the input, check it, call the assistant, render."""

import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import gradio as gr

from core.errors import QuestionError, TenkyoError
from core.records import Answer, Disclosure, DocumentInfo, Filter, Question
from core.settings import MAX_QUESTION_CHARACTERS
from web.chat import DOWNLOADS, WHOLE, conversation_html, notice_html, scope_html
from web.conversation import Conversation
from web.sources import documents_html, empty_store_html, sources_html

DOCUMENTS = "資料一覧と絞り込み · Documents and filter"
NO_ANSWER = "回答できませんでした。 No answer could be given: "
UNEXPECTED = (
    "予期しないエラーが起きました。もう一度お試しください。 Something unexpected went wrong; please try again. The server's log says what."
)

Page = tuple[Any, ...]  # values for: conversation, chat, sources, notice, question, send


class Answering(Protocol):
    """What the page needs of an assistant."""

    def ask(self, question: Question) -> Answer:
        """The answer; TenkyoError when there can be none."""

    def documents(self) -> Sequence[DocumentInfo]:
        """The disclosures in the store."""

    def disclosure(self, document_id: str) -> Disclosure:
        """The disclosure with that SHA-256."""

    def export(self, answers: Sequence[Answer], path: Path) -> Path:
        """The answers as a file whose suffix names the format."""


def checked_question(text: str | None) -> str:
    """The question without surrounding space; QuestionError when it is empty or too long."""
    question = (text or "").strip()
    if not question:
        raise QuestionError("質問を入力してください。 Please enter a question.")
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"質問が長すぎます（{len(question):,}文字）。{MAX_QUESTION_CHARACTERS:,}文字以内にしてください。 "
            f"The question has {len(question):,} characters; {MAX_QUESTION_CHARACTERS:,} is the most."
        )
    return question


class Handlers:
    """One method per thing that a user does. Nothing of a user is kept here: a conversation comes in and goes out."""

    def __init__(self, assistant: Answering, examples: Sequence[str]) -> None:
        self.assistant = assistant
        self.examples = examples
        self.exports = Path(tempfile.mkdtemp(prefix="tenkyo-"))
        weakref.finalize(self, shutil.rmtree, self.exports, ignore_errors=True)

    def ask(self, text: str | None, files: list[str] | None, conversation: Conversation) -> Iterator[Page]:
        """Show the question as under way, then its answer or what is in the way of one."""
        try:
            question = Question(checked_question(text), history=conversation.history, filter=Filter(file=tuple(files or ())))
        except QuestionError as error:
            yield self._refused(conversation, text or "", notice_html(str(error)))
            return
        asking = conversation.asking(question.text)
        yield asking, conversation_html(asking), gr.skip(), "", "", gr.update(interactive=False)
        try:
            if not self.assistant.documents():
                yield self._refused(conversation, question.text, empty_store_html())
                return
            answered = conversation.answered(self.assistant.ask(question))
        except TenkyoError as error:
            yield self._refused(conversation, question.text, notice_html(NO_ANSWER + str(error)))
            return
        yield answered, conversation_html(answered), self._sources(answered), "", gr.skip(), gr.update(interactive=True)

    def recover(self, conversation: Conversation) -> Page:
        """The page as it was before a question that failed in a way nobody foresaw, the question back in its box."""
        return self._refused(conversation.stopped(), conversation.pending or "", notice_html(UNEXPECTED))

    def use_example(self, event: gr.EventData) -> str:
        """The example that was clicked, for the question box."""
        return str(event.text)

    def open_source(self, conversation: Conversation, event: gr.EventData) -> tuple[Conversation, str, str]:
        """Open the source that was clicked. Returns values for conversation, chat, sources."""
        opened = conversation.opened(_whole(event.turn), _whole(event.number))
        return opened, conversation_html(opened, self.examples), self._sources(opened)

    def turn_page(self, conversation: Conversation, event: gr.EventData) -> tuple[Conversation, str]:
        """Show another page of the open document."""
        turned = conversation.turned(_whole(event.page))
        return turned, self._sources(turned)

    def start_over(self) -> Page:
        """A new conversation."""
        empty = Conversation()
        return empty, conversation_html(empty, self.examples), sources_html(empty, None), "", "", gr.update(interactive=True)

    def download(self, conversation: Conversation, event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        """Write one answer, or all of them, in the wanted format for the browser to fetch; the notice says what went wrong."""
        turn, kind = _whole(event.turn), str(event.kind)
        answers = conversation.answers if turn == WHOLE else conversation.answers[turn : turn + 1]
        if not answers or kind not in dict(DOWNLOADS):
            return gr.skip(), ""
        folder = self.exports / str(request.session_hash)
        name = "tenkyo-conversation" if turn == WHOLE else f"tenkyo-answer-{turn + 1}"
        try:
            folder.mkdir(exist_ok=True)
            return str(self.assistant.export(answers, folder / f"{name}.{kind}")), ""
        except TenkyoError as error:
            return gr.skip(), notice_html(str(error))

    def list_documents(self) -> tuple[Any, str, Any, str]:
        """For a page that was just opened: heading and table of the disclosures, the choices of the filter, a hint when there are none."""
        try:
            documents = self.assistant.documents()
        except TenkyoError as error:
            return gr.skip(), "", gr.skip(), notice_html(str(error))
        choices = [(_choice(document), document.file) for document in documents]
        label = f"{DOCUMENTS}（{len(documents)}）"
        return gr.update(label=label), documents_html(documents), gr.update(choices=choices), "" if documents else empty_store_html()

    def describe_filter(self, files: list[str] | None) -> str:
        """A line beside the question box while only some disclosures are asked."""
        return scope_html(len(files or ()))

    def ask_record(self, question: str, history: list[str] | None = None, file: list[str] | None = None) -> dict[str, Any]:
        """Answer one question for a script: the same JSON record that the command line writes.

        `history` holds the earlier questions, oldest first; `file` the names of the only files to ask.
        """
        try:
            put = Question(checked_question(question), history=tuple(history or ()), filter=Filter(file=tuple(file or ())))
            return self.assistant.ask(put).as_json()
        except TenkyoError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def _sources(self, conversation: Conversation) -> str:
        citation = conversation.citation
        try:
            return sources_html(conversation, self.assistant.disclosure(citation.sha256) if citation else None)
        except TenkyoError as error:
            return notice_html(str(error))

    def _refused(self, conversation: Conversation, text: str, notice: str) -> Page:
        return conversation, conversation_html(conversation, self.examples), gr.skip(), notice, text, gr.update(interactive=True)


def _choice(document: DocumentInfo) -> str:
    about = [document.publisher, document.published.isoformat() if document.published else None]
    return " · ".join([document.title or document.file, *(part for part in about if part)])


def _whole(value: Any) -> int:
    """The number that the browser sent; -2, which names nothing, for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -2
