"""Shapes about documents, on some documents at a time in memory: core SHACL by pySHACL, SPARQL constraints by Oxigraph.

What they look at is copied out of the store first, so that a check costs the same beside ten documents and beside ten
thousand, and other processes can do it without the store.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import NamedNode
from rdflib import Graph

from graph.store import Store, memory_store
from ontology.iri import Iris
from shapes.core import CoreValidator, Result
from shapes.day import stated
from shapes.paths import documents_at
from shapes.rules import Row, SparqlRule
from shapes.surroundings import Surroundings

if TYPE_CHECKING:
    from shapes.catalogue import Shapes

_PARALLEL_FROM = 300
"""With fewer documents, starting other processes takes longer than the check."""
_TOGETHER = 96
"""At most so many documents are checked at a time."""
_TOGETHER_AGAINST = 384
"""The same by rules that hold them against others, which look at less of each and at the same others for many."""
_AHEAD = 1
"""So many batches wait for each process."""

Found: TypeAlias = tuple[list[Result], list[tuple[int, Row]]]
"""Results of core SHACL, and rows of the rules with the place of the rule among the local ones."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some documents, and all that is looked at for them as N-Quads."""

    documents: tuple[str, ...]
    nquads: bytes


class LocalCheck:
    """Evaluates core shapes and local rules on batches; ``reference`` is what all of them look at (N-Quads)."""

    def __init__(self, iris: Iris, core: Graph, rules: Sequence[SparqlRule], reference: bytes) -> None:
        self._iris = iris
        self._core = CoreValidator(core)
        self._rules = rules
        self._reference = reference

    def found(self, batch: Batch) -> Found:
        """What is found in the documents of a batch; in those that they are held against, nothing is looked for."""
        store = memory_store()
        for nquads in (self._reference, batch.nquads):
            store.bulk_load_nquads(nquads)
        results = [
            result
            for document in batch.documents
            for result in self._core.results(store.quads_for_graph(self._iris.graph(document)))
        ]
        wanted = {NamedNode(document) for document in batch.documents}
        rows = [
            (place, row)
            for place, rule in enumerate(self._rules)
            for row in rule.rows(store)
            if row["document"] in wanted
        ]
        return results, rows


class _Reader:
    """Makes batches of documents of one store."""

    def __init__(self, store: Store, iris: Iris, core: Graph, rules: Sequence[SparqlRule]) -> None:
        self._store = store
        self._iris = iris
        looked_at = CoreValidator(core).predicates
        rules_at = frozenset[str]().union(*(rule.predicates for rule in rules))
        self._around = Surroundings(store, iris, None if looked_at is None else looked_at | rules_at)
        self._paths = tuple(dict.fromkeys(rule.against for rule in rules if rule.against))
        self.reference = self._around.reference()

    def batch(self, documents: tuple[str, ...], loaded: Container[str]) -> Batch:
        """Documents with the loaded ones that they are held against."""
        others = {other for path in self._paths for other in documents_at(self._store, self._iris, documents, path)}
        return Batch(documents, self._around.around({other for other in others if other in loaded}.union(documents)))


def local_findings(
    store: Store, iris: Iris, shapes: Shapes, groups: Sequence[tuple[str, ...]], loaded: Container[str]
) -> Iterator[Found]:
    """What ``document_core`` and ``local_rules`` find in groups of documents, some of those ``loaded``.

    Documents that are held against the same should be in one group, and groups that are, one after another.
    """
    rules = shapes.local_rules
    reader = _Reader(store, iris, shapes.document_core, rules)
    reference = reader.reference + (stated(iris, shapes.day) if shapes.day else b"")
    most = _TOGETHER_AGAINST if rules and all(rule.against for rule in rules) else _TOGETHER
    batches = (reader.batch(some, loaded) for some in _together(groups, most))
    if sum(map(len, groups)) < _PARALLEL_FROM or (cpu_count() or 1) < 2:
        local = LocalCheck(iris, shapes.document_core, rules, reference)
        yield from map(local.found, batches)
        return
    core = shapes.document_core.serialize(format="nt")
    with ProcessPoolExecutor(initializer=_begin, initargs=(iris, core, rules, reference)) as pool:
        waiting: deque[Future[Found]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_found, batch))
            if len(waiting) > _AHEAD * (cpu_count() or 1):
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()


def _together(groups: Iterable[tuple[str, ...]], most: int) -> Iterator[tuple[str, ...]]:
    """Batches of whole groups as far as they fit; a group that is larger than a batch is cut."""
    batch: tuple[str, ...] = ()
    for group in groups:
        if len(batch) + len(group) > most and batch:
            yield batch
            batch = ()
        *full, rest = (group[start : start + most] for start in range(0, len(group), most))
        yield from full
        batch = rest if full else batch + rest
    if batch:
        yield batch


_process: list[LocalCheck] = []
"""What this worker process evaluates; one at most."""


def _begin(iris: Iris, core: str, rules: tuple[SparqlRule, ...], reference: bytes) -> None:
    _process.append(LocalCheck(iris, Graph().parse(data=core, format="nt"), rules, reference))


def _found(batch: Batch) -> Found:
    return _process[-1].found(batch)
