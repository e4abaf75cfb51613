"""The part of the network around a node, small enough to draw, and how two documents hang together.

A node with ten thousand neighbours shows the most important ones of each relation and says how many more there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.network import CITES, STATED
from graph.network_view import Edge, Link, NetworkIndex, NodeFacts
from graph.routes import Step

RELATIONS: Final = (*STATED, CITES, "issuer", "charges", "reports", "place", "within")
"""Every relation by name, those that a text states outright first."""
_DOCUMENTS: Final = (*STATED, CITES)
_WORDS: Final = 3
_FARTHEST: Final = 3
_WIDEST: Final = 20_000
"""Documents looked at on the way from one document to another, whatever the direction of the steps."""


@dataclass(frozen=True, slots=True)
class More:
    """A node has ``total`` edges of a relation, outward or inward, of which ``shown`` are in the view."""

    node: str
    relation: str
    outward: bool
    total: int
    shown: int


@dataclass(frozen=True, slots=True)
class View:
    """Nodes with their distance from the middle, all edges among them, and what was left out."""

    nodes: tuple[tuple[NodeFacts, int], ...]
    links: tuple[Link, ...]
    more: tuple[More, ...]


def around(index: NetworkIndex, node: int, depth: int, relations: Collection[str], limit: int) -> View:
    """The nodes within ``depth`` edges of a node, at most ``limit`` of them besides itself.

    Each relation and direction gets a fair part of the limit, the documents of highest rank and then the nodes with
    most edges first; a second round expands what the first one found.
    """
    distance = {node: 0}
    frontier, more = [node], []
    for step in range(1, min(depth, _FARTHEST) + 1):
        left = limit + 1 - len(distance)
        per_node = max(1, left // max(1, len(frontier)))
        found: list[int] = []
        for one in frontier:
            room = min(per_node, limit + 1 - len(distance) - len(found))
            chosen, cut = _neighbours(index, one, relations, room, set(distance) | set(found))
            found += chosen
            more += cut
        distance |= dict.fromkeys(found, step)
        frontier = found
    return _view(index, distance, relations, more)


def overview(index: NetworkIndex, relations: Collection[str], limit: int, community: int | None = None) -> View:
    """The most influential documents, of all or of one community, and how they are related."""
    chosen = index.influential(limit, community=community)
    return _view(index, {one.id: 0 for one in chosen}, relations, [])


def _neighbours(
    index: NetworkIndex, node: int, relations: Collection[str], room: int, known: Collection[int]
) -> tuple[list[int], list[More]]:
    totals = [one for one in index.totals(node) if one[0] in relations]
    (name,) = (one.iri for one in index.nodes([node]))
    chosen: list[int] = []
    more: list[More] = []
    left = max(0, room)
    for place, (relation, outward, total) in enumerate(totals):
        fair = left // (len(totals) - place)
        found = index.nearest(node, relation, fair + len(known), outward=outward) if fair else []
        fresh = [one for one in found if one not in known and one not in chosen][:fair]
        chosen += fresh
        left -= len(fresh)
        shown = len(fresh) + sum(one in known or one in chosen[: len(chosen) - len(fresh)] for one in found)
        if shown < total:
            more.append(More(name, relation, outward, total, min(shown, total)))
    return chosen, more


def _view(index: NetworkIndex, distance: dict[int, int], relations: Collection[str], more: Iterable[More]) -> View:
    numbers = sorted(distance)
    edges = {edge for edge in index.edges_of(numbers, tuple(relations), outward=True) if edge[2] in distance}
    nodes = tuple((one, distance[one.id]) for one in index.nodes(numbers))
    return View(tuple(sorted(nodes, key=lambda one: one[1])), tuple(index.links(edges, _WORDS)), tuple(more))


def connection(index: NetworkIndex, source: str, target: str, relations: Sequence[str] = _DOCUMENTS) -> list[Step]:
    """The fewest steps between two documents, each in its own direction; empty where nothing connects them.

    Grown from both ends, the smaller side first, so that a document that all cite is reached and not walked through.
    """
    start, end = index.number(source), index.number(target)
    if start is None or end is None or start == end:
        return []
    sides: list[dict[int, Edge | None]] = [{start: None}, {end: None}]
    frontiers = [[start], [end]]
    while frontiers[0] and frontiers[1] and len(sides[0]) + len(sides[1]) < _WIDEST:
        side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
        frontiers[side] = _grown(index, sides[side], frontiers[side], relations)
        met = sorted(set(frontiers[side]) & set(sides[1 - side]))
        if met:
            edges = [*reversed(_back(sides[0], met[0])), *_back(sides[1], met[0])]
            links = {(one.source, one.relation, one.target): one for one in index.links(edges, 1)}
            names = {one.id: one.iri for one in index.nodes(n for a, _, b in edges for n in (a, b))}
            found = (links[names[a], relation, names[b]] for a, relation, b in edges)
            return [Step(one.source, one.relation, one.target, one.words[0] if one.words else None) for one in found]
    return []


def _grown(
    index: NetworkIndex, side: dict[int, Edge | None], frontier: Sequence[int], relations: Sequence[str]
) -> list[int]:
    fresh: dict[int, Edge] = {}
    for outward in (True, False):
        for edge in index.edges_of(frontier, relations, outward=outward):
            reached = edge[2] if outward else edge[0]
            if reached not in side:
                known = fresh.get(reached)
                if known is None or _rank(edge) < _rank(known):
                    fresh[reached] = edge
    side.update(fresh)
    return sorted(fresh)


def _rank(edge: Edge) -> tuple[int, Edge]:
    """A stated relation before a mere citation."""
    return RELATIONS.index(edge[1]), edge


def _back(side: dict[int, Edge | None], node: int) -> list[Edge]:
    """The edges from a node back to where its side began."""
    edges = []
    edge = side[node]
    while edge is not None:
        edges.append(edge)
        node = edge[0] if edge[2] == node else edge[2]
        edge = side[node]
    return edges
