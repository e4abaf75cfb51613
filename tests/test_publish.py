"""Loading: whole or not at all, nothing read twice, and a graph that does not depend on the order of loading."""

from pathlib import Path

import pytest
from loads import IRIS, TEXT
from one_plan import current, graph_of, statuses, write
from pyoxigraph import Literal, NamedNode

import graph.describing
import graph.filling
import graph.planning
import graph.publish
from graph.executors import Workers
from graph.generations import Generations
from graph.publish import load
from loaders.errors import LoadError
from ontology import LV, ORG, RDFS, SKOS

pytest_plugins = ["one_plan"]
CORPUS = Path(__file__).parent.parent / "corpus"

# The graph


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    root = tmp_path_factory.mktemp("corpus") / "var"
    report = load([CORPUS], root, iris=IRIS)
    return root, report


def test_the_five_plans_load(corpus):
    _, report = corpus
    assert len(report.rows) == 5
    assert {row.status for row in report.rows} == {"new"}
    assert report.generation == 1


@pytest.mark.parametrize("into", ["an empty store", "a store of one plan"])
def test_a_store_that_is_closed_and_opened_between_has_the_same(corpus, tmp_path, monkeypatch, into):
    """After many documents a load closes its store, for its memory."""
    monkeypatch.setattr(graph.filling, "_MANY", 0)
    if into == "a store of one plan":
        load([CORPUS / "bach-thong-2023.txt"], tmp_path, iris=IRIS)
    report = load([CORPUS], tmp_path, iris=IRIS)
    assert report.triples == corpus[1].triples
    assert graph_of(tmp_path) == graph_of(corpus[0])


def test_no_triple_is_in_two_graphs(corpus):
    store = current(corpus[0]).open()
    triples = [quad.triple for quad in store.quads()]
    assert len(triples) == len(set(triples))


def test_loading_in_any_order_gives_the_same_graph(corpus, tmp_path):
    files = sorted(CORPUS.glob("*.txt"))
    for number, order in enumerate((files[::-1], files[2:] + files[:2])):
        root = tmp_path / str(number)
        for path in order:
            load([path], root, iris=IRIS)
        assert graph_of(root) == graph_of(corpus[0])


def test_the_graph_after_a_document_went_and_came_back(corpus, tmp_path, monkeypatch):
    root = tmp_path / "var"
    load([CORPUS], root, iris=IRIS)
    monkeypatch.setattr(graph.planning, "software", lambda: "lienvan of tomorrow")
    report = load([CORPUS / "dakrong-2022.txt"], root, iris=IRIS)
    assert set(statuses(report).values()) == {"changed"}  # the other four were read again too
    assert len(report.rows) == 5
    assert graph_of(root) == graph_of(corpus[0])


def test_loading_twice_reads_nothing_and_makes_no_new_generation(corpus, monkeypatch):
    root, first = corpus
    before = graph_of(root, without_time=False)
    monkeypatch.setattr(graph.publish, "Filling", None)  # what would read and write
    report = load([CORPUS], root, iris=IRIS)
    assert set(statuses(report).values()) == {"unchanged"}
    assert (report.generation, report.triples) == (1, first.triples)
    assert graph_of(root, without_time=False) == before


def test_a_cited_document_is_a_stub_until_it_is_loaded(root, plan):
    load([CORPUS / "bach-thong-2023.txt"], root, iris=IRIS)
    cited = NamedNode(f"{IRIS.base}doc/ubnd-tinh-bac-kan/2023/174-kh-ubnd")
    store = current(root).open()
    entities = IRIS.graph("entities")
    assert {q.object for q in store.quads(cited, LV.loaded.node)} == {Literal(False)}
    assert {q.object for q in store.quads(cited, LV.number.node, graph=entities)} == {Literal("174/KH-UBND")}
    load([plan], root, iris=IRIS)
    store = current(root).open()
    assert {q.object for q in store.quads(cited, LV.loaded.node)} == {Literal(True)}
    assert list(store.quads(cited, graph=entities)) == []
    assert list(store.quads(None, LV.implements.node, cited))


