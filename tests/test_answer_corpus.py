"""What a store's documents are about: their systems and things, the names in them, the days of their matters, what carries on what."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from answer.corpus import Corpus
from answer.query import Asked
from core.records import Fact, NameKind
from core.settings import Settings
from facts.names import name_key
from index.store import Store
from tests.asking import add

FERRY = """2024年5月2日
青潮汽船株式会社

配船管理システムの障害について

1. 発生日時
2024年4月21日

2. 影響
欠航した便数：14便
影響を受けた乗客数：620名

3. 経緯
2024年4月21日　表示の遅れを確認しました。
2024年4月22日　通常の運航を再開しました。
"""

LATER = """2024年5月20日
青潮汽船株式会社

運航の障害について（続報）

1. 再発防止
監視の間隔：5分
払戻しの総額：310万円
"""

EARLIER = """2024年4月30日
青潮汽船株式会社

運航の障害について

券売管理システムが止まりました。
"""

LIST = """2024年6月3日
青潮汽船株式会社

当社の情報設備の一覧について

当社は、配船管理システム、乗員名簿システム、券売管理システムを利用しています。

1. 規模
設備の台数：88台
保守の費用：940万円
"""

RECALL = """# 「霧島の飴」の自主回収について

令和6年3月4日
株式会社霧沢製菓

下記の製品を自主回収します。

## 1. 対象製品

| 商品名 | 出荷数 |
|---|---|
| 霧島の飴 6粒入 | 1,200箱 |
| 霧島の飴 16粒入 | 450箱 |
| 月夜の餅 | 77箱 |

## 2. 返送先

返送の期限：令和6年4月30日
"""

FIRE = """2024年2月9日
霧沢倉庫株式会社

倉庫の火災について（1月8日発生）

1. 概要
2024年1月8日　倉庫で火災が発生しました。
2024年1月9日　監督庁に報告しました。

