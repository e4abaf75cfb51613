"""What one web process holds: settings, generations, query processes and kept answers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app
from flask_babel import gettext

from graph.errors import StoreError, StoreMissingError
from graph.generations import Generation
from service import query_files
from service.cache import Cache
from service.disconnect import current_client
from service.evaluation import Body, Dataset, Limits, Request
from service.execution import Executor, Stream
from service.formats import Form
from service.problems import Problem
from service.query_process import StoreFolder
from service.query_run import begun_run
from service.rows import Table
from service.settings import Settings
from service.sparql_text import read_query

Value = TypeVar("Value")
_said = lru_cache(maxsize=64)(str)
"""A folder or a dataset as text: it is the same one again and again."""
_Seen = tuple[tuple[int, int] | None, Generation, StoreFolder]
"""A generation: the mark of the file that named it, itself, and its store."""


class Service:
    """The graph as the routes see it: always the current generation, asked through the query processes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.iris = settings.iris
        self.generations = settings.generations()
        self.executor = Executor(settings)
        self.static = Path(__file__).parent / "static"
        self._bodies: Cache[Body] = Cache(settings.cache_bytes)
        self._tables: Cache[tuple[Table, ...]] = Cache(settings.cache_bytes)
        self._made: Cache[Any] = Cache(settings.cache_bytes)
        self._seen: _Seen | None = None
        self._current = str(self.generations.root / "current")

    def generation(self) -> Generation:
        """The generation that readers see now. Raises Problem (no-store) when there is none or it is broken.

        One object for each generation: its manifest, some MB for thousands of documents, is read once.
        """
        return self._now()[1]

    def folder(self) -> StoreFolder:
        """The store of the current generation. Raises Problem (no-store)."""
        return self._now()[2]

    def _now(self) -> _Seen:
        """What was seen when the file ``current``, which a load or a rollback replaces, was last another one."""
        try:
            mark = _mark(self._current)
            if self._seen is None or mark is None or self._seen[0] != mark:
                generation = self.generations.current()
                self._seen = (mark, generation, StoreFolder.of(generation))
        except StoreMissingError:
            detail = gettext("Kho chưa có văn bản nào. Hãy nạp bằng lệnh lienvan load, rồi tải lại trang này.")
            raise Problem("no-store", detail, {"Retry-After": "5"}) from None
        except (StoreError, FileNotFoundError) as error:
            raise Problem("no-store", str(error), {"Retry-After": "5"}) from None
        return self._seen

    def made(self, key: Hashable, make: Callable[[], Value], size: Callable[[Value], int]) -> Value:
        """What ``make`` gives of the current generation, kept under ``key``; ``size`` is its bytes in memory."""
        where = (self.folder(), key)
        kept: Value | None = self._made.get(where)
        if kept is None:
            kept = make()
            self._made.put(where, kept, size(kept))
        return kept

    def tag(self, *parts: Hashable) -> str:
        """A strong ETag for an answer that depends on the current generation and on ``parts`` alone."""
        text = "\0".join([part if isinstance(part, str) else _said(part) for part in (self.folder(), *parts)])
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def answer(
        self,
        query: str,
        form: Form,
        dataset: Dataset | None = None,
        *,
        timeout: float | None = None,
        rows: int | None = None,
    ) -> Body:
        """The serialised answer of a query, with at most ``rows`` rows (as set when None). Raises Problem."""
        found = self._answered(query, form, dataset or Dataset(), timeout, rows)
        return found if isinstance(found, Body) else Body(b"".join(found.pieces), found.truncated)

    def stream(self, query: str, form: Form, dataset: Dataset, timeout: float | None = None) -> Body | Stream:
        """The answer of a query, a large one while it is made. Raises Problem."""
        return self._answered(query, form, dataset, timeout, None)

    def _answered(
        self, query: str, form: Form, dataset: Dataset, timeout: float | None, rows: int | None
    ) -> Body | Stream:
        """What is kept, or else what a query process answers; a query that calls out was checked before."""
        folder, words = self.folder(), read_query(query)
        key = (folder, query, dataset, form.name, rows)
        kept = self._bodies.get(key)
        if kept is not None:
            return kept
        limits = Limits(rows or self.settings.result_rows, self.settings.result_bytes)
        request = Request(query, form.media_type, limits, dataset, self.settings.base)
        found = self.executor.stream(
            folder, request, timeout, current_client(), outgoing=words.calls_out, begun=begun_run()
        )
        if words.volatile or words.calls_out:
            return found
        if isinstance(found, Body):
            self._bodies.put(key, found, len(found.content))
            return found
        return Stream(found.truncated, self._kept_pieces(key, found))

    def _kept_pieces(self, key: Hashable, stream: Stream) -> Iterator[bytes]:
        """Passes the pieces on, and keeps the answer when it was whole and is not too large."""
        kept: list[bytes] | None = []
        size = 0
        for piece in stream.pieces:
            size += len(piece)
            if size > self._bodies.largest:
                kept = None
            if kept is not None:
                kept.append(piece)
            yield piece
        if kept is not None:
            self._bodies.put(key, Body(b"".join(kept), stream.truncated), size)

    def dump(self, graph: str | None, form: Form) -> Body | Stream:
        """One graph, however large (None: the default graph). Raises Problem."""
        return self.executor.dump(self.folder(), graph, form.media_type, current_client())

    def graphs(self) -> frozenset[str]:
        """The identifiers of all named graphs of the current generation."""
        (table,) = self.tables(query_files.body("pages/graphs"), rows=10_000_000)
        return frozenset(row["graph"].value for row in table.rows)

    def tables(self, *queries: str, rows: int | None = None) -> tuple[Table, ...]:
        """The rows of some of the service's own SELECT queries. Raises Problem."""
        folder = self.folder()
        key = (folder, queries, rows)
        kept = self._tables.get(key)
        if kept is None:
            kept = self.executor.tables(folder, queries, rows, current_client())
            self._tables.put(key, kept, _size(kept))
        return kept

    def source_text(self, document: str) -> str | None:
        """The source text of a loaded document, or None."""
        try:
            return self.generation().source_text(document)
        except KeyError:
            return None
        except StoreError as error:
            raise Problem("no-store", str(error)) from None

    def close(self) -> None:
        """Ends the query processes."""
        self.executor.close()


def service() -> Service:
    """The service of the application that answers this request."""
    held: Service = current_app.extensions["lienvan"]
    return held


def _mark(path: str) -> tuple[int, int] | None:
    """What tells a file from the one that was at its path before; None where there is none."""
    try:
        state = os.stat(path)  # noqa: PTH116 - for every request
    except FileNotFoundError:
        return None
    return state.st_ino, state.st_mtime_ns


def _size(tables: Sequence[Table]) -> int:
    """Roughly the bytes that rows take in memory: 200 for a term besides its text."""
    return sum(200 + len(term.value) for table in tables for row in table.rows for term in row.values())
