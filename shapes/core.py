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
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from shapes.catalogue import SEVERITIES, Severity
from shapes.errors import ShapesError
from shapes.findings import Value, as_focus


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result of pySHACL, in pyoxigraph's terms; ``shape`` is an IRI, ``focus`` as in a finding."""

    shape: str
    component: str
    severity: Severity
    focus: str
    path: str | None
    value: Value | None
    messages: dict[str, str]


class CoreValidator:
    """Validates one small graph after another against the same core shapes, which it reads once."""

    def __init__(self, shapes: Graph) -> None:
        self._graph = shapes
        self._shapes = ShapesGraph(shapes)
        self.predicates = _predicates_of(shapes)

    def results(self, triples: Iterable[ox.Quad | ox.Triple]) -> list[Result]:
        """The results for one graph, in a fixed order; statements that no shape can look at are not copied."""
        data = Graph()
        for triple in self.looked_at(triples):
            data.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
        return self.of_graph(data)

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
    """The predicates that some target or path of the shapes names; None when a closed shape looks at all."""
    if (None, SH.closed, None) in shapes:
        return None
    named = {str(value) for value in shapes.objects() if isinstance(value, URIRef)}
    return frozenset(named | {str(RDF.type), str(RDFS.subClassOf)})


def _results(report: Graph) -> Iterator[Result]:
    for result in report.objects(None, SH.result):
        shape, focus = report.value(result, SH.sourceShape), _value(report.value(result, SH.focusNode))
        if not isinstance(shape, URIRef) or focus is None:
            continue
        path = report.value(result, SH.resultPath)
        yield Result(
            shape=str(shape),
            component=str(report.value(result, SH.sourceConstraintComponent)),
            severity=SEVERITIES[report.value(result, SH.resultSeverity) or SH.Violation],
            focus=as_focus(focus),
            path=str(path) if isinstance(path, URIRef) else None,
            value=_value(report.value(result, SH.value)),
            messages={
                message.language or "": str(message)
                for message in report.objects(result, SH.resultMessage)
                if isinstance(message, Literal)
            },
        )


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A term for rdflib, letter by letter: ``"100"^^xsd:decimal`` keeps its form."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        plain = term.language or term.datatype.value == str(XSD.string)  # in rdflib "A" is not "A"^^xsd:string
        datatype = None if plain else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise ValueError(f"SHACL knows no quoted triples: {term}")


def _value(node: Node | None) -> Value | None:
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or XSD.string)))
    return None
