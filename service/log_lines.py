"""The service's log: a line of JSON on standard error for each request, and for each record of its loggers.

A line of a request costs more than a kept answer when each is written on its own. The first leaves at once; those of
the next twentieth of a second leave together.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from functools import lru_cache
from threading import Event, Lock, Thread
from typing import Final, TextIO

TOGETHER: Final = 0.05
"""Seconds whose lines are written together."""
_JSON: Final = json.JSONEncoder(ensure_ascii=False)


def stamp(seconds: float) -> str:
    """``2026-01-02T03:04:05.678Z`` of seconds since the epoch."""
    whole = int(seconds)
    return f"{_second(whole)}.{int((seconds - whole) * 1000):03}Z"


@lru_cache(maxsize=8)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:19]


class LineWriter:
    """Writes lines from any thread, in the order in which they come."""

    def __init__(self, stream: TextIO, together: float = TOGETHER) -> None:
        self._stream, self._together = stream, together
        self._lock = Lock()
        self._lines: list[str] = []
        self._next = 0.0
        self._waiting = Event()
        self._thread: Thread | None = None

    def write(self, line: str) -> None:
        """Takes a line without its end; it is written now, or with those of the same twentieth of a second."""
        with self._lock:
            self._lines.append(line)
            now = time.monotonic()
            if now >= self._next:
                self._write(now)
            elif not self._waiting.is_set():
                self._wait()

    def flush(self) -> None:
        """Writes what waits."""
        with self._lock:
            self._write(time.monotonic())

    def _write(self, now: float) -> None:
        lines, self._lines = self._lines, []
        self._next = now + self._together
        if lines:
            self._stream.write("\n".join(lines) + "\n")
            self._stream.flush()

    def _wait(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._flush_in_time, name="log-lines", daemon=True)
            self._thread.start()
        self._waiting.set()

    def _flush_in_time(self) -> None:
        while self._waiting.wait():
            time.sleep(self._together)
            self._waiting.clear()
            self.flush()


class JsonLines(logging.Formatter):
    """Each record as one line of JSON; a trace is a string in it."""

    def format(self, record: logging.LogRecord) -> str:
        """``{"time": "2026-01-02T03:04:05.678Z", "level": "info", "event": "…"}``."""
        line = {"time": stamp(record.created), "level": record.levelname.lower(), "event": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return _JSON.encode(line)


class RequestLines:
    """The lines of requests, where they are wanted: ``to`` is None until a server starts the log at its level."""

    to: LineWriter | None = None

    def note(self, seconds: float, names: tuple[str, ...], *values: str | int | None) -> None:
        """The line of a request that took so many ``seconds``, with ``values`` under ``names``."""
        if self.to is not None:
            self.to.write(f'{{"time": "{stamp(time.time())}", {_fields(names, *values)}, "seconds": {seconds:.6f}}}')

    def flush(self) -> None:
        """Writes what waits; nothing may be written after the server has ended."""
        if self.to is not None:
            self.to.flush()


requests: Final = RequestLines()


@lru_cache(maxsize=1024)
def _fields(names: tuple[str, ...], *values: str | int | None) -> str:
    """What is the same in many lines, as JSON without its braces."""
    return _JSON.encode({"level": "info", "event": "request", **dict(zip(names, values, strict=True))})[1:-1]


def log_to_stderr(level: str) -> None:
    """Sends the service's log to standard error; ``level`` is ``info``, ``warning`` or ``error``.

    What no line has is not asked for, which halves the cost of one
    (https://docs.python.org/3/howto/logging.html#optimization).
    """
    logging._srcfile = None  # noqa: SLF001 - as that page says
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("lienvan")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(level.upper())
    requests.to = LineWriter(sys.stderr) if logger.isEnabledFor(logging.INFO) else None
