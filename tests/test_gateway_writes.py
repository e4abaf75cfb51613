"""Writes to the served service: with the token alone, each a generation of its own."""

from __future__ import annotations

import json
import shutil

import pytest
from live_server import ask, live_server, query_path

from graph.generations import Generations

pytest_plugins = ["service_store"]

TOKEN = {"Authorization": "Bearer t"}


@pytest.fixture(scope="module")
def store(gold_store, tmp_path_factory):
    path = tmp_path_factory.mktemp("writes") / "store"
    shutil.copytree(gold_store, path)
    return path


@pytest.fixture(scope="module")
def address(store):
    with live_server(store, LIENVAN_TOKEN="t") as url:
        yield url.removeprefix("http://")


WRITES = [
    ("POST", "/sparql", "CLEAR DEFAULT", "application/sparql-update"),
    ("PUT", "/data/x", "<http://a> <http://b> 1 .", "text/turtle"),
    ("POST", "/data?graph=http://x", "<http://a> <http://b> 1 .", "text/turtle"),
    ("DELETE", "/data/x", None, "text/turtle"),
]


@pytest.mark.parametrize("write", WRITES, ids=lambda write: f"{write[0]} {write[1]}")
def test_a_write_needs_the_token(address, store, write):
    method, path, body, kind = write
    before = Generations(store).current_number()
    wrong = {"Authorization": "Bearer T"}
    for headers, error in (({}, ""), (wrong, "invalid_token"), ({"Authorization": "Basic dDp0"}, "")):
        response, _ = ask(address, path, method, body, **{"Content-Type": kind, **headers})
        assert response.status == 401
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
        assert error in response.headers["WWW-Authenticate"]
    assert Generations(store).current_number() == before


def test_a_write_is_a_generation_that_can_be_rolled_back(address, store):
    ask_mine = query_path("ASK { GRAPH <https://w3id.org/lienvan/data/mine> { ?s ?p 'của tôi' } }")
    before = Generations(store).current_number()
    assert json.loads(ask(address, ask_mine)[1])["boolean"] is False
    body = "<http://a> <http://b> 'của tôi' .".encode()
    put, _ = ask(address, "/data/mine", "PUT", body, **TOKEN, **{"Content-Type": "text/turtle"})
    assert (put.status, int(put.headers["Lienvan-Generation"])) == (201, before + 1)
    assert json.loads(ask(address, ask_mine)[1])["boolean"] is True
    manifest = Generations(store).current().manifest
    assert manifest.parent == before
    assert set(manifest.documents) == set(Generations(store).all()[-2].manifest.documents)
    assert all(Generations(store).current().source_text(iri) for iri in manifest.documents)
    Generations(store).rollback()
    assert json.loads(ask(address, ask_mine)[1])["boolean"] is False


def test_no_triple_comes_to_be_in_two_graphs(address, store):
    label = "<https://w3id.org/lienvan/ontology#Target> a <http://www.w3.org/2002/07/owl#Class>"
    before = Generations(store).current_number()
    update = f"INSERT DATA {{ GRAPH <http://x/twice> {{ {label} }} }}"
    kind = {"Content-Type": "application/sparql-update", "Accept": "application/json"}
    refused, content = ask(address, "/sparql", "POST", update, **TOKEN, **kind)
    assert (refused.status, json.loads(content)["type"].rpartition("/")[2]) == (409, "triple-in-two-graphs")
    assert "http://x/twice" in json.loads(content)["detail"]
    turtle = {"Content-Type": "text/turtle"}
    assert ask(address, "/data?graph=http://x/twice", "POST", f"{label} .", **TOKEN, **turtle)[0].status == 409
    broken, _ = ask(address, "/sparql", "POST", "INSERT DATA { <a> <b> }", **TOKEN, **kind)
    assert broken.status == 400
    assert Generations(store).current_number() == before


def test_writes_are_off_without_a_token(served):
    for method, path, body, kind in WRITES:
        response = served.client.open(path, method=method, data=body, content_type=kind, headers=TOKEN)
        assert response.status_code == 403
