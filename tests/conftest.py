"""What the tests of answers share: a store of the small disclosures in data/answers, read once."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from core.settings import Settings
from index.store import Store

pytest.register_assert_rewrite("tests.asking")

from tests.asking import DISCLOSURES, Ask, add  # noqa: E402 - its assertions are rewritten first


@pytest.fixture(scope="session")
def disclosures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the three disclosures in data/answers."""
    with Store.open(Settings(store=tmp_path_factory.mktemp("answers"))) as store:
        add(store, sorted(DISCLOSURES.iterdir()))
        yield store


@pytest.fixture(scope="session")
def ask(disclosures: Store) -> Ask:
    """Puts a question, with the questions before it, to those disclosures."""
    return Ask(Answerer(disclosures))
