"""The network of documents, agencies and places as a typed graph in memory, whole or a part of it.

A node is an IRI with ``kind`` (``document``, ``agency``, ``place``) and ``label``; an edge has the name of its relation
as key: ``implements``, ``continues``, ``guides``, ``approves``, ``amends``, ``replaces``, ``cites`` between documents,
``issuer``, ``charges`` and ``reports`` from a document to an agency, ``place`` from an agency or document to its place,
``within`` between places. Nodes and edges are added in sorted order, so that every answer has one order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import networkx as nx

from graph.errors import StoreError
from ontology import LV

STATED: Final = {
    "implements": LV.implements,
    "continues": LV.continues,
    "guides": LV.guides,
    "approves": LV.approves,
    "amends": LV.amends,
    "replaces": LV.replaces,
}
"""The relations between documents that a text states, by name."""
CITES: Final = "cites"


class NetworkError(StoreError):
    """A document that the network does not have, or several where one is meant."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text that state an edge: ``Thực hiện Kế hoạch số 174/KH-UBND``, in the document ``stated_in``."""

    text: str
    stated_in: str
    passage: str


@dataclass(frozen=True)
class Network:
    """The typed graph; ``words`` has, for an edge that texts state, the words of each, by the IRI of its document."""

    graph: nx.MultiDiGraph[str]
    words: dict[tuple[str, str, str], tuple[Words, ...]]

    @cached_property
    def documents(self) -> nx.DiGraph[str]:
        """The documents alone, one edge for each pair, with ``relation``: the first stated one, ``cites`` otherwise."""
        simple: nx.DiGraph[str] = nx.DiGraph()
        nodes = self.graph.nodes
        simple.add_nodes_from(node for node in nodes if nodes[node]["kind"] == "document")
        for source, target, relation in self.graph.edges(keys=True):
            if relation == CITES or relation in STATED:
                known = simple.get_edge_data(source, target)
                if known is None or known["relation"] == CITES:
                    simple.add_edge(source, target, relation=relation)
        return simple

    def label(self, node: str) -> str:
        """``Quyết định 1719/QĐ-TTg``, ``Phòng Y tế huyện Bạch Thông``."""
        label: str = self.graph.nodes[node]["label"]
        return label
