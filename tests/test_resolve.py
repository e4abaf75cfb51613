"""Everything that a document's records name, resolved: on the two annotated plans and on single links."""

import dataclasses

import pytest
from gold_records import PLANS, gold_records

from loaders.records import Citation, Link
from loaders.resolve import resolve, unit_slug
from loaders.resolving.known import known_documents
from ontology import Iris

BACH_THONG = "doc/ubnd-huyen-bach-thong-bac-kan/2023/"


def resolved(name):
    return resolve(gold_records(name), Iris(), known_documents(Iris()))


@pytest.mark.parametrize("name", PLANS)
def test_every_citation_of_the_annotated_plans_is_resolved(name):
    plan = resolved(name)
    assert len(plan.citations) == len(gold_records(name).citations)
    assert {citation.degree for citation in plan.citations} <= {"exact", "inferred"}
    assert all(citation.reason for citation in plan.citations if citation.degree == "inferred")


@pytest.mark.parametrize("name", PLANS)
def test_every_link_of_the_annotated_plans_finds_both_ends(name):
    assert len(resolved(name).links) == len(gold_records(name).links)


def test_misprinted_symbols_of_bach_thong():
    found = {one.record.number: one.document.number for one in resolved("bach-thong-2023").citations}
    assert found["02/2022/TT-UBND"] == "02/2022/TT-UBDT"
    assert found["612/QĐ-UBND"] == "612/QĐ-UBDT"


def test_objects_of_assignments_are_components_programmes_and_tasks():
    plan = resolved("binh-son-2022")
    objects = {one.record.object: one.object for one in plan.assignments}
    assert objects["1719"] == f"{Iris().base}programme/1719"
    assert objects["III.2.d(1)"] == f"{plan.iri}/task/III.2.d(1)"
    assert objects[None] is None


def test_who_reports_is_the_agency_that_the_plan_charges_by_that_name():
    plan = resolved("bach-thong-2023")
    report = plan.reports[3]
    assert report.who is not None
    assert report.who.iri == f"{Iris().base}agency/ubnd-xa/huyen-bach-thong-bac-kan"
    assert report.to is not None
    assert report.to.iri == f"{Iris().base}agency/ubnd-huyen/huyen-bach-thong-bac-kan"


def citation(number, issuer, start):
    span = (start, start + 10)
    return Citation(number, "ke-hoach", "2022-06-24", issuer, None, "basis", 1, number, None, *span, (span,))


def test_a_number_of_two_issuers_links_to_the_one_named_nearest():
    records = dataclasses.replace(
        gold_records("bach-thong-2023"),
        citations=(citation("104/KH-UBND", "UBND tỉnh", 100), citation("104/KH-UBND", "UBND huyện", 900)),
        links=(
            Link("this", "implements", "104/KH-UBND", "…", 80, 110),
            Link("this", "implements", "104/KH-UBND", "…", 890, 910),
            Link("this", "implements", "105/KH-UBND", "…", 80, 110),
        ),
    )
    plan = resolve(records, Iris(), known_documents(Iris()))
    assert [link.target.removeprefix(Iris().base) for link in plan.links] == [
        "doc/ubnd-tinh-bac-kan/2022/104-kh-ubnd",
        "doc/ubnd-huyen-bach-thong-bac-kan/2022/104-kh-ubnd",
    ]  # 105/KH-UBND is cited nowhere: no link


@pytest.mark.parametrize(
    ("printed", "slug"),
    [("%", "phan-tram"), ("triệu đồng/người/năm", "trieu-dong-nguoi-nam"), ("năm", "nam"), ("cái lạ", "cai-la")],
)
def test_units_are_concepts_of_the_scheme(printed, slug):
    assert unit_slug(printed) == slug


def test_a_plan_without_number_is_named_by_symbol_and_title():
    assert resolved("bach-thong-2023").iri.startswith(f"{Iris().base}{BACH_THONG}kh-ubnd-")
