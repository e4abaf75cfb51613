"""Records as the quads of one document's graph."""

from collections import Counter
from decimal import Decimal

import pytest
from gold_records import PLANS, gold_records, gold_sections, gold_source
from pyoxigraph import Literal, NamedNode

from graph.inferred import inferred
from graph.quads import quads
from graph.quads_document import Provenance
from graph.terms import date, decimal
from loaders.resolve import resolve
from loaders.resolving.known import known_documents
from ontology import LV, ODRL, PROV, RDF, Iris
from ontology.inference import superclasses

IRIS = Iris()
PROVENANCE = Provenance("lienvan 0.1.0", "plan.txt", "2026-11-21T08:30:00Z")


def made(name, iris=IRIS):
    resolved = resolve(gold_records(name), iris, known_documents(iris))
    return resolved, quads(resolved, gold_source(name), gold_sections(name), PROVENANCE, iris)


def facts(found, subject):
    values = {}
    for quad in found:
        if quad.subject.value == subject:
            values.setdefault(quad.predicate.value, []).append(quad.object)
    return values


@pytest.fixture(params=PLANS)
def plan(request):
    return made(request.param)


def test_all_in_the_documents_own_graph_and_about_it_and_its_parts(plan):
    resolved, found = plan
    assert {quad.graph_name.value for quad in found} == {IRIS.graph(resolved.iri)}
    assert all(quad.subject.value.startswith(resolved.iri) for quad in found)


def test_no_quad_twice(plan):
    _, found = plan
    assert max(Counter(found).values()) == 1


def test_every_statement_says_where_it_is_stated_and_quotes_a_passage(plan):
    resolved, found = plan
    statements = {str(LV.Statement)}
    statements.update(cls for cls, above in superclasses().items() if LV.Statement in above)
    parts = [q.subject.value for q in found if q.predicate == RDF.type.node and q.object.value in statements]
    assert len(parts) > 100
    for part in parts:
        said = facts(found, part)
        assert [value.value for value in said[LV.statedIn]] == [resolved.iri]
        assert len(said[PROV.wasQuotedFrom]) == 1


def test_passages_are_the_sources_own_words(plan, request):
    resolved, found = plan
    text = gold_source(request.node.callspec.params["plan"]).text
    passages = [quad.subject.value for quad in found if quad.object == LV.Passage.node]
    assert len(passages) > 50
    for passage in passages:
        said = facts(found, passage)
        start, end = int(said[LV.start][0].value), int(said[LV.end][0].value)
        assert passage == f"{resolved.iri}/text#char={start},{end}"
        assert letters(said[LV.text][0].value).startswith(letters(text[start:end])[:40])


def letters(text):
    return "".join(text.split())


def test_every_value_of_the_header_has_a_field_reading(plan):
    resolved, found = plan
    document = facts(found, resolved.iri)
    fields = {facts(found, one.value)[LV.field][0].value for one in document[LV.fieldPassage]}
    assert {LV.documentType, LV.issuer, LV.title, LV.jurisdiction, LV.periodStart} <= fields
    for field in fields:
        assert field in document


def test_the_header_of_bach_thong():
    resolved, found = made("bach-thong-2023")
    document = facts(found, resolved.iri)
    assert document[RDF.type] == [LV.Plan.node]
    assert LV.number not in document  # left blank in the text
    assert document[LV.symbol] == [Literal("KH-UBND")]
    assert document[LV.issued] == [date("2023-03")]
    assert document[LV.issuer] == [NamedNode(IRIS.agency("ubnd-huyen", "huyen-bach-thong-bac-kan"))]
    assert document[LV.jurisdiction] == [NamedNode(IRIS.place("gso-2024", "063"))]
    assert document[LV.loaded] == [Literal(True)]
    assert facts(found, document[LV.signature][0].value)[LV.signerName] == [Literal("Hà Kim Oanh")]
    assert len(document[LV.recipient]) == 13


def test_extraction_says_what_read_which_file_and_when():
    resolved, found = made("bach-thong-2023")
    activity = facts(found, facts(found, resolved.iri)[PROV.wasGeneratedBy][0].value)
    assert activity[LV.softwareVersion] == [Literal("lienvan 0.1.0")]
    assert activity[LV.file] == [Literal("plan.txt")]
    assert activity[LV.fileSha256] == [Literal(gold_source("bach-thong-2023").file_sha256)]
    assert activity[PROV.startedAtTime][0].value == "2026-11-21T08:30:00Z"


