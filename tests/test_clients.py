"""The clients of the README, as they are, against the served service."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pandas as pd
import pytest
import rdflib
from live_server import live_server
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

pytest_plugins = ["service_store"]

ROOT = Path(__file__).parent.parent
LV = rdflib.Namespace("https://w3id.org/lienvan/ontology#")
TARGETS = f"SELECT (COUNT(*) AS ?n) {{ ?target a <{LV.Target}> }}"
MINE = "https://example.org/mine"
NODE = ROOT / "tests" / "node"


@pytest.fixture(scope="module")
def address(gold_store, tmp_path_factory):
    store = tmp_path_factory.mktemp("clients") / "store"
    shutil.copytree(gold_store, store)
    with live_server(store, LIENVAN_TOKEN="mã") as url:
        yield url


@pytest.fixture(scope="module")
def targets(address):
    url = f"{address}/sparql?query={urllib.request.quote(TARGETS)}&format=csv"
    with urllib.request.urlopen(url) as response:
        return int(response.read().split()[1])


def readme_blocks(language):
    """The code blocks of a kind in the README that talk to the service."""
    text = (ROOT / "README.md").read_text("utf-8")
    return [block for block in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) if "127.0.0.1:8000" in block]


@pytest.mark.parametrize("block", readme_blocks("python"), ids=lambda block: block.split("\n", 1)[0])
def test_python_of_the_readme(address, targets, block, capsys):
    """Each block runs as it stands, and those that count the targets count them all."""
    exec(compile(block.replace("http://127.0.0.1:8000", address).replace("TOKEN", "mã"), "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert str(targets) in printed or "count" not in block.lower()


@pytest.mark.parametrize("line", [line for block in readme_blocks("sh") for line in block.strip().splitlines()])
def test_commands_of_the_readme(address, line, tmp_path):
    (tmp_path / "question.rq").write_text(TARGETS, "utf-8")
    (tmp_path / "mine.ttl").write_text(f"<{MINE}/a> <{MINE}/p> 'của tôi' .", "utf-8")
    command = line.replace("http://127.0.0.1:8000", address).replace("TOKEN", "mã")
    done = subprocess.run(
        ["sh", "-c", f"{command} --fail-with-body -sS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()


def test_sparqlwrapper_by_post(address, targets):
    client = SPARQLWrapper(f"{address}/sparql", returnFormat=JSON)
    client.setMethod(POST)
    client.setQuery(TARGETS)
    assert int(client.queryAndConvert()["results"]["bindings"][0]["n"]["value"]) == targets


def test_rdflib_store_reads(address, targets):
    graph = rdflib.Graph(store=SPARQLStore(f"{address}/sparql", returnFormat="json"))
    assert len(list(graph.subjects(rdflib.RDF.type, LV.Target))) == targets
    assert int(next(iter(graph.query(TARGETS)))[0]) == targets


def test_rdflib_store_writes_with_the_token_and_not_without(address):
    header = {"Authorization": "Bearer mã".encode().decode("latin-1")}
    store = SPARQLUpdateStore(f"{address}/sparql", f"{address}/sparql", headers=header, returnFormat="json")
    graph = rdflib.Graph(store=store, identifier=rdflib.URIRef(MINE))
    triple = (rdflib.URIRef(f"{MINE}/s"), rdflib.RDFS.label, rdflib.Literal("ghi chú", lang="vi"))
    graph.add(triple)
    assert triple in graph
    graph.remove(triple)
    assert triple not in graph
    without = SPARQLUpdateStore(f"{address}/sparql", f"{address}/sparql")
    with pytest.raises(Exception, match="401"):
        rdflib.Graph(store=without, identifier=rdflib.URIRef(MINE)).add(triple)


def test_pandas(address, targets):
    url = f"{address}/sparql?query={urllib.request.quote(f'SELECT ?t {{ ?t a <{LV.Target}> }}')}&format=csv"
    assert len(pd.read_csv(url)) == targets
    with urllib.request.urlopen(url) as response:
        assert pd.read_csv(io.BytesIO(response.read()))["t"].str.contains("/target/").all()


def test_comunica(address, targets):
    query = f"SELECT ?t ?d {{ ?t a <{LV.Target}> . ?d <{LV.number}> ?n }} LIMIT 5"
    command = ["node", str(NODE / "comunica.mjs"), f"{address}/sparql"]
    counted = subprocess.run([*command, TARGETS], capture_output=True, check=True, timeout=120)
    assert int(json.loads(counted.stdout)["n"]) == targets
    rows = subprocess.run([*command, query], capture_output=True, check=True, timeout=120).stdout.splitlines()
    assert len(rows) == 5
    assert all("/target/" in json.loads(row)["t"] for row in rows)


def test_yasgui_asks_from_another_site(address, targets):
    """What its browser sends: a preflight, then a POST with an Origin, with the media types of YASR."""
    origin = {"Origin": "https://yasgui.org"}
    preflight = urllib.request.Request(f"{address}/sparql", method="OPTIONS", headers=origin)
    with urllib.request.urlopen(preflight) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "POST" in response.headers["Access-Control-Allow-Methods"]
    accept = "application/sparql-results+json,*/*;q=0.9"
    data = urllib.parse.urlencode({"query": TARGETS}).encode()
    asked = urllib.request.Request(f"{address}/sparql", data=data, headers={**origin, "Accept": accept})
    with urllib.request.urlopen(asked) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert int(json.load(response)["results"]["bindings"][0]["n"]["value"]) == targets
