"""Parts of quads as what they are in this graph: every thing has an IRI, every value is an IRI or a literal."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

Statement = tuple[NamedNode, NamedNode | Literal]
"""Predicate and value of something said of one subject."""


def subject_of(quad: Quad) -> NamedNode:
    """The subject."""
    return as_node(quad.subject)


def graph_of(quad: Quad) -> str:
    """The IRI of the graph."""
    return as_node(quad.graph_name).value


def value_of(quad: Quad) -> NamedNode | Literal:
    """The object. Raises TypeError for a blank node or a triple, which the graph has none of."""
    return as_value(quad.object)


def as_value(term: object) -> NamedNode | Literal:
    """The term as a value. Raises TypeError for a blank node or a triple, which the graph has none of."""
    if not isinstance(term, NamedNode | Literal):
        raise TypeError(f"the graph has no blank nodes or triples as values, but: {term}")
    return term


def as_node(term: object) -> NamedNode:
    """The term as a node. Raises TypeError for anything else."""
    if not isinstance(term, NamedNode):
        raise TypeError(f"the graph names every thing with an IRI, but not {term}")
    return term