def test_a_misprinted_citation_keeps_what_is_printed_and_says_what_is_meant():
    resolved, found = made("bach-thong-2023")
    citation = facts(found, f"{resolved.iri}/citation/5")
    assert citation[LV.printedNumber] == [Literal("02/2022/TT-UBND")]
    assert citation[LV.resolvedNumber] == [Literal("02/2022/TT-UBDT")]
    assert citation[LV.cited] == [NamedNode(f"{IRIS.base}doc/uy-ban-dan-toc/2022/02-2022-tt-ubdt")]
    assert citation[LV.resolution] == [LV.Inferred.node]
    assert "People's Committee" in citation[LV.resolutionReason][0].value
    assert citation[LV.citationRole] == [LV.Mention.node]


def test_shortcuts_from_the_document_to_what_it_cites():
    resolved, found = made("bach-thong-2023")
    document = facts(found, resolved.iri)
    assert len(document[LV.cites]) == 12
    assert len(document[LV.basedOn]) == 3
    assert len(document[LV.implements]) == 3
    assert LV.approves not in document  # stated of two others: graph/entities


def target(name, words):
    resolved, found = made(name)
    for number, one in enumerate(resolved.targets, 1):
        if words in one.record.quote:
            return facts(found, f"{resolved.iri}/target/{number}")
    raise AssertionError(words)


def test_bounds_of_a_target_from_below():
    said = target("bach-thong-2023", "3,5% trở lên")
    assert said[LV.direction] == [LV.Decrease.node]
    assert said[LV.comparator] == [ODRL.gteq.node]
    assert said[LV.lowerBound] == [decimal(3.5)]
    assert LV.upperBound not in said
    assert said[LV.unit] == [NamedNode(IRIS.concept("unit", "phan-tram"))]
    assert said[LV.horizon][0].value == "2023"


def test_an_exact_target_has_both_bounds():
    said = target("bach-thong-2023", "01 xã và 02 thôn ra khỏi")
    assert said[LV.lowerBound] == said[LV.upperBound] == [decimal(1)]
    assert said[LV.comparator] == [ODRL.eq.node]


def test_tasks_that_assignments_name_with_those_above_them():
    resolved, found = made("binh-son-2022")
    task = facts(found, f"{resolved.iri}/task/III.2.d(1)")
    assert task[LV.numberPath] == [Literal("III.2.d(1)")]
    assert task[LV.partOf] == [NamedNode(f"{resolved.iri}/task/III.2.d")]
    assert facts(found, f"{resolved.iri}/task/III")[RDF.type] == [LV.Task.node]


def test_the_same_records_give_the_same_quads():
    assert made("binh-son-2022") == made("binh-son-2022")


def test_another_base_renames_everything_but_the_ontology():
    _, here = made("bach-thong-2023")
    _, there = made("bach-thong-2023", Iris("http://localhost:8000/"))
    assert [str(quad).replace("http://localhost:8000/", IRIS.base) for quad in there] == [str(quad) for quad in here]


@pytest.mark.parametrize(
    ("value", "lexical"),
    [(99.98, "99.98"), (100.0, "100"), (41, "41"), (0.5, "0.5"), (1e-07, "0.0000001"), (1500000.0, "1500000")],
)
def test_decimals_are_exact_and_plain(value, lexical):
    assert decimal(value).value == lexical
    assert Decimal(lexical) == Decimal(repr(value))


@pytest.mark.parametrize(("given", "datatype"), [("2023-03-10", "date"), ("2023-03", "gYearMonth"), ("2023", "gYear")])
def test_dates_as_precise_as_they_are_given(given, datatype):
    assert date(given).datatype.value == f"http://www.w3.org/2001/XMLSchema#{datatype}"


def test_a_date_that_is_none_is_refused():
    with pytest.raises(ValueError, match="10/3/2023"):
        date("10/3/2023")


def test_inferred_statements_are_new_and_about_the_same_subjects(plan):
    _, found = plan
    follows = inferred(found, IRIS)
    assert {quad.graph_name.value for quad in follows} == {IRIS.graph("inferred")}
    assert {quad.subject for quad in follows} <= {quad.subject for quad in found}
    assert not {quad.triple for quad in follows} & {quad.triple for quad in found}
    assert max(Counter(follows).values()) == 1


def test_a_plan_is_an_eli_work_and_no_legal_resource(plan):
    resolved, found = plan
    types = {
        q.object.value
        for q in inferred(found, IRIS)
        if q.subject.value == resolved.iri and q.predicate == RDF.type.node
    }
    assert "http://data.europa.eu/eli/ontology#Work" in types
    assert "http://data.europa.eu/eli/ontology#LegalResource" not in types
