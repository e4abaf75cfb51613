"""The full-text index of a generation as a file, ``search.sqlite`` (SQLite FTS5), in its folder beside any store.

It holds the names of things, the documents' texts in pieces, and facts (targets, assignments, reporting duties) by the
words they were read from. The FTS5 tables keep no content: what is shown comes from the source texts, which the
generation has anyway. Words are folded one code point for one (``loaders.folding``), so that a place in the index is a
place in the text.

A load takes over its parent's file and replaces the rows of the documents that changed and of the things they name. A
row without content is taken out by giving FTS5 the very words that were put in, made again from the kept text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.errors import StoreError
from graph.fulltext_things import Thing, Things
from graph.fulltext_words import plain
from graph.generations import text_path
from graph.reference import begin_file
from graph.sqlite_files import has_format, take_over
from graph.statements import as_node, subject_of, value_of
from graph.store import open_store
from graph.terms import boolean, node
from loaders.folding import fold
from ontology import LV, PROV, RDF, RDFS, Term

if TYPE_CHECKING:
    from graph.derived import Filled
    from graph.store import Store
    from ontology import Iris

FILE_NAME: Final = "search.sqlite"
PIECE: Final = 32_768
"""Characters of a text that are one row of the index; a plan is most often one."""
FACTS: Final[dict[str, Term]] = {
    "target": LV.Target,
    "assignment": LV.Assignment,
    "report": LV.ReportingDuty,
}
"""Parts of documents that are found by their words, by the name they have in their identifier."""
_MANY: Final = 500
"""To describe everything again costs less than to read what so many documents speak of."""
_FORMAT: Final = 2
_TABLES: Final = (Path(__file__).parent / "fulltext_tables.sql").read_text("utf-8")
_LEVELS: Final = ("tinh ", "thanh pho ", "huyen ", "quan ", "thi xa ", "xa ", "phuong ", "thi tran ", "dac khu ")


class IndexMissingError(StoreError):
    """The generation was made before there was an index, or by another version."""


def derive_fulltext(filled: Filled) -> None:
    """Write the generation's index: the parent's brought up to date, or one of all documents."""
    path = filled.folder / FILE_NAME
    parent = filled.parent if take_over(filled.folder, filled.parent, FILE_NAME, _FORMAT) else None
    if parent is None:
        begin_file(
            path, f"{_version()}-{FILE_NAME}", filled.iris, lambda store, part: _write_names(store, filled.iris, part)
        )
    with closing(_open(path)) as database:
        index = _Index(database, filled.store, filled.iris, filled.folder)
        index.update(filled.changed if parent is not None else index.loaded(), parent)
        if parent is None:
            index.optimize()
        database.commit()


def open_index(generation: Path) -> Path:
    """The file of a generation's index, to read. Raises IndexMissingError where there is none of this version."""
    path = generation / FILE_NAME
    if not usable(path):
        raise IndexMissingError(str(generation), "it has no index to search", "Make it: lienvan index")
    return path


@cache
def _version() -> str:
    """What the names of the reference data depend on besides it: this code."""
    folder = Path(__file__).parent
    return sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("fulltext*")))).hexdigest()[:8]


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;")
    return database


def _touched(documents: Sequence[str], things: Things, before: Things | None, iris: Iris) -> set[str] | None:
    """What documents speak of or spoke of; None where there are so many of them that it is most of what there is."""
    if len(documents) > _MANY:
        return None
    spoken = [one.named_in(iris.graph(document)) for document in documents for one in (things, before) if one]
    return set(documents).union(*spoken)


def _write_names(store: Store, iris: Iris, path: Path) -> None:
    """An index of a store without documents: its things alone."""
    with closing(_open(path)) as database:
        database.executescript(_TABLES)
        database.execute(f"PRAGMA user_version = {_FORMAT}")
        _Index(database, store, iris, path.parent).update((), None)
        database.commit()


