"""How a stretch of a disclosure falls into list items and sentences."""

from pathlib import Path

from core.records import Disclosure, Span
from facts.stretches import is_subheading, list_items, sentences
from tests.reading import disclosure


def document(folder: Path, text: str) -> tuple[Disclosure, Span]:
    """A document of one paragraph, with the place of that paragraph."""
    read = disclosure(folder, "報告\n\n" + text)
    start = read.text.index(text[:4])
    return read, Span(start, len(read.text))


def test_a_sentence_ends_at_its_full_stop(tmp_path: Path) -> None:
    read, span = document(tmp_path, "端末を調べた。原因は調査中である。\n")
    assert [text for text, _ in sentences(read, span)] == ["端末を調べた。", "原因は調査中である。"]


def test_every_sentence_stands_at_its_place(tmp_path: Path) -> None:
    read, span = document(tmp_path, "端末を２台\n調べた。　原因は調査中である。\n")
    assert [read.quote(place) for _, place in sentences(read, span)] == ["端末を２台\n調べた。", "原因は調査中である。"]


def test_a_full_stop_inside_brackets_ends_no_sentence(tmp_path: Path) -> None:
    read, span = document(tmp_path, "社員は「見た。聞いた」と話した（確認済み。3名）。以上です。\n")
    assert len(sentences(read, span)) == 2


def test_a_list_item_without_a_full_stop_is_a_sentence(tmp_path: Path) -> None:
    read, span = document(tmp_path, "○端末を調べる\n○原因を調べる\n")
    assert [text for text, _ in sentences(read, span)] == ["端末を調べる", "原因を調べる"]


def test_what_stands_before_the_first_item_is_an_item(tmp_path: Path) -> None:
    read, span = document(tmp_path, "次を行う\n・端末を調べる\n・原因を調べる\n")
    assert [text for text, _ in list_items(read, span)] == ["次を行う", "端末を調べる", "原因を調べる"]


def test_items_in_a_cell_are_told_apart_by_its_breaks(tmp_path: Path) -> None:
    read, span = document(tmp_path, "○端末を調べる<br>○原因を調べる\n")
    assert [text for text, _ in list_items(read, span)] == ["端末を調べる", "原因を調べる"]


def test_an_item_holds_all_its_sentences(tmp_path: Path) -> None:
    read, span = document(tmp_path, "・端末を調べる。2台である。\n・原因を調べる。\n")
    assert [text for text, _ in list_items(read, span)] == ["端末を調べる。2台である。", "原因を調べる。"]


def test_a_line_in_brackets_that_heads_items_is_none(tmp_path: Path) -> None:
    read, span = document(tmp_path, "＜システム面＞\n・端末を調べる\n")
    assert [text for text, _ in list_items(read, span)] == ["端末を調べる"]
    assert is_subheading("【事案①】")
    assert not is_subheading("【事案①】の端末")
