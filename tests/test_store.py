"""The store: one small interface over embedded Oxigraph, the Oxigraph server and Virtuoso."""

import io
import multiprocessing

import pytest
import remote_stores
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from graph.counting import open_counting
from graph.errors import StoreError, StoreMissingError
from graph.remote import RemoteStore
from graph.store import memory_store, open_store

pytest_plugins = ["remote_stores"]

A, B, P, Q = (NamedNode(f"http://example.org/{name}") for name in "abpq")
ONE, TWO = NamedNode("http://example.org/graph/1"), NamedNode("http://example.org/graph/2")
QUADS = [
    Quad(A, P, Literal("Hỗ trợ đất ở", language="vi"), ONE),
    Quad(A, Q, B, ONE),
    Quad(B, P, Literal("2"), TWO),
]


@pytest.fixture(params=["embedded", *remote_stores.KINDS])
def store(request):
    if request.param == "embedded":
        return memory_store(QUADS)
    server = request.getfixturevalue(f"{request.param}_server")
    remote_stores.empty(server)
    made = RemoteStore(server)
    made.add(QUADS)
    return made


def test_a_query_sees_the_union_of_all_graphs_unless_told_otherwise(store):
    query = "SELECT ?s WHERE { ?s <http://example.org/p> ?o }"
    assert len(list(store.query(query))) == 2
    assert len(list(store.query(query, default_graphs=[TWO.value]))) == 1
    assert bool(store.query("ASK { ?s <http://example.org/q> ?o . ?o <http://example.org/p> ?two }"))


def test_the_engine_itself_has_no_triples_outside_of_graphs():
    assert len(list(memory_store(QUADS).query("SELECT ?s { ?s ?p ?o }", default_graph_union=False))) == 0


def test_named_graphs_narrow_what_graph_patterns_see(store):
    query = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert {ONE, TWO} <= {row["g"] for row in store.query(query)}
    assert {row["g"] for row in store.query(query, named_graphs=[TWO.value])} == {TWO}


@pytest.mark.parametrize("value", ['x" . } #', "a\\b", "Đakrông\n", "{ ?s ?p ?o }"])
def test_substitutions_bind_terms_and_never_change_the_query(store, value):
    query = "SELECT ?s ?wanted WHERE { ?s <http://example.org/p> ?o FILTER(?o = ?wanted) }"
    assert list(store.query(query, substitutions={"wanted": Literal(value)})) == []
    assert [row["s"] for row in store.query(query, substitutions={"wanted": Literal("2")})] == [B]


def test_a_variable_that_is_not_selected_cannot_be_bound(store):
    with pytest.raises(ValueError, match="selects it"):
        store.query("ASK { ?s ?p ?o FILTER(?o = ?wanted) }", substitutions={"wanted": Literal("2")})


def test_a_malformed_query_is_a_syntax_error(store):
    with pytest.raises(SyntaxError):
        store.query("SELECT ?s WHERE {")


def test_patterns_graphs_and_counts(store):
    assert [quad.object for quad in store.quads(A, Q)] == [B]
    assert list(store.quads(A, graph=TWO.value)) == []
    assert store.graphs() == [ONE.value, TWO.value]
    assert (store.count(), store.count(ONE.value), store.count("http://example.org/none")) == (3, 2, 0)
    assert set(store.quads_for_graph(ONE.value)) == set(QUADS[:2])


def test_removing_what_is_not_there_is_no_error(store):
    store.remove([QUADS[0], QUADS[0]])
    store.remove_graph("http://example.org/none")
    store.remove_graph(TWO.value)
    assert set(store.quads()) == {QUADS[1]}
    assert store.graphs() == [ONE.value]


def test_a_dump_reads_back(store):
    out = io.BytesIO()
    store.dump(out, RdfFormat.N_QUADS)
    assert len(out.getvalue().splitlines()) == 3
    out = io.BytesIO()
    store.dump(out, RdfFormat.TURTLE, TWO.value)
    assert out.getvalue().decode().strip().endswith('"2" .')


def test_what_is_written_is_there_for_readers_in_other_processes(tmp_path):
    writer = open_store(tmp_path / "store", read_only=False)
    writer.bulk_load(QUADS)
    writer.flush()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_count, [tmp_path / "store"] * 2) == [3, 3]


def _count(path):
    return open_store(path).count()


def test_a_checkpoint_is_independent(tmp_path):
    first = open_store(tmp_path / "first", read_only=False)
    first.add(QUADS)
    first.flush()
    del first
    open_store(tmp_path / "first").checkpoint(tmp_path / "second")
    second = open_store(tmp_path / "second", read_only=False)
    second.remove_graph(ONE.value)
    assert (open_store(tmp_path / "first").count(), second.count()) == (3, 1)


def test_another_process_writes_to_a_store_that_is_lent(tmp_path):
    store = open_store(tmp_path / "store", read_only=False)
    store.add(QUADS[:1])
    with store.lent() as folder, multiprocessing.get_context("spawn").Pool(1) as pool:
        pool.apply(write_one, [folder])
    assert set(store.quads()) == set(QUADS[:2])
    store.add(QUADS[2:])
    assert set(store.quads()) == set(QUADS)


def write_one(folder):
    store = open_store(folder, read_only=False)
    store.add(QUADS[1:2])
    store.flush()


def test_what_another_process_wrote_is_counted(tmp_path):
    open_store(tmp_path / "store", read_only=False).add(QUADS[:1])
    store = open_counting(tmp_path / "store", 1)
    with store.lent() as folder:
        write_one(folder)
    assert store.total() == 2


def test_what_is_no_folder_cannot_be_lent(store):
    with store.lent() as folder:
        assert folder is None
    assert store.count() == len(QUADS)


def test_a_store_that_is_only_read_cannot_be_lent(tmp_path):
    open_store(tmp_path / "store", read_only=False).add(QUADS)
    store = open_store(tmp_path / "store")
    with store.lent() as folder:
        assert folder is None
    assert set(store.quads()) == set(QUADS)


def test_a_store_that_is_not_there(tmp_path):
    with pytest.raises(StoreMissingError, match="lienvan load"):
        open_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_no_store(tmp_path):
    (tmp_path / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match=str(tmp_path)):
        open_store(tmp_path)
