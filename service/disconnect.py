"""Whether the client of a request is still there, told from the server's thread to the one that works for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Final

from flask import has_request_context, request

ENVIRON_KEY: Final = "lienvan.client"


class GoneError(Exception):
    """The client has gone away; nobody waits for an answer."""


class Client:
    """The client of one request; ``leave`` is called by the server when its connection was closed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._callback: Callable[[], None] | None = None
        self.gone = False
        self.watch: object = None
        """The server's task that waits for it to leave, held so that it is not lost."""

    def on_gone(self, callback: Callable[[], None] | None) -> None:
        """What to call when the client leaves (at once, when it has left already); None for nothing any more."""
        with self._lock:
            self._callback = callback
            gone = self.gone
        if gone and callback is not None:
            callback()

    def leave(self) -> None:
        """The client has left."""
        with self._lock:
            self.gone = True
            callback = self._callback
        if callback is not None:
            callback()


def current_client() -> Client | None:
    """The client of the request that is answered here; None where the server cannot tell whether it leaves."""
    if not has_request_context():
        return None
    client: Client | None = request.environ.get(ENVIRON_KEY)
    return client
