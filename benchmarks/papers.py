"""Documents of known content in many layouts, as files: through Chromium, LibreOffice and the libraries of Office files, and as scans.

All content is invented and made by rule, so that what a reader should find is known to the character and the cell.
"""

import html
import io
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import docx
import openpyxl
import pypdfium2 as pdfium
from openpyxl.worksheet.properties import PageSetupProperties
from PIL import Image
from pptx import Presentation
from pptx.util import Inches, Pt

CHROMIUM, LIBREOFFICE = shutil.which("chromium"), shutil.which("soffice")
_SECONDS = 240
_SCANS = (("ruled", 300, 0.0), ("gothic", 300, -0.9), ("plain", 200, 1.2), ("merged", 150, 0.0))
_PLACES = ("青葉", "北浜", "高瀬", "三崎", "中里", "東山", "港町", "若松")
_CAUSES = ("設定の誤り", "手順書の不備", "委託先の誤操作", "機器の故障", "確認の漏れ")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the text of each cell, "" where it is blank or covered by one of `spans` (rows and columns by row and column)."""

    rows: tuple[tuple[str, ...], ...]
    headings: int = 1
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def covering(self) -> dict[tuple[int, int], str]:
        """The text at every place that a cell with text covers."""
        found: dict[tuple[int, int], str] = {}
        for row, cells in enumerate(self.rows):
            for column, text in enumerate(cells):
                down, across = self.spans.get((row, column), (1, 1))
                if text:
                    found |= {(row + y, column + x): text for y in range(down) for x in range(across)}
        return found

    def is_covered(self, row: int, column: int) -> bool:
        """True for a place that a cell above or to the left covers."""
        return any(
            (y, x) != (row, column) and y <= row < y + down and x <= column < x + across for (y, x), (down, across) in self.spans.items()
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a name: its title, its paragraphs and tables in order, and how it is set (a style sheet)."""

    name: str
    title: str
    parts: tuple[str | Grid, ...]
    style: str = ""
    notes: tuple[str, ...] = ()


def papers() -> list[Paper]:
    """The documents, one for each layout."""
    plain = Paper("plain", "顧客情報の取扱いに関する調査結果", (*_prose(4), _records(6), *_prose(2, start=4)))
    long = replace(plain, parts=(*_prose(2), _records(70), *_prose(1, start=4)))
    return [
        plain,
        replace(plain, name="ruled", style="table{width:100%}", parts=(_prose(1)[0], _records(12), *_prose(2, start=1))),
        replace(plain, name="gothic", style="body{font-family:IPAGothic;font-size:11pt}"),
        replace(plain, name="small", style="body{font-size:8pt;line-height:1.3}"),
        replace(plain, name="spaced", style="h1{letter-spacing:.4em;font-size:16pt}body{line-height:2}"),
        replace(plain, name="justified", style="p{text-align:justify;text-indent:1em}"),
        replace(plain, name="landscape", style="@page{size:A4 landscape}", parts=(*_prose(1), _wide(9), *_prose(1, start=2))),
        replace(plain, name="merged", parts=(*_prose(1), _merged(6))),
        replace(plain, name="two_headings", parts=(*_prose(1), _two_headings(7))),
        replace(plain, name="lists", parts=(*_prose(1), _lists(5))),
        replace(plain, name="pairs", parts=(*_prose(1), _pairs())),
        replace(plain, name="open_sides", style="td:first-child,th:first-child{border-left:0}td:last-child,th:last-child{border-right:0}"),
        replace(plain, name="borderless", style="td,th{border:0;padding:3pt 16pt 3pt 0;text-align:left;white-space:nowrap}"),
        replace(plain, name="columns", style="div{column-count:2;column-gap:30pt}", parts=tuple(_prose(10))),
        replace(plain, name="vertical", style="html{writing-mode:vertical-rl}", parts=tuple(_prose(5))),
        replace(
            plain,
            name="side_notes",
            style="body{margin-right:110pt}aside{position:absolute;right:0;width:84pt;font-size:7pt;line-height:1.4}",
            notes=("語句の意味は末尾の一覧に示す", "件数は延べ数である"),
        ),
        replace(long, name="long_repeated"),
        replace(long, name="long_once", style="thead{display:table-row-group}"),
        replace(long, name="long_merged", parts=(*_prose(1), _merged(40))),
        replace(long, name="long_pairs", parts=(*_prose(1), *[_pairs(n) for n in range(6)])),
    ]


