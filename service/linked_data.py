"""Every identifier under the base answers at the same path on this host: as a page, or as RDF.

A document, being something that can be sent, is answered at its identifier (200). Agencies, places, programmes and the
like cannot: their identifiers redirect (303, https://www.w3.org/TR/cooluris/) to the page or the data about them.
"""

from __future__ import annotations

from typing import Literal

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pyoxigraph import NamedNode

from ontology.iri import ONTOLOGY, ParsedIri
from service import links, query_files
from service.formats import GRAPH_FORMS, HTML, SOURCE_TEXT, Choice, choose, named, offers
from service.i18n import LANGUAGES, language
from service.problems import Problem
from service.state import service
from service.things import thing_page

blueprint = Blueprint("linked_data", __name__)

IN_PLACE = frozenset({"document", "text", "graph", "ontology"})
"""Kinds that are documents themselves and so are answered at their identifier."""
MOST_TRIPLES = 1_000_000
"""What is said of one thing is sent whole; the limit in bytes holds."""


@blueprint.route("/<any(vi, en):language>/<path:path>")
def page(path: str) -> ResponseReturnValue:
    """The page about an identifier; parts of a document are shown on its page."""
    iri, parsed = _identified(path)
    if parsed.document is not None and parsed.kind != "document":
        return redirect(links.home(iri, service().iris, language()), 303)
    return thing_page(iri, parsed)


@blueprint.route("/<path:path>")
def dereference(path: str) -> ResponseReturnValue:
    """An identifier itself, or with a suffix (``.ttl``) the data about it."""
    stem, suffix = _suffixed(path)
    iri, parsed = _identified(stem)
    if suffix is not None:
        return _description(iri, parsed, suffix)
    choice = _choice(parsed)
    response = _answered(iri, parsed, choice)
    response.vary.update(["Accept"])
    return response


def _identified(path: str) -> tuple[str, ParsedIri]:
    iri = links.identifier(path, service().iris)
    parsed = links.parsed(iri, service().iris)
    if parsed is None:
        raise Problem("not-found", gettext("Không có trang nào và không định danh nào ở địa chỉ này."))
    return iri, parsed


def _suffixed(path: str) -> tuple[str, Choice | None]:
    stem, dot, suffix = path.rpartition(".")
    form = next((form for form in GRAPH_FORMS if form.name == suffix), None) if dot else None
    return (path, None) if form is None else (stem, Choice(form, form.media_type))


def _choice(parsed: ParsedIri) -> Choice:
    """A client that takes anything gets the page, for which a link in a text or a mail is meant, or a text itself."""
    forms = (SOURCE_TEXT, *GRAPH_FORMS) if parsed.kind == "text" else GRAPH_FORMS
    wanted, accept = request.args.get("format"), request.headers.get("Accept")
    page: Literal["first", "last"] = "last" if parsed.kind in {"text", "graph"} else "first"
    choice = named(wanted, forms) if wanted else choose(accept, forms, page)
    if choice is None:
        offered = ", ".join([HTML, *offers(forms)])
        raise Problem("not-acceptable", gettext("Có các dạng: %(forms)s.", forms=offered))
    return choice


def _answered(iri: str, parsed: ParsedIri, choice: Choice) -> Response:
    path = links.local(iri, service().iris)
    if choice.form is SOURCE_TEXT:
        return _source_text(parsed, choice)
    if choice.form is None:
        if parsed.kind in {"document", "ontology"}:
            return _page(iri, parsed, path)
        if parsed.document is not None:
            return _see_other(links.home(iri, service().iris, _reader()))
        return _see_other(f"/{_reader()}{path}")
    return _description(iri, parsed, choice) if parsed.kind in IN_PLACE else _see_other(f"{path}.{choice.form.name}")


def _page(iri: str, parsed: ParsedIri, path: str) -> Response:
    response = Response(thing_page(iri, parsed), content_type=f"{HTML}; charset=utf-8")
    alternates = [f'<{path}.{form.name}>; rel="alternate"; type="{form.media_type}"' for form in GRAPH_FORMS[:4]]
    response.headers["Link"] = ", ".join([f'<{iri}>; rel="canonical"', *alternates])
    return response


def _source_text(parsed: ParsedIri, choice: Choice) -> Response:
    text = service().source_text(parsed.document or "")
    if text is None:
        raise Problem("not-found", gettext("Kho không giữ nguyên văn của văn bản này."))
    return Response(text, content_type=choice.content_type)


def _reader() -> str:
    return request.accept_languages.best_match(LANGUAGES, LANGUAGES[0]) or LANGUAGES[0]


def _see_other(address: str) -> Response:
    response = Response(status=303, headers={"Location": address})
    response.vary.update(["Accept", "Accept-Language"])
    return response


def _description(iri: str, parsed: ParsedIri, choice: Choice) -> Response:
    """What the graph says of a thing, both ways; of a document with all its parts."""
    form = choice.form or GRAPH_FORMS[0]
    name = parsed.kind if parsed.kind in IN_PLACE else "thing"
    subject = {"text": parsed.document or iri, "ontology": ONTOLOGY.rstrip("#")}.get(parsed.kind, iri)
    query = query_files.query(f"describe/{name}", service().iris, {"thing": [NamedNode(subject)]})
    tag = service().tag(query, form.name)
    if request.if_none_match.contains(tag):
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    body = service().answer(query, form, rows=MOST_TRIPLES)
    if not body.size:
        raise Problem("not-found", gettext("Kho không có gì về %(iri)s.", iri=iri), None, iri=iri)
    response = Response(body.content, content_type=choice.content_type)
    response.headers["Link"] = f'<{iri}>; rel="describes"'
    if body.truncated:
        response.headers["Lienvan-Truncated"] = f"rows={MOST_TRIPLES}"
    response.set_etag(tag)
    response.cache_control.no_cache = True
    return response
