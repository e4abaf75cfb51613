"""A worker of a load into a SPARQL server: reads one document and writes its graph, so that no reader sees half of it.

One update takes out what the last version said and puts the new one in, with the mark that says so; a server with
transactions shows readers the one or the other. A document too large for one update is written piece by piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pyoxigraph import Quad, RdfFormat, parse

from graph.documents import ReadDocument
from graph.endpoints import Server
from graph.ledger import Ledger
from graph.mentions import Mentions
from graph.planning import Work
from graph.reading import Outcome, Reader
from graph.remote import SMALL, RemoteStore
from graph.terms import node
from ontology import Iris


@dataclass(frozen=True, slots=True)
class Writer:
    """Reads like ``reader`` and writes to ``server``; a ReadDocument comes back without its quads.

    Its mentions have what the document's last graph named. Raises StoreError for a server that cannot be written to.
    """

    reader: Reader
    server: Server
    iris: Iris
    known: frozenset[str] = field(repr=False)

    def __call__(self, work: Work) -> Outcome:
        """The document, or what is wrong with it."""
        outcome = self.reader(work)
        if not isinstance(outcome, ReadDocument):
            return outcome
        store = _store(self.server)
        before: list[Quad] = []
        if outcome.entry.iri in self.known:
            before = list(store.quads_for_graph(self.iris.graph(outcome.entry.iri)))
        write_document(store, self.iris, outcome.entry.iri, parse_quads(outcome.nquads), before)
        mentions = outcome.mentions
        mentions.add_graph(before)
        return replace(outcome, nquads=b"", mentions=mentions)


@lru_cache(maxsize=1)
def _store(server: Server) -> RemoteStore:
    """The connections of one worker process."""
    return RemoteStore(server)


def parse_quads(nquads: bytes) -> list[Quad]:
    """The quads of N-Quads that this program wrote."""
    return list(parse(nquads, format=RdfFormat.N_QUADS, lenient=True))


def write_document(
    store: RemoteStore, iris: Iris, document: str, quads: Sequence[Quad], before: Sequence[Quad]
) -> None:
    """Put ``quads`` (the document's graph and what follows from it) in the place of what is there.

    ``before`` are the quads of its graph as it is; the marks of ``graph.ledger`` are set first.
    """
    graph = node(iris.graph(document))
    named = Mentions(iris)
    named.add_graph(before)
    marks = Ledger(store, iris).marks(document, named.touched)
    own = [quad for quad in quads if quad.graph_name == graph]
    rest = [quad for quad in quads if quad.graph_name != graph]
    forget = [_forget(iris, document)] if before else []
    size = len(quads) + len(marks)
    if size <= SMALL:
        drop = [f"DROP SILENT GRAPH {graph}"] if before else []
        store.update(*_insert(marks), *forget, *drop, *_insert(quads))
        return
    store.change((), marks)
    store.update(*forget)
    store.replace_graph(graph.value, [quad.triple for quad in own])
    store.change((), rest)


def remove_document(store: RemoteStore, iris: Iris, document: str) -> list[Quad]:
    """Take a document's graph out, with what followed from it; gives what it was."""
    before = list(store.quads_for_graph(iris.graph(document)))
    write_document(store, iris, document, (), before)
    return before


def _insert(quads: Sequence[Quad]) -> list[str]:
    return [RemoteStore.insert_data(quads)] if quads else []


def _forget(iris: Iris, document: str) -> str:
    graph, inferred = node(iris.graph(document)), node(iris.graph("inferred"))
    pattern = f"GRAPH {inferred} {{ ?s ?p ?o }}"
    return f"DELETE {{ {pattern} }} WHERE {{ GRAPH {graph} {{ ?s ?q ?v }} {pattern} }}"
