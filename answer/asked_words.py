"""Words of a question that stand for Japanese ones: places in Latin letters, and 「この銀行」 for the one bank that there is."""

import re
from collections.abc import Iterable
from functools import lru_cache

from answer.patterns import MASK
from answer.query import Asked
from core.records import NameKind
from facts.names import shorter_names, strip_corporate
from facts.terms import load_names
from facts.transliterated import begins_with, spelled_as

_THIS = re.compile(r"(?:この|その|当該|本|当|同)(?P<kind>[一-龥ァ-ヴー]{1,8}?)(?=[のはがをにでともへや、。??]|から|より|$)")
_AFTER_THE = (
    "did does do has have had was were is are will would can could should find found announce report say said lose lost give gave take "
    "took make made plan start stop use in on at after before and to for by from with detect learn notice recall pay offer set open close "
    "apologise apologize expect cancel miss send sent ask tell told know need"
)
_THE = re.compile(rf"\b[Tt]he (?P<kind>[a-z]+?(?: [a-z]+?)??)(?='s\b|[?.,]|$| (?:[a-z]+ed|{_AFTER_THE.replace(' ', '|')})\b)")
# How a kind is said in one character behind 同 or 当 (同行, 当院).
_SHORT = {"行": "銀行", "院": "病院", "学": "大学", "校": "学校", "市": "市", "町": "町", "村": "村", "県": "県", "庫": "信用金庫"}


class JapaneseWords:
    """The words that documents write in Japanese, found by how they are said in Latin letters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_letter: dict[str, list[str]] = {}
        for word in words:
            for letter in begins_with(word):
                self._by_letter.setdefault(letter, []).append(word)

    def of(self, said: str) -> str | None:
        """The one beginning of a word, or whole word, that is said so; None for none, and for several that are."""
        found: set[str] = set()
        for word in self._by_letter.get(said[:1].casefold(), ()):
            unsaid = spelled_as(said, word)
            if unsaid is not None:
                beginning = word[: len(word) - unsaid]
                found.add(beginning if spelled_as(said, beginning) == 0 else word)
        return found.pop() if len(found) == 1 else None


def the_one(text: str, publishers: Iterable[str]) -> tuple[Asked, int, int] | None:
    """The publisher that 「この銀行」, 同行 or "the bank" stands for, with its place; None where none or several are of that kind."""
    known = tuple(dict.fromkeys(map(strip_corporate, publishers)))
    for match in (*_THIS.finditer(text), *_THE.finditer(text)):
        kinds = _endings(match["kind"])
        owners = [name for name in known if any(part.endswith(kinds) for part in (name, *shorter_names(name)))] if kinds else []
        if len(owners) == 1:
            return Asked(NameKind.ORGANISATION, (owners[0],), match["kind"]), match.start(), match.end()
    return None


@lru_cache(maxsize=4096)
def _endings(kind: str) -> tuple[str, ...]:
    """How the names of such companies end: 銀行 for bank, 院 and 銀行."""
    shapes = load_names()
    if kind.isascii():
        said = kind.replace(" ", "")
        listed = [*shapes.english_parts.items(), *((ja, en) for ja, also in shapes.english_also.items() for en in also)]
        endings = (*shapes.organisation_endings, *shapes.business_kinds, *shapes.municipal)
        return tuple(dict.fromkeys(ja for ja, en in listed if ja in endings and re.sub(r"[^a-z]", "", en.casefold()) == said))
    kind = _SHORT.get(kind, kind)
    return (kind,) if any(ending.endswith(kind) or kind.endswith(ending) for ending in shapes.organisation_endings) else ()


def blanked(text: str, start: int, end: int) -> str:
    """A text with a stretch masked."""
    return text[:start] + MASK * (end - start) + text[end:]
