"""Describing what documents share: in this process for few things, in a process for each core for many.

A description depends on the documents' graphs alone, not on other descriptions, so that many processes may read one
checkpoint of the filled store and each say what changes about its part of the things.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse, serialize

from graph.differences import Difference
from graph.entities import Entities
from graph.executors import processes
from graph.journal import Journal
from graph.mentions import Shared
from graph.store import OxigraphStore, Store, open_store
from ontology import Iris

_PARALLEL_FROM: Final = 3_000
"""With fewer things, starting other processes takes longer than describing."""
_CHUNK: Final = 500
_AHEAD: Final = 2
"""Chunks that each process may be ahead of the store."""

_BULK_FROM: Final = 5_000
"""So many quads are faster past the write-ahead log, at the price of new files."""


def describe_all(journal: Journal, store: OxigraphStore, iris: Iris, size: int) -> None:
    """Bring all shared things that ``journal`` names up to date in ``store``.

    The things are taken one by one: however many there are, few are in memory.
    """
    waiting = (thing for thing in journal.shared() if not _waits(thing))
    first = list(islice(waiting, _PARALLEL_FROM))
    chunks = _chunks(chain(first, waiting))
    if len(first) < _PARALLEL_FROM or size == 1:
        for chunk in chunks:
            _apply(store, *_differences(store, chunk, iris))
    else:
        with store.readable() as folder:
            for removed, added in _in_processes(chunks, str(folder), iris, size):
                store.remove(parse(removed, format=RdfFormat.N_QUADS, lenient=True))
                store.bulk_load_nquads(added)
    _describe_after(journal, store, iris)


def _waits(thing: Shared) -> bool:
    return thing.kind == "agency" and thing.facts is None


def _describe_after(journal: Journal, store: Store, iris: Iris) -> None:
    """Agencies that only a graph that went had named, then those that nothing names any more."""
    entities = Entities(store, iris)
    agencies = [thing for thing in journal.shared() if thing.kind == "agency"]
    for thing in filter(_waits, agencies):
        _apply_each(store, entities.describe(thing))
    for thing in agencies:
        _apply_each(store, entities.left_alone(thing.iri))


def _apply_each(store: Store, differences: Iterable[Difference]) -> None:
    for one in differences:
        store.remove(one.removed)
        store.add(one.added)


def _differences(store: Store, things: Iterable[Shared], iris: Iris) -> tuple[list[Quad], list[Quad]]:
    """Quads to take out, and to put in."""
    entities = Entities(store, iris)
    removed: list[Quad] = []
    added: list[Quad] = []
    for thing in things:
        for one in entities.describe(thing):
            removed.extend(one.removed)
            added.extend(one.added)
    return removed, added


def _apply(store: Store, removed: Iterable[Quad], added: list[Quad]) -> None:
    store.remove(removed)
    (store.bulk_load if len(added) > _BULK_FROM else store.add)(added)


def _chunks(things: Iterator[Shared]) -> Iterator[list[Shared]]:
    while chunk := list(islice(things, _CHUNK)):
        yield chunk


def _in_processes(chunks: Iterator[list[Shared]], folder: str, iris: Iris, size: int) -> Iterator[tuple[bytes, bytes]]:
    with processes(size) as pool:
        running: deque[Future[tuple[bytes, bytes]]] = deque()
        while True:
            wanted = size * _AHEAD - len(running)
            running.extend(pool.submit(_in_process, folder, chunk, iris) for chunk in islice(chunks, wanted))
            if not running:
                return
            yield running.popleft().result()


def _in_process(folder: str, things: list[Shared], iris: Iris) -> tuple[bytes, bytes]:
    removed, added = _differences(_opened(folder), things, iris)
    return _nquads(removed), _nquads(added)


@lru_cache(maxsize=1)
def _opened(folder: str) -> OxigraphStore:
    return open_store(Path(folder))


def _nquads(quads: list[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""
