"""Measures: what a document says under its headings and labels of measures, in order, each with its deadline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from answer.draft import Draft, Row, Source, Statement
from answer.evidence import ESSENTIAL, is_action
from answer.find import on_own
from answer.patterns import fits, patterns
from answer.query import Form, Query
from answer.rows import Task, quoted, rows_computed, shortened
from answer.sections import Section, concerned, documents_named, of_the_asked, sections, share, spoken
from answer.values import single_value
from answer.wording import sources_of, support_of
from core.records import Fact, FactSource, Status, ValueKind
from core.text import fold
from facts.concepts import Term, term_keys
from facts.values import YearContext, find_dates

# What a question about measures says of any measure: it chooses none of them.
_CONCEPTS = "remaining improvement_plan measure response deadline period publish start complete cause occur incident system number plan"
_GENERAL = frozenset(f"c:{key}" for key in _CONCEPTS.split()) | frozenset(f"w:{word}" for word in ("今後", "当面", "実施", "内容"))
_SAYS_LITTLE = 0.4
# A measure is the one asked for when it says this much of what the question asks of measures.
_ASKED_FOR = 0.5
_EXACTLY = 0.75
# A question for one of these asks of what the measures are, or by whom.
_OTHER_THINGS = frozenset(["organisation", "system", "person", "place", "phone", "url", "mail"])
_MEASURE = frozenset(["c:measure", "c:response"])
_AS_WELL = 0.08
# What a row is about is a measure when it has so many characters.
_SHORTEST_NAME = 6
_MOST_SENTENCES = 3
_DATED = (ValueKind.DATE, ValueKind.PERIOD)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure, with the words that say by when it is done, the fact that states them (a cell of its row), and how it stands."""

    fact: Fact
    due: str = ""
    dated: Fact | None = None
    status: str = ""
    named: str = ""

    @property
    def text(self) -> str:
        """What is done: the words of the fact, or what its row or label says where the fact states the day."""
        return self.named or self.fact.value.text


def measures(task: Task) -> Draft | None:
    """The measures that are asked for, with their deadlines; when one of them is done, where that alone is asked."""
    if task.query.wants & _OTHER_THINGS:
        return single_value(_as_value(task))
    telling, text = patterns()["telling"], fold(task.query.text, markup=False).text.casefold()
    lists = fits(telling["asks_for_list"], text)
    rest = _asked_of_measures(task)
    found = _found(task, rest, text)
    if not lists and task.query.wants & {"date", "period", "duration"}:
        drafted = single_value(_as_value(task))
        exact = [m for m in found if share(task, rest, _words(m)) >= _EXACTLY]
        return drafted or (_table(task, exact) if exact else None)
    if not found:
        task = _without_category(task)
        return single_value(_as_value(task)) if task.query.wants else _in_sentences(task)
    return _table(task, found)


def when_done(task: Task) -> Draft | None:
    """By when a measure is done that a question names without calling it one (いつまでにマスキングしますか), where its section says it."""
    rest = _asked_of_measures(task)
    if not task.query.wants & {"date", "period"} or not any(t.weight >= ESSENTIAL for t in rest):
        return None
    documents = documents_named(task, rest) if task.query.asked else concerned(task, rest)
    listed = [m for s in sections(task, "measure", documents) for m in _of_section(task, replace(s, facts=of_the_asked(task, s)))]
    exact = [m for m in listed if m.due and share(task, rest, _words(m)) >= _EXACTLY]
    return _table(task, exact) if exact else None


def _as_value(task: Task) -> Task:
    """The task with its question read as one for a value."""
    return replace(task, query=replace(task.query, form=Form.VALUE))


def _asked_of_measures(task: Task) -> tuple[Term, ...]:
    """What a question asks of measures: its words but for those that are said of any."""
    return tuple(t for t in task.query.terms if t.key not in _GENERAL and t.weight > _SAYS_LITTLE)


def _without_category(task: Task) -> Task:
    """The task without the word that asks which kind of thing (車種はどれですか): what answers need not say it."""
    text = fold(task.query.text, markup=False).text
    kept = tuple(t for t in task.query.terms if not re.search(rf"{re.escape(t.text)}(?:は|が|を)?(?:どれ|何|どこ|どちら|誰)", text))
    return replace(task, query=replace(task.query, terms=kept))


