"""Pages of identifiers: a document with its facts beside its text, agencies, places, programmes, indicators, …"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import g

from ontology.iri import ParsedIri
from service import paging
from service.agency_page import agency_page
from service.document_page import document_page
from service.finding_pages import finding_page
from service.indicator_page import indicator_page
from service.links import local
from service.ontology_page import ontology_page
from service.place_page import place_page
from service.problems import Problem
from service.programme_page import programme_page
from service.render import found_or_problem, panel, show
from service.rows import Table
from service.shapes_page import shapes_page
from service.state import service

RESOURCE_ROWS = 500
"""Statements about a thing by other things that a page shows at once."""
GRAPH_ROWS = 300
"""Statements of a named graph that its page shows; its data has all of them."""


def thing_page(iri: str, parsed: ParsedIri) -> str:
    """The page of an identifier of this graph. Raises Problem (not-found) when the graph says nothing about it."""
    return _PAGES.get(parsed.kind, _resource)(iri)


def _graph(iri: str) -> str:
    (table,) = service().tables(panel("graph", thing=iri), rows=GRAPH_ROWS)
    found_or_problem(iri, table)
    return show("graph.html", (table,), names=[iri], iri=iri, table=table, path=local(iri, service().iris))


def _resource(iri: str) -> str:
    asked = paging.asked(RESOURCE_ROWS)
    inward = paging.windowed(panel("resource-in", thing=iri), asked.start, RESOURCE_ROWS + 1)
    out, speaking = service().tables(panel("resource-out", thing=iri), inward)
    found_or_problem(iri, out, speaking)
    rows = speaking.rows[:RESOURCE_ROWS]
    g.paging = paging.Page(asked.number, RESOURCE_ROWS, more=len(speaking.rows) > RESOURCE_ROWS)
    shown = (out, Table(speaking.columns, rows))
    return show("resource.html", shown, names=[iri], iri=iri, out=out.rows, inward=rows, paging=g.paging)


def _programme(iri: str) -> str:
    """A programme or a part of one; a component of another kind, such as a thematic programme, as any other thing."""
    try:
        return programme_page(iri)
    except Problem as problem:
        if problem.kind.slug != "not-found":
            raise
        return _resource(iri)


_PAGES: Mapping[str, Callable[[str], str]] = {
    "document": document_page,
    "agency": agency_page,
    "place": place_page,
    "programme": _programme,
    "indicator": indicator_page,
    "graph": _graph,
    "finding": finding_page,
    "ontology": lambda _: ontology_page(),
    "shapes": lambda _: shapes_page(),
}
