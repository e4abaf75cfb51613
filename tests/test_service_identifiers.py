"""Every identifier of the corpus graph answers, in every form; long descriptions come in pages; what is gone is 410."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from gold_records import ROOT
from pyoxigraph import Literal, NamedNode, Quad
from service_store import BROWSER, Served

from graph.generations import Generations
from graph.publish import load
from graph.store import open_store
from ontology import CONTEXT_FILE, LV, Iris
from ontology.iri import DEFAULT_BASE, PART_KINDS
from service import linked_data
from service.app import create_app
from service.checking import Checker
from service.jsonld import context
from service.relations import FORMS
from service.settings import read_settings

pytest_plugins = ["service_store"]

IRIS = Iris()
RDFLIB = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
MANY = 12_000


def open_app(root: Path) -> Served:
    settings = read_settings({"LIENVAN_STORE": str(root), "LIENVAN_QUERY_TIMEOUT": "20"})
    app = create_app(settings)
    return Served(app, app.test_client(), settings)


@pytest.fixture(scope="module")
def checked_store(tmp_path_factory) -> Path:
    """The five plans with their findings, as ``lienvan load corpus`` leaves them."""
    root = tmp_path_factory.mktemp("checked")
    load([ROOT / "corpus"], root, iris=IRIS, check=Checker(IRIS))
    return root


@pytest.fixture(scope="module")
def corpus_service(checked_store) -> Iterator[Served]:
    served = open_app(checked_store)
    yield served
    served.app.extensions["lienvan"].close()


@pytest.fixture(scope="module")
def identifiers(checked_store) -> dict[str, list[str]]:
    """Every IRI under the base that stands anywhere in the graph, by kind."""
    found: set[str] = set()
    for quad in Generations(checked_store).current().open().quads():
        found.update(
            term.value
            for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
            if isinstance(term, NamedNode) and term.value.startswith(DEFAULT_BASE)
        )
    kinds: dict[str, list[str]] = {}
    for iri in sorted(found):
        kinds.setdefault(kind_of(iri), []).append(iri)
    return kinds


def kind_of(iri: str) -> str:
    if iri.startswith(f"{DEFAULT_BASE}ontology/"):
        return "version"
    parsed = IRIS.parse(iri)
    return f"{parsed.kind} {parsed.parts[0]}" if parsed.kind in {"part", "concept"} else parsed.kind


def path_of(iri: str) -> str:
    return "/" + iri.removeprefix(DEFAULT_BASE).partition("#")[0]


def chosen(iris: list[str]) -> list[str]:
    return sorted({iris[0], iris[len(iris) // 2], iris[-1]})


def test_the_graph_has_every_kind(identifiers):
    kinds = {name.partition(" ")[0] for name in identifiers}
    assert kinds >= {"ontology", "shapes", "document", "part", "task", "passage", "agency", "place", "change"}
    assert kinds >= {"programme", "indicator", "concept", "finding", "graph"}
    parts = {name.partition(" ")[2] for name in identifiers if name.startswith("part ")}
    assert parts >= {"target", "assignment", "citation", "extraction", "field", "report", "signature"}
    assert parts <= set(PART_KINDS)


def test_every_kind_has_a_page(identifiers, corpus_service):
    for kind, iris in identifiers.items():
        for iri in chosen(iris):
            response = corpus_service.client.get(path_of(iri), headers={"Accept": BROWSER}, follow_redirects=True)
            assert (response.status_code, response.mimetype) == (200, "text/html"), (kind, iri)
            assert 'rel="describedby"' in response.headers["Link"], iri


def test_every_kind_answers_in_every_form_with_the_same_statements(identifiers, corpus_service):
    for kind, iris in identifiers.items():
        if kind in {"ontology", "shapes", "graph", "version"}:
            continue  # a test of their own: they are long
        for iri in chosen(iris)[:1]:
            answers = {}
            for form in FORMS:
                accept = {"Accept": form.media_type}
                response = corpus_service.client.get(path_of(iri), headers=accept, follow_redirects=True)
                assert (response.status_code, response.mimetype) == (200, form.media_type), (kind, iri, form)
                assert f'rel="alternate"; type="{BROWSER.split(",")[0]}"' in response.headers["Link"]
                answers[form.name] = set(rdflib.Graph().parse(data=response.data, format=RDFLIB[form.name]))
            assert answers["nt"], iri
            assert all(triples == answers["nt"] for triples in answers.values()), (kind, iri)
            if kind != "passage":
                assert rdflib.URIRef(iri) in {term for triple in answers["nt"] for term in triple}


@pytest.mark.parametrize("path", ["/ontology", "/shapes", "/graph/findings"])
def test_long_documents_in_every_form(corpus_service, path):
    sizes = {}
    for form in FORMS:
        response = corpus_service.client.get(path, headers={"Accept": form.media_type})
        assert response.status_code == 200
        sizes[form.name] = len(rdflib.Graph().parse(data=response.data, format=RDFLIB[form.name]))
    assert len(set(sizes.values())) == 1
    assert sizes["nt"] > 100


def test_a_version_of_the_ontology(corpus_service, identifiers):
    (version,) = identifiers["version"]
    assert corpus_service.client.get(path_of(version)).headers["Location"] == "/ontology"
    assert corpus_service.client.get("/ontology/99.9").status_code == 404


def test_json_ld_speaks_the_terms_of_the_context(corpus_service, identifiers):
    path = path_of(identifiers["part target"][0]) + ".jsonld"
    document = corpus_service.client.get(path).json
    used = document["@context"]
    assert {name: definition for name, definition in context().items() if name in used} == used
    (target,) = (node for node in document["@graph"] if node["id"].endswith(path.removesuffix(".jsonld")))
    assert "Target" in target["type"]
    assert target["statedIn"].startswith(DEFAULT_BASE)


def test_plain_json_takes_its_context_from_a_link(corpus_service, identifiers):
    path = path_of(identifiers["agency"][0])
    plain = corpus_service.client.get(path, headers={"Accept": "application/json"}, follow_redirects=True)
    response = corpus_service.client.get(f"{path}.jsonld")
    assert plain.mimetype == response.mimetype == "application/ld+json"
    document = identifiers["document"][0]
    plain = corpus_service.client.get(path_of(document), headers={"Accept": "application/json"})
    assert plain.mimetype == "application/json"
    assert "@context" not in plain.json
    assert '/context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"' in plain.headers["Link"]
    whole = {"@context": json.loads(CONTEXT_FILE.read_text("utf-8"))["@context"], "@graph": plain.json["@graph"]}
    turtle = corpus_service.client.get(path_of(document), headers={"Accept": "text/turtle"})
    read = rdflib.Graph().parse(data=json.dumps(whole), format="json-ld")
    assert set(read) == set(rdflib.Graph().parse(data=turtle.data, format="turtle"))


@pytest.fixture(scope="module")
def crowded(checked_store, tmp_path_factory, identifiers) -> Iterator[tuple[Served, str]]:
    """A concept that 12,000 documents are of."""
    root = tmp_path_factory.mktemp("crowded")
    shutil.copytree(checked_store, root, dirs_exist_ok=True)
    concept = next(iri for iri in identifiers["concept document-type"] if iri.endswith("/ke-hoach"))
    store = open_store(Generations(root).current().store_path, read_only=False)
    graph = NamedNode(IRIS.graph("entities"))
    store.bulk_load(
        Quad(NamedNode(f"{DEFAULT_BASE}doc/made-up/2020/{n}"), LV.documentType.node, NamedNode(concept), graph)
        for n in range(MANY)
    )
    store.bulk_load(
        Quad(NamedNode(f"{DEFAULT_BASE}doc/made-up/2020/{n}"), LV.number.node, Literal(f"{n}/KH-UBND"), graph)
        for n in range(3)
    )
    del store
    served = open_app(root)
    yield served, path_of(concept)
    served.app.extensions["lienvan"].close()


def follow(client, path, **headers):
    """A path, and all that its ``next`` links lead to."""
    while path:
        response = client.get(path, headers=headers)
        assert response.status_code == 200
        yield response
        found = re.search(r'<([^>]+)>; rel="next"', response.headers["Link"])
        path = found and found[1]


def test_ten_thousand_neighbours_in_pages_of_data(crowded):
    served, path = crowded
    pages = [set(response.text.splitlines()) for response in follow(served.client, f"{path}.nt")]
    assert len(pages) == 1 + MANY // linked_data.PAGE
    assert all(len(page) <= linked_data.PAGE for page in pages)
    together = set().union(*pages)
    assert sum(map(len, pages)) == len(together), "no statement stands on two pages"
    assert sum("/doc/made-up/" in line for line in together) == MANY
    assert any("prefLabel" in line for line in pages[0]), "its own statements come first"


def test_ten_thousand_neighbours_in_pages_of_html(crowded):
    served, path = crowded
    shown = [response.text for response in follow(served.client, f"/vi{path}", Accept=BROWSER)]
    assert len(shown) > MANY // 500
    assert max(map(len, shown)) < 500_000
    assert len(set(re.findall(r"/doc/made-up/2020/\d+", "".join(shown)))) == MANY
    assert 'rel="next"' in shown[0]
    assert 'rel="prev"' in shown[1]


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "٣", "9" * 40])
def test_a_page_that_cannot_be(crowded, page):
    served, path = crowded
    response = served.client.get(f"{path}.nt", query_string={"page": page}, headers={"Accept": "application/json"})
    assert (response.status_code, response.json["parameter"]) == (400, "page")


def test_a_document_taken_out_is_gone_and_an_unknown_one_is_not_found(tmp_path):
    plan = next(path for path in sorted((ROOT / "corpus").glob("*.txt")) if "Bạch" in path.read_text("utf-8"))
    file = tmp_path / "plan.txt"
    file.write_bytes(plan.read_bytes())
    root = tmp_path / "store"
    first = load([file], root, iris=IRIS).rows[0]
    (tmp_path / "plan.meta.toml").write_text('number = "7777/KH-UBND"\nissued = 2023-05-05\n', "utf-8")
    second = load([file], root, iris=IRIS).rows[0]
    assert first.iri != second.iri
    served = open_app(root)
    try:
        for path in (path_of(first.iri), f"{path_of(first.iri)}.ttl", f"{path_of(first.iri)}/target/1.ttl"):
            response = served.client.get(path, headers={"Accept": "application/json"})
            assert (response.status_code, response.json["type"].rpartition("/")[2]) == (410, "gone"), path
            assert response.json["since"] == Generations(root).current().manifest.created_at
        page = served.client.get(path_of(first.iri), headers={"Accept": BROWSER})
        assert page.status_code == 410
        assert served.client.get(f"{path_of(second.iri)}.ttl").status_code == 200
        assert served.client.get("/doc/ubnd-tinh-bac-kan/1999/1-kh-ubnd.ttl").status_code == 404
        feed = served.client.get("/feed.atom").text
        assert first.iri in feed
        assert second.iri in feed
        Generations(root).rollback()
        assert served.client.get(f"{path_of(first.iri)}.ttl").status_code == 200
    finally:
        served.app.extensions["lienvan"].close()
