"""One job in one query process, from its sending to its last piece, and the process let go behind it."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, Final

from flask import has_request_context, request

from service import frames
from service.disconnect import Client, GoneError
from service.evaluation import Failure
from service.query_pool import QueryPool, Worker
from service.query_process import Job

PATIENCE: Final = 0.5
"""A query is a long one when it has run so many seconds and then computes so many more: waiting does not count."""
_SHORTEST: Final = 0.05
ENVIRON_KEY: Final = "lienvan.run"
"""Where a request's environment has the run that was begun for it before Flask knew of it."""
START: Final = 60.0
"""Seconds in which a process must have started."""


def begun_run() -> Run | None:
    """The run that was begun for the request that is answered here; it is given once."""
    if not has_request_context():
        return None
    run: Run | None = request.environ.pop(ENVIRON_KEY, None)
    return run


class FailedError(Exception):
    """A query that its process gave up."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind)
        self.failure = failure


class Run:
    """One job in one process. ``pieces`` are the answer's; when they end, or are closed, the process is let go."""

    def __init__(self, pool: QueryPool, worker: Worker, client: Client | None, deadline: float) -> None:
        self._pool, self._worker, self._client = pool, worker, client
        self._deadline = deadline
        self._flags: int | None = None
        self.job: Job | None = None
        self._until = self._patient_until = 0.0
        self._computed: float | None = None
        self.pieces: Generator[bytes]
        self.outcome: Any = None
        self.ended_from_outside = False

    def begin(self, job: Job) -> int:
        """Sends the job and waits for its head; gives its flags, 0 for a job that has none.

        Raises ClosedError, TimeoutError, GoneError or FailedError.
        """
        self.send(job)
        return self.head()

    def send(self, job: Job) -> None:
        """Sends the job, once its process has started. Raises ClosedError, TimeoutError or GoneError."""
        if self._client is not None:
            self._client.on_gone(self._worker.end)
        try:
            self._worker.begin(time.monotonic() + START)
            begin = time.monotonic()
            self._until, self._patient_until = begin + self._deadline, begin + PATIENCE
            self._worker.send(job)
            self.job = job
        except frames.ClosedError as error:
            raise self._closed(error) from None
        except TimeoutError:
            self._let_go(reusable=False)
            raise

    def head(self) -> int:
        """Waits for the head of an answer that was asked for; gives its flags, again too. Raises as ``begin``."""
        if self._flags is None:
            self.pieces = self._received()
            head = next(self.pieces, None)
            self._flags = head[0] if head else 0
        return self._flags

    def abandon(self) -> None:
        """Ends the process of a job whose answer nobody reads."""
        if self._flags is None:
            self._let_go(reusable=False)
        else:
            self.pieces.close()

    @property
    def handle(self) -> int:
        """The file descriptor that becomes readable when an answer comes."""
        return self._worker.handle

    def _received(self) -> Generator[bytes]:
        """The flags of the head, then the pieces."""
        finished = closed = False
        try:
            while True:
                letter, data = self._frame()
                if letter == frames.END:
                    break
                yield data
            self.outcome = frames.outcome_of(data)
            finished = not isinstance(self.outcome, Failure) or self.outcome.kind != "out-of-memory"
        except frames.ClosedError as error:
            closed = True
            raise self._closed(error) from None
        finally:
            if not closed:
                self._let_go(reusable=finished)
        if isinstance(self.outcome, Failure):
            raise FailedError(self.outcome)

    def _closed(self, error: frames.ClosedError) -> Exception:
        """Lets go of a process that ended; gives what that means."""
        self.ended_from_outside = self._worker.ended_from_outside()
        gone = self._client is not None and self._client.gone
        self._let_go(reusable=False)
        return GoneError() if gone else error

    def _let_go(self, *, reusable: bool) -> None:
        if self._client is not None:
            self._client.on_gone(None)
        self._pool.release(self._worker, reusable=reusable)

    def _frame(self) -> tuple[bytes, bytes]:
        """The next frame; a process that has none after so much computing gives up its place."""
        worker = self._worker
        while not worker.long and self._patient_until < self._until:
            if worker.ready(self._patient_until - time.monotonic()):
                break
            computed = worker.computed()
            if self._computed is None:
                self._computed = computed
            left = PATIENCE - (computed - self._computed)
            if left <= 0:
                self._pool.demote(worker)
            self._patient_until = time.monotonic() + max(left, _SHORTEST)
        return worker.frame(self._until)
