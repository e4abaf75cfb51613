"""What a query process does: open a generation read-only and evaluate queries on it, within their limits.

Everything here runs in the query processes; only plain values go in and come out.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from graph.errors import StoreError
from graph.store import OxigraphStore, Store, open_store
from ontology import PREFIXES
from service.rows import Table, table_of, write_csv
from service.sparql_text import QueryText, read_query

try:
    import resource
except ImportError:  # pragma: no cover - not a Unix
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""CLONE_NEWUSER and CLONE_NEWNET of ``linux/sched.h``."""
FailureKind = Literal["syntax-error", "query-failed", "result-too-large", "no-store"]


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a request names, as in the protocol; None leaves them to the query, or to the union of all."""

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    @property
    def named_by_request(self) -> bool:
        """Whether the request itself names graphs, which wins over FROM in the query."""
        return self.default is not None or self.named is not None


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows (or triples) and how many bytes a result may have."""

    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Request:
    """One query to be answered in one form, given by its registered media type (the engine's formats do not travel)."""

    query: str
    media_type: str
    limits: Limits
    dataset: Dataset = field(default_factory=Dataset)


@dataclass(frozen=True, slots=True)
class Body:
    """A serialised answer; ``size`` is the number of triples of a graph, None for other answers."""

    content: bytes
    truncated: bool
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A query that got no answer, with its place where the engine gives one (line and column from 1)."""

    kind: FailureKind
    message: str
    line: int | None = None
    column: int | None = None


class TooLargeError(Exception):
    """A result that grew past its limit of bytes."""


class LimitedBuffer(io.BytesIO):
    """Collects what is written until it would grow past ``size`` bytes, then raises TooLargeError."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._left = size

    def write(self, data: object, /) -> int:
        """Takes some bytes."""
        written = super().write(data)  # type: ignore[arg-type]
        self._left -= written
        if self._left < 0:
            raise TooLargeError
        return written


def start(memory: int) -> None:
    """Called once in a new query process: takes it off the network and holds its heap to ``memory`` MB."""
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


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """A generation's store, told apart from another one at the same path by ``inode``."""

    path: str
    inode: int


@lru_cache(maxsize=2)
def _opened(folder: StoreFolder) -> OxigraphStore:
    return open_store(Path(folder.path))


Result = TypeVar("Result")


def _guarded(work: Callable[[], Result]) -> Result | Failure:
    try:
        return work()
    except SyntaxError as error:
        return _syntax_failure(str(error))
    except TooLargeError:
        return Failure("result-too-large", "")
    except StoreError as error:
        return Failure("no-store", str(error))
    except (RuntimeError, ValueError, OSError) as error:
        return Failure("query-failed", str(error))


def answer(folder: StoreFolder, request: Request) -> Body | Failure:
    """Evaluates one query on the store in ``folder`` and serialises its answer."""
    return _guarded(lambda: evaluate(_opened(folder), request))


def tables(folder: StoreFolder, queries: Sequence[str], rows: int) -> tuple[Table, ...] | Failure:
    """Evaluates some SELECT queries on the store in ``folder``, each to at most ``rows`` rows."""
    return _guarded(lambda: tuple(select(_opened(folder), query, rows) for query in queries))


def evaluate(store: Store, request: Request) -> Body:
    """The serialised answer of a query. Raises SyntaxError, RuntimeError, or TooLargeError past the limit of bytes."""
    words = read_query(request.query)
    if words.form == "SELECT":
        return _solutions(store, request, words)
    result = _query(store, request.query, words, request.dataset)
    buffer = LimitedBuffer(request.limits.size)
    if isinstance(result, QueryTriples):
        triples = list(islice(result, request.limits.rows + 1))
        truncated = len(triples) > request.limits.rows
        kept = triples[: request.limits.rows]
        serialize(kept, buffer, RdfFormat.from_media_type(request.media_type), prefixes=_prefixes(kept))
        return Body(buffer.getvalue(), truncated, len(kept))
    result.serialize(buffer, _results_format(request))
    return Body(buffer.getvalue(), truncated=False)


def _prefixes(triples: Sequence[Triple]) -> dict[str, str]:
    """The prefixes of the namespaces whose properties and classes are used."""
    used = {triple.predicate.value for triple in triples}
    used.update(triple.object.value for triple in triples if isinstance(triple.object, NamedNode))
    return {prefix: name for prefix, name in PREFIXES.items() if any(iri.startswith(name) for iri in used)}


def _results_format(request: Request) -> QueryResultsFormat:
    form = QueryResultsFormat.from_media_type(request.media_type)
    if form is None:
        raise ValueError(f"rows cannot be written as {request.media_type}")
    return form


def _query(
    store: Store, query: str, words: QueryText, dataset: Dataset
) -> QuerySolutions | QueryBoolean | QueryTriples:
    if dataset.named_by_request:
        return store.query(query, default_graphs=dataset.default or (), named_graphs=dataset.named or ())
    return store.query(query, default_graph_union=not words.has_dataset)


def _solutions(store: Store, request: Request, words: QueryText) -> Body:
    """Asks for one row more than is allowed, to know whether there are more; then for the allowed number."""
    most = request.limits.rows
    form = _results_format(request)
    buffer = LimitedBuffer(request.limits.size)
    if form == QueryResultsFormat.CSV:
        truncated = write_csv(_limited(store, request, words, most + 1), buffer, most)
        return Body(buffer.getvalue(), truncated)
    _limited(store, request, words, most + 1).serialize(buffer, form)
    content = buffer.getvalue()
    if len(content) <= most or _count(content, form) <= most:
        return Body(content, truncated=False)
    cut = LimitedBuffer(request.limits.size)
    _limited(store, request, words, most).serialize(cut, form)
    return Body(cut.getvalue(), truncated=True)


def _limited(store: Store, request: Request, words: QueryText, rows: int) -> QuerySolutions:
    """The first ``rows`` solutions. A malformed query fails as it was sent, so that the place of the error is right."""
    try:
        result = _query(store, words.limited(rows), words, request.dataset)
    except SyntaxError:
        _query(store, request.query, words, request.dataset)
        raise
    if not isinstance(result, QuerySolutions):
        raise TypeError("a SELECT query gives rows")
    return result


def _count(content: bytes, form: QueryResultsFormat) -> int:
    """How many rows are in a serialised result; a row has at least one byte in every form."""
    results = parse_query_results(content, form)
    return sum(1 for _ in results) if isinstance(results, QuerySolutions) else 0


def select(store: Store, query: str, rows: int) -> Table:
    """The rows of a SELECT query as plain values."""
    words = read_query(query)
    result = _query(store, query, words, Dataset())
    if not isinstance(result, QuerySolutions):
        raise TypeError("a SELECT query is needed here")
    return table_of(result, rows)


_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[(?:[^\[\]]|'.')*\][,\s]*")


def _syntax_failure(message: str) -> Failure:
    """``error at 2:10: expected one of "{", ['a' ..= 'z']`` with its place and the classes of characters taken out."""
    found = _PLACE.match(message)
    if not found:
        return Failure("syntax-error", message)
    text = _CHARACTER_CLASS.sub("", found.group(3)).strip().rstrip(",")
    return Failure("syntax-error", text, int(found.group(1)), int(found.group(2)))
