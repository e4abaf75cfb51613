"""What the network as a whole says, as plain numbers: PageRank, communities, circles.

Nodes are numbered; an edge is a pair of numbers. Numbers hash alike in every run, words do not, so that every run gives
the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Final

import networkx as nx
import numpy as np

Edges = Collection[tuple[int, int]]

_DAMPING: Final = 0.85
_TOLERANCE: Final = 1e-10
_ROUNDS: Final = 200
_SEED: Final = 1
LONGEST_CIRCLE: Final = 6
MOST_CIRCLES: Final = 200


def page_rank(nodes: Collection[int], edges: Edges) -> dict[int, float]:
    """PageRank by power iteration (Brin and Page 1998, damping 0.85; networkx's own needs SciPy).

    The weight of a node that names no other is shared by all; the ranks sum to 1.
    """
    order = sorted(nodes)
    if not order:
        return {}
    place = {node: number for number, node in enumerate(order)}
    pairs = np.array(sorted({(place[a], place[b]) for a, b in edges}), dtype=np.int64).reshape(-1, 2)
    sources, targets = pairs[:, 0], pairs[:, 1]
    size = len(order)
    out = np.bincount(sources, minlength=size)
    ranks = np.full(size, 1 / size)
    for _ in range(_ROUNDS):
        shares = ranks[sources] / out[sources]
        spare = ranks[out == 0].sum()
        following = (1 - _DAMPING + _DAMPING * spare) / size + _DAMPING * np.bincount(targets, shares, size)
        change = np.abs(following - ranks).sum()
        ranks = following
        if change < _TOLERANCE:
            break
    return dict(zip(order, ranks.tolist(), strict=True))


def communities(nodes: Iterable[int], edges: Edges, single: Mapping[int, int]) -> list[list[int]]:
    """Nodes that belong together (Louvain, fixed seed), the largest group first, each sorted.

    ``single`` are nodes that belong to one other node alone; they go with it and cost nothing.
    """
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(sorted(set(nodes) - set(single)))
    plain.add_edges_from(
        sorted({(min(a, b), max(a, b)) for a, b in edges if a != b and a not in single and b not in single})
    )
    groups = [set(group) for group in nx.community.louvain_communities(plain, seed=_SEED)]
    home = {node: number for number, group in enumerate(groups) for node in group}
    for node, other in single.items():
        groups[home[other]].add(node)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def circles(edges: Edges, longest: int = LONGEST_CIRCLE, most: int = MOST_CIRCLES) -> list[list[int]]:
    """Circles of at most ``longest`` edges, the first ``most`` found, each from its lowest number on, sorted."""
    graph: nx.DiGraph[int] = nx.DiGraph(sorted(edges))
    return sorted(_from_lowest(nodes) for nodes in islice(nx.simple_cycles(graph, longest), most))


def _from_lowest(nodes: list[int]) -> list[int]:
    lowest = nodes.index(min(nodes))
    return [*nodes[lowest:], *nodes[:lowest]]
