"""What a load counts for the pages: the same as the graph says, and brought up to date with what changed."""

from __future__ import annotations

import html
import re
import shutil

import pytest
from gold_records import ROOT
from loads import write_plans
from service_store import BROWSER

from graph.derived import derive_again
from graph.generations import Generations
from graph.page_index import FILE_NAME
from graph.page_lists import page_lists
from graph.publish import load
from ontology import Iris
from service.app import create_app
from service.checking import Checker
from service.settings import read_settings

pytest_plugins = ["corpus_site"]

AGENCIES = [
    Iris().agency("phong-noi-vu", "huyen-bach-thong-bac-kan"),
    Iris().agency("phong-dan-toc", "huyen-bach-thong-bac-kan"),
]
CORPUS = ROOT / "corpus"
PAGES = (
    "/indicators",
    "/en/indicators",
    "/targets",
    "/targets?horizon=",
    "/en/targets?indicator=poverty-rate-annual-reduction-ethnic-households&horizon=2025",
    "/targets?province=06",
    "/vi/programme/1719",
    "/vi/programme/1719?province=place/gso-2024/06",
    "/vi/indicator/poverty-rate-annual-reduction-ethnic-households",
    "/vi/agency/phong-noi-vu/huyen-bach-thong-bac-kan",
    "/vi/agency/phong-tai-chinh-ke-hoach/huyen-binh-son-quang-ngai?role=lead",
    "/vi/agency/ban-dan-toc/tinh-bac-kan?asOf=2020-06-04",
    "/vi/place/gso-2024/06",
    "/vi/place/gso-2024/063",
    "/findings",
    "/en/findings?severity=warning",
    "/findings.csv",
    "/doc/ubnd-huyen-binh-son-quang-ngai/khong-ro/ke-hoach-5c5813bc",
    "/doc/ubnd-huyen-bach-thong-bac-kan/2023/kh-ubnd-af062178?view=components",
)


@pytest.fixture(scope="module")
def uncounted(corpus_store, tmp_path_factory):
    """The five plans in a store that was made before anything was counted."""
    root = tmp_path_factory.mktemp("uncounted") / "store"
    shutil.copytree(corpus_store, root)
    for file in root.glob(f"generations/*/{FILE_NAME}"):
        file.unlink()
    app = create_app(read_settings({"LIENVAN_STORE": str(root)}))
    yield app.test_client()
    app.extensions["lienvan"].close()


def text_of(client, page):
    answer = client.get(page, headers={"Accept": BROWSER})
    assert answer.status_code == 200
    return answer.text  # read at once: one that is streamed holds its context until then


@pytest.mark.parametrize("page", PAGES)
def test_pages_say_the_same_as_without_what_was_counted(site, uncounted, page):
    assert text_of(site, page) == text_of(uncounted, page)


def everything(root):
    """All that was counted of the current generation."""
    generation = Generations(root).current()
    lists = page_lists(generation.path)
    return (
        list(lists.provinces()),
        [lists.places_in(province) for province, _ in lists.provinces()],
        [lists.documents_inside(province, 9) for province, _ in lists.provinces()],
        [(indicator, count, lists.places_of(indicator)) for indicator, count in lists.indicators()],
        [lists.duties(agency, "9999-12-31", None, 0, 100) for agency in AGENCIES],
        sorted(lists.findings(resolved=False), key=str),
        sorted(lists.findings(resolved=True), key=str),
        [lists.parts(iri) is None for iri in sorted(generation.manifest.documents)],
    )


def test_a_load_brings_it_up_to_date(tmp_path):
    plans, root = tmp_path / "plans", tmp_path / "store"
    write_plans(plans, range(3))
    load([plans], root, iris=Iris(), check=Checker(Iris(), root))
    before = everything(root)
    write_plans(plans, range(1, 2), cut="7")
    shutil.copyfile(CORPUS / "bach-thong-2023.txt", plans / "long.txt")
    load([plans], root, iris=Iris(), check=Checker(Iris(), root))
    updated = everything(root)
    assert updated != before
    assert page_lists(Generations(root).current().path).findings(resolved=False)
    generation = Generations(root).current()
    (generation.path / FILE_NAME).unlink()
    assert FILE_NAME in derive_again(generation)
    assert everything(root) == updated


def test_what_another_version_counted_is_not_read(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"")
    assert page_lists(tmp_path) is None


def test_an_indicator_with_many_targets_has_pages(site, monkeypatch):
    monkeypatch.setattr("service.indicator_page.TARGETS", 2)
    seen, address = [], "/vi/indicator/poverty-rate-annual-reduction-ethnic-households"
    while address:
        page = site.get(address, headers={"Accept": BROWSER}).text
        seen += re.findall(r'data-char="(\d+,\d+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(following.group(1)) if following else None
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("page", ["/vi/findings", "/en/targets", "/vi/programme/1719", "/en/indicators"])
def test_a_store_named_from_where_the_service_stands(corpus_store, monkeypatch, page):
    monkeypatch.chdir(corpus_store.parent)
    app = create_app(read_settings({"LIENVAN_STORE": corpus_store.name}))
    try:
        assert app.test_client().get(page, headers={"Accept": BROWSER}).status_code == 200
    finally:
        app.extensions["lienvan"].close()
