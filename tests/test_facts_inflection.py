"""Forms of English phrases from the form that the vocabulary lists."""

import pytest

from facts.inflection import noun_forms, verb_forms


@pytest.mark.parametrize(("noun", "plural"), [("leak", "leaks"), ("policy", "policies"), ("branch", "branches")])
def test_a_noun_has_its_plural(noun: str, plural: str) -> None:
    assert noun_forms(noun) == (noun, plural)


def test_a_verb_phrase_has_the_forms_of_its_verb() -> None:
    assert verb_forms("give back") == ("give back", "gives back", "gave back", "given back", "giving back")


@pytest.mark.parametrize(("verb", "form"), [("drop", "dropped"), ("drop", "dropping"), ("copy", "copied"), ("merge", "merging")])
def test_spelling_follows_the_verb(verb: str, form: str) -> None:
    assert form in verb_forms(verb)
