"""Which publisher a question means that names none: by the beginning of its name, or by a name that only its documents write."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from answer.query import Asked
from core.records import NameKind
from facts.concepts import is_phrase, terms
from facts.names import comparable, strip_corporate
from facts.terms import load_names
from facts.words import morphemes

# A stretch of what names are written in; kana between ideographs or at the beginning may be part of one.
_RUN = re.compile(
    r"[一-龥々ヶケァ-ヴー・A-Za-z0-9]{2,}|(?<![一-龥々ヶァ-ヴーぁ-ん])[ぁ-ん]{3,8}?(?=[のではがをとも、 ]|から|より|って|について)"
)
_STRETCH = re.compile(
    r"(?<![一-龥々ヶァ-ヴーぁ-ん0-9])(?=[ぁ-ん0-9・]*[一-龥ァ-ヴ])(?![いつどなに何0-9])[一-龥々ヶァ-ヴーぁ-ん0-9・]{3,}?"
    r"(?=[のではがにをとも、。?「」『』() ]|から|より|って|について|$)"
)
_QUOTED = re.compile(r"[「『](?P<name>[^「」『』]{3,30})[」』]")
# Who names a meeting does not mean its secretariat.
_SECRETARIAT = "事務局"
_SHORTEST = 3
# Two ideographs that only one publisher's name begins with, before a word for a kind of body (白稜高校).
_SHORTEST_HEAD = 2
_SHORTEST_LATIN = 5


@dataclass(frozen=True, slots=True)
class Call:
    """A publisher that a question means, with the place of the words that do; `named`: they say nothing else."""

    asked: Asked
    start: int
    end: int
    named: bool


class Called:
    """Finds the publisher that a question means without naming it as a document does."""

    def __init__(
        self,
        publishers: Iterable[str],
        titles: Mapping[str, str],
        written: Callable[[], Mapping[str, str]],
        labels: Callable[[], Iterable[str]],
    ) -> None:
        """`titles` are those of each publisher's documents and `written` gives all that they write, comparable; `labels` what labels,
        headings and the subjects of rows hold."""
        self._publishers = tuple(dict.fromkeys(strip_corporate(name) for name in publishers if name and not name.endswith(_SECRETARIAT)))
        self._keys = {name: comparable(name)[0] for name in self._publishers}
        self._titles = titles
        self._written = written
        self._labels = labels

    def find(self, text: str) -> Call | None:
        """The one publisher that a question without a known name means; None for none, and where it may be any of several."""
        for match in _RUN.finditer(text):
            owners = [name for name in self._publishers if self._begins(match.group(), name)]
            if len(owners) == 1:
                return self._call(owners[0], match.group(), match.start())
        for start, said in _names_in(text):
            key = comparable(said)[0]
            owners = [name for name, written in self._written().items() if key in written]
            if len(owners) == 1:
                return self._call(owners[0], said, start, named=False)
        return None

    def writes(self, said: str) -> Asked | None:
        """The one publisher whose documents alone write a name, in Latin letters as a question does; None for none and for several."""
        key = comparable(said)[0]
        owners = [name for name, written in self._written().items() if key in written] if len(key) >= _SHORTEST_LATIN else []
        return Asked(NameKind.ORGANISATION, (owners[0],), said) if len(owners) == 1 else None

    def _call(self, owner: str, said: str, start: int, *, named: bool = True) -> Call:
        """`named`: the words name the publisher or its documents' matter; in a label too (甲回収受付センター) they say more."""
        key, own = comparable(said)[0], comparable(owner)[0]
        titled = key in self._titles.get(owner, "")
        named = titled or (named and not any(key in label.replace(own, "") for label in self._labels()))
        return Call(Asked(NameKind.ORGANISATION, (owner,), said), start, start + len(said), named)

    def _begins(self, said: str, name: str) -> bool:
        """True when a publisher's name begins as the words do, and what is left of these says what kind of body it is."""
        key = comparable(said)[0]
        shared = _shared(key, self._keys[name])
        rest = key[shared:]
        if not rest:
            return shared >= _SHORTEST and not is_phrase(said)
        if shared < _SHORTEST_HEAD or not _is_kind(rest):
            return False
        alone = sum(_shared(other, self._keys[name]) >= shared for other in self._keys.values()) == 1
        return alone and (shared >= _SHORTEST or rest in self._written().get(name, ""))


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_kind(rest: str) -> bool:
    """True for words that say what kind of body or place a name is of (高校, 国際空港)."""
    shapes = load_names()
    return rest.endswith((*shapes.organisation_endings, *shapes.business_kinds, *shapes.facility_endings, *shapes.institutions))


def _names_in(text: str) -> Iterator[tuple[int, str]]:
    """What may be a name in a question, with its place: quoted, or a stretch with a proper noun or a word that no dictionary has."""
    for match in _QUOTED.finditer(text):
        yield match.start("name"), match["name"]
        first, parted, _ = match["name"].partition(" ")
        if parted and len(first) > _SHORTEST:
            yield match.start("name"), first
    for match in _STRETCH.finditer(text):
        if not is_phrase(match.group()) and _is_proper(match.group()):
            yield match.start(), match.group()


def _is_proper(said: str) -> bool:
    """True when a stretch holds a proper noun, is named by one before a word for a kind of place, or consists of words that no concept
    of the vocabulary covers."""
    if any(m.part_of_speech()[1] == "固有名詞" or m.is_oov() for m in morphemes(said)):
        return True
    kinds = (*load_names().facility_endings, *load_names().organisation_endings, *load_names().institutions)
    if said.endswith(kinds) and not is_phrase(said) and len(terms(said)) > 1 and any(term.key.startswith("w:") for term in terms(said)):
        return True
    return all(term.key.startswith("w:") for term in terms(said)) and len(said) > _SHORTEST
