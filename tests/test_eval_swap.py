"""`python -m eval.swap` on a small document: the same questions under real and invented names."""

import json
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.records import Question, Status
from eval.cases import Case
from eval.corpora import Corpus, Plan
from eval.scoring import Fault, Result
from eval.stages import Stage
from eval.swap import Swap, cases, chosen, main, record, table

REPORT = """四国電力送配電株式会社
2024年2月3日

情報の取扱いに係る報告

四国電力送配電株式会社（以下、四国電力送配電）は、お客様台帳検索システムについて調査しました。

項目\tお客様台帳検索システム
閲覧された契約数\t33契約
"""
CASES: list[dict[str, object]] = [
    {
        "id": "value",
        "question": "四国電力送配電のお客様台帳検索システムで閲覧された契約数は？",
        "language": "ja",
        "form": "value",
        "status": "answered",
        "must": [["33契約"]],
        "files": ["shikoku.txt"],
    },
    {"id": "absent", "question": "九州電力の本店の電話番号は？", "language": "ja", "form": "not_stated", "status": "not_found", "must": []},
]


def write(folder: Path, report: str = REPORT) -> list[str]:
    (folder / "documents").mkdir()
    (folder / "documents" / "shikoku.txt").write_text(report, "utf-8")
    path = folder / "cases.jsonl"
    path.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in CASES), "utf-8")
    return ["--sources", str(folder / "documents"), "--cases", str(path)]


def result(name: str, *, right: bool) -> Result:
    case = Case(name, Question(f"{name}？"), "ja", "value", Status.ANSWERED, ())
    return Result(case, None, 1.0, faults=() if right else (Fault("refused", Stage.ANSWER),))


def swap(before: str, after: str, left_over: dict[str, int] | None = None) -> Swap:
    """A swap of cases that are right (+) or wrong (-), one a character."""
    return Swap(results(before), results(after), left_over or {})


def results(marks: str) -> tuple[Result, ...]:
    return tuple(result(f"case-{number}", right=mark == "+") for number, mark in enumerate(marks))


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("北風銀行\n2024年2月3日\n\nお知らせ\n", "None of the names to replace stands in the documents"),
        (f"{REPORT}\n若狭通信は別に報告します。\n", "use already: 若狭 (1), 若狭通信 (1); invent others."),
    ],
)
def test_documents_that_cannot_be_renamed_are_a_message(report: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(write(tmp_path, report)) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--corpus", "nowhere"], "corpora.yaml has no corpus nowhere; it has samples, disclosures."),
        (["--sources", "samples"], "name those with --cases"),
        (["--sources", "nowhere", "--cases", "nowhere.jsonl"], "there is no such file or folder"),
        (["--names", "nowhere.yaml"], "nowhere.yaml cannot be used"),
    ],
)
def test_what_is_not_there_is_a_message(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert said in capsys.readouterr().err


def test_a_corpus_whose_documents_are_not_here_is_a_message(tmp_path: Path) -> None:
    plan = Plan((Corpus("disclosures", ("elsewhere/*.txt",), (), root=tmp_path),), {})
    with pytest.raises(SettingsError, match=r"not here: nothing fits elsewhere/\*\.txt\. Name others with --sources and --cases"):
        chosen(plan, "disclosures")


def test_cases_gained_and_lost_are_told_apart() -> None:
    one = swap("++--", "+-+-")
    assert [lost.case.id for lost in one.lost] == ["case-1"]
    assert [gained.case.id for gained in one.gained] == ["case-2"]
    assert record(one)["lost"] == ["case-1"]
    assert "✗ refused → answer" in cases(one)


@pytest.mark.parametrize(("lost", "passes"), [(0, True), (2, True), (3, False)])
def test_more_than_two_points_fail(lost: int, passes: bool) -> None:
    fallen = swap("+" * 100, "+" * (100 - lost) + "-" * lost)
    risen = swap("+" * (100 - lost) + "-" * lost, "+" * 100)
    assert [not one.failures for one in (fallen, risen)] == [passes, passes]
    assert f"{-lost:+.1f}" in table(fallen)


def test_a_name_that_was_not_replaced_fails() -> None:
    assert swap("+", "+", {"四国電力": 2}).failures == ["names that were not replaced: 四国電力 (2); complete the names of the table"]
