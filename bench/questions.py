"""How long each question of the catalogue takes, as a multiple of the smallest query in the same run.

``python bench/questions.py STORE``: for every question with its example parameters the median of 21 answers in this
process, in milliseconds of computing, the rows, and the ratio to ``ASK {}`` (the floor: what any query costs).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from graph.generations import Generations
from ontology.iri import Iris
from service.evaluation import select
from service.questions import ask, catalogue
from service.rows import Table

TIMES = 21
MOST_ROWS = 10_000


def cost(work: Callable[[], object]) -> float:
    """Median milliseconds of computing."""
    spent = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return 1000 * median(spent)


def main() -> None:
    """Prints one line for each question, the slowest first."""
    generation = Generations(Path(sys.argv[1])).current()
    store, iris = generation.open(), Iris(generation.manifest.base)

    def run(text: str) -> Table:
        return select(store, text, MOST_ROWS)

    floor = cost(lambda: store.query("ASK {}"))
    print(
        f"{len(generation.manifest.documents)} documents, {generation.manifest.triples} triples, floor {floor:.3f} ms"
    )
    rows = []
    for slug, question in catalogue().items():
        given = {parameter.name: parameter.example for parameter in question.parameters if parameter.required}
        sparql = ask(question, given, run, iris).sparql
        rows.append((cost(lambda sparql=sparql: run(sparql)), len(run(sparql).rows), slug))
    for spent, found, slug in sorted(rows, reverse=True):
        print(f"{slug:28} {spent:9.2f} ms {found:6} rows  {spent / floor:9.0f} x floor")


if __name__ == "__main__":
    main()
