"""Loading: whole or not at all, nothing read twice, and a graph that does not depend on the order of loading."""

import multiprocessing
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

import graph.describing
import graph.filling
import graph.planning
import graph.publish
from graph.building import Building
from graph.errors import StoreError, StoreLockedError
from graph.executors import Workers
from graph.generations import Generations
from graph.lock import load_lock
from graph.publish import load
from loaders.errors import LoadError
from ontology import LV, ORG, PROV, RDFS, SKOS, Iris

IRIS = Iris()
CORPUS = Path(__file__).parent.parent / "corpus"

PROVINCE = """ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẮC KẠN             Độc lập - Tự do - Hạnh phúc

Số: 174/KH-UBND      Bắc Kạn, ngày 10 tháng 3 năm 2023

KẾ HOẠCH
Thực hiện Chương trình mục tiêu quốc gia năm 2023

Căn cứ Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ phê duyệt Chương trình;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU
1. Mục tiêu cụ thể
- Giảm tỷ lệ hộ nghèo dân tộc thiểu số {cut}% trong năm 2023.
II. TỔ CHỨC THỰC HIỆN
1. Ban Dân tộc tỉnh
Chủ trì, phối hợp với các đơn vị liên quan triển khai thực hiện Kế hoạch này.

Nơi nhận:
- Ủy ban Dân tộc;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Phạm Duy Hưng
"""


@pytest.fixture
def root(tmp_path):
    return tmp_path / "var"


@pytest.fixture
def plan(tmp_path):
    return write(tmp_path / "in" / "bac-kan.txt")


def write(path, cut="3,5"):
    path.parent.mkdir(exist_ok=True)
    path.write_text(PROVINCE.format(cut=cut), encoding="utf-8")
    return path


def current(root):
    return Generations(root).current()


def graph_of(root, without_time=True):
    store = current(root).open()
    graphs = [graph for graph in store.graphs() if graph != IRIS.graph("places")]  # which is the same in every store
    quads = (quad for graph in graphs for quad in store.quads_for_graph(graph) if "/place/" not in quad.subject.value)
    return {quad for quad in quads if not (without_time and quad.predicate == PROV.startedAtTime.node)}


def statuses(report):
    return {row.file_name: row.status for row in report.rows}


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
    other.write_text(PROVINCE.format(cut="2").replace("174/KH", "175/KH"), encoding="utf-8")
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
    other.write_text(PROVINCE.format(cut="2").replace("174/KH", "175/KH"), encoding="utf-8")
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


# What goes wrong


def test_a_path_that_is_not_there_and_a_folder_without_documents(root, tmp_path):
    with pytest.raises(LoadError, match="no such file"):
        load([tmp_path / "none.txt"], root, iris=IRIS)
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoadError, match="no documents"):
        load([tmp_path / "empty"], root, iris=IRIS)
    assert not root.exists()


@pytest.mark.parametrize(
    "content", [b"", b"   \n", b"\x00\x01\x02\xff\xfe" * 100, "Truyện Kiều của Nguyễn Du".encode()]
)
def test_a_bad_named_file_ends_the_load_and_leaves_the_store_as_it_was(root, plan, content):
    load([plan], root, iris=IRIS)
    before = graph_of(root, without_time=False)
    bad = plan.with_name("bad.txt")
    bad.write_bytes(content)
    write(plan, "9")
    with pytest.raises(LoadError, match=r"bad\.txt"):
        load([plan, bad], root, iris=IRIS)
    assert graph_of(root, without_time=False) == before
    assert leftovers(root) == []


def leftovers(root):
    return [path.name for path in (root / "generations").iterdir() if not path.name.isdigit()]


def test_a_bad_file_in_a_folder_is_reported_and_the_rest_goes_on(root, plan):
    plan.with_name("bad.txt").write_bytes(b"")
    report = load([plan.parent], root, iris=IRIS)
    assert statuses(report) == {"bac-kan.txt": "new", "bad.txt": "failed"}
    assert "bad.txt" in report.failed[0].problem
    assert len(current(root).manifest.documents) == 1


