"""`python -m answer`, asked through a double of the assistant."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from answer import questions_file
from answer.__main__ import main
from core.errors import QuestionError, TenkyoError
from core.records import Answer, Citation, DocumentInfo, Filter, Question, Status
from core.settings import Settings

CITATION = Citation(1, "報告.txt", "報告", "北風送配電", date(2024, 2, 3), None, 2, "結果", "33契約", 10, 14, (), "ab" * 32)
DOCUMENT = DocumentInfo("ab" * 32, "報告.txt", "報告", "北風送配電", date(2024, 2, 3), None, "text/plain", 2, 5, 7)


class Double:
    """Answers every question with the same figure and remembers what it was asked."""

    def __init__(self, documents: Sequence[DocumentInfo] = (DOCUMENT,)) -> None:
        self.asked: list[Question] = []
        self.known = documents

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if question.text == "unanswerable":
            return Answer(question.id, question.text, "en", Status.NOT_FOUND, "Not in the documents.")
        return Answer(question.id, question.text, "ja", Status.ANSWERED, "33契約です [1]。", (CITATION,))

    def documents(self) -> Sequence[DocumentInfo]:
        return self.known


@pytest.fixture
def double() -> Double:
    return Double()


@pytest.fixture
def run(tmp_path: Path, double: Double) -> Callable[..., int]:
    store = tmp_path / "store"
    store.mkdir()

    def call(*arguments: str | Path) -> int:
        return main([*map(str, arguments), "--store", str(store)], lambda _: double)

    return call


def written(tmp_path: Path, content: str, name: str = "questions.txt", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return path


def test_one_question_is_answered_on_the_screen_with_its_source(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("契約数は？") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("33契約です [1]。")
    assert "[1] **報告** — 北風送配電" in printed and "> 33契約" in printed


def test_format_json_prints_the_record_on_one_line(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("契約数は？", "--format", "json") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["citations"][0]["quote"] == "33契約"


def test_an_answer_that_says_not_found_is_no_error(run: Callable[..., int]) -> None:
    assert run("unanswerable") == 0


@pytest.mark.parametrize(
    "arguments", [(), ("q", "--questions", "f"), ("q", "--output", "o.md"), ("--questions", "f"), ("q", "--format", "pdf")]
)
def test_wrong_usage_exits_with_2(run: Callable[..., int], arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize(("text", "said"), [("   ", "empty"), ("あ" * 2001, "2,001"), ("\udcff", "UTF-8")])
def test_a_question_that_cannot_be_put_is_explained_without_a_traceback(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert run(text) == 1
    shown = capsys.readouterr()
    assert said in shown.err and shown.err.startswith("error: ") and not shown.out


def test_a_store_that_does_not_exist_is_not_created_and_says_how_to_ingest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["q", "--store", str(tmp_path / "none")], lambda _: Double()) == 1
    assert f"python -m ingest SOURCE... --store {tmp_path / 'none'}" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_an_empty_store_says_how_to_ingest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["q", "--store", str(tmp_path)], lambda _: Double(documents=())) == 1
    assert "is empty" in capsys.readouterr().err


def test_an_error_of_the_store_is_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(_: Settings) -> Double:
        raise TenkyoError("made with another model")

    assert main(["q", "--store", str(tmp_path)], refuse) == 1
    assert capsys.readouterr().err == "error: made with another model\n"


def test_a_text_file_is_a_question_a_line_with_the_line_number_as_id(run: Callable[..., int], tmp_path: Path, double: Double) -> None:
    questions = written(tmp_path, "\ufeffいつ？\r\n\r\n# 何件？\r\n")
    assert run("--questions", questions, "--output", tmp_path / "out.jsonl") == 0
    assert [(question.id, question.text) for question in double.asked] == [("1", "いつ？"), ("3", "# 何件？")]


def test_jsonl_questions_carry_id_history_and_filter(run: Callable[..., int], tmp_path: Path, double: Double) -> None:
    line = {
        "id": "a",
        "question": "では？",
        "history": ["契約数は？"],
        "filter": {"file": ["a.txt"], "publisher": ["北風"], "published_from": "2024-01-01", "published_to": "2024-12-31"},
    }
    questions = written(tmp_path, json.dumps(line) + "\n" + json.dumps({"question": "行\u2028分け"}, ensure_ascii=False), "q.jsonl")
    assert run("--questions", questions, "--output", tmp_path / "out.jsonl") == 0
    assert double.asked == [
        Question("では？", "a", ("契約数は？",), Filter(("a.txt",), ("北風",), date(2024, 1, 1), date(2024, 12, 31))),
        Question("行\u2028分け", "2"),
    ]


def test_shift_jis_questions_are_read(tmp_path: Path) -> None:
    assert questions_file.read(written(tmp_path, "契約数は？", encoding="cp932")) == [Question("契約数は？", "1")]


@pytest.mark.parametrize(
    "line",
    [
        "{broken",
        "[]",
        "{}",
        '{"question": 3}',
        '{"question": "q", "id": []}',
        '{"question": "q", "history": [1]}',
        '{"question": "q", "filter": "a.txt"}',
        '{"question": "q", "filter": {"files": ["a.txt"]}}',
        '{"question": "q", "filter": {"published_from": "2024"}}',
        '{"question": "q", "filter": {"published_to": "2024-W01-1"}}',
    ],
)
def test_a_malformed_line_is_named_with_its_file_and_number(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, '{"question": "good"}\n\n' + line, "q.jsonl")
    with pytest.raises(QuestionError, match=r"q\.jsonl, line 3"):
        questions_file.read(path)


def test_a_file_without_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="holds no questions"):
        questions_file.read(written(tmp_path, "\n \n"))


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="cannot be read"):
        questions_file.read(tmp_path / "none.txt")


def test_a_bad_question_in_a_file_is_reported_and_the_rest_goes_on(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = written(tmp_path, f"いつ？\n{'長' * 2001}\n何件？\n")
    assert run("--questions", questions, "--output", tmp_path / "out.jsonl") == 1
    assert [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()] == ["1", "3"]
    assert "question 2" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_refused_before_any_question_is_asked(
    run: Callable[..., int], tmp_path: Path, double: Double, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--questions", written(tmp_path, "いつ？"), "--output", tmp_path / "out.pdf") == 1
    assert ".xlsx" in capsys.readouterr().err
    assert not double.asked
