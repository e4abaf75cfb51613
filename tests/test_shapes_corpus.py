"""The shapes on the five plans: every contradiction they are known to contain, and the same answers from pySHACL."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate
from rdflib import SH
from rdflib.plugins.sparql import processor
from rdflib.util import from_n3

from graph.generations import Generations
from graph.publish import load
from ontology import LV, Iris
from ontology.iri import SHAPES
from shapes import check, shipped
from shapes.day import as_of_quad
from shapes.listing import page

IRIS = Iris()
DAY = "2026-01-01"
"""The day that the check is as of; ``make docs`` has the same."""
CORPUS = Path(__file__).parent.parent / "corpus"
NAMES = {
    "bac-kan-2020.txt": "Bắc Kạn",
    "bach-thong-2023.txt": "Bạch Thông",
    "binh-son-2022.txt": "Bình Sơn",
    "dak-lak-2021-2030.txt": "Đắk Lắk",
    "dakrong-2022.txt": "Đakrông",
}


@pytest.fixture(scope="module")
def generation(tmp_path_factory):
    root = tmp_path_factory.mktemp("store")
    load([CORPUS], root, iris=IRIS)
    return Generations(root).current()


@pytest.fixture(scope="module")
def store(generation):
    return generation.open()


@pytest.fixture(scope="module")
def report(store):
    return check(store, IRIS, as_of=DAY)


@pytest.fixture(scope="module")
def findings(report):
    return report.findings


@pytest.fixture(scope="module")
def plans(generation):
    return {entry.iri: NAMES[entry.file_name] for entry in generation.manifest.documents.values()}


KNOWN = [
    ("Bạch Thông", "NumberPresent", None),
    ("Bạch Thông", "DateComplete", "2023-03"),
    ("Bình Sơn", "NumberPresent", None),
    ("Bình Sơn", "DatePresent", None),
    ("Đakrông", "NumberPresent", None),
    ("Đakrông", "DateComplete", "2022-06"),
    ("Đắk Lắk", "NumberPresent", None),
    ("Đắk Lắk", "DatePresent", None),
    ("Đắk Lắk", "SignaturePresent", None),
    ("Đắk Lắk", "NumberUsedOnce", "III.5"),
    ("Đắk Lắk", "OneDutyOneDeadline", "report/"),
    ("Bạch Thông", "WordsPrintedOnce", "đơn giá, định mức hỗ trợ"),
    ("Bạch Thông", "CitationPlain", "TT-UBND"),
    ("Bạch Thông", "CitationPlain", "QĐ-UBND"),
    ("Bắc Kạn", "CitationPlain", "NQ-CP"),
    ("Bạch Thông", "ComponentLead", "1719/2"),
    ("Bạch Thông", "ComponentLead", "1719/3/2"),
    ("Bạch Thông", "ComponentLead", "1719/9/1"),
    ("Bạch Thông", "ComponentLedOnce", "assignment/"),
    ("Bạch Thông", "LeadWithinSector", "1719/4/1"),
]


NOTES = [
    ("Bình Sơn", "DutyHolderGone", "gso-2024/524"),  # huyện Bình Sơn
    ("Bạch Thông", "DutyHolderGone", "gso-2024/063"),
    ("Bắc Kạn", "DutyHolderGone", "gso-2024/06"),  # merged into Thái Nguyên
    ("Đakrông", "DutyHolderGone", "gso-2024/467"),
    ("Đắk Lắk", "DutyHolderGone", "gso-2024/66"),
    ("Đắk Lắk", "ComponentsAssigned", None),
    ("Đắk Lắk", "ThemeHasAgency", None),
]
"""Findings that are worth knowing alone."""

CONTRADICTIONS = {
    "number missing or incomplete": {"NumberPresent"},
    "date missing or incomplete": {"DatePresent", "DateComplete"},
    "signer missing or incomplete": {"SignaturePresent", "SignerPostPresent"},
    "symbol does not fit type or issuer": {"CitationPlain", "NumberMisprinted"},
    "two dates for one cited document": {"CitedWithTwoDates", "CitationPlain", "DateMisprinted"},
    "a cited document later than the citing one": {"CitedLater"},
    "plan period and horizons at odds": {
        "PeriodOrdered",
        "HorizonOutsidePeriod",
        "HorizonBeforeIssue",
        "IssuedAfterPeriod",
        "VisionAfterPeriod",
    },
    "per cent outside 0-100": {"PercentWithinRange"},
    "between with low >= high": {"RangeOrdered"},
    "a numeric target without unit": {"UnitPresent"},
    "a multiple without base year": {"MultipleWithBaseline"},
    "a later horizon weaker than an earlier one": {"LaterHorizonWeaker"},
    "headings numbered twice": {"NumberUsedOnce"},
    "one duty with two deadlines": {"OneDutyOneDeadline", "OneGroupOneDeadline"},
    "the same sentence printed again": {"WordsPrintedOnce"},
    "a component nobody leads": {"ComponentLead"},
    "a component led twice": {"ComponentLedOnce"},
    "a component listed and never assigned": {"ComponentLead", "ComponentsAssigned"},
    "an agency assigned outside its sector": {"LeadWithinSector"},
    "a target without any responsible agency": {"ThemeHasAgency"},
    "one number, two dates": {"CitedWithTwoDates", "CitedDateDiffers"},
    "one number, two issuers": {"OneNumberTwoIssuers"},
    "a district's target weaker than its province's": {"WeakerThanAbove"},
    "a plan's target weaker than the plan it implements": {"WeakerThanImplemented"},
    "an indicator omitted that siblings have": {"IndicatorLeftOut", "IndicatorLeftOutByProvince"},
    "legal basis amended or replaced": {"BasisAmended", "BasisOvertaken"},
    "a cycle in implements": {"ImplementsNoCycle"},
    "a duty held by an agency or place that no longer exists": {"AgencyExists", "DutyHolderGone", "DutyHolderReplaced"},
}
"""What the shapes are there for, and which of them find it; each has its smallest graphs in ``shape_graphs``."""


@pytest.mark.parametrize("shapes", CONTRADICTIONS.values(), ids=list(CONTRADICTIONS))
def test_every_kind_of_contradiction_has_its_shapes(shapes):
    graphs = Path(__file__).parent / "shape_graphs"
    assert all(SHAPES + shape in shipped(IRIS).shapes for shape in shapes)
    assert all((graphs / f"{shape}.{kind}.ttl").exists() for shape in shapes for kind in ("pass", "fail"))


@pytest.mark.parametrize(("plan", "shape", "value"), KNOWN + NOTES)
def test_every_known_contradiction_is_found(findings, plans, plan, shape, value):
    assert any(
        plans.get(finding.documents[0]) == plan
        and finding.shape == SHAPES + shape
        and (value is None or value in str(finding.value))
        for finding in findings
    )


def test_no_violation_or_warning_but_the_known_ones(findings, plans):
    known = {(plan, shape) for plan, shape, _ in KNOWN}
    found = {
        (plans.get(finding.documents[0]), finding.shape.removeprefix(SHAPES))
        for finding in findings
        if finding.severity != "info"
    }
    assert found <= known
    assert sum(finding.severity != "info" for finding in findings) == len(KNOWN) - 1  # one of them is info


def test_every_finding_shows_its_passages(findings):
    assert all(finding.passages for finding in findings)
    assert all(finding.message_vi and finding.message_en and "{" not in finding.message_en for finding in findings)


@pytest.fixture(scope="module")
def graph(store):
    """The five plans and what they share as one rdflib graph, with the places that they name and the day asked.

    It has the statements whose predicates the shapes name, all of them: what no shape can look at costs rdflib time.
    """
    named = [graph for graph in store.graphs() if not graph.endswith(("places", "inferred", "findings"))]
    quads = [quad for graph in named for quad in store.quads_for_graph(graph)]
    waiting = {
        quad.object for quad in quads if isinstance(quad.object, ox.NamedNode) and "/place/" in quad.object.value
    }
    while waiting:
        described = list(store.quads(waiting.pop(), graph=IRIS.graph("places")))
        quads += described
        waiting |= {quad.object for quad in described if quad.predicate.value.endswith("#within")}
    looked_at = predicates(shipped(IRIS))
    triples = ox.serialize(
        (quad.triple for quad in quads if quad.predicate.value in looked_at), format=ox.RdfFormat.N_TRIPLES
    )
    day = ox.serialize([as_of_quad(ox.NamedNode(IRIS.graph("findings")), DAY)], format=ox.RdfFormat.N_QUADS)
    return rdflib.Graph().parse(data=triples + day, format="nquads")


def predicates(shapes):
    """Every IRI that the shapes name, in queries, paths and targets."""
    return {str(term) for term in shapes.full.objects() if isinstance(term, rdflib.URIRef)}.union(
        *(rule.predicates for rule in shapes.rules)
    )


@pytest.fixture(scope="module", autouse=True)
def queries_read_once():
    """pySHACL gives rdflib the text of a query for every focus node, and rdflib would parse it for each of them."""
    parse, translate, known = processor.parseQuery, processor.translateQuery, {}

    def once(text, base=None, namespaces=None):
        if text not in known:
            known[text] = translate(parse(text), base, namespaces)
        return known[text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", str)
        patch.setattr(processor, "translateQuery", once)
        yield


def pyshacl_rows(graph, shapes, shape, nodes):
    """What pySHACL finds by one shape on some focus nodes: (focus node, value)."""
    _, report, _ = validate(graph, shacl_graph=shapes, use_shapes=[shape], focus_nodes=sorted(nodes))
    return {
        (str(report.value(result, SH.focusNode)), report.value(result, SH.value))
        for result in report.objects(None, SH.result)
    }


def own_rows(findings, shape):
    return {
        (
            finding.focus,
            None if finding.value is None else from_n3(str(finding.value).removesuffix(f"^^<{rdflib.XSD.string}>")),
        )
        for finding in findings
        if finding.shape == shape
    }


NESTED = {SHAPES + "IndicatorLeftOut", SHAPES + "IndicatorLeftOutByProvince"}
"""Shapes of several sub-selects; rdflib evaluates each anew for every row of those before: minutes for the whole."""
LOADED = rdflib.URIRef(LV.sourceSha256)


def joined(graph):
    """The statements that can take part in the patterns of the NESTED shapes.

    In these what is stated in a document is a target or has an indicator, only places of documents have a level or
    are within another, and only indicators have a label.
    """
    indicator, jurisdiction = rdflib.URIRef(LV.indicator), rdflib.URIRef(LV.jurisdiction)
    plans = set(graph.subjects(rdflib.URIRef(LV.implements)))
    targets = {*graph.subjects(indicator), *graph.subjects(rdflib.RDF.type, rdflib.URIRef(LV.Target))}
    subjects = {
        rdflib.URIRef(LV.statedIn): targets,
        rdflib.RDF.type: targets,
        rdflib.URIRef(LV.level): set(graph.objects(None, jurisdiction)),
        rdflib.URIRef(LV.within): set(graph.objects(None, jurisdiction)),
        jurisdiction: plans,
        rdflib.SKOS.prefLabel: set(graph.objects(None, indicator)),
    }
    named = {predicate for rule in shipped(IRIS).rules if rule.shape in NESTED for predicate in rule.predicates}
    part = rdflib.Graph()
    for statement in graph:
        subject, predicate, _ = statement
        if str(predicate) in named and subject in subjects.get(predicate, {subject}):
            part.add(statement)
    return part


def focus_nodes(graph, shape):
    """Every focus node of a shape, or of the one that it is a property shape of.

    The NESTED ones ask that the focus node be a loaded document, so that the others are left out.
    """
    full, term = shipped(IRIS).full, rdflib.URIRef(shape)
    bearers = [term, *full.subjects(SH.property, term)]
    nodes = {
        node
        for bearer in bearers
        for found in (
            *(graph.subjects(rdflib.RDF.type, cls) for cls in full.objects(bearer, SH.targetClass)),
            *(graph.subjects(predicate) for predicate in full.objects(bearer, SH.targetSubjectsOf)),
            *(graph.objects(None, predicate) for predicate in full.objects(bearer, SH.targetObjectsOf)),
        )
        for node in found
    }
    return sorted(str(node) for node in nodes if shape not in NESTED or (node, LOADED, None) in graph)


@pytest.mark.parametrize(
    "shape",
    [shape.iri for shape in shipped(IRIS).shapes.values() if shape.messages],
    ids=lambda iri: iri.removeprefix(SHAPES),
)
def test_pyshacl_finds_the_same(findings, graph, shape):
    """On all focus nodes of the five plans, by each shape."""
    expected = own_rows(findings, shape)
    nodes = {*focus_nodes(graph, shape), *(focus for focus, _ in expected)}
    data = joined(graph) if shape in NESTED else graph
    assert pyshacl_rows(data, shipped(IRIS).full, shape, nodes) == expected


def test_every_shape_but_the_rare_ones_is_about_something_in_the_plans(graph):
    about_nothing = {
        shape.iri.removeprefix(SHAPES)
        for shape in shipped(IRIS).shapes.values()
        if shape.messages and not focus_nodes(graph, shape.iri)
    }
    assert about_nothing == set()


def test_a_shape_that_says_something_else_does_not_find_the_same(findings, graph):
    shape = SHAPES + "OneDutyOneDeadline"
    changed = rdflib.Graph()
    for subject, predicate, value in shipped(IRIS).full:
        other = rdflib.Literal(value.replace(" < 3)", " < 0)")) if predicate == SH.select else value
        changed.add((subject, predicate, other))
    expected, nodes = own_rows(findings, shape), focus_nodes(graph, shape)
    assert expected
    assert pyshacl_rows(graph, changed, shape, nodes) == set()
    assert pyshacl_rows(graph, shipped(IRIS).full, shape, nodes) == expected


def test_the_page_of_findings_is_the_one_made_from_the_plans(store, report):
    written = (CORPUS.parent / "docs" / "findings.md").read_text(encoding="utf-8")
    assert written == page(store, report, IRIS, shipped(IRIS))
