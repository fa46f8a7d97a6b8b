"""How questions ask: form, kind of value and counter, over wordings from every field of business."""

import pytest

from answer.patterns import units_asked
from answer.query import Form
from answer.question import QuestionReader

V, S, D = Form.VALUE, Form.SUM, Form.DIFFERENCE

# The question, its form, the kinds of value that it wants (among others), the counter that it asks in first.
JAPANESE = [
    # counts and amounts
    ("影響を受けた回線は何回線ですか。", V, "count", "回線"),
    ("欠航したのは何便でしたか。", V, "count", "便"),
    ("断水したのは何戸ですか。", V, "count", "戸"),
    ("停電した世帯数は？", V, "count", "世帯"),
    ("回収の対象は何袋ですか。", V, "count", "袋"),
    ("リコールの対象台数を教えてください。", V, "count", "台"),
    ("けがをした人は何人いましたか。", V, "count", "人"),
    ("入院した患者は何名ですか。", V, "count", "名"),
    ("誤って送ったメールは何通ですか。", V, "count", "通"),
    ("記録が残っていない検査は何件ですか。", V, "count", "件"),
    ("過大に請求した額はいくらですか。", V, "count", "円"),
    ("未返金の分は金額にするといくらですか。", V, "count", "円"),
    ("被害額はどのくらいですか。", V, "count", "円"),
    ("二重に引き落とされたそうですが、何件でしたか。", V, "count", "件"),
    ("不良率は何%ですか。", V, "count", "%"),
    ("漏れたガスは何トンですか。", V, "count", "トン"),
    ("流れた薬液は何リットルですか。", V, "count", "リットル"),
    ("点検した学校は何校ですか。", V, "count", "校"),
    ("閉鎖された病棟は何病棟ですか。", V, "count", "病棟"),
    ("運休した列車は何本ですか。", V, "count", "本"),
    ("沈んだ船は何隻ですか。", V, "count", "隻"),
    ("1人あたりいくら返金されますか。", V, "count", "円"),
    ("使えなくなったATMは何台ありますか。", V, "count", "台"),
    ("影響額はいかほどですか。", V, "count", None),
    # two wants at once
    ("誤請求は何件、いくらでしたか。", V, "count", "件"),
    ("ポイントは何名、いくら相当ですか。", V, "count", "名"),
    ("最も多かったのは何年度で、いくらですか。", Form.LARGEST, "count", "円"),
    ("最も多かったのは何年度で、いくらですか。", Form.LARGEST, "date", "円"),
    ("欠航は何便で、いつまで続きましたか。", V, "count", "便"),
    # dates, deadlines, times, periods, durations
    ("不正が始まったのはいつ頃とみられていますか。", V, "date", None),
    ("返金はいつまでに終わりますか。", V, "date", None),
    ("報告書の提出期限は？", V, "date", None),
    ("届け出たのは何月何日ですか。", V, "date", None),
    ("設置されたのは何年ですか。", V, "date", None),
    ("公表日を教えてください。", V, "date", None),
    ("事故は何曜日に起きましたか。", V, "date", None),
    ("復旧したのは何時何分ですか。", V, "time", None),
    ("警報が鳴った時刻は？", V, "time", None),
    ("発生日時を教えてください。", V, "time", None),
    ("対象の期間はいつからいつまでですか。", V, "period", None),
    ("販売期間を教えてください。", V, "period", None),
    ("サービスはどのくらい止まりましたか。", V, "duration", None),
    ("復旧まで何時間かかりましたか。", V, "duration", "時間"),
    ("営業停止は何日間ですか。", V, "duration", None),
    ("停電は何分間続きましたか。", V, "duration", "分間"),
    ("通報から消し止めるまでどれくらいの時間がかかりましたか。", V, "duration", None),
    # who, where, how to reach
    ("委員長はどなたですか。", V, "person", None),
    ("責任者は誰ですか。", V, "person", None),
    ("社長の名前は？", V, "person", None),
    ("火が出たのはどこですか。", V, "place", None),
    ("保管していた場所は？", V, "place", None),
    ("返品先の住所は？", V, "place", None),
    ("水が止まったのはどの地区ですか。", V, "place", None),
    ("相談の電話番号は？", V, "phone", None),
    ("フリーダイヤルを教えてください。", V, "phone", None),
    ("問い合わせ先はどこですか。", V, "contact", None),
    ("メールアドレスは？", V, "mail", None),
    ("詳しく載っているホームページは？", V, "url", None),
    ("どのシステムが対象ですか。", Form.LIST, "system", None),
    ("届け出た会社はどこですか。", V, "organisation", None),
    # forms
    ("影響した区間はどことどこですか。", Form.LIST, "place", None),
    ("処分されたのは誰と誰ですか。", Form.LIST, "person", None),
    ("対象の製品をすべて挙げてください。", Form.LIST, "", None),
    ("各工場の回収数はそれぞれ何個ですか。", Form.LIST, "count", "個"),
    ("当日の動きを時刻順に並べてください。", Form.TIMELINE, "", None),
    ("発覚までの経緯を順を追って教えてください。", Form.TIMELINE, "", None),
    ("事故の流れを説明してください。", Form.TIMELINE, "", None),
    ("6月2日には何がありましたか。", Form.ON_DATE, "", None),
    ("第1報と第2報とで件数はどれだけ違いますか。", D, "count", None),
    ("訂正の前後で何件の違いがありますか。", D, "count", "件"),
    ("甲工場と乙工場の差は何個ですか。", D, "count", "個"),
    ("前回より何名増えましたか。", D, "count", "名"),
    ("全部で何校が対象ですか。", S, "count", "校"),
    ("国内と海外を合わせて何台ですか。", S, "count", "台"),
    ("返金額の合計はいくらですか。", S, "count", "円"),
    ("いちばん被害が大きかったのはどの店ですか。", Form.LARGEST, "", None),
    ("どちらの工場が多いですか。", Form.LARGEST, "", None),
    ("水道とガスでは、どっちが多いですか。", Form.LARGEST, "", None),
    ("件数が最も少ないのはどこですか。", Form.SMALLEST, "", None),
    ("もっとも低かった値は？", Form.SMALLEST, "", None),
    ("いちばん早く復旧したのはどの地域ですか。", Form.EARLIEST, "place", None),
    ("先に気付いたのはどちらが早かったですか。", Form.EARLIEST, "", None),
    ("最後に復旧した駅は？", Form.LATEST, "", None),
    ("最も長く止まったサービスは？", Form.LONGEST, "", None),
    ("いちばん時間がかかったのはどの作業ですか。", Form.LONGEST, "", None),
    ("最短で復旧したのは？", Form.SHORTEST, "", None),
    ("二つの事例を比較してください。", Form.COMPARE, "", None),
    ("なぜ気付けなかったのですか。", Form.WHY, "", None),
    ("どうして復旧が遅れたのですか。", Form.WHY, "", None),
    ("混入の原因は？", Form.WHY, "", None),
    ("再発防止策は？", Form.MEASURES, "", None),
    ("二度と起きないように何をしますか。", Form.MEASURES, "", None),
    ("再発を防ぐために何をしていますか。", Form.MEASURES, "", None),
    ("同じことを繰り返さないための取り組みは？", Form.MEASURES, "", None),
    ("重要所見とは何ですか。", Form.WHAT_IS, "", None),
    ("インバランスって何？", Form.WHAT_IS, "", None),
    ("個人情報は漏れましたか。", Form.YES_NO, "", None),
    ("健康被害はありましたか。", Form.YES_NO, "", None),
    ("ラジオでも流れたのですか？", Form.YES_NO, "", None),
    ("原因は停電ですか。", Form.YES_NO, "", None),
    ("システムはいくつありますか。", Form.COUNT, "count", None),
]

