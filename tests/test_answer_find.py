"""Evidence for a question: only what meets every constraint, the best first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from answer.corpus import Corpus
from answer.evidence import Evidence, Matcher
from answer.find import Finder, distinct, on_own
from answer.query import Query
from answer.question import QuestionReader
from core.records import FactSource, Filter, NameKind, ValueKind
from facts.names import name_key
from facts.scope import ScopeReader
from index.store import Store
from tests.asking import EVERYTHING

Find = Callable[..., list[Evidence]]


@pytest.fixture(scope="module")
def reader(disclosures: Store) -> QuestionReader:
    return QuestionReader(disclosures.names())


@pytest.fixture(scope="module")
def corpus(disclosures: Store) -> Corpus:
    return Corpus.read(disclosures)


@pytest.fixture(scope="module")
def matcher(corpus: Corpus, disclosures: Store) -> Matcher:
    return Matcher(corpus, disclosures)


@pytest.fixture(scope="module")
def finder_of(disclosures: Store, corpus: Corpus, matcher: Matcher) -> Callable[[Filter], Finder]:
    def scope(document_id: str) -> ScopeReader:
        return ScopeReader(disclosures.disclosure(document_id), tuple(disclosures.names([document_id])))

    return lambda filter_: Finder(disclosures, corpus, matcher, scope, filter_)


@pytest.fixture(scope="module")
def find(reader: QuestionReader, finder_of: Callable[[Filter], Finder]) -> Find:
    def found(text: str, filter: Filter = EVERYTHING) -> list[Evidence]:
        return finder_of(filter).facts(reader.read(text))

    return found


def texts(found: list[Evidence]) -> list[str]:
    return [evidence.fact.value.text for evidence in found]


def test_a_corpus_holds_the_facts_and_documents_of_its_version(corpus: Corpus, disclosures: Store) -> None:
    assert corpus.version == disclosures.version
    assert len(corpus.facts) == len(disclosures.facts()) and set(corpus.documents) == {d.id for d in disclosures.documents()}


def test_a_corpus_finds_facts_by_what_they_speak_of(corpus: Corpus) -> None:
    assert {f.document_id for f in corpus.with_terms(["c:terminal"])} and corpus.count(["w:nothing speaks of this"]) == 0


def test_a_word_that_few_facts_speak_of_weighs_more(reader: QuestionReader, matcher: Matcher) -> None:
    def weight(text: str) -> float:
        return max(matcher.rarity(term) for term in reader.read(text).terms)

    assert weight("研修は？") > weight("閲覧は？")


def test_what_covers_the_question_best_comes_first(find: Find) -> None:
    found = find("検針管理システムで閲覧した端末は何台ですか。")
    assert texts(found)[0] == "48台" and [e.score for e in found] == sorted((e.score for e in found), reverse=True)


def test_only_facts_of_the_company_asked_for_are_found(find: Find) -> None:
    found = find("汐見ガスで閲覧された契約数は？")
    assert found and {evidence.document.file for evidence in found} == {"shiomi_gas.html"}


def test_only_facts_of_the_system_asked_for_are_found(find: Find) -> None:
    found = find("開栓受付システムで閲覧した端末は何台ですか。")
    assert "17台" in texts(found) and "48台" not in texts(found)


def test_nothing_is_found_for_a_company_that_no_document_names(find: Find) -> None:
    assert find("桜台ガスで閲覧された契約数は？") == []


def test_only_values_of_the_kind_asked_for_are_found(find: Find) -> None:
    assert {e.fact.value.kind for e in find("検針管理システムで閲覧した端末は何台ですか。")} == {ValueKind.COUNT}


def test_a_word_of_weight_that_no_document_speaks_of_rules_a_fact_out(find: Find) -> None:
    assert find("検針管理システムの衛星の端末は何台ですか。") == []


def test_two_systems_of_one_question_are_alternatives(find: Find) -> None:
    found = texts(find("検針管理システムと開栓受付システムで閲覧した端末は何台ですか。"))
    assert "48台" in found and "17台" in found


def test_a_filter_restricts_what_is_found(find: Find) -> None:
    found = find("閲覧された契約数は？", Filter(file=("shiomi_gas.html",)))
    assert texts(found) == ["840契約"]


def test_a_day_without_a_year_is_put_in_the_year_in_which_the_documents_have_it(
    reader: QuestionReader, finder_of: Callable[[Filter], Finder]
) -> None:
    query: Query = finder_of(EVERYTHING).with_years(reader.read("12月18日に何がありましたか。"))
    assert [(asked.start, asked.bare) for asked in query.dates] == [(date(2023, 12, 18), False)]


def test_sentences_are_found_for_what_no_table_states(reader: QuestionReader, finder_of: Callable[[Filter], Finder]) -> None:
    (best, *_) = finder_of(EVERYTHING).sentences(reader.read("閲覧範囲の制限に関する確認が不足していたのはいつですか。"))
    assert best.fact.source is FactSource.SENTENCE and "確認が不足" in best.fact.value.text


def test_a_value_that_is_found_twice_is_one(find: Find) -> None:
    found = find("検針管理システムで閲覧した端末は何台ですか。")
    assert len(distinct([*found, *found])) == len(distinct(found))


def test_a_name_is_known_under_its_kind(reader: QuestionReader) -> None:
    query = reader.read("青嶺ガスの検針管理システムは？")
    assert [asked.canonical for asked in query.names(NameKind.SYSTEM)] == [("検針管理システム",)]
    assert [asked.canonical for asked in query.names(NameKind.ORGANISATION)] == [("青嶺ガス",)]


@pytest.mark.parametrize(("score", "kept"), [(0.9, 1), (0.5, 2)])
def test_a_system_s_own_statement_is_preferred_only_where_it_says_about_as_much(
    find: Find, reader: QuestionReader, score: float, kept: int
) -> None:
    query = reader.read("検針管理システムの端末数は？")
    best = find("検針管理システムの端末数は？")[0]
    beside = replace(best, score=1.0, fact=replace(best.fact, system=None))
    assert len(on_own([beside, replace(best, score=score)], query)) == kept


# --- what may be of the system asked for ---


def _is_of(reader: QuestionReader, finder: Finder, question: str, value: str) -> bool:
    (fact, *_) = (fact for fact in finder.corpus.facts if fact.value.text == value)
    return finder.may_be_of(reader.read(question), fact)


@pytest.mark.parametrize(
    ("question", "value", "may"),
    [
        ("検針管理システムの端末数は？", "48台", True),
        ("検針管理システムの端末数は？", "17台", False),
        ("検針管理システムの端末数は？", "29台", False),
        ("検針管理システムの端末数は？", "214台", False),
        ("青嶺ガスの端末数は？", "29台", True),
        ("端末数は？", "29台", True),
    ],
)
def test_a_fact_may_be_of_its_own_system_only(
    reader: QuestionReader, finder_of: Callable[[Filter], Finder], question: str, value: str, may: bool
) -> None:
    assert _is_of(reader, finder_of(EVERYTHING), question, value) is may


def test_a_fact_without_a_system_may_be_of_the_one_that_its_document_is_about(
    reader: QuestionReader, finder_of: Callable[[Filter], Finder]
) -> None:
    finder, query = finder_of(EVERYTHING), reader.read("検針管理システムの端末数は？")
    for value, may in (("48台", True), ("214台", False)):
        fact = next(fact for fact in finder.corpus.facts if fact.value.text == value)
        assert finder.may_be_of(query, replace(fact, system=None, mentions=())) is may


def test_a_fact_of_another_system_is_not_of_the_one_that_its_document_is_about(
    reader: QuestionReader, finder_of: Callable[[Filter], Finder]
) -> None:
    finder = finder_of(EVERYTHING)
    fact = next(fact for fact in finder.corpus.facts if fact.value.text == "17台")
    assert finder.corpus.treats(fact.document_id, frozenset([name_key("検針管理システム")]))
    assert not finder.may_be_of(reader.read("検針管理システムの端末数は？"), replace(fact, mentions=()))
