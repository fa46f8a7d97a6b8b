"""Trains the bundled embedding model: `python -m benchmarks.train_model --shared ../shared --edict /usr/share/edict/edict`.

A Unigram tokenizer, one table with a vector for each piece, and the mean of its pieces as the vector of a text. The table is
trained so that the two sides of a pair are nearer to each other than to the rest of their batch (InfoNCE, both ways), and so
that it adds to BM25 where BM25 alone cannot tell passages of one article apart.
"""

import argparse
import random
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from model2vec import StaticModel
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.trainers import UnigramTrainer
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from benchmarks.batches import EncodedPairs, WordRanking, encode_pairs, rank_by_words
from benchmarks.training_pairs import corpus, pair_sets, train_questions

PIECES = 32_000
DIMENSION = 384
EPOCHS = 8
SCALE = 20.0
# Weights of BM25 and of the cosine where they are trained together: about those that they are fused with.
WORD_SCALE = 0.5
RESIDUAL_SCALE = 5.0
LEARNING_RATE = 0.01
FIRST_SPREAD = 0.1
SEED = 20230113
THREADS = 2
UNKNOWN = "[UNK]"
# No piece crosses these: digits, Latin words, katakana words, ideographs with up to three kana of inflection, kana, signs.
_WORD_LIKE = r"\p{N}+|[a-z]+|[\p{Katakana}ー]+|[\p{Han}々]+\p{Hiragana}{0,3}|\p{Hiragana}+|[\p{P}\p{S}]"
_LONGEST_PIECE = 12
MODEL_FOLDER = Path(__file__).parent.parent / "index" / "model"


