"""Tables in text files: which rows and columns are headings, and what blank cells mean."""

from pathlib import Path

from core.records import BlockKind
from tests.reading import disclosure, tables, texts


def test_a_matrix_has_a_heading_row_and_a_label_column(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "\t東店\t西店\n契約数\t120契約\t98契約\n事業者数\t15社\t34社\n"))
    assert (table.header_rows, table.header_columns) == (1, 1)
    assert [cell.text for cell in table.column_headings(2)] == ["西店"]
    assert [cell.text for cell in table.row_labels(1)] == ["契約数"]


def test_labels_with_values_have_no_heading_row(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "対象\t会員、元会員\n主な項目\t氏名、住所\n件数\t33件\n期間\t2016年4月1日～2023年1月27日\n"))
    assert (table.header_rows, table.header_columns) == (0, 1)


def test_item_and_content_are_a_heading_row(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "項目\t内容\n原因\t設定の誤り\n対策\t点検を増やす\n"))
    assert (table.header_rows, table.header_columns) == (1, 1)


def test_dates_under_a_word_for_dates_have_a_heading_row(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "日付\t内容\n2022年12月27日\t調査依頼を受領\n1月13日\t緊急点検依頼を受領\n"))
    assert (table.header_rows, table.header_columns) == (1, 1)


def test_dates_alone_have_no_heading_row(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "3/16(木)\t情報提供を受けた。\n3/17(金)\t権限を削除した。\n"))
    assert (table.header_rows, table.header_columns) == (0, 1)


def test_a_heading_that_names_what_stands_below_makes_a_heading_row(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "システム\t現在の状況\n予約システム\t停止しています。\n会計システム\t稼働しています。\n"))
    assert table.header_rows == 1


def test_finer_headings_stand_under_one_that_spans(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "項目\t当社のシステム\t\t(参考) 他社\n\t社内\t委託先\t\n氏名\t○\t×\t○\n住所\t○\t○\t×\n"))
    assert (table.header_rows, table.header_columns) == (2, 1)
    assert [cell.text for cell in table.column_headings(2)] == ["当社のシステム", "委託先"]
    assert [cell.text for cell in table.column_headings(3)] == ["(参考) 他社"]


def test_labels_carry_on_into_blank_cells_below_and_beside(tmp_path: Path) -> None:
    text = "主な項目\t\t報告内容\n実績\t台数\t343台\n\t契約数\t13,862契約\n期間\t\t2020年1月6日～\n"
    (table,) = tables(disclosure(tmp_path, text))
    assert (table.header_rows, table.header_columns) == (1, 2)
    assert [cell.text for cell in table.row_labels(2)] == ["実績", "契約数"]
    assert [cell.text for cell in table.row_labels(3)] == ["期間"]


def test_a_blank_value_is_merged_only_where_the_label_carries_on(tmp_path: Path) -> None:
    text = "システム\t台数\t目的\n受付システム\t12台\t災害用\n\t30台\t\n会計システム\t5台\t\n"
    (table,) = tables(disclosure(tmp_path, text))
    assert texts(table, 2) == ["受付システム", "30台", "災害用"]
    assert texts(table, 3) == ["会計システム", "5台", ""]


def test_a_row_that_lost_its_leading_blank_is_moved_back(tmp_path: Path) -> None:
    text = "項目\t内容\t時期\n対策\t○記録の解析\t2023年4月\n\t○研修の実施\t2023年5月\n\t○規程の改定\t2023年6月\n○現品の照合\t2023年3月\t\n"
    (table,) = tables(disclosure(tmp_path, text))
    assert texts(table, 4) == ["対策", "○現品の照合", "2023年3月"]


def test_a_subheading_row_spans_and_stands_before_the_rows_below_it(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "項目\t内容\t時期\n対策\t<技術面>\t\n\t○権限の見直し\t2023年4月\n\t<運用面>\t\n\t○研修\t2023年5月\n")
    (table,) = tables(document)
    assert [(cell.text, cell.column_span) for cell in table.cells if cell.column_span > 1] == [("<技術面>", 2), ("<運用面>", 2)]
    assert next(passage.text for passage in document.passages).startswith("対策 <技術面>: 内容: ○権限の見直し")


