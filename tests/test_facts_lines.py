"""Facts of labelled lines."""

from pathlib import Path

from core.records import FactSource, ValueKind
from tests.stated import HEAD, reading_of, stated, the


def test_a_labelled_line_is_a_fact_with_its_label(tmp_path: Path) -> None:
    document, reading = stated(tmp_path, HEAD + "対象期間：2022年10月5日～2023年1月5日\n")
    fact = the(reading, "2022年10月5日～2023年1月5日")
    assert (fact.source, fact.attribute, fact.value.kind) == (FactSource.LINE, "対象期間", ValueKind.PERIOD)
    assert document.quote(fact.span) == "対象期間：2022年10月5日～2023年1月5日"


def test_a_line_that_begins_with_a_known_label_needs_no_colon(tmp_path: Path) -> None:
    assert the(reading_of(tmp_path, "代表者名　代表取締役　若葉 太郎\n"), "代表取締役 若葉 太郎").attribute == "代表者名"


def test_the_telephone_number_of_a_line_is_a_fact_of_its_own(tmp_path: Path) -> None:
    fact = the(reading_of(tmp_path, "問い合わせ先：お客さま窓口 0120-123-456\n"), "0120-123-456")
    assert (fact.attribute, fact.value.kind) == ("問い合わせ先", ValueKind.PHONE)


def test_a_sentence_with_a_colon_is_no_labelled_line(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "## 原因\n\n原因は：手順の不備と考えています。\n")
    assert all(fact.attribute != "原因は" for fact in reading.facts)
