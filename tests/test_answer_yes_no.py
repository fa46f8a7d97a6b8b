"""Yes and no: said only where a mark or the main verb of what is asked says so; otherwise the statement is quoted, or refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.claims import claim_of, verdict
from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, first_line, said

NOTICE = """2024年5月10日
株式会社浜路銀行

会員サイトにおける誤表示について

　会員サイトで、一部のお客さまの情報が別のお客さまの画面に表示されました。

１．影響の範囲
（１）表示された情報
　　　氏名（カナ）、口座番号、残高
（２）表示されていない情報
　　　暗証番号および住所は表示されておりません。
（３）その他
　　　マイナンバーは含まれません。

２．不正な利用
　本日現在、不正な送金は確認されておりません。情報の流出を完全には否定できません。
　身代金の支払い：行っていない
　お客様の手続きは不要です。

３．対象の店舗
　丘の上支店は対象ではありません。南支店では、装置を使用していない別の窓口で受け付けました。
　調査の結果、故意による操作がなかったことを確認しています。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("yes_no")
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, [folder / "notice.txt"])
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    ("question", "lead", "quoted"),
    [
        ("浜路銀行の会員サイトで暗証番号は表示されましたか。", "いいえ。", "暗証番号および住所は表示されておりません"),
        ("浜路銀行で残高も表示されましたか。", "はい。", "残高"),
        ("浜路銀行で不正な送金はありましたか。", "いいえ。", "不正な送金は確認されておりません"),
        ("浜路銀行は身代金を支払いましたか。", "いいえ。", "行っていない"),
        ("浜路銀行の丘の上支店も対象ですか。", "いいえ。", "丘の上支店は対象ではありません"),
        ("浜路銀行で故意による操作はありましたか。", "いいえ。", "操作がなかったことを確認"),
        ("浜路銀行のお客様の手続きは必要ですか。", "いいえ。", "手続きは不要です"),
    ],
)
def test_a_verb_that_is_the_one_asked_with_says_yes_or_no(ask: Ask, question: str, lead: str, quoted: str) -> None:
    line = first_line(ask(question))
    assert line.startswith(lead) and quoted in line


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("浜路銀行の会員サイトで暗証番号は表示されていませんか。", "表示されておりません"),  # asked in the negative
        ("浜路銀行でマイナンバーも表示されましたか。", "マイナンバーは含まれません"),  # another verb
        ("浜路銀行で情報の流出はありましたか。", "完全には否定できません"),  # a double negative
        ("浜路銀行の南支店では装置を使用しましたか。", "装置を使用していない別の窓口"),  # not the main verb
    ],
)
def test_what_is_not_certain_is_quoted_without_yes_or_no(ask: Ask, question: str, quoted: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED and quoted in answer.text
    assert not answer.text.startswith(("はい", "いいえ"))


@pytest.mark.parametrize(
    "question", ["浜路銀行の頭取は辞任しましたか。", "浜路銀行で指紋も表示されましたか。", "浜路銀行は手数料を値上げしましたか。"]
)
def test_what_is_not_spoken_of_is_refused(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "thing", "doing"),
    [
        ("会員サイトで、暗証番号も他人に見られましたか。", "暗証番号", "他人に見られましたか"),
        ("住所は表示されていませんか？", "住所", "表示されていませんか"),
        ("南支店でも受け付けましたか", "南支店", "受け付けましたか"),
        ("窓口以外の装置でも表示されましたか", "装置", "表示されましたか"),
    ],
)
def test_a_question_is_about_one_thing(question: str, thing: str, doing: str) -> None:
    claim = claim_of(question)
    assert claim is not None and (claim.thing, claim.doing) == (thing, doing)


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("氏名は閲覧されましたか。", "氏名および住所が閲覧されました。", True),
        ("氏名は閲覧されましたか。", "氏名が閲覧された可能性があります。", None),
        ("氏名は閲覧された可能性がありますか。", "氏名が閲覧された可能性があります。", True),
        ("氏名は閲覧されましたか。", "住所は閲覧されましたが、氏名は閲覧されていません。", False),
        ("電話番号はありましたか。", "「電話番号を入れなくても照会できる」とのご指摘がありました。", None),
        ("氏名は閲覧されましたか。", "氏名のうち一部のみ閲覧されました。", None),
        ("事故はありましたか。", "事故の報告はありません。", False),
    ],
)
def test_the_clause_that_speaks_of_the_thing_decides(question: str, text: str, said: bool | None) -> None:
    claim = claim_of(question)
    assert claim is not None and verdict(claim, text) is said


MARKS = """# 会員サイトへの不正アクセスについて

2024年6月3日
千草通信株式会社

会員サイトの情報が閲覧されたおそれがあります。電話および代理店を通じたお申込みは対象外です。

## 閲覧されたおそれのある情報

| 項目 | 個人プラン | 法人プラン |
|---|:-:|:-:|
| 氏名・住所 | ○ | × |
| 請求額 | ○ | ○ |
| 直近3か月の利用明細 | × | × |

## 影響のないサービス

- ケーブルテレビ「ちぐさTV」、専用線

## よくあるご質問

### パスワードも漏れたのですか。

いいえ。パスワードは保存していません。

### 変更の手続きは必要ですか。

不要です。当社で変更します。
"""


@pytest.fixture(scope="module")
def marks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    file = tmp_path_factory.mktemp("marks") / "marks.md"
    file.write_text(MARKS, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, [file])
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    ("question", "lead", "quote"),
    [
        ("千草通信の法人プランを契約しています。住所まで見られたおそれはありますか。", "いいえ。", "氏名・住所"),
        ("千草通信の個人プランで住所は見られましたか。", "はい。", "個人プランは「○」"),
        ("千草通信の法人プランで利用明細は見られましたか。", "いいえ。", "利用明細"),
        ("千草通信に電話で申し込みました。私の情報も漏れた可能性がありますか。", "いいえ。", "対象外"),
        ("千草通信のちぐさTVも映らなくなりましたか。", "いいえ。", "ちぐさTV"),
        ("千草通信の専用線は使えましたか。", "はい。", "専用線"),
        ("千草通信のパスワードも漏れたのでしょうか。", "いいえ。", "保存していません"),
    ],
)
def test_marks_exclusions_and_answered_questions_say_yes_or_no(marks: Ask, question: str, lead: str, quote: str) -> None:
    text = said(marks(question))
    assert text.startswith(lead) and quote in text


def test_the_things_marked_for_a_group_are_listed(marks: Ask) -> None:
    text = said(marks("千草通信の法人プランでは、どの情報が閲覧されたおそれがありますか。"))
    assert "請求額" in text and "氏名" not in text
