"""Which documents carry on or correct which: later reports of one matter, told by publisher, title and date."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from core.records import DocumentInfo
from core.text import fold
from facts.concepts import meanings, terms
from facts.names import name_key
from facts.terms import load_versions

# Titles of one matter, their report words aside, are alike to this share, or to the lesser one with a stretch in common.
_ALIKE_TITLES = 0.6
_ALIKE_SOMEWHAT = 0.35
_STRETCH = 4
# What any report may speak of, whatever its matter.
_OF_ANY_REPORT = frozenset(
    f"c:{key}"
    for key in ("occur", "report", "publish", "investigation", "result", "response", "apology", "disclosure", "correction", "incident")
)
_KANJI_DIGITS = "〇一二三四五六七八九"


def superseded(documents: Iterable[DocumentInfo]) -> dict[str, frozenset[str]]:
    """For each document the earlier ones of the same publisher that it carries on or corrects, by their titles."""
    by_publisher: dict[str, list[DocumentInfo]] = {}
    for document in documents:
        if document.publisher and document.title:
            by_publisher.setdefault(name_key(document.publisher), []).append(document)
    found: dict[str, frozenset[str]] = {}
    for group in by_publisher.values():
        for newer in (document for document in group if _says_later(fold(document.title or "").text)):
            older = {other.id for other in group if other is not newer and _carries_on(newer, other)}
            if older:
                found[newer.id] = frozenset(older)
    return found


def _carries_on(newer: DocumentInfo, older: DocumentInfo) -> bool:
    """True when the titles are of one matter, and the newer one says that it is a later report or a correction."""
    first, second = fold(older.title or "").text, fold(newer.title or "").text
    if not _is_later(second, first, newer, older):
        return False
    bare = [_without_report_words(title) for title in (first, second)]
    if _of_other_matter(*bare):
        return False
    if bare[0] in bare[1] or bare[1] in bare[0]:
        return True
    matcher: SequenceMatcher[str] = SequenceMatcher(None, bare[0], bare[1], autojunk=False)
    stretch = matcher.find_longest_match(0, len(bare[0]), 0, len(bare[1])).size
    return matcher.ratio() >= (_ALIKE_SOMEWHAT if stretch >= _STRETCH else _ALIKE_TITLES)


def _of_other_matter(one: str, other: str) -> bool:
    """True when each of two titles holds a number or word that the other lacks: two days, two years, two places, two kinds of trouble."""
    numbers = [set(re.findall(r"\d+", title)) for title in (one, other)]
    if numbers[0] - numbers[1] and numbers[1] - numbers[0]:
        return True
    words = [{term.key for term in terms(title) if meanings(term.key).isdisjoint(_OF_ANY_REPORT)} for title in (one, other)]
    return bool(words[0] - words[1]) and bool(words[1] - words[0])


def _is_later(title: str, other: str, newer: DocumentInfo, older: DocumentInfo) -> bool:
    numbers = (report_number(title), report_number(other))
    if newer.published is None or older.published is None or newer.published < older.published:
        return False
    if numbers[0] and numbers[1]:
        return numbers[0] > numbers[1]
    if newer.published == older.published:
        return False
    return _says_later(title)


def _says_later(title: str) -> bool:
    """True for a title that says that its paper is one of several reports, or carries on or corrects another."""
    return bool(report_number(title)) or any(word in title for word in load_versions().words)


def report_number(title: str) -> int:
    """The number of a report (第二報 → 2); 0 where the title names none."""
    match = re.search(load_versions().numbered, title)
    if not match:
        return 0
    digits = match.group(1)
    return int(digits) if digits.isdecimal() else _KANJI_DIGITS.find(digits) if digits in _KANJI_DIGITS else 10


def _without_report_words(title: str) -> str:
    versions = load_versions()
    text = re.sub(versions.numbered, "", title)
    for word in sorted(versions.words, key=len, reverse=True):
        text = text.replace(word, "")
    return re.sub(r"[(())「」【】\s・のにつきましてお知らせお詫びご報告]|について", "", text)
