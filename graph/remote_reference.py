"""The reference data of a store, and what follows from it, put on a SPARQL server."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from pyoxigraph import RdfFormat

from graph.reference import begin_store
from graph.remote import RemoteStore
from graph.store import open_store
from ontology import Iris


def put_reference(store: RemoteStore, iris: Iris) -> None:
    """Put the ontology, the places and what follows from both in the place of what the server has of them.

    All that was inferred goes with it: the caller infers anew what documents say.
    """
    with tempfile.TemporaryDirectory(prefix="lienvan-") as folder:
        begin_store(Path(folder) / "store", iris)
        reference = open_store(Path(folder) / "store")
        for graph in reference.graphs():
            store.remove_graph(graph)
            content = io.BytesIO()
            reference.dump(content, RdfFormat.N_TRIPLES, graph)
            store.add_ntriples(graph, content)
