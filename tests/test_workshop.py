"""The workshop: what is pinned, what `make` does with a store, and that the README speaks of what is there."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from core.settings import Settings
from index.store import Store

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
SAMPLES = 5


def tracked(pattern: str) -> list[Path]:
    """The files of the project that match, without those of environments, stores and caches."""
    return [
        path
        for path in ROOT.rglob(pattern)
        if not any(part.startswith(".") or part.endswith("store") for part in path.relative_to(ROOT).parts)
    ]


def requirements() -> list[str]:
    """Every line of requirements.txt that asks for something."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines())
    return [line for line in lines if line]


def groups() -> list[str]:
    """Every requirement of the development tools and of other models."""
    return [line for group in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"].values() for line in group]


def distribution(requirement: str) -> str:
    """The name of what a requirement asks for, as names are compared."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[=;<>~! ]", requirement)[0]).lower()


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project, as if no other make had started it and nothing were set."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "TENKYO_"))}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


def fill(store: Path) -> subprocess.CompletedProcess[str]:
    """`make fill`, with the parts taken as installed in this Python."""
    return run("make", "--old-file=.venv/.tenkyo-parts", f"PY={sys.executable}", f"TENKYO_STORE={store}", "fill")


def ingest(source: Path, store: Path) -> None:
    """Put one document into a store."""
    assert run(sys.executable, "-m", "ingest", str(source), "--store", str(store)).returncode == 0


def files(store: Path) -> list[str]:
    """The names of the documents in a store."""
    with Store.open(Settings(store=store)) as opened:
        return [document.file for document in opened.documents()]


def test_every_requirement_is_pinned_exactly() -> None:
    loose = [line for line in [*requirements(), *groups()] if not re.match(r"^[\w.\-]+(\[\w+\])?==[\w.]+( ; .+)?$", line)]
    assert loose == []


def test_every_library_that_the_code_imports_is_asked_for() -> None:
    asked = {distribution(line) for line in [*requirements(), *groups()]}
    homes = packages_distributions()
    missing = {
        name
        for path in tracked("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if (home := homes.get(name.partition(".")[0])) and not asked & {distribution(one) for one in home}
    }
    assert missing == set()


def test_an_empty_store_is_filled_with_the_samples_and_a_filled_one_left_alone(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = fill(store)
    assert first.returncode == 0, first.stderr
    assert len(files(store)) == SAMPLES
    assert "added" in first.stdout
    assert fill(store).stdout == ""


def test_a_store_that_holds_other_documents_gets_no_samples(tmp_path: Path) -> None:
    store, own = tmp_path / "store", tmp_path / "own.txt"
    own.write_text("2024年5月1日\n株式会社試験\n点検の結果について\n\n点検した件数は12件です。\n", encoding="utf-8")
    ingest(own, store)
    assert fill(store).returncode == 0
    assert files(store) == ["own.txt"]


def test_a_filling_that_was_cut_off_is_completed(tmp_path: Path) -> None:
    store = tmp_path / "store"
    ingest(next((ROOT / "samples").glob("*_digest.txt")), store)
    (store / ".filling").touch()
    assert fill(store).returncode == 0
    assert len(files(store)) == SAMPLES
    assert not (store / ".filling").exists()


def test_a_python_that_is_too_old_is_named_with_what_to_do(tmp_path: Path) -> None:
    done = run("make", "PYTHON=false", f"VENV={tmp_path}/venv", "install")
    assert done.returncode != 0
    assert 'Python 3.11 or newer, and "false" is not. Name one that is: make PYTHON=' in done.stderr


def test_every_make_target_that_is_spoken_of_exists() -> None:
    targets = {target for line in re.findall(r"^([a-z ]+):", MAKEFILE, re.MULTILINE) for target in line.split()}
    texts = [path.read_text("utf-8") for path in [*tracked("*.py"), *tracked("*.md")]]
    spoken = {target for text in texts for target in re.findall(r"(?:`|: |^)make ([a-z]+)\b(?=`| |$)", text, re.MULTILINE)}
    assert {"run", "install", "test"} <= spoken & targets
    assert spoken - targets == set()


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    read = set(re.findall(r"TENKYO_[A-Z_]+", (ROOT / "core" / "settings.py").read_text("utf-8"))) - {"TENKYO_"}
    assert set(re.findall(r"TENKYO_[A-Z_]+", README)) == read


def test_the_file_tree_of_the_readme_names_what_is_there() -> None:
    tree = README.partition("## Files")[2].split("```")[1]
    named = set(re.findall(r"(?:^|  )([\w.]+/?(?:run)?)(?=  )", tree, re.MULTILINE))
    folders = {f"{path.parent.name}/" for path in ROOT.glob("*/__init__.py")}
    modules = {path.name for path in ROOT.glob("*.py")}
    assert folders | modules | {"requirements.txt", "pyproject.toml", "Makefile", ".ci/run"} == named


def test_every_place_that_the_readme_links_to_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links and [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("module", ["ingest", "index", "answer", "eval"])
def test_the_readme_shows_the_options_that_a_command_has(module: str) -> None:
    shown = run(sys.executable, "-m", module, "--help").stdout
    rows = [line for line in README.splitlines() if line.startswith(f"| `python -m {module} ")]
    assert {option for row in rows for option in re.findall(r"--[a-z]+", row)} == set(re.findall(r"--[a-z]+", shown)) - {"--help"}
