"""The HTTP of the server (uvicorn's, by httptools), with limits to what comes before a request is known."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD: Final = 131_072
"""Bytes of a request's line and headers: a query of the greatest length fits in an address."""
HEAD_SECONDS: Final = 30.0
"""Seconds in which a request's headers must have come."""
_TOO_LONG: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class LimitedProtocol(HttpToolsProtocol):
    """A connection that is closed when a request's head is too long or takes too long to come."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head = 0
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Starts to wait for the first request's head."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops waiting."""
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what comes before a head is complete."""
        self._head += len(data)
        if self._head > LONGEST_HEAD and self._head_timer is not None:
            self._stop_timer()
            self.transport.write(_TOO_LONG)
            self.transport.close()
            return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        if self._head_timer is None:
            self._expect_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is complete."""
        self._stop_timer()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is complete; another one may follow."""
        self._head = 0
        super().on_message_complete()

    def _expect_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
