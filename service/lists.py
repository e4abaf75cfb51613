"""The lists that the pages lead in by: documents, agencies by kind, provinces; from the index, or without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.fulltext import IndexMissingError
from graph.fulltext_lists import AgencyKind, ListedAgency, Lists
from graph.page_lists import PageLists, page_lists
from ontology.schemes import concepts
from service.render import panel
from service.rows import Cell, Row, Table
from service.state import service

_ALL = 1_000_000
_NOTHING = Table((), ())


def lists() -> Lists | None:
    """The lists of the current generation's index; None for a generation that was made without one."""
    try:
        return Lists(service().generation().path)
    except IndexMissingError:
        return None


def counted() -> PageLists | None:
    """What the current generation counted at load; None for one that was made without."""
    return page_lists(service().generation().path)


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


def indicators() -> Sequence[Row]:
    """The indicators that targets are set for, by theme, those with most targets first."""
    known = counted()
    if known is None:
        (table,) = service().tables(panel("indicators"))
        return table.rows
    counts = dict(known.indicators())
    (table,) = service().tables(panel("indicator-themes", indicator=tuple(counts))) if counts else (_NOTHING,)
    themes = {row["indicator"].value: row["theme"] for row in table.rows}
    rows = [
        _with_count(iri, count) | ({"theme": themes[iri]} if iri in themes else {}) for iri, count in counts.items()
    ]
    return sorted(rows, key=lambda row: (str(row.get("theme", "")), -int(row["count"]), row["indicator"].value))


def named_indicators() -> Sequence[Row]:
    """The same with their names (``label``) in the reader's language and by these; one without is left out."""
    known = counted()
    if known is None:
        (table,) = service().tables(panel("target-indicators"))
        return table.rows
    counts = dict(known.indicators())
    (table,) = service().tables(panel("indicator-names", indicator=tuple(counts))) if counts else (_NOTHING,)
    return [{**row, **_with_count(row["indicator"].value, counts[row["indicator"].value])} for row in table.rows]


def _with_count(indicator: str, count: int) -> dict[str, Cell]:
    return {"indicator": Cell(indicator, "iri"), "count": Cell(str(count), "literal")}


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
