"""``/sparql`` as the SPARQL 1.1 Protocol asks for it, and what it refuses."""

from __future__ import annotations

import json
import socket
from xml.etree import ElementTree as ET

import pytest
import rdflib
from service_store import BROWSER

pytest_plugins = ["service_store"]

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ROWS = "SELECT ?s { ?s a <https://w3id.org/lienvan/ontology#Assignment> } ORDER BY ?s"
GRAPH = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 5"
PLACES = "https://w3id.org/lienvan/graph/places"


def get(served, query, **headers):
    return served.client.get("/sparql", query_string={"query": query}, headers=headers)


def test_query_by_get(served):
    response = get(served, COUNT, Accept="application/sparql-results+json")
    assert response.status_code == 200
    assert int(response.json["results"]["bindings"][0]["n"]["value"]) > 5000


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded;charset=utf-8"]
)
def test_query_by_form(served, content_type):
    response = served.client.post("/sparql", data={"query": "ASK {}"}, content_type=content_type)
    assert response.json == {"head": {}, "boolean": True}


def test_query_direct(served):
    query = 'SELECT ("Bạch Thông" AS ?x) {}'.encode()
    response = served.client.post("/sparql", data=query, content_type="application/sparql-query; charset=utf-8")
    assert response.json["results"]["bindings"][0]["x"]["value"] == "Bạch Thông"


def test_query_direct_with_a_dataset_in_the_address(served):
    response = served.client.post(
        "/sparql", query_string={"default-graph-uri": PLACES}, data=COUNT, content_type="application/sparql-query"
    )
    whole = get(served, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{PLACES}> {{ ?s ?p ?o }} }}", Accept="application/json")
    assert response.json == whole.json
    assert response.json != get(served, COUNT, Accept="application/json").json


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.3", "application/sparql-results+xml"),
        (BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_forms_of_rows(served, accept, content_type):
    response = get(served, ROWS + " LIMIT 3", Accept=accept)
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert "Accept" in response.headers["Vary"]
    assert b"assignment/" in response.data


@pytest.mark.parametrize(
    ("accept", "rdflib_format"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-quads", "nquads"),
        ("application/trig", "trig"),
        ("*/*", "turtle"),
    ],
)
def test_forms_of_graphs(served, accept, rdflib_format):
    response = get(served, GRAPH, Accept=accept)
    assert response.status_code == 200
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=response.data, format=rdflib_format)
    assert len(list(graph.triples((None, None, None)))) == 5


@pytest.mark.parametrize("name", ["csv", "text/csv"])
def test_the_form_by_parameter_wins(served, name):
    response = served.client.get(
        "/sparql", query_string={"query": ROWS, "format": name}, headers={"Accept": "application/json"}
    )
    assert response.mimetype == "text/csv"


def test_406_names_what_there_is(served):
    response = get(served, ROWS, Accept="image/png, application/problem+json;q=0.1")
    assert response.status_code == 406
    assert response.json["forms"] == ["json", "xml", "csv", "tsv"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"default-graph-uri": PLACES}, True),
        ({"named-graph-uri": PLACES}, False),
        ({}, True),
    ],
)
def test_the_dataset_of_the_request(served, parameters, expected):
    query = "ASK { ?s a <https://w3id.org/lienvan/ontology#Place> }"
    response = served.client.get("/sparql", query_string={"query": query, **parameters})
    assert response.json["boolean"] is expected


@pytest.mark.parametrize(
    "parameters",
    [
        {"query": "SELECT * FROM <http://127.0.0.1:1/x> { ?s ?p ?o }"},
        {"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"},
        {"query": "SELECT * FROM NAMED <http://127.0.0.1:1/x> { GRAPH ?g { ?s ?p ?o } }"},
        {"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": "http://127.0.0.1:1/x"},
        {"query": "SELECT * { ?s ?p ?o }", "named-graph-uri": "file:///etc/passwd"},
    ],
)
def test_graphs_are_looked_for_in_the_store_and_nowhere_else(served, parameters):
    response = served.client.get("/sparql", query_string=parameters, headers={"Accept": "application/json"})
    assert response.status_code == 400
    assert response.json["type"].endswith("/problem/unknown-graph")


