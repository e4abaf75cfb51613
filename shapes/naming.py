"""Names for shapes that a file leaves blank: a finding names its shape, and keeps that name from check to check."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from rdflib import SH, BNode, Graph, URIRef
from rdflib.term import Node

from ontology.iri import SHAPES

_TARGETS: Final = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)


def with_names(graph: Graph) -> Graph:
    """The same shapes; blank ones that have targets, and blank property shapes of named ones, have names.

    A shape with targets is named by what it says, so that it keeps its name whatever else the file has; a property
    shape by the shape that it belongs to and its path.
    """
    blank = {shape for term in _TARGETS for shape in graph.subjects(term) if isinstance(shape, BNode)}
    names: dict[Node, URIRef] = {shape: URIRef(f"{SHAPES}unnamed-{_digest(graph, shape)}") for shape in blank}
    parents = (names.get(parent, parent) for parent in graph.subjects(SH.property))
    waiting = sorted({parent for parent in parents if isinstance(parent, URIRef)})
    while waiting:
        parent = waiting.pop(0)
        known = [node for node, name in names.items() if name == parent] or [parent]
        within = {shape for node in known for shape in graph.objects(node, SH.property) if isinstance(shape, BNode)}
        for shape in sorted(within, key=lambda one: _digest(graph, one)):
            if shape not in names:
                names[shape] = _name_of(graph, parent, shape, set(names.values()))
                waiting.append(names[shape])
    renamed = Graph()
    for subject, predicate, value in graph:
        renamed.add((names.get(subject, subject), predicate, names.get(value, value)))
    return renamed


def _name_of(graph: Graph, parent: URIRef, shape: BNode, taken: set[URIRef]) -> URIRef:
    path = graph.value(shape, SH.path)
    name = f"{parent}-{re.split(r'[#/]', str(path))[-1] if isinstance(path, URIRef) else 'path'}"
    number = 1
    while URIRef(f"{name}-{number}" if number > 1 else name) in taken:
        number += 1
    return URIRef(f"{name}-{number}" if number > 1 else name)


def _digest(graph: Graph, node: BNode, above: tuple[BNode, ...] = ()) -> str:
    """8 hex digits over all that is said of a blank node and of the blank nodes in it, whatever they are called."""
    said = []
    for predicate, value in graph.predicate_objects(node):
        if not isinstance(value, BNode):
            said.append(f"{predicate.n3()} {value.n3()}")
        elif value not in {node, *above}:
            said.append(f"{predicate.n3()} {_digest(graph, value, (*above, node))}")
    return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()[:8]
