"""The network of a generation as pages and commands read it: from its file, a neighbourhood or a way at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import networkx as nx

from graph.errors import StoreError
from graph.network import CITES, STATED, Network, NetworkError, Words
from graph.network_index import FILE_NAME, usable
from graph.sqlite_files import open_to_read
from loaders.folding import fold

_DOCUMENTS: Final = (CITES, *STATED)
_LEAVING: Final = """
SELECT source, relation, target FROM edge WHERE source IN (SELECT value FROM json_each(?))
AND relation IN (SELECT value FROM json_each(?))
"""
_REACHING: Final = """
SELECT source, relation, target FROM edge WHERE target IN (SELECT value FROM json_each(?))
AND relation IN (SELECT value FROM json_each(?))
"""
_CONNECTED: Final = """
SELECT plan.iri, plan.label FROM edge JOIN node AS plan ON plan.id = source
WHERE target = :agency AND plan.loaded AND relation IN ('issuer', 'charges', 'reports')
UNION
SELECT plan.iri, plan.label FROM edge AS issued JOIN edge ON edge.target = issued.source
JOIN node AS plan ON plan.id = edge.source
WHERE issued.target = :agency AND issued.relation = 'issuer' AND plan.loaded
ORDER BY 1 LIMIT :limit
"""
_SAID: Final = """
SELECT source, relation, target, stated_in, position, text, passage, node.iri
FROM words JOIN node ON node.id = stated_in WHERE source IN (SELECT value FROM json_each(?))
"""
_REMEDY: Final = "Load documents again: lienvan load PATH"

Edge = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """A node and what was measured of it; ``rank`` is a document's PageRank, ``degree`` counts its edges."""

    id: int
    iri: str
    kind: str
    label: str
    number: str | None
    title: str | None
    issued: str | None
    type: str | None
    loaded: bool
    community: int
    rank: float | None
    named_by: int
    named_by_loaded: int
    degree: int


@dataclass(frozen=True, slots=True)
class Link:
    """``source`` has the relation to ``target``; ``words`` are the first passages that say so, of ``said`` in all."""

    source: str
    relation: str
    target: str
    words: tuple[Words, ...]
    said: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """A community: its number, how many belong to it, and the place or document that most edges meet."""

    id: int
    size: int
    label: str


@dataclass(frozen=True, slots=True)
class Connector:
    """An agency and the loaded documents that it connects: they name it, or a document that it issued."""

    agency: str
    label: str
    plans: int


