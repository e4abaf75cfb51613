"""What a reader sees where something is missing, is being made or goes wrong: it is said, and the page stays usable."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from browser_site import PHONE, visiting
from gold_records import ROOT
from live_server import live_server

from graph.lock import load_lock
from graph.publish import load
from ontology import Iris

pytest_plugins = ["browser_site"]

MARKUP = '<script>alert(1)</script><img src=x onerror=alert(2)>"><svg/onload=alert(3)>'
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A store with the plan of huyện Bạch Thông, whose words and title have markup in them."""
    folder = tmp_path_factory.mktemp("hostile")
    text = (ROOT / "corpus" / "bach-thong-2023.txt").read_text(encoding="utf-8")
    plan = folder / "plan.txt"
    plan.write_text(text.replace("dân tộc", f"dân tộc {MARKUP}", 3), encoding="utf-8")
    load([plan], folder / "store", iris=Iris())
    return folder / "store"


@pytest.fixture(scope="module")
def impatient(hostile):
    """A server on that store, whose queries may take a second."""
    with live_server(hostile, LIENVAN_QUERY_TIMEOUT="1") as address:
        yield address


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A server on a folder that no document was ever loaded into."""
    with live_server(tmp_path_factory.mktemp("bare") / "store") as address:
        yield address


def sound(visit, name):
    visit.shoot(f"state-{name}")
    assert visit.complaints == []
    assert visit.violations() == []
    assert not visit.too_wide()
    assert visit.page.locator("header.site a.brand").is_visible()


@pytest.mark.parametrize(
    "path", ["", "documents", "programme/1719", "targets", "network", "findings", "search?q=ho", "agencies"]
)
def test_nothing_is_loaded(chromium, bare, path):
    with visiting(chromium, bare, PHONE) as visit:
        sound(visit.go(f"/vi/{path}"), f"empty-{path or 'home'}")
        assert visit.page.locator("main h1, main h2").count()


@pytest.mark.parametrize("path", ["", "documents", "search?q=script alert"])
def test_a_document_that_is_markup(chromium, impatient, path):
    with visiting(chromium, impatient, PHONE) as visit:
        sound(visit.go(f"/en/{path}"), f"markup-{path or 'home'}")
        assert visit.page.locator("img[src=x], main svg[onload], main script").count() == 0


def test_the_text_of_a_document_that_is_markup(chromium, impatient):
    with visiting(chromium, impatient, PHONE) as visit:
        visit.go("/vi/documents")
        visit.go(visit.page.locator("ul.documents a[href*='/doc/']").first.get_attribute("href"))
        sound(visit, "markup-text")
        assert "<script>alert(1)</script>" in visit.page.locator(".lines").inner_text()


def test_more_is_being_loaded(chromium, impatient, hostile):
    """The pages go on with what is there, and the first one says so."""
    with load_lock(hostile, wait=1), visiting(chromium, impatient, PHONE) as visit:
        sound(visit.go("/en/"), "loading")
        assert visit.page.locator(".notice.info").is_visible()
        visit.go("/en/documents")
        assert visit.page.locator("ul.documents li").count() == 1


def test_a_query_that_takes_too_long(chromium, impatient):
    with visiting(chromium, impatient, PHONE) as visit:
        sound(visit.go(f"/en/sparql?format=html&query={quote(SLOW)}"), "too-long")
        assert visit.page.locator("main h1").is_visible()
        visit.go("/en/documents")
        assert visit.page.locator("ul.documents li").count() == 1
