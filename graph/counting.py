"""A store that knows how many quads it has after a small change, without walking over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from pyoxigraph import Store as Database

from graph.store import OxigraphStore

_MOST: Final = 200_000
"""After so many quads, counting all of them at the end is faster than looking each up."""


def open_counting(path: Path, before: int) -> CountingStore:
    """Open the database folder ``path`` of ``before`` quads for writing."""
    return CountingStore(Database(str(path)), path, before)


class CountingStore(OxigraphStore):
    """A store of ``before`` quads that follows what is added and removed, as long as that is little."""

    def __init__(self, database: Database, folder: Path, before: int) -> None:
        super().__init__(database, folder)
        self._total = before
        self._left = _MOST

    def total(self) -> int:
        """The number of all quads."""
        return self._total if self._left > 0 else self.count()

    def add(self, quads: Iterable[Quad]) -> None:
        """See ``Store.add``."""
        new = list(quads)
        self._follow(new, 1)
        super().add(new)

    def bulk_load(self, quads: Iterable[Quad]) -> None:
        """See ``Store.bulk_load``."""
        if self._left > 0:
            quads = list(quads)
            self._follow(quads, 1)
        super().bulk_load(quads)

    def bulk_load_nquads(self, data: bytes) -> None:
        """See ``Store.bulk_load_nquads``."""
        if self._left > 0:
            self._follow(parse(data, format=RdfFormat.N_QUADS, lenient=True), 1)
        super().bulk_load_nquads(data)

    def remove(self, quads: Iterable[Quad]) -> None:
        """See ``Store.remove``."""
        gone = list(quads)
        self._follow(gone, -1)
        super().remove(gone)

    def remove_graph(self, graph: str) -> None:
        """See ``Store.remove_graph``."""
        if self._left > 0:
            self._follow(self.quads_for_graph(graph), -1)
        self._database.remove_graph(NamedNode(graph))

    @contextmanager
    def lent(self) -> Iterator[Path | None]:
        """See ``Store.lent``: what another process writes is not followed."""
        with super().lent() as folder:
            yield folder
        self._left = 0

    def _follow(self, quads: Iterable[Quad], sign: int) -> None:
        seen: set[Quad] = set()
        for quad in quads:
            self._left -= 1
            if self._left <= 0:
                return
            if quad not in seen:
                seen.add(quad)
                self._total += sign * ((quad in self._database) == (sign < 0))
