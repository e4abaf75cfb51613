"""What the service says of its data: VoID and DCAT, with counts that are true, and the description of the endpoint."""

from __future__ import annotations

from hashlib import sha256

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID
from service_store import BROWSER, Served

from graph.dumps import write_dump
from service.app import create_app
from service.settings import read_settings

pytest_plugins = ["service_store"]

DATASET = rdflib.URIRef("https://w3id.org/lienvan/dataset")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


def read(served, path):
    response = served.client.get(path, headers={"Accept": "text/turtle"})
    assert (response.status_code, response.mimetype) == (200, "text/turtle")
    return rdflib.Graph().parse(data=response.data, format="turtle")


def count(served, query):
    return int(served.select(query).rows[0]["n"])


@pytest.fixture(scope="module")
def served(gold_store):
    """With time to count everything, also on a machine that has other work."""
    settings = read_settings({"LIENVAN_STORE": str(gold_store), "LIENVAN_QUERY_TIMEOUT": "60"})
    app = create_app(settings)
    yield Served(app, app.test_client(), settings)
    app.extensions["lienvan"].close()


@pytest.fixture(scope="module")
def described(served):
    return read(served, "/dataset")


def test_both_addresses_say_the_same(served, described):
    assert len(read(served, "/.well-known/void")) == len(described)


@pytest.mark.parametrize("accept", ["text/html", BROWSER])
def test_a_browser_gets_a_page(served, accept):
    response = served.client.get("/dataset", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert "Accept" in response.headers["Vary"]
    for address in (
        "/dumps/lienvan.nq.gz",
        "/dumps/SHA256SUMS",
        "/.well-known/void",
        "/dataset?format=ttl",
        "LICENSE-2.0",
    ):
        assert address in response.text, address
    assert "Every fact leads back" in served.client.get("/en/dataset").text


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/dataset", "*/*", "text/turtle"),
        ("/dataset", "application/ld+json", "application/ld+json"),
        ("/dataset?format=rdf", BROWSER, "application/rdf+xml"),
        ("/.well-known/void", "text/html;q=0.9, */*;q=0.1", "text/turtle"),
    ],
)
def test_programs_get_the_description(served, path, accept, media_type):
    response = served.client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, media_type)


def test_the_page_shows_the_checksum_of_a_dump_that_was_made(served):
    folder = write_dump(served.app.extensions["lienvan"].generation())
    digest = sha256((folder / "lienvan.nq.gz").read_bytes()).hexdigest()
    assert digest in served.client.get("/vi/dataset").text


def test_counts_are_true(served, described):
    assert int(described.value(DATASET, VOID.triples)) == count(served, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert int(described.value(DATASET, VOID.documents)) == 2
    parts = list(described.objects(DATASET, VOID.classPartition))
    assert int(described.value(DATASET, VOID.classes)) == len(parts) > 10
    target = rdflib.URIRef("https://w3id.org/lienvan/ontology#Target")
    (part,) = [part for part in parts if (part, VOID["class"], target) in described]
    query = f"SELECT (COUNT(*) AS ?n) {{ ?s a <{target}> }}"
    assert int(described.value(part, VOID.entities)) == count(served, query)
    shares = [int(described.value(part, VOID.triples)) for part in described.objects(DATASET, VOID.propertyPartition)]
    assert sum(shares) == int(described.value(DATASET, VOID.triples))


def test_every_dump_that_is_named_can_be_had(served, described):
    urls = {str(url) for url in described.objects(None, DCAT.downloadURL)}
    assert len(urls) == 3
    for url in urls:
        assert served.client.get(url.removeprefix("http://localhost")).status_code in {200, 503}
    assert set(described.subjects(RDF.type, DCAT.Distribution)) == set(described.objects(None, DCAT.distribution))


def test_each_document_is_a_part_with_its_graph(served, described):
    graphs = set(described.objects(DATASET, VOID.subset))
    assert {str(graph) for graph in graphs} <= served.app.extensions["lienvan"].graphs()
    assert len(graphs) == 2
    assert all(described.value(graph, DCTERMS.subject) for graph in graphs)


def test_the_endpoint_names_its_graphs_and_says_what_it_cannot(served):
    graph = read(served, "/sparql")
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert names == served.app.extensions["lienvan"].graphs()
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert (service, SD.supportedLanguage, SD.SPARQL11Update) not in graph
    assert (service, SD.feature, SD.BasicFederatedQuery) not in graph
