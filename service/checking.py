"""The check as part of a load, and on its own: the one place where shapes and generations meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from graph.generations import Generations
from graph.inferred import forget, inferred
from graph.store import Store
from ontology import LV, SH
from ontology.iri import Iris
from shapes import Change, Report, check, check_again, documents, shipped
from shapes.day import day_of, overtaken
from shapes.findings import Finding, finding_quads, name_quads, report_quads, resolved_quads
from shapes.rules import Term, select

_MANY = 0.2
"""When more than this part of the documents changed, everything is checked."""
_TOGETHER = 50_000
"""So many quads are written at a time."""


class Checker:
    """Checks a generation while it is being filled.

    ``outcome`` is None until it has; then ``total`` is the number of all findings. A call takes the store and the
    documents that changed, writes ``graph/findings`` with what follows from it, and gives the number of findings of
    each document by its IRI. ``root`` is the folder of generations whose current one is the store before this load;
    with it, no more is checked again than the changed documents touch.
    """

    def __init__(self, iris: Iris, root: Path | None = None) -> None:
        self.iris = iris
        self.outcome: Report | Change | None = None
        self.total = 0
        self._root = root
        self._graph = NamedNode(iris.graph("findings"))

    def __call__(self, store: Store, changed: frozenset[str]) -> Mapping[str, int]:
        """Check ``store``; what ``changed`` does not touch keeps what the last check found in it."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        before = self._before()
        checked = any(True for _ in store.quads(self._graph, SH.conforms.node))
        many = len(changed) > _MANY * len(documents(store))
        if before is None or not checked or many or overtaken(store, self.iris, day_of(now)):
            self.outcome = self._everything(store, now)
        else:
            self.outcome = self._changed(store, changed, before, now)
        return self._counts(store)

    def _before(self) -> Store | None:
        if self._root is None or Generations(self._root).current_number() is None:
            return None
        return Generations(self._root).current().open()

    def _everything(self, store: Store, now: str) -> Report:
        report = check(store, self.iris, at=now)
        forget(store, _subjects(store.quads_for_graph(self._graph.value)), self.iris)
        store.remove_graph(self._graph.value)
        self._write(store, report.quads(self.iris, shipped(self.iris).shapes.values(), now))
        return report

    def _changed(self, store: Store, changed: frozenset[str], before: Store, now: str) -> Change:
        change = check_again(store, self.iris, changed, before=before, at=now)
        graph = self._graph
        resolved = {
            quad.object.value for quad in store.quads(graph, LV.resolved.node) if isinstance(quad.object, NamedNode)
        }
        gone = {NamedNode(iri) for iri in resolved.union(finding.iri for finding in change.gone)}
        old = [quad for node in gone for quad in store.quads(node, graph=graph.value)]
        old += [Quad(graph, term, node, graph) for node in gone for term in (SH.result.node, LV.resolved.node)]
        old += [quad for quad in store.quads(graph, graph=graph.value) if quad.predicate not in _LINKS]
        forget(store, gone, self.iris)
        store.remove(old)
        self._write(store, self._quads(store, change.found, change.resolved, now))
        return change

    def _quads(self, store: Store, found: Iterable[Finding], resolved: Iterable[Finding], now: str) -> list[Quad]:
        quads = [quad for finding in found for quad in finding_quads(finding, self._graph)]
        quads += [quad for finding in resolved for quad in resolved_quads(finding, self._graph)]
        quads += name_quads((*found, *resolved), self._graph, shipped(self.iris).shapes.values())
        conforms = not quads and not any(True for _ in store.quads(self._graph, SH.result.node))
        return [*quads, *report_quads(self._graph, conforms=conforms, at=now)]

    def _write(self, store: Store, quads: Iterable[Quad]) -> None:
        for some in self._pieces(quads):
            store.bulk_load(some)
            store.bulk_load(inferred(some, self.iris))

    def _pieces(self, quads: Iterable[Quad]) -> Iterator[list[Quad]]:
        """Quads in pieces that memory holds easily, cut where the report names its next finding."""
        piece: list[Quad] = []
        for quad in quads:
            if len(piece) >= _TOGETHER and quad.subject == self._graph:
                yield piece
                piece = []
            piece.append(quad)
        yield piece

    def _counts(self, store: Store) -> Counter[str]:
        """Findings of each document by its IRI, counted by the store: it need not read the name of each of them."""
        counts: Counter[str] = Counter()
        for row in select(store, _FINDINGS_OF_DOCUMENTS, {"graph": self._graph}):
            counts[_text(row["document"])] = int(_text(row["findings"]))
        self.total = sum([int(_text(row["findings"])) for row in select(store, _FINDINGS, {"graph": self._graph})])
        return counts


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
_LINKS = frozenset({SH.result.node, LV.resolved.node})


def _subjects(quads: Iterable[Quad]) -> set[NamedNode]:
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
