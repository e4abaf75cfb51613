"""Each shape on its smallest graph that passes and its smallest that fails, and the checker held against pySHACL."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate
from rdflib import SH
from rdflib.util import from_n3

from graph.store import memory_store
from ontology import LV, Iris
from ontology.iri import SHAPES
from shapes import check, read, shipped
from shapes.catalogue import DIRECTORY, files

IRIS = Iris()
CASES = Path(__file__).parent / "shape_graphs"
NAMES = sorted(path.name.removesuffix(".fail.ttl") for path in CASES.glob("*.fail.ttl"))


def store_of(path):
    """The graph of a file as a store has it: each document in its own graph, what they share in the others."""
    triples = [quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
    loaded = {triple.subject.value for triple in triples if triple.predicate == LV.sourceSha256.node}
    return memory_store(ox.Quad(*triple, ox.NamedNode(graph_of(triple.subject.value, loaded))) for triple in triples)


def graph_of(subject, loaded):
    document = next((one for one in loaded if subject == one or subject.startswith(one + "/")), None)
    if document is not None:
        return IRIS.graph(document)
    kind = subject.removeprefix(IRIS.base).split("/")[0]
    return IRIS.graph({"place": "places", "agency": "entities", "doc": "entities"}.get(kind, "ontology"))


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