def _prose(count: int, start: int = 0) -> list[str]:
    return [
        f"当社は、{_PLACES[n % 8]}営業所において{2020 + n % 5}年{n % 12 + 1}月に判明した事案について、関係する{37 + 11 * n}名への聞き取り"
        f"と、記録{1200 + 345 * n:,}件の照合を行いました。その結果、{_CAUSES[n % 5]}により、本来は閲覧できない情報が{3 + n}か月にわたり"
        f"表示されていたことを確認しました。今後は第{n + 1}四半期までに手順を改め、再発の防止に努めてまいります。"
        for n in range(start, start + count)
    ]


def _records(count: int) -> Grid:
    body = [
        (f"{_PLACES[n % 8]}第{n + 1}営業所", f"{2021 + n % 4}年{n % 12 + 1}月{n % 28 + 1}日", f"{104 + 37 * n:,}件", _CAUSES[n % 5])
        for n in range(count)
    ]
    return Grid((("事業所", "判明日", "件数", "原因"), *body))


def _wide(count: int) -> Grid:
    heads = ("事業所", "4月", "5月", "6月", "7月", "8月", "9月", "合計")
    return Grid((heads, *((_PLACES[n % 8], *(f"{(n + 2) * month}件" for month in range(1, 7)), f"{(n + 2) * 21}件") for n in range(count))))


def _merged(count: int) -> Grid:
    rows: list[tuple[str, ...]] = [("支店", "項目", "内容")]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for n in range(count):
        spans[len(rows), 0] = (3, 1)
        rows += [
            (f"{_PLACES[n % 8]}第{n + 1}支店", "期間", f"{2019 + n % 5}年4月から同年{n % 8 + 5}月まで"),
            ("", "件数", f"{88 + 9 * n}件"),
        ]
        rows.append(("", "原因", f"{_CAUSES[n % 5]}によるもの"))
    return Grid(tuple(rows), spans=spans)


def _two_headings(count: int) -> Grid:
    head = (("事業所", "個人", "", "法人", ""), ("", "契約数", "閲覧数", "契約数", "閲覧数"))
    body = tuple((_PLACES[n % 8], *(f"{(n + 1) * k * 13}件" for k in (3, 1, 4, 2))) for n in range(count))
    return Grid((*head, *body), headings=2, spans={(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)})


def _lists(count: int) -> Grid:
    body = tuple((_PLACES[n], f"・{_CAUSES[n % 5]}\n・{_CAUSES[(n + 1) % 5]}\n・記録の不足", f"{n + 2}月末") for n in range(count))
    return Grid((("事業所", "原因", "改善の期限"), *body))


def _pairs(n: int = 0) -> Grid:
    return Grid(
        (
            ("発生日", f"{2020 + n}年6月{n + 3}日"),
            ("対象", f"{_PLACES[n]}営業所の受付台帳"),
            ("件数", f"{512 + 40 * n}件"),
            ("原因", f"{_CAUSES[n % 5]}を見落としたまま運用を続けたこと"),
            ("対策", f"{n + 7}月までに全{18 + n}拠点で設定を点検する"),
        ),
        headings=0,
    )


# --- files ---


def render(folder: Path) -> Iterator[tuple[Path, Paper]]:
    """Every document as files in a folder, with what it holds; those that need a program that is not installed are left out."""
    made: list[tuple[Path, Paper]] = []
    every = papers()
    if CHROMIUM:
        made += [(_chromium(paper, folder), paper) for paper in every]
    office = [paper for paper in every if paper.name in ("plain", "merged", "two_headings", "pairs", "long_repeated")]
    words = [(_word(paper, folder), paper) for paper in office]
    sheets = [(_sheet(paper, folder), _table_only(paper)) for paper in office[:3]]
    slides = [(_slide(paper, folder), replace(paper, parts=paper.parts[:2])) for paper in office[1:4]]
    made += [*words, *sheets, *slides]
    if LIBREOFFICE:
        printed = [(_libreoffice(path), paper) for path, paper in (*words, *sheets, *slides)]
        made += [(path, paper) for path, paper in printed if path.is_file()]
    by_name = {paper.name: folder / f"{paper.name}.pdf" for paper in every}
    made += [(_scan(by_name[name], dpi, slant), next(p for p in every if p.name == name)) for name, dpi, slant in _SCANS if CHROMIUM]
    yield from made


def _table_only(paper: Paper) -> Paper:
    """The paper as a sheet holds it: under the sheet's name in the file of the sheets (its print does not show it)."""
    return replace(paper, parts=tuple(part for part in paper.parts if isinstance(part, Grid)))


