"""The network of the five plans: answers that a reader of the plans can check, in one order."""

import json
import os
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from contextlib import closing
from pathlib import Path

import networkx as nx
import pytest
from growth import assert_linear

from graph import measures
from graph.errors import StoreError
from graph.generations import Generations
from graph.neighbourhood import RELATIONS, around, connection, overview
from graph.network import Network, NetworkError, Words
from graph.network_files import FORMATS, cytoscape
from graph.network_index import FILE_NAME, write
from graph.network_view import open_network
from graph.publish import load
from graph.routes import shortest, ways
from graph.store import memory_store
from ontology import Iris

pytest_plugins = ["corpus_site"]

IRIS = Iris()
LIENVAN = Path(sys.executable).parent / "lienvan"
CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def index(corpus_store):
    with open_network(Generations(corpus_store).current().path) as found:
        yield found


@pytest.fixture(scope="module")
def five(index):
    return index.network()


def told(net, way):
    return [(net.label(step.source), step.relation, net.label(step.target)) for step in way]


def between(index, source, target, **options):
    start = index.find(source, IRIS.base)
    return shortest(index.beneath(start), start, index.find(target, IRIS.base), **options)


BACH_THONG = "Kế hoạch (Ủy ban nhân dân huyện Bạch Thông, 2023)"
DAK_LAK = "Kế hoạch (Ủy ban nhân dân tỉnh Đắk Lắk)"
SHORTEST = [
    ("bach-thong-2023", "1719/QĐ-TTg", [(BACH_THONG, "cites", "Quyết định 1719/QĐ-TTg")]),
    ("bach-thong-2023", "174/KH-UBND", [(BACH_THONG, "implements", "Kế hoạch 174/KH-UBND")]),
    ("dak-lak-2021-2030", "24-NQ/TW", [(DAK_LAK, "cites", "Nghị quyết 24-NQ/TW")]),
    ("303/KH-UBND", "24-NQ/TW", [("Kế hoạch 303/KH-UBND", "cites", "Nghị quyết 24-NQ/TW")]),
]


@pytest.mark.parametrize(("source", "target", "expected"), SHORTEST, ids=[f"{s}-{t}" for s, t, _ in SHORTEST])
def test_the_shortest_way(index, five, source, target, expected):
    assert told(five, between(index, source, target)) == expected


def test_each_step_has_the_words_of_a_plan_on_the_way(index):
    (step,) = between(index, "bach-thong-2023", "1719/QĐ-TTg")
    assert step.words.text == "Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ"
    assert step.words.stated_in == index.find("bach-thong-2023", IRIS.base)
    (step,) = between(index, "dak-lak-2021-2030", "24-NQ/TW")
    assert step.words.text == (
        "Nghị quyết số 24-NQ/TW, ngày 12/3/2003 của Ban Chấp hành Trung ương Đảng khóa IX về công tác dân tộc"
    )
    assert step.words.passage.startswith(step.words.stated_in + "/text#char=")


def test_the_descent_of_bac_kan_by_stated_relations_alone(index, five):
    way = between(index, "303/KH-UBND", "24-NQ/TW", stated=True)
    assert told(five, way) == [
        ("Kế hoạch 303/KH-UBND", "implements", "Kết luận 65-KL/TW"),
        ("Kết luận 65-KL/TW", "continues", "Nghị quyết 24-NQ/TW"),
    ]
    assert way[0].words.text == "TRIỂN KHAI THỰC HIỆN KẾT LUẬN SỐ 65-KL/TW"
    assert way[1].words.stated_in == index.find("303/KH-UBND", IRIS.base)


def test_every_way_from_dak_lak_to_resolution_24(index, five):
    every = ways(five, index.find("dak-lak-2021-2030", IRIS.base), index.find("24-NQ/TW", IRIS.base))
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


def test_a_known_relation_that_no_plan_states_has_no_words(index, five):
    first, second = ways(five, index.find("bach-thong-2023", IRIS.base), index.find("1719/QĐ-TTg", IRIS.base))
    assert len(first) == 1
    assert told(five, second)[1] == ("Thông tư 02/2022/TT-UBDT", "guides", "Quyết định 1719/QĐ-TTg")
    assert second[1].words is None


def test_no_way_leads_back(index, five):
    beneath = index.beneath(index.find("24-NQ/TW", IRIS.base))
    assert index.find("bach-thong-2023", IRIS.base) not in beneath.graph
    start, end = index.find("24-NQ/TW", IRIS.base), index.find("303/KH-UBND", IRIS.base)
    assert ways(five, start, end) == ()
    assert shortest(five, start, end) is None


@pytest.mark.parametrize(
    ("words", "problem"),
    [("9999/QĐ-TTg", "no such document"), ("05-CT/TW", "2 documents match"), ("", "no such document")],
)
def test_a_document_that_is_none_or_several(index, words, problem):
    with pytest.raises(NetworkError, match=problem):
        index.find(words, IRIS.base)


