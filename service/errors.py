"""One shape for everything that goes wrong: a page for a browser, problem details for a program, else lines of text."""

from __future__ import annotations

import json
import logging

from flask import Flask, Response, g, render_template, request
from flask_babel import gettext
from flask_limiter import RateLimitExceeded
from werkzeug.exceptions import HTTPException

from service.formats import HTML, PROBLEM
from service.limiting import too_many
from service.negotiation import ranges
from service.problems import Problem
from service.state import service

log = logging.getLogger("lienvan")

_OF_STATUS = {404: "not-found", 405: "method-not-allowed", 406: "not-acceptable", 413: "request-too-large",
              415: "unsupported-media-type", 416: "range-not-satisfiable"}  # fmt: skip
_JSON_SUFFIXES = (".json", ".srj", ".jsonld")


def register(app: Flask) -> None:
    """Turns every problem, every error of HTTP and every bug into an answer."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(RateLimitExceeded, _too_many)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _bug)


def answer(problem: Problem) -> Response:
    """A problem in the form that the client reads."""
    g.problem = problem.kind.slug
    g.pop("thing", None)  # the page is about the problem now
    document = problem.document(service().settings.base)
    form = _form()
    if form == HTML:
        g.labels = {}
        content = render_template("problem.html", problem=problem, document=document)
    elif form == PROBLEM:
        content = json.dumps(document, ensure_ascii=False)
    else:
        content = f"{document['title']}\n{document['detail']}\n"
    content_type = PROBLEM if form == PROBLEM else f"{form}; charset=utf-8"
    response = Response(content, problem.status, headers=problem.headers, content_type=content_type)
    response.vary.update(["Accept"])
    return response


def _form() -> str:
    """JSON where JSON is named in Accept or in the address, HTML where that is named, else text."""
    if request.path.endswith(_JSON_SUFFIXES):
        return PROBLEM
    json_quality = html_quality = 0.0
    for accepted in ranges(request.headers.get("Accept")):
        if accepted.sub == "json" or accepted.sub.endswith("+json"):
            json_quality = max(json_quality, accepted.quality)
        elif (accepted.main, accepted.sub) == ("text", "html"):
            html_quality = max(html_quality, accepted.quality)
    if json_quality > html_quality:
        return PROBLEM
    return HTML if html_quality else "text/plain"


def _too_many(error: RateLimitExceeded) -> Response:
    return answer(too_many(str(error.description)))


def _http_error(error: HTTPException) -> Response:
    """What Flask itself refuses: an unknown address, a method that is not for it. Its own answers pass through."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return Response(error.get_body(), status, headers=error.get_headers())
    problem = Problem(
        _OF_STATUS.get(status, "bad-request" if status < 500 else "internal"), gettext("Xem lại địa chỉ và yêu cầu.")
    )
    response = answer(problem)
    for name, value in error.get_headers():
        if name in {"Allow", "Content-Range"}:
            response.headers[name] = value
    return response


def _bug(error: Exception) -> Response:
    """A bug is logged with its trace and shown without it."""
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return answer(Problem("internal", gettext("Lỗi đã được ghi lại. Hãy thử lại, hoặc báo cho người vận hành.")))
