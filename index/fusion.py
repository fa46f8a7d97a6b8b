"""Fusion: the scores of the word index and of the vector index become one ranking."""

from collections.abc import Mapping
from math import sqrt

# What one standard deviation of a question's cosines is worth in BM25. Fitted by `python -m benchmarks.retrieval --fit` on
# JaQuAD titles that the bundled model was not trained on; benchmarks/LOG.md has the forms that did worse.
VECTOR_WEIGHT = 0.4
# How many candidates each index should offer: the depth that the weight was fitted at.
CANDIDATES = 100


def fuse(words: Mapping[str, float], vectors: Mapping[str, float], weight: float = VECTOR_WEIGHT) -> list[tuple[str, float]]:
    """Every id of either mapping with its fused score, best first; equal scores in the order of their ids.

    Cosines become z-scores among the question's candidates, so that a model with another spread of cosines needs no other
    weight. BM25 scores stay as they are: sums over the question's words, they say how much the words tell, and few or common
    words then count little beside the vectors. An id that one list does not hold gets the lowest score of that list, the
    most that it can have had there.
    """
    ids = sorted(words.keys() | vectors.keys())
    word_scores = _completed(ids, words)
    vector_scores = _completed(ids, _z_scores(vectors))
    fused = [(id_, word + weight * vector) for id_, word, vector in zip(ids, word_scores, vector_scores, strict=True)]
    return sorted(fused, key=lambda item: (-item[1], item[0]))


def _completed(ids: list[str], scores: Mapping[str, float]) -> list[float]:
    lowest = min(scores.values(), default=0.0)
    return [scores.get(id_, lowest) for id_ in ids]


def _z_scores(scores: Mapping[str, float]) -> dict[str, float]:
    if not scores:
        return {}
    mean = sum(scores.values()) / len(scores)
    deviation = sqrt(sum((score - mean) ** 2 for score in scores.values()) / len(scores))
    return {id_: (score - mean) / deviation if deviation else 0.0 for id_, score in scores.items()}
