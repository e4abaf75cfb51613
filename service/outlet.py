"""Where a query process writes an answer: a small one in one piece, a large one in frames while it is still made."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO, Any, Protocol, cast

WHOLE = 262_144
"""Bytes of an answer that is kept until it is whole, so that what goes wrong within them has a status of its own."""
PIECE = 65_536
"""Bytes of a piece of a larger answer."""


class TooLargeError(Exception):
    """A result that grew past its limit of bytes."""


class Receiver(Protocol):
    """Who takes an answer: first what it is, then its bytes in order."""

    def begin(self, *, truncated: bool, whole: bool) -> None:
        """Called once: whether the limit of rows cuts it off, and whether all of it is there at once."""

    def piece(self, data: bytes) -> None:
        """Some bytes of the answer."""


class Outlet(io.RawIOBase):
    """A file that the serialisers write to; raises TooLargeError past ``limit`` bytes.

    ``is_cut_off`` is asked when an answer turns out not to be small, because its head is sent before its end is known.
    """

    def __init__(self, receiver: Receiver, limit: int, is_cut_off: Callable[[], bool]) -> None:
        super().__init__()
        self._receiver = receiver
        self._limit = limit
        self._is_cut_off = is_cut_off
        self._waiting = bytearray()
        self._written = 0
        self.truncated: bool | None = None

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, data: Any, /) -> int:
        """Takes some bytes."""
        self._waiting += data
        taken = len(data)
        self._written += taken
        if self._written > self._limit:
            raise TooLargeError
        if len(self._waiting) > (WHOLE if self.truncated is None else PIECE):
            self._pass_on()
        return taken

    @property
    def file(self) -> IO[bytes]:
        """Itself, as what the serialisers take."""
        return cast("IO[bytes]", self)

    @property
    def begun(self) -> bool:
        """Whether some of the answer has left already."""
        return self.truncated is not None

    def content(self) -> bytes:
        """What has not left yet."""
        return bytes(self._waiting)

    def finish(self, *, truncated: bool) -> bool:
        """Sends the rest; ``truncated`` is for an answer that was small. Gives what was said of it."""
        if self.truncated is None:
            self.truncated = truncated
            self._receiver.begin(truncated=truncated, whole=True)
        if self._waiting:
            self._receiver.piece(bytes(self._waiting))
            self._waiting.clear()
        return self.truncated

    def _pass_on(self) -> None:
        if self.truncated is None:
            self.truncated = self._is_cut_off()
            self._receiver.begin(truncated=self.truncated, whole=False)
        self._receiver.piece(bytes(self._waiting))
        self._waiting.clear()


class Collected:
    """A receiver that keeps the whole answer."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.truncated = False

    def begin(self, *, truncated: bool, whole: bool) -> None:  # noqa: ARG002 - a receiver's signature
        """Notes whether it is cut off."""
        self.truncated = truncated

    def piece(self, data: bytes) -> None:
        """Keeps some bytes."""
        self.pieces.append(data)
