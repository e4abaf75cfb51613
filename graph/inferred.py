"""Materialised statements: what follows from the ontology's subclasses and subproperties and is asserted nowhere.

A client that knows only ELI, ORG or SKOS finds what it expects with no reasoner. An inferred statement has the subject
of the one it follows from, so that everything about one subject is recomputed from its own statements alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, Quad

from graph.store import Store
from graph.terms import node
from ontology import RDF, Iris
from ontology.inference import superclasses, superproperties


@cache
def _above_class(cls: NamedNode) -> tuple[NamedNode, ...]:
    return tuple(node(above) for above in sorted(superclasses().get(cls.value, ())))


@cache
def _above_property(term: NamedNode) -> tuple[NamedNode, ...]:
    return tuple(node(above) for above in sorted(superproperties().get(term.value, ())))


def inferred(asserted: Iterable[Quad], iris: Iris) -> list[Quad]:
    """What follows from ``asserted``, which must hold every statement about each of its subjects."""
    graph = node(iris.graph("inferred"))
    quads = list(asserted)
    known = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    rdf_type = RDF.type.node
    found: list[Quad] = []
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        follows = [(subject, above, value) for above in _above_property(predicate)]
        if predicate == rdf_type and isinstance(value, NamedNode):
            follows.extend((subject, rdf_type, above) for above in _above_class(value))
        for triple in follows:
            if triple not in known:
                known.add(triple)
                found.append(Quad(*triple, graph))
    return found


def forget(store: Store, subjects: Iterable[NamedNode], iris: Iris) -> None:
    """Remove what was inferred about ``subjects``."""
    graph = iris.graph("inferred")
    for subject in subjects:
        store.remove(list(store.quads(subject, graph=graph)))


def infer_again(store: Store, subjects: Iterable[NamedNode], iris: Iris) -> None:
    """Infer everything about ``subjects`` from what the store asserts of them now."""
    graph = node(iris.graph("inferred"))
    wanted: list[Quad] = []
    for subject in subjects:
        about = list(store.quads(subject))
        before = {quad for quad in about if quad.graph_name == graph}
        after = set(inferred((quad for quad in about if quad.graph_name != graph), iris))
        store.remove(before - after)
        wanted.extend(after - before)
    store.add(wanted)
