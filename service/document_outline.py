"""The outline beside a text: all of it, or of a long one what is near the part that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.layout import Heading


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the outline: a heading, and whether the text shown has it."""

    heading: Heading
    shown: bool


def entries(found: Sequence[Heading], begin: int, end: int, most: int) -> tuple[Entry, ...]:
    """The outline beside ``text[begin:end]``: everything, or where that is more than ``most``, what is near.

    Of a text with thousands of headings only sections are listed, and the headings of the part that is shown.
    """
    inside = [heading for heading in found if begin <= heading.start < end]
    if len(found) > most:
        near = [heading for heading in found if heading.depth == 0 or begin <= heading.start < end]
        at = next((index for index, heading in enumerate(near) if heading.start >= begin), len(near))
        first = max(0, min(at - most // 4, len(near) - most))
        found = near[first : first + most]
    kept = set(inside)
    return tuple(Entry(heading, heading in kept) for heading in found)
