"""What the network as a whole says: influential documents, communities, agencies that connect plans."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import networkx as nx

from graph.network import Network

_DAMPING: Final = 0.85
_TOLERANCE: Final = 1e-10
_ROUNDS: Final = 200
_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Influence:
    """A document's PageRank (the ranks of all sum to 1), by how many documents it is named, and by how many plans."""

    document: str
    rank: float
    named_by: int
    loaded: int


@dataclass(frozen=True, slots=True)
class Connector:
    """An agency and the loaded documents that it connects: they name it, or a document that it issued."""

    agency: str
    plans: tuple[str, ...]


def influential(network: Network) -> tuple[Influence, ...]:
    """All documents by PageRank over citations and stated relations, the most influential first."""
    documents = network.documents
    ranks = page_rank(documents)
    listed = (
        Influence(node, ranks[node], documents.in_degree(node), len(network.loaded & set(documents.predecessors(node))))
        for node in documents
    )
    return tuple(sorted(listed, key=lambda one: (-round(one.rank, 12), one.document)))


def page_rank(graph: nx.DiGraph[str]) -> dict[str, float]:
    """PageRank by power iteration (Brin and Page 1998, damping 0.85; networkx's own needs SciPy).

    The weight of a document that names no other is shared by all.
    """
    named = {node: tuple(graph.successors(node)) for node in graph}
    ranks = dict.fromkeys(named, 1 / max(1, len(named)))
    for _ in range(_ROUNDS):
        spare = sum(rank for node, rank in ranks.items() if not named[node])
        following = dict.fromkeys(named, (1 - _DAMPING + _DAMPING * spare) / max(1, len(named)))
        for node, targets in named.items():
            for target in targets:
                following[target] += _DAMPING * ranks[node] / len(targets)
        change = sum(abs(following[node] - rank) for node, rank in ranks.items())
        ranks = following
        if change < _TOLERANCE:
            break
    return ranks


def communities(network: Network) -> tuple[tuple[str, ...], ...]:
    """Documents, agencies and places that belong together (Louvain, fixed seed), the largest group first."""
    nodes = sorted(network.graph)
    numbers = {node: number for number, node in enumerate(nodes)}  # numbers hash alike in every run, words do not
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    plain.add_edges_from(sorted({(numbers[a], numbers[b]) for a, b in network.graph.edges() if a != b}))
    groups = nx.community.louvain_communities(plain, seed=_SEED)
    named = (tuple(nodes[number] for number in sorted(group)) for group in groups)
    return tuple(sorted(named, key=lambda group: (-len(group), group)))


def connectors(network: Network) -> tuple[Connector, ...]:
    """Agencies that two loaded documents or more have in common, those of most documents first."""
    plans: dict[str, set[str]] = defaultdict(set)
    graph = network.graph
    for plan in network.loaded:
        for target in graph.successors(plan):
            kind = graph.nodes[target]["kind"]
            if kind == "agency":
                plans[target].add(plan)
            elif kind == "document":
                for issuer in graph.successors(target):
                    if graph.has_edge(target, issuer, "issuer"):
                        plans[issuer].add(plan)
    shared = (Connector(agency, tuple(sorted(named))) for agency, named in plans.items() if len(named) > 1)
    return tuple(sorted(shared, key=lambda one: (-len(one.plans), network.label(one.agency), one.agency)))
