"""Identifiers under the base: the page or the data about them, at the same path on this host."""

from __future__ import annotations

import pytest
import rdflib
from service_store import BACH_THONG, BROWSER

pytest_plugins = ["service_store"]

LV = rdflib.Namespace("https://w3id.org/lienvan/ontology#")
BASE = "https://w3id.org/lienvan"
DOCUMENT = BACH_THONG.removeprefix(BASE)
AGENCY = "/agency/phong-noi-vu/huyen-bach-thong-bac-kan"


def graph_of(response, rdflib_format="turtle"):
    assert response.status_code == 200, response.text
    return rdflib.Graph().parse(data=response.data, format=rdflib_format)


@pytest.mark.parametrize(
    ("path", "accept", "status", "location"),
    [
        # a document is answered where it is
        (DOCUMENT, BROWSER, 200, None),
        (DOCUMENT, "*/*", 200, None),
        (DOCUMENT, "text/turtle", 200, None),
        # its parts are on its page, or in data of their own
        (f"{DOCUMENT}/assignment/3", BROWSER, 303, f"{DOCUMENT}?part=assignment/3#mark"),
        (f"{DOCUMENT}/assignment/3", "text/turtle", 303, f"{DOCUMENT}/assignment/3.ttl"),
        (f"{DOCUMENT}/task/III.2.a", BROWSER, 303, f"{DOCUMENT}?part=task/III.2.a#mark"),
        # the fragment that says which characters stays the browser's
        (f"{DOCUMENT}/text", BROWSER, 303, DOCUMENT),
        # things that are no documents redirect
        (AGENCY, BROWSER, 303, f"/vi{AGENCY}"),
        (AGENCY, "application/ld+json", 303, f"{AGENCY}.jsonld"),
        ("/place/gso-2024/063", BROWSER, 303, "/vi/place/gso-2024/063"),
        ("/programme/1719/5/2", "application/rdf+xml", 303, "/programme/1719/5/2.rdf"),
        ("/indicator/poverty-rate", "application/n-triples", 303, "/indicator/poverty-rate.nt"),
        ("/unit/nam", BROWSER, 303, "/vi/unit/nam"),
        # neither page nor identifier
        ("/nothing/here", BROWSER, 404, None),
        ("/doc/one/two", BROWSER, 404, None),
        ("/place/gso-2024/99999", "text/turtle", 303, "/place/gso-2024/99999.ttl"),
        (DOCUMENT, "image/png", 406, None),
    ],
)
def test_where_an_identifier_leads(served, path, accept, status, location):
    response = served.client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.headers.get("Location")) == (status, location)


def test_the_reader_gets_the_page_in_their_language(served):
    response = served.client.get(AGENCY, headers={"Accept": BROWSER, "Accept-Language": "en-GB,en;q=0.9"})
    assert response.headers["Location"] == f"/en{AGENCY}"
    assert set(response.vary) >= {"Accept", "Accept-Language"}


@pytest.mark.parametrize(
    ("suffix", "rdflib_format"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")]
)
def test_the_data_about_an_agency(served, suffix, rdflib_format):
    graph = graph_of(served.client.get(f"{AGENCY}.{suffix}"), rdflib_format)
    agency = rdflib.URIRef(BASE + AGENCY)
    assert (agency, rdflib.RDF.type, LV.Agency) in graph
    assert set(graph.subjects(LV.agency, agency)), "what speaks of it is there too"


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_the_data_of_a_document_has_all_its_parts(served, accept):
    names = {
        "text/turtle": "turtle",
        "application/ld+json": "json-ld",
        "application/n-triples": "nt",
        "application/rdf+xml": "xml",
    }
    response = served.client.get(DOCUMENT, headers={"Accept": accept})
    graph = graph_of(response, names[accept])
    document = rdflib.URIRef(BACH_THONG)
    (title,) = graph.objects(document, LV.title)
    assert "huyện Bạch Thông năm 2023" in title
    assert len(set(graph.subjects(rdflib.RDF.type, LV.Assignment))) == 34
    assert set(graph.objects(None, LV.text))
    assert "Accept" in response.vary


def test_the_text_itself(served):
    response = served.client.get(f"{DOCUMENT}/text", headers={"Accept": "text/plain"})
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Văn phòng HĐND&UBND huyện" in response.text
    passages = graph_of(served.client.get(f"{DOCUMENT}/text", headers={"Accept": "text/turtle"}))
    for passage, start in passages.subject_objects(LV.start):
        end = passages.value(passage, LV.end)
        quoted = " ".join(response.text[int(start) : int(end)].split())
        assert str(passages.value(passage, LV.text))[:20] in quoted


def test_a_named_graph(served):
    graph = graph_of(served.client.get(f"/graph{DOCUMENT}", headers={"Accept": "text/turtle"}))
    assert (rdflib.URIRef(BACH_THONG), rdflib.RDF.type, LV.Plan) in graph


@pytest.mark.parametrize(
    "path", ["/place/gso-2024/99999.ttl", "/vi/place/gso-2024/99999", f"{DOCUMENT}/target/9999.ttl"]
)
def test_what_the_graph_does_not_know_is_404(served, path):
    response = served.client.get(path, headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert response.json["type"].endswith("/problem/not-found")


def test_a_page_links_to_its_data(served):
    response = served.client.get(DOCUMENT, headers={"Accept": BROWSER})
    assert f'<{BACH_THONG}>; rel="canonical"' in response.headers["Link"]
    assert f'<{DOCUMENT}.ttl>; rel="alternate"; type="text/turtle"' in response.headers["Link"]


def test_data_is_not_sent_twice(served):
    first = served.client.get(f"{AGENCY}.ttl")
    assert served.client.get(f"{AGENCY}.ttl", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/doc/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/../app.py", "/graph/doc/..%2f..%2f"]
)
def test_no_path_leads_outside(served, path):
    assert served.client.get(path, headers={"Accept": BROWSER}, follow_redirects=True).status_code == 404


def test_the_ontology_is_one_document(served):
    response = served.client.get("/ontology", headers={"Accept": "text/turtle"})
    graph = graph_of(response)
    assert (LV.Target, rdflib.RDF.type, rdflib.OWL.Class) in graph
    assert (LV.leads, rdflib.RDF.type, rdflib.OWL.ObjectProperty) in graph
    page = served.client.get("/ontology", headers={"Accept": BROWSER})
    assert page.text.count('id="Target"') == 1
    assert "eli:" in page.text


def test_the_context_reads_what_is_served(served):
    context = served.client.get("/context.jsonld")
    assert context.mimetype == "application/ld+json"
    assert "@context" in context.json
