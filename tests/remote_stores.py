"""Real SPARQL servers for the tests, started on loopback with their own configuration, once for each test process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import servers

from graph.endpoints import Server, server
from graph.remote import RemoteStore

KINDS = ("oxigraph", "virtuoso")


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph"), read_only=False, timeout=20, union=False) as running:
        yield server(running.query)


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso"), megabytes=200) as running:
        yield server(running.query, user=servers.VIRTUOSO_USER, password=servers.VIRTUOSO_PASSWORD)


@pytest.fixture(params=KINDS)
def remote_server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers, without any graph but its own."""
    found: Server = request.getfixturevalue(f"{request.param}_server")
    empty(found)
    return replace(found, timeout=60)


def empty(found: Server) -> None:
    store = RemoteStore(found)
    for graph in store.graphs():
        store.remove_graph(graph)
    store.close()
