"""Writes of clients: a change of the graph becomes the next generation, whole or not at all.

A write stores what it is given and nothing else: what follows from it (findings, ``graph/inferred``, what documents
share) is made by loads. No triple may come to be in two graphs, because a query over all of them would count it twice.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from graph.building import Building
from graph.derived import Filled, derive
from graph.errors import of_system
from graph.generations import Generation, Generations
from graph.lock import load_lock
from graph.manifest import DocumentEntry, Manifest
from graph.store import OxigraphStore
from ontology import Iris
from ontology.errors import LienvanError
from ontology.iri import NAMED_GRAPHS

WAIT: Final = 30.0
"""Seconds that a write waits for a load, or another write, to end."""


class TwiceError(LienvanError):
    """A triple would be in two graphs."""


class NoGraphError(LienvanError):
    """A graph that is to be removed is not there."""


Graphs = Sequence[str | None] | None
"""Some graphs (None among them: the default graph), or None for any."""


class Change(Protocol):
    """A change of a store."""

    def apply(self, store: OxigraphStore) -> bool:
        """Carries it out; gives whether it made a graph that was not there. Raises SyntaxError, NoGraphError."""

    @property
    def added(self) -> Graphs:
        """The graphs that it may add triples to."""

    @property
    def touched(self) -> Graphs:
        """The graphs that it may change."""


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update, and what its text says of the graphs it adds to and changes."""

    text: str
    base: str
    added: Graphs
    touched: Graphs

    def apply(self, store: OxigraphStore) -> bool:
        """Carries it out, in one transaction."""
        store.update(self.text, self.base)
        return False


@dataclass(frozen=True, slots=True)
class Payload:
    """A graph as a client sent it; ``base`` resolves relative IRIs."""

    content: bytes
    media_type: str
    base: str

    def quads(self, graph: str | None) -> Iterator[Quad]:
        """Its triples in ``graph``, blank nodes as new ones. Raises SyntaxError."""
        name = DefaultGraph() if graph is None else NamedNode(graph)
        form = RdfFormat.from_media_type(self.media_type)
        read = parse(self.content, form, base_iri=self.base, without_named_graphs=True, rename_blank_nodes=True)
        for quad in read:
            yield Quad(quad.subject, quad.predicate, quad.object, name)


@dataclass(frozen=True, slots=True)
class Write:
    """Puts triples into a graph (None: the default graph), in the place of what is there or beside it."""

    graph: str | None
    payloads: Sequence[Payload]
    replace: bool

    def apply(self, store: OxigraphStore) -> bool:
        """Carries it out."""
        created = not store.has_graph(self.graph)
        if self.replace:
            store.clear_graph(self.graph)
        for payload in self.payloads:
            store.add(payload.quads(self.graph))
        if self.graph is not None:
            store.make_graph(self.graph)
        return created

    @property
    def added(self) -> Graphs:
        """The one graph."""
        return [self.graph]

    @property
    def touched(self) -> Graphs:
        """The one graph."""
        return [self.graph]


@dataclass(frozen=True, slots=True)
class Removal:
    """Takes a graph out (None: empties the default graph)."""

    graph: str | None

    def apply(self, store: OxigraphStore) -> bool:
        """Carries it out. Raises NoGraphError."""
        if not store.has_graph(self.graph):
            raise NoGraphError(self.graph or "default", "there is no such graph", "See GRAPH ?g {} for those there are")
        store.clear_graph(self.graph)
        if self.graph is not None:
            store.remove_graph(self.graph)
        return False

    @property
    def added(self) -> Graphs:
        """None of them."""
        return []

    @property
    def touched(self) -> Graphs:
        """The one graph."""
        return [self.graph]


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of a write: the generation that is now current, and whether it holds a graph that it made."""

    generation: int
    created: bool


def edit(root: Path, iris: Iris, change: Change, *, wait: float = WAIT) -> Edited:
    """Make the next generation from the current one with ``change``, and switch to it.

    Raises SyntaxError for what cannot be read, TwiceError, NoGraphError, and StoreError for a store that is locked,
    missing or on a full disk; the store is then as it was.
    """
    start = time.perf_counter()
    generations = Generations(root)
    generations.current()
    try:
        with load_lock(root, wait):
            parent = generations.current()
            with Building(generations, parent, iris, fresh=False) as building:
                created = change.apply(building.store)
                _check_once(building.store, change.added)
                return Edited(_publish(building, parent, change, start), created)
    except OSError as error:
        raise of_system(str(root), error) from error


def _publish(building: Building, parent: Generation, change: Change, start: float) -> int:
    before = parent.manifest
    iris = Iris(before.base)
    documents = _documents(before, building.store, iris)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    building.keep_texts_of_parent(documents.values())
    derive(_filled(building, parent, change.touched, iris))
    manifest = replace(
        before,
        number=building.number,
        parent=parent.number,
        created_at=now,
        seconds=round(time.perf_counter() - start, 3),
        triples=building.store.count(),
        documents=documents,
        gone=before.gone_after(documents, now),
    )
    return building.publish(manifest, compact=False).number


def _documents(before: Manifest, store: OxigraphStore, iris: Iris) -> dict[str, DocumentEntry]:
    """The documents whose graphs are still there."""
    return {iri: entry for iri, entry in before.documents.items() if store.has_graph(iris.graph(iri))}


def _filled(building: Building, parent: Generation, touched: Graphs, iris: Iris) -> Filled:
    """What the derived files are made from: the parent's, unless something was touched that many things share."""
    graphs = {iris.graph(iri): iri for iri in parent.manifest.documents}
    shared = {iris.graph(name) for name in NAMED_GRAPHS}
    if touched is None or shared.intersection(touched):
        return Filled(building.store, iris, building.path, None, frozenset(graphs.values()))
    changed = frozenset(graphs[graph] for graph in touched if graph in graphs)
    return Filled(building.store, iris, building.path, parent.path, changed)


def _check_once(store: OxigraphStore, graphs: Graphs) -> None:
    """Raises TwiceError for a triple of ``graphs`` that is in another graph too."""
    for quad in store.of_graphs(graphs):
        if isinstance(quad.subject, Triple):
            continue
        others = [other for other in store.quads(quad.subject, quad.predicate, quad.object) if other != quad]
        if others:
            names = " and ".join(str(one.graph_name) for one in (quad, others[0]))
            triple = f"{quad.subject} {quad.predicate} {quad.object}"
            remedy = "Write it to the graph where it is, or take it out there in the same update"
            raise TwiceError(triple, f"would be in two graphs, {names}", remedy)
