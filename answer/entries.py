"""How many entries a document lists of what a question counts: the rows of a table, the items of a list, each with its place.

「点呼をしていなかった営業所は何か所か」: no document says three, but its table has a row for each of three offices.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from answer.draft import Computed, Draft, Source, Statement
from answer.events import RECORD_TERMS
from answer.evidence import ESSENTIAL, is_action
from answer.find import names_total
from answer.grids import block_of, is_called
from answer.listed import Item, Listed, best_list, heads_list, is_beside, items_below, once, row_words, says
from answer.patterns import compiled, patterns
from answer.query import Query
from answer.rows import MOST_ROWS, Task, shortened
from core.records import Block, Cell, Disclosure, Fact, Span, Status, Table, ValueKind
from core.text import fold
from facts.concepts import Term, is_doing, meanings, term_keys, terms
from facts.values import counters, read_value

_FEWEST = 2
# What is listed in sentences; anything else by what it is called.
_SAID_IN_SENTENCES = frozenset(["c:cause", "c:measure", "c:response", "c:request", "c:background"])
_LONGEST_NAME = 40
_PREDICATE = re.compile(r"(?:[たるいんうくすつむ]|ます|です|こと|ため)[。)]*$")
# A column of what is counted is surer than the heading over a table, and that surer than one over a list.
_OF_COLUMN, _OF_HEADING, _OF_LIST = 3.0, 2.0, 1.0


def counted_entries(task: Task) -> Draft | None:
    """The number of entries that are listed of what a question counts, with each of them; None where no one list is of it."""
    found = entries_counted(task)
    if found is None:
        return None
    wording = task.wording
    said = wording.count(len(found.items), _counter(task.query))
    lead = Statement(wording.say("count", value=said), (found.over,), (), (Computed(said, wording.how("count")),))
    draft = Draft(Status.ANSWERED, lead=[lead], stating={found.document_id}, covers=True)
    draft.items = [Statement(shortened(f"「{item.text}」"), (item.source,)) for item in found.items[:MOST_ROWS]]
    return draft


def entries_counted(task: Task) -> Listed | None:
    """The entries of what a question counts; None where its counter is for no entries, or no one list is of it."""
    units = frozenset(counters(task.query.unit))
    if task.query.unit is not None and units.isdisjoint(patterns()["counters_of_entries"]):
        return None
    for noun in _nouns(task.query):
        asked = replace(task, query=replace(task.query, terms=tuple(term for term in task.query.terms if term.key != noun.key)))
        found = best_list([*_tables(asked, noun), *_lists(asked, noun)])
        if found:
            return found
    return None


def _nouns(query: Query) -> list[Term]:
    """The noun that a question counts, and the one that its counter is (対象は何ロット); none where it counts publications."""
    noun = counted_noun(query)
    counter = query.unit if query.unit and len(counters(query.unit)) == 1 and len(query.unit) > 1 else ""
    found = [*([noun] if noun else []), *terms(counter)]
    return [] if any(term.key in RECORD_TERMS for term in found) else found


def counted_noun(query: Query) -> Term | None:
    """The noun that a question counts (営業所は何か所), the last of its phrase; None where it counts none."""
    phrase = _phrase_counted(fold(query.text).text.casefold(), query.language)
    nouns = [term for term in terms(phrase) if not is_doing(term.key)] or list(terms(phrase))
    return max(nouns, key=lambda term: phrase.rfind(term.text) + len(term.text), default=None)


@lru_cache(maxsize=256)
def _phrase_counted(text: str, language: str) -> str:
    matches = (compiled(pattern).search(text) for pattern in patterns()["counted"][language])
    return next((match["of"] for match in matches if match), "")


def _counter(query: Query) -> str:
    """The counter that a question asks in, where it is one; else that of things of every kind."""
    units = counters(query.unit)
    return next(iter(units)) if len(units) == 1 else "件"


# --- tables -----------------------------------------------------------------------------------------------------------


def _tables(task: Task, noun: Term) -> Iterator[Listed]:
    """The rows of the tables that are of what is counted, by a column of theirs or by the heading over them."""
    for document_id in task.finder.documents_for(task.query):
        disclosure = task.finder.disclosure(document_id)
        for block in disclosure.blocks:
            facts = _facts_of(task, document_id, block) if block.table is not None else []
            if block.table is None or not facts or not _is_of_question(task, disclosure, block, facts):
                continue
            yield from _across(task, document_id, facts, noun)
            yield from _rows(task, disclosure, block, block.table, noun)


def _facts_of(task: Task, document_id: str, block: Block) -> list[Fact]:
    """The facts of a table that are of the question's names and dates."""
    facts = (f for f in task.finder.corpus.of_document(document_id) if f.row and block_of(f) == str(block.ordinal))
    return [f for f in facts if task.finder.admits(task.query, f, task.finder.documents[document_id])]


def _rows(task: Task, disclosure: Disclosure, block: Block, table: Table, noun: Term) -> Iterator[Listed]:
    """The rows of a table with headings, by the column that holds what is counted, else all of them under a heading that says it."""
    if not table.header_rows:
        return
    column = _column_of(task, table, noun)
    head = table.column_headings(column)[-1].span if column is not None else _heading_over(task, disclosure, block, noun)
    if head is None:
        return
    cells = _cells_meant(task, table, column or 0)
    items = [Item(cell.text, Source(disclosure.id, cell.span)) for cell in cells]
    items = once(items) if column is not None else items
    if len(items) >= _FEWEST:
        yield Listed(tuple(items), _OF_COLUMN if column is not None else _OF_HEADING, Source(disclosure.id, head), disclosure.id)


