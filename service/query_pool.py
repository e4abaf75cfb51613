"""The query processes of a web process: started when they are needed, taken by one query at a time, ended at will."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Condition, Lock
from typing import Final

from service import frames, query_process
from service.disconnect import Client, GoneError

LOW_PRIORITY: Final = 15
_END_WAIT: Final = 2.0
"""Seconds to wait for a process that was sent SIGKILL."""

_USER_TICKS, _SYSTEM_TICKS = 11, 12
"""Fields of ``/proc/PID/stat`` behind the name of the program (proc_pid_stat(5))."""


class BusyError(Exception):
    """Too many queries are waiting, or one waited as long as it may run."""


class Worker:
    """One query process, and this end of its socket."""

    def __init__(self, memory: int, *, enclosed: bool) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            handle = theirs.fileno()
            command = [sys.executable, "-m", query_process.__name__, str(handle), str(memory), str(int(enclosed))]
            self.process = subprocess.Popen(command, pass_fds=[handle], stdin=subprocess.DEVNULL)  # noqa: S603
        self._socket = ours
        self._reader = frames.FrameReader(ours)
        self._lock = Lock()
        self._ended = False
        self._begun = False
        self.long = False
        self.has_place = True

    def begin(self, until: float) -> None:
        """Waits until it has started, which is no part of a query's time.

        Raises ClosedError, or TimeoutError past ``until`` (monotonic).
        """
        if not self._begun:
            self.frame(until)
            self._begun = True

    @property
    def handle(self) -> int:
        """The file descriptor of this end of its socket."""
        return self._socket.fileno()

    @property
    def started(self) -> bool:
        """Whether it is known to have started."""
        return self._begun

    @property
    def lives(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def send(self, job: query_process.Job) -> None:
        """Gives it a job. Raises ClosedError."""
        try:
            self._socket.settimeout(None)
            query_process.send(self._socket, job)
        except OSError as error:
            raise frames.ClosedError from error

    def ready(self, seconds: float) -> bool:
        """Whether it sends something within ``seconds``. Raises ClosedError when it has ended."""
        return self._reader.wait(seconds)

    def frame(self, until: float) -> tuple[bytes, bytes]:
        """Its next frame. Raises TimeoutError past ``until`` (monotonic), ClosedError when it has ended."""
        return self._reader.frame(until)

    def end(self) -> None:
        """Ends it, whatever it is doing; its end of the socket tells who reads."""
        with self._lock:
            if not self._ended:
                self._ended = True
                self.process.kill()

    def close(self) -> None:
        """Ends it and lets go of everything."""
        self.end()
        self._socket.close()
        self._exit_code()

    def ended_from_outside(self) -> bool:
        """Whether it was ended by nobody here and not for want of memory (on which the engine aborts)."""
        return not self._ended and self._exit_code() not in {-signal.SIGABRT, None}

    def _exit_code(self) -> int | None:
        try:
            return self.process.wait(_END_WAIT)
        except subprocess.TimeoutExpired:
            return None

    def computed(self) -> float:
        """Seconds of computing so far; endless where the system does not say."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
            return (int(fields[_USER_TICKS]) + int(fields[_SYSTEM_TICKS])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, IndexError):
            return float("inf")

    def lower_priority(self) -> None:
        """From now on it gets the time that others leave over; there is no way back."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, LOW_PRIORITY)


class QueryPool:
    """At most ``size`` processes with a place, as many long ones without, and ``queue`` queries that wait."""

    def __init__(self, size: int, queue: int, memory: int, *, enclosed: bool) -> None:
        self._size, self._queue, self._memory, self._enclosed = size, queue, memory, enclosed
        self._changed = Condition()
        self._free = size
        self._slow = 0
        self._waiting = 0
        self._closed = False
        self._idle: list[Worker] = []
        self._taken: set[Worker] = set()

    @property
    def busy(self) -> int:
        """How many of its processes have a query."""
        return len(self._taken)

    @property
    def waiting(self) -> int:
        """How many queries wait for a process."""
        return self._waiting

    def acquire(self, seconds: float, client: Client | None = None) -> Worker:
        """A process, waiting at most ``seconds`` for one. Raises BusyError, or GoneError when the client leaves."""
        with self._changed:
            if not self._free:
                self._wait(seconds, client)
            self._free -= 1
            worker = self._living()
        try:
            worker = worker or Worker(self._memory, enclosed=self._enclosed)
        except BaseException:
            self._give_place_back(None, place=True)
            raise
        self._taken.add(worker)
        return worker

    def _living(self) -> Worker | None:
        """A process that waits for work; those that somebody ended while they waited are let go."""
        while self._idle:
            worker = self._idle.pop()
            if worker.lives:
                return worker
            worker.close()
        return None

    def acquire_idle(self) -> Worker | None:
        """A process that has started and waits for work, when there is one."""
        with self._changed:
            if not self._free or not self._idle or not self._idle[-1].started:
                return None
            self._free -= 1
            worker = self._idle.pop()
        self._taken.add(worker)
        return worker

    def _wait(self, seconds: float, client: Client | None) -> None:
        if self._waiting >= self._queue:
            raise BusyError
        self._waiting += 1
        until = time.monotonic() + seconds
        if client is not None:
            client.on_gone(self._wake)
        try:
            while not self._free:
                if client is not None and client.gone:
                    raise GoneError
                if not self._changed.wait(until - time.monotonic()):
                    raise BusyError
        finally:
            self._waiting -= 1
            if client is not None:
                client.on_gone(None)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def release(self, worker: Worker, *, reusable: bool) -> None:
        """Takes a process back; one that is not reusable, or was long, is ended."""
        self._taken.discard(worker)
        keep = reusable and not worker.long
        if not keep:
            worker.close()
        self._give_place_back(worker if keep else self._fresh() if worker.has_place else None, place=worker.has_place)

    def demote(self, worker: Worker) -> None:
        """A process whose query takes long: it runs on at low priority, beside a fresh one while there is room."""
        worker.long = True
        worker.lower_priority()
        with self._changed:
            worker.has_place = self._slow >= self._size
            self._slow += not worker.has_place
        if not worker.has_place:
            self._give_place_back(self._fresh(), place=True)

    def _fresh(self) -> Worker | None:
        """A process in the place of one that was ended, so that the next query does not wait for its start."""
        if self._closed:
            return None
        with suppress(OSError):
            return Worker(self._memory, enclosed=self._enclosed)
        return None

    def _give_place_back(self, worker: Worker | None, *, place: bool) -> None:
        with self._changed:
            if worker is not None:
                self._idle.append(worker)
            if place:
                self._free += 1
            else:
                self._slow -= 1
            self._changed.notify()

    def start(self) -> None:
        """Starts all processes, before the first query."""
        fresh = [worker for worker in (self._fresh() for _ in range(self._size)) if worker is not None]
        with self._changed:
            self._idle += fresh

    def close(self) -> None:
        """Ends all processes, whatever they are doing."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in [*idle, *self._taken]:
            worker.end()
        for worker in idle:
            worker.close()
