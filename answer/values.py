"""One value, several values, lists and counts: what the facts state under a label."""

import re
from collections.abc import Callable
from dataclasses import replace

from answer.beside import of_question, says_by_how_many
from answer.cases import day_of_document, numbered_cases
from answer.crossings import marked_under
from answer.denials import denied, not_set, premise_denied, says_it
from answer.draft import Computed, Draft, Statement
from answer.elapsed import elapsed
from answer.ends import as_marked, undecided
from answer.entries import counted_entries, entries_counted
from answer.events import RECORD_TERMS, ahead, counted_rows, counted_things, dated_event, dated_records, event_table, on_date
from answer.evidence import ESSENTIAL, Evidence, fits_kind, is_action
from answer.find import alike_facts, distinct, on_own, same_thing
from answer.grids import asks_for_the_rest
from answer.named import which_names
from answer.narrative import narrative
from answer.patterns import fits, patterns
from answer.persons import asks_name, names_person, names_someone, naming
from answer.places import where_it_happened
from answer.query import Form, Query
from answer.rows import MOST_ROWS, Task, label_covers, quoted, stated_values, value_table
from answer.stating import asks_name_of_company, naming_another, other_company
from answer.wording import Wording, sources_of, subject_parts, support_of
from core.records import Fact, FactSource, Status, ValueKind
from facts.concepts import meanings, term_keys
from facts.values import counters, find_values, same_unit

MOST_CONTACTS = 6
# What asks for a figure, day or place of something takes for granted that there is such a thing.
_OF_SOMETHING = frozenset(["count", "date", "period", "place", "person", "duration"])
# A label that ends so tells of persons (権限を付与した者).
_OF_SOMEBODY = re.compile(r"(?:者|人|担当|役|員|長|氏名|責任者|名前)(?:[((].*)?$")
# A value must itself speak of this share of the question, whatever else its document speaks of.
_ITS_OWN = 0.2
# So much less of a question is covered by what still answers it as well.
_BEST = 0.08
_TABLED = 0.3
# A sentence that denies what is to be counted covers the question to this share, and to this one in its own words: all of it, or less
# where the question says that it only heard so.
_DENIES = 0.8
# A labelled length says this share of the question.
_NEARLY_ALL = 0.75
# What is denied goes before a figure where the denial says clearly more of the question.
_CLEARLY = 0.2
_DENIES_ALL = 0.95
_DENIES_ITSELF = 0.6
# What a question about a table of marks says of the marks themselves.
_ABOUT_MARKS = frozenset(
    ["c:view", "c:viewable", "c:information_item", "c:customer_info", "c:customer", "c:number", "c:usage", "c:system", "c:masking"]
)


def single_value(task: Task) -> Draft | None:
    wants = task.query.wants
    if task.query.dates and not wants and not [t for t in task.query.terms if not is_action(t) and t.key not in RECORD_TERMS]:
        return on_date(task)
    if "duration" in wants:
        drafted = elapsed(task) or _counted_length(task) or _duration(task)
        if drafted:
            return drafted
    of_document = day_of_document(task)
    if of_document:
        return of_document
    if asks_name_of_company(task.query):
        return other_company(task)
    if "contact" in wants and not wants & {"count", "date", "period"}:
        return _contact(task)
    found = typed(task) if "count" in wants and "time" not in wants else []
    unsaid = wants & _OF_SOMETHING and not any(says_it(task, e) for e in found[:1])
    none_of_it = premise_denied(task) if unsaid else None
    if found and none_of_it is None:
        none_of_it = denied(task, 0.0 if unsaid else found[0].own + _CLEARLY)
    if none_of_it:
        return none_of_it
    if not found and wants & {"organisation", "system"}:
        drafted = which_names(task)
        if drafted:
            return drafted
    marks = _marks(task)
    if marks:
        return value_table(task, marks)
    found = found or (typed(replace(task, query=replace(task.query, wants=frozenset(["time"])))) if "time" in wants else typed(task))
    listed = _listed_instead(task, found)
    if listed:
        return listed
    open_end = undecided(task, found[0].own if found else 0.0) if wants & {"date", "period"} and not task.query.dates else None
    if open_end:
        return quoted(task, [open_end])
    if found and not (wants & {"date", "period", "time"} and _event_says_more(task, found[0])):
        return stated_values(task, found)
    if "time" in wants:
        return narrative(task)
    if wants & {"date", "period"}:
        drafted = dated_event(task)
        if drafted:
            return drafted
    if "count" in wants and _asks_in(task.query, "件", "回", "つ") and not counted_things(task.query):
        events = dated_records(task)
        if events:
            return counted_rows(task, event_table(task, events, ""), _said_in(task.query, "件"))
    if wants & {"count", "phone", "url", "mail", "duration"}:
        return _narrative_with_figure(task) or (_denied(task) if "count" in wants else None) or not_set(task)
    if wants & {"date", "period"} and not (wants & {"person", "place"}):
        return not_set(task)
    told = text_value(task) or where_it_happened(task) or (None if wants & {"system"} else narrative(task, _telling(task)))
    return told or (on_date(task) if task.query.dates and not wants else None)


