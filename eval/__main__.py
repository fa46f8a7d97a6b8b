"""`python -m eval`: the known facts against a store, or against fresh stores of every corpus at hand."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.errors import SettingsError, StoreError, TenkyoError
from eval import cases as case_files
from eval import corpora, report
from eval.corpora import Corpus, Plan
from eval.metrics import below, measure
from eval.opened import fresh_store, opened
from eval.runner import run


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 when every threshold is reached, 1 below one of them or on an error."""
    arguments = _parse(argv)
    try:
        earlier = report.read(arguments.compare) if arguments.compare else None
        plan = corpora.read()
        runs = [_show(one) for one in (_on_store(plan, arguments) if arguments.store else _on_corpora(plan, arguments.cases))]
        if earlier is not None:
            print(report.comparison(runs, earlier), end="\n\n")
        if arguments.output:
            report.write(report.record(runs), arguments.output)
    except TenkyoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    failures = [f"{one.corpus}: {failure}" for one in runs for failure in one.failures]
    print("\n".join(f"BELOW: {failure}" for failure in failures) or "Every threshold is reached.")
    return 1 if failures else 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Holds known facts against the answers.")
    parser.add_argument("--store", metavar="DIR", help="evaluate this store (default: fresh stores of samples/ and the corpora at hand)")
    parser.add_argument("--cases", metavar="FILE", type=Path, help="the cases to put (JSONL), instead of those in corpora.yaml")
    parser.add_argument("--compare", metavar="EARLIER.json", type=Path, help="say which cases were gained and lost since an earlier run")
    parser.add_argument("--output", metavar="FILE.json", type=Path, help="keep the figures and every answer")
    return parser.parse_args(argv)


def _show(one: report.CorpusRun) -> report.CorpusRun:
    print(report.table(one), report.lost(one), sep="\n\n", end="\n\n", flush=True)
    return one


def _on_corpora(plan: Plan, cases: Path | None) -> Iterator[report.CorpusRun]:
    """A run on a fresh store of each corpus whose folders are there."""
    for corpus in plan.corpora:
        if corpus.missing:
            missing = ", ".join(corpus.missing)
            if corpus.required:
                raise SettingsError(f"The corpus {corpus.name} is always evaluated, but nothing fits {missing}.")
            print(f"{corpus.name}: skipped, nothing fits {missing}\n")
            continue
        try:
            with fresh_store(corpus) as store:
                yield _evaluate(plan, corpus, store, [cases] if cases else corpus.cases)
        except StoreError as error:
            yield report.CorpusRun(corpus.name, (), (str(error),))


def _on_store(plan: Plan, arguments: argparse.Namespace) -> Iterator[report.CorpusRun]:
    """One run on a store that is there, with the cases named or those of the corpus that it holds."""
    store = Path(arguments.store)
    if arguments.cases:
        yield _evaluate(plan, Corpus("store", sources=(), cases=()), store, [arguments.cases])
        return
    with opened(store) as asked:
        present = {document.file for document in asked.documents()}
    for corpus in plan.corpora:
        if not corpus.missing and {path.name for path in corpus.files} <= present:
            yield _evaluate(plan, corpus, store, corpus.cases)
            return
    raise SettingsError(f"{store} holds no corpus of corpora.yaml whole; name its cases with --cases.")


def _evaluate(plan: Plan, corpus: Corpus, store: Path, paths: Sequence[Path]) -> report.CorpusRun:
    cases = [case for path in paths for case in case_files.read(path)]
    with opened(store) as asked:
        results = run(corpus.localise(cases, asked.documents()), asked)
    return report.CorpusRun(corpus.name, results, tuple(below(measure(results), plan.thresholds)))


if __name__ == "__main__":
    sys.exit(main())
