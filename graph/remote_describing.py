"""Describing what documents share on a SPARQL server: the surroundings of some hundred things are fetched at once.

The descriptions are made by ``graph.entities`` from a store in memory that holds just what it looks at; what changes
goes back in one update.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode, Quad

from graph.differences import Difference
from graph.entities import Entities
from graph.journal import Journal
from graph.mentions import Shared
from graph.remote import RemoteStore
from graph.store import OxigraphStore, memory_store
from graph.stubs import references
from graph.terms import node
from loaders.bodies.changes import change_of
from ontology import LV, ORG, Iris, Term

_CHUNK: Final = 200
_TOLD: Final[dict[str, tuple[Term, ...]]] = {
    "document": (LV["from"],),
    "agency": (LV.agency,),
    "indicator": (LV.indicator,),
    "programme": (LV.component,),
}
"""By kind of thing: properties whose subjects tell something of it, so that all that is said of them is needed."""
_NAMED: Final[dict[str, tuple[Term, ...]]] = {
    "agency": (LV.agency, LV.resolvedIssuer, LV.whoAgency, LV.toAgency, LV.issuer),
    "programme": (LV.object,),
    "concept": (LV.unit, LV.per),
}
"""Properties of which one statement is enough: that something names it."""
_BELONGS: Final = (ORG.unitOf, LV.succeededBy)


def describe_remote(journal: Journal, store: RemoteStore, iris: Iris) -> None:
    """Bring all shared things that ``journal`` names up to date on the server."""
    for chunk in _chunks(thing for thing in journal.shared() if not _waits(thing)):
        _apply(store, _described(store, chunk, iris))
    for chunk in _chunks(filter(_waits, journal.shared())):
        _apply(store, _described(store, chunk, iris))
    for chunk in _chunks(thing for thing in journal.shared() if thing.kind == "agency"):
        near = Entities(_surroundings(store, chunk, iris), iris)
        _apply(store, [one for thing in chunk for one in near.left_alone(thing.iri)])


def _waits(thing: Shared) -> bool:
    """Agencies that only a graph that went had named come after those that are described."""
    return thing.kind == "agency" and thing.facts is None


def _chunks(things: Iterable[Shared]) -> Iterator[list[Shared]]:
    waiting = iter(things)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _described(store: RemoteStore, things: Sequence[Shared], iris: Iris) -> list[Difference]:
    near = Entities(_surroundings(store, things, iris), iris)
    return [one for thing in things for one in near.describe(thing)]


def _apply(store: RemoteStore, differences: Sequence[Difference]) -> None:
    removed = [quad for one in differences for quad in one.removed]
    store.change(removed, [quad for one in differences for quad in one.added])


def _surroundings(store: RemoteStore, things: Sequence[Shared], iris: Iris) -> OxigraphStore:
    """All that ``graph.entities`` may look at for these things."""
    nodes = [node(thing.iri) for thing in things]
    changes = [node(iri) for thing in things for iri in _change(thing, iris)]
    found = set(store.select_quads("GRAPH ?g { ?s ?p ?o }", {"s": [*nodes, *changes]}))
    kinds = sorted({thing.kind for thing in things})
    for kind in kinds:
        of_kind = [node(thing.iri) for thing in things if thing.kind == kind]
        if kind in _TOLD:
            found.update(_telling(store, _TOLD[kind], of_kind))
        if kind in _NAMED:
            found.update(_naming(store, _NAMED[kind], of_kind))
    cited = [thing for thing in things if thing.kind == "document" and _is_unknown(thing, found, iris)]
    found.update(_telling(store, (LV.cited,), [node(thing.iri) for thing in cited]))
    found.update(_naming(store, _BELONGS, nodes, node(iris.graph("entities"))))
    return memory_store(found)


def _change(thing: Shared, iris: Iris) -> Iterator[str]:
    """The reorganisation that an agency ended in."""
    if thing.kind == "agency":
        change = change_of(iris.parse(thing.iri).parts[0])
        if change is not None:
            yield iris.change(thing.iri, change.successor)


def _is_unknown(thing: Shared, found: set[Quad], iris: Iris) -> bool:
    """Whether a document is known by the citations of it alone."""
    own, itself = node(iris.graph(thing.iri)), node(thing.iri)
    loaded = any(quad.graph_name == own and quad.subject == itself for quad in found)
    return not loaded and thing.iri not in references(iris)


def _telling(store: RemoteStore, terms: Sequence[Term], things: Sequence[NamedNode]) -> Iterator[Quad]:
    """All that the graph of a statement about one of the things says of that statement's subject."""
    if things:
        values = {"link": [term.node for term in terms], "thing": things}
        yield from store.select_quads("GRAPH ?g { ?s ?link ?thing . ?s ?p ?o }", values)


def _naming(
    store: RemoteStore, terms: Sequence[Term], things: Sequence[NamedNode], graph: NamedNode | None = None
) -> Iterator[Quad]:
    """One statement for each of the things that is named at all."""
    if things:
        values = {"p": [term.node for term in terms], "o": things, **({"g": [graph]} if graph is not None else {})}
        yield from store.select_examples("GRAPH ?g { ?s ?p ?o }", values)
