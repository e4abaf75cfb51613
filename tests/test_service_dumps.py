"""The whole graph and each document as N-Quads, with checksums; sitemap and robots."""

from __future__ import annotations

import gzip
import hashlib
import re
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import RdfFormat, parse
from service_store import BACH_THONG

from graph.generations import Generations
from service import dumps, sitemap

pytest_plugins = ["service_store"]

DOCUMENT = BACH_THONG.removeprefix("https://w3id.org/lienvan/")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setattr(dumps, "PATIENCE", 300)


def test_the_whole_graph_is_what_the_store_holds(served, gold_store):
    response = served.client.get("/dumps/lienvan.nq.gz")
    assert (response.status_code, response.mimetype) == (200, "application/gzip")
    assert "Content-Encoding" not in response.headers
    quads = set(parse(gzip.decompress(response.data), format=RdfFormat.N_QUADS))
    assert quads == set(Generations(gold_store).current().open().quads())


def test_every_file_has_its_checksum(served):
    lines = served.client.get("/dumps/SHA256SUMS").text.splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert len(sums) == 1 + 2
    for name, digest in sums.items():
        assert hashlib.sha256(served.client.get(f"/dumps/{name}").data).hexdigest() == digest, name


def test_a_document_alone(served):
    response = served.client.get(f"/dumps/{DOCUMENT}.nq")
    assert response.mimetype == "application/n-quads"
    graphs = {quad.graph_name.value for quad in parse(response.data, format=RdfFormat.N_QUADS)}
    assert graphs == {BACH_THONG.replace("/doc/", "/graph/doc/")}


@pytest.mark.parametrize("path", ["/dumps/lienvan.nq.gz", "/dumps/SHA256SUMS", f"/dumps/{DOCUMENT}.nq"])
def test_a_client_that_was_cut_off_goes_on(served, path):
    whole = served.client.get(path)
    rest = served.client.get(path, headers={"Range": "bytes=100-", "If-Range": whole.headers["ETag"]})
    assert rest.status_code == 206
    assert rest.data == whole.data[100:]
    assert rest.headers["Content-Range"] == f"bytes 100-{len(whole.data) - 1}/{len(whole.data)}"
    assert served.client.get(path, headers={"Range": f"bytes={len(whole.data)}-"}).status_code == 416
    assert served.client.get(path, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/dumps/doc/nobody/2020/1.nq", "/dumps/../current", "/dumps/%2e%2e/manifest.json", "/dumps/SHA256SUMS.gz"]
)
def test_nothing_else_is_there(served, path):
    assert served.client.get(path).status_code == 404


def test_while_a_large_dump_is_made_the_answer_is_503(served, monkeypatch):
    class Slow:
        def poll(self):
            return None

    monkeypatch.setattr(dumps, "PATIENCE", 0.1)
    monkeypatch.setattr(dumps, "FOLDER", "not-yet")
    monkeypatch.setattr(dumps, "_writer", lambda _: Slow())
    response = served.client.get("/dumps/lienvan.nq.gz", headers={"Accept": "application/json"})
    assert (response.status_code, response.json["type"].rpartition("/")[2]) == (503, "being-made")
    assert int(response.headers["Retry-After"]) > 0


def locations(response):
    return [found.text for found in ET.fromstring(response.data).iter(f"{SITEMAP}loc")]


def test_the_sitemap_names_every_thing_once(served, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 20)
    parts = locations(served.client.get("/sitemap.xml"))
    assert "http://localhost/sitemap/documents-2.xml" in parts
    paths: list[str] = []
    for part in parts:
        if re.search("/(pages|documents|agencies)-?", part):  # 14,000 places in parts of twenty would take long
            paths += locations(served.client.get(part.removeprefix("http://localhost")))
    assert f"http://localhost/{DOCUMENT}" in paths
    assert len(paths) == len(set(paths))
    count = "SELECT (COUNT(*) AS ?n) { ?d a <https://w3id.org/lienvan/ontology#Document> }"
    (row,) = served.select(count).rows
    assert sum("/doc/" in path for path in paths) == int(row["n"].value)


def test_a_part_is_small_enough_and_says_when_a_document_changed(served):
    response = served.client.get("/sitemap/documents-1.xml")
    assert len(response.data) < 50_000_000
    (entry,) = (url for url in ET.fromstring(response.data) if url.findtext(f"{SITEMAP}loc", "").endswith(DOCUMENT))
    assert entry.findtext(f"{SITEMAP}lastmod", "").endswith("Z")
    assert sitemap.PART <= 50_000


@pytest.mark.parametrize("name", ["documents-0", "documents-999", "nothing-1", "documents", "places-x"])
def test_a_part_that_is_not_there(served, name):
    assert served.client.get(f"/sitemap/{name}.xml").status_code == 404


def test_robots(served):
    text = served.client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /dumps/" in text


def test_pages_of_the_sitemap_are_there(served):
    for address in locations(served.client.get("/sitemap/pages.xml")):
        path = address.removeprefix("http://localhost")
        assert served.client.get(path, headers={"Accept": "text/html"}).status_code == 200, path
