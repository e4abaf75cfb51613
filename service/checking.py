"""The check as part of a load, and on its own: the one place where shapes and generations meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from graph.errors import WorkersError
from graph.executors import processes
from graph.generations import Generations
from graph.inferred import forget, inferred
from graph.store import Store, Term, memory_store, open_store, select
from ontology import LV, PROV, RDF, SH
from ontology.iri import Iris
from shapes import check_again, documents, found_in, shipped
from shapes.day import day_of, overtaken
from shapes.findings import Finding, finding_quads, name_quads, report_quads, resolved_quads, seen
from shapes.last import findings_named, times_seen

_MANY = 0.2
"""When more than this part of the documents changed, everything is checked."""
_APART = 2_000
"""From so many documents on, a check of everything has a process of its own, which takes two seconds to start."""
_BATCH = 20_000
"""Quads of findings that wait in memory to go to the store."""


class Checker:
    """Checks a generation while it is being filled.

    Until it has, ``total`` is None; then it is the number of all findings, ``new`` of those that the last check had
    not, ``resolved`` of those that it alone had. A call takes the store and the documents that changed, writes
    ``graph/findings`` with what follows from it, and gives the number of findings of each document by its IRI.
    ``root`` is the folder of generations whose current one is the store before this load; with it, no more is checked
    again than the changed documents touch.
    """

    def __init__(self, iris: Iris, root: Path | None = None) -> None:
        self.iris = iris
        self.total: int | None = None
        self.new = 0
        self.resolved = 0
        self._root = root
        self._graph = NamedNode(iris.graph("findings"))

    def __call__(self, store: Store, changed: frozenset[str]) -> Mapping[str, int]:
        """Check ``store``; what ``changed`` does not touch keeps what the last check found in it."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        before = self._before()
        checked = any(True for _ in store.quads(self._graph, SH.conforms.node))
        many = len(changed) > _MANY * len(documents(store))
        if before is None or not checked or many or overtaken(store, self.iris, day_of(now)):
            self._everything(store, changed, now)
        else:
            self._changed(store, changed, before, now)
        return self._counts(store)

    def _before(self) -> Store | None:
        if self._root is None or Generations(self._root).current_number() is None:
            return None
        return Generations(self._root).current().open()

    def _last(self, before: Store | None) -> Store | None:
        """A store in which the findings of the last check stay; None where no other than the one that is filled has."""
        return memory_store() if before is None and self._root is not None else before

    def _everything(self, store: Store, changed: frozenset[str], now: str) -> None:
        """Checks many documents in a process of its own, where that can open the store: its memory ends with it."""
        if len(changed) > _APART:
            with store.lent() as folder:
                if folder is not None:
                    self.new, self.resolved = _apart(folder, self.iris, self._root, now)
                    return
        self.everything(store, now)

    def everything(self, store: Store, now: str) -> None:
        """Checks all documents at the time ``now`` (ISO 8601, UTC), in this process.

        Writes what is found while it is found: the findings of a large store would fill the memory. Where those of the
        last check are in the same store, they stay there until all is found.
        """
        last = self._last(self._before())
        pieces: Iterable[list[Quad]] = self._found(store, last or store, now)
        if last is None:
            pieces = list(pieces)
        forget(store, _subjects(store.quads_for_graph(self._graph.value)), self.iris)
        store.remove_graph(self._graph.value)
        for some in _together(pieces):
            self._write(store, some)

    def _found(self, store: Store, last: Store, now: str) -> Iterator[list[Quad]]:
        """The whole report, piece by piece, its own statements at the end."""
        before, found, used = times_seen(last, self.iris), set[str](), set[str]()
        for some in found_in(store, self.iris, replace(shipped(self.iris), day=day_of(now))):
            found.update(finding.iri for finding in some)
            used.update(finding.shape for finding in some)
            dated = (seen(finding, before.get(finding.iri), now) for finding in some)
            yield [quad for finding in dated for quad in finding_quads(finding, self._graph)]
        resolved = findings_named(last, self.iris, sorted(before.keys() - found))
        used.update(finding.shape for finding in resolved)
        rest = [quad for finding in resolved for quad in resolved_quads(finding, self._graph)]
        rest += name_quads(used, self._graph, shipped(self.iris).shapes.values())
        self.new, self.resolved = len(found - before.keys()), len(resolved)
        yield [*rest, *report_quads(self._graph, conforms=not found, at=now)]

    def _changed(self, store: Store, changed: frozenset[str], before: Store, now: str) -> None:
        change = check_again(store, self.iris, changed, before=before, at=now)
        graph = self._graph
        resolved = {
            quad.object.value for quad in store.quads(graph, LV.resolved.node) if isinstance(quad.object, NamedNode)
        }
        gone = {NamedNode(iri) for iri in resolved.union(finding.iri for finding in change.gone)}
        old = [quad for node in gone for quad in store.quads(node, graph=graph.value)]
        old += [Quad(graph, term, node, graph) for node in gone for term in (SH.result.node, LV.resolved.node)]
        old += [quad for term in _OF_THE_REPORT for quad in store.quads(graph, term.node, graph=graph.value)]
        forget(store, gone, self.iris)
        store.remove(old)
        self._write(store, self._quads(store, change.found, change.resolved, now))
        self.new, self.resolved = len(change.new), len(change.resolved)

    def _quads(self, store: Store, found: Iterable[Finding], resolved: Iterable[Finding], now: str) -> list[Quad]:
        quads = [quad for finding in found for quad in finding_quads(finding, self._graph)]
        quads += [quad for finding in resolved for quad in resolved_quads(finding, self._graph)]
        quads += name_quads((one.shape for one in (*found, *resolved)), self._graph, shipped(self.iris).shapes.values())
        conforms = not quads and not any(True for _ in store.quads(self._graph, SH.result.node))
        return [*quads, *report_quads(self._graph, conforms=conforms, at=now)]

    def _write(self, store: Store, quads: list[Quad]) -> None:
        """Adds quads that hold all that is said of their subjects, and what follows from them."""
        store.bulk_load(quads)
        store.bulk_load(inferred(quads, self.iris))

    def _counts(self, store: Store) -> Counter[str]:
        """Findings of each document by its IRI, counted by the store: it need not read the name of each of them."""
        counts: Counter[str] = Counter()
        for row in select(store, _FINDINGS_OF_DOCUMENTS, {"graph": self._graph}):
            counts[_text(row["document"])] = int(_text(row["findings"]))
        self.total = sum([int(_text(row["findings"])) for row in select(store, _FINDINGS, {"graph": self._graph})])
        return counts


