"""A store that questions are put to, with what each stage made of its documents."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from answer.engine import Answerer
from core.errors import StoreError
from core.records import Answer, Disclosure, DocumentInfo, Fact, Name, Question
from core.settings import Settings
from eval.corpora import ROOT, Corpus
from index.store import Store

# As deep as a reader of the results would look; deeper, almost every passage of a small store is found.
_HITS = 20


class OpenedStore:
    """Answers questions, and shows what was ingested, read and found: what an evaluation needs of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._answerer = Answerer(store)

    def ask(self, question: Question) -> Answer:
        """The verified answer."""
        return self._answerer.answer(question)

    def documents(self) -> Sequence[DocumentInfo]:
        """The disclosures in the store."""
        return self._store.documents()

    def disclosure(self, document_id: str) -> Disclosure:
        """The disclosure with a SHA-256; StoreError when there is none."""
        return self._store.disclosure(document_id)

    def facts(self) -> Sequence[Fact]:
        """Every fact."""
        return self._store.facts()

    def names(self) -> Sequence[Name]:
        """Every mention of a name."""
        return self._store.names()

    def originals(self) -> Sequence[str]:
        """The extracted text of each document."""
        return [self.disclosure(document.id).text for document in self.documents()]

    def passages(self) -> Sequence[str]:
        """The text of each passage and of each fact."""
        texts = [passage.text for document in self.documents() for passage in self.disclosure(document.id).passages]
        return [*texts, *(f"{fact.attribute} {fact.value.text}" for fact in self.facts())]

    def found(self, question: Question) -> Sequence[str]:
        """The texts that search returns for a question; one of a conversation is looked for with the questions before it."""
        words = " ".join((*question.history, question.text))
        return [hit.passage.text for hit in self._store.search(words, limit=_HITS, filter=question.filter)]


@contextmanager
def opened(path: Path) -> Iterator[OpenedStore]:
    """The store of a folder, closed afterwards; StoreError when there is nothing in it."""
    how = f"Put documents in first: python -m ingest SOURCE... --store {path}"
    if not path.is_dir():
        raise StoreError(f"There is no store at {path}. {how}")
    with Store.open(replace(Settings.from_environment(), store=path)) as store:
        if not store.documents():
            raise StoreError(f"The store at {path} is empty. {how}")
        yield OpenedStore(store)


@contextmanager
def fresh_store(corpus: Corpus) -> Iterator[Path]:
    """A store of the corpus, made by the command that users run, gone afterwards; StoreError when a document does not go in."""
    with tempfile.TemporaryDirectory(prefix="tenkyo-eval-") as folder:
        store = Path(folder) / "store"
        command = [sys.executable, "-m", "ingest", *map(str, corpus.files), "--store", str(store)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode != 0:
            raise StoreError(f"{corpus.name} could not be ingested (exit {done.returncode}):\n{done.stdout}{done.stderr}")
        yield store
