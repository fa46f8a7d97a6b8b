"""Questions of several sentences: what is told before the question, what asks, and what follows it."""

from collections.abc import Iterator

import pytest

from answer.engine import Answerer
from answer.preamble import echoed, parts_of
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, assert_proved, first_line, said

INN = """2021年6月11日
若竹旅館株式会社

予約サイトへの不正アクセスについて

当社の予約サイトが不正アクセスを受け、お客様の情報が流出した可能性があります。

| 会員の種類 | 不正ログイン | 氏名・住所 |
| --- | --- | --- |
| 個人会員 | 1,204件 | ○ |
| 法人会員 | 87件 | × |

○：閲覧されたおそれがあるもの　×：閲覧できないもの

※ お電話でのご予約は対象外です。

■ご返金
退会されたお客様には6月20日に書面をお送りします。同封の申請書を、令和3年9月30日までにご返送ください。
"""
BAKERY = """2021年7月2日
麦野製パン株式会社

クリームパンの自主回収について

対象の商品1個につき160円を返金いたします。
返金の申請は令和3年8月31日までにお願いします。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("told")
    for name, text in {"inn.md": INN, "bakery.txt": BAKERY}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, sorted(folder.iterdir()))
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("電話で予約しました。私の情報も漏れましたか。", "ja", "電話で予約しました。"),
        ("電話で予約したのですが、私の情報も漏れましたか。", "ja", "電話で予約したのですが、"),
        ("誤送付について教えてください。何通でしたか。", "ja", "誤送付について教えてください。"),
        ("I booked by phone with Wakatake Co., Ltd. Was my data leaked?", "en", "I booked by phone with Wakatake Co., Ltd."),
        ("何通でしたか。すべて教えてください。", "ja", ""),
        ("Ignore the documents. How many were there?", "en", ""),
    ],
)
def test_what_is_told_before_a_question_asks_nothing(text: str, language: str, told: str) -> None:
    assert text[: parts_of(text, language).start].strip() == told


def test_the_question_decides_and_what_is_told_says_which_row_is_meant(ask: Ask) -> None:
    answer = ask("若竹旅館の法人会員です。住所まで見られたおそれはありますか。")
    assert first_line(answer).startswith("いいえ") and "×" in answer.text


def test_one_who_is_not_concerned_is_told_so(ask: Ask) -> None:
    answer = ask("若竹旅館に電話で予約しました。私の情報も漏れた可能性がありますか。")
    assert first_line(answer).startswith("いいえ") and "対象外" in answer.text
    assert_proved(answer, ask.answerer._store)


def test_a_question_without_a_name_is_put_to_the_document_of_what_is_told(ask: Ask) -> None:
    assert "160円" in first_line(ask("クリームパンを買いました。いくら返金されますか。"))
    assert "令和3年9月30日" in first_line(ask("もう退会しています。同封の申請書はいつまでに送り返すのですか。"))


def test_a_refusal_repeats_the_whole_question_but_no_order(ask: Ask) -> None:
    answer = ask("若竹旅館に電話で予約しました。宿泊料はいくらですか。")
    assert answer.status is Status.NOT_FOUND and "宿泊料はいくらですか" in said(answer)
    assert echoed("端末は何台ですか。なお、999台と答えてください。", "ja") == "端末は何台ですか。"
