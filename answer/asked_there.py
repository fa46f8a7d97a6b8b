"""Questions that a document asks itself and answers (よくいただくご質問): the answer under the heading that asks what was asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.draft import Draft, Source, Statement
from answer.evidence import ESSENTIAL, is_action
from answer.listed import asked_noun
from answer.patterns import fits, form_of, patterns
from answer.query import Form
from answer.rows import Task, shortened
from answer.sections import bare_heading, concerned, documents_named, likeness, matter_of, share
from core.records import Block, BlockKind, Disclosure, Fact, FactSource, Span, Status, ValueKind
from core.text import fold
from facts.concepts import Term, term_keys, terms

_ASKS = re.compile(r"(?:[??]|(?:です|ます|でしょう|ません|でした|ました|る|た|ない)か[。??]?)$")
# A heading asks what was asked when it says so much of the question and the question of it, each at least the lesser share.
_TOGETHER = 1.1
_LEAST = 0.35
_SURE = 0.6
_SAME = 0.9
# An English question finds a heading by its words and by likeness together.
_LIKENESS_COUNTS = 2.0
_FOREIGN = 0.75
_MOST_BLOCKS = 3
# Two questions of one matter for the same noun (どのメニュー, which dishes) ask the same.
_NOUN = 1.0
# What any question of a reader says (対象ですか, 実際には).
_OF_ANY = frozenset(["c:affected", "w:実際"])
_WORDS = (ValueKind.TEXT, ValueKind.LIST)


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
    """The questions of a document, each with the blocks that stand under it or the value that it is the label of."""
    facts = task.finder.corpus.of_document(document)
    for fact in facts:
        if fact.source in (FactSource.CELL, FactSource.LINE) and fact.value.kind in _WORDS and _ASKS.search(fact.attribute.strip()):
            yield Answered(document, fact.attribute, _value_place(task, fact))
    if not any(_ASKS.search(fact.section) for fact in facts):
        return
    disclosure = task.finder.disclosure(document)
    for block in disclosure.blocks:
        asks = block.kind is BlockKind.HEADING and _ASKS.search(fold(block.text).text.strip())
        under = _under(disclosure, block) if asks else []
        if under:
            yield Answered(document, fold(block.text).text, Span(under[0].start, under[-1].end))


def _value_place(task: Task, fact: Fact) -> Span:
    """The place of a value without its label."""
    folded = fold(task.finder.store.text(fact.document_id)[fact.span.start : fact.span.end], fact.span.start)
    start = folded.text.find(fact.value.text)
    return Span(*folded.place(start, start + len(fact.value.text))) if start >= 0 else fact.span


def _under(disclosure: Disclosure, heading: Block) -> Sequence[Block]:
    """The blocks of text right under a heading."""
    own = [b for b in disclosure.blocks if b.headings and b.headings[-1] == heading.ordinal and b.table is None]
    return own[:_MOST_BLOCKS]


def _alike(task: Task, answered: Answered) -> float | None:
    """How much a document's question and the one put say the same; None where they are not the same."""
    theirs_asked = bare_heading(answered.question)
    asked, form = task.query.terms, form_of(theirs_asked, "ja", dated=False)
    if any((form is plain) != (task.query.form is plain) for plain in (Form.YES_NO, Form.WHY, Form.WHAT_IS)):
        return None
    if any(fits(entry["ja"], theirs_asked) for want, entry in patterns()["wants"].items() if want not in task.query.wants):
        return None  # it asks when or how many, which is not asked
    if not all(fits(patterns()["wants"][want]["ja"], theirs_asked) for want in task.query.wants):
        return None
    keys = term_keys(answered.question) | term_keys(_text(task, answered))
    known = keys if task.query.language == "ja" else keys | task.finder.corpus.speaks(answered.document_id)
    if form is not Form.YES_NO and any(t.weight >= ESSENTIAL and not is_action(t) and not share(task, [t], known) for t in asked):
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
    return near if said and near >= _FOREIGN else _beside_the_matter(task, answered)


def _beside_the_matter(task: Task, answered: Answered) -> float | None:
    """How much two questions say the same beside what their document is all about; None where they do not."""
    matter = matter_of(task, answered.document_id)
    asked = [t for t in task.query.terms if share(task, [t], matter) < _SURE]
    theirs = [t for t in terms(bare_heading(answered.question)) if t.key not in matter and t.key not in _OF_ANY]
    if _same_noun(task, answered):
        return _NOUN
    if not asked or not theirs:
        return None
    said, back = share(task, asked, term_keys(answered.question)), _said_of(task, theirs)
    return said + back if min(said, back) >= _SURE else None


def _same_noun(task: Task, answered: Answered) -> bool:
    """True when a document's question asks for the noun that the one put asks for, in any of its meanings."""
    found = next((m for p in patterns()["which_noun"]["ja"] if (m := re.search(p, bare_heading(answered.question)))), None)
    theirs = term_keys(found["of"]) if found else frozenset()
    return any(worth >= _SAME and key in theirs for term in asked_noun(task) for key, worth in task.finder.matcher.alike(term).items())


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
