"""What a query process answers: rows and triples within their limits, and what went wrong."""

from __future__ import annotations

import csv
import io
import json
import pickle

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import memory_store
from service.evaluation import Dataset, Limits, NotPlainError, Request, _syntax_failure, evaluate, select
from service.outlet import TooLargeError
from service.rows import Cell

JSON, CSV, TSV = "application/sparql-results+json", "text/csv", "text/tab-separated-values"
XML, TURTLE = "application/sparql-results+xml", "text/turtle"
ALL = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"


def node(name):
    return NamedNode(f"http://x/{name}")


@pytest.fixture(scope="module")
def store():
    quads = [Quad(node("s"), node("p"), Literal(f'dòng {n}\nhai, "ba"'), node("a" if n < 3 else "b")) for n in range(5)]
    return memory_store(quads)


def answer(store, query, media_type=JSON, *, rows=100, size=10_000, dataset=None):
    return evaluate(store, Request(query, media_type, Limits(rows, size), dataset or Dataset()))


def count(content, media_type):
    text = content.decode()
    if media_type == JSON:
        return len(json.loads(text)["results"]["bindings"])
    if media_type == CSV:
        return len(list(csv.reader(io.StringIO(text, newline="")))) - 1
    return text.count("<result>") if media_type == XML else len(text.splitlines()) - 1


@pytest.mark.parametrize("media_type", [JSON, XML, CSV, TSV])
@pytest.mark.parametrize(
    ("query", "rows", "expected"),
    [
        (ALL, 4, (4, True)),
        (ALL, 5, (5, False)),
        (ALL, 6, (5, False)),
        (ALL + " LIMIT 3", 4, (3, False)),
        (ALL + " LIMIT 5", 4, (4, True)),
        (ALL + " LIMIT 5000", 4, (4, True)),
        (ALL + " OFFSET 2", 4, (3, False)),
        ("SELECT * { ?s ?p ?o } VALUES ?p { <http://x/p> }", 4, (4, True)),
        ("SELECT * { ?s ?p ?o } VALUES ?p { <http://x/q> }", 4, (0, False)),
    ],
)
def test_rows_are_cut_off_at_the_limit_and_only_then(store, media_type, query, rows, expected):
    body = answer(store, query, media_type, rows=rows)
    assert (count(body.content, media_type), body.truncated) == expected


@pytest.mark.parametrize(("rows", "truncated"), [(4, True), (5, False)])
def test_triples_are_cut_off_too(store, rows, truncated):
    body = answer(store, "CONSTRUCT WHERE { ?s ?p ?o }", TURTLE, rows=rows)
    assert (body.size, body.truncated) == (rows, truncated)


def test_turtle_has_the_prefixes_it_uses(store):
    body = answer(store, "CONSTRUCT { ?s a <https://w3id.org/lienvan/ontology#Target> } { ?s ?p ?o }", TURTLE)
    assert b"@prefix lv: <https://w3id.org/lienvan/ontology#> ." in body.content
    assert b"@prefix skos:" not in body.content


