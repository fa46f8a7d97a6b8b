"""What a document says is not so, not set or not known yet, where a question takes for granted that it is."""

import re
from dataclasses import replace

from answer.draft import Draft, Statement
from answer.evidence import ESSENTIAL, Evidence, is_action
from answer.find import on_own
from answer.patterns import fits, patterns
from answer.query import Form
from answer.rows import Task, label_covers, quoted, shortened
from answer.sections import concerned, documents_named, is_statement, share, spoken
from answer.wording import sources_of, subject_parts, support_of
from core.records import Fact, FactSource, Status, ValueKind
from facts.concepts import Term, term_keys

# The rarest thing that a question names must be what is denied; a word of this weight names one.
_NAMES = 0.6
_SURELY = 0.7
_SUPPOSES = 0.8
# What stands before these only says which: the head is what is denied.
_MODIFIES = re.compile(r"、|については|に関する|に対する|による|を用いた|の")
# Besides it, a denial says this share of the question; of an English one, reached through word lists, less.
_SAYS = 0.3
_SAYS_FOREIGN = 0.2
_DEADLINE_OF = 0.4
# A denial of what is asked says this share of the question's own words.
_DENIED = 0.6
_DENIED_FOREIGN = 0.55
# A word of this weight says what is asked of a thing.
_DOES = 0.5
_REACHED = frozenset(["phone", "mail", "url"])
_COMPARED = frozenset([Form.YES_NO, Form.COMPARE, Form.TIMELINE, Form.ON_DATE, Form.WHAT_IS, Form.LARGEST, Form.SMALLEST])


def premise_denied(task: Task) -> Draft | None:
    """The statement that denies the very thing whose figure, day or place is asked (支払っておりません, 報告はありません), quoted."""
    counted = [t for t in (_most_telling(task),) if t is not None and "count" in task.query.wants]
    telling = _supposed(task) or counted
    if not telling or not task.query.asked or task.query.negative:
        return None
    least = _SAYS if task.query.language == "ja" else _SAYS_FOREIGN
    told = [f for document in documents_named(task, task.query.terms) for f in task.finder.corpus.of_document(document)]
    denying = [f for f in told if is_statement(f) and _admitted(task, f) and any(_denies(task, f, t) for t in telling)]
    best = max(denying, key=lambda f: share(task, task.query.terms, spoken(f)), default=None)
    return _quote(task, best) if best is not None and share(task, task.query.terms, spoken(best)) >= least else None


def denied(task: Task, least: float = 0.0) -> Draft | None:
    """The statement that denies what a question asks something of (合格を取り消すことはありません: how many, who, why), quoted.

    Its predicate must be what is asked of the thing, or say that there is no such thing; what the document is all about need not be said.
    `least`: the share of the question that it must say, where a figure already says something of it.
    """
    query = task.query
    if query.negative or query.form in _COMPARED or not any(t.weight >= _NAMES for t in query.terms):
        return None
    least = max(least, _DENIED if query.language == "ja" else _DENIED_FOREIGN)
    found: list[tuple[float, Fact]] = []
    for document in documents_named(task, query.terms) if query.asked else concerned(task, query.terms):
        own = _own_words(task, document)
        told = (f for f in task.finder.corpus.of_document(document) if (is_statement(f) or _is_none(f)) and _admitted(task, f))
        for fact in told:
            said = share(task, own, spoken(fact) | term_keys(_label_of(fact)))
            if _no_such_way(task, fact):
                found.append((1.0, fact))
            elif own and said >= least and _denies_asked(task, fact):
                found.append((said, fact))
    best = max(found, key=lambda pair: pair[0], default=None)
    return _quote(task, best[1]) if best else None


def _is_none(fact: Fact) -> bool:
    """True for a label marked as none (断水: なし)."""
    marked = fact.value.kind is ValueKind.MARK and fact.value.number == 0 and fits(patterns()["polarity"]["plain_no"], fact.value.text)
    return marked and fact.source is not FactSource.SENTENCE


