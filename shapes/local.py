"""Shapes about documents, on some documents at a time in memory: core SHACL by pySHACL, SPARQL constraints by Oxigraph.

What they look at is copied out of the store first, so that a check costs the same beside ten documents and beside ten
thousand; many documents are checked in a process for each core, which read the store themselves.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import lru_cache
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import NamedNode
from rdflib import Graph

from graph.executors import processes
from graph.store import Row, Store, memory_store, open_store
from ontology.iri import Iris
from shapes.compared import Compared
from shapes.core import CoreValidator, Result
from shapes.day import as_of_quad
from shapes.paths import documents_at
from shapes.rules import SparqlRule
from shapes.surroundings import Surroundings

if TYPE_CHECKING:
    from shapes.catalogue import Shapes

_PARALLEL_FROM: Final = 300
"""With fewer documents, starting other processes takes longer than the check."""
_PARALLEL_FROM_PARTS: Final = 1_000
"""The same where few parts of each are looked at."""
_TOGETHER: Final = 96
"""At most so many documents are checked at a time."""
_TOGETHER_AGAINST: Final = 384
"""The same by rules that hold them against others, which look at less of each and at the same others for many."""
_AHEAD: Final = 2
"""Batches that each process may be ahead of what is done with its findings."""

Found: TypeAlias = tuple[list[Result], list[tuple[int, Row]]]
"""Results of core SHACL, and rows of the rules with the place of the rule among the local ones."""
Batch: TypeAlias = tuple[str, ...]
"""Documents that are checked together."""


class LocalCheck:
    """Evaluates core shapes and local rules on documents of one store, or on some of their parts, as of a ``day``."""

    def __init__(
        self,
        store: Store,
        iris: Iris,
        core: Graph,
        rules: Sequence[SparqlRule],
        *,
        day: str | None = None,
        compared: Compared | None = None,
    ) -> None:
        self._store = store
        self._iris = iris
        self._core = CoreValidator(core)
        self._rules = rules
        self._compared = compared
        self._paths = tuple(dict.fromkeys(rule.against for rule in rules if rule.against))
        looked_at = self._core.predicates
        rules_at = frozenset[str]().union(*(rule.predicates for rule in rules))
        self._around = Surroundings(store, iris, None if looked_at is None else looked_at | rules_at)
        self._reference = self._around.reference()
        if day:
            self._reference.append(as_of_quad(NamedNode(iris.graph("findings")), day))

    def found(self, batch: Batch) -> Found:
        """What is found in the documents of a batch; in those that they are held against, nothing is looked for."""
        memory = memory_store()
        self._around.copy(self._with_others(batch), memory, self._compared)
        memory.bulk_load(self._reference)
        results = [
            result
            for document in batch
            for result in self._core.results(memory.quads_for_graph(self._iris.graph(document)))
        ]
        wanted = {NamedNode(document) for document in batch}
        rows = [
            (place, row)
            for place, rule in enumerate(self._rules)
            for row in rule.rows(memory)
            if row["document"] in wanted
        ]
        return results, rows

    def _with_others(self, batch: Batch) -> set[str]:
        """Documents with those that they are held against."""
        return set(batch).union(*(documents_at(self._store, batch, path) for path in self._paths))


def local_findings(
    store: Store, iris: Iris, shapes: Shapes, groups: Sequence[Batch], compared: Compared | None = None
) -> Iterator[Found]:
    """What ``document_core`` and ``local_rules`` find in groups of documents, or in their parts that are ``compared``.

    Documents that are held against the same should be in one group, and groups that are, one after another.
    """
    rules = shapes.local_rules
    most = _TOGETHER_AGAINST if rules and all(rule.against for rule in rules) else _TOGETHER
    size = cpu_count() or 1
    if sum(map(len, groups)) >= (_PARALLEL_FROM if compared is None else _PARALLEL_FROM_PARTS) and size > 1:
        with store.readable() as folder:
            if folder is not None:
                core = shapes.document_core.serialize(format="nt")
                yield from _in_processes(
                    _together(groups, most), (str(folder), iris, core, rules, shapes.day, compared), size
                )
                return
    here = LocalCheck(store, iris, shapes.document_core, rules, day=shapes.day, compared=compared)
    yield from map(here.found, _together(groups, most))


_Work: TypeAlias = tuple[str, Iris, str, tuple[SparqlRule, ...], str | None, Compared | None]
"""The folder of the store, and what is looked for there: all that makes a LocalCheck."""


def _in_processes(batches: Iterator[Batch], work: _Work, size: int) -> Iterator[Found]:
    with processes(size) as pool:
        waiting: deque[Future[Found]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_found, work, batch))
            if len(waiting) > size * _AHEAD:
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()


def _found(work: _Work, batch: Batch) -> Found:
    return _begun(work).found(batch)


@lru_cache(maxsize=1)
def _begun(work: _Work) -> LocalCheck:
    folder, iris, core, rules, day, compared = work
    shapes = Graph().parse(data=core, format="nt")
    return LocalCheck(open_store(Path(folder)), iris, shapes, rules, day=day, compared=compared)


def _together(groups: Iterable[Batch], most: int) -> Iterator[Batch]:
    """Batches of whole groups as far as they fit; a group that is larger than a batch is cut."""
    batch: Batch = ()
    for group in groups:
        if len(batch) + len(group) > most and batch:
            yield batch
            batch = ()
        *full, rest = (group[start : start + most] for start in range(0, len(group), most))
        yield from full
        batch = rest if full else batch + rest
    if batch:
        yield batch