def _listed_instead(task: Task, found: list[Evidence]) -> Draft | None:
    """How many entries are listed of what a question counts, where no figure states it, or only sentences do that count some of them."""
    if (
        "count" not in task.query.wants
        or task.query.wants & {"system", "organisation"}
        or any(e.fact.source is not FactSource.SENTENCE for e in found)
    ):
        return None
    listed = entries_counted(task)
    if listed is None or any((e.fact.value.number or 0) >= len(listed.items) for e in found):
        return None
    return counted_entries(task)


def _telling(task: Task) -> Callable[[Fact], bool] | None:
    """What a statement must hold to answer who or which company; None where any may."""
    if "person" in task.query.wants:
        return naming(task)
    another = naming_another(task.query) if "organisation" in task.query.wants else None
    return (lambda fact: another(fact.value.text)) if another else None


def _contact(task: Task) -> Draft | None:
    """Where to turn to: telephone numbers and addresses first, else what is labelled as the contact; a sentence on inquiries is none."""
    query = task.query
    reached = query.wants & {"phone", "mail", "url"} or frozenset(["phone", "mail"])
    found = on_own(task.finder.facts(replace(query, wants=reached)), query)
    if not found and not query.wants & {"phone", "mail", "url"}:
        labelled = task.finder.facts(replace(query, wants=frozenset()), kinds=False)
        found = [e for e in on_own(labelled, query) if "c:contact" in e.fact.label_terms and e.fact.source is not FactSource.SENTENCE]
    best = [e for e in found if e.score >= found[0].score - 0.25][:MOST_CONTACTS] if found else []
    return stated_values(task, distinct(best)) if best else None


def _asks_in(query: Query, *units: str) -> bool:
    """True when a question names no counter, or may be answered in one of these."""
    return query.unit is None or not set(counters(query.unit)).isdisjoint(units)


def _said_in(query: Query, usual: str) -> str:
    """The counter that a question asks in, where it is one; else the usual one."""
    return query.unit if len(counters(query.unit)) == 1 and query.unit else usual


def _event_says_more(task: Task, typed: Evidence) -> bool:
    """True when a dated statement covers the question clearly better than the best labelled date, whose label is not what is asked."""
    label = term_keys(typed.fact.attribute)
    doings = [t for t in task.query.terms if is_action(t) and t.weight >= ESSENTIAL - 0.1]
    if typed.fact.source in (FactSource.CELL, FactSource.LINE) and doings and all(t.key in label for t in doings):
        return False
    events = [e for e in task.finder.facts(replace(task.query, wants=frozenset()), kinds=False) if e.fact.attribute_key == "event"]
    return bool(events) and max(e.coverage for e in events) > typed.coverage + 0.1


def _narrative_with_figure(task: Task) -> Draft | None:
    """The sentence that covers the question and holds a value of the kind asked for, quoted."""
    found = [e for e in on_own(task.finder.sentences(task.query, enough=0.7), task.query) if _holds(e.fact.value.text, task.query)]
    return quoted(task, found[:1]) if found else None