def _column_of(task: Task, table: Table, noun: Term) -> int | None:
    """The first column of words under a heading that says what is counted, or whose cells are all called so."""
    for column in range(table.columns):
        cells = [c for c in (table.at(row, column) for row in range(table.header_rows, table.rows)) if c is not None and not is_beside(c)]
        headings = table.column_headings(column)
        if not headings or not cells or any(read_value(c.text).kind is not ValueKind.TEXT for c in cells):
            continue
        if says(task, noun, term_keys(headings[-1].text)) or all(is_called(noun, c.text) for c in cells):
            return column
    return None


def _across(task: Task, document_id: str, facts: Sequence[Fact], noun: Term) -> Iterator[Listed]:
    """The records of a table whose records stand side by side, where these are called by what is counted."""
    records = {f.subject: f for f in facts if f.row and "|" in f.row and f.subject and not names_total(f)}
    if len(records) >= _FEWEST and all(says(task, noun, term_keys(name)) or is_called(noun, name) for name in records):
        disclosure = task.finder.disclosure(document_id)
        places = [next((s for s in f.evidence if fold(disclosure.quote(s)).text == name), f.span) for name, f in records.items()]
        items = tuple(Item(name, Source(document_id, place)) for name, place in zip(records, places, strict=True))
        yield Listed(items, _OF_COLUMN, items[0].source, document_id)


def _cells_meant(task: Task, table: Table, column: int) -> list[Cell]:
    """The cells of a column, but totals, of the rows that the question means: none of which states 0 of what is asked."""
    cells = [(row, cell) for row in range(table.header_rows, table.rows) if (cell := table.at(row, column)) is not None]
    cells = [(row, cell) for row, cell in cells if not is_beside(cell) and not _states_none(task, table, row)]
    for term in task.query.terms:
        saying = [(row, cell) for row, cell in cells if says(task, term, row_words(table, row))]
        if term.weight >= ESSENTIAL and 0 < len(saying) < len(cells):
            others = [pair for pair in cells if pair not in saying]
            cells = others if task.query.negative and is_action(term) else saying
    return [cell for _, cell in cells]


def _states_none(task: Task, table: Table, row: int) -> bool:
    """True for a row that states 0 in the columns whose headings say something of the question."""
    found = []
    for column in range(table.columns):
        headings = table.column_headings(column)
        cell = table.at(row, column)
        if cell is None or not headings or not any(says(task, term, term_keys(headings[-1].text)) for term in task.query.terms):
            continue
        found.append(read_value(cell.text).number)
    return bool(found) and all(number == 0 for number in found)


# --- lists ------------------------------------------------------------------------------------------------------------


def _lists(task: Task, noun: Term) -> Iterator[Listed]:
    """The marked items under a heading, or under a line that announces them, which says what is counted."""
    for document_id in task.finder.documents_for(task.query):
        disclosure = task.finder.disclosure(document_id)
        for block in disclosure.blocks:
            if not heads_list(block) or not _is_of(task, noun, block.text):
                continue
            items = items_below(disclosure, block)
            if not (meanings(noun.key) & _SAID_IN_SENTENCES or all(_is_name(item.text) for item in items)):
                continue
            if len(items) >= _FEWEST and _is_of_question(task, disclosure, block, (), (block.text, *(item.text for item in items))):
                yield Listed(tuple(items), _OF_LIST, Source(document_id, block.span), document_id)


def _is_name(text: str) -> bool:
    """True for what something is called, and not for a statement about it."""
    return len(text) <= _LONGEST_NAME and _PREDICATE.search(text) is None


# --- what is asked ----------------------------------------------------------------------------------------------------


def _heading_over(task: Task, disclosure: Disclosure, block: Block, noun: Term) -> Span | None:
    """The place of the nearest heading over a table, or of the line right before it, where that says what is counted."""
    before = disclosure.blocks[block.ordinal - 1] if block.ordinal else None
    over = [disclosure.blocks[number] for number in block.headings[-1:]]
    lines = [*([before] if before is not None and heads_list(before) else []), *over]
    return next((line.span for line in lines if _is_of(task, noun, line.text)), None)


def _is_of(task: Task, noun: Term, heading: str) -> bool:
    """True when a heading says what is counted, and no other thing after it: 「小売事業者の閲覧実績」 heads no retailers."""
    said = list(terms(heading))
    places = {term: heading.rfind(term.text) for term in said}
    own = [places[term] for term in said if says(task, noun, frozenset([term.key]))]
    after = (term for term in said if own and places[term] > max(own))
    return bool(own) and not any(term.weight >= ESSENTIAL and not is_action(term) for term in after)


def _is_of_question(task: Task, disclosure: Disclosure, block: Block, facts: Sequence[Fact], texts: Sequence[str] = ()) -> bool:
    """True when a list, its headings or its document's title speak of all that the question must be about."""
    matcher = task.finder.matcher
    over = [disclosure.blocks[number].text for number in block.headings]
    keys = frozenset(key for f in facts for key in (*f.label_terms, *f.context_terms)).union(*(term_keys(text) for text in (*over, *texts)))
    document = matcher.corpus.document_numbers[disclosure.id]
    needed = (term for term in task.query.terms if term.weight >= ESSENTIAL)
    return all(says(task, term, keys) or bool(matcher.titled(term)[document]) for term in needed)
