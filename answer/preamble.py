"""Questions of several sentences: which of them ask, which tell the asker's circumstances before, and what only follows.

「電話で予約しました。私の情報も漏れましたか。」 asks with its last sentence; the first says whom and what it is about.
"""

import re
from dataclasses import dataclass

from answer.patterns import fits, patterns

_NOT_AN_END = re.compile(r"\b(?:Co|Ltd|Inc|Corp|No|Nos|Dr|Mr|Mrs|Ms|St|vs|[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Parts:
    """Where in a question's text the sentences that ask start and end; what stands before and after them asks nothing."""

    start: int
    end: int


def parts_of(folded: str, language: str) -> Parts:
    """The sentences of a question that ask; all of it where there is but one, or none that asks after one that tells."""
    sentences = _sentences(folded, language)
    ways = patterns()["preamble"]
    said = [folded[start:end].strip() for start, end in sentences]
    asking = [index for index, sentence in enumerate(said) if fits(ways["asks"][language], sentence.casefold())]
    asking = asking or [index for index, sentence in enumerate(said) if fits(ways["requests"][language], sentence.casefold())]
    if not asking:
        return Parts(0, len(folded))
    told = asking[0] > 0 and all(fits(ways["tells"][language], sentence.casefold()) for sentence in said[: asking[0]])
    start, end = sentences[asking[0] if told else 0][0], sentences[asking[-1]][1]
    if start == 0 and (aside := _aside(folded[:end], language)):
        start = aside
    return Parts(start, end)


def _sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The places of sentences; full stops within quotation marks end none."""
    found, start, asks = [], 0, patterns()["preamble"]["requests"][language]
    ends = r"[。??!!]+(?![」』)])\s*|\n+" if language == "ja" else r"[.?!]+[\"”')]*(?=\s)|\n+|[。??]"
    for match in re.finditer(ends, text):
        head = text[start : match.end()]
        goes_on = language == "en" and _NOT_AN_END.search(head) and not fits(asks, text[match.end() :].strip().casefold())
        if head.count("「") > head.count("」") or goes_on:
            continue
        found.append((start, match.end()))
        start = match.end()
    return [place for place in (*found, (start, len(text))) if text[place[0] : place[1]].strip()]


def _aside(text: str, language: str) -> int:
    """Where the question begins that follows the asker's circumstances within one sentence (予約したのですが、…); 0 for none."""
    found = [match.end() for pattern in patterns()["preamble"]["aside"][language] for match in re.finditer(pattern, text)]
    return max(found, default=0)


def echoed(text: str, language: str) -> str:
    """What a refusal repeats of a question: what is told and what asks; an order in either is left out, and what follows."""
    parts = parts_of(text, language)
    ways = patterns()["preamble"]["orders"][language]
    sentences = [text[start:end].strip() for start, end in _sentences(text[: parts.end], language)]
    kept = [sentence for sentence in sentences[:-1] if not fits(ways, sentence.casefold())] + sentences[-1:]
    return ("" if language == "ja" else " ").join(kept)
