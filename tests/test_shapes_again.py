"""What one changed document does to the findings on others: the same as a check of everything, from what it touches."""

import itertools

import pyoxigraph as ox
import pytest

from graph.executors import processes
from graph.store import OxigraphStore, memory_store, open_store
from ontology import LV, Iris
from ontology.iri import SHAPES
from shapes import check, check_again, shipped
from shapes.compared import Compared
from shapes.last import times_seen
from shapes.paths import Step, backwards, documents_at

IRIS = Iris()
PREFIXES = """@prefix lv: <https://w3id.org/lienvan/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix level: <https://w3id.org/lienvan/level/> .
"""
PROVINCE = IRIS.document("ubnd-tinh-bac-kan", 2021, "1/KH-UBND")
SECOND = IRIS.document("ubnd-tinh-bac-kan", 2022, "2/KH-UBND")
DISTRICT = IRIS.document("ubnd-huyen-bach-thong-bac-kan", 2022, "3/KH-UBND")
OTHER = IRIS.document("ubnd-huyen-ba-be-bac-kan", 2022, "4/KH-UBND")
ABOVE, BELOW, BESIDE = (IRIS.place("gso-2024", code) for code in ("06", "063", "061"))
PLACES = f"""<{ABOVE}> a lv:Place ; rdfs:label "tỉnh Bắc Kạn"@vi ; lv:level level:tinh .
<{BELOW}> a lv:Place ; rdfs:label "huyện Bạch Thông"@vi ; lv:level level:huyen ; lv:within <{ABOVE}> .
<{BESIDE}> a lv:Place ; rdfs:label "huyện Ba Bể"@vi ; lv:level level:huyen ; lv:within <{ABOVE}> ."""
WEAKER = SHAPES + "WeakerThanAbove"
IMPLEMENTED = SHAPES + "WeakerThanImplemented"


def plan(place, *targets, also=""):
    """A plan of a place: targets as (indicator, horizon, least), the first at characters 0 to 9, and so on."""
    parts = "".join(
        f""" <{{doc}}/target/{number}> a lv:Target ; lv:statedIn <{{doc}}> ; lv:jurisdiction <{place}> ;
    lv:indicator <{IRIS.indicator(indicator)}> ; lv:horizon "{horizon}"^^xsd:gYear ; lv:direction lv:Reach ;
    lv:lowerBound {least} ; prov:wasQuotedFrom <{{doc}}/text#char={number * 10},{number * 10 + 9}> ."""
        for number, (indicator, horizon, least) in enumerate(targets)
    )
    return f'<{{doc}}> a lv:Plan ; lv:sourceSha256 "0f" ; lv:jurisdiction <{place}> {also} . {parts}'


def put(store, document, turtle):
    put_in(store, IRIS.graph(document), (turtle or "").replace("{doc}", document))


def put_in(store, graph, turtle):
    store.remove_graph(graph)
    parsed = ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    store.add(ox.Quad(*quad.triple, ox.NamedNode(graph)) for quad in parsed)


def store_of(documents):
    """A store that was checked."""
    store = OxigraphStore(ox.Store())
    put_in(store, IRIS.graph("places"), PLACES)
    for document, turtle in documents.items():
        put(store, document, turtle)
    store.add(check(store, IRIS, at="2026-01-01T00:00:00Z").quads(IRIS, shipped(IRIS).shapes.values()))
    return store


def copy_of(store):
    return memory_store(quad for graph in store.graphs() for quad in store.quads_for_graph(graph))


def after(documents, changes):
    """The change that a check of the changed documents finds, held against a check of everything."""
    store = store_of(documents)
    before = copy_of(store)
    for document, turtle in changes.items():
        put(store, document, turtle)
    change = check_again(store, IRIS, changes, before=before, at="2026-02-01T00:00:00Z")
    whole = check(store, IRIS, at="2026-02-01T00:00:00Z")
    said = {one.iri: (one.message_en, one.first_seen, set(one.documents), set(one.passages)) for one in whole.findings}
    standing = times_seen(before, IRIS).keys() - {one.iri for one in change.gone}
    assert standing | {one.iri for one in change.found} == said.keys()
    for one in change.found:
        assert (one.message_en, one.first_seen, set(one.documents), set(one.passages)) == said[one.iri]
    assert [one.iri for one in change.new] == [one.iri for one in whole.new]
    assert [one.iri for one in change.resolved] == [one.iri for one in whole.resolved]
    return change


