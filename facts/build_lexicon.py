"""Builds the word lists of facts/vocabulary: what an English word is in Japanese, and which Japanese words are synonyms.

    python -m facts.build_lexicon --shared ../shared --edict /usr/share/edict/edict

Sources and licences are stated in facts/vocabulary/LICENCES.md.
"""

import argparse
import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from facts.lexicon import ENGLISH, SYNONYMS
from facts.words import words

_ENTRY = re.compile(r"^(?P<head>[^ \[/]+)(?: \[[^\]]*\])? /(?P<glosses>.*)/$")
_BRACKETS = re.compile(r"\([^()]*\)|\{[^{}]*\}")
_COMMON = "(P)"
# A headword of more words than this is a phrase, not the word that the gloss names.
_LONGEST_HEAD = 2
_HEADS_PER_WORD = 12
_LARGEST_GROUP = 12


def main() -> None:
    """Write both lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with datasets/sudachi_synonyms")
    parser.add_argument("--edict", type=Path, default=Path("/usr/share/edict/edict"), help="Debian's edict")
    arguments = parser.parse_args()
    _write(ENGLISH, english(arguments.edict.read_text(encoding="euc_jp", errors="replace").splitlines()))
    synonyms = (arguments.shared / "datasets/sudachi_synonyms/synonyms.txt").read_text(encoding="utf-8")
    _write(SYNONYMS, groups(synonyms.splitlines()))


def english(lines: Iterable[str]) -> Iterator[str]:
    """A line "word TAB head head …" for each English word that is the whole of a gloss.

    A head is one or two Sudachi words joined by +; common heads come first.
    """
    found: dict[str, dict[str, bool]] = {}
    for line in lines:
        match = _ENTRY.match(line.strip())
        if not match:
            continue
        heads = words(match["head"])
        if not 1 <= len(heads) <= _LONGEST_HEAD:
            continue
        head, common = "+".join(heads), _COMMON in match["glosses"]
        for gloss in match["glosses"].split("/"):
            word = re.sub(r"^(?:to be |to |a |an |the )", "", _BRACKETS.sub("", gloss).strip().casefold())
            if re.fullmatch(r"[a-z][a-z\-]{2,}", word):
                known = found.setdefault(word, {})
                known[head] = known.get(head, False) or common
    for word, ranked in sorted(found.items()):
        best = sorted(ranked, key=lambda head: not ranked[head])
        yield f"{word}\t{' '.join(best[:_HEADS_PER_WORD])}"


def groups(lines: Iterable[str]) -> Iterator[str]:
    """A line of Sudachi words for each group of synonyms that are each one word."""
    members: dict[str, dict[str, None]] = {}
    for line in lines:
        fields = line.split(",")
        if len(fields) < 9 or fields[2] == "2":
            continue
        found = words(fields[8])
        if len(found) == 1:
            members.setdefault(fields[0], {})[found[0]] = None
    for group in members.values():
        if 2 <= len(group) <= _LARGEST_GROUP:
            yield " ".join(group)


def _write(path: Path, lines: Iterable[str]) -> None:
    """Write a compressed list; the time stamp is left out so that the same input gives the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(("\n".join(lines) + "\n").encode())
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
