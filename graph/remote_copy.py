"""A copy of what a SPARQL server holds, for steps that look up many small things: the check and what is derived.

Asked over HTTP each of them would be a request, some thousand for every hundred documents. A server with more triples
than a copy should have is asked itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.reference import begin_store
from graph.remote import RemoteStore
from graph.store import Store, open_store
from ontology import Iris

LARGEST: Final = 5_000_000
"""Triples of a copy: about 1,500 documents, fetched in a minute."""
_HERE_ALREADY: Final = ("ontology", "places")
_APART: Final = ("lock", "manifest")


@contextmanager
def looked_at(store: RemoteStore, iris: Iris, largest: int = LARGEST) -> Iterator[Store]:
    """A store with the same graph as the server's: a copy in a folder that goes, or the server itself."""
    if store.count() > largest:
        yield store
        return
    with tempfile.TemporaryDirectory(prefix="lienvan-") as folder:
        path = Path(folder) / "store"
        begin_store(path, iris)
        copy = open_store(path, read_only=False)
        left_out = {iris.graph(name) for name in (*_HERE_ALREADY, *_APART)}
        for graph in store.graphs():
            if graph not in left_out:
                copy.bulk_load(store.quads_for_graph(graph))
        yield copy