def _apart(folder: Path, iris: Iris, root: Path | None, now: str) -> tuple[int, int]:
    with processes(1) as executor:
        try:
            return executor.submit(_everything_in, folder, iris, root, now).result()
        except BrokenProcessPool as error:
            remedy = "See whether the machine ran out of memory, and load again: the store is as it was"
            raise WorkersError(str(folder), "the process that checks was ended", remedy) from error


def _everything_in(folder: Path, iris: Iris, root: Path | None, now: str) -> tuple[int, int]:
    """Checks everything in the store in ``folder``; gives how many findings are new, and how many resolved."""
    checker = Checker(iris, root)
    store = open_store(folder, read_only=False)
    checker.everything(store, now)
    store.flush()
    return checker.new, checker.resolved


def _together(pieces: Iterable[list[Quad]]) -> Iterator[list[Quad]]:
    """Pieces one after another in fewer, larger ones: each that is written makes ten files."""
    waiting: list[Quad] = []
    for piece in pieces:
        waiting += piece
        if len(waiting) >= _BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _text(term: Term) -> str:
    if isinstance(term, Triple):
        raise TypeError(f"{term} has no value")
    return term.value


_FINDINGS = f"""SELECT ?graph (COUNT(?finding) AS ?findings) WHERE {{
    GRAPH ?graph {{ ?graph {SH.result.node} ?finding }}
}} GROUP BY ?graph"""
_FINDINGS_OF_DOCUMENTS = f"""SELECT ?graph ?document (COUNT(?finding) AS ?findings) WHERE {{
    GRAPH ?graph {{ ?graph {SH.result.node} ?finding . ?finding {LV.inDocument.node} ?document }}
}} GROUP BY ?graph ?document"""
_OF_THE_REPORT = (RDF.type, SH.conforms, PROV.generatedAtTime, LV.asOf)
"""What is said of the report itself, besides its tens of thousands of results."""


def _subjects(quads: Iterable[Quad]) -> set[NamedNode]:
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
