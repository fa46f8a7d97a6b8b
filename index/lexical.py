"""The word index: BM25 over the words of passages. Only this file knows Tantivy."""

import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import tantivy

from facts.words import words

# Memory of the writer before it starts a segment; Tantivy takes no less than 15 MB.
_HEAP_BYTES = 64_000_000
_TOKENIZER = "words"
# Files that are not part of the index. Damage to any other makes Tantivy panic when it is read.
CHANGES_WHEN_READ = "*.lock"


class WordIndexDamaged(Exception):
    """The folder holds no word index that opens; it is rebuilt from the catalogue."""


class WordIndex:
    """An opened word index; it never changes after `build`, and several threads may search it at once."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`; WordIndexDamaged when that fails."""
        self._index = _open(folder)
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, query: str, limit: int, documents: Collection[str] | None = None) -> dict[str, float]:
        """The best `limit` passages with their BM25 score (k1 1.2, b 0.75), from `documents` where given."""
        terms = [tantivy.Query.term_query(self._index.schema, "words", term, "freq") for term in _terms(query)]
        if not terms or (documents is not None and not documents):
            return {}
        matched = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        if documents is not None:
            admitted = tantivy.Query.term_set_query(self._index.schema, "document", list(documents))
            scoreless = tantivy.Query.const_score_query(admitted, 0.0)
            matched = tantivy.Query.boolean_query([(tantivy.Occur.Must, matched), (tantivy.Occur.Must, scoreless)])
        return {self._id(address): float(score) for score, address in self._searcher.search(matched, limit, count=False).hits}

    def ids(self) -> list[str]:
        """The id of every passage in the index, repeats included."""
        if not len(self):
            return []
        return [self._id(address) for _, address in self._searcher.search(tantivy.Query.all_query(), len(self), count=False).hits]

    def _id(self, address: "tantivy.DocAddress") -> str:
        return str(self._searcher.doc(address)["id"][0])


def build(folder: Path, passages: Iterable[tuple[str, str, str]], *, base: Path | None = None, without: Sequence[str] = ()) -> None:
    """Write an index of `passages` (id, document id, text) into the new `folder`.

    With `base`, an existing index, the new one holds its passages too, save those of the documents in `without`.
    """
    folder.mkdir(parents=True)
    if base is not None:
        _link(base, folder)
    try:
        index = _open(folder) if base is not None else _registered(tantivy.Index(_schema(), str(folder)))
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for document in without:
            writer.delete_documents_by_term("document", document)
        for passage_id, document, text in passages:
            writer.add_document(tantivy.Document(id=[passage_id], document=[document], words=["\n".join(_terms(text))]))
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:
        raise WordIndexDamaged(str(error)) from error


def _terms(text: str) -> list[str]:
    """Words with the white space inside them replaced, because white space separates words in the index."""
    return ["_".join(word.split()) for word in words(text) if word.strip()]


def _schema() -> "tantivy.Schema":
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name=_TOKENIZER, index_option="freq")
    return builder.build()


def _open(folder: Path) -> "tantivy.Index":
    try:
        return _registered(tantivy.Index.open(str(folder)))
    except ValueError as error:
        raise WordIndexDamaged(f"{folder}: {error}") from error


def _registered(index: "tantivy.Index") -> "tantivy.Index":
    index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _link(base: Path, folder: Path) -> None:
    """Share the files of `base`: Tantivy writes a segment's files once and replaces its two lists by renaming."""
    for file in base.iterdir():
        if file.match(CHANGES_WHEN_READ):
            continue
        try:
            os.link(file, folder / file.name)
        except OSError:  # a file system without links
            shutil.copy2(file, folder / file.name)
