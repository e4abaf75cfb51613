"""The page of an agency: its duties a page at a time, targets of its field, its calendar of reporting, its documents,
what it became and was made from; with ``asOf=`` as the documents had it on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from flask import g, request
from flask_babel import gettext
from pyoxigraph import Literal, NamedNode

from service import links, lists, paging, query_files
from service.agency_duties import ROLES, charged
from service.as_of import day_asked
from service.i18n import language
from service.months import calendar
from service.problems import Problem
from service.render import facts_of, found_or_problem, panel, show
from service.rows import Row, Table
from service.state import service

DUTIES: Final = 50
"""Duties on a page."""
TARGETS: Final = 100
"""Targets of its fields that are shown."""
PANELS: Final = ("facts", "reports", "documents", "changes", "units", "fields")
SHOWN: Final = PANELS[:-1]
"""Those whose things the page names; the last says which indicators are of its fields."""
_NOTHING: Final = Table((), ())


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
    found = charged(iri, day, role, start=asked.start, most=DUTIES + 1)
    panels = dict(zip(PANELS, service().tables(*(_query(name, iri, day) for name in PANELS)), strict=True))
    g.paging = paging.Page(asked.number, DUTIES, more=len(found.duties) > DUTIES)
    listed = found.duties[:DUTIES]
    targets, details = _said_further(panels["fields"], found.documents, listed)
    found_or_problem(iri, *panels.values(), details)
    return show(
        "agency.html",
        (*(panels[name] for name in SHOWN), targets, details),
        names=[iri, *(document for document, _ in listed)],
        iri=iri,
        facts=facts_of(panels["facts"]),
        panels=panels,
        targets=targets.rows,
        duties=list(_by_document(listed, details)),
        views=_views(iri, role, day, found.counts),
        total=found.counts[role] if role else sum(found.counts.values()),
        part=g.paging,
        calendar=calendar(row for row in panels["reports"].rows if row["direction"].value == "out"),
        received=[row for row in panels["reports"].rows if row["direction"].value == "in"],
        day=day,
        became=_became(panels["changes"], day),
        role=role,
    )


def _query(name: str, iri: str, day: str | None) -> str:
    """A query of the page; ``day`` (ISO 8601) leaves out what later documents say."""
    query = f"pages/agency-{name}"
    values: dict[str, list[NamedNode | Literal]] = {"agency": [NamedNode(iri)]}
    if day and "VALUES ?until" in query_files.body(query):
        values["until"] = [Literal(day)]
    return query_files.query(query, service().iris, values)


def _said_further(fields: Table, documents: Sequence[str], duties: Sequence[tuple[str, str]]) -> tuple[Table, Table]:
    """The targets of its fields in documents that charge it, and what each of some duties is and where it stands."""
    indicators = [row["indicator"].value for row in fields.rows]
    known = lists.counted()
    of_fields: dict[str, Sequence[str]] = {"document": documents, "indicator": indicators}
    name = "agency-targets"
    if known is not None:
        name, of_fields = "agency-targets-listed", {"part": known.targets_of(documents, indicators, TARGETS)}
    of_duties: dict[str, Sequence[str]] = {"part": [part for _, part in duties]}
    queries = ((name, of_fields), ("document-assignments", of_duties))
    asked = [panel(name, **terms) if all(terms.values()) else None for name, terms in queries]
    found = iter(service().tables(*(query for query in asked if query is not None)))
    targets, details = (next(found) if query is not None else _NOTHING for query in asked)
    return targets, details


def _by_document(duties: Sequence[tuple[str, str]], details: Table) -> Iterator[Duties]:
    of_part = {row["part"].value: row for row in details.rows}
    for document, listed in groupby(duties, key=itemgetter(0)):
        yield Duties(document, [of_part[part] for _, part in listed if part in of_part])


def _views(iri: str, here: str, day: str | None, counts: Mapping[str, int]) -> list[tuple[str, str, bool, int]]:
    names = {"": gettext("Tất cả"), "lead": gettext("chủ trì"), "coordinate": gettext("phối hợp")}
    page = links.home(iri, service().iris, language())
    return [
        (
            names[role],
            links.with_parameters(page, {key: value for key, value in (("role", role), ("asOf", day or "")) if value}),
            role == here,
            counts[role] if role else sum(counts.values()),
        )
        for role in names
    ]


def _became(changes: Table, day: str | None) -> Row | None:
    """What the agency had become by a day: the change up to then, if there was one."""
    if day is None:
        return None
    later = (row for row in changes.rows if row["direction"].value == "to" and "day" in row)
    return next((row for row in later if row["day"].value <= day), None)