def test_a_document_by_iri_path_number_file_and_title(index, five):
    iri = "https://w3id.org/lienvan/doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd"
    for words in (iri, iri.removeprefix(IRIS.base), "303/KH-UBND", "303/kh-ubnd", "bac-kan-2020"):
        assert index.find(words, IRIS.base) == iri
    assert five.label(index.find("danh sách các dân tộc còn gặp nhiều khó khăn", IRIS.base)) == "Quyết định 1227/QĐ-TTg"


def test_the_agencies_that_connect_the_plans(index):
    found = {one.label: one.plans for one in index.connectors(100)}
    assert found["Thủ tướng Chính phủ"] == 4
    assert found["Quốc hội"] == 2
    shared = next(one for one in index.connectors(100) if one.label == "Ủy ban nhân dân tỉnh Bắc Kạn")
    assert index.connected(shared.agency, 10) == [BACH_THONG, "Kế hoạch 303/KH-UBND"]


def test_influence_sums_to_one_and_resolution_24_is_among_the_first(index):
    listed = index.influential(1000)
    assert sum(one.rank for one in listed) == pytest.approx(1)
    assert [one.rank for one in listed] == sorted((one.rank for one in listed), reverse=True)
    assert {"Nghị quyết 24-NQ/TW", "Kết luận 65-KL/TW"} <= {one.label for one in listed[:12]}
    resolution = next(one for one in listed if one.label == "Nghị quyết 24-NQ/TW")
    assert resolution.named_by_loaded == 3


def test_communities_part_the_nodes_and_keep_a_plan_with_its_offices(index, five):
    groups = {one.id: [member.iri for member in index.members(one.id, 1000)] for one in index.communities(100)}
    assert sorted(node for group in groups.values() for node in group) == sorted(five.graph)
    assert [one.size for one in index.communities(100)] == [len(group) for group in groups.values()]
    home = next(group for group in groups.values() if index.find("bach-thong-2023", IRIS.base) in group)
    assert "Hạt Kiểm lâm huyện Bạch Thông" in {five.label(node) for node in home}


def test_the_five_plans_have_no_circle(index):
    assert index.circles() == []


def test_a_neighbourhood_has_the_words_of_its_edges(index):
    plan = index.find("bach-thong-2023", IRIS.base)
    view = around(index, index.number(plan), 1, RELATIONS, 100)
    links = {(one.relation, one.target): one for one in view.links if one.source == plan}
    above = links["implements", index.find("174/KH-UBND", IRIS.base)]
    assert above.words[0].text.startswith("Thực hiện Kế hoạch số 174/KH-UBND")
    assert {one.relation for one in view.links} >= {"implements", "cites", "issuer", "charges", "place"}
    charged = [one for one in view.links if one.relation == "charges"]
    assert all(one.words and one.words[0].stated_in == plan for one in charged)
    assert view.more == ()


def test_a_node_with_many_neighbours_says_how_many_more_there_are(index):
    number = index.number(index.find("bach-thong-2023", IRIS.base))
    view = around(index, number, 1, RELATIONS, 6)
    assert len(view.nodes) == 7
    totals = {(relation, outward): total for relation, outward, total in index.totals(number)}
    assert all(totals[one.relation, one.outward] == one.total > one.shown for one in view.more)
    assert len(around(index, number, 2, ("cites",), 500).nodes) > len(around(index, number, 1, ("cites",), 500).nodes)


def test_the_overview_is_of_the_most_influential(index):
    view = overview(index, RELATIONS, 10)
    assert [one.iri for one, _ in view.nodes] == [one.iri for one in index.influential(10)]


def test_two_plans_hang_together_through_what_both_cite(index):
    first, second = index.find("303/KH-UBND", IRIS.base), index.find("dak-lak-2021-2030", IRIS.base)
    steps = connection(index, first, second)
    assert len(steps) == 2
    assert {steps[0].source, steps[1].source} == {first, second}
    assert steps[0].target == steps[1].target
    assert all(step.words for step in steps)
    assert connection(index, first, first) == []


def dump(database):
    """Everything in the file but the numbers, which depend on the order of loading."""
    names = dict(database.execute("SELECT id, iri FROM node"))
    edges = sorted((names[a], r, names[b], s) for a, r, b, s in database.execute("SELECT * FROM edge"))
    words = sorted(
        (names[a], r, names[b], names[d], t, p) for a, r, b, d, _, t, p in database.execute("SELECT * FROM words")
    )
    nodes = sorted(
        database.execute("SELECT iri, kind, label, number, title, loaded, community, rank, degree FROM node")
    )
    agencies = sorted((names[a], plans) for a, plans in database.execute("SELECT * FROM connector"))
    return edges, words, nodes, agencies, sorted(database.execute("SELECT * FROM community"))


def fresh(store):
    database = sqlite3.connect(":memory:")
    write(database, store, IRIS, None)
    return database


def test_loading_more_changing_and_taking_over_gives_the_same_as_beginning_anew(tmp_path):
    for names in (["bac-kan-2020"], ["bach-thong-2023", "dakrong-2022"]):
        load([CORPUS / f"{name}.txt" for name in names], tmp_path, iris=IRIS)
        generation = Generations(tmp_path).current()
        with closing(sqlite3.connect(generation.path / FILE_NAME)) as kept, closing(fresh(generation.open())) as anew:
            assert dump(kept) == dump(anew)


