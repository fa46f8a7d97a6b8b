"""Questions that a document asks itself and answers (よくいただくご質問): the answer under the heading that asks what was asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.draft import Draft, Source, Statement
from answer.evidence import ESSENTIAL, is_action
from answer.patterns import fits, form_of, patterns
from answer.query import Form
from answer.rows import Task, shortened
from answer.sections import concerned, documents_named, likeness, share
from core.records import Block, BlockKind, Disclosure, Span, Status
from core.text import fold
from facts.concepts import Term, term_keys, terms

_ASKS = re.compile(r"(?:[??]|(?:です|ます|でしょう|ません|でした|ました|る|た|ない)か[。??]?)$")
# A heading asks what was asked when it says so much of the question and the question of it, each at least the lesser share.
_TOGETHER = 1.1
_LEAST = 0.35
_SURE = 0.6
# An English question finds a heading by its words and by likeness together.
_LIKENESS_COUNTS = 2.0
_FOREIGN = 0.75
_MOST_BLOCKS = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that a document asks itself, and the stretch of what it answers."""

    document_id: str
    question: str
    answer: Span


def asked_there(task: Task) -> Draft | None:
    """What a document answers to the same question, quoted, with yes or no before it where the answer begins so."""
    query = task.query
    documents = documents_named(task, query.terms) if query.asked else concerned(task, query.terms)
    found = [(score, a) for document in documents for a in _of(task, document) if (score := _alike(task, a)) is not None]
    if not found:
        return None
    best = max(found, key=lambda pair: pair[0])[1]
    said = _text(task, best)
    wording = task.wording
    text = wording.say("answered_there", quote=shortened(said))
    plain = query.form is Form.YES_NO and not fits(patterns()["polarity"]["open_question"], query.text)
    if plain and (first := _yes_or_no(said)) is not None:
        text = f"{wording.say(_lead(first, said))} {text}".strip() if wording.language == "en" else wording.say(_lead(first, said)) + text
    return Draft(Status.ANSWERED, lead=[Statement(text, (Source(best.document_id, best.answer),))], stating={best.document_id})


def _lead(so: bool, said: str) -> str:
    """The phrase for yes or no, as strong as what it stands before: what holds in principle (原則として) is no plain yes or no."""
    mostly = fits(patterns()["polarity"]["in_principle"], re.split(r"(?<=。)", said.strip())[0])
    return ("agrees" if so else "differs") + ("_mostly" if mostly else "")


def _text(task: Task, answered: Answered) -> str:
    return fold(task.finder.store.text(answered.document_id)[answered.answer.start : answered.answer.end]).text


def _of(task: Task, document: str) -> Iterator[Answered]:
    """The questions of a document, each with the blocks that stand under it."""
    if not any(_ASKS.search(fact.section) for fact in task.finder.corpus.of_document(document)):
        return
    disclosure = task.finder.disclosure(document)
    for block in disclosure.blocks:
        asks = block.kind is BlockKind.HEADING and _ASKS.search(fold(block.text).text.strip())
        under = _under(disclosure, block) if asks else []
        if under:
            yield Answered(document, fold(block.text).text, Span(under[0].start, under[-1].end))


def _under(disclosure: Disclosure, heading: Block) -> Sequence[Block]:
    """The blocks of text right under a heading."""
    own = [b for b in disclosure.blocks if b.headings and b.headings[-1] == heading.ordinal and b.table is None]
    return own[:_MOST_BLOCKS]


def _alike(task: Task, answered: Answered) -> float | None:
    """How much a document's question and the one put say the same; None where they are not the same."""
    asked, form = task.query.terms, form_of(answered.question, "ja", dated=False)
    if any((form is plain) != (task.query.form is plain) for plain in (Form.YES_NO, Form.WHY, Form.WHAT_IS)):
        return None
    if any(fits(entry["ja"], answered.question) for want, entry in patterns()["wants"].items() if want not in task.query.wants):
        return None  # it asks when or how many, which is not asked
    keys = term_keys(answered.question) | term_keys(_text(task, answered))
    if form is not Form.YES_NO and any(t.weight >= ESSENTIAL and not is_action(t) and not share(task, [t], keys) for t in asked):
        return None
    said = share(task, asked, keys)
    if task.query.told and share(task, task.query.told, keys) < _LEAST:
        return None
    if task.query.language == "ja":
        theirs = terms(answered.question)
        if any(t.weight >= ESSENTIAL and not is_action(t) and not _said_of(task, [t]) for t in theirs):
            return None
        back = _said_of(task, theirs)
        return said + back if min(said, back) >= _LEAST and said + back >= _TOGETHER else None
    near = said + _LIKENESS_COUNTS * likeness(task, [answered.question])
    return near if said and near >= _FOREIGN else None


def _said_of(task: Task, theirs: Sequence[Term]) -> float:
    """The share of a document's question that the one put says."""
    keys = {key for term in task.query.terms for key, worth in task.finder.matcher.alike(term).items() if worth >= _SURE}
    return share(task, theirs, frozenset(keys | {term.key for term in task.query.terms}))


def _yes_or_no(answer: str) -> bool | None:
    """What an answer begins with, where that is yes or no."""
    first = re.split(r"(?<=。)", answer.strip())[0]
    first = first if len(first) > 1 else answer
    shapes = patterns()["polarity"]
    if fits(shapes["says_no"], first):
        return False
    return True if fits(shapes["says_yes"], first) else None
