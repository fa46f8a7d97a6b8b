"""Which stage lost a case: where, on the way from document to answer, the needed words were last seen."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from core.records import Question
from eval.matching import Said


class Stage(StrEnum):
    """The stages, in the order of travel; `computed` where no document holds the words, so that only an answer could form them."""

    INGEST = "ingest"
    FACTS = "facts"
    SEARCH = "search"
    ANSWER = "answer"
    COMPUTED = "computed"


class Trace(Protocol):
    """What each stage made of the documents."""

    def originals(self) -> Sequence[str]:
        """The extracted text of each document."""

    def passages(self) -> Sequence[str]:
        """The text of each passage, facts included."""

    def found(self, question: Question) -> Sequence[str]:
        """The texts that search returns for a question."""


class Locator:
    """Finds the stage for words, reading the store once."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._documents: Said | None = None
        self._passages: Said | None = None

    def stage(self, alternatives: Sequence[str], question: Question) -> Stage:
        """The stage after which none of the alternatives is left."""
        self._documents = self._documents or Said(self._trace.originals())
        self._passages = self._passages or Said(self._trace.passages())
        if not self._documents.meets(alternatives):
            return Stage.COMPUTED
        if not self._passages.meets(alternatives):
            return Stage.INGEST
        if not Said(self._trace.found(question)).meets(alternatives):
            return Stage.SEARCH
        return Stage.ANSWER
