"""What a document lists: the cells of a column under the noun asked for (対象商品), the items under a heading (【取り消す記事】)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from answer.draft import Draft, Source, Statement
from answer.evidence import ENOUGH, ESSENTIAL, is_action
from answer.find import FOREIGN_LENIENCE
from answer.grids import OF_ITSELF, Column, block_of, weigh
from answer.patterns import compiled, patterns
from answer.rows import MOST_ROWS, Task, rows_computed, shortened
from core.records import Block, BlockKind, Cell, Disclosure, Span, Status, Table
from core.text import fold
from facts.concepts import Term, term_keys, terms
from facts.names import TOTAL

# From this worth on, a heading says what is asked for, and is not only like it.
_SAME = 0.8
# A heading over items says this share of the question.
_SAID = 0.7
_FEWEST_ITEMS = 2
_LONGEST_LEAD = 60
_EMPTY = frozenset(["", "-", "—", "―", "－", "…"])
_NUMBERED = re.compile(r"^[①-⑳㉑-㉟]|^[(（]?\d{1,2}[)）.．]")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is listed, with its place."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, how much of the question it says, and the words that it stands under."""

    items: tuple[Item, ...]
    standing: float
    over: Source
    document_id: str


def listed_cells(task: Task) -> Draft | None:
    """Every cell of the column whose heading says the noun asked for, of the rows that the question means."""
    noun = asked_noun(task)
    return _told(task, best_list(_columns(task, noun))) if noun else None


def listed_items(task: Task) -> Draft | None:
    """The items of the list whose heading says what is asked for."""
    return _told(task, best_list(_lists(task)))


def asked_noun(task: Task) -> tuple[Term, ...]:
    """The noun that a question asks for (どの商品, which products)."""
    text = fold(task.query.text).text.casefold()
    for pattern in patterns()["asked_noun"][task.query.language]:
        found = compiled(pattern).search(text)
        noun = tuple(term for term in terms(found["of"]) if term.weight >= 0.5 and not is_action(term)) if found else ()
        if noun:
            return noun
    return ()


def _told(task: Task, found: Listed | None) -> Draft | None:
    """A list as an answer: how many items, then each with its citation."""
    if found is None:
        return None
    wording = task.wording
    draft = Draft(Status.ANSWERED, stating={found.document_id}, covers=True)
    said = wording.say("several_bare", count=len(found.items))
    draft.lead = [Statement(said, (found.over,), (), rows_computed(wording, len(found.items)))]
    draft.items = [Statement(shortened(f"「{item.text}」"), (item.source,)) for item in found.items[:MOST_ROWS]]
    return draft


def best_list(found: Iterable[Listed]) -> Listed | None:
    """The list that says most of the question; none where two say as much."""
    ranked = sorted(found, key=lambda listed: -listed.standing)
    if not ranked or (len(ranked) > 1 and ranked[1].standing >= ranked[0].standing):
        return None
    return ranked[0]


# --- columns of words -------------------------------------------------------------------------------------------------


def _columns(task: Task, noun: tuple[Term, ...]) -> Iterator[Listed]:
    """The columns under the noun asked for, in the tables that say enough of the question."""
    query, finder = task.query, task.finder
    least = ENOUGH if query.language == "ja" else ENOUGH - FOREIGN_LENIENCE
    for document_id in finder.documents_for(query):
        disclosure = finder.disclosure(document_id)
        for block in disclosure.blocks:
            column = _column_of(task, block.table, noun) if block.table is not None else None
            weighed = _weighed(task, document_id, block) if column is not None else None
            if weighed is None or column is None or block.table is None or weighed.covered < least or weighed.own < OF_ITSELF:
                continue
            cells = _rows_meant(task, block.table, column)
            items = [Item(cell.text, Source(document_id, cell.span)) for cell in cells]
            if len(items) >= _FEWEST_ITEMS:
                heading = block.table.column_headings(column)[-1]
                yield Listed(tuple(once(items)), weighed.own, Source(document_id, heading.span), document_id)


def _weighed(task: Task, document_id: str, block: Block) -> Column | None:
    """How much of the question the facts of a table say."""
    facts = [f for f in task.finder.corpus.of_document(document_id) if f.row and block_of(f) == str(block.ordinal)]
    admitted = [f for f in facts if task.finder.admits(task.query, f, task.finder.documents[document_id])]
    return weigh(task, admitted) if admitted else None


