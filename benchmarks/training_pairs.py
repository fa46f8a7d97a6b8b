"""The pairs of texts that the bundled model is trained on, made from the data sets. Nothing held out is among them."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.datasets import is_held_out_word, read_edict, read_jaquad, read_legal_texts, read_sentences, read_synonyms

_SENTENCE = re.compile(r"[^。\n]+。?")
_NEIGHBOURS = 2  # sentences on each side of the one that is asked for


class TextPair(NamedTuple):
    """Two texts that mean the same, or a question and the passage that answers it."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class PairSet:
    """Pairs of one kind, trained in batches of their own; an epoch takes `per_epoch` of them (0: all)."""

    name: str
    pairs: list[TextPair]
    batch: int
    per_epoch: int = 0


def pair_sets(shared: Path, edict: Path, chance: random.Random) -> list[PairSet]:
    """All training pairs."""
    return [
        PairSet("questions", question_pairs(shared), 1_024),
        PairSet("sentences", sentence_pairs(shared), 2_048),
        PairSet("dictionary", dictionary_pairs(edict), 2_048, 200_000),
        PairSet("synonyms", synonym_pairs(shared, chance), 2_048),
        PairSet("context", context_pairs(shared), 1_024),
    ]


def corpus(sets: list[PairSet]) -> Iterator[str]:
    """Every different text of the pairs once: what the tokenizer is trained on."""
    seen: set[str] = set()
    for pairs in sets:
        for pair in pairs.pairs:
            for text in pair:
                if text not in seen:
                    seen.add(text)
                    yield text


def question_pairs(shared: Path) -> list[TextPair]:
    """JaQuAD's questions with their passages."""
    train = read_jaquad(shared, "train", held_out=False)
    return [TextPair(question, train.passages[number]) for question, number in train.questions]


def sentence_pairs(shared: Path) -> list[TextPair]:
    """Japanese sentences with their English translations."""
    return [TextPair(japanese, english) for japanese, english in read_sentences(shared, "train")]


def dictionary_pairs(edict: Path) -> list[TextPair]:
    """Japanese words with their English glosses; a common word with each of its glosses."""
    pairs = []
    for entry in read_edict(edict):
        if any(map(is_held_out_word, entry.words)):
            continue
        glosses = entry.glosses if entry.common else entry.glosses[:2]
        pairs += [TextPair(word, gloss) for word in entry.words[:2] for gloss in glosses]
    return list(dict.fromkeys(pairs))


def synonym_pairs(shared: Path, chance: random.Random) -> list[TextPair]:
    """Words with a synonym each, drawn by chance within their group."""
    pairs = []
    for group in read_synonyms(shared):
        members = [word for word in dict.fromkeys(group) if not is_held_out_word(word)]
        if len(members) > 1:
            pairs += [TextPair(word, chance.choice([other for other in members if other != word])) for word in members]
    return pairs


def context_pairs(shared: Path) -> list[TextPair]:
    """Sentences of statutes and court decisions with the sentences around them."""
    pairs = []
    for text in read_legal_texts(shared):
        sentences = [match.group().strip() for match in _SENTENCE.finditer(text)]
        sentences = [sentence for sentence in sentences if len(sentence) >= 15]
        for place, sentence in enumerate(sentences):
            around = sentences[max(place - _NEIGHBOURS, 0) : place] + sentences[place + 1 : place + 1 + _NEIGHBOURS]
            if around:
                pairs.append(TextPair(sentence, "".join(around)))
    return pairs
