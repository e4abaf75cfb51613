"""``graph/places``: every province, district and commune before and after 1 July 2025, and what became of each.

A function of the code lists alone: the same in every store, whatever is loaded (see ``graph.reference``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.terms import date, decimal, node, string, vietnamese
from loaders.gazetteer.changes import PlaceChange, changes
from loaders.gazetteer.resolutions import resolution_of
from loaders.places import AFTER, BEFORE, REFORM, CodeList, Place, PlaceLevel, places, require_parents
from ontology import LV, RDF, RDFS, SKOS, WGS84, Iris, Term
from ontology.slug import slug

_DATATYPES: Final = {"gso-2024": LV.Gso2024Code, "gso-2025": LV.Gso2025Code}
_LISTS: Final[tuple[CodeList, ...]] = (BEFORE, AFTER)
_LEVELS: Final[tuple[PlaceLevel, ...]] = ("tỉnh", "huyện", "xã")


def place_node(place: Place, iris: Iris) -> NamedNode:
    """``place/gso-2024/063``."""
    return node(iris.place(place.code_list, place.code))


def reference_quads(iris: Iris) -> Iterator[Quad]:
    """All of ``graph/places``: about 14,000 places and 24,000 changes."""
    graph = node(iris.graph("places"))
    for code_list in _LISTS:
        require_parents(code_list)
        for level in _LEVELS:
            for place in places(code_list, level):
                yield from _quads(place_node(place, iris), _place(place, iris), graph)
    for level in _LEVELS:
        for change in changes(level):
            before, after = place_node(change.before, iris), place_node(change.after, iris)
            yield Quad(before, LV.succeededBy.node, after, graph)
            event = node(iris.change(before.value, change.after.code))
            yield from _quads(event, _change(change, before, after, iris), graph)


def _quads(subject: NamedNode, facts: Iterator[tuple[Term, NamedNode | Literal]], graph: NamedNode) -> Iterator[Quad]:
    return (Quad(subject, term.node, value, graph) for term, value in facts)


def _place(place: Place, iris: Iris) -> Iterator[tuple[Term, NamedNode | Literal]]:
    yield RDF.type, LV.Place.node
    yield RDFS.label, vietnamese(f"{place.kind} {place.name}")
    yield LV.level, node(iris.concept("level", slug(place.level)))
    yield LV.code, string(place.code)
    yield SKOS.notation, Literal(place.code, datatype=_DATATYPES[place.code_list].node)
    if place.parent is not None:
        yield LV.within, node(iris.place(place.code_list, place.parent))
    if place.lat is not None and place.lon is not None:
        yield WGS84.lat, decimal(place.lat)
        yield WGS84.long, decimal(place.lon)
    yield (LV.validFrom if place.code_list == AFTER else LV.validUntil), date(REFORM)


def _change(
    change: PlaceChange, before: NamedNode, after: NamedNode, iris: Iris
) -> Iterator[tuple[Term, NamedNode | Literal]]:
    yield RDF.type, LV.PlaceChange.node
    yield LV["from"], before
    yield LV.to, after
    yield LV.extent, (LV.Whole if change.whole else LV.Part).node
    yield LV.changeDate, date(REFORM)
    number, issuer = resolution_of(change)
    yield LV.changedBy, node(iris.document(issuer, REFORM[:4], number))
