"""Every identifier under the base answers at the same path on this host: as a page, or as RDF.

A document, being something that can be sent, is answered at its identifier (200). Agencies, places, programmes and the
like cannot: their identifiers redirect (303, https://www.w3.org/TR/cooluris/) to the page or the data about them.
What is said of a thing comes in pages, which ``Link`` headers lead through (RFC 8288).
"""

from __future__ import annotations

from typing import Literal

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pyoxigraph import NamedNode

from ontology.iri import ONTOLOGY, ParsedIri
from service import feeds, links, paging, query_files, shapes_page
from service.formats import GRAPH_FORMS, HTML, JSON_LD, N_TRIPLES, SOURCE_TEXT, Choice, Form, choose, named, offers
from service.i18n import LANGUAGES, language
from service.jsonld import CONTEXT_RELATION, written
from service.problems import Problem
from service.relations import relate
from service.state import service
from service.things import thing_page

blueprint = Blueprint("linked_data", __name__)

IN_PLACE = frozenset({"document", "text", "graph", "ontology", "shapes"})
"""Kinds that are documents themselves and so are answered at their identifier."""
PAGE, GRAPH_PAGE, WHOLE = 5_000, 100_000, 1_000_000
"""Statements on one page of what is said of a thing, of a named graph, and of what is sent whole."""


@blueprint.route("/<any(vi, en):language>/<path:path>")
def page(path: str) -> ResponseReturnValue:
    """The page about an identifier; parts of a document are shown on its page."""
    iri, parsed = _identified(path)
    if parsed.document is not None and parsed.kind != "document":
        return _see_other(links.home(iri, service().iris, language()), iri, parsed)
    return _page(iri, parsed)


@blueprint.route("/ontology/<version>")
def version(version: str) -> ResponseReturnValue:
    """A version of the ontology (``owl:versionIRI``): the one that is served, or none."""
    iri, parsed = _identified("ontology")
    known = query_files.query("describe/version", service().iris)
    if version not in {row["version"].value for row in service().tables(known)[0].rows}:
        raise Problem("not-found", gettext("Không có phiên bản %(version)s ở đây.", version=version))
    return _see_other("/ontology", iri, parsed)


@blueprint.route("/<path:path>")
def dereference(path: str) -> ResponseReturnValue:
    """An identifier itself, or with a suffix (``.ttl``) the data about it."""
    if path.endswith(feeds.SUFFIX):
        return feeds.feed(*_identified(path.removesuffix(feeds.SUFFIX)))
    stem, suffix = _suffixed(path)
    iri, parsed = _identified(stem)
    if suffix is not None:
        return _description(iri, parsed, suffix)
    response = _answered(iri, parsed, _choice(parsed))
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
        return _source_text(iri, parsed, choice)
    if choice.form is None:
        if parsed.kind in {"document", "ontology", "shapes"}:
            return _page(iri, parsed)
        if parsed.document is not None:
            return _see_other(links.home(iri, service().iris, _reader()), iri, parsed)
        return _see_other(f"/{_reader()}{path}", iri, parsed)
    if parsed.kind in IN_PLACE:
        return _description(iri, parsed, choice)
    return _see_other(f"{path}.{choice.form.name}", iri, parsed)


def _page(iri: str, parsed: ParsedIri) -> Response:
    g.thing = (iri, parsed)
    try:
        content = thing_page(iri, parsed)
    except Problem as problem:
        raise _gone(problem, parsed) from None
    return relate(Response(content, content_type=f"{HTML}; charset=utf-8"), iri, parsed, service().iris, None)


def _gone(problem: Problem, parsed: ParsedIri) -> Problem:
    """410 (RFC 9110, 15.5.11) where the graph knows nothing of a document, or its parts, because it was taken out."""
    since = service().generation().manifest.gone.get(parsed.document or "")
    if problem.kind.slug != "not-found" or since is None:
        return problem
    detail = gettext("Kho từng có văn bản này; nó đã được lấy ra lúc %(time)s.", time=since)
    return Problem("gone", detail, None, iri=parsed.document, since=since)


def _source_text(iri: str, parsed: ParsedIri, choice: Choice) -> Response:
    text = service().source_text(parsed.document or "")
    if text is None:
        raise _gone(Problem("not-found", gettext("Kho không giữ nguyên văn của văn bản này.")), parsed)
    response = Response(text, content_type=choice.content_type)
    return relate(response, iri, parsed, service().iris, SOURCE_TEXT)


def _reader() -> str:
    return request.accept_languages.best_match(LANGUAGES, LANGUAGES[0]) or LANGUAGES[0]


def _see_other(address: str, iri: str, parsed: ParsedIri) -> Response:
    response = Response(status=303, headers={"Location": address})
    response.vary.update(["Accept", "Accept-Language"])
    return relate(response, iri, parsed, service().iris, None)


def _description(iri: str, parsed: ParsedIri, choice: Choice) -> Response:
    """What the graph says of a thing, both ways; of a document with all its parts; page by page."""
    form = choice.form or GRAPH_FORMS[0]
    if parsed.kind == "shapes":
        return relate(shapes_page.data(form, choice), iri, parsed, service().iris, form)
    query, asked = _query(iri, parsed)
    tag = service().tag(query, choice.media_type)
    if request.if_none_match.contains(tag):
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    body = service().answer(query, N_TRIPLES if form is JSON_LD else form, rows=asked.size)
    if body.size == 0:
        raise _gone(Problem("not-found", gettext("Kho không có gì về %(iri)s.", iri=iri), None, iri=iri), parsed)
    g.paging = paging.Page(asked.number, asked.size, more=body.truncated)
    response = Response(_serialised(body.content, form, choice), content_type=choice.content_type)
    relate(response, iri, parsed, service().iris, form)
    if choice.media_type == "application/json":
        response.headers["Link"] += f', <{request.url_root}context.jsonld>; rel="{CONTEXT_RELATION}"'
    response.set_etag(tag)
    response.cache_control.no_cache = True
    return response


def _query(iri: str, parsed: ParsedIri) -> tuple[str, paging.Page]:
    name = parsed.kind if parsed.kind in IN_PLACE else "thing"
    subject = {"text": parsed.document or iri, "ontology": ONTOLOGY.rstrip("#")}.get(parsed.kind, iri)
    query = query_files.query(f"describe/{name}", service().iris, {"thing": [NamedNode(subject)]})
    if name == "ontology":
        return query, paging.Page(1, WHOLE)
    asked = paging.asked(GRAPH_PAGE if name == "graph" else PAGE)
    return paging.windowed(query, asked.start, asked.size + 1), asked


def _serialised(content: bytes, form: Form, choice: Choice) -> bytes:
    return written(content, alone=choice.media_type == JSON_LD.media_type) if form is JSON_LD else content
