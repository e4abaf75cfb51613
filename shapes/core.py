"""Core SHACL by pySHACL, on the graph of one document in memory.

(pySHACL over a store is some forty times slower than over rdflib's own memory, so each document's quads are copied.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from pyshacl import ShapesGraph, Validator
from pyshacl.errors import ConstraintLoadError, ShapeLoadError, ValidationFailure
from pyshacl.graph_abstraction import DataGraph
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from shapes.catalogue import SEVERITIES
from shapes.errors import ShapesError
from shapes.findings import Value, as_focus
from shapes.terms import as_term, graph_of


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result of pySHACL, in pyoxigraph's terms; ``shape`` is an IRI, ``focus`` as in a finding."""

    shape: str
    component: str
    severity: str
    focus: str
    path: str | None
    value: Value | None
    messages: dict[str, str]


class CoreValidator:
    """Validates one small graph after another against the same core shapes, which it reads once."""

    def __init__(self, shapes: Graph) -> None:
        self._empty = not len(shapes)
        self._graph = Graph() + shapes  # pySHACL adds triples of its own to it
        self._shapes = ShapesGraph(self._graph)
        self.predicates = _predicates_of(shapes)

    def results(self, triples: Iterable[ox.Quad | ox.Triple]) -> list[Result]:
        """The results for one graph, in a fixed order; statements that no shape can look at are not copied."""
        if self._empty:
            return []
        return self.of_graph(graph_of(self.looked_at(triples)))

    def looked_at(self, triples: Iterable[ox.Quad | ox.Triple]) -> Iterator[ox.Quad | ox.Triple]:
        """The statements that some shape can look at: those with its ``predicates``, or all (None)."""
        for triple in triples:
            if self.predicates is None or triple.predicate.value in self.predicates:
                yield triple

    def of_graph(self, data: Graph) -> list[Result]:
        """The results for an rdflib graph; results on blank nodes, which have no name, are left out."""
        validator = Validator(DataGraph.from_rdflib(data), shacl_graph=self._graph)
        validator.shacl_graph = self._shapes  # the shapes as pySHACL has compiled them for the first document
        try:
            _, report, _ = validator.run()  # type: ignore[no-untyped-call]
        except (ConstraintLoadError, ShapeLoadError, ValidationFailure) as error:
            reason = " ".join(str(error).split())
            raise ShapesError("the shapes", f"cannot be evaluated ({reason})", "Correct them.") from error
        return sorted(_results(report), key=lambda one: (one.shape, one.focus, str(one.path), str(one.value)))


def _predicates_of(shapes: Graph) -> frozenset[str] | None:
    """The predicates that targets and paths of the shapes name; None when a closed shape or a query may look at all."""
    if any((None, predicate, None) in shapes for predicate in (SH.closed, SH.select, SH.ask)):
        return None
    named = {str(value) for value in shapes.objects() if isinstance(value, URIRef)}
    return frozenset(named | {str(RDF.type), str(RDFS.subClassOf)})


def _results(report: Graph) -> Iterator[Result]:
    for result in report.objects(None, SH.result):
        shape, focus = report.value(result, SH.sourceShape), as_term(report.value(result, SH.focusNode))
        if not isinstance(shape, URIRef) or focus is None:
            continue
        path = report.value(result, SH.resultPath)
        severity = report.value(result, SH.resultSeverity) or SH.Violation
        yield Result(
            shape=str(shape),
            component=str(report.value(result, SH.sourceConstraintComponent)),
            severity=SEVERITIES.get(severity, str(severity)),
            focus=as_focus(focus),
            path=str(path) if isinstance(path, URIRef) else None,
            value=as_term(report.value(result, SH.value)),
            messages={
                message.language or "": str(message)
                for message in report.objects(result, SH.resultMessage)
                if isinstance(message, Literal)
            },
        )
