"""The word index finds passages by their Japanese words."""

from pathlib import Path

import pytest

from index.lexical import WordIndex, WordIndexDamaged, build

PASSAGES = [
    ("a:0", "a", "お客様台帳検索システムで閲覧された契約"),
    ("a:1", "a", "コールセンターシステムの端末は36台です"),
    ("b:0", "b", "再発防止策として端末を撤去しました"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path / "words", PASSAGES)
    return tmp_path / "words"


def test_the_passage_with_the_words_comes_first(folder: Path) -> None:
    found = WordIndex(folder).search("コールセンターの端末", 10)

    assert next(iter(found)) == "a:1" and "b:0" in found and "a:0" not in found


def test_particles_and_spelling_variants_do_not_matter(folder: Path) -> None:
    assert list(WordIndex(folder).search("お客さまの台帳の", 10)) == ["a:0"]


def test_only_the_named_documents_are_searched(folder: Path) -> None:
    assert list(WordIndex(folder).search("端末", 10, ["b"])) == ["b:0"]
    assert WordIndex(folder).search("端末", 10, []) == {}


def test_restricting_to_documents_leaves_the_scores_as_they_are(folder: Path) -> None:
    index = WordIndex(folder)

    assert index.search("端末", 10, ["b"])["b:0"] == index.search("端末", 10)["b:0"]


def test_a_query_without_words_finds_nothing(folder: Path) -> None:
    assert WordIndex(folder).search("、。！？ を は", 10) == {}


def test_query_syntax_is_text_like_any_other(folder: Path) -> None:
    assert next(iter(WordIndex(folder).search('document:"b" AND (撤去) -端末 *', 10))) == "b:0"


def test_an_index_on_top_of_another_holds_both_and_leaves_that_one_alone(folder: Path, tmp_path: Path) -> None:
    build(tmp_path / "more", [("c:0", "c", "停電対応")], base=folder, without=["a"])

    assert sorted(WordIndex(tmp_path / "more").ids()) == ["b:0", "c:0"]
    assert sorted(WordIndex(folder).ids()) == ["a:0", "a:1", "b:0"]


def test_an_index_of_nothing_is_empty(tmp_path: Path) -> None:
    build(tmp_path / "words", [])

    assert WordIndex(tmp_path / "words").ids() == [] and WordIndex(tmp_path / "words").search("端末", 5) == {}


def test_a_folder_without_an_index_is_said_to_be_damaged(tmp_path: Path) -> None:
    with pytest.raises(WordIndexDamaged):
        WordIndex(tmp_path)


def test_a_cut_off_file_is_said_to_be_damaged(folder: Path) -> None:
    for file in folder.glob("*.term"):
        file.write_bytes(file.read_bytes()[:10])

    with pytest.raises(WordIndexDamaged):
        WordIndex(folder).search("端末", 5)
