"""Between the server and Flask: what is kept leaves at once, plain queries go straight to the query processes.

All other answers are made by Flask in threads.

Flask knows requests as WSGI does, where nobody hears that a client has left and nobody slows down an answer that is
read slowly. The gateway is an ASGI application (https://asgi.readthedocs.io/en/latest/specs/www.html) and hears both:
it tells the request's :class:`Client`, and asks for the next piece of an answer when the last one was taken. An answer
that breaks off is not ended in good order, so that no client takes it for whole.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, Final

from flask import Flask

from service import disconnect, log_lines, query_run
from service.disconnect import Client
from service.kept import KEEP, Headers, Kept, KeptAnswers
from service.limiting import limit_of
from service.observing import DONE
from service.plain import PlainQueries
from service.problems import Problem
from service.reading_ahead import ReadingAhead
from service.state import Service

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = logging.getLogger("lienvan")

WATCH_AFTER: Final = 0.1
"""Seconds after which it is worth while to look whether the client is still there."""
_WHOLE: Final = 262_144
"""Bytes of an answer that is sent in one piece."""
_PLAIN_HEADERS: Final = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
_SWITCH_INTERVAL: Final = 0.001
"""Seconds after which a thread that computes lets another one go on: the thread of the server should not wait long."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request as ASGI has it, with what receives its body and what sends its answer."""

    scope: Scope
    receive: Receive
    send: Send


