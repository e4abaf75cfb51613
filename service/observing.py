"""What the service did: a line of JSON for each request, and figures for Prometheus.

A line has no query text, no parameters, no token and no body: a query is known by its hash, so that the same one is
found again. With several web processes their figures are added up through PROMETHEUS_MULTIPROC_DIR, which
``lienvan serve`` sets.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from graph.generations import Generation
from service import log_lines
from service.problems import Problem
from service.state import service

blueprint = Blueprint("observing", __name__)

SHARED = "PROMETHEUS_MULTIPROC_DIR"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
DONE = "lienvan.done"
"""Where a request's environment has its :class:`Done`."""
_FIELDS = ("method", "path", "status", "bytes", "outcome")
_FIELDS_OF_QUERY = (*_FIELDS, "query", "rows")
_LONGEST = 500
"""Characters of a path that a line has."""
_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


@dataclass(slots=True)
class Asked:
    """A SPARQL query of a request: the hash of its text, and what came of it; rows are None where nobody counted."""

    digest: str
    outcome: str = "ok"
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class _Figures:
    requests: Counter
    seconds: Histogram
    queries: Counter
    query_seconds: Histogram


@cache
def _figures() -> _Figures:
    return _Figures(
        Counter("lienvan_requests", "Requests answered", ("method", "route", "status")),
        Histogram("lienvan_request_seconds", "Time to answer a request", ("route",), buckets=_SECONDS),
        Counter("lienvan_queries", "SPARQL queries of clients by outcome", ("outcome",)),
        Histogram("lienvan_query_seconds", "Time to answer a SPARQL query", buckets=_SECONDS),
    )


@lru_cache(maxsize=4096)
def _counted(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """What counts such requests, and their time: found once, as looking each up costs more than to count."""
    figures = _figures()
    return figures.requests.labels(method, route, str(status)), figures.seconds.labels(route)


@cache
def _queries(outcome: str) -> Counter:
    return _figures().queries.labels(outcome)


def ask(query: str) -> Asked:
    """Notes that this request asks a SPARQL query; what comes of it is set on the answer."""
    g.asked = Asked(digest_of(query))
    found: Asked = g.asked
    return found


def digest_of(query: str) -> str:
    """16 hex digits by which the log knows a query."""
    return hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def register(app: Flask) -> None:
    """Notes every request once its answer has been sent."""
    _figures()

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def follow(response: Response) -> Response:
        done = Done(
            request.method if request.method in _METHODS else "other",
            str(request.url_rule or "none"),
            request.path[:_LONGEST],
            response.status_code,
            response.content_length,
            g.get("begun", time.perf_counter()),
            g.get("asked"),
            g.get("problem"),
        )
        request.environ[DONE] = done
        response.call_on_close(done.note)
        return response


@dataclass(frozen=True, slots=True)
class Done:
    """A request whose answer is on its way; ``problem`` is the kind of problem that it is answered with."""

    method: str
    route: str
    path: str
    status: int
    size: int | None
    begun: float
    asked: Asked | None
    problem: str | None

    def note(self) -> None:
        """Counts it and writes its line, once the last byte is sent."""
        self.again(self.status, self.size, self.begun)

    def again(self, status: int, size: int | None, begun: float) -> None:
        """Notes a request that was answered with what this one was answered with."""
        seconds = time.perf_counter() - begun
        asked = self.asked
        outcome = self.problem or (asked.outcome if asked else "ok")
        requests, took = _counted(self.method, self.route, status)
        requests.inc()
        took.observe(seconds)
        if asked is not None:
            _queries(outcome).inc()
            _figures().query_seconds.observe(seconds)
        values = self.method, self.path, status, size, outcome
        if asked is None:
            log_lines.requests.note(seconds, _FIELDS, *values)
        else:
            log_lines.requests.note(seconds, _FIELDS_OF_QUERY, *values, asked.digest, asked.rows)


class _Holdings(Collector):
    """What the current generation holds."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation

    def collect(self) -> Iterator[GaugeMetricFamily]:
        manifest = self._generation.manifest
        yield GaugeMetricFamily("lienvan_generation", "Number of the current generation", manifest.number)
        yield GaugeMetricFamily("lienvan_documents", "Documents loaded", len(manifest.documents))
        yield GaugeMetricFamily("lienvan_triples", "Triples in the store", manifest.triples)


@blueprint.route("/metrics")
def metrics() -> Response:
    """Figures of all web processes, and what the store holds (nothing, before the first load)."""
    content = b""
    if os.environ.get(SHARED):
        together = CollectorRegistry()
        multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        content = generate_latest(together)
    else:
        content = generate_latest(REGISTRY)
    held = CollectorRegistry()
    try:
        held.register(_Holdings(service().generation()))
    except Problem as problem:
        if problem.kind.slug != "no-store":
            raise
    return Response(content + generate_latest(held), content_type=CONTENT_TYPE_LATEST)
