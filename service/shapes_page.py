"""``/shapes``: the rules that every document is held against, as SHACL and as a page with their reasons."""

from __future__ import annotations

from flask import Response

from service.formats import JSON_LD, TURTLE, Choice, Form
from service.jsonld import written
from service.relations import FORMS
from service.render import show
from service.state import service
from shapes.catalogue import shipped

_RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}


def shapes_page() -> str:
    """Every shape by name."""
    found = sorted(shipped(service().iris).shapes.values(), key=lambda shape: shape.iri)
    return show("shapes.html", shapes=found)


def data(form: Form, choice: Choice) -> Response:
    """The shapes as their files have them, in one of the forms for graphs (in Turtle for those that know graphs)."""
    graph = shipped(service().iris).full
    if form is JSON_LD:
        content = written(graph.serialize(format="nt", encoding="utf-8"), alone=choice.media_type == form.media_type)
        return Response(content, content_type=choice.content_type)
    if form not in FORMS:
        form, choice = TURTLE, Choice(TURTLE, TURTLE.media_type)
    return Response(graph.serialize(format=_RDFLIB[form.name], encoding="utf-8"), content_type=choice.content_type)
