"""``/data``: the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).

A graph is named by ``?graph=IRI``, the default graph (what is in no named graph, not the union that queries see) by
``?default``, and the graphs ``{base}data/…`` by their own paths under ``/data/``. A POST to ``/data`` itself makes a
new one of those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from flask import Blueprint, Response, request
from flask_babel import gettext
from pyoxigraph import NamedNode, RdfFormat

from graph.editing import Change, Edited, Payload, Removal, Write
from service.answering import describe, respond
from service.formats import GRAPH_FORMS, choose, named, offers
from service.problems import Problem
from service.state import service
from service.writing import authorize, publish

blueprint = Blueprint("graph_store", __name__)

PATH = "data"
_MULTIPART = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Target:
    """The graph that a request is about; ``iri`` is None for the default graph, ``new`` for one to be made."""

    iri: str | None
    new: bool = False


@blueprint.route("/data", methods=["GET", "PUT", "POST", "DELETE"])
@blueprint.route("/data/<path:name>", methods=["GET", "PUT", "POST", "DELETE"])
def graph(name: str | None = None) -> Response:
    """Reads, replaces, adds to or removes one graph."""
    target = _target(name)
    match request.method:
        case "PUT" | "POST":
            return _write(target, replace=request.method == "PUT")
        case "DELETE":
            authorize()
            return _done(publish(Removal(target.iri)), 200)
        case _:
            return _read(target)


def _target(name: str | None) -> Target:
    """Which graph is meant (sections 4.1 and 4.2). Raises Problem where it is none, or more than one."""
    graphs, default = request.args.getlist("graph"), "default" in request.args
    base = service().settings.base
    if name is not None and not graphs and not default:
        return Target(_absolute(f"{base}{PATH}/{name}"))
    if name is not None or len(graphs) + default > 1:
        raise Problem("bad-request", gettext("Hãy nêu đúng một đồ thị: ?graph=IRI hoặc ?default."))
    if graphs:
        return Target(_absolute(graphs[0]))
    if default:
        return Target(None)
    if request.method == "POST":
        return Target(f"{base}{PATH}/{uuid4()}", new=True)
    raise Problem("bad-request", gettext("Hãy nêu đồ thị: ?graph=IRI hoặc ?default."))


def _absolute(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise Problem("bad-request", gettext("%(iri)s không phải IRI tuyệt đối.", iri=f"{iri} ({error})")) from None


def _read(target: Target) -> Response:
    wanted, accept = request.args.get("format"), request.headers.get("Accept")
    choice = named(wanted, GRAPH_FORMS) if wanted else choose(accept, GRAPH_FORMS)
    if choice is None or choice.form is None:
        detail = gettext("Có các dạng: %(forms)s.", forms=", ".join(offers(GRAPH_FORMS)))
        raise Problem("not-acceptable", detail, None, forms=[form.name for form in GRAPH_FORMS])
    tag = service().tag("graph", target.iri, choice.media_type)
    if request.if_none_match.contains(tag):
        return describe(Response(status=304), tag)
    return describe(respond(service().dump(target.iri, choice.form), choice, choice.form), tag)


def _write(target: Target, *, replace: bool) -> Response:
    authorize()
    change: Change = Write(target.iri, _payloads(target), replace)
    edited = publish(change)
    if not edited.created:
        return _done(edited, 204 if replace else 200)
    response = _done(edited, 201)
    if target.new and target.iri is not None:
        response.headers["Location"] = f"/{target.iri.removeprefix(service().settings.base)}"
    return response


def _payloads(target: Target) -> Sequence[Payload]:
    """What was sent: one document, or the files of a form."""
    base = target.iri or service().settings.base
    if request.mimetype == _MULTIPART:
        files = [file for name in request.files for file in request.files.getlist(name)]
        return [Payload(file.read(), _media_type(file.mimetype), base) for file in files]
    content = request.get_data()
    return [Payload(content, _media_type(request.mimetype), base)] if content else []


def _media_type(sent: str) -> str:
    form = offers(GRAPH_FORMS).get(sent)
    if form is None or RdfFormat.from_media_type(form.media_type) is None:
        known = ", ".join(form.media_type for form in GRAPH_FORMS)
        raise Problem("unsupported-media-type", gettext("Gửi đồ thị bằng %(forms)s.", forms=known))
    return form.media_type


def _done(edited: Edited, status: int) -> Response:
    return Response(status=status, headers={"Lienvan-Generation": str(edited.generation)})
