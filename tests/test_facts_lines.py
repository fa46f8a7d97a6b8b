"""Facts of labelled lines."""

from pathlib import Path

from core.records import Fact, FactSource, Reading, ValueKind
from tests.stated import HEAD, reading_of, stated, the


def lines(reading: Reading) -> list[Fact]:
    """The facts of labelled lines, those of the document itself aside."""
    return [fact for fact in reading.facts if fact.source is FactSource.LINE and fact.attribute_key != "metadata"]


def labelled(reading: Reading) -> list[tuple[str, str | None, str]]:
    """Label, subject and value of every labelled line."""
    return [(fact.attribute, fact.subject, fact.value.text) for fact in lines(reading)]


# --- labels and values ---


def test_a_labelled_line_is_a_fact_with_its_label(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + "対象期間：2022年10月5日～2023年1月5日\n")
    fact = the(reading, "2022年10月5日～2023年1月5日")
    assert (fact.source, fact.attribute, fact.value.kind) == (FactSource.LINE, "対象期間", ValueKind.PERIOD)
    assert document.quote(fact.span) == "対象期間：2022年10月5日～2023年1月5日"


def test_a_line_that_begins_with_a_known_label_needs_no_colon(tmp_path: Path) -> None:
    assert the(reading_of(tmp_path, "代表者名　代表取締役　若葉 太郎\n"), "代表取締役 若葉 太郎").attribute == "代表者名"


