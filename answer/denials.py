"""What a document says is not so, not set or not known yet, where a question takes for granted that it is."""

import re
from dataclasses import replace

from answer.draft import Draft, Statement
from answer.evidence import Evidence, is_action
from answer.find import on_own
from answer.patterns import fits, patterns
from answer.rows import Task, label_covers, quoted, shortened
from answer.sections import documents_named, is_statement, share, spoken
from answer.wording import sources_of, subject_parts, support_of
from core.records import Fact, FactSource, Status
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
