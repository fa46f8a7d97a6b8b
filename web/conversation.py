"""One person's conversation: what was answered, what is being asked, and which source stands open beside it."""

from dataclasses import dataclass, replace

from core.records import Answer, Citation


@dataclass(frozen=True, slots=True)
class Selection:
    """The open source: citation `number` of the answer `turn` (from 0), and the page shown when that is not the cited one."""

    turn: int
    number: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The answers, oldest first, the question under way, and the open source. Each step returns a new conversation."""

    answers: tuple[Answer, ...] = ()
    selection: Selection | None = None
    pending: str | None = None

    @property
    def history(self) -> tuple[str, ...]:
        """The questions answered so far, oldest first."""
        return tuple(answer.question for answer in self.answers)

    @property
    def citation(self) -> Citation | None:
        """The open source's citation; None where no source is open."""
        return None if self.selection is None else self._citation(self.selection.turn, self.selection.number)

    def asking(self, question: str) -> "Conversation":
        """With a question under way."""
        return replace(self, pending=question)

    def stopped(self) -> "Conversation":
        """With no question under way."""
        return replace(self, pending=None)

    def answered(self, answer: Answer) -> "Conversation":
        """With one more answer, its first citation open, and no question under way."""
        numbers = [citation.number for citation in answer.citations]
        selection = Selection(len(self.answers), min(numbers)) if numbers else None
        return Conversation((*self.answers, answer), selection)

    def opened(self, turn: int, number: int) -> "Conversation":
        """With another source open; unchanged where there is no such answer or citation."""
        return self if self._citation(turn, number) is None else replace(self, selection=Selection(turn, number))

    def turned(self, page: int) -> "Conversation":
        """With another page of the open document shown."""
        return self if self.selection is None else replace(self, selection=replace(self.selection, page=page))

    def _citation(self, turn: int, number: int) -> Citation | None:
        if not 0 <= turn < len(self.answers):
            return None
        return next((citation for citation in self.answers[turn].citations if citation.number == number), None)
