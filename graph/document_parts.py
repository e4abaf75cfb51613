"""The parts of a document by where they stand in its text: what is said in which stretch, found without a search.

A long document has a hundred thousand parts. The graph cannot look passages up by offset, so that the offsets of all
parts are asked for once and kept, 13 bytes each; what a part says is asked for only where it is shown.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

KINDS: Final = ("target", "assignment", "component", "report", "citation", "link", "recipient", "signature")
"""Kinds of parts that pages list, numbered from 1 in each document: ``{document}/target/4``."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part and its passage: ``Part("target", 4, 5310, 5380)``."""

    kind: str
    number: int
    start: int
    end: int

    @property
    def name(self) -> str:
        """``target/4``, the end of its identifier."""
        return f"{self.kind}/{self.number}"


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of a document in the order of its text: four columns of one length, sorted by ``starts``."""

    kinds: NDArray[np.int8]
    numbers: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return int(self.kinds.nbytes + self.numbers.nbytes + self.starts.nbytes + self.ends.nbytes)

    def packed(self) -> bytes:
        """All columns as bytes; :meth:`unpacked` gives them back."""
        return zlib.compress(
            b"".join(column.tobytes() for column in (self.numbers, self.starts, self.ends, self.kinds))
        )

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """What :meth:`packed` gave, on a machine of the same byte order."""
        columns = zlib.decompress(data)
        size = len(columns) // (3 * 4 + 1)
        numbers, starts, ends = np.frombuffer(columns, np.int32, 3 * size).reshape(3, size)
        return cls(np.frombuffer(columns, np.int8, size, 12 * size), numbers, starts, ends)

    def counts(self) -> Mapping[str, int]:
        """How many there are of each kind."""
        found = np.bincount(self.kinds, minlength=len(KINDS))
        return {kind: int(count) for kind, count in zip(KINDS, found, strict=True)}

    def between(self, begin: int, end: int) -> tuple[Part, ...]:
        """The parts whose passage begins in ``text[begin:end]``."""
        low, high = np.searchsorted(self.starts, [begin, end])
        return self._parts(range(int(low), int(high)))

    def of(self, kind: str, first: int, most: int) -> tuple[Part, ...]:
        """``most`` parts of one kind from the ``first`` on, counted from 0."""
        rows = np.flatnonzero(self.kinds == KINDS.index(kind))[first : first + most]
        return self._parts(rows.tolist())

    def _parts(self, rows: Iterable[int]) -> tuple[Part, ...]:
        return tuple(
            Part(KINDS[self.kinds[row]], int(self.numbers[row]), int(self.starts[row]), int(self.ends[row]))
            for row in rows
        )


def read_parts(found: Iterable[tuple[str, str]]) -> Parts:
    """The parts of identifiers of parts and of their passages; parts of other kinds are left out."""
    rows = sorted(_read(found))
    columns: Sequence[Sequence[int]] = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    starts, kinds, numbers, ends = columns
    return Parts(
        np.array(kinds, np.int8), np.array(numbers, np.int32), np.array(starts, np.int32), np.array(ends, np.int32)
    )


def _read(found: Iterable[tuple[str, str]]) -> Iterable[tuple[int, int, int, int]]:
    order = {kind: index for index, kind in enumerate(KINDS)}
    for part, passage in found:
        _, kind, number = part.rsplit("/", 2)
        start, _, end = passage.rpartition("#char=")[2].partition(",")
        if kind in order and number.isdecimal():
            yield int(start), order[kind], int(number), int(end)
