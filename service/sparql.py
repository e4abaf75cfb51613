"""``/sparql``: the SPARQL 1.1 Protocol for queries and updates (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, request
from flask_babel import gettext

from graph.editing import Update
from service import observing
from service.answering import describe, respond
from service.asked import Asked, asked
from service.description import service_description
from service.evaluation import Body, Dataset
from service.formats import GRAPH_FORMS, RESULT_FORMS, Choice, Form, choose, named, offers
from service.kept import keep
from service.problems import Problem
from service.sparql_page import answer_page, editor_page
from service.sparql_text import QueryText, endpoints, read_query
from service.state import service
from service.update_text import read_update
from service.writing import authorize, publish

blueprint = Blueprint("sparql", __name__)

UPDATE_LENGTH = 1_000_000
"""Characters of an update; more data goes to the graph store."""


@blueprint.route("/sparql", methods=["GET", "POST"])
@blueprint.route("/<any(vi, en):language>/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answers a query or carries out an update; without either it describes itself, to a browser with an editor."""
    wanted = asked()
    if wanted.update is not None:
        return _updated(wanted.update, wanted.dataset)
    if wanted.query is None:
        return _without_query(wanted)
    noted = observing.ask(wanted.query)
    words = _checked(wanted.query, wanted.dataset)
    forms = RESULT_FORMS if words.form in {"SELECT", "ASK"} else GRAPH_FORMS
    choice = _choice(wanted.form, forms)
    if choice.form is None:
        return Response(answer_page(wanted.query, words, wanted.dataset), headers={"Vary": "Accept"})
    changing = words.volatile or words.calls_out
    tag = None if changing else service().tag(wanted.query, wanted.dataset, choice.media_type)
    if tag is not None and request.method != "POST" and request.if_none_match.contains(tag):
        return describe(Response(status=304), tag)
    answer = service().stream(wanted.query, choice.form, wanted.dataset, wanted.timeout)
    noted.outcome = "truncated" if answer.truncated else "ok"
    if isinstance(answer, Body):
        noted.rows = answer.size
        if not changing:
            keep()
    return describe(respond(answer, choice, choice.form), tag)


def _without_query(wanted: Asked) -> Response:
    """A browser gets the editor, a program the description of this service (section 2.2 of its specification)."""
    if request.method != "GET":
        detail = gettext("Hãy gửi truy vấn SPARQL trong tham số query, hoặc bằng POST application/sparql-query.")
        raise Problem("no-query", detail)
    choice = _choice(wanted.form, GRAPH_FORMS)
    if choice.form is None:
        return Response(editor_page(""), headers={"Vary": "Accept"})
    here = service()
    address = f"{request.url_root}sparql"
    triples = here.generation().manifest.triples
    content = service_description(address, choice.form, here.settings, sorted(here.graphs()), triples)
    return Response(content, content_type=choice.content_type, headers={"Vary": "Accept"})


def _updated(text: str, dataset: Dataset) -> Response:
    authorize()
    if len(text) > UPDATE_LENGTH:
        detail = gettext(
            "Một cập nhật có nhiều nhất %(most)s ký tự; dữ liệu lớn hơn gửi tới /data.", most=UPDATE_LENGTH
        )
        raise Problem("query-too-long", detail, None, limit=UPDATE_LENGTH)
    words = read_update(text)
    if words.loads or words.calls_out:
        detail = gettext("LOAD và SERVICE bị từ chối trong cập nhật: không gì ở đây gọi ra máy chủ khác.")
        raise Problem("federation-refused", detail)
    if dataset.named_by_request:
        if words.has_dataset:
            detail = gettext("using-graph-uri không đi cùng USING hay WITH trong cập nhật.")
            raise Problem("bad-request", detail)
        text = words.using(dataset.default or (), dataset.named or ())
    edited = publish(Update(text, service().settings.base, words.added, words.touched))
    return Response(status=204, headers={"Lienvan-Generation": str(edited.generation)})


def _checked(query: str, dataset: Dataset) -> QueryText:
    """Refuses, before the engine sees it, what is too long or would reach out."""
    most = service().settings.query_length
    if len(query) > most:
        detail = gettext("Một truy vấn có nhiều nhất %(most)s ký tự.", most=most)
        raise Problem("query-too-long", detail, None, limit=most)
    words = read_query(query)
    if words.calls_out:
        _check_endpoints(query)
    graphs = (*(dataset.default or ()), *(dataset.named or ())) if dataset.named_by_request else words.graphs
    unknown = [graph for graph in graphs if graph not in service().graphs()]
    if unknown:
        detail = gettext(
            "Kho không có đồ thị %(graph)s. Đồ thị trong FROM và default-graph-uri chỉ được tìm trong kho.",
            graph=unknown[0],
        )
        raise Problem("unknown-graph", detail, None, graphs=unknown)
    return words


def _check_endpoints(query: str) -> None:
    """SERVICE may call what the operator allows, written out as an IRI; with nothing allowed it is refused."""
    allowed = service().settings.federation.split()
    called = endpoints(query)
    if not allowed or called is None or not set(called) <= set(allowed):
        detail = gettext("SERVICE bị từ chối: truy vấn ở đây chỉ gọi ra những máy chủ mà người vận hành cho phép.")
        raise Problem("federation-refused", detail, None, allowed=allowed)


def _choice(name: str | None, forms: Sequence[Form]) -> Choice:
    if name == "html":
        return Choice(None, "text/html")
    choice = choose(request.headers.get("Accept"), forms, page="last") if name is None else named(name, forms)
    if choice is None:
        offered = ", ".join(offers(forms))
        detail = gettext("Có các dạng: %(forms)s.", forms=offered)
        raise Problem("not-acceptable", detail, None, forms=[form.name for form in forms])
    return choice
