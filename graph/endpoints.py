"""Where a SPARQL 1.1 server is asked, updated and given graphs: three addresses that servers lay out in a few ways."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from graph.errors import StoreError

_LAYOUTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso, all with credentials
    ("/api/query", "/api/update", "/api/graph-store"),
    ("/query", "/update", "/store"),  # Oxigraph
    ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso
)
"""Ends of the three paths: query, update, graph store. The first whose query fits is taken."""
_REPOSITORIES: Final = "/repositories/"
"""RDF4J's layout, which GraphDB shares: ``/repositories/x``, ``…/statements``, ``…/rdf-graphs/service``."""


@dataclass(frozen=True, slots=True)
class Server:
    """A SPARQL 1.1 server: its endpoints for queries, updates and graphs, who asks, and how long an answer may take.

    ``password`` is never shown; without ``user`` it is a bearer token. ``timeout`` is in seconds, ``most_bytes`` what
    one answer may have.
    """

    query: str
    update: str
    graphs: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 300.0
    most_bytes: int = 1_000_000_000


def is_address(store: str) -> bool:
    """Whether a store is named by an address, and not by a folder."""
    return store.startswith(("http://", "https://"))


def server(store: str, *, update: str = "", graphs: str = "", user: str = "", password: str = "") -> Server:
    """The server whose query endpoint is ``store``; ``update`` and ``graphs`` where its layout is none of the known.

    ``server("http://localhost:7878/query").update`` is ``http://localhost:7878/update``. Raises StoreError for an
    address with credentials in it (they would be logged), and for endpoints that cannot be guessed.
    """
    parts = urlsplit(store)
    if parts.username is not None or parts.password is not None:
        shown = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        raise StoreError(shown, "the address has credentials in it", "Give them as LIENVAN_STORE_USER and _PASSWORD")
    path = parts.path.rstrip("/")
    known = _known(path)
    if known is None and not (update and graphs):
        remedy = "Set LIENVAN_STORE_UPDATE and LIENVAN_STORE_GRAPHS to its update and graph store endpoints"
        raise StoreError(store, "its other endpoints cannot be told from this address", remedy)
    paths = known or (path, path)
    guessed = [urlunsplit(parts._replace(path=found)) for found in paths]
    return Server(store, update or guessed[0], graphs or guessed[1], user, password)


def _known(path: str) -> tuple[str, str] | None:
    if _REPOSITORIES in path:
        return f"{path}/statements", f"{path}/rdf-graphs/service"
    for query, update, graphs in _LAYOUTS:
        if path.endswith(query):
            root = path.removesuffix(query)
            return root + update, root + graphs
    return None
