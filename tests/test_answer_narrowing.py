"""Facts are narrowed by terms, kinds, names and documents before they are weighed: no fact is lost by it, and none comes in."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from answer.corpus import Corpus
from answer.evidence import ESSENTIAL, Matcher
from answer.find import Finder
from answer.query import Query
from answer.question import QuestionReader
from core.records import Fact, Filter, NameKind, ValueKind
from core.settings import Settings
from facts.scope import ScopeReader
from index.store import Store
from tests import test_answer_corpus, test_answer_newest
from tests.asking import DISCLOSURES, EVERYTHING, add

SEED = 7
QUESTIONS = 400
_ASKED = {
    "ja": [
        "は？",
        "は何件ですか。",
        "はいつですか。",
        "はいくらですか。",
        "の原因は何ですか。",
        "は誰ですか。",
        "の電話番号は？",
        "はいつからいつまでですか。",
    ],
    "en": ["How many were there?", "When was it?", "What was the cause?", "Which systems were exposed?", "How much was it?"],
}
_UNKNOWN = ["桜台ガス", "切符販売システム", "「ハヤテ便」", "KM231218B"]
_BESIDE = ["影響を受けた", "閲覧された", "停止した", "対象の", "衛星の", "報告した後の", "8枚入の", ""]
# What only a counter says (袋), and what only a later report states of the system that the earlier one names.
_FIXED = ["冷凍えびの袋はいくつですか。", "対象の箱は？", "券売管理システムの払戻しの総額は？", "券売管理システムの監視の間隔は？"]


class LookingAtAll(Finder):
    """A finder that looks at every fact of the documents that its filter admits."""

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


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Documents on systems, on products, that carry each other on, and with entries, tables and sentences."""
    folder = tmp_path_factory.mktemp("narrowing")
    for name, text in {**test_answer_corpus.DOCUMENTS, **test_answer_newest.DOCUMENTS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as opened:
        add(opened, [*sorted(DISCLOSURES.iterdir()), *sorted(folder.iterdir())])
        yield opened


@pytest.fixture(scope="module")
def corpus(store: Store) -> Corpus:
    return Corpus.read(store)


@pytest.fixture(scope="module")
def matcher(corpus: Corpus, store: Store) -> Matcher:
    return Matcher(corpus, store)


@pytest.fixture(scope="module")
def queries(store: Store, corpus: Corpus) -> list[Query]:
    """Questions made of the store's names, labels and days and of unknown ones, as they are read."""
    chance = random.Random(SEED)
    names = ["", "", *_UNKNOWN, *sorted({name.surface for name in store.names()})]
    labels = sorted({fact.attribute for fact in corpus.facts if fact.attribute} | {fact.subject for fact in corpus.facts if fact.subject})
    days = sorted({day for fact in corpus.facts for value in (fact.value, fact.period) if value and (day := value.start)})
    reader = QuestionReader(store.names(), frozenset(word for word in corpus.words if word.isascii()), corpus.cases)
    made = [_question(chance, names, labels, days) for _ in range(QUESTIONS)]
    return [reader.read(text) for text in (*_FIXED * 4, *made)]


def _question(chance: random.Random, names: list[str], labels: list[str], days: list[date]) -> str:
    name, label, day = chance.choice(names), chance.choice(labels), chance.choice(days)
    if chance.random() < 0.2:
        return f"{name} {label}: {chance.choice(_ASKED['en'])}"
    when = chance.choice(["", "", f"{day.year}年{day.month}月{day.day}日に", f"{day.month}月{day.day}日の", f"{day.year}年{day.month}月の"])
    whose = f"{name}の" if name else ""
    return f"{whose}{when}{chance.choice(_BESIDE)}{label}{chance.choice(_ASKED['ja'])}"


def _no_scope(document_id: str) -> ScopeReader:
    raise AssertionError("facts are found without reading a document anew")


def test_narrowing_loses_and_adds_no_fact(store: Store, corpus: Corpus, matcher: Matcher, queries: list[Query]) -> None:
    chance = random.Random(SEED)
    files = [document.file for document in store.documents()]
    found = 0
    for query in queries:
        filter_ = chance.choice([EVERYTHING, EVERYTHING, Filter(file=tuple(chance.sample(files, 3)))])
        how: dict[str, Any] = {
            "kinds": chance.random() < 0.5,
            "dates": chance.random() < 0.5,
            "lenient": chance.random() < 0.5,
            "enough": chance.choice([0.0, 0.3, 0.5, 0.6, 0.8, 1.0]),
            "key": chance.choice([None, None, "event", "about"]),
            "without": frozenset(chance.sample([NameKind.SYSTEM, NameKind.ORGANISATION, NameKind.THING], chance.randrange(3))),
        }
        narrowed = Finder(store, corpus, matcher, _no_scope, filter_).facts(query, **how)
        assert narrowed == LookingAtAll(store, corpus, matcher, _no_scope, filter_).facts(query, **how), (query.text, filter_, how)
        found += bool(narrowed)
    assert found > QUESTIONS / 10, "most questions find nothing: they test little"


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("enough", [0.2, 0.6, 0.9])
def test_no_fact_that_covers_enough_is_left_out_as_unpromising(
    corpus: Corpus, matcher: Matcher, queries: list[Query], enough: float, lenient: bool
) -> None:
    for query in (*queries[: len(_FIXED)], *queries[::4]):
        promising = set(matcher.promising(query, enough, lenient=lenient).tolist())
        for number, fact in enumerate(corpus.facts):
            weighed = matcher.weigh(query, fact, query.terms)
            ruled_out = not lenient and any(term.weight >= ESSENTIAL for term in weighed.missing)
            assert number in promising or weighed.coverage < enough or ruled_out, (query.text, fact.attribute, fact.value.text)


def test_narrowing_leaves_most_facts_out(corpus: Corpus, matcher: Matcher, queries: list[Query]) -> None:
    looked_at = [len(matcher.promising(query, 0.6, lenient=False)) for query in queries if query.terms]
    assert sum(looked_at) < len(corpus.facts) * len(looked_at) / 3
