"""What pages list and count, as a file ``pages.sqlite`` beside the store: written at load, so that no request counts.

It has the documents by place, the targets by indicator, place and year, the duties by agency, the findings, and of each
long text its layout and where the parts of its document stand. A load takes over its parent's file and replaces the
rows of the documents that changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from graph.document_parts import read_parts
from graph.generations import text_path
from graph.layout import layout
from graph.page_findings import update_findings
from graph.sqlite_files import has_format, take_over
from graph.statements import as_node, subject_of, value_of
from graph.terms import boolean, node
from ontology import LV, PROV, RDFS, Term

if TYPE_CHECKING:
    from graph.derived import Filled
    from graph.store import Store
    from ontology import Iris

FILE_NAME: Final = "pages.sqlite"
LONG: Final = 24_000
"""Bytes of a text whose layout and parts are kept; those of a shorter one are found while its page is made."""
_FORMAT: Final = 5
_TABLES: Final = (Path(__file__).parent / "page_tables.sql").read_text("utf-8")


def derive_pages(filled: Filled) -> None:
    """Write the generation's file: the parent's brought up to date, or one of all documents."""
    path = filled.folder / FILE_NAME
    taken_over = take_over(filled.folder, filled.parent, FILE_NAME, _FORMAT)
    with closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if not taken_over:
            database.executescript(_TABLES)
            database.execute(f"PRAGMA user_version = {_FORMAT}")
        with database:
            _Writer(database, filled.store, filled.iris, filled.folder).update(filled.changed if taken_over else None)
            update_findings(database, filled.store, filled.iris)


def usable(path: Path) -> bool:
    """Whether the file is there and has the tables that this program writes."""
    return has_format(path, _FORMAT)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the rows of documents whose texts are in ``folder``."""

    database: sqlite3.Connection
    store: Store
    iris: Iris
    folder: Path

    def update(self, changed: Iterable[str] | None) -> None:
        """Replace the rows of some documents, or write those of all (None)."""
        loaded = {subject_of(quad).value for quad in self.store.quads(None, LV.loaded.node, boolean(value=True))}
        for document in sorted(loaded if changed is None else changed):
            self._remove(document)
            if document in loaded:
                self._add(document)

    def _remove(self, iri: str) -> None:
        row = self.database.execute("SELECT id FROM documents WHERE iri = ?", (iri,)).fetchone()
        if row is not None:
            self.database.execute("DELETE FROM targets WHERE document = ?", row)
            self.database.execute("DELETE FROM duties WHERE document = ?", row)
            self.database.execute("DELETE FROM documents WHERE id = ?", row)

    def _add(self, iri: str) -> None:
        quad = next(self.store.quads(node(iri), LV.jurisdiction.node), None)
        place = self._place(as_node(value_of(quad))) if quad is not None else None
        laid_out, parts = self._of_long_text(iri)
        added = self.database.execute(
            "INSERT INTO documents (iri, place, issued, layout, parts) VALUES (?, ?, ?, ?, ?)",
            (iri, place, self._literal(node(iri), LV.issued), laid_out, parts),
        )
        self.database.executemany(
            "INSERT INTO targets (indicator, place, horizon, document, part) VALUES (?, ?, ?, ?, ?)",
            [(*what, added.lastrowid, part) for *what, part in self._targets(iri)],
        )
        self.database.executemany(
            "INSERT INTO duties (agency, document, leads, number, part) VALUES (?, ?, ?, ?, ?)",
            [(agency, added.lastrowid, *what) for agency, *what in self._duties(iri)],
        )

    def _duties(self, iri: str) -> Iterable[tuple[int, bool, int, str]]:
        """Agency, whether it leads, number and name of each duty that a document gives."""
        graph = self.iris.graph(iri)
        roles = self._values(LV.role, graph)
        for part, agency in self._values(LV.agency, graph).items():
            number = part.rpartition("/")[2]
            if part in roles:
                leads = roles[part] == LV.Lead
                yield (
                    self._numbered("agencies", agency), leads, int(number) if number.isdecimal() else 0,
                    part.removeprefix(f"{iri}/"),
                )  # fmt: skip

    def _targets(self, iri: str) -> Iterable[tuple[int, int, str, str]]:
        """Indicator, place (0 for none), year (empty for none) and name of each target of a document."""
        graph = self.iris.graph(iri)
        indicators = self._values(LV.indicator, graph)
        places, horizons = self._values(LV.jurisdiction, graph), self._values(LV.horizon, graph)
        for target, indicator in indicators.items():
            place = self._place(node(places[target])) if target in places else 0
            yield (
                self._numbered("indicators", indicator),
                place,
                horizons.get(target, "")[:4],
                target.removeprefix(f"{iri}/"),
            )

    def _values(self, predicate: Term, graph: str) -> Mapping[str, str]:
        quads = self.store.quads(None, predicate.node, graph=graph)
        return {subject_of(quad).value: value_of(quad).value for quad in quads}

    def _numbered(self, table: str, iri: str) -> int:
        """The number of an indicator or an agency in its table."""
        self.database.execute(f"INSERT OR IGNORE INTO {table} (iri) VALUES (?)", (iri,))  # noqa: S608 - our own names
        (number,) = self.database.execute(f"SELECT id FROM {table} WHERE iri = ?", (iri,)).fetchone()  # noqa: S608
        return int(number)

    def _place(self, place: NamedNode) -> int:
        """The number of a place; one that is new is written with its province."""
        row = self.database.execute("SELECT id FROM places WHERE iri = ?", (place.value,)).fetchone()
        if row is not None:
            return int(row[0])
        label = self._literal(place, RDFS.label) or place.value
        added = self.database.execute("INSERT INTO places (iri, label) VALUES (?, ?)", (place.value, label)).lastrowid
        above = next(self.store.quads(place, LV.within.node), None)
        level = next(self.store.quads(place, LV.level.node), None)
        if above is not None:
            around = self._place(as_node(value_of(above)))
            (province,) = self.database.execute("SELECT province FROM places WHERE id = ?", (around,)).fetchone()
        else:
            is_province = level is not None and value_of(level).value == self.iris.concept("level", "tinh")
            province = added if is_province else None
        self.database.execute("UPDATE places SET province = ? WHERE id = ?", (province, added))
        return int(added or 0)

    def _of_long_text(self, iri: str) -> tuple[bytes | None, bytes | None]:
        """Layout and parts of a long text that is here; else nothing."""
        path = text_path(self.folder, self._literal(node(iri), LV.sourceSha256))
        if not path.is_file() or path.stat().st_size < LONG:
            return None, None
        quads = self.store.quads(None, PROV.wasQuotedFrom.node, graph=self.iris.graph(iri))
        parts = read_parts((subject_of(quad).value, value_of(quad).value) for quad in quads)
        return layout(path.read_bytes().decode("utf-8")).packed(), parts.packed()

    def _literal(self, subject: NamedNode, predicate: Term) -> str:
        quad = next(self.store.quads(subject, predicate.node), None)
        return value_of(quad).value if quad is not None else ""
