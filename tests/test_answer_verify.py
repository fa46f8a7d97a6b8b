"""What may be said: every number, date and name of a statement stands in what it cites, whoever wrote it."""

from collections.abc import Sequence

import pytest

from answer.draft import Computed, Row, Source, Statement
from answer.verify import Verifier, empty, tokens, unshown
from core.records import NameKind, Span
from facts.names import NameBook

TEXT = "青嶺ガスは2023年12月4日に報告徴収を受領した。検針管理システムは48台、1,250契約であった。汐見ガスは12月18日に権限を停止した。"
BOOK = NameBook(
    [
        (NameKind.ORGANISATION, "青嶺ガス", "青嶺ガス"),
        (NameKind.ORGANISATION, "汐見ガス", "汐見ガス"),
        (NameKind.SYSTEM, "検針管理システム", "検針管理システム"),
    ]
)


@pytest.fixture
def verifier() -> Verifier:
    return Verifier({"d": TEXT}, BOOK)


def place(words: str) -> Source:
    start = TEXT.index(words)
    return Source("d", Span(start, start + len(words)))


REQUEST = place("青嶺ガスは2023年12月4日に報告徴収を受領した。")
FIGURES = place("検針管理システムは48台、1,250契約であった。")
STOP = place("汐見ガスは12月18日に権限を停止した。")


def may_be_said(verifier: Verifier, text: str, *sources: Source, computed: Sequence[str] = ()) -> bool:
    return verifier.admit(Statement(text, sources, computed=tuple(Computed(figure, "computed") for figure in computed))) is not None


@pytest.mark.parametrize(
    "text",
    [
        "48台です。",
        "1,250契約です。",
        "1250 contracts.",
        "検針管理システムの48台です。",
        "検針管理システムは48台、1,250契約であった。",
        "記載があります。",
    ],
)
def test_what_stands_in_the_quote_may_be_said(verifier: Verifier, text: str) -> None:
    assert may_be_said(verifier, text, FIGURES)


@pytest.mark.parametrize(
    "text",
    [
        "49台です。",
        "4台です。",
        "8台です。",
        "250契約です。",
        "12,500契約です。",
        "48.5台です。",
        "約480台です。",
        "48万台です。",
    ],
)
def test_a_number_that_is_not_in_the_quote_is_refused(verifier: Verifier, text: str) -> None:
    assert not may_be_said(verifier, text, FIGURES)


def test_a_number_of_another_place_is_refused(verifier: Verifier) -> None:
    assert not may_be_said(verifier, "青嶺ガスは48台です。", REQUEST)


@pytest.mark.parametrize(
    "text",
    ["2023年12月4日です。", "On 4 Dec 2023.", "December 4, 2023.", "2023年12月です。", "In 2023.", "12月4日です。", "令和5年12月4日です。"],
)
def test_a_date_that_the_quote_states_may_be_said_in_any_writing_and_less_exactly(verifier: Verifier, text: str) -> None:
    assert may_be_said(verifier, text, REQUEST)


@pytest.mark.parametrize(
    "text", ["2023年12月5日です。", "2022年12月4日です。", "On 5 Dec 2023.", "On 4 Jan 2023.", "2024年です。", "2023年4月です。"]
)
def test_a_date_that_is_not_in_the_quote_is_refused(verifier: Verifier, text: str) -> None:
    assert not may_be_said(verifier, text, REQUEST)


def test_a_day_is_not_shown_by_its_month(verifier: Verifier) -> None:
    assert not may_be_said(verifier, "2023年12月31日です。", place("2023年12月"))


def test_a_year_that_the_quote_does_not_state_is_refused(verifier: Verifier) -> None:
    assert not may_be_said(verifier, "2023年12月18日です。", STOP)


def test_a_date_whose_year_is_listed_as_computed_may_be_said(verifier: Verifier) -> None:
    assert may_be_said(verifier, "2023年12月18日です。", STOP, computed=["2023年12月18日"])


def test_a_figure_that_is_listed_as_computed_may_be_said(verifier: Verifier) -> None:
    assert may_be_said(verifier, "差は940契約です。", FIGURES, computed=["940契約"])


def test_a_figure_beside_the_computed_one_is_still_refused(verifier: Verifier) -> None:
    assert not may_be_said(verifier, "差は940契約、比率は4倍です。", FIGURES, computed=["940契約"])


