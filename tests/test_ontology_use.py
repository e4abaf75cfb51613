"""Every term of the ontology is used by the graph of the five plans, or marked as one that it does not use yet."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal

from graph.generations import Generations
from graph.publish import load
from ontology import ONTOLOGY, ONTOLOGY_FILE, PREFIXES, RDF, Iris
from ontology.schemes import descriptions
from service.checking import Checker

_STATUS = PREFIXES["vs"] + "term_status"


def test_every_term_is_used_or_marked(tmp_path):
    load([Path(__file__).parent.parent / "corpus"], tmp_path / "var", iris=Iris(), check=Checker(Iris()))
    store = Generations(tmp_path / "var").current().open()
    used = set()
    for graph in store.graphs():
        for quad in store.quads_for_graph(graph):
            if quad.subject.value.startswith(ONTOLOGY):  # the vocabulary itself, of which only individuals count
                used.update({quad.object.value} if quad.predicate == RDF.type.node else ())
                continue
            value = quad.object.datatype if isinstance(quad.object, Literal) else quad.object
            used.update((quad.predicate.value, value.value))
    terms = {term: values for term, values in descriptions(ONTOLOGY_FILE).items() if term.startswith(ONTOLOGY)}
    marked = {term for term, values in terms.items() if any(value.value == "testing" for value in values[_STATUS])}
    assert {term.removeprefix(ONTOLOGY) for term in terms} - {"ontology"} - {
        term.removeprefix(ONTOLOGY) for term in used | marked
    } == set()
    assert not marked & used
