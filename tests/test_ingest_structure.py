"""Headings, bullets, wrapped lines and footnotes of text files."""

from pathlib import Path

import pytest

from core.records import BlockKind
from core.text import fold
from ingest import read
from tests.reading import SHARED, above, block_with, disclosure, of_kind

REPORT = """2024年5月1日
架空水道株式会社

配水管の破損に関するご報告

1. 経緯
【発生】
2024年4月2日に配水管が破損しました。
【復旧】
翌日に復旧しました。
2. 対応
(1) 応急対応
給水車を派遣しました。
(2) 恒久対応
○管を交換します。
○点検を増やします。
・月1回
・夜間も実施
"""


def test_numbered_bracketed_and_parenthesised_headings_nest(tmp_path: Path) -> None:
    document = disclosure(tmp_path, REPORT)
    assert above(document, block_with(document, "破損しました")) == ["経緯", "【発生】"]
    assert above(document, block_with(document, "復旧しました")) == ["経緯", "【復旧】"]
    assert above(document, block_with(document, "給水車")) == ["対応", "応急対応"]


def test_a_bullet_with_another_mark_right_below_is_nested(tmp_path: Path) -> None:
    document = disclosure(tmp_path, REPORT)
    assert [(block.marker, block.level) for block in of_kind(document, BlockKind.BULLET)] == [("○", 1), ("○", 1), ("・", 2), ("・", 2)]


def test_a_block_quotes_the_file_and_its_text_is_the_quote_read(tmp_path: Path) -> None:
    document = disclosure(tmp_path, REPORT)
    for block in document.blocks:
        assert fold(document.quote(block.span), block.start).text == block.text


def test_numbered_items_without_content_between_them_are_a_list(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "対応は次のとおりです。\n1. 端末の回収\n2. 権限の停止\n3. 研修の実施\n")
    assert not of_kind(document, BlockKind.HEADING)
    assert [block.marker for block in of_kind(document, BlockKind.BULLET)] == ["1.", "2.", "3."]


def test_a_year_or_a_decimal_at_the_start_of_a_line_is_no_number_of_a_list(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "2023年度の件数は次のとおりです。\n\n2.5倍に増えました。\n\n3か月間です。\n")
    assert [block.marker for block in document.blocks] == ["", "", ""]


def test_a_labelled_line_stays_one_block_and_is_no_heading(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "概要は次のとおりです。\n\n対象：会員証\n期間：2024年4月1日～4月30日\n件数：12件\n")
    assert [block.text for block in document.blocks[1:]] == ["対象:会員証", "期間:2024年4月1日～4月30日", "件数:12件"]


def test_hard_wrapped_sentences_are_joined_and_paragraphs_kept_apart(tmp_path: Path) -> None:
    sentence = (
        "当社が運営する会員向けの予約サービスにおいて利用者の一部の情報が他の利用者から閲覧できる状態になっていたことが判明しました。"
    )
    wrapped = "\n".join(sentence[start : start + 20] for start in range(0, len(sentence), 20))
    document = disclosure(tmp_path, "\n\n".join([wrapped] * 4))
    assert [block.text for block in document.blocks] == [sentence] * 4


def test_lines_that_are_whole_paragraphs_are_not_joined(tmp_path: Path) -> None:
    lines = [
        "当社は調査しました。",
        "その結果、三つの原因が分かりましたので、順に説明いたします。",
        "第一の原因は設定の誤りです。",
        "以上です。",
    ]
    document = disclosure(tmp_path, "\n".join(lines))
    assert [block.text for block in document.blocks] == lines


def test_a_heading_that_returns_on_a_new_page_does_not_stand_under_the_old_section(tmp_path: Path) -> None:
    part = "【概要】\n\n利用者の情報が閲覧できる状態でした。\n\n【結果】\n\n{}件を確認しました。\n"
    document = disclosure(tmp_path, "1. 事案A\n\n" + part.format(12) + "\n\n\n\n" + part.format(34))
    assert above(document, block_with(document, "12件")) == ["事案A", "【結果】"]
    assert above(document, block_with(document, "34件")) == ["【結果】"]


def test_markdown_headings_nest_by_their_depth(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "# 報告書\n\n## 影響\n\n### 店舗\n\n三店舗です。\n\n## 対策\n\n点検します。\n", "a.md")
    assert above(document, block_with(document, "三店舗")) == ["影響", "店舗"]
    assert above(document, block_with(document, "点検します")) == ["対策"]


