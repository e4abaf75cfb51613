"""The checker: stable findings, incremental checks, the report as RDF, and shape files that are refused."""

import pyoxigraph as ox
import pytest

from graph.executors import processes
from graph.store import OxigraphStore, memory_store, open_store
from ontology import LV, SH, Iris
from ontology.iri import SHAPES
from shapes import ShapesError, check, check_again, read, shipped
from shapes.day import overtaken
from shapes.last import findings_named, times_seen

IRIS = Iris()
ONE = IRIS.document("ubnd-tinh-bac-kan", 2020, "303/KH-UBND")
TWO = IRIS.document("ubnd-tinh-dak-lak", 2022, "12/KH-UBND")
PREFIXES = """@prefix lv: <https://w3id.org/lienvan/ontology#> . @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . """
COMPLETE = """<{doc}> a lv:Plan ; lv:sourceSha256 "0f" ; lv:number "1/KH-UBND" ; lv:issued "2020-06-04"^^xsd:date ;
    lv:title "Kế hoạch"@vi ; lv:issuer <https://w3id.org/lienvan/agency/a/b> ; lv:signature <{doc}/signature/1> ;
    lv:recipient <{doc}/recipient/1> . <{doc}/signature/1> a lv:Signature ; lv:post "Chủ tịch" ."""
BLANK_DAY = (
    COMPLETE.replace('"2020-06-04"^^xsd:date', '"2020-06"^^xsd:gYearMonth')
    + """
<{doc}> lv:fieldPassage <{doc}/field/issued> . <{doc}/field/issued> lv:field lv:issued ;
    prov:wasQuotedFrom <{doc}/text#char=10,20> ."""
)
TOO_MUCH = (
    COMPLETE
    + """ <{doc}/target/1> a lv:Target ; lv:statedIn <{doc}> ; lv:direction lv:Reach ;
    lv:unit <https://w3id.org/lienvan/unit/phan-tram> ; lv:comparator odrl:eq ; lv:lowerBound 120 ; lv:upperBound 120 ;
    prov:wasQuotedFrom <{doc}/text#char=30,60> ."""
)


def store_of(**documents):
    store = OxigraphStore(ox.Store())
    for document, turtle in documents.items():
        put(store, {"one": ONE, "two": TWO}[document], turtle)
    return store


def put(store, document, turtle):
    store.remove_graph(IRIS.graph(document))
    parsed = ox.parse((PREFIXES + turtle.replace("{doc}", document)).encode(), format=ox.RdfFormat.TURTLE)
    store.add(ox.Quad(*quad.triple, ox.NamedNode(IRIS.graph(document))) for quad in parsed)


def keep(store, report):
    store.remove_graph(IRIS.graph("findings"))
    store.add(report.quads(IRIS, shipped(IRIS).shapes.values()))


def changed(store, documents):
    """What a check finds after a change of some documents, made with ``before`` as the store was."""
    before = memory_store(quad for graph in store.graphs() for quad in store.quads_for_graph(graph))

    def again():
        change = check_again(store, IRIS, documents, before=before)
        whole = check(store, IRIS)
        standing = times_seen(before, IRIS).keys() - {finding.iri for finding in change.gone}
        assert standing | {finding.iri for finding in change.found} == {finding.iri for finding in whole.findings}
        assert (names(change.new), names(change.resolved)) == (names(whole.new), names(whole.resolved))
        return change

    return again


def names(findings):
    return sorted((finding.shape.removeprefix(SHAPES), finding.documents[0]) for finding in findings)


def test_nothing_of_the_shapes_across_documents_is_left_to_memory():
    """pySHACL would need a copy of the whole store for a single triple of them."""
    assert len(shipped(IRIS).corpus_core) == 0
    assert len(shipped(IRIS).document_core) > 0


def test_a_finding_says_where_and_why_in_both_languages():
    (finding,) = check(store_of(one=BLANK_DAY), IRIS).findings
    assert finding.shape == SHAPES + "DateComplete"
    assert finding.severity == "violation"
    assert (finding.focus, finding.path, finding.documents) == (ONE, LV.issued, (ONE,))
    assert str(finding.value) == '"2020-06"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    assert finding.passages == (ONE + "/text#char=10,20",)
    assert finding.message_vi == "Ngày ban hành chỉ có tháng và năm (2020-06); phần ngày để trống."
    assert finding.message_en == "The date of issue has only month and year (2020-06); the day is blank."


def test_a_target_leads_to_its_passage():
    (finding,) = check(store_of(one=TOO_MUCH), IRIS).findings
    assert finding.focus == ONE + "/target/1"
    assert finding.passages == (ONE + "/text#char=30,60",)
    assert finding.documents == (ONE,)