class NetworkIndex:
    """Reads one generation's file; every answer has one order."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def number(self, iri: str) -> int | None:
        """The number of a node, None for what the network does not have."""
        row = self.database.execute("SELECT id FROM node WHERE iri = ?", (iri,)).fetchone()
        return int(row[0]) if row else None

    def nodes(self, numbers: Iterable[int]) -> list[NodeFacts]:
        """The nodes with these numbers, documents of highest rank first, then by label."""
        rows = self.database.execute("SELECT * FROM facts WHERE id IN (SELECT value FROM json_each(?))", _json(numbers))
        found = [_facts(row) for row in rows]
        return sorted(found, key=lambda one: (-(one.rank or 0), one.label, one.iri))

    def described(self, iris: Iterable[str]) -> dict[str, NodeFacts]:
        """The nodes among some identifiers."""
        found = self.database.execute("SELECT * FROM facts WHERE iri IN (SELECT value FROM json_each(?))", _json(iris))
        return {one.iri: one for one in map(_facts, found)}

    def find(self, words: str, base: str) -> str:
        """The one document meant by an IRI, its part behind the base, a number, a file's name or words of its title.

        ``find("1719/QĐ-TTg", base)``, ``find("bach-thong-2023", base)``. Raises NetworkError for none or several.
        """
        wanted = words.strip()
        documents = "SELECT iri, label FROM node WHERE kind = 'document' AND"
        exact = self.database.execute(f"{documents} iri IN (?, ?)", (wanted, base + wanted)).fetchall()
        found = (
            exact
            or self.database.execute(
                f"{documents} (number = ? COLLATE NOCASE OR file = ? COLLATE NOCASE) ORDER BY iri", (wanted, wanted)
            ).fetchall()
        )
        if not found and wanted:
            found = self.database.execute(f"{documents} instr(folded, ?) ORDER BY iri", (fold(wanted),)).fetchall()
        if len(found) == 1:
            return str(found[0][0])
        if not found:
            problem, remedy = "there is no such document", "Give a number, an IRI, a file's name, words of a title"
            raise NetworkError(words, problem, remedy)
        listed = "; ".join(f"{label} ({iri})" for iri, label in found[:5])
        raise NetworkError(words, f"{len(found)} documents match: {listed}", "Give the IRI of one of them")

    def influential(self, limit: int, *, kind: str = "document", community: int | None = None) -> list[NodeFacts]:
        """Documents by PageRank over citations and stated relations, or other nodes by their edges; the first ones."""
        rows = self.database.execute(
            "SELECT * FROM facts WHERE kind = ? AND (? IS NULL OR community = ?)"
            " ORDER BY round(rank, 12) DESC, degree DESC, iri LIMIT ?",
            (kind, community, community, limit),
        )
        return [_facts(row) for row in rows]

    def communities(self, limit: int) -> list[Cluster]:
        """The largest groups of documents, agencies and places that belong together."""
        rows = self.database.execute("SELECT id, size, label FROM community ORDER BY id LIMIT ?", (limit,))
        return [Cluster(*row) for row in rows]

    def clusters(self, numbers: Iterable[int]) -> list[Cluster]:
        """The communities with these numbers."""
        rows = self.database.execute(
            "SELECT id, size, label FROM community WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            _json(numbers),
        )
        return [Cluster(*row) for row in rows]

    def members(self, community: int, limit: int) -> list[NodeFacts]:
        """The members that most edges meet."""
        rows = self.database.execute(
            "SELECT * FROM facts WHERE community = ? ORDER BY degree DESC, iri LIMIT ?", (community, limit)
        )
        return [_facts(row) for row in rows]

    def connectors(self, limit: int) -> list[Connector]:
        """Agencies that two loaded documents or more have in common, those of most documents first."""
        rows = self.database.execute(
            "SELECT iri, label, plans FROM connector JOIN node ON id = agency ORDER BY plans DESC, label, iri LIMIT ?",
            (limit,),
        )
        return [Connector(*row) for row in rows]

    def connected(self, agency: str, limit: int) -> list[str]:
        """The labels of the loaded documents that an agency connects, sorted by identifier."""
        rows = self.database.execute(_CONNECTED, {"agency": self.number(agency), "limit": limit})
        return [label for _, label in rows]

    def circles(self) -> list[list[NodeFacts]]:
        """Documents that implement one another in a circle."""
        found: dict[int, list[int]] = {}
        for circle, node in self.database.execute("SELECT circle, node FROM circle ORDER BY circle, position"):
            found.setdefault(circle, []).append(node)
        facts = {one.id: one for one in self.nodes(node for nodes in found.values() for node in nodes)}
        return [[facts[node] for node in nodes] for nodes in found.values()]

    def links(self, edges: Iterable[Edge], most: int) -> list[Link]:
        """Edges with their words, the first ``most`` passages of each, those of the edge's own document first."""
        listed = sorted(set(edges))
        words: dict[Edge, list[tuple[bool, str, int, Words]]] = {}
        wanted, sources = set(listed), {source for source, _, _ in listed}
        for source, relation, target, stated_in, position, text, passage, iri in self.database.execute(
            _SAID, _json(sources)
        ):
            if (source, relation, target) in wanted:
                found = words.setdefault((source, relation, target), [])
                found.append((stated_in != source, iri, position, Words(text, iri, passage)))
        names = self._names(number for source, _, target in listed for number in (source, target))
        return [
            Link(names[edge[0]], edge[1], names[edge[2]], _first(words.get(edge, ()), most), len(words.get(edge, ())))
            for edge in listed
        ]

    def network(self, edges: Iterable[Edge] | None = None) -> Network:
        """The whole as a graph in memory, or the part of it that these edges make."""
        rows: Iterable[Edge] = self.database.execute("SELECT source, relation, target FROM edge")
        chosen = list(rows if edges is None else edges)
        numbers = {number for source, _, target in chosen for number in (source, target)}
        if edges is None:
            numbers |= {number for (number,) in self.database.execute("SELECT id FROM node")}
        facts = {one.id: one for one in self.nodes(numbers)}
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for one in sorted(facts.values(), key=lambda one: one.iri):
            graph.add_node(one.iri, **_attributes(one))
        words = {}
        for link in sorted(self.links(chosen, len(chosen) + 1), key=lambda one: (one.source, one.target, one.relation)):
            graph.add_edge(link.source, link.target, key=link.relation, relation=link.relation)
            if link.words:
                words[link.source, link.target, link.relation] = link.words
        return Network(graph, words)

    def beneath(self, document: str) -> Network:
        """The documents that a document leads to by citations and stated relations, at whatever distance."""
        start = self.number(document)
        frontier: list[int] = [start] if start is not None else []
        seen, edges = set(frontier), set[Edge]()
        while frontier:
            found = list(self.edges_of(frontier, _DOCUMENTS, outward=True))
            edges.update(found)
            frontier = sorted({target for _, _, target in found} - seen)
            seen.update(frontier)
        return self.network(edges)

    def edges_of(self, nodes: Iterable[int], relations: Iterable[str], *, outward: bool) -> Iterator[Edge]:
        """The edges that leave some nodes, or those that reach them."""
        statement = _LEAVING if outward else _REACHING
        yield from self.database.execute(statement, _json(nodes) + _json(relations))

    def totals(self, node: int) -> list[tuple[str, bool, int]]:
        """How many edges of each relation leave a node (True) or reach it (False), the fewest first."""
        rows = self.database.execute(
            "SELECT relation, outward, COUNT(*) AS total FROM neighbour WHERE node = ?"
            " GROUP BY relation, outward ORDER BY total, relation, outward DESC",
            (node,),
        )
        return [(relation, bool(outward), total) for relation, outward, total in rows]

    def nearest(self, node: int, relation: str, limit: int, *, outward: bool) -> list[int]:
        """The neighbours by a relation: loaded documents first, then by rank, then by their edges."""
        rows = self.database.execute(
            "SELECT id FROM neighbour JOIN node ON id = other WHERE neighbour.node = ? AND outward = ? AND relation = ?"
            " ORDER BY loaded DESC, round(rank, 12) DESC, degree DESC, iri LIMIT ?",
            (node, outward, relation, limit),
        )
        return [number for (number,) in rows]

    def _names(self, numbers: Iterable[int]) -> dict[int, str]:
        return dict(
            self.database.execute(
                "SELECT id, iri FROM node WHERE id IN (SELECT value FROM json_each(?))", _json(numbers)
            )
        )


