"""Evidence for a question: only what meets every constraint, the best first."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from answer.corpus import Corpus
from answer.evidence import ESSENTIAL, Evidence, Matcher
from answer.find import Finder, distinct, on_own
from answer.query import Query
from answer.question import QuestionReader
from core.records import Fact, FactSource, Filter, NameKind, ValueKind
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


# --- narrowing ---


class LookingAtAll(Finder):
    """A finder that looks at every fact of the documents that its filter admits, without narrowing."""

    def _candidates(
        self,
        query: Query,
        least: float,
        *,
        without: frozenset[NameKind],
        lenient: bool,
        key: str | None,
        kinds: frozenset[ValueKind],
    ) -> Iterator[Fact]:
        return (fact for fact in self.corpus.facts if fact.document_id in self.documents and key in (None, fact.attribute_key))


SUBJECTS = [
    "検針管理システムの",
    "開栓受付システムで",
    "青嶺ガスの",
    "汐見ガスで",
    "白波銀行の",
    "桜台ガスの",
    "青嶺ガスの検針管理システムの",
    "",
]
SUBJECTS += ["2023年12月4日に", "12月18日の", "2024年2月の", "2023年12月4日より後に", "対象の13個の", "青嶺ガスと汐見ガスの"]
ASKED = ["閲覧した端末は何台ですか。", "閲覧された契約数は？", "期間はいつからいつまでですか。", "原因は何ですか。", "何がありましたか。"]
ASKED += [
    "再発防止策は？",
    "研修はいつまでですか。",
    "問い合わせ先の電話番号は？",
    "どのシステムですか。",
    "衛星の台数は？",
    "公表日はいつですか。",
]
ASKED += [
    "何件の取引に影響しましたか。",
    "閲覧権限はいつ停止されましたか。",
    "権限の期限を管理していなかったのはなぜですか。",
    "社員は何名ですか。",
]
ENGLISH = [
    "How many terminals viewed data in 検針管理システム?",
    "How many contracts were viewed at Shiomi Gas?",
    "When was access stopped?",
]
ENGLISH += ["What caused the viewing at Aomine Gas?", "How many ATMs stopped at Shiranami Bank?", "Who is the president of Shiomi Gas?"]
ENGLISH += ["What happened on 4 December 2023?", "Which measures are planned and by when?", "What is the phone number of Aomine Gas?"]
QUESTIONS = [*(subject + asked for subject in SUBJECTS for asked in ASKED), *ENGLISH]
FILES = [(), ("aomine_gas.txt",), ("shiomi_gas.html", "shiranami_bank.md")]


def test_narrowing_loses_and_adds_no_fact(
    reader: QuestionReader, finder_of: Callable[[Filter], Finder], corpus: Corpus, matcher: Matcher, disclosures: Store
) -> None:
    chance = random.Random(7)
    for question in QUESTIONS:
        filter_ = Filter(file=chance.choice(FILES))
        narrow = finder_of(filter_)
        every = LookingAtAll(disclosures, corpus, matcher, _no_scope, filter_)
        query = narrow.with_years(reader.read(question))
        kinds, dates, lenient = (chance.random() < 0.5 for _ in range(3))
        enough, key = chance.choice([0.0, 0.3, 0.5, 0.6, 0.8, 1.0]), chance.choice([None, None, "event", "about"])
        without = frozenset(chance.sample([NameKind.SYSTEM, NameKind.ORGANISATION, NameKind.CASE], chance.randrange(3)))
        how: dict[str, Any] = {"kinds": kinds, "dates": dates, "lenient": lenient, "enough": enough, "key": key, "without": without}
        assert narrow.facts(query, **how) == every.facts(query, **how), (question, filter_, how)


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("enough", [0.2, 0.6, 0.9])
def test_no_fact_that_covers_enough_is_left_out_as_unpromising(
    reader: QuestionReader, corpus: Corpus, matcher: Matcher, enough: float, lenient: bool
) -> None:
    for question in QUESTIONS:
        query = reader.read(question)
        promising = set(matcher.promising(query, enough, lenient=lenient).tolist())
        for number, fact in enumerate(corpus.facts):
            weighed = matcher.weigh(query, fact, query.terms)
            held = lenient or all(term.weight < ESSENTIAL for term in weighed.missing)
            assert number in promising or weighed.coverage < enough or not held, (question, fact.attribute, fact.value.text)


def test_what_is_promising_leaves_most_facts_out(reader: QuestionReader, corpus: Corpus, matcher: Matcher) -> None:
    query = reader.read("閲覧権限の棚卸しはいつまでですか。")
    assert 0 < len(matcher.promising(query, 0.6, lenient=False)) < len(corpus.facts) / 2


def _no_scope(document_id: str) -> ScopeReader:
    raise AssertionError("facts are found without reading a document anew")


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
    own = next(fact for fact in finder.corpus.facts if fact.value.text == "48台")
    elsewhere = next(fact for fact in finder.corpus.facts if fact.value.text == "214台")
    bare, foreign = replace(own, system=None, mentions=()), replace(elsewhere, system=None, mentions=())
    about = finder.corpus.treats(own.document_id, frozenset(["検針管理システム"]))
    assert finder.may_be_of(query, bare) is about and not finder.may_be_of(query, foreign)
