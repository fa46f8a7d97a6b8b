"""What the chat renders: answers, sources and pages as HTML."""

import re
from dataclasses import replace
from datetime import date

from core.records import Answer, Block, BlockKind, Cell, Derived, Disclosure, Page, Question, Span, Status, Table
from tests.chat_double import HILL, HOSTILE, PORT, Assistant, build, cite, english, japanese
from web.chat import conversation_html, notice_html, scope_html
from web.conversation import Conversation, Selection
from web.markdown import markdown_html
from web.page import MAX_UNPAGED_CHARACTERS, Mark, as_shown, page_html, shown_span
from web.sources import documents_html, sources_html


def answer_saying(text: str, *derived: Derived) -> Answer:
    citations = (cite(1, PORT, "1,204契約"), cite(2, PORT, "87契約"))
    return Answer("", "?", "ja", Status.ANSWERED, text, citations, derived=derived)


def page_with(quote: str, disclosure: Disclosure = PORT) -> str:
    start = disclosure.text.index(quote)
    span = Span(start, start + len(quote))
    return page_html(disclosure, shown_span(disclosure, disclosure.page_at(start), span), [Mark(span, 1, True)])


# Markdown of an answer


def test_a_marker_becomes_a_button_that_names_its_turn_and_source() -> None:
    rendered = markdown_html("87契約です [2]。", answer_saying(""), 4)
    assert 'data-turn="4" data-cite="2"' in rendered
    assert "[2]" not in rendered


def test_a_marker_without_a_citation_stays_text() -> None:
    assert "[7]" in markdown_html("様式[7]による", answer_saying(""), 0)


def test_the_open_source_is_marked_in_the_answer() -> None:
    rendered = markdown_html("a [1] b [2]", answer_saying(""), 0, opened=2)
    assert rendered.count('aria-current="true"') == 1
    assert 'aria-current="true">2</button>' in rendered


def test_a_markdown_table_becomes_a_table_with_markers() -> None:
    rendered = markdown_html("| 会社 | 件 |\n|---|---|\n| みなと | 87契約 [2] |", answer_saying(""), 0)
    assert "<td>87契約 <button" in rendered


def test_markup_in_an_answer_is_shown_as_text() -> None:
    rendered = markdown_html(f"{HOSTILE} [押す](javascript:alert(1)) ![x](http://example.invalid/x.png)", answer_saying(""), 0)
    assert "<script" not in rendered
    assert "<img" not in rendered
    assert "<a " not in rendered
    assert "[押す](javascript:alert(1))" in rendered


def test_a_computed_figure_is_marked_with_how_it_was_computed() -> None:
    rendered = markdown_html("合計1,291契約です", answer_saying("", Derived("1,291契約", "1,204 + 87", (1, 2))), 0)
    assert '<span class="computed" title="計算値 Computed: 1,204 + 87">1,291契約</span>' in rendered


def test_a_computed_figure_is_not_marked_inside_a_longer_number() -> None:
    assert "computed" not in markdown_html("31,291契約", answer_saying("", Derived("1,291契約", "", (1,))), 0)


def test_a_computed_bare_number_does_not_mark_the_days_of_dates() -> None:
    assert "computed" not in markdown_html("2023年5月", answer_saying("", Derived("5", "count", (1,))), 0)


# The conversation


def test_examples_are_shown_before_the_first_question_only() -> None:
    assert "問いの例です" in conversation_html(Conversation(), ["問いの例です"])
    assert "問いの例です" not in conversation_html(Conversation((japanese("q"),)), ["問いの例です"])


def test_a_question_is_shown_as_text() -> None:
    rendered = conversation_html(Conversation((japanese(HOSTILE),)))
    assert "<script" not in rendered
    assert "<img" not in rendered


def test_a_question_under_way_is_shown_with_a_spinner() -> None:
    rendered = conversation_html(Conversation().asking("契約数は？"))
    assert "契約数は？" in rendered
    assert 'class="spinner"' in rendered


def test_the_table_of_an_answer_is_shown_once() -> None:
    answer = english("Which?")
    assert conversation_html(Conversation((answer,))).count("<table>") == 1


