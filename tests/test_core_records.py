"""Records: what can be computed from them."""

from datetime import date

from core.records import Cell, DocumentInfo, Filter, Page, Span, Table


def document(**changes: object) -> DocumentInfo:
    stated = {
        "id": "1",
        "file": "a.txt",
        "title": None,
        "publisher": "甲株式会社",
        "published": date(2023, 2, 1),
        "url": None,
        "media_type": "text/plain",
        "pages": 0,
        "passages": 1,
        "facts": 1,
    }
    return DocumentInfo(**{**stated, **changes})  # type: ignore[arg-type]


def test_an_empty_filter_lets_everything_through() -> None:
    assert Filter().empty and Filter().admits(document(published=None))


def test_a_filter_admits_by_each_of_its_fields() -> None:
    assert Filter(file=("a.txt",)).admits(document())
    assert not Filter(file=("b.txt",)).admits(document())
    assert not Filter(publisher=("乙株式会社",)).admits(document())


def test_the_bounds_of_a_date_filter_are_inclusive() -> None:
    assert Filter(published_from=date(2023, 2, 1), published_to=date(2023, 2, 1)).admits(document())
    assert not Filter(published_from=date(2023, 2, 2)).admits(document())


def test_a_document_without_a_date_meets_no_date_bound() -> None:
    assert not Filter(published_to=date(2030, 1, 1)).admits(document(published=None))


def test_a_label_that_carries_on_governs_each_row_that_it_spans() -> None:
    label, first, second = Cell(0, 0, "実績", 0, 2, row_span=2), Cell(0, 1, "台数", 3, 5), Cell(1, 1, "契約数", 6, 9)
    table = Table(2, 3, (label, first, second), header_rows=0, header_columns=2)
    assert [c.text for c in table.row_labels(1)] == ["実績", "契約数"]
    assert table.at(1, 2) is None


def test_a_span_covers_what_lies_within_it() -> None:
    assert Span(2, 9).covers(Span(2, 9)) and not Span(2, 9).covers(Span(1, 4))


def test_a_page_is_a_stretch_of_the_text() -> None:
    assert Page(1, 0, 10).width is None
