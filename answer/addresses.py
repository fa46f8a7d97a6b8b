"""Where to send something: the postal address that a document gives for it."""

import re

from answer.draft import Draft, Source, Statement
from answer.patterns import fits, patterns
from answer.rows import Task, shortened
from answer.sections import documents_named
from core.records import Span, Status
from core.text import fold

# A postal code with what stands on its line, and whom it is for on the next.
_ADDRESS = re.compile(
    r"〒?[ 　]*[0-9０-９]{3}[-－‐][0-9０-９]{4}[ 　]+[^\n<]{4,80}"
    r"(?:\n[ 　>]*[^\n<。]{2,30}(?:係|センター|窓口|宛|部|課|室))?"
)
# Where something is: a municipality and what follows it up to a number of a house or floor (氷見浜市白波台9-3, 本館1階).
WHERE = re.compile(
    r"[一-龥々ヶケ]{1,8}[都道府県市区町村郡][一-龥々ヶケァ-ヴーぁ-ん]{0,16}\d+(?:-\d+|丁目|番地?|号|番)[^、。()\n]{0,24}"
    r"|[一-龥ァ-ヴー]{2,12}\d{1,2}(?:階|番窓口|F)[^、。()\n]{0,16}"
)
# So many characters before an address say what it is for.
_BEFORE = 160


def where_to_send(task: Task) -> Draft | None:
    """The address to which a document asks to send what the question is about; None where the question is of something else."""
    telling = patterns()["telling"]
    if not task.query.asked or not fits(telling["asks_where_to_send"], fold(task.query.text, markup=False).text.casefold()):
        return None
    for document in documents_named(task, task.query.terms):
        text = task.finder.store.text(document)
        for match in _ADDRESS.finditer(text):
            before = fold(text[max(0, match.start() - _BEFORE) : match.start()]).text
            if fits(telling["to_be_sent"], before) or fits(telling["to_be_sent"], fold(match.group()).text):
                quote = fold(match.group()).text
                source = Source(document, Span(match.start(), match.end()))
                said = task.wording.say("sent_to", quote=shortened(quote))
                return Draft(Status.ANSWERED, lead=[Statement(said, (source,))], stating={document})
    return None
