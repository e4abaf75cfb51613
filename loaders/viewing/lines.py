"""Printed lines: what stands between two line breaks of a text, and how it goes into the view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"\S[^\n\f]*")


@dataclass(slots=True)
class Line:
    """``[start, end)`` of a printed line without outer blanks; ``gap`` is where the line before it ended.

    ``separator`` is what goes before it in the view: a line break, a space where it continues a paragraph, a tab
    where it is a further cell of a row. ``cell`` is set for the lines of a table's cells.
    """

    start: int
    end: int
    gap: int
    separator: str = "\n"
    cell: bool = False


def printed_lines(text: str) -> Iterator[Line]:
    """All lines of ``text`` that hold more than blanks."""
    gap = 0
    for match in _LINE.finditer(text):
        start = match.start()
        end = start + len(match.group().rstrip())
        yield Line(start, end, gap)
        gap = end
