"""How loading, checking and asking grow with the number of documents.

    python bench/scale.py [N …] [--seed S] [--keep DIR]

For each N (100 and 1,000 where none is given; 10,000 takes half an hour on two free cores) the plans of
``bench/corpus.py`` are written, loaded into an empty store with the check, one more is loaded, all is checked again,
search index and network are made again, and every question of the catalogue is asked once; each step in a process of
its own, so that its peak memory is its own. A store of one plan comes first: it holds what every store holds (ontology,
schemes, the gazetteer), and the columns "per document" and "bytes/triple" are what the documents add to it. Growth is
the exponent b of CPU seconds ~ N^b between two sizes, after those of the store of one plan are taken off; CPU seconds
hold also on a machine that others use.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from questions import Bench

import corpus
from graph.derived import derive_again
from graph.generations import Generations
from graph.publish import load
from graph.store import Store
from ontology import Iris
from service.checking import Checker
from service.choices import ParameterError
from service.questions import catalogue
from shapes import check

MB = 1_000_000
PLAN = Path(__file__).parent.parent / "corpus" / "bach-thong-2023.txt"
COLUMNS = (
    "documents", "MB", "documents/s", "triples", "triples/s", "per document", "bytes/triple", "load MB (own, worker)",
    "load CPU s", "one more s", "its check s", "check s", "check CPU s", "findings", "check MB (own, worker)",
    "index CPU s", "questions s", "slowest s",
)  # fmt: skip
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured on ``documents`` plans: figures by step."""

    documents: int
    megabytes: float
    load: Figures
    more: Figures
    check: Figures
    files: Figures
    questions: Figures


def load_step(texts: Path, store: Path) -> Figures:
    """Loads the folder and checks it; counts triples and bytes on disk of the new generation."""
    report = load([texts], store, iris=Iris(), check=Checker(Iris(), store))
    if report.failed:
        raise RuntimeError(f"{len(report.failed)} files failed")
    current = Generations(store).current()
    size = sum(path.stat().st_blocks * 512 for path in current.store_path.rglob("*") if path.is_file())
    return {"seconds": report.seconds, "triples": report.triples, "bytes": size}


def more_step(_texts: Path, store: Path) -> Figures:
    """Loads one more document, with the check."""
    checker = Checker(Iris(), store)
    spent: list[float] = []

    def timed(filled: Store, changed: frozenset[str]) -> Mapping[str, int]:
        start = time.perf_counter()
        counts = checker(filled, changed)
        spent.append(time.perf_counter() - start)
        return counts

    report = load([PLAN], store, iris=Iris(), check=timed)
    return {"seconds": report.seconds, "check": sum(spent)}


def check_step(_texts: Path, store: Path) -> Figures:
    """Checks every document and the whole."""
    opened = Generations(store).current().open()
    start = time.perf_counter()
    report = check(opened, Iris())
    return {"seconds": time.perf_counter() - start, "findings": len(report.findings)}


def files_step(_texts: Path, store: Path) -> Figures:
    """Makes the files beside the store again: search index and network."""
    start = time.perf_counter()
    derive_again(Generations(store).current())
    return {"seconds": time.perf_counter() - start}


def questions_step(_texts: Path, store: Path) -> Figures:
    """Asks every question of the catalogue once."""
    bench = Bench(Generations(store).current().open(), Iris(), 1)
    spent = []
    for question in catalogue().values():
        with suppress(ParameterError):
            spent += [line.milliseconds / 1000 for line in bench.lines(question)]
    return {"seconds": sum(spent), "slowest": max(spent)}


STEPS: dict[str, Callable[[Path, Path], Figures]] = {
    "load": load_step,
    "more": more_step,
    "check": check_step,
    "files": files_step,
    "questions": questions_step,
}


def measured(step: str, texts: Path, store: Path) -> Figures:
    """Runs a step in a process of its own; adds the peak memory, in MB, of it and of the largest of its workers."""
    words = [sys.executable, __file__, "--step", step, str(texts), str(store)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def run_step(step: str, texts: Path, store: Path) -> None:
    """What the process of a step does."""
    figures = STEPS[step](texts, store)
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    figures["cpu"] = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    figures["own"], figures["worker"] = own.ru_maxrss / 1024, workers.ru_maxrss / 1024
    print(json.dumps(figures))


def size_of(count: int, seed: int, folder: Path) -> Size:
    """Writes ``count`` plans and measures every step on them."""
    texts, store = folder / f"texts-{count}", folder / f"store-{count}"
    files = corpus.write(count, texts, seed)
    steps = {step: measured(step, texts, store) for step in STEPS}
    print(f"{count}: {steps}", file=sys.stderr, flush=True)
    return Size(count, sum(path.stat().st_size for path in files) / MB, **steps)


def print_sizes(sizes: Sequence[Size]) -> None:
    """A Markdown table with a row for each size; the first is that of one plan."""
    base, *rest = sizes
    print(f"| {' | '.join(COLUMNS)} |")
    print("|" + " ---: |" * len(COLUMNS))
    for size in sizes:
        seconds, triples = size.load["seconds"], size.load["triples"]
        added, disk = triples - base.load["triples"], size.load["bytes"] - base.load["bytes"]
        more = size.documents - base.documents
        cells = [
            f"{size.documents:,}",
            f"{size.megabytes:.1f}",
            f"{size.documents / seconds:.1f}",
            f"{triples:,.0f}",
            f"{triples / seconds:,.0f}",
            f"{added / more:,.0f}" if more else "",
            f"{disk / added:.0f}" if added else f"({size.load['bytes'] / triples:.0f})",
            f"{size.load['own']:.0f}, {size.load['worker']:.0f}",
            f"{size.load['cpu']:.1f}",
            f"{size.more['seconds']:.1f}",
            f"{size.more['check']:.1f}",
            f"{size.check['seconds']:.1f}",
            f"{size.check['cpu']:.1f}",
            f"{size.check['findings']:,.0f}",
            f"{size.check['own']:.0f}, {size.check['worker']:.0f}",
            f"{size.files['cpu']:.1f}",
            f"{size.questions['seconds']:.1f}",
            f"{size.questions['slowest']:.2f}",
        ]
        print(f"| {' | '.join(cells)} |")
    for before, after in pairwise(rest):
        print(f"growth {before.documents} to {after.documents}: {growth(base, before, after)}")


def growth(base: Size, before: Size, after: Size) -> str:
    """The exponent of each step's CPU seconds: ``load 1.02, check 0.98, network 1.00``."""
    ratio = math.log(after.documents / before.documents)
    parts = []
    for step in STEPS:
        first, second, floor = (getattr(size, step)["cpu"] for size in (before, after, base))
        parts.append(f"{step} {math.log(max(second - floor, 1e-3) / max(first - floor, 1e-3)) / ratio:.2f}")
    return ", ".join(parts)


def main(words: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave texts and stores in this folder")
    given = parser.parse_args(words)
    counts = given.counts or [100, 1000]
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        sizes = [size_of(count, given.seed, folder) for count in (1, *sorted(counts))]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f}")
    print_sizes(sizes)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        run_step(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main(sys.argv[1:])
