"""What is told in words: causes, measures, definitions, yes and no."""

import re

from answer.define import definitions
from answer.draft import Draft, Statement
from answer.query import Query
from answer.rows import Task, narrative, shortened
from answer.values import text_value
from core.records import NameKind, Status
from core.text import fold

_MARK_ENOUGH = 0.4
# A question with such a word beside a name asks for something of it, not what it is.
_SAYS_MORE = 0.4
# A subheading, or a sentence that only announces what follows, is no measure.
_NO_MEASURE = re.compile(r"^[<〈《【\[].*[>〉》】\]]$|以下の(?:とおり|通り)")


# A sentence is quoted to a question of yes or no when it covers this share of it: the reader judges.
_TOLD = 0.5


def meaning(task: Task) -> Draft | None:
    """What a name or word stands for: its definition or note in the documents, else the sentence that describes it."""
    return _defined(task) or text_value(task) or narrative(task)


def _defined(task: Task) -> Draft | None:
    """The sentence that defines or annotates the thing asked for."""
    for name in _asked_for(task.query):
        found = definitions(name, task.finder)
        if found:
            wording = task.wording
            draft = Draft(Status.ANSWERED, stating={source.document_id for _, source in found})
            draft.lead = [
                Statement(wording.say("defined", name=name, quote=shortened(text)), (source,), echo=task.query.text)
                for text, source in found[:2]
            ]
            return draft
    return None


def _asked_for(query: Query) -> list[str]:
    """What a question asks the meaning of, the most exact form first: quoted, named, or the words before とは."""
    text = fold(query.text, markup=False).text
    found = re.findall(r"[「“\"]([^「」“”\"]+)[」”\"]", text)
    if not any(term.weight >= _SAYS_MORE for term in query.terms):
        found += [asked.surface.strip() for kind in (NameKind.SYSTEM, NameKind.ORGANISATION) for asked in query.names(kind)]
    head = re.match(r"(?:.*の資料でいう|.*でいう|.*の)?(.+?)(?:とは|って|の意味|の定義|は何の略|は何を指)", text)
    english = re.search(
        r"(?:define|meaning of|what (?:is|are|does)) (?:the |an? )?(.+?)(?: mean| refer| stand|[?.]|$)", text, re.IGNORECASE
    )
    found += [m.group(1).strip() for m in (head, english) if m]
    return list(dict.fromkeys(name for name in found if len(name) >= 2))
