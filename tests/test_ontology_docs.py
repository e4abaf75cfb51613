"""The documentation that pyLODE makes of the ontology and of each scheme, and where it is served."""

from __future__ import annotations

import pytest
from service_store import BROWSER

from ontology import LV, ONTOLOGY_FILE, OWL, RDF
from ontology.schemes import concepts, descriptions
from service.ontology_docs import write_pages

pytest_plugins = ["service_store"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ontology")
    return {path.name: path.read_text(encoding="utf-8") for path in write_pages(folder)}


def test_every_scheme_in_both_languages(pages):
    names = {name.rsplit(".", 2)[0] for name in pages}
    assert names >= {"lienvan", "indicators", "agency-type", "document-type", "programme", "units", "themes"}
    assert set(pages) == {f"{name}.{language}.html" for name in names for language in ("vi", "en")}


def test_every_term_and_every_concept_is_there(pages):
    kinds = {OWL.Class.node, OWL.ObjectProperty.node, OWL.DatatypeProperty.node}
    terms = descriptions(ONTOLOGY_FILE)
    declared = [term for term in terms if term in LV and kinds & set(terms[term][RDF.type])]
    assert len(declared) > 100
    assert all(term in pages["lienvan.vi.html"] for term in declared)
    for concept in concepts("indicator").values():
        assert concept.iri in pages["indicators.vi.html"]


def test_each_page_is_in_its_language(pages):
    assert "Kế hoạch" in pages["document-type.vi.html"]
    assert ">Plan<" in pages["document-type.en.html"].replace("\n", "").replace(" ", "")
    assert "Một chỉ tiêu" not in pages["lienvan.en.html"]


def test_pages_are_served_where_they_were_built(served, tmp_path, monkeypatch, pages):
    folder = tmp_path / "build" / "ontology"
    folder.mkdir(parents=True)
    (folder / "lienvan.en.html").write_text(pages["lienvan.en.html"], encoding="utf-8")
    monkeypatch.setattr(served.app.extensions["lienvan"], "static", tmp_path)
    answer = served.client.get("/ontology/docs/lienvan.en.html", headers={"Accept": BROWSER})
    assert answer.status_code == 200
    assert answer.get_data(as_text=True) == pages["lienvan.en.html"]
    assert served.client.get("/ontology/docs/khong-co.vi.html", headers={"Accept": BROWSER}).status_code == 404
    assert served.client.get("/ontology/docs/..%2f..%2fsettings.py", headers={"Accept": BROWSER}).status_code == 404