2. 報告
障害報告日：2024年2月1日
"""

DOCUMENTS = {
    "ferry.txt": FERRY,
    "later.txt": LATER,
    "earlier.txt": EARLIER,
    "list.txt": LIST,
    "recall.md": RECALL,
    "fire.txt": FIRE,
}
Of = Callable[[str], str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as opened:
        add(opened, sorted(folder.iterdir()))
        yield opened


@pytest.fixture(scope="module")
def corpus(store: Store) -> Corpus:
    return Corpus.read(store)


@pytest.fixture(scope="module")
def id_of(store: Store) -> Of:
    ids = {document.file: document.id for document in store.documents()}
    return lambda file: ids[file]


def keys(*names: str) -> frozenset[str]:
    return frozenset(map(name_key, names))


def asked(kind: NameKind, name: str) -> Asked:
    return Asked(kind, (name,), name)


def fact(corpus: Corpus, text: str) -> Fact:
    """The labelled fact with that value."""
    return next(fact for fact in corpus.facts if fact.value.text == text and fact.attribute_key is None)


# --- what a document is about ---


def test_a_document_is_about_the_system_of_its_title(corpus: Corpus, id_of: Of) -> None:
    assert corpus.treats(id_of("ferry.txt"), keys("配船管理システム"))


def test_a_document_that_lists_a_system_among_others_is_not_about_it(corpus: Corpus, id_of: Of) -> None:
    assert not any(corpus.treats(id_of("list.txt"), keys(name)) for name in ("配船管理システム", "乗員名簿システム", "券売管理システム"))


@pytest.mark.parametrize(("statements", "about"), [(3, False), (4, True)])
def test_a_document_that_states_several_things_of_a_system_is_about_it(corpus: Corpus, id_of: Of, statements: int, about: bool) -> None:
    of_system = [fact for fact in corpus.of_document(id_of("ferry.txt")) if fact.system == "配船管理システム"][:statements]
    untitled = replace(corpus.documents[id_of("ferry.txt")], title=None)
    assert Corpus("1", {untitled.id: untitled}, of_system).treats(untitled.id, keys("配船管理システム")) is about


def test_the_place_of_a_system_is_where_its_document_names_it(corpus: Corpus, store: Store, id_of: Of) -> None:
    place = corpus.place_of(id_of("ferry.txt"), keys("配船管理システム"))
    assert place is not None and store.text(id_of("ferry.txt"))[place.start : place.end] == "配船管理システム"


def test_what_a_document_does_not_name_has_no_place_in_it(corpus: Corpus, id_of: Of) -> None:
    assert corpus.place_of(id_of("recall.md"), keys("配船管理システム")) is None


# --- in which documents a name may stand ---


@pytest.mark.parametrize(
    ("kind", "name", "files"),
    [
        (NameKind.SYSTEM, "配船管理システム", {"ferry.txt", "list.txt"}),
        (NameKind.SYSTEM, "券売管理システム", {"earlier.txt", "later.txt", "list.txt"}),
        (NameKind.ORGANISATION, "霧沢製菓", {"recall.md"}),
        (NameKind.ORGANISATION, "青潮汽船", {"ferry.txt", "later.txt", "earlier.txt", "list.txt"}),
        (NameKind.THING, "月夜の餅", {"recall.md"}),
        (NameKind.SYSTEM, "切符印刷システム", set()),
    ],
)
def test_a_name_may_stand_where_it_is_used_published_or_carried_on(corpus: Corpus, kind: NameKind, name: str, files: set[str]) -> None:
    flags = corpus.naming(asked(kind, name))
    assert {info.file for info, flag in zip(corpus.documents.values(), flags, strict=True) if flag} == files


# --- later reports ---


def test_a_later_report_on_a_system_carries_it_on_without_naming_it(corpus: Corpus) -> None:
    assert corpus.carries_on(fact(corpus, "310万円"), asked(NameKind.SYSTEM, "券売管理システム"))


def test_a_report_carries_no_system_on_that_its_earlier_one_does_not_name(corpus: Corpus) -> None:
    assert not corpus.carries_on(fact(corpus, "310万円"), asked(NameKind.SYSTEM, "配船管理システム"))


def test_a_document_that_names_the_system_itself_carries_nothing_on(corpus: Corpus) -> None:
    assert not corpus.carries_on(fact(corpus, "14便"), asked(NameKind.SYSTEM, "配船管理システム"))


def test_a_document_that_is_no_later_report_carries_nothing_on(corpus: Corpus) -> None:
    assert not corpus.carries_on(fact(corpus, "88台"), asked(NameKind.SYSTEM, "配船管理システム"))


# --- things ---


def test_a_row_of_a_thing_is_of_it(corpus: Corpus) -> None:
    assert corpus.of_thing(fact(corpus, "77箱"), asked(NameKind.THING, "月夜の餅"))


@pytest.mark.parametrize("value", ["1,200箱", "450箱"])
def test_a_kind_of_a_thing_is_of_it(corpus: Corpus, value: str) -> None:
    assert corpus.of_thing(fact(corpus, value), asked(NameKind.THING, "霧島の飴"))


def test_a_row_of_another_thing_is_not_of_it(corpus: Corpus) -> None:
    assert not corpus.of_thing(fact(corpus, "1,200箱"), asked(NameKind.THING, "月夜の餅"))


def test_a_row_of_another_thing_is_not_of_the_thing_of_the_title(corpus: Corpus) -> None:
    assert not corpus.of_thing(fact(corpus, "77箱"), asked(NameKind.THING, "霧島の飴"))


def test_what_names_no_thing_is_of_the_thing_of_the_title(corpus: Corpus) -> None:
    deadline = fact(corpus, "令和6年4月30日")
    assert corpus.of_thing(deadline, asked(NameKind.THING, "霧島の飴"))
    assert not corpus.of_thing(deadline, asked(NameKind.THING, "月夜の餅"))


def test_nothing_is_of_a_thing_that_its_document_does_not_name(corpus: Corpus) -> None:
    assert not corpus.of_thing(fact(corpus, "14便"), asked(NameKind.THING, "霧島の飴"))


# --- days of a matter ---


def test_the_day_of_a_matter_is_where_the_document_speaks_of_its_occurrence(corpus: Corpus, id_of: Of) -> None:
    assert corpus.days_of_incident(id_of("ferry.txt")) == {date(2024, 4, 21)}


def test_the_day_of_a_matter_stands_in_the_title_and_in_its_first_entry(corpus: Corpus, id_of: Of) -> None:
    assert date(2024, 1, 8) in corpus.days_of_incident(id_of("fire.txt"))


@pytest.mark.parametrize("day", [date(2024, 1, 9), date(2024, 2, 1), date(2024, 2, 9)])
def test_the_day_of_what_is_done_about_a_matter_is_not_its_own(corpus: Corpus, id_of: Of, day: date) -> None:
    assert day not in corpus.days_of_incident(id_of("fire.txt"))


def test_a_document_that_tells_no_day_of_its_matter_has_none(corpus: Corpus, id_of: Of) -> None:
    assert corpus.days_of_incident(id_of("list.txt")) == frozenset()
