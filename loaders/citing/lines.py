"""The logical paragraph in which a mention stands, with offsets of the whole view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.view import View


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a view: ``[start, end)`` of ``text`` and ``folded``; ``head`` when it stands in the preamble."""

    text: str
    folded: str
    start: int
    end: int
    head: bool


def lines_of(view: View, positions: Iterable[int], head_end: int) -> Iterator[tuple[Line, int]]:
    """Each of ``positions`` (ascending) with its line; a line is looked up once however many positions it has."""
    text, folded = view.text, view.folded
    line = Line(text, folded, 0, -1, head=True)
    for position in positions:
        if position >= line.end:
            start = text.rfind("\n", max(line.end, 0), position) + 1 or max(line.end + 1, 0)
            end = text.find("\n", position)
            line = Line(text, folded, start, len(text) if end < 0 else end, start < head_end)
        yield line, position
