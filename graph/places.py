"""Places as quads: each with its code, level, coordinates, validity, and the place it lies in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.store import Store
from graph.terms import date, decimal, node, string, vietnamese
from loaders.places import AFTER, REFORM, Place, by_code
from ontology import LV, RDF, RDFS, SKOS, WGS84, Iris
from ontology.slug import slug

_DATATYPES: Final = {"gso-2024": LV.Gso2024Code, "gso-2025": LV.Gso2025Code}


def place_node(place: Place, iris: Iris) -> NamedNode:
    """``place/gso-2024/063``."""
    return node(iris.place(place.code_list, place.code))


def with_ancestors(place: Place) -> Iterator[Place]:
    """The place, its district, its province."""
    above: Place | None = place
    while above is not None:
        yield above
        above = by_code(above.code_list, above.parent) if above.parent is not None else None


def place_quads(place: Place, iris: Iris) -> Iterator[Quad]:
    """What ``graph/places`` says of one place: a function of the code list alone."""
    graph = node(iris.graph("places"))
    subject = place_node(place, iris)

    def quad(predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(subject, predicate, value, graph)

    yield quad(RDF.type.node, LV.Place.node)
    yield quad(RDFS.label.node, vietnamese(f"{place.kind} {place.name}"))
    yield quad(LV.level.node, node(iris.concept("level", slug(place.level))))
    yield quad(LV.code.node, string(place.code))
    yield quad(SKOS.notation.node, Literal(place.code, datatype=_DATATYPES[place.code_list].node))
    if place.parent is not None:
        yield quad(LV.within.node, node(iris.place(place.code_list, place.parent)))
    if place.lat is not None and place.lon is not None:
        yield quad(WGS84.lat.node, decimal(place.lat))
        yield quad(WGS84.long.node, decimal(place.lon))
    valid = LV.validFrom if place.code_list == AFTER else LV.validUntil
    yield quad(valid.node, date(REFORM))


def describe_places(store: Store, touched: list[str], places: Mapping[str, Place], iris: Iris) -> list[NamedNode]:
    """Bring ``graph/places`` up to date: the places that something names, and what they lie in.

    ``touched`` are identifiers of places, ``places`` those that new documents name. Gives the places that came or went.
    """
    graph = iris.graph("places")
    came = [iri for iri in touched if iri in places and not _described(store, iri, graph)]
    store.add(quad for iri in came for quad in place_quads(places[iri], iris))
    gone: list[str] = []
    for iri in sorted(touched, key=len, reverse=True):  # communes before districts before provinces: longest code first
        if iri not in places and not _is_named(store, node(iri)):
            store.remove(list(store.quads(node(iri), graph=graph)))
            gone.append(iri)
    return [node(iri) for iri in (*came, *gone)]


def _described(store: Store, iri: str, graph: str) -> bool:
    return next(store.quads(node(iri), graph=graph), None) is not None


def _is_named(store: Store, place: NamedNode) -> bool:
    return any(next(store.quads(None, term.node, place), None) for term in (LV.jurisdiction, LV.place, LV.within))
