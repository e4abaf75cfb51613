"""A copy of what a SPARQL server holds, for steps that look up many small things: the check and what is derived.

Asked over HTTP each of them would be a request, some thousand for every hundred documents. A server with more triples
than a copy should have is asked itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.kept import remove_tree
from graph.reference import begin_store
from graph.remote import RemoteStore
from graph.store import Store, open_store
from ontology import Iris

LARGEST: Final = 1_500
"""Documents of a copy: about 5 million triples, fetched in a minute."""
_SHARED: Final = ("entities", "findings", "inferred")
"""The ontology and the places are here already."""


@contextmanager
def looked_at(store: RemoteStore, iris: Iris, documents: Collection[str]) -> Iterator[Store]:
    """A store with the same graph as the server's: a copy in a folder that goes, or the server itself."""
    if len(documents) > LARGEST:
        yield store
        return
    folder = Path(tempfile.mkdtemp(prefix="lienvan-"))
    try:
        begin_store(folder / "store", iris)
        copy = open_store(folder / "store", read_only=False)
        for name in (*_SHARED, *documents):
            copy.bulk_load(store.quads_for_graph(iris.graph(name)))
        yield copy
    finally:
        remove_tree(folder)  # an error holds the copy open that long: it must not be hidden by another
