"""The page at ``/sparql``: a plain form that works everywhere, dressed as YASGUI where script runs.

``/sparql/terms.json`` has what the editor completes: the prefixes, and the classes and properties of the graph with
their names in the reader's language. The editor asks nobody else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, request

from ontology import PREFIXES, PROV, RDF, RDFS, SKOS
from service import questions
from service.choices import ParameterError
from service.evaluation import Dataset
from service.formats import JSON, TURTLE
from service.i18n import language
from service.ontology_page import entries
from service.problems import Problem
from service.questions import catalogue
from service.render import panel, show
from service.rows import Table, read_results
from service.sparql_text import QueryText
from service.state import service

blueprint = Blueprint("sparql_page", __name__)

EXAMPLE: Final = "example"
STANDARD: Final = (RDF.type, RDFS.label, RDFS.comment, SKOS.prefLabel, SKOS.altLabel, PROV.wasQuotedFrom)
"""Properties of other vocabularies that queries on this graph need most."""


def example() -> str:
    """The query that the page starts with."""
    return panel(EXAMPLE)


def editor_page(query: str) -> str:
    """The page without an answer; without a query, that of ``?example=lead-agency``, or one to begin with."""
    return _show(query or _asked_for() or example(), examples=True)


def answer_page(query: str, words: QueryText, dataset: Dataset) -> str:
    """The page with the answer to a query as a table, a yes or no, or Turtle."""
    if words.form not in {"SELECT", "ASK"}:
        body = service().answer(query, TURTLE, dataset)
        return _show(query, graph=body.content.decode("utf-8"), truncated=body.truncated)
    body = service().answer(query, JSON, dataset)
    results = read_results(body.content, truncated=body.truncated)
    if isinstance(results, bool):
        return _show(query, answer=results)
    return _show(query, table=results, truncated=results.truncated)


def _show(
    query: str,
    *,
    table: Table | None = None,
    graph: str | None = None,
    answer: bool | None = None,
    truncated: bool = False,
    examples: bool = False,
) -> str:
    return show(
        "sparql.html",
        query=query,
        settings=service().settings,
        table=table,
        graph=graph,
        answer=answer,
        truncated=truncated,
        fresh=not examples or "example" in request.args,
        questions=list(catalogue().values()),
    )


def _asked_for() -> str | None:
    """The query of the question that the address names, with its examples as parameters."""
    found = catalogue().get(request.args.get("example", ""))
    if found is None:
        return None
    given = {parameter.name: parameter.example for parameter in found.parameters if parameter.required}
    try:
        return questions.written(found, given, lambda query: service().tables(query)[0], service().iris, language())
    except (ParameterError, Problem):
        return questions.as_it_stands(found, service().iris)


@blueprint.route("/sparql/terms.json")
@blueprint.route("/<any(vi, en):language>/sparql/terms.json")
def terms() -> Response:
    """What the editor completes; while nothing is loaded, the prefixes alone."""
    try:
        (table,) = service().tables(panel("ontology"), rows=100_000)
    except Problem as problem:
        if problem.kind.slug != "no-store":
            raise
        return Response(
            json.dumps({"prefixes": PREFIXES, "classes": {}, "properties": {}}), mimetype="application/json"
        )
    classes: dict[str, str] = {}
    properties: dict[str, str] = dict.fromkeys(STANDARD, "")
    for entry in entries(table.rows):
        into = properties if any(kind.endswith("Property") for kind in entry.kinds) else classes
        into[PREFIXES["lv"] + entry.name] = str(entry.label)
        into |= {above.value: into.get(above.value, "") for above in entry.above}
    document: Mapping[str, Any] = {"prefixes": PREFIXES, "classes": classes, "properties": properties}
    response = Response(json.dumps(document, ensure_ascii=False), content_type="application/json")
    response.set_etag(service().tag("terms", language()))
    response.make_conditional(request)
    return response
