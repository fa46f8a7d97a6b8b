"""The measures of the benchmark of reading."""

from benchmarks.papers import Grid, papers
from benchmarks.reading import _shared, _union


def test_the_longest_common_sequence_is_counted() -> None:
    assert (_shared("調査の結果", "調査結果"), _shared("abcbdab", "bdcaba"), _shared("", "a")) == (4, 4, 0)


def test_the_overlap_of_boxes_is_measured() -> None:
    assert (_union((0, 0, 2, 1), (1, 0, 3, 1)), _union((0, 0, 1, 1), (2, 0, 3, 1))) == (1 / 3, 0.0)


def test_a_merged_cell_stands_at_every_place_that_it_covers() -> None:
    grid = Grid((("支店", "件数"), ("北", "3件"), ("", "4件")), spans={(1, 0): (2, 1)})
    assert grid.covering()[2, 0] == "北" and grid.is_covered(2, 0) and not grid.is_covered(1, 0)


def test_every_document_has_its_name() -> None:
    names = [paper.name for paper in papers()]
    assert len(set(names)) == len(names) >= 20
