"""The figures of a table, or of the labelled lines of a section, by their labels, and which of these a question names.

A label is named word for word (北瀬県), by its beginning (第二センター of 第二センター(潮路台)), or in other words, where these tell it
from the other labels of its table.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from answer.evidence import ESSENTIAL
from answer.find import names_total
from answer.grids import block_of
from answer.kinds import alike_unit, counts
from answer.patterns import fits, patterns
from answer.rows import Task
from answer.rows_meant import PART
from core.records import Fact, FactSource, NameKind, Value
from core.text import fold
from facts.concepts import Term, term_keys
from facts.names import comparable, name_key
from facts.transliterated import spelled_as
from facts.values import counters, find_counts

# From this worth on, a word of a document is what the question says.
_SAME = 0.8
_SAID = 0.5
_PAIR = 2
# A label that does not stand in the question is told by this share of the words that tell it from the others of its table.
_TOLD = 0.5
_WORD_FOR_WORD, _IN_OTHER_WORDS = 1.0, 0.9
_SHORTEST, _SHORTEST_START = 2, 3
_YEN = "円"
# Two shares differ by so many points.
_POINTS, _PERCENT = "ポイント", "%"
_COUNTED_SO = 0.5
# Of two such characters the second begins no word.
_IN_A_WORD = re.compile(r"[一-龥々ァ-ヴー0-9][一-龥々ァ-ヴー]|[a-z0-9][a-z0-9]")
_ENDS_A_DATE = re.compile(r"[年月日度]")
_MARK = re.compile(r"^(?:[(\[][a-zA-Zア-ン0-9]{1,2}[)\]]|[①-⑳○●・◯■]|[a-zA-Zア-ン0-9]{1,2}[.、)])\s*")
_RUNS = re.compile(r"[一-龥々]{2,}|[ァ-ヴー]{2,}")
_CALLED = re.compile(r"「([^「」]{3,})」")
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_START = re.compile(r"[の((、,・/ ]")
_TAKEN = "\ue001"
_LATIN = re.compile(r"[A-Za-z]{4,}")
_COUNTED = re.compile(r"(?:how many|number of)((?: [a-z\-]+){1,4})")
# What may name a row.
_ROW_LABELS: tuple[Callable[[Fact], str | None], ...] = (
    lambda f: f.subject,
    lambda f: f.organisation,
    lambda f: f.system,
    lambda f: f.case,
    lambda f: f.period.text if f.period else None,
    lambda f: f.attribute if _is_item(f) else None,
)


class Sheet:
    """The figures of one table, or of the labelled lines of one section, and which of their labels a question names."""

    def __init__(self, task: Task, facts: list[Fact]) -> None:
        self.facts = facts
        self._task = task
        matcher = task.finder.matcher
        self._asked = frozenset(key for term in task.query.terms for key, worth in matcher.alike(term).items() if worth >= _SAME)
        self._column = {f.id: _column_of(task, f) for f in facts}
        varying = frozenset(label for way in _ROW_LABELS for label in _that_differ(map(way, facts)))
        self._row = {f.id: tuple(label for way in _ROW_LABELS if (label := way(f)) in varying and label) for f in facts}
        rows, columns = {label for own in self._row.values() for label in own}, set(self._column.values()) - {""}
        verbatim = _verbatim(self._text_asked(rows), rows | columns)
        told = {label for labels in (rows, columns) for label in self._told(labels - verbatim)}
        self._said = {**dict.fromkeys(told, _IN_OTHER_WORDS), **dict.fromkeys(verbatim, _WORD_FOR_WORD)}
        self._rows_said = rows & verbatim
        self.rows_named = len(rows & verbatim)
        self.rows_told = len(rows & (verbatim | told))
        self.named = len((rows | columns) & (verbatim | told))

    def column(self, fact: Fact) -> str:
        """The label of a figure's column."""
        return self._column[fact.id]

    def in_unit(self) -> list[Fact]:
        """Its figures in the counter that is asked."""
        return [f for f in self.facts if self._is_in_unit(f)]

    def includes_row(self) -> bool:
        """True when the question includes one of its rows in what it asks (手数料を含めて, including the fee)."""
        text = comparable(fold(self._task.query.text, markup=False).text)[0]
        forms = "|".join(re.escape(form) for label in self._rows_said for form in _forms(label))
        return (
            bool(forms)
            and re.search(rf"(?:{forms})(?:も|を|まで)?(?:含|入れ|加え|足し|合わせ)|including(?:the)?(?:{forms})", text) is not None
        )

    def columns_of_named_rows(self, *, surely: bool = True) -> Iterator[tuple[list[Fact], float]]:
        """For each column in the unit that is asked, its figures of the rows that are named, and how far its label is said.

        `surely`: of the rows that are named word for word, where two are.
        """
        least = _WORD_FOR_WORD if self.rows_named >= _PAIR and surely else _IN_OTHER_WORDS
        columns: dict[tuple[str, str | None], list[Fact]] = {}
        for fact in self.facts:
            if self._is_in_unit(fact) and self._row_said(fact) >= least and not names_total(fact) and not PART.match(fact.subject or ""):
                key = self._column[fact.id], fact.value.unit if fact.source is FactSource.LINE else None
                columns.setdefault(key, []).append(fact)
        for (label, _), own in columns.items():
            once = list({f.span.end: f for f in own}.values())
            if len({_row_of(f) for f in once}) == len(once):
                yield once, self._column_said(label) + self._by_counter(once[0])

    def named_columns_of_row(self) -> Iterator[list[Fact]]:
        """Of each row that is named best, its figures in the columns that are named, of one unit."""
        best = max((self._row_said(f) for f in self.facts), default=0.0)
        rows: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if self._row_said(fact) == best and self._is_in_unit(fact) and fact.source is FactSource.CELL:
                rows.setdefault(_row_of(fact), []).append(fact)
        for own in rows.values():
            named = [f for f in own if self._tells_column(f, own)]
            if len({f.value.unit for f in named}) == 1 and (best or len(rows) == 1):
                yield named

    def _row_said(self, fact: Fact) -> float:
        return max((self._said.get(label, 0.0) for label in self._row[fact.id]), default=0.0)

    def _column_said(self, label: str) -> float:
        """How far the label of a column is said: word for word, or by the share of its words."""
        if self._said.get(label, 0.0) >= _WORD_FOR_WORD:
            return _WORD_FOR_WORD
        keys = term_keys(label)
        return _IN_OTHER_WORDS * len(keys & self._asked) / len(keys) if keys else 0.0

    def _tells_column(self, fact: Fact, row: list[Fact]) -> bool:
        """True when the question names a figure's column by words that no other column of its unit has, or asks for what is so now."""
        label = self._column[fact.id]
        others = [term_keys(self._column[f.id]) for f in row if f.id != fact.id and alike_unit(f.value.unit, fact.value.unit)]
        own = term_keys(label) - frozenset().union(*others)
        now = patterns()["now"]
        asks_now = fits(now[self._task.query.language], self._task.query.text.casefold()) and fits(now["ja"], label)
        words = set(_RUNS.findall(label)) - {word for f in row if f.id != fact.id for word in _RUNS.findall(self._column[f.id])}
        in_text = any(word in self._task.query.text for word in words)
        return self._said.get(label, 0.0) >= _WORD_FOR_WORD or bool(own & self._asked) or in_text or asks_now

    def _told(self, labels: set[str]) -> Iterator[str]:
        """The labels that the question says in other words: by most of the words that tell them from the others, or in Latin letters."""
        keys = {label: term_keys(label) for label in labels}
        for label, own in keys.items():
            telling = own - frozenset().union(*(other for name, other in keys.items() if name != label))
            if (telling and len(telling & self._asked) / len(telling) >= _TOLD) or self._is_spelled(label):
                yield label

    def _is_spelled(self, label: str) -> bool:
        """True when an English question writes a label in Latin letters (Light: ライト)."""
        query = self._task.query
        return query.language == "en" and any(spelled_as(word, label) == 0 for word in _LATIN.findall(query.text))

    def _text_asked(self, rows: set[str]) -> str:
        """The question without the names of its companies, unless rows are called so: 朱鷺原ガス names no row 朱鷺原."""
        text = comparable(fold(self._task.query.text, markup=False).text)[0]
        called = {name_key(label) for label in rows}
        for asked in self._task.query.names(NameKind.ORGANISATION):
            surface = comparable(fold(asked.surface, markup=False).text)[0]
            if surface and called.isdisjoint({name_key(surface), *map(name_key, asked.canonical)}):
                text = text.replace(surface, _TAKEN * len(surface))
        return text

    # --- counters ---

    def _is_in_unit(self, fact: Fact) -> bool:
        """True for a figure in the counter asked; いくら may ask for any, and so may a noun that the column is of (お客様数: 社)."""
        query = self._task.query
        if query.unit is None or query.unit == _YEN or fact.value.unit is None or alike_unit(fact.value.unit, query.unit):
            return True
        if query.unit == _POINTS and fact.value.unit == _PERCENT:
            return True
        return len(counters(query.unit)) > 1 and bool(term_keys(self._column[fact.id]) & self._asked)

    def _by_counter(self, fact: Fact) -> float:
        """What its counter adds to how far a column is said: money, where いくら asks."""
        unit = self._task.query.unit
        return _COUNTED_SO if unit is not None and alike_unit(fact.value.unit, unit) else 0.0


