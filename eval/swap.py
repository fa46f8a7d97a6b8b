"""`python -m eval.swap`: the same cases on the same documents under invented names, to show that nothing rests on knowing the real ones.

Every company, system and authority that swap.yaml lists is renamed alike in documents and cases. Both are ingested into fresh stores and
put to the same questions; a score that differs by more than two points tells of code or vocabulary that knows names instead of shapes.
Files are rewritten as text, so that of a PDF only its extracted text is put to the test, on both sides.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ingest
from core.errors import SettingsError, TenkyoError
from eval import cases as case_files
from eval import corpora, renaming, report
from eval.cases import Case
from eval.corpora import Corpus, Plan
from eval.metrics import Share, measure
from eval.opened import fresh_store, opened
from eval.renaming import Renaming
from eval.runner import run
from eval.scoring import Result
from ingest.source import declared_charset, decode, read_bytes

NAMES = Path(__file__).with_suffix(".yaml")
MOST_POINTS = 2.0
_COLUMN = 34


@dataclass(frozen=True, slots=True)
class Material:
    """What is put to the test: the texts of documents by file name, the cases, and the corpus that says which document a case means."""

    corpus: Corpus
    texts: Mapping[str, str]
    cases: tuple[Case, ...]

    def spoken(self) -> list[str]:
        """Everything that the cases ask and expect."""
        return [text for case in self.cases for text in _spoken(case)]

    def renamed(self, renaming: Renaming) -> "Material":
        """The same material under the names of the table."""
        documents = {
            name: {key: renaming.document(value) for key, value in wanted.items()} for name, wanted in self.corpus.documents.items()
        }
        return Material(
            replace(self.corpus, documents={renaming.document(name): wanted for name, wanted in documents.items()}),
            {renaming.document(name): renaming.document(text) for name, text in self.texts.items()},
            tuple(map(renaming.case, self.cases)),
        )


@dataclass(frozen=True, slots=True)
class Swap:
    """The results under the real names and under the invented ones, case by case in the same order, and the names that were missed."""

    before: tuple[Result, ...]
    after: tuple[Result, ...]
    left_over: Mapping[str, int]

    @property
    def gained(self) -> tuple[Result, ...]:
        """The results under the invented names that are right, where those under the real ones are not."""
        return tuple(after for before, after in zip(self.before, self.after, strict=True) if after.right and not before.right)

    @property
    def lost(self) -> tuple[Result, ...]:
        """The results under the invented names that are wrong, where those under the real ones are right."""
        return tuple(after for before, after in zip(self.before, self.after, strict=True) if before.right and not after.right)

    @property
    def points(self) -> float:
        """By how many points (hundredths) the share of right cases changes."""
        return 100 * (len(self.gained) - len(self.lost)) / len(self.before)

    @property
    def failures(self) -> list[str]:
        """A sentence for each reason why the test fails."""
        failed = []
        if abs(self.points) > MOST_POINTS:
            failed.append(f"the score differs by {abs(self.points):.1f} points, more than {MOST_POINTS:g}")
        if self.left_over:
            failed.append(f"names that were not replaced: {_counted(self.left_over)}; complete the names of the table")
        return failed


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 when the score stays, 1 when it does not, when a name was missed, or on an error."""
    arguments = _parse(argv)
    try:
        names = renaming.read(arguments.names, arguments.without)
        material = _material(arguments)
        print(f"{material.corpus.name}: {len(material.texts)} documents, {len(material.cases)} cases\n", flush=True)
        swap = exchange(material, Renaming(names), names.heads)
        print(table(swap), cases(swap), sep="\n\n", end="\n\n")
        if arguments.output:
            report.write(record(swap), arguments.output)
    except TenkyoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    failures = swap.failures
    print("\n".join(f"FAILED: {failure}" for failure in failures) or f"The score stays within {MOST_POINTS:g} points.")
    return 1 if failures else 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval.swap", description="Renames every organisation and system, and compares the scores."
    )
    parser.add_argument("--corpus", metavar="NAME", default="disclosures", help="a corpus of corpora.yaml (default: disclosures)")
    parser.add_argument("--sources", metavar="PATH", nargs="+", help="files and folders of other documents; --cases goes with them")
    parser.add_argument("--cases", metavar="FILE", type=Path, help="the cases to put (JSONL), instead of those in corpora.yaml")
    parser.add_argument(
        "--names", metavar="FILE", type=Path, default=NAMES, help="the names and what they become (default: eval/swap.yaml)"
    )
    parser.add_argument(
        "--without",
        metavar="TABLE",
        nargs="+",
        default=[],
        choices=renaming.TABLES,
        help=f"leave these names as they are, to see which ones a loss comes from: {', '.join(renaming.TABLES)}",
    )
    parser.add_argument("--output", metavar="FILE.json", type=Path, help="keep the figures and every answer")
    return parser.parse_args(argv)


