"""The W3C's test suites for the SPARQL protocol, the graph store protocol and the service description.

Copyright © W3C; see ``data/w3c_protocol.toml`` for where they come from and their licence.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import rdflib
from empty_store import make_empty_store
from rdflib.compare import isomorphic

from graph.editing import Payload, Write, edit
from ontology import Iris
from service.app import create_app
from service.settings import read_settings

DATA = "http://kasei.us/2009/09/sparql/data"
TOKEN = {"Authorization": "Bearer người ghi".encode().decode("latin-1")}
TYPES = {
    "form": "application/x-www-form-urlencoded",
    "query": "application/sparql-query",
    "update": "application/sparql-update",
}
TABULAR = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
FORMATS = {
    "tabular": TABULAR,
    "boolean": TABULAR - {"text/csv", "text/tab-separated-values"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"},
}
TESTS = tomllib.loads((Path(__file__).parent / "data" / "w3c_protocol.toml").read_text("utf-8"))["test"]
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    root = tmp_path_factory.mktemp("w3c")
    make_empty_store(root, Iris())
    for name in ("data0", "data1", "data2", "data3"):
        iri = f"{DATA}/{name}.rdf"
        content = f"<{iri}> a <http://xmlns.com/foaf/0.1/Document> ."
        edit(root, Iris(), Write(iri, [Payload(content.encode(), "text/turtle", iri)], replace=True))
    app = create_app(read_settings({"LIENVAN_STORE": str(root), "LIENVAN_TOKEN": "người ghi"}))
    yield app.test_client()
    app.extensions["lienvan"].close()


@pytest.mark.parametrize("test", TESTS, ids=[test["name"] for test in TESTS])
def test_protocol(client, test):
    for step in test["steps"]:
        sent = {name: value.replace("{d}", DATA) if isinstance(value, str) else value for name, value in step.items()}
        kind = sent.get("type")
        response = client.open(
            f"/sparql/?{sent['query']}" if "query" in sent else "/sparql/",
            method=sent.get("method", "POST"),
            data=sent.get("body", "").encode(sent.get("encoding", "utf-8")),
            content_type=TYPES.get(kind, kind),
            headers=TOKEN,
        )
        assert response.status_code // 100 == sent.get("expect", 2), response.text
        if "boolean" in sent:
            assert response.json["boolean"] is sent["boolean"]
        if "format" in sent:
            assert response.mimetype in FORMATS[sent["format"]]


PREFIXES = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix v: <http://www.w3.org/2006/vcard/ns#> ."
PERSON = "<https://w3id.org/lienvan/data/person/1>"
JOHN = f'{PREFIXES} {PERSON} a foaf:Person; foaf:businessCard [ a v:VCard; v:fn "John Doe" ] .'
JANE = JOHN.replace("John", "Jane")
ALICE = f'{PREFIXES} [] a foaf:Person; foaf:businessCard [ a v:VCard; v:given-name "Alice" ] .'
NAMED = f'{PREFIXES} {PERSON} a foaf:Person; foaf:name "Jane Doe"; foaf:businessCard [ a v:VCard; v:fn "Jane Doe" ] .'
WHOLE = NAMED.replace("foaf:name", 'foaf:givenName "Jane"; foaf:familyName "Doe"; foaf:name')
PARTS = {"lastName.ttl": 'foaf:familyName "Doe"', "firstName.ttl": 'foaf:givenName "Jane"'}
TURTLE = "text/turtle; charset=utf-8"
ONE, TWO = "/data/person/1.ttl", "/data/person/2.ttl"


def send(client, method, path, content="", content_type=TURTLE):
    return client.open(path, method=method, data=content.encode(), content_type=content_type, headers=TOKEN)


def holds(client, path, expected):
    response = client.get(path, headers={"Accept": "text/turtle"})
    assert response.status_code == 200
    found = rdflib.Graph().parse(data=response.data, format="turtle")
    return isomorphic(found, rdflib.Graph().parse(data=expected, format="turtle"))


def test_graph_store(client):
    """The suite is one story: each of its tests stands on what those before it left."""
    assert send(client, "PUT", ONE, JOHN).status_code == 201
    assert holds(client, "/data?graph=https://w3id.org/lienvan/data/person/1.ttl", JOHN)
    assert send(client, "PUT", ONE, JANE).status_code == 204
    assert holds(client, ONE, JANE)
    assert send(client, "PUT", "/data?default", ALICE).status_code in {201, 204}
    assert holds(client, "/data?default", ALICE)
    assert send(client, "PUT", ONE, JANE, "application/rdf+xml").status_code == 400
    assert send(client, "PUT", TWO, ALICE).status_code == 201
    assert send(client, "DELETE", TWO).status_code == 200
    assert client.get(TWO).status_code == 404
    assert send(client, "DELETE", TWO).status_code == 404
    assert send(client, "POST", ONE, f'{PREFIXES} {PERSON} foaf:name "Jane Doe" .').status_code == 200
    assert holds(client, ONE, NAMED)
    files = {name: (f"{PREFIXES} {PERSON} {part} .", TURTLE) for name, part in PARTS.items()}
    boundary = "a6fe4cd636164618814be9f8d3d1a0de"
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n{text}\r\n"
        for name, (text, kind) in files.items()
    )
    posted = send(client, "POST", ONE, f"{body}--{boundary}--\r\n", f"multipart/form-data; boundary={boundary}")
    assert posted.status_code == 200
    assert holds(client, ONE, WHOLE)
    made = send(client, "POST", "/data", ALICE)
    assert made.status_code == 201
    place = made.headers["Location"]
    assert holds(client, place, ALICE)
    assert send(client, "POST", place).status_code in {200, 204}
    assert holds(client, place, ALICE)
    assert client.head(ONE).status_code == 200
    assert client.head("/data/person/4.ttl").status_code == 404


@pytest.fixture(scope="module")
def description(client):
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.mimetype) == (200, "text/turtle")
    return rdflib.Graph().parse(data=response.data, format="turtle")


def test_service_description_returns_rdf(description):
    assert len(description) > 10


def test_service_description_has_an_endpoint_triple(description):
    assert (None, SD.endpoint, rdflib.URIRef("http://localhost/sparql")) in description


def test_service_description_conforms_to_its_schema(description):
    """Every term of the vocabulary that is used is one of its terms, on a subject of its domain."""
    properties = {
        SD.endpoint: SD.Service,
        SD.feature: SD.Service,
        SD.defaultEntailmentRegime: SD.Service,
        SD.supportedLanguage: SD.Service,
        SD.resultFormat: SD.Service,
        SD.inputFormat: SD.Service,
        SD.defaultDataset: SD.Service,
        SD.availableGraphs: SD.Service,
        SD.defaultGraph: SD.Dataset,
        SD.namedGraph: SD.Dataset,
        SD.name: SD.NamedGraph,
        SD.graph: SD.NamedGraph,
    }
    used = {triple for triple in description if str(triple[1]).startswith(str(SD))}
    assert used
    for subject, predicate, _ in used:
        assert (subject, rdflib.RDF.type, properties[predicate]) in description
    endpoints = [subject for subject, _ in description.subject_objects(SD.endpoint)]
    assert len(endpoints) == len(set(endpoints)) == 1
