"""Rows of query results as plain values, which travel between processes and stand in templates as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import IO, Literal, Self

from pyoxigraph import (
    BlankNode,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)
from pyoxigraph import Literal as RdfLiteral

from service.sparql_text import RdfTerm


class Cell(str):
    """One term of a result: a string that is its value and knows what kind of term it is."""

    __slots__ = ("datatype", "kind", "language")

    kind: Literal["iri", "literal", "blank"]
    language: str | None
    datatype: str | None

    def __new__(
        cls,
        value: str,
        kind: Literal["iri", "literal", "blank"],
        language: str | None = None,
        datatype: str | None = None,
    ) -> Self:
        """``Cell("Phòng Y tế", "literal", "vi")``."""
        made = super().__new__(cls, value)
        made.kind, made.language, made.datatype = kind, language, datatype
        return made

    def __getnewargs__(self) -> tuple[str, str, str | None, str | None]:  # type: ignore[override]
        return str(self), self.kind, self.language, self.datatype

    @property
    def value(self) -> str:
        """The value alone."""
        return str.__str__(self)


Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a SELECT; unbound variables are absent from a row. ``truncated`` when the row limit cut them off."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    truncated: bool = False


def table_of(results: QuerySolutions, most: int | None = None) -> Table:
    """The rows of some solutions as plain values, the first ``most`` of them."""
    columns = tuple(variable.value for variable in results.variables)
    found = tuple(
        {column: cell(term) for column, term in zip(columns, solution, strict=True) if term is not None}
        for solution in islice(results, None if most is None else most + 1)
    )
    return Table(columns, found[:most], truncated=most is not None and len(found) > most)


def cell(term: RdfTerm) -> Cell:
    """A term as a plain value. A quoted triple, which the graph never holds, becomes its text."""
    match term:
        case NamedNode():
            return Cell(term.value, "iri")
        case RdfLiteral():
            return Cell(term.value, "literal", term.language, term.datatype.value)
        case BlankNode():
            return Cell(term.value, "blank")
        case Triple():
            return Cell(str(term), "literal")


def write_csv(results: QuerySolutions, output: IO[bytes], most: int | None = None) -> tuple[int, bool]:
    """Writes solutions as SPARQL's CSV, the first ``most`` of them; gives how many, and whether there were more.

    The engine's own CSV leaves an IRI with a comma unquoted, and every passage has one: ``…/text#char=120,180``.
    """
    text = io.TextIOWrapper(output, encoding="utf-8", newline="")
    rows = csv.writer(text)
    rows.writerow([variable.value for variable in results.variables])
    number = 0
    for solution in islice(results, most):
        rows.writerow([_plain(term) for term in solution])
        number += 1
    text.detach()
    return number, next(results, None) is not None


def _plain(term: RdfTerm | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, BlankNode | Triple) else term.value


def read_results(content: bytes, *, truncated: bool) -> Table | bool:
    """The rows, or the yes or no, of an answer in SPARQL's JSON form."""
    results = parse_query_results(content, QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean):
        return bool(results)
    return replace(table_of(results), truncated=truncated)
