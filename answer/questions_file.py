"""A file of questions: a question a line, or JSONL with ids, earlier questions and filters."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from core.errors import QuestionError
from core.records import Filter, Question
from core.settings import MAX_QUESTION_CHARACTERS

_FILTER_FIELDS = ("file", "publisher", "published_from", "published_to")


def read(path: Path) -> list[Question]:
    """The questions of a file, in order; one without an id gets its line number as id.

    A file whose first line starts with "{" (or that is named .jsonl) is JSONL; any other is text, with blank lines skipped.
    QuestionError names the file and line of what is malformed. Whether a question can be answered is asked later, one by one.
    """
    lines = [(number, line) for number, line in enumerate(_text(path).split("\n"), start=1) if line.strip()]
    if not lines:
        raise QuestionError(f"{path} holds no questions; write one on each line.")
    if path.suffix.lower() in (".jsonl", ".ndjson") or lines[0][1].lstrip().startswith("{"):
        return [_from_json(line, f"{path}, line {number}", str(number)) for number, line in lines]
    return [Question(line.strip(), id=str(number)) for number, line in lines]


def check(text: str) -> None:
    """QuestionError for a question that nothing can answer: empty, over-long, or not text."""
    if not text.strip():
        raise QuestionError("The question is empty; write what you want to know.")
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(f"The question has {len(text):,} characters; shorten it to at most {MAX_QUESTION_CHARACTERS:,}.")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise QuestionError("The question holds bytes that are not UTF-8 text; write it in UTF-8.")


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise QuestionError(f"{path} cannot be read: {error.strerror or error}. Name a file of questions.") from error
    # Spreadsheets and editors on Japanese Windows still save text as Shift_JIS.
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise QuestionError(f"{path} is neither UTF-8 nor Shift_JIS text; save it as UTF-8.")


def from_record(record: dict[str, Any], place: str, default_id: str = "") -> Question:
    """The question of a JSON object; QuestionError, which names `place`, for a field of the wrong kind. Further fields are ignored."""
    text = record.get("question")
    if not isinstance(text, str):
        raise QuestionError(f'{place}: "question" is missing or is not text.')
    identity = default_id if record.get("id") is None else record["id"]
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        raise QuestionError(f'{place}: "id" is {identity!r}; it is text.')
    history = tuple(_texts(record.get("history"), "history", place))
    return Question(text, id=str(identity), history=history, filter=_filter(record.get("filter"), place))


def _from_json(line: str, place: str, default_id: str) -> Question:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionError(f"{place}: not JSON ({error.msg} at character {error.colno}).") from error
    if not isinstance(record, dict):
        raise QuestionError(f'{place}: a line is an object such as {{"question": "..."}}, not {type(record).__name__}.')
    return from_record(record, place, default_id)


def _texts(value: Any, field: str, place: str) -> Iterator[str]:
    """The texts of a list; one text alone is a list of one, and null an empty list."""
    for item in [] if value is None else [value] if isinstance(value, str) else value if isinstance(value, list) else [None]:
        if not isinstance(item, str):
            raise QuestionError(f'{place}: "{field}" is a list of texts, not {json.dumps(value, ensure_ascii=False)[:80]}.')
        yield item


def _filter(value: Any, place: str) -> Filter:
    if value is None:
        return Filter()
    if not isinstance(value, dict):
        raise QuestionError(f'{place}: "filter" is an object with {", ".join(_FILTER_FIELDS)}.')
    # A misspelt field would widen the question to every document without a word.
    unknown = [field for field in value if field not in _FILTER_FIELDS]
    if unknown:
        raise QuestionError(f'{place}: "filter" has no field {unknown[0]!r}; it has {", ".join(_FILTER_FIELDS)}.')
    return Filter(
        file=tuple(_texts(value.get("file"), "file", place)),
        publisher=tuple(_texts(value.get("publisher"), "publisher", place)),
        published_from=_date(value.get("published_from"), "published_from", place),
        published_to=_date(value.get("published_to"), "published_to", place),
    )


def _date(value: Any, field: str, place: str) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != value:  # ISO 8601 has other forms too, which the contract does not
        raise QuestionError(f'{place}: "{field}" is {value!r}; write a date as YYYY-MM-DD.')
    return day
