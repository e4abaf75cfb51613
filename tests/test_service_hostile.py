"""A plan that tries to be markup, and addresses that try to lead elsewhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
import rdflib
from gold_records import ROOT
from pyoxigraph import NamedNode, Quad
from service_store import BROWSER

from graph.generations import Generations
from graph.publish import load
from graph.store import open_store
from ontology import RDFS, Iris
from service.app import create_app
from service.checking import Checker
from service.settings import read_settings

pytest_plugins = ["service_store"]

EVIL = '<script>alert(1)</script><img src=x onerror=alert(2)>"><svg/onload=alert(3)>'
SCRIPT = "javascript:alert(4)"
ALL = "SELECT * { ?s ?p ?o FILTER(ISLITERAL(?o) && CONTAINS(STR(?o), 'alert')) } LIMIT 50"
BASE = "https://w3id.org/lienvan/"
EVENTS = re.compile(r"on\w+", re.IGNORECASE)


class Elements(HTMLParser):
    """Every element of a page with its attributes, as a browser would see them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.data = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, {name: value or "" for name, value in attributes}))

    def handle_data(self, data):
        self.data.append(data)


SIDECAR = """
source = 'https://example.org/?a=%%22onmouseover=alert(5)//'
number = "<b>7</b>/KH-UBND"
title = '''Kế hoạch %s'''
issuer = "Ủy ban nhân dân huyện Bạch Thông <i onclick=alert(6)>"
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The plan of huyện Bạch Thông with markup in its words, loaded as any other; and a link that is a script."""
    folder, root = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("hostile-store")
    plans = sorted((ROOT / "corpus").glob("*.txt"))
    text = next(text for path in plans if "huyện Bạch Thông" in (text := path.read_text("utf-8")))
    for words in ("Phòng Nội vụ", "Phòng Y tế", "đồng bào dân tộc thiểu số", "hộ nghèo", "Ủy ban nhân dân", "năm 2023"):
        text = text.replace(words, f"{words} {EVIL} {SCRIPT}", 3)
    (folder / "plan.txt").write_text(text.replace("I. ", f"I. {EVIL} ", 2), "utf-8")
    (folder / "plan.meta.toml").write_text(SIDECAR % EVIL, "utf-8")
    load([folder / "plan.txt"], root, iris=Iris(), check=Checker(Iris()))
    generation = Generations(root).current()
    store = open_store(generation.store_path, read_only=False)
    (document,) = generation.manifest.documents
    links = (NamedNode(SCRIPT), NamedNode("data:text/html,%3Cscript%3Ealert(7)%3C/script%3E"))
    store.add(Quad(NamedNode(document), RDFS.seeAlso.node, link, NamedNode(f"{BASE}graph/entities")) for link in links)
    store.add([Quad(NamedNode(f"{BASE}unit/evil"), RDFS.seeAlso.node, NamedNode(SCRIPT), NamedNode(f"{BASE}graph/x"))])
    store.flush()
    del store
    app = create_app(read_settings({"LIENVAN_STORE": str(root), "LIENVAN_QUERY_TIMEOUT": "20"}))
    yield app.test_client(), document
    app.extensions["lienvan"].close()


def paths_of(client, document):
    """Pages of every kind that the plan has anything on."""
    turtle = client.get(f"/graph{document.removeprefix(BASE.rstrip('/'))}.nt").text
    iris = sorted(set(re.findall(rf"<{BASE}([^>#]+)>", turtle)))
    kinds = {}
    for path in iris:
        kinds.setdefault(re.sub(r"/[^/]*\d[^/]*$", "", path), []).append(path)
    shown = [f"/{path}" for paths in kinds.values() for path in paths[:2]]
    word = "?q=" + quote(EVIL)
    fixed = ["/", "/documents", "/agencies", "/places", "/findings", "/network", "/questions", f"/search{word}"]
    fixed += [f"/ask{word}", "/search?q=alert", "/about", "/indicators", "/unit/evil", "/sparql?query=" + quote(ALL)]
    fixed += [
        "/questions/loaded-files",
        "/questions/signers",
        "/questions/resolutions",
        "/questions/loaded-files/evidence",
    ]
    fixed += ["/reconcile/preview?id=" + document.removeprefix(BASE), f"/{EVIL}", "/problem/" + quote(EVIL)]
    return [*fixed, *shown, *(f"/en{path}" for path in fixed[:5])]