def _that_differ(labels: Iterable[str | None]) -> set[str]:
    """Labels, where not all are the same."""
    found = set(labels)
    return {label for label in found if label} if len(found) > 1 else set()


def _row_of(fact: Fact) -> str:
    return fact.row or f"{fact.attribute}|{fact.subject}"


def _is_item(fact: Fact) -> bool:
    """True for a figure with a label of its own only: a labelled line, or a row of a table without headings."""
    return not fact.subject and (fact.source is FactSource.LINE or fact.context.endswith(fact.attribute))


def _column_of(task: Task, fact: Fact) -> str:
    """The label of a figure's column; of one of several figures of a line, the words right before it there."""
    if fact.source is FactSource.CELL or fact.subject:
        return "" if _is_item(fact) else fact.attribute
    said = fold(task.finder.store.text(fact.document_id)[fact.span.start : fact.span.end]).text
    before = said.rpartition(fact.value.text)[0]
    figures = find_counts(before)
    return before[figures[-1].end :].strip(" 、・:()") if figures else ""


# --- labels in a question ---------------------------------------------------------------------------------------------


def _verbatim(text: str, labels: Iterable[str]) -> set[str]:
    """The labels that stand in a text, each place taken by the longest; a label also by its beginning, where no other begins so."""
    forms: dict[str, set[str]] = {}
    for label in labels:
        for form in _forms(label):
            forms.setdefault(form, set()).add(label)
    named: set[str] = set()
    for form in sorted(forms, key=len, reverse=True):
        own = {label for label in forms[form] if comparable(label)[0] == form} or forms[form]
        places = [m.start() for m in re.finditer(re.escape(form), text) if _begins_at(text, m.start())] if len(own) == 1 else []
        for place in places:
            text = text[:place] + _TAKEN * len(form) + text[place + len(form) :]
            named |= own
    return named