def test_a_document_that_goes_takes_its_edges_and_agencies_along(corpus_store):
    generation = Generations(corpus_store).current()
    plan = next(iri for iri, entry in generation.manifest.documents.items() if entry.file_name == "dakrong-2022.txt")
    quads = [quad for quad in generation.open().quads() if quad.graph_name.value != IRIS.graph(plan)]
    with closing(sqlite3.connect(":memory:")) as database:
        write(database, generation.open(), IRIS, None)
        write(database, memory_store(quads), IRIS, [plan])
        assert not database.execute("SELECT 1 FROM node WHERE iri = ?", (plan,)).fetchall()
        labels = {label for (label,) in database.execute("SELECT label FROM node")}
    assert "Phòng Y tế huyện Đakrông" not in labels
    assert "Phòng Y tế huyện Bình Sơn" in labels


def test_a_generation_without_its_file_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="lienvan load"), open_network(tmp_path):
        pass


def small(*edges):
    graph = nx.MultiDiGraph()
    for source, target, relation in edges:
        for node in (source, target):
            graph.add_node(node, kind="document", label=node)
        graph.add_edge(source, target, key=relation, relation=relation)
    return Network(graph, {})


def test_circles_begin_with_their_lowest_number():
    assert measures.circles([(3, 1), (1, 2), (2, 3), (5, 4), (4, 5), (7, 8)]) == [[1, 2, 3], [4, 5]]


def test_what_belongs_to_one_node_alone_goes_with_it():
    edges = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (6, 0)]
    assert measures.communities(range(7), edges, {6: 0}) == [[0, 1, 2, 6], [3, 4, 5]]


def test_page_rank_grows_with_the_edges():
    def ring(size):
        return range(size), [(node, (node + 1) % size) for node in range(size)]

    assert_linear(ring, lambda graph: measures.page_rank(*graph), 4_000)


def test_a_stated_relation_is_preferred_to_a_mere_citation_of_the_same_length():
    net = small(("a", "b", "cites"), ("b", "d", "cites"), ("a", "c", "implements"), ("c", "d", "cites"))
    assert [step.target for step in shortest(net, "a", "d")] == ["c", "d"]


def test_page_rank_as_brin_and_page_compute_it():
    ranks = measures.page_rank([0, 1, 2], [(0, 1), (1, 0), (2, 0)])
    assert ranks[2] == pytest.approx(0.05)
    assert ranks[0] == pytest.approx(0.05 + 0.85 * (ranks[1] + ranks[2]))
    assert measures.page_rank([], []) == {}


def test_words_of_a_document_on_the_way_come_before_those_of_others():
    net = small(("a", "b", "cites"), ("b", "c", "implements"))
    words = {("b", "c", "implements"): (Words("of another", "0", "p"), Words("of a", "a", "p"))}
    way = shortest(Network(net.graph, words), "a", "c")
    assert way[1].words.text == "of a"


def test_the_formats_of_other_programs_read_back(five, tmp_path):
    for name, serialise in FORMATS.items():
        (tmp_path / name).write_bytes(serialise(five))
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


def test_the_network_as_json(site):
    answer = site.get(
        "/network.json", query_string={"around": "303/KH-UBND", "relation": "cites,implements"}
    ).get_json()
    assert answer["around"].endswith("/doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd")
    assert {edge["relation"] for edge in answer["edges"]} == {"cites", "implements"}
    known = {node["id"] for node in answer["nodes"]}
    assert all(
        {edge["source"], edge["target"]} <= known and edge["words"][0]["address"]
        for edge in answer["edges"]
        if edge["words"]
    )
    assert {node["group"] for node in answer["nodes"]} == {group["group"] for group in answer["groups"]}
    english = site.get("/en/network.json", query_string={"around": "303/KH-UBND", "relation": "cites"}).get_json()
    assert {edge["label"] for edge in english["edges"]} == {"cites"}
    assert site.get("/network.json?limit=5").get_json()["around"] is None


@pytest.mark.parametrize(
    ("start", "end", "direction", "steps"),
    [
        ("303/KH-UBND", "24-NQ/TW", "forward", 1),
        ("24-NQ/TW", "303/KH-UBND", "backward", 1),
        ("303/KH-UBND", "dak-lak-2021-2030", "any", 2),
    ],
)
def test_ways_as_json(site, start, end, direction, steps):
    answer = site.get("/network/path.json", query_string={"from": start, "to": end}).get_json()
    assert answer["direction"] == direction
    (way,) = answer["ways"]
    assert len(way) == steps
    assert all(step["words"]["text"] for step in way)


@pytest.mark.parametrize(
    "address",
    ["/network.json?around=9999/Q", "/network.json?relation=likes", "/network.json?limit=0", "/network.json?depth=9",
     "/network/path.json", "/network/path.json?from=24-NQ/TW&to=05-CT/TW"],
)  # fmt: skip
def test_what_the_network_cannot_show_is_a_problem(site, address):
    answer = site.get(address)
    assert answer.status_code == 400
    assert answer.get_json()["type"].endswith("problem/wrong-parameter")
