"""Retrieval quality, four rankings side by side: `python -m benchmarks.retrieval [--shared ../shared]`.

JaQuAD's development set (a Japanese question finds its passage) and the Tanaka corpus' test sentences (an English sentence
finds its Japanese one). Figures are printed and written to benchmarks/results/retrieval.json. With --fit, the weight of the
fusion is fitted as well, on JaQuAD titles that are kept from training and are not part of the development set.
"""

import argparse
import json
import platform
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.datasets import QuestionSet, is_held_out_word, read_edict, read_jaquad, read_sentences
from core.settings import Settings
from index import lexical
from index.embedder import BUNDLED_FOLDER, Embedder, load_embedder
from index.fusion import CANDIDATES, VECTOR_WEIGHT, fuse

RESULTS = Path(__file__).parent / "results" / "retrieval.json"
RANK_CONSTANT = 60  # of reciprocal rank fusion, as in Cormack, Clarke and Büttcher (SIGIR 2009)
FIT_WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.5, 2.0)
PACKAGES = ("model2vec", "numpy", "sudachidict-core", "sudachipy", "tantivy", "tokenizers")

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """How often the right passage is first or among the first ten, and the mean of 1 / its rank (0 below the candidates)."""

    recall_1: float
    recall_10: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """The right passage of one question, and the passages that each index offers for it with their scores."""

    right: str
    words: Scores
    vectors: Scores


def find_candidates(questions: QuestionSet, embedder: Embedder) -> list[Candidates]:
    """Candidates of every question among the set's own passages, CANDIDATES from each index."""
    word_scores = search_words(questions)
    vector_scores = search_vectors(questions, embedder)
    rights = [_id(number) for _, number in questions.questions]
    return [Candidates(*scores) for scores in zip(rights, word_scores, vector_scores, strict=True)]


def search_words(questions: QuestionSet) -> list[Scores]:
    """BM25 scores of the best passages for every question."""
    with tempfile.TemporaryDirectory() as folder:
        lexical.build(Path(folder) / "words", [(_id(number), "set", passage) for number, passage in enumerate(questions.passages)])
        index = lexical.WordIndex(Path(folder) / "words")
        return [index.search(text, CANDIDATES) for text, _ in questions.questions]


def search_vectors(questions: QuestionSet, embedder: Embedder) -> list[Scores]:
    """Cosines of the nearest passages for every question, by comparing with all of them."""
    passages = embedder.passages(questions.passages)
    found: list[Scores] = []
    for vector in embedder.queries([text for text, _ in questions.questions]):
        cosines = passages @ vector
        nearest = np.argsort(-cosines, kind="stable")[:CANDIDATES]
        found.append({_id(int(number)): float(cosines[number]) for number in nearest})
    return found


def _id(number: int) -> str:
    return f"{number:06}"


def rank_by_score(scores: Scores) -> list[str]:
    """Ids, best first."""
    return sorted(scores, key=lambda id_: (-scores[id_], id_))


def fuse_ranks(words: Scores, vectors: Scores) -> list[str]:
    """Reciprocal rank fusion with equal weights: the usual default, to compare with."""
    fused: dict[str, float] = {}
    for scores in (words, vectors):
        for rank, id_ in enumerate(rank_by_score(scores), start=1):
            fused[id_] = fused.get(id_, 0.0) + 1.0 / (RANK_CONSTANT + rank)
    return rank_by_score(fused)


def measure(rankings: Sequence[Sequence[str]], rights: Sequence[str]) -> Figures:
    """Figures of rankings, each with its right id."""
    inverse = inverse_ranks(rankings, rights)
    return Figures(*(round(float(value.mean()), 4) for value in (inverse == 1.0, inverse >= 0.1, inverse)))


def inverse_ranks(rankings: Sequence[Sequence[str]], rights: Sequence[str]) -> NDArray[np.float64]:
    """1 / the rank of the right id in each ranking, 0 where it is missing."""
    return np.array(
        [1.0 / (ranking.index(right) + 1) if right in ranking else 0.0 for ranking, right in zip(rankings, rights, strict=True)]
    )


def compare(candidates: Sequence[Candidates]) -> dict[str, Figures]:
    """Figures of the four rankings."""
    rights = [item.right for item in candidates]
    return {
        "words (BM25)": measure([rank_by_score(item.words) for item in candidates], rights),
        "vectors": measure([rank_by_score(item.vectors) for item in candidates], rights),
        "equal-weight rank fusion": measure([fuse_ranks(item.words, item.vectors) for item in candidates], rights),
        "ours (fitted fusion)": measure(_fused(candidates, VECTOR_WEIGHT), rights),
    }


def fit(candidates: Sequence[Candidates]) -> tuple[float, dict[str, Figures]]:
    """The weight that is chosen, and the figures of our fusion for every weight that is tried.

    Chosen is the smallest weight whose mean inverse rank is within one standard error of the best one's, question by
    question: the curve is flat around its top, and a weight that is too large costs first places.
    """
    rights = [item.right for item in candidates]
    rankings = {weight: _fused(candidates, weight) for weight in FIT_WEIGHTS}
    inverse = {weight: inverse_ranks(ranking, rights) for weight, ranking in rankings.items()}
    best = max(inverse.values(), key=lambda values: float(values.mean()))
    chosen = min(weight for weight, values in inverse.items() if (best - values).mean() <= (best - values).std() / np.sqrt(len(rights)))
    return chosen, {str(weight): measure(ranking, rights) for weight, ranking in rankings.items()}


