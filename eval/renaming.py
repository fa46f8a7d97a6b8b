"""Names renamed alike in documents and cases: what swap.yaml lists becomes invented names, and nothing else changes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from core.errors import SettingsError
from eval.cases import Case

TABLES = ("heads", "trades", "brands", "shortened", "systems", "authorities")
# Within a Japanese name a document may have spaces and one line break.
_GAP = r"[ \u3000]*\n?[ \u3000]*"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = "(?<![A-Za-zＡ-Ｚａ-ｚ])", "(?![A-Za-zＡ-Ｚａ-ｚ])"
_NO_WORD_BEFORE, _NO_WORD_AFTER = "(?<![一-龥々ァ-ヴー])", "(?![一-龥々ァ-ヴー])"
_WIDE = ord("Ａ") - ord("A")


@dataclass(frozen=True, slots=True)
class Names:
    """The tables of a swap.yaml; the head of the file says what each holds. `alone` are the characters after a head that stands alone."""

    heads: Mapping[str, str]
    trades: Mapping[str, str]
    brands: Mapping[str, str]
    shortened: Mapping[str, str]
    systems: Mapping[str, str]
    authorities: Mapping[str, str]
    tails: tuple[str, ...]
    alone: str

    @property
    def whole(self) -> dict[str, str]:
        """Every name that is replaced wherever it stands, a head with its trade included."""
        pairs = {_joined(head, trade): _joined(*new) for head, trade, new in self._companies()}
        return {**pairs, **self.brands, **self.systems, **self.authorities}

    def _companies(self) -> Iterable[tuple[str, str, tuple[str, str]]]:
        for head, new_head in self.heads.items():
            for trade, new_trade in self.trades.items():
                if head.isascii() == trade.isascii():
                    yield head, trade, (new_head, new_trade)


def read(path: Path, without: Collection[str] = ()) -> Names:
    """The names of a file, those of the tables in `without` left as they are; SettingsError when it cannot be used."""
    try:
        record = yaml.safe_load(path.read_text("utf-8"))
        tables = {table: _table(record[table], path) for table in TABLES}
        tails, alone = tuple(str(tail) for tail in record["tails"]), str(record["alone"])
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise SettingsError(f"{path} cannot be used: {error!r}. The head of eval/swap.yaml says what it holds.") from error
    for table in without:
        # A trade that stays still ends the name of a company.
        tables[table] = {name: name for name in tables[table]} if table == "trades" else {}
    return Names(**tables, tails=tails, alone=alone)


def _table(record: Mapping[Any, Any], path: Path) -> dict[str, str]:
    table = {str(name): str(new) for name, new in record.items()}
    for name, new in table.items():
        if not name.isascii() and len(name) != len(new):
            raise SettingsError(f"{path}: {new} has not as many characters as {name}; invent a name of the same shape.")
    return table


class Renaming:
    """Renames texts and cases by a table of names, longest name first."""

    def __init__(self, names: Names) -> None:
        self._listed = {**names.heads, **names.whole}
        self._new = {_key(name): new for name, new in {**self._listed, **names.shortened}.items()}
        fixed = [*((name, _pattern(name)) for name in names.whole), *((name, _apart(name)) for name in names.shortened)]
        tails = "|".join(_spaced(tail) for tail in (*names.tails, *names.trades))
        before_tail = [(head, f"{_pattern(head)}(?={_GAP}(?:{tails}))" if not head.isascii() else _pattern(head)) for head in names.heads]
        end = rf"(?=\s*$|\s*[{re.escape(names.alone)}])"
        by_itself = [(head, f"{_apart(head)}{end}") for head in names.heads if not head.isascii()]
        self._in_documents = _longest_first([*fixed, *before_tail])
        self._in_cases = _longest_first([*fixed, *before_tail, *by_itself])

    def document(self, text: str) -> str:
        """The text of a document, or a file's name, with its names replaced; a name that is broken over lines stays broken."""
        return self._in_documents.sub(self._replaced, text)

    def question(self, text: str) -> str:
        """A question, or what is expected of its answer: there a company's head may stand alone."""
        return self._in_cases.sub(self._replaced, text)

    def case(self, case: Case) -> Case:
        """A case with everything that is put, and everything that is looked for in the answer, renamed."""
        question = case.question
        asked = replace(
            question.filter,
            publisher=tuple(map(self.question, question.filter.publisher)),
            file=tuple(map(self.document, question.filter.file)),
        )
        return replace(
            case,
            question=replace(
                question, text=self.question(question.text), history=tuple(map(self.question, question.history)), filter=asked
            ),
            must=tuple(tuple(map(self.question, group)) for group in case.must),
            must_not=tuple(map(self.question, case.must_not)),
            files=tuple(map(self.document, case.files)),
            quotes=tuple(map(self.question, case.quotes)),
        )

    def count(self, text: str) -> int:
        """How many names of a document are replaced."""
        return sum(1 for _ in self._in_documents.finditer(text))

    def left_over(self, texts: Iterable[str]) -> Counter[str]:
        """The listed names that still stand in texts, white space and widths aside; a head counts too, though alone it may be a place."""
        return _standing((name for name, new in self._listed.items() if name != new), texts)

    def clashes(self, texts: Iterable[str]) -> Counter[str]:
        """The invented names that stand in texts before anything is renamed."""
        new_ones = dict.fromkeys(new for name, new in self._listed.items() if name != new and not new.isascii())
        return _standing(new_ones, texts)

    def _replaced(self, match: re.Match[str]) -> str:
        found = match.group()
        new = self._new[_key(found)]
        return _in_style(found, new) if found.isascii() else _broken_like(found, new)


def _standing(names: Iterable[str], texts: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    names = tuple(names)
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        squeezed = re.sub(r"\s+", "", plain)
        for name in names:
            found[name] += len(re.findall(_pattern(name), plain)) if name.isascii() else squeezed.count(name)
    return +found


def _longest_first(patterns: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    return re.compile("|".join(pattern for _, pattern in sorted(patterns, key=lambda pair: -len(pair[0]))) or r"(?!)")


def _pattern(name: str) -> str:
    if not name.isascii():
        return _spaced(name)
    words = r"\s+".join(map(re.escape, name.split(" ")))
    return f"{_NO_LETTER_BEFORE}(?i:{words}){_NO_LETTER_AFTER}"


def _apart(name: str) -> str:
    return f"{_NO_WORD_BEFORE}{_spaced(name)}{_NO_WORD_AFTER}"


def _spaced(name: str) -> str:
    """The name with a gap allowed between any two characters, and its letters in either width."""
    return _GAP.join(f"[{char}{chr(ord(char) + _WIDE)}]" if char.isascii() and char.isalnum() else re.escape(char) for char in name)


def _joined(head: str, trade: str) -> str:
    return f"{head} {trade}" if head.isascii() else head + trade


def _key(found: str) -> str:
    if found.isascii():
        return " ".join(found.split()).casefold()
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", found))


def _broken_like(found: str, new: str) -> str:
    """The new name with the white space of the one found, which has as many other characters; those that are the same keep their width."""
    chars = iter(new)
    out = []
    for char in found:
        if char.isspace():
            out.append(char)
        else:
            following = next(chars)
            out.append(char if unicodedata.normalize("NFKC", char) == following else following)
    return "".join(out)


def _in_style(found: str, new: str) -> str:
    """The new name in lower case, capitals or capitalised words, as the one found."""
    if found.islower():
        return new.lower()
    if found.isupper():
        return new.upper()
    if all(word[:1].isupper() for word in found.split()):
        return " ".join(word[:1].upper() + word[1:] for word in new.split())
    return new