def of(findings, shape=WEAKER):
    return sorted(
        (
            one.focus.rpartition("/doc/")[2].split("/")[0] + "/" + one.focus[-1],
            one.message_en.split("(")[1].split(")")[0],
        )
        for one in findings
        if one.shape == shape
    )


DISTRICTS = {
    DISTRICT: plan(BELOW, ("thu-nhap", 2025, 30), ("ty-le-ngheo", 2025, 5), ("thu-nhap", 2030, 40)),
    OTHER: plan(BESIDE, ("thu-nhap", 2025, 50), ("thu-nhap", 2030, 35)),
}


@pytest.mark.parametrize(
    ("first", "then", "new", "resolved"),
    [
        pytest.param(
            (), (("thu-nhap", 2025, 45),), [("ubnd-huyen-bach-thong-bac-kan/0", "30")], [], id="a new plan above"
        ),
        pytest.param(
            (("thu-nhap", 2025, 45),), None, [], [("ubnd-huyen-bach-thong-bac-kan/0", "30")], id="a plan taken out"
        ),
        pytest.param(
            (("thu-nhap", 2025, 45), ("thu-nhap", 2030, 38)),
            (("thu-nhap", 2025, 45), ("thu-nhap", 2030, 42)),
            [("ubnd-huyen-bach-thong-bac-kan/2", "40")],
            [],
            id="a target raised: one more below it",
        ),
        pytest.param(
            (("thu-nhap", 2025, 45),),
            (("thu-nhap", 2026, 45),),
            [],
            [("ubnd-huyen-bach-thong-bac-kan/0", "30")],
            id="another year, which only the plan as it was leads to",
        ),
        pytest.param((("nuoc-sach", 2025, 90),), (("nuoc-sach", 2025, 95),), [], [], id="what nobody below it has"),
    ],
)
def test_a_plan_above_is_held_against_what_it_shares(first, then, new, resolved):
    documents = DISTRICTS | ({PROVINCE: plan(ABOVE, *first)} if first else {})
    change = after(documents, {PROVINCE: plan(ABOVE, *then) if then else None})
    assert (of(change.new), of(change.resolved)) == (new, resolved)


def test_a_finding_that_names_a_changed_plan_says_so_anew():
    documents = DISTRICTS | {PROVINCE: plan(ABOVE, ("thu-nhap", 2025, 45))}
    change = after(documents, {PROVINCE: plan(ABOVE, ("thu-nhap", 2025, 55))})
    assert of(change.new) == [("ubnd-huyen-ba-be-bac-kan/0", "50")]
    (again,) = [one for one in change.found if one.shape == WEAKER and one not in change.new]
    assert again.message_en.endswith("(55).")
    assert again.first_seen == "2026-01-01T00:00:00Z"
    assert again.iri in {one.iri for one in change.gone}


def test_a_finding_that_names_a_changed_plan_shows_its_words_where_they_are_now():
    above = plan(ABOVE, ("thu-nhap", 2025, 45))
    change = after(DISTRICTS | {PROVINCE: above}, {PROVINCE: above.replace("char=0,9", "char=500,509")})
    assert (change.new, change.resolved) == ((), ())
    (again,) = [one for one in change.found if one.shape == WEAKER]
    assert again.passages == (DISTRICT + "/text#char=0,9", PROVINCE + "/text#char=500,509")


def test_a_finding_stands_that_another_plan_keeps_up():
    """The second plan asks for less than the first: who is weaker than both stays weaker than the first."""
    documents = DISTRICTS | {PROVINCE: plan(ABOVE, ("thu-nhap", 2025, 45))}
    change = after(documents, {SECOND: plan(ABOVE, ("thu-nhap", 2025, 40))})
    assert [one for one in (*change.gone, *change.found) if one.shape == WEAKER] == []


