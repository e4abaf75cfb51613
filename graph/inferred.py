"""Materialised statements: what follows from the ontology's subclasses and subproperties and is asserted nowhere.

A client that knows only ELI, ORG or SKOS finds what it expects with no reasoner. An inferred statement has the subject
of the one it follows from, so that everything about one subject is recomputed from its own statements alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

from pyoxigraph import NamedNode, Quad, Triple

from graph.store import Store
from graph.terms import node
from ontology import DCT, ONTOLOGY, ORG, PROV, QUDT, RDF, RDFS, SKOS, Iris, schemes
from ontology.inference import superclasses, superproperties

_WRITTEN: Final = (
    DCT.date, DCT.source, ORG.unitOf, PROV.wasGeneratedBy, PROV.wasQuotedFrom, QUDT.numericValue, RDFS.label,
)  # fmt: skip
"""Standard properties that documents' graphs and entities state themselves; those of the schemes are looked up."""


@cache
def _above_class(cls: NamedNode) -> tuple[NamedNode, ...]:
    return tuple(node(above) for above in sorted(superclasses().get(cls.value, ())))


@cache
def _above_property(term: NamedNode) -> tuple[NamedNode, ...]:
    return tuple(node(above) for above in sorted(superproperties().get(term.value, ())))


@cache
def _ambiguous() -> frozenset[NamedNode]:
    """Properties whose statements may come about in two ways: by several sub-properties, or asserted and inferred."""
    below = Counter(above for table in superproperties().values() for above in table)
    twice = {above for above, count in below.items() if count > 1 or above.startswith(ONTOLOGY)}
    schemed = {quad.predicate.value for quad in schemes.quads(Iris())}
    return frozenset(node(term) for term in (*twice, *_WRITTEN, *SKOS, *schemed, RDF.type))


def inferred(asserted: Iterable[Quad], iris: Iris) -> list[Quad]:
    """What follows from ``asserted``, which must hold every statement about each of its subjects."""
    graph, rdf_type, ambiguous = node(iris.graph("inferred")), RDF.type.node, _ambiguous()
    quads = [quad for quad in asserted if _above_property(quad.predicate) or quad.predicate in ambiguous]
    known = {quad.triple for quad in quads if quad.predicate in ambiguous}
    found: list[Quad] = []
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        found.extend(
            Quad(subject, above, value, graph)
            for above in _above_property(predicate)
            if above not in ambiguous or _is_new(Triple(subject, above, value), known)
        )
        if predicate == rdf_type and isinstance(value, NamedNode):
            found.extend(
                Quad(subject, rdf_type, cls, graph)
                for cls in _above_class(value)
                if _is_new(Triple(subject, rdf_type, cls), known)
            )
    return found


def _is_new(triple: Triple, known: set[Triple]) -> bool:
    if triple in known:
        return False
    known.add(triple)
    return True


def forget(store: Store, subjects: Iterable[NamedNode], iris: Iris) -> None:
    """Remove what was inferred about ``subjects``."""
    graph = iris.graph("inferred")
    for subject in subjects:
        store.remove(list(store.quads(subject, graph=graph)))
