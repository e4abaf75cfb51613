"""``/health`` and ``/ready`` for what keeps the service running, and what a kind of problem means."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, jsonify

from ontology import CONTEXT_FILE
from service import query_files
from service.formats import JSON_LD
from service.pages import page
from service.problems import KINDS, Problem
from service.render import show
from service.state import service

blueprint = Blueprint("status", __name__)

OPENAPI_FILE = Path(__file__).parent / "openapi.json"


@blueprint.route("/health")
def health() -> Response:
    """That the process answers, whatever it holds."""
    return jsonify(status="ok")


@blueprint.route("/ready")
def ready() -> Response:
    """Which generation is served, once a query on it is answered; 503 before."""
    generation = service().generation()
    service().tables(query_files.query("describe/version", service().iris))
    return jsonify(status="ok", generation=generation.number, documents=len(generation.manifest.documents))


@blueprint.route("/openapi.json")
def openapi() -> Response:
    """The description of every route that answers in JSON (https://spec.openapis.org/oas/v3.1.0)."""
    return Response(OPENAPI_FILE.read_bytes(), content_type="application/json")


@blueprint.route("/context.jsonld")
def context() -> Response:
    """The JSON-LD context of the ontology."""
    return Response(CONTEXT_FILE.read_bytes(), content_type=JSON_LD.media_type)


@page("/problem/<slug>", blueprint)
def problem(slug: str) -> str:
    """What the address in a problem's ``type`` means."""
    if slug == "truncated":
        return show("truncated.html", rows=service().settings.result_rows)
    if slug not in KINDS:
        raise Problem("not-found", slug)
    return show("kind.html", kind=KINDS[slug])
