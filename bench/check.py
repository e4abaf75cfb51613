"""How the check grows with the number of documents, and what pySHACL alone takes on the same graph.

    python bench/check.py [N …] [--seed S] [--sample K] [--most SECONDS]
    python bench/check.py --store DIR [--sample K] [--most SECONDS]
    python bench/check.py --store DIR --again K

For each N (25 and 100 where none is given) the plans of ``bench/corpus.py`` are written and loaded without a check; or
a folder of generations is taken as it is. Then in one process: the whole check; the check again after one document was
loaded again (the median of six documents, of the same seed); and, unless K is 0, each shape by pySHACL over the graph
in rdflib's memory on K of its focus nodes, scaled to all of them: a whole run takes pySHACL ten minutes on five plans.
A shape that takes more than SECONDS is ended then, and the figure is the least that pySHACL takes (``>``).
Figures are CPU seconds of the process and those it starts. Growth is the exponent b of CPU seconds ~ N^b between two
sizes. With ``--again``, only the check after one document was loaded again is measured, on the clock too, for K
documents of each level, each twice: the first time may read from disk.
"""

from __future__ import annotations

import argparse
import math
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))  # the house first: it has a package of this file's name

import pyoxigraph as ox
import rdflib
from pyshacl import validate

import corpus
from graph.generations import Generation, Generations
from graph.publish import load
from graph.store import Store, select
from ontology import LV, Iris
from shapes import check, check_again, shipped

