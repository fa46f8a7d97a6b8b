"""From a question to a verified answer: read the question, find evidence, draft by form, verify, render; refuse when nothing stands."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import RLock

from answer.beside_answer import beside_the_answer
from answer.called import Called
from answer.corpus import Corpus
from answer.draft import Draft, Row, Statement
from answer.evidence import Matcher
from answer.find import Finder
from answer.forms import answer
from answer.query import Query
from answer.question import QuestionReader
from answer.refuse import refuse
from answer.render import Rendered, Renderer
from answer.rows import Task
from answer.verify import Verifier
from answer.wording import Wording, sources_of
from core.errors import QuestionError
from core.records import Answer, Coverage, Disclosure, NameKind, Question, Status
from core.settings import MAX_QUESTION_CHARACTERS
from facts.concepts import Term, term_keys
from facts.scope import ScopeReader
from facts.values import find_counts
from index.store import Store

_KEPT_DOCUMENTS = 256
# A word of this weight is worth naming.
_SAYS = 0.5


class Answerer:
    """Answers questions from one store; safe to use from several threads, follows the store's version."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        self._version: str | None = None
        self._disclosures: OrderedDict[str, Disclosure] = OrderedDict()
        self._scopes: OrderedDict[str, ScopeReader] = OrderedDict()

    def answer(self, question: Question) -> Answer:
        """The answer to a question, verified. Raises QuestionError for an empty or over-long one."""
        started = time.perf_counter()
        text = question.text.strip()
        if not text:
            raise QuestionError("The question is empty; write what you want to know. (質問が空です。)")
        if len(text) > MAX_QUESTION_CHARACTERS:
            raise QuestionError(
                f"The question has {len(text):,} characters; at most {MAX_QUESTION_CHARACTERS:,} are read. Shorten it. (質問が長すぎます。)"
            )
        with self._lock:
            self._refresh()
            return self._answer(question, text, started)

    def warm(self) -> None:
        """Read the store's facts and load the model, so that the first question is quick."""
        with self._lock:
            self._refresh()
            self._corpus.prepare()
            self._store.search("規制", limit=1)
            self._matcher.alike(Term("w:規制", 1.0, "規制"))
            # A name in Latin letters that no document has is looked for in all that they write.
            self._reader.read("What happened in Qwxyz?")

    def _refresh(self) -> None:
        version = self._store.version
        if version == self._version:
            return
        self._corpus = Corpus.read(self._store)
        self._names = self._store.names()
        publishers = [document.publisher for document in self._corpus.documents.values() if document.publisher]
        corpus = self._corpus
        called = Called(publishers, corpus.titles_of, lambda: corpus.written, lambda: corpus.label_texts)
        runs, labels = lambda: corpus.runs, corpus.labels_beside
        self._reader = QuestionReader(self._names, corpus.latin, corpus.cases, publishers, runs, labels, called)
        self._matcher = Matcher(self._corpus, self._store)
        self._disclosures.clear()
        self._scopes.clear()
        self._version = version

    def _answer(self, question: Question, text: str, started: float) -> Answer:
        query = self._reader.read(text, question.history)
        finder = Finder(self._store, self._corpus, self._matcher, self._scope, question.filter)
        task = Task(finder.with_years(query), finder, Wording(query.language))
        draft, rendered = self._drafted(task)
        if rendered is None:
            draft = refuse(task)
            rendered = self._render(draft, task)
        return Answer(
            id=question.id,
            question=question.text,
            language=query.language,
            status=rendered.status,
            text=rendered.text,
            citations=rendered.citations,
            table=rendered.table,
            coverage=_coverage(draft, finder) if draft else None,
            derived=rendered.derived,
            index_version=self._corpus.version,
            model=None,
            elapsed_ms=(time.perf_counter() - started) * 1000,
        )

    def _drafted(self, task: Task) -> tuple[Draft | None, Rendered | None]:
        """What answers a question, as it is or as it may be meant otherwise, or stands beside what the one before was answered with;
        nothing where nothing of it stands."""
        meant: Query | None = task.query
        while meant is not None:
            asked = replace(task, query=task.finder.with_years(meant))
            draft = answer(asked, self._reader.book) if all(name.known for name in meant.asked) else None
            rendered = self._render(draft, asked) if draft else None
            if rendered is not None and rendered.said:
                return draft, rendered
            meant = meant.otherwise
        if task.query.before is not None:
            first, said = self._drafted(replace(task, query=task.query.before))
            draft = beside_the_answer(task, first) if first and said else None
            rendered = self._render(draft, task) if draft else None
            if rendered is not None and rendered.said:
                return draft, rendered
        return None, None

    def _render(self, draft: Draft, task: Task) -> Rendered:
        texts = _Texts(self._disclosure)
        renderer = Renderer(Verifier(texts, self._reader.book), self._disclosure, self._corpus.documents)
        return renderer.render(draft, task.wording, _remark(task, draft), _coverage(draft, task.finder))

    def _disclosure(self, document_id: str) -> Disclosure:
        if document_id not in self._disclosures:
            self._disclosures[document_id] = self._store.disclosure(document_id)
            if len(self._disclosures) > _KEPT_DOCUMENTS:
                self._disclosures.popitem(last=False)
        return self._disclosures[document_id]

    def _scope(self, document_id: str) -> ScopeReader:
        if document_id not in self._scopes:
            names = tuple(name for name in self._names if name.document_id == document_id)
            self._scopes[document_id] = ScopeReader(self._disclosure(document_id), names)
            if len(self._scopes) > _KEPT_DOCUMENTS:
                self._scopes.popitem(last=False)
        return self._scopes[document_id]