@pytest.mark.parametrize("query", [ALL, "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_result_past_its_bytes_is_refused(store, query):
    with pytest.raises(TooLargeError):
        answer(store, query, JSON if query == ALL else TURTLE, size=60)


@pytest.mark.parametrize(
    ("media_type", "expected"), [(JSON, b'{"head":{},"boolean":true}'), (CSV, b"true"), (TSV, b"true")]
)
def test_ask(store, media_type, expected):
    assert answer(store, "ASK { ?s ?p ?o }", media_type).content == expected


@pytest.mark.parametrize(
    ("query", "dataset", "expected"),
    [
        # the union of all graphs, unless somebody says otherwise
        ("SELECT * { ?s ?p ?o }", None, 5),
        ("SELECT * FROM <http://x/a> { ?s ?p ?o }", None, 3),
        ("SELECT * FROM <http://x/a> FROM <http://x/b> { ?s ?p ?o }", None, 5),
        ("SELECT * FROM NAMED <http://x/a> { ?s ?p ?o }", None, 0),
        ("SELECT * FROM NAMED <http://x/a> { GRAPH ?g { ?s ?p ?o } }", None, 3),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", None, 5),
        # the request wins over the query
        ("SELECT * FROM <http://x/a> { ?s ?p ?o }", Dataset(("http://x/b",), ()), 2),
        ("SELECT * { ?s ?p ?o }", Dataset((), ("http://x/b",)), 0),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", Dataset((), ("http://x/b",)), 2),
    ],
)
def test_dataset(store, query, dataset, expected):
    assert count(answer(store, query, dataset=dataset).content, JSON) == expected


def test_an_iri_with_a_comma_is_one_cell_of_csv(store):
    """The engine's own CSV breaks it in two."""
    body = answer(store, 'SELECT (<http://x/text#char=120,180> AS ?passage) ("a" AS ?b) {}', CSV)
    assert list(csv.reader(io.StringIO(body.content.decode(), newline=""))) == [
        ["passage", "b"],
        ["http://x/text#char=120,180", "a"],
    ]


def test_a_syntax_error_has_its_place(store):
    with pytest.raises(SyntaxError) as raised:
        answer(store, "SELECT * {\n  ?s ?p")
    failure = _syntax_failure(str(raised.value))
    assert (failure.line, failure.column) == (2, 8)
    assert failure.message.startswith("expected one of")
    assert "..=" not in failure.message


def test_the_place_of_an_error_is_that_in_the_query_as_it_was_sent(store):
    """The limit that is set in, three letters shorter than the query's own, moves nothing."""
    query = "SELECT * { ?s ?p ?o } LIMIT 999999 OFFSET ?x"
    with pytest.raises(SyntaxError) as sent:
        store.query(query)
    with pytest.raises(SyntaxError) as raised:
        answer(store, query, rows=5)
    assert _syntax_failure(str(raised.value)) == _syntax_failure(str(sent.value))


def test_select_gives_cells(store):
    table = select(store, 'SELECT ?s ("chữ"@vi AS ?o) ?none { ?s ?p ?any } LIMIT 1', 10)
    (row,) = table.rows
    assert table.columns == ("s", "o", "none")
    assert row == {"s": "http://x/s", "o": "chữ"}
    assert (row["s"].kind, row["o"].kind, row["o"].language) == ("iri", "literal", "vi")


def test_cells_travel_between_processes():
    kept = pickle.loads(pickle.dumps(Cell("chữ", "literal", "vi", "http://x/d")))
    assert (kept, kept.value, kept.kind, kept.language, kept.datatype) == ("chữ", "chữ", "literal", "vi", "http://x/d")


@pytest.mark.parametrize("query", ["SELECT (NOW() AS ?n) {}", "CONSTRUCT WHERE { ?s ?p ?o }", "ASK FROM <a:b> {}", ""])
def test_a_query_that_nobody_looked_at_is_refused_where_it_is_not_plain(store, query):
    limits = Limits(1, 100)
    with pytest.raises(NotPlainError):
        evaluate(store, Request(query, JSON, limits, plain=True))
    assert evaluate(store, Request("ASK {}", JSON, limits, plain=True)).content


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ("(?x ?y) { ('a' 'b') ('c' UNDEF) (UNDEF 'd') }", 3),
        ("(?x ?y) { (UNDEF UNDEF) ('a' UNDEF) }", 2),
        ("?x { }", 0),
        # what looks like the beginning of a row in a string
        ("""?x { '{"x":{"type":"literal"}},{"x":{"type":' '},{' '{' '{}' '","y":{' '{"type":"uri' }""", 6),
        ("?x { <a:b> 'x'@vi 4.5 }", 3),
    ],
)
def test_rows_are_counted_whatever_they_hold(store, values, rows):
    for media_type in (JSON, CSV):
        assert answer(store, f"SELECT * {{ VALUES {values} }}", media_type).size == rows


def test_rows_with_quoted_triples_are_counted(store):
    query = "SELECT * { VALUES ?x { 1 2 } BIND(<<( <a:s> <a:p> ?x )>> AS ?triple) }"
    assert answer(store, query).size == 2
