"""What RDFS says follows from the ontology's subclass and subproperty statements, as closed tables.

``superclasses()[LV.Decree]`` is ``{lv:LegalAct, lv:Document, eli:LegalResource, eli:Work, …}``. The graph materialises
just this (``graph/inferred``): no domain and no range is ever applied, so that no standard vocabulary's domain retypes
a plan.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from ontology import ONTOLOGY_FILE, RDFS

Table = dict[str, frozenset[str]]


@cache
def superclasses() -> Table:
    """Class IRI to the IRIs of all its superclasses, itself not among them."""
    return _closure(RDFS.subClassOf)


@cache
def superproperties() -> Table:
    """Property IRI to the IRIs of all its super-properties, itself not among them."""
    return _closure(RDFS.subPropertyOf)


def _closure(relation: str) -> Table:
    above: dict[str, set[str]] = defaultdict(set)
    with ONTOLOGY_FILE.open("rb") as turtle:
        for quad in parse(turtle, format=RdfFormat.TURTLE):
            if quad.predicate.value == relation and isinstance(quad.subject, NamedNode):
                above[quad.subject.value].add(quad.object.value)
    return {term: frozenset(_reached(term, above) - {term}) for term in above}


def _reached(term: str, above: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [term]
    while waiting:
        for parent in above.get(waiting.pop(), ()):
            if parent not in reached:
                reached.add(parent)
                waiting.append(parent)
    return reached
