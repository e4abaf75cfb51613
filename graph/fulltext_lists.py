"""Lists from the index of a generation that need no words: documents by date and place, agencies by kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from graph.fulltext import open_index
from graph.sqlite_files import open_to_read

_BEYOND = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """A kind of agencies by its name in their identifiers (``phong-y-te``): how many, and duties of all of them."""

    name: str
    agencies: int
    duties: int


@dataclass(frozen=True, slots=True)
class ListedAgency:
    """An agency with how many duties documents give it (at most 1,000 are counted)."""

    iri: str
    label: str
    note: str
    duties: int


class Lists:
    """The lists of a generation's folder. Raises IndexMissingError where it has no index."""

    def __init__(self, generation: Path) -> None:
        self._path = open_index(generation)

    def _open(self) -> sqlite3.Connection:
        return open_to_read(self._path)

    def latest(self, start: int, most: int) -> list[str]:
        """Documents, those issued last first."""
        with closing(self._open()) as database:
            rows = database.execute(
                "SELECT iri FROM documents ORDER BY issued DESC, iri LIMIT ? OFFSET ?", (most, start)
            )
            return [iri for (iri,) in rows]

    def by_province(self) -> Mapping[str, int]:
        """How many documents each province and the places in it have, by its identifier."""
        with closing(self._open()) as database:
            rows = database.execute("SELECT province, count(*) FROM documents WHERE province != '' GROUP BY province")
            return dict(rows.fetchall())

    def agencies(self) -> int:
        """How many agencies there are."""
        with closing(self._open()) as database:
            (count,) = database.execute("SELECT count(*) FROM things WHERE kind = 'agency'").fetchone()
            return int(count)

    def agency_kinds(self, prefix: str) -> list[AgencyKind]:
        """Kinds of agencies, those with most duties first; ``prefix`` is what all their identifiers begin with."""
        with closing(self._open()) as database:
            rows = database.execute(
                "SELECT substr(rest, 1, instr(rest, '/') - 1) AS name, count(*), sum(weight) AS duties FROM ("
                "SELECT substr(iri, ?) AS rest, weight FROM things WHERE kind = 'agency'"
                ") GROUP BY name ORDER BY duties DESC, name",
                (len(prefix) + 1,),
            )
            return [AgencyKind(*row) for row in rows]

    def agencies_of(self, prefix: str, start: int, most: int) -> list[ListedAgency]:
        """Agencies whose identifiers begin so, those with most duties first."""
        with closing(self._open()) as database:
            rows = database.execute(
                "SELECT iri, label, note, weight FROM things WHERE iri >= ? AND iri < ? "
                "ORDER BY weight DESC, folded, iri LIMIT ? OFFSET ?",
                (prefix, prefix + _BEYOND, most, start),
            )
            return [ListedAgency(*row) for row in rows]
