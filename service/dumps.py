"""``/dumps``: the whole graph as N-Quads, each document's quads, and the SHA-256 of all of them.

``/dumps/lienvan.nq.gz``, ``/dumps/SHA256SUMS``, ``/dumps/doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd.nq``. The first two are
made once for each generation, when they are first asked for; meanwhile the answer is 503 with ``Retry-After``.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock
from typing import Final

from flask import Blueprint, Response, request, send_file
from flask_babel import gettext
from pyoxigraph import NamedNode

from graph.dumps import FOLDER, SUMS, WHOLE, document_quads
from graph.generations import Generation
from service import links, paging, query_files
from service.formats import N_QUADS, N_TRIPLES
from service.linked_data import WHOLE as MOST_TRIPLES
from service.problems import Problem
from service.state import service

blueprint = Blueprint("dumps", __name__)

PATIENCE: Final = 8.0
"""Seconds that a request waits for the files of a small graph."""
_PAUSE: Final = 0.05
_lock = Lock()
_writing: dict[Path, subprocess.Popen[bytes]] = {}


@blueprint.route(f"/dumps/{WHOLE}")
def whole() -> Response:
    """Every graph; a client that was cut off goes on with ``Range``."""
    return _file(WHOLE, "application/gzip")


@blueprint.route(f"/dumps/{SUMS}")
def sums() -> Response:
    """For ``sha256sum --check``."""
    return _file(SUMS, "text/plain; charset=utf-8")


@blueprint.route("/dumps/<path:name>.nq")
def document(name: str) -> Response:
    """The named graph of one loaded document."""
    iris = service().iris
    iri = links.identifier(name, iris)
    if service().generation().manifest.entry(iri) is None:
        raise Problem("not-found", gettext("Kho không có văn bản %(name)s.", name=name))
    graph = iris.graph(iri)
    described = query_files.query("describe/graph", iris, {"thing": [NamedNode(graph)]})
    query = paging.windowed(described, 0, MOST_TRIPLES)
    body = service().answer(query, N_TRIPLES, rows=MOST_TRIPLES)
    response = Response(document_quads(body.content.splitlines(), graph), content_type=N_QUADS.media_type)
    response.set_etag(service().tag("dump", iri))
    response.cache_control.no_cache = True
    response.make_conditional(request, accept_ranges=True, complete_length=response.content_length)
    return response


def _file(name: str, media_type: str) -> Response:
    folder = _folder(service().generation())
    response = send_file(folder / name, mimetype=media_type, conditional=True, etag=service().tag("dump", name))
    response.cache_control.no_cache = True
    return response


def _folder(generation: Generation) -> Path:
    """The files of a generation, made where they are not there. Raises Problem (being-made, internal)."""
    folder = generation.path / FOLDER
    until = time.monotonic() + PATIENCE
    while not folder.is_dir():
        if _writer(generation).poll():
            with _lock:
                _writing.pop(generation.path, None)
            raise Problem("internal", gettext("Không ghi được tệp vào thư mục kho. Xem nhật ký của dịch vụ."))
        if time.monotonic() > until:
            raise Problem("being-made", gettext("Tệp đang được tạo. Hãy thử lại sau ít lâu."), {"Retry-After": "30"})
        time.sleep(_PAUSE)
    return folder


def _writer(generation: Generation) -> subprocess.Popen[bytes]:
    """The process that writes the files; one for each generation and web process, and they wait for each other."""
    with _lock:
        if generation.path not in _writing:
            process = subprocess.Popen([sys.executable, "-m", "graph.dumps"], stdin=subprocess.PIPE)
            if process.stdin is not None:
                with process.stdin as sent:
                    sent.write(pickle.dumps(Generation(generation.path, generation.server)))
            _writing[generation.path] = process
        return _writing[generation.path]