IRIS = Iris()
_LEVELS = f"""SELECT DISTINCT ?document ?level WHERE {{
    ?document <{LV.sourceSha256}> ?text ; <{LV.jurisdiction}> ?place . ?place <{LV.level}> ?level
}}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """CPU seconds of the whole check, of a check of one document and (scaled) of pySHACL; peak memory in MB.

    ``ended`` are the shapes that pySHACL was not let finish, so that it takes longer than is said.
    """

    documents: int
    triples: int
    findings: int
    whole: float
    one: float
    pyshacl: float
    ended: tuple[str, ...]
    megabytes: int


def measure(store: Store, documents: list[str], sample: int, most: float) -> Measured:
    """One store."""
    shipped(IRIS)
    start = cpu()
    report = check(store, IRIS)
    whole = cpu() - start
    one = median(again(store, document) for document in documents[:: max(1, len(documents) // 6)][:6])
    megabytes = (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    )
    alone, ended = 0.0, []
    if sample:
        graph = in_memory(store)
        for shape in shipped(IRIS).shapes:
            seconds, whole_shape = pyshacl_seconds(graph, store, shape, sample, most)
            alone += seconds
            if not whole_shape:
                ended.append(shape.rpartition("#")[2])
    return Measured(len(documents), store.count(), len(report.findings), whole, one, alone, tuple(ended), megabytes)


def again(store: Store, document: str) -> float:
    """CPU seconds of the check after one document was loaded again."""
    start = cpu()
    check_again(store, IRIS, [document], before=store)
    return cpu() - start


def show_levels(store: Store, each: int) -> None:
    """Prints a row for each level: the check after one document was loaded again, for ``each`` of its documents."""
    shipped(IRIS)
    print("| level | documents | measured | s, median | s, largest | first time | largest | CPU s, median |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for level, documents in sorted(by_level(store).items()):
        some = documents[:: max(1, len(documents) // each)][:each]
        times = [(timed(store, document), timed(store, document)) for document in some]
        first, second = ([clock for clock, _ in one] for one in zip(*times, strict=True))
        print(
            f"| {level} | {len(documents):,} | {len(some)} | {median(second):.2f} | {max(second):.2f} "
            f"| {median(first):.2f} | {max(first):.2f} | {median(used for _, (_, used) in times):.2f} |",
            flush=True,
        )


def timed(store: Store, document: str) -> tuple[float, float]:
    """Seconds on the clock and CPU seconds of the check after one document was loaded again."""
    start = time.perf_counter()
    used = again(store, document)
    return time.perf_counter() - start, used


def by_level(store: Store) -> dict[str, list[str]]:
    """The loaded documents of each administrative level, sorted."""
    found: dict[str, list[str]] = {}
    for row in select(store, _LEVELS):
        found.setdefault(row["level"].value.rpartition("/")[2], []).append(row["document"].value)
    return {level: sorted(documents) for level, documents in found.items()}


def pyshacl_seconds(graph: rdflib.Graph, store: Store, shape: str, sample: int, most: float) -> tuple[float, bool]:
    """CPU seconds for all focus nodes of a shape, from those for some of them; and whether it came to its end."""
    rule = next((rule for rule in shipped(IRIS).rules if rule.shape == shape), None)
    targets = rule.targets if rule else f"SELECT ?this WHERE {{ ?this <{LV.sourceSha256}> ?sha }}"
    nodes = sorted({row["this"].value for row in store.query(targets)})
    if not nodes:
        return 0.0, True
    some = nodes[:: max(1, len(nodes) // sample)][:sample]
    start = cpu()
    whole = True
    signal.setitimer(signal.ITIMER_PROF, most)
    try:
        validate(graph, shacl_graph=shipped(IRIS).full, use_shapes=[shape], focus_nodes=some)
    except EndedError:
        whole = False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return (cpu() - start) * len(nodes) / len(some), whole


class EndedError(Exception):
    """A shape took as long as it may."""


def end(_signal: int, _frame: object) -> None:
    """Called when the time is over."""
    raise EndedError


def in_memory(store: Store) -> rdflib.Graph:
    """The graph without what was inferred and without the places that nothing names, for rdflib."""
    graphs = [name for name in store.graphs() if not name.endswith(("inferred", "findings", "places"))]
    quads = [quad for name in graphs for quad in store.quads_for_graph(name)]
    quads += named_places(store, {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)})
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples or b"", format="nt")


def named_places(store: Store, named: set[ox.NamedNode]) -> Iterator[ox.Quad]:
    """The places among ``named`` and all that they lie in."""
    waiting, done = set(named), set[ox.NamedNode]()
    while waiting:
        place = waiting.pop()
        done.add(place)
        for quad in store.quads(place, graph=IRIS.graph("places")):
            yield quad
            if quad.predicate == LV.within.node and quad.object not in done:
                waiting.add(quad.object)


def cpu() -> float:
    """CPU seconds of this process and of those it started."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def main() -> None:
    """Prints a Markdown table, a row for each size, and the growth between sizes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[25, 100])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sample", type=int, default=2)
    parser.add_argument("--most", type=float, default=60)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--again", type=int)
    arguments = parser.parse_args()
    if arguments.again:
        if not arguments.store:
            parser.error("--again needs a folder of generations: --store DIR")
        show_levels(Generations(arguments.store).current().open(), arguments.again)
        return
    signal.signal(signal.SIGPROF, end)
    print("| documents | triples | findings | check CPU s | one more CPU s | pySHACL CPU s | times faster | MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    if arguments.store:
        show(Generations(arguments.store).current(), arguments.sample, arguments.most)
        return
    done = [one_size(size, arguments.seed, arguments.sample, arguments.most) for size in arguments.sizes]
    for small, large in pairwise(done):
        growth = math.log(large.whole / small.whole) / math.log(large.documents / small.documents)
        print(f"\ngrowth {small.documents} to {large.documents}: {growth:.2f}")


def one_size(size: int, seed: int, sample: int, most: float) -> Measured:
    """Writes, loads and measures ``size`` plans, and prints the row."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        for made in corpus.generate(size, seed):
            (texts / f"{made.name}.txt").write_text(made.text, encoding="utf-8")
        load([texts], Path(folder) / "store", iris=IRIS)
        return show(Generations(Path(folder) / "store").current(), sample, most)


def show(generation: Generation, sample: int, most: float) -> Measured:
    """Measures one generation and prints its row."""
    found = measure(generation.open(), sorted(generation.manifest.documents), sample, most)
    least = "> " if found.ended else ""
    faster = f"{least}{found.pyshacl:,.0f} | {least}{found.pyshacl / found.whole:,.0f}" if sample else "|"
    print(
        f"| {found.documents:,} | {found.triples:,} | {found.findings:,} | {found.whole:.1f} | {found.one:.2f} "
        f"| {faster} | {found.megabytes} |",
        flush=True,
    )
    if found.ended:
        print(f"\nended after {most:.0f} s: {', '.join(found.ended)}", flush=True)
    return found


if __name__ == "__main__":
    main()
