"""Loading into SPARQL servers: the graph of an embedded store, whole documents, interruptions finished, one load."""

from __future__ import annotations

import json
import shutil
import threading
from contextlib import nullcontext

import pytest
from click.testing import CliRunner
from gold_records import ROOT
from pyoxigraph import Literal, NamedNode, Quad
from remote_stores import empty

import graph.remote_files
import graph.remote_load
from graph.endpoints import Server, server
from graph.errors import StoreError, StoreLockedError, StoreTimeoutError, StoreUnreachableError
from graph.executors import Workers
from graph.generations import Generations
from graph.ledger import Ledger
from graph.publish import load
from graph.remote import RemoteStore
from graph.remote_files import catch_up
from graph.remote_load import load_remote
from graph.remote_writing import write_document
from loaders.errors import LoadError
from ontology import LV, PROV, SH, Iris
from service.app import create_app
from service.checking import Checker
from service.cli import main
from service.settings import read_settings

pytest_plugins = ["remote_stores"]

IRIS = Iris()
CORPUS = ROOT / "corpus"
DAK_LAK = CORPUS / "dak-lak-2021-2030.txt"
BAC_KAN = CORPUS / "bac-kan-2020.txt"
OF_THE_MOMENT = {PROV.startedAtTime.node, PROV.generatedAtTime.node, LV.firstSeen.node, LV.lastSeen.node}
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d) }"
ASKED = "SELECT (COUNT(*) AS ?n) { ?target a <https://w3id.org/lienvan/ontology#Target> }"


@pytest.fixture
def light(monkeypatch):
    """Without the reference data and what is derived for pages, which the test of the whole product has."""
    monkeypatch.setattr(graph.remote_load, "put_reference", lambda _store, _iris: None)
    monkeypatch.setattr(graph.remote_load, "derive", lambda _filled: None)
    monkeypatch.setattr(graph.remote_load, "looked_at", lambda store, *_: nullcontext(store))


def graph_of(store) -> set[Quad]:
    """All of a store but times, places and what only a server has."""
    apart = {IRIS.graph(name) for name in ("places", "ontology", "manifest", "lock")}
    quads = (quad for name in store.graphs() if name not in apart for quad in store.quads_for_graph(name))
    return {q for q in quads if q.predicate not in OF_THE_MOMENT and "/place/" not in q.subject.value}


def of_documents(quads) -> set[Quad]:
    return {quad for quad in quads if "/doc/" in quad.subject.value or "/agency/" in quad.subject.value}


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """A folder with two of the five plans."""
    folder = tmp_path_factory.mktemp("plans")
    for path in (BAC_KAN, DAK_LAK):
        shutil.copyfile(path, folder / path.name)
    return folder


@pytest.fixture(scope="module")
def embedded(plans, tmp_path_factory):
    root = tmp_path_factory.mktemp("embedded")
    load([plans], root, iris=IRIS, check=Checker(IRIS))
    return Generations(root).current()


def answers(remote: Server) -> int:
    return int(next(RemoteStore(remote).query(ASKED))["n"].value)


def test_the_whole_product_on_a_server(remote_server, embedded, plans, tmp_path, monkeypatch):
    """Load, check, status, query, ask, export and network by the command line, on each server as on a folder."""
    monkeypatch.setenv("LIENVAN_STORE", remote_server.query)
    monkeypatch.setenv("LIENVAN_STORE_USER", remote_server.user)
    monkeypatch.setenv("LIENVAN_STORE_PASSWORD", remote_server.password)
    monkeypatch.setenv("LIENVAN_STORE_FILES", str(tmp_path / "beside"))
    monkeypatch.setenv("LIENVAN_QUERY_TIMEOUT", "120")
    run = CliRunner(catch_exceptions=False).invoke

    loaded = run(main, ["load", str(plans)])
    assert loaded.exit_code == 0, loaded.output
    store = RemoteStore(remote_server)
    assert graph_of(store) == graph_of(embedded.open())

    assert "2 documents" in run(main, ["status"]).output
    assert run(main, ["load", str(plans)]).output.count("unchanged") == 2
    counted = run(main, ["query", ASKED, "--format", "csv"]).output.split()
    assert counted == ["n", str(sum(1 for _ in embedded.open().query(f"SELECT ?t {{ ?t a <{LV.Target}> }}")))]
    asked = run(main, ["ask", "most-cited", "--format", "json"])
    assert len(json.loads(asked.output)) > 10
    found = json.loads(run(main, ["check", "--format", "json"]).output)
    assert len(json.dumps(found)) > 1000
    exported = run(main, ["export", "--format", "nt", "--graph", IRIS.graph("findings")])
    assert exported.output.count(SH.focusNode) == sum(1 for _ in embedded.open().quads(None, SH.focusNode.node))
    top = json.loads(run(main, ["network", "top", "--format", "json"]).output)
    assert top[0]["label"]
    rolled = run(main, ["rollback"])
    assert (rolled.exit_code, "none before it" in rolled.output) == (2, True)

    text = Generations(tmp_path / "beside").current()
    for iri in text.manifest.documents:
        assert text.source_text(iri) == embedded.source_text(iri)


