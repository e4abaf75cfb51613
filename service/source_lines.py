"""The source text of a document as lines, with one passage marked; long texts in parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WINDOW = 60_000
"""Characters of a text that a page shows at once."""
_CHAR = re.compile(r"(\d{1,9}),(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty: where it starts in the source text, and its pieces."""

    start: int
    pieces: tuple[Piece, ...]
    after_gap: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines of ``text[begin:end]``, and where the parts before and after begin (None at the ends of the text)."""

    lines: tuple[Line, ...]
    begin: int
    end: int
    before: int | None
    after: int | None


def parse_range(text: str | None) -> tuple[int, int] | None:
    """``120,180`` as RFC 5147 writes a range of characters; None for anything else."""
    found = _CHAR.fullmatch(text or "")
    if not found:
        return None
    start, end = int(found.group(1)), int(found.group(2))
    return (start, end) if start <= end else None


def excerpt(text: str, mark: tuple[int, int] | None, start: int = 0) -> Excerpt:
    """The lines from offset ``start``, or around the marked passage where there is one."""
    if len(text) <= WINDOW:
        return Excerpt(tuple(_lines(text, 0, len(text), mark)), 0, len(text), None, None)
    wanted = max(0, mark[0] - WINDOW // 4) if mark else min(max(0, start), len(text) - 1)
    begin = text.rfind("\n", max(0, wanted - 2000), wanted) + 1 or wanted
    end = min(len(text), begin + WINDOW)
    if end < len(text):
        end = text.rfind("\n", begin, end) + 1 or end
    return Excerpt(
        tuple(_lines(text, begin, end, mark)),
        begin,
        end,
        max(0, begin - WINDOW) if begin else None,
        end if end < len(text) else None,
    )


def paragraphs(lines: Sequence[Line], starts: Sequence[int]) -> list[list[Line]]:
    """Lines that belong together; ``starts`` are the offsets where paragraphs begin, sorted. None: each line is one."""
    if not len(starts):
        return [[line] for line in lines]
    found: list[list[Line]] = []
    for line in lines:
        end = line.start + sum(len(piece.text) for piece in line.pieces)
        if not found or bisect_left(starts, line.start) != bisect_left(starts, end):
            found.append([])
        found[-1].append(line)
    return found


def _lines(text: str, begin: int, end: int, mark: tuple[int, int] | None) -> Iterator[Line]:
    position, gap = begin, False
    for line in text[begin:end].splitlines(keepends=True):
        words = line.rstrip()
        if words:
            yield Line(position, tuple(_pieces(words, position, mark)), gap)
        gap = not words
        position += len(line)


def _pieces(line: str, offset: int, mark: tuple[int, int] | None) -> Iterator[Piece]:
    low, high = (mark[0] - offset, mark[1] - offset) if mark else (0, 0)
    low, high = min(max(low, 0), len(line)), min(max(high, 0), len(line))
    for text, marked in ((line[:low], False), (line[low:high], True), (line[high:], False)):
        if text:
            yield Piece(text, marked)
