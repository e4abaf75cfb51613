"""Offset maps: where the code points of an edited text stand in the text it was made from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class OffsetMap:
    """Runs of code points taken over unchanged: run ``i`` begins at ``starts[i]`` here and at ``sources[i]`` there.

    A character that stands for several others (a space for a line break with its blanks) is a run of its own that
    points at the first of them. No runs at all is the identity.
    """

    starts: array[int] = field(default_factory=lambda: array("q"))
    sources: array[int] = field(default_factory=lambda: array("q"))

    def source(self, offset: int) -> int:
        """The place in the original of the code point at ``offset``."""
        if not self.starts:
            return offset
        run = bisect_right(self.starts, offset) - 1
        return self.sources[run] + offset - self.starts[run]


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` becomes ``words``, which is at most one code point long."""

    start: int
    end: int
    words: str


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """``text`` with ``edits`` (in order, not overlapping) made, and the map back to it."""
    parts: list[str] = []
    starts, sources = array("q"), array("q")
    kept, length = 0, 0
    for edit in edits:
        if edit.start > kept:
            starts.append(length)
            sources.append(kept)
            parts.append(text[kept : edit.start])
            length += edit.start - kept
        if edit.words:
            starts.append(length)
            sources.append(edit.start)
            parts.append(edit.words)
            length += len(edit.words)
        kept = edit.end
    if not kept:
        return text, OffsetMap()
    starts.append(length)
    sources.append(kept)
    parts.append(text[kept:])
    return "".join(parts), OffsetMap(starts, sources)