def _denied(task: Task) -> Draft | None:
    """The sentence that says that what is to be counted did not happen (代金の引落しに影響はありません), quoted.

    That a thing is not concerned (対象ではありません) says nothing of what else is asked of it.
    """
    polarity = patterns()["polarity"]
    supposed = fits(patterns()["supposed"][task.query.language], task.query.text.casefold())
    least = _DENIES_ITSELF if supposed else _DENIES_ALL
    told = [e for e in on_own(task.finder.sentences(task.query, enough=_DENIES), task.query) if e.own >= least]
    beside = (*polarity["hedged"], *polarity["of_others"])
    found = [e for e in told if fits(polarity["denies"], e.fact.value.text) and not fits(beside, e.fact.value.text)]
    return quoted(task, found[:1]) if found else None


def _holds(text: str, query: Query) -> bool:
    """True when a text holds a value of the kind asked for; a count must have a counter, the one asked in where one is."""
    wants = query.wants & {"count", "phone", "url", "mail", "duration"}
    values = [found.value for found in find_values(text) if not says_by_how_many(found.value, text[found.end :])]
    return any(fits_kind(value, wants, query.unit) and (value.unit is not None or value.kind is not ValueKind.COUNT) for value in values)


def typed(task: Task) -> list[Evidence]:
    """Facts with a value of the kind asked for, those that answer as well as the best; of several counters asked in, of each."""
    units = task.query.units
    if len(units) < 2:
        return _of_one_kind(task)
    return [e for unit in units for e in _of_one_kind(replace(task, query=replace(task.query, unit=unit, units=())))]


def _of_one_kind(task: Task) -> list[Evidence]:
    wants = task.query.wants & {"count", "date", "period", "time", "phone", "url", "mail"}
    if not wants:
        return []
    found = on_own(task.finder.facts(task.query), task.query)
    if "period" in wants and any(e.fact.value.kind is ValueKind.PERIOD for e in found):
        found = [e for e in found if e.fact.value.kind is ValueKind.PERIOD]
    if task.query.terms:
        found = [e for e in found if e.own >= _ITS_OWN]
    if "count" in wants and asks_for_the_rest(task):
        found = [e for e in found if _is_left(e.fact)]
    found = of_question(found, task.query, task.finder.matcher) if wants & {"count", "date", "period"} else found
    if "count" in wants:
        found = tables_first(_in_unit(found, task.query))
    if wants & {"date", "period"}:
        found = [e for e in found if ahead(e, e.fact.value.start, task)]
        found = [
            e for e in found if e.fact.source is not FactSource.SENTENCE or (e.fact.value.kind is ValueKind.PERIOD and e.coverage >= 0.8)
        ]
        found = as_marked(found, task)
    broad = task.query.form in (Form.LIST, Form.COUNT) or not task.query.asked
    found = distinct(same_thing(found) if broad else alike_facts(found))
    # A follow-up asks of another row for what was asked before: one of its columns.
    return [e for e in found if e.fact.attribute == found[0].fact.attribute] if task.query.kept else found


def _is_left(fact: Fact) -> bool:
    """True for a figure of what is still to be done, by its labels or the words that it stands in: what is done is no answer to that."""
    return fits(patterns()["left"], f"{fact.subject or ''} {fact.attribute} {fact.value.text}")


def _in_unit(found: list[Evidence], query: Query) -> list[Evidence]:
    """The counts in the counter that a question asks in (何人), where one answers nearly as well as the best: not the day beside it."""
    counts = [e for e in found if e.fact.value.kind is ValueKind.COUNT]
    return counts if query.unit and counts and counts[0].score >= found[0].score - _BEST else found


def tables_first(found: list[Evidence]) -> list[Evidence]:
    """Without the figures of sentences in documents that state the thing in a table or labelled line."""
    best = [e for e in found if e.score >= found[0].score - 0.25 and e.own >= found[0].own - _TABLED]
    tabled = {e.fact.document_id for e in best if e.fact.source is not FactSource.SENTENCE}
    return [e for e in found if e.fact.source is not FactSource.SENTENCE or e.fact.document_id not in tabled]


