"""Pages of what there is very much of: each stays small, says how much there is, and leads on."""

from __future__ import annotations

import html
import re
import shutil

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from service_store import BROWSER

from graph.derived import Filled
from graph.generations import Generations
from graph.page_index import FILE_NAME, derive_pages
from graph.store import open_store
from graph.terms import boolean
from ontology import LV, PROV, RDF, Iris
from service.app import create_app
from service.settings import read_settings

pytest_plugins = ["service_store"]

IRIS = Iris()
AGENCY = IRIS.agency("phong-noi-vu", "huyen-bach-thong-bac-kan")
PAGE = "/vi/agency/phong-noi-vu/huyen-bach-thong-bac-kan"
MANY = 10_000
DUTIES = 50


def duty(document, number):
    """A duty of the agency, and the words that say so."""
    part = NamedNode(IRIS.part(document, "assignment", number))
    passage = NamedNode(IRIS.passage(document, 10 * number, 10 * number + 9))
    graph = NamedNode(IRIS.graph(document))
    yield Quad(part, RDF.type.node, LV.Assignment.node, graph)
    yield Quad(part, LV.agency.node, NamedNode(AGENCY), graph)
    yield Quad(part, LV.role.node, LV.Coordinate.node, graph)
    yield Quad(part, LV.objectKind.node, LV.PlanObject.node, graph)
    yield Quad(part, LV.statedIn.node, NamedNode(document), graph)
    yield Quad(part, PROV.wasQuotedFrom.node, passage, graph)
    yield Quad(passage, LV.text.node, Literal(f"việc thứ {number}", language="vi"), graph)


@pytest.fixture(scope="module")
def burdened(gold_store, tmp_path_factory):
    """A client of a store in which one document gives one agency ten thousand duties."""
    root = tmp_path_factory.mktemp("burdened") / "store"
    shutil.copytree(gold_store, root)
    document = IRIS.document("made-up", 2020, "1")
    generation = Generations(root).current()
    store = open_store(generation.store_path, read_only=False)
    store.bulk_load(quad for number in range(1, MANY + 1) for quad in duty(document, number))
    store.add([Quad(NamedNode(document), LV.loaded.node, boolean(value=True), NamedNode(IRIS.graph(document)))])
    store.flush()
    del store
    (generation.path / FILE_NAME).unlink()
    derive_pages(Filled(generation.open(), IRIS, generation.path, None, frozenset()))
    app = create_app(read_settings({"LIENVAN_STORE": str(root)}))
    yield app.test_client()
    app.extensions["lienvan"].close()


def shown(client, address):
    response = client.get(address, headers={"Accept": BROWSER})
    assert response.status_code == 200
    assert len(response.data) < 150_000
    return response.text


def test_an_agency_with_ten_thousand_duties(burdened):
    first = shown(burdened, f"{PAGE}?role=coordinate")
    assert "10.0" in first, "how many there are is said"
    assert len(re.findall("<li><p>", first)) >= DUTIES
    following = html.unescape(re.search(r'rel="next" href="([^"]+)"', first).group(1))
    second = shown(burdened, following)
    assert not set(re.findall(r"việc thứ \d+", first)) & set(re.findall(r"việc thứ \d+", second))
    last = shown(burdened, f"{PAGE}?role=coordinate&page={1 + MANY // DUTIES}")
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


def test_its_data_come_in_pages_too(burdened):
    response = burdened.get(f"{PAGE.removeprefix('/vi')}.nt")
    assert response.status_code == 200
    assert 'rel="next"' in response.headers["Link"]
