"""Fusion of word scores and vector scores into one ranking."""

from index.fusion import fuse


def order(words: dict[str, float], vectors: dict[str, float], weight: float | None = None) -> list[str]:
    fused = fuse(words, vectors) if weight is None else fuse(words, vectors, weight)
    return [id_ for id_, _ in fused]


def test_every_id_of_either_list_is_ranked_once() -> None:
    assert sorted(order({"a": 3.0, "b": 2.0}, {"b": 0.5, "c": 0.4})) == ["a", "b", "c"]


def test_scores_fall_from_first_to_last() -> None:
    scores = [score for _, score in fuse({"a": 9.0, "b": 2.0, "c": 1.0}, {"c": 0.9, "d": 0.2, "a": 0.1})]
    assert scores == sorted(scores, reverse=True)


def test_vectors_decide_between_passages_with_equal_words() -> None:
    assert order({"a": 5.0, "b": 5.0, "c": 1.0}, {"a": 0.2, "b": 0.7, "c": 0.1})[0] == "b"


def test_a_clear_lead_in_words_is_not_overturned_by_vectors() -> None:
    words = {"right": 20.0, "near": 4.0, **{f"other{number}": 3.0 for number in range(20)}}
    vectors = {"near": 0.6, "right": 0.3, **{f"other{number}": 0.2 for number in range(20)}}
    assert order(words, vectors)[0] == "right"


def test_a_higher_weight_lets_vectors_overturn_words() -> None:
    words = {"lexical": 6.0, "semantic": 5.0, "other": 1.0}
    vectors = {"semantic": 0.8, "lexical": 0.2, "other": 0.1}
    assert order(words, vectors, 0.0)[0] == "lexical"
    assert order(words, vectors, 5.0)[0] == "semantic"


def test_vectors_alone_rank_when_no_word_matches() -> None:
    assert order({}, {"a": 0.1, "b": 0.9, "c": 0.5}) == ["b", "c", "a"]


def test_words_alone_rank_when_there_are_no_vectors() -> None:
    assert order({"a": 1.0, "b": 9.0, "c": 5.0}, {}) == ["b", "c", "a"]


def test_an_id_missing_from_a_list_scores_like_the_lowest_of_that_list() -> None:
    scores = dict(fuse({"a": 4.0, "b": 1.0}, {"a": 0.5, "b": 0.5, "c": 0.5}))
    assert scores["c"] == scores["b"]


def test_equal_scores_keep_the_order_of_their_ids() -> None:
    assert order({"b": 1.0, "a": 1.0}, {}) == ["a", "b"]


def test_nothing_found_is_an_empty_ranking() -> None:
    assert fuse({}, {}) == []
