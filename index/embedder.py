"""The embedding model: texts become vectors. Only this file knows model2vec and sentence-transformers."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from model2vec import StaticModel
from numpy.typing import NDArray
from safetensors import SafetensorError

from core.errors import SettingsError
from core.settings import Settings

BUNDLED_FOLDER = Path(__file__).parent / "model"
BUNDLED_NAME = "tenkyo-static-ja-en"
_BATCH = 1_024
_HASH_DIGITS = 12
_RESTORE = "restore the folder, or train it: python -m benchmarks.train_model"
_INSTALL = "make models"

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """A model whose vectors of questions and of passages are compared by their inner product.

    `name` is the identity that a store remembers: the model's name and a short hash of its content. Both methods return
    an array of shape (number of texts, dimension) whose rows have length 1, or 0 for a text that has no known token.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages."""
        ...


def load_embedder(settings: Settings) -> Embedder:
    """The bundled model, or the one that `settings.embed_model` names; SettingsError when it cannot be loaded."""
    if settings.embed_model is None:
        return StaticEmbedder(BUNDLED_FOLDER)
    return SentenceEmbedder(settings.embed_model, settings.embed_query_prompt, settings.embed_passage_prompt)


class StaticEmbedder:
    """A static model in model2vec's format: the vector of a text is the mean of its pieces' vectors."""

    def __init__(self, folder: Path) -> None:
        """Read the model in `folder`; SettingsError when it is not there whole."""
        files = [folder / "model.safetensors", folder / "tokenizer.json", folder / "config.json"]
        missing = [file.name for file in files if not file.is_file()]
        if missing:
            raise SettingsError(f"The embedding model in {folder} lacks {', '.join(missing)}; {_RESTORE}")
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        self.name = f"{BUNDLED_NAME}:{digest[:_HASH_DIGITS]}"
        try:
            self._model = StaticModel.from_pretrained(folder)
        except (SafetensorError, ValueError) as error:
            raise SettingsError(f"The embedding model in {folder} does not load ({error}); {_RESTORE}") from error
        self._lock = Lock()  # encode() changes the tokenizer's truncation, which fails while another thread tokenizes

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.dim)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions; this model embeds them like passages."""
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode(list(texts), batch_size=_BATCH, use_multiprocessing=False)
        return _normalised(vectors)


class SentenceEmbedder:
    """Any sentence-transformers model, with the prompts that it wants before questions and passages."""

    def __init__(self, model: str, query_prompt: str = "", passage_prompt: str = "") -> None:
        """Load `model`, a folder or the name of a model already on this machine; SettingsError when it cannot be loaded."""
        self._model = _load_sentence_transformer(model)
        self._query_prompt = query_prompt
        self._passage_prompt = passage_prompt
        self.name = f"{Path(model).name if Path(model).is_dir() else model}:{_content_hash(self._model, passage_prompt)}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, each read after the query prompt."""
        return self._encode(texts, self._query_prompt)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, each read after the passage prompt."""
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return _normalised(self._model.encode([prompt + text for text in texts], convert_to_numpy=True, show_progress_bar=False))


def _load_sentence_transformer(model: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer  # here, because it takes seconds and is optional
    except ImportError as error:
        raise SettingsError(f"TENKYO_EMBED_MODEL is {model!r}, which needs packages that are not installed; run: {_INSTALL}") from error
    try:
        return SentenceTransformer(model, local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise SettingsError(
            f"TENKYO_EMBED_MODEL is {model!r}, and no such model loads on this machine ({type(error).__name__}); "
            "give the folder of a sentence-transformers model, or unset it for the bundled model."
        ) from error


def _content_hash(model: Any, passage_prompt: str) -> str:
    """A hash of the start of every parameter and of the prompt: what decides the vectors that a store holds."""
    digest = hashlib.sha256(passage_prompt.encode())
    for name, parameter in sorted(model.state_dict().items()):
        digest.update(f"{name}{tuple(parameter.shape)}".encode())
        digest.update(parameter.flatten()[:4_096].float().cpu().numpy().tobytes())
    return digest.hexdigest()[:_HASH_DIGITS]


def _normalised(vectors: NDArray[Any]) -> Vectors:
    rows: Vectors = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0), dtype=np.float32)