def _counted_length(task: Task) -> Draft | None:
    """How many days, hours or minutes: the count in a table or labelled line that says nearly all that is asked."""
    if "count" not in task.query.wants or task.query.unit is None:
        return None
    counts = [e for e in typed(task) if e.fact.value.kind is ValueKind.COUNT and same_unit(e.fact.value.unit, task.query.unit)]
    found = [e for e in counts if e.fact.source is not FactSource.SENTENCE and e.own >= _NEARLY_ALL]
    return stated_values(task, found) if found else None


def _duration(task: Task) -> Draft | None:
    """The length of a stated period, or a stated length."""
    wording = task.wording
    asked = replace(task.query, wants=frozenset(["period"]))
    found = [e for e in on_own(task.finder.facts(asked), task.query) if e.fact.value.kind is ValueKind.PERIOD]
    found = distinct(alike_facts(found))
    stated = [e for e in task.finder.facts(replace(task.query, wants=frozenset(["duration"]))) if e.fact.value.kind is ValueKind.COUNT]
    if stated and (not found or stated[0].score > found[0].score + 0.05):
        return stated_values(task, distinct(alike_facts(stated)))
    if not found:
        return None
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in found})
    for evidence in found[:MOST_ROWS]:
        draft.lead.append(_duration_statement(evidence, wording))
    return draft


def _duration_statement(evidence: Evidence, wording: Wording) -> Statement:
    fact, value = evidence.fact, evidence.fact.value
    period, computed = wording.value(value)
    subject = wording.join(subject_parts(fact, wording, with_period=False))
    if value.start is None or value.end is None:
        return Statement(wording.say("duration_open", period=period, subject=subject), sources_of(fact), support_of(fact), computed)
    length = wording.length(value)
    text = wording.say("duration", duration=length, period=period, subject=subject)
    return Statement(text, sources_of(fact), support_of(fact), (*computed, Computed(length, wording.how("period"))))


def text_value(task: Task) -> Draft | None:
    """A value in words under a label that the question names."""
    if not task.query.terms:
        return None
    found = [
        e
        for e in task.finder.facts(task.query, kinds=False)
        if e.fact.source in (FactSource.CELL, FactSource.LINE) and e.fact.attribute_key is None
    ]
    found = [e for e in found if label_covers(e, task) and _can_tell(e.fact, task.query)]
    best = distinct(alike_facts(on_own(found, task.query)))
    if not best:
        return None
    if all(e.fact.value.kind is ValueKind.MARK for e in best) and len(best) > 1 and task.query.form is not Form.COMPARE:
        marked = 0.0 if task.query.negative else 1.0
        best = [e for e in best if e.fact.value.number == marked] or best
    if len(best) == 1 and best[0].fact.value.kind in (ValueKind.TEXT, ValueKind.LIST) and len(best[0].fact.value.text) > 60:
        return quoted(task, best)
    return stated_values(task, best)


def _can_tell(fact: Fact, query: Query) -> bool:
    """True when a value can say who, where, which company or of what kind: words or a name, of somebody where a person is asked for, or
    a mark of which row it is."""
    wants = query.wants
    if not wants and fact.value.kind in _FIGURES and not _says_noun(fact, query):
        return False
    if not wants & {"person", "place"}:
        asks_words = wants == {"organisation"} or (not wants and fits(patterns()["of_what_kind"][query.language], query.text.casefold()))
        return not (asks_words and fact.value.kind is ValueKind.COUNT)
    words = fact.value.kind in (ValueKind.TEXT, ValueKind.NAME, ValueKind.LIST)
    if "person" in wants and asks_name(query.text):
        return words and (fact.value.kind is ValueKind.NAME or names_person(fact.value.text))
    if "person" in wants:
        of_somebody = fact.value.kind is ValueKind.NAME or _OF_SOMEBODY.search(fact.attribute) is not None
        return words and (of_somebody or names_someone(fact.value.text))
    return words or fact.value.kind is ValueKind.MARK


# No word, but a figure or day.
_FIGURES = frozenset([ValueKind.COUNT, ValueKind.DATE, ValueKind.PERIOD, ValueKind.TIME])