class _Texts(dict[str, str]):
    """Document texts by id, read when they are first needed."""

    def __init__(self, disclosure: Callable[[str], Disclosure]) -> None:
        super().__init__()
        self._read = disclosure

    def __missing__(self, document_id: str) -> str:
        self[document_id] = self._read(document_id).text
        return self[document_id]


def _coverage(draft: Draft, finder: Finder) -> Coverage | None:
    """How many of the disclosures looked at state what was asked."""
    return Coverage(len(finder.documents), len(draft.stating)) if draft.status is Status.ANSWERED else Coverage(len(finder.documents), 0)


def _remark(task: Task, draft: Draft) -> str | None:
    """What a follow-up took over from the question before, as far as the answer rests on it."""
    query: Query = task.query
    if not query.inherited:
        return None
    said = (query.put or query.text).casefold()
    words: list[str] = []
    if "names" in query.inherited:
        surfaces = [asked.canonical[0] if asked.kind is NameKind.CASE else asked.surface.strip() for asked in query.asked]
        words += [surface for surface in surfaces if surface.casefold() not in said]
    if "terms" in query.inherited:
        spoken = _spoken(task, draft)
        taken = [
            term for term in (*query.terms, *query.kept) if term.weight >= _SAYS and term.key not in term_keys(query.put or query.text)
        ]
        # A word in its plain form may read as a figure (三ツ葉 → 三つ葉), which no quote shows.
        plain = [term for term in taken if not find_counts(term.text) and (not query.put or term.text.casefold() in query.text.casefold())]
        words += [term.text.strip() for term in plain if not spoken.isdisjoint(task.finder.matcher.alike(term))]
    words += [row for row in query.row if row not in said]
    return task.wording.say("inherited", what=task.wording.join(list(dict.fromkeys(words)))) if words else None


def _spoken(task: Task, draft: Draft) -> frozenset[str]:
    """What the facts that an answer cites speak of: a word of the question before that none says was not taken over but replaced."""
    statements: list[Statement | Row] = [*draft.lead, *draft.items, *draft.rows]
    places = {source for statement in statements for source in statement.sources}
    facts = (fact for document in draft.stating for fact in task.finder.corpus.of_document(document))
    cited = [fact for fact in facts if not places.isdisjoint(sources_of(fact))]
    return frozenset(key for fact in cited for key in (*fact.label_terms, *term_keys(f"{fact.value.text} {fact.value.unit or ''}")))
