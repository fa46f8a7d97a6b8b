"""Files of known facts, and the corpora that they are put to."""

import json
from datetime import date
from pathlib import Path

import pytest

from core.errors import QuestionError, SettingsError
from core.records import DocumentInfo, Status
from eval import cases, corpora

WHOLE = {
    "id": "a",
    "question": "契約数は？",
    "history": ["いつ？"],
    "filter": {"file": ["001.txt"]},
    "language": "ja",
    "form": "value",
    "status": "answered",
    "must": [["33", "三十三"]],
    "must_not": ["34"],
    "files": ["001.txt"],
    "quotes": ["33契約"],
    "core": True,
    "note": "表1",
}


def written(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), "utf-8")
    return path


def document(file: str, publisher: str) -> DocumentInfo:
    return DocumentInfo(file, file, "報告", publisher, date(2024, 2, 3), None, "text/plain", 1, 1, 1)


def test_a_case_is_read_with_every_field(tmp_path: Path) -> None:
    (case,) = cases.read(written(tmp_path, WHOLE))
    assert (case.id, case.question.text, case.question.history, case.question.filter.file) == ("a", "契約数は？", ("いつ？",), ("001.txt",))
    assert (case.status, case.must, case.must_not, case.quotes) == (Status.ANSWERED, (("33", "三十三"),), ("34",), ("33契約",))
    assert case.core and case.answerable and case.in_conversation


@pytest.mark.parametrize(
    "change",
    [{"language": "fr"}, {"status": "yes"}, {"must": "33"}, {"must": [[3]]}, {"must_nott": []}, {"quotes": [" "]}, {"id": 3}],
)
def test_a_malformed_case_is_named_with_file_and_line(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(QuestionError, match=r"cases\.jsonl, line 2"):
        cases.read(written(tmp_path, WHOLE, {**WHOLE, "id": "b", **change}))


def test_two_cases_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="'a'"):
        cases.read(written(tmp_path, WHOLE, WHOLE))


@pytest.mark.parametrize(
    "name", ["disclosures.jsonl", "other_fields.jsonl", "blind_1.jsonl", "blind_2.jsonl", "blind_3.jsonl", "blind_4.jsonl"]
)
def test_the_committed_cases_are_well_formed(name: str) -> None:
    assert len(cases.read(corpora.ROOT / "eval" / "cases" / name)) > 60


def test_a_case_asks_for_the_document_that_stands_for_the_one_it_names(tmp_path: Path) -> None:
    read = cases.read(written(tmp_path, WHOLE))
    corpus = corpora.Corpus("digests", (), (), quotes=False, documents={"001.txt": {"publisher": "北風", "published": "2024-02-03"}})
    (case,) = corpus.localise(read, [document("digest.pdf", "北風"), document("other.pdf", "南風")])
    assert (case.files, case.question.filter.file, case.quotes) == (("digest.pdf",), ("digest.pdf",), ())


@pytest.mark.parametrize("publishers", [("南風",), ("北風", "北風")])
def test_a_document_that_nothing_or_too_much_stands_for_is_an_error(tmp_path: Path, publishers: tuple[str, ...]) -> None:
    corpus = corpora.Corpus("digests", (), (), documents={"001.txt": {"publisher": "北風"}})
    with pytest.raises(SettingsError, match=r"001\.txt"):
        corpus.localise((), [document(f"{number}.pdf", name) for number, name in enumerate(publishers)])


def test_a_corpus_knows_its_files_and_the_patterns_that_nothing_fits(tmp_path: Path) -> None:
    (tmp_path / "b.txt").touch()
    (tmp_path / "a.txt").touch()
    corpus = corpora.Corpus("here", ("*.txt", "none/*.pdf"), (), root=tmp_path)
    assert [path.name for path in corpus.files] == ["a.txt", "b.txt"]
    assert corpus.missing == ("none/*.pdf",)


def test_the_committed_plan_names_samples_that_are_there() -> None:
    plan = corpora.read()
    (samples,) = [corpus for corpus in plan.corpora if corpus.required]
    names = {path.name for path in samples.files}
    assert {wanted["file"] for wanted in samples.documents.values()} <= names
    assert plan.thresholds["quotes_verbatim"] == 1.0


@pytest.mark.parametrize("text", ["", "corpora: []", "corpora: {a: {}}\nthresholds: {}", "corpora: {}\nthresholds: {right: much}", "[: x"])
def test_a_malformed_plan_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "corpora.yaml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=r"corpora\.yaml"):
        corpora.read(path)
