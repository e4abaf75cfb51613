"""rdflib in memory, called in its own process: seconds and rows of each query, each in a fork that can be ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path


def times(nquads: Path, queries: Sequence[str], patience: float) -> list[tuple[float, int | str]]:
    """Fills rdflib's memory from a file, then answers each query in turn; a string says why there is no answer."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer_all, args=(theirs, nquads, list(queries), patience))
    process.start()
    found: list[tuple[float, int | str]] = ours.recv()
    process.join()
    return found


def _answer_all(connection: object, nquads: Path, queries: Sequence[str], patience: float) -> None:
    from rdflib import Dataset  # noqa: PLC0415 - in this process only

    graph = Dataset(default_union=True)
    graph.parse(nquads, format="nquads")
    found = []
    for query in queries:
        begin = time.perf_counter()
        rows = _in_fork(graph, query, patience)
        found.append((time.perf_counter() - begin, rows))
    connection.send(found)  # type: ignore[attr-defined]


def _in_fork(graph: object, query: str, patience: float) -> int | str:
    """The number of rows, computed by a child that shares this process's memory."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        rows = len(list(graph.query(query)))  # type: ignore[attr-defined]
        os.write(writing, str(rows).encode())
        os._exit(0)
    os.close(writing)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, patience)
    said = os.read(reading, 100)
    signal.setitimer(signal.ITIMER_REAL, 0)
    os.close(reading)
    os.waitpid(child, 0)
    return int(said) if said else f"no answer in {patience:g} s"
