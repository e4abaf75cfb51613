"""Lists and counts of a generation that ``graph.page_index`` wrote: documents by place, targets, long texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from graph.document_parts import Parts
from graph.layout import Layout
from graph.page_index import FILE_NAME, usable
from graph.sqlite_files import open_to_read

_TARGET: Final = "documents.iri || '/' || part"

_OF_AGENCY: Final = (
    "FROM duties JOIN documents ON documents.id = document "
    "WHERE agency = (SELECT id FROM agencies WHERE iri = ?) AND issued <= ?"
)


@dataclass(frozen=True, slots=True)
class Where:
    """How many targets a place has for a year (empty: none is named), and its province, None for a place in none."""

    place: str
    horizon: str
    targets: int
    province: str | None
    province_label: str


class KnownFinding(NamedTuple):
    """A finding: the hexadecimal digits of its identifier, its shape and severity by IRI, its focus node.

    ``first`` is when it was first seen, xsd:dateTime; empty where that is not known.
    """

    name: str
    shape: str
    severity: str
    focus: str
    first: str


@dataclass(frozen=True, slots=True)
class PageLists:
    """The lists in the file ``path``."""

    path: Path

    def indicators(self) -> Sequence[tuple[str, int]]:
        """The indicators that targets are set for, with how many."""
        return self._rows(
            "SELECT iri, count(*) FROM targets JOIN indicators ON id = indicator GROUP BY indicator ORDER BY iri"
        )

    def places_of(self, indicator: str) -> list[Where]:
        """Where and for which years an indicator has targets."""
        rows = self._rows(
            "SELECT place.iri, horizon, count(*), province.iri, coalesce(province.label, '') FROM targets "
            "JOIN places AS place ON place.id = targets.place "
            "LEFT JOIN places AS province ON province.id = place.province "
            "WHERE indicator = (SELECT id FROM indicators WHERE iri = ?) GROUP BY targets.place, horizon ORDER BY 1, 2",
            indicator,
        )
        return [Where(*row) for row in rows]

    def targets(self, indicator: str, start: int, most: int) -> Sequence[str]:
        """The targets of an indicator by year and place."""
        rows = self._rows(
            f"SELECT {_TARGET} FROM targets JOIN documents ON documents.id = document "  # noqa: S608 - our own names
            "LEFT JOIN places AS place ON place.id = targets.place "
            "WHERE indicator = (SELECT id FROM indicators WHERE iri = ?) "
            "ORDER BY horizon, place.iri, 1 LIMIT ? OFFSET ?",
            indicator,
            most,
            start,
        )
        return [iri for (iri,) in rows]

    def targets_in(self, indicator: str, places: Sequence[str]) -> Sequence[str]:
        """The targets of an indicator in some places."""
        rows = self._rows(
            f"SELECT {_TARGET} FROM targets JOIN documents ON documents.id = document "  # noqa: S608 - our own names
            "WHERE indicator = (SELECT id FROM indicators WHERE iri = ?) "
            "AND targets.place IN (SELECT id FROM places WHERE iri IN (SELECT value FROM json_each(?))) ORDER BY 1",
            indicator,
            json.dumps(list(places)),
        )
        return [iri for (iri,) in rows]

    def targets_at(self, place: str, most: int) -> Sequence[str]:
        """The targets of a place by year, document and number."""
        rows = self._rows(
            f"SELECT {_TARGET} FROM targets JOIN documents ON documents.id = document "  # noqa: S608 - our own names
            "WHERE targets.place = (SELECT id FROM places WHERE iri = ?) "
            "ORDER BY horizon, documents.iri, length(part), part LIMIT ?",
            place,
            most,
        )
        return [iri for (iri,) in rows]

    def targets_of(self, documents: Sequence[str], indicators: Sequence[str], most: int) -> Sequence[str]:
        """The targets that some documents set for some indicators, by year and document."""
        rows = self._rows(
            f"SELECT {_TARGET} FROM targets JOIN documents ON documents.id = document "  # noqa: S608 - our own names
            "JOIN indicators ON indicators.id = indicator "
            "WHERE document IN (SELECT id FROM documents WHERE iri IN (SELECT value FROM json_each(?))) "
            "AND indicator IN (SELECT id FROM indicators WHERE iri IN (SELECT value FROM json_each(?))) "
            "ORDER BY horizon, documents.iri, indicators.iri, 1 LIMIT ?",
            json.dumps(list(documents)),
            json.dumps(list(indicators)),
            most,
        )
        return [iri for (iri,) in rows]

    def charged_at(self, place: str, most: int) -> Sequence[tuple[str, int]]:
        """The agencies that the documents of a place charge with something, with how many duties."""
        return self._rows(
            "SELECT agencies.iri, count(*) FROM duties JOIN agencies ON agencies.id = agency "
            "JOIN documents ON documents.id = document WHERE place = (SELECT id FROM places WHERE iri = ?) "
            "GROUP BY agency ORDER BY 2 DESC, 1 LIMIT ?",
            place,
            most,
        )

    def roles(self, agency: str, until: str) -> tuple[int, int]:
        """How many duties documents issued up to a day (ISO 8601) have an agency coordinate, and lead."""
        rows = self._rows(
            f"SELECT leads, count(*) {_OF_AGENCY} GROUP BY leads",
            agency,
            until,
        )
        counts = dict(rows)
        return counts.get(0, 0), counts.get(1, 0)

    def charging(self, agency: str, until: str, most: int) -> Sequence[str]:
        """Documents that charge an agency with something, those issued last first."""
        rows = self._rows(
            f"SELECT DISTINCT iri, issued {_OF_AGENCY} ORDER BY issued DESC, iri LIMIT ?",
            agency,
            until,
            most,
        )
        return [iri for iri, _ in rows]

    def duties(self, agency: str, until: str, leads: bool | None, start: int, most: int) -> Sequence[tuple[str, str]]:
        """The duties of an agency with the documents that state them, those issued last first; of one role alone."""
        return self._rows(
            f"SELECT iri, iri || '/' || part {_OF_AGENCY} AND leads = coalesce(?, leads) "
            "ORDER BY issued DESC, iri, leads DESC, number, part LIMIT ? OFFSET ?",
            agency,
            until,
            leads,
            most,
            start,
        )

    def provinces(self) -> Sequence[tuple[str, int]]:
        """The provinces that documents are from, or from a place in, with how many."""
        return self._rows(
            "SELECT province.iri, count(*) FROM documents JOIN places AS place ON place.id = documents.place "
            "JOIN places AS province ON province.id = place.province GROUP BY province.id ORDER BY 1"
        )

    def places_in(self, province: str) -> Sequence[str]:
        """The places of a province that documents are from, itself among them."""
        rows = self._rows(
            "SELECT DISTINCT place.iri FROM documents JOIN places AS place ON place.id = documents.place "
            "WHERE place.province = (SELECT id FROM places WHERE iri = ?) ORDER BY 1",
            province,
        )
        return [iri for (iri,) in rows]

    def documents_inside(self, province: str, most: int) -> Sequence[str]:
        """Documents of places in a province, those issued last first; its own are not among them."""
        rows = self._rows(
            "SELECT documents.iri FROM documents JOIN places AS place ON place.id = documents.place "
            "WHERE place.province = (SELECT id FROM places WHERE iri = ?) AND place.province != place.id "
            "ORDER BY issued DESC, documents.iri LIMIT ?",
            province,
            most,
        )
        return [iri for (iri,) in rows]

    def layout(self, document: str) -> Layout | None:
        """The layout of a long document's text."""
        found = self._rows("SELECT layout FROM documents WHERE iri = ? AND layout IS NOT NULL", document)
        return Layout.unpacked(found[0][0]) if found else None

    def parts(self, document: str) -> Parts | None:
        """The parts of a long document."""
        found = self._rows("SELECT parts FROM documents WHERE iri = ? AND parts IS NOT NULL", document)
        return Parts.unpacked(found[0][0]) if found else None

    def findings(self, *, resolved: bool) -> list[KnownFinding]:
        """The findings that stand, or those that the last check had no more, in no order."""
        rows = self._rows(
            "SELECT name, shape, severity, focus, first FROM findings JOIN finding_kinds ON kind = id "
            "WHERE resolved = ?",
            int(resolved),
        )
        return list(map(KnownFinding._make, rows))

    def _rows(self, query: str, *values: object) -> list[Any]:
        with closing(open_to_read(self.path)) as database:
            return database.execute(query, values).fetchall()


def page_lists(generation: Path) -> PageLists | None:
    """The lists of a generation's folder; None where it was made without them, or by another version."""
    path = generation / FILE_NAME
    return PageLists(path) if usable(path) else None
