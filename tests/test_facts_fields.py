"""The vocabulary of single fields: what people call a thing reaches what its disclosures call it, and two things stay two."""

import pytest

from answer.word_lists import by_word_lists, other_meanings, parts_of
from facts.compounds import PART, part_keys, parts
from facts.concepts import Term, standing_for, term_keys, terms
from facts.terms import load_concepts

_SURELY = 0.7
_ESSENTIAL = 0.9
_ENOUGH = 0.6
_WITHIN = 0.65

# A label of a disclosure, and how it is asked for.
CONNECTED = """
遅延利息 | late interest; 遅れた分の利息
保険金の支払い漏れ | 保険金が払い漏れ
営業職員 | sales representative; sales employee; 外交員
通帳 | passbook; bank book
取り込まれたキャッシュカード | 飲み込まれたカード
融資先 | borrower
高齢顧客への勧誘 | 年配の客への勧誘
提供割合 | 出る確率; drop rate; odds
切り戻し | rollback; switch back
復元できなかったデータ | 戻らなかったデータ; data that could not be restored
未回収数 | not yet recovered; uncollected
未出荷の荷物 | まだ出ていない荷物; unshipped parcels
原因食品 | 原因になった料理; food that caused
代替の牛肉 | 別の牛肉; another beef
生産者 | 農家; farmers; growers
混入した品種 | variety mixed in
軌間 | gauge; track gauge; width of the track
保線係員 | track maintenance workers; track engineers
まくらぎ | 枕木; sleepers
アルコール検知器 | breathalyser; alcohol detector
保安検査 | 手荷物検査; security screening
座礁 | 乗り上げた; ran aground
荷主 | shippers; consignors; 荷物を預けた会社
集配 | pick-up and delivery
逸走 | ran away
退院 | 病院を出た; left hospital; discharged from hospital
初診 | 初めての患者; first-visit patients
再診 | returning patients
臨床検査技師 | laboratory technician
無資格者による調剤 | dispensing by unqualified staff
別解 | alternative answer; another solution
准教授 | associate professor
不服申立て | appeal; 異議; objection
再検査 | retest; 検査のやり直し
浄水場 | purification plant; 水をきれいにする施設
配水池 | reservoir
ガスの供給停止 | ガスが止まった; lost their gas
見舞金 | お詫びのお金; consolation money
周辺住民 | 近くに住む人; neighbours; people living nearby
鎮火 | 火が消えた; extinguished
重傷 | 大けが; badly hurt
被害届の提出 | 警察に届けた; filed a police report
使途 | 使い道; what the money was used for
分配金 | distribution; 配当
点検漏れ | skipped inspections; 点検をさぼった
避難者 | evacuees; 逃げた人
刑事告訴 | criminal complaint; pressed charges
"""

# What disclosures tell apart: asking for the one never finds the other for certain.
APART = """
影響を受けた人数 | 返金した人数
漏えいした件数 | 閲覧した件数
従業員 | 顧客
過大徴収 | 過少徴収
出荷 | 回収
停電 | 断水
初診 | 再診
入院 | 退院
合格 | 不合格
浄水場 | 配水池
牛肉 | 豚肉
県内向け | 県外向け
重傷 | 軽傷
死亡 | 負傷
医師 | 看護師
運転士 | 車掌
荷主 | 届け先
戒告 | 解雇
停職 | 戒告
警察 | 消防
加盟店 | 会員
保護者 | 生徒
列車 | バス
欠航 | 着陸
鉛 | 塩素
投与 | 採血
採点 | 出題
契約 | 解約
長さ | 重さ
幅 | 厚さ
まくらぎ | 軌間
別解 | 模範解答
座礁 | 転覆
鎮火 | 出火
beef | 鶏肉
deaths | 負傷者
inpatients | 外来患者
purification plant | 工場
late interest | 遅延便
injured people | 死亡者
bus stops | 停車駅
patients | 従業員
leaked | 閲覧
discharged from hospital | 漏えい
"""


def _alike(term: Term) -> dict[str, float]:
    if term.key.startswith("c:"):
        worth = other_meanings(term.text) | dict(standing_for(term.key))
    else:
        worth = dict(by_word_lists(term.text)) | {term.key: 1.0}
    return worth | {PART + key: _WITHIN for key, value in worth.items() if value > _SURELY}


def _said(term: Term, keys: frozenset[str]) -> float:
    """What of a term of a question a label says."""
    best = max((worth for key, worth in _alike(term).items() if key in keys), default=0.0)
    inner = parts_of(term)
    return best or (_WITHIN if inner and all(_said(part, keys) > _ENOUGH for part in inner) else 0.0)


def _pairs(text: str) -> list[tuple[str, str]]:
    rows = (line.split(" | ") for line in text.strip().splitlines())
    return [(label, said.strip()) for label, asked in rows for said in asked.split(";")]


@pytest.mark.parametrize(("label", "asked"), _pairs(CONNECTED))
def test_what_people_say_reaches_what_disclosures_say(label: str, asked: str) -> None:
    keys = term_keys(label) | part_keys(label)
    wanted = terms(asked)
    assert not [term.text for term in wanted if term.weight >= _ESSENTIAL and not _said(term, keys)]
    assert sum(t.weight * _said(t, keys) for t in wanted) >= 0.5 * sum(t.weight for t in wanted)


@pytest.mark.parametrize(("asked", "label"), _pairs(APART))
def test_two_things_that_a_disclosure_tells_apart_stay_two(asked: str, label: str) -> None:
    keys = term_keys(label)
    telling = max(terms(asked), key=lambda term: term.weight)
    assert _said(telling, keys) <= _SURELY


def test_a_compound_holds_its_parts_and_they_are_marked() -> None:
    assert part_keys("検査記録") >= {"p:c:record", "p:c:inspection|test"}
    assert not part_keys("記録")
    assert [term.key for term in parts("検査記録")] == ["c:inspection|test", "c:record"]


def test_what_is_left_out_behind_a_doing_is_no_leak() -> None:
    assert "c:leak" not in term_keys("月次点検の漏れ漏れなく点検漏れ") - term_keys("漏れ")
    assert "c:omission|not_performed" in term_keys("検査漏れがあった")
    assert "c:leak" in term_keys("ガス漏れがあった")


def test_a_field_adds_words_to_a_concept_of_every_field() -> None:
    assert "中学" not in load_concepts().by_key["guest"].ja
    assert load_concepts().by_key["guest"].ja[-1] == "宿泊した客"
    assert "guest" not in load_concepts().of_fields