def _in_sentences(task: Task) -> Draft | None:
    """The sentences that say what is asked and that speak of measures themselves, quoted."""
    found = on_own(task.finder.sentences(task.query, limit=8), task.query, published=True)
    found = [e for e in found if spoken(e.fact) & _MEASURE and not fits(patterns()["telling"]["title"], e.fact.value.text)]
    return quoted(task, [e for e in found if e.score >= found[0].score - _AS_WELL][:_MOST_SENTENCES]) if found else None


# --- which measures ---------------------------------------------------------------------------------------------------


def _found(task: Task, rest: Sequence[Term], text: str) -> list[Measure]:
    """The measures of the documents concerned that meet the question, of the first kind of section that has any."""
    responses = fits(patterns()["telling"]["asks_response"], text)
    kinds = ("response", "measure") if responses else ("measure", "response")
    query = task.query
    if not query.asked and not query.dates and not query.literals:
        documents = concerned(task, rest) if rest else list(task.finder.documents)
    else:
        documents = documents_named(replace(task, query=replace(query, dates=())), rest)
    for kind in kinds if responses or not fits(patterns()["telling"]["asks_prevention"], text) else ("measure",):
        listed = [m for s in sections(task, kind, documents) for m in _of_section(task, replace(s, facts=of_the_asked(task, s)))]
        chosen = _of_status(_due(_chosen(task, rest, listed), query, task), text)
        if chosen:
            return chosen
    return []


def _chosen(task: Task, rest: Sequence[Term], listed: list[Measure]) -> list[Measure]:
    """The measures that say what is asked of them; all, where what is asked is said of the whole document and of none of them."""
    if not rest:
        return listed
    said = [m for m in listed if share(task, rest, _words(m)) >= _ASKED_FOR]
    if said:
        return said
    ofs = {m.fact.document_id for m in listed}
    about = {document for document in ofs if _speaks_elsewhere(task, rest, document)}
    return [m for m in listed if m.fact.document_id in about]


def _speaks_elsewhere(task: Task, rest: Sequence[Term], document: str) -> bool:
    """True when a document's title speaks of what a question says beside measures: it is what they are against."""
    title = fold(task.finder.documents[document].title or "").text
    things = [t for t in rest if not is_action(t)] or list(rest)
    return share(task, things, term_keys(title)) >= _ASKED_FOR


def _words(measure: Measure) -> frozenset[str]:
    return spoken(measure.fact) | term_keys(measure.due)


def _due(found: list[Measure], query: Query, task: Task) -> list[Measure]:
    """The measures whose own words or deadline meet the dates of the question; where none does, those after the incident of such a day."""
    if not query.dates:
        return found
    due = [m for m in found if any(asked.admits(start, end) for start, end in _days(m, task) for asked in query.dates)]
    return due or [m for m in found if any(task.finder.of_incident(query, m.fact.document_id, asked) for asked in query.dates)]


def _days(measure: Measure, task: Task) -> list[tuple[date | None, date | None]]:
    published = task.finder.documents[measure.fact.document_id].published
    years = YearContext(None, published or date(task.query.dates[0].end.year, 12, 31))
    stated = [d.value for d in find_dates(measure.fact.value.text, years)]
    stated += [v for v in (measure.dated.value if measure.dated else None, measure.fact.period) if v is not None and v.kind in _DATED]
    return [(value.start, value.end) for value in stated]


def _of_status(found: list[Measure], text: str) -> list[Measure]:
    """The measures that are done, or that are still to be done, where the question asks for those alone."""
    telling = patterns()["telling"]
    done = [m for m in found if fits(telling["is_done"], f"{m.due} {m.text} {m.status}")]
    if fits(telling["asks_done"], text):
        return done
    return [m for m in found if m not in done] if fits(telling["asks_planned"], text) else found


# --- measures of a section --------------------------------------------------------------------------------------------


