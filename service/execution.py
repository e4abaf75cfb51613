"""The query processes: every query runs in one of them with a deadline, a memory limit and a result limit.

A query past its deadline is ended with its process, and another process takes its place; the web process only waits.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as DeadlineError
from multiprocessing.util import Finalize
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

from flask_babel import gettext
from pebble import CONSTS, ProcessExpired, ProcessPool

from service import evaluation
from service.evaluation import Body, Failure, Request, StoreFolder
from service.problems import Problem
from service.rows import Table
from service.settings import Settings

CONSTS.term_timeout = 0.05
"""Seconds that pebble waits after SIGTERM before SIGKILL: the engine, being Rust, never hears the first."""

RETRY_AFTER = "2"
LAST_CHANCE = 10
"""A process that ends closes its pool before multiprocessing waits for the children, which pebble would replace."""
Result = TypeVar("Result")


class Executor:
    """A pool of query processes, started at the first query."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._places = BoundedSemaphore(settings.query_workers + settings.query_queue)
        self._lock = Lock()
        self._pool: ProcessPool | None = None

    def answer(self, folder: StoreFolder, request: Request, timeout: float | None = None) -> Body:
        """The serialised answer of one query; ``timeout`` may shorten the deadline. Raises Problem."""
        return _unless_failed(self._run(evaluation.answer, (folder, request), timeout))

    def tables(self, folder: StoreFolder, queries: Sequence[str], rows: int | None = None) -> tuple[Table, ...]:
        """The rows of some SELECT queries, run one after another in one process. Raises Problem."""
        most = self._settings.result_rows if rows is None else rows
        return _unless_failed(self._run(evaluation.tables, (folder, tuple(queries), most), None))

    def call(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """What a function of a module gives, computed in a query process within its limits. Raises Problem."""
        return _unless_failed(self._run(work, arguments, None))

    def close(self) -> None:
        """Ends all query processes, whatever they are doing."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None

    def _run(
        self, work: Callable[..., Result | Failure], arguments: tuple[Any, ...], timeout: float | None
    ) -> Result | Failure:
        deadline = min(timeout or self._settings.query_timeout, self._settings.query_timeout)
        if not self._places.acquire(blocking=False):
            raise Problem(
                "busy", gettext("Quá nhiều truy vấn đang chờ. Hãy thử lại sau vài giây."), {"Retry-After": RETRY_AFTER}
            )
        try:
            return self._scheduled(work, arguments, deadline)
        except DeadlineError:
            raise _past_deadline(deadline) from None
        except (ProcessExpired, MemoryError):
            raise _out_of_memory(self._settings.query_memory) from None
        finally:
            self._places.release()

    def _scheduled(
        self, work: Callable[..., Result | Failure], arguments: tuple[Any, ...], deadline: float
    ) -> Result | Failure:
        """A process that was ended from outside (not for want of memory) costs no answer: the query runs once more."""
        try:
            return self._ready().schedule(work, args=arguments, timeout=deadline).result()
        except ProcessExpired as expired:
            if expired.exitcode in {-signal.SIGABRT, None}:
                raise
            return self._ready().schedule(work, args=arguments, timeout=deadline).result()

    def _ready(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPool(
                    max_workers=self._settings.query_workers,
                    initializer=evaluation.start,
                    initargs=[self._settings.query_memory],
                    context=multiprocessing.get_context("spawn"),
                )
                Finalize(None, self.close, exitpriority=LAST_CHANCE)
            return self._pool


def _unless_failed(result: Result | Failure) -> Result:
    if not isinstance(result, Failure):
        return result
    if result.kind == "result-too-large":
        raise Problem(result.kind, gettext("Kết quả vượt giới hạn số byte. Hãy thêm LIMIT hoặc hỏi hẹp hơn."))
    place = {} if result.line is None else {"line": result.line, "column": result.column}
    detail = result.message
    if result.line is not None:
        where = gettext("Dòng %(line)s, cột %(column)s", line=result.line, column=result.column)
        detail = f"{where}: {result.message}"
    raise Problem(result.kind, detail, None, **place)


def _past_deadline(deadline: float) -> Problem:
    detail = gettext(
        "Truy vấn chưa xong sau %(seconds)s giây và đã bị dừng. Hãy thêm LIMIT, hỏi hẹp hơn, hoặc bớt phép nối tự do.",
        seconds=f"{deadline:g}",
    )
    return Problem("query-timeout", detail, None, limit=deadline)


def _out_of_memory(megabytes: int) -> Problem:
    detail = gettext(
        "Truy vấn cần hơn %(size)s MB bộ nhớ và đã bị dừng. Hãy hỏi hẹp hơn hoặc thêm LIMIT trong truy vấn con.",
        size=megabytes,
    )
    return Problem("out-of-memory", detail, {"Retry-After": RETRY_AFTER}, limit=megabytes)
