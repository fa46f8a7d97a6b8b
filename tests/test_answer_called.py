"""Which publisher a question means that names none as its document does."""

from collections.abc import Iterable

import pytest

from answer.called import Call, Called

PUBLISHERS = ["株式会社青嶺エレベータサービス", "学校法人白稜学園", "株式会社こだま屋", "架空銀行株式会社", "架空証券株式会社"]
TITLES = {"こだま屋": "『やさしい算数 三年』の誤りについて"}
WRITTEN = {
    "青嶺エレベータサービス": "昇降機の点検の未実施について",
    "白稜学園": "白稜高等学校の入学試験高校",
    "こだま屋": "『やさしい算数 三年』の誤りについて 七星絵本館",
    "架空銀行": "障害について",
    "架空証券": "障害について",
}


def call(text: str, labels: Iterable[str] = ()) -> Call | None:
    return Called(PUBLISHERS, TITLES, lambda: WRITTEN, lambda: labels).find(text)


@pytest.mark.parametrize(
    ("question", "publisher"),
    [
        ("青嶺エレベータの点検漏れは何件ですか。", "青嶺エレベータサービス"),
        ("白稜高校の受験者は何人でしたか。", "白稜学園"),
        ("How many lifts did Aomine (青嶺エレベータ) leave out?", "青嶺エレベータサービス"),
        ("七星絵本館の入館者は何人ですか。", "こだま屋"),
        ("『やさしい算数 二年』にも誤りがありますか。", "こだま屋"),
    ],
)
def test_a_name_cut_short_or_written_by_one_publisher_only_means_that_publisher(question: str, publisher: str) -> None:
    found = call(question)
    assert found is not None and found.asked.canonical == (publisher,)
    assert question[found.start : found.end] == found.asked.surface


@pytest.mark.parametrize(
    "question",
    [
        "架空の障害はいつ起きましたか。",
        "障害の原因は何ですか。",
        "2023年11月2日に何がありましたか。",
        "いつから直りますか。",
        "赤嶺エレベータの点検漏れは？",
    ],
)
def test_what_several_or_none_write_means_no_one(question: str) -> None:
    assert call(question) is None


def test_a_name_that_labels_hold_still_tells_rows_apart() -> None:
    question = "青嶺エレベータの電話番号は？"
    free, labelled = call(question), call(question, ["青嶺エレベータ受付センター"])
    assert free is not None and free.named
    assert labelled is not None and not labelled.named
