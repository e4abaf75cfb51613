"""What documents charge an agency with, a page at a time: as it was listed at load, or asked where it was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.page_lists import PageLists
from ontology import LV
from service import lists, paging, query_files
from service.sparql_text import RdfTerm
from service.state import service

ROLES: Final = {"lead": LV.Lead, "coordinate": LV.Coordinate}
CHARGING: Final = 20
"""Documents whose targets are looked at."""
ANY_DAY: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Charged:
    """How many duties an agency has in each role (``lead``), some documents that charge it, and a page of duties.

    ``duties`` are pairs of a document and a duty, by identifier, and one more than the page has where others follow.
    """

    counts: Mapping[str, int]
    documents: Sequence[str]
    duties: Sequence[tuple[str, str]]


def charged(iri: str, day: str | None, role: str, *, start: int, most: int) -> Charged:
    """What documents up to a day charge an agency with, in one role (all where it is empty)."""
    known = lists.counted()
    if known is None:
        return _asked(iri, day, role, start=start, most=most)
    return _listed(known, iri, day, role, start=start, most=most)


def _listed(known: PageLists, iri: str, day: str | None, role: str, *, start: int, most: int) -> Charged:
    until = day or ANY_DAY
    coordinated, led = known.roles(iri, until)
    leads = role == "lead" if role else None
    return Charged(
        {"lead": led, "coordinate": coordinated},
        known.charging(iri, until, CHARGING),
        known.duties(iri, until, leads, start, most),
    )


def _asked(iri: str, day: str | None, role: str, *, start: int, most: int) -> Charged:
    values: dict[str, list[RdfTerm]] = {"agency": [NamedNode(iri)]}
    if day:
        values["until"] = [Literal(day)]
    queries = [query_files.query(f"pages/agency-{name}", service().iris, values) for name in ("roles", "charging")]
    listing = query_files.query(
        "pages/agency-duties", service().iris, values | ({"role": [ROLES[role].node]} if role else {})
    )
    roles, charging, duties = service().tables(*queries, paging.windowed(listing, start, most))
    counts = {row["role"].value: int(row["count"].value) for row in roles.rows}
    return Charged(
        {name: counts.get(term, 0) for name, term in ROLES.items()},
        [row["document"].value for row in charging.rows],
        [(row["document"].value, row["part"].value) for row in duties.rows],
    )