def train_tokenizer(texts: Iterable[str], pieces: int = PIECES) -> Tokenizer:
    """A Unigram tokenizer over `texts`: NFKC, lower case, no piece across white space or kinds of characters."""
    tokenizer = Tokenizer(Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    word_like = pre_tokenizers.Split(Regex(_WORD_LIKE), "isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), word_like])
    trainer = UnigramTrainer(
        vocab_size=pieces, special_tokens=[UNKNOWN], unk_token=UNKNOWN, max_piece_length=_LONGEST_PIECE, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


class Trainer:
    """The table while it is trained, and the chances that were drawn for it."""

    def __init__(self, tasks: Sequence[EncodedPairs], ranking: WordRanking, pieces: int, dimension: int, epochs: int) -> None:
        torch.manual_seed(SEED)
        self._generator = np.random.default_rng(SEED)
        self._tasks = tasks
        self._ranking = ranking
        self._table = torch.nn.Parameter(torch.randn(pieces, dimension) * FIRST_SPREAD)
        self._optimizer = torch.optim.Adam([self._table], lr=LEARNING_RATE, fused=True)
        self._epochs = epochs
        steps = epochs * len(self._plan())
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, lambda step: max(1.0 - step / steps, 0.01))

    def train(self) -> NDArray[np.float32]:
        """The trained table, of shape (pieces, dimension)."""
        start = time.monotonic()
        for epoch in range(1, self._epochs + 1):
            losses: dict[str, list[float]] = {}
            plan = self._plan()
            for place in self._generator.permutation(len(plan)):
                task, numbers = plan[place]
                loss = self._word_loss(numbers) if task is None else self._pair_loss(task, numbers)
                losses.setdefault(task.name if task else "beside words", []).append(self._step(loss))
            means = ", ".join(f"{name} {np.mean(values):.3f}" for name, values in sorted(losses.items()))
            print(f"epoch {epoch} of {self._epochs}, {time.monotonic() - start:.0f} s; loss: {means}", flush=True)
        return np.asarray(self._table.detach().numpy(), dtype=np.float32)

    def _plan(self) -> list[tuple[EncodedPairs | None, NDArray[np.int64]]]:
        """Batches of one epoch: of every task, and of questions grouped by article (None)."""
        plan: list[tuple[EncodedPairs | None, NDArray[np.int64]]] = []
        for task in self._tasks:
            plan += [(task, numbers) for numbers in task.batches(self._generator)]
        plan += [(None, numbers) for numbers in self._ranking.batches(self._generator)]
        return plan

    def _step(self, loss: torch.Tensor) -> float:
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        self._schedule.step()
        return float(loss.item())

    def _pair_loss(self, task: EncodedPairs, numbers: NDArray[np.int64]) -> torch.Tensor:
        """InfoNCE both ways over one batch; the same text in another pair of the batch is no counter-example."""
        left = self._vectors([task.left[number] for number in numbers], task.dropped)
        right = self._vectors([task.right[number] for number in numbers], task.dropped)
        scores = (SCALE * left @ right.T).masked_fill(torch.from_numpy(task.repeats(numbers)), -torch.inf)
        target = torch.arange(len(numbers))
        return (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2

    def _word_loss(self, numbers: NDArray[np.int64]) -> torch.Tensor:
        """The right passage among all of the batch by BM25 and cosine together, so that the cosine learns what BM25 misses."""
        passages = np.unique(self._ranking.passage_of[numbers])
        left = self._vectors([self._ranking.questions[number] for number in numbers], self._ranking.dropped)
        right = self._vectors([self._ranking.passages[number] for number in passages], self._ranking.dropped)
        words = torch.from_numpy(self._ranking.word_scores(numbers, passages))
        target = torch.from_numpy(np.searchsorted(passages, self._ranking.passage_of[numbers]))
        return cross_entropy(WORD_SCALE * words + RESIDUAL_SCALE * left @ right.T, target)

    def _vectors(self, texts: Sequence[NDArray[np.int64]], dropped: float) -> torch.Tensor:
        """Vectors of texts, a share of their pieces left out by chance."""
        kept = [self._drop(text, dropped) for text in texts] if dropped else texts
        starts = np.array([0, *map(len, kept[:-1])]).cumsum()
        return normalize(embedding_bag(torch.from_numpy(np.concatenate(kept)), self._table, torch.from_numpy(starts), mode="mean"))

    def _drop(self, text: NDArray[np.int64], dropped: float) -> NDArray[np.int64]:
        kept = text[self._generator.random(len(text)) >= dropped]
        return kept if len(kept) else text


def quantise(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row as 8-bit integers, and the weight that brings it back."""
    weights = np.maximum(np.abs(table).max(axis=1) / 127.0, 1e-12).astype(np.float32)
    return np.rint(table / weights[:, None]).astype(np.int8), weights


def save(folder: Path, table: NDArray[np.float32], tokenizer: Tokenizer) -> None:
    """Write the model in model2vec's format; a model card in the folder stays as it is."""
    vectors, weights = quantise(table)
    model = StaticModel(vectors, tokenizer, weights=weights, normalize=True, max_length=None, language=["ja", "en"])
    card = folder / "README.md"
    text = card.read_text(encoding="utf-8") if card.is_file() else None
    model.save_pretrained(folder)
    (folder / "modules.json").unlink()  # for sentence-transformers, which does not read 8-bit rows with weights
    (folder / "model.safetensors").chmod(0o644)
    if text is not None:
        card.write_text(text, encoding="utf-8")


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_model", description="Train the bundled embedding model.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds datasets/, regulations/ and distractors/")
    parser.add_argument("--edict", type=Path, default=Path("/usr/share/edict/edict"), help="the dictionary file of Debian's package edict")
    parser.add_argument("--output", type=Path, default=MODEL_FOLDER, help="folder of the model")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--dimension", type=int, default=DIMENSION)
    arguments = parser.parse_args()
    if not arguments.edict.is_file() or not (arguments.shared / "datasets").is_dir():
        parser.error(f"needs the folder {arguments.shared / 'datasets'} and the file {arguments.edict} (Debian's package edict)")
    torch.set_num_threads(THREADS)
    sets = pair_sets(arguments.shared, arguments.edict, random.Random(SEED))
    tokenizer = train_tokenizer(corpus(sets))
    tasks = [encode_pairs(pairs, tokenizer) for pairs in sets]
    ranking = rank_by_words(train_questions(arguments.shared), tokenizer)
    print(", ".join(f"{task.name}: {len(task.left):,} pairs" for task in tasks), flush=True)
    table = Trainer(tasks, ranking, tokenizer.get_vocab_size(), arguments.dimension, arguments.epochs).train()
    save(arguments.output, table, tokenizer)
    size = sum(file.stat().st_size for file in arguments.output.iterdir())
    print(f"wrote {arguments.output}: {size:,} bytes")


if __name__ == "__main__":
    main()