def test_agencies_have_labels_committees_and_printed_names(corpus):
    store = current(corpus[0]).open()
    agency = NamedNode(IRIS.agency("phong-tai-chinh-ke-hoach", "huyen-bach-thong-bac-kan"))
    committee = NamedNode(IRIS.agency("ubnd-huyen", "huyen-bach-thong-bac-kan"))
    entities = IRIS.graph("entities")
    said = {(q.predicate, q.object) for q in store.quads(agency, graph=entities)}
    assert (RDFS.label.node, Literal("Phòng Tài chính - Kế hoạch huyện Bạch Thông", language="vi")) in said
    assert (SKOS.altLabel.node, Literal("Phòng Tài chính - KH huyện", language="vi")) in said
    assert (ORG.unitOf.node, committee) in said
    assert list(store.quads(committee, RDFS.label.node, graph=entities))


def test_every_thing_that_is_named_is_described(corpus):
    """No dangling identifier: what a graph points to is the subject of something (passages' whole text apart)."""
    store = current(corpus[0]).open()
    subjects = {quad.subject for quad in store.quads()}
    named = {
        q.object for q in store.quads() if isinstance(q.object, NamedNode) and q.object.value.startswith(IRIS.base)
    }
    assert {node.value for node in named - subjects} <= {"https://w3id.org/lienvan/ontology/0.1.0"}


# Changes


def test_a_changed_version_replaces_its_graph_and_nothing_else(root, plan):
    load([CORPUS / "bach-thong-2023.txt", plan], root, iris=IRIS)
    before = graph_of(root)
    write(plan, cut="4,5")
    report = load([plan], root, iris=IRIS)
    assert statuses(report) == {"bac-kan.txt": "changed"}
    after = graph_of(root)
    own = IRIS.graph(f"{IRIS.base}doc/ubnd-tinh-bac-kan/2023/174-kh-ubnd")
    others = {quad for quad in before if quad.graph_name.value != own}
    assert {quad for quad in after if quad.graph_name.value not in {own, IRIS.graph("inferred")}} == {
        quad for quad in others if quad.graph_name.value != IRIS.graph("inferred")
    }
    write(plan)
    load([plan], root, iris=IRIS)
    assert graph_of(root) == before


def test_triples_are_counted_without_walking_over_all(root, plan, monkeypatch):
    load([plan], root, iris=IRIS)
    monkeypatch.setattr("graph.counting.CountingStore.count", lambda *_: pytest.fail("walked over all quads"))
    load([write(plan, "7")], root, iris=IRIS, check=None)
    load([write(plan.with_name("other.txt"), "8").rename(plan.with_name("third.txt"))], root, iris=IRIS)
    for generation in Generations(root).all():
        assert generation.manifest.triples == generation.open().count()


def test_the_time_of_extraction_stays_when_nothing_changed(root, plan):
    load([plan], root, iris=IRIS)
    first = current(root).manifest.documents
    other = plan.with_name("khac.txt")
    other.write_text(TEXT.format(number=175, cut="2"), encoding="utf-8")
    load([plan, other], root, iris=IRIS)
    second = current(root).manifest.documents
    assert len(second) == 2
    assert {iri: second[iri].extracted_at for iri in first} == {iri: entry.extracted_at for iri, entry in first.items()}


def test_a_new_ontology_infers_everything_again(root, plan, monkeypatch):
    load([plan, CORPUS / "bach-thong-2023.txt"], root, iris=IRIS)
    before = graph_of(root)
    monkeypatch.setattr(graph.publish, "ontology_digest", lambda: "another")
    monkeypatch.setattr(graph.planning, "software", lambda: "lienvan of tomorrow")
    load([plan], root, iris=IRIS)
    assert current(root).number == 2
    assert graph_of(root) == before


def test_shared_things_described_by_several_processes_are_the_same(root, corpus, monkeypatch):
    monkeypatch.setattr(graph.describing, "_PARALLEL_FROM", 10)
    monkeypatch.setattr(graph.describing, "_CHUNK", 7)
    monkeypatch.setattr(graph.filling, "_BATCH", 1)
    load([CORPUS], root, iris=IRIS, workers=Workers(processes=2))
    assert graph_of(root) == graph_of(corpus[0])


