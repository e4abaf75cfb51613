"""Resolution of one document with 100,000 made-up stubs in the graph: at most 20 ms.

    python bench/resolution.py [STUBS]

Times, for each plan of the corpus: resolving everything that it names (what the limit is for), and describing again the
shared things that it touches, in a store with the reference data and the stubs. Best of five, in milliseconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Quad

from graph.entities import Entities
from graph.mentions import Mentions
from graph.reference import begin_store
from graph.store import open_store
from graph.terms import boolean, date, node, string
from loaders.outline import outline
from loaders.pipeline import extract_outlined
from loaders.reading import read
from loaders.resolve import resolve
from loaders.resolving.known import known_documents
from loaders.sidecar import read_sidecar
from loaders.view import view
from ontology import LV, RDF, Iris

CORPUS = Path(__file__).parent.parent / "corpus"
MOST = 20.0
TIMES = 5


def stubs(count: int, iris: Iris) -> list[Quad]:
    """Cited documents of a hundred provinces' committees that are not loaded."""
    graph, found = node(iris.graph("entities")), []
    for n in range(count):
        number = f"{n // 100 + 1}/KH-UBND"
        document = node(iris.document(f"ubnd-tinh-so-{n % 100}", 2022, number))
        facts = ((RDF.type, LV.Plan.node), (LV.loaded, boolean(value=False)), (LV.number, string(number)),
                 (LV.issued, date("2022-03-01")))  # fmt: skip
        found.extend(Quad(document, term.node, value, graph) for term, value in facts)
    return found


def best(work: Callable[[], object]) -> float:
    """Milliseconds of the best of some runs."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    """Print the times of each plan; exit code 1 when resolving one takes too long."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    iris = Iris()
    slowest = 0.0
    with TemporaryDirectory() as folder:
        start = time.perf_counter()
        begin_store(Path(folder) / "store", iris)
        print(f"reference data: {time.perf_counter() - start:.2f} s")
        store = open_store(Path(folder) / "store", read_only=False)
        store.bulk_load(stubs(count, iris))
        for path in sorted(CORPUS.glob("*.txt")):
            records = extract_outlined(outline(view(read(path))), read_sidecar(path))
            known = known_documents(iris)
            resolved = resolve(records, iris, known)
            mentions = Mentions(iris)
            mentions.add(resolved)
            mentions.add(resolved)
            one = best(lambda records=records, known=known: resolve(records, iris, known))
            things = list(mentions.things())
            two = best(lambda things=things: [list(Entities(store, iris).describe(thing)) for thing in things])
            slowest = max(slowest, one)
            print(f"{path.name:24} resolve {one:6.1f} ms   describe what it shares {two:6.1f} ms")
    verdict = "within" if slowest <= MOST else "past"
    print(f"slowest resolution {slowest:.1f} ms, {verdict} {MOST:.0f} ms, with {count} stubs")
    sys.exit(slowest > MOST)


if __name__ == "__main__":
    main()
