"""A query process: takes one job after another, answers through a socket, and is off the network.

It opens generations read-only and never writes. Only plain values go in and come out.
"""

from __future__ import annotations

import ctypes
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pyoxigraph import RdfFormat

from graph.endpoints import Server
from graph.generations import Generation
from graph.store import OxigraphStore, open_store
from service import evaluation, frames
from service.evaluation import Failure, Request, UnknownGraphError, guarded
from service.outlet import Outlet
from service.rows import Table
from service.travels import Travels

if TYPE_CHECKING:
    from graph.remote import RemoteStore

try:
    import resource
except ImportError:  # pragma: no cover - not a Unix
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024
UNLIMITED = 1 << 62
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""CLONE_NEWUSER and CLONE_NEWNET of ``linux/sched.h``."""
_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of ``linux/prctl.h``."""


@dataclass(frozen=True, slots=True)
class StoreFolder(Travels):
    """A generation's store, told apart from another one at its path by ``inode``; or the ``server`` that has it."""

    path: str
    inode: int
    server: Server | None = None

    @classmethod
    def of(cls, generation: Generation) -> Self:
        """The store of a generation. Raises FileNotFoundError."""
        if generation.server is not None:
            return cls(generation.server.query, generation.path.stat().st_ino, generation.server)
        return cls(str(generation.store_path), generation.store_path.stat().st_ino)


@dataclass(frozen=True, slots=True)
class Answer(Travels):
    """Evaluate one query and send its answer in one form."""

    folder: StoreFolder
    request: Request

    def asking(self, query: str) -> Answer:
        """The same for another query."""
        one = self.request
        return Answer(self.folder, Request(query, one.media_type, one.limits, one.dataset, one.base, one.plain))

    def run(self, sender: frames.Sender) -> int | None:
        """Gives its number of rows or triples, where they were counted."""
        return evaluation.stream(opened(self.folder), self.request, sender)


@dataclass(frozen=True, slots=True)
class Tables:
    """Evaluate some SELECT queries, each to at most ``rows`` rows."""

    folder: StoreFolder
    queries: Sequence[str]
    rows: int

    def run(self, _sender: frames.Sender) -> tuple[Table, ...]:
        """The rows as plain values."""
        return tuple(evaluation.select(opened(self.folder), query, self.rows) for query in self.queries)


@dataclass(frozen=True, slots=True)
class Dump:
    """Send one graph whole (None: the default graph, unnamed), however large, in the form of a media type."""

    folder: StoreFolder
    graph: str | None
    media_type: str

    def run(self, sender: frames.Sender) -> None:
        """Sends it while it is read."""
        store = opened(self.folder)
        if self.graph is not None and not store.has_graph(self.graph):
            raise UnknownGraphError(self.graph)
        outlet = Outlet(sender, UNLIMITED, lambda: False)
        form = RdfFormat.from_media_type(self.media_type)
        if form is None:
            raise ValueError(f"a graph cannot be written as {self.media_type}")
        store.dump_graph(outlet.file, form, self.graph)
        outlet.finish(truncated=False)


@dataclass(frozen=True, slots=True)
class Call:
    """Call a function of a module with plain values."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]

    def run(self, _sender: frames.Sender) -> Any:
        """What the function gives."""
        return self.work(*self.arguments)


Job = Answer | Tables | Dump | Call


def send(connection: socket.socket, job: Job) -> None:
    """Gives a query process a job. Raises OSError when the process is gone."""
    if isinstance(job, Answer):
        frames.write_job(connection, _packed(job.asking(""), job.request.plain), job.request.query)
    else:
        frames.write_job(connection, frames.packed(job))


@lru_cache(maxsize=64)
def _packed(job: Answer, plain: bool) -> bytes:  # noqa: ARG001 - requests are compared without it
    return frames.packed(job)


@lru_cache(maxsize=2)
def opened(folder: StoreFolder) -> OxigraphStore | RemoteStore:
    """The store in a folder, or on its server; the last two stay open, for queries that began before a load ended."""
    if folder.server is None:
        return open_store(Path(folder.path))
    from graph.remote import RemoteStore  # noqa: PLC0415 - what talks HTTP costs a third of a second

    return RemoteStore(folder.server)


def serve(connection: socket.socket, memory: int, *, enclosed: bool) -> None:
    """Runs until the other end is closed; ``memory`` is the limit of its heap in MB."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the web process decides when it ends
    start(memory, enclosed=enclosed)
    sender = frames.Sender(connection)
    sender.end(None)  # it has started
    reader = connection.makefile("rb")
    while (job := frames.read_job(reader)) is not None:
        outcome = guarded(lambda job=job: job.run(sender))  # type: ignore[misc]
        try:
            sender.end(outcome)
        except MemoryError:
            sender.end(Failure("out-of-memory", ""))


def start(memory: int, *, enclosed: bool) -> None:
    """Called once in a new process: it dies with its parent, is off the network, and its heap is limited."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if enclosed:
        enclose()
    if resource is not None:
        limit = memory * MEGABYTE
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (limit if most < 0 else min(limit, most), most))


def enclose() -> bool:
    """Takes this process off the network where the system lets it (Linux, with user namespaces); gives whether it did.

    What would reach out is refused before it comes here; this is the wall behind that one.
    """
    try:
        status: int = ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    except (OSError, AttributeError):
        return False
    return status == 0


if __name__ == "__main__":
    handle, limit, off = map(int, sys.argv[1:])
    serve(socket.socket(fileno=handle), limit, enclosed=bool(off))
