"""Findings as lists: which ones a filter lets through, how many there are, and what each of them says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from ontology import LV, SH, XSD
from service import finding_index, query_files
from service.paging import windowed
from service.rows import Cell, Row
from service.sparql_text import RdfTerm
from service.state import service

Severity: TypeAlias = Literal["violation", "warning", "info"]
State: TypeAlias = Literal["standing", "new", "resolved"]
Order: TypeAlias = Literal["list", "latest"]

SEVERITIES: Final[Mapping[str, str]] = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
STATES: Final = ("standing", "new", "resolved")
_MOST: Final = 1_000_000
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; None and no documents mean any. ``documents`` are those of a document or of a place."""

    state: State = "standing"
    severity: Severity | None = None
    shape: str | None = None
    documents: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that show a finding, and their place in the source text of a document, in code points."""

    iri: str
    document: str
    text: str
    start: int
    end: int
    section: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One finding with its messages by language, the documents that it concerns and the passages that show it."""

    iri: str
    severity: Severity
    shape: str
    focus: str
    value: Cell | None
    messages: Mapping[str, str]
    first_seen: str | None
    last_seen: str | None
    resolved: bool
    documents: tuple[str, ...]
    passages: tuple[Passage, ...]


def counts(wanted: Filter) -> dict[tuple[str, Severity], int]:
    """How many findings of each shape and severity there are in the state and the documents asked for."""
    if wanted.documents is None:
        names = tuple(SEVERITIES)
        return {
            (shape, _name(names[rank])): count for (shape, rank), count in _index(wanted).counts(_since(wanted)).items()
        }
    values = _values(wanted)
    values.pop("severity")
    values.pop("shape")
    (table,) = service().tables(_query("total", wanted, values), rows=_MOST)
    return {
        (row["shape"].value, _severity(row["severity"])): int(row["count"].value)
        for row in table.rows
        if "shape" in row and "severity" in row
    }


def total(wanted: Filter, found: Mapping[tuple[str, Severity], int]) -> int:
    """How many of the counted findings the filter lets through."""
    return sum(
        count
        for (shape, severity), count in found.items()
        if wanted.shape in {None, shape} and wanted.severity in {None, severity}
    )


def findings(wanted: Filter, start: int, count: int, order: Order = "list") -> list[Listed]:
    """Some findings: the gravest first and those of one document together, or (``latest``) the newest first."""
    if wanted.documents is None:
        return described(_found(wanted, order, start, start + count))
    if wanted.documents == ():
        return []
    query = windowed(_query(order, wanted, _values(wanted)), start, count)
    (table,) = service().tables(query, rows=count)
    return described([row["finding"].value for row in table.rows])


def every(wanted: Filter) -> Iterator[list[Listed]]:
    """All findings that the filter lets through, in the order of the list, some hundreds at a time."""
    if wanted.documents is None:
        iris = _found(wanted, "list")
    elif wanted.documents == ():
        return iter(())
    else:
        (table,) = service().tables(windowed(_query("list", wanted, _values(wanted)), 0, _MOST), rows=_MOST)
        iris = [row["finding"].value for row in table.rows]
    return (described(iris[start : start + _AT_ONCE]) for start in range(0, len(iris), _AT_ONCE))


def described(iris: Sequence[str]) -> list[Listed]:
    """What the graph says of findings, in the order given; those that it does not know are left out."""
    if not iris:
        return []
    terms: dict[str, Sequence[RdfTerm]] = {"finding": [NamedNode(iri) for iri in iris]}
    texts = (query_files.query(f"findings/{name}", service().iris, terms) for name in ("some", "documents", "passages"))
    facts, documents, passages = service().tables(*texts, rows=_MOST)
    known = {row["finding"].value: row for row in facts.rows}
    concerned, shown = _by_finding(documents.rows), _by_finding(passages.rows)
    return [_listed(known[iri], concerned[iri], shown[iri]) for iri in iris if iri in known]


