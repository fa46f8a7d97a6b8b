"""Whose an answer is stands in what it cites: the place that names it is cited too, or there is no answer."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from answer.corpus import Corpus
from answer.draft import Draft, Source, Statement
from answer.engine import Answerer
from answer.evidence import Matcher
from answer.find import Finder
from answer.query import Form
from answer.question import QuestionReader
from answer.rows import Task
from answer.shown import with_names_shown
from answer.wording import Wording
from core.records import Span, Status
from core.settings import Settings
from facts.scope import ScopeReader
from index.store import Store
from tests.asking import EVERYTHING, Ask, add, assert_proved

# The document is about 配船管理システム, though its title does not name it.
FERRY = """2024年5月2日
青潮汽船株式会社

運航の乱れについて

配船管理システムの障害により、運航が乱れました。

1. 経緯
2024年4月21日　表示の遅れを確認しました。
2024年4月22日　通常の運航を再開しました。
2024年4月25日　原因を特定しました。

2. 影響
欠航した便数：14便
"""

# The document lists 乗員名簿システム among others.
LIST = """2024年6月3日
赤潮倉庫株式会社

情報設備の一覧について

配船管理システム、乗員名簿システム、券売管理システムの保守を受託しています。保守の費用は940万円です。設備の台数は88台です。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("shown")
    for name, text in {"ferry.txt": FERRY, "list.txt": LIST}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as opened:
        add(opened, sorted(folder.iterdir()))
        yield opened


class Drafts:
    """Drafts that cite one place of a document of the store, checked for what a question asks about."""

    def __init__(self, store: Store) -> None:
        self.store = store
        corpus = Corpus.read(store)
        self._reader = QuestionReader(store.names())
        self._finder = Finder(store, corpus, Matcher(corpus, store), self._scope, EVERYTHING)
        self._ids = {document.file: document.id for document in store.documents()}

    def _scope(self, document_id: str) -> ScopeReader:
        return ScopeReader(self.store.disclosure(document_id), tuple(self.store.names([document_id])))

    def __call__(self, question: str, file: str, quote: str, form: Form | None = None) -> list[str] | None:
        """What an answer cites for sure once the names are shown; None where it may not be given."""
        document = self._ids[file]
        start = self.store.text(document).index(quote)
        lead = Statement(quote, (Source(document, Span(start, start + len(quote))),))
        query = self._reader.read(question)
        task = Task(replace(query, form=form or query.form), self._finder, Wording("ja"))
        shown = with_names_shown(Draft(Status.ANSWERED, lead=[lead], stating={document}), task, self._reader.book)
        return None if shown is None else [self.store.text(s.document_id)[s.span.start : s.span.end] for s in shown.lead[0].sources]


@pytest.fixture(scope="module")
def drafts(store: Store) -> Drafts:
    return Drafts(store)


def test_the_place_that_names_the_system_is_cited_where_the_document_is_about_it(drafts: Drafts) -> None:
    quotes = drafts("配船管理システムの障害の原因はいつ特定されましたか。", "ferry.txt", "原因を特定しました。")
    assert quotes == ["原因を特定しました。", "配船管理システム"]


@pytest.mark.parametrize("system", ["乗員名簿システム", "配船管理システム"])
def test_a_document_that_only_lists_the_system_gives_no_answer_on_it(drafts: Drafts, system: str) -> None:
    assert drafts(f"{system}の設備の台数は？", "list.txt", "設備の台数は88台です。") is None


def test_a_document_that_does_not_name_the_system_gives_no_answer_on_it(drafts: Drafts) -> None:
    assert drafts("乗員名簿システムの原因は？", "ferry.txt", "原因を特定しました。") is None


def test_a_citation_that_names_the_system_needs_no_other(drafts: Drafts) -> None:
    quote = "配船管理システムの障害により、運航が乱れました。"
    assert drafts("配船管理システムの障害では何が乱れましたか。", "ferry.txt", quote) == [quote]


def test_the_publisher_of_what_is_cited_needs_no_other_citation(drafts: Drafts) -> None:
    assert drafts("青潮汽船で欠航した便数は？", "ferry.txt", "欠航した便数：14便") == ["欠航した便数：14便"]


def test_a_company_that_the_document_does_not_name_gets_no_answer(drafts: Drafts) -> None:
    assert drafts("赤潮倉庫で欠航した便数は？", "ferry.txt", "欠航した便数：14便") is None


def test_a_question_that_names_no_one_needs_no_name(drafts: Drafts) -> None:
    assert drafts("欠航した便数は？", "ferry.txt", "欠航した便数：14便") == ["欠航した便数：14便"]


def test_what_is_compared_is_named_by_its_rows(drafts: Drafts) -> None:
    assert drafts("乗員名簿システムの原因は？", "ferry.txt", "原因を特定しました。", Form.LARGEST) == ["原因を特定しました。"]


# --- as a whole ---


def test_an_answer_on_a_system_cites_its_name(store: Store) -> None:
    answer = Ask(Answerer(store))("配船管理システムの件で欠航した便数は？")
    assert answer.text.startswith("14便") and "配船管理システム" in "\n".join(citation.quote for citation in answer.citations)
    assert_proved(answer, store)


@pytest.mark.xfail(
    reason="what a document is about as a whole (障害) is taken for a word that its figures lack, which makes them another's"
)
def test_a_figure_may_be_asked_of_the_matter_that_its_document_is_about(store: Store) -> None:
    assert Ask(Answerer(store))("配船管理システムの障害で欠航した便数は？").text.startswith("14便")


@pytest.mark.parametrize("question", ["乗員名簿システムの設備の台数は何台ですか。", "配船管理システムの保守の費用は？"])
def test_a_figure_beside_a_list_of_systems_is_not_given_to_one_of_them(store: Store, question: str) -> None:
    answer = Ask(Answerer(store))(question)
    assert answer.status is Status.NOT_FOUND and "88台" not in answer.text and "940万円" not in answer.text
