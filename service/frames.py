"""What travels between the web process and a query process: jobs one way, frames the other.

A job is two lengths, a pickle, and the text of the query that it asks: what is the same for many queries is pickled
once, and read once. A frame is a letter, a length and so many bytes: ``H`` the head (a set of the flags below), ``D``
some of the answer, ``E`` the end (a pickle: number of triples, rows, or what went wrong). The frames of a small answer
leave in one write.
"""

from __future__ import annotations

import pickle
import socket
import time
from functools import lru_cache
from struct import Struct
from typing import IO, Any

_JOB = Struct("!II")
_FRAME = Struct("!cI")
_SMALL = 65_536
_READ = 262_144

HEAD, DATA, END = b"H", b"D", b"E"
TRUNCATED, WHOLE = 1, 2
"""Flags of a head: the limit of rows cuts the answer off; all of it follows at once."""


class ClosedError(Exception):
    """The other process is gone."""


def packed(job: object) -> bytes:
    """A job as it travels, but for the text of its query."""
    return pickle.dumps(job, pickle.HIGHEST_PROTOCOL)


def write_job(connection: socket.socket, data: bytes, query: str = "") -> None:
    """Sends one packed job, which is told its ``query`` on the other side. Raises OSError when the process is gone."""
    text = query.encode("utf-8", "surrogatepass")
    connection.sendall(b"".join((_JOB.pack(len(data), len(text)), data, text)))


def read_job(reader: IO[bytes]) -> Any | None:
    """The next job; None when the other end was closed."""
    header = reader.read(_JOB.size)
    if len(header) < _JOB.size:
        return None
    length, text = _JOB.unpack(header)
    data = reader.read(length)
    if text:
        return _unpacked(data).asking(reader.read(text).decode("utf-8", "surrogatepass"))
    return pickle.loads(data)  # noqa: S301 - from the process that started this one


@lru_cache(maxsize=64)
def _unpacked(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301 - from the process that started this one


class FrameReader:
    """Frames as they arrive; a reading that took too long can be tried again, nothing is lost."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._data = bytearray()

    def wait(self, seconds: float) -> bool:
        """Whether something is there within ``seconds``. Raises ClosedError."""
        try:
            if not self._data:
                self._fill(seconds)
        except TimeoutError:
            return False
        return True

    def frame(self, until: float) -> tuple[bytes, bytes]:
        """The next frame, its letter and its bytes. Raises ClosedError, or TimeoutError past ``until`` (monotonic)."""
        while True:
            if len(self._data) >= _FRAME.size:
                letter, length = _FRAME.unpack_from(self._data)
                end = _FRAME.size + length
                if len(self._data) >= end:
                    found = bytes(self._data[_FRAME.size : end])
                    del self._data[:end]
                    return letter, found
            self._fill(until - time.monotonic())

    def _fill(self, seconds: float) -> None:
        if seconds <= 0:
            raise TimeoutError
        self._connection.settimeout(seconds)
        try:
            data = self._connection.recv(_READ)
        except TimeoutError:
            raise
        except OSError as error:
            raise ClosedError from error
        if not data:
            raise ClosedError
        self._data += data


def outcome_of(data: bytes) -> Any:
    """What an end frame holds."""
    return pickle.loads(data)  # noqa: S301 - from a process that this one started


class Sender:
    """The query process's side: a receiver of an answer (see service.outlet) that passes it on."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = bytearray()

    def begin(self, *, truncated: bool, whole: bool) -> None:
        """The head of an answer."""
        self._send(HEAD, bytes([TRUNCATED * truncated | WHOLE * whole]))

    def piece(self, data: bytes) -> None:
        """Some of an answer."""
        self._send(DATA, data)

    def end(self, outcome: object) -> None:
        """The end of a job, with what came of it."""
        self._send(END, pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL))
        self._flush()

    def _send(self, letter: bytes, data: bytes) -> None:
        self._held += _FRAME.pack(letter, len(data))
        self._held += data
        if len(self._held) > _SMALL:
            self._flush()

    def _flush(self) -> None:
        held, self._held = self._held, bytearray()
        self._connection.sendall(held)
