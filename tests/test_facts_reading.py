"""What a disclosure states: its facts, each with its place."""

import re
from pathlib import Path

import pytest

from core.records import Disclosure, Reading, ValueKind
from core.text import fold
from facts import read
from ingest import read as read_file
from tests.reading import SHARED
from tests.stated import HEAD, stated

# --- what the document says of itself ------------------------------------------------------------------------------


def test_title_publisher_and_day_are_facts(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + "調査の結果をお知らせします。\n")
    stated_of_itself = {fact.attribute: fact for fact in reading.facts if fact.attribute_key == "metadata"}
    assert [fact.value.text for fact in stated_of_itself.values()] == ["荷物情報の取扱いについて", "若葉物流株式会社", "2023年1月20日"]
    assert document.quote(stated_of_itself["公表日"].span) == "2023年1月20日"
    assert stated_of_itself["公表日"].organisation == "若葉物流"


def test_what_the_document_does_not_say_of_itself_is_no_fact(tmp_path: Path) -> None:
    _, reading = stated(tmp_path, "調査報告\n\n調査の結果をまとめました。\n")
    assert {fact.attribute for fact in reading.facts if fact.attribute_key == "metadata"} == {"題名"}


# --- every fact, on every document that is here --------------------------------------------------------------------

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
DOCUMENTS = [*sorted((SHARED / "disclosures").glob("*.txt")), *sorted(SAMPLES.glob("*_digest.*"))]


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: path.name)
def read_document(request: pytest.FixtureRequest) -> tuple[Disclosure, Reading]:
    document = read_file(request.param)
    return document, read(document)


def test_every_fact_quotes_text_of_its_document(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    assert reading.facts
    for fact in reading.facts:
        assert 0 <= fact.span.start < fact.span.end <= len(document.text)
        assert document.quote(fact.span).strip()


def test_every_name_quotes_its_spelling(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for name in reading.names:
        assert 0 <= name.start < name.end <= len(document.text)


def test_the_figures_of_every_count_stand_in_its_quote(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for fact in reading.facts:
        if fact.value.kind is ValueKind.COUNT:
            shown = " ".join(fold(document.quote(span)).text for span in (fact.span, *fact.evidence))
            assert all(figure in shown for figure in re.findall(r"\d[\d,.]*\d|\d", fact.value.text)), (fact.value.text, shown)


def test_the_wording_of_every_value_stands_in_its_quote(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for fact in reading.facts:
        shown = " ".join(fold(document.quote(fact.span), markup=markup).text.replace(" ", "") for markup in (True, False))
        assert fact.value.text.replace(" ", "") in shown, (fact.value.text, shown)


def test_the_wording_of_every_period_stands_at_its_place(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for fact in reading.facts:
        if fact.period is not None:
            assert fact.period_span is not None
            shown = fold(document.quote(fact.period_span)).text.replace(" ", "")
            assert fact.period.text.replace(" ", "") in shown


def test_whose_a_fact_is_stands_at_the_place_that_says_so(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    for fact in reading.facts:
        for part, span in ((fact.organisation, fact.organisation_span), (fact.system, fact.system_span), (fact.case, fact.case_span)):
            assert (part is None) == (span is None)
            assert span is None or document.quote(span).strip()


def test_facts_have_ids_of_their_own(read_document: tuple[Disclosure, Reading]) -> None:
    _, reading = read_document
    assert len({fact.id for fact in reading.facts}) == len(reading.facts)


def test_facts_stand_in_passages_of_the_document(read_document: tuple[Disclosure, Reading]) -> None:
    document, reading = read_document
    assert {fact.passage_id for fact in reading.facts} <= {passage.id for passage in document.passages}
