"""The vocabulary itself: complete, bilingual, tied to the standards, and nothing undeclared in any Turtle file."""

from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

import ontology
from ontology import LV, ONTOLOGY, ONTOLOGY_FILE, PROV, Iris
from ontology.context import written
from ontology.inference import superclasses, superproperties

HOUSE = Path(ontology.__file__).parent.parent
TURTLE = sorted(path for package in ("ontology", "shapes") for path in (HOUSE / package).rglob("*.ttl"))
ELI = "http://data.europa.eu/eli/ontology#"
PROPERTY_TYPES = {OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property}
SDO_DOMAIN = rdflib.URIRef("https://schema.org/domainIncludes")


@pytest.fixture(scope="module")
def graph():
    return rdflib.Graph().parse(ONTOLOGY_FILE, format="turtle")


def own(graph):
    return sorted({term for term in graph.subjects() if str(term).startswith(ONTOLOGY)})


def test_every_term_has_label_and_comment_in_both_languages(graph):
    for term in own(graph):
        for words in (RDFS.label, RDFS.comment):
            languages = {value.language for value in graph.objects(term, words)}
            assert languages >= {"vi", "en"}, (term, words)


def test_every_property_says_what_it_is_for(graph):
    for term in own(graph):
        if PROPERTY_TYPES & set(graph.objects(term, RDF.type)):
            assert list(graph.objects(term, RDFS.domain)) or list(graph.objects(term, SDO_DOMAIN)), term
        if OWL.DatatypeProperty in graph.objects(term, RDF.type):
            assert list(graph.objects(term, RDFS.range)), term


def test_there_are_no_blank_nodes(graph):
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]


@pytest.mark.parametrize(
    ("term", "above"),
    [
        (LV.Document, ELI + "Work"),
        (LV.Decree, ELI + "LegalResource"),
        (LV.Decree, str(LV.Document)),
        (LV.Agency, "http://www.w3.org/ns/org#Organization"),
        (LV.Place, "http://www.opengis.net/ont/geosparql#Feature"),
        (LV.Indicator, "http://www.w3.org/ns/sosa/ObservableProperty"),
        (LV.SubProject, str(SKOS.Concept)),
        (LV.Passage, "http://www.w3.org/ns/oa#SpecificResource"),
        (LV.Signature, "http://www.w3.org/ns/prov#Attribution"),
        (LV.Finding, "http://www.w3.org/ns/shacl#ValidationResult"),
    ],
)
def test_superclasses(term, above):
    assert above in superclasses()[term]


@pytest.mark.parametrize(
    ("term", "above"),
    [
        (LV.basedOn, ELI + "cites"),
        (LV.basedOn, ELI + "based_on"),
        (LV.implements, ELI + "related_to"),
        (LV.replaces, "http://purl.org/dc/terms/replaces"),
        (LV.number, ELI + "id_local"),
        (LV.within, "http://www.opengis.net/ont/geosparql#sfWithin"),
        (LV.partOf, "http://purl.org/dc/terms/isPartOf"),
        (LV.agencyType, "http://www.w3.org/ns/org#classification"),
        (LV.lowerBound, "http://qudt.org/schema/qudt/lowerBound"),
        (LV.comparator, "http://www.w3.org/ns/odrl/2/operator"),
        (LV.frequency, "http://purl.org/dc/terms/accrualPeriodicity"),
    ],
)
def test_superproperties(term, above):
    assert above in superproperties()[term]


def test_the_tables_are_closed_and_have_no_cycle():
    for table in (superclasses(), superproperties()):
        for term, above in table.items():
            assert term not in above
            for parent in above:
                assert table.get(parent, frozenset()) <= above


def test_full_rdfs_reasoning_makes_no_plan_a_legal_resource(graph):
    """ELI's domains must not retype plans: here with every kind of statement a plan's graph has."""
    example = rdflib.Graph()
    example += graph
    plan, other = rdflib.URIRef("http://example.org/plan"), rdflib.URIRef("http://example.org/other")
    example.add((plan, RDF.type, LV.Plan.uri))
    for term in own(graph):
        if LV.Document.uri in graph.objects(term, RDFS.domain):
            example.add((plan, term, other))
    owlrl.DeductiveClosure(owlrl.RDFS_Semantics).expand(example)
    assert (plan, RDF.type, rdflib.URIRef(ELI + "Work")) in example
    assert (plan, RDF.type, rdflib.URIRef(ELI + "LegalResource")) not in example


def test_a_misspelt_term_fails_and_names_its_neighbours():
    with pytest.raises(AttributeError, match=r"no term 'Targt'.*Target"):
        LV.Targt  # noqa: B018 - the access is what is tested
    with pytest.raises(AttributeError, match="wasQuotedForm"):
        PROV.wasQuotedForm  # noqa: B018


def test_a_term_is_a_string_and_converts():
    assert LV.Target == ONTOLOGY + "Target"
    assert LV.Target.node == ox.NamedNode(ONTOLOGY + "Target")
    assert LV.Target.uri == rdflib.URIRef(ONTOLOGY + "Target")
    assert LV["from"] == ONTOLOGY + "from"
    assert str(LV.Target) in LV
    assert ONTOLOGY + "Targt" not in LV


def mentioned(path):
    for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
        for node in (quad.subject, quad.predicate, quad.object):
            if isinstance(node, ox.NamedNode):
                yield node.value
            elif isinstance(node, ox.Literal):
                yield node.datatype.value


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_no_turtle_file_has_an_undeclared_term(path):
    undeclared = {iri for iri in mentioned(path) if iri.startswith(ONTOLOGY) and iri not in LV}
    assert not undeclared


SCHEMES = [path for path in TURTLE if path.parent.name == "schemes"]


@pytest.fixture(scope="module")
def schemes():
    graph = rdflib.Graph()
    for path in SCHEMES:
        graph.parse(path, format="turtle")
    return graph


def test_every_concept_that_is_named_exists(schemes):
    iris = Iris()
    described = {str(subject) for subject in schemes.subjects()}
    for path in SCHEMES:
        for iri in set(mentioned(path)):
            if (
                iri.startswith(iris.base)
                and not iri.startswith(ONTOLOGY)
                and iris.parse(iri).kind in {"concept", "indicator", "programme"}
            ):
                assert iri in described, (path.name, iri)


def test_every_concept_has_labels_and_a_scheme(schemes):
    below = {rdflib.URIRef(term) for term, above in superclasses().items() if str(SKOS.Concept) in above}
    for concept in {s for cls in {SKOS.Concept, *below} for s in schemes.subjects(RDF.type, cls)}:
        labels = {label.language for label in schemes.objects(concept, SKOS.prefLabel)}
        assert {"vi", "en"} <= labels, concept
        assert list(schemes.objects(concept, SKOS.inScheme)), concept


def test_the_committed_context_is_the_one_made_from_the_ontology():
    assert ontology.CONTEXT_FILE.read_text(encoding="utf-8") == written()


def test_the_context_reads_a_target_with_its_types():
    target = '{"@context": %s, "id": "http://example.org/t", "type": "Target", "horizon": "2025", "unit": "lv:Unit"}'
    document = target % written().split('"@context":', 1)[1].rstrip().removesuffix("}")
    graph = rdflib.Graph().parse(data=document, format="json-ld")
    subject = rdflib.URIRef("http://example.org/t")
    assert (subject, LV.horizon.uri, rdflib.Literal("2025", datatype=rdflib.XSD.gYear)) in graph
    assert (subject, LV.unit.uri, LV.Unit.uri) in graph
