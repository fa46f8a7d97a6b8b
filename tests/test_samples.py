"""The samples: marked as digests, made again as they are, and true to the originals without their sentences."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from samples.digest import SOURCES, Digest, Table, Text, read_digest, read_digests
from samples.make import render
from samples.text import render_text

SAMPLES = SOURCES.parent
ORIGINALS = SAMPLES.parent.parent / "shared" / "disclosures"
DIGESTS = {digest.output: digest for digest in read_digests()}
PDFS = [name for name in DIGESTS if name.endswith(".pdf")]
# The digest of each original, and the numbers that one has and the other has not, with the reason
PAIRS = {
    "kyuden_20230203": "000",
    "chugoku_nw_20230210": "001",
    "shikoku_td_20230120": "002",
    "emsc_20230522": "003",
    "kansai_20230328": "004",
}
LEFT_OUT = {
    "chugoku_nw_20230210": {"1/2", "2/2"},  # parts of one chapter, numbered over two slides
}
ADDED = {
    "shikoku_td_20230120": {"3"},  # number of a chapter
    "kansai_20230328": {"2"},  # number of a chapter
    "emsc_20230522": {"2022"},  # says which year 昨年 is
}
# Terms, not sentences: names, titles, labels and lists of items that a digest has to keep as they are. Longest first when masked
KEPT = (
    *("電力・ガス取引監視等委員会", "監視等委員会", "個人情報保護委員会", "資源エネルギー庁電力産業・市場室"),
    *("九州電力送配電", "四国電力送配電", "関西電力送配電", "九州電力", "四国電力", "関西電力", "中国電力", "東北電力", "株式会社"),
    *("コールセンターシステム", "ネットワークオンラインシステム", "託送お客さま管理システム", "顧客情報管理システム"),
    *("託送業務で知り得た情報の適正な管理について", "託送業務で知り得た情報の漏えいについて", "個人情報等の取扱いについて"),
    "コンプライアンス委員会",
    "電気事業法第23条(一般送配電事業者の禁止行為等)第3項の例外規定",
    "ビジネスソリューション統括本部地域共生本部経営法務グループ長",
    "九州電力お客さまの申込受付・料金関係業務用(暫定運用)",
    "セールスセンター、料金センター、カスタマーセンター、本社の一部",
    *("契約名義", "連絡先電話番号", "小売電気事業者コード", "小売電気事業者名", "設備容量"),
    *("接続送電サービスコード", "接続送電サービスメニューコード"),
    "各事業者における事案の内容及び発生原因の公表状況",
)
TITLE_COLUMNS = {"タイトル", "リンク", "掲載箇所"}
LONGEST_RUN = 24
_ENCLOSED = re.compile("[①-⑳]")
_DATE = re.compile(r"(?:(?:令和|平成)?\d+年)?\d+月(?:\d+日)?|\d+/\d+")
_URL = re.compile(r"https?://[!-~]+?\.(?:html|pdf)")


def plain(text: str) -> str:
    """The text without tags, spaces and differences of width; enclosed numbers stay, and note marks lose their number."""
    text = re.sub(r"<[^<>\n]*>", "", text.replace("〜", "～"))
    text = re.sub(r"※ ?[1-9¹²](?!\d)", "※", text)
    text = "".join(char if _ENCLOSED.match(char) else unicodedata.normalize("NFKC", char) for char in text)
    return re.sub(r"\s+", "", text)


def addresses(text: str) -> set[str]:
    return set(_URL.findall(re.sub(r"[ \n]", "", text)))


def numbers(text: str) -> set[str]:
    text = plain(text)
    for address in addresses(text):
        text = text.replace(address, " ")
    return set(re.findall(r"\d+(?:[.,/]\d+)*", text))


def statements(digest: Digest) -> Iterator[str]:
    """Every sentence and cell of a digest, apart from headings and the columns that hold titles and addresses."""
    for block in digest.blocks:
        if isinstance(block, Table):
            titles = {cell.column for cell in block.cells if cell.row == 0 and cell.lines[0] in TITLE_COLUMNS}
            yield from (line for cell in block.cells if cell.column not in titles for line in cell.lines)
        elif isinstance(block, Text) and block.kind != "heading":
            yield from block.text.split("。")


def masked(text: str) -> str:
    """The text with a gap in place of each kept term and each date."""
    text = re.sub("|".join(re.escape(term) for term in sorted(map(plain, KEPT), key=len, reverse=True)), "\0", plain(text))
    return _DATE.sub("\0", _URL.sub("\0", text))


def longest_shared_run(text: str, other: str) -> str:
    """The longest stretch of `text`, free of gaps, that stands in `other` too."""
    best = ""
    for piece in text.split("\0"):
        for start in range(len(piece)):
            while start + len(best) < len(piece) and piece[start : start + len(best) + 1] in other:
                best = piece[start : start + len(best) + 1]
    return best


def original(stem: str) -> str:
    found = list(ORIGINALS.glob(f"{PAIRS[stem]}_*.txt"))
    if not found:
        pytest.skip("../shared/disclosures is not there")
    return found[0].read_text(encoding="utf-8")


def pdfium_text(path: Path) -> str:
    """The text by pdfium, which gives U+FFFE for a hyphen at the end of a line."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\ufffe", "-")


