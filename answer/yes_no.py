"""Yes or no: by a mark, by a figure held against the stated one, by a sentence whose verb is the one asked with; else quoted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.claims import Claim, claim_of, names_things, says_all, verdict
from answer.crossings import crossings
from answer.draft import Draft, Statement
from answer.evidence import ESSENTIAL, Evidence, fits_kind, is_action
from answer.find import alike_facts, distinct, on_own
from answer.patterns import fits, patterns
from answer.rows import Task, label_covers, one_value, shortened
from answer.scope_asked import is_concerned
from answer.sections import concerned, documents_named, is_statement, likeness, neighbours, share, spoken
from answer.values import single_value
from answer.wording import sources_of, subject_parts, support_of
from core.records import Fact, FactSource, Status, ValueKind
from facts.concepts import Term, term_keys, terms
from facts.names import comparable

_MARK_ENOUGH = 0.4
_MOST_MARKS = 4
# A sentence speaks of the thing asked when it says this share of its words, and of what is asked of it from the lesser share.
_THING = 0.85
_DOING = 0.5
_MOST_QUOTES = 2
# Sentences that say as much of the question as the best, to this margin.
_AS_WELL = 0.05
# An English question finds a sentence by its words and by likeness together.
_LIKENESS_COUNTS = 2.0
_FOREIGN = 0.75
# A statement that speaks of the most telling word of a question, and one that denies, count more; a word of this weight names a thing.
_OF_IT = 0.2
_DENIAL = 0.2
# A denial under a label that says this much of a question need not speak of its rarest word.
_SAID_BY_LABEL = 0.5
_NAMES = 0.6
_SURELY = 0.7
# A statement that says yes or no goes before those that only speak of the thing.
_CERTAIN = 2.0
# A line above a list that says what it lists is no longer than this.
_SHORT_LINE = 30
# A statement on who is concerned says this share of what is told, and is no longer than a sentence.
_TOLD = 0.7
_LONGEST_SCOPE = 90
_A_THING = 0.8
_WORDS = (ValueKind.TEXT, ValueKind.LIST)
_SHORTEST = 2


def yes_or_no(task: Task) -> Draft | None:
    """A mark answers yes or no; a figure is compared; a sentence is quoted, with yes or no before it where its verb says so."""
    if task.query.wants & {"url", "phone", "mail"} and not any(t.key == "c:viewable" or t.key == "c:view" for t in task.query.terms):
        return single_value(task)
    concerned_at_all = _scope_statement(task)
    if concerned_at_all:
        return concerned_at_all
    marks = [task.finder.evidence(task.query, fact) for fact in crossings(task)] or _marks(task)
    if marks:
        return _marked(task, marks)
    claimed = on_own(task.finder.facts(replace(task.query, figures=()), kinds=False), task.query) if task.query.numbers else []
    figures = [e for e in claimed if fits_kind(e.fact.value, frozenset(["count"]), None)]
    if figures:
        return _checked(task, figures)
    concerns = is_concerned(task, _candidates(task))
    if concerns is not None:
        return Draft(Status.ANSWERED, lead=[_quote(task, concerns.fact, concerns.so)], stating={concerns.fact.document_id})
    return _said(task)


# --- who is concerned at all ------------------------------------------------------------------------------------------


def _scope_statement(task: Task) -> Draft | None:
    """The statement that says whether such as the asker tells to be are concerned (お電話でのご予約は対象外です)."""
    told, shapes = task.query.told, patterns()["polarity"]
    things = [t for t in task.query.terms if t.weight >= ESSENTIAL and not is_action(t)]
    if not task.query.asked or not any(t.weight >= _A_THING for t in told):
        return None
    scored = []
    for fact in _candidates(task):
        words = _words_of(fact)
        if len(fact.value.text) <= _LONGEST_SCOPE and fits(shapes["scope"], fact.value.text) and share(task, things, words) >= _THING:
            scored.append((share(task, told, words), fact))
    best = _best([(said, fact) for said, fact in scored if said >= _TOLD])
    if not best:
        return None
    outside = fits(shapes["out_of_scope"], best[0].value.text)
    return Draft(
        Status.ANSWERED, lead=[_quote(task, best[0], None if _in_the_negative(task) else not outside)], stating={best[0].document_id}
    )


# --- marks ------------------------------------------------------------------------------------------------------------


def _marks(task: Task) -> list[Evidence]:
    """The marks of a table whose row and column are what is asked."""
    query = replace(task.query, wants=frozenset())
    things = {t.key for t in query.terms if t.weight >= ESSENTIAL and not is_action(t)}
    found = [e for e in task.finder.facts(query, kinds=False, enough=_MARK_ENOUGH) if e.fact.value.kind is ValueKind.MARK]
    marks = [e for e in on_own(found, query) if query.asked and (e.things >= things if things else label_covers(e, task))]
    if marks:
        return marks
    claim = _claim(task)
    near = [e for e in task.finder.facts(query, kinds=False, enough=0.0, lenient=True) if e.fact.value.kind is ValueKind.MARK]
    return [e for e in near if _is_crossing(e.fact, query.text) or (claim and query.asked and says_all(claim, _label(e.fact)))]


def _is_crossing(fact: Fact, question: str) -> bool:
    """True for a mark whose row and column both stand word for word in the question."""
    asked = comparable(question)[0]
    labels = [comparable(label)[0] for label in (fact.attribute, fact.subject or "")]
    return all(len(label) >= _SHORTEST and label in asked for label in labels)


def _marked(task: Task, marks: list[Evidence]) -> Draft:
    """What the marks say, and a sentence that says of one mark the same in words."""
    draft = Draft(Status.ANSWERED, stating={e.fact.document_id for e in marks})
    shown = distinct(alike_facts(marks))[:_MOST_MARKS]
    mixed = len({bool(e.fact.value.number) for e in shown}) > 1
    draft.lead += [_mark_statement(task, evidence, plain=mixed) for evidence in shown]
    if len(shown) == 1:
        draft.lead += [_quote(task, fact, None) for fact in _in_words(task, shown[0].fact)[:1]]
    return draft


def _mark_statement(task: Task, evidence: Evidence, *, plain: bool = False) -> Statement:
    """What a mark says, after yes or no unless it is to be said `plain`."""
    fact, wording = evidence.fact, task.wording
    subject = wording.join(subject_parts(fact, wording, with_subject=fact.subject != fact.system))
    phrase = "marked" if plain or _in_the_negative(task) else "yes_mark" if fact.value.number else "no_mark"
    return Statement(
        wording.say(phrase, attribute=wording.attribute(fact), value=fact.value.text, subject=subject), sources_of(fact), support_of(fact)
    )


def _in_the_negative(task: Task) -> bool:
    return fits(patterns()["polarity"]["open_question"][:2], task.query.text)


def _in_words(task: Task, mark: Fact) -> list[Fact]:
    """The sentences of a mark's document that name its row and its column."""
    column, rows = comparable(mark.attribute)[0], [comparable(name)[0] for name in (mark.subject, mark.system) if name]
    told = [f for f in task.finder.corpus.of_document(mark.document_id) if f.attribute_key == "about" and f.row is None]
    return [f for f in told if column in (text := comparable(f.value.text)[0]) and any(row in text for row in rows)]