def _column_of(task: Task, table: Table, noun: tuple[Term, ...]) -> int | None:
    """The first column whose own heading says the whole noun."""
    for column in range(table.columns):
        headings = table.column_headings(column)
        if headings and all(says(task, term, term_keys(headings[-1].text)) for term in noun):
            return column
    return None


def _rows_meant(task: Task, table: Table, column: int) -> list[Cell]:
    """The cells of a column, but totals; where words of the question tell rows apart, those of the rows that they name."""
    rows = [(table.at(row, column), row_words(table, row)) for row in range(table.header_rows, table.rows)]
    cells = [
        (cell, words) for cell, words in rows if cell is not None and cell.text.strip() not in _EMPTY and not TOTAL.fullmatch(cell.text)
    ]
    for term in task.query.terms:
        saying = [(cell, words) for cell, words in cells if says(task, term, words)]
        if term.weight >= ESSENTIAL and 0 < len(saying) < len(cells):
            cells = saying
    return [cell for cell, _ in cells]


def is_beside(cell: Cell) -> bool:
    """True for an empty cell and for that of a row of totals."""
    return cell.text.strip() in _EMPTY or TOTAL.fullmatch(cell.text.replace(" ", "")) is not None


def row_words(table: Table, row: int) -> frozenset[str]:
    """What the cells of a row speak of."""
    cells = (table.at(row, column) for column in range(table.columns))
    return frozenset(key for cell in cells if cell is not None for key in term_keys(cell.text))


def once(items: Iterable[Item]) -> list[Item]:
    """Each wording once: a cell that carries on into the rows below stands in each of them."""
    return list({item.text: item for item in reversed(list(items))}.values())[::-1]


# --- items under a heading --------------------------------------------------------------------------------------------


def _lists(task: Task) -> Iterator[Listed]:
    """The lists whose heading, or the line that announces them, says what is asked."""
    for document_id in task.finder.documents_for(_without_generic(task).query):
        disclosure = task.finder.disclosure(document_id)
        for block in disclosure.blocks:
            if not heads_list(block):
                continue
            share = _share(_without_generic(task), term_keys(block.text))
            items = items_below(disclosure, block) if share >= _SAID else []
            if len(items) >= _FEWEST_ITEMS:
                yield Listed(tuple(items), share, Source(document_id, block.span), document_id)


def heads_list(block: Block) -> bool:
    """True for a heading and for a short line, which may announce a list."""
    return block.kind is BlockKind.HEADING or (block.kind is BlockKind.PARAGRAPH and len(block.text) <= _LONGEST_LEAD)


def items_below(disclosure: Disclosure, block: Block) -> list[Item]:
    """The marked items right below a heading or an announcing line, or the numbered cells of the table there."""
    items: list[Item] = []
    depth = (*block.headings, block.ordinal) if block.kind is BlockKind.HEADING else block.headings
    for other in disclosure.blocks[block.ordinal + 1 :]:
        if other.headings != depth:
            break
        if other.table is not None and not items:
            return _numbered_cells(disclosure, other.table)
        if other.kind is BlockKind.BULLET and other.marker and other.level == 1:
            items.append(Item(other.text, Source(disclosure.id, other.span)))
        elif not items or other.kind is not BlockKind.PARAGRAPH or "。" in other.text:
            break
    return items


def _numbered_cells(disclosure: Disclosure, table: Table) -> list[Item]:
    """The cells of a table of numbered items set in several columns, in the order of their numbers."""
    cells = [cell for cell in table.cells if cell.text.strip() not in _EMPTY]
    if not cells or not all(_NUMBERED.match(cell.text) for cell in cells):
        return []
    return [Item(cell.text, Source(disclosure.id, Span(cell.start, cell.end))) for cell in sorted(cells, key=lambda c: c.text[:1])]


def _without_generic(task: Task) -> Task:
    """The question without the words that only ask for what things are called (見出し, 題名)."""
    said = frozenset(patterns()["called_nouns"])
    return replace(task, query=replace(task.query, terms=tuple(t for t in task.query.terms if t.text not in said)))


def _share(task: Task, keys: frozenset[str]) -> float:
    """The share of a question's terms that some words say."""
    matcher = task.finder.matcher
    weights = [(term, term.weight * matcher.rarity(term)) for term in task.query.terms]
    total = sum(weight for _, weight in weights)
    return sum(weight for term, weight in weights if says(task, term, keys)) / total if total else 0.0


def says(task: Task, term: Term, keys: frozenset[str]) -> bool:
    """True when some words say a term, and are not only like it."""
    return any(key in keys and worth >= _SAME for key, worth in task.finder.matcher.alike(term).items())
