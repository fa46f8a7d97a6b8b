"""The names under which a publisher is known: the place, shop or service that its document says it runs (ホテル甲(運営:株式会社乙))."""

import re
from collections.abc import Iterator
from itertools import pairwise

from core.records import Disclosure, Name, NameKind, Span
from core.text import fold
from facts.names import strip_corporate

# How far down a letterhead begins, in characters.
_HEAD = 600
_NAMED = r"(?P<brand>[^\s、。,()「」『』:;/|]{2,30})"
_LATIN = r"(?:\s?\((?P<latin>[A-Z][A-Za-z0-9&.,' \-]{2,40})\))?"
# 「ホテル甲(運営:株式会社乙)」, 「甲シネマ(Kinoe Cinema) 運営会社:乙株式会社」.
_RUN_BY = re.compile(rf"{_NAMED}{_LATIN}\s*\(?(?:運営|経営)(?:会社|元|者|主体|法人)?\s*[:\s]")
# The same in a line of its own below the name.
_RUN_BY_LINE = re.compile(r"\(?(?:運営|経営)(?:会社|元|者|主体|法人)?\s*[:\s]")
_LINE = re.compile(r"\S[^\n]*")
# 「当社が運営する「甲食堂」」, 「弊社の運営する通販サイト「甲ストア」」.
_WE_RUN = re.compile(
    r"(?:当社|弊社|当法人|当会|当行|当グループ|当組合)(?:が|の)(?:運営|経営|展開)(?:する|している|しております)[^「」。、]{0,24}「(?P<brand>[^」]{2,30})」"
)
# An institution within the name of the body that runs it (社会福祉法人 甲会 特別養護老人ホーム 乙苑).
_INSTITUTION = re.compile(r"(?:ホーム|病院|クリニック|医院|施設|センター|学校|園|館|寮|薬局|店|ホテル)\s(?P<brand>\S{3,20})$")


def brands(disclosure: Disclosure) -> Iterator[Name]:
    """What the publisher is called by what it runs, each with the place that says so; none without a publisher."""
    if not disclosure.publisher or not disclosure.publisher_span:
        return
    canonical = strip_corporate(disclosure.publisher)
    for block in disclosure.blocks:
        if block.table is None:
            folded = fold(disclosure.text[block.start : block.end], block.start)
            for match in (*(_RUN_BY.finditer(folded.text) if block.start < _HEAD else ()), *_WE_RUN.finditer(folded.text)):
                for group in ("brand", "latin"):
                    if match.groupdict().get(group):
                        yield _name(disclosure, canonical, match[group], Span(*folded.place(*match.span(group))))
    for above, line in pairwise(_LINE.finditer(disclosure.text, 0, _HEAD)):
        named = fold(above.group(), above.start())
        if _RUN_BY_LINE.match(fold(line.group()).text) and re.fullmatch(_NAMED, named.text):
            yield _name(disclosure, canonical, named.text, Span(*named.place(0, len(named.text))))
    institution = _INSTITUTION.search(canonical)
    if institution:
        yield _name(disclosure, canonical, institution["brand"], disclosure.publisher_span)


def _name(disclosure: Disclosure, canonical: str, surface: str, span: Span) -> Name:
    return Name(disclosure.id, NameKind.ORGANISATION, canonical, surface, span.start, span.end)
