"""What a document says, for its page: the rows of its parts, and the facts of each section beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from graph.document_parts import Part, Parts, read_parts
from graph.layout import Heading
from ontology import LV
from service import lists
from service.render import panel
from service.rows import Row, Table
from service.source_lines import parse_range
from service.state import service

PANELS: Final[Mapping[str, str]] = {
    "target": "document-targets",
    "assignment": "document-assignments",
    "component": "document-components",
    "report": "document-reports",
    "citation": "document-citations",
    "link": "document-links",
    "recipient": "document-recipients",
}
"""The query that describes the parts of each kind."""
NAMELESS: Final = frozenset({"part", "passage", "finding"})
"""Columns whose things have no name of their own."""
MOST_PARTS: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Fact:
    """What one passage says in one way: its ``kind``, and a row for each of the agencies that it charges, say."""

    kind: str
    start: int
    end: int
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Beside:
    """A section of the text shown, None for what stands before the first heading, and its facts."""

    heading: Heading | None
    start: int
    facts: Sequence[Fact]


def parts_of(iri: str) -> Parts:
    """All parts of a loaded document and where they stand, kept for the generation."""

    def read() -> Parts:
        known = lists.counted()
        written = known.parts(iri) if known is not None else None
        if written is not None:
            return written
        (table,) = service().tables(panel("document-parts", document=iri), rows=MOST_PARTS)
        return read_parts((row["part"].value, row["passage"].value) for row in table.rows)

    return service().made(("parts", iri), read, lambda parts: parts.size + 500)


def described(iri: str, parts: Sequence[Part]) -> Mapping[str, Table]:
    """The rows of some parts of a document by their kind, in the order of the parts."""
    names: dict[str, dict[str, int]] = {}
    for place, part in enumerate(parts):
        if part.kind in PANELS:
            names.setdefault(part.kind, {})[f"{iri}/{part.name}"] = place
    tables = service().tables(*(panel(PANELS[kind], part=tuple(wanted)) for kind, wanted in names.items()))
    return {
        kind: Table(table.columns, tuple(sorted(table.rows, key=lambda row: wanted[row["part"].value])))
        for (kind, wanted), table in zip(names.items(), tables, strict=True)
    }


def findings_of(iri: str, rows: Sequence[Row]) -> Table:
    """What some findings say, each once, in their order, with its first passage in the document."""
    order = {row["finding"].value: place for place, row in enumerate(rows)}
    if not order:
        return Table((), ())
    (table,) = service().tables(panel("document-finding", finding=tuple(order)))
    found: dict[str, Row] = {}
    for row in sorted(table.rows, key=lambda row: _place(iri, row)):
        known = found.setdefault(row["finding"].value, row)
        if "passage" in known and _place(iri, known) == _ELSEWHERE:
            found[row["finding"].value] = {name: cell for name, cell in known.items() if name != "passage"}
    return Table(table.columns, tuple(sorted(found.values(), key=lambda row: order[row["finding"].value])))


_ELSEWHERE: Final = (1, 0, 0)


def _place(iri: str, row: Row) -> tuple[int, int, int]:
    """Where a finding's passage stands; one in another document, or none, comes last."""
    text, _, range_ = row["passage"].value.partition("#char=") if "passage" in row else ("", "", "")
    found = parse_range(range_)
    return (0, *found) if found and text == f"{iri}/text" else _ELSEWHERE


def names_in(tables: Iterable[Table]) -> set[str]:
    """The identifiers in some rows that have a name to show."""
    return {
        cell.value
        for table in tables
        for row in table.rows
        for column, cell in row.items()
        if cell.kind == "iri" and column not in NAMELESS
    }


def beside(
    sections: Sequence[Heading], tables: Mapping[str, Table], findings: Table, shown: tuple[int, int]
) -> list[Beside]:
    """The facts of each section in the order of the text; sections without any are left out."""
    facts = sorted(_facts(tables, findings, shown), key=lambda fact: (fact.start, fact.end))
    starts: list[tuple[int, Heading | None]] = [(shown[0], None), *((heading.start, heading) for heading in sections)]
    found: list[Beside] = []
    at = 0
    for place, (start, heading) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else shown[1]
        own = []
        while at < len(facts) and (facts[at].start < end or place + 1 == len(starts)):
            own.append(facts[at])
            at += 1
        if own:
            found.append(Beside(heading, start, own))
    return found


def _facts(tables: Mapping[str, Table], findings: Table, shown: tuple[int, int]) -> Iterable[Fact]:
    for kind, table in tables.items():
        said = ((row["passage"].value, _way(kind, row), row.get("object"), row) for row in table.rows)
        for (passage, way, _), rows in groupby(said, key=itemgetter(0, 1, 2)):
            yield Fact(way, *_range(passage), [row for *_, row in rows])
    for row in findings.rows:
        place = parse_range(row["passage"].value.rpartition("#char=")[2]) if "passage" in row else None
        if place and shown[0] <= place[0] < shown[1]:
            yield Fact("finding", *place, [row])


def _way(kind: str, row: Row) -> str:
    """The two roles of an assignment are facts of two kinds."""
    if kind != "assignment":
        return kind
    return "lead" if row["role"].value == LV.Lead else "coordinate"


def _range(passage: str) -> tuple[int, int]:
    start, _, end = passage.rpartition("#char=")[2].partition(",")
    return int(start), int(end)
