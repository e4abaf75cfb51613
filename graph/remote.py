"""A store on any SPARQL 1.1 server, behind the interface of ``graph.store``.

Queries go out by SPARQLWrapper as POST forms (Virtuoso 7.2.5 never answers a direct POST) and come back as SPARQL XML
(Virtuoso's JSON writes booleans as ``1``); graphs by the Graph Store Protocol, changes as SPARQL updates. Terms are
bound by VALUES clauses. A server that does not take all graphs as the default graph by itself is asked to with
Oxigraph's ``union-default-graph``; others must be set so (docs/scale.md).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import IO, Final

from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)
from pyoxigraph import Store as Database

from graph.endpoints import Server
from graph.remote_http import Answer, Asked, Connection
from graph.store import QueryResult, Term
from ontology import PREFIXES

_TOKEN: Final = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|\#[^\n]*|[{}()]")
_OWN_GRAPHS: Final = frozenset({
    "http://www.openlinksw.com/schemas/virtrdf#", "http://www.w3.org/ns/ldp#", "http://localuriqaserver/sparql",
    "http://localhost:8890/sparql", "http://localhost:8890/DAV/", "urn:activitystreams-owl:map",
    "urn:core:services:sparql", "http://www.w3.org/2002/07/owl#",
})  # fmt: skip
"""Graphs that Virtuoso keeps for itself."""
SMALL: Final = 4_000
"""Triples that every server takes in one update: Virtuoso 7 runs out of memory near 5,000."""
_CHUNK: Final = 20_000
"""Triples of one upload of a large graph."""
_UPLOAD: Final = 4_000_000
"""Bytes of one, where they are counted."""
_EMPTY: Final = Database()


class RemoteStore:
    """See ``graph.store.Store``. Raises StoreUnreachableError, StoreTimeoutError, and RuntimeError for a query or
    update that the server refuses.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self._connection = Connection(server)

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        default_graph_union: bool = True,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> QueryResult:
        """Evaluate a query; see ``Store.query``. Without a union, a server's own default graph is asked."""
        form = parsed(sparql)
        text = bound(sparql, substitutions, form) if substitutions else sparql
        asked = Asked(tuple(default_graphs or ()), tuple(named_graphs or ()), union=default_graph_union)
        if not isinstance(form, QuerySolutions | QueryBoolean):
            return _triples(self._connection.query(text, asked, "application/n-triples, text/turtle;q=0.5"))
        content = self._connection.query(text, asked, QueryResultsFormat.XML.media_type).content
        try:
            return parse_query_results(content, format=QueryResultsFormat.XML)
        except (SyntaxError, ValueError) as error:
            raise RuntimeError(f"{self.server.query} did not answer with SPARQL results: {content[:200]!r}") from error

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        obj: Term | None = None,
        *,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        """The quads that match a pattern, of all graphs where ``graph`` is None."""
        given = {"s": subject, "p": predicate, "o": obj, "g": None if graph is None else NamedNode(graph)}
        pattern = "GRAPH ?g { ?s ?p ?o }"
        return self.select_quads(pattern, {name: [term] for name, term in given.items() if term is not None})

    def select_quads(self, pattern: str, values: Mapping[str, Sequence[Term]]) -> Iterator[Quad]:
        """The quads ``?s ?p ?o ?g`` of a pattern, with the terms that its variables may be."""
        for row in self._select(f"SELECT ?s ?p ?o ?g WHERE {{ {_clauses(values)} {pattern} }}"):
            if row["g"].value not in _OWN_GRAPHS:
                yield Quad(row["s"], row["p"], row["o"], row["g"])

    def select_examples(self, pattern: str, values: Mapping[str, Sequence[Term]]) -> Iterator[Quad]:
        """Of the quads of a pattern, one for each predicate, object and graph."""
        clauses = _clauses(values)
        for row in self._select(
            f"SELECT (MIN(?x) AS ?s) ?p ?o ?g WHERE {{ {clauses} {pattern.replace('?s', '?x')} }} GROUP BY ?p ?o ?g"
        ):
            if row["s"] is not None:
                yield Quad(row["s"], row["p"], row["o"], row["g"])

    def quads_for_graph(self, graph: str) -> Iterator[Quad]:
        """All quads of one named graph, fetched by the Graph Store Protocol."""
        name = NamedNode(graph)
        answer = self._connection.get(graph)
        if answer is not None:
            for triple in parse(answer.content, format=_format(answer.media_type), base_iri=graph):
                yield Quad(triple.subject, triple.predicate, triple.object, name)

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted, without those that a server keeps for itself.

        (Grouped: with DISTINCT, Virtuoso 7 did not answer in a minute over 400,000 triples; this takes it 20 ms.)
        """
        rows = self._select("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return sorted({row["g"].value for row in rows} - _OWN_GRAPHS)

    def count(self, graph: str | None = None) -> int:
        """The number of quads, in one graph or in all but a server's own."""
        within = f"VALUES ?g {{ <{NamedNode(graph).value}> }} " if graph is not None else ""
        rows = self._select(f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {within}GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g")
        return sum(int(row["n"].value) for row in rows if row["g"] and row["g"].value not in _OWN_GRAPHS)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add some quads in one update, which servers with transactions do whole or not at all; many, in several."""
        self.change((), quads)

    def bulk_load(self, quads: Iterable[Quad]) -> None:
        """Add many quads, graph by graph, by the Graph Store Protocol."""
        for graph, found in groupby(quads, key=lambda quad: quad.graph_name):
            triples = iter(quad.triple for quad in found)
            while chunk := [triple for triple, _ in zip(triples, range(_CHUNK), strict=False)]:
                self._connection.post(_name(graph), _ntriples(chunk))

    def add_ntriples(self, graph: str, content: io.BytesIO) -> None:
        """Add N-Triples, some megabytes at a time, to one graph."""
        content.seek(0)
        while lines := content.readlines(_UPLOAD):
            self._connection.post(graph, b"".join(lines))

    def bulk_load_nquads(self, data: bytes) -> None:
        """Add many quads from N-Quads that this program wrote."""
        self.bulk_load(
            sorted(parse(data, format=RdfFormat.N_QUADS, lenient=True), key=lambda quad: str(quad.graph_name))
        )

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove quads; one that is not there is no error."""
        self.change(quads, ())

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take some quads out and put others in: one update for as many as every server takes in one."""
        out, into = list(removed), list(added)
        while out or into:
            first, out = out[:SMALL], out[SMALL:]
            room = max(SMALL - len(first), 0)
            then, into = into[:room], into[room:]
            self.update(
                *(["DELETE DATA " + _data(first)] if first else []), *([self.insert_data(then)] if then else [])
            )

    def update(self, *operations: str) -> None:
        """Some operations of SPARQL Update in one request. Raises RuntimeError where the server refuses it."""
        if operations:
            self._connection.update(" ;\n".join(operations))

    @staticmethod
    def insert_data(quads: Sequence[Quad]) -> str:
        """An operation that puts quads in."""
        return "INSERT DATA " + _data(quads)

    def replace_graph(self, graph: str, triples: Sequence[Triple]) -> None:
        """Put a graph in the place of the one of that name: in one update, or piece by piece where it is large."""
        if len(triples) <= SMALL:
            name = NamedNode(graph)
            quads = [Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]
            self.update(f"DROP SILENT GRAPH {name}", *([self.insert_data(quads)] if quads else []))
            return
        self._connection.put(graph, _ntriples(triples[:_CHUNK]))
        for begin in range(_CHUNK, len(triples), _CHUNK):
            self._connection.post(graph, _ntriples(triples[begin : begin + _CHUNK]))

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph and all in it."""
        self.update(f"DROP SILENT GRAPH {NamedNode(graph)}")

    @contextmanager
    def readable(self) -> Iterator[None]:
        """See ``Store.readable``: there is no folder."""
        yield

    @contextmanager
    def lent(self) -> Iterator[None]:
        """See ``Store.lent``: there is no folder."""
        yield

    def dump(self, output: IO[bytes], rdf_format: RdfFormat, graph: str | None = None) -> None:
        """Serialise one graph, or all of them one after another."""
        names = self.graphs() if graph is None else [graph]
        if rdf_format.supports_datasets:
            serialize((quad for name in names for quad in self.quads_for_graph(name)), output, rdf_format)
        else:
            serialize((quad.triple for name in names for quad in self.quads_for_graph(name)), output, rdf_format)

    def has_graph(self, graph: str | None) -> bool:
        """Whether there is such a named graph; a server's default graph is left alone."""
        return graph is not None and bool(self.query(f"ASK {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}"))

    def dump_graph(self, output: IO[bytes], rdf_format: RdfFormat, graph: str | None) -> None:
        """Serialise one graph with the prefixes of the house; nothing of the default graph."""
        quads = self.quads_for_graph(graph) if graph is not None else ()
        serialize((quad.triple for quad in quads), output, rdf_format, prefixes=PREFIXES)

    def close(self) -> None:
        """Let the connections go."""
        self._connection.close()

    def _select(self, sparql: str) -> QuerySolutions:
        result = self.query(sparql)
        if not isinstance(result, QuerySolutions):
            raise TypeError("a SELECT query gives rows")
        return result


def _clauses(values: Mapping[str, Sequence[Term]]) -> str:
    return " ".join(f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}" for name, terms in values.items())


def parsed(sparql: str) -> QueryResult:
    """What a query gives on an empty store: its form, and SyntaxError with the place for one that is malformed."""
    return _EMPTY.query(sparql)


def bound(sparql: str, values: Mapping[str, Term], form: QueryResult) -> str:
    """The query with a VALUES clause in front of the patterns of its outermost group.

    Raises ValueError for a variable that the query does not select, as the embedded engine does.
    """
    selected = {variable.value for variable in form.variables} if isinstance(form, QuerySolutions) else set()
    missing = sorted(set(values) - selected)
    if missing:
        raise ValueError(f"?{missing[0]}: a variable can be bound only in a query that selects it")
    names = " ".join(f"?{name}" for name in values)
    clause = f" VALUES ({names}) {{ ({' '.join(map(str, values.values()))}) }} "
    place = _group(sparql)
    inner = sparql[place:].lstrip()
    if inner[:6].upper() == "SELECT":  # a group that is one sub-select takes no clause beside it
        return sparql + clause
    return sparql[:place] + clause + sparql[place:]


def _group(sparql: str) -> int:
    """Where the patterns of a SELECT begin: behind its first brace that is in no expression."""
    depth = 0
    for token in _TOKEN.finditer(sparql):
        sign = token.group()
        if sign == "{" and depth == 0:
            return token.end()
        depth += {"(": 1, ")": -1}.get(sign, 0)
    raise ValueError("the query has no group of patterns")


def _triples(answer: Answer) -> QueryResult:
    """Triples of a CONSTRUCT or DESCRIBE, each once, as the engine gives them."""
    database = Database()
    database.extend(
        Quad(t.subject, t.predicate, t.object) for t in parse(answer.content, format=_format(answer.media_type))
    )
    return database.query("CONSTRUCT WHERE { ?s ?p ?o }")


def _format(media_type: str) -> RdfFormat:
    """The format to read an answer with; Turtle reads N-Triples too, which some servers call text/plain."""
    return RdfFormat.from_media_type(media_type.partition(";")[0].strip()) or RdfFormat.TURTLE


def _name(graph: object) -> str:
    if not isinstance(graph, NamedNode):
        raise TypeError(f"every triple is in a named graph, but not those of {graph}")
    return graph.value


def _ntriples(triples: Iterable[Triple]) -> bytes:
    out = io.BytesIO()
    serialize(triples, out, RdfFormat.N_TRIPLES)
    return out.getvalue()


def _data(quads: Sequence[Quad]) -> str:
    """``{ GRAPH <g> { … } … }`` with N-Triples inside; blank nodes, which the graph has none of, cannot be named."""
    ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
    groups = groupby(ordered, key=lambda quad: quad.graph_name)
    inside = (
        f"GRAPH {graph} {{\n{''.join(f'{quad.triple} .{chr(10)}' for quad in found)}}}" for graph, found in groups
    )
    return "{ " + "\n".join(inside) + " }"
