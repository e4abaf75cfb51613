"""Identity across documents: the committed table, and the cases in which number, issuer or date are not enough."""

from __future__ import annotations

from pathlib import Path

from graph.generations import Generations
from ontology import Iris
from service.identity import identity_page
from service.questions import ask, catalogue

pytest_plugins = ["service_store"]
PAGE = Path(__file__).parent.parent / "docs" / "identity.md"


def test_the_committed_table_is_what_the_query_gives(corpus_store):
    store = Generations(corpus_store).current().open()
    assert identity_page(store, Iris()) == PAGE.read_text(encoding="utf-8"), "run make docs"


def found(corpus, printed):
    rows = ask(catalogue()["resolutions"], {}, corpus, Iris()).table.rows
    return {(row["citedName"], row["resolution"]) for row in rows if row["printed"] == printed}


def test_one_number_of_two_bodies_is_two_documents(corpus):
    assert {name for name, _ in found(corpus, "104/KH-UBND")} == {"ubnd-tinh-quang-ngai/2022/104-kh-ubnd"}


def test_misprints_lead_to_the_document_that_was_meant(corpus):
    assert found(corpus, "612/QĐ-UBND") == {("uy-ban-dan-toc/2021/612-qd-ubdt", "inferred")}
    assert found(corpus, "05/2011/NQ-CP") <= {("chinh-phu/2011/05-2011-nd-cp", "inferred")}