def test_a_footnote_is_tied_to_the_block_with_its_mark(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "対象は会員※1です。\n\n期間は3日※2です。\n\n※1 退会した方を含む。\n※2 休日を除く。\n")
    assert [[document.blocks[note].text for note in block.notes] for block in document.blocks[:2]] == [
        ["退会した方を含む。"],
        ["休日を除く。"],
    ]


def test_marks_of_footnotes_are_matched_whatever_their_spelling(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "対象は会員<sup>※1</sup>です。\n\n※ １：退会した方を含む。\n")
    assert document.blocks[0].notes == (1,)


def test_a_number_that_counts_is_no_part_of_a_note_mark(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "記録は保存しています。\n\n※ 30分単位の記録は保存していません\n")
    note = document.blocks[1]
    assert (note.marker, note.text) == ("※", "30分単位の記録は保存していません")


def test_a_note_without_a_mark_in_the_text_belongs_to_what_stands_above(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "区分\t台数\n本店\t12台\n支店\t30台\n\n※ 予備の端末を含む\n")
    assert document.blocks[0].notes == (1,)


def test_page_numbers_are_no_blocks(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "- 1 -\n本件は、損害賠償を求める事案である。\n\n- 2 -\n上告を棄却する。\n")
    assert [block.text for block in document.blocks] == ["本件は、損害賠償を求める事案である。", "上告を棄却する。"]


def test_form_feeds_make_pages(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "一頁目の文です。\f二頁目の文です。")
    assert [(block.page, block.text) for block in document.blocks] == [(1, "一頁目の文です。"), (2, "二頁目の文です。")]


@pytest.mark.skipif(not (SHARED / "disclosures").is_dir(), reason="the real disclosures are not beside the project")
def test_every_place_in_the_real_disclosures_holds_its_text() -> None:
    for path in sorted((SHARED / "disclosures").glob("*.txt")):
        document = read(path)
        assert document.title and document.publisher and document.published
        for block in document.blocks:
            for cell in block.table.cells if block.table else ():
                quote = fold(document.quote(cell.span), markup=cell.text[:4] != "http").text
                assert quote.replace(" ", "") == cell.text.replace(" ", "")


def test_a_label_and_a_figure_apart_by_a_wide_space_are_no_heading(tmp_path: Path) -> None:
    document = disclosure(
        tmp_path, "報告書\n\n1. 件数\n(1) 対象件数　1,284件\n(2) 合計　1,300件\n重複は含みません。\n\n合計　　2,584件\n\n以上の件数です。\n"
    )
    assert [block.text for block in of_kind(document, BlockKind.HEADING)] == ["件数"]


def test_a_heading_may_give_the_unit_of_the_table_below_it(tmp_path: Path) -> None:
    document = disclosure(
        tmp_path, "報告書\n\n１　未実施件数　　　　　（単位：件）\n営業所\t今回\n本町\t112\n北野台\t86\n\n２　対応\n通知しました。\n"
    )
    assert next(block.text for block in of_kind(document, BlockKind.HEADING)) == "未実施件数 (単位:件)"


def test_an_answer_stands_under_its_question_without_its_number(tmp_path: Path) -> None:
    asked = "ポイントの件\n\n＜ご質問＞\nQ1　なぜ起きたのですか。\nA1　登録の誤りです。\n\nQ2　残高は減りますか。\nA2　減りません。\n\n"
    document = disclosure(tmp_path, asked + "＜再発防止＞\n・点検します。\n")
    answer = block_with(document, "減りません")
    assert (answer.text, above(document, answer)) == ("減りません。", ["<ご質問>", "残高は減りますか。"])
    assert above(document, block_with(document, "点検します")) == ["<再発防止>"]


def test_a_number_before_a_sentence_and_the_beginning_of_the_next_makes_no_heading(tmp_path: Path) -> None:
    first = "1 事項\n(1) 配管に亀裂がありました。\n"
    text = "(2) 量を確認する定めですが、行われていませんでした。一方、点検\n簿には記入されていました。\n(3) 調査を続けます。\n"
    document = disclosure(tmp_path, first + text)
    assert block_with(document, "量を確認").kind is BlockKind.BULLET


def test_a_line_set_in_below_a_marked_item_ends_the_sentence_begun_there(tmp_path: Path) -> None:
    first = "1 事項\n  (1) 量を確認する定めですが、行われていませんでした。一方、点検\n      簿には記入されていました。\n"
    document = disclosure(tmp_path, first + "  (2) 調査を続けます。\n      以下に記します。\n")
    assert block_with(document, "量を確認").text.endswith("一方、点検簿には記入されていました。")
    assert block_with(document, "調査を").text == "調査を続けます。"
