"""What is measured on the whole network, written beside its nodes and edges."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from graph.measures import circles, communities, page_rank
from graph.network import CITES, STATED

Pair = tuple[int, int]

_BETWEEN: Final = (CITES, *STATED)
_OF_AGENCY: Final = ("issuer", "charges", "reports")
_COUNTS: Final = """
UPDATE node SET
  degree = (SELECT COUNT(*) FROM edge WHERE source = node.id) + (SELECT COUNT(*) FROM edge WHERE target = node.id),
  named_by = 0, named_by_loaded = 0, rank = NULL, community = NULL
"""
_NAMED_BY: Final = """
UPDATE node SET (named_by, named_by_loaded) = (
  SELECT COUNT(DISTINCT other.id), COUNT(DISTINCT CASE WHEN other.loaded THEN other.id END)
  FROM edge JOIN node AS other ON other.id = edge.source WHERE edge.target = node.id AND other.kind = 'document'
) WHERE kind = 'document'
"""
_CONNECTORS: Final = """
INSERT INTO connector
WITH named (agency, plan) AS (
  SELECT edge.target, plan.id FROM node AS plan JOIN edge ON edge.source = plan.id
  WHERE plan.loaded AND edge.relation IN ('issuer', 'charges', 'reports')
  UNION
  SELECT issued.target, plan.id FROM node AS plan JOIN edge ON edge.source = plan.id
  JOIN edge AS issued ON issued.source = edge.target AND issued.relation = 'issuer'
  WHERE plan.loaded
)
SELECT agency, COUNT(*) FROM named GROUP BY agency HAVING COUNT(*) > 1
"""


def measure(database: sqlite3.Connection) -> None:
    """Ranks of documents, communities, agencies that connect plans, and circles, in place of those of before."""
    for table in ("community", "connector", "circle"):
        database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables
    for statement in (_COUNTS, _NAMED_BY, _CONNECTORS):
        database.execute(statement)
    _Measured(database).write()


class _Measured:
    """Nodes numbered in the order of their identifiers: the same graph gives the same, however it was loaded."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        rows = database.execute("SELECT id, kind FROM node ORDER BY iri").fetchall()
        self._ids = [number for number, _ in rows]
        self._kinds = [kind for _, kind in rows]
        self._places = {number: place for place, number in enumerate(self._ids)}

    def write(self) -> None:
        """Everything that needs the graph as a whole."""
        self._write_ranks()
        self._write_communities()
        for circle, nodes in enumerate(circles(self._edges(("implements",)))):
            self._database.executemany(
                "INSERT INTO circle VALUES (?, ?, ?)",
                [(circle, position, self._ids[node]) for position, node in enumerate(nodes)],
            )

    def _write_ranks(self) -> None:
        documents = [place for place, kind in enumerate(self._kinds) if kind == "document"]
        ranks = page_rank(documents, self._edges(_BETWEEN))
        self._database.executemany(
            "UPDATE node SET rank = ? WHERE id = ?", [(rank, self._ids[place]) for place, rank in ranks.items()]
        )

    def _write_communities(self) -> None:
        groups = communities(range(len(self._ids)), self._edges(), self._single())
        for number, group in enumerate(groups, 1):
            members = [self._ids[place] for place in group]
            self._database.executemany("UPDATE node SET community = ? WHERE id = ?", [(number, one) for one in members])
            self._database.execute("INSERT INTO community VALUES (?, ?, '')", (number, len(members)))
        self._database.execute(
            "UPDATE community SET label = (SELECT label FROM node WHERE community = community.id"
            " ORDER BY kind = 'place' DESC, degree DESC, iri LIMIT 1)"
        )

    def _edges(self, relations: Iterable[str] | None = None) -> set[Pair]:
        wanted = None if relations is None else set(relations)
        found = self._database.execute("SELECT source, target, relation FROM edge")
        return {
            (self._places[source], self._places[target])
            for source, target, relation in found
            if wanted is None or relation in wanted
        }

    def _single(self) -> dict[int, int]:
        """The agencies that one document alone names, and that document."""
        named: dict[int, set[int]] = {}
        for source, target in self._edges(_OF_AGENCY):
            named.setdefault(target, set()).add(source)
        return {agency: next(iter(documents)) for agency, documents in named.items() if len(documents) == 1}
