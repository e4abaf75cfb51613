"""What the shapes about documents look at: their graphs, and what the store says of the things that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from graph.store import select
from ontology import LV, RDF
from ontology.iri import Iris
from shapes.compared import Compared

if TYPE_CHECKING:
    from graph.store import Store, Term

_NAMED = "SELECT DISTINCT ?value WHERE { ?part ?predicate ?value FILTER isIRI(?value) }"
_REMEMBERED = 10_000
"""Things whose descriptions are kept in memory (some 30 MB): the agencies and places of a province and more."""


class Surroundings:
    """Copies statements out of one store into another: those with the predicates and classes asked for, or all (None).

    A thing that a document names is described by ``graph/entities`` and ``graph/places``, and so are the things that
    its description names in turn. Reference data (``graph/ontology``) is common to all documents: see ``reference``.
    """

    def __init__(self, store: Store, iris: Iris, predicates: frozenset[str] | None) -> None:
        self._store = store
        self._iris = iris
        self._named = predicates
        wanted = sorted((predicates or frozenset()) - {RDF.type})
        self._predicates = tuple(NamedNode(term) for term in wanted if not _is_class(term))
        self._classes = tuple(NamedNode(term) for term in wanted if _is_class(term))
        self._asked = (RDF.type.node, *self._predicates)
        self._shared = (iris.graph("entities"), iris.graph("places"))
        self._described: dict[NamedNode, tuple[Quad, ...]] = {}

    def reference(self) -> list[Quad]:
        """The ontology and its schemes."""
        return list(self._graph(self._iris.graph("ontology")))

    def copy(self, documents: Iterable[str], into: Store, compared: Compared | None = None) -> None:
        """The graphs of some documents with all that they name; of their parts those ``compared``, or all (None).

        ``into`` is an empty store.
        """
        if len(self._described) > _REMEMBERED:
            self._described.clear()
        known, named = (
            self._copy_whole(documents, into) if compared is None else self._copy_parts(documents, into, compared)
        )
        into.bulk_load(self._named_by(known, named))

    def _copy_whole(self, documents: Iterable[str], into: Store) -> tuple[set[Term], set[Term]]:
        """What documents say; gives the nodes of which they say something, and those that they name."""
        known: set[Term] = set()
        named: set[Term] = set()
        for document in documents:
            own = list(self._document(document))
            into.bulk_load(own)
            known.update(quad.subject for quad in own)
            named.update(quad.object for quad in own if isinstance(quad.object, NamedNode))
        return known, named

    def _copy_parts(self, documents: Iterable[str], into: Store, compared: Compared) -> tuple[set[Term], set[Term]]:
        """The same of documents and some of their parts, without the names of their graphs."""
        graphs = {document: self._iris.graph(document) for document in documents}
        known: set[Term] = {*map(NamedNode, graphs), *compared.parts(self._store, graphs.values())}
        into.bulk_load_nquads(b"".join(compared.statements(self._store, graphs, self._asked)))
        return known, {row["value"] for row in select(into, _NAMED)}

    def _document(self, document: str) -> Iterator[Quad]:
        """The graph of a document. Every part of it says what document states it; few have more to say."""
        graph = self._iris.graph(document)
        parts: set[NamedNode] = set()
        for quad in self._graph(graph, but=LV.statedIn.node):
            if isinstance(quad.subject, NamedNode):
                parts.add(quad.subject)
            yield quad
        if LV.statedIn.node in self._predicates:
            for part in parts:
                yield from self._store.quads(part, LV.statedIn.node, graph=graph)

    def _graph(self, graph: str, but: NamedNode | None = None) -> Iterator[Quad]:
        if self._named is None:
            yield from self._store.quads_for_graph(graph)
            return
        for predicate in self._predicates:
            if predicate != but:
                yield from self._store.quads(None, predicate, graph=graph)
        for cls in self._classes:
            yield from self._store.quads(None, RDF.type.node, cls, graph=graph)

    def _named_by(self, known: set[Term], named: set[Term]) -> Iterator[Quad]:
        """What is known of the things ``named`` and of those that their descriptions name, but for those ``known``."""
        waiting = {node for node in named - known if isinstance(node, NamedNode)}
        while waiting:
            node = waiting.pop()
            known.add(node)
            described = self._description(node)
            yield from described
            waiting.update(
                quad.object for quad in described if isinstance(quad.object, NamedNode) and quad.object not in known
            )

    def _description(self, node: NamedNode) -> tuple[Quad, ...]:
        described = self._described.get(node)
        if described is None:
            quads = (quad for graph in self._shared for quad in self._store.quads(node, graph=graph))
            described = tuple(quad for quad in quads if self._named is None or quad.predicate.value in self._named)
            self._described[node] = described
        return described


def _is_class(term: str) -> bool:
    """``…ontology#Target``: classes begin with a capital letter, properties do not."""
    return re.split("[#/]", term)[-1][:1].isupper()