@dataclass(frozen=True, slots=True)
class Made:
    """What Flask answers: whole, or in pieces that are still to be asked for."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes | Iterator[bytes]
    close: Callable[[], None]


class Gateway:
    """The ASGI application around a Flask application."""

    def __init__(self, app: Flask, service: Service) -> None:
        self._app = app
        self._service = service
        self._kept = KeptAnswers(service.settings.cache_bytes, service.generations.root / "current")
        self._plain = PlainQueries(app, service)
        self._limit = limit_of(app)
        self._ahead = ReadingAhead(app, service)
        self._largest_body = int(app.config["MAX_CONTENT_LENGTH"])
        waiting = service.settings.query_workers + service.settings.query_queue
        self._threads = ThreadPoolExecutor(service.settings.threads + waiting, "request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or starts and ends with the server."""
        if scope["type"] == "http":
            await self._answer(Exchange(scope, receive, send))
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    def kept(self, address: bytes, headers: Headers, client: str) -> Kept | None:
        """The answer kept for a simple GET, counted for its client; None where there is more to be looked at."""
        found = self._kept.simple(address, headers)
        return found if found is not None and self._allows(client, headers) else None

    async def _live(self, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "lifespan.shutdown":
            sys.setswitchinterval(_SWITCH_INTERVAL)
            self._service.executor.start()
            self._ahead.start()
            await send({"type": "lifespan.startup.complete"})
        self._ahead.stop()
        self._service.close()
        log_lines.requests.flush()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, exchange: Exchange) -> None:
        scope, send = exchange.scope, exchange.send
        content = b"" if scope["method"] == "GET" else await self._body(exchange.receive)
        if content is None:
            return
        begun = time.perf_counter()
        key = self._kept.key(scope, content)
        kept = self._kept.get(key) if key is not None else None
        if kept is not None and self._may_ask(scope):
            status, size = await _send_kept(kept, scope, send)
            if kept.done is not None:
                kept.done.again(status, size, begun)
            return
        client = Client()
        plain = self._plain.read(scope, content)
        answer = await self._plain.answer(plain, client, begun) if plain is not None and self._may_ask(scope) else None
        if isinstance(answer, Kept):
            if key is not None:
                self._kept.put(key, answer)
            await _send_kept(answer, scope, send)
            if answer.done is not None:
                answer.done.note()
            return
        await self._answer_by_flask(exchange, content, key, client, answer)

    async def _answer_by_flask(
        self, exchange: Exchange, content: bytes, key: Hashable | None, client: Client, run: query_run.Run | None
    ) -> None:
        """Answers in a thread; ``run`` was begun for the request, and is ended when Flask did not take it."""
        environ: dict[str, Any] = {disconnect.ENVIRON_KEY: client, query_run.ENVIRON_KEY: run}
        watch: asyncio.TimerHandle | None = None
        try:
            whole = await self._body(exchange.receive) if exchange.scope["method"] == "GET" else content
            if whole is None:
                return
            environ |= _environ(exchange.scope, whole, self._largest_body)
            loop = asyncio.get_running_loop()
            watch = loop.call_later(WATCH_AFTER, partial(_watch, loop, exchange.receive, client))
            made = await loop.run_in_executor(self._threads, self._made, environ)
            if key is not None and environ.get(KEEP) and isinstance(made.body, bytes):
                self._kept.put(key, Kept(made.status, made.headers, made.body, environ.get(DONE)))
            await self._send(made, client, exchange.send)
        finally:
            if watch is not None:
                watch.cancel()
            left: query_run.Run | None = environ.get(query_run.ENVIRON_KEY)
            if left is not None:
                left.abandon()

    def _may_ask(self, scope: Scope) -> bool:
        return self._allows((scope.get("client") or ("", 0))[0], scope["headers"])

    def _allows(self, client: str, headers: Headers) -> bool:
        """Whether the client may ask once more; where it may not, Flask says so."""
        if self._limit is None:
            return True
        return self._limit.allows(client, [value for name, value in headers if name == b"x-forwarded-for"])

    async def _body(self, receive: Receive) -> bytes | None:
        """The request's body, up to one byte more than is allowed; None when the client left while it sent it."""
        pieces: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            piece = message.get("body", b"")
            size += len(piece)
            pieces.append(piece[: max(0, self._largest_body + 1 - (size - len(piece)))])
            if not message.get("more_body") or size > self._largest_body:
                return b"".join(pieces)

    def _made(self, environ: dict[str, Any]) -> Made:
        """Runs Flask, in a thread."""
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[..., object]:
            begun[:] = [(status, headers)]
            return begun.append

        result: Iterable[bytes] = self._app(environ, start_response)
        status, headers = begun[0]
        close = getattr(result, "close", lambda: None)
        sized = next((int(value) for name, value in headers if name.lower() == "content-length"), None)
        encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        if sized is not None and sized <= _WHOLE:
            body = b"".join(result)
            close()
            return Made(int(status[:3]), encoded, body, lambda: None)
        return Made(int(status[:3]), encoded, iter(result), close)

    async def _send(self, made: Made, client: Client, send: Send) -> None:
        await send({"type": "http.response.start", "status": made.status, "headers": made.headers})
        if isinstance(made.body, bytes):
            await send({"type": "http.response.body", "body": made.body})
            return
        loop = asyncio.get_running_loop()
        pieces = made.body
        try:
            while not client.gone:
                piece = await loop.run_in_executor(self._threads, next, pieces, None)
                if piece is None:
                    await send({"type": "http.response.body", "body": b""})
                    return
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except Problem as problem:
            log.warning("an answer broke off: %s", problem.kind.slug)
        finally:
            await loop.run_in_executor(self._threads, made.close)


async def _send_kept(kept: Kept, scope: Scope, send: Send) -> tuple[int, int]:
    """Sends an answer as it is; gives its status and its bytes."""
    status, headers, body = kept.answer(scope)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    return status, len(body)


def _watch(loop: asyncio.AbstractEventLoop, receive: Receive, client: Client) -> None:
    """Waits for the client to leave; the server's last word to a request whose answer was sent is the same."""

    async def wait() -> None:
        while (await receive())["type"] != "http.disconnect":
            continue
        client.leave()

    client.watch = loop.create_task(wait())


def _environ(scope: Scope, content: bytes, largest: int) -> dict[str, Any]:
    """The request as WSGI has it (PEP 3333)."""
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(content if len(content) <= largest else b""),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        plain, text = name.decode("latin-1"), value.decode("latin-1")
        variable = _PLAIN_HEADERS.get(plain) or "HTTP_" + plain.upper().replace("-", "_")
        environ[variable] = f"{environ[variable]},{text}" if variable in environ else text
    environ["CONTENT_LENGTH"] = str(len(content))
    return environ
