"""The W3C's SHACL test suite through the checker: what pySHACL passes, it passes too."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH, BNode, Graph, Namespace
from rdflib.util import from_n3

from graph.store import OxigraphStore
from ontology import Iris
from shapes import ShapesError, check, read

IRIS = Iris()
SUITE = Path(__file__).parent / "data" / "w3c-shacl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SEVERITIES = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}


def cases():
    for path in sorted(SUITE.rglob("*.ttl")):
        suite = Graph().parse(path, publicID=path.as_uri())
        for test in sorted(suite.subjects(RDF.type, SHT.Validate)):
            yield f"{path.parent.relative_to(SUITE)}/{path.stem}", path, test


def graphs_of(path, test):
    suite = Graph().parse(path, publicID=path.as_uri())
    action, result = suite.value(test, MF.action), suite.value(test, MF.result)
    return suite, result, file_of(suite.value(action, SHT.dataGraph)), file_of(suite.value(action, SHT.shapesGraph))


def file_of(iri):
    return Path(str(iri).removeprefix("file://"))


UNLIKE = {
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph is not offered (pySHACL fails this one too)",
}
"""Tests that the checker answers otherwise, and why."""


STRANGE = {"core/path/path-strange-002": "two paths in one, which SHACL's own shapes refuse in a file of a user's"}
"""Tests of shapes that are no valid SHACL; what the checker makes of them is held against the suite all the same."""


class AsRead(OxigraphStore):
    """A store that gives its quads letter by letter; Oxigraph alone keeps an xsd:byte as an xsd:integer."""

    def __init__(self, quads):
        super().__init__(ox.Store())
        self.as_read = list(quads)
        self.add(self.as_read)

    def quads_for_graph(self, graph):
        return (quad for quad in self.as_read if quad.graph_name.value == graph)


def results(report, node):
    """What a report says, of those results whose focus node has a name: a blank node has none to be found by.

    Source shapes and paths that are blank nodes are None.
    """
    return {
        tuple(
            None if isinstance(term, BNode) else term
            for term in (
                report.value(result, SH.focusNode),
                report.value(result, SH.sourceConstraintComponent),
                report.value(result, SH.sourceShape),
                report.value(result, SH.resultPath),
                report.value(result, SH.resultSeverity),
                report.value(result, SH.value),
            )
        )
        for result in report.objects(node, SH.result)
        if not isinstance(report.value(result, SH.focusNode), BNode)
    }


def found_by_checker(data, shapes, *, valid):
    graph = ox.NamedNode("http://example.org/data")
    quads = ox.parse(data.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=data.as_uri())
    store = AsRead(ox.Quad(*quad.triple, graph) for quad in quads)
    written = set(Graph().parse(shapes, publicID=shapes.as_uri()).all_nodes())
    used = read([shapes], IRIS, held_against_shacl=valid)
    return {
        (
            term(finding.focus_node),
            rdflib.URIRef(finding.component),
            rdflib.URIRef(finding.shape) if rdflib.URIRef(finding.shape) in written else None,
            finding.path and rdflib.URIRef(finding.path),
            SEVERITIES.get(finding.severity) or rdflib.URIRef(finding.severity),
            None if finding.value is None else term(finding.value),
        )
        for finding in check(store, IRIS, shapes=used).findings
    }


def term(value):
    return from_n3(str(value).removesuffix(f"^^<{rdflib.XSD.string}>"))


def passes(name, path, test):
    suite, result, data, shapes = graphs_of(path, test)
    try:
        found = found_by_checker(data, shapes, valid=name not in STRANGE)
    except ShapesError:
        return result == SHT.Failure
    return result != SHT.Failure and found == results(suite, result)


@pytest.mark.parametrize(("name", "path", "test"), list(cases()), ids=[name for name, _, _ in cases()])
def test_the_suite(name, path, test):
    assert passes(name, path, test) == (name not in UNLIKE)