ENGLISH = [
    # counts and amounts
    ("How many lines were affected?", V, "count", "回線"),
    ("How many flights were cancelled?", V, "count", "便"),
    ("How many households lost water?", V, "count", "世帯"),
    ("How many schools were checked?", V, "count", "校"),
    ("How many cars are recalled?", V, "count", "台"),
    ("How many patients were told?", V, "count", "名"),
    ("How many e-mails were sent to the wrong address?", V, "count", None),
    ("What is the number of people injured?", V, "count", "名"),
    ("How much was overcharged?", V, "count", "円"),
    ("How much money was paid back?", V, "count", "円"),
    ("What amount was debited twice?", V, "count", None),
    ("What was the cost of the repairs?", V, "count", "円"),
    ("What percentage of the pay did the president return?", V, "count", None),
    ("What proportion of items failed?", V, "count", None),
    ("How large was the spill?", V, "count", None),
    # two wants
    ("How many bills were wrong, and how much was that?", V, "count", None),
    ("Which department left the most reports unopened, and how many?", Form.LARGEST, "count", None),
    ("Which officers returned pay, how much and for how long?", V, "count", None),
    ("Which officers returned pay, how much and for how long?", V, "duration", None),
    ("When did it stop and how long did it last?", V, "date", None),
    ("When did it stop and how long did it last?", V, "duration", None),
    # dates, times, periods, durations
    ("When was the fault found?", V, "date", None),
    ("On what date was the report sent?", V, "date", None),
    ("On which day did the alarm sound?", V, "date", None),
    ("In which year was the plant built?", V, "date", None),
    ("By when will refunds be paid?", V, "date", None),
    ("What is the deadline for claims?", V, "date", None),
    ("What is the best-before date?", V, "date", None),
    ("At what time did the outage begin?", V, "time", None),
    ("What was the time of recovery?", V, "time", None),
    ("From when until when was it on sale?", V, "period", None),
    ("Over what period were readings wrong?", V, "period", None),
    ("How long was the line closed?", V, "duration", None),
    ("For how many days was the shop shut?", V, "duration", None),
    ("How much time passed between the alarm and the repair?", V, "duration", None),
    ("What was the duration of the blackout?", V, "duration", None),
    # who, where, how to reach
    ("Who chairs the committee?", V, "person", None),
    ("What is the name of the president?", V, "person", None),
    ("Where did the fire start?", V, "place", None),
    ("Which prefecture was hit hardest?", V, "place", None),
    ("To what address should goods be returned?", V, "place", None),
    ("What is the location of the plant?", V, "place", None),
    ("What number can customers call?", V, "phone", None),
    ("What is the telephone number?", V, "phone", None),
    ("What is the e-mail address for questions?", V, "mail", None),
    ("What is the URL of the notice?", V, "url", None),
    ("Who is the contact person for this?", V, "contact", None),
    ("Which systems were down?", Form.LIST, "system", None),
    ("Which company published the notice?", Form.LIST, "organisation", None),
    # forms
    ("Which items were recalled?", Form.LIST, "", None),
    ("List every product concerned.", Form.LIST, "", None),
    ("What kinds of data were seen?", Form.LIST, "", None),
    ("How many units did each factory ship?", Form.LIST, "count", None),
    ("Give a timeline of the outage.", Form.TIMELINE, "", None),
    ("Tell me step by step how the day unfolded.", Form.TIMELINE, "", None),
    ("Put the events of that day in chronological order.", Form.TIMELINE, "", None),
    ("What happened on 2 June 2023?", Form.ON_DATE, "", None),
    ("What did the bank announce on 2 June 2023?", Form.ON_DATE, "", None),
    ("By how much did the figure change?", D, "", None),
    ("By how many lines did the final count exceed the first?", D, "count", None),
    ("How many more cars than lorries were recalled?", D, "count", None),
    ("What is the difference between the two reports?", D, "", None),
    ("How much less was shipped in May 2024?", D, "count", None),
    ("How many in total were shipped?", S, "count", None),
    ("How many people altogether were hurt?", S, "count", "名"),
    ("What do the two amounts add up to?", S, "", None),
    ("Which branch had the largest loss?", Form.LARGEST, "", None),
    ("Was more money debited twice for water or for gas?", Form.LARGEST, "", None),
    ("Did more people complain in Osaka or in Kobe?", Form.LARGEST, "", None),
    ("Were fewer cars recalled in 2021 or in 2022?", Form.SMALLEST, "", None),
    ("Which plant reported the fewest cases?", Form.SMALLEST, "", None),
    ("What was the lowest reading?", Form.SMALLEST, "", None),
    ("Which area was restored first?", Form.EARLIEST, "", None),
    ("What was the earliest warning?", Form.EARLIEST, "", None),
    ("Which was the last to reopen?", Form.LATEST, "", None),
    ("Which service took the longest to come back?", Form.LONGEST, "", None),
    ("Which repair took the most time?", Form.LONGEST, "", None),
    ("Which outage was the shortest?", Form.SHORTEST, "", None),
    ("Compare the two plants.", Form.COMPARE, "", None),
    ("Why were the reports not opened?", Form.WHY, "", None),
    ("What caused the explosion?", Form.WHY, "", None),
    ("What was the reason for the delay?", Form.WHY, "", None),
    ("How come nobody noticed?", Form.WHY, "", None),
    ("What is the company doing to prevent another outage?", Form.MEASURES, "", None),
    ("What will the school do so that it does not happen again?", Form.MEASURES, "", None),
    ("How will the bank avoid another double debit?", Form.MEASURES, "", None),
    ("What corrective measures were announced?", Form.MEASURES, "", None),
    ("What has been done to stop this from recurring?", Form.MEASURES, "", None),
    ("What does SRM stand for?", Form.WHAT_IS, "", None),
    ("What is a balancing group?", Form.WHAT_IS, "", None),
    ("Define imbalance.", Form.WHAT_IS, "", None),
    ("Was anyone hurt?", Form.YES_NO, "", None),
    ("Were names leaked?", Form.YES_NO, "", None),
    ("Did the radio carry it as well?", Form.YES_NO, "", None),
    ("Has the plant reopened?", Form.YES_NO, "", None),
    ("Was the fire caused by a short circuit?", Form.YES_NO, "", None),
    ("By how many employees was the data seen?", V, "count", "名"),
    ("How many companies reported?", Form.COUNT, "organisation", None),
    ("How many incidents are described?", Form.COUNT, "count", None),
    ("What is the name of the plant manager?", V, "person", None),
]


