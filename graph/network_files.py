"""The network in the formats of other programs: GraphML, GEXF (Gephi) and Cytoscape's JSON.

The same network gives the same bytes: GEXF's date of the day is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Final

import networkx as nx

from graph.network import Network

_DAY: Final = re.compile(rb' lastmodifieddate="[^"]*"')


def _graph(network: Network) -> nx.MultiDiGraph[str]:
    """A copy in which each edge between documents has the words of the first that states it, and where they stand."""
    graph: nx.MultiDiGraph[str] = network.graph.copy()
    for (source, target, relation), (words, *_) in network.words.items():
        if graph.has_edge(source, target, relation):
            facts = {"words": words.text, "statedIn": words.stated_in, "passage": words.passage}
            graph.edges[source, target, relation].update(facts)
    return graph


def graphml(network: Network) -> bytes:
    """GraphML (graphml.graphdrawing.org)."""
    file = BytesIO()
    nx.write_graphml_xml(_graph(network), file, prettyprint=True)
    return file.getvalue()


def gexf(network: Network) -> bytes:
    """GEXF 1.2 (gexf.net); nodes carry their label."""
    file = BytesIO()
    nx.write_gexf(_graph(network), file)
    return _DAY.sub(b"", file.getvalue())


def cytoscape(network: Network) -> bytes:
    """Cytoscape.js JSON: ``{"elements": {"nodes": […], "edges": […]}}``."""
    data = nx.cytoscape_data(_graph(network), name="label")
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


FORMATS: Final[dict[str, Callable[[Network], bytes]]] = {"graphml": graphml, "gexf": gexf, "cytoscape": cytoscape}
