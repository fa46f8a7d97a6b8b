"""Records survive their way through JSON."""

import json
from datetime import date

from core.records import Block, BlockKind, Box, Cell, Disclosure, Fact, FactSource, Page, Passage, Span, Table, Value, ValueKind
from index.serialisation import from_json, pack, to_json, unpack


def test_a_disclosure_with_every_kind_of_part_comes_back_equal() -> None:
    table = Table(1, 2, (Cell(0, 0, "端末", 3, 5), Cell(0, 1, "36台", 6, 9, 1, 2)), 1, 0)
    disclosure = Disclosure(
        id="ab" * 32,
        file="公表.txt",
        media_type="text/plain",
        text="公表\n端末\t36台",
        pages=(Page(1, 0, 9, 595.0, 842.0),),
        blocks=(Block(0, BlockKind.HEADING, "公表", 0, 2, headings=(0,)), Block(1, BlockKind.TABLE, "", 3, 9, page=1, table=table)),
        passages=(Passage("p", "ab" * 32, 0, "端末: 36台", 3, 9, BlockKind.TABLE, 1, boxes=(Box(1, 0.5, 1.0, 2.0, 3.25),)),),
        title="公表",
        title_span=Span(0, 2),
        published=date(2023, 3, 28),
        warnings=("2ページは読めません",),
    )

    assert unpack(Disclosure, pack(disclosure)) == disclosure


def test_a_fact_with_value_and_evidence_comes_back_equal() -> None:
    value = Value(ValueKind.PERIOD, "2016年4月～", start=date(2016, 4, 1), end=None, precision="month")
    fact = Fact("f", "d", "p", FactSource.CELL, "期間", value, Span(3, 9), period=value, evidence=(Span(0, 2), Span(4, 5)))

    assert from_json(Fact, to_json(fact)) == fact


def test_fields_at_their_default_are_not_written() -> None:
    fact = Fact("f", "d", "p", FactSource.LINE, "件数", Value(ValueKind.COUNT, "3件", number=3.0, unit="件"), Span(0, 2))

    assert set(json.loads(to_json(fact))) == {"id", "document_id", "passage_id", "source", "attribute", "value", "span"}


def test_a_field_that_this_version_does_not_know_is_passed_over() -> None:
    assert from_json(Span, '{"start": 1, "end": 2, "depth": 3}') == Span(1, 2)
