"""The page of an indicator: its names and the targets that are set for it, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import g

from service import lists, paging
from service.render import facts_of, found_or_problem, panel, show
from service.rows import Table
from service.state import service

TARGETS: Final = 100
"""Targets on a page."""


def indicator_page(iri: str) -> str:
    """The page of an indicator that the graph knows. Raises Problem (not-found, wrong-parameter)."""
    asked = paging.asked(TARGETS)
    (facts,) = service().tables(panel("indicator-facts", indicator=iri))
    listed, total = _listed(iri, asked.start)
    targets = _described(listed[:TARGETS])
    found_or_problem(iri, facts, targets)
    g.paging = paging.Page(asked.number, TARGETS, more=len(listed) > TARGETS)
    return show(
        "indicator.html",
        (facts, targets),
        names=[iri],
        iri=iri,
        facts=facts_of(facts),
        targets=targets.rows,
        part=g.paging,
        total=total,
    )


def _listed(iri: str, start: int) -> tuple[Sequence[str], int]:
    """The targets of a page and one more, and how many there are; where none were counted, as many as are known."""
    known = lists.counted()
    if known is not None:
        return known.targets(iri, start, TARGETS + 1), dict(known.indicators()).get(iri, 0)
    listing = paging.windowed(panel("indicator-listed", indicator=iri), start, TARGETS + 1)
    (table,) = service().tables(listing)
    return [row["part"].value for row in table.rows], start + len(table.rows)


def _described(targets: Sequence[str]) -> Table:
    if not targets:
        return Table((), ())
    (table,) = service().tables(panel("indicator-targets", part=targets))
    return table
