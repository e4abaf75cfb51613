"""The shapes on the five plans: every contradiction they are known to contain, and the same answers from pySHACL."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate
from rdflib import SH
from rdflib.util import from_n3

from graph.generations import Generations
from graph.publish import load
from ontology import Iris
from ontology.iri import SHAPES
from shapes import check, shipped
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
    "a duty held by an agency or place that no longer exists": {"AgencyExists", "DutyHolderGone"},
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
    """The five plans and what they share as one rdflib graph, with the places that they name."""
    named = [graph for graph in store.graphs() if not graph.endswith(("places", "inferred", "findings"))]
    quads = [quad for graph in named for quad in store.quads_for_graph(graph)]
    waiting = {
        quad.object for quad in quads if isinstance(quad.object, ox.NamedNode) and "/place/" in quad.object.value
    }
    while waiting:
        described = list(store.quads(waiting.pop(), graph=IRIS.graph("places")))
        quads += described
        waiting |= {quad.object for quad in described if quad.predicate.value.endswith("#within")}
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt")


def rows(report):
    return {
        (str(report.value(result, SH.focusNode)), report.value(result, SH.value))
        for result in report.objects(None, SH.result)
    }


@pytest.mark.parametrize(
    "shape",
    [shape.iri for shape in shipped(IRIS).shapes.values() if shape.messages],
    ids=lambda iri: iri.removeprefix(SHAPES),
)
def test_pyshacl_finds_the_same(findings, graph, store, shape):
    """On every focus node with a finding and on two without (pySHACL takes some ten minutes for all of them)."""
    own = {
        (
            finding.focus,
            None if finding.value is None else from_n3(str(finding.value).removesuffix(f"^^<{rdflib.XSD.string}>")),
        )
        for finding in findings
        if finding.shape == shape
    }
    nodes = sorted({focus for focus, _ in own})
    others = [node for node in candidates(store, shape) if node not in nodes][:2]
    _, report, _ = validate(graph, shacl_graph=shipped(IRIS).full, use_shapes=[shape], focus_nodes=nodes + others)
    assert rows(report) == own


def candidates(store, shape):
    """Focus nodes of a SPARQL shape; the documents for the others."""
    rule = next((rule for rule in shipped(IRIS).rules if rule.shape == shape), None)
    targets = rule.targets if rule else "SELECT ?this WHERE { ?this ?p ?o . FILTER(false) }"
    return sorted(row["this"].value for row in store.query(targets))


def test_the_page_of_findings_is_the_one_made_from_the_plans(store, report):
    written = (CORPUS.parent / "docs" / "findings.md").read_text(encoding="utf-8")
    assert written == page(store, report, IRIS, shipped(IRIS))