@pytest.fixture(scope="module")
def reader() -> QuestionReader:
    return QuestionReader(())


@pytest.mark.parametrize(("text", "form", "want", "unit"), JAPANESE + ENGLISH)
def test_a_question_is_read_for_its_form_its_kind_of_value_and_its_counter(
    reader: QuestionReader, text: str, form: Form, want: str, unit: str | None
) -> None:
    query = reader.read(text)
    assert query.form is form
    assert not want or want in query.wants
    assert unit is None or unit in (query.unit or "").split("|")


@pytest.mark.parametrize("text", ["返金はいつまでに終わりますか。", "By when will refunds be paid?"])
def test_a_deadline_is_a_day_and_no_period(reader: QuestionReader, text: str) -> None:
    assert "period" not in reader.read(text).wants


@pytest.mark.parametrize(
    ("text", "want"),
    [("Which measures were not done when the report came out?", "date"), ("対象の製品の名前を全部挙げてください。", "person")],
)
def test_a_clause_and_the_name_of_a_thing_ask_for_no_day_and_no_person(reader: QuestionReader, text: str, want: str) -> None:
    assert want not in reader.read(text).wants


@pytest.mark.parametrize("text", ["設置は何年ですか。", "届け出は何月何日ですか。", "復旧は何時何分ですか。"])
def test_a_date_or_time_is_asked_in_no_counter(reader: QuestionReader, text: str) -> None:
    assert reader.read(text).unit is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("誤請求は何件、いくらでしたか。", ("件", "円")),
        ("いくらを何名に返しましたか。", ("円", "名")),
        ("返金は何件ですか。", ("件",)),
        ("金額の訂正は何件ですか。", ("件",)),
    ],
)
def test_two_figures_are_asked_for_in_their_counters(text: str, units: tuple[str, ...]) -> None:
    assert units_asked(text, "ja") == units


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("当日の動きを時刻順に並べてください。", "時刻"),
        ("合わせて何台が対象という計算になりますか。", "計算"),
        ("対象の区間はどことどこですか。", "場所"),
        ("What is it doing to prevent another outage?", "doing"),
        ("公表時点で終わっていない対策は？", "公表"),
        ("Which measures were not done when the report was published?", "published"),
    ],
)
def test_what_only_says_how_to_answer_is_no_word_of_the_question(reader: QuestionReader, text: str, word: str) -> None:
    assert not any(word in term.text for term in reader.read(text).terms)
