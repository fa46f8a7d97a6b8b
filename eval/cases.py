"""Known facts: what is asked, and what a right answer says, does not say and cites."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer import questions_file
from core.errors import QuestionError
from core.records import Question, Status

_FIELDS = {
    "id", "question", "history", "filter", "language", "form", "status", "must", "must_not", "files", "quotes", "core", "note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what is known about its answer. Every group of `must` is met by one of its alternatives."""

    id: str
    question: Question
    language: str
    form: str
    status: Status
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    core: bool = False
    note: str = ""

    @property
    def answerable(self) -> bool:
        """True when the documents state it."""
        return self.status is Status.ANSWERED

    @property
    def in_conversation(self) -> bool:
        """True when earlier questions belong to it."""
        return bool(self.question.history)


def read(path: Path) -> tuple[Case, ...]:
    """The cases of a JSONL file; QuestionError names file and line of what is malformed, unknown or there twice."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path} cannot be read as cases: {error}. Name a JSONL file of cases.") from error
    cases = [_case(line, f"{path}, line {number}") for number, line in enumerate(lines, start=1) if line.strip()]
    if not cases:
        raise QuestionError(f"{path} holds no cases.")
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise QuestionError(f"{path}: two cases have the id {case.id!r}; give each its own.")
        seen.add(case.id)
    return tuple(cases)


def _case(line: str, place: str) -> Case:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionError(f"{place}: not JSON ({error.msg} at character {error.colno}).") from error
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        raise QuestionError(f'{place}: a case is an object with at least "id", "question", "language", "form", "status" and "must".')
    unknown = sorted(set(record) - _FIELDS)
    if unknown:
        raise QuestionError(f"{place}: a case has no field {unknown[0]!r}; it has {', '.join(sorted(_FIELDS))}.")
    return Case(
        id=record["id"],
        question=questions_file.from_record(record, place, record["id"]),
        language=_one_of(record, "language", ("ja", "en"), place),
        form=str(record.get("form", "")),
        status=Status(_one_of(record, "status", tuple(Status), place)),
        must=tuple(_texts(group, "must", place) for group in _list(record.get("must", []), "must", place)),
        must_not=_texts(record.get("must_not", []), "must_not", place),
        files=_texts(record.get("files", []), "files", place),
        quotes=_texts(record.get("quotes", []), "quotes", place),
        core=record.get("core") is True,
        note=str(record.get("note", "")),
    )


def _one_of(record: dict[str, Any], field: str, known: tuple[str, ...], place: str) -> str:
    value = record.get(field)
    if value not in known:
        raise QuestionError(f'{place}: "{field}" is {value!r}; it is {" or ".join(known)}.')
    return str(value)


def _list(value: Any, field: str, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise QuestionError(f'{place}: "{field}" is a list.')
    return value


def _texts(value: Any, field: str, place: str) -> tuple[str, ...]:
    texts = _list(value, field, place)
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise QuestionError(f'{place}: "{field}" holds something that is no text.')
    return tuple(texts)
