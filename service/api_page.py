"""``/api``: how other programs use the service, with examples that a test runs."""

from __future__ import annotations

from flask import Blueprint, request

from service.pages import page
from service.render import show
from service.state import service

blueprint = Blueprint("api", __name__)

QUERY = """PREFIX lv: <https://w3id.org/lienvan/ontology#>
SELECT ?plan ?number { ?plan a lv:Plan ; lv:number ?number } LIMIT 5"""


@page("/api", blueprint)
def api() -> str:
    """curl, Python, R, OpenRefine, and what every client may expect."""
    root = request.url_root.rstrip("/")
    return show("api.html", root=root, query=QUERY, settings=service().settings)
