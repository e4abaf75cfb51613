"""The lists that the pages lead in by: documents, agencies by kind, provinces; from the index, or without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.fulltext import IndexMissingError
from graph.fulltext_lists import AgencyKind, ListedAgency, Lists
from ontology.schemes import concepts
from service.render import panel
from service.rows import Row
from service.state import service

_ALL = 1_000_000


def lists() -> Lists | None:
    """The lists of the current generation's index; None for a generation that was made without one."""
    try:
        return Lists(service().generation().path)
    except IndexMissingError:
        return None


def total() -> int:
    """How many documents are loaded."""
    return len(service().generation().manifest.documents)


def documents(start: int, most: int) -> Sequence[Row]:
    """Loaded documents, those issued last first."""
    known = lists()
    if known is None:
        (table,) = service().tables(panel("documents"), rows=_ALL)
        return table.rows[start : start + most]
    wanted = known.latest(start, most)
    if not wanted:
        return ()
    (table,) = service().tables(panel("documents-some", document=wanted))
    return table.rows


def records() -> Mapping[str, int]:
    """How many records of each layer were read from all documents, and ``findings``; from the manifest."""
    counts: dict[str, int] = {}
    for entry in service().generation().manifest.documents.values():
        for layer, count in {**entry.counts, "findings": entry.findings or 0}.items():
            counts[layer] = counts.get(layer, 0) + count
    return counts


def provinces() -> Mapping[str, int]:
    """How many documents each province and the places in it have; nothing without an index."""
    known = lists()
    return known.by_province() if known is not None else {}


def agency_prefix(kind: str = "") -> str:
    """What the identifiers of all agencies begin with, or of those of one kind."""
    return f"{service().iris.base}agency/" + (f"{kind}/" if kind else "")


def agency_kinds() -> Sequence[AgencyKind]:
    """Kinds of agencies that the scheme knows, those with most duties first; nothing without an index."""
    known = lists()
    known_kinds = concepts("agency-type")
    return (
        [kind for kind in known.agency_kinds(agency_prefix()) if kind.name in known_kinds] if known is not None else ()
    )


def agencies_of(kind: str, start: int, most: int) -> Sequence[ListedAgency]:
    """Agencies of a kind, those with most duties first; nothing without an index."""
    known = lists()
    return known.agencies_of(agency_prefix(kind), start, most) if known is not None else ()
