"""Builds the word lists of facts/vocabulary: English words in Japanese, Japanese synonyms, and verbs in formal words.

    python -m facts.build_lexicon --shared ../shared --edict /usr/share/edict/edict

Sources and licences are stated in facts/vocabulary/LICENCES.md.
"""

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from facts.lexicon import ENGLISH, FORMAL, SYNONYMS, write_lines
from facts.words import words

_ENTRY = re.compile(r"^(?P<head>[^ \[/]+)(?: \[[^\]]*\])? /(?P<glosses>.*)/$")
_BRACKETS = re.compile(r"\([^()]*\)|\{[^{}]*\}")
_COMMON = "(P)"
# A headword of more words than this is a phrase, not the word that the gloss names.
_LONGEST_HEAD = 2
_HEADS_PER_WORD = 12
_LARGEST_GROUP = 12
_KANJI = re.compile(r"[\u4e00-\u9fff]")
_COMPOUND = re.compile(r"[\u4e00-\u9fff]{2,4}")
# EDICT's marks for verbs (of one stem and of five) and for nouns that become verbs with する.
_VERBS = ("v1", "v5")
_DOING = "vs"
_TAGS = re.compile(r"\(([a-z0-9,\-]+)\)")
# A gloss of more words than this is an explanation, which two entries share by chance or not at all.
_LONGEST_GLOSS = 3
_ARTICLE = re.compile(r"^(?:to be |to |a |an |the )")
_ENGLISH_WORD = re.compile(r"[a-z][a-z\-]{2,}")
# What a compound of characters counts as a likely head, against 1 for a common word and for a first gloss.
_OF_CHARACTERS = 0.5


def main() -> None:
    """Write the lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with datasets/sudachi_synonyms")
    parser.add_argument("--edict", type=Path, default=Path("/usr/share/edict/edict"), help="Debian's edict")
    arguments = parser.parse_args()
    edict = arguments.edict.read_text(encoding="euc_jp", errors="replace").splitlines()
    write_lines(ENGLISH, english(edict))
    write_lines(FORMAL, formal(edict))
    synonyms = (arguments.shared / "datasets/sudachi_synonyms/synonyms.txt").read_text(encoding="utf-8")
    write_lines(SYNONYMS, groups(synonyms.splitlines()))


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of EDICT: the headword, whole and in Sudachi words, and its glosses without their brackets."""

    head: str
    words: tuple[str, ...]
    tags: frozenset[str]
    common: bool
    glosses: tuple[str, ...]


def _entries(lines: Iterable[str]) -> Iterator[_Entry]:
    """The entries whose headword is one or two Sudachi words."""
    for line in lines:
        match = _ENTRY.match(line.strip())
        head = words(match["head"]) if match else []
        if match and 1 <= len(head) <= _LONGEST_HEAD:
            senses = match["glosses"]
            tags = frozenset(tag for group in _TAGS.findall(senses) for tag in group.split(","))
            glosses = (_ARTICLE.sub("", _BRACKETS.sub("", gloss).strip().casefold()) for gloss in senses.split("/"))
            yield _Entry(match["head"], tuple(head), tags, _COMMON in senses, tuple(filter(None, glosses)))


def english(lines: Iterable[str]) -> Iterator[str]:
    """A line "word TAB head head …" for each English word that is the whole of a gloss.

    A head is one or two Sudachi words joined by +. Likelier heads come first: common ones, those that have the word as their first
    gloss, and compounds of characters, which disclosures are written in.
    """
    for word, ranked in sorted(_by_gloss(_entries(lines)).items()):
        yield f"{word}\t{' '.join(ranked[:_HEADS_PER_WORD])}"


def _by_gloss(entries: Iterable[_Entry]) -> Mapping[str, list[str]]:
    """For each English word the heads that have it as a gloss, likelier ones first."""
    found: dict[str, dict[str, float]] = {}
    for entry in entries:
        head, likely = "+".join(entry.words), entry.common + _OF_CHARACTERS * bool(_COMPOUND.fullmatch(entry.head))
        for place, gloss in enumerate(entry.glosses, start=1):
            if _ENGLISH_WORD.fullmatch(gloss):
                known = found.setdefault(gloss, {})
                known[head] = max(known.get(head, 0.0), likely + 1 / place)
    return {word: sorted(heads, key=lambda head: -heads[head]) for word, heads in found.items()}


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


def formal(lines: Iterable[str]) -> Iterator[str]:
    """A line "verb TAB word word …" for each verb: words that hold a character of it and share a gloss with it (返す, 返還: return).

    A gloss is shared by its stems with a common compound for a doing, or as one English word with any of its likelier heads.
    """
    entries = list(_entries(lines))
    by_stems, by_word = _by_stems(entries), _by_gloss(entries)
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        verb = entry.words[0]
        if len(entry.words) == 1 and any(tag.startswith(_VERBS) for tag in entry.tags):
            shared = (word for gloss in entry.glosses for word in (*by_stems.get(_stems(gloss), ()), *_whole(by_word.get(gloss, []))))
            found.setdefault(verb, {}).update(dict.fromkeys(word for word in shared if _is_kin(word, verb)))
    for verb, kin in sorted(found.items()):
        if kin:
            yield f"{verb}\t{' '.join(list(kin)[:_HEADS_PER_WORD])}"


def _by_stems(entries: Iterable[_Entry]) -> Mapping[tuple[str, ...], list[str]]:
    """The common compounds for doings by the stems of their glosses."""
    found: dict[tuple[str, ...], list[str]] = {}
    for entry in entries:
        if entry.common and _DOING in entry.tags and _COMPOUND.fullmatch(entry.head):
            for stems in filter(None, dict.fromkeys(map(_stems, entry.glosses))):
                found.setdefault(stems, []).append(entry.head)
    return found


def _whole(heads: list[str]) -> Iterator[str]:
    """The likelier heads that are one word, or a compound of characters only."""
    for head in heads[:_HEADS_PER_WORD]:
        word = head.replace("+", "")
        if word == head or _COMPOUND.fullmatch(word):
            yield word


def _is_kin(word: str, verb: str) -> bool:
    """True when another word holds a character of the verb."""
    return word != verb and len(word) > 1 and not set(_KANJI.findall(verb)).isdisjoint(word)


_EMPTY = frozenset(
    ["to", "a", "an", "the", "be", "of", "for", "by", "in", "on", "at", "with", "from", "something", "someone", "one", "oneself"]
)
_GLOSS_ENDINGS = ("ization", "ation", "ment", "ing", "ion", "ance", "ence", "al", "or", "er", "ed", "es", "e", "s")


def _stems(gloss: str) -> tuple[str, ...]:
    """The stems of a gloss, empty for an explanation: "throwing away" and "to throw away" are one."""
    found = [_stem(word) for word in re.findall(r"[a-z\-]+", gloss) if word not in _EMPTY]
    return tuple(found) if len(found) <= _LONGEST_GLOSS else ()


def _stem(word: str) -> str:
    ending = next((e for e in _GLOSS_ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
    stem = word[: len(word) - len(ending)]
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls" else stem


if __name__ == "__main__":
    main()
