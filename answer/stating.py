"""Which companies: the publishers whose documents state what is asked, one row each with the statement that does."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from answer.draft import Draft, Row, Source, Statement
from answer.evidence import Evidence, is_authority
from answer.patterns import fits, patterns
from answer.query import Query
from answer.rows import MOST_ROWS, Task, quoted, rows_computed, shortened
from answer.wording import sources_of, support_of
from core.records import DocumentInfo, Fact, FactSource, NameKind, Status, ValueKind
from core.text import fold
from facts.concepts import Term, meanings, term_keys
from facts.names import name_key, noun_runs, organisations_in, strip_corporate
from facts.terms import load_concepts, load_names

# A word of this weight has to be spoken of; what likeness alone makes of it is not enough.
_REQUIRED = 0.6
_SURE = 0.7
_ENOUGH = 0.5
_STATEMENT = 110
_EITHER = re.compile(
    r"(?P<one>[一-龥ァ-ヴーA-Za-z]+)(?:や|か|または|又は|もしくは|あるいは)(?P<other>[一-龥ァ-ヴーA-Za-z]+)"
    r"|(?P<en_one>[a-z]+) or (?P<en_other>[a-z]+)"
)
# What a document says of no occasion: what would be, what is to be avoided.
_NO_OCCASION = re.compile(r"場合|防止|防ぐ|ないよう|おそれがない|予防|未然")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A statement of a document that holds all that is asked for, and how much of that stands in its own words."""

    fact: Fact
    document: DocumentInfo
    company: str
    own: float


def companies_stating(task: Task) -> Draft | None:
    """A row for each company of whose documents one states what is asked; None where the question names whose it is, or asks too little."""
    query = task.query
    if any(asked.kind is not NameKind.ORGANISATION or not is_authority(asked) for asked in query.asked):
        return None
    best: dict[str, _Stated] = {}
    for either in _alternatives(query):
        for stated in _stated(replace(task, query=either)):
            known = best.get(name_key(stated.company))
            if known is None or (stated.own, -stated.fact.span.start) > (known.own, -known.fact.span.start):
                best[name_key(stated.company)] = stated
    return _drafted(task, list(best.values())) if best else None


def other_company(task: Task) -> Draft | None:
    """The statement that names the company which did something for the one asked about (凪の空港の検査を請け負っていた会社)."""
    names_another = naming_another(task.query)
    if names_another is None:
        return None
    told = task.finder.facts(replace(task.query, terms=required(task.query), wants=frozenset()), kinds=False)
    naming = [e for e in told if _is_statement(e.fact) and (names_another(e.fact.value.text) or _labelled_as_one(e.fact))]
    return quoted(task, naming[:1]) if naming else None


# A label that ends so has a company for its value.
_COMPANY_LABEL = re.compile(r"(?:先|会社|業者|企業|法人)(?:名|名称)?$")
_LONGEST_NAME = 30
_NAME_OF_COMPANY = re.compile(
    r"(?:会社|企業|法人|事業者|業者|取引先|納入先|委託先|社)名(?:称)?(?:は|を|が|[??。]|$)|(?:取引先|納入先|委託先|会社|企業|業者)の名[前称]"
    r"|\bnames? of (?:the )?(?:\w+ ){0,3}(?:compan|firm|contractor|supplier|vendor|client|subcontractor)",
    re.IGNORECASE,
)


def asks_name_of_company(query: Query) -> bool:
    """True for a question for the names of companies other than the one asked about: how many they are is no answer."""
    return naming_another(query) is not None and _NAME_OF_COMPANY.search(fold(query.text, markup=False).text) is not None


def _labelled_as_one(fact: Fact) -> bool:
    labelled = fact.source in (FactSource.CELL, FactSource.LINE) and _COMPANY_LABEL.search(fact.attribute) is not None
    return labelled and fact.value.kind in (ValueKind.TEXT, ValueKind.NAME) and len(fact.value.text) <= _LONGEST_NAME


def naming_another(query: Query) -> Callable[[str], bool] | None:
    """Whether a text names another company than the one that the question asks about; None where it asks about none, or several."""
    owners = [asked for asked in query.asked if asked.kind is NameKind.ORGANISATION and not is_authority(asked)]
    if len(owners) != 1:
        return None
    own = {name_key(name) for name in owners[0].canonical}
    return lambda text: _others_in(text, own)


def _others_in(text: str, own: set[str]) -> bool:
    """True when a text names a company that is none of these."""
    folded = fold(text).text
    named = (name for start, end in noun_runs(folded) for _, name in organisations_in(folded[start:end]))
    authorities = {name_key(regulator.ja) for regulator in load_names().regulators}
    keys = {name_key(name) for name in named} - authorities
    return any(not any(key.startswith(known) or known.startswith(key) for known in own) for key in keys)


def _alternatives(query: Query) -> tuple[Query, ...]:
    """The question for each of two things of which either is asked for (立入検査や立入調査を受けた)."""
    match = _EITHER.search(fold(query.text, markup=False).text.casefold())
    if match is None:
        return (query,)
    one, other = (match["one"] or match["en_one"] or "", match["other"] or match["en_other"] or "")
    sides = [{term.key for term in query.terms if _within(term, part)} for part in (one, other)]
    if not all(sides) or sides[0] == sides[1]:
        return (query,)
    return tuple(
        replace(query, terms=tuple(t for t in query.terms if t.key in keep or t.key not in drop)) for keep, drop in (sides, sides[::-1])
    )


