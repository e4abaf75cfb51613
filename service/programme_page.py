"""The page of a programme or one of its parts: its tree, and for each part and place who leads it.

Few places stand side by side; of many, those of one province at a time, and the provinces' own plans first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import request

from ontology.iri import ParsedIri
from service import lists
from service.links import identifier, parsed
from service.matrix import Cell, cell, said
from service.problems import Problem
from service.render import panel, panels, show
from service.rows import Table
from service.state import service

COLUMNS: Final = 5
"""Places at once: each has the leads of all its plans."""
FEW: Final = 12
"""Documents that are shown in one matrix, wherever they are from."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the matrix: a component, how deep it lies, and its cell for each place."""

    component: str
    code: str
    depth: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Columns:
    """The places shown of ``total``, from ``first`` on; ``province`` where they are those of one; plans by province."""

    places: Sequence[str]
    first: int
    total: int
    province: str | None
    provinces: Mapping[str, int]

    @property
    def before(self) -> int | None:
        """Where the columns before begin."""
        return max(0, self.first - COLUMNS) if self.first else None

    @property
    def after(self) -> int | None:
        """Where the columns after begin."""
        return self.first + COLUMNS if self.first + COLUMNS < self.total else None


def programme_page(iri: str) -> str:
    """The page. Raises Problem (not-found) for what the programmes do not have."""
    tables = panels("programme", ("facts", "parts"), component=iri)
    (fact,) = tables["facts"].rows[:1] or [None]
    if fact is None:
        raise Problem("not-found", f"<{iri}>", None, iri=iri)
    columns = _columns()
    codes = {iri: fact["code"].value} | {row["part"].value: row["code"].value for row in tables["parts"].rows}
    leads, listed = _said_of(columns.places)
    lines = _lines(iri, codes, columns.places, leads, listed)
    agencies = {lead.agency for line in lines for one in line.cells for lead in one.leads}
    named = {*codes, *columns.places, *agencies, *columns.provinces}
    return show(
        "programme.html",
        (tables["facts"],),
        names=named | ({columns.province} if columns.province else set()),
        iri=iri,
        code=fact["code"].value,
        kind=fact["class"],
        parent=fact.get("parent"),
        lines=lines,
        columns=columns,
    )


def _said_of(places: Sequence[str]) -> tuple[Table, Table]:
    if not places:
        return Table((), ()), Table((), ())
    leads, listed = service().tables(
        panel("programme-leads", place=places), panel("programme-listed", place=places), rows=1_000_000
    )
    return leads, listed


def _lines(iri: str, codes: Mapping[str, str], places: Sequence[str], leads: Table, listed: Table) -> list[Line]:
    programme = service().iris.programme(codes[iri].partition("/")[0])
    by_place = said(programme, leads.rows, listed.rows)
    top = codes[iri].count("/")
    return [
        Line(one, codes[one], codes[one].count("/") - top, [cell(one, programme, by_place.get(at)) for at in places])
        for one in sorted(codes, key=lambda one: _order(codes[one]))
    ]


def _order(code: str) -> list[tuple[int, str]]:
    """``1719/10`` behind ``1719/9``."""
    return [(int(step), "") if step.isdecimal() else (0, step) for step in code.split("/")]


def _columns() -> Columns:
    """The places that the address asks for: ``?province=place/gso-2024/06&from=10``."""
    first = max(0, request.args.get("from", 0, type=int))
    provinces = _provinces()
    province = _province(request.args.get("province", ""))
    few = sum(provinces.values()) <= FEW
    wanted = [province] if province else sorted(provinces, key=_rank)
    places = sorted(_places_in(wanted), key=_rank) if province or few else wanted
    shown = places[first : first + (FEW if few else COLUMNS)]
    return Columns(
        shown,
        first,
        len(places),
        province,
        {} if few else {one: provinces[one] for one in sorted(provinces, key=_rank)},
    )


def _provinces() -> Mapping[str, int]:
    """The provinces that plans are from, or from a place in, with how many."""
    known = lists.counted()
    if known is not None:
        return dict(known.provinces())
    (table,) = service().tables(panel("programme-provinces"))
    return {row["place"].value: int(row["plans"]) for row in table.rows}


def _places_in(provinces: Sequence[str]) -> set[str]:
    """The places in some provinces that plans are from."""
    known = lists.counted()
    if known is not None:
        return {place for province in provinces for place in known.places_in(province)}
    found = service().tables(*(panel("programme-places", province=one) for one in provinces)) if provinces else ()
    return {row["place"].value for table in found for row in table.rows}


def _rank(place: str) -> tuple[int, str]:
    """Provinces before districts before communes, whose codes have 2, 3 and 5 digits, each in the order of codes."""
    code = place.rpartition("/")[2]
    return len(code), code


def _province(text: str) -> str | None:
    found: ParsedIri | None = parsed(identifier(text, service().iris), service().iris) if text else None
    return identifier(text, service().iris) if found is not None and found.kind == "place" else None