def test_headings_that_come_again_begin_another_table(tmp_path: Path) -> None:
    found = tables(disclosure(tmp_path, "項目\t内容\t\n原因\t設定の誤り\t\n項目\t内容\t時期\n対策\t点検\t4月\n"))
    assert [(table.rows, table.columns) for table in found] == [(2, 2), (2, 3)]


def test_lines_without_tabs_go_on_in_the_last_cell(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "日付\t内容\n4月1日\t○検知\n○報告\n4月2日\t○復旧\n"))
    assert texts(table, 1) == ["4月1日", "○検知○報告"]


def test_list_tags_in_a_cell_are_not_read_aloud(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, '日付\t内容\n4月1日\t<ul style="x"><li>検知した</li></ul>\n4月2日\t<p>復旧した</p>\n'))
    assert texts(table, 1) == ["4月1日", "検知した"]


def test_a_markdown_table_has_the_headings_above_its_rule(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "| 区分 | 件数 |\n|:--|--:|\n| 音声 | 12件 |\n| 通信 | 30件 |\n", "a.md"))
    assert (table.header_rows, table.header_columns, table.rows) == (1, 1, 3)


def test_numbered_items_in_columns_are_neither_headings_nor_labels(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "| | |\n|---|---|\n| ① 受付 | ③ 会計 |\n| ② 検針 | ④ 設備 |\n", "a.md")
    (table,) = tables(document)
    assert (table.header_rows, table.header_columns) == (0, 0)
    assert [passage.text for passage in document.passages] == ["① 受付 / ③ 会計 / ② 検針 / ④ 設備"]


def test_a_drawn_table_is_read(tmp_path: Path) -> None:
    text = "+------+-------+\n| 項目 | 件数  |\n+------+-------+\n| 氏名 | 5件   |\n| 住所 | 0件   |\n+------+-------+\n"
    (table,) = tables(disclosure(tmp_path, text))
    assert (table.header_rows, texts(table, 1)) == (1, ["氏名", "5件"])


def test_a_label_and_its_value_apart_by_wide_space_are_a_table_of_one_row(tmp_path: Path) -> None:
    document = disclosure(
        tmp_path, "下記のとおりです。\n\n１．発生日時　　　令和６年３月１２日\n２．対象　　　予約システム\n３．原因\n設定の誤りです。\n"
    )
    assert [(block.marker, texts(block.table, 0)) for block in document.blocks if block.table] == [
        ("１．", ["発生日時", "令和6年3月12日"]),
        ("２．", ["対象", "予約システム"]),
    ]


def test_a_text_with_an_indent_by_tab_is_no_table(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "\t当社は調査しました。\n\t原因は設定の誤りでした。\n")
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}


def test_a_row_that_begins_below_the_second_column_carries_on_the_label_above(tmp_path: Path) -> None:
    text = (
        "　　学校名　　　　　　　　卒業年度　　　　人数\n　　市立汐見小学校　　　　平成１８年度　　６４名\n"
        "　　　　　　　　　　　　　平成１９年度　　７１名\n　　市立楠木中学校　　　　平成２０年度　１３９名\n"
    )
    (table,) = tables(disclosure(tmp_path, text))
    assert [cell.text for cell in table.row_labels(2)] == ["市立汐見小学校"]
    assert [cell.text for cell in table.cells if cell.row == 3] == ["市立楠木中学校", "平成20年度", "139名"]


def test_marks_set_in_columns_are_a_table(tmp_path: Path) -> None:
    text = "　　項目　　　　　一般　　法人\n　　氏名　　　　　○　　　○\n　　勤務先名　　　×　　　○\n"
    (table,) = tables(disclosure(tmp_path, text))
    assert (table.header_rows, [cell.text for cell in table.column_headings(2)]) == (1, ["法人"])