def _within(term: Term, part: str) -> bool:
    return term.text.casefold() in part or part in term.text.casefold()


def required(query: Query) -> tuple[Term, ...]:
    """The words that a statement has to speak of: not what only says that something was done, nor what is always done to (回収: 製品)."""
    concepts = load_concepts()
    keys = {meaning for term in query.terms for meaning in meanings(term.key)}
    implied = {f"c:{thing}" for doing, things in concepts.implied.items() if f"c:{doing}" in keys for thing in things}
    light = {f"c:{doing}" for doing in concepts.light_doings} | implied
    return tuple(term for term in query.terms if term.weight >= _REQUIRED and not set(meanings(term.key)) <= light)


def _stated(task: Task) -> Iterator[_Stated]:
    """The statements that hold every required word, of every document."""
    wanted = required(task.query)
    if not wanted:
        return
    asked = replace(task.query, terms=wanted, wants=frozenset())
    keys = {term: _keys(term, task) for term in wanted}
    telling = any(is_authority(name) for name in task.query.asked)
    searched = _without_telling(asked) if telling else asked
    for evidence in (*_titles(asked, task), *task.finder.facts(searched, kinds=False, enough=_ENOUGH)):
        fact = evidence.fact
        said = f"{fact.attribute} {fact.value.text}"
        around = {*fact.label_terms, *fact.context_terms}
        # What a fact stands under is looked at before its text is taken apart, which takes longer.
        if not _is_statement(fact) or (fact.attribute_key != "metadata" and not all(around & keys[term] for term in wanted)):
            continue
        own = term_keys(said)
        if not all((own | around) & keys[term] for term in wanted) or _no_occasion(said, task.query.negative):
            continue
        share = sum(term.weight for term in wanted if own & keys[term]) / sum(term.weight for term in wanted)
        company = _company(fact, evidence.document)
        if company and share >= _ENOUGH:
            yield _Stated(fact, evidence.document, company, share)


def _keys(term: Term, task: Task) -> frozenset[str]:
    """What a statement may speak of where it speaks of a term; an authority is told in any of the ways in which one is."""
    found = {key for key, worth in task.finder.matcher.alike(term).items() if worth >= _SURE}
    telling = {f"c:{doing}" for doing in load_concepts().telling_authorities}
    if set(meanings(term.key)) & telling and any(is_authority(name) for name in task.query.asked):
        found |= telling
    return frozenset(found)


def _without_telling(query: Query) -> Query:
    """The question without how the authority was told, for finding statements: which way it was is looked at in each."""
    telling = {f"c:{doing}" for doing in load_concepts().telling_authorities}
    return replace(query, terms=tuple(term for term in query.terms if not set(meanings(term.key)) & telling))


def _is_statement(fact: Fact) -> bool:
    """True for what says something by itself: no address, and no figure or day out of a sentence, which is a statement of its own."""
    if fact.value.kind in (ValueKind.URL, ValueKind.PHONE):
        return False
    return fact.source is not FactSource.SENTENCE or fact.value.kind is ValueKind.TEXT


def _titles(query: Query, task: Task) -> Iterator[Evidence]:
    """The titles of the documents that meet the question's names and dates."""
    for document in task.finder.documents.values():
        for fact in task.finder.corpus.of_document(document.id):
            is_title = fact.attribute_key == "metadata" and fact.value.kind is ValueKind.TEXT and document.title
            if is_title and fact.value.text in (document.title or "") and task.finder.admits(query, fact, document):
                yield Evidence(fact, document, 1.0, 1.0)
                break


def _no_occasion(text: str, negative: bool) -> bool:
    """True for a text that says that something was not so, would be so, or is to be avoided."""
    if negative:
        return False
    return fits(patterns()["polarity"]["denies"], text) or _NO_OCCASION.search(text) is not None


def _company(fact: Fact, document: DocumentInfo) -> str | None:
    """Whose statement it is: the row's own company in a list of several, else the document's publisher."""
    publisher = strip_corporate(document.publisher or "")
    own = fact.organisation
    authority = own is not None and any(name_key(own) == name_key(r.ja) for r in load_names().regulators)
    listed = fact.source in (FactSource.ENTRY, FactSource.CELL) and own is not None and not authority
    return own if listed or not publisher else publisher


def _drafted(task: Task, stated: list[_Stated]) -> Draft | None:
    wording = task.wording
    draft = Draft(Status.ANSWERED, covers=True, columns=(wording.column("organisation"), wording.column("value")))
    ordered = sorted(stated, key=lambda s: (s.document.published or date.max, s.document.file, s.fact.span.start))
    for row in ordered[:MOST_ROWS]:
        place = task.finder.corpus.place_of(row.document.id, frozenset([name_key(row.company)]))
        support = (*support_of(row.fact), *((Source(row.document.id, place),) if place else ()))
        said, computed = wording.value(row.fact.value)
        labelled = row.fact.source in (FactSource.CELL, FactSource.LINE) and row.fact.attribute_key is None
        text = f"{wording.attribute(row.fact)}: {said}" if labelled else said
        draft.rows.append(Row((wording.name(row.company), shortened(text, _STATEMENT)), sources_of(row.fact), support, computed))
        draft.stating.add(row.document.id)
    text = wording.say("several", attribute=wording.column("organisation"), count=len(draft.rows))
    draft.lead.append(Statement(text, draft.rows[0].sources, (), rows_computed(wording, len(draft.rows))))
    return draft
