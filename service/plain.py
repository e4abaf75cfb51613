"""Plain queries of programs: a SELECT or ASK alone, answered without Flask, which costs more than small ones do.

They come by GET, as a POST form or as the body of a POST. Everything that is not plain (another parameter, a page, a
condition; FROM, SERVICE, NOW() and other forms, which the query process tells), everything that goes wrong and every
answer that does not come at once is left to Flask: it goes on with the run that was begun here.
The headers are those that Flask's own hooks give to such an answer, asked for once for each form.
"""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any, Final
from urllib.parse import unquote_plus

from flask import Flask, Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_options_header

from service import frames
from service.answering import describe
from service.asked import FORM, QUERY
from service.compression import SMALLEST, SUFFIX, compressed, is_compressible
from service.disconnect import Client, GoneError
from service.evaluation import Body, Dataset, Limits, Request
from service.formats import RESULT_FORMS, Choice, Form, choose
from service.kept import Headers, Kept
from service.observing import Asked, Done, digest_of
from service.problems import Problem
from service.query_run import FailedError, Run
from service.state import Service

PATH: Final = "/sparql"
AT_ONCE: Final = 0.1
"""Seconds in which an answer must have begun; after that Flask waits for it in a thread."""
_NOT_PLAIN: Final = frozenset({b"if-none-match", b"range", b"authorization"})
_OF_A_BODY: Final = frozenset({b"content-length", b"transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain query, how it came, the form of its answer as it was chosen, and whether the client takes gzip."""

    method: str
    query: str
    form: Form
    content_type: str
    media_type: str
    gzip: bool


class PlainQueries:
    """Answers plain queries on the event loop."""

    def __init__(self, app: Flask, service: Service) -> None:
        self._app = app
        self._service = service
        self._most_header_bytes = service.settings.header_bytes
        self._most_bytes = service.settings.request_bytes
        self._headers = cache(self._asked_of_flask)
        self._turns = asyncio.Semaphore(service.settings.query_workers)
        self._waiting = 0

    def read(self, scope: MutableMapping[str, Any], content: bytes = b"") -> Plain | None:
        """The query of a request with the body ``content``; None for a request that is not plain."""
        method = scope["method"]
        if scope["path"] != PATH or method not in {"GET", "POST"} or len(content) > self._most_bytes:
            return None
        accept, encodings, kind, size = "", "", "", 0
        for name, value in scope["headers"]:
            size += len(name) + len(value) + 4
            if name in _NOT_PLAIN or (name in _OF_A_BODY and method == "GET"):
                return None
            if name == b"accept":
                accept += ("," if accept else "") + value.decode("latin-1")
            elif name == b"accept-encoding":
                encodings += ("," if encodings else "") + value.decode("latin-1")
            elif name == b"content-type":
                kind = value.decode("latin-1")
        query = _only_query(scope["query_string"]) if method == "GET" else _posted(scope["query_string"], kind, content)
        if query is None or size > self._most_header_bytes or len(query) > self._service.settings.query_length:
            return None
        choice = _choice(accept)
        if choice is None or choice.form is None:
            return None
        return Plain(method, query, choice.form, choice.content_type, choice.media_type, _takes_gzip(encodings))

    async def answer(self, plain: Plain, client: Client, came: float) -> Kept | Run | None:
        """The answer; a run that goes on, for Flask to wait for; or None, when Flask has to begin.

        ``came`` is when the request came (perf_counter). Queries take turns, as many at a time as there are processes;
        where more wait than may, Flask says so.
        """
        if self._waiting >= self._service.settings.query_queue:
            return None
        self._waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._answer(plain, client, came)
        finally:
            self._turns.release()

    async def _answer(self, plain: Plain, client: Client, came: float) -> Kept | Run | None:
        here = self._service
        try:
            folder = here.folder()
            limits = Limits(here.settings.result_rows, here.settings.result_bytes)
            request = Request(plain.query, plain.form.media_type, limits, base=here.settings.base, plain=True)
            run = here.executor.begin_at_once(folder, request, client)
            if run is None or not await _answers(run) or run.head() != frames.WHOLE:
                return run
            body = Body(b"".join(run.pieces), truncated=False, size=run.outcome)
        except (Problem, FailedError, GoneError, TimeoutError, frames.ClosedError):
            return None
        return self._sent(plain, body, here.tag(plain.query, Dataset(), plain.media_type), came)

    def _sent(self, plain: Plain, body: Body, tag: str, came: float) -> Kept:
        """The answer as it goes out, and what is noted of it."""
        content, asked = body.content, Asked(digest_of(plain.query), rows=body.size)
        headers = list(self._headers(plain.content_type))
        if plain.gzip and len(content) >= SMALLEST and is_compressible(plain.media_type):
            content, tag = compressed(content), tag + SUFFIX
            headers.append((b"content-encoding", b"gzip"))
        headers += [(b"etag", f'"{tag}"'.encode()), (b"content-length", str(len(content)).encode())]
        done = Done(plain.method, PATH, PATH, 200, len(content), came, asked, None)
        return Kept(200, headers, content, done)

    def _asked_of_flask(self, content_type: str) -> Headers:
        """The headers that the application's hooks give to every such answer."""
        with self._app.test_request_context(PATH):
            response = self._app.process_response(describe(Response(content_type=content_type), "each its own"))
        own = {"etag", "content-length"}
        return [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in response.headers
            if name.lower() not in own
        ]


async def _answers(run: Run) -> bool:
    """Whether the answer of a run begins at once. A run whose request ends meanwhile is ended too."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[bool] = loop.create_future()

    def end(*, answers: bool) -> None:
        if not found.done():
            found.set_result(answers)

    loop.add_reader(run.handle, partial(end, answers=True))
    timer = loop.call_later(AT_ONCE, partial(end, answers=False))
    try:
        return await found
    except asyncio.CancelledError:
        run.abandon()
        raise
    finally:
        timer.cancel()
        loop.remove_reader(run.handle)


def _only_query(query_string: bytes) -> str | None:
    """The query of an address that has no other parameter."""
    name, _, value = query_string.partition(b"=")
    if name != b"query" or b"&" in value:
        return None
    try:
        return unquote_plus(value.decode("ascii"), errors="strict")
    except ValueError:
        return None


def _posted(query_string: bytes, content_type: str, content: bytes) -> str | None:
    """The query of a POST that has nothing but it."""
    media_type = None if query_string else _media_type(content_type)
    if media_type == FORM:
        return _only_query(content)
    try:
        return content.decode("utf-8") if media_type == QUERY else None
    except UnicodeDecodeError:
        return None


@lru_cache(maxsize=256)
def _media_type(content_type: str) -> str | None:
    """The media type of a body in UTF-8; None for one that says otherwise."""
    media_type, options = parse_options_header(content_type)
    return media_type.lower() if options.get("charset", "utf-8").lower() == "utf-8" else None


@lru_cache(maxsize=256)
def _choice(accept: str) -> Choice | None:
    return choose(accept or None, RESULT_FORMS, page="last")


@lru_cache(maxsize=256)
def _takes_gzip(encodings: str) -> bool:
    return bool(parse_accept_header(encodings, Accept)["gzip"])