def pypdf_text(path: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def sample_text(name: str) -> str:
    path = SAMPLES / name
    if name.endswith(".pdf"):
        return pdfium_text(path)
    text = path.read_bytes().decode(DIGESTS[name].encoding)
    return BeautifulSoup(text, "html.parser").get_text() if name.endswith(".html") else text


@pytest.mark.parametrize("name", DIGESTS)
def test_a_sample_says_at_its_top_that_it_is_a_digest_and_of_what(name: str) -> None:
    digest, top = DIGESTS[name], plain(sample_text(name))[:700]
    for line in ("これは要約です", "原資料の文言ではありません", *(f"{label}：{value}" for label, value in digest.labelled)):
        assert plain(line) in top


@pytest.mark.parametrize("name", [name for name in DIGESTS if name not in PDFS])
def test_a_text_or_page_is_made_again_byte_for_byte(name: str) -> None:
    assert render(DIGESTS[name], list(DIGESTS.values())) == (SAMPLES / name).read_bytes()


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_is_made_again_with_the_same_text_and_twice_with_the_same_bytes(name: str, tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="reportlab makes the PDFs")
    if not list(Path("/usr/share/fonts").rglob("ipam.ttf")):
        pytest.skip("the package fonts-ipafont, which the PDFs are set in, is not installed")
    made = render(DIGESTS[name], [])
    assert made == render(DIGESTS[name], [])  # the committed bytes also depend on the versions of zlib and reportlab
    (tmp_path / name).write_bytes(made)
    assert pdfium_text(tmp_path / name) == pdfium_text(SAMPLES / name)


@pytest.mark.parametrize("read", [pypdf_text, pdfium_text])
@pytest.mark.parametrize("name", PDFS)
def test_every_cell_and_paragraph_can_be_read_from_a_pdf(name: str, read: Callable[[Path], str]) -> None:
    text = re.sub(r"\s+", "", read(SAMPLES / name))
    pieces = [line for block in DIGESTS[name].blocks if isinstance(block, Table) for cell in block.cells for line in cell.lines]
    pieces += [block.text for block in DIGESTS[name].blocks if isinstance(block, Text)]
    assert [piece for piece in pieces if re.sub(r"\s+", "", piece) not in text] == []


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_is_small_and_numbers_its_pages(name: str) -> None:
    assert (SAMPLES / name).stat().st_size < 400_000
    for number, page in enumerate(pypdf.PdfReader(SAMPLES / name).pages, start=1):
        assert str(number) in page.extract_text().split()


def test_the_web_page_merges_cells_in_both_directions() -> None:
    page = BeautifulSoup((SAMPLES / "chugoku_nw_20230210_digest.html").read_text(encoding="utf-8"), "html.parser")
    assert page.select("main table td[rowspan]") and page.select("main table th[colspan]")
    assert page.select("nav a") and page.select("footer p")


def test_the_web_page_leads_only_to_files_that_are_there() -> None:
    page = BeautifulSoup((SAMPLES / "chugoku_nw_20230210_digest.html").read_text(encoding="utf-8"), "html.parser")
    assert {link["href"] for link in page.select("nav a")} == {path.name for path in SAMPLES.glob("*_digest.*")}


@pytest.mark.parametrize("stem", PAIRS)
def test_a_digest_has_the_numbers_of_its_original_and_no_others(stem: str) -> None:
    theirs, ours = numbers(original(stem)), numbers(render_text(read_digest(SOURCES / f"{stem}.digest")))
    assert theirs - ours == LEFT_OUT.get(stem, set())
    assert ours - theirs == ADDED.get(stem, set())


@pytest.mark.parametrize("stem", PAIRS)
def test_a_digest_has_the_dates_of_its_original_and_no_others(stem: str) -> None:
    theirs, ours = (set(_DATE.findall(plain(text))) for text in (original(stem), render_text(read_digest(SOURCES / f"{stem}.digest"))))
    assert theirs - ours == LEFT_OUT.get(stem, set())
    assert ours <= theirs


@pytest.mark.parametrize("stem", PAIRS)
def test_a_digest_has_the_addresses_of_its_original_and_no_others(stem: str) -> None:
    assert addresses(render_text(read_digest(SOURCES / f"{stem}.digest"))) == addresses(original(stem))


@pytest.mark.parametrize("stem", PAIRS)
def test_no_sentence_of_the_original_stands_in_its_digest(stem: str) -> None:
    theirs = masked(original(stem))
    runs = {longest_shared_run(masked(statement), theirs) for statement in statements(read_digest(SOURCES / f"{stem}.digest"))}
    assert sorted(run for run in runs if len(run) > LONGEST_RUN) == []