def test_the_same_finding_keeps_its_iri_and_its_first_time():
    store = store_of(one=BLANK_DAY)
    first = check(store, IRIS, at="2026-01-01T00:00:00Z")
    keep(store, first)
    again = check(store, IRIS, at="2026-02-01T00:00:00Z")
    assert [finding.iri for finding in again.findings] == [finding.iri for finding in first.findings]
    assert again.findings[0].first_seen == "2026-01-01T00:00:00Z"
    assert again.findings[0].last_seen == "2026-02-01T00:00:00Z"
    assert (again.new, again.resolved) == ((), ())


def test_what_is_new_and_what_is_resolved():
    store = store_of(one=BLANK_DAY)
    keep(store, check(store, IRIS))
    again = changed(store, [ONE])
    put(store, ONE, TOO_MUCH)
    report = again()
    assert names(report.new) == [("PercentWithinRange", ONE)]
    assert names(report.resolved) == [("DateComplete", ONE)]


def test_only_changed_documents_are_checked_again():
    store = store_of(one=BLANK_DAY, two=BLANK_DAY)
    keep(store, check(store, IRIS))
    put(store, ONE, COMPLETE)
    put(store, TWO, TOO_MUCH)
    change = check_again(store, IRIS, [ONE], before=store)
    assert (names(change.gone), change.found) == ([("DateComplete", ONE)], ())


def test_a_document_that_is_gone_has_no_findings():
    store = store_of(one=BLANK_DAY, two=BLANK_DAY)
    keep(store, check(store, IRIS))
    again = changed(store, [ONE])
    store.remove_graph(IRIS.graph(ONE))
    assert names(again().resolved) == [("DateComplete", ONE)]


def test_many_documents_are_checked_in_parallel_with_the_same_result(monkeypatch, tmp_path):
    store = open_store(tmp_path / "store", read_only=False)
    documents = [IRIS.document("ubnd-tinh-bac-kan", 2020, f"{n}/KH-UBND") for n in range(20)]
    for document in documents:
        put(store, document, BLANK_DAY)
    here = check(store, IRIS, at="2026-01-01T00:00:00Z")
    assert sorted(finding.focus for finding in here.findings) == sorted(documents)
    used = []
    monkeypatch.setattr("shapes.local._PARALLEL_FROM", 10)
    monkeypatch.setattr("shapes.local.cpu_count", lambda: 2)
    monkeypatch.setattr("shapes.local.processes", lambda size: used.append(size) or processes(size))
    assert check(store, IRIS, at="2026-01-01T00:00:00Z") == here
    assert used == [2, 2], "those that look at each document alone, and those that hold it against others"
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_the_report_is_a_standard_validation_report_and_reads_back():
    store = store_of(one=BLANK_DAY + " " + TOO_MUCH)
    report = check(store, IRIS, at="2026-01-01T00:00:00Z")
    quads = list(report.quads(IRIS, shipped(IRIS).shapes.values()))
    graph = ox.NamedNode(IRIS.graph("findings"))
    assert {quad.graph_name for quad in quads} == {graph}
    assert len(quads) == len(set(quads))
    results = {quad.object.value for quad in quads if quad.predicate == SH.result.node}
    assert results == {finding.iri for finding in report.findings}
    assert ox.Quad(graph, SH.conforms.node, ox.Literal(value=False), graph) in quads
    keep(store, report)
    assert times_seen(store, IRIS) == {finding.iri: "2026-01-01T00:00:00Z" for finding in report.findings}
    assert findings_named(store, IRIS, [one.iri for one in report.findings]) == list(report.findings)


def test_a_store_without_faults_conforms():
    report = check(store_of(one=COMPLETE), IRIS)
    assert report.conforms
    assert report.count("violation") == 0
    assert report.about(ONE) == ()


def test_another_base_has_its_own_reference_data():
    here = Iris("http://localhost:8000/")
    document = here.document("ubnd-tinh-bac-kan", 2020, "303/KH-UBND")
    store = OxigraphStore(ox.Store())
    turtle = PREFIXES + TOO_MUCH.replace("{doc}", document).replace("https://w3id.org/lienvan/unit", here.base + "unit")
    parsed = ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)
    store.add(ox.Quad(*quad.triple, ox.NamedNode(here.graph(document))) for quad in parsed)
    (finding,) = check(store, here).findings
    assert finding.shape == SHAPES + "PercentWithinRange"
    assert finding.iri.startswith("http://localhost:8000/finding/")


