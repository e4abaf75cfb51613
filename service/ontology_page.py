"""The page of the ontology: every class and property with its words, its place and the standard terms above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from service.render import panel, prefixed, show
from service.rows import Cell, Row
from service.state import service


@dataclass(slots=True)
class TermEntry:
    """One term as the page shows it; a term with two classes or ranges has one entry."""

    name: str
    label: str
    comment: str
    kinds: list[str] = field(default_factory=list)
    domains: list[Cell] = field(default_factory=list)
    ranges: list[Cell] = field(default_factory=list)
    above: list[Cell] = field(default_factory=list)


def ontology_page() -> str:
    """All terms by name."""
    (table,) = service().tables(panel("ontology"), rows=100_000)
    return show("ontology.html", (table,), terms=entries(table.rows), pages=_documentation())


def _documentation() -> list[str]:
    """What pyLODE wrote at build: ``lienvan``, and each scheme; none where it was not built."""
    files = (service().static / "build" / "ontology").glob("*.vi.html")
    return sorted(path.name.removesuffix(".vi.html") for path in files)


def entries(rows: Iterable[Row]) -> list[TermEntry]:
    """The terms of some rows, each once, with everything that its rows say."""
    found: dict[str, TermEntry] = {}
    for row in rows:
        name = row["term"].value.rpartition("#")[2]
        entry = found.setdefault(name, TermEntry(name, row["label"], row.get("comment", Cell("", "literal"))))
        kind = prefixed(row["class"])
        if kind not in entry.kinds:
            entry.kinds.append(kind)
        for variable, values in (("domain", entry.domains), ("range", entry.ranges), ("above", entry.above)):
            if variable in row and row[variable] not in values:
                values.append(row[variable])
    return list(found.values())
