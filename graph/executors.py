"""Where documents are read: in this process, in a process for each core, or on a Dask cluster.

One line chooses: ``Workers()``, ``Workers(processes=4)`` or ``Workers(dask="tcp://10.0.0.5:8786")``. All of them are
``concurrent.futures`` executors, so that nothing else knows which it is. The workers of a cluster read the files by
their paths: they need the same folder at the same place.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Final

from graph.errors import WorkersError

_PARALLEL_FROM: Final = 24
"""With fewer documents, starting other processes (about a second each) takes longer than reading."""
_TIMEOUT: Final = "30s"
"""How long a scheduler may take to answer."""


@dataclass(frozen=True, slots=True)
class Pool:
    """An executor, how many pieces of work it does at once, and how it says that a worker died."""

    executor: Executor
    size: int
    broken: tuple[type[Exception], ...] = (BrokenProcessPool,)


@dataclass(frozen=True, slots=True)
class Workers:
    """``processes`` on this machine (None: one for each core when there is enough to do), or a ``dask`` scheduler."""

    processes: int | None = None
    dask: str | None = None

    @property
    def here(self) -> int:
        """Processes for work that must be done on the machine that has the store."""
        return self.processes or os.cpu_count() or 1

    @contextmanager
    def pool(self, pieces: int) -> Iterator[Pool | None]:
        """An executor for so many documents; None where this process does it best. Raises WorkersError."""
        if self.dask is not None:
            with _dask(self.dask) as pool:
                yield pool
            return
        size = self.here if self.processes is not None or pieces >= _PARALLEL_FROM else 1
        if size == 1:
            yield None
            return
        with processes(size) as executor:
            yield Pool(executor, size)


@contextmanager
def processes(size: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with this one, also when it is killed; work that was not begun is dropped at the end."""
    # spawn: the threads of the store do not survive a fork
    executor = ProcessPoolExecutor(size, multiprocessing.get_context("spawn"), initializer=_end_with_parent)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _end_with_parent() -> None:
    """A worker waits for work on a pipe that its siblings hold open too: it would outlive a parent that is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@contextmanager
def _dask(address: str) -> Iterator[Pool]:
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 - the extra "dask", and half a second
    except ImportError as error:
        problem = "Dask is not installed here"
        raise WorkersError(address, problem, "Install it with: pip install 'lienvan[dask]'") from error
    try:
        client = Client(address, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        remedy = "Check the address, and that dask-scheduler runs there"
        raise WorkersError(address, f"the Dask scheduler does not answer ({error})", remedy) from error
    with client:
        size = sum(client.ncores().values())
        if not size:
            raise WorkersError(address, "the Dask scheduler has no workers", "Start some with: dask worker ADDRESS")
        with client.get_executor() as executor:
            yield Pool(executor, size, (KilledWorker,))
