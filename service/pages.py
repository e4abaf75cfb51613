"""Pages that are no identifier's: home, documents, indicators, findings, and the SPARQL page with its answers."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request, send_from_directory
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.problems import Problem
from service.questions import catalogue
from service.render import panel, show
from service.sparql_page import answer_page, editor_page, example  # noqa: F401
from service.state import service

blueprint = Blueprint("pages", __name__)

HOME_DOCUMENTS = 20
PAGE_DOCUMENTS = 100

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
