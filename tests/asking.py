"""Questions put to small disclosures, and how their answers are read.

Two gas companies report on the same matter in the same kind of table: 青嶺ガス (検針管理システム 48台, 1,250契約; 開栓受付システム
17台, 310契約; a row of totals) and 汐見ガス (お客さま管理システム 29台, 840契約). 白波銀行 reports on something else, and its
document holds an instruction.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import facts
import ingest
from answer.engine import Answerer
from core.records import Answer, Filter, Question
from index.store import Store

DISCLOSURES = Path(__file__).parent / "data" / "answers"
EVERYTHING = Filter()


def add(store: Store, files: Iterable[Path]) -> None:
    """Read files into a store."""
    with store.writer() as writer:
        for file in files:
            disclosure = ingest.read(file)
            writer.add(disclosure, facts.read(disclosure))


class Ask:
    """Puts questions to an answerer."""

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer

    def __call__(self, text: str, *history: str, filter: Filter = EVERYTHING) -> Answer:
        """The answer to a question after those of `history`, the oldest first."""
        return self.answerer.answer(Question(text, history=history, filter=filter))


def markers(answer: Answer) -> list[int]:
    """The citation numbers of an answer's text, in the order of reading."""
    return [int(number) for number in re.findall(r"\[(\d+)\]", answer.text)]


def cited(answer: Answer, text: str) -> list[str]:
    """The quotes of the citations that stand in a text of the answer."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    return [quotes[int(number)] for number in re.findall(r"\[(\d+)\]", text)]


def said(answer: Answer) -> str:
    """The answer's text without its citation numbers."""
    return re.sub(r" ?\[\d+\]", "", answer.text)


def first_line(answer: Answer) -> str:
    """What is said first."""
    return answer.text.split("\n", 1)[0]


def rows(answer: Answer) -> list[str]:
    """The rows of an answer's table, each as one text; none without a table."""
    return [" | ".join(row) for row in answer.table.rows] if answer.table else []


def row_with(answer: Answer, words: str) -> str:
    """The one row that holds the words."""
    (row,) = [row for row in rows(answer) if words in row]
    return row


def derived(answer: Answer) -> dict[str, list[str]]:
    """Every computed figure with the quotes of what it was computed from."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    return {item.text: [quotes[number] for number in item.citations] for item in answer.derived}


def without_time(answer: Answer) -> Answer:
    """The answer with the time that it took left out."""
    return replace(answer, elapsed_ms=0.0)


def assert_proved(answer: Answer, store: Store) -> None:
    """Every quote is its place's text, every number has its citation, numbers start at 1 and leave none out, in the order of reading."""
    ids = {document.file: document.id for document in store.documents()}
    for citation in answer.citations:
        assert citation.sha256 == ids[citation.file]
        assert citation.quote == store.text(citation.sha256)[citation.start : citation.end] != ""
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert list(dict.fromkeys(markers(answer))) == [citation.number for citation in answer.citations], answer.text
    assert {number for item in answer.derived for number in item.citations} <= set(markers(answer))
