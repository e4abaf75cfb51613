"""Long answers in pages, of one size, that lead to each other (RFC 8288: ``Link: <…>; rel="next"``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from flask import request

from service.links import with_parameters
from service.problems import Problem
from service.sparql_text import tokens

PARAMETER = "page"
_LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a long answer: its number from 1, how many rows a page has, and whether there is another."""

    number: int
    size: int
    more: bool = False

    @property
    def start(self) -> int:
        """How many rows stand before it."""
        return (self.number - 1) * self.size

    @property
    def before(self) -> str | None:
        """The address of the page before, None on the first."""
        return _address(self.number - 1) if self.number > 1 else None

    @property
    def after(self) -> str | None:
        """The address of the next page, None on the last."""
        return _address(self.number + 1) if self.more else None

    @property
    def links(self) -> tuple[str, ...]:
        """What the ``Link`` header says of the neighbours."""
        return tuple(f'<{address}>; rel="{relation}"' for relation, address in self._neighbours())

    def _neighbours(self) -> Iterator[tuple[str, str]]:
        if self.number > 1:
            yield "first", _address(1)
        if self.before:
            yield "prev", self.before
        if self.after:
            yield "next", self.after


def asked(size: int) -> Page:
    """The page that the request's ``page=`` asks for, the first without it. Raises Problem (wrong-parameter)."""
    text = request.args.get(PARAMETER, "1")
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:10]) <= _LAST:
        raise Problem("wrong-parameter", f"{PARAMETER}={text[:20]!r}: 1, 2, 3, …", None, parameter=PARAMETER)
    return Page(int(text), size)


def _address(number: int) -> str:
    values: Mapping[str, str] = {name: value for name, value in request.args.items() if name != PARAMETER}
    return with_parameters(request.path, {**values, PARAMETER: str(number)} if number > 1 else values)


def windowed(query: str, start: int, count: int) -> str:
    """The query with the numbers behind its ``LIMIT`` and ``OFFSET`` replaced, wherever in it they stand.

    Raises KeyError for a query that has not both.
    """
    wanted = {"LIMIT": count, "OFFSET": start}
    pieces, position, found = [], 0, set()
    for keyword, number in pairwise(tokens(query)):
        name = keyword.text.upper()
        if keyword.kind == "word" and name in wanted and number.kind == "number":
            pieces += [query[position : number.start], str(wanted[name])]
            position = number.end
            found.add(name)
    if found != set(wanted):
        raise KeyError("the query has no LIMIT and OFFSET")
    return "".join([*pieces, query[position:]])
