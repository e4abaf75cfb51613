"""The parts of documents that a rule compares with those of changed ones: they agree in some properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QueryTriples, RdfFormat

from graph.store import select
from ontology.iri import Iris
from shapes.few import few

if TYPE_CHECKING:
    from graph.store import Store, Term


@dataclass(frozen=True, slots=True)
class Compared:
    """Values of the properties ``by`` that parts of changed documents have, or had: one of each in every tuple.

    Of documents that did not change, ``known`` are the parts that were asked for, by the graphs of the documents.
    """

    by: tuple[str, ...]
    values: frozenset[tuple[Term, ...]]
    known: dict[str, list[NamedNode]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, stores: Iterable[Store], iris: Iris, changed: Iterable[str], by: tuple[str, ...]) -> Compared:
        """What parts of ``changed`` have in any of ``stores``: as it is, as it was."""
        queries = [_stated(by, some) for some in few([iris.graph(document) for document in changed])]
        rows = (row for store in stores for query in queries for row in select(store, query))
        return cls(by, frozenset(tuple(row[f"value{place}"] for place in range(len(by))) for row in rows))

    def parts(self, store: Store, graphs: Iterable[str]) -> list[NamedNode]:
        """The parts in the graphs of documents that agree in all of them with one of a changed document.

        The engine compares them: to read the values of each takes three times as long.
        """
        asked = list(graphs)
        new = [graph for graph in asked if graph not in self.known]
        self.known.update((graph, []) for graph in new)
        for some in few(new):
            for row in select(store, self._agreeing(some)):
                graph, part = row["graph"], row["part"]
                if isinstance(graph, NamedNode) and isinstance(part, NamedNode):
                    self.known[graph.value].append(part)
        return [part for graph in asked for part in self.known[graph]]

    def statements(self, store: Store, graphs: Mapping[str, str], predicates: Iterable[NamedNode]) -> Iterator[bytes]:
        """What ``graphs`` of documents (by the IRIs of these) say of them and of such parts, as N-Triples.

        Statements with other than some ``predicates`` are left out. The engine writes them: to read each takes twice as
        long.
        """
        self.parts(store, graphs.values())
        nodes = [(graph, NamedNode(document)) for document, graph in graphs.items()]
        nodes += [(graph, part) for graph in graphs.values() for part in self.known[graph]]
        wanted = ", ".join(map(str, predicates))
        for some in few(nodes):
            looked_at = " ".join(f"({NamedNode(graph)} {node})" for graph, node in some)
            said = store.query(f"""CONSTRUCT {{ ?node ?predicate ?value }} WHERE {{
                VALUES (?graph ?node) {{ {looked_at} }}
                GRAPH ?graph {{ ?node ?predicate ?value }}
                FILTER (?predicate IN ({wanted}))
            }}""")
            if not isinstance(said, QueryTriples):
                raise TypeError("the query must be a CONSTRUCT")
            yield said.serialize(format=RdfFormat.N_TRIPLES) or b""

    def _agreeing(self, graphs: Iterable[str]) -> str:
        """A SELECT of graphs and parts: first all that have such properties, then those that agree."""
        names = " ".join(f"?value{place}" for place in range(len(self.by)))
        rows = " ".join(f"({' '.join(map(str, row))})" for row in self.values)
        stated = f"{{ {_stated(self.by, graphs)} }}"
        return f"SELECT DISTINCT ?graph ?part WHERE {{ {stated} VALUES ({names}) {{ {rows} }} }}"


def _stated(by: tuple[str, ...], graphs: Iterable[str]) -> str:
    """A SELECT of the parts in some graphs that have all of some properties, with their values.

    Each property is read from end to end: to look it up for each part takes three times as long.
    """
    within = f"VALUES ?graph {{ {' '.join(str(NamedNode(graph)) for graph in graphs)} }}"
    stated = (f"GRAPH ?graph {{ ?part {NamedNode(term)} ?value{place} }}" for place, term in enumerate(by))
    return f"SELECT * WHERE {{ {' '.join(f'{{ SELECT * WHERE {{ {within} {each} }} }}' for each in stated)} }}"
