"""What a load has done so far, in an SQLite file beside the store that it fills: for its own end, and for ``--resume``.

Everything since the last ``keep`` is forgotten when the process dies; ``keep`` makes it last, also past a power cut.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from graph.manifest import DocumentEntry
from graph.mentions import Shared
from graph.report import WrittenStatus

FILE_NAME: Final = "journal.sqlite"

_SCHEMA: Final = """
BEGIN;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written
 (iri TEXT PRIMARY KEY, status TEXT NOT NULL, quads INTEGER NOT NULL, entry TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removed (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shared (iri TEXT PRIMARY KEY, kind TEXT NOT NULL, facts TEXT) WITHOUT ROWID;
COMMIT;
"""
"""All of it or none: a process that is killed while it makes the file leaves one that can be opened."""
_MENTION: Final = (
    "INSERT INTO shared VALUES (?, ?, ?) ON CONFLICT (iri) DO UPDATE SET facts = excluded.facts"
    " WHERE shared.facts IS NULL AND excluded.facts IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A document whose graph was written: ``quads`` are those of its own graph, ``status`` is new or changed."""

    entry: DocumentEntry
    status: WrittenStatus
    quads: int


def is_journal(path: Path) -> bool:
    """Whether the file was made to its end; one that had no room for its tables, or was never made, is none."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT 1 FROM sqlite_master WHERE name = 'state'").fetchone() is not None


class Journal:
    """The journal of one load; ``open`` continues that of an interrupted one."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.executescript(_SCHEMA)

    def state(self, name: str) -> str | None:
        """What was noted under ``name``, or None."""
        row = self._database.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def note(self, name: str, value: str) -> None:
        """Note something of the load as a whole."""
        self._database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def add_written(self, written: Written) -> None:
        """A document's graph was written; it counts no longer as removed."""
        row = (written.entry.iri, written.status, written.quads, json.dumps(asdict(written.entry), ensure_ascii=False))
        self._database.execute("INSERT OR REPLACE INTO written VALUES (?, ?, ?, ?)", row)
        self._database.execute("DELETE FROM removed WHERE iri = ?", (row[0],))

    def add_removed(self, iri: str) -> None:
        """A document's graph was taken out."""
        self._database.execute("DELETE FROM written WHERE iri = ?", (iri,))
        self._database.execute("INSERT OR IGNORE INTO removed VALUES (?)", (iri,))

    def written(self) -> Iterator[Written]:
        """Every document that was written."""
        for status, quads, entry in self._database.execute("SELECT status, quads, entry FROM written ORDER BY iri"):
            yield Written(DocumentEntry(**json.loads(entry)), status, quads)

    def count_written(self) -> int:
        """How many there are."""
        return int(self._database.execute("SELECT count(*) FROM written").fetchone()[0])

    def removed(self) -> list[str]:
        """The documents that were taken out and not written again."""
        return [iri for (iri,) in self._database.execute("SELECT iri FROM removed")]

    def mention(self, things: Iterable[Shared]) -> None:
        """Shared things that must be described again."""
        self._database.executemany(_MENTION, ((thing.iri, thing.kind, thing.facts) for thing in things))

    def shared(self) -> Iterator[Shared]:
        """All of them, in the order of their identifiers."""
        for iri, kind, facts in self._database.execute("SELECT iri, kind, facts FROM shared ORDER BY iri"):
            yield Shared(iri, kind, facts)

    def count_shared(self) -> int:
        """How many there are."""
        return int(self._database.execute("SELECT count(*) FROM shared").fetchone()[0])

    def forget_shared(self) -> None:
        """They are described."""
        self._database.execute("DELETE FROM shared")

    def keep(self) -> None:
        """Make all that was said so far last."""
        self._database.commit()

    def close(self) -> None:
        """Close the file; what was not kept is forgotten."""
        self._database.close()
