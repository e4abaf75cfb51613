"""Pages of identifiers: a document with its facts beside its text, agencies, places, programmes, indicators, …"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

from flask import g, request

from ontology import LV
from ontology.iri import ParsedIri
from service import paging
from service.as_of import as_of
from service.document_page import document_page
from service.links import local
from service.ontology_page import ontology_page
from service.problems import Problem
from service.programme_page import programme_page
from service.render import panel, panels, show
from service.rows import Row, Table
from service.shapes_page import shapes_page
from service.state import service

AGENCY_PANELS = ("facts", "assignments", "reports", "documents")
PLACE_PANELS = ("facts", "documents", "targets", "agencies", "parts", "changes")
INDICATOR_PANELS = ("facts", "targets")
RESOURCE_ROWS = 500
"""Statements about a thing by other things that a page shows at once."""
GRAPH_ROWS = 300
"""Statements of a named graph that its page shows; its data has all of them."""

Facts = Mapping[str, list[Row]]


def thing_page(iri: str, parsed: ParsedIri) -> str:
    """The page of an identifier of this graph. Raises Problem (not-found) when the graph says nothing about it."""
    return _PAGES.get(parsed.kind, _resource)(iri)


def _facts(table: Table) -> Facts:
    """Rows of property and value, by the property's name: ``facts["number"]``."""
    facts: dict[str, list[Row]] = {}
    for row in table.rows:
        facts.setdefault(row["property"].value.rpartition("#")[2].rpartition("/")[2], []).append(row)
    return facts


def _found(iri: str, *tables: Table) -> None:
    if not any(table.rows for table in tables):
        raise Problem("not-found", f"<{iri}>", None, iri=iri)


def _agency(iri: str) -> str:
    tables = panels("agency", AGENCY_PANELS, agency=iri)
    _found(iri, *tables.values())
    by_document = [
        (
            document,
            [row for row in rows if row["role"].value == LV.Lead],
            [row for row in rows if row["role"].value != LV.Lead],
        )
        for document, rows in (
            (key, list(group))
            for key, group in groupby(tables["assignments"].rows, key=lambda row: row["document"].value)
        )
    ]
    facts = _facts(tables["facts"])
    return show("agency.html", tables.values(), names=[iri], iri=iri, facts=facts, panels=tables, duties=by_document)


def _place(iri: str) -> str:
    tables = panels("place", PLACE_PANELS, place=iri)
    _found(iri, *tables.values())
    seen = as_of(iri, request.args.get("asOf"), tables["changes"])
    named = [*tables.values(), *([seen.answer.table] if seen and seen.answer else [])]
    return show("place.html", named, names=[iri], iri=iri, facts=_facts(tables["facts"]), panels=tables, as_of=seen)


def _indicator(iri: str) -> str:
    tables = panels("indicator", INDICATOR_PANELS, indicator=iri)
    _found(iri, *tables.values())
    return show("indicator.html", tables.values(), names=[iri], iri=iri, facts=_facts(tables["facts"]), panels=tables)


def _graph(iri: str) -> str:
    (table,) = service().tables(panel("graph", thing=iri), rows=GRAPH_ROWS)
    _found(iri, table)
    return show("graph.html", (table,), names=[iri], iri=iri, table=table, path=local(iri, service().iris))


def _resource(iri: str) -> str:
    asked = paging.asked(RESOURCE_ROWS)
    inward = paging.windowed(panel("resource-in", thing=iri), asked.start, RESOURCE_ROWS + 1)
    out, speaking = service().tables(panel("resource-out", thing=iri), inward)
    _found(iri, out, speaking)
    rows = speaking.rows[:RESOURCE_ROWS]
    g.paging = paging.Page(asked.number, RESOURCE_ROWS, more=len(speaking.rows) > RESOURCE_ROWS)
    shown = (out, Table(speaking.columns, rows))
    return show("resource.html", shown, names=[iri], iri=iri, out=out.rows, inward=rows, paging=g.paging)


_PAGES: Mapping[str, Callable[[str], str]] = {
    "document": document_page,
    "agency": _agency,
    "place": _place,
    "programme": programme_page,
    "indicator": _indicator,
    "graph": _graph,
    "ontology": lambda _: ontology_page(),
    "shapes": lambda _: shapes_page(),
}
