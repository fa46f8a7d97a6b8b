"""Cited answers as files: JSONL, Markdown, CSV, Excel and Word, each written whole or not at all."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from answer import export_docx, export_xlsx
from answer.layout import markdown, statements
from core.errors import ExportError
from core.records import Answer, Citation

CSV_COLUMNS = (
    "id",
    "question",
    "language",
    "status",
    "statement",
    "citation",
    "file",
    "title",
    "publisher",
    "published",
    "url",
    "page",
    "section",
    "quote",
    "start",
    "end",
    "sha256",
    "index_version",
    "model",
    "elapsed_ms",
)
# A spreadsheet may run a cell that starts with one of these as a formula (OWASP, "CSV Injection"), in full width too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(answers: Sequence[Answer], path: Path) -> Path:
    """Write the answers in the format that the extension names and return the path.

    The file appears complete or not at all. ExportError for an extension that is not written, and for a place that cannot be written to.
    """
    path = Path(path)
    check(path)
    content = _WRITERS[path.suffix.lower()](answers)
    try:
        _replace(path, content)
    except OSError as error:
        reason = error.strerror or error
        raise ExportError(f"{path} cannot be written: {reason}. Choose another place, or close the program that has it open.") from error
    return path


def check(path: Path) -> None:
    """ExportError when nothing can be exported under this name: asked before work starts."""
    if path.suffix.lower() not in _WRITERS:
        raise ExportError(f"{path.name}: answers are not written in this format; end the name in {', '.join(_WRITERS)}.")
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file in it.")
    if not path.absolute().parent.is_dir():
        raise ExportError(f"The folder {path.parent} does not exist; create it first.")


def _replace(path: Path, content: bytes) -> None:
    """Put the content beside the target, then under its name, so that no reader ever sees half a file."""
    handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(_file_mode())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _file_mode() -> int:
    """The mode that an ordinary new file gets; a temporary file is private to its owner."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _jsonl(answers: Sequence[Answer]) -> bytes:
    return "".join(json.dumps(answer.as_json(), ensure_ascii=False) + "\n" for answer in answers).encode()


def _markdown(answers: Sequence[Answer]) -> bytes:
    return "\n---\n\n".join(f"## {_one_line(answer.question)}\n\n{markdown(answer)}\n" for answer in answers).encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _csv(answers: Sequence[Answer]) -> bytes:
    stream = io.StringIO(newline="")
    sheet = csv.writer(stream)
    sheet.writerow(CSV_COLUMNS)
    for answer in answers:
        for row in _csv_rows(answer):
            sheet.writerow([_harmless(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _csv_rows(answer: Answer) -> list[list[object]]:
    """A row per statement and citation; a statement without a citation has one row too."""
    head: list[object] = [answer.id, answer.question, answer.language, str(answer.status)]
    tail: list[object] = [answer.index_version, answer.model, round(answer.elapsed_ms, 1)]
    cited = {citation.number: citation for citation in answer.citations}
    rows: list[list[object]] = []
    for statement in statements(answer):
        for number in statement.citations or (None,):
            rows.append([*head, statement.text, number, *_citation_cells(cited.get(number) if number is not None else None), *tail])
    return rows


def _citation_cells(citation: Citation | None) -> list[object]:
    if citation is None:
        return [None] * 11
    return [
        citation.file,
        citation.title,
        citation.publisher,
        citation.published.isoformat() if citation.published else None,
        citation.url,
        citation.page,
        citation.section,
        citation.quote,
        citation.start,
        citation.end,
        citation.sha256,
    ]


def _harmless(cell: object) -> object:
    """The cell, with text that a spreadsheet would run as a formula marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


_WRITERS: dict[str, Callable[[Sequence[Answer]], bytes]] = {
    ".jsonl": _jsonl,
    ".md": _markdown,
    ".csv": _csv,
    ".xlsx": export_xlsx.workbook,
    ".docx": export_docx.document,
}