def _own_words(task: Task, document: str) -> list[Term]:
    """What a question speaks of beside what the document is all about, by its title and publisher."""
    info = task.finder.documents[document]
    about = term_keys(f"{info.title or ''} {info.publisher or ''}")
    return [t for t in task.query.terms if is_action(t) or share(task, [t], about) < _SURELY]


def _label_of(fact: Fact) -> str:
    """The label of a cell or line, the heading over a sentence."""
    return fact.section.rpartition(" > ")[2] if fact.source is FactSource.SENTENCE else fact.attribute


def _denies_asked(task: Task, fact: Fact) -> bool:
    """True when the main clause of a statement denies what is asked: that it was done, or that there is such a thing."""
    shapes, text = patterns()["polarity"], re.sub(r"\([^()]*\)", "", fact.value.text)
    if _is_none(fact):
        return _all_things(task, fact) and _asks_any(task, fact.attribute, _DOES)
    if not fits(shapes["denies_at_end"], text) or fits((*shapes["hedged"], *shapes["of_others"]), text):
        return False
    clause = re.split(shapes["contrast"][0], text)[-1]
    clause = clause if fact.source is FactSource.SENTENCE else f"{fact.attribute}は{clause}"
    parts = next((found for shape in shapes["predicate"] if (found := re.match(shape, clause))), None)
    if parts is None:
        return False
    if _asks_any(task, parts["doing"] or parts["predicate"], _DOES):
        return True
    if not fits(shapes["no_such"], parts["predicate"]):
        return False
    if not _all_things(task, fact):
        return False
    topic = re.split(shapes["before_topic"][0], parts["topic"])[-1]
    if fits(shapes["no_impact"], clause):
        telling = _most_telling(task)
        return telling is not None and share(task, [telling], term_keys(parts["topic"])) >= _SURELY
    return any(_asks_any(task, _MODIFIES.split(item)[-1], _NAMES) for item in re.split(r"、|及び|および|または|又は|や|・", topic))


def _no_such_way(task: Task, fact: Fact) -> bool:
    """True when a statement says that there is no such way to reach somebody as a question asks for (お電話での受付は行っていません)."""
    shapes, asked = patterns()["polarity"], task.query.wants & _REACHED
    if not asked or "count" in task.query.wants or not fits(shapes["denies_at_end"], fact.value.text):
        return False
    parts = re.match(shapes["predicate"][1], fact.value.text)
    keys = term_keys(parts["topic"]) if parts and fits(shapes["no_such"], parts["predicate"]) else frozenset()
    return any(share(task, [Term(f"c:{way}", 1.0, way)], keys) >= _SURELY for way in asked)


def _asks_any(task: Task, text: str, least: float) -> bool:
    """True when some words say what a question asks: any of its words of a weight."""
    keys = term_keys(text)
    return any(t.weight >= least and share(task, [t], keys) >= _SURELY for t in task.query.terms)


def _all_things(task: Task, fact: Fact) -> bool:
    """True when a statement, its heading or what its document is all about speaks of every thing that a question must be about."""
    info = task.finder.documents[fact.document_id]
    keys = spoken(fact) | term_keys(f"{fact.section} {_label_of(fact)} {info.title or ''} {info.publisher or ''}")
    things = [t for t in task.query.terms if t.weight >= ESSENTIAL and not is_action(t)]
    return all(share(task, [t], keys) >= _SURELY for t in things)


def _supposed(task: Task) -> list[Term]:
    """The things and doings that a question only supposes to be so (サイバー攻撃によるものだそうですが)."""
    supposed = fits(patterns()["supposed"][task.query.language], task.query.text.casefold())
    return [t for t in task.query.terms if t.weight >= _SUPPOSES] if supposed else []


def says_it(task: Task, evidence: Evidence) -> bool:
    """True when evidence speaks itself of the rarest thing that a question names."""
    telling = _most_telling(task)
    fact = evidence.fact
    return telling is None or share(task, [telling], spoken(fact) | term_keys(fact.context)) >= _SURELY


