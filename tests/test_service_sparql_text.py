"""What is known of a query before the engine sees it, and what is set into it."""

from __future__ import annotations

import contextlib
import socket

import pytest
from growth import assert_linear
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from ontology import Iris
from service.sparql_text import bind, read_query, rebase


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("select * where {}", "SELECT"),
        ("# SELECT\nASK {}", "ASK"),
        ("PREFIX ask: <http://x/SELECT#> CONSTRUCT {?s ?p ?o} {?s ?p ?o}", "CONSTRUCT"),
        ("BASE <http://x/> DESCRIBE <SELECT>", "DESCRIBE"),
        ("CONSTRUCT {?s ?p ?o} WHERE {SELECT * {?s ?p ?o}}", "CONSTRUCT"),
        ("INSERT DATA {<a:a> <a:a> 'SELECT'}", None),
        ("", None),
    ],
)
def test_form(query, form):
    assert read_query(query).form == form


@pytest.mark.parametrize(
    ("query", "limited"),
    [
        ("SELECT * {?s ?p ?o}", "SELECT * {?s ?p ?o}\nLIMIT 10\n"),
        ("SELECT * {?s ?p ?o} LIMIT 5", "SELECT * {?s ?p ?o} LIMIT 5"),
        ("SELECT * {?s ?p ?o} LIMIT 50 OFFSET 3", "SELECT * {?s ?p ?o} LIMIT 10 OFFSET 3"),
        ("SELECT * {?s ?p ?o} offset 3 limit 50", "SELECT * {?s ?p ?o} offset 3 limit 10"),
        # a limit inside is the query's own business
        ("SELECT * {{SELECT * {?s ?p ?o} LIMIT 50}}", "SELECT * {{SELECT * {?s ?p ?o} LIMIT 50}}\nLIMIT 10\n"),
        # a closing VALUES stands behind the limit
        ("SELECT * {?s ?p ?o} VALUES ?s {<a:LIMIT>}", "SELECT * {?s ?p ?o} \nLIMIT 10\nVALUES ?s {<a:LIMIT>}"),
        # comments and strings hold no limit
        ("SELECT * {?s ?p 'LIMIT 5'} # LIMIT 5", "SELECT * {?s ?p 'LIMIT 5'}\nLIMIT 10\n # LIMIT 5"),
        # braces in front of the group, and behind it
        ("SELECT (EXISTS {?s ?p ?o} AS ?x) {}", "SELECT (EXISTS {?s ?p ?o} AS ?x) {}\nLIMIT 10\n"),
        (
            "SELECT ?s {?s ?p ?o} GROUP BY ?s HAVING (EXISTS {?s ?p 1}) ORDER BY ?s",
            "SELECT ?s {?s ?p ?o} GROUP BY ?s HAVING (EXISTS {?s ?p 1}) ORDER BY ?s\nLIMIT 10\n",
        ),
    ],
)
def test_limited(query, limited):
    assert read_query(query).limited(10) == limited


@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        ("SELECT * {}", ()),
        ("SELECT * FROM <http://a/> FROM NAMED <http://b/> {}", ("http://a/", "http://b/")),
        ("SELECT *FROM<http://a/>{}", ("http://a/",)),
        ("SELECT * FROM#x\n<http://\\u0061/> {}", ("http://a/",)),
        ("SELECT * {?s ?p 'FROM <http://a/>'}", ()),
    ],
)
def test_graphs(query, graphs):
    found = read_query(query)
    assert (found.graphs, found.has_dataset) == (graphs, bool(graphs))


@pytest.mark.parametrize(
    ("query", "volatile"), [("SELECT (NOW() AS ?n) {}", True), ("SELECT * {?s ?now 'NOW()'}", False)]
)
def test_volatile(query, volatile):
    assert read_query(query).volatile is volatile


