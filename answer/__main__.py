"""`python -m answer`: one question to the screen, or a file of questions to a file of cited answers."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from answer import export, questions_file
from answer.layout import markdown
from core.errors import QuestionError, StoreError, TenkyoError
from core.records import Answer, DocumentInfo, Question
from core.settings import Settings


class Answering(Protocol):
    """What the command asks: an opened store that answers."""

    def ask(self, question: Question) -> Answer:
        """The verified answer."""

    def documents(self) -> Sequence[DocumentInfo]:
        """The disclosures in the store."""


def main(argv: Sequence[str] | None = None, open_store: Callable[[Settings], Answering] | None = None) -> int:
    """Run the command and return its exit code: 0 when it ran, 1 on errors; argparse exits with 2 on wrong usage."""
    arguments = _parse(argv)
    try:
        if arguments.questions is not None:
            export.check(arguments.output)
            questions = questions_file.read(arguments.questions)
            return _answer_file(questions, arguments.output, _open(arguments.store, open_store))
        questions_file.check(arguments.question)
        answer = _open(arguments.store, open_store).ask(Question(arguments.question))
    except TenkyoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(json.dumps(answer.as_json(), ensure_ascii=False) if arguments.format == "json" else markdown(answer))
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m answer", description="Answers questions from the store, every statement with its source."
    )
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="a question, in Japanese or English")
    parser.add_argument("--store", metavar="DIR", help="the store to ask (default: TENKYO_STORE, or ./store)")
    parser.add_argument("--format", choices=("md", "json"), default="md", help="how one answer is printed (default: md)")
    parser.add_argument("--questions", metavar="FILE", type=Path, help="text (a question a line) or JSONL")
    parser.add_argument("--output", metavar="FILE", type=Path, help="the answers of --questions: .jsonl, .md, .csv, .xlsx or .docx")
    arguments = parser.parse_args(argv)
    if (arguments.question is None) == (arguments.questions is None):
        parser.error("give either a QUESTION or --questions FILE")
    if (arguments.questions is None) != (arguments.output is None):
        parser.error("--questions FILE and --output FILE go together")
    return arguments


def _open(store: str | None, open_store: Callable[[Settings], Answering] | None) -> Answering:
    """The opened store; StoreError when there is nothing in it to answer from."""
    settings = Settings.from_environment(store=store)
    how = f"Put documents in first: python -m ingest SOURCE... --store {settings.store}"
    if settings.database_url is None and not settings.store.is_dir():
        raise StoreError(f"There is no store at {settings.store}. {how}")
    answering = (open_store or _OpenedStore)(settings)
    if not answering.documents():
        raise StoreError(f"The store at {settings.store} is empty. {how}")
    return answering


class _OpenedStore:
    """The store with the engine that answers from it."""

    def __init__(self, settings: Settings) -> None:
        # Imported here so that --help and wrong usage answer at once: the indexes take a second to load.
        from answer.engine import Answerer
        from index.store import Store

        self._store = Store.open(settings)
        self._answerer = Answerer(self._store)

    def ask(self, question: Question) -> Answer:
        return self._answerer.answer(question)

    def documents(self) -> Sequence[DocumentInfo]:
        return self._store.documents()


def _answer_file(questions: Sequence[Question], output: Path, answering: Answering) -> int:
    """Answer them all and write the answers; a question that cannot be answered is reported, left out, and makes the exit code 1."""
    answers: list[Answer] = []
    for question in questions:
        try:
            questions_file.check(question.text)
            answers.append(answering.ask(question))
        except QuestionError as error:
            print(f"error: question {question.id}: {error}", file=sys.stderr)
    export.write(answers, output)
    print(f"{len(answers)} of {len(questions)} questions → {output}", file=sys.stderr)
    return 0 if len(answers) == len(questions) else 1


if __name__ == "__main__":
    sys.exit(main())
