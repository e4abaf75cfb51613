"""Nothing that is asked or sent makes the service reach out, however it is spelled: a listening socket stays silent.

Federation to an endpoint that the operator allows works, and to no other.
"""

from __future__ import annotations

import http.server
import json
import socket
import threading

import pytest
from empty_store import make_empty_store

from graph.editing import Payload, Write, edit
from ontology import Iris
from service.app import create_app
from service.settings import read_settings

TOKEN = {"Authorization": "Bearer t"}
ANSWER = {"head": {"vars": ["o"]}, "results": {"bindings": [{"o": {"type": "literal", "value": "từ xa"}}]}}

QUERIES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { service<URL>{ ?s ?p ?o } }",
    "SELECT * { # SERVICE\n SERVICE # here\n <URL> { ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <URL> { ?s ?p ?o } }",
    r"SELECT * { S\U00000045RVICE <URL> { ?s ?p ?o } }",
    r"SELECT * \u007B SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICEe: { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <URL> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?e) SERVICE SILENT ?e { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } } }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?a ?b 5SERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * FROM e: { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "DESCRIBE <URL>",
]
UPDATES = [
    "LOAD <URL>",
    "LOAD SILENT <URL>",
    "load<URL>into graph<http://x/g>",
    r"\u004COAD <URL>",
    "INSERT DATA { <http://a> <http://b> 1 } ; LOAD <URL>",
    "LOAD <file:///etc/passwd>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    r"INSERT { ?s ?p ?o } WHERE { \u0053ERVICE <URL> { ?s ?p ?o } }",
    "DELETE { ?s ?p ?o } WHERE { VALUES ?e { <URL> } SERVICE ?e { ?s ?p ?o } }",
]
PAYLOADS = [
    ("application/ld+json", '{"@context": "URL", "name": "x"}'),
    ("application/ld+json", '{"@context": ["URL", {"a": "http://a/"}], "@id": "http://x", "a": 1}'),
    ("application/ld+json", '{"@context": {"@import": "URL", "a": "http://a/"}, "@id": "http://x", "a": 1}'),
    (
        "application/rdf+xml",
        '<!DOCTYPE r [<!ENTITY e SYSTEM "URL">]><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&e;</r:RDF>',
    ),
    (
        "application/rdf+xml",
        '<!DOCTYPE r SYSTEM "URL"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>',
    ),
    (
        "application/rdf+xml",
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "URL"> %p;]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    ),
    ("text/turtle", "@base <URL> . <> <p> <o> ."),
]


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.3)
        yield listening


def make(tmp_path, **settings):
    make_empty_store(tmp_path, Iris())
    turtle = "<http://a> <http://b> 'ở đây' .".encode()
    edit(tmp_path, Iris(), Write("http://x/g", [Payload(turtle, "text/turtle", "http://x/")], replace=True))
    return create_app(read_settings({"LIENVAN_STORE": str(tmp_path), "LIENVAN_TOKEN": "t", **settings}))


@pytest.mark.parametrize("allowed", ["", "http://127.0.0.1:1/sparql"], ids=["nothing allowed", "another allowed"])
def test_a_listening_socket_stays_silent(tmp_path, listener, allowed):
    app = make(tmp_path, LIENVAN_FEDERATION=allowed)
    client = app.test_client()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    for query in QUERIES:
        status = client.post("/sparql", data={"query": query.replace("URL", url)}).status_code
        assert status in ({200} if query == "DESCRIBE <URL>" else {200, 400, 403}), query
    for name in ("default-graph-uri", "named-graph-uri"):
        assert client.get("/sparql", query_string={"query": "ASK {}", name: url}).status_code == 400
    for update in UPDATES:
        assert client.post("/sparql", data={"update": update.replace("URL", url)}, headers=TOKEN).status_code == 403
    for number, (media_type, content) in enumerate(PAYLOADS):
        body = content.replace("URL", url).encode()
        path = f"/data?graph=http://x/{number}"
        assert client.put(path, data=body, content_type=media_type, headers=TOKEN).status_code in {201, 400}
    app.extensions["lienvan"].close()
    with pytest.raises(TimeoutError):
        listener.accept()


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers every query with one row."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        content = json.dumps(ANSWER).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def test_federation_to_an_allowed_endpoint(tmp_path, listener):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        allowed = f"http://127.0.0.1:{server.server_port}/sparql"
        other = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        app = make(tmp_path, LIENVAN_FEDERATION=allowed)
        client = app.test_client()

        def ask(query):
            return client.post("/sparql", data={"query": query}, headers={"Accept": "application/json"})

        both = f"SELECT ?here ?o {{ <http://a> <http://b> ?here SERVICE <{allowed}> {{ ?s ?p ?o }} }}"
        (row,) = ask(both).json["results"]["bindings"]
        assert (row["here"]["value"], row["o"]["value"]) == ("ở đây", "từ xa")
        prefixed = ask(f"PREFIX e: <{allowed}> SELECT ?o {{ SERVICE SILENT e: {{ ?s ?p ?o }} }}")
        assert prefixed.json["results"]["bindings"][0]["o"]["value"] == "từ xa"
        refused = ask(f"SELECT ?o {{ SERVICE <{allowed}> {{ ?s ?p ?o }} SERVICE <{other}> {{ ?s ?p ?o }} }}")
        assert (refused.status_code, refused.json["allowed"]) == (403, [allowed])
        variable = ask(f"SELECT ?o {{ VALUES ?e {{ <{allowed}> }} SERVICE ?e {{ ?s ?p ?o }} }}")
        assert variable.status_code == 403
        app.extensions["lienvan"].close()
        server.shutdown()
    with pytest.raises(TimeoutError):
        listener.accept()
