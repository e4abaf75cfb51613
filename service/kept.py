"""Answers kept as they went out, found by the request alone: what costs least to answer again.

An answer is kept only when its view says that it depends on the current generation and the request's address and
``Accept`` headers alone (:func:`keep`). A load or a rollback replaces the file ``current``, which is looked at for
every request, and with it everything that was kept.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from flask import request

from service.cache import Cache
from service.observing import Done

KEEP: Final = "lienvan.keep"
_DECIDING: Final = frozenset({b"accept", b"accept-encoding", b"accept-language", b"content-type"})
_NOT_SIMPLE: Final = frozenset({b"if-none-match", b"content-length", b"transfer-encoding", b"expect", b"upgrade"})
_HEADERS: Final = 3_000
"""Bytes in memory of an answer's headers besides its lines."""
_LONGEST_BODY: Final = 20_000
"""Bytes of a query sent by POST whose answer is kept."""
_SENT_AGAIN: Final = frozenset({b"etag", b"vary", b"cache-control", b"link", b"date", b"access-control-allow-origin"})
"""Headers of a 304 (RFC 9110, section 15.4.5)."""

Headers = list[tuple[bytes, bytes]]


def keep() -> None:
    """Says that the answer to the request at hand may be kept."""
    request.environ[KEEP] = True


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it went out, and what was noted of its request; ``lines`` are its headers as HTTP/1.1 has them."""

    status: int
    headers: Headers
    body: bytes
    done: Done | None = None
    lines: bytes = field(init=False)

    def __post_init__(self) -> None:
        lines = b"".join([b"%b: %b\r\n" % pair for pair in self.headers])
        object.__setattr__(self, "lines", lines)

    @property
    def etag(self) -> bytes:
        """Its strong ETag, with the quotation marks; nothing when it has none."""
        return next((value for name, value in self.headers if name == b"etag"), b"")

    def answer(self, scope: MutableMapping[str, Any]) -> tuple[int, Headers, bytes]:
        """Status, headers and body: the answer, or 304 for a client that has it."""
        for name, value in scope["headers"] if scope["method"] == "GET" else ():
            if name == b"if-none-match" and self.etag and (self.etag in value or value.strip() == b"*"):
                return 304, [pair for pair in self.headers if pair[0] in _SENT_AGAIN], b""
        return self.status, self.headers, self.body


class KeptAnswers:
    """Kept answers of the generation that the file ``current`` names."""

    def __init__(self, capacity: int, current: Path) -> None:
        self._current = str(current)
        self._answers: Cache[Kept] = Cache(capacity)

    def key(self, scope: MutableMapping[str, Any], body: bytes) -> Hashable | None:
        """What tells requests apart whose answers differ; None for one whose answer is not kept."""
        if scope["method"] not in {"GET", "POST"} or len(body) > _LONGEST_BODY:
            return None
        query: bytes = scope["query_string"]
        address: bytes = scope["raw_path"] + b"?" + query if query else scope["raw_path"]
        return self._key(scope["method"], address, scope["headers"], body)

    def simple(self, address: bytes, headers: Headers) -> Kept | None:
        """The answer kept for a GET of an address as it was sent, with neither body nor condition."""
        if any(name in _NOT_SIMPLE for name, _ in headers):
            return None
        return self.get(self._key("GET", address, headers, b""))

    def _key(self, method: str, address: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> Hashable | None:
        try:
            state = os.stat(self._current)  # noqa: PTH116 - for every request
        except OSError:
            return None
        deciding = b"\n".join([b"%b:%b" % pair for pair in headers if pair[0] in _DECIDING])
        return state.st_ino, state.st_mtime_ns, method, address, deciding, body

    def get(self, key: Hashable) -> Kept | None:
        """The answer kept for a request."""
        return self._answers.get(key)

    def put(self, key: Hashable, kept: Kept) -> None:
        """Keeps a whole answer that may be sent again."""
        if kept.status == 200:
            self._answers.put(key, kept, len(kept.body) + len(kept.lines) + _HEADERS)
