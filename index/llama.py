"""The store as a retriever of LlamaIndex, for programs built with it."""

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from core.records import Filter, Hit
from index.store import EVERYTHING, Store


class TenkyoRetriever(BaseRetriever):  # type: ignore[misc]  # LlamaIndex is not type-checked
    """Retrieves passages by hybrid search, as nodes whose metadata cites them."""

    def __init__(self, store: Store, *, limit: int = 20, filter: Filter = EVERYTHING) -> None:
        """Search `store` for the best `limit` passages of the documents that `filter` admits."""
        super().__init__()
        self._store = store
        self._limit = limit
        self._filter = filter

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._store.search(query_bundle.query_str, limit=self._limit, filter=self._filter)
        return [self._node(hit) for hit in hits]

    def _node(self, hit: Hit) -> NodeWithScore:
        passage, disclosure = hit.passage, self._store.disclosure(hit.passage.document_id)
        metadata = {
            "file": disclosure.file,
            "title": disclosure.title,
            "publisher": disclosure.publisher,
            "published": disclosure.published.isoformat() if disclosure.published else None,
            "url": disclosure.url,
            "page": passage.page,
            "section": passage.section,
            "quote": disclosure.quote(passage.span),
            "start": passage.start,
            "end": passage.end,
            "sha256": disclosure.id,
        }
        hidden = ["quote", "start", "end", "sha256", "url"]
        node = TextNode(
            id_=passage.id,
            text=passage.text,
            metadata=metadata,
            excluded_llm_metadata_keys=hidden,
            excluded_embed_metadata_keys=list(metadata),
        )
        return NodeWithScore(node=node, score=hit.score)
