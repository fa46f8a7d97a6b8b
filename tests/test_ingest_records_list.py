"""Lists of dated records that lost their table."""

from pathlib import Path

from core.records import BlockKind
from ingest.urls import find_addresses
from tests.reading import disclosure, tables, texts

LIST = """公表状況（１／２）
会社名 公表日 掲載箇所 件名、リンク 補足
甲乙商事
物流昨年
12/27トップページ／プレスリリース倉庫の事故について
https://www.example.co.jp/press -
release/2022/1227.pdf第一報
1/13 トップページ／プレスリリース調査の結果について
https://www.example.co.jp/press/2023/0113
_2.pdf原因、対策
2/17以降の追加分
2/17 トップページ／お知らせ再発防止について
https://www.example.co.jp/info/0217.htmla.設備
b.運用
丙丁商事3/20 トップページ／プレスリリース計画の提出について
https://www.example.com/0320.html－
※各社の公表をまとめた。
公表状況（２／２）
会社名 公表日 掲載箇所 件名、リンク 補足
戊商事 5/12 トップページ／プレスリリース完了の報告について
https://www.example.org/0512.html－
"""


def test_each_dated_entry_is_a_row_with_its_own_columns(tmp_path: Path) -> None:
    first, second = tables(disclosure(tmp_path, LIST))
    assert texts(first, 1) == [
        "甲乙商事物流",
        "昨年12/27",
        "トップページ/プレスリリース",
        "倉庫の事故について",
        "https://www.example.co.jp/press-release/2022/1227.pdf",
        "第一報",
    ]
    assert texts(second, 1)[0] == "戊商事"


def test_a_label_before_a_date_governs_the_entries_below_it(tmp_path: Path) -> None:
    first, _ = tables(disclosure(tmp_path, LIST))
    assert [texts(first, row)[0] for row in range(1, 5)] == ["甲乙商事物流"] * 3 + ["丙丁商事"]


def test_a_date_inside_a_remark_begins_no_entry(tmp_path: Path) -> None:
    first, _ = tables(disclosure(tmp_path, LIST))
    assert texts(first, 2)[5] == "原因、対策2/17以降の追加分"


def test_a_footnote_under_the_last_entry_is_none_of_its_words(tmp_path: Path) -> None:
    document = disclosure(tmp_path, LIST)
    first, _ = tables(document)
    assert texts(first, 4)[5] == "-"
    assert [block.text for block in document.blocks if block.kind is BlockKind.FOOTNOTE] == ["各社の公表をまとめた。"]


def test_every_cell_stands_where_it_says(tmp_path: Path) -> None:
    document = disclosure(tmp_path, LIST)
    for table in tables(document):
        for cell in table.cells:
            quote = document.text[cell.start : cell.end]
            assert "".join(quote.split()).replace("／", "/").replace("－", "-").replace("ー", "ー") == "".join(cell.text.split()).replace(
                "-", "-"
            )


def test_entries_of_single_words_fill_the_columns_in_order(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "発生日 店舗名 件数 状況\n4/1 北店 12件 復旧済み\n4/3 南店 3件 調査中\n"))
    assert texts(table, 2) == ["4/3", "南店", "3件", "調査中"]


def test_an_address_ends_where_japanese_or_the_next_line_begins() -> None:
    raw = "詳細は https://example.jp/a.html を参照。\nhttps://example.jp/b/\nTEL 03-1234-5678"
    assert [found.url for found in find_addresses(raw)] == ["https://example.jp/a.html", "https://example.jp/b/"]


def test_an_address_torn_at_a_hyphen_or_a_line_end_is_whole_again() -> None:
    raw = "https://www.a -\nb.co.jp/x/2023\n_1.pdf別紙"
    assert [found.url for found in find_addresses(raw)] == ["https://www.a-b.co.jp/x/2023_1.pdf"]