def test_nothing_reaches_out(served):
    """A listening socket stays silent, whatever is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        for query in (
            f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        ):
            assert get(served, query, Accept="application/json").status_code in {400, 403}
        for update in (f"LOAD <{url}>", f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"):
            assert served.client.post("/sparql", data={"update": update}).status_code == 403
            assert get(served, update, Accept="application/json").status_code in {400, 403}
        with pytest.raises(TimeoutError):
            listener.accept()


def test_service_is_refused_with_a_reason(served):
    response = get(
        served,
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        **{"Accept": "application/json", "Accept-Language": "en"},
    )
    assert response.status_code == 403
    assert "SERVICE is refused" in response.json["detail"]


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("post", {"data": {"update": "CLEAR ALL"}}, 403),
        ("post", {"data": "CLEAR ALL", "content_type": "application/sparql-update"}, 403),
        ("get", {"query_string": {"update": "CLEAR ALL"}}, 405),
        ("post", {"data": "<x/>", "content_type": "application/xml"}, 415),
        ("post", {"data": {"other": "x"}}, 400),
        ("get", {"query_string": {"query": ["ASK {}", "ASK {}"]}}, 400),
        ("get", {"query_string": {"query": "ASK {"}}, 400),
        ("get", {"query_string": {"query": "ASK {}", "timeout": "soon"}}, 400),
        ("get", {"query_string": {"query": "ASK {}", "timeout": "-1"}}, 400),
        ("post", {"data": b"ASK { ?s ?p '\xff' }", "content_type": "application/sparql-query"}, 400),
        ("get", {"query_string": {"query": "ASK {}" + " " * 100_000}}, 413),
        ("put", {"data": "x"}, 405),
        ("delete", {}, 405),
    ],
)
def test_refusals_have_one_shape(served, method, arguments, status):
    response = getattr(served.client, method)("/sparql", headers={"Accept": "application/json"}, **arguments)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert set(response.json) >= {"type", "title", "status", "detail"}
    assert response.json["status"] == status
    assert served.client.get(response.json["type"].removeprefix("https://w3id.org/lienvan")).status_code == 200


def test_405_says_what_is_allowed(served):
    assert "POST" in served.client.put("/sparql").headers["Allow"]


def test_a_syntax_error_is_told_in_the_form_that_the_client_reads(served):
    query = "SELECT * {\n  ?s ?p"
    program = get(served, query, Accept="application/sparql-results+json")
    assert (program.status_code, program.json["line"], program.json["column"]) == (400, 2, 8)
    browser = get(served, query, Accept=BROWSER)
    assert (browser.status_code, browser.mimetype) == (400, "text/html")
    assert "Dòng 2, cột 8" in browser.text
    neither = get(served, query, **{"Accept": "text/csv", "Accept-Language": "en"})
    assert (neither.status_code, neither.mimetype) == (400, "text/plain")
    assert "Line 2, column 8" in neither.text


def test_a_deadline_that_passed_is_504(served):
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "timeout": "0.3"}
    response = served.client.get("/sparql", query_string=query, headers={"Accept": "application/json"})
    assert (response.status_code, response.json["limit"]) == (504, 0.3)


def links_of_json(text):
    return json.loads(text)["head"]["link"]


def links_of_xml(text):
    head = ET.fromstring(text)[0]
    return [child.get("href") for child in head if child.tag.endswith("link")]


@pytest.mark.parametrize(
    ("accept", "links"),
    [
        ("application/sparql-results+json", links_of_json),
        ("application/sparql-results+xml", links_of_xml),
        ("text/csv", None),
    ],
)
def test_a_cut_off_answer_says_so_in_header_and_body(served, accept, links):
    response = get(served, "SELECT ?s ?p { ?s ?p ?o }", Accept=accept)
    assert response.headers["Lienvan-Truncated"] == "rows=1000"
    assert links is None or links(response.text) == ["https://w3id.org/lienvan/problem/truncated"]


def test_a_cut_off_graph_says_so(served):
    response = get(served, "CONSTRUCT WHERE { ?s ?p ?o }", Accept="text/turtle")
    assert response.headers["Lienvan-Truncated"] == "rows=1000"
    assert response.text.endswith("# truncated: https://w3id.org/lienvan/problem/truncated\n")
    assert len(rdflib.Graph().parse(data=response.data, format="turtle")) == 1000


def test_a_whole_answer_says_nothing_of_the_kind(served):
    response = get(served, ROWS, Accept="application/json")
    assert "Lienvan-Truncated" not in response.headers
    assert "link" not in response.json["head"]


def test_an_answer_is_not_sent_twice(served):
    first = get(served, ROWS, Accept="text/csv")
    again = get(served, ROWS, **{"Accept": "text/csv", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = get(served, ROWS, **{"Accept": "application/json", "If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_an_answer_that_changes_by_itself_is_not_kept(served):
    first, second = (get(served, "SELECT (STRUUID() AS ?x) {}", Accept="text/csv") for _ in range(2))
    assert first.data != second.data
    assert "ETag" not in first.headers


def test_head_and_options(served):
    head = served.client.head("/sparql", query_string={"query": "ASK {}"})
    assert (head.status_code, head.data, head.mimetype) == (200, b"", "application/sparql-results+json")
    options = served.client.options("/sparql")
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in options.headers["Access-Control-Allow-Methods"]


def test_without_a_query_the_service_describes_itself(served):
    response = served.client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.data, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert str(service).endswith("/sparql")
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph


def test_a_browser_gets_an_editor_and_a_table(served):
    editor = served.client.get("/sparql", headers={"Accept": BROWSER})
    assert "<textarea" in editor.text
    table = served.client.get(
        "/sparql", query_string={"query": 'SELECT ("<script>x</script>" AS ?x) {}'}, headers={"Accept": BROWSER}
    )
    assert "&lt;script&gt;x&lt;/script&gt;</td>" in table.text
    yes = served.client.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": BROWSER})
    assert "Có</p>" in yes.text
    graph = served.client.get("/sparql", query_string={"query": GRAPH}, headers={"Accept": BROWSER})
    assert "<pre" in graph.text
