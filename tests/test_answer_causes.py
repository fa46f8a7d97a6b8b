"""Why: sections of causes whole, of the case or system asked for alone; reasons in sentences where there is no such section."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, said

HARBOUR = """2024年5月10日
株式会社浜路水産

冷凍倉庫の温度異常に関する調査報告

　弊社の冷凍倉庫において温度異常が発生しました。

１．経過
　４月２日　温度異常を確認
　４月９日　原因を特定

２．原因
　冷却装置の弁が閉じたまま固着しました。点検の担当者が交代した際に、引き継ぎの書類が作られませんでした。

３．公表が遅れた経緯
　出荷先の確認を終えてから公表することとしたため、公表が遅れました。

４．再発防止策
　・弁の自動点検（２０２４年６月末まで）
"""

RECALL = """2023年9月1日
丘田製菓株式会社

米菓「さくさく」の自主回収について

　弊社が製造した米菓の一部に、金属片が混入しているおそれがあることが判明しました。深くお詫び申し上げます。

１．回収の方法
　着払いでお送りください。返金までに２週間をいただきます。
"""

TWO = """2022年3月3日
株式会社沢井通信

顧客情報の誤表示について

１．概要
　会員サイト「ミルナビ」および店舗端末「トリコン」で、顧客情報が誤って表示されました。

２．原因
　・ミルナビ：検索条件を初期化する処理が外れていました。
　・トリコン：試験用の設定が残っていました。

３．発生の状況
　事象①は３月１日、事象②は３月２日に発生しました。
"""

RECORDS = """2021年8月2日
北斗交通株式会社

運行システムの障害に関する報告

１．障害の概要
　運行システムで障害が２件発生しました。

２．障害の原因
　事象①は、時計の設定の誤りによるものです。
　事象②は、電源の故障によるものです。

３．食堂の臨時休業
　厨房の水道管が凍結したため、食堂を臨時に休業しました。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("causes")
    for name, text in {"harbour": HARBOUR, "recall": RECALL, "two": TWO, "records": RECORDS}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


def test_a_section_of_causes_is_told_whole(ask: Ask) -> None:
    text = said(ask("浜路水産の温度異常の原因は何ですか。"))
    assert "弁が閉じたまま固着しました。" in text and "引き継ぎの書類が作られませんでした。" in text


def test_a_heading_that_names_what_is_asked_goes_before_the_section_of_causes(ask: Ask) -> None:
    text = said(ask("浜路水産の公表が遅れた理由は？"))
    assert "出荷先の確認" in text and "固着" not in text


def test_when_a_cause_was_found_is_answered_with_the_day(ask: Ask) -> None:
    answer = ask("浜路水産の温度異常の原因が特定されたのはいつですか。")
    assert "2024年4月9日" in answer.text and "固着" not in answer.text


def test_what_a_document_finds_at_fault_explains_what_its_title_says(ask: Ask) -> None:
    assert "金属片が混入" in said(ask("丘田製菓が米菓を自主回収するのはなぜですか。"))


def test_of_labelled_causes_those_of_the_thing_asked_for_alone(ask: Ask) -> None:
    text = said(ask("なぜトリコンで顧客情報が表示されたのですか。"))
    assert "試験用の設定" in text and "初期化" not in text


def test_of_causes_by_mark_the_one_asked_for_alone(ask: Ask) -> None:
    text = said(ask("北斗交通の事象②の原因は？"))
    assert "電源の故障" in text and "時計" not in text


def test_a_sentence_that_explains_what_is_asked_goes_before_a_section_about_something_else(ask: Ask) -> None:
    text = said(ask("北斗交通が食堂を臨時休業したのはなぜですか。"))
    assert "水道管が凍結したため" in text and "事象" not in text


@pytest.mark.parametrize(
    "question",
    ["浜路水産が社長を解任した理由は？", "沢井通信が料金を値上げしたのはなぜですか。", "Why did 北斗交通 dismiss its president?"],
)
def test_why_of_something_else_is_refused_though_a_cause_is_stated(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.NOT_FOUND


def test_a_cause_put_forward_is_not_answered_as_a_question_why(ask: Ask) -> None:
    assert ask("浜路水産の温度異常は停電が原因ですか。").status is Status.NOT_FOUND


FERRY = """2023年6月2日
浦路汽船株式会社

旅客船の桟橋接触事故について（第2報）

　旅客船の桟橋接触事故により、ご迷惑をおかけしましたことをお詫びいたします。現在までに判明した事項をお知らせします。

１．判明した事項
　右舷側の油圧配管に亀裂があり、作動油が漏れていました。このため、後進に切り替わらなかったものと考えられます。
　復旧に最も時間を要したのは、交換用の配管の在庫がなかったためです。
　予備船は、別の造船所の配管を使っているため影響を受けていません。
　警報装置は、誤作動が多いことを理由に停止されていました。

２．再発防止策
　配管を交換するため、運航を６月末まで休止します。
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    file = tmp_path_factory.mktemp("ferry") / "ferry.txt"
    file.write_text(FERRY, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, [file])
        yield Ask(Answerer(store))


def test_without_a_section_of_causes_what_the_document_explains_is_told_and_no_announcement(ferry: Ask) -> None:
    text = said(ferry("浦路汽船の旅客船が桟橋に接触したのはなぜですか。"))
    assert "亀裂" in text and "お知らせします" not in text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("浦路汽船の復旧が遅れたのはなぜですか。", "在庫がなかった"),
        ("浦路汽船の予備船が影響を受けなかったのはどうしてですか。", "別の造船所"),
        ("浦路汽船の警報装置が停止されていた理由は？", "誤作動が多い"),
    ],
)
def test_the_reason_of_a_named_consequence_is_told_alone(ferry: Ask, question: str, reason: str) -> None:
    text = said(ferry(question))
    assert reason in text and "亀裂" not in text
