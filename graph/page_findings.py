"""The findings of the last check as rows of ``pages.sqlite``: kind, focus node and time, for lists in any order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.statements import subject_of, value_of
from ontology import LV, RDF, SH, Term

if TYPE_CHECKING:
    from graph.store import Store
    from ontology import Iris


def update_findings(database: sqlite3.Connection, store: Store, iris: Iris) -> None:
    """Brings the rows up to date: a finding says the same as long as it stands, or is resolved."""
    graph = iris.graph("findings")
    for resolved, cls in enumerate((LV.Finding, LV.ResolvedFinding)):
        quads = store.quads(None, RDF.type.node, cls.node, graph=graph)
        now = {subject_of(quad).value.rpartition("/")[2] for quad in quads}
        rows = database.execute("SELECT name FROM findings WHERE resolved = ?", (resolved,))
        before = {name for (name,) in rows}
        database.executemany("DELETE FROM findings WHERE name = ?", ((name,) for name in before - now))
        database.executemany(
            "INSERT OR REPLACE INTO findings (name, kind, focus, first, resolved) VALUES (?, ?, ?, ?, ?)",
            ((*row, resolved) for row in _rows(database, store, iris, sorted(now - before))),
        )


def _rows(database: sqlite3.Connection, store: Store, iris: Iris, names: list[str]) -> Iterator[tuple[str | int, ...]]:
    graph = iris.graph("findings")
    for name in names:
        finding = NamedNode(iris.finding(name))

        def said(term: Term, finding: NamedNode = finding) -> str:
            quad = next(store.quads(finding, term.node, graph=graph), None)
            return value_of(quad).value if quad is not None else ""

        kind = _kind(database, said(SH.sourceShape), said(SH.resultSeverity))
        yield name, kind, said(SH.focusNode), said(LV.firstSeen)


def _kind(database: sqlite3.Connection, shape: str, severity: str) -> int:
    """The number of a shape and a severity together."""
    values = (shape, severity)
    database.execute("INSERT OR IGNORE INTO finding_kinds (shape, severity) VALUES (?, ?)", values)
    (number,) = database.execute("SELECT id FROM finding_kinds WHERE shape = ? AND severity = ?", values).fetchone()
    return int(number)
