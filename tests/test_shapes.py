"""Each shape on its smallest graph that passes and its smallest that fails, and the checker held against pySHACL."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate
from rdflib import SH
from rdflib.util import from_n3

from graph.store import OxigraphStore
from ontology import Iris
from shapes import check, read, shipped
from shapes.catalogue import DIRECTORY, SHAPES, files

IRIS = Iris()
CASES = Path(__file__).parent / "shape_graphs"
PLAN = IRIS.document("ubnd-tinh-bac-kan", 2020, "303/KH-UBND")
NAMES = sorted(path.name.removesuffix(".fail.ttl") for path in CASES.glob("*.fail.ttl"))


def store_of(path):
    store = ox.Store()
    graph = ox.NamedNode(IRIS.graph(PLAN))
    store.extend(ox.Quad(*quad.triple, graph) for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
    return OxigraphStore(store)


def found(path):
    return sorted({finding.shape.removeprefix(SHAPES) for finding in check(store_of(path), IRIS).findings})


@pytest.mark.parametrize("name", NAMES)
def test_smallest_graph_that_passes(name):
    assert found(CASES / f"{name}.pass.ttl") == []


@pytest.mark.parametrize("name", NAMES)
def test_smallest_graph_that_fails(name):
    assert found(CASES / f"{name}.fail.ttl") == [name]


def test_every_shape_with_a_message_has_its_graphs():
    tested = {shape.iri.removeprefix(SHAPES) for shape in shipped(IRIS).shapes.values() if shape.messages}
    assert tested == set(NAMES)


def pyshacl_results(data, shapes):
    _, report, _ = validate(data, shacl_graph=shapes, advanced=False)
    return {
        (
            str(report.value(result, SH.sourceShape)),
            str(report.value(result, SH.focusNode)),
            report.value(result, SH.value),
            report.value(result, SH.resultSeverity),
        )
        for result in report.objects(None, SH.result)
    }


def checker_results(path):
    severity = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
    return {
        (finding.shape, finding.focus, to_rdflib(finding.value), severity[finding.severity])
        for finding in check(store_of(path), IRIS).findings
    }


def to_rdflib(value):
    return None if value is None else from_n3(str(value).removesuffix(f"^^<{rdflib.XSD.string}>"))


@pytest.mark.parametrize("name", NAMES)
def test_pyshacl_finds_the_same(name):
    path = CASES / f"{name}.fail.ttl"
    expected = pyshacl_results(rdflib.Graph().parse(path, format="turtle"), shipped(IRIS).full)
    assert checker_results(path) == expected


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_shape_is_bilingual_and_says_why(path):
    for shape in shipped(IRIS).shapes.values():
        if shape.file == path.name and shape.messages:
            assert set(shape.messages) == set(shape.names) == set(shape.reasons) == {"vi", "en"}, shape.iri


def test_the_shapes_graph_has_no_stray_files():
    assert {path.parent.name for path in DIRECTORY.rglob("*.ttl")} == {"shapes", "document", "corpus"}


def test_the_shipped_shapes_are_valid_shacl():
    assert set(read(files(), IRIS).shapes) == set(shipped(IRIS).shapes)
