"""One frozen settings object, read once from the environment (prefix TENKYO_)."""

import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import SettingsError

DEFAULT_STORE = Path("store")
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
MAX_QUESTION_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. None means the built-in part: the bundled model, SQLite in the store, Chroma in the process."""

    store: Path = DEFAULT_STORE
    embed_model: str | None = None
    embed_query_prompt: str = ""
    embed_passage_prompt: str = ""
    chroma_url: str | None = None
    database_url: str | None = None
    llm: str | None = None
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    private_addresses: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, *, store: str | Path | None = None) -> "Settings":
        """Settings from `TENKYO_*` variables, `store` (an argument of a command) winning; SettingsError for a value that cannot be used."""
        env = os.environ if environ is None else environ
        if env.get("TENKYO_LLM"):
            warnings.warn("TENKYO_LLM is set, but this version uses no language model: answers are made without one.", stacklevel=2)
        return cls(
            store=Path(store or env.get("TENKYO_STORE") or DEFAULT_STORE),
            embed_model=env.get("TENKYO_EMBED_MODEL") or None,
            embed_query_prompt=env.get("TENKYO_EMBED_QUERY_PROMPT", ""),
            embed_passage_prompt=env.get("TENKYO_EMBED_PASSAGE_PROMPT", ""),
            chroma_url=env.get("TENKYO_CHROMA_URL") or None,
            database_url=env.get("TENKYO_DATABASE_URL") or None,
            llm=env.get("TENKYO_LLM") or None,
            host=env.get("TENKYO_HOST") or DEFAULT_HOST,
            port=_port(env.get("TENKYO_PORT")),
            private_addresses=env.get("TENKYO_PRIVATE_ADDRESSES", "").lower() in ("1", "true", "yes"),
        )


def _port(text: str | None) -> int:
    if not text:
        return DEFAULT_PORT
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingsError(f"TENKYO_PORT is {text!r}; set it to a port number from 1 to 65535.")
    return int(text)