@contextmanager
def open_network(generation: Path) -> Iterator[NetworkIndex]:
    """The network of the generation in this folder. Raises StoreError where it has none of this version."""
    path = generation / FILE_NAME
    if not usable(path):
        raise StoreError(str(generation), "its network was not computed by this version", _REMEDY)
    database = open_to_read(path)
    try:
        yield NetworkIndex(database)
    finally:
        database.close()


def _facts(row: Sequence[object]) -> NodeFacts:
    values = dict(zip(NodeFacts.__slots__, row, strict=True))
    values["loaded"] = bool(values["loaded"])
    return NodeFacts(**values)  # type: ignore[arg-type]


def _attributes(one: NodeFacts) -> dict[str, object]:
    facts = {"kind": one.kind, "label": one.label, "number": one.number, "title": one.title, "issued": one.issued,
             "type": one.type}  # fmt: skip
    return {name: value for name, value in facts.items() if value} | (
        {"loaded": one.loaded} if one.kind == "document" else {}
    )


def _json(values: Iterable[int | str]) -> tuple[str]:
    """Some values as one parameter, for ``json_each``."""
    return (json.dumps(sorted(set(values))),)


def _first(found: Iterable[tuple[bool, str, int, Words]], most: int) -> tuple[Words, ...]:
    return tuple(words for *_, words in sorted(found, key=lambda one: one[:3])[:most])
