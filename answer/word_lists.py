"""What word lists and compounds give for a word of a question: terms that may stand for it, with what each is worth."""

import re
from functools import lru_cache

from facts.compounds import parts
from facts.concepts import Term, is_phrase, terms
from facts.lexicon import base_forms, formal_of, japanese_of, synonyms_of

_TRANSLATED = 0.85
_TRANSLATED_PART = 0.5
_SYNONYM = 0.85
# A formal word for a verb tells facts apart, and is not sure enough to speak for it where it stands elsewhere in the document.
_FORMAL = 0.6
# What a word list gives for an English word whose meaning the vocabulary knows: it speaks for no document as a whole.
_OTHER_MEANING = 0.6
_ENGLISH_WORD = re.compile(r"[A-Za-z\-]{3,}")
_FEWEST_PARTS = 2


@lru_cache(maxsize=16_384)
def by_word_lists(word: str) -> tuple[tuple[str, float], ...]:
    """Terms that word lists give for a word: its Japanese for an English one, its synonyms and formal words for a Japanese one."""
    return tuple((_of_english(word) if word.isascii() else _of_japanese(word)).items())


def _of_english(word: str) -> dict[str, float]:
    found: dict[str, float] = {}
    # A form that the vocabulary does not list (rewriting) stands for what it lists of the word (rewrite).
    for form in base_forms(word):
        if form != word and is_phrase(form):
            found |= {term.key: _TRANSLATED for term in terms(form)}
    for head in japanese_of(word):
        for part in head:
            for term in terms(part):
                found[term.key] = max(found.get(term.key, 0.0), _TRANSLATED if len(head) == 1 else _TRANSLATED_PART)
    return found


def _of_japanese(word: str) -> dict[str, float]:
    found = {term.key: _SYNONYM for other in synonyms_of(word) for term in terms(other)}
    for other in formal_of(word):
        # A word of several parts says more than the verb: to dig (掘る) is not yet to investigate (発掘調査).
        if len(spoken := terms(other)) == 1:
            found.setdefault(spoken[0].key, _FORMAL)
    return found


def other_meanings(word: str) -> dict[str, float]:
    """What else an English word that the vocabulary knows may mean, by the word lists; nothing for a phrase or a Japanese word."""
    return {key: _OTHER_MEANING for key, _ in by_word_lists(word.casefold())} if _ENGLISH_WORD.fullmatch(word) else {}


def parts_of(term: Term) -> tuple[Term, ...]:
    """The parts of a compound that the vocabulary knows as a whole (検査結果: 検査, 結果); none for one of a single part."""
    inner = parts(term.text) if term.key.startswith("c:") else ()
    return inner if len(inner) >= _FEWEST_PARTS else ()
