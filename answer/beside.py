"""Figures and days that stand near what is asked, but are of something else."""

import re
from collections.abc import Sequence

from answer.evidence import ESSENTIAL, Evidence, Matcher
from answer.query import Query
from core.records import Fact, FactSource, Value, ValueKind
from facts.concepts import term_keys, terms

# What speaks of nearly the whole question in its own words is of it, though one of its words stands elsewhere in the document only.
_ALL_BUT_ONE = 0.8
# 「担当と承認の2人で行う」: how many do it, which is no count of what is done.
_BY_SO_MANY = re.compile(
    r"\s*で(?:行[うわいっ]|読み|見守|(?:実施|確認|対応|作業|担当|分担|点検|照合|判断|処理|運営|監視|巡回|操作|勤務|チェック|検査|調査)(?!さ))"
)
_DOERS = frozenset(["人", "名", "社", "者", "班", "組"])
_WITHOUT_SUBJECT = frozenset(["c:number", "c:amount"])
# A word of this weight says which figure is meant.
_SAYS = 0.75


def of_question(found: Sequence[Evidence], query: Query, matcher: Matcher) -> list[Evidence]:
    """Evidence without the figures and days that are of another thing than the question's."""
    known = bool(query.of_row)
    return [e for e in found if (known or not _is_far(e)) and not _says_by_how_many(e.fact) and not _of_another_column(e, query, matcher)]


def _is_far(evidence: Evidence) -> bool:
    """True for a row that names another thing than the question's: a telling word of it stands elsewhere in the document."""
    return evidence.far and evidence.own < _ALL_BUT_ONE


def _says_by_how_many(fact: Fact) -> bool:
    _, gap, after = fact.attribute.partition(" ")
    return fact.source is FactSource.SENTENCE and bool(gap) and says_by_how_many(fact.value, after)


def says_by_how_many(value: Value, after: str) -> bool:
    """True for a count of who does something (3人で確認する), by what stands after it."""
    return value.kind is ValueKind.COUNT and value.unit in _DOERS and _BY_SO_MANY.match(after) is not None


def _of_another_column(evidence: Evidence, query: Query, matcher: Matcher) -> bool:
    """True for a cell whose label says something that is not asked, in a row where another column is labelled with what is asked.

    「未返金43件は、金額にするといくら」: the row states an amount, of 二重引落し; 未返金 is stated in 件 only.
    """
    fact = evidence.fact
    if fact.source is not FactSource.CELL or not _says_more(fact, query, matcher):
        return False
    own = term_keys(f"{fact.attribute} {fact.subject or ''}")
    left = [matcher.alike(term) for term in query.terms if term.weight >= _SAYS and own.isdisjoint(matcher.alike(term))]
    beside = [term_keys(other.attribute) for other in matcher.corpus.of_row(fact) if other.attribute != fact.attribute]
    return any(not keys.isdisjoint(alike) for keys in beside for alike in left)


def _says_more(fact: Fact, query: Query, matcher: Matcher) -> bool:
    """True when a label holds a word of weight that the question has not, nor one alike, and that is not only its counter (世帯数)."""
    known = {key for term in query.terms for key in matcher.alike(term)} | term_keys(fact.value.unit or "") | _WITHOUT_SUBJECT
    return any(term.weight >= ESSENTIAL and term.key not in known for term in terms(fact.attribute))
