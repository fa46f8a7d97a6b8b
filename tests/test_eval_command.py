"""`python -m eval` and `python -m eval.generate` on a small real store."""

import json
from pathlib import Path

import pytest

from assistant import Assistant
from core.settings import Settings
from eval.__main__ import main
from eval.generate import main as generate

REPORT = """北風送配電株式会社
2024年2月3日

情報の取扱いに係る報告

受付検索システムについて調査しました。

項目\t受付検索システム
閲覧された契約数\t33契約
閲覧可能となっていた期間\t2016年4月1日～2023年1月27日
"""
CASES: list[dict[str, object]] = [
    {
        "id": "right",
        "question": "北風送配電の受付検索システムで閲覧された契約数は？",
        "language": "ja",
        "form": "value",
        "status": "answered",
        "must": [["33契約"]],
        "files": ["report.txt"],
        "core": True,
    },
    {"id": "absent", "question": "東雲銀行の本店の電話番号は？", "language": "ja", "form": "not_stated", "status": "not_found", "must": []},
]
IMPOSSIBLE = {**CASES[0], "id": "impossible", "must": [["999契約"]]}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("eval")
    (folder / "report.txt").write_text(REPORT, "utf-8")
    with Assistant(Settings(store=folder / "store")) as assistant:
        (outcome,) = assistant.add([folder / "report.txt"])
    assert outcome.status == "added"
    return folder / "store"


def cases(tmp_path: Path, *records: object) -> str:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), "utf-8")
    return str(path)


def test_a_run_above_its_thresholds_exits_with_0_and_keeps_its_record(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "run.json"
    assert main(["--store", str(store), "--cases", cases(tmp_path, *CASES), "--output", str(output)]) == 0
    assert "Every threshold is reached." in capsys.readouterr().out
    assert set(json.loads(output.read_text("utf-8"))["corpora"]["store"]["cases"]) == {"right", "absent"}


def test_a_run_below_a_threshold_exits_with_1_and_names_the_lost_case(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", str(store), "--cases", cases(tmp_path, IMPOSSIBLE)]) == 1
    printed = capsys.readouterr().out
    assert "does not say 999契約 → computed" in printed and "BELOW: store: right_core" in printed


def test_a_later_run_is_compared_with_an_earlier_one(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    earlier = tmp_path / "earlier.json"
    main(["--store", str(store), "--cases", cases(tmp_path, {**IMPOSSIBLE, "id": "right"}), "--output", str(earlier)])
    main(["--store", str(store), "--cases", cases(tmp_path, CASES[0]), "--compare", str(earlier)])
    assert "1 gained, 0 lost, 1 compared" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--store", "nowhere"], "There is no store at nowhere"),
        (["--compare", "nowhere.json"], "nowhere.json is no earlier evaluation"),
    ],
)
def test_what_cannot_be_evaluated_is_a_message(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert said in capsys.readouterr().err


def test_a_store_that_is_no_known_corpus_needs_its_cases_named(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(store)]) == 1
    assert "--cases" in capsys.readouterr().err


def test_made_up_questions_find_nothing_made_up(store: Path, tmp_path: Path) -> None:
    output = tmp_path / "generated.json"
    assert generate(["--store", str(store), "--count", "150", "--output", str(output)]) == 0
    figures = json.loads(output.read_text("utf-8"))
    assert figures["questions"] == 150 and figures["not_found"] > 0
