"""Finding sources, and refusing what cannot be read with words that help."""

from pathlib import Path

import pytest

from core.errors import DamagedSource, EmptySource, SourceError, UnsupportedSource
from ingest import find_sources, read

SENTENCE = "障害の原因は、設定値の確認不足でした。影響は１２３件です。\n" * 3


def test_a_folder_gives_its_readable_files_sorted_and_no_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.xyz", ".hidden.txt", "sub/d.PDF", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.relative_to(tmp_path).as_posix() for path in find_sources([str(tmp_path)])] == ["a.md", "b.txt", "sub/d.PDF"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (folder / "own.txt").write_text("x")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert [path.name for path in find_sources([str(folder)])] == ["own.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert len(find_sources([str(tmp_path / "a.txt"), str(tmp_path)])) == 1


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.txt.*no such file"):
        find_sources([str(tmp_path / "nowhere.txt")])


def test_a_path_with_a_nul_is_refused_with_its_spelling() -> None:
    with pytest.raises(SourceError, match="check its spelling"):
        find_sources(["a\0b.txt"])


def test_a_folder_without_readable_files_says_which_kinds_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("x")
    with pytest.raises(SourceError, match=r"\.pdf"):
        find_sources([str(tmp_path)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_every_japanese_encoding_reads_alike(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode(encoding))
    assert read(path).text == SENTENCE


def test_line_ends_become_line_feeds(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一行目です。\r\n二行目です。\r".encode())
    assert read(path).text == "一行目です。\n二行目です。\n"


def test_an_html_page_is_read_in_the_encoding_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes('<html><head><meta charset="Shift_JIS"></head><body><p>①障害のお知らせ</p></body></html>'.encode("cp932"))
    assert "①障害のお知らせ" in read(path).text


def test_zero_bytes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    with pytest.raises(EmptySource, match=r"a\.txt.*zero bytes"):
        read(path)


def test_a_file_of_white_space_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(" \n　\n")
    with pytest.raises(EmptySource, match="no text"):
        read(path)


def test_an_unknown_extension_says_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text("x")
    with pytest.raises(UnsupportedSource, match=r"\.rtf.*\.html"):
        read(path)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(200), b"PK\x03\x04" + bytes(200), bytes(range(256)) * 20])
def test_a_binary_named_txt_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(DamagedSource, match=r"a\.txt: this is no text"):
        read(path)


def test_a_text_named_pdf_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("これはPDFではありません")
    with pytest.raises(DamagedSource, match="not a PDF though its name says so"):
        read(path)


def test_a_pdf_named_txt_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(DamagedSource, match=r"rename it to \.pdf"):
        read(path)


def test_reading_twice_gives_the_same_disclosure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    assert read(path) == read(path)
