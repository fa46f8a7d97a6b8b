"""`python -m index`: what is in a store, whether it is sound, and its indexes built afresh."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from core.errors import StoreError, TenkyoError
from core.settings import Settings
from index.store import Store


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 when all is well, 1 when something is wrong with the store or the command failed."""
    arguments = _parse(argv)
    try:
        settings = Settings.from_environment(store=arguments.store)
        _require_store(settings)
        with Store.open(settings) as store:
            return _COMMANDS[arguments.command](store)
    except TenkyoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index", description="Looks after the store's catalogue and indexes.")
    parser.add_argument(
        "command", choices=list(_COMMANDS), help="status: what is in it; check: is it sound; rebuild: read and index it afresh"
    )
    parser.add_argument("--store", metavar="DIR", help="the store (default: TENKYO_STORE, or ./store)")
    return parser.parse_args(argv)


def _require_store(settings: Settings) -> None:
    if settings.database_url is None and not Path(settings.store).is_dir():
        raise StoreError(
            f"There is no store at {settings.store}. Put documents in first: python -m ingest SOURCE... --store {settings.store}"
        )


def _status(store: Store) -> int:
    status = store.status()
    generation = "none" if status.generation is None else f"{status.generation} ({status.layers} layers of vectors)"
    rows = {
        "store": status.place,
        "documents": status.documents,
        "passages": status.passages,
        "facts": status.facts,
        "index version": status.version,
        "embedding model": status.model or "none yet",
        "generation": generation,
        "indexes": "up to date" if status.up_to_date else "behind the catalogue; the next question brings them up to date",
    }
    for name, value in rows.items():
        print(f"{name:<16} {value}")
    return 0


def _check(store: Store) -> int:
    problems = store.check()
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{store.path}: catalogue and indexes agree on {store.status().passages} passages of {store.status().documents} documents.")
    return 1 if problems else 0


def _rebuild(store: Store) -> int:
    store.rebuild()
    status = store.status()
    print(f"{store.path}: {status.passages} passages of {status.documents} documents indexed afresh with {status.model}.")
    return 0


_COMMANDS = {"status": _status, "check": _check, "rebuild": _rebuild}

if __name__ == "__main__":
    sys.exit(main())
