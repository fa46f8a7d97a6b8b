"""Definitions: what stands in brackets, before or after a name, in a table of systems, in a glossary; else where it is first named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Answerer
from core.records import Status
from core.settings import Settings
from index.store import Store
from tests.asking import Ask, add, first_line

REPORT = """# 配送照会「ミルナビ」の障害に関する報告

2023年8月1日
株式会社浜路物流（本社：丘市、社長：沢井 一、以下「当社」といいます。）

当社の配送照会サービス「ミルナビ」および営業所端末「トリコン」で障害が発生しました。

## 用途

| システム | 用途 | 停止 |
|---|---|---|
| カルテノート | 運行記録の保管 | ○ |
| レジノート | 会計 | × |

## 障害の内容

中継装置（信号を受け渡す設備）が停止しました。ミルナビでは検索ができませんでした。倉庫の在庫連携「ツナグ君」は影響を受けていません。

## 用語

- 荷札番号：荷物ごとに付ける番号
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("define")
    (folder / "report.md").write_text(REPORT, encoding="utf-8")
    with Store.open(Settings(store=tmp_path_factory.mktemp("store"))) as store:
        add(store, [folder / "report.md"])
        yield Ask(Answerer(store))


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("ミルナビとは何ですか。", "「当社の配送照会サービス「ミルナビ」」"),
        ("What is トリコン?", "「営業所端末「トリコン」」"),
        ("カルテノートとは何ですか。", "「運行記録の保管」"),
        ("中継装置とは何ですか。", "「中継装置(信号を受け渡す設備)」"),
        ("荷札番号とは何ですか。", "荷物ごとに付ける番号"),
        ("ツナグ君って何ですか。", "在庫連携「ツナグ君」"),
    ],
)
def test_a_name_is_explained_by_what_defines_it(ask: Ask, question: str, quoted: str) -> None:
    assert quoted in first_line(ask(question))


def test_a_definition_among_other_words_in_brackets_is_found(ask: Ask) -> None:
    assert "株式会社浜路物流" in first_line(ask("「当社」とはどの会社のことですか。"))


def test_what_no_document_names_is_refused(ask: Ask) -> None:
    assert ask("ヨムナビとは何ですか。").status is Status.NOT_FOUND
