"""Fusion: the scores of the word index and of the vector index become one ranking."""

from collections.abc import Mapping
from math import sqrt

# Weight of a vector z-score beside a word z-score of weight 1. Fitted by `python -m benchmarks.retrieval --fit` on the
# questions of JaQuAD `train` that the bundled model was not trained on (see benchmarks/LOG.md).
VECTOR_WEIGHT = 0.35
# How many candidates each index should offer: the depth that the weight was fitted at.
CANDIDATES = 100


def fuse(words: Mapping[str, float], vectors: Mapping[str, float], weight: float = VECTOR_WEIGHT) -> list[tuple[str, float]]:
    """Every id of either mapping with its fused score, best first; equal scores in the order of their ids.

    Scores are brought to one scale as z-scores within their own list. An id that one list does not hold gets the
    lowest score of that list, the most that it can have had there. A list whose scores are all equal says nothing.
    """
    ids = sorted(words.keys() | vectors.keys())
    word_scores = _z_scores(ids, words)
    vector_scores = _z_scores(ids, vectors)
    fused = [(id_, word + weight * vector) for id_, word, vector in zip(ids, word_scores, vector_scores, strict=True)]
    return sorted(fused, key=lambda item: (-item[1], item[0]))


def _z_scores(ids: list[str], scores: Mapping[str, float]) -> list[float]:
    if not scores:
        return [0.0] * len(ids)
    lowest = min(scores.values())
    mean = sum(scores.values()) / len(scores)
    deviation = sqrt(sum((score - mean) ** 2 for score in scores.values()) / len(scores))
    if not deviation:
        return [0.0] * len(ids)
    return [(scores.get(id_, lowest) - mean) / deviation for id_ in ids]
