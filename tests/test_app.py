"""The web chat without a browser: what each thing that a user does returns, and the API for scripts."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import httpx
import pytest

from app import require_free_port
from core.errors import QuestionError, SettingsError
from core.records import Filter
from core.settings import MAX_QUESTION_CHARACTERS
from tests.chat_double import HOSTILE, PORT, Assistant, japanese
from tests.chat_server import served
from web.conversation import Conversation
from web.handlers import Handlers, checked_question

CONVERSATION, CHAT, SOURCES, NOTICE, QUESTION, SEND = range(6)


@pytest.fixture
def assistant() -> Assistant:
    return Assistant()


@pytest.fixture
def handlers(assistant: Assistant) -> Handlers:
    return Handlers(assistant, ["例"])


def event(**data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def last(steps: Iterator[tuple[Any, ...]]) -> tuple[Any, ...]:
    return list(steps)[-1]


def test_a_question_is_first_shown_as_under_way_with_the_button_off(handlers: Handlers) -> None:
    first = next(handlers.ask("契約数は？", [], Conversation()))
    assert "spinner" in first[CHAT]
    assert first[SEND]["interactive"] is False


def test_then_the_answer_stands_with_its_first_source_open(handlers: Handlers) -> None:
    page = last(handlers.ask("契約数は？", [], Conversation()))
    assert "1,291契約" in page[CHAT]
    assert '<mark class="quote open" data-numbers="1"' in page[SOURCES]
    assert page[SEND]["interactive"] is True


def test_earlier_questions_and_the_chosen_documents_go_with_a_question(handlers: Handlers, assistant: Assistant) -> None:
    conversation = last(handlers.ask("契約数は？", [], Conversation()))[CONVERSATION]
    last(handlers.ask("期間は？", ["minato.txt"], conversation))
    assert assistant.asked[1].history == ("契約数は？",)
    assert assistant.asked[1].filter == Filter(file=("minato.txt",))


def test_two_conversations_do_not_see_each_other(handlers: Handlers, assistant: Assistant) -> None:
    last(handlers.ask("一つ目の会話", [], Conversation()))
    last(handlers.ask("二つ目の会話", [], Conversation()))
    assert assistant.asked[1].history == ()


@pytest.mark.parametrize("text", [None, "", " \n　"])
def test_an_empty_question_is_refused_before_it_is_asked(handlers: Handlers, assistant: Assistant, text: str | None) -> None:
    page = last(handlers.ask(text, [], Conversation()))
    assert "質問を入力してください" in page[NOTICE]
    assert assistant.asked == []


def test_a_question_of_ten_thousand_characters_is_refused_with_the_limit(handlers: Handlers) -> None:
    page = last(handlers.ask("長" * 10_000, [], Conversation()))
    assert "10,000" in page[NOTICE]
    assert f"{MAX_QUESTION_CHARACTERS:,}" in page[NOTICE]
    assert page[QUESTION] == "長" * 10_000


def test_a_question_at_the_limit_is_taken() -> None:
    assert len(checked_question("長" * MAX_QUESTION_CHARACTERS)) == MAX_QUESTION_CHARACTERS
    with pytest.raises(QuestionError):
        checked_question("長" * (MAX_QUESTION_CHARACTERS + 1))


def test_an_empty_store_says_how_to_ingest() -> None:
    page = last(Handlers(Assistant(()), []).ask("契約数は？", [], Conversation()))
    assert "python -m ingest" in page[NOTICE]


def test_an_error_is_shown_and_the_question_given_back(handlers: Handlers) -> None:
    page = last(handlers.ask("busy", [], Conversation()))
    assert "wait until it has finished" in page[NOTICE]
    assert page[QUESTION] == "busy"
    assert page[CONVERSATION].pending is None


def test_after_an_unforeseen_failure_the_page_is_usable_and_says_nothing_internal(handlers: Handlers) -> None:
    steps = handlers.ask("broken", [], Conversation())
    asking = next(steps)[CONVERSATION]
    with pytest.raises(ZeroDivisionError):
        next(steps)
    page = handlers.recover(asking)
    assert page[QUESTION] == "broken"
    assert "spinner" not in page[CHAT]
    assert "secret detail" not in page[NOTICE]


def test_a_click_on_a_marker_opens_that_source(handlers: Handlers) -> None:
    conversation = Conversation().answered(japanese("q"))
    opened, chat, sources = handlers.open_source(conversation, event(turn=0, number=2))
    assert opened.citation is not None
    assert opened.citation.quote == "87契約"
    assert 'aria-current="true">2</button>' in chat
    assert '<mark class="quote open" data-numbers="2"' in sources


@pytest.mark.parametrize("number", [99, -1, "2", None, True])
def test_a_source_that_the_browser_made_up_changes_nothing(handlers: Handlers, number: Any) -> None:
    conversation = Conversation().answered(japanese("q"))
    assert handlers.open_source(conversation, event(turn=0, number=number))[0] == conversation


def test_the_neighbouring_page_can_be_read(handlers: Handlers) -> None:
    _, sources = handlers.turn_page(Conversation().answered(japanese("q")), event(page=1))
    assert "p. 1 / 2" in sources
    assert "窓口支援システム」において" in sources


@pytest.mark.parametrize("kind", ["md", "docx", "xlsx", "csv", "jsonl"])
def test_an_answer_is_written_in_each_format(handlers: Handlers, kind: str) -> None:
    path, notice = handlers.download(Conversation().answered(japanese("q")), event(turn=0, kind=kind), request())
    assert notice == ""
    assert Path(path).name == f"tenkyo-answer-1.{kind}"
    assert Path(path).stat().st_size > 100


def test_a_whole_conversation_is_written_as_one_file(handlers: Handlers) -> None:
    conversation = Conversation().answered(japanese("一")).answered(japanese("二"))
    path, _ = handlers.download(conversation, event(turn=-1, kind="jsonl"), request())
    assert len(Path(path).read_text().splitlines()) == 2


@pytest.mark.parametrize("kind", ["../../x", "html", ""])
def test_a_format_that_is_not_offered_is_not_written(handlers: Handlers, kind: str) -> None:
    handlers.download(Conversation().answered(japanese("q")), event(turn=0, kind=kind), request())
    assert list(handlers.exports.rglob("*")) == []


def test_the_list_of_documents_offers_each_as_a_filter(handlers: Handlers) -> None:
    label, table, choices, notice = handlers.list_documents()
    assert "（2）" in label["label"]
    assert "みなと配電株式会社" in table
    assert [value for _, value in choices["choices"]] == ["minato.txt", "oka.md"]
    assert notice == ""


def request() -> gr.Request:
    return gr.Request(session_hash="abc123")


# A running server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served() as address:
        yield address


def call(server: str, *data: Any) -> tuple[str, str]:
    """The event and data that end a call of the API endpoint."""
    call_id = httpx.post(f"{server}gradio_api/call/ask", json={"data": list(data)}).json()["event_id"]
    lines = httpx.get(f"{server}gradio_api/call/ask/{call_id}").text.splitlines()
    return lines[0].removeprefix("event: "), lines[1].removeprefix("data: ")


def test_a_script_gets_the_json_record(server: str) -> None:
    event_name, data = call(server, "契約数は？", [], [])
    record = json.loads(data)[0]
    assert event_name == "complete"
    assert record["status"] == "answered"
    assert record["citations"][0]["sha256"] == PORT.id


def test_a_script_is_told_why_there_is_no_answer(server: str) -> None:
    event_name, data = call(server, " ", [], [])
    assert event_name == "error"
    assert "Please enter a question" in data


def test_ask_is_the_only_endpoint_for_scripts(server: str) -> None:
    assert list(httpx.get(f"{server}gradio_api/info").json()["named_endpoints"]) == ["/ask"]


def test_the_page_may_load_nothing_from_elsewhere(server: str) -> None:
    policy = httpx.get(server).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_a_port_that_is_taken_is_named_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"{port}.*TENKYO_PORT"):
            require_free_port("127.0.0.1", port)


def test_a_hostile_title_is_only_text_in_the_list(handlers: Handlers) -> None:
    assert HOSTILE not in handlers.list_documents()[1]
