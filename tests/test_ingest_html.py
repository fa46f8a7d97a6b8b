"""Web pages: the main content, with what the tags say."""

from pathlib import Path

from core.records import BlockKind
from tests.reading import block_with, disclosure, of_kind, tables, texts

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>紛失について｜架空病院</title></head><body>
<header><nav><ul><li>ホーム</li></ul></nav></header><div class="breadcrumb">ホーム &gt; お知らせ</div>
<main><h1>記録媒体の紛失について</h1><p>掲載日：2024年2月9日</p><p>架空病院</p>
<h2>経緯</h2><dl><dt>2月1日</dt><dd>紛失に気付く</dd><dt>2月5日</dt><dd>公表</dd><dd>届出</dd></dl>
<h2>対象</h2><table><tr><th rowspan="2">診療科</th><th colspan="2">患者数</th></tr><tr><th>入院</th><th>外来</th></tr>
<tr><td>外科</td><td>112名</td><td>208名</td></tr><tr><td>内科</td><td>45名</td><td><ul><li>再診</li><li>初診</li></ul></td></tr></table>
<p>※住所は含まれません。</p>
<h2>対策</h2><ol><li>使用の禁止<ul><li>例外なし</li></ul></li><li>研修</li></ol></main>
<footer><p>Copyright</p></footer></body></html>"""


def test_navigation_and_footers_are_left_out(tmp_path: Path) -> None:
    text = disclosure(tmp_path, PAGE, "a.html").text
    assert "ホーム" not in text and "Copyright" not in text


def test_title_publisher_and_date_come_from_the_content(tmp_path: Path) -> None:
    document = disclosure(tmp_path, PAGE, "a.html")
    assert (document.title, document.publisher, str(document.published)) == ("記録媒体の紛失について", "架空病院", "2024-02-09")


def test_spans_of_cells_are_kept(tmp_path: Path) -> None:
    table = tables(disclosure(tmp_path, PAGE, "a.html"))[1]
    assert (table.header_rows, table.header_columns) == (2, 1)
    assert [cell.text for cell in table.column_headings(2)] == ["患者数", "外来"]
    assert texts(table, 3) == ["内科", "45名", "・再診 ・初診"]


def test_terms_and_definitions_are_labels_and_values(tmp_path: Path) -> None:
    table = tables(disclosure(tmp_path, PAGE, "a.html"))[0]
    assert (table.header_rows, table.header_columns, texts(table, 1)) == (0, 1, ["2月5日", "公表 届出"])


def test_list_items_are_bullets_with_their_depth_and_number(tmp_path: Path) -> None:
    document = disclosure(tmp_path, PAGE, "a.html")
    assert [(block.marker, block.level, block.text) for block in of_kind(document, BlockKind.BULLET)] == [
        ("1.", 1, "使用の禁止"),
        ("・", 2, "例外なし"),
        ("2.", 1, "研修"),
    ]


def test_every_cell_and_block_stands_where_it_says(tmp_path: Path) -> None:
    document = disclosure(tmp_path, PAGE, "a.html")
    for block in document.blocks:
        if block.table is None:
            assert document.quote(block.span).strip() == document.quote(block.span)
        for cell in block.table.cells if block.table else ():
            if "公表" not in cell.text:
                assert document.quote(cell.span) == cell.text


def test_a_note_below_a_table_is_tied_to_it(tmp_path: Path) -> None:
    document = disclosure(tmp_path, PAGE, "a.html")
    assert block_with(document, "外科").notes == (block_with(document, "住所は含まれません").ordinal,)


def test_a_table_that_only_arranges_the_page_is_no_table(tmp_path: Path) -> None:
    page = "<html><body><table><tr><td><h2>概要</h2><p>障害が発生しました。</p></td><td><p>別の段です。</p></td></tr></table></body></html>"
    document = disclosure(tmp_path, page, "a.html")
    assert not tables(document)
    assert "障害が発生しました。" in document.text


def test_marks_in_paragraphs_are_understood_as_in_text(tmp_path: Path) -> None:
    page = "<html><body><h1>障害報告</h1><p>■概要<br>4月1日に障害が発生しました。</p><p>■原因<br>設定の誤りです。</p></body></html>"
    document = disclosure(tmp_path, page, "a.html")
    assert [block.text for block in of_kind(document, BlockKind.HEADING)] == ["概要", "原因"]


def test_a_page_of_unclosed_tags_is_read(tmp_path: Path) -> None:
    assert "本文です。" in disclosure(tmp_path, "<p>本文です。<table><tr><td>甲<td>乙", "a.html").text


def test_the_footer_of_an_article_is_read_and_that_of_the_page_is_not(tmp_path: Path) -> None:
    article = "<article><h1>過大請求について</h1><p>判明しました。</p><footer>お問い合わせ：法務部　03-000-6209</footer></article>"
    page = f"<html><body>{article}<footer>サイトマップ</footer></body></html>"
    text = disclosure(tmp_path, page, "page.html").text
    assert "03-000-6209" in text
    assert "サイトマップ" not in text


def test_a_letterhead_and_whom_to_ask_are_content_also_as_head_and_foot_of_the_page(tmp_path: Path) -> None:
    page = (
        "<html><body><header>架空航空株式会社　2024年3月12日</header><h1>整備期限の超過について</h1><p>期限を過ぎて運航しました。</p>"
        "<footer>お問い合わせ：広報室 000-300-1207<br>https://www.example.jp/news/0312.html</footer></body></html>"
    )
    document = disclosure(tmp_path, page, "a.html")
    assert (document.publisher, str(document.published)) == ("架空航空株式会社", "2024-03-12")
    assert "000-300-1207" in document.text
