"""Evaluating a query on a store within its limits, and what went wrong where it has no answer.

A SELECT is asked for no more rows than the limit. Whether there are more is asked for with the same query and an
OFFSET, and only where it is in doubt: when an answer is not small, or has exactly as many rows as the limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
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

from graph.errors import StoreAnswerError, StoreError, StoreTimeoutError, StoreUnreachableError
from graph.store import Store
from ontology import PREFIXES
from ontology.iri import DEFAULT_BASE
from service.outlet import Collected, Outlet, Receiver, TooLargeError
from service.rows import Table, table_of, write_csv
from service.sparql_text import QueryText, read_query
from service.travels import Travels

FailureKind = Literal[
    "syntax-error",
    "query-failed",
    "query-timeout",
    "result-too-large",
    "out-of-memory",
    "no-store",
    "no-graph",
    "store-unreachable",
    "not-plain",
]


@dataclass(frozen=True, slots=True)
class Dataset(Travels):
    """The graphs that a request names, as in the protocol; None leaves them to the query, or to the union of all."""

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    @property
    def named_by_request(self) -> bool:
        """Whether the request itself names graphs, which wins over FROM in the query."""
        return self.default is not None or self.named is not None


@dataclass(frozen=True, slots=True)
class Limits(Travels):
    """How many rows (or triples) and how many bytes a result may have."""

    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Request(Travels):
    """One query to be answered in one form, given by its registered media type (the engine's formats do not travel).

    ``base`` resolves relative IRIs in the query. ``plain`` when the query was not looked at before, and is refused
    where it is not plain.
    """

    query: str
    media_type: str
    limits: Limits
    dataset: Dataset = field(default_factory=Dataset)
    base: str = DEFAULT_BASE
    plain: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Body:
    """A serialised answer; ``size`` is its number of rows or triples, None for a yes or no and where nobody counted."""

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


_OF_SERVER: Mapping[type[StoreError], FailureKind] = {
    StoreTimeoutError: "query-timeout",
    StoreAnswerError: "result-too-large",
    StoreUnreachableError: "store-unreachable",
}
"""What a SPARQL server did that has the graph."""
_SAMPLE = 5_000
"""Triples that are read before a graph is written: they say which prefixes it needs, and most graphs have fewer."""

Result = TypeVar("Result")


class UnknownGraphError(Exception):
    """A graph that the store does not have."""


class NotPlainError(Exception):
    """A query that was to be plain and is not."""


def guarded(work: Callable[[], Result]) -> Result | Failure:
    """What ``work`` gives, or what went wrong, as a value that travels."""
    try:
        return work()
    except SyntaxError as error:
        return _syntax_failure(str(error))
    except (TooLargeError, MemoryError) as error:
        return Failure("out-of-memory" if isinstance(error, MemoryError) else "result-too-large", "")
    except (UnknownGraphError, NotPlainError) as error:
        return Failure("no-graph" if isinstance(error, UnknownGraphError) else "not-plain", str(error))
    except StoreError as error:
        return Failure(_OF_SERVER.get(type(error), "no-store"), str(error))
    except (RuntimeError, ValueError, OSError) as error:
        return Failure("query-failed", str(error))


def evaluate(store: Store, request: Request) -> Body:
    """The serialised answer of a query. Raises SyntaxError, RuntimeError, or TooLargeError past the limit of bytes."""
    collected = Collected()
    size = stream(store, request, collected)
    return Body(b"".join(collected.pieces), collected.truncated, size)


def stream(store: Store, request: Request, receiver: Receiver) -> int | None:
    """Sends the answer of a query while it is made; gives its size (see :class:`Body`).

    Raises as ``evaluate``, and NotPlainError.
    """
    words = read_query(request.query)
    if request.plain and not words.plain:
        raise NotPlainError
    if words.form == "SELECT":
        return _send_solutions(store, request, words, receiver)
    result = _query(store, request.query, words, request.dataset, request.base)
    if isinstance(result, QueryTriples):
        return _send_triples(store, request, words, result, receiver)
    outlet = Outlet(receiver, request.limits.size, lambda: False)
    result.serialize(outlet.file, _results_format(request))
    outlet.finish(truncated=False)
    return None


def _send_triples(store: Store, request: Request, words: QueryText, result: QueryTriples, receiver: Receiver) -> int:
    most = request.limits.rows
    triples = iter(result)
    sample = list(islice(triples, min(most, _SAMPLE) + 1))
    more = len(sample) > most
    counted = _Counted(islice(chain(sample, triples), most))

    def is_cut_off() -> bool:
        return more or _has_triple(_query(store, request.query, words, request.dataset, request.base), most)

    outlet = Outlet(receiver, request.limits.size, is_cut_off)
    serialize(counted, outlet.file, RdfFormat.from_media_type(request.media_type), prefixes=_prefixes(sample))
    outlet.finish(truncated=next(triples, None) is not None or more)
    return counted.number


class _Counted:
    """An iterator that knows how many it has given."""

    def __init__(self, triples: Iterator[Triple]) -> None:
        self._triples = triples
        self.number = 0

    def __iter__(self) -> Iterator[Triple]:
        return self

    def __next__(self) -> Triple:
        triple = next(self._triples)
        self.number += 1
        return triple


def _has_triple(result: object, index: int) -> bool:
    return isinstance(result, QueryTriples) and next(islice(result, index, None), None) is not None


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
    store: Store, query: str, words: QueryText, dataset: Dataset, base: str
) -> QuerySolutions | QueryBoolean | QueryTriples:
    text = f"BASE <{base}> {query}" if words.relative else query
    if dataset.named_by_request:
        return store.query(text, default_graphs=dataset.default or (), named_graphs=dataset.named or ())
    return store.query(text, default_graph_union=not words.has_dataset)


def _send_solutions(store: Store, request: Request, words: QueryText, receiver: Receiver) -> int | None:
    """Gives the number of rows, None for an answer that is not small in other forms than CSV."""
    most = request.limits.rows
    form = _results_format(request)

    def is_cut_off() -> bool:
        return words.may_exceed(most) and next(_solutions(store, request, words.behind(most)), None) is not None

    outlet = Outlet(receiver, request.limits.size, is_cut_off)
    if form == QueryResultsFormat.CSV:
        rows, more = write_csv(_solutions(store, request, words.limited(most + 1)), outlet.file, most)
        outlet.finish(truncated=more)
        return rows
    _solutions(store, request, words.limited(most)).serialize(outlet.file, form)
    found = None if outlet.begun else _count(outlet.content(), form)
    full = found is not None and found >= most and words.may_exceed(most)
    outlet.finish(truncated=full and is_cut_off())
    return found


def _solutions(store: Store, request: Request, query: str) -> QuerySolutions:
    """The rows of a query whose limit was set. A malformed one fails as it was sent, with the error at its place."""
    words = read_query(request.query)
    try:
        result = _query(store, query, words, request.dataset, request.base)
    except SyntaxError:
        _query(store, request.query, words, request.dataset, request.base)
        raise
    if not isinstance(result, QuerySolutions):
        raise TypeError("a SELECT query gives rows")
    return result


_JSON_ROW = re.compile(rb'\{"[^"]++":\{"type":')
"""Where a row with a value begins in SPARQL's JSON, and nothing else: a string has its quotation marks escaped."""


def _count(content: bytes, form: QueryResultsFormat) -> int:
    """How many rows are in a serialised result; one without a value, and a quoted triple, are left to the parser."""
    if form == QueryResultsFormat.JSON and b"{}" not in content and b'"triple"' not in content:
        return len(_JSON_ROW.findall(content))
    results = parse_query_results(content, form)
    return len(list(results)) if isinstance(results, QuerySolutions) else 0


def select(store: Store, query: str, rows: int) -> Table:
    """The rows of a SELECT query as plain values."""
    words = read_query(query)
    result = _query(store, query, words, Dataset(), DEFAULT_BASE)
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
