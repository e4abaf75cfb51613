"""How long each question of the catalogue takes, as a multiple of the smallest query in the same run.

``python bench/questions.py STORE [--times 21]``: for every question the median of as many answers in this process, in
milliseconds of computing, the rows, and the ratio to ``ASK {}`` (the floor: what any query costs). A question is asked
with its example, or, where the store does not have that, with three values spread over those that it has, of which the
slowest counts; one whose parameters are all optional is also asked without them. Below them the queries that list what
a parameter may be, which run once for each generation.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from graph.generations import Generations
from graph.store import OxigraphStore
from ontology.iri import Iris
from service import query_files
from service.choices import ParameterError, read_choices
from service.evaluation import select
from service.questions import Parameter, Question, ask, catalogue
from service.rows import Table

MOST_ROWS = 10_000
EVERY = 10_000_000
SPREAD = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One question as it was asked: its median in milliseconds, its rows, and what was given."""

    milliseconds: float
    rows: int
    name: str
    given: Mapping[str, str]


class Bench:
    """Asks one store."""

    def __init__(self, store: OxigraphStore, iris: Iris, times: int) -> None:
        self.store = store
        self.iris = iris
        self.times = times
        self._looked_up: dict[str, Table] = {}

    def run(self, text: str) -> Table:
        """The first rows of a query, as the service asks for them."""
        return select(self.store, text, MOST_ROWS)

    def look_up(self, text: str) -> Table:
        """All rows, kept as the service keeps them."""
        if text not in self._looked_up:
            self._looked_up[text] = self.every_row(text)
        return self._looked_up[text]

    def every_row(self, text: str) -> Table:
        """All rows."""
        return select(self.store, text, EVERY)

    def cost(self, work: Callable[[], object]) -> float:
        """Median milliseconds of computing."""
        spent = []
        for _ in range(self.times):
            start = time.process_time()
            work()
            spent.append(time.process_time() - start)
        return 1000 * median(spent)

    def lines(self, question: Question) -> Iterator[Line]:
        """A question with its example and, where it can be, without parameters."""
        required = [parameter for parameter in question.parameters if parameter.required]
        first = next(iter(question.parameters), None)
        if not required:
            yield self.line(question, {})
        named = required or ([first] if first else [])
        if named:
            yield max((self.line(question, given) for given in self.examples(named)), key=lambda one: one.milliseconds)

    def examples(self, parameters: list[Parameter]) -> Iterator[dict[str, str]]:
        """Values that the store has."""
        values = {parameter.name: self.values(parameter) for parameter in parameters}
        for number in range(max(map(len, values.values()))):
            yield {name: known[min(number, len(known) - 1)] for name, known in values.items()}

    def values(self, parameter: Parameter) -> list[str]:
        """The example, or some that are spread over all."""
        choices = read_choices(parameter.kind, self.look_up, self.iris)
        if not choices or parameter.example in {choice.code for choice in choices}:
            return [parameter.example]
        return [choices[len(choices) * number // SPREAD].term.value for number in range(SPREAD)]

    def line(self, question: Question, given: dict[str, str]) -> Line:
        """One way of asking."""
        sparql = ask(question, given, self.run, self.iris, look_up=self.look_up).sparql
        return Line(self.cost(lambda: self.run(sparql)), len(self.run(sparql).rows), question.slug, given)


def choices(bench: Bench) -> Iterator[Line]:
    """The queries for what parameters may be."""
    for path in sorted((query_files.FOLDER / "choices").glob("*.rq")):
        text = query_files.query(f"choices/{path.stem}", bench.iris)
        yield Line(bench.cost(lambda text=text: bench.every_row(text)), len(bench.look_up(text).rows), path.stem, {})


def main() -> None:
    """Prints one line for each question, the slowest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--times", type=int, default=21)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    generation = Generations(asked.store).current()
    store = generation.open()
    bench = Bench(store, Iris(generation.manifest.base), asked.times)
    floor = bench.cost(lambda: store.query("ASK {}"))
    documents, triples = len(generation.manifest.documents), generation.manifest.triples
    print(f"{documents} documents, {triples} triples, floor {floor:.3f} ms")
    wanted = [question for slug, question in catalogue().items() if asked.only in slug]
    listed: list[Line] = []
    for question in wanted:
        try:
            for line in bench.lines(question):
                listed.append(line)
                print(f"{line.name} {line.milliseconds:.1f}", file=sys.stderr, flush=True)
        except ParameterError as error:
            print(f"{question.slug}: {str(error)[:120]}", file=sys.stderr)
    for lines in (listed, [] if asked.only else list(choices(bench))):
        for one in sorted(lines, key=lambda one: -one.milliseconds):
            given = " ".join(f"{name}={value.rpartition('w3id.org/lienvan/')[2]}" for name, value in one.given.items())
            ratio = one.milliseconds / floor
            print(f"{one.name:24} {one.milliseconds:9.1f} ms {one.rows:6} rows {ratio:9.0f} x floor  {given}")
        print()


if __name__ == "__main__":
    main()
