"""How right and how fast files are read: `python -m benchmarks.reading [--shared DIR] [--output FILE.json]`.

Documents of known content (`benchmarks.papers`) are rendered by Chromium and LibreOffice, where these are installed, as Office files and
as scans, and read. With --shared the PDFs in DIR/pdfs are read too; three of them have known text in DIR/regulations. Measured are

- characters: of the longer of what is stated and what is read, the share in the longest sequence that both have in order, white space and
  widths of letters aside. Of the three PDFs of --shared: of the stated text, for the files hold excerpts;
- cells: of the places in a table that have text, the share whose text is read in the same row and column;
- boxes: of quotes drawn at random from lines, the share whose box and that of the same characters as pdfplumber places them have an
  intersection over union of 0.8 or more;
- OCR: the share of wrong characters of scans;
- pages a second in one process and on all cores, and those of pdfplumber (text and tables) and pypdf (text) in the same run;
- the most memory that a process takes for papers of 20 to 320 pages.
"""

import argparse
import io
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf

from benchmarks.papers import Grid, Paper, is_scan, render
from core.errors import SourceError
from core.places import quote_boxes
from core.records import Disclosure, PrintedLine, Span
from ingest import ocr, read

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "benchmarks" / "results" / "reading.json"
KNOWN = {
    "court_benesse_20171023.pdf": "14_saikosai_benesse.txt",
    "court_mynumber_20230309.pdf": "15_saikosai_mynumber.txt",
    "gov_meti_joho_system_kijun_rksj.pdf": "23_meti_joho_security_kijun.txt",
}
SCAN, SCANNED = "benesse_image_only_150dpi_skew.pdf", "14_saikosai_benesse.txt"
_PASSWORDS = {"benesse_encrypted_aes256_pw.pdf": "heldout-test"}
_LIBRARIES = ("pdfplumber", "pdfminer.six", "pypdf", "pypdfium2", "pytesseract")
_QUOTES = 30  # of a file
_COVERS = 0.8
_MOST_TITLE_ROWS = 2
_ABOVE = 0.88  # of an ideographic em box, the share above the baseline (OpenType, "ideo" and "idtp" of Japanese fonts)
_LENGTHS = (20, 80, 320)
_MEMORY = """
import resource, sys
from pathlib import Path
from ingest import read
read(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

Figures = dict[str, object]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description="Reads files of known content.")
    parser.add_argument("--shared", type=Path, metavar="DIR", help="a folder with pdfs/ and regulations/ beside the project")
    parser.add_argument("--output", type=Path, metavar="FILE.json", default=OUTPUT, help="write the figures to this file")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        figures = run(Path(name), arguments.shared)
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    print(text)
    arguments.output.write_text(text + "\n", encoding="utf-8")
    return 0


def run(folder: Path, shared: Path | None) -> Figures:
    """The figures of the made files and, where there is one, of the shared folder."""
    made = [(path, paper) for path, paper in render(folder) if ocr.is_available() or not is_scan(path)]
    rows = [_measure(path, paper) for path, paper in made]
    others = [_measure_shared(path, shared) for path in sorted((shared / "pdfs").glob("*.pdf"))] if shared else []
    timed = [path for path, _ in made if path.suffix == ".pdf" and not is_scan(path)]
    timed += [shared / "pdfs" / name for name in KNOWN] if shared else []
    return {
        "date": date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "versions": {name: version(name) for name in _LIBRARIES},
        "summary": _summary([*rows, *others]),
        "speed": _speed(timed),
        "memory": _memory(next(path for path, paper in made if paper.name == "long_repeated" and path.suffix == ".pdf"), folder),
        "made": rows,
        "shared": others,
    }


def _summary(rows: Sequence[Figures]) -> Figures:
    """The figures of all files together."""
    texts = [float(str(row["characters"])) for row in rows if "characters" in row]
    wrong = [float(str(row["ocr_error"])) for row in rows if "ocr_error" in row]
    found: Figures = {
        "files": len(rows),
        "read": sum("error" not in row for row in rows),
        "characters_mean": round(statistics.mean(texts), 4),
        "characters_least": min(texts),
        "files_with_99.5%": f"{sum(share >= 0.995 for share in texts)} of {len(texts)}",
    }
    for name in ("cells", "boxes"):
        right, every = (sum(pair[n] for row in rows if isinstance(pair := row.get(name), list)) for n in (0, 1))
        found[name] = {"right": right, "of": every, "share": round(right / every, 4) if every else None}
    return found | {"ocr_error_mean": round(statistics.mean(wrong), 4) if wrong else None}


# --- one file ---


def _measure(path: Path, paper: Paper) -> Figures:
    """What came of a made file."""
    row: Figures = {"file": path.name}
    try:
        disclosure = read(path)
    except SourceError as error:
        return row | {"error": str(error)}
    stated = _bare("".join([paper.title, *(_words(part) for part in paper.parts), *paper.notes]))
    found = _bare(_read_text(disclosure))
    share = _shared(stated, found) / max(len(stated), len(found), 1)
    if is_scan(path):
        return row | {"ocr_error": round(1 - share, 4)}
    grids = [part for part in paper.parts if isinstance(part, Grid)]
    cells = [_right_cells(grid, disclosure) for grid in grids]
    row |= {"characters": round(share, 4)}
    row |= {"cells": [sum(right for right, _ in cells), sum(every for _, every in cells)]} if cells else {}
    return row | ({"boxes": _right_boxes(path, disclosure)} if path.suffix == ".pdf" else {})


def _measure_shared(path: Path, shared: Path) -> Figures:
    """What came of a PDF of the shared folder."""
    row: Figures = {"file": path.name}
    try:
        disclosure = read(path, password=_PASSWORDS.get(path.name))
    except SourceError as error:
        return row | {"error": type(error).__name__}
    row |= {"pages": len(disclosure.pages), "tables": sum(block.table is not None for block in disclosure.blocks)}
    known = KNOWN.get(path.name) or (SCANNED if path.name == SCAN else None)
    if known:
        stated = _bare(_stated(shared / "regulations" / known))
        share = _shared(stated, _bare(_read_text(disclosure))) / len(stated)
        row |= {"ocr_error": round(1 - share, 4)} if path.name == SCAN else {"characters": round(share, 4)}
    scanned = any(page.confidence is not None for page in disclosure.pages)
    return row | ({} if scanned or path.name in _PASSWORDS else {"boxes": _right_boxes(path, disclosure)})


def _stated(path: Path) -> str:
    """The text of a regulation without the lines that say where it is from, and without page numbers."""
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not re.match(r"(?:URL|TITLE):|\s*-\s*\d+\s*-\s*$", line))


def _words(part: str | Grid) -> str:
    return part if isinstance(part, str) else "".join(text for row in part.rows for text in row)


def _read_text(disclosure: Disclosure) -> str:
    """What is read of a document, running heads and headings that come again left out."""
    return "".join(f"{block.marker}{block.text}" for block in disclosure.blocks)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _shared(one: str, other: str) -> int:
    """The length of the longest common subsequence, by bits (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004)."""
    places: dict[str, int] = {}
    for number, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << number
    full = (1 << len(one)) - 1
    open_ = full
    for char in other:
        met = open_ & places.get(char, 0)
        open_ = ((open_ + met) | (open_ - met)) & full
    return len(one) - open_.bit_count()


def _right_cells(grid: Grid, disclosure: Disclosure) -> tuple[int, int]:
    """How many places of a table are read right, in the table that has most of them; a title above it may be its first row."""
    wanted = {place: _bare(text) for place, text in grid.covering().items()}
    tables = [block.table for block in disclosure.blocks if block.table is not None]
    scores = [
        sum((cell := table.at(row + down, column)) is not None and _bare(cell.text) == text for (row, column), text in wanted.items())
        for table in tables
        for down in range(_MOST_TITLE_ROWS + 1)
    ]
    return max(scores, default=0), len(wanted)


def _right_boxes(path: Path, disclosure: Disclosure) -> list[int]:
    """How many boxes of quotes cover the characters that pdfplumber finds, of quotes that stand once on their page."""
    dice = random.Random(path.name)
    right = every = 0
    ends = {line.start: after.start for line, after in zip(disclosure.lines, disclosure.lines[1:], strict=False)}
    lines = list(disclosure.lines)
    dice.shuffle(lines)
    with pdfplumber.open(path) as document:
        for line in lines:
            quote = _quote(disclosure, line, ends.get(line.start, len(disclosure.text)), dice)
            box = _plumbed(document.pages[line.page - 1], disclosure.quote(quote), line.upright) if quote else None
            if quote is None or box is None:
                continue
            every += 1
            right += any(_union(box, (found.x0, found.y0, found.x1, found.y1)) >= _COVERS for found in quote_boxes(disclosure, quote)[:1])
            if every >= _QUOTES:
                break
    return [right, every]


def _quote(disclosure: Disclosure, line: PrintedLine, end: int, dice: random.Random) -> Span | None:
    """A stretch of two to sixteen characters of a line without spaces."""
    words = list(re.finditer(r"[^\s]{2,}", disclosure.text[line.start : end]))
    if not words:
        return None
    word = dice.choice(words)
    length = dice.randint(2, min(16, len(word.group())))
    start = line.start + word.start() + dice.randint(0, len(word.group()) - length)
    return Span(start, start + length)


def _plumbed(page: Any, words: str, upright: bool) -> tuple[float, float, float, float] | None:
    """Where pdfplumber has the words on a page, from side to side by its widths and in height the em box on the baseline: its own boxes
    are off where a font states no descent. None where the words do not stand there exactly once."""
    inked = [char for char in page.chars if char["text"].strip()]
    text = "".join(char["text"][0] for char in inked)
    if text.count(words) != 1:
        return None
    own = inked[text.index(words) : text.index(words) + len(words)]
    x0, x1 = min(char["x0"] for char in own), max(char["x1"] for char in own)
    if upright:
        return x0, min(char["top"] for char in own), x1, max(char["bottom"] for char in own)
    levels = [(page.height - char["matrix"][5], char["size"]) for char in own]
    return x0, min(base - _ABOVE * size for base, size in levels), x1, max(base + (1 - _ABOVE) * size for base, size in levels)


def _union(one: Sequence[float], other: Sequence[float]) -> float:
    """The intersection of two boxes over their union."""
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    shared = max(width, 0.0) * max(height, 0.0)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return shared / (areas - shared) if areas > shared else 0.0


# --- speed and memory ---


def _speed(paths: Sequence[Path]) -> Figures:
    """Pages a second of this program, in one process and on all cores, of pdfplumber and of pypdf."""
    pages = sum(len(pypdf.PdfReader(path).pages) for path in paths)
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores) as pool:
        list(pool.map(_read, [paths[0]] * cores * 2))  # started, and everything imported
        together = _seconds(lambda: list(pool.map(_read, paths)))
    alone = _seconds(lambda: [_read(path) for path in paths])
    plumber, plain = _seconds(lambda: [_plumb(path) for path in paths]), _seconds(lambda: [_plain(path) for path in paths])
    rates = {"tenkyo_one_process": alone, "tenkyo_all_cores": together, "pdfplumber": plumber, "pypdf_text_only": plain}
    return {
        "pages": pages,
        **{name: round(pages / seconds, 1) for name, seconds in rates.items()},
        "times_pdfplumber": round(plumber / together, 2),
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _read(path: Path) -> int:
    return len(read(path).passages)


def _plumb(path: Path) -> int:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
        return len(document.pages)


def _plain(path: Path) -> int:
    return sum(len(page.extract_text()) for page in pypdf.PdfReader(path).pages)


def _memory(path: Path, folder: Path) -> Figures:
    """The most memory of a process that reads papers of several lengths, in megabytes."""
    found: Figures = {}
    pages = pypdf.PdfReader(path).pages
    for length in _LENGTHS:
        writer, out = pypdf.PdfWriter(), io.BytesIO()
        for number in range(length):
            writer.add_page(pages[number % len(pages)])
        writer.write(out)
        long = folder / f"{length}_pages.pdf"
        long.write_bytes(out.getvalue())
        done = subprocess.run([sys.executable, "-c", _MEMORY, str(long)], cwd=ROOT, check=True, capture_output=True, text=True)
        found[f"{length}_pages"] = round(int(done.stdout) / 1024)
    return found


if __name__ == "__main__":
    sys.exit(main())