def test_a_sentence_with_a_colon_is_no_labelled_line(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 原因\n\n原因は：手順の不備と考えています。\n")
    assert all(fact.attribute != "原因は" for fact in reading.facts)


def test_a_label_apart_from_its_value_by_a_wide_space_is_one_where_it_ends_as_labels_do(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 概要\n\n病因物質　サルモネラ属菌\n\n原因となった食品　茶わん蒸し\n")
    assert labelled(reading) == [("病因物質", None, "サルモネラ属菌"), ("原因となった食品", None, "茶わん蒸し")]


def test_two_lines_of_nouns_apart_by_a_wide_space_are_labelled_beside_one_another(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 概要\n\n路線　若葉本線\n列車　上り普通列車\n\n本文はここからです。\n")
    assert [label for label, _, _ in labelled(reading)] == ["路線", "列車"]


def test_one_such_line_of_other_nouns_is_none(tmp_path: Path) -> None:
    assert labelled(reading_of(tmp_path, "## 概要\n\n路線　若葉本線\n\n本文はここからです。\n")) == []


def test_a_date_before_a_wide_space_is_no_label(tmp_path: Path) -> None:
    assert labelled(reading_of(tmp_path, "## 経過\n\n1月6日　調査を開始\n同日　利用者へ連絡\n同月9日　端末を停止\n")) == []


def test_a_company_before_a_wide_space_is_no_label(tmp_path: Path) -> None:
    assert labelled(reading_of(tmp_path, "## 概要\n\n青空運輸株式会社　第二事業所\n緑野運輸株式会社　第三事業所\n")) == []


def test_a_bracket_in_a_sentence_labels_nothing(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "青空運輸株式会社（本社：東京都、設立：昭和元年）は、荷物の情報を点検しました。\n")
    assert labelled(reading) == []
    assert any(fact.attribute_key == "about" and "点検しました" in fact.value.text for fact in reading.facts)


def test_an_hour_and_its_minutes_are_no_label_and_value(tmp_path: Path) -> None:
    assert labelled(reading_of(tmp_path, "## 経過\n\n2023/01/06 02:17 から 11:46 まで利用できませんでした。\n")) == []


def test_leaders_part_a_label_from_its_value(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 用語\n\n①記録媒体…………情報を記録した機器\n②端末……窓口で使う機器\n")
    assert labelled(reading) == [("記録媒体", None, "情報を記録した機器"), ("端末", None, "窓口で使う機器")]


def test_a_value_in_sentences_is_whole_and_is_read_as_sentences_too(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 説明\n\n原因：2020年7月の異動で権限を消し忘れていた。点検もなかった。\n")
    assert [text for _, _, text in labelled(reading)] == ["2020年7月の異動で権限を消し忘れていた。点検もなかった。"]
    assert any(fact.attribute_key == "event" and fact.period for fact in reading.facts)


def test_two_labels_of_one_line_are_two_facts(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 概要\n\n発生日：2023年1月6日　復旧日：2023年1月7日\n")
    assert labelled(reading) == [("発生日", None, "2023年1月6日"), ("復旧日", None, "2023年1月7日")]


def test_words_below_an_item_that_says_what_they_are_are_its_value(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 概要\n\n・閲覧された情報\n　氏名、住所、電話番号\n")
    assert labelled(reading) == [("閲覧された情報", None, "氏名、住所、電話番号")]


# --- parts of a figure ---


def test_the_parts_of_a_figure_have_names_of_their_own(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "対象：社員12名、派遣社員34名\n")
    assert ("対象", "社員", "12名") in labelled(reading)
    assert ("対象", "派遣社員", "34名") in labelled(reading)


def test_a_breakdown_in_brackets_is_named_by_what_stands_before_each_figure(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "影響戸数：2,870戸（北町2,310戸、南町560戸）\n")
    assert [(s, v) for _, s, v in labelled(reading)] == [(None, "2,870戸(北町2,310戸、南町560戸)"), ("北町", "2,310戸"), ("南町", "560戸")]


def test_a_part_on_a_line_of_its_own_is_of_the_label_above(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "送信数：900通\nうち社外宛て 300通\n")
    assert ("送信数", "うち社外宛て", "300通") in labelled(reading)


def test_a_line_of_a_breakdown_is_of_the_label_above(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "苦情の件数：46件\n（内訳）北支店 12件、南支店 34件\n")
    assert ("苦情の件数", "北支店", "12件") in labelled(reading)
    assert ("苦情の件数", "南支店", "34件") in labelled(reading)


def test_a_breakdown_below_a_table_of_labels_is_of_its_last_row(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, "1. 概要\n発生場所　　東京都港区\n苦情の件数　　46件\n（内訳）北支店 12件、南支店 34件\n\n2. 原因\n調査中です。\n"
    )
    assert labelled(reading) == [("苦情の件数", "北支店", "12件"), ("苦情の件数", "南支店", "34件")]


def test_the_hours_of_a_day_are_no_figures(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "停止時間：午前中の窓口、9時から17時まで\n")
    assert all(fact.value.kind is not ValueKind.COUNT for fact in lines(reading))


# --- lines under a short line ---


def test_lines_under_a_short_line_are_of_it(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 結果\n\n北事業所\n件数：12件\n\n南事業所\n件数：34件\n")
    assert labelled(reading) == [("件数", "北事業所", "12件"), ("件数", "南事業所", "34件")]


def test_labels_with_other_kinds_of_values_under_each_item_are_what_the_items_are_of(tmp_path: Path) -> None:
    body = "## 結果\n\n・停止の期間\n　北棟：2023年1月6日～1月8日\n　南棟：2023年1月7日\n・届いたお客様\n　北棟：12名\n　南棟：34名\n"
    assert labelled(reading_of(tmp_path, body)) == [
        ("停止の期間", "北棟", "2023年1月6日～1月8日"),
        ("停止の期間", "南棟", "2023年1月7日"),
        ("届いたお客様", "北棟", "12名"),
        ("届いたお客様", "南棟", "34名"),
    ]


def test_a_label_that_is_a_system_says_of_what_and_the_heading_what(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "配車管理システムを調べました。\n\n## 原因\n\n配車管理システム：権限を消し忘れていた。\n")
    (fact,) = lines(reading)
    assert (fact.attribute, fact.system, fact.value.text) == ("原因", "配車管理システム", "権限を消し忘れていた。")


def test_the_headings_over_a_line_are_its_context(tmp_path: Path) -> None:
    (fact,) = lines(reading_of(tmp_path, "## 通信の状況\n\n影響回線：12回線\n"))
    assert "通信の状況" in fact.context


# --- contacts ---


def test_the_telephone_number_of_a_line_is_a_fact_of_its_own(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, "問い合わせ先：お客さま窓口 0120-123-456\n"), "0120-123-456")
    assert (fact.attribute, fact.subject, fact.value.kind) == ("問い合わせ先", "お客さま窓口", ValueKind.PHONE)


def test_a_number_below_the_name_of_a_unit_is_that_units(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, "## お問い合わせ先\n\n荷物点検センター\nTEL：03-0000-0001　FAX：03-0000-0002\nメール：tenken@wakaba.example\n"
    )
    assert labelled(reading) == [
        ("TEL", "荷物点検センター", "03-0000-0001"),
        ("FAX", "荷物点検センター", "03-0000-0002"),
        ("メール", "荷物点検センター", "tenken@wakaba.example"),
    ]


def test_a_fax_number_is_no_telephone_number(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "TEL：03-0000-0001　FAX：03-0000-0002\n")
    assert the(reading, "03-0000-0001").value.kind is ValueKind.PHONE
    assert the(reading, "03-0000-0002").value.kind is ValueKind.TEXT


def test_a_number_without_a_word_is_a_telephone_number_of_whom_its_line_names(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, "問い合わせ\n総務部　法令遵守室　03-0000-0001\n"), "03-0000-0001")
    assert (fact.attribute, fact.subject) == ("問い合わせ", "総務部 法令遵守室")
    assert "c:phone" in fact.context_terms


def test_a_unit_may_stand_in_brackets_behind_its_number(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "電話　03-0000-0001（法令遵守室）\n\n給水課　電話 03-0000-0002（直通）　ファックス 03-0000-0003\n")
    assert the(reading, "03-0000-0001").subject == "法令遵守室"
    assert the(reading, "03-0000-0003").subject == "給水課"


def test_the_unit_of_a_contact_may_stand_under_a_label(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, "若葉物流 広報部　担当：山田、鈴木\n電話：03-0000-0001\n"), "03-0000-0001")
    assert (fact.attribute, fact.subject) == ("電話", "若葉物流 広報部 山田、鈴木")


def test_the_hours_of_a_contact_are_a_fact_of_their_own(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "(連絡先) お客様相談室 電話 0120-000-416 (受付時間 9時～17時)\n")
    assert ("連絡先", "お客様相談室", "0120-000-416") in labelled(reading)
    assert ("受付時間", "お客様相談室", "9時～17時") in labelled(reading)


def test_an_address_of_the_web_after_a_space_is_whole(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, "■運行状況　https://www.wakaba.example/status\n"), "https://www.wakaba.example/status")
    assert (fact.attribute, fact.value.kind) == ("運行状況", ValueKind.URL)


def test_a_sentence_with_a_number_is_no_contact(tmp_path: Path) -> None:
    assert labelled(reading_of(tmp_path, "ご不明な点は荷物点検センター（0120-000-416）へお電話ください。\n")) == []
    assert labelled(reading_of(tmp_path, "社外の通報窓口（TEL 03-0000-0001、法律事務所内）の設置を進める\n")) == []


# --- offices ---


def test_an_office_with_a_name_says_who_holds_it(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, "代表取締役社長　若葉 太郎\n\n本文です。\n"), "若葉 太郎")
    assert (fact.attribute, fact.value.kind, fact.organisation) == ("代表取締役社長", ValueKind.NAME, "若葉物流")


def test_whom_a_contact_names_by_the_office_holds_it(tmp_path: Path) -> None:
    assert the(reading_of(tmp_path, "問合せ先　管理本部長　若葉 結衣\n"), "若葉 結衣").attribute == "管理本部長"


def test_an_office_in_brackets_is_that_of_the_company_before_them(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "青空運輸株式会社（本社：東京都、社長：高橋 俊介）は、荷物の情報を点検しました。\n")
    fact = the(reading, "高橋 俊介")
    assert (fact.attribute, fact.organisation, fact.value.kind) == ("社長", "青空運輸", ValueKind.NAME)


def test_an_office_with_a_doing_is_no_holder(tmp_path: Path) -> None:
    assert all(fact.value.kind is not ValueKind.NAME for fact in lines(reading_of(tmp_path, "社長　記者会見\n社長　挨拶\n")))


def test_a_label_in_brackets_before_a_value_is_its_label(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 状況\n\n【ログイン試行】約418万回\n")
    assert (the(reading, "約418万回").attribute, the(reading, "約418万回").value.number) == ("ログイン試行", 4_180_000)


def test_the_parts_of_a_breakdown_are_of_the_label_above(tmp_path: Path) -> None:
    body = "## 状況\n\n【ログインされた会員数】31名\n　内訳　一般会員：19名　法人会員：12名\n"
    fact = the(reading_of(tmp_path, body), "12名")
    assert (fact.attribute, fact.subject) == ("ログインされた会員数", "法人会員")


def test_a_postal_address_is_an_address_with_who_is_there(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 返品の方法\n\n下記へお送りください。\n\n〒000-0123　三ツ葉県赤根市工業団地4番\n若葉物流 回収係\n")
    fact = next(fact for fact in reading.facts if fact.attribute == "送付先の住所")
    assert (fact.value.text, fact.subject) == ("〒000-0123 三ツ葉県赤根市工業団地4番", "若葉物流 回収係")


def test_a_note_of_units_is_no_labelled_line(tmp_path: Path) -> None:
    assert "単位" not in {fact.attribute for fact in reading_of(tmp_path, "## 状況\n\n単位：戸\n").facts}
