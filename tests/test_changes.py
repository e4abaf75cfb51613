"""What became of places and agencies in 2025, as the graph of the five plans has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.generations import Generations
from graph.publish import load
from loaders.gazetteer.changes import changes
from loaders.gazetteer.resolutions import communes_resolutions
from loaders.places import AFTER, BEFORE, places
from ontology import DCT, LV, ORG, RDF, RDFS, SKOS, Iris
from ontology.references import reference_documents

IRIS = Iris()
ROOT = Path(__file__).parent.parent
BASE = "https://w3id.org/lienvan/"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    root = tmp_path_factory.mktemp("changes") / "var"
    load([ROOT / "corpus"], root, iris=IRIS)
    return Generations(root).current().open()


def objects(store, subject, term):
    return {quad.object.value for quad in store.quads(NamedNode(subject), term.node)}


def subjects(store, term, value):
    return {quad.subject.value for quad in store.quads(None, term.node, value)}


def test_every_place_of_both_lists_is_there(store):
    levels = ("tỉnh", "huyện", "xã")
    expected = {
        IRIS.place(code_list, place.code)
        for code_list in (BEFORE, AFTER)
        for level in levels
        for place in places(code_list, level)
    }
    assert len(expected) == 63 + 696 + 10035 + 34 + 3321
    assert subjects(store, RDF.type, LV.Place.node) == expected
    assert len(subjects(store, RDF.type, LV.PlaceChange.node)) == sum(len(changes(level)) for level in levels)


def test_a_place_with_all_that_is_known_of_it(store):
    before, after = IRIS.place(BEFORE, "063"), IRIS.place(AFTER, "02014")
    assert objects(store, before, LV.code) == {"063"}
    assert objects(store, before, LV.within) == {IRIS.place(BEFORE, "06")}
    assert objects(store, before, LV.validUntil) == objects(store, after, LV.validFrom) == {"2025-07-01"}
    assert after in objects(store, before, LV.succeededBy)
    assert objects(store, after, RDFS.label) == {"xã Bạch Thông"}


def test_what_lies_above_a_place_is_a_place(store):
    known = subjects(store, RDF.type, LV.Place.node)
    assert {quad.object.value for quad in store.quads(None, LV.within.node)} <= known


@pytest.mark.parametrize(
    ("change", "extent", "resolution"),
    [
        ("place/gso-2024/06/change/19", LV.Whole, "doc/quoc-hoi/2025/202-2025-qh15"),
        ("place/gso-2024/063/change/02014", LV.Part, "doc/uy-ban-thuong-vu-quoc-hoi/2025/1683-nq-ubtvqh15"),
    ],
)
def test_a_change_of_places(store, change, extent, resolution):
    assert objects(store, BASE + change, LV.extent) == {extent}
    assert objects(store, BASE + change, LV.changedBy) == {BASE + resolution}
    assert objects(store, BASE + change, LV.changeDate) == {"2025-07-01"}
    assert objects(store, BASE + resolution, LV.number)
    assert IRIS.parse(BASE + change).kind == "change"


def test_every_resolution_is_a_reference_document():
    known = {document.number: document.title for document in reference_documents()}
    assert len(communes_resolutions()) == 34
    for province, number in communes_resolutions().items():
        assert province in known[number]


@pytest.mark.parametrize(
    ("before", "after", "sources"),
    [
        (
            "uy-ban-dan-toc/trung-uong",
            "bo-dan-toc-ton-giao/trung-uong",
            {"quoc-hoi/2025/176-2025-qh15", "chinh-phu/2025/41-2025-nd-cp"},
        ),
        ("ban-dan-toc/tinh-bac-kan", "so-dan-toc-ton-giao/tinh-bac-kan", {"chinh-phu/2025/45-2025-nd-cp"}),
        ("so-tai-nguyen-moi-truong/tinh-bac-kan", "so-nong-nghiep-moi-truong/tinh-bac-kan",
         {"chinh-phu/2025/45-2025-nd-cp"}),
    ],
)  # fmt: skip
def test_successors_of_agencies(store, before, after, sources):
    old, new = f"{BASE}agency/{before}", f"{BASE}agency/{after}"
    event = f"{old}/change/{after.split('/')[0]}"
    assert objects(store, old, LV.succeededBy) == {new}
    assert objects(store, old, ORG.changedBy) == {event}
    assert objects(store, event, RDF.type) == {ORG.ChangeEvent}
    assert objects(store, event, ORG.originalOrganization) == {old}
    assert objects(store, event, ORG.resultingOrganization) == {new}
    assert objects(store, event, DCT.date) == {"2025-03-01"}
    assert objects(store, event, DCT.source) == {f"{BASE}doc/{source}" for source in sources}
    assert objects(store, new, RDFS.label)
    assert LV.Agency in objects(store, new, RDF.type)


def test_printed_names_are_labels_of_one_agency(store):
    agency = f"{BASE}agency/phong-tai-chinh-ke-hoach/huyen-binh-son-quang-ngai"
    assert objects(store, agency, RDFS.label) == {"Phòng Tài chính - Kế hoạch huyện Bình Sơn"}
    assert "Tài chính - Kế hoạch" in objects(store, agency, SKOS.altLabel)
    assert objects(store, agency, LV.agencyType) == {f"{BASE}agency-type/phong-tai-chinh-ke-hoach"}
    assert objects(store, agency, ORG.unitOf) == {f"{BASE}agency/ubnd-huyen/huyen-binh-son-quang-ngai"}
    assert objects(store, f"{BASE}agency-type/phong-tai-chinh-ke-hoach", LV.sector)


def test_a_removed_plan_takes_its_agencies_and_their_successors_along(tmp_path):
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    text = (ROOT / "corpus" / "bac-kan-2020.txt").read_text(encoding="utf-8")
    one.write_text(text, encoding="utf-8")
    load([one], tmp_path / "var", iris=IRIS)
    assert objects(_store(tmp_path), f"{BASE}agency/so-dan-toc-ton-giao/tinh-bac-kan", RDFS.label)
    one.write_text(text.replace("Ban Dân tộc", "Ban Thi đua"), encoding="utf-8")
    load([one], tmp_path / "var", iris=IRIS)
    changed = _quads(tmp_path)
    other.write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
    load([other], tmp_path / "fresh", iris=IRIS)
    fresh = set(Generations(tmp_path / "fresh").current().open().quads(graph=IRIS.graph("entities")))
    assert changed == fresh


def _store(folder):
    return Generations(folder / "var").current().open()


def _quads(folder):
    return set(_store(folder).quads(graph=IRIS.graph("entities")))