def test_the_stricter_of_two_plans_takes_over():
    documents = DISTRICTS | {PROVINCE: plan(ABOVE, ("thu-nhap", 2025, 45)), SECOND: plan(ABOVE, ("thu-nhap", 2025, 40))}
    change = after(documents, {PROVINCE: None})
    (gone,) = [one for one in change.gone if one.shape == WEAKER]
    (found,) = [one for one in change.found if one.shape == WEAKER]
    assert (gone.message_en[-5:], found.message_en[-5:]) == ("(45).", "(40).")
    assert found.value == ox.NamedNode(SECOND + "/target/0")


def test_a_plan_that_is_carried_out_is_held_against_what_carries_it_out():
    elsewhere = plan(IRIS.place("gso-2024", "01"), ("thu-nhap", 2025, 30), also=f"; lv:implements <{PROVINCE}>")
    documents = {OTHER: elsewhere, PROVINCE: plan(ABOVE, ("thu-nhap", 2025, 20))}
    change = after(documents, {PROVINCE: plan(ABOVE, ("thu-nhap", 2025, 35))})
    assert of(change.new, IMPLEMENTED) == [("ubnd-huyen-ba-be-bac-kan/0", "30")]


def test_one_finding_of_two_rows_stands_when_only_the_first_says_what_was_said():
    """A plan with two numbers is named with either; what is said is the first, with the words of both."""
    two = plan(ABOVE, ("thu-nhap", 2025, 45), also='; lv:number "1/KH-UBND" , "2/KH-UBND"')
    away = IRIS.place("gso-2024", "01")
    both = plan(away, ("thu-nhap", 2025, 30), also=f"; lv:implements <{PROVINCE}> , <{SECOND}>")
    documents = {PROVINCE: two, SECOND: plan(ABOVE, ("thu-nhap", 2025, 20)), OTHER: both}
    change = after(documents, {SECOND: plan(ABOVE, ("thu-nhap", 2025, 33))})
    assert [one.value for one in change.found if one.shape == IMPLEMENTED] == [ox.NamedNode(SECOND + "/target/0")]
    assert [one for one in change.gone if one.shape == IMPLEMENTED] == []


@pytest.mark.parametrize("seed", range(6))
def test_any_change_comes_to_the_same(seed):
    """Plans of four places with a few targets each, changed one after another."""
    values = itertools.cycle([30, 45, 38, 52, 41, 35, 47][seed:] + [33, 44, 50, 36, 55][: seed + 1])

    def some(place, count):
        kinds = itertools.islice(itertools.product(("thu-nhap", "ty-le-ngheo"), (2025, 2030)), seed % 3, None)
        return plan(place, *((*kind, next(values)) for kind in itertools.islice(kinds, count)))

    documents = {PROVINCE: some(ABOVE, 3), SECOND: some(ABOVE, 2), DISTRICT: some(BELOW, 4), OTHER: some(BESIDE, 3)}
    for changed, place in ((PROVINCE, ABOVE), (DISTRICT, BELOW), (SECOND, ABOVE)):
        after(documents, {changed: some(place, 3)})
        after(documents, {changed: None, OTHER: some(BESIDE, 2)})


def test_only_parts_that_agree_are_compared():
    store = store_of(DISTRICTS | {PROVINCE: plan(ABOVE, ("thu-nhap", 2025, 45))})
    (rule,) = (rule for rule in shipped(IRIS).rules if rule.shape == WEAKER)
    compared = Compared.of((store,), IRIS, [PROVINCE], rule.compared_by)
    graphs = {document: IRIS.graph(document) for document in DISTRICTS}
    parts = [ox.NamedNode(DISTRICT + "/target/0"), ox.NamedNode(OTHER + "/target/0")]
    assert compared.parts(store, graphs.values()) == parts
    (said,) = compared.statements(store, graphs, [ox.NamedNode(SHAPES.replace("shapes", "ontology") + "lowerBound")])
    assert sorted(line.split()[0] for line in said.decode().splitlines()) == sorted(map(str, parts))
    memory = memory_store()
    memory.bulk_load_nquads(said)
    assert sorted(quad.object.value for quad in memory.quads()) == ["30", "50"]


