"""The network of a generation as a file, ``network.sqlite``: written at load, so that no request walks the graph.

A load that begins from another generation takes over its file and reads again only the documents that changed and the
shared graphs; ranks, communities and circles are of the whole and computed each time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.network import Words
from graph.network_measures import measure
from graph.network_reading import Contribution, Edge, NetworkReader, Node
from graph.sqlite_files import has_format, take_over
from graph.statements import subject_of
from graph.terms import boolean
from loaders.folding import fold
from ontology import LV

if TYPE_CHECKING:
    from graph.derived import Filled
    from graph.store import Store
    from ontology import Iris

FILE_NAME: Final = "network.sqlite"
_FORMAT: Final = 1
_TABLES: Final = (Path(__file__).parent / "network_tables.sql").read_text("utf-8")


def derive_network(filled: Filled) -> None:
    """Write the generation's file: the parent's brought up to date, or a new one from all documents."""
    path = filled.folder / FILE_NAME
    taken_over = take_over(filled.folder, filled.parent, FILE_NAME, _FORMAT)
    with closing(sqlite3.connect(path)) as database:
        write(database, filled.store, filled.iris, filled.changed if taken_over else None)


def usable(path: Path) -> bool:
    """Whether the file is there and has the tables that this program writes."""
    return has_format(path, _FORMAT)


def write(database: sqlite3.Connection, store: Store, iris: Iris, changed: Iterable[str] | None) -> None:
    """Fill an empty database from a store, or bring one up to date with the documents that changed since."""
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    if changed is None:
        database.executescript(_TABLES)
        database.execute(f"PRAGMA user_version = {_FORMAT}")
        changed = (subject_of(quad).value for quad in store.quads(None, LV.loaded.node, boolean(value=True)))
    with database:
        _Writer(database, NetworkReader(store, iris)).bring_up_to_date(sorted(set(changed)))
        measure(database)


class _Writer:
    """Writes contributions; a node that an edge names before anything describes it gets its description at the end."""

    def __init__(self, database: sqlite3.Connection, reader: NetworkReader) -> None:
        self._database = database
        self._reader = reader
        self._numbers: dict[str, int] = dict(database.execute("SELECT iri, id FROM node"))
        self._unknown: set[str] = set()

    def bring_up_to_date(self, changed: Iterable[str]) -> None:
        """Forget the changed documents and what is shared, and read both again."""
        self._database.execute("DELETE FROM edge WHERE shared = 1")
        gone = set()
        for document in changed:
            self._forget(document)
            contribution = self._reader.loaded(document)
            if contribution is None:
                gone.add(document)
            else:
                self._add(contribution, shared=False)
        shared = self._reader.shared()
        self._add(shared, shared=True)
        self._remove(gone - {node.iri for node in shared.nodes})
        self._describe_unknown()
        self._remove_unreached()

    def _forget(self, document: str) -> None:
        number = self._numbers.get(document)
        if number is not None:
            self._database.execute("DELETE FROM edge WHERE source = ?", (number,))
            self._database.execute("DELETE FROM words WHERE stated_in = ?", (number,))

    def _add(self, contribution: Contribution, *, shared: bool) -> None:
        for one in contribution.nodes:
            self._describe(one)
        self._database.executemany(
            "INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?)",
            [(*self._ends(edge), shared) for edge in contribution.edges],
        )
        self._database.executemany(
            "INSERT OR IGNORE INTO words VALUES (?, ?, ?, ?, ?, ?, ?)",
            [self._said(number, edge, words) for number, (edge, words) in enumerate(contribution.words)],
        )

    def _describe(self, one: Node) -> None:
        folded = fold(f"{one.label} {one.title or ''}")
        facts = (one.kind, one.label, one.number, one.title, one.issued, one.type, one.loaded, one.file, folded)
        self._unknown.discard(one.iri)
        number = self._number(one.iri, known=True)
        self._database.execute(
            "UPDATE node SET (kind, label, number, title, issued, type, loaded, file, folded) = (?,?,?,?,?,?,?,?,?)"
            " WHERE id = ?",
            (*facts, number),
        )

    def _ends(self, edge: Edge) -> tuple[int, str, int]:
        return self._number(edge.source), edge.relation, self._number(edge.target)

    def _said(self, position: int, edge: Edge, words: Words) -> tuple[object, ...]:
        return (*self._ends(edge), self._number(words.stated_in), position, words.text, words.passage)

    def _number(self, iri: str, *, known: bool = False) -> int:
        if iri not in self._numbers:
            row = self._database.execute(
                "INSERT INTO node (iri, kind, label, loaded, folded) VALUES (?, '', ?, 0, '')", (iri, iri)
            )
            self._numbers[iri] = row.lastrowid or 0
            if not known:
                self._unknown.add(iri)
        return self._numbers[iri]

    def _describe_unknown(self) -> None:
        """Agencies, then their places, then the places above those; a document that nothing describes is left out."""
        while self._unknown:
            iri = self._unknown.pop()
            kind = self._reader.kind(iri)
            if kind in {"agency", "place"}:
                described = self._reader.agency(iri) if kind == "agency" else self._reader.place(iri)
                self._add(described, shared=False)
        self._remove({iri for (iri,) in self._database.execute("SELECT iri FROM node WHERE kind = ''")})

    def _remove(self, documents: Iterable[str]) -> None:
        for iri in documents:
            number = self._numbers.pop(iri, None)
            for statement in (
                "DELETE FROM edge WHERE source = ?",
                "DELETE FROM edge WHERE target = ?",
                "DELETE FROM words WHERE source = ?",
                "DELETE FROM words WHERE target = ?",
                "DELETE FROM node WHERE id = ?",
            ):
                self._database.execute(statement, (number,))

    def _remove_unreached(self) -> None:
        """Agencies and places that nothing leads to any more, then those that only they led to."""
        while self._database.execute(
            "DELETE FROM node WHERE kind != 'document' AND NOT EXISTS (SELECT 1 FROM edge WHERE target = node.id)"
        ).rowcount:
            self._database.execute("DELETE FROM edge WHERE source NOT IN (SELECT id FROM node)")
