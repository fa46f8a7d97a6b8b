"""How an answer is laid out for a reader: its statements, its sources, and the whole as Markdown."""

import re
from dataclasses import dataclass

from core.records import Answer, AnswerTable, Citation, Status

_MARKER = re.compile(r"\[(\d+)\]")
_TRAILING_MARKERS = re.compile(r"(?:\s*\[\d+\])*")
_LIST_MARK = re.compile(r"^\s*(?:[-*+>]|\d+[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")

_LABELS = {
    "ja": {
        "answer": "回答",
        "sources": "出典",
        "computed": "計算した値",
        "from": "根拠",
        "not_found": "資料に記載なし",
        "answered": "回答あり",
        "page": "{}ページ",
        "printed_page": "紙面のページ番号 {}",
        "read_by_ocr": "画像を文字認識（確からしさ {}）",
        "place": "抽出テキスト {}～{} 文字目",
        "untitled": "（表題なし）",
        "separator": "：",
    },
    "en": {
        "answer": "Answer",
        "sources": "Sources",
        "computed": "Computed",
        "from": "from",
        "not_found": "Not in the documents",
        "answered": "Answered",
        "page": "page {}",
        "printed_page": "printed page number {}",
        "read_by_ocr": "read by OCR, {} sure",
        "place": "extracted text, characters {}–{}",
        "untitled": "(untitled)",
        "separator": ": ",
    },
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or table row of an answer, without markers or Markdown, and the numbers of the citations that it names."""

    text: str
    citations: tuple[int, ...]
    in_table: bool = False


def labels(language: str) -> dict[str, str]:
    """The words around an answer in its language; English for any language but Japanese."""
    return _LABELS.get(language, _LABELS["en"])


def statements(answer: Answer) -> tuple[Statement, ...]:
    """Every sentence and every table row of the answer, in reading order."""
    sentences = [sentence for line in prose(answer).splitlines() for sentence in _sentences(line)]
    found = [Statement(plain(sentence), markers(sentence)) for sentence in sentences if plain(sentence)]
    if answer.table is not None:
        found.extend(_row_statement(answer.table, row) for row in answer.table.rows)
    return tuple(found)


def _sentences(line: str) -> list[str]:
    """The line cut after each full stop that is followed by no further marker and stands in no quotation."""
    found, start, depth = [], 0, 0
    for index, char in enumerate(line):
        depth += (char in "「『（") - (char in "」』）")
        ends = char == "。" or (char in ".!?" and line[index - 1 : index] == "]" and line[index + 1 : index + 2] == " ")
        if depth == 0 and ends:
            after = _TRAILING_MARKERS.match(line, index + 1)
            stop = after.end() if after else index + 1
            found.append(line[start:stop])
            start = stop
    return [*found, line[start:]]


def prose(answer: Answer) -> str:
    """The answer's Markdown without a table that its `table` holds too."""
    if answer.table is None:
        return answer.text
    return "\n".join(line for line in answer.text.splitlines() if not line.lstrip().startswith("|"))


def _row_statement(table: AnswerTable, row: tuple[str, ...]) -> Statement:
    cells = [(column, plain(cell)) for column, cell in zip(table.columns, row, strict=False)]
    text = " · ".join(f"{column}: {cell}" if column else cell for column, cell in cells if cell)
    return Statement(text, markers(" ".join(row)), in_table=True)


def markers(text: str) -> tuple[int, ...]:
    """The numbers of the [n] markers, in order, each once."""
    return tuple(dict.fromkeys(int(number) for number in _MARKER.findall(text)))


def plain(line: str) -> str:
    """A line as it is read: without markers, list marks or emphasis."""
    text = without_emphasis(_MARKER.sub("", _LIST_MARK.sub("", line)))
    return re.sub(r"\s+([。、，．,.])", r"\1", " ".join(text.split()))


def without_emphasis(line: str) -> str:
    """A line without the marks of bold and slanted text, with everything else."""
    return " ".join(_EMPHASIS.sub("", line).split())


def place(citation: Citation, language: str) -> str:
    """Publisher, date, page, section and file of a citation, as one line."""
    words = labels(language)
    parts = [
        citation.publisher,
        citation.published.isoformat() if citation.published else None,
        words["page"].format(citation.page) if citation.page else None,
        words["printed_page"].format(citation.printed_page) if citation.printed_page else None,
        citation.section,
        citation.file,
        words["read_by_ocr"].format(f"{citation.confidence:.0%}") if citation.confidence is not None else None,
    ]
    return " · ".join(part for part in parts if part)


def markdown(answer: Answer) -> str:
    """The answer as a readable Markdown document: statements, table, computed figures, numbered sources with their quotes."""
    words = labels(answer.language)
    parts = [f"*{words['not_found']}*"] if answer.status is Status.NOT_FOUND else []
    parts.append(prose(answer).strip())
    if answer.table is not None:
        parts.append(_markdown_table(answer.table))
    if answer.derived:
        parts.append(f"**{words['computed']}**\n\n" + "\n".join(f"- {line}" for line in computed(answer)))
    if answer.citations:
        parts.append(f"**{words['sources']}**\n\n" + "\n\n".join(_markdown_source(item, answer.language) for item in answer.citations))
    return "\n\n".join(part for part in parts if part)


def computed(answer: Answer) -> list[str]:
    """A line per figure that was computed: the figure, how, and the citations it is made of."""
    words = labels(answer.language)
    lines = []
    for item in answer.derived:
        sources = "".join(f"[{number}]" for number in item.citations)
        lines.append(f"{item.text}{words['separator']}{item.how}" + (f" ({words['from']} {sources})" if sources else ""))
    return lines


def _markdown_table(table: AnswerTable) -> str:
    head = _markdown_row(table.columns)
    return "\n".join([head, "|" + " --- |" * len(table.columns), *(_markdown_row(row) for row in table.rows)])


def _markdown_row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _markdown_source(citation: Citation, language: str) -> str:
    words = labels(language)
    quote = "\n".join(f"    > {line}" for line in citation.quote.splitlines() or [""])
    where = words["place"].format(citation.start, citation.end)
    link = f"\n    <{citation.url}>" if citation.url else ""
    head = f"- [{citation.number}] **{citation.title or words['untitled']}** — {place(citation, language)}{link}"
    return f"{head}\n\n{quote}\n\n    {where} · SHA-256 `{citation.sha256[:12]}…`"
