"""Facts of labelled lines: 「問い合わせ先：…」, and lines that begin with a label of the vocabulary."""

import re
from functools import lru_cache

from core.records import Block, FactSource, Span, ValueKind
from core.text import fold
from facts.ledger import Ledger
from facts.scope import Scope
from facts.terms import load_labels
from facts.values import YearContext, find_values, read_value

_LABELLED = re.compile(r"^[・○●■◆\-*※]?\s*(?P<label>[^:：。、\n]{1,24}?)\s*[:：]\s*(?P<value>\S.*)$", re.DOTALL)
_PARTICLE_AT_END = re.compile(r"[はがを]$")
_REACHED_BY = (ValueKind.PHONE, ValueKind.URL)


def read_lines(ledger: Ledger, block: Block, scope: Scope) -> bool:
    """Enter the labelled lines of a block; True when every line of it is one."""
    complete, place = True, block.start
    for line in ledger.disclosure.quote(block.span).split("\n"):
        folded = fold(line, place)
        match = _labelled(folded.text)
        if match:
            span = Span(*folded.place(match.start("label"), match.end("value")))
            _read_line(ledger, block, scope, match["label"], match["value"], span)
        elif folded.text:
            complete = False
        place += len(line) + 1
    return complete


def _read_line(ledger: Ledger, block: Block, scope: Scope, label: str, text: str, span: Span) -> None:
    """Enter the value of a line, and of a line of words each value in it (a number of shops, a telephone number)."""
    years = YearContext(None, ledger.disclosure.published)
    value = read_value(text, years)
    ledger.add(block, scope, FactSource.LINE, label.strip(), value, span, context=label)
    for found in find_values(text, years):
        if found.value.text != value.text and (found.value.kind in _REACHED_BY or value.kind is ValueKind.TEXT):
            ledger.add(block, scope, FactSource.LINE, label.strip(), found.value, span, context=f"{label} {text}")


def _labelled(text: str) -> re.Match[str] | None:
    """The label and value of a line; None when it is none, a sentence among them (the label would end in a particle)."""
    match = _LABELLED.match(text) or _known_label().match(text)
    return None if match is None or match["label"].startswith("http") or _PARTICLE_AT_END.search(match["label"]) else match


@lru_cache(maxsize=1)
def _known_label() -> re.Pattern[str]:
    labels = sorted(load_labels().line_labels, key=len, reverse=True)
    return re.compile(rf"^[(]?(?P<label>{'|'.join(map(re.escape, labels))})[.．]?[ \t　:：]+(?P<value>\S.*)$", re.DOTALL)
