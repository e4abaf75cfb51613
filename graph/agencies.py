"""What an agency's identifier decides of it: type, place, label, the committee it belongs to, and what took over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import RdfFormat, Triple, parse, serialize

from graph.places import place_node
from graph.statements import Statement, as_node, value_of
from graph.terms import node, vietnamese
from loaders.bodies.changes import successor_of
from loaders.resolved import AgencyRef
from ontology import LV, ORG, RDF, RDFS, Iris
from ontology.schemes import concepts


def agency_statements(agency: AgencyRef, iris: Iris) -> Iterator[Statement]:
    """``Phòng Y tế huyện Bạch Thông``: an agency of type ``phong-y-te`` at its place, of its district's committee."""
    yield RDF.type.node, LV.Agency.node
    yield RDFS.label.node, vietnamese(agency.label)
    if agency.type in concepts("agency-type"):
        yield LV.agencyType.node, node(iris.concept("agency-type", agency.type))
    if agency.place is not None:
        yield LV.place.node, place_node(agency.place, iris)
    if agency.unit_of is not None:
        yield ORG.unitOf.node, node(agency.unit_of.iri)
    successor = successor_of(agency, iris)
    if successor is not None:
        yield LV.succeededBy.node, node(successor.iri)
        yield ORG.changedBy.node, node(iris.change(agency.iri, successor.type))


@lru_cache(maxsize=4096)
def written_agency(agency: AgencyRef, iris: Iris) -> str:
    """``agency_statements`` as N-Triples, in which they travel between processes and are kept on disk."""
    subject = node(agency.iri)
    triples = [Triple(subject, predicate, value) for predicate, value in agency_statements(agency, iris)]
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode("utf-8")


def read_agency(written: str) -> Iterator[Statement]:
    """The statements of ``written_agency``."""
    for quad in parse(written, format=RdfFormat.N_TRIPLES, lenient=True):
        yield as_node(quad.predicate), value_of(quad)