def documents_of_place(place: str) -> tuple[str, ...]:
    """The loaded documents of a place and of all places in it."""
    query = query_files.query("findings/place-documents", service().iris, {"place": [NamedNode(place)]})
    (table,) = service().tables(query, rows=_MOST)
    return tuple(sorted(row["document"].value for row in table.rows))


def checked_at() -> str | None:
    """When the graph was last checked, as xsd:dateTime; None when it never was."""
    (table,) = service().tables(query_files.query("findings/report", service().iris))
    return table.rows[0]["at"].value if table.rows else None


def as_of() -> str | None:
    """The day that the last check is as of (``2025-07-01``): by then some places are no more."""
    (table,) = service().tables(query_files.query("findings/report", service().iris))
    return _text(table.rows[0], "day") if table.rows else None


def _index(wanted: Filter) -> finding_index.Index:
    ranks = {term: rank for rank, term in enumerate(SEVERITIES.values())}
    return finding_index.index(resolved=wanted.state == "resolved", rank=ranks.__getitem__)


def _found(wanted: Filter, order: Order, start: int = 0, stop: int | None = None) -> list[str]:
    rank = None if wanted.severity is None else tuple(SEVERITIES).index(wanted.severity)
    index, iris = _index(wanted), service().iris
    places = index.found(rank, wanted.shape, _since(wanted), latest=order == "latest")
    return [iris.finding(one) for one in index.digits(places[start:stop])]


def _since(wanted: Filter) -> str | None:
    """When the check was made whose new findings are asked for; None for those of any."""
    return checked_at() if wanted.state == "new" else None


def _query(name: str, wanted: Filter, values: Mapping[str, Sequence[RdfTerm]]) -> str:
    documents = [NamedNode(document) for document in wanted.documents or ()]
    return query_files.query(f"findings/{name}-of-documents", service().iris, {**values, "document": documents})


def _values(wanted: Filter) -> dict[str, Sequence[RdfTerm]]:
    since = _since(wanted)
    return {
        "class": [NamedNode(LV.ResolvedFinding if wanted.state == "resolved" else LV.Finding)],
        "severity": [NamedNode(SEVERITIES[wanted.severity])] if wanted.severity else [],
        "shape": [NamedNode(wanted.shape)] if wanted.shape else [],
        "since": [RdfLiteral(since, datatype=XSD.dateTime.node)] if since else [],
    }


def _by_finding(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["finding"].value].append(row)
    return found


def _listed(row: Row, documents: Iterable[Row], passages: Iterable[Row]) -> Listed:
    concerned = tuple(one["document"].value for one in documents)
    own = next((one for one in concerned if row["focus"].value.startswith(one)), None)
    return Listed(
        iri=row["finding"].value,
        severity=_severity(row["severity"]),
        shape=row["shape"].value,
        focus=row["focus"].value,
        value=row.get("value"),
        messages={language: row[language].value for language in ("vi", "en") if language in row},
        first_seen=_text(row, "first"),
        last_seen=_text(row, "last"),
        resolved=row["class"].value == LV.ResolvedFinding,
        documents=tuple(sorted(concerned, key=lambda one: (one != own, one))),
        passages=tuple(sorted(map(_passage, passages), key=lambda one: (one.document != own, one.document, one.start))),
    )


def _passage(row: Row) -> Passage:
    return Passage(
        iri=row["passage"].value,
        document=row["document"].value,
        text=row["text"].value,
        start=int(row["start"].value),
        end=int(row["end"].value),
        section=_text(row, "section"),
    )


def _severity(cell: Cell) -> Severity:
    for name, term in SEVERITIES.items():
        if term == cell.value:
            return _name(name)
    raise ValueError(f"not a severity of SHACL: {cell.value}")


def _name(severity: str) -> Severity:
    return severity  # type: ignore[return-value]


def _text(row: Row, name: str) -> str | None:
    return row[name].value if name in row else None