def _material(arguments: argparse.Namespace) -> Material:
    """The documents and cases that are named; SettingsError when they are not there."""
    if arguments.sources:
        if arguments.cases is None:
            raise SettingsError("--sources names documents without their cases; name those with --cases.")
        corpus = Corpus("sources", sources=(), cases=())
        paths = ingest.find_sources(arguments.sources)
    else:
        corpus = chosen(corpora.read(), arguments.corpus)
        paths = list(corpus.files)
    texts = {}
    for path in paths:
        name = f"{path.stem}.txt" if _is_pdf(path) else path.name
        if name in texts:
            raise SettingsError(f"Two documents would be called {name}; give each a name of its own.")
        texts[name] = read_text(path)
    stand_ins = {path.name: {"file": f"{path.stem}.txt"} for path in paths if _is_pdf(path)}
    documents = {name: _stand_in(wanted, stand_ins) for name, wanted in corpus.documents.items()} or stand_ins
    files = [arguments.cases] if arguments.cases else corpus.cases
    return Material(replace(corpus, documents=documents), texts, tuple(case for path in files for case in case_files.read(path)))


def chosen(plan: Plan, name: str) -> Corpus:
    """The corpus of a name; SettingsError when there is none, or when its documents are not here."""
    corpus = next((corpus for corpus in plan.corpora if corpus.name == name), None)
    if corpus is None:
        raise SettingsError(f"corpora.yaml has no corpus {name}; it has {', '.join(corpus.name for corpus in plan.corpora)}.")
    if corpus.missing:
        raise SettingsError(
            f"The documents of {name} are not here: nothing fits {', '.join(corpus.missing)}. Name others with --sources and --cases."
        )
    return corpus


def _stand_in(wanted: Mapping[str, str], stand_ins: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return {**wanted, **stand_ins.get(wanted.get("file", ""), {})}


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


def read_text(path: Path) -> str:
    """The text of a document as it can be rewritten: that of a file of text as it stands, of a PDF what is extracted from it."""
    if _is_pdf(path):
        return ingest.read(path).text
    data = read_bytes(path)
    return decode(data, path.name, declared=declared_charset(data))


def exchange(material: Material, renaming: Renaming, heads: Mapping[str, str]) -> Swap:
    """Both runs; SettingsError when nothing would be renamed, or when an invented name already stands there."""
    if not any(renaming.count(text) for text in material.texts.values()):
        raise SettingsError("None of the names to replace stands in the documents; name a table for them with --names.")
    clashes = renaming.clashes([*material.texts.values(), *material.spoken()])
    if clashes:
        raise SettingsError(f"Invented names that the documents or cases use already: {_counted(clashes)}; invent others.")
    invented = material.renamed(renaming)
    left_over = renaming.left_over([*invented.texts.values(), *invented.spoken()])
    # A head that is followed by nothing of a name is a place, which stays.
    return Swap(_results(material), _results(invented), {name: count for name, count in left_over.items() if name not in heads})


def _results(material: Material) -> tuple[Result, ...]:
    with tempfile.TemporaryDirectory(prefix="tenkyo-swap-") as folder:
        for name, text in material.texts.items():
            # The byte-order mark outranks the encoding that a page declares for its original.
            (Path(folder) / name).write_text(text, "utf-8-sig")
        corpus = replace(material.corpus, sources=("*",), root=Path(folder))
        with fresh_store(corpus) as store, opened(store) as asked:
            return run(corpus.localise(material.cases, asked.documents()), asked)


def _spoken(case: Case) -> Sequence[str]:
    question = case.question
    expected = [text for group in case.must for text in group]
    return [question.text, *question.history, *question.filter.publisher, *expected, *case.must_not, *case.quotes]


def table(swap: Swap) -> str:
    """The shares of both runs and their difference in points, one a line."""
    before, after = measure(swap.before), measure(swap.after)
    lines = ["  " + report.padded("", _COLUMN) + f"{'original':>20}{'renamed':>20}   difference"]
    lines += [
        f"  {report.padded(title, _COLUMN)}{_cell(before[name])}{_cell(after[name])}   {_difference(before[name], after[name])}"
        for name, title in report.TITLES.items()
        if name in before and name in after and before[name].of and after[name].of
    ]
    return "\n".join(lines)


def _cell(share: Share) -> str:
    return f"{share.value or 0:7.1%} {f'({share.held}/{share.of})':>12}"


def _difference(before: Share, after: Share) -> str:
    return f"{100 * ((after.value or 0) - (before.value or 0)):+10.1f}"


def cases(swap: Swap) -> str:
    """The cases gained, and those lost with what was answered and why that is wrong."""
    gained = "".join(f"\n  {result.case.id}  {result.case.question.text}" for result in swap.gained)
    lost = report.lost(report.CorpusRun("renamed", swap.lost, ()))
    parts = (f"gained under the invented names: {len(swap.gained)}{gained}", f"lost under the invented names: {len(swap.lost)}", lost)
    return "\n\n".join(filter(None, parts))


def record(swap: Swap) -> dict[str, Any]:
    """A swap as JSON: both runs as `python -m eval` records them, the difference, and the cases gained and lost."""
    runs = [report.CorpusRun("original", swap.before, ()), report.CorpusRun("renamed", swap.after, tuple(swap.failures))]
    return {
        **report.record(runs),
        "points": round(swap.points, 2),
        "gained": [result.case.id for result in swap.gained],
        "lost": [result.case.id for result in swap.lost],
        "left_over": dict(swap.left_over),
    }


def _counted(found: Mapping[str, int]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in found.items())


if __name__ == "__main__":
    sys.exit(main())