def test_a_sidecar_that_comes_later_is_a_change(root, plan):
    load([plan], root, iris=IRIS)
    plan.with_name("bac-kan.meta.toml").write_text('number = "176/KH-UBND"\n', encoding="utf-8")
    report = load([plan], root, iris=IRIS)
    assert statuses(report) == {"bac-kan.txt": "changed"}
    documents = current(root).manifest.documents
    assert [iri.rpartition("/")[2] for iri in documents] == ["176-kh-ubnd"]
    stated = {quad.object for quad in current(root).open().quads(None, LV.statedByPerson.node)}
    assert stated == {LV.number.node, LV.symbol.node}
    assert set(statuses(load([plan], root, iris=IRIS)).values()) == {"unchanged"}


def test_what_a_person_stated_stays_when_a_new_extractor_reads_the_text_again(root, plan, monkeypatch):
    plan.with_name("bac-kan.meta.toml").write_text('number = "176/KH-UBND"\n', encoding="utf-8")
    load([plan], root, iris=IRIS)
    before = graph_of(root)
    other = plan.with_name("khac.txt")
    other.write_text(TEXT.format(number=175, cut="2"), encoding="utf-8")
    monkeypatch.setattr(graph.planning, "software", lambda: "lienvan of tomorrow")
    assert len(load([other], root, iris=IRIS).rows) == 2
    assert {quad for quad in before if "176-kh-ubnd" in str(quad)} <= graph_of(root)


def test_source_texts_stay_with_the_generation(root, plan):
    load([plan], root, iris=IRIS)
    load([CORPUS / "bach-thong-2023.txt"], root, iris=IRIS)
    generation = current(root)
    for iri, entry in generation.manifest.documents.items():
        text = generation.source_text(iri)
        passages = generation.open().quads(None, LV.ofDocument.node, NamedNode(iri))
        assert sum(1 for _ in passages) > 5
        assert len(text) > 500, entry.file_name


def test_three_generations_are_kept_and_rollback_goes_back(root, plan):
    for cut in ("1", "2", "3", "4"):
        load([write(plan, cut)], root, iris=IRIS)
    assert [generation.number for generation in Generations(root).all()] == [2, 3, 4]
    Generations(root).rollback()
    load([write(plan, "5")], root, iris=IRIS)  # made from 3: 4 is given up
    assert current(root).manifest.parent == 3
    assert [generation.number for generation in Generations(root).all()] == [2, 3, 5]


def test_a_check_runs_before_the_switch_and_its_findings_are_kept(root, plan):
    seen = {}

    def check(store, changed):
        seen.update(current=Generations(root).current_number(), changed=changed, triples=store.count())
        return dict.fromkeys(changed, 2)

    report = load([plan], root, iris=IRIS, check=check)
    assert seen["current"] is None
    assert len(seen["changed"]) == 1
    assert [row.findings for row in report.rows] == [2]
    assert [entry.findings for entry in current(root).manifest.documents.values()] == [2]


def test_progress_is_told_after_each_document(root):
    told = []
    load([CORPUS], root, iris=IRIS, progress=lambda done, total, row: told.append((done, total, row.file_name)))
    assert [done for done, _, _ in told] == [1, 2, 3, 4, 5]
    assert {total for _, total, _ in told} == {5}


def test_many_documents_are_read_by_several_processes_to_the_same_graph(root, corpus):
    report = load([CORPUS], root, iris=IRIS, workers=Workers(processes=2))
    assert [row.file_name for row in report.rows] == sorted(path.name for path in CORPUS.glob("*.txt"))
    assert graph_of(root) == graph_of(corpus[0])


def test_a_bad_file_is_named_also_when_another_process_read_it(root, plan):
    bad = plan.with_name("bad.txt")
    bad.write_bytes(b"")
    with pytest.raises(LoadError, match=r"bad\.txt.*empty"):
        load([plan, bad], root, iris=IRIS, workers=Workers(processes=2))
