"""Passages hold one idea each, and the place of it."""

from itertools import pairwise
from pathlib import Path

from ingest.passages import LONGEST_PASSAGE
from tests.reading import disclosure


def test_a_table_row_is_a_passage_with_its_headings_in_front(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "\t東店\t西店\n契約数\t120契約\t98契約\n")
    (passage,) = document.passages
    assert passage.text == "契約数: 東店: 120契約 / 西店: 98契約"
    assert document.quote(passage.span) == "契約数\t120契約\t98契約"


def test_a_long_row_is_cut_into_the_items_of_its_cells(tmp_path: Path) -> None:
    item = "● 点検の際に仕様書だけでなく実際の画面でも表示の可否を確かめることを手順に加え、関係者全員に周知しました。"
    document = disclosure(tmp_path, f"区分\t対策\n体制\t{' '.join([item] * 12)}\n意識\t研修\n")
    assert [passage.text for passage in document.passages[:2]] == [f"体制 対策: {item}"] * 2
    assert len(document.passages) == 13


def test_a_long_paragraph_is_cut_at_ends_of_sentences(tmp_path: Path) -> None:
    sentence = "当社は本件を重く受け止め、再発の防止に全力で取り組んでまいりますので、引き続きご理解を賜りますようお願い申し上げます。"
    document = disclosure(tmp_path, sentence * 20)
    assert all(len(passage.text) <= LONGEST_PASSAGE and passage.text.endswith("。") for passage in document.passages)
    assert all(one.end <= other.start for one, other in pairwise(document.passages))


def test_a_bullet_has_its_lead_in_before_it_and_only_itself_as_its_place(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "対策は以下のとおりです。\n・端末を回収します。\n")
    assert document.passages[1].text == "対策は以下のとおりです。 端末を回収します。"
    assert document.quote(document.passages[1].span) == "端末を回収します。"


def test_a_passage_knows_its_section(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "# 報告\n\n## 影響\n\n### 店舗\n\n三店舗です。\n", "a.md")
    assert document.passages[-1].section == "影響 > 店舗"


def test_a_passage_never_crosses_a_page(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "一頁目の文です。\n続きます\f二頁目の文です。")
    for passage in document.passages:
        assert "\f" not in document.quote(passage.span)


def test_ids_count_up_under_the_document(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "一つ目の文です。\n\n二つ目の文です。\n")
    assert [passage.id for passage in document.passages] == [f"{document.id[:12]}-0", f"{document.id[:12]}-1"]


def test_closings_and_salutations_are_no_passages(tmp_path: Path) -> None:
    document = disclosure(tmp_path, "各 位\n\n点検が終わりました。\n\n以 上\n")
    assert [passage.text for passage in document.passages] == ["点検が終わりました。"]
