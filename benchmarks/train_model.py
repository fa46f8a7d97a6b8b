"""Trains the bundled embedding model: `python -m benchmarks.train_model --shared ../shared --edict /usr/share/edict/edict`.

A Unigram tokenizer, one table with a vector for each piece, and the mean of its pieces as the vector of a text. The table is
trained so that the two sides of a pair are nearer to each other than to the rest of their batch (InfoNCE, both ways).
"""

import argparse
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from model2vec import StaticModel
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.trainers import UnigramTrainer
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from benchmarks.training_pairs import PairSet, corpus, pair_sets

PIECES = 32_000
DIMENSION = 384
EPOCHS = 10
SCALE = 20.0
LEARNING_RATE = 0.01
SEED = 20230113
THREADS = 2
UNKNOWN = "[UNK]"
MODEL_FOLDER = Path(__file__).parent.parent / "index" / "model"


@dataclass(frozen=True, slots=True)
class EncodedPairs:
    """Pairs as piece ids; `left_key` and `right_key` are equal where the texts are."""

    left: list[NDArray[np.int64]]
    right: list[NDArray[np.int64]]
    left_key: NDArray[np.int64]
    right_key: NDArray[np.int64]
    batch: int
    per_epoch: int

    def batches(self, generator: np.random.Generator) -> Iterator[NDArray[np.int64]]:
        """Pair numbers of one epoch, batch by batch; an incomplete last batch is left out."""
        order = generator.permutation(len(self.left))[: self.per_epoch]
        for start in range(0, len(order) - self.batch + 1, self.batch):
            yield order[start : start + self.batch]


def train_tokenizer(texts: Iterable[str], pieces: int = PIECES) -> Tokenizer:
    """A Unigram tokenizer over `texts`: NFKC, lower case, no piece across white space, or between digits, symbols and words."""
    tokenizer = Tokenizer(Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Split(Regex(r"\p{N}+|[a-z]+|[\p{P}\p{S}]"), "isolated"),
        ]
    )
    trainer = UnigramTrainer(vocab_size=pieces, special_tokens=[UNKNOWN], unk_token=UNKNOWN, show_progress=False, max_piece_length=12)
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def encode_pairs(pairs: PairSet, tokenizer: Tokenizer) -> EncodedPairs:
    """Piece ids of both sides; pairs with a side that has no known piece are left out."""
    left = _piece_ids(tokenizer, [pair.left for pair in pairs.pairs])
    right = _piece_ids(tokenizer, [pair.right for pair in pairs.pairs])
    kept = [number for number in range(len(left)) if len(left[number]) and len(right[number])]
    return EncodedPairs(
        [left[number] for number in kept],
        [right[number] for number in kept],
        _keys([pairs.pairs[number].left for number in kept]),
        _keys([pairs.pairs[number].right for number in kept]),
        pairs.batch,
        pairs.per_epoch or len(kept),
    )


def _piece_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[NDArray[np.int64]]:
    unknown = tokenizer.token_to_id(UNKNOWN)
    return [np.array([id_ for id_ in encoding.ids if id_ != unknown], dtype=np.int64) for encoding in tokenizer.encode_batch_fast(texts)]


def _keys(texts: Sequence[str]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)