# --- figures ----------------------------------------------------------------------------------------------------------


def _checked(task: Task, figures: list[Evidence]) -> Draft | None:
    """A figure in the question held against the stated one."""
    wording = task.wording
    best = distinct(alike_facts([e for e in figures if e.fact.value.number is not None]))
    if not best:
        return None
    agreeing = [e for e in figures if e.fact.value.number in task.query.numbers]
    if agreeing:
        draft = one_value(task, agreeing[0])
        draft.lead[0] = replace(draft.lead[0], text=wording.say("agrees") + (" " if wording.language == "en" else "") + draft.lead[0].text)
        return draft
    fact = best[0].fact
    said, computed = wording.value(fact.value)
    text = wording.say("no_value", value=said, subject=wording.join(subject_parts(fact, wording)))
    return Draft(Status.ANSWERED, lead=[Statement(text, sources_of(fact), support_of(fact), computed)], stating={fact.document_id})


# --- words ------------------------------------------------------------------------------------------------------------


def _said(task: Task) -> Draft | None:
    """The statement that speaks of exactly what is asked, with yes or no before it where that is certain."""
    claim = _claim(task)
    found = _speaking_of(task, claim) if claim else _like(task)
    if not found:
        return None
    verdicts = [verdict(claim, f.value.text, _label_over(task, f)) if claim else None for f in found]
    certain = next((said for said in verdicts if said is not None), None)
    if certain is not None and (not certain) in verdicts:
        certain = None  # two statements that say the opposite: the reader judges
    if certain is not None:
        found = [f for f, said in zip(found, verdicts, strict=True) if said is certain]
    draft = Draft(Status.ANSWERED, stating={f.document_id for f in found})
    draft.lead = [_quote(task, fact, certain if number == 0 else None) for number, fact in enumerate(found[:_MOST_QUOTES])]
    return draft


