"""What a document states under a heading or label of causes, measures or responses: the statements of a section in reading order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from answer.evidence import ESSENTIAL, concerns, dated, is_action
from answer.patterns import fits, patterns
from answer.query import Query
from answer.rows import Task
from core.records import DocumentInfo, Fact, FactSource, NameKind, ValueKind
from core.text import fold
from facts.concepts import Term, term_keys
from facts.names import comparable, name_key

_WORDS = (ValueKind.TEXT, ValueKind.LIST)
_SHORTEST = 5
# Sections of what is done by a day: a day may stand under what is done as its label.
_DONE_BY_DAY = ("measure", "response")
# A longer label is the title of what its row is about.
_LONGEST_LABEL = 24
# A document is concerned when it speaks of this share of the question, by weight; without a name in the question, as well as the best.
_SPOKEN_OF = 0.5
_AS_WELL = 0.05
_MOST_DOCUMENTS = 3
# An English question reaches Japanese words through word lists only: how like the best statement is in the embedding model counts too.
_LIKENESS_COUNTS = 2.0
_SPOKEN_OF_FOREIGN = 0.75
_NUMBERED = re.compile(r"^(?:[QqＱ]|問)?[.:]?[(\[<【]?\d{0,2}[)\]>】]?[.:、)]?(?=[ぁ-んァ-ヴ一-龥「])")
_JAPANESE = re.compile(r"[ぁ-んァ-ヴー一-龥々・]+")
# What a term that a document speaks of is worth at least: a related concept is not the thing itself.
_SAME = 0.7
# So many sentences at a document's head say what it is about.
_LEAD = 4


@dataclass(frozen=True, slots=True)
class Section:
    """The statements under one heading (`heading` its words, with the headings above it in `path`) or under one label of a table."""

    document: DocumentInfo
    heading: str
    path: str
    labelled: bool
    facts: tuple[Fact, ...]

    @property
    def keys(self) -> frozenset[str]:
        """What its heading and its statements speak of."""
        return term_keys(self.heading).union(*(spoken(fact) for fact in self.facts))


def spoken(fact: Fact) -> frozenset[str]:
    """What a statement itself speaks of: its words, its label, what its row is about."""
    own = fact.attribute if fact.source in (FactSource.CELL, FactSource.LINE) else ""
    return term_keys(f"{own} {fact.subject or ''} {fact.value.text}")


def share(task: Task, terms: Iterable[Term], keys: frozenset[str]) -> float:
    """The share of terms, by weight and rarity, that stand among keys; 1 for no terms."""
    matcher, total, found = task.finder.matcher, 0.0, 0.0
    for term in terms:
        weight = term.weight * matcher.rarity(term)
        total += weight
        found += weight * max((worth for key, worth in matcher.alike(term).items() if key in keys), default=0.0)
    return found / total if total else 1.0


def is_statement(fact: Fact) -> bool:
    """True for words that tell something: a sentence, a labelled line, a cell; not the sentences that a cell is read again as."""
    if fact.value.kind not in _WORDS or fact.attribute_key not in (None, "about") or len(fact.value.text) < _SHORTEST:
        return False
    return not (fact.source is FactSource.SENTENCE and fact.row is not None) and not fits(
        patterns()["telling"]["announces"], fact.value.text
    )


def sections(task: Task, kind: str, documents: Sequence[str]) -> list[Section]:
    """The sections of a kind (forms.yaml) in some documents, those within others alone, in reading order."""
    finder = task.finder
    return [s for document in documents for s in _of_document(finder.documents[document], finder.corpus.of_document(document), kind)]


def _of_document(document: DocumentInfo, facts: list[Fact], kind: str) -> list[Section]:
    groups: dict[tuple[str, str, bool], list[Fact]] = {}
    announced: tuple[str, str] | None = None
    for fact in facts:
        text = fact.value.text
        if fact.attribute_key == "about" and text.endswith(":") and fits(patterns()["sections"][kind], text[:-1]):
            announced = (text[:-1], fact.section)
            continue
        if announced and (fact.source is FactSource.LINE or fact.section != announced[1]):
            announced = None
        if not is_statement(fact) and not (kind in _DONE_BY_DAY and _is_dated_label(fact)):
            continue
        place = _place(fact, kind, document.title or "")
        if place is None and announced and fact.attribute_key == "about":
            place = (*announced, False)
        if place is not None and not any(fact.span == other.span and text == other.value.text for other in groups.get(place, ())):
            groups.setdefault(place, []).append(fact)
    tables = {_table_of(f) for (_, _, labelled), group in groups.items() if labelled for f in group}
    found = [
        Section(document, heading, path, labelled, tuple(group) if labelled else _main_cells(_of_kind(group, kind, heading, tables)))
        for (heading, path, labelled), group in groups.items()
    ]
    return _innermost(_without_other_columns([s for s in found if s.facts], kind))


def _is_dated_label(fact: Fact) -> bool:
    """True for a day under a label that says what is done by then (入口のゲートの設置: 11月末まで), or of a row that does."""
    dated_cell = fact.source in (FactSource.CELL, FactSource.LINE) and fact.value.kind in (ValueKind.DATE, ValueKind.PERIOD)
    of_row = fits(patterns()["telling"]["deadline"], fact.attribute)
    return dated_cell and fact.attribute_key is None and len((fact.subject or "") if of_row else fact.attribute) >= _SHORTEST


def _of_kind(facts: list[Fact], kind: str, heading: str, labelled: set[str | None]) -> list[Fact]:
    """What stands under a heading but for cells of tables that label what is of the kind, or that label them as of another."""
    others = [other for other in patterns()["sections"] if other != kind]
    mixed = any(names(heading, other) for other in others)
    cells = [f for f in facts if f.source is FactSource.CELL and f.row]
    dropped = [f for f in cells if _table_of(f) in labelled or (mixed and any(names(f.attribute, other) for other in others))]
    return [f for f in facts if f not in dropped]


def _table_of(fact: Fact) -> str | None:
    return fact.row.partition(":")[0] if fact.row else None


def _main_cells(facts: list[Fact]) -> tuple[Fact, ...]:
    """Of table rows with several cells in words, the cells of the column that says most (not who is in charge)."""
    lengths: dict[tuple[str | None, str], int] = {}
    for fact in facts:
        if fact.source is FactSource.CELL and fact.row:
            column = _table_of(fact), fact.attribute
            lengths[column] = lengths.get(column, 0) + len(fact.value.text)

    def says_most(fact: Fact) -> bool:
        mates = [f.attribute for f in facts if f.row == fact.row and f.source is FactSource.CELL]
        return fact.attribute == max(mates, key=lambda attribute: lengths[_table_of(fact), attribute]) or fact.value.kind not in _WORDS

    return tuple(f for f in facts if f.source is not FactSource.CELL or not f.row or says_most(f))


def _place(fact: Fact, kind: str, title: str) -> tuple[str, str, bool] | None:
    """Where a statement belongs: the label or the innermost heading of the kind that it stands under; the title is no heading."""
    headings = [heading for heading in fact.section.split(" > ") if heading and name_key(heading) != name_key(fold(title).text)]
    if fact.source in (FactSource.CELL, FactSource.LINE):
        for label in (fact.attribute, fact.subject or ""):
            if len(bare_heading(label)) <= _LONGEST_LABEL and names(label, kind) and not fits(patterns()["telling"]["title"], label):
                return label, fact.section, True
    for depth in range(len(headings), 0, -1):
        if names(headings[depth - 1], kind):
            return headings[depth - 1], " > ".join(headings[:depth]), False
    return None


def names(label: str, kind: str) -> bool:
    """True when a heading or label names a section of a kind."""
    return bool(label) and fits(patterns()["sections"][kind], bare_heading(label))


def bare_heading(label: str) -> str:
    """A heading or label without white space and without its number (4. …, Q3.…, 問2 …)."""
    return _NUMBERED.sub("", re.sub(r"\s", "", label))


def _without_other_columns(found: list[Section], kind: str) -> list[Section]:
    """Without the sections of a heading that names several kinds (原因と対策), where tables under it label what is of the kind."""
    mixed = [s for s in found if not s.labelled and any(names(s.heading, other) for other in patterns()["sections"] if other != kind)]
    labelled = {s.path for s in found if s.labelled}
    return [s for s in found if s not in mixed or not any(s.path in path for path in labelled)]


def _innermost(found: list[Section]) -> list[Section]:
    """Without the sections that have a section of their kind within them."""
    return [s for s in found if s.labelled or not any(o.path.startswith(s.path + " > ") for o in found if not o.labelled)]


def matter_of(task: Task, document_id: str) -> frozenset[str]:
    """What a document is about: its title, and what stands in its first sentences."""
    title = fold(task.finder.documents[document_id].title or "").text
    facts = task.finder.corpus.of_document(document_id)
    lead = [f for f in facts if fold(f.section).text in ("", title) and f.attribute_key == "about"][:_LEAD]
    return term_keys(title).union(*(spoken(f) for f in lead))


# --- which documents --------------------------------------------------------------------------------------------------


def concerned(task: Task, terms: Sequence[Term]) -> list[str]:
    """The documents that a question is about: of the names, dates and codes that it gives, and speaking of enough of its words.

    A document that lacks a word of weight is not concerned. Without a name in the question, only what speaks of it as well as the best.
    """
    shares = {document: _spoken_share(task, terms, document) for document in documents_named(task, terms)}
    shares = {document: value for document, value in shares.items() if value >= _SPOKEN_OF or _is_like(task, document, value)}
    if not task.query.asked:
        most = max(shares.values(), default=0.0)
        shares = {document: value for document, value in shares.items() if value >= most - _AS_WELL}
        if len(shares) > _MOST_DOCUMENTS:
            return []
    older = {other for document in shares for other in task.finder.corpus.superseded.get(document, ())}
    return sorted(shares, key=lambda document: (document in older, -shares[document], document))


def _is_like(task: Task, document: str, spoken_share: float) -> bool:
    """True when what an English question asks is close to a sentence of a document, the more so the fewer of its words are spoken of."""
    if task.query.language == "ja" or not task.query.asked:
        return False
    texts = [fact.value.text for fact in task.finder.corpus.of_document(document) if fact.attribute_key == "about"]
    return spoken_share + _LIKENESS_COUNTS * likeness(task, texts) >= _SPOKEN_OF_FOREIGN


def likeness(task: Task, texts: Sequence[str]) -> float:
    """How close the closest of some texts is to an English question without its names, by the embedding model."""
    embedder = task.finder.store.embedder
    text = task.query.text
    for name in task.query.asked:
        text = text.replace(name.surface.strip(), " ")
    asked = embedder.queries([_JAPANESE.sub(" ", text)])[0]
    return float((embedder.queries(list(texts)) @ asked).max()) if texts else 0.0


def _spoken_share(task: Task, terms: Sequence[Term], document: str) -> float:
    keys = task.finder.corpus.speaks(document)
    lacks = any(t.weight >= ESSENTIAL and not is_action(t) and not _speaks_of(task, t, keys) for t in terms)
    return 0.0 if lacks else share(task, terms, keys)


def _speaks_of(task: Task, term: Term, keys: frozenset[str]) -> bool:
    return any(key in keys for key, worth in task.finder.matcher.alike(term).items() if worth >= _SAME)


def documents_named(task: Task, terms: Sequence[Term]) -> list[str]:
    """The documents that meet the names, the dates and the codes of a question; published by the company asked for, where any is."""
    query, finder = task.query, task.finder
    if query.asked or query.dates or query.literals:
        facts: Iterable[Fact] = finder.of_names(query)
    else:
        facts = finder.corpus.with_terms(key for term in terms for key in finder.matcher.alike(term))
    parts = [replace(query, dates=(), literals=()), *([replace(query, asked=(), dates=())] if query.literals else [])]
    met: list[set[str]] = [set() for _ in parts]
    days: set[str] = set()
    for fact in facts:
        document = finder.documents.get(fact.document_id)
        if document is None:
            continue
        for part, seen in zip(parts, met, strict=True):
            if document.id not in seen and finder.admits(part, fact, document, dates=False):
                seen.add(document.id)
        if query.dates and document.id not in days and any(dated(fact, document, asked, within=True) for asked in query.dates):
            days.add(document.id)
    found = set.intersection(*met, *([days] if query.dates else []))
    return _published(found, query, finder.documents)


def _published(found: set[str], query: Query, documents: dict[str, DocumentInfo]) -> list[str]:
    """Of documents that speak of the companies asked for, those that they publish, where there are any."""
    wanted = {name_key(name) for asked in query.names(NameKind.ORGANISATION) for name in asked.canonical}
    own = [document for document in found if name_key(documents[document].publisher or "") in wanted]
    return own or sorted(found)


# --- of what is asked only --------------------------------------------------------------------------------------------

_MARK = re.compile(r"[①-⑳]")


def of_the_asked(task: Task, section: Section) -> tuple[Fact, ...]:
    """The statements of a section that are of the company, case, system or labelled thing asked for; none that is of another."""
    companies = task.query.names(NameKind.ORGANISATION)
    facts = tuple(f for f in section.facts if not companies or any(concerns(f, section.document, a) for a in companies))
    asked = [a for a in task.query.asked if a.kind is not NameKind.ORGANISATION]
    own = [f for f in facts if asked and all(concerns(f, section.document, a) for a in asked)]
    facts = tuple(own or (f for f in facts if not any(_of_another(f, a.kind, a.canonical) for a in asked)))
    return _under_mark(_under_label(facts, task.query.text), task.query.text)


def _of_another(fact: Fact, kind: NameKind, canonical: tuple[str, ...]) -> bool:
    own = {NameKind.SYSTEM: fact.system, NameKind.CASE: fact.case}.get(kind)
    return own is not None and name_key(own) not in {name_key(name) for name in canonical}


def _under_label(facts: tuple[Fact, ...], question: str) -> tuple[Fact, ...]:
    """Where the label of a statement stands in the question (おとどけ:…), those with such a label and those without one."""
    asked = comparable(fold(question, markup=False).text)[0]
    labels = {f.id: comparable(label)[0] for f in facts if (label := _label(f))}
    held = {key for key in labels.values() if len(key) > 1 and key in asked}
    return tuple(f for f in facts if f.id not in labels or labels[f.id] in held) if held else facts


def _label(fact: Fact) -> str:
    return fact.attribute if fact.source is FactSource.LINE else (fact.subject or "") if fact.source is FactSource.CELL else ""


def _under_mark(facts: tuple[Fact, ...], question: str) -> tuple[Fact, ...]:
    """Where the question names one by its mark (③), the statements with that mark and those without any."""
    marks = set(_MARK.findall(question))
    held = any(marks & set(_MARK.findall(f.value.text)) for f in facts)
    return tuple(f for f in facts if not (found := set(_MARK.findall(f.value.text))) or found & marks) if marks and held else facts


def neighbours(facts: Sequence[Fact], fact: Fact) -> tuple[Fact | None, Fact | None]:
    """The sentences directly before and after one, under the same heading."""
    told = [f for f in facts if f.attribute_key == "about" and f.row is None and f.section == fact.section]
    before = next((a for a, b in pairwise(told) if b is fact), None)
    after = next((b for a, b in pairwise(told) if a is fact), None)
    return before, after
