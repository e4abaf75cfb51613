"""The store behind one small interface, and its embedded form on Oxigraph.

Terms, quads and query results are pyoxigraph's. By default a query's default graph is the union of all graphs, which
is safe to count on because no triple is in two graphs (see graph.quads).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Protocol, TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    Variable,
)
from pyoxigraph import Store as Database

from graph.errors import StoreError, StoreMissingError, of_system
from graph.freed import give_back
from ontology import PREFIXES

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = dict[str, Term]
QueryResult: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples


class Store(Protocol):
    """What the rest of the house may ask of a store. Graph names are IRIs as ``str``."""

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        default_graph_union: bool = True,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> QueryResult:
        """Evaluate a SPARQL 1.1 query.

        ``substitutions`` binds variables by name (no ``?``) to terms; a SELECT must have them among its results (a
        rule of Oxigraph's; ValueError otherwise). ``default_graphs`` and ``named_graphs`` are the
        protocol's dataset and win over ``default_graph_union``. Raises SyntaxError for a malformed query.
        """

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        obj: Term | None = None,
        *,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        """The quads that match a pattern; None matches everything."""

    def quads_for_graph(self, graph: str) -> Iterator[Quad]:
        """All quads of one named graph."""

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""

    def count(self, graph: str | None = None) -> int:
        """The number of quads, in one graph or in all."""

    def add(self, quads: Iterable[Quad]) -> None:
        """Add some quads, all or none."""

    def bulk_load(self, quads: Iterable[Quad]) -> None:
        """Add many quads fast, streaming; a failure may leave some of them behind."""

    def bulk_load_nquads(self, data: bytes) -> None:
        """Add many quads fast from N-Quads that this program wrote; a failure may leave some of them behind."""

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove quads; one that is not there is no error."""

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph and all in it; one that is not there is no error."""

    def dump(self, output: IO[bytes], rdf_format: RdfFormat, graph: str | None = None) -> None:
        """Serialise one graph, or all of them in a format that knows graphs (N-Quads, TriG)."""

    def readable(self) -> AbstractContextManager[Path | None]:
        """A folder from which other processes may read what the store holds now; None where there can be none."""

    def lent(self) -> AbstractContextManager[Path | None]:
        """The folder, for another process to write to; None where there can be none.

        This one has it closed meanwhile, with nothing of it in memory, and after an error it stays closed. No result
        may be read across it. Raises StoreError.
        """


class OxigraphStore:
    """A store on embedded Oxigraph: a folder on disk, or memory for tests and single documents."""

    def __init__(self, database: Database, folder: Path | None = None, *, read_only: bool = False) -> None:
        self._database = database
        self._folder = folder
        self._read_only = read_only

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        default_graph_union: bool = True,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> QueryResult:
        """Evaluate a query; see ``Store.query``."""
        own_dataset = default_graphs is not None or named_graphs is not None
        try:
            result: QueryResult = self._database.query(
                sparql,
                substitutions={Variable(name): term for name, term in (substitutions or {}).items()},
                use_default_graph_as_union=default_graph_union and not own_dataset,
                default_graph=[NamedNode(graph) for graph in default_graphs or ()] if own_dataset else None,
                named_graphs=[NamedNode(graph) for graph in named_graphs or ()] if own_dataset else None,
            )
        except RuntimeError as error:
            if "SELECT projection" in str(error):
                raise ValueError(f"{error}: a variable can be bound only in a query that selects it") from error
            raise
        return result

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        obj: Term | None = None,
        *,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        """The quads that match a pattern, of all graphs where ``graph`` is None."""
        name = None if graph is None else NamedNode(graph)
        yield from self._database.quads_for_pattern(subject, predicate, obj, name)

    def quads_for_graph(self, graph: str) -> Iterator[Quad]:
        """All quads of one named graph."""
        return self.quads(graph=graph)

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""
        return sorted(node.value for node in self._database.named_graphs())

    def count(self, graph: str | None = None) -> int:
        """The number of quads; walks over them, about a million a second for one graph."""
        if graph is None:
            return len(self._database)
        return sum(1 for _ in self.quads_for_graph(graph))

    def add(self, quads: Iterable[Quad]) -> None:
        """Add some quads in one transaction (held in memory)."""
        self._database.extend(quads)

    def bulk_load(self, quads: Iterable[Quad]) -> None:
        """Add many quads past the write-ahead log, without holding them in memory."""
        self._database.bulk_extend(quads)

    def bulk_load_nquads(self, data: bytes) -> None:
        """Add many quads past the write-ahead log; parsed by Oxigraph, and without checking IRIs again."""
        self._database.bulk_load(data, format=RdfFormat.N_QUADS, lenient=True)

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove quads one by one."""
        for quad in quads:
            self._database.remove(quad)

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph and all in it."""
        self._database.remove_graph(NamedNode(graph))

    def dump(self, output: IO[bytes], rdf_format: RdfFormat, graph: str | None = None) -> None:
        """Serialise one graph or the whole dataset."""
        self._database.dump(output, rdf_format, from_graph=None if graph is None else NamedNode(graph))

    def dump_graph(self, output: IO[bytes], rdf_format: RdfFormat, graph: str | None) -> None:
        """Serialise one graph with the prefixes of the house, or (None) the default graph, unnamed."""
        source = DefaultGraph() if graph is None else NamedNode(graph)
        self._database.dump(output, rdf_format, from_graph=source, prefixes=PREFIXES)

    def has_graph(self, graph: str | None) -> bool:
        """Whether there is such a named graph, be it empty, or (None) whether the default graph has triples."""
        if graph is not None:
            return self._database.contains_named_graph(NamedNode(graph))
        return next(self._database.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None

    def make_graph(self, graph: str) -> None:
        """Make an empty named graph where there is none."""
        self._database.add_graph(NamedNode(graph))

    def clear_graph(self, graph: str | None) -> None:
        """Take all triples out of a named graph, or (None) of the default graph."""
        self._database.clear_graph(DefaultGraph() if graph is None else NamedNode(graph))

    def of_graphs(self, graphs: Sequence[str | None] | None) -> Iterator[Quad]:
        """The quads of some graphs (None among them: the default graph), of all where ``graphs`` is None."""
        if graphs is None:
            yield from self._database
            return
        for graph in graphs:
            name = DefaultGraph() if graph is None else NamedNode(graph)
            yield from self._database.quads_for_pattern(None, None, None, name)

    def update(self, text: str, base: str) -> None:
        """Carry out a SPARQL update, in one transaction; ``base`` resolves its relative IRIs. Raises SyntaxError."""
        self._database.update(text, base_iri=base)

    def checkpoint(self, folder: Path) -> None:
        """Copy the database into a new folder by hard links: cheap, and independent of this one from then on."""
        self._database.backup(str(folder))

    @contextmanager
    def readable(self) -> Iterator[Path | None]:
        """See ``Store.readable``; beside a store that is written to, a checkpoint is made and removed afterwards."""
        if self._folder is None or self._read_only:
            yield self._folder
            return
        snapshot = self._folder.with_name("snapshot")
        self.flush()
        self.checkpoint(snapshot)
        try:
            yield snapshot
        finally:
            shutil.rmtree(snapshot)

    def flush(self) -> None:
        """Bring what was written to disk."""
        self._database.flush()

    @contextmanager
    def lent(self) -> Iterator[Path | None]:
        """See ``Store.lent``: a tenth of a second; closed, 190 MB fewer are kept of 10,000 documents."""
        if self._folder is None or self._read_only:
            yield None
            return
        self.flush()
        del self._database
        give_back()
        yield self._folder
        self._database = _database(self._folder, read_only=False)

    def compact(self) -> None:
        """Rewrite the whole database for reading: about a second for each million quads."""
        self._database.optimize()


def select(store: Store, query: str, bound: Mapping[str, Term] | None = None) -> Iterator[Row]:
    """The solutions of a SELECT, some of its variables bound to terms."""
    solutions = store.query(query, substitutions=dict(bound or {}))
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("the query must be a SELECT")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        row = {name: value for name in names if (value := solution[name]) is not None}
        yield row


def memory_store(quads: Iterable[Quad] = ()) -> OxigraphStore:
    """A store in memory, filled with ``quads``."""
    store = OxigraphStore(Database())
    store.add(quads)
    return store


def open_store(path: Path, *, read_only: bool = True) -> OxigraphStore:
    """Open the database folder ``path``; for writing, it is made where it does not exist.

    Any number of processes may open one folder for reading. Raises StoreMissingError or StoreError.
    """
    if read_only and not path.exists():
        raise StoreMissingError(str(path), "there is no store here", "Load documents first: lienvan load PATH")
    return OxigraphStore(_database(path, read_only=read_only), path, read_only=read_only)


def _database(path: Path, *, read_only: bool) -> Database:
    try:
        return Database.read_only(str(path)) if read_only else Database(str(path))
    except RuntimeError as error:  # pyoxigraph's word for corrupt files
        raise StoreError(str(path), f"the store cannot be opened ({error})", _OPEN_REMEDY) from error
    except OSError as error:
        if read_only:
            raise StoreError(str(path), f"the store cannot be opened ({error})", _OPEN_REMEDY) from error
        raise of_system(str(path), error) from error


_OPEN_REMEDY = "If another process is loading, wait for it; otherwise switch back with lienvan rollback, or load again"
