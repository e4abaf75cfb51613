"""Pages that are no identifier's: home, documents, indicators, findings, and the SPARQL page with its answers."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request, send_from_directory
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.evaluation import Dataset
from service.formats import JSON, TURTLE
from service.problems import Problem
from service.questions import catalogue
from service.render import panel, show
from service.rows import read_results
from service.sparql_text import QueryText
from service.state import service

blueprint = Blueprint("pages", __name__)

HOME_DOCUMENTS = 20
PAGE_DOCUMENTS = 100
EXAMPLE = "example"

View = Callable[..., ResponseReturnValue]


def page(rule: str, owner: Blueprint = blueprint) -> Callable[[View], View]:
    """A page of the blueprint ``owner`` at ``rule`` in Vietnamese, and below ``/vi`` and ``/en``."""

    def register(view: View) -> View:
        owner.add_url_rule(rule, view.__name__, view)
        owner.add_url_rule(f"/<any(vi, en):language>{rule}", view.__name__, view)
        return view

    return register


@page("/")
def home() -> str:
    """What is in the graph."""
    try:
        counts, documents = service().tables(panel("home-counts"), panel("documents"))
    except Problem as problem:
        if problem.kind.slug != "no-store":
            raise
        return show("empty.html", store=service().settings.store)
    return show(
        "home.html",
        (counts, documents),
        counts={row["class"].value: int(row["count"].value) for row in counts.rows},
        documents=documents.rows[:HOME_DOCUMENTS],
        total=len(documents.rows),
        questions=list(catalogue().values()),
        example=example(),
        generation=service().generation().number,
    )


@page("/documents")
def documents() -> str:
    """All loaded documents, a hundred at a time."""
    (table,) = service().tables(panel("documents"), rows=1_000_000)
    start = max(0, request.args.get("from", 0, type=int))
    shown = table.rows[start : start + PAGE_DOCUMENTS]
    following = start + PAGE_DOCUMENTS
    return show(
        "documents.html",
        (type(table)(table.columns, shown),),
        documents=shown,
        total=len(table.rows),
        start=start,
        before=max(0, start - PAGE_DOCUMENTS) if start else None,
        after=following if following < len(table.rows) else None,
    )


@page("/indicators")
def indicators() -> str:
    """All indicators that some document sets a target for."""
    (table,) = service().tables(panel("indicators"))
    return show("indicators.html", (table,), rows=table.rows)


@page("/findings")
def findings() -> str:
    """What the checks found."""
    (table,) = service().tables(panel("findings"))
    return show("findings.html", (table,), rows=table.rows, truncated=table.truncated)


@blueprint.route("/ontology/docs/<name>")
def ontology_docs(name: str) -> ResponseReturnValue:
    """The ontology (``lienvan.en.html``) or a scheme (``indicators.vi.html``) as pyLODE wrote it at build."""
    folder = service().static / "build" / "ontology"
    if not (folder / name).is_file():
        raise Problem("not-found", gettext("Trang %(name)s chưa được dựng: chạy make setup.", name=name))
    return send_from_directory(folder, name)


def example() -> str:
    """The query that the SPARQL page starts with."""
    return panel(EXAMPLE)


def editor_page(query: str) -> str:
    """The SPARQL page without an answer."""
    return show(
        "sparql.html", query=query or example(), settings=service().settings, table=None, graph=None, answer=None
    )


def answer_page(query: str, words: QueryText, dataset: Dataset) -> str:
    """The SPARQL page with the answer to a query as a table, a yes or no, or Turtle."""
    settings = service().settings
    if words.form not in {"SELECT", "ASK"}:
        body = service().answer(query, TURTLE, dataset)
        graph = body.content.decode("utf-8")
        return show(
            "sparql.html",
            query=query,
            settings=settings,
            table=None,
            graph=graph,
            answer=None,
            truncated=body.truncated,
        )
    body = service().answer(query, JSON, dataset)
    results = read_results(body.content, truncated=body.truncated)
    if isinstance(results, bool):
        return show("sparql.html", query=query, settings=settings, table=None, graph=None, answer=results)
    return show("sparql.html", query=query, settings=settings, table=results, graph=None, answer=None)
