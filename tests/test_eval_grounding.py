"""Whether an answer stands on what it cites."""

from dataclasses import replace

import pytest

from core.errors import StoreError
from core.records import Answer, AnswerTable, Citation, Coverage, Derived, Disclosure, Status
from eval.grounding import Finding, Kind, check, read_statements

TEXT = (
    "北風送配電株式会社の報告。\n"
    "閲覧可能となっていた期間\t2016年4月1日～2023年1月27日\n"
    "閲覧された契約数\t１３，８６２契約\n"
    "コールセンターシステムを停止した。\n"
    "1月13日 緊急点検の依頼を受領した。\n"
    "約112画面が対象で、当該権限の付与は誤りであった。\n"
    "平成28年4月から運用。\n"
)
DOCUMENT = Disclosure("ab" * 32, "001.txt", "text/plain", TEXT, (), (), ())
LINES = TEXT.splitlines()


def disclosure(document_id: str) -> Disclosure:
    if document_id != DOCUMENT.id:
        raise StoreError("no such document")
    return DOCUMENT


def cite(number: int, quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(number, "001.txt", "報告", None, None, None, None, "", quote, start, start + len(quote), (), DOCUMENT.id)


PERIOD, CONTRACTS, STOPPED, ENTRY, SCREENS, ERA = (cite(number, line) for number, line in enumerate(LINES[1:7], start=1))


def answer(
    text: str, *citations: Citation, status: Status = Status.ANSWERED, question: str = "？", derived: tuple[Derived, ...] = ()
) -> Answer:
    return Answer("", question, "ja", status, text, citations, derived=derived)


def fallen(given: Answer, **options: list[str]) -> list[tuple[Kind, str]]:
    return [(finding.kind, finding.text) for finding in check(given, disclosure, **options) if not finding.held]


def findings(given: Answer, kind: Kind) -> list[Finding]:
    return [finding for finding in check(given, disclosure) if finding.kind is kind]


def test_an_answer_that_repeats_its_quotes_stands() -> None:
    given = answer("13,862契約です（2016年4月1日～2023年1月27日） [1][2]。", PERIOD, CONTRACTS)
    assert fallen(given) == []
    assert [finding.text for finding in findings(given, Kind.DATE)] == ["2016年4月1日", "2023年1月27日"]
    assert [finding.text for finding in findings(given, Kind.NUMBER)] == ["13,862"]


def test_a_quote_that_differs_from_its_place_falls() -> None:
    moved = replace(CONTRACTS, start=CONTRACTS.start + 1)
    assert fallen(answer("13,862契約です [2]。", moved)) == [(Kind.QUOTE, moved.quote)]


def test_a_quote_of_an_unknown_document_falls() -> None:
    strange = replace(CONTRACTS, sha256="cd" * 32)
    assert fallen(answer("13,862契約です [2]。", strange)) == [(Kind.QUOTE, strange.quote)]


def test_a_marker_without_its_citation_falls() -> None:
    assert (Kind.MARKER, "[9]") in fallen(answer("受領した [9]。"))


def test_a_citation_that_nothing_refers_to_falls() -> None:
    assert fallen(answer("停止した。", STOPPED)) == [(Kind.MARKER, "[3]")]


def test_an_answer_without_a_citation_falls() -> None:
    assert fallen(answer("停止しました。")) == [(Kind.MARKER, "answered")]


def test_a_number_of_no_quote_falls() -> None:
    assert fallen(answer("13,863契約です [2]。", CONTRACTS)) == [(Kind.NUMBER, "13,863")]


def test_a_number_of_another_sentences_quote_falls() -> None:
    assert fallen(answer("停止は13,862件です [3]。契約があります [2]。", CONTRACTS, STOPPED)) == [(Kind.NUMBER, "13,862")]


def test_the_digits_of_a_date_hold_no_number() -> None:
    assert fallen(answer("27件です [1]。", PERIOD)) == [(Kind.NUMBER, "27")]


def test_a_year_in_english_stands_by_the_date_in_the_quote() -> None:
    assert fallen(answer("It ran from 1 Apr 2016 until 27 Jan 2023, since 2016 [1].", PERIOD)) == []


def test_a_year_of_the_japanese_calendar_is_the_same_year() -> None:
    assert fallen(answer("Since April 2016 [6].", ERA)) == []


def test_a_day_that_the_quote_does_not_name_falls() -> None:
    assert fallen(answer("2016年4月2日からです [6]。", ERA)) == [(Kind.DATE, "2016年4月2日")]


def test_an_inherited_year_needs_a_quote_that_holds_it() -> None:
    assert fallen(answer("2023年1月13日に受領した [4]。", ENTRY)) == [(Kind.DATE, "2023年1月13日")]
    assert fallen(answer("2023年1月13日に受領した [4]。期間は別です [1]。", ENTRY, PERIOD)) == []


def test_an_inherited_year_may_be_listed_as_derived() -> None:
    derived = (Derived("2023年1月13日", "year of publication", (4,)),)
    assert fallen(answer("2023年1月13日に受領した [4]。", ENTRY, derived=derived)) == []


def test_a_computed_figure_is_listed_with_citations_that_exist() -> None:
    text = "約6年10か月です [1]。"
    assert fallen(answer(text, PERIOD, derived=(Derived("約6年10か月", "duration", (1,)),))) == []
    assert fallen(answer(text, PERIOD, derived=(Derived("約6年10か月", "duration", (1, 7)),))) == [(Kind.NUMBER, "6"), (Kind.NUMBER, "10")]


def test_a_count_of_documents_rests_on_the_coverage() -> None:
    given = answer("Two systems [3].", STOPPED, derived=(Derived("Two systems", "count", ()),))
    assert fallen(given) == [(Kind.NUMBER, "Two")]
    assert fallen(replace(given, coverage=Coverage(5, 2))) == []


def test_a_number_is_called_approximate_only_where_the_document_does() -> None:
    assert fallen(answer("約112画面です [5]。", SCREENS)) == []
    assert fallen(answer("約13,862契約です [2]。", CONTRACTS)) == [(Kind.NUMBER, "13,862")]


def test_each_table_row_stands_on_its_own_citations() -> None:
    table = AnswerTable(("System", "Contracts", ""), (("コールセンターシステム", "13,862", "[3]"), ("", "13,862", "[2]")))
    given = replace(answer("次のとおりです。", CONTRACTS, STOPPED), table=table)
    assert fallen(given) == [(Kind.NUMBER, "13,862")]


def test_a_name_of_no_quote_title_or_publisher_falls() -> None:
    assert fallen(answer("受付検索システムを停止した [3]。", STOPPED)) == [(Kind.NAME, "受付検索システム")]
    assert fallen(answer("コールセンターシステムを停止した [3]。", STOPPED)) == []


def test_a_name_may_stand_in_the_publisher() -> None:
    given = answer("北風送配電のコールセンターシステムです [3]。", replace(STOPPED, publisher="北風送配電株式会社"))
    assert fallen(given) == []


def test_a_quotation_is_word_for_word() -> None:
    assert fallen(answer("資料は「当該権限の付与は…誤りであった」としています [5]。", SCREENS)) == []
    assert fallen(answer("資料は「当該権限の付与は正しいものであった」としています [5]。", SCREENS)) == [
        (Kind.NARRATIVE, "当該権限の付与は正しいものであった")
    ]


def test_a_refusal_may_put_the_questions_words_in_brackets() -> None:
    refusal = answer("「閲覧された小売電気事業者数と時期」の記載がありません。停止はあります [3]。", STOPPED, status=Status.NOT_FOUND)
    assert fallen(refusal) == []


def test_a_number_in_a_wrapped_address_is_whole() -> None:
    wrapped = "報告 https://example.jp/press/1210701_32\n81.html 参照"
    document = replace(DOCUMENT, text=wrapped)
    citation = replace(STOPPED, quote=wrapped, start=0, end=len(wrapped))
    given = answer("https://example.jp/press/1210701_3281.html です [3]。", citation)
    assert [finding.text for finding in check(given, lambda _: document) if not finding.held] == []


def stands(quote: str, said: str) -> bool:
    """True when everything that an answer says in a sentence stands in the quote that it cites."""
    document = replace(DOCUMENT, text=quote)
    citation = replace(STOPPED, quote=quote, start=0, end=len(quote))
    return all(finding.held for finding in check(answer(said, citation), lambda _: document))


def test_a_date_in_kanji_numerals_is_a_date() -> None:
    assert stands("二〇一七年四月から令和三年五月二十日までに書いた", "Apr 2017 – 20 May 2021 [3].")
    assert not stands("二〇一七年四月に書いた", "May 2017 [3].")


def test_dates_that_a_slash_sets_apart_are_each_a_date() -> None:
    assert stands("賞味期限：2025.01.14／2025.01.15／2025.01.21", "2025年1月21日です [3]。")


def test_minutes_with_a_zero_before_them_are_the_same_minutes() -> None:
    assert stands("1時間08分", "1 hour 8 minutes [3].")


def test_a_figure_at_the_end_of_a_quote_takes_no_thousand_from_the_next() -> None:
    text = "番号 0100-2299\n千草市"
    document = replace(DOCUMENT, text=text)
    quotes = [
        replace(STOPPED, number=n, quote=quote, start=text.index(quote), end=text.index(quote) + len(quote))
        for n, quote in ((1, text[:12]), (2, "千草市"))
    ]
    assert [f.text for f in check(answer("「0100-2299」です [1][2]。", *quotes), lambda _: document) if not f.held] == []


def test_a_refusal_may_repeat_the_question() -> None:
    question = "南風電力が2015年5月に閲覧した77契約とは？"
    refusal = answer(
        "南風電力の2015年5月の77契約は記載がありません。停止はあります [3]。", STOPPED, status=Status.NOT_FOUND, question=question
    )
    assert fallen(refusal) == []


def test_an_answer_may_not_repeat_the_question_as_a_fact() -> None:
    given = answer("南風電力の77契約です [3]。", STOPPED, question="南風電力の77契約は？")
    assert fallen(given) == [(Kind.NUMBER, "77"), (Kind.NAME, "南風電力")]


def test_the_remark_of_a_conversation_repeats_the_readers_words() -> None:
    given = answer("停止があります [3]。\n\n*南風電力についてのご質問として答えました。*", STOPPED, question="停止は？")
    assert fallen(given, history=["南風電力のシステムは？"]) == []
    assert fallen(given) != []


def test_names_of_files_are_no_figures() -> None:
    given = answer("資料 001 と 002.txt に停止の記載があります [3]。", STOPPED)
    assert fallen(given, files=["002.txt"]) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一つ [1]。二つ。[2] 三つ [3]", [(1,), (2,), (3,)]),
        ("「一つ。二つ」とある [1]。", [(1,)]),
        ("One [1]. Two [2].", [(1,), (2,)]),
        ("On 1 Jan. Then it stopped [1].", [(1,)]),
        ("記載なし。別の文 [2]", [(2,), (2,)]),
    ],
)
def test_a_statement_is_a_sentence_with_its_markers(line: str, expected: list[tuple[int, ...]]) -> None:
    assert [statement.citations for statement in read_statements(answer(line, PERIOD, CONTRACTS, STOPPED))] == expected