def _claim(task: Task) -> Claim | None:
    """What a Japanese question of yes or no is about."""
    return (
        claim_of(task.query.asks or task.query.text, [asked.surface for asked in task.query.asked]) if task.query.language == "ja" else None
    )


def _quote(task: Task, fact: Fact, said: bool | None) -> Statement:
    """A statement quoted, with its label where it has one, after yes or no where it says so.

    A cell without headings is told by its section, which no place of the fact shows: that is no label to say.
    """
    wording = task.wording
    labelled = fact.source in (FactSource.CELL, FactSource.LINE) and fact.attribute != fact.context
    label = wording.attribute(fact) if labelled else ""
    parts = [*subject_parts(fact, wording, with_period=False), *([label] if label else [])]
    text = wording.say("stated", quote=shortened(fact.value.text), subject=wording.join(list(dict.fromkeys(parts))))
    if said is not None:
        text = wording.say("agrees" if said else "differs") + (" " if wording.language == "en" else "") + text
    return Statement(text, sources_of(fact), support_of(fact))


def _label(fact: Fact) -> str:
    """The label of a cell or line, with what its row is about; the heading of a sentence."""
    return f"{fact.attribute} {fact.subject or ''}".strip()


def _label_over(task: Task, fact: Fact) -> str:
    """The label of a statement; that of a list in running text is the short line above it (閲覧された情報)."""
    if fact.source is not FactSource.SENTENCE or not names_things(fact.value.text) or "、" not in fact.value.text:
        return _label(fact)
    above, _ = neighbours(task.finder.corpus.of_document(fact.document_id), fact)
    heads = above is not None and len(above.value.text) <= _SHORT_LINE and names_things(above.value.text) and "、" not in above.value.text
    return above.value.text if above is not None and heads else _label(fact)


def _candidates(task: Task) -> list[Fact]:
    """The statements in words that meet the names and dates of the question, each place once."""
    finder = task.finder
    query = replace(task.query, wants=frozenset(), literals=())
    found: dict[tuple[str, str], Fact] = {}
    for document in documents_named(task, query.terms) if query.asked else concerned(task, query.terms):
        for fact in finder.corpus.of_document(document):
            told = fact.value.kind in _WORDS and fact.attribute_key in (None, "about", "event")
            if told and (fact.attribute_key != "event" or fact.source is FactSource.ENTRY):
                found.setdefault((document, fact.value.text if fact.row else f"{fact.span.start}"), fact)
    of_it = [f for f in found.values() if finder.may_be_of(query, f)]
    return [f for f in of_it if not query.dates or finder.admits(query, f, finder.documents[f.document_id])]