ENDING = (
    COMPLETE
    + """ <{doc}/assignment/1> a lv:Assignment ; lv:statedIn <{doc}> ; lv:agency <urn:agency> .
    <urn:agency> lv:place <urn:place> . <urn:place> lv:validUntil "2026-02-01"^^xsd:date .
    <urn:place> <http://www.w3.org/2000/01/rdf-schema#label> "huyện A"@vi ."""
)


def test_what_has_come_to_its_end_since_the_last_check_is_seen():
    store = store_of(one=ENDING)
    keep(store, check(store, IRIS, at="2026-01-31T23:00:00Z"))
    assert [overtaken(store, IRIS, day) for day in ("2026-01-31", "2026-02-01", "2026-03-01")] == [False, True, True]
    report = check(store, IRIS, at="2026-02-01T00:00:00Z")
    assert names(report.new) == [("DutyHolderGone", ONE)]
    keep(store, report)
    assert not overtaken(store, IRIS, "2026-03-01")
    assert check(store, IRIS, at="2026-02-01T00:00:00Z", as_of="2026-01-31").findings == ()


REPLACED = (
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix org: <http://www.w3.org/ns/org#> . "
    "@prefix dct: <http://purl.org/dc/terms/> . "
    + COMPLETE
    + """ <{doc}/assignment/1> a lv:Assignment ; lv:statedIn <{doc}> ; lv:agency <urn:agency> .
    <urn:agency> rdfs:label "Ban A"@vi ; org:changedBy <urn:change> .
    <urn:change> dct:date "2025"^^xsd:gYear ; org:resultingOrganization <urn:later> .
    <urn:later> rdfs:label "Sở A"@vi ."""
)


def test_an_agency_that_was_replaced_in_a_year_is_gone_when_the_year_is():
    store = store_of(one=REPLACED)
    keep(store, check(store, IRIS, at="2025-12-30T00:00:00Z"))
    assert [overtaken(store, IRIS, day) for day in ("2025-12-30", "2025-12-31")] == [False, True]
    assert names(check(store, IRIS, as_of="2025-12-31").findings) == [("DutyHolderReplaced", ONE)]
    assert check(store, IRIS, as_of="2025-12-30").findings == ()


def test_without_a_check_before_everything_is_to_be_checked():
    assert overtaken(store_of(one=ENDING), IRIS, "2026-01-01")


def test_the_report_says_the_day_it_is_as_of():
    quads = list(check(store_of(one=COMPLETE), IRIS, as_of="2025-07-01").quads(IRIS, ()))
    assert [quad.object.value for quad in quads if quad.predicate == LV.asOf.node] == ["2025-07-01"]


HEADER = """@prefix lv: <https://w3id.org/lienvan/ontology#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix my: <http://example.org/shapes#> .
"""


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ("my:S a sh:NodeShape ;", "is not valid Turtle (line"),
        (
            HEADER + "my:S a sh:NodeShape ; sh:targetClass lv:Plan ; sh:property [ sh:minCount 1 ] .",
            "is not valid SHACL",
        ),
        (HEADER + 'my:S a sh:NodeShape ; sh:property [ sh:path lv:number ; sh:minCount "one" ] .', "minCount"),
        (
            HEADER
            + """my:S a sh:NodeShape ; sh:targetClass lv:Plan ; sh:sparql [ a sh:SPARQLConstraint ;
        sh:select "SELECT $this WHERE { SERVICE <http://example.org/> { $this ?p ?o } }" ] .""",
            "SERVICE",
        ),
        (
            HEADER
            + """my:S a sh:NodeShape ; sh:targetClass lv:Plan ; sh:sparql [ a sh:SPARQLConstraint ;
        sh:select "SELECT $this WHERE { $this ?p ?o MINUS { $this lv:number ?n } }" ] .""",
            "MINUS",
        ),
        (
            HEADER
            + """my:S a sh:NodeShape ; sh:targetClass lv:Plan ; sh:sparql [ a sh:SPARQLConstraint ;
        sh:select "SELECT $this WHERE { $this ?p " ] .""",
            "query",
        ),
    ],
)
def test_bad_shape_files_are_refused_with_file_and_reason(tmp_path, turtle, reason):
    path = tmp_path / "my.ttl"
    path.write_text(turtle, encoding="utf-8")
    with pytest.raises(ShapesError) as refused:
        read([path], IRIS)
    assert str(refused.value).startswith(str(path))
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (
            ["my:S a sh:NodeShape ;", "    sh:targetClass lv:Plan ;", "    sh:property [", "        sh:minCount 1 ] ."],
            5,
        ),
        (["# of plans", "my:S sh:property [", "    sh:path lv:number ;", '    sh:minCount 0 , "one" ] .'], 6),
        (["my:S a sh:NodeShape .", "my:S sh:severity sh:Info .", "my:S sh:severity sh:Warning ."], 4),
        (["[] a sh:NodeShape ;", "    sh:targetClass lv:Plan ;", "    sh:property [ sh:path ] ."], 5),
        (["my:S a sh:NodeShape ;", "    sh:targetClass unknown:Plan ."], 4),
        (
            [
                "my:S a sh:NodeShape ; sh:targetClass lv:Plan ; sh:sparql [",
                '    sh:select """SELECT $this WHERE {',
                "        $this ?p ?o",
                '        MINUS { $this lv:number ?n } }""" ] .',
            ],
            4,
        ),
    ],
)
def test_a_refusal_names_the_line(tmp_path, lines, line):
    path = tmp_path / "my.ttl"
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(ShapesError, match=rf"\bline {line}\b"):
        read([path], IRIS)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(ShapesError, match="cannot be read"):
        read([tmp_path / "missing.ttl"], IRIS)
    path = tmp_path / "binary.ttl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ShapesError, match="is not UTF-8"):
        read([path], IRIS)


