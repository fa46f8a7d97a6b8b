"""The web chat. `create_app(assistant)` assembles the page; `python app.py` serves it."""

import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api
from starlette.middleware import Middleware

from core.errors import SettingsError, TenkyoError
from core.settings import Settings
from web.chat import conversation_html
from web.conversation import Conversation
from web.handlers import DOCUMENTS, Answering, Handlers
from web.policy import OwnFilesOnly
from web.sources import sources_html
from web.theme import theme

if TYPE_CHECKING:
    from assistant import Assistant

WEB = Path(__file__).resolve().parent / "web"
TITLE = "典拠 Tenkyo"
CONCURRENT_QUESTIONS = 4
QUESTION_HINT = "質問を入力 · Ask a question"
FILTER_LABEL = "この資料だけに問う（未選択ならすべて） · Ask only these (none chosen: all)"
HEADER = (
    '<header class="masthead"><h1>典拠 <span lang="en">Tenkyo</span></h1><p>開示資料に問い、すべての記述を出典の箇所で確かめる。'
    '<span lang="en">Answers from regulatory disclosures, each statement with its exact source.</span></p></header>'
)
STILL: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def create_app(assistant: Answering) -> gr.Blocks:
    """The page, ready to be launched. The assistant is asked nothing before somebody opens it."""
    handlers = Handlers(assistant, _lines("examples.txt"))
    blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=(3_600, 86_400))
    with blocks:
        api(handlers.ask_record, api_name="ask", **_shared())
        conversation = gr.State(Conversation())
        _html(HEADER)
        with gr.Accordion(DOCUMENTS, open=False, elem_id="documents") as documents:
            files = gr.Dropdown([], multiselect=True, label=FILTER_LABEL, elem_id="files")
            listed = _html()
        with gr.Row(elem_id="columns"):
            with gr.Column(scale=6, min_width=320, elem_id="left"):
                chat = _html(conversation_html(Conversation(), handlers.examples), elem_id="chat", script="chat.js")
                with gr.Column(elem_id="composer"):
                    notice = _html(elem_id="notice")
                    scope = _html(elem_id="scope")
                    question, send, new = _question_row()
            with gr.Column(scale=5, min_width=320, elem_id="right"):
                sources = _html(sources_html(Conversation(), None), elem_id="sources", script="sources.js")
        fetch = gr.DownloadButton(visible="hidden", elem_id="fetch")

        page: list[Any] = [conversation, chat, sources, notice, question, send]
        asking: dict[str, Any] = {"fn": handlers.ask, "inputs": [question, files, conversation], "outputs": page, **STILL, **_shared()}
        for asked in (
            gr.on([send.click, question.submit], **asking),
            chat.example(handlers.use_example, None, question, **STILL).then(**asking),
        ):
            asked.failure(handlers.recover, conversation, page, **STILL)
        files.change(handlers.describe_filter, files, scope, **STILL)
        new.click(handlers.start_over, None, page, **STILL)
        for clicked in (chat.cite, sources.cite):
            clicked(handlers.open_source, conversation, [conversation, chat, sources], **STILL)
        sources.leaf(handlers.turn_page, conversation, [conversation, sources], **STILL)
        written = chat.download(handlers.download, conversation, [fetch, notice], **STILL)
        written.success(None, None, None, js=_text("fetch.js"), **STILL)
        blocks.load(handlers.list_documents, None, [documents, listed, files, notice], **STILL)
        blocks.load(None, None, None, js=_text("keys.js"), **STILL)
    return blocks


def launch(blocks: gr.Blocks, host: str, port: int) -> None:
    """Serve the page until the process is interrupted."""
    blocks.launch(
        server_name=host,
        server_port=port,
        quiet=True,
        share=False,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        run_history=False,
        max_file_size="1mb",
        footer_links=[],
        favicon_path=WEB / "favicon.svg",
        theme=theme(),
        head=f"<style>{_text('chat.css')}</style>",
        app_kwargs={"middleware": [Middleware(OwnFilesOnly)]},
    )


def require_free_port(host: str, port: int) -> None:
    """SettingsError when something else listens there: asked before the slow start."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(
                f"{host} port {port} cannot be used: {error.strerror}. Stop the program that uses it, or set TENKYO_PORT to another port."
            ) from error


def main() -> int:
    """Serve the chat over the store that the environment names; returns the exit status."""
    from assistant import Assistant

    try:
        settings = Settings.from_environment()
        require_free_port(settings.host, settings.port)
        with Assistant(settings) as assistant:
            threading.Thread(target=_warm, args=(assistant,), daemon=True).start()
            print(f"{TITLE}: http://{settings.host}:{settings.port}", flush=True)
            launch(create_app(assistant), settings.host, settings.port)
    except TenkyoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _warm(assistant: "Assistant") -> None:
    """Load what the first question needs while the page opens. What fails here is shown again to whoever asks."""
    try:
        assistant.warm()
    except TenkyoError as error:
        print(error, file=sys.stderr)


def _question_row() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(elem_id="ask-row"):
        question = gr.Textbox(
            label="質問 Question",
            show_label=False,
            placeholder=QUESTION_HINT,
            lines=1,
            max_lines=8,
            autofocus=True,
            scale=8,
            elem_id="question",
        )
        send = gr.Button("送信 Ask", variant="primary", scale=0, min_width=96, elem_id="send")
        new = gr.Button("新しい会話 New", variant="secondary", scale=0, min_width=120, elem_id="new")
    return question, send, new


def _html(value: str = "", *, elem_id: str | None = None, script: str | None = None) -> Any:
    """A piece of the page that we render ourselves, with the script that turns clicks in it into events."""
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=_text(script) if script else None)


def _shared() -> dict[str, Any]:
    """Questions of the page and of the API share one limit."""
    return {"concurrency_id": "questions", "concurrency_limit": CONCURRENT_QUESTIONS}


def _text(name: str) -> str:
    return (WEB / name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