def test_a_folder_of_bad_files_makes_no_generation(root, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.txt").write_bytes(b"")
    report = load([folder], root, iris=IRIS)
    assert (report.generation, statuses(report)) == (None, {"bad.txt": "failed"})


def test_two_files_that_are_one_document_are_both_named(root, plan):
    copy = plan.with_name("copy.txt")
    copy.write_bytes(plan.read_bytes())
    with pytest.raises(LoadError, match=r"copy\.txt.*bac-kan\.txt"):
        load([plan, copy], root, iris=IRIS)
    write(copy, "4")
    with pytest.raises(LoadError, match=r"copy\.txt.*same document as .*bac-kan\.txt"):
        load([plan, copy], root, iris=IRIS)


def test_of_two_copies_in_a_folder_the_second_is_reported(root, plan):
    write(plan.with_name("copy.txt"), "4")
    plan.with_name("same.txt").write_bytes(plan.read_bytes())
    report = load([plan.parent], root, iris=IRIS)
    assert statuses(report) == {"bac-kan.txt": "new", "copy.txt": "failed", "same.txt": "failed"}
    again = load([plan.parent], root, iris=IRIS)
    assert statuses(again) == {"bac-kan.txt": "unchanged", "copy.txt": "failed", "same.txt": "failed"}
    assert again.generation == report.generation


def test_a_folder_that_holds_something_else_is_refused(root, plan):
    root.mkdir()
    (root / "letters.odt").write_text("")
    with pytest.raises(StoreError, match=r"letters\.odt"):
        load([plan], root, iris=IRIS)
    assert [path.name for path in root.iterdir()] == ["letters.odt"]


def test_a_file_in_place_of_the_folder_is_refused(root, plan):
    root.write_text("")
    with pytest.raises(StoreError, match="not a folder"):
        load([plan], root, iris=IRIS)


def test_another_base_is_refused(root, plan):
    load([plan], root, iris=IRIS)
    with pytest.raises(StoreError, match="LIENVAN_BASE"):
        load([plan], root, iris=Iris("http://localhost:8000/"))


def test_a_second_load_says_who_holds_the_lock_or_waits(root, plan):
    load([plan], root, iris=IRIS)
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(root, ready, done))
    holder.start()
    assert ready.wait(30)
    with pytest.raises(StoreLockedError, match=f"process {holder.pid}"):
        load([plan], root, iris=IRIS)
    done.set()
    assert load([plan], root, iris=IRIS, wait=30).generation == 1
    holder.join()


def _hold(root, ready, done):
    with load_lock(root, 0):
        ready.set()
        done.wait(30)


def test_a_failing_check_leaves_everything_as_it_was(root, plan):
    load([plan], root, iris=IRIS)
    before = graph_of(root, without_time=False)

    def check(_store, _changed):
        raise RuntimeError("the check broke")

    with pytest.raises(RuntimeError, match="the check broke"):
        load([write(plan, "7")], root, iris=IRIS, check=check)
    assert graph_of(root, without_time=False) == before
    assert leftovers(root) == []


@pytest.mark.parametrize(
    "error",
    [
        OSError("IO error: No space left on device: While appending to file: store/000042.sst"),
        sqlite3.OperationalError("database or disk is full"),
    ],
)
def test_a_full_disk_leaves_the_store_as_it_was(root, plan, monkeypatch, error):
    load([plan], root, iris=IRIS)

    def full(*_):
        raise error

    monkeypatch.setattr(Building, "keep_text", full)
    with pytest.raises(StoreError, match="the disk is full"):
        load([write(plan, "7")], root, iris=IRIS)
    assert (current(root).number, leftovers(root)) == (1, [])


def test_a_load_that_is_killed_changes_nothing_and_the_next_one_cleans_up(root, plan):
    load([plan], root, iris=IRIS)
    before = graph_of(root, without_time=False)
    undisturbed = root.with_name("undisturbed")
    load([plan], undisturbed, iris=IRIS)
    load([write(plan, "7")], undisturbed, iris=IRIS)
    context = multiprocessing.get_context("spawn")
    for milliseconds in (0, 5, 20, 60):
        reached = context.Event()
        victim = context.Process(target=_load_until_killed, args=(plan, root, reached, milliseconds / 1000))
        victim.start()
        assert reached.wait(60)
        victim.join(60)
        assert victim.exitcode == -signal.SIGKILL
        assert graph_of(root, without_time=False) == before
    load([plan], root, iris=IRIS)
    assert leftovers(root) == []
    assert graph_of(root) == graph_of(undisturbed)


def _load_until_killed(plan, root, reached, seconds):
    """Kills itself ``seconds`` after the generation was begun, at the latest just before it is published."""

    def check(_store, _changed):
        time.sleep(seconds)
        os.kill(os.getpid(), signal.SIGKILL)
        return {}

    enter = Building.__enter__

    def entered(building):
        reached.set()
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        if seconds:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        return enter(building)

    Building.__enter__ = entered
    load([plan], root, iris=IRIS, check=check)


def test_readers_of_the_old_generation_are_not_disturbed(root, plan):
    load([plan], root, iris=IRIS)
    reader = current(root).open()
    before = set(reader.quads())
    load([write(plan, "8")], root, iris=IRIS)
    assert set(reader.quads()) == before
    assert set(current(root).open().quads()) != before
