"""The page of a place: documents, targets, who is charged there, its calendar of reporting, what it was part of and
became; with ``asOf=`` as its boundaries were on a day."""

from __future__ import annotations

from typing import Final

from flask import request

from service import lists
from service.as_of import as_of
from service.months import calendar
from service.render import facts_of, found_or_problem, panel, panels, show
from service.rows import Cell, Table
from service.state import service

PANELS: Final = ("facts", "documents", "agencies", "reports", "parts", "changes")
TARGETS: Final = 400
AGENCIES: Final = 200
INNER: Final = 20
"""Documents of places within this one that its page lists."""


def place_page(iri: str) -> str:
    """The page of a place that the graph knows. Raises Problem (not-found, wrong-parameter)."""
    tables = panels("place", PANELS, place=iri) | _counted(iri)
    found_or_problem(iri, *tables.values())
    inner = _inner(iri)
    seen = as_of(iri, request.args.get("asOf"), tables["changes"])
    named = [*tables.values(), inner, *([seen.answer.table] if seen and seen.answer else [])]
    charged = {row["agency"].value for row in tables["duties"].rows}
    return show(
        "place.html",
        named,
        names=[iri],
        iri=iri,
        facts=facts_of(tables["facts"]),
        panels=tables,
        inner=inner.rows[:INNER],
        more_inside=len(inner.rows) > INNER,
        idle=[row for row in tables["agencies"].rows if row["agency"].value not in charged],
        calendar=calendar(tables["reports"].rows),
        as_of=seen,
        changed=next((row["day"].value for row in tables["changes"].rows), None),
    )


def _counted(iri: str) -> dict[str, Table]:
    """The targets of a place, and whom its documents charge with how much, as they were listed at load."""
    known = lists.counted()
    if known is None:
        return panels("place", ("targets", "duties"), place=iri)
    listed = known.targets_at(iri, TARGETS)
    charged = known.charged_at(iri, AGENCIES)
    (targets,) = service().tables(panel("place-targets-listed", part=listed)) if listed else (Table((), ()),)
    rows = tuple({"agency": Cell(agency, "iri"), "count": Cell(str(count), "literal")} for agency, count in charged)
    return {"targets": targets, "duties": Table(("agency", "count"), rows)}


def _inner(iri: str) -> Table:
    """Documents of places within this one, one more than are listed; those of a province were counted at load."""
    known = lists.counted()
    found = known.documents_inside(iri, INNER + 1) if known is not None else ()
    if not found:
        (table,) = service().tables(panel("place-inner", around=iri))
        return table
    (table,) = service().tables(panel("documents-some", document=found))
    return table