def test_no_page_takes_words_for_markup(hostile):
    client, document = hostile
    seen = 0
    for path in paths_of(client, document):
        response = client.get(path, headers={"Accept": BROWSER}, follow_redirects=True)
        assert response.status_code in {200, 400, 404}, path
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        elements = Elements(response.text)
        check(elements, path)
        seen += "alert(1)" in "".join(elements.data)
    assert seen >= 5, "the words are there, as text"


def check(elements, path):
    for tag, attributes in elements.found:
        assert not [name for name in attributes if EVENTS.fullmatch(name) or name == "style"], (path, tag, attributes)
        if tag == "script":
            assert "src" in attributes or attributes == {"type": "application/ld+json"}, (path, attributes)
        assert tag not in {"iframe", "object", "embed", "b"}, (path, tag)
        if tag == "img":
            assert attributes["src"].startswith("/static/"), path
        for name in {"href", "src", "action", "formaction"} & set(attributes):
            address = attributes[name].strip().lower()
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", address)
            assert scheme is None or scheme[0] in {"http:", "https:"}, (path, tag, address)


def test_data_in_the_head_cannot_end_its_element(hostile):
    client, document = hostile
    text = client.get(document.removeprefix(BASE.rstrip("/")), headers={"Accept": BROWSER}).text
    (described,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert "<" not in described
    assert EVIL in json.loads(described)["name"]


def test_other_forms_stand_the_plan_too(hostile):
    client, document = hostile
    path = document.removeprefix(BASE.rstrip("/"))
    for form, name in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")):
        assert len(rdflib.Graph().parse(data=client.get(f"{path}.{form}").data, format=name)) > 100
    feed = ET.fromstring(client.get(f"{path}.atom").data)
    assert EVIL in "".join(feed.itertext())
    for address in (
        f"/search.json?q={quote(EVIL)}",
        "/questions/loaded-files.json",
        f"/ask?q={quote(EVIL)}&format=json",
    ):
        response = client.get(address)
        assert response.mimetype in {"application/json", "application/problem+json"}
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        json.loads(response.text)


@pytest.mark.parametrize(
    "path",
    [
        "/doc/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%252e%252e/%252e%252e/etc/passwd",
        "/doc/%c0%ae%c0%ae/%c0%ae%c0%ae/x",
        "/doc/a/b/..%2f..%2f..%2fetc%2fpasswd",
        "/doc/a/b/%2e%2e%5c%2e%2e%5cwindows",
        "/doc/a/b/．．/．．",
        "/doc/a/b/c%00.ttl",
        "/doc/a/b/c%0d%0aSet-Cookie:x=1",
        "/dumps/doc/..%2f..%2f..%2fmanifest.json.nq",
        "/dumps/%2e%2e%2fmanifest.json",
        "/ontology/docs/..%2f..%2fapp.css",
        "/ontology/docs/%252e%252e%252fapp.css",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/sitemap/..%2f..%2fmanifest.xml",
        "/graph/doc/..%2f..%2f..%2fcurrent",
        "/questions/..%2f..%2fapp",
        "/reconcile/preview?id=..%2f..%2fcurrent",
        "/agency/%3Cscript%3E/x%22%20onload=%22alert(1)",
        "/place/a/b%3E%20%7B%7D%20%3Cx",
    ],
)
def test_no_address_leads_outside(served, path):
    for accept in (BROWSER, "text/turtle", "application/json"):
        response = served.client.get(path, headers={"Accept": accept}, follow_redirects=True)
        assert response.status_code in {400, 404}, (path, accept)
        assert "root:" not in response.text
        assert "Set-Cookie" not in response.headers
        if accept == BROWSER:
            check(Elements(response.text), path)


def test_nothing_of_a_bug_is_shown(served, monkeypatch):
    def broken(*_):
        raise RuntimeError("the secret path /etc/lienvan")

    monkeypatch.setattr("service.linked_data.thing_page", broken)
    response = served.client.get("/ontology", headers={"Accept": BROWSER})
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert not served.app.debug