def _most_telling(task: Task) -> Term | None:
    things = [t for t in task.query.terms if not is_action(t) and t.weight >= _NAMES]
    return max(things, key=lambda t: t.weight * task.finder.matcher.rarity(t), default=None)


def _admitted(task: Task, fact: Fact) -> bool:
    return task.finder.admits(replace(task.query, literals=()), fact, task.finder.documents[fact.document_id])


def _denies(task: Task, fact: Fact, telling: Term) -> bool:
    """True when the main clause of a statement, or a short value under its label, denies a thing: it is its topic, or qualifies one."""
    shapes, text = patterns()["polarity"], fact.value.text
    if not fits(shapes["denies_at_end"], text) or fits((*shapes["hedged"], *shapes["no_target"]), text):
        return False
    clause = re.split(shapes["contrast"][0], text)[-1]
    topic = re.match(shapes["topic"][0], clause)
    label = fact.attribute if fact.source is not FactSource.SENTENCE else ""
    said = topic["topic"] if topic and not label else ""
    if share(task, [telling], term_keys(f"{label} {said}")) < _SURELY:
        return False
    head = _MODIFIES.split(said or label.strip())[-1]
    own = [t for t in task.query.terms if not is_action(t) and share(task, [t], term_keys(head)) >= _SURELY]
    return ("を" not in head and bool(own)) or fits(shapes["says_nothing_itself"], head)


def _quote(task: Task, fact: Fact) -> Draft:
    wording = task.wording
    label = [wording.attribute(fact)] if fact.source is not FactSource.SENTENCE and fact.attribute != fact.context else []
    parts = [*subject_parts(fact, wording, with_period=False), *label]
    text = wording.say("stated", quote=shortened(fact.value.text), subject=wording.join(list(dict.fromkeys(parts))))
    return Draft(Status.ANSWERED, lead=[Statement(text, sources_of(fact), support_of(fact))], stating={fact.document_id})


# --- not set, not known yet -------------------------------------------------------------------------------------------


def not_set(task: Task) -> Draft | None:
    """The statement that there is no deadline or telephone, where one is asked; the value that is not known yet (未定) under the label
    asked for."""
    return _no_deadline(task) or _no_telephone(task) or _undecided(task)


def _no_telephone(task: Task) -> Draft | None:
    """The statement that nobody is reached by telephone (電話での受付は行っておりません), where a number is asked for."""
    if "phone" not in task.query.wants or not task.query.asked:
        return None
    shapes = patterns()["telling"]
    query = replace(task.query, terms=())
    told = [f for document in documents_named(task, ()) for f in task.finder.corpus.of_document(document)]
    denying = [
        f for f in told if is_statement(f) and fits(shapes["no_telephone"], f.value.text) and _admitted(replace(task, query=query), f)
    ]
    return _quote(task, min(denying, key=lambda f: len(f.value.text))) if denying else None


def _no_deadline(task: Task) -> Draft | None:
    asks = patterns()["telling"]["asks_deadline"]
    if not task.query.wants & {"date", "period"} or not task.query.asked or not fits(asks, task.query.text.casefold()):
        return None
    told = [f for document in documents_named(task, task.query.terms) for f in task.finder.corpus.of_document(document)]
    found = [f for f in told if is_statement(f) and fits(patterns()["telling"]["no_deadline"], f.value.text) and _admitted(task, f)]
    best = max(found, key=lambda f: share(task, task.query.terms, spoken(f) | term_keys(f.section)), default=None)
    said = best is not None and share(task, task.query.terms, spoken(best) | term_keys(best.section)) >= _DEADLINE_OF
    return _quote(task, best) if best is not None and said else None


def _undecided(task: Task) -> Draft | None:
    query = replace(task.query, wants=frozenset())
    unknown = patterns()["telling"]["undecided"]
    found = task.finder.facts(query, kinds=False, only=lambda f: f.source is not FactSource.SENTENCE and fits(unknown, f.value.text))
    found = [e for e in on_own(found, query) if label_covers(e, task) and not e.far]
    return quoted(task, found[:1]) if found else None
