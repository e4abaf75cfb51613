"""The network of the five plans: answers that a reader of the plans can check, in one order."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest

from graph.generations import Generations
from graph.measures import communities, connectors, influential, page_rank
from graph.network import Network, NetworkError, Words, network
from graph.network_files import FORMATS, cytoscape
from graph.routes import circles, shortest, ways
from ontology import Iris

pytest_plugins = ["service_store"]

IRIS = Iris()
LIENVAN = Path(sys.executable).parent / "lienvan"


@pytest.fixture(scope="module")
def five(corpus_store):
    return network(Generations(corpus_store).current().open())


def told(net, way):
    return [(net.label(step.source), step.relation, net.label(step.target)) for step in way]


def between(net, source, target, **options):
    return shortest(net, net.find(source, IRIS), net.find(target, IRIS), **options)


BACH_THONG = "Kế hoạch (Ủy ban nhân dân huyện Bạch Thông, 2023)"
DAK_LAK = "Kế hoạch (Ủy ban nhân dân tỉnh Đắk Lắk)"
SHORTEST = [
    ("bach-thong-2023", "1719/QĐ-TTg", [(BACH_THONG, "cites", "Quyết định 1719/QĐ-TTg")]),
    ("bach-thong-2023", "174/KH-UBND", [(BACH_THONG, "implements", "Kế hoạch 174/KH-UBND")]),
    ("dak-lak-2021-2030", "24-NQ/TW", [(DAK_LAK, "cites", "Nghị quyết 24-NQ/TW")]),
    ("303/KH-UBND", "24-NQ/TW", [("Kế hoạch 303/KH-UBND", "cites", "Nghị quyết 24-NQ/TW")]),
]


@pytest.mark.parametrize(("source", "target", "expected"), SHORTEST, ids=[f"{s}-{t}" for s, t, _ in SHORTEST])
def test_the_shortest_way(five, source, target, expected):
    assert told(five, between(five, source, target)) == expected


def test_each_step_has_the_words_of_a_plan_on_the_way(five):
    (step,) = between(five, "bach-thong-2023", "1719/QĐ-TTg")
    assert step.words.text == "Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ"
    assert step.words.stated_in == five.find("bach-thong-2023", IRIS)
    (step,) = between(five, "dak-lak-2021-2030", "24-NQ/TW")
    assert step.words.text == (
        "Nghị quyết số 24-NQ/TW, ngày 12/3/2003 của Ban Chấp hành Trung ương Đảng khóa IX về công tác dân tộc"
    )
    assert step.words.passage.startswith(step.words.stated_in + "/text#char=")


def test_the_descent_of_bac_kan_by_stated_relations_alone(five):
    way = between(five, "303/KH-UBND", "24-NQ/TW", stated=True)
    assert told(five, way) == [
        ("Kế hoạch 303/KH-UBND", "implements", "Kết luận 65-KL/TW"),
        ("Kết luận 65-KL/TW", "continues", "Nghị quyết 24-NQ/TW"),
    ]
    assert way[0].words.text == "TRIỂN KHAI THỰC HIỆN KẾT LUẬN SỐ 65-KL/TW"
    assert way[1].words.stated_in == five.find("303/KH-UBND", IRIS)


def test_every_way_from_dak_lak_to_resolution_24(five):
    every = ways(five, five.find("dak-lak-2021-2030", IRIS), five.find("24-NQ/TW", IRIS))
    assert [told(five, way) for way in every] == [
        [(DAK_LAK, "cites", "Nghị quyết 24-NQ/TW")],
        [(DAK_LAK, "cites", "Kết luận 65-KL/TW"), ("Kết luận 65-KL/TW", "continues", "Nghị quyết 24-NQ/TW")],
        [
            (DAK_LAK, "cites", "Kế hoạch 160-KH/TU"),
            ("Kế hoạch 160-KH/TU", "implements", "Kết luận 65-KL/TW"),
            ("Kết luận 65-KL/TW", "continues", "Nghị quyết 24-NQ/TW"),
        ],
    ]
    assert every[2][1].words.text == (
        "Kế hoạch số 160-KH/TU, ngày 30/3/2020 của Ban Thường vụ Tỉnh ủy về thực hiện Kết luận số 65-KL/TW"
    )


def test_a_known_relation_that_no_plan_states_has_no_words(five):
    first, second = ways(five, five.find("bach-thong-2023", IRIS), five.find("1719/QĐ-TTg", IRIS))
    assert len(first) == 1
    assert told(five, second)[1] == ("Thông tư 02/2022/TT-UBDT", "guides", "Quyết định 1719/QĐ-TTg")
    assert second[1].words is None


def test_no_way_leads_back(five):
    assert between(five, "24-NQ/TW", "bach-thong-2023") is None
    assert ways(five, five.find("24-NQ/TW", IRIS), five.find("303/KH-UBND", IRIS)) == ()


@pytest.mark.parametrize(
    ("words", "problem"),
    [("9999/QĐ-TTg", "no such document"), ("05-CT/TW", "2 documents match"), ("", "no such document")],
)
def test_a_document_that_is_none_or_several(five, words, problem):
    with pytest.raises(NetworkError, match=problem):
        five.find(words, IRIS)


def test_a_document_by_iri_path_number_file_and_title(five):
    iri = "https://w3id.org/lienvan/doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd"
    for words in (iri, iri.removeprefix(IRIS.base), "303/KH-UBND", "303/kh-ubnd", "bac-kan-2020"):
        assert five.find(words, IRIS) == iri
    assert five.label(five.find("danh sách các dân tộc còn gặp nhiều khó khăn", IRIS)) == "Quyết định 1227/QĐ-TTg"


def test_the_agencies_that_connect_the_plans(five):
    found = {five.label(one.agency): len(one.plans) for one in connectors(five)}
    assert found["Thủ tướng Chính phủ"] == 4
    assert found["Quốc hội"] == 2
    shared = next(one for one in connectors(five) if five.label(one.agency) == "Ủy ban nhân dân tỉnh Bắc Kạn")
    assert [five.label(plan) for plan in shared.plans] == [BACH_THONG, "Kế hoạch 303/KH-UBND"]


def test_influence_sums_to_one_and_resolution_24_is_among_the_first(five):
    listed = influential(five)
    assert sum(one.rank for one in listed) == pytest.approx(1)
    assert [one.rank for one in listed] == sorted((one.rank for one in listed), reverse=True)
    assert {"Nghị quyết 24-NQ/TW", "Kết luận 65-KL/TW"} <= {five.label(one.document) for one in listed[:12]}
    resolution = next(one for one in listed if five.label(one.document) == "Nghị quyết 24-NQ/TW")
    assert resolution.loaded == 3


def test_communities_part_the_nodes_and_keep_a_plan_with_its_offices(five):
    groups = communities(five)
    assert sorted(node for group in groups for node in group) == sorted(five.graph)
    home = next(group for group in groups if five.find("bach-thong-2023", IRIS) in group)
    assert "Hạt Kiểm lâm huyện Bạch Thông" in {five.label(node) for node in home}


def test_the_five_plans_have_no_circle(five):
    assert circles(five) == ()


def small(*edges):
    graph = nx.MultiDiGraph()
    for source, target, relation in edges:
        for node in (source, target):
            graph.add_node(node, kind="document", label=node)
        graph.add_edge(source, target, key=relation, relation=relation)
    return Network(graph, {}, frozenset())


def test_circles_begin_with_their_first_document():
    net = small(
        ("c", "a", "implements"), ("a", "b", "implements"), ("b", "c", "implements"),
        ("e", "d", "implements"), ("d", "e", "implements"), ("x", "y", "cites"), ("y", "x", "cites"),
    )  # fmt: skip
    assert circles(net) == (("a", "b", "c"), ("d", "e"))


def test_a_stated_relation_is_preferred_to_a_mere_citation_of_the_same_length():
    net = small(("a", "b", "cites"), ("b", "d", "cites"), ("a", "c", "implements"), ("c", "d", "cites"))
    assert [step.target for step in shortest(net, "a", "d")] == ["c", "d"]


def test_page_rank_as_brin_and_page_compute_it():
    ranks = page_rank(nx.DiGraph([("a", "b"), ("b", "a"), ("c", "a")]))
    assert ranks["c"] == pytest.approx(0.05)
    assert ranks["a"] == pytest.approx(0.05 + 0.85 * (ranks["b"] + ranks["c"]))
    assert page_rank(nx.DiGraph()) == {}


def test_words_of_a_document_on_the_way_come_before_those_of_others():
    net = small(("a", "b", "cites"), ("b", "c", "implements"))
    words = {("b", "c", "implements"): (Words("of another", "0", "p"), Words("of a", "a", "p"))}
    way = shortest(Network(net.graph, words, frozenset()), "a", "c")
    assert way[1].words.text == "of a"


def test_the_formats_of_other_programs_read_back(five, tmp_path):
    for name, write in FORMATS.items():
        (tmp_path / name).write_bytes(write(five))
    size = (five.graph.number_of_nodes(), five.graph.number_of_edges())
    graphml = nx.read_graphml(tmp_path / "graphml", force_multigraph=True)
    assert (graphml.number_of_nodes(), graphml.number_of_edges()) == size
    gexf = ET.parse(tmp_path / "gexf").getroot()
    assert len(gexf.findall(".//{*}node")) == size[0]
    assert "lastmodifieddate" not in (tmp_path / "gexf").read_text("utf-8")
    elements = json.loads(cytoscape(five))["elements"]
    assert (len(elements["nodes"]), len(elements["edges"])) == size
    assert any(
        edge["data"].get("words", "").startswith("Thực hiện Kế hoạch số 174/KH-UBND") for edge in elements["edges"]
    )


def lienvan(store, *words, code=0, seed="0"):
    done = subprocess.run(
        [LIENVAN, "network", *words],
        env={**os.environ, "LIENVAN_STORE": str(store), "PYTHONHASHSEED": seed},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done


def test_the_command_tells_a_way_with_its_words(corpus_store):
    told_way = lienvan(corpus_store, "path", "303/KH-UBND", "24-NQ/TW", "--stated").stdout
    assert told_way.splitlines()[:3] == [
        "Kế hoạch 303/KH-UBND",
        "  implements → Kết luận 65-KL/TW",
        "    “TRIỂN KHAI THỰC HIỆN KẾT LUẬN SỐ 65-KL/TW” (Kế hoạch 303/KH-UBND)",
    ]


def test_the_command_says_in_one_line_what_is_wrong(corpus_store):
    for words in (("path", "9999/QĐ-TTg", "24-NQ/TW"), ("path", "24-NQ/TW", "bach-thong-2023")):
        (line,) = lienvan(corpus_store, *words, code=2).stderr.splitlines()
        assert line.startswith("lienvan: ")


@pytest.mark.parametrize(
    "words",
    [
        ("top", "--format", "json"),
        ("top", "--of", "agencies", "--format", "json"),
        ("communities", "--format", "json"),
        ("export", "--format", "gexf"),
    ],
    ids=" ".join,
)
def test_every_run_prints_the_same(corpus_store, words):
    assert lienvan(corpus_store, *words, seed="1").stdout == lienvan(corpus_store, *words, seed="2").stdout
