"""The grammar of identifiers: what is built can be taken apart again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.iri import DEFAULT_BASE, ONTOLOGY, Iris

IRIS = Iris()
PLAN = IRIS.document("ubnd-tinh-bac-kan", 2020, "303/KH-UBND")
LAW = IRIS.law("Luật Đầu tư công")


@pytest.mark.parametrize(
    ("iri", "path", "kind", "parts", "document"),
    [
        (
            PLAN,
            "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd",
            "document",
            ("ubnd-tinh-bac-kan", "2020", "303-kh-ubnd"),
            PLAN,
        ),
        (
            IRIS.document("Quốc hội", 2019, "88/2019/QH14"),
            "doc/quoc-hoi/2019/88-2019-qh14",
            "document",
            ("quoc-hoi", "2019", "88-2019-qh14"),
            IRIS.document("quoc-hoi", "2019", "88-2019-qh14"),
        ),
        (
            IRIS.document(None, None, "05-CT/TW"),
            "doc/khong-ro/khong-ro/05-ct-tw",
            "document",
            ("khong-ro", "khong-ro", "05-ct-tw"),
            f"{DEFAULT_BASE}doc/khong-ro/khong-ro/05-ct-tw",
        ),
        (LAW, "doc/luat/dau-tu-cong", "document", ("luat", "dau-tu-cong"), LAW),
        (
            IRIS.part(PLAN, "target", 4),
            "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd/target/4",
            "part",
            ("target", "4"),
            PLAN,
        ),
        (IRIS.part(LAW, "citation", 1), "doc/luat/dau-tu-cong/citation/1", "part", ("citation", "1"), LAW),
        (
            IRIS.task(PLAN, "III.2.d(1)"),
            "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd/task/III.2.d(1)",
            "task",
            ("III.2.d(1)",),
            PLAN,
        ),
        (IRIS.task(PLAN, "III.2.đ"), "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd/task/III.2.đ", "task", ("III.2.đ",), PLAN),
        (
            IRIS.task(PLAN, "a/b #1"),
            "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd/task/a%2Fb%20%231",
            "task",
            ("a/b #1",),
            PLAN,
        ),
        (IRIS.text(PLAN), "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd/text", "text", (), PLAN),
        (
            IRIS.passage(PLAN, 120, 180),
            "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd/text#char=120,180",
            "passage",
            ("120", "180"),
            PLAN,
        ),
        (
            IRIS.agency("phong-y-te", "huyen-bach-thong-bac-kan"),
            "agency/phong-y-te/huyen-bach-thong-bac-kan",
            "agency",
            ("phong-y-te", "huyen-bach-thong-bac-kan"),
            None,
        ),
        (IRIS.place("gso-2024", "063"), "place/gso-2024/063", "place", ("gso-2024", "063"), None),
        (IRIS.programme("1719"), "programme/1719", "programme", ("1719",), None),
        (IRIS.programme("1719/10/1"), "programme/1719/10/1", "programme", ("1719/10/1",), None),
        (IRIS.indicator("poverty-rate"), "indicator/poverty-rate", "indicator", ("poverty-rate",), None),
        (
            IRIS.concept("document-type", "ke-hoach"),
            "document-type/ke-hoach",
            "concept",
            ("document-type", "ke-hoach"),
            None,
        ),
        (IRIS.finding("0f3a"), "finding/0f3a", "finding", ("0f3a",), None),
        (IRIS.graph("entities"), "graph/entities", "graph", ("entities",), None),
        (
            IRIS.graph(PLAN),
            "graph/doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd",
            "graph",
            ("doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd",),
            None,
        ),
        (ONTOLOGY + "Target", "ontology#Target", "ontology", ("Target",), None),
    ],
)
def test_build_and_parse(iri, path, kind, parts, document):
    assert iri == DEFAULT_BASE + path
    parsed = IRIS.parse(iri)
    assert (parsed.kind, parsed.parts, parsed.document) == (kind, parts, document)


def test_a_document_without_number_is_named_by_its_title():
    title = "Thực hiện Chiến lược công tác dân tộc giai đoạn 2021-2030"
    iri = IRIS.untitled("Ủy ban nhân dân tỉnh Đắk Lắk", 2022, "KH-UBND", title)
    assert iri.startswith(f"{DEFAULT_BASE}doc/ubnd-tinh-dak-lak/2022/kh-ubnd-")
    assert len(iri.rsplit("-", 1)[1]) == 8
    assert iri == IRIS.untitled("ubnd-tinh-dak-lak", "2022", "KH-UBND", title.upper())
    assert iri != IRIS.untitled("ubnd-tinh-dak-lak", "2022", "KH-UBND", title + " tại tỉnh Đắk Lắk")


def test_one_number_under_two_issuers_is_two_documents():
    assert IRIS.document("bo-chinh-tri", 2016, "05-CT/TW") != IRIS.document("ban-bi-thu", 2021, "05-CT/TW")


def test_graph_of_a_document_and_back():
    assert IRIS.document_of_graph(IRIS.graph(PLAN)) == PLAN
    assert IRIS.document_of_graph(IRIS.graph("entities")) is None


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/doc/a/b/c",
        DEFAULT_BASE,
        DEFAULT_BASE + "doc/a",
        DEFAULT_BASE + "agency/x",
        DEFAULT_BASE + "unknown/x",
        PLAN + "/secret/1",
        PLAN + "/text#char=a,b",
        PLAN + "/",
        "",
    ],
)
def test_what_is_no_identifier_is_refused(iri):
    with pytest.raises(ValueError, match="is no identifier under"):
        IRIS.parse(iri)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: IRIS.part(PLAN, "tagret", 1), "no part of a document is called 'tagret'"),
        (lambda: IRIS.passage(PLAN, 9, 3), "runs forward"),
        (lambda: IRIS.concept("colour", "red"), "no concept scheme 'colour'"),
        (lambda: IRIS.graph("https://example.org/"), "names no graph"),
        (lambda: IRIS.agency("…", "x"), "no letter or digit"),
        (lambda: IRIS.task(PLAN, ""), "needs a name"),
        (lambda: Iris("https://example.org"), "ending in '/'"),
        (lambda: Iris("file:///tmp/"), "http"),
        (lambda: Iris("https://example.org/a b/"), "http"),
    ],
)
def test_what_cannot_be_built_says_why(build, message):
    with pytest.raises(ValueError, match=message):
        build()


def test_another_base_moves_data_and_not_the_vocabulary():
    here = Iris("http://localhost:8000/")
    assert here.rebase(DEFAULT_BASE + "indicator/poverty-rate") == "http://localhost:8000/indicator/poverty-rate"
    assert here.rebase(ONTOLOGY + "Target") == ONTOLOGY + "Target"
    assert here.rebase("http://www.w3.org/2004/02/skos/core#Concept") == "http://www.w3.org/2004/02/skos/core#Concept"
    assert here.parse(here.programme("1719/10")).parts == ("1719/10",)


@given(st.text(min_size=1).filter(lambda path: path.isprintable()))
def test_every_task_path_comes_back(path):
    assert IRIS.parse(IRIS.task(PLAN, path)).parts == (path,)


@given(st.text())
def test_parse_never_breaks(text):
    try:
        IRIS.parse(DEFAULT_BASE + text)
    except ValueError as error:
        assert "is no identifier" in str(error)  # noqa: PT017 - either outcome is right
