"""Who leads what where: the cells of a programme's matrix, each with the words that say so.

A part that a plan gives to nobody itself is led by whoever leads what it is a part of; a plan that names nobody for any
part of a programme that it speaks of is led by whoever leads the plan as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ontology import LV
from service.rows import Row


class State(StrEnum):
    """What a cell says: one lead, several, one from above, leads of all the parts below, listed alone, or nothing."""

    ONE = "one"
    SEVERAL = "several"
    INHERITED = "inherited"
    BELOW = "below"
    OPEN = "open"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Lead:
    """An agency that a plan charges with a part, and the words; ``year`` tells plans of one place apart."""

    agency: str
    passage: str
    quote: str
    year: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One component in one place; ``above`` is the part that leads are inherited from, empty for a plan."""

    state: State
    leads: Sequence[Lead] = ()
    above: str = ""
    listed: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What the plans of one place say: leads by component, leads of whole plans, and listings by component."""

    leads: dict[str, list[Lead]] = field(default_factory=dict)
    plans: list[Lead] = field(default_factory=list)
    listed: dict[str, str] = field(default_factory=dict)


def said(programme: str, leads: Iterable[Row], listed: Iterable[Row]) -> Mapping[str, Said]:
    """What is said of the parts of one programme (its IRI), by place."""
    found: dict[str, Said] = {}
    speaking = set()
    for row in sorted(listed, key=_order):
        if _within(row["component"].value, programme):
            speaking.add(row["document"].value)
            found.setdefault(row["place"].value, Said()).listed.setdefault(row["component"].value, row["passage"].value)
    plans = []
    for row in sorted(leads, key=_order):
        if row["kind"].value == LV.PlanObject:
            plans.append(row)
        elif _within(row["object"].value, programme):
            speaking.add(row["document"].value)
            place = found.setdefault(row["place"].value, Said())
            _add(place.leads.setdefault(row["object"].value, []), row)
    for row in plans:
        if row["document"].value in speaking:
            _add(found[row["place"].value].plans, row)
    return found


def cell(component: str, programme: str, place: Said | None) -> Cell:
    """One cell; both are IRIs, ``…/programme/1719/10/1`` and ``…/programme/1719``."""
    if place is None:
        return Cell(State.NONE)
    listed = place.listed.get(component)
    own = place.leads.get(component)
    if own:
        several = len({lead.agency for lead in own}) > 1
        return Cell(State.SEVERAL if several else State.ONE, own, listed=listed)
    if any(_within(other, component) for other in place.leads):
        return Cell(State.BELOW, listed=listed)
    for above in _above(component, programme):
        if above in place.leads:
            return Cell(State.INHERITED, place.leads[above], above, listed)
    if place.plans:
        return Cell(State.INHERITED, place.plans, listed=listed)
    return Cell(State.OPEN if listed else State.NONE, listed=listed)


def _above(component: str, programme: str) -> Iterator[str]:
    """What a component is a part of, the nearest first."""
    while component != programme:
        component = component.rpartition("/")[0]
        yield component


def _order(row: Row) -> tuple[str, str]:
    return row["document"].value, row["passage"].value


def _within(component: str, whole: str) -> bool:
    return component == whole or component.startswith(f"{whole}/")


def _add(leads: list[Lead], row: Row) -> None:
    lead = Lead(row["agency"].value, row["passage"].value, row["quote"].value, str(row.get("issued", ""))[:4])
    if lead not in leads:
        leads.append(lead)