def test_a_numbered_label_goes_on_in_the_columns_of_the_line_below(tmp_path: Path) -> None:
    text = "２．影響の状況\n（２）回線数　インターネット接続　最大約５万回線\n　　　　　　　光電話　　　　　　　最大約１万回線\n\n以上\n"
    (table,) = tables(disclosure(tmp_path, text))
    assert [cell.text for cell in table.row_labels(1)] == ["回線数", "光電話"]


def test_a_row_between_full_width_bars_is_a_row(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "診療科別の件数\n｜救急科｜１，２１８件｜\n｜外科｜　　５４７件｜\n"))
    assert [cell.text for cell in table.cells] == ["救急科", "1,218件", "外科", "547件"]


def test_the_cell_above_stands_for_a_ditto(tmp_path: Path) -> None:
    (table,) = tables(
        disclosure(tmp_path, "| 商品名 | ロット | 数 |\n|---|---|---|\n| 豆腐 | A1 | 3袋 |\n| 同上 | A2 | 5袋 |\n", "document.md")
    )
    assert [cell.text for cell in table.row_labels(2)] == ["豆腐"]


def test_entries_with_a_month_only_are_rows_of_their_own(tmp_path: Path) -> None:
    text = (
        "経緯は次のとおりです。\n　　平成３１年３月　　整形外科がＣＴを撮影。報告書に「右肺に結節、精査を要する」との記載\n"
        "　　令和３年９月　　　呼吸器内科を受診し、診断\n"
    )
    (table,) = tables(disclosure(tmp_path, text))
    assert [cell.text for cell in table.cells if cell.column == 0] == ["平成31年3月", "令和3年9月"]


def test_a_rule_of_single_dashes_with_colons_is_a_rule(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "| 項目 | 会員 |\n|---|:-:|\n| 氏名 | ○ |\n", "document.md"))
    assert (table.rows, table.header_rows) == (2, 1)


# --- tables drawn with full-width characters --------------------------------------------------------------------------


def test_a_table_drawn_with_bars_between_its_cells_only_is_one(tmp_path: Path) -> None:
    head = "1　訂正\n\n　項目　　　｜当初（誤）　｜今回（正）\n"
    text = "　対象数量　｜1,520袋　　　｜4,976袋\n　販売地域　｜東北、関東　｜東北、関東、近畿\n"
    (table,) = tables(disclosure(tmp_path, head + text))
    assert (table.header_rows, table.header_columns) == (1, 1)
    assert texts(table, 1) == ["対象数量", "1,520袋", "4,976袋"]


def test_one_line_with_bars_is_no_table(tmp_path: Path) -> None:
    assert tables(disclosure(tmp_path, "製品｜会社｜採用\n\n当社の製品に不具合がありました。\n")) == []


def test_labels_with_values_beside_each_other_on_one_line_are_rows(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "1 概要\n\n　本来の料率　　2％　　　誤った料率　　20％\n\n以上のとおりです。\n"))
    assert [texts(table, row) for row in range(table.rows)] == [["本来の料率", "2%"], ["誤った料率", "20%"]]


def test_a_row_without_its_middle_cell_keeps_the_column_of_the_last(tmp_path: Path) -> None:
    text = (
        "1 経過\n\n  5月27日  9:10  船が港を出る\n           9:52  桟橋に接触\n          10:20  下船を終える\n"
        "  5月28日        運輸局の立入検査\n"
    )
    (table,) = tables(disclosure(tmp_path, text))
    assert texts(table, 3) == ["5月28日", "", "運輸局の立入検査"]


def test_a_day_heads_no_column(tmp_path: Path) -> None:
    (table,) = tables(disclosure(tmp_path, "令和6年\t10月28日\t受付を開始\n\t11月15日\t最初の支給\n\t12月20日\t最後の支給\n"))
    assert table.header_rows == 0
