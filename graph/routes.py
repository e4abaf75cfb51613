"""Ways from one document to another by citations and stated relations, each step with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

import networkx as nx

from graph.network import CITES, Network, Words

LONGEST: Final = 6
MOST: Final = 200
_STEP, _MERE_CITATION = 1000, 1


@dataclass(frozen=True, slots=True)
class Step:
    """``source`` implements, guides … or cites ``target``.

    ``words`` are those of a document on the way, if one of them says so, else of another; None where no text does.
    """

    source: str
    relation: str
    target: str
    words: Words | None


def shortest(network: Network, source: str, target: str, *, stated: bool = False) -> tuple[Step, ...] | None:
    """The way with the fewest steps, among these with the fewest mere citations; None where there is none.

    ``stated`` leaves mere citations out: what a document comes down from, by its own words and those of others.
    """
    documents = _documents(network, stated=stated)
    try:
        nodes = nx.dijkstra_path(documents, source, target, lambda _a, _b, edge: _cost(edge["relation"]))
    except nx.NetworkXNoPath:
        return None
    return _steps(network, nodes)


def ways(
    network: Network, source: str, target: str, *, stated: bool = False, longest: int = LONGEST, most: int = MOST
) -> tuple[tuple[Step, ...], ...]:
    """Every way without a circle, of at most ``longest`` steps, the first ``most`` found; short ones first."""
    found = islice(nx.all_simple_paths(_documents(network, stated=stated), source, target, cutoff=longest), most)
    return tuple(sorted((_steps(network, nodes) for nodes in found), key=_order))


def _documents(network: Network, *, stated: bool) -> nx.DiGraph[str]:
    documents = network.documents
    if not stated:
        return documents
    return documents.edge_subgraph(
        [(a, b) for a, b, relation in documents.edges(data="relation") if relation != CITES]
    ).copy()


def _cost(relation: str) -> int:
    return _STEP + (_MERE_CITATION if relation == CITES else 0)


def _order(way: Sequence[Step]) -> tuple[int, list[str]]:
    return sum(_cost(step.relation) for step in way), [step.target for step in way]


def _steps(network: Network, nodes: Sequence[str]) -> tuple[Step, ...]:
    steps = []
    for source, target in pairwise(nodes):
        relation = network.documents.edges[source, target]["relation"]
        words = network.words.get((source, target, relation), ())
        near = next((said for said in words if said.stated_in in nodes), words[0] if words else None)
        steps.append(Step(source, relation, target, near))
    return tuple(steps)