def test_a_users_own_shapes_need_no_names(tmp_path):
    path = tmp_path / "my.ttl"
    path.write_text(
        HEADER
        + """my:S a sh:NodeShape ; sh:targetClass lv:Plan ;
        sh:property [ sh:path lv:vision ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "No vision." ] .
    """,
        encoding="utf-8",
    )
    (finding,) = check(store_of(one=COMPLETE), IRIS, shapes=read([path], IRIS)).findings
    assert finding.shape == "http://example.org/shapes#S-vision"
    assert (finding.severity, finding.message_en) == ("warning", "No vision.")


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (
            """my:S a sh:NodeShape ; sh:targetClass lv:Plan ; sh:property [ sh:path lv:signature ;
                sh:property [ sh:path lv:post ; sh:maxCount 0 ; sh:message "A post." ] ] .""",
            ("http://example.org/shapes#S-signature-post", "A post."),
        ),
        (
            """my:S a sh:NodeShape ; sh:targetClass lv:Plan ; sh:sparql [
                a sh:SPARQLConstraint ; sh:message "No vision." ;
                sh:select "SELECT $this { FILTER NOT EXISTS { $this <https://w3id.org/lienvan/ontology#vision> ?v } }"
            ] .""",
            ("http://example.org/shapes#S", "No vision."),
        ),
        (
            """my:S a sh:PropertyShape ; sh:targetNode <{one}> ; sh:path lv:number ; sh:sparql [ a sh:SPARQLConstraint ;
                sh:message "{?value}" ; sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ] .""",
            ("http://example.org/shapes#S", "1/KH-UBND"),
        ),
        (
            """my:S a sh:NodeShape ; sh:targetObjectsOf lv:signature ;
                sh:property [ sh:path lv:signerName ; sh:minCount 1 ; sh:message "Nobody." ] .""",
            ("http://example.org/shapes#S-signerName", "Nobody."),
        ),
    ],
)
def test_a_users_own_shapes_mean_what_shacl_says(tmp_path, shapes, expected):
    path = tmp_path / "my.ttl"
    path.write_text(HEADER + shapes.replace("{one}", ONE), encoding="utf-8")
    (finding,) = check(store_of(one=COMPLETE), IRIS, shapes=read([path], IRIS)).findings
    assert (finding.shape, finding.message_en) == expected


def test_of_the_shapes_across_documents_nothing_is_left_for_the_whole_graph_in_memory():
    """Lists of paths were left, and every check copied all triples of the store for them."""
    assert len(shipped(IRIS).corpus_core) == 0


BLANK = """[ a sh:NodeShape ; sh:targetClass lv:Plan ;
    sh:property [ sh:path lv:vision ; sh:minCount 1 ; sh:message "No vision." ] ;
    sh:sparql [ a sh:SPARQLConstraint ; sh:message "A number." ;
        sh:select "SELECT $this ?value WHERE { $this <https://w3id.org/lienvan/ontology#number> ?value }" ] ] .
"""


def test_shapes_without_a_name_are_evaluated_and_keep_the_name_they_get(tmp_path):
    path = tmp_path / "my.ttl"
    path.write_text(HEADER + BLANK, encoding="utf-8")
    first = check(store_of(one=COMPLETE), IRIS, shapes=read([path], IRIS)).findings
    assert {finding.message_en for finding in first} == {"No vision.", "A number."}
    path.write_text(
        HEADER + "[ a sh:NodeShape ; sh:targetClass lv:Law ; sh:class lv:Plan ] . " + BLANK, encoding="utf-8"
    )
    again = check(store_of(one=COMPLETE), IRIS, shapes=read([path], IRIS)).findings
    assert [finding.iri for finding in again] == [finding.iri for finding in first]