def test_coverage_and_computed_figures_stand_under_the_answer() -> None:
    rendered = conversation_html(Conversation((japanese("契約数は？"),)))
    assert "確認した資料 2件、うち記載あり 1件" in rendered
    assert "1,204契約 + 87契約" in rendered


def test_coverage_that_the_text_states_is_not_repeated() -> None:
    answer = replace(japanese("q"), text="1,204契約 [1]\n\n2件の資料のうち1件に記載があります。")
    assert 'class="coverage"' not in conversation_html(Conversation((answer,)))


def test_an_answer_that_is_not_in_the_documents_says_so_first() -> None:
    assert "資料に記載なし" in conversation_html(Conversation((Assistant().ask(Question("総理大臣は？")),)))


def test_the_copy_button_carries_answer_and_sources() -> None:
    rendered = conversation_html(Conversation((japanese("契約数は？"),)))
    copied = rendered.split('data-copy="')[1].split('"')[0]
    assert "窓口支援システム：1,204契約 [1]" in copied
    assert PORT.id[:12] in copied


def test_a_chosen_scope_is_said() -> None:
    assert "2件だけ" in scope_html(2)
    assert scope_html(0) == ""


def test_a_notice_is_announced_and_escaped() -> None:
    assert notice_html("<b>") == '<div class="notice" role="alert">&lt;b&gt;</div>'
    assert notice_html("") == ""


# The steps of a conversation


def test_an_answer_opens_its_first_source() -> None:
    assert Conversation().answered(japanese("q")).selection == Selection(0, 1)


def test_an_answer_without_citations_opens_nothing() -> None:
    assert Conversation().answered(Answer("", "q", "ja", Status.NOT_FOUND, "-")).citation is None


def test_a_source_that_does_not_exist_is_not_opened() -> None:
    conversation = Conversation().answered(japanese("q"))
    assert conversation.opened(0, 9) == conversation
    assert conversation.opened(-1, 1) == conversation
    assert conversation.opened(5, 1) == conversation


def test_opening_another_source_forgets_the_page_that_was_turned_to() -> None:
    conversation = Conversation().answered(japanese("q")).turned(1)
    assert conversation.selection == Selection(0, 1, 1)
    assert conversation.opened(0, 2).selection == Selection(0, 2)


def test_earlier_questions_are_the_history() -> None:
    assert Conversation().answered(japanese("一")).answered(japanese("二")).history == ("一", "二")


# The cited page


def test_the_quote_is_marked_at_its_place_with_its_number() -> None:
    assert '<td><mark class="quote open" data-numbers="1" data-begins="1">1,204契約</mark></td>' in page_with("1,204契約")


def test_only_the_cited_page_is_shown() -> None:
    rendered = page_with("1,204契約")
    assert "調査結果" in rendered
    assert "当社の「窓口支援システム」において" not in rendered


def test_a_table_keeps_its_heading_cells() -> None:
    rendered = page_with("87契約")
    assert "<th>検針管理システム</th>" in rendered
    assert "<th>期間</th>" in rendered


def test_a_quote_over_several_cells_is_marked_in_each() -> None:
    assert page_with("1,204契約\t87契約").count('<mark class="quote open"') == 2


def test_a_quote_over_markup_is_shown_without_it() -> None:
    assert as_shown('確認していなかった。</p>\n<div style="padding: 1px">・意識が希薄') == "確認していなかった。\n・意識が希薄"
    assert as_shown("１台＜試験＞") == "１台＜試験＞"


def test_overlapping_quotes_are_both_named() -> None:
    start = PORT.text.index("※ 端末は12台")
    marks = [Mark(Span(start, start + 9), 1, True), Mark(Span(start + 5, start + 9), 2)]
    rendered = page_html(PORT, shown_span(PORT, 2, marks[0].span), marks)
    assert 'data-numbers="1 2" data-begins="2">12台' in rendered


def test_the_text_of_a_document_cannot_become_markup() -> None:
    rendered = page_with("5名", HILL)
    assert "<script" not in rendered
    assert "<img" not in rendered


def test_the_marks_of_markdown_and_html_are_not_shown() -> None:
    rendered = page_with("5名", HILL)
    assert "お詫び とご報告" in rendered
    assert "以上&amp;終わり" in rendered


