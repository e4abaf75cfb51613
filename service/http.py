"""The HTTP of the server (uvicorn's, by httptools), with limits to what comes before a request is known.

What is kept is sent from here, before a task is made for the request: that costs as much as the rest.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final, Protocol, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from service.kept import Headers, Kept

LONGEST_HEAD: Final = 131_072
"""Bytes of a request's line and headers: a query of the greatest length fits in an address."""
HEAD_SECONDS: Final = 30.0
"""Seconds in which a request's headers must have come."""
_TOO_LONG: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Keeper(Protocol):
    """The application, as far as it keeps answers (:class:`service.gateway.Gateway`)."""

    def kept(self, address: bytes, headers: Headers, client: str) -> Kept | None:
        """The answer kept for a simple GET."""


class LimitedProtocol(HttpToolsProtocol):
    """A connection that is closed when a request's head is too long or takes too long to come."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head = 0
        self._head_since: float | None = None
        self._head_timer: asyncio.TimerHandle | None = None
        self._kept: Kept | None = None
        self._came = 0.0
        self._keeper = cast("Keeper", self.app)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Starts to wait for the first request's head."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops waiting."""
        self._head_since = None
        if self._head_timer is not None:
            self._head_timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what comes before a head is complete."""
        self._head += len(data)
        if self._head > LONGEST_HEAD and self._head_since is not None:
            self._head_since = None
            self.transport.write(_TOO_LONG)
            self.transport.close()
            return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        if self._head_since is None:
            self._expect_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is complete."""
        self._head_since = None
        self._came = time.perf_counter()
        self._kept = self._kept_answer()
        if self._kept is None:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is complete; another one may follow."""
        self._head = 0
        if self._kept is None:
            super().on_message_complete()
        else:
            self._send(self._kept)

    def _kept_answer(self) -> Kept | None:
        """What is kept for the request, when it is a simple one and its answer may leave at once."""
        waits = self.cycle is not None and not self.cycle.response_complete
        if waits or self.flow.write_paused or self.parser.get_method() != b"GET":
            return None
        if self.parser.get_http_version() != "1.1" or not self.parser.should_keep_alive():
            return None
        return self._keeper.kept(self.url, self.headers, self.client[0] if self.client else "")

    def _send(self, kept: Kept) -> None:
        head = [STATUS_LINE[kept.status], *(b"%b: %b\r\n" % pair for pair in self.server_state.default_headers)]
        self.transport.write(b"".join([*head, kept.lines, b"\r\n", kept.body]))
        self.on_response_complete()
        if kept.done is not None:
            kept.done.again(kept.status, len(kept.body), self._came)

    def _expect_head(self) -> None:
        """From now on; one timer looks after all requests of the connection, as each its own would cost more."""
        self._head_since = self.loop.time()
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self._look_after_head)

    def _look_after_head(self) -> None:
        self._head_timer = None
        if self._head_since is None:
            return
        left = self._head_since + HEAD_SECONDS - self.loop.time()
        if left > 0:
            self._head_timer = self.loop.call_later(left, self._look_after_head)
        else:
            self.transport.close()
