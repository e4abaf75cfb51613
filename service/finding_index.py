"""All findings of a generation in the order of the list, kept in some 20 bytes each: a page is a slice of it.

A hundred thousand findings are read once for each generation, and filtered here in a few hundredths of a second, where
a sorted query would take seconds for every page.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.page_lists import KnownFinding
from ontology import LV
from service import query_files
from service.lists import counted
from service.state import service

_MOST: Final = 1_000_000
_BYTES: Final = 20


@dataclass(frozen=True, slots=True)
class Index:
    """Findings by place, the gravest first and those of one focus node together; ``latest`` are places by time.

    ``names`` are the hexadecimal digits of their identifiers; ``shapes`` and ``first`` are places in ``shape_iris``
    and ``times``, ``severities`` ranks.
    """

    names: array[int]
    shapes: array[int]
    severities: array[int]
    first: array[int]
    latest: array[int]
    shape_iris: tuple[str, ...]
    times: tuple[str, ...]

    def counts(self, since: str | None) -> Counter[tuple[str, int]]:
        """How many findings there are by shape and rank of severity, of those first seen at ``since`` or of all."""
        places = self._places(range(len(self.names)), None, None, since)
        return Counter((self.shape_iris[self.shapes[place]], self.severities[place]) for place in places)

    def found(self, rank: int | None, shape: str | None, since: str | None, *, latest: bool) -> Sequence[int]:
        """The places of the findings that a filter lets through, in the order of the list or the newest first."""
        places = self.latest if latest else range(len(self.names))
        if rank is None and shape is None and since is None:
            return places
        return array("L", self._places(places, rank, shape, since))

    def digits(self, places: Sequence[int]) -> list[str]:
        """The hexadecimal digits of the findings at some places."""
        return [f"{self.names[place]:016x}" for place in places]

    def _places(
        self, places: array[int] | range, rank: int | None, shape: str | None, since: str | None
    ) -> Iterator[int]:
        kind = None if shape is None else _place(self.shape_iris, shape)
        time = None if since is None else _place(self.times, since)
        for place in places:
            if (
                (rank is None or self.severities[place] == rank)
                and (kind is None or self.shapes[place] == kind)
                and (time is None or self.first[place] == time)
            ):
                yield place


def index(*, resolved: bool, rank: Callable[[str], int]) -> Index:
    """The findings that stand, or those that are resolved; ``rank`` gives the place of a severity (an IRI)."""
    return service().made(("findings", resolved), lambda: _read(resolved, rank), lambda one: _BYTES * len(one.names))


def _read(resolved: bool, rank: Callable[[str], int]) -> Index:
    rows = sorted(_rows(resolved), key=lambda one: (rank(one.severity), one.focus, one.name))
    shape_iris = tuple(sorted({one.shape for one in rows}))
    times = tuple(sorted({one.first for one in rows}))
    kinds, moments = ({value: place for place, value in enumerate(values)} for values in (shape_iris, times))
    first = array("L", (moments[one.first] for one in rows))
    return Index(
        names=array("Q", (int(one.name, 16) for one in rows)),
        shapes=array("H", (kinds[one.shape] for one in rows)),
        severities=array("B", (rank(one.severity) for one in rows)),
        first=first,
        latest=array("L", sorted(range(len(rows)), key=lambda place: (-first[place], rows[place].name))),
        shape_iris=shape_iris,
        times=times,
    )


def _rows(resolved: bool) -> Sequence[KnownFinding]:
    """What was written down at load; of a generation without it, what the graph says."""
    known = counted()
    if known is not None:
        return known.findings(resolved=resolved)
    cls = NamedNode(LV.ResolvedFinding if resolved else LV.Finding)
    (table,) = service().tables(query_files.query("findings/index", service().iris, {"class": [cls]}), rows=_MOST)
    return [
        KnownFinding(
            row["finding"].value.rpartition("/")[2],
            row["shape"].value,
            row["severity"].value,
            row["focus"].value,
            row["first"].value if "first" in row else "",
        )
        for row in table.rows
    ]


def _place(values: tuple[str, ...], value: str) -> int:
    return values.index(value) if value in values else -1