def _says_noun(fact: Fact, query: Query) -> bool:
    """True when the label of a figure speaks of the noun that a question asks for (which journals); True where it asks for none."""
    found = next((m for p in patterns()["which_noun"][query.language] if (m := re.search(p, query.text.casefold()))), None)
    noun = term_keys(found["of"]) if found else frozenset()
    return not noun or not noun.isdisjoint(fact.label_terms)


def listing(task: Task) -> Draft | None:
    """Every statement that meets the constraints, a row each."""
    wants = task.query.wants
    if "date" in wants and "system" not in wants:
        drafted = dated_event(task)
        if drafted:
            return drafted
    if wants & {"system", "organisation"} and not ("count" in wants and typed(task)):
        listed = which_names(task)
        if listed or not wants & {"count", "date", "period", "duration"}:
            return listed or _text_list(task)
    if "duration" in wants:
        return _duration(task)
    marks = _marks(task)
    if marks:
        return value_table(task, marks)
    found = typed(task)
    if found:
        return stated_values(task, found)
    return (
        _text_list(task)
        or (dated_event(task) if wants & {"date", "period"} else None)
        or (narrative(task) if not wants & {"count"} else None)
    )


def _marks(task: Task) -> list[Evidence]:
    """The rows of a table of marks that are marked as the question asks: ○ where something can be done, × where it cannot."""
    query = task.query
    things = tuple(t for t in query.terms if meanings(t.key).isdisjoint(_ABOUT_MARKS))
    asks_marks = (
        any("c:information_item" in meanings(t.key) for t in query.terms) or "○" in query.text or "×" in query.text or query.literals
    )
    if fits(patterns()["asks_items"][query.language], query.text.casefold()) and not query.wants & {"count", "date", "period"}:
        under = [f for f in marked_under(task) if f.value.number == (0.0 if query.negative else 1.0)]
        if under:
            return [task.finder.evidence(query, fact) for fact in under]
    if any(t.weight >= ESSENTIAL for t in things) or not (query.asked and asks_marks) or query.wants & {"count", "date", "period"}:
        return []
    found = [e for e in task.finder.facts(replace(query, terms=(), wants=frozenset()), kinds=False) if e.fact.value.kind is ValueKind.MARK]
    marked = 0.0 if "×" in query.text or query.negative else 1.0
    own = [e for e in on_own(found, query) if e.fact.value.number == marked]
    return _in_one_table(own)


def _in_one_table(found: list[Evidence]) -> list[Evidence]:
    """Of marks, those under the company that the question names (its own column), else all."""
    return sorted(found, key=lambda e: e.fact.span.start)


def _text_list(task: Task) -> Draft | None:
    found = [
        e
        for e in task.finder.facts(task.query, kinds=False)
        if e.fact.source in (FactSource.CELL, FactSource.LINE) and e.fact.attribute_key is None
    ]
    found = [e for e in on_own(found, task.query) if label_covers(e, task)]
    best = distinct(alike_facts(found))
    return stated_values(task, best) if best else None


def counting(task: Task) -> Draft | None:
    """How many: the figure where a document states it, else the rows that can be listed, counted."""
    query = task.query
    stated = [
        e
        for e in typed(task)
        if e.coverage >= 0.8 and e.fact.value.unit and (query.unit is None or same_unit(e.fact.value.unit, query.unit))
    ]
    if stated:
        return stated_values(task, stated)
    marks = _marks(task)
    if marks:
        return counted_rows(task, value_table(task, marks), _said_in(query, "項目"))
    if (
        query.wants & {"system", "organisation"}
        and _asks_in(query, "システム", "社", "件", "事業者")
        and not ("社" in counters(query.unit) and counted_things(query))
    ):
        listed = which_names(task)
        if listed is not None:
            return counted_rows(task, listed, "システム" if "system" in query.wants else "社")
    numbered = numbered_cases(task) or _listed_instead(task, [])
    if numbered:
        return numbered
    # Days of one company are no companies.
    of_companies = "organisation" in query.wants and not query.dates
    events = dated_records(task) if not counted_things(query) and not of_companies else []
    if events:
        return counted_rows(task, event_table(task, events, ""), "件")
    return None
