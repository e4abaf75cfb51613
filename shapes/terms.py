"""Terms between the store (pyoxigraph) and pySHACL (rdflib), letter by letter: ``"1"^^xsd:boolean`` keeps its form."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node


def graph_of(triples: Iterable[ox.Quad | ox.Triple]) -> Graph:
    """The triples as a graph in rdflib's memory."""
    graph = Graph()
    for triple in triples:
        graph.add((as_node(triple.subject), as_node(triple.predicate), as_node(triple.object)))
    return graph


def as_node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A term for rdflib; ValueError for a quoted triple, which SHACL does not know."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        plain = term.language or term.datatype.value == str(XSD.string)  # in rdflib "A" is not "A"^^xsd:string
        datatype = None if plain else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise ValueError(f"SHACL knows no quoted triples: {term}")


def as_term(node: Node | None) -> ox.NamedNode | ox.Literal | None:
    """A node for the store; None for a blank node, which has no name outside its graph."""
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or XSD.string)))
    return None
