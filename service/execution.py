"""The query processes: every query runs in one of them with a deadline, a memory limit and a result limit.

A query past its deadline, or whose client has gone away, is ended with its process (SIGKILL: the engine, being Rust,
hears nothing else), and another process takes its place. One that runs longer than :data:`PATIENCE` gives its place to
a fresh process and goes on at low priority, so that queries that never end slow down the others as little as can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_babel import gettext

from service import frames
from service.disconnect import Client, GoneError
from service.evaluation import Body, Failure, Request
from service.problems import Problem
from service.query_pool import BusyError, QueryPool
from service.query_process import Answer, Call, Dump, Job, StoreFolder, Tables
from service.query_run import FailedError, Run
from service.rows import Table
from service.settings import Settings

RETRY_AFTER = "2"
WRITE_MEMORY = 4
"""How many times the memory of a query a write may take."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer that is still being made; closing ``pieces`` before their end ends its process."""

    truncated: bool
    pieces: Iterator[bytes]


class Executor:
    """The query processes of one web process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        size, queue, memory = settings.query_workers, settings.query_queue, settings.query_memory
        self._pool = QueryPool(size, queue, memory, enclosed=settings.server is None)
        self._outgoing = QueryPool(size, queue, memory, enclosed=False)
        self._writing = QueryPool(1, queue, memory * WRITE_MEMORY, enclosed=True)

    def stream(
        self,
        folder: StoreFolder,
        request: Request,
        timeout: float | None = None,
        client: Client | None = None,
        *,
        outgoing: bool = False,
        begun: Run | None = None,
    ) -> Body | Stream:
        """The answer of one query: whole when it is small, else piece by piece. Raises Problem.

        ``outgoing`` lets it ask the endpoints that SERVICE names; they were checked before. ``begun`` is a run that
        was begun for the same request.
        """
        pool, job = self._outgoing if outgoing else self._pool, Answer(folder, request)
        if begun is not None and begun.job != job:
            begun.abandon()
            begun = None
        return self._begun(job, pool, timeout, client, begun)

    def begin_at_once(self, folder: StoreFolder, request: Request, client: Client) -> Run | None:
        """A run of a query whose job was sent without waiting; None when no process is free and ready."""
        worker = self._pool.acquire_idle()
        if worker is None:
            return None
        run = Run(self._pool, worker, client, self._settings.query_timeout)
        try:
            run.send(Answer(folder, request))
        except (frames.ClosedError, GoneError):
            return None
        return run

    def dump(self, folder: StoreFolder, graph: str | None, media_type: str, client: Client | None) -> Body | Stream:
        """One graph, however large. Raises Problem."""
        return self._begun(Dump(folder, graph, media_type), self._pool, None, client)

    def tables(
        self, folder: StoreFolder, queries: Sequence[str], rows: int | None = None, client: Client | None = None
    ) -> tuple[Table, ...]:
        """The rows of some SELECT queries, run one after another in one process. Raises Problem."""
        most = self._settings.result_rows if rows is None else rows
        with self._problems(None) as deadline:
            run, _ = self._started(Tables(folder, tuple(queries), most), self._pool, deadline, client)
            found: tuple[Table, ...] = run.outcome
            return found

    def call(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """What a function of a module gives, computed in a query process within its limits. Raises Problem."""
        with self._problems(None) as deadline:
            return self._called(work, arguments, self._pool, deadline)

    def write(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """What a function that changes the store gives; one at a time, in a process of its own. Raises Problem."""
        deadline = self._settings.write_timeout
        try:
            return self._called(work, arguments, self._writing, deadline)
        except TimeoutError:
            raise _write_past_deadline(deadline) from None
        except BusyError:
            raise _busy(self._settings.query_queue) from None
        except frames.ClosedError:
            raise _out_of_memory(self._settings.query_memory * WRITE_MEMORY) from None
        except FailedError as error:
            raise _problem(error.failure, self._settings) from None

    def _called(
        self, work: Callable[..., Result], arguments: tuple[Any, ...], pool: QueryPool, deadline: float
    ) -> Result:
        run, _ = self._started(Call(work, arguments), pool, deadline, None)
        result: Result = run.outcome
        return result

    @property
    def running(self) -> int:
        """How many queries are running now."""
        return self._pool.busy + self._outgoing.busy

    @property
    def waiting(self) -> int:
        """How many queries wait for a process."""
        return self._pool.waiting + self._outgoing.waiting

    def start(self) -> None:
        """Starts the processes before the first query; without it they start when they are needed."""
        self._pool.start()

    def close(self) -> None:
        """Ends all query processes, whatever they are doing."""
        self._pool.close()
        self._outgoing.close()
        self._writing.close()

    def _begun(
        self, job: Job, pool: QueryPool, timeout: float | None, client: Client | None, begun: Run | None = None
    ) -> Body | Stream:
        with self._problems(timeout) as deadline:
            run, head = _continued(begun) or self._started(job, pool, deadline, client)
            if head & frames.WHOLE:
                content = b"".join(run.pieces)
                return Body(content, bool(head & frames.TRUNCATED), run.outcome)
        return Stream(bool(head & frames.TRUNCATED), self._guarded_pieces(run, timeout))

    def _guarded_pieces(self, run: Run, timeout: float | None) -> Iterator[bytes]:
        with self._problems(timeout):
            yield from run.pieces

    def _started(self, job: Job, pool: QueryPool, deadline: float, client: Client | None) -> tuple[Run, int]:
        """A job and the flags of its head. One whose process was ended from outside before it said so is run again."""
        for last in (False, True):
            run = Run(pool, pool.acquire(deadline, client), client, deadline)
            try:
                return run, run.begin(job)
            except frames.ClosedError:
                if last or not run.ended_from_outside:
                    raise
        raise frames.ClosedError

    @contextmanager
    def _problems(self, timeout: float | None) -> Iterator[float]:
        """Gives the deadline in seconds; what went wrong leaves as a Problem that names the limit."""
        deadline = min(timeout or self._settings.query_timeout, self._settings.query_timeout)
        try:
            yield deadline
        except TimeoutError:
            raise _past_deadline(deadline) from None
        except BusyError:
            raise _busy(self._settings.query_queue) from None
        except frames.ClosedError:
            raise _out_of_memory(self._settings.query_memory) from None
        except GoneError:
            raise Problem("client-gone", gettext("Máy khách đã ngắt kết nối.")) from None
        except FailedError as error:
            raise _problem(error.failure, self._settings) from None


def _continued(run: Run | None) -> tuple[Run, int] | None:
    """A run that was begun and the flags of its head.

    None where its process was ended from outside meanwhile, or found that the query is not plain.
    """
    try:
        return None if run is None else (run, run.head())
    except FailedError as error:
        if error.failure.kind != "not-plain":
            raise
        return None
    except frames.ClosedError:
        if run is None or not run.ended_from_outside:
            raise
        return None


def _problem(failure: Failure, settings: Settings) -> Problem:
    if failure.kind == "result-too-large":
        return _too_large(settings.result_bytes)
    if failure.kind == "out-of-memory":
        return _out_of_memory(settings.query_memory)
    if failure.kind == "query-timeout":
        return _past_deadline(settings.query_timeout)
    if failure.kind == "store-unreachable":
        return Problem(failure.kind, failure.message, {"Retry-After": RETRY_AFTER})
    if failure.kind == "no-graph":
        return Problem("not-found", gettext("Kho không có đồ thị %(graph)s.", graph=failure.message))
    place = {} if failure.line is None else {"line": failure.line, "column": failure.column}
    detail = failure.message
    if failure.line is not None:
        where = gettext("Dòng %(line)s, cột %(column)s", line=failure.line, column=failure.column)
        detail = f"{where}: {failure.message}"
    return Problem(failure.kind, detail, None, **place)


def _busy(queue: int) -> Problem:
    detail = gettext("Quá nhiều truy vấn đang chờ. Hãy thử lại sau vài giây.")
    return Problem("busy", detail, {"Retry-After": RETRY_AFTER}, limit=queue)


def _too_large(size: int) -> Problem:
    detail = gettext("Kết quả vượt giới hạn %(size)s byte. Hãy thêm LIMIT hoặc hỏi hẹp hơn.", size=size)
    return Problem("result-too-large", detail, None, limit=size)


def _past_deadline(deadline: float) -> Problem:
    detail = gettext(
        "Truy vấn chưa xong sau %(seconds)s giây và đã bị dừng. Hãy thêm LIMIT, hỏi hẹp hơn, hoặc bớt phép nối tự do.",
        seconds=f"{deadline:g}",
    )
    return Problem("query-timeout", detail, None, limit=deadline)


def _write_past_deadline(deadline: float) -> Problem:
    detail = gettext(
        "Lần ghi chưa xong sau %(seconds)s giây và đã bị dừng; kho giữ nguyên. Hãy chia nhỏ.", seconds=f"{deadline:g}"
    )
    return Problem("query-timeout", detail, None, limit=deadline)


def _out_of_memory(megabytes: int) -> Problem:
    detail = gettext(
        "Truy vấn cần hơn %(size)s MB bộ nhớ và đã bị dừng. Hãy hỏi hẹp hơn hoặc thêm LIMIT trong truy vấn con.",
        size=megabytes,
    )
    return Problem("out-of-memory", detail, {"Retry-After": RETRY_AFTER}, limit=megabytes)
