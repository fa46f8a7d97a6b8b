"""What a text speaks of, compared across wording and language."""

from collections.abc import Mapping

import pytest

from facts.concepts import concept, is_doing, meanings, standing_for, term_keys, terms
from facts.terms import load_concepts


def test_a_japanese_and_an_english_wording_share_their_concepts() -> None:
    assert term_keys("閲覧された契約数") >= {"c:view", "c:contract"}
    assert term_keys("how many contracts were viewed") >= {"c:view", "c:contract"}


def test_spellings_of_one_word_are_one_concept() -> None:
    assert term_keys("お客様情報") == term_keys("お客さま情報")


def test_the_longest_phrase_is_taken_whole() -> None:
    (term,) = terms("再発防止策")
    assert (term.key, term.text) == ("c:measure", "再発防止策")


def test_a_term_is_listed_once() -> None:
    keys = [term.key for term in terms("閲覧と閲覧、参照")]
    assert keys.count("c:view") == 1


def test_a_word_without_a_concept_is_a_term_of_its_own() -> None:
    assert "w:木箱" in term_keys("木箱の")


@pytest.mark.parametrize("text", ["の", "2023年1月20日", "of the whole", "合計", ""])
def test_figures_and_words_without_content_are_no_terms(text: str) -> None:
    assert term_keys(text) == frozenset()


def test_a_latin_phrase_is_not_found_inside_a_longer_word() -> None:
    assert "c:view" not in term_keys("overviewed")


def test_a_concept_leaves_no_torn_words() -> None:
    assert not {term.text for term in terms("お客さま情報を")} & {"客", "様", "さま"}


def test_a_noun_of_a_doing_that_the_vocabulary_does_not_know_is_loose() -> None:
    """What is asked of a value that was 採取された may be stated without the word; a thing or a time may not."""
    assert {term.text: term.loose for term in terms("夜間に採取されたトリハロメタン")} == {
        "夜間": False,
        "採取": True,
        "トリハロメタン": False,
    }


def test_the_place_of_a_concept_is_its_wording_in_the_text() -> None:
    (term,) = terms("ＡＣＣＥＳＳＥＤ")
    assert (term.key, term.text) == ("c:view", "ACCESSED")


def test_a_concept_key_names_its_vocabulary_entry() -> None:
    assert "閲覧" in concept("view").ja


def test_a_phrase_of_several_concepts_stands_for_any_of_them() -> None:
    (term,) = terms("accounts of users")[:1]
    assert {"c:account", "c:user_account"} <= meanings(term.key)
    assert all(standing_for(term.key)[key] > 0.9 for key in ("c:account", "c:user_account"))
    assert standing_for("c:user_account")[term.key] > 0.9


def test_two_phrases_of_several_concepts_meet_in_one_they_share() -> None:
    (english,), (japanese,) = terms("returned"), terms("返還")
    assert standing_for(english.key)[japanese.key] > 0.9


def test_meanings_that_a_phrase_has_not_are_worth_less() -> None:
    assert standing_for("c:account").get("c:user_account", 0.0) < 0.9


def test_a_phrase_of_several_concepts_weighs_as_the_lightest() -> None:
    (term,) = terms("data")
    assert term.weight == min(concept(key[2:]).weight for key in meanings(term.key))


def test_a_phrase_is_a_doing_when_all_its_meanings_are() -> None:
    assert is_doing(terms("中止")[0].key)
    assert not is_doing(terms("lost")[0].key)


def test_a_phrase_of_one_character_is_a_whole_word() -> None:
    assert "c:household" in term_keys("戸")
    assert "c:household" not in term_keys("戸籍の写し")


def test_the_vocabulary_names_only_concepts_that_it_has() -> None:
    known = load_concepts()
    named = {*known.actions, *known.beside_families, *(key for family in known.families for key in family)}
    named |= {key for entry in known.by_key.values() for key in entry.near}
    assert named <= set(known.by_key)