def usable(path: Path) -> bool:
    """Whether the file is there and has the tables that this program writes."""
    return has_format(path, _FORMAT)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A part of a document by its kind, its number there, and the characters it was read from."""

    kind: str
    part: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Index:
    """An index being written for a store whose texts are in ``folder``."""

    database: sqlite3.Connection
    store: Store
    iris: Iris
    folder: Path

    def update(self, changed: Iterable[str], parent: Path | None) -> None:
        """Bring the index up to date with the documents that changed since that of ``parent`` (None: it had none)."""
        things, loaded, documents = Things(self.store, self.iris), self.loaded(), sorted(changed)
        before = Things(open_store(parent / "store"), self.iris) if parent is not None else None
        for document in documents:
            if parent is not None:
                self._remove_document(document, parent)
            if document in loaded:
                self._add_document(document)
        self._update_things(things, _touched(documents, things, before, self.iris))

    def optimize(self) -> None:
        """Merge what many insertions left in parts."""
        for table in ("names", "texts", *(f"{kind}_words" for kind in FACTS)):
            self.database.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 - our own names

    def _update_things(self, things: Things, touched: set[str] | None) -> None:
        """Describes new things, and those ``touched`` (None: all) again."""
        there = things.all()
        known = {iri for (iri,) in self.database.execute("SELECT iri FROM things")}
        for iri in sorted(known - there.keys()):
            self._remove_thing(iri)
        again = set(there) if touched is None else (there.keys() - known) | (touched & there.keys())
        described = [thing for iri in again if (thing := things.describe(iri, there[iri])) is not None]
        for iri in sorted(again & known):
            self._remove_thing(iri)
        for thing in sorted(described, key=lambda thing: (-thing.weight, thing.iri)):
            self._add_thing(thing)

    def loaded(self) -> set[str]:
        """The documents of the store."""
        return {subject_of(quad).value for quad in self.store.quads(None, LV.loaded.node, boolean(value=True))}

    def _add_thing(self, thing: Thing) -> None:
        folded = plain(thing.label)
        level = next((level for level in _LEVELS if folded.startswith(level)), "") if thing.kind == "place" else ""
        self.database.execute(
            "INSERT INTO things (kind, iri, label, english, note, other, until, weight, folded, short) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*astuple(thing), folded, folded.removeprefix(level)),
        )
        self.database.execute(
            "INSERT INTO names (rowid, label, english, other) VALUES (last_insert_rowid(), ?, ?, ?)",
            (folded, plain(thing.english), plain(thing.other)),
        )

    def _remove_thing(self, iri: str) -> None:
        row = self.database.execute("SELECT id, label, english, other FROM things WHERE iri = ?", (iri,)).fetchone()
        number, *names = row
        self.database.execute(
            "INSERT INTO names (names, rowid, label, english, other) VALUES ('delete', ?, ?, ?, ?)",
            (number, *map(plain, names)),
        )
        self.database.execute("DELETE FROM things WHERE id = ?", (number,))

    def _add_document(self, iri: str) -> None:
        sha256, issued = self._literal(iri, LV.sourceSha256), self._literal(iri, LV.issued)
        place, province = self._place_of(iri)
        folded = fold(_read(self.folder, sha256))
        added = self.database.execute(
            "INSERT INTO documents (iri, text_sha256, place, province, issued) VALUES (?, ?, ?, ?, ?)",
            (iri, sha256, place, province, issued),
        )
        document = added.lastrowid
        for start, stop in cut(folded):
            self.database.execute(
                "INSERT INTO pieces (document, start, stop) VALUES (?, ?, ?)", (document, start, stop)
            )
            self.database.execute(
                "INSERT INTO texts (rowid, words) VALUES (last_insert_rowid(), ?)", (folded[start:stop],)
            )
        for fact in self._facts_of(iri):
            self.database.execute(
                "INSERT INTO facts (document, kind, part, start, stop) VALUES (?, ?, ?, ?, ?)",
                (document, fact.kind, fact.part, fact.start, fact.stop),
            )
            self.database.execute(
                f"INSERT INTO {fact.kind}_words (rowid, words, place) VALUES (last_insert_rowid(), ?, ?)",  # noqa: S608 - a name of FACTS
                (folded[fact.start : fact.stop], plain(place)),
            )

    def _remove_document(self, iri: str, parent: Path) -> None:
        row = self.database.execute("SELECT id, text_sha256, place FROM documents WHERE iri = ?", (iri,)).fetchone()
        if row is None:
            return
        document, sha256, place = row
        folded = fold(_read(parent, sha256))
        for number, start, stop in self.database.execute(
            "SELECT id, start, stop FROM pieces WHERE document = ?", (document,)
        ).fetchall():
            self.database.execute(
                "INSERT INTO texts (texts, rowid, words) VALUES ('delete', ?, ?)", (number, folded[start:stop])
            )
        for number, kind, start, stop in self.database.execute(
            "SELECT id, kind, start, stop FROM facts WHERE document = ?", (document,)
        ).fetchall():
            self.database.execute(
                f"INSERT INTO {kind}_words ({kind}_words, rowid, words, place) VALUES ('delete', ?, ?, ?)",  # noqa: S608 - a name of FACTS
                (number, folded[start:stop], plain(place)),
            )
        for table, column in (("pieces", "document"), ("facts", "document"), ("documents", "id")):
            self.database.execute(f"DELETE FROM {table} WHERE {column} = ?", (document,))  # noqa: S608 - our own names

    def _literal(self, iri: str, predicate: Term) -> str:
        quad = next(self.store.quads(node(iri), predicate.node), None)
        return value_of(quad).value if quad is not None else ""

    def _place_of(self, iri: str) -> tuple[str, str]:
        """The name of a document's place and the identifier of its province, both empty where it has none."""
        quad = next(self.store.quads(node(iri), LV.jurisdiction.node), None)
        if quad is None:
            return "", ""
        place = province = as_node(value_of(quad))
        while (above := next(self.store.quads(province, LV.within.node), None)) is not None:
            province = as_node(value_of(above))
        return self._literal(place.value, RDFS.label), province.value

    def _facts_of(self, iri: str) -> Iterator[_Fact]:
        graph = self.iris.graph(iri)
        for kind, cls in FACTS.items():
            for quad in self.store.quads(None, RDF.type.node, cls.node, graph=graph):
                part = subject_of(quad)
                passage = next(self.store.quads(part, PROV.wasQuotedFrom.node, graph=graph), None)
                if passage is not None:
                    start, stop = self.iris.parse(as_node(value_of(passage)).value).parts
                    yield _Fact(kind, self.iris.parse(part.value).parts[1], int(start), int(stop))


def cut(text: str) -> Iterator[tuple[int, int]]:
    """A text in pieces of at most ``PIECE`` characters that end with a line, else between words, else anywhere."""
    start = 0
    while start < len(text):
        stop = min(len(text), start + PIECE)
        if stop < len(text):
            line, word = text.rfind("\n", start + PIECE // 2, stop), text.rfind(" ", start + PIECE // 2, stop)
            stop = line + 1 or word + 1 or stop
        yield start, stop
        start = stop


def _read(generation: Path, sha256: str) -> str:
    return text_path(generation, sha256).read_bytes().decode("utf-8")