@pytest.mark.parametrize("text", ["汐見ガスは48台です。", "青嶺ガスの検針管理システムです。"])
def test_a_name_that_is_not_cited_is_refused(verifier: Verifier, text: str) -> None:
    assert not may_be_said(verifier, text, FIGURES)


def test_a_name_may_stand_in_another_of_the_cited_quotes(verifier: Verifier) -> None:
    assert may_be_said(verifier, "青嶺ガスの検針管理システムは48台です。", FIGURES, REQUEST)


def test_a_long_quotation_that_is_word_for_word_may_be_said(verifier: Verifier) -> None:
    assert may_be_said(verifier, "資料には「青嶺ガスは2023年12月4日に報告徴収を受領した。」とあります。", REQUEST)


def test_a_paraphrase_in_quotation_marks_is_refused(verifier: Verifier) -> None:
    assert not may_be_said(verifier, "資料には「青嶺ガスは監督する役所から報告をするように求められたため対応した」とあります。", REQUEST)


def test_a_short_paraphrase_in_quotation_marks_is_refused(verifier: Verifier) -> None:
    assert not may_be_said(verifier, "資料には「青嶺ガスは要請を受けた」とあります。", REQUEST)


def test_a_cut_in_a_quotation_is_marked_and_each_part_is_word_for_word(verifier: Verifier) -> None:
    assert may_be_said(verifier, "資料には「青嶺ガスは…報告徴収を受領した。」とあります。", REQUEST)
    assert not may_be_said(
        verifier, "資料には「青嶺ガスは…監督する役所から求められた報告を急いで全部受け取りました。」とあります。", REQUEST
    )


def test_a_statement_without_sources_may_name_no_figure(verifier: Verifier) -> None:
    assert may_be_said(verifier, "記載がありません。") and not may_be_said(verifier, "48台です。")


def test_of_its_support_only_what_is_needed_is_cited(verifier: Verifier) -> None:
    admitted = verifier.admit(Statement("青嶺ガスの検針管理システムは48台です。", (FIGURES,), (STOP, REQUEST)))
    assert admitted == (FIGURES, REQUEST)


def test_support_that_does_not_help_does_not_save_a_statement(verifier: Verifier) -> None:
    assert verifier.admit(Statement("検針管理システムは49台です。", (FIGURES,), (STOP, REQUEST))) is None


def test_words_of_the_question_that_are_said_back_need_no_source(verifier: Verifier) -> None:
    question = "2022年7月12日に桜台ガスで何がありましたか。"
    assert verifier.admit(Statement("2022年7月12日の記載がありません。", echo=question)) == ()


def test_a_row_is_verified_cell_by_cell(verifier: Verifier) -> None:
    assert verifier.admit(Row(("検針管理システム", "48台"), (FIGURES,))) == (FIGURES,)
    assert verifier.admit(Row(("検針管理システム", "49台"), (FIGURES,))) is None


def test_the_marks_of_citations_are_no_figures(verifier: Verifier) -> None:
    assert may_be_said(verifier, "48台⟦0⟧です [99]。", FIGURES)


def test_what_is_unshown_is_named() -> None:
    rest = unshown("汐見ガスは2024年に49台です。", [TEXT[:30]], (), BOOK)
    assert rest.numbers == {"49"} and {day[0] for day in rest.dates} == {2024} and len(rest.names) == 1


def test_nothing_unshown_is_empty() -> None:
    assert empty(tokens("記載があります。", BOOK)) and not empty(tokens("48台", BOOK))


@pytest.mark.parametrize(
    ("said", "quote", "shown"),
    [
        ("10:40", "10時40分に停止", True),
        ("17:00", "午後5時に停止", True),
        ("5:00", "午後5時に停止", False),
        ("3 Jun 2023 10:40", "2023年6月3日10時40分", True),
        ("3 Jun 2023 10:50", "2023年6月3日10時40分", False),
        ("17 hours 28 minutes", "継続時間：17時間28分", True),
        ("17 hours 29 minutes", "継続時間：17時間28分", False),
        ("168 people", "児童 一六八名", True),
        ("186 people", "児童 一六八名", False),
        ("20名", "10～20名", True),
    ],
)
def test_times_and_lengths_are_shown_by_a_quote_in_another_wording(said: str, quote: str, shown: bool) -> None:
    assert empty(unshown(said, [quote], (), BOOK)) is shown