@pytest.mark.usefixtures("light")
def test_workers_write_in_parallel_to_the_same_graph(remote_server, plans, tmp_path):
    load_remote([plans], tmp_path / "one", server=remote_server, iris=IRIS)
    alone = graph_of(RemoteStore(remote_server))
    empty(remote_server)
    load_remote([plans], tmp_path / "two", server=remote_server, iris=IRIS, workers=Workers(processes=2))
    assert graph_of(RemoteStore(remote_server)) == alone


@pytest.mark.usefixtures("light")
def test_a_changed_document_replaces_its_graph_and_what_followed_from_it(remote_server, tmp_path):
    path = tmp_path / "plan.txt"
    text = DAK_LAK.read_text("utf-8")
    for version in (text.replace("Ban Dân tộc", "Sở Y tế"), text):
        path.write_text(version, "utf-8")
        report = load_remote([path], tmp_path / "beside", server=remote_server, iris=IRIS)
    assert [row.status for row in report.rows] == ["changed"]
    twice = graph_of(RemoteStore(remote_server))
    empty(remote_server)
    load_remote([path], tmp_path / "fresh", server=remote_server, iris=IRIS)
    assert twice == graph_of(RemoteStore(remote_server))


@pytest.mark.usefixtures("light")
def test_a_named_file_that_is_bad_ends_the_load_before_anything_is_written(remote_server, tmp_path):
    load_remote([DAK_LAK], tmp_path / "beside", server=remote_server, iris=IRIS)
    before = graph_of(RemoteStore(remote_server))
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    with pytest.raises(LoadError, match=r"bad\.txt"):
        load_remote([BAC_KAN, bad], tmp_path / "beside", server=remote_server, iris=IRIS)
    assert graph_of(RemoteStore(remote_server)) == before


class InterruptedLoadError(Exception):
    """What ends a load in a test."""


@pytest.mark.usefixtures("light")
def test_an_interrupted_load_is_gone_on_with_and_ends_in_the_same_graph(remote_server, plans, tmp_path):
    def stop(_done, _total, row):
        if row.file_name == BAC_KAN.name:
            raise InterruptedLoadError

    with pytest.raises(InterruptedLoadError):
        load_remote([plans], tmp_path / "beside", server=remote_server, iris=IRIS, progress=stop)
    store = RemoteStore(remote_server)
    assert Ledger(store, IRIS).read() is None
    assert len(Ledger(store, IRIS).unfinished().documents) == 1
    report = load_remote([plans], tmp_path / "beside", server=remote_server, iris=IRIS)
    assert {row.status for row in report.rows} == {"new"}
    assert not Ledger(store, IRIS).unfinished().documents
    resumed = graph_of(store)
    empty(remote_server)
    load_remote([plans], tmp_path / "fresh", server=remote_server, iris=IRIS)
    assert resumed == graph_of(store)


@pytest.mark.usefixtures("light")
def test_a_document_left_in_doubt_is_read_again_or_undone(remote_server, tmp_path):
    """A worker was killed between its writing and the journal: nobody knows which version the server has."""
    load_remote([DAK_LAK], tmp_path / "beside", server=remote_server, iris=IRIS)
    store = RemoteStore(remote_server)
    before = graph_of(store)
    (known,) = Ledger(store, IRIS).read().documents
    for document in (known, f"{IRIS.base}doc/ubnd-tinh-gia-lai/2022/1-kh-ubnd"):
        name = NamedNode(IRIS.graph(document))
        half = [Quad(NamedNode(document), LV.number.node, Literal("half"), name)]
        write_document(store, IRIS, document, half, list(store.quads_for_graph(name.value)))
    load_remote([DAK_LAK], tmp_path / "beside", server=remote_server, iris=IRIS)
    assert graph_of(store) == before


def test_a_second_load_says_who_holds_the_lock_and_a_dead_one_of_this_folder_is_taken_over(remote_server, tmp_path):
    ledger = Ledger(RemoteStore(remote_server), IRIS)
    with ledger.lock(tmp_path / "elsewhere", 0):
        with pytest.raises(StoreLockedError, match="elsewhere"), ledger.lock(tmp_path / "here", 0):
            pass
        with ledger.lock(tmp_path / "elsewhere", 0):
            pass
    with ledger.lock(tmp_path / "here", 0):
        pass


@pytest.mark.usefixtures("light")
def test_a_reader_sees_a_document_whole_or_not_at_all(oxigraph_server, tmp_path):
    """On a server with transactions; Virtuoso's readers were seen to wait instead."""
    empty(oxigraph_server)
    path = tmp_path / "plan.txt"
    text = DAK_LAK.read_text("utf-8")
    path.write_text(text, "utf-8")
    load_remote([path], tmp_path / "beside", server=oxigraph_server, iris=IRIS)
    counts, done = {answers(oxigraph_server)}, threading.Event()

    def read():
        while not done.is_set():
            counts.add(answers(oxigraph_server))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(3):
        path.write_text(text + f"\n{number}\n", "utf-8")
        load_remote([path], tmp_path / "beside", server=oxigraph_server, iris=IRIS)
    done.set()
    reader.join()
    assert len(counts) == 1


