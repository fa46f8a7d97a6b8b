"""The vocabulary: data that a domain expert extends; its entries are consistent."""

import re
from collections import Counter

from core.text import fold
from facts.names import comparable
from facts.terms import load_concepts, load_labels, load_names, load_values, load_versions


def test_a_unit_that_is_the_same_as_another_names_a_listed_one() -> None:
    listed = {unit.ja for unit in load_values().units}
    assert {unit.same for unit in load_values().units if unit.same} <= listed


def test_a_unit_is_listed_once() -> None:
    repeated = [ja for ja, times in Counter(unit.ja for unit in load_values().units).items() if times > 1]
    assert repeated == []


def test_every_unit_has_an_english_singular_and_plural() -> None:
    assert all(len(unit.en) == 2 for unit in load_values().units)


def test_the_year_of_the_date_before_is_a_relative_year() -> None:
    assert load_values().after_date_before <= set(load_values().relative_years)


def test_marks_are_listed_as_they_read_when_folded() -> None:
    assert [mark for mark in load_values().marks if fold(mark).text != mark] == []


def test_longer_legal_forms_come_before_those_inside_them() -> None:
    lengths = [len(form) for form in load_names().corporate]
    assert lengths == sorted(lengths, reverse=True)


def test_a_near_concept_is_a_listed_one() -> None:
    entries = load_concepts().by_key
    assert {near for entry in entries.values() for near in entry.near} <= set(entries)


def test_the_concepts_of_doings_are_listed_ones() -> None:
    assert load_concepts().actions <= set(load_concepts().by_key)


def test_every_phrase_of_a_concept_can_be_found() -> None:
    phrases = [phrase for entry in load_concepts().by_key.values() for phrase in (*entry.ja, *entry.en)]
    assert [phrase for phrase in phrases if not comparable(fold(phrase).text)[0]] == []


def test_every_regulator_has_an_english_name() -> None:
    assert [regulator.ja for regulator in load_names().regulators if not regulator.en] == []


def test_headings_are_listed_as_they_are_compared() -> None:
    labels = load_labels()
    every = {*labels.generic_headings, *labels.date_headings, *labels.event_headings, *load_names().column_kinds}
    assert [heading for heading in every if not isinstance(heading, str) or " " in heading] == []


# --- versions ---


def test_what_was_said_before_and_what_is_said_now_are_two_labels() -> None:
    pairs = load_versions().pairs
    assert pairs and all(before and now and before != now for before, now in pairs)


def test_a_label_of_versions_does_not_say_both_before_and_now() -> None:
    before, now = (set(labels) for labels in zip(*load_versions().pairs, strict=True))
    assert before & now == set()


def test_no_pair_of_versions_is_listed_twice() -> None:
    assert len(set(load_versions().pairs)) == len(load_versions().pairs)


def test_the_number_of_a_report_is_one_group_of_a_pattern() -> None:
    pattern = re.compile(load_versions().numbered)
    assert pattern.groups == 1
    assert [(match := pattern.search(title)) and match[1] for title in ("第二報", "第 3 報", "第１２報".translate(_NARROW), "報告")] == [
        "二", "3", "12", None,
    ]  # fmt: skip


def test_words_of_versions_are_listed_as_they_read_when_folded() -> None:
    versions = load_versions()
    every = (*versions.words, *(label for pair in versions.pairs for label in pair))
    assert [word for word in every if fold(word).text != word or not word.strip()] == []


def test_what_asks_for_a_version_is_listed_in_lower_case() -> None:
    assert [word for word in load_versions().asked if word != word.casefold() or fold(word).text != word] == []


_NARROW = str.maketrans("１２", "12")