def test_many_values_to_compare_come_to_the_same(monkeypatch):
    monkeypatch.setattr("shapes.checker._MANY_VALUES", 0)
    test_a_finding_stands_that_another_plan_keeps_up()
    test_the_stricter_of_two_plans_takes_over()
    test_a_finding_that_names_a_changed_plan_shows_its_words_where_they_are_now()


def test_parts_of_many_documents_are_compared_in_processes_with_the_same_result(monkeypatch, tmp_path):
    store = open_store(tmp_path / "store", read_only=False)
    put_in(store, IRIS.graph("places"), PLACES)
    below = {IRIS.document("ubnd-huyen-ba-be-bac-kan", 2022, f"{number}/KH-UBND"): number for number in range(20)}
    for document, number in below.items():
        put(store, document, plan(BESIDE, ("thu-nhap", 2025, 30 + number), ("thu-nhap", 2030, 30)))
    store.add(check(store, IRIS).quads(IRIS, shipped(IRIS).shapes.values()))
    before = copy_of(store)
    put(store, PROVINCE, plan(ABOVE, ("thu-nhap", 2025, 45)))
    here = check_again(store, IRIS, [PROVINCE], before=before, at="2026-02-01T00:00:00Z")
    assert {one.documents[0] for one in here.found if one.shape == WEAKER} == {
        document for document, number in below.items() if 30 + number < 45
    }
    used = []
    monkeypatch.setattr("shapes.local._PARALLEL_FROM_PARTS", 10)
    monkeypatch.setattr("shapes.local.cpu_count", lambda: 2)
    monkeypatch.setattr("shapes.local.processes", lambda size: used.append(size) or processes(size))
    assert check_again(store, IRIS, [PROVINCE], before=before, at="2026-02-01T00:00:00Z") == here
    assert used == [2], "the parts of those below alone"


def test_loaded_documents_at_the_end_of_a_path():
    """More of them, and more places on the way, than one query names; parts have places too."""
    store = OxigraphStore(ox.Store())
    places = [IRIS.place("gso-2024", f"{number:05}") for number in range(150)]
    put_in(store, IRIS.graph("places"), "".join(f"<{place}> lv:within <{ABOVE}> . " for place in places))
    below = [IRIS.document("ubnd-xa", 2022, f"{number}/KH-UBND") for number in range(150)]
    for document, place in zip(below, places, strict=True):
        put(store, document, plan(place, ("thu-nhap", 2025, 30)))
    put(store, PROVINCE, plan(ABOVE, also=f"; lv:implements <{SECOND}>"))
    put(store, SECOND, plan(ABOVE, also=f"; lv:implements <{OTHER}>"))
    put(store, OTHER, "")
    at, within = (Step(term, inverse=False, repeated=term == LV.within) for term in (LV.jurisdiction, LV.within))
    assert documents_at(store, below, (at, within, *backwards((at,)))) == {PROVINCE, SECOND}
    assert documents_at(store, [PROVINCE], (at, *backwards((at, within)))) == set(below)
    onwards = Step(LV.implements, inverse=False, repeated=True)
    assert documents_at(store, [PROVINCE], (onwards,)) == {SECOND}, "the other is not loaded"
    assert documents_at(store, [SECOND], backwards((onwards,))) == {PROVINCE}


@pytest.mark.parametrize("many", [99, 100, 201])
def test_more_documents_than_one_query_names(many):
    documents = [IRIS.document("ubnd-huyen-ba-be-bac-kan", 2022, f"{number}/KH-UBND") for number in range(many)]
    store = OxigraphStore(ox.Store())
    for document in documents:
        put(store, document, plan(BESIDE, ("thu-nhap", 2025, 30), ("thu-nhap", 2030, 30)))
    put(store, PROVINCE, plan(ABOVE, ("thu-nhap", 2025, 45)))
    (rule,) = (rule for rule in shipped(IRIS).rules if rule.shape == WEAKER)
    compared = Compared.of((store,), IRIS, [PROVINCE], rule.compared_by)
    graphs = {document: IRIS.graph(document) for document in documents}
    assert {part.value for part in compared.parts(store, graphs.values())} == {one + "/target/0" for one in documents}
    said = b"".join(
        compared.statements(store, graphs, [ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")])
    )
    assert said.count(b"\n") == 2 * many
