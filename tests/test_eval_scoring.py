"""Which cases are right, why others are lost, and what a run reports."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.errors import QuestionError, SettingsError
from core.records import Answer, Citation, Disclosure, DocumentInfo, Question, Status
from eval import report
from eval.cases import Case
from eval.metrics import Share, below, latencies, measure
from eval.runner import run
from eval.scoring import Result
from eval.stages import Stage

TEXT = "閲覧された契約数\t33契約\n期間\t2016年4月1日～2023年1月27日\n停止した端末\t7台"
DOCUMENT = Disclosure("ab" * 32, "001.txt", "text/plain", TEXT, (), (), ())
INFO = DocumentInfo(DOCUMENT.id, "001.txt", "報告", "北風", date(2024, 2, 3), None, "text/plain", 1, 1, 1)


def cite(number: int, quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(number, "001.txt", "報告", "北風", None, None, None, "", quote, start, start + len(quote), (), DOCUMENT.id)


RIGHT = Answer("", "契約数は？", "ja", Status.ANSWERED, "33契約です [1]。", (cite(1, "33契約"),))
REFUSED = Answer("", "契約数は？", "ja", Status.NOT_FOUND, "記載がありません。")
CASE = Case(
    "a", Question("契約数は？", "a"), "ja", "value", Status.ANSWERED, (("33契約",),), files=("001.txt",), quotes=("33契約",), core=True
)
UNANSWERABLE = Case("b", Question("件数は？", "b"), "ja", "not_stated", Status.NOT_FOUND, ())


class Double:
    """Gives the answers it was made with; what was ingested, read and found of the one document is named outright."""

    def __init__(self, *answers: Answer, passages: Sequence[str] = (TEXT,), found: Sequence[str] = (TEXT,)) -> None:
        self._answers = iter((*answers[:1], *answers))  # the first question is put twice: once to warm up
        self._passages, self._found = passages, found

    def ask(self, question: Question) -> Answer:
        answer = next(self._answers)
        if not answer.text:
            raise QuestionError("cannot be asked")
        return answer

    def documents(self) -> Sequence[DocumentInfo]:
        return [INFO]

    def disclosure(self, document_id: str) -> Disclosure:
        return DOCUMENT

    def originals(self) -> Sequence[str]:
        return [TEXT]

    def passages(self) -> Sequence[str]:
        return self._passages

    def found(self, question: Question) -> Sequence[str]:
        return self._found


def judged(case: Case, answer: Answer, passages: Sequence[str] = (TEXT,), found: Sequence[str] = (TEXT,)) -> list[tuple[str, Stage]]:
    (result,) = run([case], Double(answer, passages=passages, found=found))
    return [(fault.why, fault.stage) for fault in result.faults]


def test_an_answer_that_says_cites_and_quotes_what_it_should_is_right() -> None:
    assert judged(CASE, RIGHT) == []


def test_a_missing_group_is_named_with_its_alternatives() -> None:
    case = replace(CASE, must=(("34契約", "34 contracts"),))
    assert judged(case, RIGHT) == [("does not say 34契約 or 34 contracts", Stage.COMPUTED)]


def test_what_search_found_and_the_answer_left_out_was_lost_by_the_answer() -> None:
    assert judged(replace(CASE, must=(("7台",),)), RIGHT) == [("does not say 7台", Stage.ANSWER)]


def test_what_search_did_not_find_was_lost_by_search() -> None:
    assert judged(replace(CASE, must=(("7台",),)), RIGHT, found=["33契約"]) == [("does not say 7台", Stage.SEARCH)]


def test_what_no_passage_holds_was_lost_by_ingest() -> None:
    assert judged(replace(CASE, must=(("7台",),)), RIGHT, passages=["33契約"]) == [("does not say 7台", Stage.INGEST)]


def test_forbidden_text_is_a_fault_and_a_longer_number_is_not() -> None:
    assert judged(replace(CASE, must_not=("33契約",)), RIGHT) == [("says 33契約, which it must not", Stage.ANSWER)]
    assert judged(replace(CASE, must_not=("3",)), RIGHT) == []


def test_a_refusal_of_what_is_there_is_a_fault_of_the_stage_that_lost_it() -> None:
    faults = judged(CASE, REFUSED, found=[])
    assert faults[0] == ("refused, though the documents state it", Stage.SEARCH)


def test_an_answer_to_what_is_not_there_is_a_fault() -> None:
    assert judged(UNANSWERABLE, RIGHT) == [("answered, though the documents do not state it", Stage.ANSWER)]


def test_an_answer_in_the_other_language_is_a_fault() -> None:
    assert judged(CASE, replace(RIGHT, language="en")) == [("answered in 'en' instead of 'ja'", Stage.ANSWER)]


def test_a_file_that_is_not_cited_is_named() -> None:
    assert judged(replace(CASE, files=("002.txt",)), RIGHT) == [("does not cite 002.txt", Stage.ANSWER)]


def test_a_quote_that_is_missing_is_named() -> None:
    assert judged(replace(CASE, quotes=("7台",)), RIGHT) == [("quotes no place with 7台", Stage.ANSWER)]


def test_an_ungrounded_number_loses_the_case() -> None:
    ((why, _),) = judged(CASE, replace(RIGHT, text="33契約です [1]。台数は8台です [1]。"))
    assert why.startswith("ungrounded number: 8")


def test_an_ungrounded_name_is_counted_and_loses_no_case() -> None:
    (result,) = run([CASE], Double(replace(RIGHT, text="受付検索システムの33契約です [1]。")))
    assert result.right
    assert measure([result])["names_grounded"] == Share(0, 1)


def test_an_error_is_a_lost_case_and_the_rest_goes_on() -> None:
    results = run([UNANSWERABLE, CASE], Double(replace(RIGHT, text=""), RIGHT))
    assert [result.faults[0].why for result in results if result.faults] == ["error: cannot be asked"]
    assert measure(results)["errors"] == Share(1, 2)


def test_refusals_are_counted_both_ways() -> None:
    results = run([CASE, replace(CASE, id="c"), UNANSWERABLE, replace(UNANSWERABLE, id="d")], Double(RIGHT, REFUSED, REFUSED, RIGHT))
    shares = measure(results)
    assert (shares["refusals_right"], shares["false_refusals"], shares["wrong_answered"]) == (Share(1, 2), Share(1, 2), Share(1, 2))


def test_figures_are_split_by_language_and_form() -> None:
    shares = measure(run([CASE, UNANSWERABLE], Double(RIGHT, RIGHT)))
    assert (shares["right_ja"], shares["form_value"], shares["form_not_stated"]) == (Share(1, 2), Share(1, 1), Share(0, 1))


def test_latencies_are_nearest_ranks() -> None:
    results = [Result(CASE, RIGHT, float(time)) for time in range(1, 101)]
    assert latencies(results) == {"p50": 50.0, "p95": 95.0, "max": 100.0}


def test_a_figure_below_its_threshold_fails_the_run() -> None:
    shares = {"right": Share(1, 2), "names": Share(0, 0)}
    assert below(shares, {"right": 0.5, "names": 1.0}) == []
    assert below(shares, {"right": 0.6}) == ["right is 0.5000 (1 of 2), below 0.6"]
    assert below(shares, {"wright": 0.6}) == ["wright is no figure of a run; correct the thresholds"]


def test_the_report_lists_each_lost_case_with_question_first_line_and_why() -> None:
    case = replace(CASE, question=Question("では？", "a", ("契約数は？",)))
    shown = report.lost(report.CorpusRun("samples", run([case], Double(replace(RIGHT, text="7台です [1]。\nほか。"))), ()))
    assert "では？" in shown and "(after) 契約数は？" in shown and "[answered] 7台です [1]。" in shown and "does not say 33契約" in shown


def test_a_run_is_compared_with_an_earlier_one(tmp_path: Path) -> None:
    cases = [CASE, replace(CASE, id="c"), replace(CASE, id="new")]
    earlier = report.CorpusRun("samples", run(cases[:2], Double(RIGHT, REFUSED)), ())
    report.write(report.record([earlier]), tmp_path / "earlier.json")
    now = report.CorpusRun("samples", run(cases, Double(REFUSED, RIGHT, RIGHT)), ())
    assert report.comparison([now], report.read(tmp_path / "earlier.json")).splitlines() == [
        "samples, since the earlier run: 1 gained, 1 lost, 2 compared, 1 new, 0 gone",
        "  + c",
        "  - a",
    ]


def test_the_record_keeps_answers_faults_and_stages() -> None:
    record = report.record([report.CorpusRun("samples", run([CASE], Double(REFUSED)), ("below",))])
    entry = json.loads(json.dumps(record))["corpora"]["samples"]["cases"]["a"]
    assert entry["answer"]["status"] == "not_found" and entry["faults"][0]["stage"] == "answer" and not entry["right"]


def test_a_file_that_is_no_earlier_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]")
    with pytest.raises(SettingsError, match=r"x\.json"):
        report.read(tmp_path / "x.json")
