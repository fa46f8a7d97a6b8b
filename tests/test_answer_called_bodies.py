"""Bodies asked for as everyday speech or English calls them, and follow-ups on them, of small disclosures."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from answer.question import QuestionReader
from core.records import NameKind, Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, first_line

HOME = """ご家族・関係各位

令和7年1月24日

社会福祉法人 浜風の里 特別養護老人ホーム うみなり苑
施設長 朝倉 恵

# 感染性胃腸炎の発生について

当苑におきまして、入居者様18名と職員4名に嘔吐などの症状がありました。

## お問い合わせ

うみなり苑 相談係 電話 000-555-0171
"""

SCHOOL = """2024年3月1日

学校法人峰雲学園
峰雲高等学校(Minegumo High School)
校長 真壁 哲

# 一般入学試験における採点の誤りについて

受験者の総数は412名です。採点の誤りは57名の答案にありました。原因は採点基準表の確認不足です。
"""

PORT = """# コンテナクレーンの逸走事故について

2024年9月6日

渚島港湾公社(Nagisajima Port Corporation) 理事長 荒井 亘

## 事故の概要

2024年8月30日、渚島港東埠頭でコンテナクレーンがレール上を約85m逸走しました。

## 問い合わせ先

渚島港湾公社 業務部 000-158-3390
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("written")
    for name, text in (("home.txt", HOME), ("school.txt", SCHOOL), ("port.md", PORT)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as opened:
        add(opened, sorted(folder.iterdir()))
        yield opened


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    return Ask(Answerer(store))


def test_a_home_is_asked_for_by_its_own_name(ask: Ask, store: Store) -> None:
    answer = ask("うみなり苑の相談の電話番号は？")
    assert "000-555-0171" in first_line(answer)
    assert_proved(answer, store)


def test_a_school_is_asked_for_as_everyday_speech_shortens_it(ask: Ask) -> None:
    assert "412名" in first_line(ask("峰雲高校の受験者は何人でしたか。"))


def test_a_school_is_asked_for_by_its_name_in_english(ask: Ask) -> None:
    answer = ask("How many examinees did Minegumo High School have?")
    assert {citation.file for citation in answer.citations} == {"school.txt"}


def test_a_place_of_a_company_is_asked_for(ask: Ask) -> None:
    assert "85m" in ask("渚島港の事故でクレーンは何メートル逸走したのか。").text


@pytest.mark.parametrize("name", ["峰雲銀行", "渚島ガス", "うみなり電鉄"])
def test_a_company_of_another_kind_is_none_that_the_documents_write(ask: Ask, name: str) -> None:
    assert ask(f"{name}の電話番号は？").status is Status.NOT_FOUND


def test_a_follow_up_is_of_the_place_named_before(ask: Ask) -> None:
    answer = ask("電話番号は？", "渚島港の事故の原因は？")
    assert "000-158-3390" in first_line(answer) and "000-555-0171" not in answer.text


def test_a_common_word_names_no_publisher(store: Store) -> None:
    names = QuestionReader(store.names()).read("電話番号は何番ですか。").names(NameKind.ORGANISATION)
    assert names == ()