def _fused(candidates: Sequence[Candidates], weight: float) -> list[list[str]]:
    return [[id_ for id_, _ in fuse(item.words, item.vectors, weight)] for item in candidates]


def translate_words(pairs: Sequence[tuple[str, str]], embedder: Embedder) -> float:
    """Share of English glosses whose nearest Japanese word among all of `pairs` is their own."""
    words: list[str] = list(dict.fromkeys(word for word, _ in pairs))
    place = {word: number for number, word in enumerate(words)}
    vectors = embedder.passages(words)
    glosses = embedder.queries([gloss for _, gloss in pairs])
    right = [int((vectors @ gloss).argmax()) == place[word] for (word, _), gloss in zip(pairs, glosses, strict=True)]
    return round(sum(right) / len(right), 4)


def dictionary_figures(edict: Path, embedder: Embedder) -> dict[str, float]:
    """Recall@1 from a gloss to its word, for words kept from training and for common words that were trained on."""
    entries = read_edict(edict)
    unseen = [(entry.words[0], entry.glosses[0]) for entry in entries if is_held_out_word(entry.words[0])]
    common = {entry.glosses[0]: entry.words[0] for entry in entries if entry.common and not any(map(is_held_out_word, entry.words))}
    trained = [(word, gloss) for gloss, word in common.items()]
    return {
        f"unseen words, among {len(unseen)}": translate_words(unseen, embedder),
        f"common words, among {len(trained)}": translate_words(trained, embedder),
    }


def query_milliseconds(texts: Sequence[str], embedder: Embedder) -> float:
    """Mean time to embed one question, one at a time."""
    start = time.perf_counter()
    for text in texts:
        embedder.queries([text])
    return round((time.perf_counter() - start) / len(texts) * 1_000, 3)


def sentence_questions(pairs: Sequence[tuple[str, str]]) -> QuestionSet:
    """English sentences as questions after their Japanese ones."""
    return QuestionSet(tuple(japanese for japanese, _ in pairs), tuple((english, number) for number, (_, english) in enumerate(pairs)))


def print_figures(title: str, rows: Mapping[str, Figures]) -> None:
    """A table of figures."""
    print(f"\n{title}\n{'':26}recall@1  recall@10      MRR")
    for name, row in rows.items():
        print(f"{name:26}{row.recall_1:8.4f}  {row.recall_10:9.4f}  {row.mrr:7.4f}")


def describe_machine() -> dict[str, object]:
    """Cores and processor."""
    cpu_file = Path("/proc/cpuinfo")
    lines = cpu_file.read_text(encoding="utf-8").splitlines() if cpu_file.is_file() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return {"cores": cpu_count(), "cpu": names[0] if names else platform.processor()}


def describe_run(embedder: Embedder) -> dict[str, object]:
    """What the figures belong to: date, machine, versions, model."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": describe_machine(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "model": embedder.name,
        "model_bytes": sum(file.stat().st_size for file in BUNDLED_FOLDER.iterdir()) if embedder.name.startswith("tenkyo") else None,
        "candidates": CANDIDATES,
        "vector_weight": VECTOR_WEIGHT,
    }


def main() -> None:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description="Measure retrieval quality.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds datasets/")
    parser.add_argument(
        "--edict", type=Path, default=Path("/usr/share/edict/edict"), help="dictionary for the word figures; skipped if absent"
    )
    parser.add_argument("--fit", action="store_true", help="also try the weights of the fusion, on JaQuAD titles kept from training")
    parser.add_argument("--output", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    if not (arguments.shared / "datasets").is_dir():
        parser.error(f"{arguments.shared} has no folder datasets/; name the shared folder with --shared")
    embedder = load_embedder(Settings.from_environment())
    results = describe_run(embedder)
    sets = {
        "jaquad_dev": ("JaQuAD development set", read_jaquad(arguments.shared, "dev")),
        "tanaka_test": ("Tanaka test sentences, English to Japanese", sentence_questions(read_sentences(arguments.shared, "test"))),
    }
    for name, (title, questions) in sets.items():
        rows = compare(find_candidates(questions, embedder))
        print_figures(f"{title}: {len(questions.questions):,} questions, {len(questions.passages):,} passages", rows)
        results[name] = {ranking: asdict(row) for ranking, row in rows.items()}
    if arguments.fit:
        chosen, rows = fit(find_candidates(read_jaquad(arguments.shared, "train", held_out=True), embedder))
        print_figures("Fit of the vector weight, JaQuAD titles kept from training", rows)
        print(f"Chosen weight: {chosen}; index/fusion.py has {VECTOR_WEIGHT}")
        results["fitted_weight"] = chosen
        results["fit"] = {weight: asdict(row) for weight, row in rows.items()}
    if arguments.edict.is_file():
        results["dictionary_recall_1"] = dictionary_figures(arguments.edict, embedder)
        print(f"\nEnglish gloss to Japanese word, recall@1: {results['dictionary_recall_1']}")
    results["query_ms"] = query_milliseconds([text for text, _ in sets["jaquad_dev"][1].questions[:1_000]], embedder)
    print(f"One question embedded in {results['query_ms']} ms")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
