"""Reading many files: one after another or by many workers, in order and with bounded memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from graph.documents import ReadDocument, read_again, read_document
from graph.executors import Workers
from graph.generations import text_path
from graph.planning import Work
from loaders.corrections import NO_CORRECTIONS, Corrections
from loaders.errors import LoadError
from ontology import Iris

_AHEAD: Final = 12
"""Documents that each process may be ahead of the store."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A file that could not be read, as the parts of a LoadError: an exception does not travel between processes."""

    subject: str
    problem: str
    remedy: str

    def error(self) -> LoadError:
        """The error itself."""
        return LoadError(self.subject, self.problem, self.remedy)


Outcome = ReadDocument | Bad


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one piece of work; ``kept`` is the folder of the generation that has the texts of loaded documents.

    ``engine`` comes from the process that loads: all documents of a load are read by one version.
    """

    iris: Iris
    engine: str
    kept: Path | None
    corrections: Corrections = NO_CORRECTIONS

    def __call__(self, work: Work) -> Outcome:
        """The document, or what is wrong with it."""
        try:
            if work.input is not None:
                return read_document(work.input.path, self.iris, self.engine, self.corrections)
            if self.kept is None:
                raise ValueError(f"{work.file_name} is to be read again, but there is no generation before")
            text = text_path(self.kept, work.known.text_sha256)
            return read_again(work.known, text, self.iris, self.engine, self.corrections)
        except LoadError as error:
            return Bad(error.subject, error.problem, error.remedy)


def read_all(
    work: Sequence[Work], reader: Callable[[Work], Outcome], workers: Workers
) -> Iterator[tuple[Work, Outcome]]:
    """Read in order, with few documents in memory at once."""
    with workers.pool(len(work)) as pool:
        if pool is None:
            yield from ((one, reader(one)) for one in work)
            return
        waiting = iter(work)
        running: deque[tuple[Work, Future[Outcome]]] = deque()
        while True:
            free = pool.size * _AHEAD - len(running)
            running.extend((one, pool.executor.submit(reader, one)) for one in islice(waiting, free))
            if not running:
                return
            one, future = running.popleft()
            yield one, _result(one, future, pool.broken)


def _result(work: Work, future: Future[Outcome], broken: tuple[type[Exception], ...]) -> Outcome:
    try:
        return future.result()
    except broken as error:
        remedy = "Load it alone to see which file it is, or load with fewer processes at once"
        raise LoadError(work.file_name, "a process died while reading this file or one near it", remedy) from error