def _chromium(paper: Paper, folder: Path) -> Path:
    page, path = folder / f"{paper.name}.html", folder / f"{paper.name}.pdf"
    style = "body{font-family:IPAMincho;font-size:10.5pt;line-height:1.6}table{border-collapse:collapse}td,th{border:1px solid;padding:3pt}"
    body = "".join(f"<p>{html.escape(part)}</p>" if isinstance(part, str) else _html_table(part) for part in paper.parts)
    notes = "".join(f'<aside style="top:{150 + 90 * n}pt">{html.escape(note)}</aside>' for n, note in enumerate(paper.notes))
    page.write_text(
        f'<!doctype html><html lang="ja"><meta charset="utf-8"><style>{style}{paper.style}</style>'
        f"<body><h1>{paper.title}</h1><div>{body}</div>{notes}</body></html>",
        encoding="utf-8",
    )
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={path}", str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    page.unlink()
    return path


def _html_table(grid: Grid) -> str:
    rows: list[str] = []
    for row, cells in enumerate(grid.rows):
        tag = "th" if row < grid.headings else "td"
        written = []
        for column, text in enumerate(cells):
            if grid.is_covered(row, column):
                continue
            down, across = grid.spans.get((row, column), (1, 1))
            written.append(f'<{tag} rowspan="{down}" colspan="{across}">{html.escape(text).replace(chr(10), "<br>")}</{tag}>')
        rows.append(f"<tr>{''.join(written)}</tr>")
    return f"<table><thead>{''.join(rows[: grid.headings])}</thead><tbody>{''.join(rows[grid.headings :])}</tbody></table>"


def _word(paper: Paper, folder: Path) -> Path:
    document = docx.Document()
    document.styles["Normal"].font.name = "IPAMincho"
    document.add_heading(paper.title, level=0)
    for part in paper.parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part.rows), len(part.rows[0]), style="Table Grid")
        for row, cells in enumerate(part.rows):
            for column, text in enumerate(cells):
                if not part.is_covered(row, column):
                    down, across = part.spans.get((row, column), (1, 1))
                    cell = table.cell(row, column)
                    (cell.merge(table.cell(row + down - 1, column + across - 1)) if down * across > 1 else cell).text = text
    path = folder / f"{paper.name}_word.docx"
    document.save(str(path))
    return path


def _sheet(paper: Paper, folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = paper.title
    [grid] = [part for part in paper.parts if isinstance(part, Grid)]
    for cells in grid.rows:
        sheet.append([text or None for text in cells])
    for (row, column), (down, across) in grid.spans.items():
        sheet.merge_cells(start_row=row + 1, start_column=column + 1, end_row=row + down, end_column=column + across)
    for letter in "ABCDE":
        sheet.column_dimensions[letter].width = 26
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.gridLines = True
    path = folder / f"{paper.name}_sheet.xlsx"
    book.save(path)
    return path


def _slide(paper: Paper, folder: Path) -> Path:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = paper.title
    text, grid = paper.parts[:2]
    box = slide.shapes.add_textbox(Inches(0.5), Inches(1.4), Inches(9), Inches(1))
    box.text_frame.word_wrap = True
    box.text_frame.text = str(text)
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(10)
    assert isinstance(grid, Grid)
    table = slide.shapes.add_table(len(grid.rows), len(grid.rows[0]), Inches(0.5), Inches(2.4), Inches(9), Inches(3)).table
    for row, cells in enumerate(grid.rows):
        for column, words in enumerate(cells):
            if not grid.is_covered(row, column):
                down, across = grid.spans.get((row, column), (1, 1))
                cell = table.cell(row, column)
                if down * across > 1:
                    cell.merge(table.cell(row + down - 1, column + across - 1))
                cell.text = words
                for run in cell.text_frame.paragraphs[0].runs:
                    run.font.size = Pt(7)
    path = folder / f"{paper.name}_slide.pptx"
    show.save(str(path))
    return path


def _libreoffice(path: Path) -> Path:
    folder = path.parent
    command = [str(LIBREOFFICE), "--headless", f"-env:UserInstallation=file://{folder / 'office'}", "--convert-to", "pdf", str(path)]
    subprocess.run([*command, "--outdir", str(folder)], check=True, capture_output=True, timeout=_SECONDS)
    return path.with_suffix(".pdf")


def _scan(path: Path, dpi: int, slant: float) -> Path:
    """The pages of a PDF as pictures that lie aslant by some degrees."""
    with pdfium.PdfDocument(path) as document:
        pictures = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    turned: Sequence[Image.Image] = [
        picture.rotate(slant, resample=Image.Resampling.BICUBIC, fillcolor=255) if slant else picture for picture in pictures
    ]
    out = io.BytesIO()
    turned[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=list(turned[1:]))
    scan = path.with_name(f"{path.stem}_scan_{dpi}dpi.pdf")
    scan.write_bytes(out.getvalue())
    return scan


def is_scan(path: Path) -> bool:
    """True for the name of a scan."""
    return bool(re.search(r"_scan_\d+dpi", path.name))
