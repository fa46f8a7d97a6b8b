"""The pairs of texts that the bundled model is trained on, made from the data sets. Nothing held out is among them."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.datasets import QuestionSet, is_held_out_word, read_edict, read_jaquad, read_legal_texts, read_sentences, read_synonyms

_SENTENCE = re.compile(r"[^。\n]+。?")
_SHORTEST_SENTENCE = 15  # characters
_NEIGHBOURS = 2  # sentences on each side of the one that is asked for


class TextPair(NamedTuple):
    """Two texts that mean the same, or a question and the passage that answers it."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class PairSet:
    """Pairs of one kind, trained in batches of their own.

    An epoch takes `per_epoch` of them (0: all), and leaves out the share `dropped` of their pieces, drawn anew each time.
    Without `new_text` their texts are in other sets too, and the tokenizer does not count them again.
    """

    name: str
    pairs: list[TextPair]
    batch: int
    per_epoch: int = 0
    dropped: float = 0.0
    new_text: bool = True


def pair_sets(shared: Path, edict: Path, chance: random.Random) -> list[PairSet]:
    """All training pairs."""
    questions = train_questions(shared)
    return [
        PairSet("questions", question_pairs(questions), 1_024, dropped=0.2),
        PairSet("sentences", sentence_pairs(shared), 2_048),
        PairSet("dictionary", dictionary_pairs(edict), 2_048, per_epoch=200_000),
        PairSet("synonyms", synonym_pairs(shared, chance), 2_048),
        PairSet("legal context", context_pairs(read_legal_texts(shared)), 1_024, per_epoch=7_168, dropped=0.2),
        PairSet("encyclopedia context", context_pairs(questions.passages), 1_024, per_epoch=14_336, dropped=0.2, new_text=False),
    ]


def train_questions(shared: Path) -> QuestionSet:
    """JaQuAD's training questions, without the titles that are held out."""
    return read_jaquad(shared, "train", held_out=False)


def corpus(sets: list[PairSet]) -> Iterator[str]:
    """Every different text of the pairs once: what the tokenizer is trained on."""
    seen: set[str] = set()
    for text in (text for pairs in sets if pairs.new_text for pair in pairs.pairs for text in pair):
        if text not in seen:
            seen.add(text)
            yield text


def question_pairs(questions: QuestionSet) -> list[TextPair]:
    """Questions with their passages."""
    return [TextPair(text, questions.passages[number]) for text, number in questions.questions]


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


def context_pairs(texts: Sequence[str]) -> list[TextPair]:
    """Sentences with the sentences around them."""
    pairs = []
    for text in texts:
        sentences = [match.group().strip() for match in _SENTENCE.finditer(text)]
        sentences = [sentence for sentence in sentences if len(sentence) >= _SHORTEST_SENTENCE]
        for place, sentence in enumerate(sentences):
            around = sentences[max(place - _NEIGHBOURS, 0) : place] + sentences[place + 1 : place + 1 + _NEIGHBOURS]
            if around:
                pairs.append(TextPair(sentence, "".join(around)))
    return pairs
