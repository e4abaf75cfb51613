"""The page of an agency: its duties a page at a time, targets of its field, its calendar of reporting, its documents,
what it became and was made from; with ``asOf=`` as the documents had it on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import g, request
from flask_babel import gettext
from pyoxigraph import Literal, NamedNode

from ontology import LV
from service import links, paging, query_files
from service.as_of import day_asked
from service.i18n import language
from service.months import calendar
from service.problems import Problem
from service.render import facts_of, found_or_problem, panel, show
from service.rows import Row, Table
from service.state import service

DUTIES: Final = 50
"""Duties on a page."""
PANELS: Final = ("facts", "roles", "reports", "documents", "changes", "units", "fields", "charging")
SHOWN: Final = ("facts", "roles", "reports", "documents", "changes", "units")
"""Those whose things the page names; the others say where its targets are."""
_NOTHING: Final = Table((), ())
ROLES: Final = {"lead": LV.Lead, "coordinate": LV.Coordinate}


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties that one document gives the agency."""

    document: str
    rows: list[Row]


def agency_page(iri: str) -> str:
    """The page of an agency that the graph knows. Raises Problem (not-found, wrong-parameter)."""
    day = day_asked(request.args.get("asOf"))
    role = request.args.get("role", "")
    if role and role not in ROLES:
        raise Problem("wrong-parameter", f"role={role[:20]!r}: {', '.join(ROLES)}", None, parameter="role")
    asked = paging.asked(DUTIES)
    queries = [_query(name, iri, day) for name in PANELS]
    wanted = paging.windowed(_query("duties", iri, day, role), asked.start, DUTIES + 1)
    *tables, parts = service().tables(*queries, wanted)
    panels = dict(zip(PANELS, tables, strict=True))
    found_or_problem(iri, *tables)
    g.paging = paging.Page(asked.number, DUTIES, more=len(parts.rows) > DUTIES)
    listed = parts.rows[:DUTIES]
    targets, details = _said_further(panels, listed)
    counts = {row["role"].value: int(row["count"].value) for row in panels["roles"].rows}
    return show(
        "agency.html",
        (*(panels[name] for name in SHOWN), targets, parts, details),
        names=[iri],
        iri=iri,
        facts=facts_of(panels["facts"]),
        panels=panels,
        targets=targets.rows,
        duties=list(_by_document(listed, details)),
        views=_views(iri, role, day, counts),
        total=counts.get(ROLES[role], 0) if role else sum(counts.values()),
        part=g.paging,
        calendar=calendar(row for row in panels["reports"].rows if row["direction"].value == "out"),
        received=[row for row in panels["reports"].rows if row["direction"].value == "in"],
        day=day,
        became=_became(panels["changes"], day),
        role=role,
    )


def _query(name: str, iri: str, day: str | None, role: str = "") -> str:
    """A query of the page; ``day`` (ISO 8601) leaves out what later documents say."""
    query = f"pages/agency-{name}"
    values: dict[str, list[NamedNode | Literal]] = {"agency": [NamedNode(iri)]}
    if day and "VALUES ?until" in query_files.body(query):
        values["until"] = [Literal(day)]
    if role:
        values["role"] = [ROLES[role].node]
    return query_files.query(query, service().iris, values)


def _said_further(panels: Mapping[str, Table], parts: Sequence[Row]) -> tuple[Table, Table]:
    """The targets of its fields in documents that charge it, and what each of some duties is and where it stands."""
    documents = [row["document"].value for row in panels["charging"].rows]
    indicators = [row["indicator"].value for row in panels["fields"].rows]
    duties = [row["part"].value for row in parts]
    queries = {
        "agency-targets": {"document": documents, "indicator": indicators},
        "document-assignments": {"part": duties},
    }
    asked = [name for name, terms in queries.items() if all(terms.values())]
    found = dict(zip(asked, service().tables(*(panel(name, **queries[name]) for name in asked)), strict=True))
    return found.get("agency-targets", _NOTHING), found.get("document-assignments", _NOTHING)


def _by_document(parts: Sequence[Row], details: Table) -> Iterator[Duties]:
    of_part = {row["part"].value: row for row in details.rows}
    for document, rows in groupby(parts, key=lambda row: row["document"].value):
        yield Duties(document, [of_part[row["part"].value] for row in rows if row["part"].value in of_part])


def _views(iri: str, here: str, day: str | None, counts: dict[str, int]) -> list[tuple[str, str, bool, int]]:
    names = {"": gettext("Tất cả"), "lead": gettext("chủ trì"), "coordinate": gettext("phối hợp")}
    page = links.home(iri, service().iris, language())
    return [
        (
            names[role],
            links.with_parameters(page, {key: value for key, value in (("role", role), ("asOf", day or "")) if value}),
            role == here,
            counts.get(ROLES[role], 0) if role else sum(counts.values()),
        )
        for role in names
    ]


def _became(changes: Table, day: str | None) -> Row | None:
    """What the agency had become by a day: the change up to then, if there was one."""
    if day is None:
        return None
    later = (row for row in changes.rows if row["direction"].value == "to" and "day" in row)
    return next((row for row in later if row["day"].value <= day), None)