@lru_cache(maxsize=16_384)
def _forms(label: str) -> frozenset[str]:
    """How a question may write a label: whole, without brackets and marks, by a name that it holds, or its beginning."""
    marked = fold(label).text.strip()
    folded = _MARK.sub("", marked)
    bare = re.sub(r"^うち、?", "", _BRACKETS.sub("", folded)).strip()
    whole = {comparable(form)[0] for form in (marked, folded, bare)}
    whole |= {comparable(name)[0] for name in _CALLED.findall(folded)}
    start = comparable(_START.split(bare)[0])[0]
    return frozenset({form for form in whole if len(form) >= _SHORTEST} | ({start} if len(start) >= _SHORTEST_START else set()))


def _begins_at(text: str, place: int) -> bool:
    """True when no word goes on over a place: 汐路 begins none in 北汐路."""
    return place == 0 or not _IN_A_WORD.match(text, place - 1) or _ENDS_A_DATE.match(text, place - 1) is not None


def sheets(task: Task, kind: Callable[[Value], bool] = counts) -> Iterator[Sheet]:
    """The tables and sections of labelled lines with values of a kind, in the documents of the question's names, else of its words."""
    documents = frozenset(task.finder.documents if task.query.asked else task.finder.documents_for(task.query))
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in task.finder.of_names(task.query):
        if fact.document_id not in documents or not kind(fact.value) or fact.attribute_key is not None:
            continue
        if fact.source is FactSource.CELL and fact.row:
            groups.setdefault((fact.document_id, block_of(fact)), []).append(fact)
        elif fact.source is FactSource.LINE:
            groups.setdefault((fact.document_id, f"> {fact.section}"), []).append(fact)
    for facts in groups.values():
        if len(facts) >= _PAIR:
            yield Sheet(task, facts)


# --- what is asked ----------------------------------------------------------------------------------------------------


def speaks_of_all(task: Task, facts: Sequence[Fact], without: frozenset[str] = frozenset()) -> bool:
    """True when what stands around figures, or their document, speaks of all that the question must be about, some terms aside."""
    matcher = task.finder.matcher
    around = frozenset(key for f in facts for key in (*f.label_terms, *f.context_terms))
    document = matcher.corpus.document_numbers[facts[0].document_id]
    for term in task.query.terms:
        said = any(key in around and worth >= _SAID for key, worth in matcher.alike(term).items())
        if (
            term.weight >= ESSENTIAL
            and term.key not in without
            and not said
            and not bool(matcher.speaking(term)[document])
            and not _is_counted(task, term, facts)
        ):
            return False
    return True


def _is_counted(task: Task, term: Term, facts: Sequence[Fact]) -> bool:
    """True for the noun that a question counts, where the counter of the figures is one for it (parcels: 個)."""
    unit = task.query.unit
    return (
        unit is not None and term.text in _counted_nouns(task.query.text.casefold()) and all(alike_unit(f.value.unit, unit) for f in facts)
    )


@lru_cache(maxsize=256)
def _counted_nouns(text: str) -> frozenset[str]:
    return frozenset(word for phrase in _COUNTED.findall(text) for word in phrase.split())
