"""The served service: a real server on loopback, asked by a real SPARQL client."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper

from service.server import ServeError, check_address

pytest_plugins = ["service_store"]

SERVE = "from service.server import serve; from service.settings import read_settings; serve(read_settings())"


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextmanager
def serving(store):
    port = free_port()
    environment = os.environ | {"LIENVAN_STORE": str(store), "LIENVAN_PORT": str(port), "LIENVAN_QUERY_TIMEOUT": "2"}
    server = subprocess.Popen([sys.executable, "-c", SERVE], env=environment)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/health", timeout=1).close()
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    try:
        yield server, url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def address(gold_store):
    with serving(gold_store) as (_, url):
        yield url


def ask(address, query, form, *, method=None, how=None):
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    if method:
        client.setMethod(method)
    if how:
        client.setRequestMethod(how)
    return client.query().convert()


QUERY = """
PREFIX lv: <https://w3id.org/lienvan/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?name { ?document lv:loaded true ; lv:issuer/rdfs:label ?name } ORDER BY ?name
"""


@pytest.mark.parametrize(
    "sent", [{}, {"method": POST}, {"method": POST, "how": POSTDIRECTLY}], ids=["get", "form", "direct"]
)
def test_a_sparql_client(address, sent):
    results = ask(address, QUERY, JSON, **sent)
    names = [row["name"]["value"] for row in results["results"]["bindings"]]
    assert names == ["Ủy ban nhân dân huyện Bình Sơn", "Ủy ban nhân dân huyện Bạch Thông"]


def test_csv_and_turtle_by_a_sparql_client(address):
    assert "Ủy ban nhân dân huyện Bạch Thông" in ask(address, QUERY, CSV).decode()
    assert b"ontology#" in ask(
        address, "CONSTRUCT WHERE { ?s a <https://w3id.org/lienvan/ontology#Target> } LIMIT 1", TURTLE
    )


def test_a_runaway_query_is_ended_and_the_server_goes_on(address):
    runaway = urllib.request.Request(
        f"{address}/sparql?query=SELECT+(COUNT(*)+AS+%3Fn)+%7B%3Fa+%3Fb+%3Fc.%3Fd+%3Fe+%3Ff.%3Fg+%3Fh+%3Fi%7D",
        headers={"Accept": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(runaway, timeout=60)
    assert raised.value.code == 504
    assert ask(address, "ASK {}", JSON) == {"head": {}, "boolean": True}


def test_a_port_in_use_is_one_clear_error(address):
    port = int(address.rpartition(":")[2])
    with pytest.raises(ServeError, match=rf"127\.0\.0\.1:{port}: cannot be listened on.*--port"):
        check_address("127.0.0.1", port)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7"])
def test_an_address_that_is_not_ours(host):
    with pytest.raises(ServeError, match=host):
        check_address(host, 8000)


def web_process_of(server):
    """The web process of a service: the child that Python's ``multiprocessing`` spawned to work and not to track."""
    tasks = Path(f"/proc/{server.pid}/task").iterdir()
    children = [pid for task in tasks for pid in (task / "children").read_text().split()]
    (found,) = [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return found


def test_a_web_process_killed_while_its_parent_asked_how_it_is_is_replaced_at_once(gold_store):
    """The parent's question waits as long as its patience, 60 seconds, unless it hears that the other end is gone."""
    with serving(gold_store) as (server, url):
        web = web_process_of(server)
        os.kill(web, signal.SIGSTOP)
        time.sleep(1)  # the parent asks twice a second
        os.kill(web, signal.SIGKILL)
        with urllib.request.urlopen(f"{url}/health", timeout=30) as response:
            assert response.status == 200
        assert web_process_of(server) != web
