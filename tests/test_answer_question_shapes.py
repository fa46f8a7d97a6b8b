"""Shapes of questions, colloquial ones among them: each is read as the form that it asks for, with the kinds of value that it wants."""

import pytest

from answer.question import QuestionReader

# The question, its form, the kinds of value that it wants (among others), a counter that it may be answered in.
SHAPES = """
回線1本につきいくら減額するのですか | value | count | 円
社長の報酬はどれだけ減らされたのですか | value | count
社長はどれだけ減額された？ | value | count
基本料金から何円割り引かれますか | value | count | 円
農家への概算金をいくら減らしましたか | value | count | 円
被害総額は第2報からいくら増えましたか | difference | count | 円
便数は前年より何便減りましたか | difference | count | 便
東支店と西支店の差は何件ですか | difference | count | 件
どちらが何人多いですか | difference | count | 人
1世帯あたりいくらもらえますか | value | count | 円
1個あたりの返金額はいくら | value | count | 円
どれほどの人に影響しましたか | value | count
どれほどの量が漏れたのか | value | count
何割の端末が感染しましたか | value | count | 割
全体の何%にあたりますか | value | count | %
内面距離の基準は何ミリから何ミリまでか | value | count
何ミリ短かったのですか | value | count
何メートル逸走したのか | value | count | メートル
濁度は何度でしたか | value | count | 度
水温は何℃まで上がりましたか | value | count
現地で最初に測った濁度は何度だった？ | value | count | 度
何番のホームですか | value
いくつ目の駅で止まったのですか | value
返金はいくつの口座で終わっていますか | value | count
いつの時点の数字ですか | value | date
いつ時点の件数ですか | value | date
何時に再開しましたか | value | time
何時ごろ気付いたのですか | value | time
何時から何時まで止まりましたか | value | time
停止していた時間は？ | value | duration
何時間止まっていたのですか | value | duration
何分遅れましたか | value | count | 分
最長で何分の遅れでしたか | value | count | 分
どのくらい遅れましたか | value | count
復旧までどれくらいかかりましたか | value | duration
復旧にかかった時間は | value | duration
発覚から公表まで何日かかりましたか | value | duration
いつまでに返せばよいですか | value | date
誰に報告しましたか | value | person
誰宛てに送られましたか | value | person
誰の判断で切り替えたのですか | value | person
どこの誰に渡したのですか | value | person
どこに相談すればいいですか | value | place
どこに電話すればいいの？ | value | phone
何番にかければいい？ | value | phone
番号は何番ですか | value
ホームページのアドレスは？ | value | url
どこのページで見られますか | value | url
どこからダウンロードできますか | value | url
進捗はどこで確認できますか | value
成績も見られる状態だった？ | yes_no
電話で予約した人も対象? | yes_no
具合が悪くなった人は出た? | yes_no
亡くなった人はいる？ | yes_no
確率をわざと下げていたの？ | yes_no
過去の分を取り立てる? | yes_no
手続きは必要？ | yes_no
レシートがなくても大丈夫？ | yes_no
いま買っても平気ですか | yes_no
お金は戻ってくる？ | yes_no
子どもも食べた？ | yes_no
カード番号は漏れていない？ | yes_no
犯人の要求に応じてお金を出したのですか | yes_no
連休中もつながりますか | yes_no
原因は設定ミスですか | yes_no
どこが一番多かった？ | largest
一番多い日は？ | largest | date
苦情が一番多かった日は? | largest
最も影響の大きかった県は | largest
件数が最大の支店はどこ | largest
金額がもっとも小さい店舗は | smallest
最も古い記事はどれですか | earliest
一番早く始まった店は？ | earliest
一番古くから不正をしていた製品は何で、いつから? | earliest | date
解消が一番遅かったのはどの地区ですか | latest | place
いちばん長く止まった路線は | longest
最も早く復旧したサービスは | earliest
全部で何台ですか | sum | count | 台
合わせて何名になりますか | sum | count | 名
両方足すと何件 | sum | count | 件
内訳を教えて | list
店舗ごとの台数は | list | count | 台
それぞれいくらですか | list | count | 円
対象の商品を全部教えて | list
どの店舗が対象ですか | value
どんな情報が漏れましたか | list
何が原因ですか | why
なぜ遅れたのですか | why
どうして公表が遅かったの？ | why
どういう理由で中止したのですか | why
何を根拠に判断したのですか | value
再発を防ぐために何をしますか | measures
再び起きないようにどうしますか | measures
これまでの経緯は | timeline
時刻順に流れを教えて | timeline
発覚してから公表するまで、いつ何があった？ | timeline
再起動の前に何をしましたか | on_date
止めた直後に起きたことは? | on_date
5月8日に何がありましたか | on_date
8月20日の出来事は | on_date
校正値って何？ | what_is
軌間とは | what_is
改ざんはどう定められている? | what_is
どちらが先でしたか | earliest
社長は誰ですか | value | person
新しい社長になるのは誰 | value | person
何か所で見つかりましたか | value | count | か所
何カ国ですか | value | count
何編の論文で不正がありましたか | value | count
何通りの組み合わせですか | value | count
何巻なくなりましたか | value | count
何組の客に届きましたか | value | count | 組
何歳の人ですか | value | count | 歳
何年分さかのぼりますか | value | count
何日分返してくれるの | value | count
何日ぶりの再開ですか | value
何年間続いていましたか | value | duration
何回点検しましたか | value | count | 回
何倍に増えましたか | value | count | 倍
At what time did the outage begin? | value | time
What time was service restored? | value | time
By how many millimetres was the gauge wider than the standard? | difference | count
How much less than normal is it shipping? | difference | count
How many fewer parcels a day is it shipping now? | difference | count
How late were the trains? | value | count
How late was the last train? | value | count
How long was the line closed? | value | duration
For how long could other users see it? | value | duration
How long did it take to restore service? | value | duration
How old was the patient? | value | count
How far did the crane run? | value | count
How far back do the refunds go? | value
How high was the concentration? | value | count
How hot did the room get? | value | count
How deep was the water? | value | count
How often are the inspections carried out? | value
How big was the loss? | value | count
How large is the refund per household? | value | count
How much money was taken? | value | count | 円
How much water leaked? | value | count
What is the refund per customer? | value
What percentage of the terminals were infected? | value | count | %
What share of users was affected? | value | count
What proportion of the accounts belong to over-75s? | value | count
What was the highest value measured? | largest
What is the largest error per employee? | largest
Which plant had the lowest reading? | smallest
Which store had to return the least money? | smallest
Which branch had the most complaints? | largest
Which of the two lasted longer? | longest
Which of the two came first? | earliest
Who took the larger cut, the president or the director? | largest
Which started earlier, the leak or the fire? | earliest
To whom was the mail sent? | value | person
Whose decision was it to switch? | value | person
Who decided to switch to another beef? | value | person
Who first pointed out the error? | value | person
Who found the mistake? | value | person
Who is the new president? | value | person
Who becomes the new president? | value | person
Who was told about it? | value | person
On what grounds was the order issued? | why
For what reason was it stopped? | why
What was behind the delay? | why
What made the system fail? | why
How did the fire start? | why
How come nobody noticed? | why
What was to blame? | why
What caused the fire? | why
What will be done so it does not happen again? | measures
What will the company do to keep the outage from happening again? | measures
What countermeasures will be taken, and when? | measures
Which steps have already been taken? | measures
Give the course of events. | timeline
Give the sequence of events from the fire to the order. | timeline
What happened after the backup was restored? | on_date
What happened before the data was encrypted? | on_date
What had happened the day before the first login? | on_date
What happened on 3 March 2024? | on_date
What number should customers call? | value | phone
What number should we call about it? | value | phone
What number do I call about the label problem? | value | phone
Who do I call about this? | value | phone
Which number is for the press? | value | phone
Where can I see the latest status online? | value
What is the address of the web page? | value | url
Where on the web can I check? | value | url
Where should I send the product? | value | place
Where was the USB stick lost? | value | place
In which prefecture did it happen? | value | place
Until when can I get a refund? | value | date
By when must it be returned? | value | date
Since when has this been going on? | value | date
As of what date is the figure? | value | date
From when until when was it down? | value | period
When does it stop handling cash altogether? | value | date
When were they resumed? | value | date
In what year did it begin? | value | date
How many flights in all were cancelled? | sum | count | 便
How many were there altogether? | sum | count
How many people in total fell ill? | sum | count
How many schools did they check in all? | sum | count
What is the total overcharge? | sum
How many of them had not yet left hospital? | value | count
How many are still missing? | value | count
How many have not been returned? | value | count
How many trains per day run? | value | count
How many times was it checked? | value | count
Did the patient suffer any after-effects? | yes_no
Is the address included? | yes_no
Was anyone hurt? | yes_no
Do I have to apply? | yes_no
Can I get a refund without a receipt? | yes_no
Were any passwords leaked? | yes_no
Was it a cyber attack? | yes_no
What data could be seen? | list
Which data items leaked? | list
Which products are being recalled? | value
Name all stores affected. | list
Break down the amount by type. | list
Give the number for each store. | list
What does CISO stand for? | what_is
What is a gauge? | what_is
What is meant by double billing? | what_is
What is the difference between the two figures? | difference
What is the name of the new system? | value
What language is it in? | value
What substance leaked? | value
What punishment did the professor receive? | value
What did it cost to restore the systems? | value | count | 円
"""


def _shapes() -> list[tuple[str, str, frozenset[str], str]]:
    rows = [[part.strip() for part in f"{line} | | | ".split("|")] for line in SHAPES.strip().splitlines()]
    return [(row[0], row[1], frozenset(filter(None, row[2].split(","))), row[3]) for row in rows]


@pytest.mark.parametrize(("question", "form", "wants", "unit"), _shapes())
def test_a_question_is_read_as_what_it_asks(question: str, form: str, wants: frozenset[str], unit: str) -> None:
    query = QuestionReader(()).read(question)
    assert (query.form.value, wants - query.wants) == (form, frozenset())
    assert not unit or unit in "|".join(query.units).split("|")


def test_a_counter_in_letters_is_that_in_katakana() -> None:
    assert QuestionReader(()).read("何ミリ短かったのですか").units == ("ミリ",)


def test_no_word_of_a_question_holds_all() -> None:
    assert QuestionReader(()).read("What number do I call about this?").form.value == "value"