def train_table(tasks: Sequence[EncodedPairs], pieces: int, dimension: int = DIMENSION, epochs: int = EPOCHS) -> NDArray[np.float32]:
    """The trained table, of shape (pieces, dimension)."""
    torch.manual_seed(SEED)
    generator = np.random.default_rng(SEED)
    table = torch.nn.Parameter(torch.randn(pieces, dimension) * 0.1)
    optimizer = torch.optim.Adam([table], lr=LEARNING_RATE, fused=True)
    steps = epochs * sum(min(task.per_epoch, len(task.left)) // task.batch for task in tasks)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(1.0 - step / steps, 0.01))
    start = time.monotonic()
    for epoch in range(epochs):
        total = torch.zeros(len(tasks))
        schedule_of_batches = [(number, batch) for number, task in enumerate(tasks) for batch in task.batches(generator)]
        for place in generator.permutation(len(schedule_of_batches)):
            number, batch = schedule_of_batches[place]
            loss = contrastive_loss(table, tasks[number], batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            total[number] += loss.item()
        counts = [sum(1 for task_number, _ in schedule_of_batches if task_number == number) or 1 for number in range(len(tasks))]
        losses = " ".join(f"{float(value) / count:.3f}" for value, count in zip(total, counts, strict=True))
        print(f"epoch {epoch + 1}/{epochs}, loss by task: {losses}, {time.monotonic() - start:.0f} s", flush=True)
    return table.detach().numpy()


def contrastive_loss(table: torch.Tensor, task: EncodedPairs, batch: NDArray[np.int64]) -> torch.Tensor:
    """InfoNCE both ways over one batch; the same text in another pair of the batch is no counter-example."""
    left = normalize(_pooled(table, [task.left[number] for number in batch]))
    right = normalize(_pooled(table, [task.right[number] for number in batch]))
    scores = SCALE * left @ right.T
    left_key, right_key = torch.from_numpy(task.left_key[batch]), torch.from_numpy(task.right_key[batch])
    same = (left_key[:, None] == left_key[None, :]) | (right_key[:, None] == right_key[None, :])
    scores = scores.masked_fill(same.fill_diagonal_(False), -torch.inf)
    target = torch.arange(len(batch))
    return (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2


def _pooled(table: torch.Tensor, texts: Sequence[NDArray[np.int64]]) -> torch.Tensor:
    lengths = np.array([0, *map(len, texts[:-1])])
    return embedding_bag(torch.from_numpy(np.concatenate(texts)), table, torch.from_numpy(lengths.cumsum()), mode="mean")


def quantise(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row as 8-bit integers, and the weight that brings it back."""
    weights = np.maximum(np.abs(table).max(axis=1) / 127.0, 1e-12).astype(np.float32)
    return np.rint(table / weights[:, None]).astype(np.int8), weights


def save(folder: Path, table: NDArray[np.float32], tokenizer: Tokenizer) -> None:
    """Write the model in model2vec's format; the model card in the folder stays as it is."""
    vectors, weights = quantise(table)
    model = StaticModel(vectors, tokenizer, weights=weights, normalize=True, max_length=None, language=["ja", "en"])
    card = folder / "README.md"
    text = card.read_text(encoding="utf-8") if card.is_file() else None
    model.save_pretrained(folder)
    (folder / "modules.json").unlink()  # for sentence-transformers, which does not read 8-bit rows with weights
    if text is not None:
        card.write_text(text, encoding="utf-8")


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_model", description="Train the bundled embedding model.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds datasets/, regulations/ and distractors/")
    parser.add_argument("--edict", type=Path, default=Path("/usr/share/edict/edict"), help="the dictionary file of Debian's package edict")
    parser.add_argument("--output", type=Path, default=MODEL_FOLDER, help="folder of the model")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    arguments = parser.parse_args()
    torch.set_num_threads(THREADS)
    sets = pair_sets(arguments.shared, arguments.edict, random.Random(SEED))
    tokenizer = train_tokenizer(corpus(sets))
    tasks = [encode_pairs(pairs, tokenizer) for pairs in sets]
    print(", ".join(f"{pairs.name}: {len(task.left)} pairs" for pairs, task in zip(sets, tasks, strict=True)), flush=True)
    table = train_table(tasks, tokenizer.get_vocab_size(), epochs=arguments.epochs)
    save(arguments.output, table, tokenizer)
    size = sum(file.stat().st_size for file in arguments.output.iterdir())
    print(f"wrote {arguments.output}: {size:,} bytes")


if __name__ == "__main__":
    main()