def _speaking_of(task: Task, claim: Claim) -> list[Fact]:
    """The statements that speak of the thing asked, in their own words or their label, and of what is asked of it, best first."""
    thing, doing = terms(claim.thing), terms(claim.doing)
    scored: list[tuple[float, Fact]] = []
    for fact in _candidates(task):
        label = _label_over(task, fact)
        words = _words_of(fact) | term_keys(label)
        exact = comparable(claim.thing)[0] in comparable(f"{label} {fact.value.text}")[0]
        if claim.others and not fits(patterns()["polarity"]["of_others"], fact.value.text):
            continue
        if not exact and (not thing or share(task, thing, words) < _THING):
            continue
        done = share(task, doing, words | term_keys(fact.section)) if doing else 1.0
        if done < _DOING and not (exact and fits(patterns()["polarity"]["no"], fact.value.text.rstrip("。") + "。")):
            continue
        in_words = comparable(claim.thing)[0] in comparable(fact.value.text)[0]
        certain = verdict(claim, fact.value.text, label) is not None
        scored.append((exact + in_words + done + _all_said(task, fact) + _CERTAIN * certain, fact))
    return _best(scored)


def _words_of(fact: Fact) -> frozenset[str]:
    return spoken(fact) | term_keys(fact.attribute)


def _all_said(task: Task, fact: Fact) -> float:
    """How much of all that the question says a statement says itself: names count too."""
    surfaces = [comparable(a.surface)[0] for a in task.query.asked]
    named = sum(s in comparable(fact.value.text)[0] for s in surfaces) / len(surfaces) if surfaces else 0.0
    return share(task, task.query.terms, _words_of(fact)) + named


def _like(task: Task) -> list[Fact]:
    """The statements nearest to a question, by its words and by likeness; those that speak of its most telling word go before others."""
    found = [fact for fact in _candidates(task) if _tells(fact)]
    if not _speak_of_all(task, found):
        return []
    said = {fact.id: share(task, task.query.terms, _words_of(fact)) for fact in found}
    telling = _most_telling(task, found)
    scored = []
    for fact in found:
        of_it = telling is not None and share(task, [telling], _words_of(fact)) >= _SURELY
        denies = _denies(fact) and bool(said[fact.id])
        score = said[fact.id] + _LIKENESS_COUNTS * likeness(task, [fact.value.text]) + _OF_IT * of_it + _DENIAL * denies
        labelled = denies and fact.source is not FactSource.SENTENCE and said[fact.id] >= _SAID_BY_LABEL
        if score >= _FOREIGN and (of_it or telling is None or labelled):
            scored.append((score, fact))
    return _best(scored)


def _speak_of_all(task: Task, facts: Sequence[Fact]) -> bool:
    """True when each thing that the question must be about is spoken of by some statement (a fine: by none)."""
    things = [t for t in task.query.terms if t.weight >= ESSENTIAL and not is_action(t)]
    every = frozenset().union(*(_words_of(fact) for fact in facts))
    return all(share(task, [t], every) for t in things)


def _denies(fact: Fact) -> bool:
    """True for a statement that denies what it speaks of, by its words or as a value under a label (外部流出: 確認されていません)."""
    shapes = patterns()["polarity"]
    text = (
        fact.value.text if fact.source is FactSource.SENTENCE else f"{fact.attribute}は{re.sub(shapes['so_far'][0], '', fact.value.text)}"
    )
    return fits(shapes["denies"], text)


def _tells(fact: Fact) -> bool:
    """True for a statement that says something: no apology or announcement, and no name alone but under a label."""
    return is_statement(fact) and (fact.source is not FactSource.SENTENCE or not names_things(fact.value.text))


def _most_telling(task: Task, facts: Sequence[Fact]) -> Term | None:
    """The rarest of the things that a question names and any of some statements speaks of: what says nothing of it is beside the point."""
    matcher = task.finder.matcher
    things = [t for t in task.query.terms if not is_action(t) and t.weight >= _NAMES]
    spoken_of = [t for t in things if any(share(task, [t], _words_of(fact)) >= _SURELY for fact in facts)]
    return max(spoken_of, key=lambda t: t.weight * matcher.rarity(t), default=None)


def _best(scored: list[tuple[float, Fact]]) -> list[Fact]:
    most = max((score for score, _ in scored), default=0.0)
    return [fact for score, fact in sorted(scored, key=lambda pair: -pair[0]) if score >= most - _AS_WELL]