CALLS = [
    "SELECT * {SERVICE <URL> {?s ?p ?o}}",
    "SELECT * {service silent <URL> {?s ?p ?o}}",
    "SELECT * {SeRvIcE#comment\n<URL> {?s ?p ?o}}",
    "SELECT * {#\nSERVICE\t<URL>{}}",
    "SELECT * {\\u0053ERVICE <URL> {?s ?p ?o}}",
    "SELECT * {\\U00000053\\u0045RVICE <URL> {?s ?p ?o}}",
    "SELECT * {OPTIONAL{SERVICE <URL> {?s ?p ?o}}}",
    "SELECT * {FILTER EXISTS {SERVICE <URL> {?s ?p ?o}}}",
    "SELECT * {FILTER(1<2)SERVICE<URL>{?s ?p ?o}}",
    "SELECT * {{SELECT * {SERVICE <URL> {?s ?p ?o}}}}",
    "SELECT * {BIND(<URL> AS ?g) SERVICE ?g {?s ?p ?o}}",
    "SELECT * {?s ?p 5SERVICE<URL> {?s ?p ?o}}",
    "SELECT * {?s ?p trueSERVICE<URL> {?s ?p ?o}}",
    "PREFIX e:<URL> SELECT * {SERVICEe:x {?s ?p ?o}}",
    "PREFIX e:<URL> SELECT * {SERVICESILENTe:x {?s ?p ?o}}",
    "PREFIX :<URL> SELECT * {SERVICE: {?s ?p ?o}}",
    "CONSTRUCT {?s ?p ?o} {SERVICE <URL> {?s ?p ?o}}",
    "ASK {SERVICE <URL> {?s ?p ?o}}",
    "DESCRIBE ?s {SERVICE <URL> {?s ?p ?o}}",
    "SELECT (EXISTS {SERVICE <URL> {?s ?p ?o}} AS ?x) {}",
    "SELECT * {?s ?p '''a''' . SERVICE <URL> {?s ?p ?o}}",
    "PREFIX :<URL> SELECT * {?s <a:p> :.SERVICE <URL> {}}",
    "SELECT * {?s ?p _:b.SERVICE <URL> {}}",
    'SELECT * {?s ?p "a\\\\" . SERVICE <URL> {?s ?p ?o}} # "',
    "SELECT * {?s ?p <x:#> . SERVICE <URL> {?s ?p ?o}}",
]


@pytest.mark.parametrize("query", CALLS)
def test_calls_out(query):
    assert read_query(query).calls_out


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {?service ?p 'SERVICE <http://x/> {}'}",
        "SELECT * {?s <http://x/SERVICE> '''SERVICE'''} # SERVICE <http://x/> {}",
        "PREFIX x: <http://x/> SELECT * {?s x:service x:SERVICE}",
        "SELECT * {?s ?p 'dịch vụ'@service}",
        "SELECT * {_:service ?p ?o}",
    ],
)
def test_does_not_call_out(query):
    assert not read_query(query).calls_out


@pytest.fixture(scope="module")
def listener():
    """A socket that must stay silent."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


WORDS = 'SERVICE service SILENT <URL> e: e:x : { } {} # \\ " \' """ ?s . ; < > 5 true a _:b @en \\u0053 ( ) BIND UNION'
PIECES = st.sampled_from([*WORDS.split(" "), " ", "\n", "?s ?p ?o"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12), st.sampled_from(["", " "]))
@example(["?s ?p ?o", ".", "SERVICE", "<URL>", "{}"], " ")
@example(["?s", " ", "<URL>", " ", ":", ".", "service", " ", "<URL>", "{}"], "")
def test_what_is_let_through_stays_inside(listener, pieces, blank):
    """Whatever a query is put together from: either it is seen to call out, or the engine connects to nobody."""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    query = f"PREFIX e: <{url}> PREFIX : <{url}> SELECT * {{ {blank.join(pieces)} }}".replace("URL", url)
    if read_query(query).calls_out:
        return
    with contextlib.suppress(SyntaxError, RuntimeError, ValueError, OSError):
        list(Store().query(query))
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    "repeated",
    ['"', "'''a\n", '"""', '"\\', "<", "a.", "a:", "%", ".", "{", "\\u0053", "SERVICE "],
)
def test_time_grows_with_the_length_alone(repeated):
    assert_linear(lambda length: "a:" + repeated * (length // len(repeated)), read_query, 25_000)


QUERY = 'SELECT * { VALUES ?it { <http://x/0> } { VALUES ?it{<a:b>} } ?it ?p "VALUES ?it {1}" }'


def test_bind_sets_terms_where_the_example_stands():
    bound = bind(QUERY, {"it": [NamedNode("http://x/1"), Literal('"} ?x', language="vi")]})
    data = '{ <http://x/1> "\\"} ?x"@vi }'
    assert bound == f'SELECT * {{ VALUES ?it {data} {{ VALUES ?it{data} }} ?it ?p "VALUES ?it {{1}}" }}'


def test_bind_nothing_means_any():
    assert "VALUES ?it { UNDEF }" in bind(QUERY, {"it": []})


def test_bind_refuses_a_name_that_the_query_does_not_have():
    with pytest.raises(KeyError, match="place"):
        bind(QUERY, {"place": []})


def test_rebase():
    ours = "PREFIX lv: <https://w3id.org/lienvan/ontology#> "
    query = ours + "SELECT * {<https://w3id.org/lienvan/programme/1719> ?p '<https://w3id.org/lienvan/x>'}"
    moved = query.replace("<https://w3id.org/lienvan/programme/1719>", "<http://localhost/d/programme/1719>")
    assert rebase(query, Iris("http://localhost/d/")) == moved
    assert rebase(query, Iris()) == query
