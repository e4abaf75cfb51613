"""The requests to a SPARQL 1.1 server, and what its refusals mean."""

from __future__ import annotations

import time
import urllib.error
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

import httpx
from SPARQLWrapper import POST, URLENCODED, SPARQLExceptions, SPARQLWrapper

from graph.endpoints import Server
from graph.errors import StoreAnswerError, StoreError, StoreTimeoutError, StoreUnreachableError

_PIECE: Final = 1 << 16
_SHOWN: Final = 400
_TIMED_OUT: Final = ("timeout", "timed out", "time limit", "s1t00", "exceeds the limit", "querytimeout", "cancelled")
"""Words of servers that ended a query for its time: Oxigraph, GraphDB, Virtuoso (SQL state S1T00), Neptune, QLever."""
_AGENT: Final = "lienvan (SPARQLWrapper)"
_GRAPH_FORMS: Final = "application/n-triples, text/turtle;q=0.9"


@dataclass(frozen=True, slots=True)
class Asked:
    """The dataset of a query: graphs named by the protocol, else the union of all where ``union``."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    union: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A body and its media type."""

    content: bytes
    media_type: str


class Challenged(httpx.Auth):
    """Basic or digest credentials, as the server's first refusal asks for them."""

    def __init__(self, user: str, password: str) -> None:
        self._digest = httpx.DigestAuth(user, password)
        self._basic = httpx.BasicAuth(user, password)
        self._known: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sends without credentials until they are asked for."""
        if self._known is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            digest = response.headers.get("WWW-Authenticate", "").lower().startswith("digest")
            self._known = self._digest if digest else self._basic
        yield from self._known.auth_flow(request)


class Connection:
    """Connections to one server; opened when they are first used, safe to share among threads."""

    def __init__(self, server: Server) -> None:
        self._server = server
        auth = Challenged(server.user, server.password) if server.user else None
        bearer = {"Authorization": f"Bearer {server.password}"} if server.password and not server.user else {}
        self._headers = bearer
        self._client = httpx.Client(auth=auth, headers=bearer, timeout=server.timeout, trust_env=False)

    def query(self, sparql: str, asked: Asked, accept: str) -> Answer:
        """The answer of a query."""
        wrapper = SPARQLWrapper(self._server.query, agent=_AGENT)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setOnlyConneg(True)
        for name, value in {**self._headers, "Accept": accept}.items():
            wrapper.addCustomHttpHeader(name, value)
        wrapper.setTimeout(max(1, int(self._server.timeout)))
        if self._server.user:
            wrapper.setCredentials(self._server.user, self._server.password)
        for name, graphs in (("default-graph-uri", asked.default), ("named-graph-uri", asked.named)):
            for graph in graphs:
                wrapper.addParameter(name, graph)
        if asked.union and not (asked.default or asked.named):
            wrapper.addParameter("union-default-graph", "")
        wrapper.setQuery(sparql)
        deadline = time.monotonic() + self._server.timeout
        with self._mapped(self._server.query), wrapper.query().response as response:
            return Answer(self._read(response, deadline), response.headers.get("Content-Type", ""))

    def update(self, sparql: str) -> None:
        """Carries out an update."""
        with self._mapped(self._server.update):
            self._sent("POST", self._server.update, data={"update": sparql})

    def get(self, graph: str) -> Answer | None:
        """A graph, None where there is none."""
        with self._mapped(self._server.graphs):
            response = self._client.get(self._server.graphs, params={"graph": graph}, headers={"Accept": _GRAPH_FORMS})
            if response.status_code == httpx.codes.NOT_FOUND:
                return None
            self._refuse(response)
            return Answer(response.content, response.headers.get("Content-Type", ""))

    def put(self, graph: str, ntriples: bytes) -> None:
        """Puts a graph in the place of the one of that name."""
        self._graph("PUT", graph, ntriples)

    def post(self, graph: str, ntriples: bytes) -> None:
        """Adds to a graph."""
        self._graph("POST", graph, ntriples)

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _graph(self, method: str, graph: str, ntriples: bytes) -> None:
        with self._mapped(self._server.graphs):
            headers = {"Content-Type": "application/n-triples"}
            self._sent(method, self._server.graphs, params={"graph": graph}, content=ntriples, headers=headers)

    def _sent(self, method: str, address: str, **parts: object) -> None:
        self._refuse(self._client.request(method, address, **parts))  # type: ignore[arg-type]

    def _refuse(self, response: httpx.Response) -> None:
        if not response.is_success:
            raise _refusal(str(response.url.copy_with(query=None)), response.status_code, response.text)

    def _read(self, response: IO[bytes], deadline: float) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := response.read(_PIECE):
            size += len(piece)
            pieces.append(piece)
            if size > self._server.most_bytes:
                raise StoreAnswerError(self._server.query, f"it answered more than {size - 1} bytes", "Ask for less")
            if time.monotonic() > deadline:
                raise TimeoutError
        return b"".join(pieces)

    @contextmanager
    def _mapped(self, address: str) -> Iterator[None]:
        """Errors of the network and of SPARQLWrapper as those of the store."""
        try:
            yield
        except SPARQLExceptions.SPARQLWrapperException as error:
            said = error.args[0] if error.args else ""
            raise _refusal(address, _STATUS.get(type(error), 400), str(said)) from None
        except urllib.error.HTTPError as error:
            raise _refusal(address, error.code, error.read().decode(errors="replace")) from None
        except (TimeoutError, httpx.TimeoutException) as error:
            raise self._late(address) from error
        except (urllib.error.URLError, httpx.HTTPError, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise self._late(address) from error
            raise StoreUnreachableError(address, f"it cannot be reached ({reason})", _REACH_REMEDY) from error

    def _late(self, address: str) -> StoreTimeoutError:
        return StoreTimeoutError(
            address, f"no answer within {self._server.timeout:g} s", "Ask for less, or raise the limit"
        )


_STATUS: Final = {
    SPARQLExceptions.QueryBadFormed: 400,
    SPARQLExceptions.Unauthorized: 401,
    SPARQLExceptions.EndPointNotFound: 404,
    SPARQLExceptions.URITooLong: 414,
    SPARQLExceptions.EndPointInternalError: 500,
}
_REACH_REMEDY: Final = "Start it, or check LIENVAN_STORE"
_CREDENTIALS_REMEDY: Final = "Check LIENVAN_STORE_USER and LIENVAN_STORE_PASSWORD, and that this user may write there"


def _refusal(address: str, status: int, said: str) -> StoreError | RuntimeError:
    """What a status and the words with it mean; the words may tell more than the status does."""
    words = " ".join(said.split())[:_SHOWN]
    if status in {408, 504} or any(mark in words.lower() for mark in _TIMED_OUT):
        return StoreTimeoutError(address, f"it ended the query for its time ({words or status})", "Ask for less")
    if status in {401, 403}:
        return StoreUnreachableError(address, f"it refuses these credentials ({status})", _CREDENTIALS_REMEDY)
    if status in {404, 405, 429, 502, 503}:
        return StoreUnreachableError(address, f"it answers {status} ({words})", _REACH_REMEDY)
    return RuntimeError(f"{address} answers {status}: {words}")