def test_wrapped_lines_are_joined_and_short_lines_kept() -> None:
    lines = "この行は資料の幅いっぱいまで書かれているため、次の行へ続いて\nいます。\n以上"
    rendered = page_with("以上", build("w.txt", [[(BlockKind.PARAGRAPH, lines)]], title="t", publisher="p", published=date(2023, 1, 1)))
    assert "次の行へ続いています。\n" in rendered


def test_text_between_blocks_is_shown_too() -> None:
    blockless = Disclosure(PORT.id, "x.txt", "text/plain", "頁の上\n本文", PORT.pages[:0], (), ())
    assert page_html(blockless, shown_span(blockless, None, Span(0, 1)), []) == '<p class="loose">頁の上\n本文</p>'


def test_the_sign_before_a_block_stands_on_its_line() -> None:
    text = "# 見出し\n\n○ 一つ目\n\n(注) 端末は12台"
    blocks = (
        Block(0, BlockKind.HEADING, "見出し", 2, 5, marker="#"),
        Block(1, BlockKind.BULLET, "一つ目", 9, 12, marker="○"),
        Block(2, BlockKind.FOOTNOTE, "端末は12台", 18, 24, marker="(注)"),
    )
    rendered = page_html(Disclosure(PORT.id, "x.txt", "text/plain", text, (), blocks, ()), Span(0, len(text)), [])
    assert re.findall(r">([^<]+)<", rendered) == ["見出し", "○ 一つ目", "(注) 端末は12台"]


def test_a_long_document_without_pages_is_shown_around_the_quote() -> None:
    long = Disclosure(PORT.id, "x.txt", "text/plain", "あ" * 100_000, (), (), ())
    shown = shown_span(long, None, Span(70_000, 70_010))
    assert shown.covers(Span(70_000, 70_010))
    assert shown.end - shown.start == MAX_UNPAGED_CHARACTERS


# The sources panel


def test_the_open_source_is_current_and_its_page_named() -> None:
    rendered = sources_html(Conversation().answered(japanese("q")).opened(0, 2), PORT)
    assert 'data-cite="2" aria-current="true"' in rendered
    assert "p. 2 / 2" in rendered


def test_a_source_shows_title_publisher_date_page_and_section() -> None:
    rendered = sources_html(Conversation().answered(japanese("q")), PORT)
    assert '<span class="about">みなと配電株式会社 · 2023-02-03</span>' in rendered
    assert '<span class="place">p. 2 · 調査結果</span>' in rendered


def test_the_sources_of_one_disclosure_stand_under_its_title_once() -> None:
    rendered = sources_html(Conversation().answered(japanese("q")), PORT)
    assert rendered.count('<span class="source-title">') == 2
    assert rendered.count('class="source"') == 3


def test_only_web_addresses_become_links() -> None:
    rendered = documents_html(Assistant().documents())
    assert 'href="https://example.invalid/minato.pdf"' in rendered
    assert "javascript:" not in rendered


def test_an_empty_store_says_how_to_fill_it() -> None:
    assert "python -m ingest" in documents_html(())


def test_an_answer_without_sources_says_so() -> None:
    rendered = sources_html(Conversation().answered(Answer("", "q", "ja", Status.NOT_FOUND, "-")), None)
    assert "出典はありません" in rendered


def test_of_a_table_over_pages_a_page_shows_its_own_rows_under_the_headings() -> None:
    text = "区分\t件数\n北\t12件\f南\t8件"
    places = [(0, 0, "区分"), (0, 1, "件数"), (1, 0, "北"), (1, 1, "12件"), (2, 0, "南"), (2, 1, "8件")]
    cells = tuple(Cell(row, column, word, text.index(word), text.index(word) + len(word)) for row, column, word in places)
    block = Block(0, BlockKind.TABLE, text, 0, len(text), page=1, table=Table(3, 2, cells, 1, 1))
    pages = (Page(1, 0, text.index("\f")), Page(2, text.index("\f") + 1, len(text)))
    paged = Disclosure("a" * 64, "x.pdf", "application/pdf", text, pages, (block,), ())
    rendered = page_html(paged, shown_span(paged, 2, Span(0, 1)), [])
    assert "件数" in rendered and "8件" in rendered and "12件" not in rendered