def _of_section(task: Task, section: Section) -> list[Measure]:
    """The measures of a section in reading order: its sentences, list items and cells, and the rows and labels of days."""
    none = patterns()["telling"]["no_measure"]
    told = [f for f in section.facts if f.value.kind in _DATED or not fits(none, f.value.text)]
    facts = [f for f in told if not (f.source is FactSource.LINE and fits(none, f.attribute))]
    found: list[Measure] = []
    for fact in facts:
        of_row = _row_as_measure(task, fact)
        if of_row is not None:
            found += [of_row] if all(of_row.text != other.text for other in found) else []
        elif fact.value.kind in _DATED:
            if not fits(patterns()["telling"]["deadline"], fact.attribute):
                found.append(Measure(fact, fact.value.text, named=fact.attribute))
        else:
            found.append(_with_deadline(task, fact) if fact.source is FactSource.CELL and fact.row else _with_own_deadline(fact))
    dated_rows = {m.fact.row for m in found if m.named}
    return [m for m in found if m.named or m.fact.source is not FactSource.CELL or m.fact.row not in dated_rows]


def _row_as_measure(task: Task, fact: Fact) -> Measure | None:
    """The measure that a row is about (1 配管の交換 | 設備部 | 6月末 | 完了): its cells say who does it, by when and how it stands."""
    telling = patterns()["telling"]
    if fact.source is not FactSource.CELL or not fact.row or not fact.subject:
        return None
    mates = [f for f in task.finder.corpus.of_document(fact.document_id) if f.row == fact.row and f.source is FactSource.CELL]
    said_of_it = (*telling["deadline"], *telling["status"], *telling["in_charge"])
    if not all(fits(said_of_it, f.attribute.casefold()) for f in mates) or fits(telling["in_charge"], fact.subject.casefold()):
        return None
    named = re.sub(r"^(?:No\.?)?\d{1,2}[.)]?\s+", "", fact.subject)
    due = next((f for f in mates if f.value.kind in _DATED or fits(telling["deadline"], f.attribute)), None)
    status = " ".join(f.value.text for f in mates if fits(telling["status"], f.attribute))
    return Measure(due or fact, due.value.text if due else "", due, status, named) if len(named) >= _SHORTEST_NAME else None


def _with_deadline(task: Task, fact: Fact) -> Measure:
    """A measure of a table with the deadline of its row: the one that is of this measure, or the only one."""
    mates = [
        f for f in task.finder.corpus.of_document(fact.document_id) if f.row == fact.row and f.source is FactSource.CELL and f is not fact
    ]
    due = [f for f in mates if f.value.kind in _DATED or fits(patterns()["telling"]["deadline"], f.attribute)]
    own = [f for f in due if f.subject == fact.value.text] or (due if len({f.attribute for f in due}) == len(due) == 1 else [])
    status = " ".join(f.value.text for f in mates if fits(patterns()["telling"]["status"], f.attribute))
    return replace(Measure(fact, own[0].value.text, own[0]) if own else _with_own_deadline(fact), status=status)


def _with_own_deadline(fact: Fact) -> Measure:
    """A measure with the deadline that stands in its own words: in brackets at its end, else its first date."""
    text = fact.value.text
    bracketed = re.search(patterns()["telling"]["own_deadline"][0], text)
    if bracketed:
        return Measure(fact, bracketed[1])
    dates = find_dates(text, YearContext(None, None))
    return Measure(fact, dates[0].value.text if dates else "")


# --- as a table -------------------------------------------------------------------------------------------------------


def _table(task: Task, found: list[Measure]) -> Draft:
    """One row a measure: whose, what, by when."""
    wording = task.wording
    found = list({(m.fact.document_id, m.text): m for m in reversed(found)}.values())[::-1]
    dated = any(m.due for m in found)
    first = sources_of(found[0].fact)
    lead = Statement(wording.say("measures", count=len(found)), first, (), rows_computed(wording, len(found)))
    draft = Draft(Status.ANSWERED, lead=[lead], stating={m.fact.document_id for m in found}, covers=not task.query.asked)
    draft.columns = tuple(wording.column(c) for c in ("organisation", "measure", *(["deadline"] if dated else [])))
    for measure in found:
        fact = measure.fact
        whose = wording.name(fact.organisation) if fact.organisation else wording.say("not_stated")
        cells = [whose, shortened(measure.text), *([measure.due or wording.say("not_stated")] if dated else [])]
        sources: tuple[Source, ...] = (*sources_of(fact), *(sources_of(measure.dated) if measure.dated else ()))
        draft.rows.append(Row(tuple(cells), sources, support_of(fact)))
    return draft
