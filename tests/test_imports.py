"""Imports point one way, and each library has its place: read from the syntax trees, so that imports within functions count too."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# What each part may import of ours, beside itself. An import for types alone counts like any other.
MAY_IMPORT = {
    "core": set(),
    "ingest": {"core"},
    "facts": {"core", "ingest"},
    "index": {"core", "ingest", "facts"},
    "answer": {"core", "ingest", "facts", "index"},
    "assistant": {"core", "ingest", "facts", "index", "answer"},
    "web": {"core", "ingest", "facts", "index", "answer", "assistant"},
    "app": {"core", "ingest", "facts", "index", "answer", "assistant", "web"},
    "eval": {"core", "ingest", "facts", "index", "answer", "assistant"},
    "benchmarks": {"core", "ingest", "facts", "index", "answer", "assistant"},
    "samples": set(),
    "docs": set(),
}
COMMANDS_MAY_IMPORT = {"assistant"}  # a package's __main__.py is a program, and stands above the parts

PARTS = ("core", "ingest", "facts", "index", "answer", "assistant", "web", "app", "eval")
PLACES = {
    "bs4": ("ingest/html.py",),
    "charset_normalizer": ("ingest/source.py",),
    "chromadb": ("index/chroma.py",),
    "docx": ("answer/export_docx.py",),
    "gradio": ("app.py", "web/handlers.py", "web/theme.py"),
    "httpcore": ("ingest/fetch.py",),
    "httpx": ("index/chroma.py",),  # the errors that a Chroma client lets through
    "llama_index": ("index/chroma.py", "index/llama.py"),
    "mammoth": ("ingest/word.py",),
    "markdown_it": ("web/markdown.py",),
    "model2vec": ("index/embedder.py",),
    "openpyxl": ("answer/export_xlsx.py", "ingest/sheets.py"),
    "pdfminer": ("ingest/pdf.py",),
    "pdfplumber": ("ingest/pdf.py", "ingest/ruling.py"),
    "pptx": ("ingest/slides.py",),
    "PIL": ("ingest/ocr.py",),
    "pypdf": ("ingest/pdf.py",),
    "pypdfium2": ("ingest/pdf.py",),
    "pytesseract": ("ingest/ocr.py",),
    "safetensors": ("index/embedder.py",),
    "sentence_transformers": ("index/embedder.py",),
    "sqlalchemy": ("index/catalogue.py",),
    "starlette": ("app.py", "web/policy.py"),
    "sudachipy": ("facts/words.py",),
    "tantivy": ("index/lexical.py",),
    "tqdm": ("ingest/__main__.py",),
}
EVERYWHERE = {"numpy", "yaml"}  # arrays between the parts; vocabulary as data


def files(parts: tuple[str, ...] | set[str]) -> list[Path]:
    """Every source file of the parts."""
    found = [path for name in parts for path in ((ROOT / name).rglob("*.py") if (ROOT / name).is_dir() else [ROOT / f"{name}.py"])]
    return sorted(path for path in found if path.is_file())


def imports(source: str) -> Iterator[str]:
    """The first name of every module that the source imports, wherever it does; "." for a relative import."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else str(node.module).partition(".")[0]


def wrong_way(path: str, source: str) -> list[str]:
    """The imports of ours that point the wrong way."""
    name = Path(path).parts[0].removesuffix(".py")
    allowed = MAY_IMPORT[name] | {name} | (COMMANDS_MAY_IMPORT if Path(path).name == "__main__.py" else set())
    return [f"{path} imports {found}" for found in imports(source) if found == "." or (found in MAY_IMPORT and found not in allowed)]


def out_of_place(path: str, source: str) -> list[str]:
    """The libraries that are imported where they have no place."""
    libraries = {found for found in imports(source) if found not in sys.stdlib_module_names and found not in MAY_IMPORT}
    return [f"{path} imports {library}" for library in sorted(libraries - EVERYWHERE) if path not in PLACES.get(library, ())]


def test_every_package_and_module_has_its_place_in_the_order() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    modules = {path.stem for path in ROOT.glob("*.py")}
    assert packages | modules <= MAY_IMPORT.keys()


def test_imports_point_one_way() -> None:
    found = [wrong for path in files(set(MAY_IMPORT)) for wrong in wrong_way(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))]
    assert found == []


def test_a_library_is_imported_in_its_own_place_only() -> None:
    found = [wrong for path in files(PARTS) for wrong in out_of_place(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))]
    assert found == []


def test_no_library_has_a_place_that_does_not_use_it() -> None:
    unused = [
        (library, place)
        for library, places in PLACES.items()
        for place in places
        if library not in imports((ROOT / place).read_text("utf-8"))
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("ingest/pdf.py", "from facts.words import words"),
        ("index/store.py", "def open():\n    import answer.engine"),
        ("index/store.py", "from assistant import Assistant"),
        ("eval/runner.py", "import benchmarks"),
        ("core/text.py", "from . import records"),
    ],
)
def test_an_import_that_points_back_is_found(path: str, source: str) -> None:
    assert len(wrong_way(path, source)) == 1


def test_a_command_may_import_the_assistant() -> None:
    assert wrong_way("ingest/__main__.py", "from assistant import Assistant") == []


@pytest.mark.parametrize("source", ["import chromadb.errors", "from pypdf import PdfReader", "import some_new_library"])
def test_a_library_out_of_its_place_is_found(source: str) -> None:
    assert len(out_of_place("answer/engine.py", source)) == 1
