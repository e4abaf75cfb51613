"""``/sparql``: the SPARQL 1.1 Protocol for queries (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from service.description import service_description
from service.evaluation import Body, Dataset
from service.formats import GRAPH_FORMS, JSON, RESULT_FORMS, XML, Choice, Form, choose, named, offers
from service.pages import answer_page, editor_page
from service.problems import Problem
from service.sparql_text import QueryText, read_query
from service.state import service

blueprint = Blueprint("sparql", __name__)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the query, if any, the graphs it names, the form and the deadline it wants."""

    query: str | None
    dataset: Dataset
    form: str | None
    timeout: float | None


@blueprint.route("/sparql", methods=["GET", "POST"])
@blueprint.route("/<any(vi, en):language>/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answers a query; without one, a browser gets the editor and a program is told what is missing."""
    asked = _asked()
    if asked.query is None:
        return _without_query(asked)
    words = _checked(asked.query, asked.dataset)
    forms = RESULT_FORMS if words.form in {"SELECT", "ASK"} else GRAPH_FORMS
    choice = _choice(asked.form, forms)
    if choice.form is None:
        return Response(answer_page(asked.query, words, asked.dataset), headers={"Vary": "Accept"})
    tag = service().tag(asked.query, asked.dataset, choice.form.name)
    if not words.volatile and request.if_none_match.contains(tag):
        return _described(Response(status=304), tag, volatile=False)
    body = service().answer(asked.query, choice.form, asked.dataset, timeout=asked.timeout)
    return _described(_response(body, choice, choice.form), tag, volatile=words.volatile)


def _without_query(asked: Asked) -> Response:
    """A browser gets the editor, a program the description of this service (section 2.2 of its specification)."""
    if request.method != "GET":
        raise Problem(
            "no-query", gettext("Hãy gửi truy vấn SPARQL trong tham số query, hoặc bằng POST application/sparql-query.")
        )
    choice = _choice(asked.form, GRAPH_FORMS)
    if choice.form is None:
        return Response(editor_page(""), headers={"Vary": "Accept"})
    content = service_description(request.url_root + "sparql", choice.form)
    return Response(content, content_type=choice.content_type, headers={"Vary": "Accept"})


def _asked() -> Asked:
    """The request, from wherever the protocol lets it stand (sections 2.1.1 to 2.1.3)."""
    values = MultiDict(request.args)
    query: str | None = None
    if request.method == "POST":
        media_type = request.mimetype
        if media_type == FORM:
            values.update(request.form)
        elif media_type == QUERY:
            query = _decoded(request.get_data())
        elif media_type == UPDATE:
            _refuse_update()
        else:
            detail = gettext("Gửi truy vấn bằng %(query)s hoặc %(form)s.", query=QUERY, form=FORM)
            raise Problem("unsupported-media-type", detail)
    if "update" in values:
        _refuse_update()
    texts = values.getlist("query") + ([query] if query is not None else [])
    if len(texts) > 1:
        raise Problem("bad-request", gettext("Chỉ được gửi một truy vấn mỗi lần."))
    return Asked(texts[0] if texts else None, _dataset(values), values.get("format"), _timeout(values.get("timeout")))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("bad-request", gettext("Truy vấn phải là UTF-8 (%(error)s).", error=error)) from None


def _refuse_update() -> None:
    raise Problem(
        "writes-off", gettext("Điểm truy vấn này chỉ trả lời truy vấn đọc (SELECT, ASK, CONSTRUCT, DESCRIBE).")
    )


def _dataset(values: MultiDict[str, str]) -> Dataset:
    default = tuple(values.getlist("default-graph-uri"))
    graphs = tuple(values.getlist("named-graph-uri"))
    return Dataset(default, graphs) if default or graphs else Dataset()


def _timeout(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise Problem("bad-request", gettext("timeout là số giây lớn hơn 0, không phải %(text)s.", text=text))
    return seconds


def _checked(query: str, dataset: Dataset) -> QueryText:
    """Refuses, before the engine sees it, what is too long or would reach out."""
    most = service().settings.query_length
    if len(query) > most:
        raise Problem(
            "query-too-long", gettext("Một truy vấn có nhiều nhất %(most)s ký tự.", most=most), None, limit=most
        )
    words = read_query(query)
    if words.calls_out:
        raise Problem(
            "federation-refused", gettext("SERVICE bị từ chối: truy vấn ở đây không gọi ra máy chủ nào khác.")
        )
    graphs = (*(dataset.default or ()), *(dataset.named or ())) if dataset.named_by_request else words.graphs
    unknown = [graph for graph in graphs if graph not in service().graphs()]
    if unknown:
        detail = gettext(
            "Kho không có đồ thị %(graph)s. Đồ thị trong FROM và default-graph-uri chỉ được tìm trong kho.",
            graph=unknown[0],
        )
        raise Problem("unknown-graph", detail, None, graphs=unknown)
    return words


def _choice(name: str | None, forms: Sequence[Form]) -> Choice:
    if name == "html":
        return Choice(None, "text/html")
    choice = choose(request.headers.get("Accept"), forms, page="last") if name is None else named(name, forms)
    if choice is None:
        offered = ", ".join(offers(forms))
        detail = gettext("Có các dạng: %(forms)s.", forms=offered)
        raise Problem("not-acceptable", detail, None, forms=[form.name for form in forms])
    return choice


def _response(body: Body, choice: Choice, form: Form) -> Response:
    content = body.content
    if body.truncated:
        content = _marked(content, form, f"{service().settings.base}problem/truncated")
    response = Response(content, content_type=choice.content_type)
    if body.truncated:
        response.headers["Lienvan-Truncated"] = f"rows={service().settings.result_rows}"
    return response


def _marked(content: bytes, form: Form, address: str) -> bytes:
    """A cut-off answer says so inside, where its form has a place for it: the head's link, or a comment."""
    link = address.encode()
    if form is JSON:
        return content.replace(b'{"head":{', b'{"head":{"link":["' + link + b'"],', 1)
    if form is XML:
        return content.replace(b"</head>", b'<link href="' + link + b'"/></head>', 1)
    if form.name in {"ttl", "nt", "nq", "trig"}:
        return content + b"# truncated: " + link + b"\n"
    return content


def _described(response: Response, tag: str, *, volatile: bool) -> Response:
    response.vary.update(["Accept"])
    if volatile:
        response.cache_control.no_store = True
    else:
        response.set_etag(tag)
        response.cache_control.no_cache = True
    return response
