"""Pages that are no identifier's: indicators, findings, and the ontology's documentation."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, send_from_directory
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service import lists
from service.problems import Problem
from service.render import show
from service.state import service

blueprint = Blueprint("pages", __name__)

View = Callable[..., ResponseReturnValue]


def page(rule: str, owner: Blueprint = blueprint) -> Callable[[View], View]:
    """A page of the blueprint ``owner`` at ``rule`` in Vietnamese, and below ``/vi`` and ``/en``."""

    def register(view: View) -> View:
        owner.add_url_rule(rule, view.__name__, view)
        owner.add_url_rule(f"/<any(vi, en):language>{rule}", view.__name__, view)
        return view

    return register


@page("/indicators")
def indicators() -> str:
    """All indicators that some document sets a target for."""
    rows = lists.indicators()
    return show(
        "indicators.html",
        names={row[name].value for row in rows for name in ("indicator", "theme") if name in row},
        rows=rows,
    )


@blueprint.route("/ontology/docs/<name>")
def ontology_docs(name: str) -> ResponseReturnValue:
    """The ontology (``lienvan.en.html``) or a scheme (``indicators.vi.html``) as pyLODE wrote it at build."""
    folder = service().static / "build" / "ontology"
    if not (folder / name).is_file():
        raise Problem("not-found", gettext("Trang %(name)s chưa được dựng: chạy make setup.", name=name))
    return send_from_directory(folder, name)
