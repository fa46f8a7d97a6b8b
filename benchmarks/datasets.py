"""Readers of the data sets in the shared folder and of Debian's edict: plain pairs of texts."""

import csv
import json
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

_HELD_OUT_TITLES = 16  # one JaQuAD title in sixteen is kept from training, to fit the fusion on
_HELD_OUT_WORDS = 150  # one dictionary entry in 150 is kept from training, to measure translation of unseen words
_GLOSS_NOTE = re.compile(r"\([^()]*\)|\{[^{}]*\}")
_ENTRY = re.compile(r"^(?P<words>[^\[/]+?)(?: \[(?P<readings>[^\]]+)\])? /(?P<glosses>.*)/$")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Passages, questions each with the number of the passage that answers it, and the title above each passage."""

    passages: tuple[str, ...]
    questions: tuple[tuple[str, int], ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A dictionary entry: its Japanese spellings and its English glosses."""

    words: tuple[str, ...]
    glosses: tuple[str, ...]
    common: bool


def is_held_out_title(title: str) -> bool:
    """True for the JaQuAD titles that no model is trained on."""
    return zlib.crc32(title.encode()) % _HELD_OUT_TITLES == 0


def is_held_out_word(word: str) -> bool:
    """True for the dictionary words that no model is trained on."""
    return zlib.crc32(word.encode()) % _HELD_OUT_WORDS == 0


def read_jaquad(shared: Path, split: str, held_out: bool | None = None) -> QuestionSet:
    """JaQuAD's `split`; with `held_out`, only the titles that are (or are not) kept from training."""
    passages: list[str] = []
    questions: list[tuple[str, int]] = []
    titles: list[str] = []
    for file in sorted((shared / "datasets" / "jaquad" / split).glob("*.json")):
        for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
            if held_out is not None and is_held_out_title(article["title"]) != held_out:
                continue
            for paragraph in article["paragraphs"]:
                questions.extend((qa["question"], len(passages)) for qa in paragraph["qas"])
                passages.append(paragraph["context"])
                titles.append(article["title"])
    return QuestionSet(tuple(passages), tuple(questions), tuple(titles))


def read_sentences(shared: Path, split: str) -> list[tuple[str, str]]:
    """(Japanese, English) sentences of the Tanaka corpus, the spaces between tokens taken out again."""
    folder = shared / "datasets" / "small_parallel_enja"
    japanese = (folder / f"{split}.ja").read_text(encoding="utf-8").splitlines()
    english = (folder / f"{split}.en").read_text(encoding="utf-8").splitlines()
    return [(_join_japanese(ja), _join_english(en)) for ja, en in zip(japanese, english, strict=True)]


def _join_japanese(tokens: str) -> str:
    return re.sub(r"(?<=[^ -~]) | (?=[^ -~])", "", tokens)


def _join_english(tokens: str) -> str:
    text = re.sub(r" '(?=[a-z]+\b)", "'", tokens)
    return re.sub(r" ([.,?!;:])", r"\1", text)


def read_edict(path: Path) -> list[Entry]:
    """Entries of an EDICT file (EUC-JP), notes in brackets taken out of the glosses."""
    entries: list[Entry] = []
    for line in path.read_bytes().decode("euc_jp", errors="replace").splitlines()[1:]:
        match = _ENTRY.match(line)
        if not match:
            continue
        fields = match["glosses"].split("/")
        glosses = tuple(dict.fromkeys(gloss for field in fields if field != "(P)" and (gloss := _GLOSS_NOTE.sub("", field).strip(" ."))))
        names = match["words"].split(";")
        if "(uk)" in match["glosses"] and match["readings"]:
            names += match["readings"].split(";")
        words = tuple(dict.fromkeys(word for name in names if (word := _GLOSS_NOTE.sub("", name).strip())))
        if words and glosses:
            entries.append(Entry(words, glosses, "(P)" in fields))
    return entries


def read_synonyms(shared: Path) -> list[list[str]]:
    """Groups of words of one meaning, Japanese and Latin spellings mixed."""
    groups: dict[str, list[str]] = {}
    with (shared / "datasets" / "sudachi_synonyms" / "synonyms.txt").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if len(row) > 8 and row[2] != "2":
                groups.setdefault(row[0], []).append(row[8])
    return [group for group in groups.values() if len(group) > 1]


def read_legal_texts(shared: Path) -> list[str]:
    """Statutes and court decisions, one text a file, line breaks inside sentences taken out."""
    files = [*sorted((shared / "regulations").glob("*.txt")), *sorted((shared / "distractors" / "court_decisions" / "txt").glob("*.txt"))]
    return [re.sub(r"(?<=[^\x00-\x7f。])\n(?=[^\x00-\x7f])", "", file.read_text(encoding="utf-8")) for file in files]