@pytest.mark.usefixtures("light")
def test_another_machine_learns_from_the_server_what_is_loaded(remote_server, tmp_path, monkeypatch):
    monkeypatch.setattr(graph.remote_files, "derive_again", lambda _generation: [])
    load_remote([DAK_LAK], tmp_path / "first", server=remote_server, iris=IRIS)
    other = Generations(tmp_path / "second", remote_server)
    catch_up(other, IRIS)
    assert other.current().manifest == Generations(tmp_path / "first").current().manifest
    (document,) = other.current().manifest.documents
    with pytest.raises(StoreError, match="source text"):
        other.current().source_text(document)


def test_credentials_are_not_shown():
    remote = server("https://example.org/sparql", user="dba", password="geheim")
    assert "geheim" not in repr(remote)
    with pytest.raises(StoreError, match="LIENVAN_STORE_USER") as raised:
        server("https://dba:geheim@example.org/sparql")
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize(
    ("query", "update", "graphs"),
    [
        ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:8890/sparql", "http://h:8890/sparql-auth", "http://h:8890/sparql-graph-crud-auth"),
        (
            "https://h/repositories/plans",
            "https://h/repositories/plans/statements",
            "https://h/repositories/plans/rdf-graphs/service",
        ),
    ],
)
def test_endpoints_are_told_from_the_layouts_of_known_servers(query, update, graphs):
    assert (server(query).update, server(query).graphs) == (update, graphs)
    with pytest.raises(StoreError, match="LIENVAN_STORE_UPDATE"):
        server("https://h/knowledge")


def test_a_server_that_is_not_there_refuses_or_is_late(virtuoso_server):
    with pytest.raises(StoreUnreachableError, match="cannot be reached"):
        RemoteStore(server("http://127.0.0.1:9/query")).count()
    wrong = server(virtuoso_server.query, user="dba", password="wrong")
    with pytest.raises(StoreUnreachableError, match="credentials"):
        RemoteStore(wrong).update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }")
    slow = Server(virtuoso_server.query, virtuoso_server.update, virtuoso_server.graphs, timeout=1)
    with pytest.raises(StoreTimeoutError):
        list(RemoteStore(slow).query(RUNAWAY))


@pytest.mark.usefixtures("light")
def test_the_service_answers_from_a_server_within_its_limits(remote_server, tmp_path):
    load_remote([DAK_LAK], tmp_path / "beside", server=remote_server, iris=IRIS)
    given = {
        "LIENVAN_STORE": remote_server.query,
        "LIENVAN_STORE_USER": remote_server.user,
        "LIENVAN_STORE_PASSWORD": remote_server.password,
        "LIENVAN_STORE_FILES": str(tmp_path / "beside"),
        "LIENVAN_TOKEN": "geheim",
        "LIENVAN_RESULT_ROWS": "5",
    }
    app = create_app(read_settings(given))
    asked = {"Accept": "application/sparql-results+json"}
    client = app.test_client()
    try:
        counted = client.get("/sparql", query_string={"query": ASKED}, headers=asked)
        assert counted.json["results"]["bindings"][0]["n"]["value"] == str(answers(remote_server))
        rows = client.get("/sparql", query_string={"query": f"SELECT ?t {{ ?t a <{LV.Target}> }}"}, headers=asked)
        assert (len(rows.json["results"]["bindings"]), rows.headers["Lienvan-Truncated"]) == (5, "rows=5")
        (document,) = Generations(tmp_path / "beside").current().manifest.documents
        about = f"CONSTRUCT {{ <{document}> ?p ?o }} WHERE {{ <{document}> ?p ?o }}"
        graph_form = client.get("/sparql", query_string={"query": about}, headers={"Accept": "text/turtle"})
        assert graph_form.status_code == 200
        late = client.get("/sparql", query_string={"query": RUNAWAY, "timeout": "1"}, headers=asked)
        assert (late.status_code, late.json["type"].rpartition("/")[2]) == (504, "query-timeout")
        wrong = client.get("/sparql", query_string={"query": "SELECT {"}, headers=asked)
        assert (wrong.status_code, wrong.json["type"].rpartition("/")[2]) == (400, "syntax-error")
        update = client.post(
            "/sparql", data={"update": "CLEAR ALL"}, headers={"Authorization": "Bearer geheim", **asked}
        )
        assert update.status_code == 403
    finally:
        app.extensions["lienvan"].close()

    app = create_app(read_settings(given | {"LIENVAN_STORE": "http://127.0.0.1:9/query"}))
    try:
        gone = app.test_client().get("/sparql", query_string={"query": ASKED}, headers=asked)
        assert (gone.status_code, gone.json["type"].rpartition("/")[2]) == (503, "store-unreachable")
        assert "Retry-After" in gone.headers
    finally:
        app.extensions["lienvan"].close()
