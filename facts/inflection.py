"""Forms of English phrases, so that the vocabulary lists a noun in the singular and a verb in its base form only."""

import re

from facts.lexicon import irregular_forms

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_SHORT = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$")


def noun_forms(phrase: str) -> tuple[str, ...]:
    """A noun phrase and its plural: leak, leaks."""
    return tuple(dict.fromkeys((phrase, _with_s(phrase))))


def verb_forms(phrase: str) -> tuple[str, ...]:
    """A verb phrase with its verb, the first word, in every form: give back, gives back, gave back, given back, giving back."""
    verb, _, rest = phrase.partition(" ")
    stem = verb + verb[-1] if _SHORT.search(verb) else verb[:-1] if verb.endswith("e") else verb
    past = irregular_forms().get(verb) or (_past(verb, stem),)
    forms = (verb, _with_s(verb), *past, f"{stem}ing")
    return tuple(dict.fromkeys(f"{form} {rest}".strip() for form in forms))


def _past(verb: str, stem: str) -> str:
    return f"{verb[:-1]}ied" if _CONSONANT_Y.search(verb) else f"{stem}ed"


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return f"{word[:-1]}ies"
    return f"{word}es" if _SIBILANT.search(word) else f"{word}s"