def share(question: str, label: str) -> float:
    """The share of a question's content, by weight, that a label says with other words."""
    asked = [term for term in terms(question.lower()) if term.key != "c:number"]
    said = term_keys(label)
    covered = sum(term.weight for term in asked if any(worth > 0.9 and key in said for key, worth in _worth(term.key).items()))
    return covered / sum(term.weight for term in asked)


def _worth(key: str) -> Mapping[str, float]:
    return standing_for(key) if key.startswith("c:") else {key: 1.0}


# How people ask in everyday words, and the label under which a disclosure states it.
JAPANESE = [
    ("振り込みが遅れた口座はいくつですか", "入金処理が遅延した口座数"),
    ("不正に送金された額は", "不正送金の被害額"),
    ("返金はいつまでに終わりますか", "払戻しの完了予定日"),
    ("二重に引き落とされた件数", "重複した口座振替の件数"),
    ("利用できなかったATMの台数", "停止したATM"),
    ("保険料を払いすぎた契約の数", "保険料の過大徴収契約数"),
    ("損害の埋め合わせはどうなりますか", "補償について"),
    ("会社が受けた処分は", "当社に対する業務改善命令（行政処分）"),
    ("つながりにくかった回線は", "通信サービスを利用しづらい状況であった回線数"),
    ("直ったのはいつ", "復旧日時"),
    ("スマホが使えなかった地域", "携帯電話サービスが利用できない状況の影響エリア"),
    ("緊急通報に影響はあったか", "110番・119番等の緊急通報への影響"),
    ("データが消えたお客様の数", "データが消失したお客さま数"),
    ("サーバーが壊れた理由", "サーバ故障の原因"),
    ("見られた恐れのある個人情報", "閲覧された可能性のあるお客さま情報"),
    ("放送が止まった時間", "放送が中断した時間"),
    ("運転が止まっていた区間", "運転見合わせ区間"),
    ("取りやめになった列車", "運休本数"),
    ("電車の遅れ", "列車の遅延"),
    ("影響を受けた乗客", "影響人員"),
    ("けがをした人", "負傷者数"),
    ("亡くなった方は", "死亡者数"),
    ("バスの運転手の処分", "運転士に対する懲戒処分"),
    ("欠航した便", "フェリーの欠航便数"),
    ("飛行機の遅れ", "航空便の遅延便数"),
    ("通行止めになった道", "国道の通行止め区間"),
    ("診療を止めた期間", "外来診療の休止期間"),
    ("入院した人", "入院患者"),
    ("薬を回収する理由", "医薬品の自主回収理由"),
    ("製造番号は", "対象ロット番号"),
    ("賞味期限はいつ", "消費期限・賞味期限"),
    ("アレルギー物質の表示漏れ", "アレルゲンの表示欠落"),
    ("食中毒で具合が悪くなった人", "食中毒の患者数"),
    ("食中毒の菌", "病因物質"),
    ("予約を取り消された宿泊客", "キャンセルとなった宿泊者"),
    ("休校した学校は", "臨時休業とした小中学校"),
    ("成績が漏れた学生", "成績情報が流出した学生数"),
    ("入試の採点ミス", "入学者選抜における採点の誤り"),
    ("間違って支給した世帯", "給付金の誤支給世帯数"),
    ("補助金を返す期限", "補助金の返還期限"),
    ("払い過ぎた額", "過大支給額"),
    ("水が出なかった家", "断水戸数"),
    ("水の濁りの原因", "濁水の発生原因"),
    ("ガスが止まった家", "ガスの供給停止戸数"),
    ("停電した家", "停電戸数"),
    ("基準を超えた物質", "基準値超過の物質"),
    ("漏れた薬品の量", "流出した薬液の量"),
    ("火が出た場所", "出火箇所"),
    ("検査結果の書き換え", "検査データの改ざん"),
    ("規格に合わない製品", "規格不適合品"),
    ("リコールの対象車", "回収対象の車両"),
    ("故障の苦情", "不具合の申し出件数"),
    ("閉じ込められた人", "エレベーター内に閉じ込められた方"),
    ("店を閉めた日", "休業日"),
    ("なくしたUSBメモリ", "USBメモリの紛失"),
    ("宛先を間違えたメール", "メールの誤送信"),
    ("盗まれた書類", "書類の盗難"),
    ("偽メールでだまされた件数", "フィッシングメールによる詐取件数"),
    ("身代金の要求", "金銭の要求の有無"),
    ("乗っ取られたアカウント", "不正ログインされたアカウント数"),
    ("お詫び金は", "お詫びの品について"),
    ("届け出た役所", "所管官庁への届出"),
    ("社長の減給", "代表取締役の報酬減額"),
    ("訂正した箇所", "訂正箇所"),
    ("誰に報告したか", "報告先"),
    ("残っている点検", "未実施の点検"),
]
ENGLISH = [
    ("How many accounts were charged twice?", "二重請求のあった口座数"),
    ("When were customers refunded?", "返金日"),
    ("How much money was stolen by fraudulent transfers?", "不正送金の被害額"),
    ("Which branches' ATMs were out of service?", "ATMを利用できなかった支店"),
    ("How many policies were overcharged?", "過大に徴収した保険契約数"),
    ("How many trades failed to settle?", "決済できなかった取引件数"),
    ("When was the business improvement order issued?", "業務改善命令の発出日"),
    ("How large was the surcharge?", "課徴金の額"),
    ("How many voice lines were affected?", "音声通話の影響回線数"),
    ("When was service restored?", "サービスの復旧日時"),
    ("How many base stations went down?", "停止した基地局数"),
    ("What uptime was achieved?", "月間稼働率"),
    ("How long was the downtime?", "停止時間"),
    ("How many customers lost data?", "データが消失したお客様数"),
    ("Which data centre overheated?", "データセンターの温度上昇"),
    ("How many programmes were interrupted?", "放送が中断した番組数"),
    ("How many trains were cancelled?", "運休本数"),
    ("How many passengers were delayed?", "遅延の影響人員"),
    ("Which section of line was suspended?", "運転見合わせ区間"),
    ("How many flights were cancelled?", "欠航便数"),
    ("How many ferry sailings were cancelled?", "フェリーの欠航便数"),
    ("How many bus services were late?", "バスの遅延便数"),
    ("How many people were injured?", "負傷者数"),
    ("Were there any fatalities?", "死者の有無"),
    ("Which road was closed?", "通行止めとなった道路"),
    ("How many patients' records were lost?", "紛失した患者のカルテ"),
    ("When did emergency admissions resume?", "救急受入れの再開日"),
    ("How many operations were postponed?", "延期した手術件数"),
    ("Which batch is being recalled?", "回収対象ロット"),
    ("How many tablets were shipped?", "錠剤の出荷数"),
    ("Which allergen was missing from the label?", "表示が欠落していたアレルゲン"),
    ("What is the best-before date?", "賞味期限"),
    ("How many pupils fell ill?", "発症した児童・生徒数"),
    ("What caused the food poisoning?", "食中毒の病因物質"),
    ("Which dish caused it?", "原因となった献立"),
    ("How many hotel guests were sent fake messages?", "偽のメッセージが送られた宿泊客数"),
    ("How many reservations were leaked?", "流出した予約情報"),
    ("How many schools closed?", "臨時休業した学校数"),
    ("How many students' grades were exposed?", "成績情報が閲覧可能であった学生数"),
    ("How many applicants were wrongly failed?", "不合格とした受験者数の誤り"),
    ("How many households were underpaid?", "過少支給の世帯数"),
    ("By what date must the subsidy be returned?", "補助金の返還期限"),
    ("How many homes were without water?", "断水戸数"),
    ("Which pipe leaked?", "漏水した配管"),
    ("How many homes had their gas cut off?", "ガスの供給停止戸数"),
    ("How many homes lost power?", "停電戸数"),
    ("Which substance exceeded the limit?", "基準値を超過した物質"),
    ("How much oil was spilled?", "油の流出量"),
    ("Where did the fire start?", "出火場所"),
    ("Which factory falsified inspection data?", "検査データを改ざんした工場"),
    ("How many products did not meet the standard?", "規格を満たさない製品数"),
    ("Which model has the defect?", "不具合のある型式"),
    ("How many vehicles are recalled?", "リコール対象台数"),
    ("How many units remain uninspected?", "未点検台数"),
    ("How many complaints were received?", "申し出件数"),
    ("How many lifts trapped passengers?", "閉じ込めが発生したエレベーター"),
    ("Which stores sold it?", "販売店舗"),
    ("How many e-mails were sent to the wrong recipients?", "メールの誤送信件数"),
    ("Which USB stick was lost?", "紛失したUSBメモリ"),
    ("How many parcels were delivered to the wrong address?", "誤配達した荷物の数"),
    ("Was a ransom demanded?", "身代金要求の有無"),
    ("How many user accounts were taken over?", "不正ログインされたアカウント"),
    ("How many people clicked the phishing link?", "フィッシングのリンク"),
    ("Which authority was it reported to?", "監督官庁への報告"),
    ("Which department is in charge?", "担当部署"),
    ("Which prefecture did it happen in?", "発生した都道府県"),
    ("What enquiries number can people phone?", "お問い合わせ先電話番号"),
    ("Who was disciplined?", "懲戒処分"),
    ("How many receipts were issued in error?", "誤って発行した領収書"),
    ("How many votes were miscounted?", "投票数の集計誤り"),
    ("Which figures were corrected?", "訂正箇所"),
    ("What did the third-party committee find?", "第三者委員会の調査結果"),
    ("How many articles were retracted?", "取り消した記事"),
    ("How many samples were tested?", "検査した検体数"),
    ("How many employees resigned?", "辞任した役職員"),
]
# Labels that sound alike and state something else.
ASIDE = [
    ("欠航した便", "運休本数"),
    ("負傷者は何名", "死亡者数"),
    ("重傷の方は", "軽傷者数"),
    ("中学校は何校", "小学校数"),
    ("停職になった職員", "戒告"),
    ("罰金はいくら", "課徴金の額"),
    ("USBメモリの紛失", "ハードディスクの盗難"),
    ("回収の費用", "返金の総額"),
    ("過少に支給した世帯", "過大支給額"),
    ("電気料金はいくら", "ガスの供給"),
    ("スマートメーターとは", "検針"),
    ("How many people died?", "負傷者数"),
    ("How much did the recall cost?", "被害額"),
    ("How many flights were delayed?", "列車の運休本数"),
    ("Who is the mayor?", "会長"),
    ("How many nurses were infected?", "患者数"),
    ("How many households were overpaid?", "過少支給額"),
    ("Which authority was it reported to?", "認証"),
]


@pytest.mark.parametrize(("question", "label"), [*JAPANESE, *ENGLISH])
def test_a_question_in_other_words_speaks_of_what_the_label_says(question: str, label: str) -> None:
    assert share(question, label) >= 0.4


@pytest.mark.parametrize(("question", "label"), ASIDE)
def test_a_question_does_not_speak_of_what_a_label_beside_it_says(question: str, label: str) -> None:
    assert share(question, label) < 0.4


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("8月22日（火）", "c:fire"),
        ("親会社", "c:guardian"),
        ("システムリスク管理室", "c:room"),
        ("専門家の意見", "c:household"),
        ("洗濯機", "c:aircraft"),
        ("住民票の写し", "c:vote"),
        ("2回線", "c:double"),
        ("343台で間違いないですか", "c:mistake"),
        ("Is it correct that 343 terminals were used?", "c:correction"),
        ("List them in order", "c:admin_order"),
        ("part of their data", "c:part"),
        ("in the course of the inspection", "c:training"),
    ],
)
def test_a_word_inside_another_or_in_a_phrase_of_its_own_is_not_taken_for_a_concept(text: str, key: str) -> None:
    assert not any(key in meanings(found) for found in term_keys(text))
