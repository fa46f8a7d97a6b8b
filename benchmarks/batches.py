"""Training pairs as piece ids, and the batches that they are trained in."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from benchmarks.datasets import QuestionSet
from benchmarks.training_pairs import PairSet
from index import lexical

_QUESTION_BATCH = 768
_QUESTION_DROPPED = 0.2
_WORD_DEPTH = 100  # passages further down score like the last of these

Pieces = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class EncodedPairs:
    """Pairs as piece ids; `left_key` and `right_key` are equal where the texts are."""

    name: str
    left: list[Pieces]
    right: list[Pieces]
    left_key: NDArray[np.int64]
    right_key: NDArray[np.int64]
    batch: int
    per_epoch: int
    dropped: float

    def batches(self, generator: np.random.Generator) -> Iterator[NDArray[np.int64]]:
        """Pair numbers of one epoch, batch by batch; an incomplete last batch is left out."""
        order = generator.permutation(len(self.left))[: self.per_epoch]
        for start in range(0, len(order) - self.batch + 1, self.batch):
            yield order[start : start + self.batch]

    def repeats(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For every two pairs of a batch, whether they share a text; False for a pair and itself."""
        left, right = self.left_key[numbers], self.right_key[numbers]
        same: NDArray[np.bool_] = (left[:, None] == left[None, :]) | (right[:, None] == right[None, :])
        np.fill_diagonal(same, False)
        return same


@dataclass(frozen=True, slots=True)
class WordRanking:
    """Questions with all passages of their articles, and how BM25 ranks these."""

    questions: list[Pieces]
    passages: list[Pieces]
    passage_of: NDArray[np.int64]
    article_of: NDArray[np.int64]
    found: list[dict[int, float]]
    dropped: float = _QUESTION_DROPPED

    def batches(self, generator: np.random.Generator) -> Iterator[NDArray[np.int64]]:
        """Question numbers of one epoch, the questions of an article together: its passages are the hard counter-examples."""
        articles = generator.permutation(int(self.article_of.max()) + 1)
        order = np.lexsort((generator.random(len(self.article_of)), articles[self.article_of]))
        for start in range(0, len(order) - _QUESTION_BATCH + 1, _QUESTION_BATCH):
            yield order[start : start + _QUESTION_BATCH]

    def word_scores(self, questions: NDArray[np.int64], passages: NDArray[np.int64]) -> NDArray[np.float32]:
        """BM25 scores of shape (questions, passages)."""
        scores = np.zeros((len(questions), len(passages)), dtype=np.float32)
        for row, question in enumerate(questions):
            found = self.found[question]
            lowest = min(found.values(), default=0.0)
            scores[row] = [found.get(int(passage), lowest) for passage in passages]
        return scores


def encode_pairs(pairs: PairSet, tokenizer: Tokenizer) -> EncodedPairs:
    """Piece ids of both sides; pairs with a side that has no known piece are left out."""
    left = piece_ids(tokenizer, [pair.left for pair in pairs.pairs])
    right = piece_ids(tokenizer, [pair.right for pair in pairs.pairs])
    kept = [number for number in range(len(left)) if len(left[number]) and len(right[number])]
    return EncodedPairs(
        pairs.name,
        [left[number] for number in kept],
        [right[number] for number in kept],
        _keys([pairs.pairs[number].left for number in kept]),
        _keys([pairs.pairs[number].right for number in kept]),
        pairs.batch,
        pairs.per_epoch or len(kept),
        pairs.dropped,
    )


def rank_by_words(questions: QuestionSet, tokenizer: Tokenizer) -> WordRanking:
    """The questions, each with the passages that BM25 finds for it."""
    with tempfile.TemporaryDirectory() as folder:
        lexical.build(Path(folder) / "words", [(str(number), "train", text) for number, text in enumerate(questions.passages)])
        index = lexical.WordIndex(Path(folder) / "words")
        found = [{int(id_): score for id_, score in index.search(text, _WORD_DEPTH).items()} for text, _ in questions.questions]
    passage_of = np.array([number for _, number in questions.questions], dtype=np.int64)
    return WordRanking(
        piece_ids(tokenizer, [text for text, _ in questions.questions]),
        piece_ids(tokenizer, questions.passages),
        passage_of,
        _keys(questions.titles)[passage_of],
        found,
    )


def piece_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Pieces]:
    """Ids of the known pieces of each text."""
    unknown = json.loads(tokenizer.to_str())["model"]["unk_id"]
    return [np.array([id_ for id_ in encoding.ids if id_ != unknown], dtype=np.int64) for encoding in tokenizer.encode_batch_fast(texts)]


def _keys(texts: Sequence[str]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)
